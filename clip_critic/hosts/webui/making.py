"""The WebUI as a `Host` for the feedback loop, used during a turn in the WebUI's queue."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

import torch
from modules import processing, scripts, sd_models, shared
from PIL import Image

from clip_critic.guides.base import LatentSpace, guide_notes
from clip_critic.hosts.base import Description, GeneratedPicture, Live, Request, Skipped, TokenCount
from clip_critic.hosts.webui import live, offers, options, places, queue, tokens
from clip_critic.hosts.webui.guiding import latent_space
from clip_critic.hosts.webui.masking import change_only, keep_to_own_noise
from clip_critic.hosts.webui.sampling import sample
from clip_critic.pictures.masks import require_mask
from clip_critic.progress import Progress

OWN = "processing_scripts"
"""The folder of the always-on scripts that belong to the host itself."""


class WebuiHost:
    """A host that generates pictures as the WebUI's own tabs do: same settings, folders and metadata.

    Others may use the WebUI between two requests: the checkpoint and the VAE of the first one are put back
    for the next ones that name none.

    Attributes:
        notes: the comments of the WebUI and its extensions on the last request.
    """

    notes: tuple[str, ...] = ()
    _before: offers.Loaded | None = None

    def describe(self) -> Description:
        return offers.describe()

    def side(self, checkpoint: str) -> int:
        return offers.side(checkpoint)

    def checked(self, request: Request) -> Request:
        return offers.checked(request)

    def txt2img(self, request: Request, progress: Progress) -> list[GeneratedPicture]:
        request = self._completed(request)
        p = processing.StableDiffusionProcessingTxt2Img(**_common(request, "txt2img"))
        _complete(p, request, scripts.scripts_txt2img)
        return self._sampled(p, request, progress)

    def img2img(self, request: Request, picture: Image.Image, progress: Progress) -> list[GeneratedPicture]:
        if request.mask is not None:
            require_mask(request.mask, picture.size)
        request = self._completed(request)
        p = processing.StableDiffusionProcessingImg2Img(
            **_common(request, "img2img"),
            init_images=[picture],
            resize_mode=0,
            denoising_strength=request.strength,
        )
        _complete(p, request, scripts.scripts_img2img)
        if request.mask is not None:
            change_only(p, request.mask)
        start_alike(p)
        keep_to_own_noise(p)
        return self._sampled(p, request, progress)

    def _completed(self, request: Request) -> Request:
        if self._before is None:
            self._before = offers.loaded()
        return offers.checked(offers.put_back(request, self._before))

    def _sampled(self, p: Any, request: Request, progress: Progress) -> list[GeneratedPicture]:
        self.notes = ()
        try:
            with options.only_for(p, request.options):
                batch = sample(p, progress, request.guide, request.embeddings)
        except Skipped as skipped:
            self.notes = skipped.notes
            raise
        self.notes = (*batch.notes, *guide_notes(request.guide))
        return batch.pictures

    def latent_space(self) -> LatentSpace:
        # Some forks load a checkpoint only when the first picture is made.
        getattr(sd_models, "forge_model_reload", bool)()
        return latent_space()

    def count_tokens(self, prompt: str) -> TokenCount | None:
        return tokens.count(prompt)

    def interrupted(self) -> bool:
        return queue.interrupted()

    def output_folders(self) -> tuple[Path, ...]:
        return places.output_folders()

    def shown_file(self, address: str) -> Path | None:
        return places.shown_file(address)

    def live(self) -> Live:
        return live.live()

    def preview(self) -> bytes | None:
        return live.preview()


def _common(request: Request, tab: str) -> dict[str, Any]:
    opts = shared.opts
    return {
        "outpath_samples": opts.outdir_samples or getattr(opts, f"outdir_{tab}_samples"),
        "outpath_grids": opts.outdir_grids or getattr(opts, f"outdir_{tab}_grids"),
        "prompt": request.prompt,
        "negative_prompt": request.negative_prompt,
        "styles": list(request.styles),
        "seed": request.seed,
        "sampler_name": request.sampler,
        "batch_size": request.count,
        "n_iter": 1,
        "steps": request.steps,
        "cfg_scale": request.cfg_scale,
        "width": request.width,
        "height": request.height,
        "do_not_save_grid": True,
        "override_settings": {**options.values(request.options), **offers.overrides(request)},
    }


def _complete(p: Any, request: Request, runner: Any) -> None:
    if request.scheduler:
        p.scheduler = request.scheduler
    p.is_api = True  # otherwise the values of the host's always-on scripts would replace the request's
    p.extra_generation_params.update(options.infotext(request.options))
    p.extra_generation_params.update(_infotext(request.extra))
    p.scripts = runner if request.scripts else _host_scripts(runner)
    p.script_args = tuple(defaults(runner))


def _host_scripts(runner: Any) -> Any:
    """Return a runner of the host's own scripts, such as comments in prompts: some forks need a runner."""
    own = scripts.ScriptRunner()
    own.alwayson_scripts = [
        script for script in runner.alwayson_scripts if OWN in Path(script.filename).parts
    ]
    own.scripts = list(own.alwayson_scripts)
    return own


def start_alike(p: Any) -> None:
    """Make all pictures of an img2img batch start from the same latents, repeatably.

    The host encodes the start picture once for each picture of the batch and samples its latents every
    time, with a random generator in an unknown state.
    """
    encode = p.init

    def init(*args: Any, **keywords: Any) -> None:
        torch.manual_seed(crc32(p.init_images[0].tobytes()))
        count, p.batch_size = p.batch_size, 1
        try:
            encode(*args, **keywords)
        finally:
            p.batch_size = count
        p.init_latent = torch.cat([p.init_latent] * count)
        if p.image_conditioning is not None:
            p.image_conditioning = torch.cat([p.image_conditioning] * count)
        for name in ("color_corrections", "overlay_images"):
            if getattr(p, name, None):
                setattr(p, name, list(getattr(p, name)) * count)

    p.init = init


def defaults(runner: Any) -> list[Any]:
    """Return the scripts' default arguments on the host's page, with no script selected in the dropdown."""
    return [0, *(getattr(control, "value", None) for control in runner.inputs[1:])]


def _infotext(extra: Mapping[str, str]) -> dict[str, str]:
    return {name: str(value) for name, value in extra.items()}
