"""Tensors as files describe them: a type, a storage and the layout of the numbers in it, all checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clip_critic.weights.damage import DamageError

ITEM_SIZES = {
    "float64": 8,
    "float32": 4,
    "float16": 2,
    "bfloat16": 2,
    "int64": 8,
    "int32": 4,
    "int16": 2,
    "int8": 1,
    "uint8": 1,
    "bool": 1,
}
"""Bytes of a number by its type, which torch and numpy give the same names; numpy has no bfloat16."""
MOST_DIMENSIONS = 16


@dataclass(frozen=True)
class Storage:
    """A row of numbers in a file.

    Attributes:
        dtype: the type of the numbers.
        key: the name of the record.
        count: the number of them.
    """

    dtype: str
    key: str
    count: int

    @property
    def size(self) -> int:
        """The bytes that its record has."""
        return self.count * ITEM_SIZES[self.dtype]


@dataclass(frozen=True)
class TensorLayout:
    """A tensor in a storage that is not read yet; all its numbers are known to be inside.

    Attributes:
        storage: the storage of its numbers.
        offset: the place of the first one.
        shape: the size of each dimension.
        strides: for each dimension, the numbers from one element to the next.
    """

    storage: Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


@dataclass(frozen=True)
class StoredTensor:
    """A tensor with its numbers.

    Attributes:
        layout: its layout in the storage.
        data: the bytes of the whole storage, which other tensors may share.
    """

    layout: TensorLayout
    data: bytearray

    @property
    def dtype(self) -> str:
        return self.layout.storage.dtype

    def numpy(self) -> NDArray[Any]:
        """Return it as an array that shares the data; bfloat16 becomes float32."""
        if self.dtype == "bfloat16":
            return (self._view("uint16").astype(np.uint32) << 16).view(np.float32)
        return self._view(self.dtype)

    def _view(self, dtype: str) -> NDArray[Any]:
        layout, size = self.layout, np.dtype(dtype).itemsize
        flat = np.frombuffer(self.data, dtype=dtype)
        strides = [size * stride for stride in layout.strides]
        view: NDArray[Any] = np.ndarray(layout.shape, dtype, flat, size * layout.offset, strides)
        return view


def layout_of(storage: object, offset: object, shape: object, strides: object) -> TensorLayout:
    """Return a tensor's layout.

    Raises:
        DamageError: a part is of the wrong kind, or some number would be outside the storage.
    """
    if not isinstance(storage, Storage):
        raise DamageError("a tensor has no storage")
    sizes, steps, start = _naturals(shape), _naturals(strides), _natural(offset)
    if len(sizes) != len(steps) or len(sizes) > MOST_DIMENSIONS:
        raise DamageError("a tensor's shape and strides do not fit each other")
    count, last = 1, start
    for size, step in zip(sizes, steps, strict=True):
        count, last = count * size, last + max(size - 1, 0) * step
    if start > storage.count or (count and last >= storage.count) or count > storage.count:
        raise DamageError("a tensor reaches beyond its storage")
    return TensorLayout(storage, start, sizes, steps)


def _naturals(values: object) -> tuple[int, ...]:
    if not isinstance(values, (tuple, list)):
        raise DamageError("a tensor's shape is not a list of numbers")
    return tuple(_natural(value) for value in values[: MOST_DIMENSIONS + 1])


def _natural(value: object) -> int:
    """Return a number of 0 or more, as small as addresses are."""
    if type(value) is not int or not 0 <= value < 1 << 62:
        raise DamageError("a tensor's shape, stride or place is invalid")
    return value
