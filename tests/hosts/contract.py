"""The contract of every host, as plain functions: they run under pytest, and inside a running WebUI.

They need the standard library, numpy, Pillow and the project, and run with Python 3.10.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial, wraps
from typing import Any

import numpy as np
from PIL import Image

from clip_critic.errors import BadInputError, CriticError, InterruptedByUser
from clip_critic.guides.base import SamplingStep, unchanged
from clip_critic.hosts.base import Description, GeneratedPicture, Host, Request, TokenCount
from clip_critic.pictures.infotext import parse_infotext
from clip_critic.progress import silent
from clip_critic.storage.assets import miniature_dir
from clip_critic.weights.embeddings import Embedding
from clip_critic.weights.state import read_file

PROMPT = "a large red circle on a white background, plain"
OTHER = "a small blue star on a black background, mosaic"
EXTRA = {"Clip Critic step": "3", "Clip Critic words": 'star: 1.5, "red", \\ 星'}
ODD_PROMPTS = (
    "",
    " ,, ",
    "a red 🔴 circle 👩‍👩‍👧, 😀",
    "赤い丸、白い背景",
    "((a [red circle:1.3) ]] \\( (blue star:0.5))",
    "a red circle BREAK a blue star",
    "(" * 40 + "star" + ")" * 40,
    " ".join(["red circle, blue star"] * 50),
)
ALIKE = 1.0
"""Greatest mean difference of values, of 255, that one picture may have made alone and in a batch."""


@dataclass(frozen=True)
class Bench:
    """A host to try, and what it is tried with.

    Args:
        host: as it comes.
        side: of the pictures in pixels.
        steps: of the sampler.
        sampler: whose pictures depend on their seeds alone.
        unable: samplers by which the host itself draws nothing from what it is tried with.
    """

    host: Host
    side: int = 64
    steps: int = 8
    sampler: str = "Euler a"
    unable: tuple[str, ...] = ()

    def request(self, **changes: Any) -> Request:
        defaults = Request(PROMPT, seed=5, width=self.side, height=self.side, steps=self.steps)
        return replace(replace(defaults, sampler=self.sampler), **changes)

    def draw(self, **changes: Any) -> list[GeneratedPicture]:
        return self.host.txt2img(self.request(**changes), silent)

    def redraw(self, picture: Image.Image, **changes: Any) -> list[GeneratedPicture]:
        return self.host.img2img(self.request(**changes), picture, silent)

    def count(self, prompt: str) -> TokenCount:
        found = self.host.count_tokens(prompt)
        assert found is not None
        return found


@dataclass
class Heard:
    """A `Progress` that records its calls, and stops at one of them if it should."""

    stop_at: int | None = None
    calls: list[tuple[int, int]] = field(default_factory=list)

    def __call__(self, done: int, total: int, what: str) -> None:
        assert what
        self.calls.append((done, total))
        if self.stop_at is not None and len(self.calls) >= self.stop_at:
            raise InterruptedByUser("Stopped.")


def values(picture: GeneratedPicture) -> np.ndarray:
    """``[h, w, 3]``, 0 to 255."""
    return np.asarray(picture.image.convert("RGB"), dtype=float)


def distance(picture: GeneratedPicture, other: GeneratedPicture) -> float:
    """Mean difference of two pictures' values."""
    return float(np.abs(values(picture) - values(other)).mean())


def refuses(call: Callable[[], object], *words: str) -> None:
    """The call is answered with `BadInputError`, whose message has the words."""
    try:
        call()
    except BadInputError as error:
        message = str(error)
        assert all(word in message for word in words), message
        assert "Traceback" not in message
    else:
        raise AssertionError("BadInputError was expected")


def it_describes_itself(bench: Bench) -> None:
    found = bench.host.describe()
    assert isinstance(found, Description)
    assert found.name
    assert bench.sampler in found.samplers
    for checkpoint in ("", *found.checkpoints):
        side = bench.host.side(checkpoint)
        assert side >= 8 and side % 8 == 0
    for names in (
        found.samplers,
        found.schedulers,
        found.checkpoints,
        found.vaes,
        found.styles,
        found.options,
    ):
        assert len(set(names)) == len(names)
        assert all(names)
    assert found == bench.host.describe()


def it_offers_what_it_describes(bench: Bench) -> None:
    found = bench.host.describe()
    for name in found.checkpoints:
        assert bench.host.checked(bench.request(checkpoint=name)).checkpoint == name


def it_makes_as_many_as_asked_in_the_size_asked(bench: Bench) -> None:
    wide = bench.side * 2
    for count in (1, 3):
        pictures = bench.draw(count=count, width=wide)
        assert len(pictures) == count
        assert all(picture.image.size == (wide, bench.side) for picture in pictures)
        assert all(picture.image.mode == "RGB" for picture in pictures)


def seeds_move_on_by_one(bench: Bench) -> None:
    assert [picture.seed for picture in bench.draw(seed=11, count=3)] == [11, 12, 13]


def the_same_request_makes_the_same_pictures(bench: Bench) -> None:
    for first, again in zip(bench.draw(count=2), bench.draw(count=2), strict=True):
        assert np.array_equal(values(first), values(again))


def another_seed_makes_another_picture(bench: Bench) -> None:
    first, other = bench.draw(count=2)
    assert distance(first, other) > 1


def a_picture_does_not_depend_on_its_batch(bench: Bench) -> None:
    together = bench.draw(seed=7, count=3)
    for picture in together:
        (alone,) = bench.draw(seed=picture.seed)
        assert distance(alone, picture) < ALIKE


def a_changed_picture_does_not_depend_on_its_batch(bench: Bench) -> None:
    (start,) = bench.draw()
    for picture in bench.redraw(start.image, prompt=OTHER, seed=7, count=2):
        (alone,) = bench.redraw(start.image, prompt=OTHER, seed=picture.seed)
        assert distance(alone, picture) < ALIKE


def the_prompt_changes_the_picture(bench: Bench) -> None:
    (first,), (other,) = bench.draw(), bench.draw(prompt=OTHER)
    assert distance(first, other) > 1


def the_negative_prompt_changes_the_picture(bench: Bench) -> None:
    (first,), (other,) = bench.draw(), bench.draw(negative_prompt="red")
    assert distance(first, other) > 0


def weights_change_the_picture(bench: Bench) -> None:
    (plain,) = bench.draw(prompt="a red circle, a star")
    (same,) = bench.draw(prompt="a (red:1.0) circle, a star")
    (more,) = bench.draw(prompt="a (red:1.5) circle, a star")
    (less,) = bench.draw(prompt="a [red] circle, a star")
    assert np.array_equal(values(plain), values(same))
    assert distance(plain, more) > 0
    assert distance(plain, less) > 0


def the_picture_to_change_is_resized(bench: Bench) -> None:
    (start,) = bench.draw()
    (picture,) = bench.redraw(start.image.resize((bench.side * 3, bench.side * 2)), height=bench.side * 2)
    assert picture.image.size == (bench.side, bench.side * 2)


def more_strength_changes_more(bench: Bench) -> None:
    (start,) = bench.draw()
    changes = [bench.redraw(start.image, prompt=OTHER, strength=strength)[0] for strength in (0.0, 0.5, 1.0)]
    little, some, much = (distance(start, picture) for picture in changes)
    assert little < 16
    assert little < min(some, much)  # how far the two are apart depends on the scene


def a_mask_keeps_the_rest_of_the_picture(bench: Bench) -> None:
    (start,) = bench.draw()
    mask = _corner(start.image.size)
    inside = np.asarray(mask) > 0
    changed = bench.redraw(start.image, prompt=OTHER, strength=1.0, count=2, mask=mask)
    assert len(changed) == 2
    for picture in changed:
        assert picture.image.size == start.image.size
        assert np.array_equal(values(picture)[~inside], values(start)[~inside])
        assert np.abs(values(picture)[inside] - values(start)[inside]).mean() > 8


def a_masked_picture_does_not_depend_on_its_batch(bench: Bench) -> None:
    (start,) = bench.draw()
    mask = _corner(start.image.size)
    for picture in bench.redraw(start.image, prompt=OTHER, seed=7, count=2, mask=mask):
        (alone,) = bench.redraw(start.image, prompt=OTHER, seed=picture.seed, mask=mask)
        assert distance(alone, picture) < ALIKE


def a_mask_of_one_pixel_is_enough(bench: Bench) -> None:
    (start,) = bench.draw()
    mask = Image.new("L", start.image.size)
    mask.putpixel((bench.side - 1, 0), 255)
    (picture,) = bench.redraw(start.image, prompt=OTHER, strength=1.0, mask=mask)
    differs = np.abs(values(picture) - values(start)).max(axis=2) > 0
    differs[0, bench.side - 1] = False
    assert not differs.any()


def a_mask_is_resized_with_its_picture(bench: Bench) -> None:
    (start,) = bench.draw()
    large = start.image.resize((bench.side * 2, bench.side * 2))
    first, other = bench.redraw(large, prompt=OTHER, strength=1.0, count=2, mask=_corner(large.size))
    assert first.image.size == (bench.side, bench.side)
    differs = np.abs(values(first) - values(other)).max(axis=2)
    far = bench.side // 2 + 4  # resizing blurs the mask's edge
    assert differs[: bench.side // 4, : bench.side // 4].max() > 0
    assert not differs[far:].any()
    assert not differs[:, far:].any()


def masks_that_do_not_fit_are_refused(bench: Bench) -> None:
    (start,) = bench.draw()
    side = bench.side
    refused = {
        "same size": Image.new("L", (side, side * 2), 255),
        "grey": Image.new("RGB", (side, side), "white"),
        "black everywhere": Image.new("L", (side, side)),
    }
    for words, mask in refused.items():
        refuses(partial(bench.redraw, start.image, mask=mask), words)
    assert len(bench.redraw(start.image)) == 1


def _corner(size: tuple[int, int]) -> Image.Image:
    """A mask whose upper left quarter may change."""
    mask = Image.new("L", size)
    mask.paste(255, (0, 0, size[0] // 2, size[1] // 2))
    return mask


def the_same_change_is_made_again(bench: Bench) -> None:
    (start,) = bench.draw()
    before, again = (bench.redraw(start.image, prompt=OTHER, count=2) for _ in range(2))
    assert all(
        np.array_equal(values(first), values(second)) for first, second in zip(before, again, strict=True)
    )


def infotexts_read_back(bench: Bench) -> None:
    prompt, negative = "a (red:1.3) circle,\nstar", "blue,\nblurred"
    pictures = bench.draw(
        prompt=prompt, negative_prompt=negative, seed=21, count=2, cfg_scale=5.5, extra=EXTRA
    )
    for picture in pictures:
        read = parse_infotext(picture.infotext)
        assert (read.prompt, read.negative_prompt) == (prompt, negative)
        assert read.settings["Steps"] == str(bench.steps)
        assert read.settings["Sampler"] == bench.sampler
        assert read.settings["CFG scale"] == "5.5"
        assert read.settings["Seed"] == str(picture.seed)
        assert read.settings["Size"] == f"{bench.side}x{bench.side}"
        assert {name: read.settings[name] for name in EXTRA} == EXTRA


def infotexts_of_changed_pictures_tell_the_strength(bench: Bench) -> None:
    (start,) = bench.draw()
    (picture,) = bench.redraw(start.image, strength=0.45, extra=EXTRA)
    read = parse_infotext(picture.infotext)
    assert read.settings["Denoising strength"] == "0.45"
    assert read.settings["Seed"] == "5"
    assert {name: read.settings[name] for name in EXTRA} == EXTRA


def every_sampler_makes_a_picture(bench: Bench) -> None:
    (start,) = bench.draw()
    for name in bench.host.describe().samplers:
        if name in bench.unable:
            continue
        (drawn,) = bench.draw(sampler=name)
        (changed,) = bench.redraw(start.image, sampler=name, strength=0.5)
        for picture in (drawn, changed):
            assert values(picture).std() > 1, name  # neither black nor one colour


def every_scheduler_makes_a_picture(bench: Bench) -> None:
    for name in bench.host.describe().schedulers:
        (picture,) = bench.draw(sampler="Euler", scheduler=name)
        assert values(picture).std() > 1, name


def names_may_be_left_out(bench: Bench) -> None:
    (picture,) = bench.draw(sampler="", scheduler="", checkpoint="", vae="")
    assert parse_infotext(picture.infotext).settings["Sampler"]


def what_is_unknown_is_refused(bench: Bench) -> None:
    unknown: tuple[dict[str, Any], ...] = (
        {"sampler": "Oiler"},
        {"scheduler": "Karass"},
        {"checkpoint": "no-such-model"},
        {"vae": "no-such-vae"},
        {"styles": ("no-such-style",)},
        {"options": {"no-such-option": "1"}},
    )
    for changes in unknown:
        refuses(partial(bench.draw, **changes), "no-such" if "no-such" in str(changes) else "There is no")
        assert len(bench.draw()) == 1


def odd_sizes_are_refused(bench: Bench) -> None:
    for size in ({"width": bench.side + 3}, {"height": 0}, {"width": -8}):
        refuses(partial(bench.draw, **size), "multiple of 8")
        assert len(bench.draw()) == 1


def paths_are_no_checkpoints(bench: Bench) -> None:
    for name in ("../../etc/passwd", "/etc/passwd", "..", "models/../x", "a\0b"):
        refuses(partial(bench.draw, checkpoint=name))


def progress_is_told(bench: Bench) -> None:
    heard = Heard()
    bench.host.txt2img(bench.request(count=2), heard)
    done = [call[0] for call in heard.calls]
    assert done == sorted(done)
    assert all(0 <= step <= total for step, total in heard.calls)
    assert len({total for _, total in heard.calls}) == 1
    assert len(set(done)) >= bench.steps - 1  # step by step, not in one go


def progress_of_a_change_is_told(bench: Bench) -> None:
    (start,) = bench.draw()
    heard = Heard()
    bench.host.img2img(bench.request(strength=0.5), start.image, heard)
    done = [call[0] for call in heard.calls]
    assert done == sorted(done)
    assert all(0 <= step <= total for step, total in heard.calls)
    assert len(set(done)) >= bench.steps // 2


def progress_can_stop_the_host(bench: Bench) -> None:
    (start,) = bench.draw()
    heard, heard_of_change = Heard(stop_at=2), Heard(stop_at=2)
    calls: tuple[Callable[[], object], ...] = (
        lambda: bench.host.txt2img(bench.request(count=2), heard),
        lambda: bench.host.img2img(bench.request(count=2), start.image, heard_of_change),
    )
    for call in calls:
        try:
            call()
        except InterruptedByUser:
            pass
        else:
            raise AssertionError("InterruptedByUser was expected")
        (again,) = bench.draw()
        assert np.array_equal(values(again), values(start))
    assert len(heard.calls) <= 3  # it ends within a step
    assert len(heard_of_change.calls) <= 3


def nobody_has_stopped_it(bench: Bench) -> None:
    assert bench.host.interrupted() is False


def tokens_are_counted(bench: Bench) -> None:
    bench.draw()  # some hosts cannot count before their first picture
    empty, short, long = map(bench.count, ("", PROMPT, " ".join(["red circle,"] * 100)))
    assert (empty.used, empty.capacity) == (0, 75)
    assert 0 < short.used <= short.capacity == 75
    assert 75 < long.used <= long.capacity
    assert long.capacity % 75 == 0
    assert bench.count("(red:1.3) circle").used == bench.count("red circle").used
    assert bench.count("red BREAK circle").capacity == 150


def odd_prompts_are_drawn(bench: Bench) -> None:
    for prompt in ODD_PROMPTS:
        try:
            pictures = bench.draw(prompt=prompt, negative_prompt=prompt)
        except CriticError as error:
            raise AssertionError(f"{prompt[:40]!r}: {error}") from error
        assert len(pictures) == 1
        assert parse_infotext(pictures[0].infotext).settings["Seed"] == "5", prompt


def with_guides(check: Callable[[Bench], None]) -> Callable[[Bench], None]:
    """The check, or for a host that says why it cannot call guides, that it refuses them."""

    @wraps(check)
    def keeps(bench: Bench) -> None:
        reason = getattr(bench.host, "no_guides", "")
        if not reason:
            check(bench)
            return
        (start,) = bench.draw()
        refuses(partial(bench.host.checked, bench.request(guide=unchanged)), reason)
        refuses(partial(bench.draw, guide=unchanged), reason)
        refuses(partial(bench.redraw, start.image, guide=unchanged), reason)

    return keeps


@dataclass
class Pushing:
    """A guide that records its calls, and pushes the clean latents: ``keep * x0 + add``."""

    keep: float = 1.0
    add: float = 0.0
    fails_at: int | None = None
    error: Exception = field(default_factory=lambda: ValueError("a fault of the guide"))
    notes: tuple[str, ...] = ()
    steps: list[SamplingStep] = field(default_factory=list)
    shapes: list[tuple[int, ...]] = field(default_factory=list)

    def __call__(self, x0: Any, step: SamplingStep) -> Any:
        self.steps.append(step)
        self.shapes.append(tuple(x0.shape))
        if self.fails_at is not None and len(self.steps) > self.fails_at:
            raise self.error
        return self.keep * x0 + self.add


def _is_same(pictures: list[GeneratedPicture], others: list[GeneratedPicture]) -> bool:
    return all(
        np.array_equal(values(picture), values(other))
        for picture, other in zip(pictures, others, strict=True)
    )


@with_guides
def a_guide_that_changes_nothing_leaves_no_trace(bench: Bench) -> None:
    start = bench.draw(count=2)
    assert _is_same(bench.draw(count=2, guide=unchanged), start)
    assert _is_same(bench.draw(count=2, guide=Pushing()), start)  # other latents of the same values
    changed = bench.redraw(start[0].image, prompt=OTHER)
    assert _is_same(bench.redraw(start[0].image, prompt=OTHER, guide=unchanged), changed)


@with_guides
def a_guide_that_pushes_changes_the_picture(bench: Bench) -> None:
    (start,), (pushed,) = bench.draw(), bench.draw(guide=Pushing(add=0.3))
    assert distance(start, pushed) > 1
    (plain,) = bench.redraw(start.image, prompt=OTHER)
    (other,) = bench.redraw(start.image, prompt=OTHER, guide=Pushing(add=0.3))
    assert distance(plain, other) > 1


@with_guides
def a_guide_is_called_once_at_each_step(bench: Bench) -> None:
    guide = Pushing()
    (start, _) = bench.draw(count=2, width=bench.side * 2, guide=guide)
    _require_steps(guide, bench.steps, (2, 4, bench.side // 8, bench.side // 4))
    again = Pushing()
    bench.redraw(start.image, strength=0.5, guide=again)
    _require_steps(again, bench.steps // 2 + 1, (1, 4, bench.side // 8, bench.side // 8))
    assert again.steps[0].sigma < guide.steps[0].sigma


def _require_steps(guide: Pushing, count: int, shape: tuple[int, ...]) -> None:
    assert [step.number for step in guide.steps] == list(range(count))
    assert {step.of for step in guide.steps} == {count}
    assert guide.shapes == [shape] * count
    sigmas = [step.sigma for step in guide.steps]
    assert sigmas == sorted(sigmas, reverse=True)
    assert len(set(sigmas)) == count
    assert sigmas[-1] > 0
    for step in guide.steps:
        assert step.push is not None
        assert tuple(step.push.shape) == shape[:1]
        assert all(float(push) > 0 for push in step.push)


@with_guides
def a_guide_is_told_nothing_of_a_push_without_guidance(bench: Bench) -> None:
    guide = Pushing()
    bench.draw(cfg_scale=1.0, guide=guide)
    assert [step.push for step in guide.steps] == [None] * bench.steps


@with_guides
def a_guide_has_the_last_word_with_every_sampler(bench: Bench) -> None:
    """The latents that a guide sets at each step are those of the picture, whatever the seed.

    A solver that chooses its own steps leaps over the last ones, and leaves a part of the noise.
    """
    for name in bench.host.describe().samplers:
        if name in bench.unable:
            continue
        first, second = (
            bench.draw(sampler=name, seed=seed, guide=Pushing(keep=0, add=0.5))[0] for seed in (5, 6)
        )
        plain, other = (bench.draw(sampler=name, seed=seed)[0] for seed in (5, 6))
        assert distance(first, second) < max(6.0, distance(plain, other) / 2), name
        assert _is_same([plain], bench.draw(sampler=name, seed=5, guide=unchanged)), name


@with_guides
def a_guide_can_decode_the_latents(bench: Bench) -> None:
    """The host's own decoder shows the clean latents of the last step as the picture itself."""
    seen: list[np.ndarray] = []

    def look(x0: Any, step: SamplingStep) -> Any:
        if step.number == step.of - 1:
            seen.append(step.space.decode(x0).detach().float().cpu().numpy())
            assert step.space.first_weight.shape[1] == x0.shape[1]
            assert step.space.scale > 0
        return x0

    (picture,) = bench.draw(guide=look)
    decoded = seen[0][0].clip(0, 1).transpose(1, 2, 0) * 255
    assert decoded.shape == (bench.side, bench.side, 3)
    assert np.abs(decoded - values(picture)).mean() < 6


@with_guides
def a_guide_has_gradients_of_the_decoder(bench: Bench) -> None:
    gradients: list[Any] = []

    def look(x0: Any, step: SamplingStep) -> Any:
        import torch

        with torch.inference_mode(mode=False), torch.enable_grad():
            latents = x0.clone().requires_grad_()
            (gradient,) = torch.autograd.grad(step.space.decode(latents).square().mean(), latents)
        gradients.append(gradient)
        return x0

    start = bench.draw()
    assert _is_same(bench.draw(guide=look), start)
    assert len(gradients) == bench.steps
    assert all(bool(gradient.isfinite().all()) and bool(gradient.any()) for gradient in gradients)


@with_guides
def a_guided_picture_does_not_depend_on_its_batch(bench: Bench) -> None:
    (start,) = bench.draw()
    for picture in bench.draw(seed=7, count=2, guide=Pushing(keep=0.9)):
        (alone,) = bench.draw(seed=picture.seed, guide=Pushing(keep=0.9))
        assert distance(alone, picture) < ALIKE
    for picture in bench.redraw(start.image, seed=7, count=2, guide=Pushing(keep=0.9)):
        (alone,) = bench.redraw(start.image, seed=picture.seed, guide=Pushing(keep=0.9))
        assert distance(alone, picture) < ALIKE


@with_guides
def a_guide_changes_nothing_outside_a_mask(bench: Bench) -> None:
    (start,) = bench.draw()
    mask = _corner(start.image.size)
    inside = np.asarray(mask) > 0
    (plain,) = bench.redraw(start.image, prompt=OTHER, mask=mask)
    (pushed,) = bench.redraw(start.image, prompt=OTHER, mask=mask, guide=Pushing(add=0.3))
    assert np.array_equal(values(pushed)[~inside], values(start)[~inside])
    assert np.abs(values(pushed)[inside] - values(plain)[inside]).mean() > 1
    assert _is_same([plain], bench.redraw(start.image, prompt=OTHER, mask=mask, guide=unchanged))


@with_guides
def a_guides_notes_are_the_hosts(bench: Bench) -> None:
    guide = Pushing(notes=("Memory is short.", "Fewer cutouts were used."))
    (start,) = bench.draw(guide=guide)
    assert _notes(bench)[-2:] == guide.notes
    bench.draw()
    assert not set(guide.notes) & set(_notes(bench))
    bench.redraw(start.image, guide=guide)
    assert _notes(bench)[-2:] == guide.notes


def _notes(bench: Bench) -> tuple[str, ...]:
    return getattr(bench.host, "notes", ())


@with_guides
def a_guide_that_fails_ends_the_job_and_leaves_nothing(bench: Bench) -> None:
    start = bench.draw()
    before = bench.redraw(start[0].image, prompt=OTHER)
    for fails_at in (0, 2):
        guide = Pushing(fails_at=fails_at)
        for call in (partial(bench.draw, guide=guide), partial(bench.redraw, start[0].image, guide=guide)):
            guide.steps.clear()
            _fails(call, "a fault of the guide")
            assert len(guide.steps) == fails_at + 1  # it is not asked again
        assert _is_same(bench.draw(), start)
        assert _is_same(bench.redraw(start[0].image, prompt=OTHER), before)


@with_guides
def a_guide_that_returns_no_latents_ends_the_job(bench: Bench) -> None:
    start = bench.draw()
    for guide in (Pushing(add=float("nan")), lambda x0, step: x0[:, :1]):
        _fails(partial(bench.draw, guide=guide), "invalid latents")
        assert _is_same(bench.draw(), start)


@with_guides
def a_guide_can_stop_the_host(bench: Bench) -> None:
    start = bench.draw()
    guide = Pushing(fails_at=1, error=InterruptedByUser("Stopped."))
    _fails(partial(bench.draw, count=2, guide=guide), "Stopped.", kind=InterruptedByUser)
    assert len(guide.steps) == 2
    assert _is_same(bench.draw(), start)


@with_guides
def progress_can_stop_a_guided_host(bench: Bench) -> None:
    start, heard, guide = bench.draw(), Heard(stop_at=3), Pushing(add=0.3)
    _fails(partial(bench.host.txt2img, bench.request(guide=guide), heard), "Stopped.", kind=InterruptedByUser)
    assert len(guide.steps) <= 3
    assert _is_same(bench.draw(), start)


def _fails(call: Callable[[], object], words: str, kind: type[CriticError] = CriticError) -> None:
    try:
        call()
    except kind as error:
        assert words in str(error), str(error)
        assert "Traceback" not in str(error)
    else:
        raise AssertionError(f"{kind.__name__} was expected")


GUIDES: tuple[Callable[[Bench], None], ...] = (
    a_guide_that_changes_nothing_leaves_no_trace,
    a_guide_that_pushes_changes_the_picture,
    a_guide_is_called_once_at_each_step,
    a_guide_is_told_nothing_of_a_push_without_guidance,
    a_guide_has_the_last_word_with_every_sampler,
    a_guide_can_decode_the_latents,
    a_guide_has_gradients_of_the_decoder,
    a_guided_picture_does_not_depend_on_its_batch,
    a_guide_changes_nothing_outside_a_mask,
    a_guides_notes_are_the_hosts,
    a_guide_that_fails_ends_the_job_and_leaves_nothing,
    a_guide_that_returns_no_latents_ends_the_job,
    a_guide_can_stop_the_host,
    progress_can_stop_a_guided_host,
)
CAT = "my-cat"
NAMED = PROMPT.replace("circle", CAT)


def concept(*words: str, name: str = CAT, scale: float = 1.0) -> Embedding:
    """A concept whose vectors are those of words that the miniature knows."""
    folder = miniature_dir() / "clip"
    known = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    row = read_file(folder / "model.safetensors")["text_model.embeddings.token_embedding.weight"]
    vectors = row[[known[f"{word}</w>"] for word in words]].float().numpy()
    return _with(scale * vectors, name)


def _with(vectors: Any, name: str = CAT) -> Embedding:
    return Embedding(name, {"": np.asarray(vectors, dtype=np.float32)})


def a_concept_is_drawn_as_its_vectors_say(bench: Bench) -> None:
    circle = (concept("circle"),)
    (start, second) = bench.draw(count=2)
    named = bench.draw(prompt=NAMED, count=2, embeddings=circle)
    assert distance(start, bench.draw(prompt=NAMED)[0]) > 1
    assert max(distance(start, named[0]), distance(second, named[1])) < ALIKE
    (more,) = bench.draw(
        prompt=NAMED.replace("large red ", ""), embeddings=(concept("large", "red", "circle"),)
    )
    assert distance(start, more) < ALIKE
    two = (concept("circle"), concept("red", name="my-colour"))
    (both,) = bench.draw(prompt=NAMED.replace("red", "my-colour"), embeddings=two)
    assert distance(start, both) < ALIKE


def a_concept_is_drawn_in_changes_and_in_negative_prompts(bench: Bench) -> None:
    (start,) = bench.draw()
    star = (concept("star"),)
    (changed,) = bench.redraw(start.image, prompt=OTHER, negative_prompt="star")
    prompt = OTHER.replace("star", CAT)
    (named,) = bench.redraw(start.image, prompt=prompt, negative_prompt=CAT, embeddings=star)
    assert distance(changed, named) < ALIKE
    (without,) = bench.redraw(start.image, prompt=prompt, embeddings=star)
    assert distance(named, without) > 0


def weights_and_brackets_work_on_a_concept(bench: Bench) -> None:
    circle = (concept("circle"),)
    (start,) = bench.draw(prompt=NAMED, embeddings=circle)
    for form in ("({}:1.5)", "[{}]", "(({}))"):
        (word,) = bench.draw(prompt=PROMPT.replace("circle", form.format("circle")))
        (named,) = bench.draw(prompt=NAMED.replace(CAT, form.format(CAT)), embeddings=circle)
        assert distance(word, named) < ALIKE, form
        assert distance(start, named) > 0, form


def concepts_stay_whole_in_long_prompts(bench: Bench) -> None:
    """A concept that no longer fits into a chunk begins the next one, with all of its vectors."""
    circles = (concept(*["circle"] * 10),)
    long = ", ".join(["red"] * 34)  # 67 tokens, and one more comma
    (word,) = bench.draw(prompt=f"{long} BREAK {' '.join(['circle'] * 10)}")
    (named,) = bench.draw(prompt=f"{long} {CAT}", embeddings=circles)
    assert distance(word, named) < ALIKE


def infotexts_name_the_concepts(bench: Bench) -> None:
    embeddings = (concept("circle"), concept("star", name="not-used"))
    (picture,) = bench.draw(prompt=NAMED, embeddings=embeddings)
    read = parse_infotext(picture.infotext)
    named = read.settings.get("TI hashes", read.settings.get("TI", ""))
    assert read.prompt == NAMED
    assert CAT in named and "not-used" not in named, picture.infotext
    plain = parse_infotext(bench.draw()[0].infotext).settings
    assert not {"TI hashes", "TI"} & set(plain)


def a_concept_is_gone_after_its_request(bench: Bench) -> None:
    (before,) = bench.draw(prompt=NAMED)
    (named,) = bench.draw(prompt=NAMED, embeddings=(concept("circle"),))
    assert _is_same([before], bench.draw(prompt=NAMED))
    (star,) = bench.draw(prompt=NAMED, embeddings=(concept("star"),))  # of the same name
    assert distance(named, star) > 1
    (other,) = bench.draw(prompt=NAMED.replace(CAT, CAT.upper()), embeddings=(concept("circle"),))
    assert distance(named, other) < ALIKE  # names are read as words are


def a_concept_is_gone_after_an_error_and_an_interrupt(bench: Bench) -> None:
    circle = (concept("circle"),)
    (before,) = bench.draw(prompt=NAMED)
    request = bench.request(prompt=NAMED, embeddings=circle)
    _fails(partial(bench.host.txt2img, request, Heard(stop_at=2)), "Stopped.", kind=InterruptedByUser)
    assert _is_same([before], bench.draw(prompt=NAMED))
    if not getattr(bench.host, "no_guides", ""):
        guide = Pushing(fails_at=1)
        _fails(partial(bench.draw, prompt=NAMED, embeddings=circle, guide=guide), "a fault of the guide")
        assert _is_same([before], bench.draw(prompt=NAMED))


def concepts_that_cannot_be_drawn_are_refused(bench: Bench) -> None:
    (before,) = bench.draw(prompt=NAMED)
    good = np.ones((2, 128))
    both = {"clip_l": np.ones((2, 768), np.float32), "clip_g": np.ones((2, 1280), np.float32)}
    refused: dict[str, tuple[Embedding, ...]] = {
        "has vectors of 768 (SD 1) numbers": (_with(np.ones((2, 768))),),
        "768 + 1280 (SDXL)": (Embedding(CAT, both),),
        "invalid numbers": (_with([[float("nan")] * 128]),),
        "has no vectors": (_with(np.ones((0, 128))),),
        "has 76 vectors": (_with(np.ones((76, 128))),),
        "has no name": (_with(good, ""),),
        "Two concepts are named": (_with(good), _with(good)),
    }
    for words, embeddings in refused.items():
        refuses(partial(bench.draw, prompt=NAMED, embeddings=embeddings), words)
        assert _is_same([before], bench.draw(prompt=NAMED)), words


CONCEPTS: tuple[Callable[[Bench], None], ...] = (
    a_concept_is_drawn_as_its_vectors_say,
    a_concept_is_drawn_in_changes_and_in_negative_prompts,
    weights_and_brackets_work_on_a_concept,
    concepts_stay_whole_in_long_prompts,
    infotexts_name_the_concepts,
    a_concept_is_gone_after_its_request,
    a_concept_is_gone_after_an_error_and_an_interrupt,
    concepts_that_cannot_be_drawn_are_refused,
)
CONTRACT: tuple[Callable[[Bench], None], ...] = (
    it_describes_itself,
    it_offers_what_it_describes,
    it_makes_as_many_as_asked_in_the_size_asked,
    seeds_move_on_by_one,
    the_same_request_makes_the_same_pictures,
    another_seed_makes_another_picture,
    a_picture_does_not_depend_on_its_batch,
    a_changed_picture_does_not_depend_on_its_batch,
    the_prompt_changes_the_picture,
    the_negative_prompt_changes_the_picture,
    weights_change_the_picture,
    the_picture_to_change_is_resized,
    more_strength_changes_more,
    a_mask_keeps_the_rest_of_the_picture,
    a_masked_picture_does_not_depend_on_its_batch,
    a_mask_of_one_pixel_is_enough,
    a_mask_is_resized_with_its_picture,
    masks_that_do_not_fit_are_refused,
    the_same_change_is_made_again,
    infotexts_read_back,
    infotexts_of_changed_pictures_tell_the_strength,
    every_sampler_makes_a_picture,
    every_scheduler_makes_a_picture,
    names_may_be_left_out,
    what_is_unknown_is_refused,
    odd_sizes_are_refused,
    paths_are_no_checkpoints,
    progress_is_told,
    progress_of_a_change_is_told,
    progress_can_stop_the_host,
    nobody_has_stopped_it,
    tokens_are_counted,
    odd_prompts_are_drawn,
    *GUIDES,
    *CONCEPTS,
)
