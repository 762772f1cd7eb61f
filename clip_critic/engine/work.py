"""The protocol of anything that lasts, survives and can be resumed.

A session has a table of settings and a row of steps. Each step is on disk before the next one begins, a stop
rule says when it ends, one process writes it, and any number of windows watch it. What is on disk is all of
its state: a session that was killed goes on as if it had not been. `clip_critic.engine.jobs` runs whatever
follows this protocol and knows nothing else of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from clip_critic.progress import Progress


class Snapshot(Protocol):
    """A session as it is at one moment, good for reading; `replace` it, never change it."""

    @property
    def id(self) -> str: ...

    @property
    def folder(self) -> Path:
        """Where it is stored."""

    @property
    def settings(self) -> Any:
        """A table (`clip_critic.tables`)."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What was repaired in reading, in sentences for the user."""


SessionT = TypeVar("SessionT", bound=Snapshot)
SessionT_co = TypeVar("SessionT_co", bound=Snapshot, covariant=True)
EditT = TypeVar("EditT")
EditT_contra = TypeVar("EditT_contra", contravariant=True)
ProposalT = TypeVar("ProposalT")
ProposalT_co = TypeVar("ProposalT_co", covariant=True)


class Run(Protocol[SessionT_co, EditT_contra]):
    """A session in the hands of its one writer."""

    @property
    def session(self) -> SessionT_co:
        """How it is now, with every step that is on disk."""

    def begin(self, progress: Progress) -> None:
        """Do what comes before the first step, where that has not been done."""

    def run(self, progress: Progress) -> Iterator[object]:
        """Make steps until the stop rule ends it or its user is to have a say; yield once for each on disk.

        Raises:
            InterruptedByUser: the user stopped it; finished steps are kept.
            CriticError: the step at work failed; finished steps are kept.
        """

    def step(self, progress: Progress, edit: EditT_contra | None = None) -> object:
        """Make one step, perhaps as a person has edited what was proposed; raises what `run` raises."""


class Work(Protocol[SessionT, EditT_contra, ProposalT_co]):
    """One kind of session: where its sessions are kept, how they begin, go on and end."""

    @property
    def waiting(self) -> str:
        """A sentence for the user where a session rests though its stop rule lets it go on."""

    def create(self, settings: Mapping[str, Any]) -> SessionT:
        """Make a new session on disk from settings by name; what is left out keeps its default.

        Raises:
            BadInputError: the settings cannot be used.
            StorageError: it cannot be written.
        """

    def read(self, session_id: str) -> SessionT:
        """Read a session, whoever writes it.

        Raises:
            NoSessionError: there is none of this id.
            SessionError: it is damaged.
        """

    def change(self, session_id: str, settings: Mapping[str, Any]) -> SessionT:
        """Change settings for the steps to come.

        Raises:
            BadInputError: an unknown name, an impossible value, or a setting that earlier steps depend on.
            SessionError: there is no such session, or it is at work.
        """

    def open(self, session_id: str) -> AbstractContextManager[Run[SessionT, EditT_contra]]:
        """Take a session into one's hands; nobody else can meanwhile.

        Raises:
            SessionError: there is none, it is damaged, or it is at work elsewhere.
        """

    def batches(self, session: SessionT) -> int:
        """Count the batches of pictures that the session makes at most when it goes on."""

    def stopped(self, session: SessionT) -> str:
        """Say in a sentence why the session does not go on by itself; empty where it does."""

    def proposal(self, session: SessionT) -> ProposalT_co | None:
        """Return what comes next where the user is to have a say in it."""
