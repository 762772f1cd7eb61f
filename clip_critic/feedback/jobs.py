"""Sessions at work in the background: one at a time, in the host's queue, watched from anywhere.

A window that closes stops nothing: the work has a thread of its own, and whoever asks sees where it is.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from clip_critic.errors import CriticError, InterruptedByUser, SessionError
from clip_critic.feedback.loop import STOPS, Edit, Loop
from clip_critic.feedback.policies import POLICIES, Proposal
from clip_critic.feedback.store import Session
from clip_critic.feedback.workshop import Workshop
from clip_critic.progress import Progress

logger = logging.getLogger(__name__)

State = Literal["waiting", "running", "stopped", "interrupted", "failed"]
LoopTurn: TypeAlias = Callable[[str | None, int], AbstractContextManager[Progress]]
"""Waits for the host's queue, given a page's task id and the number of batches; yields the progress."""
FAILED = "CLIP Critic failed ({reason}). The log has the details; finished steps are kept."


@dataclass(frozen=True)
class Status:
    """Where a job is: a snapshot.

    Attributes:
        session: with its steps so far.
        state: ``waiting`` in the queue, ``running``, or how it ended.
        message: for the user, where it has ended.
        error: what it failed with.
        done: share of the whole that is done, 0 to 1.
        doing: what is being done, in words.
        proposal: the policy's next prompt, where the session waits for its user.
        version: rises with every change.
    """

    session: Session
    state: State = "waiting"
    message: str = ""
    done: float = 0.0
    doing: str = "waiting in the queue"
    proposal: Proposal | None = None
    version: int = 0
    error: Exception | None = None

    @property
    def over(self) -> bool:
        return self.state not in ("waiting", "running")


class Jobs:
    """Starts sessions on threads and tells where they are.

    Args:
        workshop: makes and opens sessions.
        turn: the host's queue.
        halt: stops the host in the middle of a picture, where its progress alone cannot.
    """

    def __init__(self, workshop: Workshop, turn: LoopTurn, halt: Callable[[], None] = lambda: None) -> None:
        self.workshop = workshop
        self._turn = turn
        self._halt = halt
        self._changed = threading.Condition()
        self._statuses: dict[str, Status] = {}
        self._stopping: set[str] = set()

    def start(self, session_id: str, *, task: str | None = None) -> Status:
        """Let a session run until it stops: a new one, or one to be resumed.

        Raises:
            SessionError: there is none, or it is at work already.
        """
        session = self.workshop.store.read(session_id)
        return self._launch(session_id, _run, task, _batches(session))

    def step(self, session_id: str, edit: Edit | None = None, *, task: str | None = None) -> Status:
        """Let a session make one step, with the policy's proposal or an edit; raises what `start` raises."""

        def one(loop: Loop, progress: Progress, told: Callable[[], None]) -> str:
            loop.step(progress, edit)
            told()
            return ""

        return self._launch(session_id, one, task, 1)

    def status(self, session_id: str) -> Status:
        """Where a session is; one that is not at work is read from disk. Raises `SessionError`."""
        with self._changed:
            status = self._statuses.get(session_id)
        if status is not None and not status.over:
            return status
        session = self.workshop.store.read(session_id)
        return replace(status, session=session) if status else Status(session, "stopped", done=1.0, doing="")

    def wait(self, session_id: str, version: int, timeout: float) -> Status:
        """The status once it is newer than a version or the job is over, or after ``timeout`` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_news(session_id, version), timeout)
        return self.status(session_id)

    def interrupt(self, session_id: str | None = None) -> None:
        """Stop a session at its next moment, running or waiting; without an id, all of them."""
        with self._changed:
            at_work = {one: status for one, status in self._statuses.items() if not status.over}
            chosen = set(at_work) if session_id is None else {session_id} & set(at_work)
            self._stopping.update(chosen)
            running = any(at_work[one].state == "running" for one in chosen)
        if running:
            self._halt()

    def at_work(self) -> list[str]:
        """Sessions that run or wait, in the order in which they were started."""
        with self._changed:
            return [one for one, status in self._statuses.items() if not status.over]

    def _is_news(self, session_id: str, version: int) -> bool:
        status = self._statuses.get(session_id)
        return status is None or status.over or status.version > version

    def _launch(
        self,
        session_id: str,
        work: Callable[[Loop, Progress, Callable[[], None]], str],
        task: str | None,
        batches: int,
    ) -> Status:
        session = self.workshop.store.read(session_id)
        with self._changed:
            known = self._statuses.pop(session_id, None)
            if known is not None and not known.over:
                self._statuses[session_id] = known
                raise SessionError(
                    f"The session {session_id} is at work already: wait for it, or interrupt it."
                )
            status = self._statuses[session_id] = Status(session, version=known.version + 1 if known else 0)
            self._stopping.discard(session_id)
        name = f"clip-critic-{session_id}"
        threading.Thread(
            target=self._work, args=(session_id, work, task, batches), name=name, daemon=True
        ).start()
        return status

    def _work(
        self,
        session_id: str,
        work: Callable[[Loop, Progress, Callable[[], None]], str],
        task: str | None,
        batches: int,
    ) -> None:
        state: State = "stopped"
        message = ""
        failure: Exception | None = None
        try:
            with self._turn(task, batches) as progress:
                self._tell(session_id, state="running", doing="starting")

                def report(done: int, total: int, what: str) -> None:
                    if session_id in self._stopping:
                        raise InterruptedByUser("Interrupted.")
                    progress(done, total, what)
                    self._tell(session_id, done=done / max(total, 1), doing=what)

                report(0, 1, "starting")
                with self.workshop.open(session_id) as loop:
                    message = work(loop, report, lambda: self._tell(session_id, session=loop.session))
                    self._tell(session_id, session=loop.session, proposal=_next(loop))
        except InterruptedByUser:
            state, message = "interrupted", "Interrupted. What was finished is kept; Resume goes on."
        except CriticError as error:
            logger.debug("The session %s ended here:", session_id, exc_info=True)
            state, message, failure = "failed", str(error), error
        except Exception as error:
            logger.exception("The session %s failed", session_id)
            state, failure = "failed", error
            message = FAILED.format(reason=f"{type(error).__name__}: {error}"[:200])
        finally:
            self._tell(session_id, state=state, message=message, error=failure, doing="")

    def _tell(self, session_id: str, **changes: object) -> None:
        with self._changed:
            status = self._statuses[session_id]
            self._statuses[session_id] = replace(status, version=status.version + 1, **changes)  # type: ignore[arg-type]
            self._changed.notify_all()


def _run(loop: Loop, progress: Progress, told: Callable[[], None]) -> str:
    loop.begin(progress)
    told()
    for _ in loop.run(progress):
        told()
    reason = loop.stopped()
    return STOPS[reason or "by hand"]


def _batches(session: Session) -> int:
    """How many steps a session makes at most when it goes on."""
    if getattr(POLICIES[session.settings.policy], "stops", False):
        return 1
    done = session.steps[-1].number if session.steps else 0
    return max(session.settings.steps - done, 0)


def _next(loop: Loop) -> Proposal | None:
    """What comes next where the user is to have a say in it."""
    return loop.propose() if getattr(POLICIES[loop.session.settings.policy], "stops", False) else None
