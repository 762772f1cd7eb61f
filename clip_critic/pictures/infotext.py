"""The generation parameters of a picture, and the text ("infotext") in which a WebUI writes them."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from PIL import Image
from PIL.PngImagePlugin import PngInfo

MIN_SETTINGS = 3
"""A line with fewer settings is a part of the prompt."""


@dataclass(frozen=True)
class Parameters:
    """A picture's prompts and settings.

    Attributes:
        settings: the settings by the WebUI's names, in the order and the spelling of an infotext's last line.
        program: the program that wrote them in a form of its own; empty for a WebUI.
    """

    prompt: str = ""
    negative_prompt: str = ""
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    program: str = ""


def png_with_infotext(image: Image.Image, infotext: str) -> bytes:
    """Return a PNG file that stores its generation parameters as a WebUI does."""
    info = PngInfo()
    info.add_text("parameters", infotext)
    file = io.BytesIO()
    image.save(file, "PNG", pnginfo=info)
    return file.getvalue()


_NEEDS_QUOTES = re.compile(r'[,\n:]|^\s|\s$|^"')


def write_infotext(parameters: Parameters) -> str:
    """Return an infotext as a WebUI writes it; `parse_infotext` and a WebUI's PNG Info read it back.

    The last line is recognised only if it has at least three settings, whose names consist of letters,
    digits, spaces, ``-`` and ``/``.
    """
    negative = f"\nNegative prompt: {parameters.negative_prompt}" if parameters.negative_prompt else ""
    last = ", ".join(f"{name}: {_quote(value)}" for name, value in parameters.settings.items())
    return f"{parameters.prompt}{negative}\n{last}".strip()


def _quote(value: str) -> str:
    """Quote a value where needed; the WebUI itself quotes less, but reads any quoted value."""
    return json.dumps(value, ensure_ascii=False) if _NEEDS_QUOTES.search(value) else value


# A name starts where a run of its characters starts: looking for it nowhere else keeps a long line
# without any colon from taking quadratic time. The value is a JSON string or all up to the next comma.
_SETTING = re.compile(
    r"""(?:^|(?<=[^\w\ \-/]))[ \-/]*     # where a run of a name's characters starts
        (?P<name>\w[\w\ \-/]+):\s*
        (?P<value>"(?:\\.|[^\\"])+"(?=,|$)|[^,]*)(?:,|$)""",
    re.VERBOSE,
)


_LINE_END = re.compile(r"\r\n?|\n")  # old Macs and Adobe's programs write a lone \r
_TEMPLATES = ("Template:", "Negative Template:")


def parse_infotext(text: str) -> Parameters:
    """Parse an infotext: the prompt, the text after "Negative prompt:", and the settings of the last line.

    As in the WebUI, the last line counts as settings if it has at least three of them. Text without any of
    this is a prompt. The templates that the extension Dynamic Prompts writes below the settings are left out.
    """
    *lines, last = _without_templates(_LINE_END.split(text.strip()))
    settings = list(_settings(last.strip()))
    if len(settings) < MIN_SETTINGS:
        lines.append(last)
        settings = []
    prompt: list[str] = []
    negative: list[str] = []
    into = prompt
    for line in map(str.strip, lines):
        if line.startswith("Negative prompt:"):
            into = negative
            line = line.removeprefix("Negative prompt:").strip()
        into.append(line)
    return Parameters("\n".join(prompt), "\n".join(negative), MappingProxyType(dict(settings)))


def _without_templates(lines: list[str]) -> list[str]:
    for number, line in enumerate(lines[1:], 1):
        if line.startswith(_TEMPLATES) and len(list(_settings(lines[number - 1]))) >= MIN_SETTINGS:
            return lines[:number]
    return lines


def _settings(line: str) -> Iterator[tuple[str, str]]:
    for match in _SETTING.finditer(line):
        yield match["name"], _unquote(match["value"])


def _unquote(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] == '"':
        try:
            return str(json.loads(value))
        except ValueError:
            return value
    return value
