"""What a host is: anything that makes pictures from prompts, and from pictures and prompts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol, runtime_checkable

from PIL import Image

from clip_critic.errors import BadInputError
from clip_critic.progress import Progress

MULTIPLE = 8
"""Sides of a picture in pixels for every pixel of its latents."""


@dataclass(frozen=True)
class Request:
    """Pictures to make in one batch, where the host can; ``count`` of them, with seeds from ``seed`` on.

    Attributes:
        prompt: in the WebUI's prompt language, attention weights included.
        negative_prompt: likewise.
        seed: of the first picture; the next ones have ``seed + 1``, ``seed + 2``, ...
        count: pictures.
        width, height: in pixels, multiples of 8.
        steps: of the sampler.
        cfg_scale: guidance.
        sampler, scheduler: by the WebUI's names; an empty one leaves the choice to the host.
        checkpoint: by the name that `Description` gives; an empty one means the one in use.
        vae: likewise.
        styles: names of the host's saved prompt styles.
        strength: of the denoising, 0 to 1; only for `Host.img2img`.
        extra: what is written into each picture's infotext besides the host's own.
        scripts: whether always-on scripts of the host's other extensions take part.
    """

    prompt: str
    negative_prompt: str = ""
    seed: int = 0
    count: int = 1
    width: int = 512
    height: int = 512
    steps: int = 20
    cfg_scale: float = 7.0
    sampler: str = ""
    scheduler: str = ""
    checkpoint: str = ""
    vae: str = ""
    styles: tuple[str, ...] = ()
    strength: float = 0.6
    extra: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    scripts: bool = False


@dataclass(frozen=True)
class GeneratedPicture:
    """A picture that a host has made, with its full parameters as a WebUI writes them."""

    image: Image.Image
    infotext: str
    seed: int


@dataclass(frozen=True)
class Description:
    """What a host offers: the names to choose from, its default first."""

    name: str
    samplers: tuple[str, ...] = ()
    schedulers: tuple[str, ...] = ()
    checkpoints: tuple[str, ...] = ()
    vaes: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()


@dataclass(frozen=True)
class TokenCount:
    """How long a prompt is for the host: tokens used, and how many fit into the chunks that it has begun."""

    used: int
    capacity: int


@runtime_checkable
class Host(Protocol):
    """Makes pictures; used by one thread at a time.

    What it raises on purpose: `BadInputError` for a name that it does not know, `HostError` where it fails
    (out of memory, not a number), `InterruptedByUser` where the user stopped it; a picture that was not
    finished is never returned. `Skipped` where the user asked to skip this batch alone.

    A host may have ``notes``, a tuple of sentences on what it left out of the last request: the user is told.
    """

    def describe(self) -> Description: ...

    def side(self, checkpoint: str) -> int:
        """Of a picture in pixels where nobody names one; the checkpoint is not loaded for that."""
        ...

    def checked(self, request: Request) -> Request:
        """The request with the host's own names for what it takes by other ones, too.

        Raises:
            BadInputError: as `check_request` says it.
        """
        ...

    def txt2img(self, request: Request, progress: Progress) -> list[GeneratedPicture]:
        """Pictures from the prompt; ``progress`` is told of the sampler's steps and may raise to stop."""
        ...

    def img2img(self, request: Request, picture: Image.Image, progress: Progress) -> list[GeneratedPicture]:
        """Pictures from the prompt and one RGB picture, which is resized to the request's size."""
        ...

    def count_tokens(self, prompt: str) -> TokenCount: ...

    def interrupted(self) -> bool:
        """Whether the user asked the host to stop; it stays so until the turn in its queue ends."""
        ...


class Skipped(Exception):  # noqa: N818 - it is the user's wish, not a fault
    """The user asked the host to skip the batch at work."""


def check_request(request: Request, offered: Description) -> None:
    """Say what is wrong with a request before anything is loaded.

    Raises:
        BadInputError: a size is no multiple of 8, or a name is not offered.
    """
    for name, side in (("Width", request.width), ("Height", request.height)):
        if side < MULTIPLE or side % MULTIPLE:
            low = max(side // MULTIPLE, 1) * MULTIPLE
            raise BadInputError(
                f"{name} {side} is not a multiple of {MULTIPLE}: choose {low} or {low + MULTIPLE}."
            )
    _check_name("sampler", request.sampler, offered.samplers)
    _check_name("scheduler", request.scheduler, offered.schedulers)
    _check_name("checkpoint", request.checkpoint, offered.checkpoints)
    _check_name("VAE", request.vae, offered.vaes)
    for style in request.styles:
        _check_name("style", style, offered.styles)


def _check_name(kind: str, name: str, offered: Sequence[str]) -> None:
    if name and name not in offered:
        raise BadInputError(f"There is no {kind} {name!r} here: {_some(offered)}.")


def _some(names: Iterable[str], most: int = 12) -> str:
    known = list(names)
    if not known:
        return "there is none to choose from"
    more = f" and {len(known) - most} more" if len(known) > most else ""
    return f"choose one of {', '.join(known[:most])}{more}"
