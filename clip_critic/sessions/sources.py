"""Sessions, folders and batches as sources of pictures to choose from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from itertools import dropwhile
from pathlib import Path

from clip_critic.errors import BadInputError
from clip_critic.pictures.folders import LeftOut
from clip_critic.pictures.opening import find_pictures, size_of
from clip_critic.sessions.kinds import kind_of
from clip_critic.storage.journal import damage
from clip_critic.tables import valid_unicode
from clip_critic.tasting.cells import CellLayout
from clip_critic.tasting.openings import OfferedFile, Source

BATCH = "A batch of the gallery"
SINGLE = (
    "This is a single picture, so there is nothing to choose from: generate several at once, or rank its"
    " keywords to see how much you would like it."
)


def session_source(root: Path, session_id: str) -> Source:
    """Return a session of any kind as a source.

    Args:
        root: the folder of all sessions.

    Raises:
        NoSessionError: there is no session with this id.
    """
    title = f"{kind_of(root, session_id).title} {session_id}"
    return Source({"session": session_id}, title, partial(_of_session, root, session_id))


def folder_source(folder: Path) -> Source:
    """Return a folder with its subfolders as a source.

    Raises:
        BadInputError: there is no such folder.
    """
    if not folder.is_dir():
        raise BadInputError(f"There is no folder {str(folder)!r:.200}: check the spelling of the path.")
    return Source({"folder": str(folder)}, valid_unicode(str(folder)), partial(_of_folder, folder))


def batch_source(files: Sequence[Path]) -> Source:
    """Return the pictures of a host's gallery as a source; grids in front of them are left out."""
    paths = tuple(dict.fromkeys(files))
    return Source({"shown": json.dumps([*map(str, paths)])}, BATCH, partial(_of_batch, paths))


def layout_of_source(root: Path, source: Source) -> CellLayout | None:
    """Return where the pictures of a session stand in a table, if they do; None for folders."""
    session_id = source.id.get("session")
    if session_id is None:
        return None
    with damage(session_id):
        kind = kind_of(root, session_id)
        return kind.cells(kind.store(root).read(session_id))


def _of_folder(folder: Path) -> list[OfferedFile]:
    found = find_pictures(folder, LeftOut())
    return [OfferedFile(path, valid_unicode(str(path.relative_to(folder)))) for path in found]


def _of_batch(paths: Sequence[Path]) -> list[OfferedFile]:
    found = _without_grids(paths)
    if len(found) < 2:
        raise BadInputError(SINGLE)
    return [OfferedFile(path, valid_unicode(path.name)) for path in found]


def _without_grids(paths: Sequence[Path]) -> list[Path]:
    """Leave out the first pictures that have room for two of the last one: hosts put grids in front."""
    sizes = {path: size_of(path) for path in paths}
    width, height = sizes[paths[-1]] if paths else (0, 0)

    def is_grid(path: Path) -> bool:
        wide, high = sizes[path]
        return wide >= width > 0 and high >= height > 0 and wide * high >= 2 * width * height

    return list(dropwhile(is_grid, paths))


def _of_session(root: Path, session_id: str) -> list[OfferedFile]:
    with damage(session_id):
        kind = kind_of(root, session_id)
        session = kind.store(root).read(session_id)
        return [
            OfferedFile(kind.path(session, step.file), step.file, step.text)
            for step in kind.steps(session)
            if step.file
        ]
