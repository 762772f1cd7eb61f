"""A session's targets as the goal of the guide in the sampler."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from clip_critic.errors import BadInputError, EncoderError
from clip_critic.keywords.lists import KeywordList
from clip_critic.keywords.targets import Target, Targets
from clip_critic.ranking.ranking import encode_keywords
from clip_critic.sessions.feedback.objective import SMALLEST_SHARE, score
from clip_critic.sessions.feedback.settings import LoopSettings, settings_record
from clip_critic.sessions.feedback.steering import STRONG, goal_of, guide_of, strength_notes
from tests.drawing_host import KEYWORDS, ColourEncoder, drawing_sessions

TARGETS = (
    Targets((Target("red"),)),
    Targets((Target("red", 2), Target("black")), (Target("green", 0.5),), (Target("white", 0.3),)),
    Targets((Target("red"), Target("blue"), Target("yellow"), Target("green"))),
    Targets((), (Target("white"),)),
)


@pytest.mark.parametrize("targets", TARGETS)
def test_the_goal_is_the_objective_joint(targets: Targets) -> None:
    encoder = ColourEncoder()
    keywords = encode_keywords(KeywordList.parse(KEYWORDS), encoder)
    random = np.random.default_rng(2).normal(size=(20, encoder.dimension)).astype(np.float32)
    vectors = random / np.linalg.norm(random, axis=1, keepdims=True)
    found = goal_of(keywords, encoder, targets).log_joint(torch.from_numpy(vectors)).exp()
    wanted = [score(keywords.rank(vector, encoder, ""), targets, "joint") for vector in vectors]
    # The score has a smallest share, which has no gradient.
    plain = [
        all(abs((part.role == "unwanted") - part.value) > SMALLEST_SHARE for part in computed.parts)
        for computed in wanted
    ]
    assert any(plain)
    for log, computed in zip(found[plain], np.asarray(wanted, dtype=object)[plain], strict=True):
        assert float(log) == pytest.approx(computed.value, rel=1e-3)


def test_an_encoder_without_gradients_is_refused(tmp_path: Path) -> None:
    encoder = ColourEncoder()
    keywords = encode_keywords(KeywordList.parse(KEYWORDS), encoder)
    with pytest.raises(EncoderError, match="has no gradients"):
        guide_of(LoopSettings(steer=0.5), keywords, encoder, TARGETS[0], tmp_path)


def test_a_host_that_cannot_steer_is_told_at_once(tmp_path: Path) -> None:
    sessions = drawing_sessions(tmp_path)
    settings = LoopSettings(want="red", keywords=KEYWORDS, encoder="colours")
    with pytest.raises(BadInputError, match="cannot be steered"):
        sessions.create(settings.changed({"steer": 0.5}), "prompt")
    assert sessions.create(settings, "prompt").settings.steer == 0


def test_strengths_that_break_pictures_are_named() -> None:
    assert strength_notes(LoopSettings(steer=STRONG)) == ()
    assert len(strength_notes(LoopSettings(steer=STRONG + 0.1))) == 1


def test_sessions_that_are_not_steered_are_stored_as_before() -> None:
    assert not any(name.startswith("steer") for name in settings_record(LoopSettings()))
    assert settings_record(LoopSettings(steer=0.5))["steer"] == 0.5
    assert "steer_when" not in settings_record(LoopSettings(steer=0.5))
    assert settings_record(LoopSettings(steer=0.5, steer_when="always"))["steer_when"] == "always"
