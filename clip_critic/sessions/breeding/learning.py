"""Individuals of the first population that are learned from the user's own pictures, each in its own way."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from clip_critic.concepts.settings import StartSettings
from clip_critic.concepts.views import FEWEST
from clip_critic.critic import Critic
from clip_critic.pictures.opening import open_picture
from clip_critic.progress import Progress
from clip_critic.sessions.breeding.session import START, Breeding
from clip_critic.weights.embeddings import Embedding


def learned(critic: Critic, breeding: Breeding, place: int, progress: Progress) -> Embedding:
    """Return an individual that is learned from half of the pictures, with a seed of its own.

    Args:
        critic: lends the encoder, and has the lists and the cache.
        breeding: a breeding that began with pictures.
        place: the individual's place in the first population.
        progress: a callback at each step; it may raise `InterruptedByUser`, and nothing is kept then.

    Raises:
        BadInputError: there are too few pictures, of it or of other things.
        EncoderError: the encoder reads no vectors, failed, or has not enough memory.
    """
    settings = breeding.settings
    rng = np.random.default_rng([settings.seed, 0, place])
    count = max(FEWEST, -(-len(breeding.shown) // 2))
    some = rng.permutation(len(breeding.shown))[:count]
    files = [breeding.folder / START / breeding.shown[index] for index in sorted(some.tolist())]
    pictures = [open_picture(file) for file in files]
    asked = StartSettings(settings.vectors, settings.kind, seed=int(rng.integers(2**31)))
    others = [Path(file) for file in breeding.others]
    started = critic.start_concept(
        settings.name, pictures, asked, others=others, encoder=settings.encoder, progress=progress
    )
    return started.embedding
