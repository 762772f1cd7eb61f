"""A feedback session as files for others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from clip_critic.errors import SessionError
from clip_critic.feedback.records import seen_record, session_record
from clip_critic.feedback.store import Session
from clip_critic.files import reason, write_atomically


def export_session(session: Session, folder: Path) -> Iterator[Path]:
    """Write a session into a folder; yields each file that is written.

    Raises:
        SessionError: a picture of the session is missing.
        StorageError: the folder cannot be written.
    """
    record = session_record(session)
    record["steps"] = [seen_record(session, step.number) for step in session.steps]
    data = folder / "session.json"
    write_atomically(data, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    yield data
    for step in session.steps:
        for candidate in step.candidates:
            source = session.path(candidate.file)
            try:
                content = source.read_bytes()
            except OSError as error:
                raise SessionError(f"{source} cannot be read: {reason(error)}.") from None
            write_atomically(folder / candidate.file, content)
            yield folder / candidate.file
