"""Sessions at work in the background: one at a time, in the host's queue, watched from anywhere.

A window that closes stops nothing: the work has a thread of its own, and whoever asks sees where it is.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from clip_critic.errors import BadInputError, CriticError, InterruptedByUser, SessionError
from clip_critic.progress import Progress
from clip_critic.sessions.feedback.loop import Edit, Loop
from clip_critic.sessions.feedback.plan import STOPS, next_number, next_proposal, stop_of
from clip_critic.sessions.feedback.policies.base import Proposal
from clip_critic.sessions.feedback.policies.registry import waits
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.sessions import Sessions

logger = logging.getLogger(__name__)

State = Literal["waiting", "running", "stopped", "interrupted", "failed"]
LoopTurn: TypeAlias = Callable[[str | None, int], AbstractContextManager[Progress]]
"""Waits for the host's queue, given a page's task id and the number of batches; yields the progress."""
Work: TypeAlias = Callable[[Loop, Progress, Callable[[], None]], None]
"""What is done with a session; it calls the last argument after each step."""
INTERRUPTED = "Interrupted. What was finished is kept; Resume goes on."
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
        proposal: the policy's next prompt, where the session waits for its user to have a say in it.
        version: rises with every change.
    """

    session: Session
    state: State = "waiting"
    message: str = ""
    done: float = 0.0
    doing: str = "waiting in the queue"
    proposal: Proposal | None = None
    version: int = 0
    error: BaseException | None = None

    @property
    def over(self) -> bool:
        return self.state not in ("waiting", "running")


@dataclass(eq=False)
class _Job:
    """One start of a session, from waiting to its end; guarded by the condition of its `Jobs`."""

    status: Status
    stop: bool = False


class Jobs:
    """Starts sessions on threads and tells where they are.

    Args:
        sessions: makes and opens sessions.
        turn: the host's queue.
        halt: stops the host in the middle of a picture, where its progress alone cannot.
    """

    def __init__(self, sessions: Sessions, turn: LoopTurn, halt: Callable[[], None] = lambda: None) -> None:
        self.sessions = sessions
        self._turn = turn
        self._halt = halt
        self._changed = threading.Condition()
        self._jobs: dict[str, _Job] = {}

    def start(self, session_id: str, *, task: str | None = None) -> Status:
        """Let a session run until it stops: a new one, or one to be resumed.

        Raises:
            SessionError: there is none, or it is at work already.
        """
        return self._launch(session_id, _run, task, _batches)

    def step(self, session_id: str, edit: Edit | None = None, *, task: str | None = None) -> Status:
        """Let a session make one step, with the policy's proposal or an edit; raises what `start` raises."""

        def one(loop: Loop, progress: Progress, on_step: Callable[[], None]) -> None:
            loop.step(progress, edit)
            on_step()

        return self._launch(session_id, one, task, lambda session: 1)

    def status(self, session_id: str) -> Status:
        """Where a session is; one that is not at work is read from disk. Raises `SessionError`."""
        with self._changed:
            job = self._jobs.get(session_id)
            status = job.status if job else None
        if status is not None and not status.over:
            return status
        session = self.sessions.store.read(session_id)
        if status is None:
            status = Status(session, "stopped", done=1.0, doing="")
        return replace(status, session=session, proposal=_awaited(session))

    def wait(self, session_id: str, version: int, timeout: float) -> Status:
        """The status once it is newer than a version or the job is over, or after ``timeout`` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_news(session_id, version), timeout)
        return self.status(session_id)

    def interrupt(self, session_id: str | None = None) -> None:
        """Stop a session, at once where it waits, else at its next moment; without an id, all of them."""
        with self._changed:
            chosen = [
                job for name, job in self._jobs.items() if not job.status.over and session_id in (None, name)
            ]
            running = any(job.status.state == "running" for job in chosen)
            for job in chosen:
                job.stop = True
                if job.status.state == "waiting":  # its thread finds it over when its turn comes
                    self._tell(job, state="interrupted", message=INTERRUPTED, doing="")
        if running:
            self._halt()

    def at_work(self) -> list[str]:
        """Sessions that run or wait, in the order in which they were started."""
        with self._changed:
            return [name for name, job in self._jobs.items() if not job.status.over]

    def _is_news(self, session_id: str, version: int) -> bool:
        job = self._jobs.get(session_id)
        return job is None or job.status.over or job.status.version > version

    def _launch(
        self, session_id: str, work: Work, task: str | None, batches: Callable[[Session], int]
    ) -> Status:
        session = self.sessions.store.read(session_id)
        count = batches(session)
        with self._changed:
            known = self._jobs.get(session_id)
            if known is not None and not known.status.over:
                raise SessionError(
                    f"The session {session_id} is at work already: wait for it, or interrupt it."
                )
            self._jobs.pop(session_id, None)  # the latest goes to the end
            job = _Job(Status(session, version=known.status.version + 1 if known else 0))
            self._jobs[session_id] = job
            status = job.status
        args = (job, work, task, count)
        threading.Thread(target=self._work, args=args, name=f"clip-critic-{session_id}", daemon=True).start()
        return status

    def _work(self, job: _Job, work: Work, task: str | None, batches: int) -> None:
        session_id = job.status.session.id
        ended: dict[str, Any] = {}
        try:
            with self._turn(task, batches) as progress:
                self._tell(job, state="running", doing="starting")

                def report(done: int, total: int, what: str) -> None:
                    if job.stop:
                        raise InterruptedByUser("Interrupted.")
                    progress(done, total, what)
                    self._tell(job, done=done / max(total, 1), doing=what)

                report(0, 1, "starting")
                with self.sessions.open(session_id) as loop:
                    work(loop, report, lambda: self._tell(job, session=loop.session))
                    ended = {"state": "stopped", "message": STOPS[stop_of(loop.session) or "by hand"]}
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
            self._tell(job, **ended, doing="")

    def _tell(self, job: _Job, **changes: Any) -> None:
        with self._changed:
            if not job.status.over:
                job.status = replace(job.status, version=job.status.version + 1, **changes)
                self._changed.notify_all()


def _alone(error: BaseException) -> BaseException:
    """An error without the frames that it came through: they hold the batch, and the model's memory."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


def _run(loop: Loop, progress: Progress, on_step: Callable[[], None]) -> None:
    loop.begin(progress)
    on_step()
    for _ in loop.run(progress):
        on_step()


def _batches(session: Session) -> int:
    """How many steps a session makes at most when it goes on."""
    left = session.settings.steps + 1 - next_number(session)
    return max(min(left, 1) if waits(session.settings.policy) else left, 0)


def _awaited(session: Session) -> Proposal | None:
    """What comes next where the user is to have a say in it; a start picture must have been looked at."""
    looked = session.steps or session.start == "prompt"
    try:
        return next_proposal(session) if looked and waits(session.settings.policy) else None
    except BadInputError:  # of a policy that is not there any more: told when the session is driven
        return None
