"""What one can choose from over HTTP: sessions, the host's own pictures, and for some any folder."""

import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Optional

from fastapi import HTTPException, Request
from pydantic import Field

from clip_critic.api.bodies import Strict
from clip_critic.api.naming import Naming
from clip_critic.errors import BadInputError, CriticError
from clip_critic.pictures.formats import openable_suffixes
from clip_critic.sessions.kinds import AllJobs, all_ids, brief_record
from clip_critic.sessions.sources import batch_source, folder_source, session_source
from clip_critic.tables import valid_unicode
from clip_critic.tasting.openings import Source

LISTED = 100
"""The sessions that are listed at first."""
COUNTED = 100_000
"""The pictures of a folder up to which they are counted."""
ONE_OF_THEM = "Choose either a session, a folder or the pictures of a gallery."
MOST_SHOWN = 10_000
"""The most pictures of a gallery."""
TOO_MANY = "This gallery has too many pictures: open their folder instead."
NOT_SHOWN = (
    "A picture of this gallery is not one that this WebUI has made since it started, or has saved: generate"
    " the pictures again, or open their folder."
)
NOT_ALLOWED = (
    "This folder is not one of the host's own output folders: choose one of the list, or ask from the page on"
    " this machine."
)

NO_FOLDERS = "Folders can only be chosen where there are sessions: leave the other pictures out."
OTHERS = "a folder or session of other pictures; else those looked at before"


class SourceBody(Strict):
    """A session, a folder or the pictures of a gallery."""

    session: Optional[str] = Field(default=None, max_length=100, description="a session's id")  # noqa: UP045
    folder: Optional[str] = Field(default=None, max_length=4000, description="a folder's path")  # noqa: UP045
    shown: Optional[list[str]] = Field(  # noqa: UP045
        default=None, description="the addresses of pictures that the host's page shows"
    )


def source_records(jobs: AllJobs, limit: int) -> Iterator[dict[str, Any]]:
    """Yield what can be chosen from: first the host's folders, then sessions, the newest first."""
    for folder in output_folders(jobs):
        count = sum(1 for _ in islice(_names(folder), COUNTED))
        if count:
            yield {
                "folder": valid_unicode(str(folder)),
                "title": valid_unicode(str(folder)),
                "pictures": count,
            }
    root = jobs.studio.folder
    for name in islice(all_ids(root), limit):
        brief = brief_record(root, name)
        pictures = brief.get("pictures", brief.get("steps", 0))
        if pictures and "error" not in brief:
            yield {"session": name, "title": session_source(root, name).title, "pictures": pictures}


def output_folders(jobs: AllJobs) -> tuple[Path, ...]:
    """Return the folders of the pictures that the host has made; none if it has none, or fails."""
    try:
        find = getattr(jobs.studio.host(), "output_folders", tuple)
        return tuple(folder for folder in find() if folder.is_dir())
    except CriticError:  # reported when a session uses the host
        return ()


def source_of(body: SourceBody, http: Request, naming: Naming, jobs: AllJobs) -> Source:
    """Return the source that a request names.

    Raises:
        BadInputError: there are several or none, there is no such folder, or there are too many pictures.
        NoSessionError: there is no such session.
        HTTPException: the folder may not be named, or a picture is not one of the host's own.
    """
    session, folder = (valid_unicode(part or "").strip() for part in (body.session, body.folder))
    if sum(map(bool, (session, folder, body.shown))) != 1:
        raise BadInputError(ONE_OF_THEM)
    if session:
        return session_source(jobs.studio.folder, session)
    if body.shown:
        return batch_source(_shown_files(body.shown, jobs))
    path = Path(folder).expanduser().absolute()
    if not _is_offered(path, jobs) and not naming.may_name_any(http):
        raise HTTPException(403, NOT_ALLOWED)
    return folder_source(path)


def others_of(
    body: Optional[SourceBody],  # noqa: UP045
    http: Request,
    naming: Naming,
    jobs: Optional[AllJobs],  # noqa: UP045
) -> list[Path]:
    """Return the files of other pictures, from which a concept has to differ; none if a request names none.

    Raises:
        BadInputError: there are no sessions here.
        CriticError, HTTPException: as `source_of`.
    """
    if body is None:
        return []
    if jobs is None:
        raise BadInputError(NO_FOLDERS)
    return [file.path for file in source_of(body, http, naming, jobs).files()]


def _shown_files(addresses: list[str], jobs: AllJobs) -> list[Path]:
    if len(addresses) > MOST_SHOWN:
        raise BadInputError(TOO_MANY)
    find: Callable[[str], Path | None] = getattr(jobs.studio.host(), "shown_file", lambda address: None)
    files = [find(address) for address in addresses]
    if None in files:
        raise HTTPException(403, NOT_SHOWN)
    return [file for file in files if file]


def _is_offered(path: Path, jobs: AllJobs) -> bool:
    resolve: Callable[[Path], Path] = Path.resolve
    return any(resolve(path).is_relative_to(resolve(folder)) for folder in output_folders(jobs))


def _names(folder: Path) -> Iterator[str]:
    """Yield the names of the pictures in a folder, by their endings alone: it is only to be counted."""
    suffixes = tuple(openable_suffixes())
    for _, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (name for name in files if name.lower().endswith(suffixes) and not name.startswith("."))
