"""Torch's files: the named tensors of a zip archive, also of a TorchScript program, which is never run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from clip_critic.errors import WeightsError
from clip_critic.weights.archive import LARGEST_READ, Archive
from clip_critic.weights.damage import ZIP, DamageError, NoWeightsError, damage_as_sentence, format_of
from clip_critic.weights.pickles import ProgramObject, read_table
from clip_critic.weights.tensors import StoredTensor, TensorLayout

TABLE = "data.pkl"
PROGRAM_MARK = "constants.pkl"
HOLDERS = ("state_dict", "model_state_dict", "model", "module", "ema")
"""The names under which a training checkpoint keeps the model's weights, the preferred first."""
MOST_NAMES = 5
MOST_LEVELS = 64
MOST_OBJECTS = 100_000
CLASS = re.compile(
    r"^class (\w+)\(Module\):\n\s+__parameters__ = \[([^\]\n]*)\]\n\s+__buffers__ = \[([^\]\n]*)\]",
    re.MULTILINE,
)
"""The pattern of a class in a program's text, with the names of its weights."""
MOST_TEXT = 1 << 23

Weights = dict[str, StoredTensor]
Read = TypeVar("Read")


def read_weights(file: Path) -> Weights:
    """Read the named tensors of a file that ``torch.save`` or ``torch.jit.save`` of torch 1.6 or newer wrote.

    The tensors of a TorchScript archive, such as OpenAI's own ``ViT-L-14.pt``, are read as data, under the
    names that its ``state_dict()`` would have. Nothing in a file is ever run.

    Raises:
        WeightsError: it is damaged, or holds more than weights.
    """
    return _read(file, _weights_in)


def read_shapes(file: Path) -> dict[str, tuple[int, ...]]:
    """Read the names and shapes of a file's tensors, like `read_weights` but without the numbers.

    Raises:
        WeightsError: as `read_weights`.
    """
    return _read(file, lambda archive: {name: value.shape for name, value in _layouts_in(archive).items()})


def read_tree(file: Path) -> Any:
    """Read all that ``torch.save`` has written to a file: tables, rows, plain values, and `StoredTensor`.

    An object, such as torch's table of parameters, becomes the table of its attributes.

    Raises:
        WeightsError: as `read_weights`.
    """
    return _read(file, _tree_in)


def is_program(file: Path) -> bool:
    """Return whether a file is a TorchScript archive, such as those of OpenAI; False for a damaged one."""
    try:
        return _read(file, lambda archive: archive.holds(PROGRAM_MARK))
    except WeightsError:
        return False


class TorchArchive(Archive):
    """An archive whose records are all in one folder, of whatever name."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        tables = [name for name in self.names if name.rpartition("/")[2] == TABLE and name.count("/") == 1]
        if len(tables) != 1:
            self.close()
            raise DamageError("it has no table of tensors, or several")
        self._folder = tables[0].removesuffix(TABLE)

    def holds(self, name: str) -> bool:
        return f"{self._folder}{name}" in self.names

    def table(self) -> Any:
        """Return the content of the archive, with a `TensorLayout` for each tensor."""
        if self.holds("byteorder") and self.text(f"{self._folder}byteorder", 16).strip() == b"big":
            raise DamageError("it was written on a machine with another byte order")
        data = self.text(f"{self._folder}{TABLE}", 2 * LARGEST_READ)
        return read_table(data, is_program=self.holds(PROGRAM_MARK))

    def loader(self) -> Callable[[TensorLayout], StoredTensor]:
        """Return a function that gives tensors their numbers; each storage is read once."""
        read: dict[str, bytearray] = {}

        def load(layout: TensorLayout) -> StoredTensor:
            storage = layout.storage
            name = f"{self._folder}data/{storage.key}"
            if self.size(name) != storage.size:
                raise DamageError(f"its part {name} is not as large as its table says")
            if name not in read:
                read[name] = self.data(name)
            return StoredTensor(layout, read[name])

        return load

    def classes(self) -> Mapping[str, frozenset[str]]:
        """Return the names of the weights of each class of a TorchScript program, as its text has them."""
        folder, left, found = f"{self._folder}code/", MOST_TEXT, {}
        for name in self.names:
            if name.startswith(folder) and name.endswith(".py"):
                text = self.text(name, left)
                left -= len(text)
                module = name.removeprefix(folder).removesuffix(".py").replace("/", ".")
                for kind, *names in CLASS.findall(text.decode("utf-8", "replace")):
                    found[f"{module}.{kind}"] = frozenset(re.findall(r'"([^"]*)"', " ".join(names)))
        return found


def _read(file: Path, take: Callable[[TorchArchive], Read]) -> Read:
    with damage_as_sentence(file):
        if format_of(file) != ZIP:
            raise DamageError("it is not an archive of torch")
        with closing(TorchArchive(file)) as archive:
            return take(archive)


def _weights_in(archive: TorchArchive) -> Weights:
    load = archive.loader()
    return {name: load(layout) for name, layout in _layouts_in(archive).items()}


def _layouts_in(archive: TorchArchive) -> dict[str, TensorLayout]:
    table = archive.table()
    if isinstance(table, ProgramObject):
        return dict(_layouts_of_program(table, archive.classes()))
    return _layouts_of_table(table)


def _layouts_of_table(table: Any) -> dict[str, TensorLayout]:
    """Return a checkpoint's weights. A training checkpoint stores them in a nested table."""
    if type(table) is not dict:
        raise DamageError("it holds no table of weights")
    inside = [table[name] for name in HOLDERS if type(table.get(name)) is dict]
    for found in (*inside, table):
        layouts = {name: value for name, value in found.items() if isinstance(value, TensorLayout)}
        if layouts:
            return {plain_name(name): value for name, value in layouts.items()}
    if table:
        raise NoWeightsError(", ".join(map(str, islice(table, MOST_NAMES))))
    return {}


def _layouts_of_program(
    program: ProgramObject, classes: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, TensorLayout]]:
    """Yield the weights of a program's modules: its parameters and buffers, but no other tensors."""
    objects, count = [("", 0, program)], 0
    while objects:
        prefix, level, module = objects.pop()
        count += 1
        if level > MOST_LEVELS or count > MOST_OBJECTS:
            raise DamageError("its modules are nested too deeply")
        weights = classes.get(module.kind.name)
        for name, value in module.attributes.items():
            if isinstance(value, ProgramObject):
                objects.append((f"{prefix}{plain_name(name)}.", level + 1, value))
            elif isinstance(value, TensorLayout) and (weights is None or name in weights):
                yield prefix + plain_name(name), value


def _tree_in(archive: TorchArchive) -> Any:
    load, done = archive.loader(), dict[int, Any]()

    def filled(value: Any) -> Any:
        """Fill a value once, however often the table refers to it."""
        if id(value) not in done:
            done[id(value)] = anew(value)
        return done[id(value)]

    def anew(value: Any) -> Any:
        if isinstance(value, TensorLayout):
            return load(value)
        if isinstance(value, ProgramObject):
            return filled(value.attributes)
        if isinstance(value, dict):
            return {name: filled(inner) for name, inner in value.items()}
        return type(value)(map(filled, value)) if isinstance(value, (list, tuple)) else value

    table = archive.table()
    return filled(table)


def plain_name(name: object) -> str:
    """Return a weight's name, which a message may show.

    Raises:
        DamageError: it cannot be printed.
    """
    if type(name) is int:
        return str(name)
    if type(name) is not str or len(name) > 256 or not name.isprintable():
        raise DamageError("a weight has a name that cannot be printed")
    return name
