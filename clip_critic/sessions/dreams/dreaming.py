"""What a dream needs to go on: a generator, the encoders' aims, and an opinion of each frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from clip_critic.critic import Critic
from clip_critic.encoders.cached import encode_texts_cached
from clip_critic.encoders.found import other_folders
from clip_critic.encoders.gradients import PictureTower
from clip_critic.errors import BadInputError
from clip_critic.guides.decoders import decoder_folders, find_small_decoder
from clip_critic.hosts.base import Decodes, Host
from clip_critic.keywords.targets import Target, Targets, parse_targets, require_words
from clip_critic.progress import Progress
from clip_critic.sessions.dreams.ascent import Aim, Ascent
from clip_critic.sessions.dreams.generators import FourierGenerator, Generator, LatentGenerator
from clip_critic.sessions.dreams.looks import Looks
from clip_critic.sessions.dreams.settings import GENERATORS, DreamSettings

NO_AIM = "A dream needs an aim: enter words to see or to avoid."
NO_DECODER = "What makes the pictures here has no decoder of latents: choose pixels as the generator."


@dataclass(frozen=True, eq=False)
class Surroundings:
    """The things that generators are made from.

    Attributes:
        host: returns the host; called only when it is needed.
        folders: the folders to search for small decoders.
        device: the device that the encoder computes on.
    """

    host: Callable[[], Host]
    folders: Sequence[Path]
    device: str


MakeGenerator = Callable[[Surroundings], Generator]
_ADDED: dict[str, MakeGenerator] = {}


def add_generator(name: str, make: MakeGenerator) -> None:
    """Add a generator under a name that the setting *Generator* takes from then on.

    Raises:
        ValueError: the name is one of ours.
    """
    if name in GENERATORS:
        raise ValueError(f"{name!r} is a generator already")
    _ADDED[name] = make


def generator_of(name: str, surroundings: Surroundings) -> Generator:
    """Return the generator of a name.

    Raises:
        BadInputError: there is none, or what it needs is not there.
    """
    makers: dict[str, MakeGenerator] = {"small": _small, "host": _hosts, "pixels": _pixels, **_ADDED}
    if name not in makers:
        raise BadInputError(f"There is no generator {name!r:.80}: choose one of {', '.join(makers)}.")
    return makers[name](surroundings)


def _pixels(surroundings: Surroundings) -> Generator:
    return FourierGenerator()


def _small(surroundings: Surroundings) -> Generator:
    space = _decoding_host(surroundings).latent_space()
    decoder = find_small_decoder(space, surroundings.folders).to(surroundings.device)
    return LatentGenerator(decoder, surroundings.device, space.first_weight.shape[1])


def _hosts(surroundings: Surroundings) -> Generator:
    space = _decoding_host(surroundings).latent_space()
    return LatentGenerator(space.decode, space.first_weight.device, space.first_weight.shape[1])


def _decoding_host(surroundings: Surroundings) -> Decodes:
    host = surroundings.host()
    if not isinstance(host, Decodes):
        raise BadInputError(NO_DECODER)
    return host


@dataclass(frozen=True, eq=False)
class Dreaming:
    """All that a dream needs to go on.

    Attributes:
        ascent: its rules.
        judge: returns the judge's similarity of a frame, from -1 to 1, or None without a judge.
    """

    ascent: Ascent
    judge: Callable[[Image.Image], float | None]

    @property
    def side(self) -> int:
        """The least side in pixels that all encoders see all of, as a multiple of 8."""
        return max(-(-aim.tower.side // 8) * 8 for aim in self.ascent.aims)


def targets_of(settings: DreamSettings) -> Targets:
    """Return the words that a dream aims at.

    Raises:
        BadInputError: there are none, they contradict each other, or a weight is wrong.
    """
    targets = parse_targets(settings.want, settings.avoid, none=True)
    if not targets.words:
        raise BadInputError(NO_AIM)
    require_words(targets, ())
    return targets


def dreaming(
    settings: DreamSettings, critic: Critic, host: Callable[[], Host], progress: Progress
) -> Dreaming:
    """Load and prepare all that a dream needs.

    Raises:
        BadInputError: there is no aim, or no such generator.
        EncoderError: an encoder is missing, fails, or has no gradients.
    """
    targets = targets_of(settings)
    specs = [settings.encoder, *([settings.second] if settings.second else [])]
    aims = [_aim(critic, spec, targets, progress) for spec in specs]
    with critic.encoder(settings.encoder, progress) as encoder:
        device = getattr(encoder, "device", "cpu")
    models = critic.models_dir
    folders = decoder_folders(models, other_folders(models))
    generator = generator_of(settings.generator, Surroundings(host, folders, device))
    ascent = Ascent(
        generator,
        aims,
        Looks(settings.cutouts, settings.smallest, noise=settings.noise),
        settings.rate * generator.rate,
        settings.total,
        settings.smooth,
        settings.seed,
    )
    return Dreaming(ascent, _judge(critic, settings.judge, targets))


def _aim(critic: Critic, spec: str, targets: Targets, progress: Progress) -> Aim:
    with critic.encoder(spec, progress) as encoder:
        words, weights = _weighted(targets)
        texts = encode_texts_cached(encoder, words, cache=critic.cache(), progress=progress).vectors
        tower = PictureTower(encoder)
    with torch.inference_mode(False):
        return Aim(tower, torch.tensor(np.asarray(texts)), torch.tensor(weights))


def _judge(critic: Critic, spec: str, targets: Targets) -> Callable[[Image.Image], float | None]:
    if not spec:
        return lambda image: None
    words, weights = _weighted(targets)

    def judged(image: Image.Image) -> float:
        with critic.encoder(spec, judge=True) as encoder:
            texts = encode_texts_cached(encoder, words, cache=critic.cache()).vectors
            seen = encoder.encode_images([image])[0]
        return float(texts @ seen @ weights) / sum(map(abs, weights))

    return judged


def _weighted(targets: Targets) -> tuple[list[str], list[float]]:
    """Return all words, and their weights, which are below 0 for what is to be avoided."""

    def signed(found: Sequence[Target], sign: int) -> list[tuple[str, float]]:
        return [(target.word, sign * target.weight) for target in found]

    pairs = [*signed(targets.wanted, 1), *signed(targets.unwanted, -1)]
    return [word for word, _ in pairs], [weight for _, weight in pairs]
