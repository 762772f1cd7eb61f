"""The search for pictures in folders, with a list of what is left out."""

from __future__ import annotations

import logging
import os
import re
import stat
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from clip_critic.pictures.formats import (
    OTHER_PICTURES,
    SIGNATURE_BYTES,
    Format,
    format_of_bytes,
    format_of_suffix,
    known_formats,
    missing_package,
    openable_suffixes,
)

logger = logging.getLogger(__name__)

MOST_NAMES = 3
"""The most files that a sentence names."""


class LeftOut:
    """The pictures and folders that a search has left out, by reason."""

    def __init__(self) -> None:
        self._names: dict[str, list[str]] = {}

    def add(self, path: str | Path, reason: str) -> None:
        """Add a file or folder."""
        logger.info("%s is left out: %s", path, reason)
        self._names.setdefault(reason, []).append(str(path))

    def sentences(self) -> list[str]:
        """Return a sentence for the user about each reason."""
        return [f"Left out: {_shown(names)}. {reason}" for reason, names in self._names.items()]


def _shown(names: list[str]) -> str:
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more


def pictures_in(folder: Path, left_out: LeftOut) -> Iterator[Path]:
    """Yield the pictures in a folder and its subfolders, in natural order, with files before subfolders.

    Links to folders are followed last, and no folder is searched twice. Hidden files and folders are skipped.
    """

    def report(error: OSError) -> None:
        left_out.add(str(error.filename), f"The folder cannot be read ({error.strerror}).")

    seen: set[tuple[int, int]] = set()
    waiting = deque([folder])
    while waiting:
        for root, folders, files in os.walk(waiting.popleft(), onerror=report):
            place = Path(root).stat()
            if (place.st_dev, place.st_ino) in seen:
                folders.clear()
                continue
            seen.add((place.st_dev, place.st_ino))
            names = sorted((name for name in folders if not name.startswith(".")), key=natural_order)
            links = [name for name in names if Path(root, name).is_symlink()]
            waiting.extend(Path(root, name) for name in links)
            folders[:] = [name for name in names if name not in links]
            for name in sorted(files, key=natural_order):
                path = Path(root, name)
                if not name.startswith(".") and _is_picture(path, left_out):
                    yield path


def natural_order(name: str) -> tuple[list[str | int], str]:
    """Return the key by which ``2.png`` comes before ``10.png``."""
    # The split alternates text and digits, so parts at the same index always have the same type.
    parts = re.split(r"(\d+)", name.casefold())
    return [int(part) if index % 2 else part for index, part in enumerate(parts)], name


def _is_picture(path: Path, left_out: LeftOut) -> bool:
    suffix = path.suffix.lower()
    if suffix in openable_suffixes():
        return True
    row = format_of_suffix(suffix) if suffix else _format_of_file(path)
    if row is not None and row.name in known_formats():
        return True
    package = missing_package(row)
    if package:
        left_out.add(path, f"This format needs a package: pip install {package}")
    elif row is not None or suffix in OTHER_PICTURES:
        left_out.add(path, f"{suffix or 'This'} cannot be opened: save it as PNG.")
    return False


def _format_of_file(path: Path) -> Format | None:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # reading a pipe could block forever
            return None
        with path.open("rb") as file:
            return format_of_bytes(file.read(SIGNATURE_BYTES))
    except OSError:
        return None
