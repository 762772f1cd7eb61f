"""Dreams of the miniature: frames, starts, aims, words that change, waking up, and what goes wrong."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from clip_critic.errors import (
    BadInputError,
    EncoderError,
    HostError,
    InterruptedByUser,
    NoSessionError,
    SessionError,
    StorageError,
)
from clip_critic.pictures.infotext import parse_infotext
from clip_critic.pictures.opening import open_picture
from clip_critic.sessions.dreams import dreaming, registry
from clip_critic.sessions.dreams.dreams import Dreams
from clip_critic.sessions.dreams.generators import FourierGenerator
from clip_critic.sessions.dreams.making import LOST, SLOWER, parts_of, side_by_side
from clip_critic.sessions.dreams.presets import PRESETS, preset
from clip_critic.sessions.dreams.records import brief_of, dream_record, text_of
from clip_critic.sessions.dreams.registry import add_generator
from clip_critic.sessions.dreams.settings import DreamSettings
from clip_critic.sessions.dreams.store import DreamStore
from clip_critic.sessions.dreams.work import DONE, DreamWork
from tests.critics import Desk
from tests.drawing_host import DrawingCritic, DrawingHost
from tests.sessions.dreams.dreamt import asked, contents, dreams_of, dreamt, run

pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::FutureWarning"
)  # diffusers' own


@pytest.fixture
def dreams(tmp_path: Path) -> Dreams:
    return dreams_of(tmp_path)


def picture(colour: str, size: tuple[int, int] = (64, 64)) -> Any:
    image = Image.new("RGB", size, colour)
    image.paste("white", (8, 8, size[0] // 2, size[1] // 2))
    return open_picture(image)


# Frames


def test_frames_are_kept_one_after_the_other(dreams: Dreams) -> None:
    dream = dreamt(dreams, frames=8)
    assert [frame.number for frame in dream.frames] == list(range(9))
    assert [frame.climbed for frame in dream.frames] == [2 * number for number in range(9)]
    similarities = [frame.similarity or 0 for frame in dream.frames]
    assert similarities[-1] > similarities[0] + 0.02
    shown = dream.picture(dream.frames[-1])
    assert shown.image.size == (64, 64)
    entries = parse_infotext(shown.infotext or "").settings
    assert entries["CLIP Critic session"] == dream.id and entries["CLIP Critic frame"] == "8"
    assert dream.left == 0 and DreamWork(dreams).stopped(dream) == DONE
    assert {path.name for path in (dream.folder / "states").iterdir()} == {
        "0008.safetensors",
        "0009.safetensors",
    }


def test_the_same_seed_dreams_the_same(dreams: Dreams) -> None:
    first, again, other = dreamt(dreams), dreamt(dreams), dreamt(dreams, seed=8)
    pixels = [
        [np.asarray(dream.picture(frame).image) for frame in dream.frames] for dream in (first, again, other)
    ]
    assert all(np.array_equal(one, two) for one, two in zip(pixels[0], pixels[1], strict=True))
    assert not np.array_equal(pixels[0][-1], pixels[2][-1])


def test_a_random_seed_is_kept(dreams: Dreams) -> None:
    assert dreams.create(asked(seed=-1)).settings.seed >= 0


def test_an_interrupted_dream_goes_on_as_if_nothing_had_happened(dreams: Dreams) -> None:
    reference = dreamt(dreams)
    stopped = dreams.create(asked())
    calls: list[int] = []

    def stop(done: int, total: int, what: str) -> None:
        calls.append(done)
        if what.startswith("frame 2") and len(calls) > 3:
            raise InterruptedByUser("Interrupted.")

    with pytest.raises(InterruptedByUser):
        run(dreams, stopped.id, stop)
    assert 0 < len(dreams.store.read(stopped.id).frames) < 4
    whole = run(dreams, stopped.id)
    for one, two in zip(reference.frames, whole.frames, strict=True):
        assert np.array_equal(np.asarray(reference.picture(one).image), np.asarray(whole.picture(two).image))


def test_an_interruption_of_the_host_is_heard_between_two_frames(tmp_path: Path) -> None:
    host = DrawingHost()
    dreams = dreams_of(tmp_path, host)
    dream = dreams.create(asked())

    def press(done: int, total: int, what: str) -> None:
        host.stop = what.startswith("frame 2")

    with pytest.raises(InterruptedByUser):
        run(dreams, dream.id, press)
    assert len(dreams.store.read(dream.id).frames) == 3
    host.stop = False
    assert len(run(dreams, dream.id).frames) == 4


def test_words_change_in_the_middle(dreams: Dreams) -> None:
    dream = dreamt(dreams, frames=2)
    dreams.change(dream.id, {"want": "a red circle", "frames": 4})
    changed = run(dreams, dream.id)
    assert [frame.want for frame in changed.frames] == ["a blue star"] * 3 + ["a red circle"] * 2
    assert contents(dream).items() <= contents(changed).items()
    for setting in ({"seed": 3}, {"width": 128}, {"generator": "small"}, {"compare": "vray"}):
        with pytest.raises(BadInputError, match="start a new dream"):
            dreams.change(dream.id, setting)


@pytest.mark.parametrize("generator", ["small", "host"])
def test_decoders_dream_too(dreams: Dreams, generator: str) -> None:
    dream = dreamt(dreams, generator=generator, frames=2, steps=4)
    similarities = [frame.similarity or 0 for frame in dream.frames]
    assert similarities[-1] > similarities[0]
    assert dream.settings.width == dream.settings.height == 64


def test_zoom_and_drift_move_the_frames(dreams: Dreams) -> None:
    still = dreamt(dreams, generator="small", frames=2, rate=0.05)
    moving = dreamt(dreams, generator="small", frames=2, rate=0.05, zoom=10, turn=5, across=3, down=-3)
    assert not np.array_equal(
        np.asarray(still.picture(still.frames[1]).image), np.asarray(moving.picture(moving.frames[1]).image)
    )


# Starts and aims


def test_it_starts_from_a_colour(dreams: Dreams) -> None:
    dream = dreamt(dreams, start="colour", colour="#3366cc", frames=1)
    first = np.asarray(dream.picture(dream.frames[0]).image)
    assert np.abs(first.astype(int) - (0x33, 0x66, 0xCC)).max() < 3


@pytest.mark.parametrize("generator", ["pixels", "small"])
def test_it_starts_from_a_picture(dreams: Dreams, generator: str) -> None:
    dream = dreamt(dreams, picture("red", (128, 64)), frames=1, generator=generator)
    assert dream.settings.start == "picture" and dream.has_start
    assert (dream.settings.width, dream.settings.height) == (128, 64)
    first = dream.picture(dream.frames[0]).image
    wanted = np.asarray(picture("red", (128, 64)).image, dtype=int)
    assert np.abs(np.asarray(first, dtype=int) - wanted).mean() < 40


def test_a_very_large_picture_is_made_as_small_as_clip_sees(dreams: Dreams) -> None:
    dream = dreamt(dreams, picture("red", (8000, 8000)), frames=1)
    assert dream.picture(dream.frames[-1]).image.size == (64, 64)


def test_it_comes_near_to_a_picture(dreams: Dreams) -> None:
    aim = picture("blue")
    near, far = (
        dreamt(dreams, aim=aim, want="", frames=4, steps=4, generator="small", pull=pull) for pull in (1, -1)
    )
    assert near.has_aim and (near.frames[-1].similarity or 0) > (near.frames[0].similarity or 0)
    assert (far.frames[-1].similarity or 0) > (far.frames[0].similarity or 0)  # the less alike, the higher


@pytest.mark.parametrize("unit", ["neuron 3.7", "head 2.1", "layer 3"])
def test_a_unit_is_amplified_in_a_picture(dreams: Dreams, unit: str) -> None:
    dream = dreamt(dreams, picture("green"), want="", unit=unit, frames=6)
    active = [frame.activity or 0 for frame in dream.frames]
    assert active[-1] > active[0] and dream.frames[-1].similarity is None
    assert "activity" in text_of(dream.frames[-1])


def test_a_second_encoder_dreams_along_and_a_judge_only_looks(dreams: Dreams) -> None:
    alone = dreamt(dreams, judge="miniature:second")
    judged = [frame.judged for frame in alone.frames]
    assert all(isinstance(one, float) for one in judged)
    unjudged = dreamt(dreams)
    assert [frame.similarity for frame in unjudged.frames] == [frame.similarity for frame in alone.frames]
    both = dreamt(dreams, second="miniature:second")
    assert [frame.similarity for frame in both.frames] != [frame.similarity for frame in alone.frames]


def test_phrases_are_dreamt_beside_each_other(dreams: Dreams) -> None:
    dream = dreamt(dreams, compare="unreal engine\nvray\nvray", frames=2)
    assert [one.phrase for one in dream.frames[-1].compared] == ["", "unreal engine", "vray"]
    whole = dream.picture(dream.frames[-1]).image
    assert whole.size == (3 * 64, 64)
    plain, unreal, vray = (np.asarray(part) for part in parts_of(whole, 3, (64, 64)))
    assert not np.array_equal(plain, unreal) and not np.array_equal(unreal, vray)
    first = parts_of(dream.picture(dream.frames[0]).image, 3, (64, 64))
    assert all(np.array_equal(np.asarray(first[0]), np.asarray(part)) for part in first)
    assert "vray" in text_of(dream.frames[-1])


@pytest.mark.parametrize("count", [1, 2, 4, 5, 7])
def test_pictures_side_by_side_come_apart_again(count: int) -> None:
    images = [Image.new("RGB", (8, 6), (40 * number, 0, 0)) for number in range(count)]
    again = parts_of(side_by_side(images), count, (8, 6))
    assert [part.getpixel((0, 0)) for part in again] == [image.getpixel((0, 0)) for image in images]


# Waking up


def test_it_wakes_up_by_img2img(tmp_path: Path) -> None:
    host = DrawingHost()
    dreams = dreams_of(tmp_path, host)
    dream = dreamt(dreams, wake_up=0.4, want="star:0.5, blue", avoid="red", frames=1)
    (request,) = host.requests
    assert (request.prompt, request.negative_prompt, request.strength) == ("blue, star", "red", 0.4)
    assert dream.frames[-1].awake and dream.awake == dream.frames[-1]
    base = host.bases[0]
    assert base is not None
    assert np.array_equal(np.asarray(base), np.asarray(dream.picture(dream.dreamt[-1]).image))
    dreams.change(dream.id, {"frames": 2})
    further = run(dreams, dream.id)
    assert [frame.awake for frame in further.frames] == [False, False, True, False, True]
    asleep, awake = further.frames[-2:]
    assert awake.similarity != asleep.similarity  # it is looked at again
    assert brief_of(further)["steps"] == 5


def test_phrases_wake_up_with_their_own_prompts(tmp_path: Path) -> None:
    host = DrawingHost()
    dreamt(dreams_of(tmp_path, host), wake_up=0.4, want="blue", compare="vray", frames=1, prompt="")
    assert [request.prompt for request in host.requests] == ["blue", "blue, vray"]


# What goes wrong


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"want": ""}, "needs an aim"),
        ({"want": "star", "avoid": "star"}, "both wanted and unwanted"),
        ({"want": "star:0"}, "above 0"),
        ({"want": "", "unit": "eye 3"}, "is not a unit"),
        ({"want": "", "unit": "layer 3.2"}, "is not a unit"),
        ({"start": "picture"}, "needs one"),
        ({"start": "colour", "colour": "nothing"}, "not a colour"),
        ({"compare": "vray", "want": "", "avoid": "red"}, "enter words"),
        ({"compare": "\n".join(map(str, range(40)))}, "too many"),
        ({"wake_up": 0.4, "sampler": "none such"}, "sampler"),
    ],
)
def test_what_it_refuses(dreams: Dreams, settings: dict[str, Any], message: str) -> None:
    with pytest.raises(BadInputError, match=message):
        dreams.create(asked(**settings))
    assert dreams.store.ids() == []


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"want": "", "unit": "layer 99"}, "layers 0 to"),
        ({"want": "", "unit": "neuron 1.99999"}, "neurons 0 to"),
        ({"want": "", "unit": "head 1.99"}, "heads 0 to"),
        ({"generator": "none such"}, "no generator"),
    ],
)
def test_what_is_found_wrong_when_it_begins(dreams: Dreams, settings: dict[str, Any], message: str) -> None:
    dream = dreams.create(asked(**settings))
    with pytest.raises(BadInputError, match=message):
        run(dreams, dream.id)


def test_a_host_without_a_decoder_says_what_else_there_is(tmp_path: Path) -> None:
    dreams = dreams_of(tmp_path, DrawingHost())
    with pytest.raises(BadInputError, match="choose pixels"):
        dreamt(dreams, generator="small")


class Shaky(FourierGenerator):
    """A generator that does something else at one of its calls."""

    def __init__(self, at: int, act: Callable[[torch.Tensor], torch.Tensor]) -> None:
        self._left, self._act = at, act

    def draw(self, numbers: torch.Tensor) -> torch.Tensor:
        self._left -= 1
        drawn = super().draw(numbers)
        return self._act(drawn) if self._left == 0 else drawn


@pytest.fixture
def shaky(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, Callable[[torch.Tensor], torch.Tensor]], None]:
    monkeypatch.setattr(registry, "ADDED", {})
    monkeypatch.setattr(dreaming, "ADDED", registry.ADDED)

    def add(at: int, act: Callable[[torch.Tensor], torch.Tensor]) -> None:
        add_generator("shaky", lambda materials: Shaky(at, act))

    return add


def test_gradients_that_are_not_finite_cost_a_step_and_are_reported(dreams: Dreams, shaky: Any) -> None:
    shaky(3, lambda drawn: drawn * float("nan"))
    dream = dreamt(dreams, generator="shaky")
    assert [frame.note for frame in dream.frames] == ["", SLOWER, "", ""]
    assert [frame.pace for frame in dream.frames] == [1, 0.5, 0.5, 0.5]


def test_memory_that_runs_out_says_what_to_do(dreams: Dreams, shaky: Any) -> None:
    def short(drawn: torch.Tensor) -> torch.Tensor:
        raise RuntimeError("DefaultCPUAllocator: not enough memory")

    shaky(4, short)
    dream = dreams.create(asked(generator="shaky"))
    with pytest.raises(HostError, match="fewer cutouts"):
        run(dreams, dream.id)
    assert len(dreams.store.read(dream.id).frames) == 1  # nothing that was kept is lost


def test_a_decoder_that_does_not_fit_says_so(dreams: Dreams, shaky: Any) -> None:
    shaky(1, lambda drawn: drawn[..., :5])
    with pytest.raises(HostError, match="another generator"):
        dreamt(dreams, generator="shaky")


def test_our_own_generators_cannot_be_replaced() -> None:
    with pytest.raises(ValueError, match="already"):
        add_generator("pixels", lambda materials: FourierGenerator())


def test_a_lost_state_is_read_from_the_last_frame(dreams: Dreams) -> None:
    dream = dreamt(dreams, frames=2)
    for file in (dream.folder / "states").iterdir():
        file.unlink()
    dreams.change(dream.id, {"frames": 3})
    further = run(dreams, dream.id)
    assert further.frames[-1].note == LOST and further.frames[-1].climbed == 6
    before, after = (np.asarray(further.picture(frame).image, dtype=int) for frame in further.frames[-2:])
    assert np.abs(before - after).mean() < 30


def test_a_vanished_frame_is_shown_as_gone(dreams: Dreams) -> None:
    dream = dreamt(dreams, frames=1)
    dream.path(dream.frames[0].file).unlink()
    again = dreams.store.read(dream.id)
    assert [step["file"] for step in dream_record(again)["steps"]] == ["", "0001.png"]
    with pytest.raises(NoSessionError):
        dream.path("../../session.json")


def test_a_damaged_line_is_reported(dreams: Dreams) -> None:
    dream = dreamt(dreams, frames=1)
    lines = dream.folder / "steps.jsonl"
    lines.write_text(lines.read_text() + '{"number": 2, "file": "../x.png"}\n')
    with pytest.raises(SessionError, match="Line 3"):
        dreams.store.read(dream.id)


# Presets


def test_presets_are_settings_that_can_be_used() -> None:
    assert len({one.name.casefold() for one in PRESETS}) == len(PRESETS) >= 6
    for one in PRESETS:
        assert DreamSettings().changed(one.settings) != DreamSettings()
        assert preset(one.name.upper()) is one
    with pytest.raises(BadInputError, match="choose one of"):
        preset("none such")


# The disk, and encoders


@pytest.mark.parametrize("call", [1, 2, 3, 4, 5, 6])
def test_a_full_disk_costs_a_frame_and_is_reported(
    dreams: Dreams, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    """Each frame flushes its state, its picture and its line."""
    reference = dreamt(dreams, frames=1)
    dream = dreams.create(asked(frames=1))
    left = [call]
    flush = os.fsync

    def full(descriptor: int) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        flush(descriptor)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(StorageError, match="the disk is full"):
            run(dreams, dream.id)
    assert len(dreams.store.read(dream.id).frames) <= 1
    whole = run(dreams, dream.id)
    for one, two in zip(reference.frames, whole.frames, strict=True):
        assert np.array_equal(np.asarray(reference.picture(one).image), np.asarray(whole.picture(two).image))
    assert list(dream.folder.rglob("*.part")) == []


def test_an_encoder_without_gradients_is_refused(tmp_path: Path) -> None:
    desk = Desk(tmp_path, encoder="colours")
    dreams = Dreams(
        DrawingCritic(desk.places, lambda: desk.settings), DrawingHost, DreamStore(tmp_path / "d")
    )
    dream = dreams.create(asked())
    with pytest.raises(EncoderError, match=r"no gradients .*choose another one"):
        run(dreams, dream.id)
