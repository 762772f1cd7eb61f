"""One encoder is kept, loaded late, and let go of."""

from __future__ import annotations

import threading
import time
import weakref
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.encoders.slot import EncoderSlot
from clip_critic.errors import EncoderError


class Small:
    """An encoder of a user's own: it needs no torch."""

    dimension, logit_scale, logit_bias, context_length = 2, 10.0, 0.0, 8

    def __init__(self, identity: str) -> None:
        self.identity, self.offloaded = identity, 0

    def encode_images(self, pictures: list[Image.Image]) -> Vectors:
        return np.tile(np.array([1, 0], dtype=np.float32), (len(pictures), 1))

    def encode_texts(self, texts: list[str]) -> Vectors:
        return np.tile(np.array([0, 1], dtype=np.float32), (len(texts), 1))

    def count_cut_tokens(self, texts: list[str]) -> list[int]:
        return [0] * len(texts)

    def offload(self) -> None:
        self.offloaded += 1


def as_encoder(small: Any) -> Encoder:
    """Return an encoder that is one by its methods alone."""
    encoder: Encoder = small
    return encoder


def test_it_loads_late_and_once() -> None:
    loaded: list[str] = []

    def load(spec: str) -> Encoder:
        loaded.append(spec)
        return as_encoder(Small(spec))

    slot = EncoderSlot(load)
    assert (loaded, slot.spec) == ([], None)
    first = slot.get("a")
    assert slot.get("a") is first
    assert slot.spec == "a"
    assert slot.get("b").identity == "b"
    assert loaded == ["a", "b"]
    slot.unload()
    assert slot.spec is None
    assert slot.get("b").identity == "b"
    assert loaded == ["a", "b", "b"]


def test_what_is_unloaded_is_let_go_of_before_the_next_is_loaded() -> None:
    kept: list[weakref.ref[Small]] = []
    alive: list[int] = []

    def load(spec: str) -> Encoder:
        alive.append(sum(reference() is not None for reference in kept))
        encoder = Small(spec)
        kept.append(weakref.ref(encoder))
        return as_encoder(encoder)

    slot = EncoderSlot(load)
    for spec in "abc":
        slot.get(spec)
    assert alive == [0, 0, 0]
    slot.unload()
    slot.unload()
    assert kept[-1]() is None


def test_a_failure_leaves_the_slot_empty() -> None:
    def load(spec: str) -> Encoder:
        if spec == "broken":
            raise EncoderError("it is broken")
        return as_encoder(Small(spec))

    slot = EncoderSlot(load)
    slot.get("fine")
    with pytest.raises(EncoderError, match="it is broken"):
        slot.get("broken")
    assert slot.spec is None
    assert slot.get("fine").identity == "fine"


def test_a_wrong_name_leaves_the_encoder_in_place() -> None:
    def check(spec: str) -> None:
        if spec == "nothing":
            raise EncoderError("there is nothing")

    loaded: list[str] = []

    def load(spec: str) -> Encoder:
        check(spec)
        loaded.append(spec)
        return as_encoder(Small(spec))

    slot = EncoderSlot(load, check)
    with pytest.raises(EncoderError, match="there is nothing"):
        slot.get("nothing")
    first = slot.get("fine")
    for _ in range(3):
        with pytest.raises(EncoderError, match="there is nothing"):
            slot.get("nothing")
    assert slot.get("fine") is first
    assert (slot.spec, loaded) == ("fine", ["fine"])


def test_to_cpu_parks_what_can_be_parked(tiny_encoder: Encoder) -> None:
    slot: EncoderSlot[str] = EncoderSlot(lambda spec: as_encoder(Small(spec)))
    slot.to_cpu()
    encoder = slot.get("a")
    slot.to_cpu()
    assert isinstance(encoder, Small)
    assert encoder.offloaded == 1
    real = EncoderSlot(lambda spec: tiny_encoder)
    before = real.get("tiny").encode_texts(["cat"])
    real.to_cpu()
    assert np.array_equal(real.get("tiny").encode_texts(["cat"]), before)


def test_threads_share_one_loading() -> None:
    loaded: list[str] = []

    def load(spec: str) -> Encoder:
        time.sleep(0.05)
        loaded.append(spec)
        return as_encoder(Small(spec))

    slot, seen = EncoderSlot(load), []
    threads = [threading.Thread(target=lambda: seen.append(slot.get("a"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert loaded == ["a"]
    assert len(set(map(id, seen))) == 1
