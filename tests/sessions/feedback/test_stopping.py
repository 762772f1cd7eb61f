"""When a loop stops by itself: at its score, or when a whole batch reaches it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from clip_critic.errors import BadInputError
from clip_critic.sessions.feedback.objective import Score
from clip_critic.sessions.feedback.plan import Stop, stop_of
from clip_critic.sessions.feedback.session import Session, StartKind
from clip_critic.sessions.feedback.sessions import Sessions
from clip_critic.sessions.feedback.settings import AUTOMATIC, LoopSettings, settings_record
from clip_critic.sessions.feedback.steps import Candidate, Step
from tests.drawing_host import begun, chosen, drawing_sessions, driven, start_picture, step_records

WHOLE = "whole batch"
NOTHING = np.zeros(0, dtype=np.float32)
SLOWLY = {
    "steps": 50,
    "candidates": 4,
    "strength": 0.45,
    "schedule": "constant",
    "target_score": AUTOMATIC,
}
"""Settings of a loop that needs some steps, and one more until all of a step are blue."""


@pytest.fixture
def sessions(tmp_path: Path) -> Sessions:
    return drawing_sessions(tmp_path)


def with_scores(
    *batches: Sequence[float], start: float | None = 0.1, kind: StartKind = "picture", **changes: object
) -> Session:
    """A session whose steps had candidates with these scores; a step without any was skipped."""
    first = [[start]] if start is not None else []
    steps = [step(number, scores) for number, scores in enumerate([*first, *batches], start is None)]
    settings = LoopSettings.read({"want": "blue", **changes})
    return Session("a", Path(), "", settings, kind if first else "prompt", steps=tuple(steps))


def step(number: int, scores: Sequence[float]) -> Step:
    candidates = tuple(Candidate("", 0, Score(score, ()), NOTHING) for score in scores)
    best = max(range(len(scores)), key=lambda index: scores[index], default=-1)
    return Step(number, "", "", candidates, best, kept=best >= 0)


@pytest.mark.parametrize(
    ("session", "reason"),
    [
        # automatic, the default
        (with_scores(), None),
        (with_scores([0.5, 0.89]), None),
        (with_scores([0.5, 0.9]), "target"),
        (with_scores([0.5, 0.9], start=None), "target"),
        (with_scores([0.5, 0.89], objective="share"), None),
        (with_scores([0.5, 0.9], objective="share"), "target"),
        (with_scores([1.5, 1.99], objective="similarity"), None),
        (with_scores([1.5, 2.0], objective="similarity"), "target"),
        # a start picture that has everything already
        (with_scores(start=0.95), None),
        (with_scores([], start=0.95), None),
        (with_scores([0.5], start=0.95), "target"),
        (with_scores([0.5], start=0.95, kind="sketch"), None),
        (with_scores(start=0.95, target_score=0.9), "target"),
        (with_scores(start=0.95, kind="sketch", target_score=0.9), None),
        # a score of one's own, or none
        (with_scores([0.5, 0.9], target_score=0.95), None),
        (with_scores([0.5, 0.6], target_score=0.6), "target"),
        (with_scores([0.5, 1.0], target_score=0), None),
        # a whole batch
        (with_scores([0.5, 0.99], stop_when=WHOLE), None),
        (with_scores([0.9, 0.99], stop_when=WHOLE), "batch"),
        (with_scores([0.9, 0.99], [0.99, 0.1], stop_when=WHOLE), "batch"),
        (with_scores([0.99, 0.1], [0.1, 0.99], stop_when=WHOLE), None),
        (with_scores([], start=0.99, stop_when=WHOLE), None),
        (with_scores([0.5, 0.6], stop_when=WHOLE, target_score=0.5), "batch"),
        (with_scores([0.5, 0.6], start=0.99, stop_when=WHOLE, target_score=0.55), None),
        (with_scores([1.9, 3], stop_when=WHOLE, objective="similarity"), None),
        (with_scores([2, 3], stop_when=WHOLE, objective="similarity"), "batch"),
        # the other limits stay
        (with_scores([0.5], [0.95], steps=2), "steps"),
        (with_scores([0.5, 0.95], stop_when=WHOLE, steps=1), "steps"),
        (with_scores([0.5, 0.95], [0.4, 0.8], stop_when=WHOLE, patience=1), "patience"),
    ],
)
def test_why_a_session_stops(session: Session, reason: Stop | None) -> None:
    assert stop_of(session) == reason


def scores(session: Session) -> list[list[float]]:
    """The scores of each step's candidates, without the start picture."""
    return [[candidate.score.value for candidate in step.candidates] for step in session.steps if step.number]


def test_a_loop_stops_by_itself(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, **SLOWLY).id)
    assert stop_of(session) == "target"
    *before, last = map(max, scores(session))
    assert last >= 0.9 > max(before)


def test_a_loop_goes_on_until_the_whole_batch_is_right(sessions: Sessions) -> None:
    first = driven(sessions, begun(sessions, **SLOWLY).id)
    session = driven(sessions, begun(sessions, **SLOWLY, stop_when=WHOLE).id)
    assert stop_of(session) == "batch"
    *before, last = map(min, scores(session))
    assert last >= 0.9 > max(before)
    assert len(session.steps) > len(first.steps)
    assert step_records(session)[: len(first.steps)] == step_records(first)


@pytest.mark.parametrize(("target_score", "steps"), [(AUTOMATIC, [0, 1]), (0.9, [0]), (0, [0, 1, 2, 3, 4])])
def test_a_start_picture_that_has_everything(
    sessions: Sessions, target_score: float, steps: list[int]
) -> None:
    settings = chosen(target_score=target_score)
    session = driven(sessions, sessions.create(settings, "picture", start_picture("blue")).id)
    assert session.steps[0].candidates[0].score.value > 0.9
    assert [step.number for step in session.steps] == steps


def test_one_more_step_can_be_made_after_the_stop(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, **SLOWLY).id)
    with sessions.open(session.id) as loop:
        assert loop.step().number == len(session.steps)
        assert loop.stopped() == "target"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"target_score": -0.5}, "-0.5 is below 0. Write a score such as 90%, -1 for automatic"),
        ({"target_score": 0, "stop_when": WHOLE}, "A whole batch needs a score to reach"),
    ],
)
def test_what_no_session_can_stop_at_is_refused(
    sessions: Sessions, changes: dict[str, object], words: str
) -> None:
    with pytest.raises(BadInputError, match=words):
        begun(sessions, **changes)
    with pytest.raises(BadInputError, match=words):
        sessions.change(begun(sessions).id, changes)


def test_what_a_session_stops_at_is_stored_and_told(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, steps=1, target_score=AUTOMATIC, stop_when=WHOLE).id)
    stored = sessions.store.read(session.id)
    assert (stored.settings.target_score, stored.settings.stop_when) == (AUTOMATIC, WHOLE)
    infotext = session.picture("0001-01.png").infotext or ""
    assert "CLIP Critic stop when: 'whole batch'" in infotext and "stop at score" not in infotext
    assert "stop_when" not in settings_record(chosen())


def test_pictures_say_nothing_of_a_score_that_ends_nothing(sessions: Sessions) -> None:
    for target_score, told in ((0, False), (AUTOMATIC, False), (0.99, True)):
        session = driven(sessions, begun(sessions, steps=1, target_score=target_score).id)
        infotext = session.picture("0001-01.png").infotext or ""
        assert ("CLIP Critic stop at score: '0.99'" in infotext) == ("stop at score" in infotext) == told
