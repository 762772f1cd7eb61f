"""Masks for the host's img2img: only their white pixels may change, exactly."""

from __future__ import annotations

from copy import copy
from typing import Any

import numpy as np
from modules import images, sd_samplers_cfg_denoiser, sd_samplers_common, shared
from PIL import Image

from clip_critic.hosts.base import MULTIPLE
from clip_critic.pictures.masks import everything_inside, keep_outside, mask_cells

ORIGINAL = 1
"""The host's value for "Masked content: original"."""
LATENT_UPSCALE = 3
"""The host's way to resize that leaves the picture's pixels alone."""
RETURNED = ("return_mask", "return_mask_composite")
"""Settings with which the host returns masks among its pictures."""


def change_only(p: Any, mask: Image.Image) -> None:
    """Let a processing object with one start picture change only what may change in the picture's mask.

    If it has a mask already, only what both let change can differ from the start picture.
    """
    picture, own = p.init_images[0], p.image_mask is not None
    if not (own and p.inpaint_full_res):  # otherwise the host pastes the mask's place into the picture
        picture, mask = _resized(p, picture), _resized(p, mask)
    if not own:
        p.init_images = [picture]
        _give_mask(p, mask)
    p.override_settings = {**p.override_settings, **masks_not_returned()}
    _paste_back(p, picture, mask)


def keep_to_own_noise(p: Any) -> None:
    """Let a mask's surroundings get, in each picture of a batch, the noise of the picture's own seed.

    Some hosts take that noise from one generator for the whole batch: a picture would not be the same alone.
    """
    sample = p.sample

    def sampled(*args: Any, **options: Any) -> Any:
        before = sd_samplers_cfg_denoiser.torch
        sd_samplers_cfg_denoiser.torch = sd_samplers_common.TorchHijack(p)
        try:
            return sample(*args, **options)
        finally:
            sd_samplers_cfg_denoiser.torch = before

    p.sample = sampled


def masks_not_returned() -> dict[str, bool]:
    """Return the settings with which the host returns nothing but pictures."""
    return {name: False for name in RETURNED if hasattr(shared.opts, name)}


def _resized(p: Any, image: Image.Image) -> Image.Image:
    size = (p.width, p.height)
    if image.size == size:
        return image
    resized: Image.Image = images.resize_image(p.resize_mode % LATENT_UPSCALE, image, *size)
    return resized.convert(image.mode)


def _give_mask(p: Any, mask: Image.Image) -> None:
    """Set the mask of a processing object.

    The host's own mask gets hard edges, as `keep_outside` makes the transition, and a latent for each pixel
    that may change, where the host would round.
    """
    cells = mask_cells(mask, (p.width // MULTIPLE, p.height // MULTIPLE))
    p.image_mask = everything_inside(mask)
    p.latent_mask = Image.fromarray(cells.astype(np.uint8) * 255)
    p.mask_blur_x = p.mask_blur_y = p.inpainting_mask_invert = 0
    p.inpainting_fill, p.inpaint_full_res, p.mask_round = ORIGINAL, False, True


def _paste_back(p: Any, picture: Image.Image, mask: Image.Image) -> None:
    """Put the picture's pixels back outside the mask, before the host saves a picture that it has made."""
    p.scripts = runner = copy(p.scripts)  # the host's own one serves its tabs
    after_composite = runner.postprocess_image_after_composite

    def pasted(p: Any, pp: Any, **options: Any) -> None:
        after_composite(p, pp, **options)
        pp.image = keep_outside(pp.image, picture, mask)

    runner.postprocess_image_after_composite = pasted
