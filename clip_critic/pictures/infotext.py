"""The generation parameters ("infotext") that a WebUI writes into its pictures.

PNG stores them in the text chunk ``parameters``; JPEG, WebP and AVIF in the EXIF field UserComment; GIF in
its comment. If a picture has both, the EXIF field takes precedence, as it does in the WebUI.
"""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from PIL import Image
from PIL.PngImagePlugin import PngInfo

logger = logging.getLogger(__name__)

_EXIF_IFD, _USER_COMMENT = 0x8769, 0x9286  # EXIF 2.3, sections 4.6.3 and 4.6.5


@dataclass(frozen=True)
class Parameters:
    """A parsed infotext. ``settings`` keeps the order and the spelling of the last line."""

    prompt: str = ""
    negative_prompt: str = ""
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def read_infotext(image: Image.Image) -> str | None:
    """Return the infotext of an opened picture, or None if it has none; damaged metadata is ignored."""
    try:
        text = _user_comment(image) or _text_of(image.info.get("parameters"))
        if not text and getattr(image, "format", None) == "GIF":
            text = _text_of(image.info.get("comment"))
    except Exception:  # Pillow's EXIF reader raises whatever damaged bytes make it raise
        logger.debug("The picture's metadata is damaged and not used.", exc_info=True)
        text = _text_of(image.info.get("parameters"))
    return text or None


def png_with_infotext(image: Image.Image, infotext: str) -> bytes:
    """Return a PNG file that stores its generation parameters as a WebUI does."""
    info = PngInfo()
    info.add_text("parameters", infotext)
    file = io.BytesIO()
    image.save(file, "PNG", pnginfo=info)
    return file.getvalue()


def _text_of(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", errors="ignore")
    return str(value).strip("\0") if isinstance(value, str) else ""


def _user_comment(image: Image.Image) -> str:
    value = image.getexif().get_ifd(_EXIF_IFD).get(_USER_COMMENT)
    if isinstance(value, tuple):  # written with the type BYTE by some tools
        value = bytes(value)
    return _decode_comment(value) if isinstance(value, bytes) else _text_of(value)


def _decode_comment(data: bytes) -> str:
    """Decode a UserComment: eight bytes that name the encoding, then the text (EXIF 2.3, section 4.6.5)."""
    code, body = data[:8], data[8:]
    if code == b"UNICODE\0":
        text = _decode_utf16(body)
    elif code == b"JIS\0\0\0\0\0":
        text = body.decode("shift_jis", errors="ignore")
    elif code in (b"ASCII\0\0\0", b"\0" * 8):
        text = body.decode("utf-8", errors="ignore")
    else:
        text = data.decode("utf-8", errors="ignore")
    return text.strip("\0")


def _decode_utf16(body: bytes) -> str:
    """Decode as big-endian, as the WebUI writes it, unless a mark or the zero bytes' places say otherwise."""
    if body[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return body.decode("utf-16", errors="ignore")
    is_little = body[1::2].count(0) > body[0::2].count(0)
    return body.decode("utf-16-le" if is_little else "utf-16-be", errors="ignore")


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


def parse_infotext(text: str) -> Parameters:
    """Parse an infotext: the prompt, the text after "Negative prompt:", and the settings of the last line.

    As in the WebUI, the last line counts as settings if it has at least three of them. Text without any of
    this is a prompt.
    """
    *lines, last = text.strip().split("\n")
    settings = list(_settings(last))
    if len(settings) < 3:
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
