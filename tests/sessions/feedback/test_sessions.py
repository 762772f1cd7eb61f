"""The creation of sessions: the values filled in, and the refusals before anything is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from clip_critic.errors import BadInputError, EncoderError, NoSessionError, SessionError
from clip_critic.pictures.opening import open_picture
from clip_critic.sessions.feedback.sessions import Sessions, words_of
from clip_critic.sessions.feedback.steps import kept
from tests.drawing_host import (
    KEYWORDS,
    SIDE,
    DrawingHost,
    begun,
    chosen,
    drawing_sessions,
    driven,
    start_picture,
)


@pytest.fixture
def sessions(tmp_path: Path) -> Sessions:
    return drawing_sessions(tmp_path)


def test_what_was_left_open_is_filled_in_for_good(sessions: Sessions) -> None:
    session = sessions.create(chosen(keywords="", encoder="", seed=-1), "picture", start_picture())
    assert session.settings.keywords == sessions.critic.presets.read("First look").strip()
    assert session.settings.encoder == "colours"
    assert 0 <= session.settings.seed < 2**31
    assert sessions.store.read(session.id).settings == session.settings


def test_random_seeds_are_not_the_same(sessions: Sessions) -> None:
    assert len({begun(sessions, seed=-1).settings.seed for _ in range(4)}) > 1


def test_targets_join_the_list(sessions: Sessions) -> None:
    settings = chosen(want="blue, a cat", avoid="BLACK")
    assert words_of(settings).keywords[-1] == "a cat"
    assert len(words_of(settings)) == 7


def test_the_start_picture_keeps_its_parameters(sessions: Sessions, tmp_path: Path) -> None:
    earlier = driven(sessions, begun(sessions, steps=1).id)
    later = sessions.continue_from(earlier.id, 1, chosen())
    infotext = later.picture("start.png").infotext
    assert infotext is not None
    assert f"CLIP Critic session: {earlier.id!r}" in infotext


def test_a_session_goes_on_from_any_step(sessions: Sessions) -> None:
    earlier = driven(sessions, begun(sessions, steps=2).id)
    for number in (0, 1, 2):
        later = sessions.continue_from(earlier.id, number, chosen(want="green", steps=1))
        assert later.origin == f"{earlier.id} step {number}"
        winner = earlier.step(number).winner
        assert winner is not None
        assert later.picture("start.png").image.tobytes() == earlier.picture(winner.file).image.tobytes()
    assert driven(sessions, later.id).steps[-1].number == 1
    assert sessions.store.read(earlier.id) == earlier


def test_a_step_that_is_not_there_is_not_gone_on_from(sessions: Sessions) -> None:
    session = begun(sessions)
    with pytest.raises(NoSessionError, match="no step 1"):
        sessions.continue_from(session.id, 1, chosen())
    with pytest.raises(NoSessionError):
        sessions.continue_from("../../x", 1, chosen())
    assert sessions.store.ids() == [session.id]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"want": ""}, "no target"),
        ({"want": "red", "avoid": "Red"}, "both wanted and unwanted"),
        ({"want": "red:0"}, "above 0"),
        ({"want": "blue, star:abc"}, "'abc' in 'star:abc' is not a weight: write a number, such as star:1.5"),
        ({"want": "star : 1e2"}, "'1e2' in 'star : 1e2' is not a weight"),
        ({"want": "5"}, "5 is a number, not a word"),
        ({"want": "blue", "avoid": "-.5"}, "is a number, not a word"),
        ({"keywords": "blue"}, "single word"),
        ({"keywords": "[blue"}, "Line 1"),
        ({"policy": "genetic"}, "no policy 'genetic'"),
        ({"encoder": "colours", "judge": "colours"}, "judge colours is also the loop's encoder"),
        ({"judge_decides": True}, "no judge that could decide: name a second encoder as Judge"),
        ({"schedule": "table"}, "needs strengths"),
        ({"schedule": "table", "strengths": "0.5, 2"}, "between 0 and 1"),
        ({"sampler": "Oiler"}, "sampler 'Oiler'.*Brush, Pen"),
        ({"scheduler": "odd"}, "scheduler"),
        ({"checkpoint": "../../x"}, "checkpoint"),
        ({"vae": "x"}, "VAE"),
        ({"styles": "ink"}, "style"),
        ({"width": 100}, "multiple of 8"),
        ({"height": 32}, "multiple of 8 from 64"),
    ],
)
def test_bad_input_is_told_before_anything_is_written(
    sessions: Sessions, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(BadInputError, match=words):
        begun(sessions, **changes)
    assert not sessions.store.folder.exists()


@pytest.mark.parametrize("want", ["5", "re:zero", "re:zero:1.2", ":)", "Alien: a film"])
def test_strange_words_are_words_if_they_are_listed_or_cannot_be_a_slip(
    sessions: Sessions, want: str
) -> None:
    assert begun(sessions, want=want, keywords=KEYWORDS + "5\nRe:Zero\n").settings.want == want


def test_a_goal_that_is_changed_is_checked_again(sessions: Sessions) -> None:
    session = begun(sessions)
    with pytest.raises(BadInputError, match="is a number"):
        sessions.change(session.id, {"want": "7"})
    assert sessions.change(session.id, {"want": "red"}).settings.want == "red"


@pytest.mark.slow
def test_a_huge_start_picture_needs_a_size(sessions: Sessions) -> None:
    huge = open_picture(Image.new("RGB", (2100, 3000), "red"), name="huge")
    with pytest.raises(BadInputError, match="2100 x 3000"):
        sessions.create(chosen(), "picture", huge)
    assert not sessions.store.folder.exists()
    session = driven(sessions, sessions.create(chosen(width=SIDE, height=SIDE, steps=1), "picture", huge).id)
    assert session.picture("0001-01.png").image.size == (SIDE, SIDE)


def test_a_start_without_its_picture_is_told(sessions: Sessions) -> None:
    with pytest.raises(BadInputError, match="starts from"):
        sessions.create(chosen(), "picture")
    assert not sessions.store.folder.exists()


def test_settings_may_change_for_the_steps_to_come(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, steps=1, schedule="constant").id)
    changed = sessions.change(session.id, {"steps": 3, "strength": 0.9, "policy": "interrogate"})
    assert changed.settings.steps == 3
    again = driven(sessions, session.id)
    assert [step.strength for step in again.steps] == [0, 0.6, 0.9, 0.9]
    assert kept(again.steps) is not None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"want": "red"}, "Wanted cannot be changed"),
        ({"keywords": KEYWORDS + "cat"}, "Keyword list cannot be changed"),
        ({"encoder": "others"}, "Encoder cannot be changed"),
        ({"judge": "others", "judge_decides": True}, "cannot be changed"),
        ({"steps": 0}, "Steps"),
        ({"sampler": "Oiler"}, "Oiler"),
        ({"wishes": "red"}, "wishes"),
    ],
)
def test_what_scores_depend_on_does_not_change(
    sessions: Sessions, changes: dict[str, Any], words: str
) -> None:
    session = driven(sessions, begun(sessions, steps=1).id)
    with pytest.raises(BadInputError, match=words):
        sessions.change(session.id, changes)
    assert sessions.store.read(session.id).settings == session.settings


def test_other_goals_after_a_first_look_that_failed(sessions: Sessions) -> None:
    """The encoder had looked and the judge was missing: what it saw belongs to the goals of then."""
    session = begun(sessions, judge="none:judge")
    with sessions.open(session.id) as loop, pytest.raises(EncoderError):
        loop.begin()
    assert sessions.store.read(session.id).seen_by
    sessions.change(session.id, {"judge": "others", "want": "blue, parasol"})
    winner = driven(sessions, session.id).steps[0].winner
    assert winner and {part.word for part in winner.score.parts} == {"blue", "parasol"}


def test_pictures_from_a_prompt_keep_their_size(tmp_path: Path) -> None:
    """The host may have another checkpoint when the session goes on, whose pictures are larger."""
    host = DrawingHost()
    sessions = drawing_sessions(tmp_path, host)
    session = sessions.create(chosen(steps=1, policy="by hand"), "prompt")
    driven(sessions, session.id)
    host.side = lambda checkpoint: 4 * SIDE  # type: ignore[method-assign]
    sessions.change(session.id, {"steps": 2})
    driven(sessions, session.id)
    assert [(request.width, request.height) for request in host.requests] == [(SIDE, SIDE)] * 2


def test_a_session_at_work_does_not_change(sessions: Sessions) -> None:
    session = begun(sessions)
    with sessions.open(session.id), pytest.raises(SessionError, match="already running"):
        sessions.change(session.id, {"steps": 3})
