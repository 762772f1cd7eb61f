"""The feedback loop in img2img's Script dropdown: it generates pictures with that tab's settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from functools import partial
from typing import Any

from fastapi import HTTPException
from modules import processing, scripts, shared
from PIL import Image

from clip_critic.errors import BadInputError, CriticError, EncoderError, HostError
from clip_critic.guides.base import guide_notes
from clip_critic.hosts.base import GeneratedPicture, Request, Skipped
from clip_critic.hosts.webui.making import WebuiHost, start_alike
from clip_critic.hosts.webui.masking import ORIGINAL, change_only, keep_to_own_noise, masks_not_returned
from clip_critic.hosts.webui.offers import name_sampler
from clip_critic.hosts.webui.queue import interrupted
from clip_critic.hosts.webui.sampling import sample
from clip_critic.pictures.opening import open_picture
from clip_critic.progress import Progress

PARAMETERS = "parameters"
STATUS = ((BadInputError, 422), (EncoderError, 503), (HostError, 503))
"""The HTTP status of an error, as in our own API."""


def script_class(
    title: str,
    controls: Callable[[Callable[[str], str]], tuple[list[Any], list[tuple[Any, Any]]]],
    run: Callable[..., Any],
) -> type[scripts.Script]:
    """Return the class of a script for img2img only.

    Args:
        title: the entry in the dropdown.
        controls: a function that builds the controls from a function for element ids, and returns them with
            the fields that an infotext fills in.
        run: a function that turns the host's processing object and the controls' values into the host's
            result.
    """

    class Script(scripts.Script):  # type: ignore[misc]  # the host's classes are Any to mypy
        def title(self) -> str:
            return title

        def show(self, is_img2img: bool) -> bool:
            return is_img2img

        def ui(self, is_img2img: bool) -> list[Any]:
            built, self.infotext_fields = controls(self.elem_id)
            return built

        def run(self, p: Any, *values: Any) -> Any:
            try:
                return run(p, *values)
            except CriticError as error:
                if not getattr(p, "is_api", False):
                    return _refusal(p, str(error))
                if (status := _status(error)) is None:
                    raise
                raise HTTPException(status, str(error)) from error

    return Script


def _status(error: CriticError) -> int | None:
    """Return the HTTP status with which the host's API answers an error, or None for any other."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), None)


def _refusal(p: Any, message: str) -> Any:
    """Return no pictures, and a message: not every host shows the text of an error on its page."""
    p.comment(message)
    return processing.Processed(p, [], info="")


class TabHost(WebuiHost):
    """The WebUI with all settings of its img2img tab: mask, other extensions' scripts, overrides.

    It uses only the prompts, the seed, the strength, the mask and the metadata of a request.

    Args:
        p: the processing object that the host passes to a script; it is not changed.

    Raises:
        PictureError: there is no start picture.
    """

    def __init__(self, p: Any) -> None:
        self.start = open_picture(p.init_images[0], name="start picture")
        processing.fix_seed(p)
        name_sampler(p)
        self._p = p
        self.batches = int(p.n_iter)

    @property
    def count(self) -> int:
        """The number of pictures in a step: the tab's batch count times its batch size."""
        return self.batches * int(self._p.batch_size)

    def img2img(self, request: Request, picture: Image.Image, progress: Progress) -> list[GeneratedPicture]:
        pictures: list[GeneratedPicture] = []
        self.notes = ()
        for number in range(self.batches):
            if pictures and interrupted():
                break  # "stop after this picture" keeps the finished ones
            p = self._batch(request, picture, number)
            try:
                batch = sample(p, partial(self._report, progress, number), request.guide, request.embeddings)
            except Skipped as skipped:
                self._note(skipped.notes)
                continue
            pictures += batch.pictures
            self._note((*batch.notes, *guide_notes(request.guide)))
        if not pictures:
            raise Skipped
        return pictures

    def _note(self, notes: Sequence[str]) -> None:
        self.notes = tuple(dict.fromkeys((*self.notes, *notes)))
        for note in notes:
            self._p.comment(note)  # shown below the tab's pictures

    def _report(self, progress: Progress, number: int, done: int, total: int, what: str) -> None:
        progress(number * total + done, self.batches * total, what)

    def _batch(self, request: Request, picture: Image.Image, number: int) -> Any:
        """Return a copy of the processing object for one batch, as generating pictures changes it."""
        p = copy(self._p)
        p.comments = {}
        p.prompt, p.negative_prompt, p.styles = request.prompt, request.negative_prompt, list(request.styles)
        p.seed = request.seed + number * int(p.batch_size)
        p.n_iter, p.do_not_save_grid = 1, True
        p.denoising_strength = request.strength
        p.init_images = [picture]
        p.extra_generation_params = {**p.extra_generation_params, **request.extra}
        if p.image_mask is not None:
            p.override_settings = {**p.override_settings, **masks_not_returned()}
        if picture.tobytes() != self.start.image.tobytes():
            p.inpainting_fill = ORIGINAL  # the first step has already filled the masked area
        if request.mask is not None:
            change_only(p, request.mask)
        start_alike(p)
        keep_to_own_noise(p)
        return p


def result(
    p: Any, shown: Sequence[GeneratedPicture], prompts: Sequence[tuple[str, str]], comment: str
) -> Any:
    """Return a script's result as the host expects it.

    Args:
        p: the host's processing object.
        shown: the session's pictures.
        prompts: the prompt and negative prompt of each picture.
        comment: a message for the user, shown below the pictures.
    """
    if comment:
        p.comment(comment)
    for picture in shown:
        if shared.opts.enable_pnginfo and picture.infotext:
            picture.image.info[PARAMETERS] = picture.infotext
    seeds = [picture.seed for picture in shown]
    return processing.Processed(
        p,
        [picture.image for picture in shown],
        seed=seeds[0],
        info=shown[0].infotext,
        all_prompts=[prompt for prompt, _ in prompts],
        all_negative_prompts=[negative for _, negative in prompts],
        all_seeds=seeds,
        all_subseeds=[p.subseed] * len(shown),
        infotexts=[picture.infotext for picture in shown],
    )
