"""Finding sessions by a part of their id, and the files that the command line stores with them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clip_critic.errors import NoSessionError
from clip_critic.sessions.kinds import all_ids, kind_of
from clip_critic.storage.files import write_atomically

if TYPE_CHECKING:
    from clip_critic.engine.work import Snapshot
    from clip_critic.sessions.base import Kind
    from clip_critic.sessions.feedback.session import Session
    from clip_critic.sessions.feedback.store import SessionStore

CHECKPOINT_FILE = "checkpoint.txt"
"""The file in a session's folder with the path of its checkpoint."""
VAE_FILE = "vae.txt"
"""The file in a session's folder with the path of its VAE, if that was chosen by its path."""


def find_id(root: Path, name: str) -> str:
    """Return the id of the session of any kind that contains a text; for an empty one, the last session.

    Args:
        root: the folder of all sessions.

    Raises:
        NoSessionError: there is none, or more than one.
    """
    return _chosen(all_ids(root), name, root)


def find_any(root: Path, name: str) -> tuple[Kind, Any]:
    """Read a session by a part of its id, with its kind; raises the errors of `find_id` and of reading."""
    session_id = find_id(root, name)
    kind = kind_of(root, session_id)
    return kind, kind.store(root).read(session_id)


def find_session(store: SessionStore, name: str) -> Session:
    """Read a feedback session by a part of its id; raises the errors of `find_id` and of reading."""
    return store.read(_chosen(store.ids(), name, store.folder))


def keep_checkpoint(session: Snapshot, path: str) -> None:
    """Store the path of a session's checkpoint, because its settings contain only the name."""
    write_atomically(session.folder / CHECKPOINT_FILE, f"{path}\n")


def kept_checkpoint(session: Snapshot) -> str:
    """Return the stored path of a session's checkpoint, or else the name in its settings."""
    with suppress(OSError, UnicodeError):
        return (session.folder / CHECKPOINT_FILE).read_text(encoding="utf-8").strip()
    return str(getattr(session.settings, "checkpoint", ""))


def keep_vae(session: Snapshot, path: str) -> None:
    """Store the path of a session's VAE; an empty one removes it, as the settings' name is enough then."""
    file = session.folder / VAE_FILE
    if path:
        write_atomically(file, f"{path}\n")
    else:
        file.unlink(missing_ok=True)


def kept_vae(session: Snapshot) -> str:
    """Return the stored path of the VAE that a session uses, or nothing."""
    if getattr(session.settings, "vae", ""):
        with suppress(OSError, UnicodeError):
            return (session.folder / VAE_FILE).read_text(encoding="utf-8").strip()
    return ""


def _chosen(ids: Sequence[str], name: str, folder: Path) -> str:
    if not ids:
        raise NoSessionError(f"There is no session yet in {folder}: begin one with clip-critic loop.")
    if not name:
        return ids[0]
    found = [name] if name in ids else [session_id for session_id in ids if name in session_id]
    if len(found) == 1:
        return found[0]
    if found:
        raise NoSessionError(f"{len(found)} sessions have {name!r} in their IDs: write a longer part of one.")
    raise NoSessionError(f"There is no session {name!r}. See: clip-critic sessions")
