"""The names and shapes of the weights in a file, without the numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from clip_critic.weights.damage import SAFETENSORS, DamageError, damage_as_sentence, format_of
from clip_critic.weights.torch_files import plain_name, read_shapes

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Header:
    """The content of a file of weights.

    Attributes:
        shapes: the shape of each tensor by its name.
        metadata: the author's entries beside them; only safetensors has any.
    """

    shapes: Mapping[str, Shape]
    metadata: Mapping[str, str] = field(default_factory=dict)


def read_header(file: Path) -> Header:
    """Read the names and shapes of a safetensors file, or of torch's zip format.

    Raises:
        WeightsError: it is missing, damaged, or of a format that can run code.
    """
    with damage_as_sentence(file):
        return _safetensors_header(file) if format_of(file) == SAFETENSORS else Header(read_shapes(file))


def _safetensors_header(file: Path) -> Header:
    with file.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        entries = json.loads(stream.read(length))
    metadata = entries.pop("__metadata__", None) or {}
    shapes = {plain_name(name): tuple(map(int, entry["shape"])) for name, entry in entries.items()}
    if not isinstance(metadata, dict) or any(size < 0 for shape in shapes.values() for size in shape):
        raise DamageError("its header is invalid")
    return Header(shapes, {str(name): str(value) for name, value in metadata.items()})
