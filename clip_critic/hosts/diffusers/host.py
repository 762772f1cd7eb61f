"""The `Host` that uses diffusers."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PIL import Image

from clip_critic.errors import BadInputError, CriticError, HostError
from clip_critic.guides.base import LatentSpace, guide_notes
from clip_critic.hosts.base import (
    Description,
    GeneratedPicture,
    Request,
    Skipped,
    TokenCount,
    Trained,
    check_request,
    refuse_options,
)
from clip_critic.hosts.concepts import HASHES, check_concepts, hashes_text
from clip_critic.hosts.diffusers.checkpoints import (
    MINIATURE,
    Checkpoint,
    checkpoint_at,
    find_checkpoints,
    find_vaes,
    vae_at,
)
from clip_critic.hosts.diffusers.drawing import Batch, Painter
from clip_critic.hosts.diffusers.guiding import space_of
from clip_critic.hosts.diffusers.library import in_short
from clip_critic.hosts.diffusers.loading import Placement, load_painter, natural_side, require_vae
from clip_critic.hosts.diffusers.prompts import read_prompt
from clip_critic.hosts.diffusers.samplers import SAMPLERS, SCHEDULERS, choose, split_legacy
from clip_critic.pictures.infotext import Parameters, write_infotext
from clip_critic.pictures.masks import require_mask
from clip_critic.progress import Progress

if TYPE_CHECKING:
    from clip_critic.concepts.settings import TrainSettings
    from clip_critic.weights.embeddings import Embedding

logger = logging.getLogger(__name__)
T = TypeVar("T")


class DiffusersHost:
    """A host that uses a checkpoint of Stable Diffusion 1, 2 or XL, or the bundled miniature.

    The checkpoint is loaded when it is first needed and kept until another one is requested. Nothing is ever
    downloaded.

    Args:
        checkpoint: the default checkpoint: ``"miniature"``, or the path of a diffusers folder or of a single
            file. Only the user chooses this path: requests can only use names listed by `describe`.
        models: a folder with checkpoints to choose from.
        vaes: a folder with VAEs to choose from.
        vae: the path of another VAE, which `describe` lists first; only the user chooses it, too.
        device: the torch device; an empty name means CUDA where available. CUDA uses half precision.

    Raises:
        BadInputError: there is no such checkpoint or VAE.
    """

    def __init__(
        self,
        checkpoint: str | Path = MINIATURE,
        *,
        models: Path | None = None,
        vaes: Path | None = None,
        vae: str | Path = "",
        device: str = "",
    ) -> None:
        self._default = checkpoint_at(str(checkpoint))
        self._vae = vae_at(str(vae)) if vae else None
        self._models, self._vaes, self._place = models, vaes, Placement(device)
        self._painter: Painter | None = None
        self._loaded: tuple[Checkpoint, Checkpoint | None] | None = None
        self.notes: tuple[str, ...] = ()
        """Sentences for the user about parts of the last request's prompts that had no effect."""

    def describe(self) -> Description:
        return Description(
            name=f"diffusers on {self._place.name}",
            samplers=tuple(SAMPLERS),
            schedulers=SCHEDULERS,
            checkpoints=tuple(self._checkpoints()),
            vaes=tuple(self._offered_vaes()),
        )

    def side(self, checkpoint: str) -> int:
        return natural_side(self._checkpoints().get(checkpoint, self._default))

    def checked(self, request: Request) -> Request:
        sampler, scheduler = split_legacy(request.sampler, request.scheduler)
        request = replace(request, sampler=sampler, scheduler=scheduler)
        _check(request, self.describe())
        return request

    def require_parts(self, request: Request) -> None:
        checkpoint = self._checkpoints().get(request.checkpoint, self._default)
        if not request.vae:
            require_vae(checkpoint)

    def txt2img(self, request: Request, progress: Progress) -> list[GeneratedPicture]:
        return self._make(request, {}, lambda painter, batch: painter.draw(batch, progress))

    def img2img(self, request: Request, picture: Image.Image, progress: Progress) -> list[GeneratedPicture]:
        if not 0 <= request.strength <= 1:
            raise BadInputError(f"The denoising strength must be between 0 and 1, not {request.strength:g}.")
        if request.mask is not None:
            require_mask(request.mask, picture.size)
        return self._make(
            request,
            {"Denoising strength": f"{request.strength:g}"},
            lambda painter, batch: painter.redraw(
                batch, [picture] * request.count, request.strength, progress, request.mask
            ),
        )

    def train(
        self,
        embedding: Embedding,
        pictures: Sequence[Image.Image],
        settings: TrainSettings,
        progress: Progress,
        checkpoint: str = "",
    ) -> Trained:
        if not pictures:
            raise BadInputError("There are no pictures to train with: choose some of the concept.")
        check_concepts([embedding])
        offered = self._checkpoints()
        if checkpoint and checkpoint not in offered:
            raise BadInputError(f"There is no checkpoint {checkpoint!r:.200}: choose one from the list.")
        chosen = offered.get(checkpoint, self._default)
        side = natural_side(chosen)

        def work() -> Trained:
            return self._ready(chosen, None).train(embedding, pictures, side, settings, progress)

        return _with_host_errors(work, lambda error: _as_training_error(error, side))

    def latent_space(self) -> LatentSpace:
        def work() -> LatentSpace:
            painter = self._painter or self._ready(self._default, self._vae)
            return space_of(painter.vae)

        return _with_host_errors(work, lambda error: HostError(f"Loading failed: {in_short(error)}"))

    def count_tokens(self, prompt: str) -> TokenCount:
        painter = self._painter or self._ready(self._default, None)
        return painter.reader.count_tokens(prompt)

    def interrupted(self) -> bool:
        """Return False: this host is stopped by an error raised from its `Progress`."""
        return False

    def unload(self) -> None:
        """Unload the model and free its memory."""
        self._painter = self._loaded = None
        _free_memory()

    def _checkpoints(self) -> dict[str, Checkpoint]:
        """Return the checkpoints by name, the default first; where names clash, the first one wins."""
        checkpoints = {self._default.name: self._default}
        for checkpoint in (Checkpoint(MINIATURE), *find_checkpoints(self._models).values()):
            if checkpoint.path is None or all(
                checkpoint.path != other.path for other in checkpoints.values()
            ):
                checkpoints.setdefault(checkpoint.name, checkpoint)
        return checkpoints

    def _offered_vaes(self) -> dict[str, Checkpoint]:
        """Return the VAEs by name, the one that was chosen by its path first."""
        own = {self._vae.name: self._vae} if self._vae else {}
        return own | {name: vae for name, vae in find_vaes(self._vaes).items() if name not in own}

    def _make(
        self,
        request: Request,
        more: dict[str, str],
        paint: Callable[[Painter, Batch], list[Image.Image]],
    ) -> list[GeneratedPicture]:
        request = self.checked(request)
        choice = choose(request.sampler, request.scheduler, request.steps)
        checkpoint = self._checkpoints()[request.checkpoint or self._default.name]
        vae = self._offered_vaes()[request.vae] if request.vae else None
        batch = Batch(
            prompts=[request.prompt] * request.count,
            negatives=[request.negative_prompt] * request.count,
            seeds=range(request.seed, request.seed + request.count),
            choice=choice,
            steps=request.steps,
            guidance=request.cfg_scale,
            width=request.width,
            height=request.height,
            guide=request.guide,
            embeddings=request.embeddings,
        )
        self.notes = _notes(request)
        pictures = _with_host_errors(
            lambda: paint(self._ready(checkpoint, vae), batch), lambda error: _as_host_error(error, request)
        )
        self.notes += guide_notes(request.guide)
        settings = {
            "Steps": str(request.steps),
            "Sampler": choice.sampler,
            "Schedule type": choice.scheduler,
            "CFG scale": f"{request.cfg_scale:g}",
            "Seed": "",
            "Size": f"{request.width}x{request.height}",
            "Model": checkpoint.name,
            **({"VAE": vae.name} if vae else {}),
            **more,
            **self._concepts(request),
            "RNG": "CPU",
            **request.extra,
        }
        return [
            GeneratedPicture(picture, _infotext(request, {**settings, "Seed": str(seed)}), seed)
            for picture, seed in zip(pictures, batch.seeds, strict=True)
        ]

    def _concepts(self, request: Request) -> dict[str, str]:
        """Return the entry of the infotext that names the concepts in the prompts."""
        if self._painter is None:
            return {}
        prompts = (request.prompt, request.negative_prompt)
        found = [self._painter.reader.concepts_in(prompt, request.embeddings) for prompt in prompts]
        used = {embedding.name: embedding for one in found for embedding in one}
        return {HASHES: hashes_text(list(used.values()))} if used else {}

    def _ready(self, checkpoint: Checkpoint, vae: Checkpoint | None) -> Painter:
        """Return the loaded checkpoint; another one is unloaded first to free its memory."""
        if self._painter is None or self._loaded != (checkpoint, vae):
            self.unload()
            logger.info("Loading the checkpoint %s", checkpoint.name)
            self._painter = load_painter(checkpoint, self._place, vae)
            self._loaded = (checkpoint, vae)
        return self._painter


def _check(request: Request, offered: Description) -> None:
    check_request(request, offered)
    refuse_options(request)
    for name, value in (("Batch size", request.count), ("Steps", request.steps)):
        if value < 1:
            raise BadInputError(f"{name} must be 1 or more, not {value}.")
    if not 0 <= request.seed <= request.seed + request.count - 1 < 2**63:
        raise BadInputError(f"The seed must be a whole number from 0 up, not {request.seed}.")


def _notes(request: Request) -> tuple[str, ...]:
    notes = (*read_prompt(request.prompt).notes, *read_prompt(request.negative_prompt).notes)
    return tuple(dict.fromkeys(notes))


def _infotext(request: Request, settings: dict[str, str]) -> str:
    return write_infotext(Parameters(request.prompt, request.negative_prompt, settings))


def _with_host_errors(work: Callable[[], T], explained: Callable[[Exception], HostError]) -> T:
    """Do some work; a failure in the library frees its memory and becomes a `HostError`."""
    try:
        return work()
    except (CriticError, Skipped):
        raise
    except Exception as error:
        logger.debug("The host failed:", exc_info=True)
        failure = explained(error)
    # Outside the handler, as the error's traceback keeps the batch alive.
    _free_memory()
    raise failure


def _as_host_error(error: Exception, request: Request) -> HostError:
    if _is_out_of_memory(error):
        size = f"{request.count} of {request.width} x {request.height}"
        return HostError(f"The pictures do not fit into memory ({size}): try fewer or smaller ones.")
    return HostError(f"Generating the pictures failed: {in_short(error)}")


def _as_training_error(error: Exception, side: int) -> HostError:
    if _is_out_of_memory(error):
        return HostError(
            f"Training with pictures of {side} x {side} does not fit into memory: train fewer at once."
        )
    return HostError(f"The training failed: {in_short(error)}")


def _is_out_of_memory(error: Exception) -> bool:
    """Return whether memory ran out; on a CPU torch raises only a RuntimeError."""
    import torch

    return isinstance(error, (MemoryError, torch.cuda.OutOfMemoryError)) or (
        isinstance(error, RuntimeError) and "memory" in str(error).lower()
    )


def _free_memory() -> None:
    import torch

    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
