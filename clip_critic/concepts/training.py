"""Concepts that a checkpoint trains on, from the vectors that a start in CLIP's space gave them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

import numpy as np
from numpy.typing import NDArray

from clip_critic.concepts.settings import TrainSettings
from clip_critic.weights.embeddings import Embedding

STARTED = "started"
"""The entry of a lineage that says how a concept was started."""
TRAINED = "trained"
"""The entry that says how it was trained after that."""


def trained_steps(embedding: Embedding) -> int:
    """Return how many steps a checkpoint has trained a concept; those of a start are no training."""
    is_only_started = STARTED in embedding.lineage and TRAINED not in embedding.lineage
    return 0 if is_only_started else embedding.step or 0


def trained_embedding(
    embedding: Embedding,
    name: str,
    vectors: Mapping[str, NDArray[np.float32]],
    settings: TrainSettings,
    checkpoint: str,
    digests: Sequence[str],
) -> Embedding:
    """Return a concept that a checkpoint has trained, with what it was before in its lineage.

    Args:
        embedding: the concept that it was trained from.
        name: its name now.
        vectors: its vectors now, by tower.
        settings: the settings of the training.
        checkpoint: the checkpoint's name.
        digests: the digests of the pictures.
    """
    trained = {
        **asdict(settings),
        "from": embedding.name,
        "checkpoint": checkpoint,
        "pictures": list(digests),
    }
    return replace(
        embedding,
        name=name,
        parts=dict(vectors),
        step=trained_steps(embedding) + settings.steps,
        trained_on=checkpoint,
        lineage={**embedding.lineage, TRAINED: trained},
    )
