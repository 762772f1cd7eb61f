"""The loop itself, on a host that paints and an encoder that sees colours."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clip_critic.critic import Wanted
from clip_critic.encoders.base import Encoder
from clip_critic.errors import BadInputError, SessionError
from clip_critic.keywords.lists import KeywordList
from clip_critic.pictures.infotext import parse_infotext
from clip_critic.pictures.opening import Picture
from clip_critic.progress import Progress
from clip_critic.ranking.ranking import rank
from clip_critic.sessions.feedback.memory import recall
from clip_critic.sessions.feedback.objective import score, together
from clip_critic.sessions.feedback.plan import next_proposal, ranking_of, stop_of, targets_of
from clip_critic.sessions.feedback.policies.base import PolicyView, PromptEdit, Proposal
from clip_critic.sessions.feedback.policies.registry import POLICIES
from clip_critic.sessions.feedback.ranker import SessionRanker
from clip_critic.sessions.feedback.session import StartKind
from clip_critic.sessions.feedback.sessions import Sessions
from clip_critic.sessions.feedback.settings import MAX_SEED
from clip_critic.sessions.feedback.steps import Place, kept
from tests.drawing_host import (
    KEYWORDS,
    SIDE,
    ColourEncoder,
    DrawingCritic,
    DrawingHost,
    begun,
    chosen,
    drawing_sessions,
    driven,
    start_picture,
    step_records,
)


@pytest.fixture
def host() -> DrawingHost:
    return DrawingHost()


@pytest.fixture
def sessions(tmp_path: Path, host: DrawingHost) -> Sessions:
    return drawing_sessions(tmp_path, host)


@pytest.mark.parametrize("policy", ["target", "interrogate"])
def test_the_loop_reaches_its_target(sessions: Sessions, policy: str) -> None:
    session = driven(sessions, begun(sessions, policy=policy, avoid="red").id)
    place = kept(session.steps)
    assert place is not None
    red, _, blue = np.asarray(session.picture(place.candidate.file).image).reshape(-1, 3).mean(0)
    assert blue > red + 50
    scores = [step.winner.score.value for step in session.steps if step.winner and step.kept]
    assert scores == sorted(scores)
    assert scores[0] < 0.1 < 0.9 < scores[-1]


def test_each_encoder_is_loaded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loads, reports, load = list[str](), list[str](), DrawingCritic._load

    def counted(critic: DrawingCritic, wanted: Wanted) -> Encoder:
        loads.append(wanted.spec)
        return load(critic, wanted)

    monkeypatch.setattr(DrawingCritic, "_load", counted)
    sessions = drawing_sessions(tmp_path)
    session = begun(sessions, judge="other", steps=5)
    with sessions.open(session.id) as loop:
        for _ in loop.run(lambda done, total, what: reports.append(what)):
            pass
    assert loads == ["colours", "other"]
    assert [report for report in reports if "loading" in report] == ["start picture: loading the encoder"] * 2
    assert "step 3 of 5: looking at pictures" in reports


def test_step_0_is_the_start_picture_and_no_more_is_made_of_it(sessions: Sessions, host: DrawingHost) -> None:
    session = begun(sessions)
    with sessions.open(session.id) as loop:
        loop.begin()
        loop.begin()
        (step,) = loop.session.steps
    assert (step.number, step.kept, step.prompt, step.candidates[0].file) == (0, True, "", "start.png")
    assert host.requests == []


def test_each_step_is_what_it_says(sessions: Sessions, host: DrawingHost) -> None:
    session = driven(sessions, begun(sessions, avoid="red", steps=3).id)
    words = KeywordList.parse(KEYWORDS)
    for step in session.steps[1:]:
        assert [candidate.file for candidate in step.candidates] == [
            f"{step.number:04d}-0{n}.png" for n in (1, 2)
        ]
        assert [candidate.seed for candidate in step.candidates] == [
            7 + 2 * (step.number - 1),
            8 + 2 * (step.number - 1),
        ]
        assert step.best == int(np.argmax([candidate.score.value for candidate in step.candidates]))
        request = host.requests[step.number - 1]
        assert (request.prompt, request.negative_prompt) == (step.prompt, step.negative_prompt)
        assert request.count == 2
        assert step.tokens == (len(step.prompt.split()), 75)
        for candidate in step.candidates:
            seen = rank(session.picture(candidate.file), words, ColourEncoder("colours"))
            assert seen.similarities.tobytes() == candidate.similarities.tobytes()
            assert score(seen, targets_of(session), session.settings.objective) == candidate.score
            recalled = ranking_of(session, Place(step, candidate))
            assert recalled is not None
            assert recalled.logits.tobytes() == seen.logits.tobytes()


def test_the_policy_sees_the_kept_picture(sessions: Sessions) -> None:
    session = begun(sessions, steps=5)
    with sessions.open(session.id) as loop:
        for _ in range(3):
            proposal = loop.propose() if loop.session.steps else None
            place = kept(loop.session.steps)
            step = loop.step()
            if proposal is not None and place is not None:
                assert (step.prompt, step.why) == (proposal.prompt, proposal.why)


class Recording:
    """Asks for nothing, and keeps what it was shown."""

    def __init__(self) -> None:
        self.views: list[PolicyView] = []

    def propose(self, view: PolicyView) -> Proposal:
        self.views.append(view)
        return Proposal("yellow", "", ("because",))


@pytest.fixture
def recording() -> Iterator[Recording]:
    policy = POLICIES["recording"] = Recording()
    yield policy
    del POLICIES["recording"]


def test_a_policy_of_ones_own_drives_a_session(
    sessions: Sessions, host: DrawingHost, recording: Recording
) -> None:
    session = driven(sessions, begun(sessions, policy="recording", steps=2).id)
    assert [request.prompt for request in host.requests] == ["yellow", "yellow"]
    assert session.steps[1].why == ("because",)
    first, second = recording.views
    assert (first.prompt, first.negative_prompt) == (None, None)
    assert (second.prompt, second.negative_prompt) == ("yellow", "")
    assert first.ranking is not None
    del POLICIES["recording"]
    try:
        assert sessions.store.read(session.id).settings.policy == "recording"
        with pytest.raises(BadInputError, match="no policy 'recording'"), sessions.open(session.id):
            pass
    finally:
        POLICIES["recording"] = recording


# what is kept


def test_keep_best_keeps_what_is_better_alone(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, steps=8).id)
    best = -math.inf
    for step in session.steps:
        assert step.winner is not None
        assert step.kept == (step.winner.score.value > best)
        best = max(best, step.winner.score.value)
    assert not all(step.kept for step in session.steps)


def test_keep_latest_keeps_every_step(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, steps=6, keep="latest").id)
    assert all(step.kept for step in session.steps)


def test_a_sketch_is_always_left(sessions: Sessions, host: DrawingHost) -> None:
    session = sessions.create(chosen(want="red", steps=2, strength=0.3, hold=1), "sketch", start_picture())
    session = driven(sessions, session.id)
    assert session.steps[1].kept  # though red is best in the sketch itself
    assert [request.strength for request in host.requests] == [0.75, 0.3]
    assert session.seen_by["held"] == []


def test_a_session_may_start_from_a_prompt_alone(sessions: Sessions, host: DrawingHost) -> None:
    session = driven(sessions, sessions.create(chosen(steps=2, hold=1), "prompt").id)
    assert [step.number for step in session.steps] == [1, 2]
    assert session.steps[0].kept
    assert session.seen_by["held"] == []
    assert (host.requests[0].width, host.requests[0].height) == (SIDE, SIDE)


@pytest.mark.parametrize("start", ["picture", "prompt"])
def test_a_target_that_the_encoder_never_learned_is_named_once(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch, start: StartKind
) -> None:
    def find(encoder: ColourEncoder, texts: Sequence[str]) -> list[str]:
        return [text for text in texts if text not in ("red", "blue")]

    monkeypatch.setattr(ColourEncoder, "unknown_words", find, raising=False)
    settings = chosen(want="Blue, zebra", avoid="parasol", steps=2)
    picture = start_picture() if start == "picture" else None
    session = driven(sessions, sessions.create(settings, start, picture).id)
    note = "This encoder has never learned these words, so their scores mean nothing: zebra, parasol"
    assert [note in step.notes for step in session.steps] == [True] + [False] * (len(session.steps) - 1)


def test_the_rest_is_held(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, hold=0.5, steps=1).id)
    (held,) = session.seen_by["held"]
    assert held[1] == 0.5
    assert held[0] in ("black", "white")
    assert [part.role for part in session.steps[0].candidates[0].score.parts] == ["wanted", "held"]


# when it stops


def test_it_stops_after_its_steps(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, steps=2).id)
    assert session.steps[-1].number == 2
    assert stop_of(session) == "steps"
    assert step_records(driven(sessions, session.id)) == step_records(session)  # and stays so


def test_it_stops_at_the_score_asked_for(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, steps=50, target_score=0.5).id)
    assert stop_of(session) == "target"
    *before, last = (step.winner.score.value for step in session.steps if step.winner)
    assert last >= 0.5 > max(before)


def test_it_stops_when_patience_ends(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, steps=200, patience=3).id)
    assert stop_of(session) == "patience"
    assert not any(step.kept for step in session.steps[-3:])
    assert session.steps[-4].kept


def test_it_stops_after_each_step_by_hand(sessions: Sessions) -> None:
    session = begun(sessions, policy="by hand", steps=3)
    for number in (1, 2, 3):
        assert driven(sessions, session.id).steps[-1].number == number
    assert driven(sessions, session.id).steps[-1].number == 3


# by hand


def test_an_edit_takes_the_place_of_the_proposal(sessions: Sessions, host: DrawingHost) -> None:
    session = begun(sessions, policy="by hand", negative_prompt="yellow")
    with sessions.open(session.id) as loop:
        step = loop.step(edit=PromptEdit("(green:1.2), blue", ""))
        assert (step.prompt, step.negative_prompt, step.edited) == ("(green:1.2), blue", "", True)
        proposal = loop.propose()
        assert proposal.prompt.startswith("(green:1.2), (blue:")
        assert proposal.negative_prompt == ""  # what was emptied stays empty
        again = loop.step(edit=PromptEdit(proposal.prompt, proposal.negative_prompt))
        assert not again.edited
        assert again.why == proposal.why
        half = loop.step(edit=PromptEdit(negative_prompt="red\ud800"))
        assert half.edited
        assert half.negative_prompt == "red?"


def test_the_next_proposal_follows_from_the_session_alone(sessions: Sessions) -> None:
    session = begun(sessions, policy="by hand")
    with sessions.open(session.id) as loop:
        loop.step()
        proposal = loop.propose()
    assert next_proposal(sessions.store.read(session.id)) == proposal


# seeds, strengths, metadata


def test_fixed_seeds_stay(sessions: Sessions, host: DrawingHost) -> None:
    driven(sessions, begun(sessions, steps=3, seed_rule="fixed").id)
    assert [request.seed for request in host.requests] == [7, 7, 7]


def test_seeds_stay_in_their_range(sessions: Sessions, host: DrawingHost) -> None:
    session = driven(sessions, begun(sessions, steps=3, seed=MAX_SEED, candidates=3).id)
    seeds = [candidate.seed for step in session.steps[1:] for candidate in step.candidates]
    assert max(seeds) <= MAX_SEED
    assert len(set(seeds)) == 9


def test_strengths_follow_the_schedule(sessions: Sessions, host: DrawingHost) -> None:
    session = driven(sessions, begun(sessions, steps=3, schedule="table", strengths="0.9, 0.5").id)
    assert [request.strength for request in host.requests] == [0.9, 0.5, 0.5]
    assert [step.strength for step in session.steps] == [0, 0.9, 0.5, 0.5]


def test_adaptive_strengths_rise_while_a_word_is_missing(sessions: Sessions, host: DrawingHost) -> None:
    driven(sessions, begun(sessions, want="cat", steps=4, schedule="adaptive", objective="joint", hold=0).id)
    assert [request.strength for request in host.requests] == pytest.approx([0.6, 0.7, 0.8, 0.9])


def test_adaptive_strengths_are_gentle_once_all_is_there(sessions: Sessions, host: DrawingHost) -> None:
    session = driven(sessions, begun(sessions, steps=6, schedule="adaptive", objective="joint", hold=0).id)
    strengths = [request.strength for request in host.requests]
    there = [
        step.number for step in session.steps if step.kept and step.winner and step.winner.score.value > 0.5
    ]
    assert there
    assert strengths[there[0] :] == [0.3] * (6 - there[0])
    assert all(0.6 <= strength <= 0.9 for strength in strengths[: there[0]])


def test_pictures_tell_of_their_session(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, avoid="red", steps=1, keep="latest").id)
    infotext = session.picture("0001-01.png").infotext
    assert infotext is not None
    told_ = parse_infotext(infotext).settings
    assert told_["CLIP Critic session"].strip("'") == session.id
    assert told_["CLIP Critic step"].strip("'") == "1"
    assert told_["CLIP Critic policy"].strip("'") == "target"
    assert told_["CLIP Critic wanted"].strip("'") == "blue"
    assert told_["CLIP Critic unwanted"].strip("'") == "red"
    assert told_["CLIP Critic keep"].strip("'") == "latest"
    assert "CLIP Critic objective" not in told_  # as by default


def test_sizes_follow_the_settings(sessions: Sessions, host: DrawingHost) -> None:
    session = driven(sessions, begun(sessions, steps=2, width=128, height=72).id)
    assert session.picture("0002-01.png").image.size == (128, 72)


def test_progress_rises_from_0_to_1(sessions: Sessions) -> None:
    heard: list[tuple[int, int, str]] = []
    with sessions.open(begun(sessions, steps=3).id) as loop:
        for _ in loop.run(lambda *call: heard.append(call)):
            pass
    making = [done / total for done, total, what in heard if what.startswith("step")]
    assert making == sorted(making)
    assert 0 <= making[0] < 0.01
    assert 0.9 < making[-1] <= 1
    assert any(what.startswith("step 2 of 3: ") for _, _, what in heard)


# the judge


def test_the_judge_scores_and_changes_nothing(sessions: Sessions) -> None:
    alone = driven(sessions, begun(sessions, avoid="cat", steps=5).id)
    judged = driven(sessions, begun(sessions, avoid="cat", steps=5, judge="other colours").id)
    assert all(step.judge is not None for step in judged.steps)
    assert [step.judge for step in judged.steps] != [
        step.winner.score for step in judged.steps if step.winner
    ]
    records = step_records(judged)
    for record in records:
        del record["judge"]
    assert records == step_records(alone)


def test_the_judge_judges_by_the_same_parts(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, avoid="cat", hold=0.5, steps=1, judge="other colours").id)
    for step in session.steps:
        assert step.judge is not None
        assert step.winner is not None
        assert [(part.word, part.role, part.weight) for part in step.judge.parts] == [
            (part.word, part.role, part.weight) for part in step.winner.score.parts
        ]


def test_a_judge_that_decides_looks_at_every_picture_once(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks, see = list[int](), SessionRanker.see_with_vectors

    def counted(ranker: SessionRanker, pictures: Sequence[Picture], progress: Progress) -> Any:
        looks.append(len(pictures))
        return see(ranker, pictures, progress)

    monkeypatch.setattr(SessionRanker, "see_with_vectors", counted)
    changes = {"avoid": "cat", "steps": 2, "target_score": 0, "judge": "other colours", "judge_decides": True}
    driven(sessions, begun(sessions, **changes).id)
    assert looks == [1, 1, 2, 2, 2, 2]


@pytest.mark.parametrize("objective", ["joint", "share", "similarity"])
def test_a_judge_that_decides_makes_the_score_that_of_both(sessions: Sessions, objective: str) -> None:
    changes = {"avoid": "cat", "steps": 3, "target_score": 0, "objective": objective}
    session = driven(sessions, begun(sessions, **changes, judge="other colours", judge_decides=True).id)
    for step in session.steps:
        assert step.judge is not None and step.winner is not None
        scores = [candidate.score.value for candidate in step.candidates]
        assert step.best == scores.index(max(scores))
        ranking = recall(session.seen_by, "", step.winner.similarities)
        own = score(ranking, targets_of(session), objective)
        assert step.winner.score == together(own, step.judge, objective)


def test_a_session_whose_judge_decides_goes_on_as_if_nothing_had_happened(sessions: Sessions) -> None:
    changes = {"avoid": "cat", "target_score": 0, "judge": "other colours", "judge_decides": True}
    whole = driven(sessions, begun(sessions, steps=4, **changes).id)
    part = driven(sessions, begun(sessions, steps=2, **changes).id)
    sessions.change(part.id, {"steps": 4})
    assert step_records(driven(sessions, part.id)) == step_records(whole)
    assert whole.seen_by["judge"] and "judge" not in driven(sessions, begun(sessions, steps=1).id).seen_by


def test_another_judge_does_not_go_on_with_the_scores_of_the_first(sessions: Sessions) -> None:
    session = begun(sessions, steps=2, target_score=0, judge="other colours", judge_decides=True)
    with sessions.open(session.id) as loop:
        loop.begin()
    with sessions.store.open_for_writing(session.id) as writer:
        writer.change(seen_by={**writer.session.seen_by, "judge": "an older one"})
    with pytest.raises(SessionError, match="started with the judge an older one, but the judge is now"):
        driven(sessions, session.id)


def test_what_the_host_left_out_is_told(sessions: Sessions, host: DrawingHost) -> None:
    host.notes = ("<lora:x:1> was left out.",)
    first, second = driven(sessions, begun(sessions, steps=1).id).steps
    assert (first.notes, second.notes) == ((), host.notes)
