"""The interface of a kind of session, which the panels, the HTTP API and the command line all use."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from clip_critic.progress import Progress, silent

if TYPE_CHECKING:
    from PIL import Image

    from clip_critic.critic import Critic
    from clip_critic.engine.jobs import Jobs, Status
    from clip_critic.engine.turns import SessionTurns
    from clip_critic.hosts.base import Host
    from clip_critic.ranking.records import Record
    from clip_critic.tasting.cells import CellLayout
    from clip_critic.tasting.liking import PictureTaste
    from clip_critic.tasting.tasting import Tasting

TASTE = "taste"
"""The folder of choices and what belongs to them, beside that of all sessions."""


@dataclass(frozen=True)
class Studio:
    """The things that sessions of any kind need.

    Attributes:
        critic: provides encoders, presets and the cache.
        host: returns the host that makes the pictures; called only when it is needed.
        folder: the folder of all sessions.
    """

    critic: Critic
    host: Callable[[], Host]
    folder: Path

    @cached_property
    def tasting(self) -> Tasting:
        """The choices of all raters among the user's pictures, in a folder beside that of sessions."""
        from clip_critic.tasting.tasting import Tasting  # late, for those who choose nothing

        return Tasting(self.critic, self.folder.parent / TASTE)


@dataclass(frozen=True)
class ShownStep:
    """A step of any kind of session, ready to be shown.

    Attributes:
        number: the step's number.
        file: the name of its picture, for `Kind.path`; empty if it has none.
        text: a description in one line.
    """

    number: int
    file: str = ""
    text: str = ""


@dataclass(frozen=True)
class Row:
    """One session in a table of sessions of all kinds.

    Attributes:
        how: its way of working, such as the policy of a feedback session.
        steps: the number of its steps.
        score: its score, if it has one.
        about: its aim.
    """

    how: str = ""
    steps: str = ""
    score: str = ""
    about: str = ""


class Store(Protocol):
    """The sessions of one kind on disk; most of it is `clip_critic.storage.journal.Journals`."""

    def __contains__(self, session_id: str) -> bool: ...

    def ids(self) -> list[str]: ...

    def read(self, session_id: str) -> Any: ...

    def delete(self, session_id: str) -> None: ...

    def sweep(self) -> None: ...


class Kind(ABC):
    """One kind of session: its table of settings, its work and what it shows.

    An object in `clip_critic.sessions.kinds.KINDS` gives a kind its HTTP routes, its command, ``resume``, the
    subcommands of ``sessions``, exports and a report. Modules that load models or a host are imported late:
    the command line reads that list before it knows what it has to do.

    Attributes:
        name: a word that names its command, its HTTP routes and its folder.
        title: a name for people, shown as a heading or on a tab.
        table: the dataclass of its settings (`clip_critic.tables`).
        panel: the name of a panel of its own; empty if the one that is made from its table will do.
        milliseconds: how long each picture is shown in an animation.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    table: ClassVar[type[Any]]
    panel: ClassVar[str] = ""
    milliseconds: ClassVar[int] = 600

    @abstractmethod
    def store(self, root: Path) -> Store:
        """Return the store of its sessions below the folder of all sessions, quickly."""

    @abstractmethod
    def jobs(self, studio: Studio, turns: SessionTurns, halt: Callable[[], None]) -> Jobs[Any, Any, Any]:
        """Return the jobs that run its sessions in the background."""

    @abstractmethod
    def steps(self, session: Any) -> Sequence[ShownStep]:
        """Return a session's steps, for code that knows nothing about this kind."""

    @abstractmethod
    def path(self, session: Any, file: str) -> Path:
        """Return the path of a picture; raises `NoSessionError` if there can be no such picture."""

    def files(self, session: Any) -> Sequence[str]:
        """Return the names of all pictures that a session has made, for `path`."""
        return list(dict.fromkeys(step.file for step in self.steps(session) if step.file))

    def step_files(self, session: Any, number: int) -> Sequence[str]:
        """Return the names of the pictures of one step."""
        return [step.file for step in self.steps(session) if step.number == number and step.file]

    def frames(self, session: Any) -> Iterator[Image.Image]:
        """Yield the pictures of an animation: those of the steps, or evenly spaced ones if there are many.

        Raises:
            PictureError: a picture is missing or damaged.
        """
        from clip_critic.pictures.animation import evenly
        from clip_critic.pictures.opening import open_picture

        for file in evenly([step.file for step in self.steps(session) if step.file]):
            yield open_picture(self.path(session, file)).image

    def tastes(
        self,
        session: Any,
        tasting: Tasting,
        rater: str,
        files: Sequence[str] | None = None,
        progress: Progress = silent,
    ) -> dict[str, PictureTaste]:
        """Return what a rater would think of a session's pictures, by their files.

        Args:
            session: the session.
            tasting: the choices.
            rater: the rater's name.
            files: the pictures; all by default.
            progress: a callback while pictures are looked at; it may raise `InterruptedByUser`.

        Raises:
            BadInputError: the rater's name cannot be one.
            EncoderError: the encoder is missing or fails.
        """
        names = list(self.files(session) if files is None else files)
        paths = [self.path(session, name) for name in names]
        encoder = getattr(session.settings, "encoder", "") or None
        found = tasting.judge_files(paths, rater, encoder=encoder, progress=progress)
        return dict(zip(names, found, strict=True))

    def cells(self, session: Any) -> CellLayout | None:
        """Return where a session's pictures stand in a table of rows and columns; None if it has none."""
        return None

    def sentences(self) -> Sequence[str]:
        """Return the sentences that its panel shows, for the translators."""
        return ()

    def record(self, session: Any) -> Record:
        """Return a session as plain data, for JSON."""
        return {
            "id": session.id,
            "kind": self.name,
            "settings": asdict(session.settings),
            "steps": [asdict(step) for step in self.steps(session)],
            "notes": list(session.notes),
        }

    def findings(self, session: Any) -> Record:
        """Return what a session has found, as plain data that takes a moment to compute."""
        return {}

    def brief(self, session: Any) -> Record:
        """Return a session's entry in a list of sessions, as plain data."""
        return {"id": session.id, "steps": len(self.steps(session))}

    def row(self, brief: Record) -> Row:
        """Return a session's entry in a table, from its entry in a list."""
        return Row(steps=str(brief["steps"]))

    def status(self, status: Status[Any, Any]) -> Record:
        """Return a session's status as plain data, with the session itself."""
        return status_record(status, None, self.record(status.session))


def status_record(status: Status[Any, Any], proposal: Record | None, session: Record) -> Record:
    """Return a status as plain data.

    Args:
        proposal: the session's proposal for the next step, as plain data.
        session: the session, as plain data.
    """
    return {
        "state": status.state,
        "message": status.message,
        "done": status.done,
        "doing": status.doing,
        "version": status.version,
        "proposal": proposal,
        "session": session,
    }
