"""The one list of the kinds of session.

A kind in `KINDS` has HTTP routes, a command, ``clip-critic resume`` and ``sessions``, exports and a report.
Feedback sessions are stored in the folder of sessions itself, and those of any other kind in a subfolder with
the kind's name, so that a session's kind is known without reading the session.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clip_critic.errors import CriticError, NoSessionError
from clip_critic.sessions.base import Kind, Studio
from clip_critic.sessions.breeding.kind import BreedingKind
from clip_critic.sessions.dreams.kind import DreamKind
from clip_critic.sessions.exhibitions.kind import ExhibitionKind
from clip_critic.sessions.feedback.kind import FeedbackKind
from clip_critic.storage.journal import damage

if TYPE_CHECKING:
    from clip_critic.engine.jobs import Jobs
    from clip_critic.engine.turns import SessionTurns
    from clip_critic.ranking.records import Record

KINDS: list[Kind] = [
    FeedbackKind(),
    ExhibitionKind(),
    BreedingKind(),
    DreamKind(),
]


def kind_of(root: Path, session_id: str) -> Kind:
    """Find the kind of a session.

    Args:
        root: the folder of all sessions.

    Raises:
        NoSessionError: there is no session with this id.
    """
    for kind in KINDS:
        if session_id in kind.store(root):
            return kind
    raise NoSessionError(f"There is no session {session_id!r:.80}: choose one from the list of sessions.")


def all_ids(root: Path, kind_name: str = "") -> list[str]:
    """Return the ids of all sessions, or of those of one kind, the newest first; raises `StorageError`."""
    kinds = [kind for kind in KINDS if kind_name in ("", kind.name)]
    return sorted((name for kind in kinds for name in kind.store(root).ids()), reverse=True)


def brief_record(root: Path, session_id: str) -> Record:
    """Return a session's entry in a list; a damaged session has an ``error``."""
    kind = kind_of(root, session_id)
    try:
        with damage(session_id):
            return {"kind": kind.name, **kind.brief(kind.store(root).read(session_id))}
    except CriticError as error:
        return {"kind": kind.name, "id": session_id, "error": str(error)}


class AllJobs:
    """The jobs of all kinds of session, in one queue.

    Args:
        studio: the things that sessions need.
        turns: a function that gives a session its turns in the host's queue.
        halt: a function that stops the host in the middle of a picture.
    """

    def __init__(self, studio: Studio, turns: SessionTurns, halt: Callable[[], None] = lambda: None) -> None:
        self.studio = studio
        for kind in KINDS:
            kind.store(studio.folder).sweep()
        self._jobs = {kind.name: kind.jobs(studio, turns, halt) for kind in KINDS}

    def of(self, kind: Kind) -> Jobs[Any, Any, Any]:
        """Return the jobs of one kind."""
        return self._jobs[kind.name]

    def find(self, session_id: str) -> tuple[Kind, Jobs[Any, Any, Any]]:
        """Return the kind of a session and its jobs; raises `NoSessionError`."""
        kind = kind_of(self.studio.folder, session_id)
        return kind, self._jobs[kind.name]

    def delete(self, session_id: str) -> None:
        """Delete a session for good; one that waits in the queue is not run.

        Raises:
            NoSessionError: there is no session with this id.
            SessionError: a process is writing it.
        """
        kind, jobs = self.find(session_id)
        jobs.withdraw(session_id)
        kind.store(self.studio.folder).delete(session_id)
        jobs.forget(session_id)

    def interrupt(self) -> None:
        """Stop every running or waiting session."""
        for jobs in self._jobs.values():
            jobs.interrupt()

    @property
    def launches(self) -> int:
        """The number of runs so far of sessions of any kind."""
        return sum(jobs.launches for jobs in self._jobs.values())

    def at_work(self) -> list[str]:
        """Return the ids of running and waiting sessions of all kinds."""
        return [name for jobs in self._jobs.values() for name in jobs.at_work()]
