"""Concepts are trained with the miniature's UNet, from the vectors that they have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

pytest.importorskip("diffusers", reason="it is the library under test")

from clip_critic.concepts.settings import TrainSettings
from clip_critic.encoders import load_encoder
from clip_critic.encoders.token_vectors import word_vectors
from clip_critic.errors import BadInputError, HostError, InterruptedByUser
from clip_critic.hosts.base import Trains
from clip_critic.hosts.diffusers.host import DiffusersHost
from clip_critic.hosts.diffusers.reader import Reader
from clip_critic.hosts.diffusers.training import Trainer
from clip_critic.progress import silent
from clip_critic.weights.embeddings import ONE_TOWER, Embedding
from tests.hosts.models import tiny_xl
from tools.miniature.scenes import draw, sample_scene, shrink

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")  # of diffusers

QUICK = TrainSettings(steps=40, rate=0.02, batch=8)


def scenes(count: int, **fixed: Any) -> list[Image.Image]:
    rng = np.random.default_rng(7)
    found = [sample_scene(rng, count=1, size="large", style="plain", **fixed) for _ in range(count)]
    return [Image.fromarray(shrink(draw(scene))) for scene in found]


@pytest.fixture(scope="module")
def host() -> DiffusersHost:
    return DiffusersHost(device="cpu")


@pytest.fixture(scope="module")
def circle() -> Embedding:
    """A concept that is the word "circle"."""
    encoder = load_encoder("miniature", device="cpu")
    return Embedding("zqthing", {ONE_TOWER: np.array(word_vectors(encoder, "circle"))})


def test_what_it_learns_is_in_the_pictures(host: DiffusersHost, circle: Embedding) -> None:
    stars = scenes(5, colour="blue", shape="star")
    seen: list[tuple[int, int]] = []
    found = host.train(circle, stars, QUICK, lambda done, total, doing: seen.append((done, total)))
    assert isinstance(host, Trains)
    assert found.after < 0.95 * found.before
    assert seen[0] == (0, 40) and seen[-1] == (40, 40)
    trained = found.vectors[ONE_TOWER]
    assert trained.shape == circle.parts[ONE_TOWER].shape and trained.dtype == np.float32
    again = host.train(circle, stars, QUICK, silent)
    assert np.array_equal(again.vectors[ONE_TOWER], trained), "the same seed gives the same vectors"
    assert again.before == found.before


def test_nothing_but_the_vectors_changes(host: DiffusersHost, circle: Embedding) -> None:
    kept = circle.parts[ONE_TOWER].copy()
    painter = host._ready(host._default, None)
    weights = {name: value.clone() for name, value in painter._from_text.unet.state_dict().items()}
    host.train(circle, scenes(3, colour="red", shape="heart"), TrainSettings(steps=2), silent)
    assert np.array_equal(circle.parts[ONE_TOWER], kept)
    assert all(
        bool((value == weights[name]).all()) for name, value in painter._from_text.unet.state_dict().items()
    )
    assert all(parameter.grad is None for parameter in painter._from_text.unet.parameters())


def test_an_interruption_ends_it(host: DiffusersHost, circle: Embedding) -> None:
    def stop(done: int, total: int, what: str) -> None:
        if done == 3:
            raise InterruptedByUser

    with pytest.raises(InterruptedByUser):
        host.train(circle, scenes(3), QUICK, stop)


def test_what_cannot_be_trained_is_refused(host: DiffusersHost, circle: Embedding) -> None:
    with pytest.raises(BadInputError, match="no pictures"):
        host.train(circle, [], QUICK, silent)
    with pytest.raises(BadInputError, match="no checkpoint"):
        host.train(circle, scenes(1), QUICK, silent, "another")
    wide = Embedding("wide", {ONE_TOWER: np.ones((1, 768), np.float32)})
    with pytest.raises(BadInputError, match="SD 1"):
        host.train(wide, scenes(1), QUICK, silent)
    with pytest.raises(HostError, match="lower the rate"):
        wild = Embedding("wild", {ONE_TOWER: np.full((1, 128), 1e38, np.float32)})
        host.train(wild, scenes(1), QUICK, silent)


def test_the_two_towers_of_xl_are_trained(tmp_path: Path) -> None:
    pipeline = tiny_xl(tmp_path)
    reader = Reader(pipeline)
    widths = {name: tower.width for name, tower in reader._towers.items()}
    concept = Embedding("zq", {name: np.full((2, width), 0.1, np.float32) for name, width in widths.items()})
    latents = torch.zeros(2, pipeline.unet.config.in_channels, 8, 8)
    trainer = Trainer(pipeline, reader, latents, 64)
    found = trainer.train("zq", dict(concept.parts), TrainSettings(steps=3, rate=0.05), silent)
    assert all((found.vectors[name] != concept.parts[name]).any() for name in widths)
