"""Sessions at work in the background: started, watched, interrupted, resumed."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from clip_critic.engine.jobs import INTERRUPTED
from clip_critic.engine.turns import SessionTurns, Turn, Turns
from clip_critic.errors import BadInputError, HostError, InterruptedByUser, NoSessionError, SessionError
from clip_critic.hosts.base import Skipped
from clip_critic.progress import Progress, silent
from clip_critic.sessions.base import Studio
from clip_critic.sessions.feedback.loop import Loop
from clip_critic.sessions.feedback.plan import STOPS
from clip_critic.sessions.feedback.policies.base import PromptEdit
from clip_critic.sessions.feedback.policies.registry import POLICIES
from clip_critic.sessions.feedback.work import LoopJobs, LoopStatus
from clip_critic.sessions.kinds import KINDS, AllJobs
from tests.drawing_host import DrawingHost, begun, chosen, drawing_sessions, driven, step_records, turn
from tests.waiting import until

PATIENCE = 30.0


class Gate:
    """Holds a host before a batch until it is opened."""

    def __init__(self, at: int = 1) -> None:
        self.at = at
        self.reached = threading.Event()
        self.open = threading.Event()

    def __call__(self, number: int) -> None:
        if number == self.at:
            self.reached.set()
            assert self.open.wait(PATIENCE)


class Queue:
    """A queue for one at a time, as a host's is; tells how often it was asked for how many batches."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.asked: list[tuple[str | None, int]] = []
        self.taken = 0

    @contextmanager
    def turns(self, task: str | None, batches: int) -> Iterator[Turn]:
        self.asked.append((task, batches))
        yield self.turn

    @contextmanager
    def turn(self) -> Iterator[Progress]:
        with self.lock:
            self.taken += 1
            yield silent


@pytest.fixture(autouse=True)
def no_thread_is_left_behind() -> Iterator[None]:
    yield
    for thread in threading.enumerate():
        if thread.name.startswith("clip-critic-"):
            thread.join(PATIENCE)
            assert not thread.is_alive()


def jobs_on(home: Path, before: Callable[[int], object] = lambda number: None) -> LoopJobs:
    return LoopJobs(drawing_sessions(home, DrawingHost(before)), turn)


def finished(jobs: LoopJobs, session_id: str) -> LoopStatus:
    """The status once the job is over."""
    for _ in range(1000):
        status = jobs.wait(session_id, jobs.status(session_id).version, PATIENCE)
        if status.over:
            return status
    raise AssertionError("it does not end")


def raising(number: int, error: BaseException) -> Callable[[int], None]:
    def before(batch: int) -> None:
        if batch == number:
            raise error

    return before


def test_a_job_runs_to_its_end_and_is_watched(tmp_path: Path) -> None:
    jobs = jobs_on(tmp_path)
    session = begun(jobs.sessions)
    status = jobs.start(session.id)
    assert status.state in ("waiting", "running")
    versions, shares = [], []
    while not status.over:
        status = jobs.wait(session.id, status.version, PATIENCE)
        versions.append(status.version)
        if not status.over:
            shares.append(status.done)
    assert versions == sorted(versions)
    assert shares == sorted(shares)
    assert (status.state, status.message, status.error) == ("stopped", STOPS["steps"], None)
    assert [step.number for step in status.session.steps] == [0, 1, 2, 3, 4]
    assert jobs.at_work() == []


def test_the_same_comes_out_as_without_a_thread(tmp_path: Path) -> None:
    jobs = jobs_on(tmp_path)
    threaded, plain = begun(jobs.sessions), begun(jobs.sessions)
    jobs.start(threaded.id)
    assert step_records(finished(jobs, threaded.id).session) == step_records(driven(jobs.sessions, plain.id))


class Held:
    """Something of a model that takes its time to go."""

    def __init__(self) -> None:
        self.gone = threading.Event()

    def held_by(self, owner: Any) -> None:
        weakref.finalize(owner, self._go)

    def _go(self) -> None:
        time.sleep(0.3)
        self.gone.set()


def test_a_thread_is_waited_for_until_it_has_let_go_of_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs, held = jobs_on(tmp_path), Held()
    session, real = begun(jobs.sessions, steps=1), jobs.sessions.open

    @contextmanager
    def opened(session_id: str) -> Iterator[Loop]:
        with real(session_id) as loop:
            held.held_by(loop)
            yield loop

    monkeypatch.setattr(jobs.sessions, "open", opened)
    jobs.start(session.id)
    assert finished(jobs, session.id).state == "stopped"
    jobs.join(session.id)
    assert held.gone.is_set()
    assert not [thread for thread in threading.enumerate() if thread.name == f"clip-critic-{session.id}"]


def test_joining_what_never_ran_returns_at_once(tmp_path: Path) -> None:
    jobs = jobs_on(tmp_path)
    jobs.join(begun(jobs.sessions).id)


def test_waiting_ends_without_news(tmp_path: Path) -> None:
    gate = Gate()
    jobs = jobs_on(tmp_path, gate)
    session = begun(jobs.sessions)
    jobs.start(session.id)
    assert gate.reached.wait(PATIENCE)
    version = jobs.status(session.id).version
    assert jobs.wait(session.id, version, 0.05).version == version
    gate.open.set()
    assert finished(jobs, session.id).state == "stopped"


def test_an_interrupt_keeps_what_is_finished_and_it_goes_on(tmp_path: Path) -> None:
    gate = Gate(at=3)
    host = DrawingHost(gate)
    halted: list[bool] = []
    jobs = LoopJobs(drawing_sessions(tmp_path, host), turn, lambda: halted.append(True))
    session, other = begun(jobs.sessions), begun(jobs.sessions)
    jobs.start(session.id)
    assert gate.reached.wait(PATIENCE)
    jobs.interrupt(session.id)
    gate.open.set()
    status = finished(jobs, session.id)
    assert (status.state, status.message) == ("interrupted", INTERRUPTED)
    assert halted == [True]
    assert [step.number for step in status.session.steps] == [0, 1, 2]
    jobs.start(session.id)
    assert finished(jobs, session.id).state == "stopped"
    jobs.start(other.id)
    assert step_records(finished(jobs, session.id).session) == step_records(finished(jobs, other.id).session)


def test_a_job_that_waits_is_interrupted_at_once(tmp_path: Path) -> None:
    queue = Queue()
    halted: list[bool] = []
    jobs = LoopJobs(drawing_sessions(tmp_path), queue.turns, lambda: halted.append(True))
    session = begun(jobs.sessions)
    with queue.lock:
        jobs.start(session.id)
        assert jobs.at_work() == [session.id]
        jobs.interrupt(session.id)
        assert jobs.status(session.id).state == "interrupted"
        assert jobs.at_work() == []
        jobs.start(session.id)  # at once again, while the first thread still stands in the queue
        assert jobs.status(session.id).state == "waiting"
    assert finished(jobs, session.id).state == "stopped"
    assert halted == []


def test_interrupt_without_an_id_stops_all(tmp_path: Path) -> None:
    queue, gate = Queue(), Gate()
    jobs = LoopJobs(drawing_sessions(tmp_path, DrawingHost(gate)), queue.turns)
    first, second = begun(jobs.sessions), begun(jobs.sessions)
    jobs.start(first.id)
    assert gate.reached.wait(PATIENCE)
    jobs.start(second.id)
    assert jobs.at_work() == [first.id, second.id]
    jobs.interrupt()
    gate.open.set()
    assert finished(jobs, first.id).state == finished(jobs, second.id).state == "interrupted"


def test_an_interrupt_of_nothing_does_nothing(tmp_path: Path) -> None:
    halted: list[bool] = []
    jobs = LoopJobs(drawing_sessions(tmp_path), turn, lambda: halted.append(True))
    jobs.interrupt()
    jobs.interrupt("20260101-120000-abcdef")
    assert halted == []


def test_two_windows_starting_one_session(tmp_path: Path) -> None:
    gate = Gate()
    jobs = jobs_on(tmp_path, gate)
    session = begun(jobs.sessions)
    jobs.start(session.id)
    assert gate.reached.wait(PATIENCE)
    for attempt in (jobs.start, jobs.step):
        with pytest.raises(SessionError, match="already running"):
            attempt(session.id)
    gate.open.set()
    assert finished(jobs, session.id).state == "stopped"


def test_many_windows_starting_at_the_same_moment(tmp_path: Path) -> None:
    jobs = jobs_on(tmp_path)
    session = begun(jobs.sessions)
    refused: list[str] = []
    barrier = threading.Barrier(8)

    def start() -> None:
        barrier.wait(PATIENCE)
        try:
            jobs.start(session.id)
        except SessionError as error:
            refused.append(str(error))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(refused) <= 7
    assert all("already running" in message for message in refused)
    assert [step.number for step in finished(jobs, session.id).session.steps] == [0, 1, 2, 3, 4]


def test_jobs_of_another_program_are_told(tmp_path: Path) -> None:
    jobs, other = jobs_on(tmp_path), drawing_sessions(tmp_path)
    session = begun(other)
    with other.open(session.id):
        jobs.start(session.id)
        status = finished(jobs, session.id)
    assert status.state == "failed"
    assert "in another window or program" in status.message
    assert isinstance(status.error, SessionError)


def test_two_jobs_run_one_after_the_other(tmp_path: Path) -> None:
    queue = Queue()
    jobs = LoopJobs(drawing_sessions(tmp_path), queue.turns)
    first, second = begun(jobs.sessions, steps=3), begun(jobs.sessions, steps=2)
    with queue.lock:
        jobs.start(first.id, task="task(1)")
        jobs.start(second.id)
        assert jobs.at_work() == [first.id, second.id]
        assert {jobs.status(each.id).state for each in (first, second)} == {"waiting"}
    assert finished(jobs, first.id).state == finished(jobs, second.id).state == "stopped"
    assert set(queue.asked) == {("task(1)", 3), (None, 2)}


def test_the_queue_is_told_of_the_steps_that_are_left(tmp_path: Path) -> None:
    queue = Queue()
    jobs = LoopJobs(drawing_sessions(tmp_path), queue.turns)
    session = begun(jobs.sessions, steps=3)
    for run in (jobs.step, jobs.start, jobs.start):
        run(session.id)
        finished(jobs, session.id)
    assert [batches for _, batches in queue.asked] == [1, 2, 0]


def test_what_else_waits_runs_between_two_steps(tmp_path: Path) -> None:
    turns, gate, order = Turns(), Gate(at=2), list[str]()
    jobs = LoopJobs(drawing_sessions(tmp_path, DrawingHost(gate)), turns.session_turns)
    session = begun(jobs.sessions, steps=4)

    def other(number: int) -> None:
        with turns.turn():
            order.append(f"other {number} after {len(jobs.sessions.store.read(session.id).steps) - 1}")

    jobs.start(session.id)
    assert gate.reached.wait(PATIENCE)
    threads = [threading.Thread(target=other, args=(number,)) for number in (1, 2)]
    for place, thread in enumerate(threads, 2):
        thread.start()
        until(lambda place=place: len(turns._waiting) == place)  # type: ignore[misc]
    gate.open.set()
    for thread in threads:
        thread.join(PATIENCE)
    assert finished(jobs, session.id).state == "stopped"
    assert order == ["other 1 after 2", "other 2 after 2"]  # both asked before the third step did


def test_each_step_takes_a_turn_and_no_more(tmp_path: Path) -> None:
    queue = Queue()
    jobs = LoopJobs(drawing_sessions(tmp_path), queue.turns)
    for policy, steps, turns in (("target", 3, 3), ("by hand", 3, 1)):
        queue.taken = 0
        session = begun(jobs.sessions, policy=policy, steps=steps)
        jobs.start(session.id)
        assert finished(jobs, session.id).state == "stopped"
        assert queue.taken == turns


def test_an_interrupt_between_two_steps_leaves_the_other_job_alone(tmp_path: Path) -> None:
    turns, gate, halted = Turns(), Gate(at=2), list[bool]()
    host = DrawingHost(gate)
    jobs = LoopJobs(drawing_sessions(tmp_path, host), turns.session_turns, lambda: halted.append(True))
    session = begun(jobs.sessions, steps=5)
    at_work, end = threading.Event(), threading.Event()

    def other() -> None:
        with turns.turn():
            at_work.set()
            assert end.wait(PATIENCE)

    jobs.start(session.id)
    assert gate.reached.wait(PATIENCE)
    thread = threading.Thread(target=other)
    thread.start()
    until(lambda: len(turns._waiting) == 2)
    gate.open.set()
    assert at_work.wait(PATIENCE)
    while (status := jobs.status(session.id)).state != "waiting":
        time.sleep(0.01)
    assert len(status.session.steps) == 3
    jobs.interrupt(session.id)
    assert jobs.status(session.id).state == "interrupted"
    jobs.join(session.id, PATIENCE)
    assert jobs.sessions.change(session.id, {"steps": 3}).settings.steps == 3  # it is not in use
    jobs.start(session.id)
    end.set()
    thread.join(PATIENCE)
    assert finished(jobs, session.id).state == "stopped"
    assert halted == []


def test_a_wish_to_stop_after_a_step_outlives_its_turn(tmp_path: Path) -> None:
    class Forgetting(DrawingHost):
        """Forgets the wish when the turn ends, as a WebUI does."""

    def after_second(number: int) -> None:
        host.stop = number == 2

    host = Forgetting(after_second)

    @contextmanager
    def turn() -> Iterator[Progress]:
        host.stop = False
        yield silent
        host.stop = False

    @contextmanager
    def turns(task: str | None, batches: int) -> Iterator[Turn]:
        yield turn

    jobs = LoopJobs(drawing_sessions(tmp_path, host), turns)
    for steps, state in ((4, "interrupted"), (2, "stopped")):
        host.requests.clear()
        session = begun(jobs.sessions, steps=steps)
        jobs.start(session.id)
        status = finished(jobs, session.id)
        assert (status.state, len(status.session.steps)) == (state, 3)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (HostError("The WebUI ran out of memory: ask for fewer pictures."), "ran out of memory"),
        (RuntimeError("CUDA error"), "RuntimeError: CUDA error"),
        (SystemExit(3), "SystemExit"),
        (MemoryError(), "MemoryError"),
    ],
)
def test_a_host_that_fails_is_told_and_the_session_goes_on(
    tmp_path: Path, error: BaseException, words: str
) -> None:
    jobs = jobs_on(tmp_path, raising(2, error))
    session = begun(jobs.sessions)
    jobs.start(session.id)
    status = finished(jobs, session.id)
    assert status.state == "failed"
    assert words in status.message
    assert status.error is error
    assert (error.__traceback__, error.__context__) == (None, None)  # they would hold the batch for good
    assert [step.number for step in status.session.steps] == [0, 1]
    jobs.start(session.id)
    status = finished(jobs, session.id)
    assert (status.state, status.error) == ("stopped", None)
    assert [step.number for step in status.session.steps] == [0, 1, 2, 3, 4]


def test_a_host_that_was_stopped_by_its_own_button(tmp_path: Path) -> None:
    jobs = jobs_on(tmp_path, raising(2, InterruptedByUser("Interrupted.")))
    session = begun(jobs.sessions)
    jobs.start(session.id)
    assert finished(jobs, session.id).state == "interrupted"


def test_a_queue_that_fails_is_told(tmp_path: Path) -> None:
    @contextmanager
    def broken(task: str | None, batches: int) -> Iterator[Turn]:
        raise OSError("no queue")
        yield

    jobs = LoopJobs(drawing_sessions(tmp_path), broken)
    session = begun(jobs.sessions)
    jobs.start(session.id)
    assert "no queue" in finished(jobs, session.id).message


def test_a_skipped_step_is_passed_over(tmp_path: Path) -> None:
    jobs = jobs_on(tmp_path, raising(2, Skipped()))
    session = begun(jobs.sessions)
    jobs.start(session.id)
    status = finished(jobs, session.id)
    assert status.state == "stopped"
    assert [step.best for step in status.session.steps].count(-1) == 1


def test_by_hand_waits_with_a_proposal(tmp_path: Path) -> None:
    jobs = jobs_on(tmp_path)
    session = begun(jobs.sessions, policy="by hand", steps=3)
    jobs.start(session.id)
    status = finished(jobs, session.id)
    assert (status.state, status.message) == ("stopped", STOPS["by hand"])
    assert status.proposal is not None
    jobs.step(session.id, PromptEdit("green", ""))
    status = finished(jobs, session.id)
    last = status.session.steps[-1]
    assert (last.number, last.prompt, last.edited) == (2, "green", True)
    assert status.proposal is not None
    assert status.proposal.prompt.startswith("green, ")


def test_what_a_person_changes_has_been_seen_by_the_encoder(tmp_path: Path) -> None:
    """Before its start picture was looked at, a session knows no held words to propose."""
    jobs = jobs_on(tmp_path)
    assert jobs.status(begun(jobs.sessions, policy="by hand").id).proposal is None
    alone = jobs.sessions.create(chosen(policy="by hand"), "prompt")
    assert jobs.status(alone.id).proposal is not None


def test_a_session_opened_again_has_its_proposal(tmp_path: Path) -> None:
    jobs = jobs_on(tmp_path)
    session = begun(jobs.sessions, policy="by hand")
    jobs.start(session.id)
    before = finished(jobs, session.id)
    after = jobs_on(tmp_path).status(session.id)
    assert (after.state, after.proposal) == ("stopped", before.proposal)
    assert after.session == before.session


def test_the_status_of_a_policy_that_is_gone(tmp_path: Path) -> None:
    jobs = jobs_on(tmp_path)
    POLICIES["mine"] = POLICIES["by hand"]
    try:
        session = begun(jobs.sessions, policy="mine")
    finally:
        del POLICIES["mine"]
    assert jobs.status(session.id).proposal is None
    with pytest.raises(BadInputError, match="mine"):
        jobs.start(session.id)
    assert jobs.at_work() == []
    jobs.step(session.id)
    assert "no policy 'mine'" in finished(jobs, session.id).message


def test_unknown_sessions_are_refused(tmp_path: Path) -> None:
    jobs = jobs_on(tmp_path)
    for attempt in (jobs.start, jobs.step, jobs.status, lambda session_id: jobs.wait(session_id, 0, 0.01)):
        with pytest.raises(NoSessionError):
            attempt("../../x")


def test_a_session_that_was_deleted_has_no_status(tmp_path: Path) -> None:
    jobs = jobs_on(tmp_path)
    session = begun(jobs.sessions, steps=1)
    jobs.start(session.id)
    finished(jobs, session.id)
    jobs.sessions.store.delete(session.id)
    with pytest.raises(NoSessionError):
        jobs.status(session.id)


def test_a_session_from_a_prompt(tmp_path: Path) -> None:
    jobs = jobs_on(tmp_path)
    session = jobs.sessions.create(chosen(steps=2), "prompt")
    jobs.start(session.id)
    assert [step.number for step in finished(jobs, session.id).session.steps] == [1, 2]


# Deleting


class ClosedQueue(Queue):
    """A queue whose turn never comes until it is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open = threading.Event()

    @contextmanager
    def turn(self) -> Iterator[Progress]:
        assert self.open.wait(PATIENCE)
        with super().turn() as progress:
            yield progress


def all_jobs(home: Path, turns: SessionTurns, host: DrawingHost | None = None) -> tuple[AllJobs, LoopJobs]:
    sessions = drawing_sessions(home, host or DrawingHost())
    jobs = AllJobs(Studio(sessions.critic, sessions.host, home / "sessions"), turns)
    feedback = jobs.of(KINDS[0])
    assert isinstance(feedback, LoopJobs)
    return jobs, feedback


def test_a_waiting_session_that_is_deleted_is_gone(tmp_path: Path) -> None:
    queue = ClosedQueue()
    jobs, feedback = all_jobs(tmp_path, queue.turns)
    deleted, kept = begun(feedback.sessions), begun(feedback.sessions)
    for session in (deleted, kept):
        feedback.start(session.id)
    jobs.delete(deleted.id)
    assert jobs.at_work() == [kept.id]
    assert not deleted.folder.exists()
    with pytest.raises(NoSessionError):
        feedback.status(deleted.id)
    queue.open.set()
    assert finished(feedback, kept.id).state == "stopped"
    feedback.join(kept.id)
    assert not deleted.folder.exists() and jobs.at_work() == []


def test_a_session_at_work_cannot_be_deleted(tmp_path: Path) -> None:
    gate = Gate()
    jobs, feedback = all_jobs(tmp_path, turn, DrawingHost(gate))
    session = begun(feedback.sessions)
    feedback.start(session.id)
    assert gate.reached.wait(PATIENCE)
    with pytest.raises(SessionError, match="already running"):
        jobs.delete(session.id)
    assert jobs.at_work() == [session.id]
    gate.open.set()
    assert finished(feedback, session.id).state == "stopped"
    feedback.join(session.id)
    jobs.delete(session.id)
    assert not session.folder.exists()
