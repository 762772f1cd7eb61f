"""Masks in the WebUI: what its img2img gets, and what it gives back, without a host."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.hosts.stand_in import ours, standing_in

SIZE = (64, 32)


class Runner:
    """The host's runner, with a script that inverts every picture."""

    def postprocess_image_after_composite(self, p: Any, pp: Any) -> None:
        pp.image = Image.eval(pp.image, lambda value: 255 - value)


@pytest.fixture
def host() -> Iterator[SimpleNamespace]:
    with standing_in() as found:
        found.shared.opts.data["return_mask"] = True
        yield found


def processing(picture: Image.Image, **changes: Any) -> SimpleNamespace:
    """A processing object as the tab makes it: everything about masks at the host's defaults."""
    defaults = {
        "init_images": [picture],
        "image_mask": None,
        "latent_mask": None,
        "mask_blur_x": 4,
        "mask_blur_y": 4,
        "mask_round": True,
        "inpainting_fill": 0,
        "inpaint_full_res": True,
        "inpainting_mask_invert": 0,
        "resize_mode": 0,
        "width": SIZE[0],
        "height": SIZE[1],
        "override_settings": {"CLIP_stop_at_last_layers": 2},
        "scripts": Runner(),
    }
    return SimpleNamespace(**{**defaults, **changes})


def noise(size: tuple[int, int] = SIZE, seed: int = 0) -> Image.Image:
    random = np.random.default_rng(seed)
    return Image.fromarray(random.integers(0, 256, (size[1], size[0], 3), dtype=np.uint8))


def left(size: tuple[int, int] = SIZE, shade: int = 255) -> Image.Image:
    """A mask whose left third may change."""
    mask = Image.new("L", size)
    mask.paste(shade, (0, 0, size[0] // 3, size[1]))
    return mask


def composited(p: Any, image: Image.Image) -> Any:
    """Return the picture that the host saves."""
    pp = SimpleNamespace(image=image)
    p.scripts.postprocess_image_after_composite(p, pp)
    return pp.image


def test_the_host_gets_the_mask_with_hard_edges_and_a_latent_for_each_white_pixel(host: Any) -> None:
    p = processing(noise())
    ours("masking").change_only(p, left(shade=3))
    assert p.image_mask.getextrema() == (0, 255)
    assert np.array_equal(np.asarray(p.image_mask) > 0, np.asarray(left()) > 0)
    assert p.latent_mask.size == (8, 4)
    assert (np.asarray(p.latent_mask) > 0).sum(axis=1).tolist() == [3] * 4  # 21 of 64 pixels
    assert (p.mask_blur_x, p.mask_blur_y, p.inpainting_fill, p.inpaint_full_res) == (0, 0, 1, False)
    assert p.override_settings == {"CLIP_stop_at_last_layers": 2, "return_mask": False}


def test_scripts_of_others_cannot_change_what_is_outside(host: Any) -> None:
    start, drawn = noise(), noise(seed=1)
    p = processing(start)
    ours("masking").change_only(p, left())
    result = np.asarray(composited(p, drawn))
    assert np.array_equal(result[:, 21:], np.asarray(start)[:, 21:])
    assert np.array_equal(result[:, :21], 255 - np.asarray(drawn)[:, :21])


def test_the_hosts_own_runner_is_left_alone(host: Any) -> None:
    p = processing(noise())
    own = p.scripts
    ours("masking").change_only(p, left())
    assert p.scripts is not own
    assert "postprocess_image_after_composite" not in vars(own)


def test_picture_and_mask_are_resized_before_the_host_does(host: Any) -> None:
    p = processing(noise((128, 64)))
    ours("masking").change_only(p, left((128, 64)))
    assert p.init_images[0].size == p.image_mask.size == SIZE
    result = np.asarray(composited(p, noise(seed=1)))
    assert np.array_equal(result[:, 24:], np.asarray(p.init_images[0])[:, 24:])


@pytest.mark.parametrize("only_masked", [False, True])
def test_the_tabs_own_mask_stays_and_both_must_let_a_pixel_change(host: Any, only_masked: bool) -> None:
    start, own = noise(), Image.new("L", SIZE, 255)
    p = processing(start, image_mask=own, inpaint_full_res=only_masked)
    ours("masking").change_only(p, left())
    assert p.image_mask is own
    assert p.latent_mask is None
    assert (p.mask_blur_x, p.inpaint_full_res) == (4, only_masked)
    result = np.asarray(composited(p, noise(seed=1)))
    assert np.array_equal(result[:, 21:], np.asarray(start)[:, 21:])


def test_noise_around_a_mask_is_the_pictures_own_and_that_of_others_comes_back(host: Any) -> None:
    host.sd_samplers_cfg_denoiser.torch = "torch"
    host.sd_samplers_common.TorchHijack = lambda p: f"noise of {p.seed}"
    fails = [False, True]

    def sample(x: int) -> tuple[int, str]:
        if fails.pop(0):
            raise ValueError
        return x, host.sd_samplers_cfg_denoiser.torch

    p = processing(noise(), seed=7, sample=sample)
    ours("masking").keep_to_own_noise(p)
    assert p.sample(x=3) == (3, "noise of 7")
    assert host.sd_samplers_cfg_denoiser.torch == "torch"
    with pytest.raises(ValueError):
        p.sample(x=3)
    assert host.sd_samplers_cfg_denoiser.torch == "torch"
