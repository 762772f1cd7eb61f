"""Sessions that run in the background, in turns of the host's queue, and can be watched from anywhere.

Closing a window stops nothing: each session runs on its own thread, and anyone can ask for its status. It
takes a turn for each step, so that whatever else waits in the host's queue runs between two steps.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal, TypeAlias

from clip_critic.engine.turns import SessionTurns, Turn, Waiting
from clip_critic.engine.work import EditT, ProposalT, Run, SessionT, Work
from clip_critic.errors import CriticError, InterruptedByUser, SessionError
from clip_critic.progress import Progress, silent

logger = logging.getLogger(__name__)

State = Literal["waiting", "running", "stopped", "interrupted", "failed"]
Action: TypeAlias = Callable[
    [Run[SessionT, EditT], Progress, Callable[[], None]], Generator[bool, None, None]
]
"""A function that makes steps of an open session, one in each turn, and yields whether another may follow; it
calls its last argument when a step is on disk."""
QUEUED = "waiting in the queue"
UNNOTICED = 0.5
"""Seconds that a job may wait between two steps before it says so."""
INTERRUPTED = "Interrupted. Finished steps are kept; press Resume to continue."
FAILED = "CLIP Critic failed ({reason}). The log has the details; finished steps are kept."


@dataclass(frozen=True)
class Status(Generic[SessionT, ProposalT]):
    """A snapshot of a job.

    Attributes:
        session: the session with its steps so far.
        state: ``waiting`` in the queue, ``running``, or how the job ended.
        message: a sentence for the user about how it ended; empty before.
        done: the share of the work that is done, 0 to 1.
        doing: a description of the current work.
        proposal: the proposal for the next step, if the session waits for its user.
        version: a number that rises with every change.
        error: the error that the job failed with.
    """

    session: SessionT
    state: State = "waiting"
    message: str = ""
    done: float = 0.0
    doing: str = QUEUED
    proposal: ProposalT | None = None
    version: int = 0
    error: BaseException | None = None

    @property
    def over(self) -> bool:
        """Whether the job has ended."""
        return self.state not in ("waiting", "running")


@dataclass(eq=False)
class _Job(Generic[SessionT, ProposalT]):
    """A run of a session, from waiting to its end; guarded by the condition of its `Jobs`."""

    status: Status[SessionT, ProposalT]
    stop: bool = False
    thread: threading.Thread | None = None
    has_turn: bool = False
    is_open: bool = False
    progress: Progress = silent


class Jobs(Generic[SessionT, EditT, ProposalT]):
    """The running sessions of a kind, each on its own thread.

    Args:
        work: the kind of session.
        turns: a function that gives a session its turns in the host's queue.
        halt: a function that stops the host in the middle of a picture, if its progress cannot do that.
    """

    def __init__(
        self,
        work: Work[SessionT, EditT, ProposalT],
        turns: SessionTurns,
        halt: Callable[[], None] = lambda: None,
    ) -> None:
        self.work = work
        self._turns = turns
        self._halt = halt
        self._changed = threading.Condition()
        self._jobs: dict[str, _Job[SessionT, ProposalT]] = {}
        self.launches = 0
        """The number of runs so far, so that a watcher notices even the shortest one."""

    def start(self, session_id: str, *, task: str | None = None) -> Status[SessionT, ProposalT]:
        """Run a new session, or resume one, until it stops.

        Raises:
            SessionError: there is no such session, or it is already running.
        """

        def run_all(
            run: Run[SessionT, EditT], progress: Progress, on_step: Callable[[], None]
        ) -> Generator[bool, None, None]:
            run.begin(progress)
            on_step()
            for _ in run.run(progress):
                yield self._continues(run.session)

        return self._launch(session_id, run_all, task, self.work.batches)

    def step(
        self, session_id: str, edit: EditT | None = None, *, task: str | None = None
    ) -> Status[SessionT, ProposalT]:
        """Run one step of a session, with its proposal or an edit of it.

        Raises the same errors as `start`.
        """

        def one_step(
            run: Run[SessionT, EditT], progress: Progress, on_step: Callable[[], None]
        ) -> Generator[bool, None, None]:
            run.step(progress, edit)
            yield False

        return self._launch(session_id, one_step, task, lambda session: 1)

    def status(self, session_id: str) -> Status[SessionT, ProposalT]:
        """Return a session's status; unless it is running, it is read from disk. Raises `SessionError`."""
        with self._changed:
            job = self._jobs.get(session_id)
            status = job.status if job else None
        if status is not None and not status.over:
            return status
        session = self.work.read(session_id)
        if status is None:
            status = Status(session, "stopped", done=1.0, doing="")
        return replace(status, session=session, proposal=self.work.proposal(session))

    def wait(self, session_id: str, version: int, timeout: float) -> Status[SessionT, ProposalT]:
        """Return the status once it is newer or the job is over, or after ``timeout`` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_news(session_id, version), timeout)
        return self.status(session_id)

    def join(self, session_id: str, timeout: float | None = None) -> None:
        """Wait until a session's thread has ended.

        Its status is over a little earlier, while the thread still releases the models. A process that exits
        at that moment can crash.
        """
        with self._changed:
            job = self._jobs.get(session_id)
        if job is not None and job.thread is not None:
            job.thread.join(timeout)

    def interrupt(self, session_id: str | None = None) -> None:
        """Stop a session, or all of them: at once if it is waiting, otherwise at its next progress report."""
        with self._changed:
            chosen = [
                job for name, job in self._jobs.items() if not job.status.over and session_id in (None, name)
            ]
            for job in chosen:
                job.stop = True
                if job.has_turn:
                    self._halt()  # before the turn can end: what comes after it is not ours to stop
                elif job.status.state == "waiting":
                    self._update(job, state="interrupted", message=INTERRUPTED, doing="")
            self._changed.notify_all()  # a job between two steps has no state of its own for a moment

    def withdraw(self, session_id: str) -> None:
        """Stop a session that waits for its first turn; one that has been opened is left alone."""
        with self._changed:
            job = self._jobs.get(session_id)
            if job is not None and not job.is_open and not job.status.over:
                job.stop = True
                self._update(job, state="interrupted", message=INTERRUPTED, doing="")
                self._changed.notify_all()

    def forget(self, session_id: str) -> None:
        """Drop the memory of a session that is over."""
        with self._changed:
            job = self._jobs.get(session_id)
            if job is not None and job.status.over:
                del self._jobs[session_id]

    def at_work(self) -> list[str]:
        """Return the ids of running and waiting sessions, in the order of their start."""
        with self._changed:
            return [name for name, job in self._jobs.items() if not job.status.over]

    def _is_news(self, session_id: str, version: int) -> bool:
        job = self._jobs.get(session_id)
        return job is None or job.status.over or job.status.version > version

    def _launch(
        self,
        session_id: str,
        action: Action[SessionT, EditT],
        task: str | None,
        batches: Callable[[SessionT], int],
    ) -> Status[SessionT, ProposalT]:
        session = self.work.read(session_id)
        count = batches(session)
        with self._changed:
            known = self._jobs.get(session_id)
            if known is not None and not known.status.over:
                raise SessionError(
                    f"The session {session_id} is already running: wait for it, or interrupt it."
                )
            self._jobs.pop(session_id, None)  # so that the latest job comes last
            status = Status[SessionT, ProposalT](session, version=known.status.version + 1 if known else 0)
            job = _Job(status)
            self._jobs[session_id] = job
            self.launches += 1
            args, name = (job, action, task, count), f"clip-critic-{session_id}"
            job.thread = threading.Thread(target=self._work, args=args, name=name, daemon=True)
            job.thread.start()
        return status

    def _work(
        self, job: _Job[SessionT, ProposalT], action: Action[SessionT, EditT], task: str | None, batches: int
    ) -> None:
        session_id = job.status.session.id
        ended: dict[str, Any] = {}
        try:
            with self._turns(task, batches) as turn:
                session = self._take_turns(job, action, turn)
            ended = {"state": "stopped", "message": self.work.stopped(session) or self.work.waiting}
        except InterruptedByUser:
            ended = {"state": "interrupted", "message": INTERRUPTED}
        except CriticError as error:
            logger.debug("The session %s ended here:", session_id, exc_info=True)
            ended = {"state": "failed", "message": str(error), "error": _alone(error)}
        except BaseException as error:
            logger.exception("The session %s failed", session_id)
            reason = f"{type(error).__name__}: {error}"[:200]
            ended = {"state": "failed", "message": FAILED.format(reason=reason), "error": _alone(error)}
        finally:
            self._update(job, **ended, doing="")

    def _take_turns(
        self, job: _Job[SessionT, ProposalT], action: Action[SessionT, EditT], turn: Turn
    ) -> SessionT:
        """Run an action step by step, and return the session."""

        def report(done: int, total: int, what: str) -> None:
            if job.stop:
                raise InterruptedByUser("Interrupted.")
            job.progress(done, total, what)
            self._update(job, done=done / max(total, 1), doing=what)

        with ExitStack() as opened:
            with self._in_turn(job, turn):
                self._open(job)
                report(0, 1, "starting")
                run = opened.enter_context(self.work.open(job.status.session.id))
                steps = action(run, report, lambda: self._update(job, session=run.session))
                opened.callback(steps.close)
                more = next(steps, False)
                self._update(job, session=run.session)
            while more:
                with self._in_turn(job, turn):
                    more = next(steps, False)
                    self._update(job, session=run.session)
            return run.session

    def _open(self, job: _Job[SessionT, ProposalT]) -> None:
        """Note that a job writes its session from now on; raises `InterruptedByUser` if it was withdrawn."""
        with self._changed:
            if job.stop:
                raise InterruptedByUser("Interrupted.")
            job.is_open = True

    @contextmanager
    def _in_turn(self, job: _Job[SessionT, ProposalT], turn: Turn) -> Iterator[None]:
        """Wait for a turn in the queue and use it.

        Raises:
            InterruptedByUser: the user stopped the job, before the turn or in it.
        """
        waiting = Waiting(turn, f"clip-critic-queue-{job.status.session.id}")
        waiting.start(self._wake)
        with self._changed:
            if not self._changed.wait_for(lambda: job.stop or waiting.over, UNNOTICED):
                self._update(job, state="waiting", doing=QUEUED)
                self._changed.wait_for(lambda: job.stop or waiting.over)
        if job.stop and waiting.give_up():
            raise InterruptedByUser("Interrupted.")
        with waiting.taken() as progress:
            self._hand_over(job, progress, has_turn=True)
            try:
                if job.stop:
                    raise InterruptedByUser("Interrupted.")
                yield
            finally:
                self._hand_over(job, silent, has_turn=False)

    def _hand_over(self, job: _Job[SessionT, ProposalT], progress: Progress, *, has_turn: bool) -> None:
        with self._changed:
            job.progress, job.has_turn = progress, has_turn
            if has_turn:
                self._update(job, state="running")

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _continues(self, session: SessionT) -> bool:
        """Return whether a session goes on by itself."""
        return not self.work.stopped(session) and self.work.proposal(session) is None

    def _update(self, job: _Job[SessionT, ProposalT], **changes: Any) -> None:
        with self._changed:
            if not job.status.over:
                job.status = replace(job.status, version=job.status.version + 1, **changes)
                self._changed.notify_all()


def _alone(error: BaseException) -> BaseException:
    """Remove an error's frames and causes, which keep the batch and the model's memory alive."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)
