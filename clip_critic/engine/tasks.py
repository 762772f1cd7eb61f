"""Short tasks in the background: started by one call, watched by others, and kept in memory for a while.

A task needs no store: it ends in a minute or so, and a window that has lost it asks again.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from clip_critic.engine.turns import Turn
from clip_critic.errors import CriticError, InterruptedByUser
from clip_critic.progress import Progress

logger = logging.getLogger(__name__)

KEPT = 32
"""The number of tasks that can still be asked for; tasks at work are always kept."""
MAX_WAITING = 32
"""The number of tasks that may wait or run at the same time."""
INTERRUPTED = "Interrupted."
FAILED = "CLIP Critic failed ({reason}). The log has the details."


@dataclass(frozen=True)
class TaskStatus:
    """A snapshot of a task.

    Attributes:
        id: a random word that names the task.
        message: a sentence for the user about how it ended, if it has no result.
        done, total, doing: the last report of its progress.
        result: the value that its function returned; None before.
    """

    id: str
    state: Literal["waiting", "running", "done", "failed", "interrupted"] = "waiting"
    message: str = ""
    done: int = 0
    total: int = 1
    doing: str = "waiting in the queue"
    result: Any = None

    @property
    def over(self) -> bool:
        """Whether the task has ended."""
        return self.state not in ("waiting", "running")


@dataclass(eq=False)
class _Task:
    """A task and the wish to stop it; guarded by the lock of its `Tasks`."""

    status: TaskStatus
    stop: bool = False


class Tasks:
    """The tasks of one process, each on its own thread; they take turns.

    Args:
        turn: a context that waits until nobody else is working, and yields a progress that may end the work.
    """

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._lock = threading.Lock()
        self._tasks: dict[str, _Task] = {}

    def start(self, work: Callable[[Progress], Any]) -> TaskStatus | None:
        """Start a task that calls ``work``; return None if too many are waiting already."""
        task = _Task(TaskStatus(secrets.token_hex(8)))
        with self._lock:
            if sum(not other.status.over for other in self._tasks.values()) >= MAX_WAITING:
                return None
            self._tasks[task.status.id] = task
            self._forget()
        name = f"clip-critic-task-{task.status.id}"
        threading.Thread(target=self._run, args=(task, work), name=name, daemon=True).start()
        return task.status

    def status(self, task_id: str) -> TaskStatus | None:
        """Return the status of a task, or None if it is not known (any more)."""
        with self._lock:
            task = self._tasks.get(task_id)
            return task.status if task else None

    def interrupt(self, task_id: str) -> TaskStatus | None:
        """Stop a task: at once if it is waiting, otherwise at its next progress report."""
        with self._lock:
            task = self._tasks.get(task_id)
            if task is None:
                return None
            task.stop = True
            if task.status.state == "waiting":  # its thread ends when its turn comes
                self._change(task, state="interrupted", message=INTERRUPTED, doing="")
            return task.status

    def _run(self, task: _Task, work: Callable[[Progress], Any]) -> None:
        ended: dict[str, Any] = {"state": "failed", "message": FAILED.format(reason="it was stopped")}
        try:
            with self._turn() as progress:

                def report(done: int, total: int, what: str) -> None:
                    if task.stop:
                        raise InterruptedByUser(INTERRUPTED)
                    progress(done, total, what)
                    self._update(task, state="running", done=done, total=total, doing=what)

                report(0, 1, "starting")
                ended = {"state": "done", "result": work(report)}
        except InterruptedByUser as stopped:
            ended = {"state": "interrupted", "message": str(stopped)}
        except CriticError as error:
            logger.debug("A task ended here:", exc_info=True)
            ended = {"state": "failed", "message": str(error)}
        except Exception as error:
            logger.exception("A task failed")
            reason = f"{type(error).__name__}: {error}"[:200]
            ended = {"state": "failed", "message": FAILED.format(reason=reason)}
        finally:
            self._update(task, **ended, doing="")

    def _update(self, task: _Task, **changes: Any) -> None:
        with self._lock:
            self._change(task, **changes)

    def _change(self, task: _Task, **changes: Any) -> None:
        if not task.status.over:
            task.status = replace(task.status, **changes)

    def _forget(self) -> None:
        """Drop the oldest tasks that are over."""
        over = [name for name, task in self._tasks.items() if task.status.over]
        for name in over[: max(len(self._tasks) - KEPT, 0)]:
            del self._tasks[name]
