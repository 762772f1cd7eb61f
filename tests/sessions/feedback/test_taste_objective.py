"""A rater's taste as an objective of the loop: beside the words, instead of them, and resumed."""

from __future__ import annotations

import json
from dataclasses import replace
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clip_critic.cli.show.loop import LoopView
from clip_critic.errors import BadInputError, SessionError
from clip_critic.keywords.lists import KeywordList
from clip_critic.keywords.targets import Target, Targets
from clip_critic.pictures.infotext import parse_infotext
from clip_critic.reports.loop_report import session_report_html
from clip_critic.sessions.feedback.liking import liked_words
from clip_critic.sessions.feedback.memory import check_memory
from clip_critic.sessions.feedback.objective import JOINT, Liking, Score, ScorePart, together, with_taste
from clip_critic.sessions.feedback.plan import ranking_of, steps_lacking
from clip_critic.sessions.feedback.policies.base import PolicyView
from clip_critic.sessions.feedback.policies.taste import TastePolicy, with_liked
from clip_critic.sessions.feedback.ranker import SessionRanker
from clip_critic.sessions.feedback.records import brief_of, session_record
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.sessions import Sessions
from clip_critic.sessions.feedback.settings import LoopSettings, settings_record
from clip_critic.sessions.feedback.steps import kept, read_step, step_record
from clip_critic.sessions.feedback.targets import targets_in
from clip_critic.taste.choices import new_choice
from tests import drawing_host
from tests.drawing_host import KEYWORDS, begun, chosen, drawing_sessions, step_records
from tests.raters import LIKED, choose, coloured

ANN = "Ann"
EVIL = '<img src=x onerror="alert(1)">'
ALONE = {"want": "", "taste": ANN, "taste_weight": 1}


@pytest.fixture
def sessions(tmp_path: Path) -> Sessions:
    """Sessions of somebody who likes green and has chosen 24 times."""
    sessions = drawing_sessions(tmp_path)
    collection = sessions.tasting.collect(coloured(tmp_path / "pictures"), encoder="colours")
    choose(sessions.tasting, collection, ANN, 24)
    return sessions


def driven(sessions: Sessions, session: Session) -> Session:
    return drawing_host.driven(sessions, session.id)


def goes_on_choosing(sessions: Sessions, colour: str, answers: int = 30, encoder: str = "colours") -> None:
    files = sorted((sessions.store.folder.parent / "pictures").glob("*.png"))
    collection = sessions.tasting.collect(files, encoder=encoder)
    choose(sessions.tasting, collection, ANN, answers, colour, seed=2)


# the score


WORDS = Score(0.25, (ScorePart("blue", "wanted", 1.0, 0.25),))


def test_what_counts_is_a_standard_deviation_below_the_mean() -> None:
    assert Liking(0.3, 0.3).value(JOINT) == pytest.approx(0.5)
    assert Liking(1.5, 0.5).value("share") == pytest.approx(0.8413447)
    assert Liking(1.5, 0.5).value("similarity") == 1.0, "those scores are standard deviations, too"
    values = [Liking(mean, 0.2).value(JOINT) for mean in np.linspace(-9, 9, 60)]
    assert all(0 <= value <= 1 for value in values)
    assert values == sorted(values)


@pytest.mark.parametrize(
    ("objective", "weight", "value"),
    [
        (JOINT, 0.5, 0.25**0.5 * 0.5**0.5),
        (JOINT, 0.25, 0.25**0.75 * 0.5**0.25),
        ("share", 0.25, 0.75 * 0.25 + 0.25 * 0.5),
        ("similarity", 0.5, 0.125),
        *((objective, 0.0, 0.25) for objective in (JOINT, "share", "similarity")),
        (JOINT, 1.0, 0.5),
        ("similarity", 1.0, 0.0),
    ],
)
def test_the_taste_has_its_share_of_the_score(objective: str, weight: float, value: float) -> None:
    found = with_taste(WORDS, Liking(0.4, 0.4), weight, objective)
    assert found.value == pytest.approx(value)
    assert (found.parts, found.taste) == (WORDS.parts, Liking(0.4, 0.4))


def test_half_a_taste_counts_like_a_second_encoder() -> None:
    both = together(WORDS, replace(WORDS, parts=(replace(WORDS.parts[0], value=0.5),)), JOINT)
    assert with_taste(WORDS, Liking(0, 0), 0.5, JOINT).value == pytest.approx(both.value)


def test_pictures_that_nobody_likes_are_still_told_apart() -> None:
    bad, worse = (with_taste(Score(0, ()), Liking(mean, 0), 1, JOINT).value for mean in (-4, -6))
    assert bad > worse > 0


def test_held_words_count_for_nothing_where_the_taste_is_all() -> None:
    held = Score(0.1, (*WORDS.parts, ScorePart("large", "held", 0.5, 0.9)))
    assert with_taste(held, Liking(0, 1), 1, JOINT).parts == WORDS.parts
    assert with_taste(held, Liking(0, 1), 0.9, JOINT).parts == held.parts


# the loop


def test_the_taste_alone_leads_to_what_is_liked(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, **ALONE, policy="taste", candidates=3))
    likings = [step.winner.score.taste for step in session.steps if step.winner]
    assert all(liking and isfinite(liking.mean) and liking.sd > 0 for liking in likings)
    kept = [step.winner for step in session.steps if step.kept and step.winner]
    first, last = kept[0].score, kept[-1].score
    assert last.taste and first.taste and last.taste.mean > first.taste.mean
    assert last.value == last.taste.value(JOINT) > first.value
    assert LIKED in session.seen_by["taste"]["liked"]
    assert LIKED in session.steps[1].prompt and f"liked: {LIKED}" in session.steps[1].why


def test_words_and_taste_count_together(sessions: Sessions) -> None:
    """Every candidate's score has both, and the best one is best by both."""
    changes = {"want": "blue", "taste": ANN, "taste_weight": 0.3, "steps": 2}
    session = driven(sessions, begun(sessions, **changes))
    words = driven(sessions, begun(sessions, want="blue", steps=2))
    for step, plain in zip(session.steps[:2], words.steps[:2], strict=True):
        for both, alone in zip(step.candidates, plain.candidates, strict=True):
            assert both.score.taste
            assert both.score == with_taste(alone.score, both.score.taste, 0.3, JOINT)
            assert alone.score.taste is None
    for step in session.steps:
        assert step.winner and step.winner.score.value == max(c.score.value for c in step.candidates)


def test_without_a_share_the_taste_is_only_shown(sessions: Sessions) -> None:
    shown = driven(sessions, begun(sessions, want="blue", taste=ANN, taste_weight=0))
    plain = driven(sessions, begun(sessions, want="blue"))
    assert all(c.score.taste for step in shown.steps for c in step.candidates)
    values = [[c.score.value for step in s.steps for c in step.candidates] for s in (shown, plain)]
    assert values[0] == values[1]


def test_a_session_from_a_prompt_alone(sessions: Sessions) -> None:
    settings = chosen(**ALONE, policy="taste", steps=2)
    session = driven(sessions, sessions.create(settings, "prompt"))
    assert session.steps[0].number == 1 and session.steps[0].winner
    assert LIKED in session.steps[0].prompt, "the taste is known before the first prompt"
    assert session.seen_by["taste"]["answers"] == 24


def test_a_judge_still_scores_the_words(sessions: Sessions) -> None:
    judged = driven(sessions, begun(sessions, **{**ALONE, "want": "blue"}, judge="other colours"))
    plain = driven(sessions, begun(sessions, want="blue", judge="other colours", steps=1))
    assert all(step.judge and step.judge.taste is None for step in judged.steps)
    assert judged.steps[0].judge == plain.steps[0].judge


def test_two_encoders_and_a_taste(sessions: Sessions) -> None:
    changes = {"want": "blue", "judge": "other colours", "judge_decides": True, "steps": 1}
    both = driven(sessions, begun(sessions, **changes))
    all_three = driven(sessions, begun(sessions, **changes, taste=ANN))
    for two, three in zip(both.steps[1].candidates, all_three.steps[1].candidates, strict=True):
        assert three.score.taste
        assert three.score == with_taste(two.score, three.score.taste, 0.5, JOINT)


def test_something_is_missing_until_a_picture_is_liked(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, **ALONE, steps=1))
    step = session.steps[0]

    def lacking(mean: float, **settings: Any) -> int | None:
        score = Score(0.5, (ScorePart("blue", "wanted", 1.0, 0.1),), Liking(mean, 0.1))
        only = replace(step, candidates=(replace(step.candidates[0], score=score),))
        changed = session.settings.changed(settings)
        return steps_lacking(replace(session, settings=changed, steps=(only,)))

    assert lacking(1.0) is None, "the words do not count"
    assert lacking(0.05) == 0
    assert lacking(1.0, want="blue", taste_weight=0.5) == 0, "now they do"


# what is stored


def test_a_session_goes_on_with_the_answers_that_it_began_with(sessions: Sessions) -> None:
    changes = {**ALONE, "policy": "taste", "steps": 4}
    whole = driven(sessions, begun(sessions, **changes))
    broken = begun(sessions, **changes)
    with sessions.open(broken.id) as loop:
        loop.step()
    goes_on_choosing(sessions, "red")
    again = driven(Sessions(sessions.critic, sessions.host, sessions.store), broken)
    assert step_records(again) == step_records(whole)
    assert again.seen_by["taste"] == whole.seen_by["taste"]
    assert driven(sessions, begun(sessions, **changes)).seen_by["taste"]["answers"] == 54


def test_a_new_session_learns_from_all_answers_when_it_starts(sessions: Sessions) -> None:
    """Not from those when it was made: nothing has been scored by then."""
    session = begun(sessions, **ALONE, steps=1)
    goes_on_choosing(sessions, "red")
    assert driven(sessions, session).seen_by["taste"]["answers"] == 54


def test_an_undone_answer_is_not_learned_from_without_a_word(sessions: Sessions) -> None:
    session = begun(sessions, **ALONE, steps=2)
    with sessions.open(session.id) as loop:
        loop.step()
    sessions.tasting.log.undo(ANN)
    with pytest.raises(SessionError, match="not the one that this session began with, after 24 answers"):
        driven(sessions, session)
    goes_on_choosing(sessions, "red", answers=1)
    with pytest.raises(SessionError, match="Continue from a picture as a new session"):
        driven(sessions, session)


def test_nothing_is_held_against_a_session_that_has_scored_nothing(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its start picture could not be looked at: it learns anew when it goes on."""
    session = begun(sessions, **ALONE, steps=1)
    monkeypatch.setattr(SessionRanker, "see_with_vectors", lambda *_: pytest.fail("the encoder fails here"))
    with pytest.raises(pytest.fail.Exception, match="the encoder fails here"):
        driven(sessions, session)
    monkeypatch.undo()
    assert sessions.store.read(session.id).seen_by["taste"]["answers"] == 24
    sessions.tasting.log.undo(ANN)
    assert driven(sessions, session).seen_by["taste"]["answers"] == 23


def test_steps_come_back_as_they_were_written(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, **ALONE, steps=2))
    for step in session.steps:
        assert step_record(read_step(json.loads(json.dumps(step_record(step))))) == step_record(step)
    assert [c.score for c in sessions.store.read(session.id).steps[1].candidates] == [
        c.score for c in session.steps[1].candidates
    ]


@pytest.mark.parametrize("damage", [{"mean": "nan", "sd": 1}, {"mean": 0.1, "sd": -1}, {"mean": 0.1}, []])
def test_damaged_likings_are_found(sessions: Sessions, damage: Any) -> None:
    session = driven(sessions, begun(sessions, **ALONE, steps=1))
    record = step_record(session.steps[1])
    record["candidates"][0]["score"]["taste"] = damage
    with pytest.raises((KeyError, TypeError, ValueError)):
        read_step(record)


@pytest.mark.parametrize(
    "damage",
    [{"answers": 0}, {"rater": 3}, {"liked": [1]}, {"unit": "nan"}, {"unit": None}, {"answers": None}],
)
def test_damage_of_what_the_taste_was_learned_from_is_found(
    sessions: Sessions, damage: dict[str, Any]
) -> None:
    seen_by = driven(sessions, begun(sessions, **ALONE, steps=1)).seen_by
    check_memory(seen_by)
    taste = {name: value for name, value in {**seen_by["taste"], **damage}.items() if value is not None}
    with pytest.raises((KeyError, TypeError, ValueError)):
        check_memory({**seen_by, "taste": taste})


def test_sessions_without_a_taste_are_stored_as_before() -> None:
    record = settings_record(LoopSettings(want="blue"))
    assert "taste" not in record and "taste_weight" not in record
    assert settings_record(LoopSettings(want="blue", taste=ANN))["taste"] == ANN


def test_the_taste_is_in_the_pictures_metadata(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, **ALONE, steps=1))
    found = parse_infotext(session.picture("0001-01.png").infotext or "").settings
    assert found["CLIP Critic taste"].strip("'\"") == ANN
    assert "CLIP Critic share of the taste" in found
    plain = driven(sessions, begun(sessions, steps=1, taste_weight=0.7))
    assert "taste" not in (plain.picture("0001-01.png").infotext or "")


# what is refused before anything starts


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"taste": "Bob"}, "Taste: 'Bob' has not chosen any pictures yet.*somebody who has: Ann, Eve"),
        ({"taste": "Eve"}, "Taste: 'Eve' has made 9 choices, and a taste shows from 10 on"),
        ({"taste": "A" * 61}, "longer than 60 characters"),
        ({"taste": "A\u200bn"}, "characters that cannot be seen"),
        ({"want": "", "taste": ANN}, "There are no targets"),
        ({"want": "", "taste_weight": 1}, "There are no targets"),
        ({"taste": ANN, "taste_weight": 1.5}, "Share of the taste: 1.5 is not between 0 and 1"),
        ({"policy": "taste"}, "policy taste writes the words that a taste follows: enter a rater's name"),
        ({**ALONE, "judge": "other colours"}, "The judge scores words, and there are none"),
        ({**ALONE, "steer": 0.5}, "Steering pushes pictures towards words, and there are none"),
    ],
)
def test_what_cannot_work_is_refused(sessions: Sessions, changes: dict[str, Any], problem: str) -> None:
    files = sorted((sessions.store.folder.parent / "pictures").glob("*.png"))
    choose(sessions.tasting, sessions.tasting.collect(files, encoder="colours"), "Eve", 9)
    for number in range(4):  # looked at, not chosen
        sessions.tasting.log.add(new_choice("Eve", "skip", ["file-sha256:" + f"{number}" * 64]))
    with pytest.raises(BadInputError, match=problem):
        begun(sessions, **changes)
    assert sessions.store.ids() == []


def test_nobody_has_chosen_yet(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="has not chosen any pictures yet: do that in the panel Taste"):
        begun(drawing_sessions(tmp_path), taste=ANN)
    assert not (tmp_path / "taste").exists()


def test_an_encoder_that_has_not_seen_the_pictures(sessions: Sessions, tmp_path: Path) -> None:
    """It is refused before a picture is made, and the session stays as it was."""
    other = drawing_sessions(tmp_path)
    session = begun(other, **ALONE, encoder="others")
    with pytest.raises(BadInputError, match="24 of 24 choices are not used: this encoder has not seen"):
        driven(other, session)
    choose(other.tasting, other.tasting.collect(coloured(tmp_path / "new", 12, 3), encoder="others"), ANN, 5)
    with pytest.raises(BadInputError) as refused:
        driven(other, session)
    assert str(refused.value) == (
        "Taste: the encoder others has seen the pictures of 5 choices of 'Ann', and a taste shows from 10 "
        "on: open these pictures in the panel Taste with this encoder, or use the one that has seen them: "
        "colours."
    )
    assert (other.store.read(session.id).steps, other.store.read(session.id).seen_by) == ((), {})
    goes_on_choosing(other, "red", answers=1, encoder="others")
    assert driven(other, session).seen_by["taste"]["answers"] == 30, "all pictures are known now"


def test_the_goal_stays_fixed(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, **ALONE, steps=1))
    for changes in ({"taste": "", "want": "blue"}, {"taste_weight": 0.5, "want": "blue"}):
        with pytest.raises(BadInputError, match="cannot be changed, because earlier steps were scored"):
            sessions.change(session.id, changes)
    new = begun(sessions, **ALONE)
    assert sessions.change(new.id, {"want": "blue", "taste_weight": 0.5}).settings.taste_weight == 0.5
    with pytest.raises(BadInputError, match="has not chosen any pictures yet"):
        sessions.change(new.id, {"taste": "Bob"})


# the words that a taste follows


def test_a_group_with_a_target_has_no_liked_word(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, taste=ANN, want="blue", policy="taste", steps=1))
    assert LIKED not in session.seen_by["taste"]["liked"]
    assert LIKED not in session.steps[1].prompt and "blue" in session.steps[1].prompt
    avoided = driven(sessions, begun(sessions, **{**ALONE, "avoid": LIKED}, policy="taste", steps=1))
    assert LIKED not in avoided.seen_by["taste"]["liked"]


def test_liked_words_take_the_place_of_held_ones(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, **ALONE, hold=0.5, steps=1))
    ranking = ranking_of(session, kept(session.steps))
    targets = Targets((), (), (Target("red", 0.5), Target("black", 0.5)))
    view = PolicyView(session.settings, targets, None, None, ranking, liked=(LIKED,))
    assert [target.word for target in with_liked(view).wanted] == [LIKED]
    assert [target.word for target in with_liked(view).held] == ["black"]
    proposal = TastePolicy().propose(view)
    assert LIKED in proposal.prompt and "red" not in proposal.prompt.split(", ")


def test_targets_may_be_missing_only_where_the_taste_decides() -> None:
    assert targets_in(LoopSettings(taste=ANN, taste_weight=1)) == Targets(())
    for settings in (LoopSettings(taste=ANN), LoopSettings(taste_weight=1)):
        with pytest.raises(BadInputError, match="There are no targets"):
            targets_in(settings)


def test_liked_words_are_one_of_each_group(sessions: Sessions) -> None:
    words = KeywordList.parse(KEYWORDS)
    keywords = SessionRanker(words, lambda progress: sessions.critic.encoder("colours", progress)).words()
    taste = sessions.tasting.learn(ANN, encoder="colours", words=words)
    liked = liked_words(taste, keywords, 30.0, Targets(()))
    assert liked[0] == LIKED and len(liked) <= 2
    assert liked == sorted(liked, key=keywords.keywords.index)


# what is shown


def test_a_raters_name_is_text_wherever_it_is_shown(sessions: Sessions) -> None:
    files = sorted((sessions.store.folder.parent / "pictures").glob("*.png"))
    choose(sessions.tasting, sessions.tasting.collect(files, encoder="colours"), EVIL, 12)
    session = driven(sessions, begun(sessions, **{**ALONE, "taste": EVIL}, steps=2, policy="taste"))
    page = session_report_html(session)
    assert EVIL not in page and "&lt;img src=x" in page
    assert "the taste of &lt;img" in page and "learned from 12 answers" in page
    assert "It follows <bdi>green" in page and "♥ taste, 100.0 % of the score" in page
    assert "♥" not in session_report_html(driven(sessions, begun(sessions, steps=1)))
    winner = session.steps[1].winner
    assert winner and f"taste {winner.score.taste}" in page


def test_the_score_is_shown_with_the_taste(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, **ALONE, steps=2))
    view = LoopView()
    winner = session.steps[1].winner
    assert winner and winner.score.taste
    assert f"taste {winner.score.taste.mean:+.2f} ± {winner.score.taste.sd:.2f}" in view.line(session, 1)
    assert "taste" in [str(column.header) for column in view.table(session).columns]
    assert "taste" in str(view.result(session)[0])
    record = session_record(session)
    assert record["taste"]["rater"] == ANN and record["taste"]["answers"] == 24
    assert brief_of(session)["taste"] == ANN
    plain = driven(sessions, begun(sessions, steps=1))
    assert "taste" not in session_record(plain) and "taste" not in brief_of(plain)
    assert "taste" not in view.line(plain, 1)
