"""The protocol of sessions: work that lasts, survives a crash and can be resumed.

A session has a table of settings and a sequence of steps. Each step is on disk before the next one begins, a
stop rule says when the session ends, one process writes it, and any number of windows watch it. All of its
state is on disk, so a session that was killed continues as if nothing had happened. `clip_critic.engine.jobs`
runs anything that follows this protocol, and knows nothing else about it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from clip_critic.progress import Progress


class Snapshot(Protocol):
    """A read-only copy of a session at one moment; changes go through `Work` and `Run`."""

    @property
    def id(self) -> str: ...

    @property
    def folder(self) -> Path:
        """The folder that the session is stored in."""

    @property
    def settings(self) -> Any:
        """The session's settings: an object of its table (`clip_critic.tables`)."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences for the user about the repairs when the session was read."""


SessionT = TypeVar("SessionT", bound=Snapshot)
SessionT_co = TypeVar("SessionT_co", bound=Snapshot, covariant=True)
EditT = TypeVar("EditT")
EditT_contra = TypeVar("EditT_contra", contravariant=True)
ProposalT = TypeVar("ProposalT")
ProposalT_co = TypeVar("ProposalT_co", covariant=True)


class Run(Protocol[SessionT_co, EditT_contra]):
    """A session that is open for writing, by one writer at a time."""

    @property
    def session(self) -> SessionT_co:
        """The session as it is now, with every step that is on disk."""

    def begin(self, progress: Progress) -> None:
        """Prepare the first step, unless that has been done already."""

    def run(self, progress: Progress) -> Iterator[object]:
        """Make steps until the session ends or waits for its user; yield once for each step on disk.

        Raises:
            InterruptedByUser: the user stopped it; finished steps are kept.
            CriticError: the current step failed; finished steps are kept.
        """

    def step(self, progress: Progress, edit: EditT_contra | None = None) -> object:
        """Make one step, with the proposal or the user's edit of it; raises the same errors as `run`."""


class Work(Protocol[SessionT, EditT_contra, ProposalT_co]):
    """One kind of session: where its sessions are stored, and how they begin, continue and end."""

    @property
    def waiting(self) -> str:
        """The sentence to show when a session waits for its user before its stop rule has ended it."""

    def create(self, settings: Mapping[str, Any]) -> SessionT:
        """Create a session on disk from settings by name; missing ones keep their defaults.

        Raises:
            BadInputError: the settings cannot be used.
            StorageError: it cannot be written.
        """

    def read(self, session_id: str) -> SessionT:
        """Read a session, even while another process writes to it.

        Raises:
            NoSessionError: there is no session with this id.
            SessionError: it is damaged.
        """

    def change(self, session_id: str, settings: Mapping[str, Any]) -> SessionT:
        """Change a session's settings, from the next step on.

        Raises:
            BadInputError: a name is unknown, a value is invalid, or earlier steps depend on a setting.
            SessionError: there is no such session, or it is running.
        """

    def open(self, session_id: str) -> AbstractContextManager[Run[SessionT, EditT_contra]]:
        """Open a session for writing, and lock it meanwhile.

        Raises:
            SessionError: there is no such session, it is damaged, or it is already running elsewhere.
        """

    def batches(self, session: SessionT) -> int:
        """Return how many batches of pictures the session makes at most when it continues."""

    def stopped(self, session: SessionT) -> str:
        """Return a sentence that says why the session has ended; empty if it has not."""

    def proposal(self, session: SessionT) -> ProposalT_co | None:
        """Return the proposal for the next step, if the session waits for its user."""
