"""What a dream needs to go on: a generator, the encoders' aims, and an opinion of each frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from clip_critic.critic import Critic
from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.encoders.cached import encode_pictures_cached, encode_texts_cached
from clip_critic.encoders.found import other_folders
from clip_critic.encoders.gradients import PictureTower
from clip_critic.encoders.unit_activity import UnitActivity, parse_unit
from clip_critic.errors import BadInputError
from clip_critic.guides.decoders import decoder_folders, find_small_decoder
from clip_critic.hosts.base import Decodes, Host
from clip_critic.keywords.targets import Target, Targets, parse_targets, require_words
from clip_critic.pictures.opening import Picture
from clip_critic.progress import Progress, silent
from clip_critic.sessions.dreams.ascent import Aim, Ascent, UnitAim, VectorAim
from clip_critic.sessions.dreams.generators import DreamGenerator, FourierGenerator, LatentGenerator
from clip_critic.sessions.dreams.looks import Looks
from clip_critic.sessions.dreams.registry import ADDED, MakeGenerator, Materials
from clip_critic.sessions.dreams.session import Dream
from clip_critic.sessions.dreams.settings import DreamSettings

MOST_PHRASES = 15
NO_AIM = (
    "A dream needs an aim: enter words to see or to avoid, a unit to amplify, or a picture to come near to."
)
NO_SMALL = (
    "There is no small decoder for the latents of this checkpoint here: choose host or pixels as the "
    "generator."
)
NO_DECODER = "What makes the pictures here has no decoder of latents: choose pixels as the generator."


def generator_of(name: str, materials: Materials) -> DreamGenerator:
    """Return the generator of a name.

    Raises:
        BadInputError: there is none, or what it needs is not there.
    """
    makers: dict[str, MakeGenerator] = {"small": _small, "host": _hosts, "pixels": _pixels, **ADDED}
    if name not in makers:
        raise BadInputError(f"There is no generator {name!r:.80}: choose one of {', '.join(makers)}.")
    return makers[name](materials)


def _pixels(materials: Materials) -> DreamGenerator:
    return FourierGenerator()


def _small(materials: Materials) -> DreamGenerator:
    space = _decoding_host(materials).latent_space()
    try:
        decoder = find_small_decoder(space, materials.folders).to(materials.device)
    except BadInputError:
        raise BadInputError(NO_SMALL) from None
    return LatentGenerator(decoder, materials.device, space.first_weight.shape[1])


def _hosts(materials: Materials) -> DreamGenerator:
    space = _decoding_host(materials).latent_space()
    return LatentGenerator(space.decode, space.first_weight.device, space.first_weight.shape[1])


def _decoding_host(materials: Materials) -> Decodes:
    host = materials.host()
    if not isinstance(host, Decodes):
        raise BadInputError(NO_DECODER)
    return host


@dataclass(frozen=True, eq=False)
class Opinion:
    """What is seen in a frame.

    Attributes:
        similarity: the mean over the encoders that dream, from -1 to 1; None without words or a picture.
        judged: the judge's; None without one.
        activity: how active the unit is; None without one.
    """

    similarity: float | None
    judged: float | None
    activity: float | None


@dataclass(frozen=True, eq=False)
class Variant:
    """One of the dreams that are dreamt beside each other.

    Attributes:
        phrase: what is added to the words; empty for the plain words.
        targets: the words.
        ascent: its rules.
        judge: returns the judge's similarity of a picture, or None without a judge.
    """

    phrase: str
    targets: Targets
    ascent: Ascent
    judge: Callable[[Image.Image], float | None]

    def opinion(self, picture: torch.Tensor, image: Image.Image) -> Opinion:
        """Return what is seen in a picture, given as ``[1, 3, h, w]`` and as an image."""
        similar = [aim.score(picture) for aim in self.ascent.aims if isinstance(aim, VectorAim)]
        active = [aim.score(picture) for aim in self.ascent.aims if isinstance(aim, UnitAim)]
        judged = self.judge(image)
        return Opinion(
            round(sum(similar) / len(similar), 6) if similar else None,
            None if judged is None else round(judged, 6),
            round(active[0], 6) if active else None,
        )


@dataclass(frozen=True, eq=False)
class Dreaming:
    """All that a dream needs to go on: what is dreamt beside each other, with the same generator."""

    variants: tuple[Variant, ...]
    generator: DreamGenerator

    @property
    def side(self) -> int:
        """The least side in pixels that all encoders see all of, as a multiple of 8."""
        return max(-(-aim.side // 8) * 8 for aim in self.variants[0].ascent.aims)


def targets_of(settings: DreamSettings, has_aim: bool = False) -> Targets:
    """Return the words that a dream aims at.

    Args:
        settings: the settings.
        has_aim: whether there is a picture to come near to.

    Raises:
        BadInputError: there is no aim at all, words contradict each other, or a weight is wrong.
    """
    targets = parse_targets(settings.want, settings.avoid, none=True)
    if settings.unit.strip():
        parse_unit(settings.unit)
    elif not targets.words and not has_aim:
        raise BadInputError(NO_AIM)
    if len(settings.phrases) > 1 and not targets.wanted:
        raise BadInputError("Phrases are compared with words: enter words to see.")
    if len(settings.phrases) > MOST_PHRASES + 1:
        raise BadInputError(f"There are too many phrases to compare: enter at most {MOST_PHRASES}.")
    require_words(targets, ())
    return targets


def with_phrase(targets: Targets, phrase: str) -> Targets:
    """Return the targets with a phrase behind each wanted word."""
    if not phrase:
        return targets
    wanted = tuple(Target(f"{target.word}, {phrase}", target.weight) for target in targets.wanted)
    return Targets(wanted, targets.unwanted)


def dreaming(dream: Dream, critic: Critic, host: Callable[[], Host], progress: Progress) -> Dreaming:
    """Load and prepare all that a dream needs.

    Raises:
        BadInputError: there is no aim, or no such generator or unit.
        EncoderError: an encoder is missing, fails, or has no gradients.
        SessionError: the picture to come near to is gone.
    """
    settings = dream.settings
    targets, near = targets_of(settings, dream.has_aim), dream.aim()
    phrases = settings.phrases
    all_targets = [with_phrase(targets, phrase) for phrase in phrases]
    aims: list[list[Aim]] = [[] for _ in phrases]
    for spec in dict.fromkeys((settings.encoder, settings.second or settings.encoder)):
        with critic.encoder(spec, progress) as encoder:
            for own, found in zip(aims, all_targets, strict=True):
                if found.words or near:
                    own.append(_vector_aim(critic, encoder, found, near, settings.pull, progress))
    device = "cpu"
    with critic.encoder(settings.encoder, progress) as encoder:
        device = str(getattr(encoder, "device", device))
        if settings.unit.strip():
            unit = UnitAim(UnitActivity(encoder, parse_unit(settings.unit)))
            for own in aims:
                own.append(unit)
    models = critic.models_dir
    folders = decoder_folders(models, other_folders(models))
    generator = generator_of(settings.generator, Materials(host, folders, device))
    looks = Looks(settings.cutouts, settings.smallest, noise=settings.noise)
    rate = settings.rate * generator.rate
    variants = tuple(
        Variant(
            phrase,
            found,
            Ascent(generator, own, looks, rate, settings.total, settings.smooth, settings.seed),
            _judge(critic, settings.judge, found, near, settings.pull),
        )
        for phrase, found, own in zip(phrases, all_targets, aims, strict=True)
    )
    return Dreaming(variants, generator)


def _vector_aim(
    critic: Critic, encoder: Encoder, targets: Targets, near: Picture | None, pull: float, progress: Progress
) -> VectorAim:
    vectors, weights = _weighted(critic, encoder, targets, near, pull, progress)
    tower = PictureTower(encoder)
    with torch.inference_mode(False):
        return VectorAim(tower, torch.tensor(vectors), torch.tensor(weights, dtype=torch.float32))


def _judge(
    critic: Critic, spec: str, targets: Targets, near: Picture | None, pull: float
) -> Callable[[Image.Image], float | None]:
    if not spec or not (targets.words or near):
        return lambda image: None

    def judged(image: Image.Image) -> float:
        with critic.encoder(spec, judge=True) as encoder:
            vectors, weights = _weighted(critic, encoder, targets, near, pull)
            seen = encoder.encode_images([image])[0]
        return float(vectors @ seen @ weights) / float(np.abs(weights).sum())

    return judged


def _weighted(
    critic: Critic,
    encoder: Encoder,
    targets: Targets,
    near: Picture | None,
    pull: float,
    progress: Progress = silent,
) -> tuple[Vectors, NDArray[np.float64]]:
    """Return the vectors of words and of a picture with their weights, below 0 for what is to be avoided."""
    signed = [(target.word, target.weight) for target in targets.wanted]
    signed += [(target.word, -target.weight) for target in targets.unwanted]
    texts = encode_texts_cached(
        encoder, [word for word, _ in signed], cache=critic.cache(), progress=progress
    ).vectors
    weights = [weight for _, weight in signed]
    if near is not None:
        seen = encode_pictures_cached(encoder, [near], cache=critic.cache())
        return np.concatenate([texts, seen]), np.array([*weights, pull])
    return texts, np.array(weights)
