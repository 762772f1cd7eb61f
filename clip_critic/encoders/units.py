"""What the units of a picture tower do: its attention heads, and the neurons between the layers of its MLPs.

What a head adds to a picture's vector is the head's part of the sum that `clip_critic.encoders.places`
divides by places (Gandelsman et al., ICLR 2024). A neuron is looked at where it is most active.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.errors import EncoderError


@dataclass(frozen=True, eq=False)
class UnitActivations:
    """The activity of the units of a picture tower's last layers, for some pictures.

    Attributes:
        vectors: the pictures' unit vectors, float32 ``[n, dimension]``.
        heads: what each attention head adds to the vectors, float32 ``[n, layers, heads, dimension]``.
        head_places: the place that each head takes most from, int64 ``[n, layers, heads]``.
        neurons: the activation of each neuron at its strongest place, float32 ``[n, layers, neurons]``.
        neuron_places: these places, int64 ``[n, layers, neurons]``.
        first_layer: the number of the first of these layers, counted from 0.
        grid: the rows and columns of places, which are numbered row by row.
    """

    vectors: Vectors
    heads: NDArray[np.float32]
    head_places: NDArray[np.int64]
    neurons: NDArray[np.float32]
    neuron_places: NDArray[np.int64]
    first_layer: int
    grid: tuple[int, int]


@runtime_checkable
class UnitEncoder(Protocol):
    """An `Encoder` that knows what the units of its picture tower do."""

    def read_units(self, pictures: Sequence[Image.Image], layers: int) -> UnitActivations | None:
        """Return what the units of the last layers did for RGB pictures of any size, in one pass.

        None if this model's kind has no such units, or cannot tell.
        """
        ...


def units_of(encoder: Encoder, pictures: Sequence[Image.Image], layers: int) -> UnitActivations:
    """Return what the units of an encoder's last layers did for RGB pictures.

    Raises:
        EncoderError: the encoder has no such units, or failed.
    """
    found = encoder.read_units(pictures, layers) if isinstance(encoder, UnitEncoder) else None
    if found is None:
        raise EncoderError(
            f"The encoder {encoder.identity} has no attention heads and neurons that can be read: choose a"
            " CLIP with a vision transformer, such as hf:openai/clip-vit-base-patch32."
        )
    return found
