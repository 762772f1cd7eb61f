"""Sessions that run in the background, one at a time in the host's queue, and can be watched from anywhere.

Closing a window stops nothing: each session runs on its own thread, and anyone can ask for its status.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal, TypeAlias

from clip_critic.engine.work import EditT, ProposalT, Run, SessionT, Work
from clip_critic.errors import CriticError, InterruptedByUser, SessionError
from clip_critic.progress import Progress

logger = logging.getLogger(__name__)

State = Literal["waiting", "running", "stopped", "interrupted", "failed"]
QueueTurn: TypeAlias = Callable[[str | None, int], AbstractContextManager[Progress]]
"""A context that waits for the host's queue, given a page's task id and the number of batches."""
Action: TypeAlias = Callable[[Run[SessionT, EditT], Progress, Callable[[], None]], None]
"""A function that a thread runs with an open session; it calls its last argument after each step."""
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
    doing: str = "waiting in the queue"
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


class Jobs(Generic[SessionT, EditT, ProposalT]):
    """The running sessions of a kind, each on its own thread.

    Args:
        work: the kind of session.
        turn: a function that waits for the host's queue.
        halt: a function that stops the host in the middle of a picture, if its progress cannot do that.
    """

    def __init__(
        self,
        work: Work[SessionT, EditT, ProposalT],
        turn: QueueTurn,
        halt: Callable[[], None] = lambda: None,
    ) -> None:
        self.work = work
        self._turn = turn
        self._halt = halt
        self._changed = threading.Condition()
        self._jobs: dict[str, _Job[SessionT, ProposalT]] = {}

    def start(self, session_id: str, *, task: str | None = None) -> Status[SessionT, ProposalT]:
        """Run a new session, or resume one, until it stops.

        Raises:
            SessionError: there is no such session, or it is already running.
        """

        def run_all(run: Run[SessionT, EditT], progress: Progress, on_step: Callable[[], None]) -> None:
            run.begin(progress)
            on_step()
            for _ in run.run(progress):
                on_step()

        return self._launch(session_id, run_all, task, self.work.batches)

    def step(
        self, session_id: str, edit: EditT | None = None, *, task: str | None = None
    ) -> Status[SessionT, ProposalT]:
        """Run one step of a session, with its proposal or an edit of it.

        Raises the same errors as `start`.
        """

        def one_step(run: Run[SessionT, EditT], progress: Progress, on_step: Callable[[], None]) -> None:
            run.step(progress, edit)
            on_step()

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
            running = any(job.status.state == "running" for job in chosen)
            for job in chosen:
                job.stop = True
                if job.status.state == "waiting":  # its thread ends when its turn comes
                    self._update(job, state="interrupted", message=INTERRUPTED, doing="")
        if running:
            self._halt()

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
            with self._turn(task, batches) as progress:
                self._update(job, state="running", doing="starting")

                def report(done: int, total: int, what: str) -> None:
                    if job.stop:
                        raise InterruptedByUser("Interrupted.")
                    progress(done, total, what)
                    self._update(job, done=done / max(total, 1), doing=what)

                report(0, 1, "starting")
                with self.work.open(session_id) as run:
                    action(run, report, lambda: self._update(job, session=run.session))
                    message = self.work.stopped(run.session) or self.work.waiting
                    ended = {"state": "stopped", "message": message}
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

    def _update(self, job: _Job[SessionT, ProposalT], **changes: Any) -> None:
        with self._changed:
            if not job.status.over:
                job.status = replace(job.status, version=job.status.version + 1, **changes)
                self._changed.notify_all()


def _alone(error: BaseException) -> BaseException:
    """Remove an error's frames and causes, which keep the batch and the model's memory alive."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)
