"""Names of presets: they must be valid file names on every platform."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from itertools import count

from clip_critic.errors import PresetError
from clip_critic.keywords.identity import caseless

MAX_CHARACTERS = 100
MAX_BYTES = 200  # of UTF-8; 255 is the limit of most file systems, and the trash folder adds a time stamp

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_JOINERS = "\u200c\u200d"  # join several signs into one in emoji, Persian and the scripts of India
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file: also with any extension
_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³]) *(\..*)?", re.IGNORECASE)


def check_name(name: str) -> str:
    """Return the name as it is stored: in NFC, without white space around it or ``.txt`` at its end.

    Raises:
        PresetError: it is not a valid file name on some platform, or could be confused with another.
    """
    checked = unicodedata.normalize("NFC", name).strip()
    checked = re.sub(r"\.txt$", "", checked, flags=re.IGNORECASE).rstrip()
    if problem := _problem(checked):
        raise PresetError(f"{problem} Choose another name.")
    return checked


def name_key(name: str) -> str:
    """Return a key that is equal for names that some file system or a reader takes for the same.

    Not `word_key`: two files may differ by a space.
    """
    return caseless(name)


def next_free_name(name: str, taken: Container[str]) -> str:
    """Return ``name (2)``, or with the first number that is not taken; a long name is shortened to fit."""
    base = re.sub(r" \(\d+\)$", "", name)
    for number in count(2):
        ending = f" ({number})"
        while _too_long(base + ending):
            base = base[:-1]
        if name_key(base + ending) not in taken:
            return base + ending
    raise AssertionError("unreachable: count() does not end")


def _problem(name: str) -> str | None:
    if not name.strip(_JOINERS):
        return "A preset needs a name."
    if _too_long(name):
        return f"The name is too long: at most {MAX_CHARACTERS} characters, and {MAX_BYTES} bytes of UTF-8."
    if unseen := next((sign for sign in name if _is_unseen(sign)), None):
        return f"A preset's name cannot have the invisible character U+{ord(unseen):04X}."
    if forbidden := _FORBIDDEN.search(name):
        return f"{name!r:.100} cannot be a preset's name: {forbidden[0]} is not allowed in file names."
    if name.startswith("."):
        return f"{name!r:.100} cannot be a preset's name: it starts with a dot, and such files are hidden."
    if name.endswith("."):
        return f"{name!r:.100} cannot be a preset's name: it ends with a dot, which Windows drops."
    if _RESERVED.fullmatch(name):
        return f"{name!r:.100} cannot be a preset's name: Windows reserves it for a device."
    return None


def _is_unseen(sign: str) -> bool:
    """Return whether a character is invisible: control, format, a lone surrogate or a line end."""
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") and sign not in _JOINERS


def _too_long(name: str) -> bool:
    return len(name) > MAX_CHARACTERS or len(name.encode("utf-8", "surrogatepass")) > MAX_BYTES
