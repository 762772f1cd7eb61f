"""Sessions as the command line names them, and what it keeps beside them."""

from __future__ import annotations

from contextlib import suppress

from clip_critic.errors import NoSessionError
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.store import SessionStore
from clip_critic.storage.files import write_atomically

CHECKPOINT_FILE = "checkpoint.txt"
"""In a session's folder: where its checkpoint lies."""


def find_id(store: SessionStore, given: str) -> str:
    """The id of the session that is meant: by a part of it that no other has; the last one for no text.

    Raises:
        NoSessionError: there is none, or more than one.
    """
    ids = store.ids()
    if not ids:
        raise NoSessionError(f"There is no session yet in {store.folder}: begin one with clip-critic loop.")
    if not given:
        return ids[0]
    found = [given] if given in ids else [one for one in ids if given in one]
    if len(found) == 1:
        return found[0]
    if found:
        raise NoSessionError(f"{len(found)} sessions have {given!r} in their names: write more of it.")
    raise NoSessionError(f"There is no session {given!r}. See: clip-critic sessions")


def find_session(store: SessionStore, given: str) -> Session:
    """The session that is meant; raises what `find_id` and `SessionStore.read` raise."""
    return store.read(find_id(store, given))


def keep_checkpoint(session: Session, path: str) -> None:
    """Remember where the checkpoint lies: settings only hold its name."""
    write_atomically(session.folder / CHECKPOINT_FILE, f"{path}\n")


def kept_checkpoint(session: Session) -> str:
    """The path that was remembered, or the checkpoint's name."""
    with suppress(OSError, UnicodeError):
        return (session.folder / CHECKPOINT_FILE).read_text(encoding="utf-8").strip()
    return session.settings.checkpoint
