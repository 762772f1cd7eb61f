"""How active a unit of a picture tower is, with gradients: a layer, an attention head, or a neuron.

DeepDream (Mordvintsev, Olah and Tyka 2015, "Inceptionism") climbs such a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, Protocol, runtime_checkable

import torch

from clip_critic.encoders.base import Encoder
from clip_critic.encoders.contributions import received
from clip_critic.encoders.gradients import PictureTower
from clip_critic.encoders.place_readers import show_input
from clip_critic.encoders.unit_reading import UnitLayer, UnitTower
from clip_critic.errors import BadInputError, EncoderError

UnitKind = Literal["layer", "head", "neuron"]
Features = Callable[[torch.Tensor], torch.Tensor]
_UNIT = re.compile(
    r"(?P<kind>layer|head|neuron)\s*(?P<layer>\d{1,4})(?:\.(?P<index>\d{1,6}))?", re.IGNORECASE
)
STRONGEST = 4
"""A neuron is looked at in one of so many places: elsewhere it may be silent, and have no gradient."""
HOW = "write one such as layer 5, head 5.3 or neuron 5.120, with the numbers that *Seeing* shows"


@runtime_checkable
class UnitsWithGradients(Protocol):
    """An `Encoder` whose picture tower can be copied with all its units."""

    def copy_units(self) -> tuple[Features, UnitTower | None, str]:
        """Return the copy, from prepared pictures to vectors, its tower, and the device; None if unknown."""
        ...


@dataclass(frozen=True)
class Unit:
    """A unit; layers, heads and neurons count from 0.

    Attributes:
        kind: what it is.
        layer: the number of its layer.
        index: its number in the layer; 0 for a whole layer.
    """

    kind: UnitKind
    layer: int
    index: int = 0

    def __str__(self) -> str:
        return f"layer {self.layer}" if self.kind == "layer" else f"{self.kind} {self.layer}.{self.index}"


def parse_unit(text: str) -> Unit:
    """Parse a unit such as ``layer 5``, ``head 5.3`` or ``neuron 5.120``.

    Raises:
        BadInputError: it is none.
    """
    found = _UNIT.fullmatch(text.strip())
    if found is None or (found["kind"].lower() == "layer") != (found["index"] is None):
        raise BadInputError(f"{text!r:.80} is not a unit: {HOW}.")
    kind: Any = found["kind"].lower()
    return Unit(kind, int(found["layer"]), int(found["index"] or 0))


class UnitActivity:
    """The activity of one unit of an encoder, with gradients to the pictures.

    For a layer it is the root mean square of its neurons at all places; for a neuron, the mean of its
    activation over the quarter of the places where it is most active; for a head, the length of what it adds
    to the class token.

    Args:
        encoder: the encoder, which is copied.
        unit: the unit.

    Raises:
        EncoderError: the encoder has no such units, or no gradients.
        BadInputError: there is no unit with this number.
    """

    def __init__(self, encoder: Encoder, unit: Unit) -> None:
        self._tower = PictureTower(encoder)
        found = encoder.copy_units() if isinstance(encoder, UnitsWithGradients) else None
        units = found[1] if found else None
        if found is None or units is None:
            raise EncoderError(
                f"The encoder {encoder.identity} has no attention heads and neurons that can be read: choose"
                " a CLIP with a vision transformer, such as hf:openai/clip-vit-base-patch32."
            )
        self._features, self._units = found[0], units
        self._unit = unit
        self._seen: list[torch.Tensor] = []
        if unit.layer >= len(self._units.layers):
            raise BadInputError(
                f"There is no {unit}: this encoder has the layers 0 to {len(self._units.layers) - 1}."
            )
        with torch.inference_mode(False), torch.no_grad():
            self(torch.zeros(1, 3, self.side, self.side))

    @property
    def side(self) -> int:
        """The side of the pictures that are read."""
        return self._tower.side

    def __call__(self, pictures: torch.Tensor) -> torch.Tensor:
        """Return the activity in pictures ``[n, 3, h, w]`` from 0 to 1, ``[n]``."""
        self._seen.clear()
        with ExitStack() as hooks:
            self._watch(hooks, self._units.layers[self._unit.layer])
            self._features(self._tower.prepared(pictures))
        return self._seen.pop()

    def _watch(self, hooks: ExitStack, layer: UnitLayer) -> None:
        if self._unit.kind == "head":
            layer.watch(hooks, partial(self._see_head, layer.output))
        else:
            show_input(hooks, layer.last, self._see_neurons)

    def _see_neurons(self, states: torch.Tensor) -> None:
        tokens = states if self._units.batch_first else states.transpose(0, 1)
        places = tokens[:, 1:].float()
        if self._unit.kind == "layer":
            self._seen.append(places.square().mean(dim=(1, 2)).sqrt())
            return
        self._require(places.shape[-1], "neurons")
        values = places[..., self._unit.index]
        self._seen.append(values.topk(max(1, values.shape[1] // STRONGEST), dim=1).values.mean(dim=1))

    def _see_head(self, output: Any, queries: torch.Tensor, keys: torch.Tensor, values: torch.Tensor) -> None:
        count = queries.shape[1]
        self._require(count, "heads")
        parts = (part.transpose(1, 2) for part in (queries[:, :, :1], keys, values))
        tokens = received(*parts).float()
        by_head = tokens.reshape(*tokens.shape[:2], count, -1)[:, :, self._unit.index]
        weights = output.weight.float().T.reshape(count, -1, len(output.weight))[self._unit.index]
        self._seen.append((by_head.sum(dim=1) @ weights).norm(dim=-1))

    def _require(self, count: int, what: str) -> None:
        if self._unit.index >= count:
            raise BadInputError(
                f"There is no {self._unit}: layer {self._unit.layer} has the {what} 0 to {count - 1}."
            )
