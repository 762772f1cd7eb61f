"""The slow tests: ``pytest -m "not slow"`` leaves them out, and does not even import their files.

A test is slow by what it needs, seldom by a mark of its own: by the folder that it is in, a library that its
file imports at its top, or a fixture. Those that start many processes or read a giant text have the marker,
or their file has it, first in its ``pytestmark``.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parent
FOLDERS = ("api", "browser", "encoders", "host", "hosts", "miniature", "pictures", "weights")
"""A server, a browser, models and their files, a WebUI, a host that draws, files of all formats."""
LIBRARIES = ("diffusers", "gradio", "open_clip", "torch", "transformers")
"""Importing one takes seconds."""
FIXTURES = (
    "browser",
    "custom_text_folder",
    "installation",
    "miniature",
    "open_clip_folder",
    "siglip_folder",
    "tiny_clip",
)
"""Whatever needs one of these is slow too: pages, hosts, encoders, and the command line with the tiny one."""
_SLOW_LINE = re.compile(
    rf"^(?:(?:from|import) (?:{'|'.join(LIBRARIES)})\b|pytestmark = \[?\s*pytest\.mark\.slow\b)", re.MULTILINE
)


@cache
def is_slow_file(path: Path) -> bool:
    """Return whether all tests of a file are slow, or all files of a folder."""
    folder = path.relative_to(TESTS).parts[0] if path.is_relative_to(TESTS) and path != TESTS else ""
    if folder in FOLDERS:
        return True
    text = path.read_text(encoding="utf-8") if path.suffix == ".py" else ""
    return _SLOW_LINE.search(text) is not None
