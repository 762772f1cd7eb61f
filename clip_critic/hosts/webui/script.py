"""The feedback loop as an entry of img2img's Script list: pictures are made with that tab's own settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from copy import copy
from functools import partial
from typing import Any

from modules import processing, scripts, shared
from PIL import Image

from clip_critic.hosts.base import GeneratedPicture, Request, Skipped
from clip_critic.hosts.webui.making import WebuiHost, start_alike
from clip_critic.hosts.webui.offers import name_sampler
from clip_critic.hosts.webui.queue import interrupted
from clip_critic.hosts.webui.sampling import sample
from clip_critic.pictures.opening import open_picture
from clip_critic.progress import Progress

PARAMETERS = "parameters"
ORIGINAL = 1
"""What the host calls "masked content: original"."""
MASKS = ("return_mask", "return_mask_composite")
"""Settings under which the host mixes masks among its pictures."""


def script_class(
    title: str,
    controls: Callable[[Callable[[str], str]], tuple[list[Any], list[tuple[Any, Any]]]],
    run: Callable[..., Any],
) -> type[scripts.Script]:
    """A script for img2img alone.

    Args:
        controls: builds the controls, given what makes their ids; with what reads them from an infotext.
        run: is given the host's processing and the controls' values, and gives the host's result.
    """

    class Script(scripts.Script):
        def title(self) -> str:
            return title

        def show(self, is_img2img: bool) -> bool:
            return is_img2img

        def ui(self, is_img2img: bool) -> list[Any]:
            built, self.infotext_fields = controls(self.elem_id)
            return built

        def run(self, p: Any, *values: Any) -> Any:
            return run(p, *values)

    return Script


class TabHost(WebuiHost):
    """The host as img2img is set up: mask, scripts of other extensions, overrides and all.

    Of a request it takes the prompts, the seed, the strength and the metadata.
    """

    def __init__(self, p: Any) -> None:
        """``p`` is what the host gives to a script; it stays as it is. Without a start: `PictureError`."""
        self.start = open_picture(p.init_images[0], name="start picture")
        processing.fix_seed(p)
        name_sampler(p)
        self._p = p
        self.batches = int(p.n_iter)

    @property
    def count(self) -> int:
        """Pictures of a step: the tab's batches, and as many in each as it says."""
        return self.batches * int(self._p.batch_size)

    def img2img(self, request: Request, picture: Image.Image, progress: Progress) -> list[GeneratedPicture]:
        made: list[GeneratedPicture] = []
        for number in range(self.batches):
            if made and interrupted():
                break  # "stop after this picture" keeps what is whole
            with suppress(Skipped):
                made += sample(self._batch(request, picture, number), partial(self._tell, progress, number))
        if not made:
            raise Skipped
        return made

    def _tell(self, progress: Progress, number: int, done: int, total: int, what: str) -> None:
        progress(number * total + done, self.batches * total, what)

    def _batch(self, request: Request, picture: Image.Image, number: int) -> Any:
        """A copy, as the host's own scripts make them: processing changes what it is given."""
        p = copy(self._p)
        p.prompt, p.negative_prompt, p.styles = request.prompt, request.negative_prompt, list(request.styles)
        p.seed = request.seed + number * int(p.batch_size)
        p.n_iter, p.do_not_save_grid = 1, True
        p.denoising_strength = request.strength
        p.init_images = [picture]
        p.extra_generation_params = {**p.extra_generation_params, **request.extra}
        p.override_settings = {**p.override_settings, **self._without_masks()}
        if picture.tobytes() != self.start.image.tobytes():
            p.inpainting_fill = ORIGINAL  # what was filled once is a picture now
        start_alike(p)
        return p

    def _without_masks(self) -> dict[str, bool]:
        masked = self._p.image_mask is not None
        return {name: False for name in MASKS if masked and hasattr(shared.opts, name)}


def result(
    p: Any, shown: Sequence[GeneratedPicture], prompts: Sequence[tuple[str, str]], comment: str
) -> Any:
    """What the host takes back from a script.

    Args:
        shown: pictures of the session.
        prompts: prompt and negative prompt of each.
        comment: for the user, below the pictures.
    """
    if comment:
        p.comment(comment)
    for made in shown:
        if shared.opts.enable_pnginfo and made.infotext:
            made.image.info[PARAMETERS] = made.infotext
    seeds = [made.seed for made in shown]
    return processing.Processed(
        p,
        [made.image for made in shown],
        seed=seeds[0],
        info=shown[0].infotext,
        all_prompts=[prompt for prompt, _ in prompts],
        all_negative_prompts=[negative for _, negative in prompts],
        all_seeds=seeds,
        all_subseeds=[p.subseed] * len(shown),
        infotexts=[made.infotext for made in shown],
    )
