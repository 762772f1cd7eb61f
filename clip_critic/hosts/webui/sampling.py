"""A call of the host's samplers that reports their steps and turns their failures into our errors."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from modules import devices, processing, sd_models, shared

from clip_critic.errors import CriticError, HostError, InterruptedByUser
from clip_critic.guides.base import Guide
from clip_critic.hosts.base import GeneratedPicture, Skipped
from clip_critic.hosts.webui import outcome
from clip_critic.hosts.webui.concepts import drawn_with
from clip_critic.hosts.webui.guiding import steering
from clip_critic.hosts.webui.memory import host_manages_memory
from clip_critic.hosts.webui.queue import interrupted
from clip_critic.progress import Progress
from clip_critic.weights.embeddings import Embedding

logger = logging.getLogger(__name__)

OUT_OF_MEMORY = (
    "The WebUI ran out of memory: try fewer pictures at a time or smaller ones, or start it with --medvram."
)
OUT_OF_MEMORY_FORK = "The WebUI ran out of memory: try fewer pictures at a time or smaller ones."
"""The same where the host manages its memory itself: the option does nothing there."""
NO_MEMORY = ("out of memory", "can't allocate memory", "not enough memory")
"""Parts of torch's messages on a GPU, on Linux and on Windows."""


@dataclass(frozen=True)
class SampledBatch:
    """The pictures of a batch, and sentences for the user about them."""

    pictures: list[GeneratedPicture]
    notes: tuple[str, ...]


def sample(
    p: Any, progress: Progress, guide: Guide | None = None, embeddings: Sequence[Embedding] = ()
) -> SampledBatch:
    """Generate a prepared batch; the host saves the pictures according to the user's settings.

    Raises:
        BadInputError: the checkpoint cannot be steered by the guide, or a concept does not fit it.
        CriticError: the guide raised it.
        InterruptedByUser: the user or ``progress`` stopped it; unfinished pictures are discarded.
        Skipped: the user skipped this batch.
        HostError: the host has failed.
    """
    if interrupted():
        raise InterruptedByUser("Interrupted.")
    shared.state.skipped = False
    outcome.require_numbers(p)
    try:
        with _watching(progress) as watch, closing(p), steering(p, guide), drawn_with(p, embeddings):
            processed = _process(p)
    finally:
        skipped, shared.state.skipped = shared.state.skipped, False
        devices.torch_gc()
    if watch.stopped is not None:
        raise watch.stopped
    if shared.state.interrupted:
        raise InterruptedByUser("Interrupted.")
    notes = outcome.comments(p, processed)
    if skipped:
        raise Skipped(notes)
    return SampledBatch(_pictures(processed), notes)


def _process(p: Any) -> Any:
    _wait_for_loading()
    try:
        return processing.process_images(p)
    except Exception as error:  # whatever the host and its extensions raise
        if not isinstance(error, CriticError):
            logger.exception("the host failed")
        failure = _as_critic_error(error)
    raise failure  # outside the handler: the host's error keeps the batch, and its memory, alive


def _wait_for_loading() -> None:
    """Wait for the checkpoint that the host loads in the background when it starts.

    A batch that names a checkpoint meanwhile would load it at the same time, and two loads break each other.
    """
    lock = getattr(getattr(sd_models, "model_data", None), "lock", None)
    if lock is not None:
        with lock:
            pass


def _pictures(processed: Any) -> list[GeneratedPicture]:
    """Return the generated pictures, without the grid before them and the extras of extensions after them."""
    if processed is None or not processed.images:
        if interrupted():
            raise InterruptedByUser("Interrupted.")
        raise HostError("The WebUI returned no pictures: see its console for the reason.")
    first = processed.index_of_first_image
    rows = zip(processed.images[first:], processed.infotexts[first:], processed.all_seeds, strict=False)
    return [GeneratedPicture(image.convert("RGB"), infotext, int(seed)) for image, infotext, seed in rows]


def _as_critic_error(error: Exception) -> CriticError:
    if isinstance(error, CriticError):
        return error
    kind = type(error).__name__
    if "OutOfMemory" in kind or any(sign in str(error).lower() for sign in NO_MEMORY):
        return HostError(OUT_OF_MEMORY_FORK if host_manages_memory() else OUT_OF_MEMORY)
    if kind == "NansException":
        return outcome.no_numbers()
    if sd_models.model_data.sd_model is None:
        return HostError("The WebUI could not load the checkpoint: see its console for the reason.")
    lines = str(error).strip().splitlines() or ["no message"]
    return HostError(f"The WebUI failed ({kind}: {lines[0][:200]}): see its console for details.")


class _Watch:
    """A watch that reports the sampler's steps to a `Progress`, whose error ends the batch and is kept."""

    def __init__(self, progress: Progress) -> None:
        self.stopped: BaseException | None = None
        self._progress = progress

    def step(self, done: int, total: int) -> None:
        if self.stopped is None:
            try:
                self._progress(min(done, total), total, "generating pictures")
            except BaseException as stop:
                self.stopped = stop  # the host would log it and go on
                shared.state.skipped = True


_watch: _Watch | None = None
"""The watch of the current call: the host's callbacks belong to the whole process."""


@contextmanager
def _watching(progress: Progress) -> Iterator[_Watch]:
    global _watch
    _watch = watch = _Watch(progress)
    try:
        yield watch
    finally:
        _watch = None


def on_denoiser(params: Any) -> None:
    """Report a step; the host calls this before each evaluation of its model, in any of its jobs."""
    if _watch is not None:
        _watch.step(int(params.sampling_step), max(int(params.total_sampling_steps), 1))
