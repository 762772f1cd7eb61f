"""The loop on a real host and a real encoder: the miniature, with two sampling steps a picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from clip_critic.cli.wiring import make_critic, make_sessions, make_settings
from clip_critic.errors import InterruptedByUser
from clip_critic.hosts.base import GeneratedPicture, Request
from clip_critic.hosts.diffusers.host import DiffusersHost
from clip_critic.progress import Progress
from clip_critic.sessions.feedback.loop import NO_MEMORY
from clip_critic.sessions.feedback.plan import steps_lacking, stop_of
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.sessions import Sessions
from clip_critic.sessions.feedback.settings import AUTOMATIC, LoopSettings
from clip_critic.sessions.feedback.steps import kept
from clip_critic.sessions.feedback.store import SessionStore
from clip_critic.storage.assets import bundled_lists_dir
from tests.drawing_host import driven, step_records

pytest.importorskip("diffusers")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning"),  # of diffusers
]


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sessions]:
    home = tmp_path_factory.mktemp("miniature")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLIP_CRITIC_HOME", str(home))
        yield make_sessions(make_critic(make_settings("miniature", "cpu")), sessions=home / "sessions")


def chosen(**changes: object) -> LoopSettings:
    words = (bundled_lists_dir() / "Shapes and styles.txt").read_text(encoding="utf-8")
    defaults = {"want": "star, blue", "keywords": words, "prompt": "a large circle, {words}", "seed": 3}
    few = {"steps": 3, "candidates": 2, "sampling_steps": 2, "target_score": 0}
    return LoopSettings.read({**defaults, **few, **changes})


def test_an_interrupted_session_is_the_same_when_it_goes_on(sessions: Sessions) -> None:
    undisturbed = driven(sessions, sessions.create(chosen(), "prompt").id)
    session = sessions.create(chosen(), "prompt")
    calls = 0

    def stop_in_the_second_step(done: int, total: int, what: str) -> None:
        nonlocal calls
        calls += what.startswith("step 2")
        if calls == 2:
            raise InterruptedByUser("Interrupted.")

    with pytest.raises(InterruptedByUser), sessions.open(session.id) as loop:
        for _ in loop.run(stop_in_the_second_step):
            pass
    assert [step.number for step in sessions.store.read(session.id).steps] == [1]
    again = Sessions(sessions.critic, sessions.host, SessionStore(sessions.store.folder))
    assert step_records(driven(again, session.id)) == step_records(undisturbed)


def test_pictures_carry_the_parameters_of_host_and_session(sessions: Sessions) -> None:
    session = driven(sessions, sessions.create(chosen(steps=1), "prompt").id)
    picture = session.picture("0001-02.png")
    assert picture.image.size == (64, 64)
    assert picture.infotext is not None
    for part in ("a large circle, star, blue", "Seed: 4", "CLIP Critic session: ", "CLIP Critic wanted: "):
        assert part in picture.infotext
    tokens = session.steps[0].tokens
    assert tokens is not None and tokens[0] > 0


def test_only_where_keeps_every_other_pixel(sessions: Sessions) -> None:
    start = driven(sessions, sessions.create(chosen(steps=1, sampling_steps=8), "prompt").id).picture(
        "0001-01.png"
    )
    settings = chosen(steps=2, only_where="circle", want="blue", hold=0)
    session = driven(sessions, sessions.create(settings, "picture", start).id)
    before = np.asarray(start.image)
    for step in session.steps[1:]:
        assert step.mask is not None
        outside = np.asarray(session.picture(step.mask.file).image)[..., 0] == 0
        assert 0 < outside.mean() < 1
        for candidate in step.candidates:
            after = np.asarray(session.picture(candidate.file).image)
            assert np.array_equal(after[outside], before[outside])
            assert not np.array_equal(after, before)


@pytest.mark.parametrize(("stop_when", "least"), [("one picture", max), ("whole batch", min)])
def test_a_session_goes_on_until_its_score_is_reached(sessions: Sessions, stop_when: str, least: Any) -> None:
    few = {"steps": 20, "sampling_steps": 8, "target_score": AUTOMATIC}
    session = driven(
        sessions, sessions.create(chosen(**few, want="star, red", stop_when=stop_when), "prompt").id
    )
    assert stop_of(session) == ("batch" if stop_when == "whole batch" else "target")
    *before, last = (least(candidate.score.value for candidate in step.candidates) for step in session.steps)
    assert last >= 0.9 > max(before)


def test_steering_changes_pictures_and_is_in_their_parameters(sessions: Sessions) -> None:
    plain = driven(sessions, sessions.create(chosen(steps=1, sampling_steps=6), "prompt").id)
    steered = driven(sessions, sessions.create(chosen(steps=1, sampling_steps=6, steer=1.0), "prompt").id)
    before, after = (session.steps[0].candidates for session in (plain, steered))
    assert [candidate.seed for candidate in before] == [candidate.seed for candidate in after]
    for old, new in zip(before, after, strict=True):
        pictures = plain.picture(old.file), steered.picture(new.file)
        assert not np.array_equal(np.asarray(pictures[0].image), np.asarray(pictures[1].image))
        assert "CLIP Critic steering: 1.0" in (pictures[1].infotext or "")
        assert "steering" not in (pictures[0].infotext or "")


def test_a_steered_session_is_the_same_when_it_goes_on(sessions: Sessions) -> None:
    settings = chosen(steps=2, sampling_steps=4, steer=0.5, steer_cutouts=1)
    undisturbed = driven(sessions, sessions.create(settings, "prompt").id)
    session = sessions.create(settings, "prompt")
    for steps in (1, 2):
        sessions.change(session.id, {"steps": steps})
        driven(Sessions(sessions.critic, sessions.host, SessionStore(sessions.store.folder)), session.id)
    assert step_records(sessions.store.read(session.id)) == step_records(undisturbed)


def test_too_much_steering_is_said_to_break_pictures(sessions: Sessions) -> None:
    session = driven(sessions, sessions.create(chosen(steps=1, steer=4.0, steer_decoder="full"), "prompt").id)
    assert any("use 2 or less" in note for note in session.steps[0].notes)


def out_of_memory(*_: object) -> None:
    torch.empty(2**60, dtype=torch.uint8)  # torch's own error


def test_memory_that_is_too_short_for_steering_costs_no_step(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions, host = watched(sessions)
    plain = driven(sessions, sessions.create(chosen(steps=1), "prompt").id)
    monkeypatch.setattr("clip_critic.sessions.feedback.ranker.guide_of", out_of_memory)
    tried = driven(sessions, sessions.create(chosen(steps=1, steer=4.0), "prompt").id)
    assert (host.steered, told(tried)) == ([False, False], [False])
    assert step_records(tried)[0]["digests"] == step_records(plain)[0]["digests"]
    assert [note for note in tried.steps[0].notes if "teering" in note] == [NO_MEMORY]


def test_other_faults_of_preparing_steering_end_the_step(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("another fault")

    monkeypatch.setattr("clip_critic.sessions.feedback.ranker.guide_of", fails)
    with pytest.raises(RuntimeError, match="another fault"):
        driven(sessions, sessions.create(chosen(steps=1, steer=0.5), "prompt").id)


class Watched(DiffusersHost):
    """The host, with the number of its pictures' batches that were steered."""

    def __init__(self) -> None:
        super().__init__(device="cpu")
        self.steered: list[bool] = []

    def txt2img(self, request: Request, progress: Progress) -> list[GeneratedPicture]:
        self.steered.append(request.guide is not None)
        return super().txt2img(request, progress)

    def img2img(self, request: Request, picture: Image.Image, progress: Progress) -> list[GeneratedPicture]:
        self.steered.append(request.guide is not None)
        return super().img2img(request, picture, progress)


def watched(sessions: Sessions) -> tuple[Sessions, Watched]:
    host = Watched()
    return Sessions(sessions.critic, lambda: host, sessions.store), host


def told(session: Session) -> list[bool]:
    """Whether the pictures of each step say that they were steered."""
    files = [step.candidates[0].file for step in session.steps if step.number]
    return ["CLIP Critic steering: " in (session.picture(file).infotext or "") for file in files]


@pytest.fixture(scope="module")
def complete(sessions: Sessions) -> Session:
    """A session whose kept picture has all that is wanted."""
    settings = chosen(want="star, red", steps=20, sampling_steps=8, target_score=AUTOMATIC)
    return driven(sessions, sessions.create(settings, "prompt").id)


def test_only_steps_that_lack_something_are_steered(sessions: Sessions) -> None:
    sessions, host = watched(sessions)
    settings = chosen(want="star, red", steps=5, sampling_steps=8, steer=0.5)
    session = driven(sessions, sessions.create(settings, "prompt").id)
    lacking = [
        steps_lacking(replace(session, steps=session.steps[:made])) is not None
        for made in range(len(session.steps))
    ]
    assert lacking[0] and not lacking[-1]
    assert host.steered == lacking == told(session)


def test_a_step_that_is_not_steered_is_as_without_steering(sessions: Sessions, complete: Session) -> None:
    place = kept(complete.steps)
    assert place is not None
    steered, made = dict[str, list[bool]](), dict[str, Session]()
    ways: dict[str, dict[str, Any]] = {
        "off": {},
        "missing": {"steer": 4},
        "always": {"steer": 4, "steer_when": "always"},
    }
    for name, changes in ways.items():
        here, host = watched(sessions)
        settings = chosen(want="star, red", steps=1, hold=0, **changes)
        made[name] = driven(here, here.continue_from(complete.id, place.step.number, settings).id)
        steered[name] = host.steered
        assert told(made[name]) == host.steered
    assert steered == {"off": [False], "missing": [False], "always": [True]}
    assert step_records(made["missing"]) == step_records(made["off"])
    assert step_records(made["always"])[1]["digests"] != step_records(made["off"])[1]["digests"]
    assert any("use 2 or less" in note for note in made["always"].steps[1].notes)
