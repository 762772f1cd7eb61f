"""The cells of an exhibition: what each one asks of the host, and the order in which they are drawn.

Nothing here draws or reads: the same settings always give the same plan.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from itertools import product
from math import prod
from typing import Any, NamedTuple

from clip_critic.hosts.base import Request
from clip_critic.sessions import host_settings
from clip_critic.sessions.exhibitions.axes import WITHOUT, Axis, parse_axes
from clip_critic.sessions.exhibitions.filling import fill, leave_out, with_places
from clip_critic.sessions.exhibitions.settings import ExhibitionSettings

KEY = 20
"""The hexadecimal digits of a cell's key."""
SLOW_TO_CHANGE = ("checkpoint", "vae")
"""The settings whose change makes a host load a model."""
NOT_IN_KEY = ("count", "extra", "strength", "mask", "guide", "embeddings", "options")
"""The parts of a request that do not decide about a single picture from a prompt, and options, which have a
part in the keys of those pictures alone that have some."""
IN_KEY = tuple(sorted(row.name for row in fields(Request) if row.name not in NOT_IN_KEY))

Sides = tuple[tuple[str, int], ...]
"""The usual side in pixels of each checkpoint, where the settings leave the size to it."""


class Cell(NamedTuple):
    """A picture of an exhibition.

    Attributes:
        at: the index of its value on each axis.
        seed: the index of its seed.
        key: what is asked for, as a hash: equal for cells that ask for the same picture.
    """

    at: tuple[int, ...]
    seed: int
    key: str


@dataclass(frozen=True)
class CellPlan:
    """All cells of an exhibition, row by row with the seeds last.

    Attributes:
        settings: the settings.
        axes: the axes with their values.
        seeds: the first seed of each picture.
        sides: the usual sides of the checkpoints.
        template: the prompt with a place for each axis of words.
    """

    settings: ExhibitionSettings
    axes: tuple[Axis, ...]
    seeds: tuple[int, ...]
    sides: Sides
    template: str

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of values of each axis, and of seeds."""
        return (*(len(axis.values) for axis in self.axes), len(self.seeds))

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, row by row."""
        return tuple(
            Cell(at, number, self._key(at, number))
            for at in product(*(range(len(axis.values)) for axis in self.axes))
            for number in range(len(self.seeds))
        )

    @cached_property
    def queue(self) -> tuple[Cell, ...]:
        """One cell for each picture to draw, in the order of drawing."""
        first: dict[str, Cell] = {}
        for cell in sorted(self.cells, key=self._rank):
            first.setdefault(cell.key, cell)
        return tuple(first.values())

    def values(self, at: Sequence[int]) -> dict[str, str]:
        """Return the value on each axis, by the axis' name."""
        return {axis.name: axis.values[index] for axis, index in zip(self.axes, at, strict=True)}

    def request(self, at: Sequence[int], seed: int = 0, count: int = 1) -> Request:
        """Return the request for the pictures at a place.

        Args:
            at: the index of the value on each axis.
            seed: the index of the first picture's seed.
            count: the number of pictures with successive seeds.

        Raises:
            BadInputError: a phrase to leave out is not in the prompt.
        """
        words: dict[str, str] = {}
        changed: dict[str, Any] = {}
        options: dict[str, str] = {}
        without = ""
        for axis, index in zip(self.axes, at, strict=True):
            if axis.is_setting:
                changed[axis.name] = self._typed[axis.name][index]
            elif axis.option:
                options |= {axis.option: axis.values[index]} if axis.values[index] else {}
            elif axis.name == WITHOUT:
                without = axis.values[index]
            else:
                words[axis.name] = axis.values[index]
        chosen = {**self._base, **changed}
        prompt = fill(self._template_of(chosen["prompt"]), words)
        side = dict(self.sides).get(chosen["checkpoint"], 0)
        return Request(
            prompt=leave_out(prompt, without) if without else prompt,
            negative_prompt=fill(chosen["negative_prompt"], words),
            seed=self.seeds[seed],
            count=count,
            width=chosen["width"] or chosen["height"] or side,
            height=chosen["height"] or chosen["width"] or side,
            steps=chosen["sampling_steps"],
            cfg_scale=float(chosen["cfg_scale"]),
            sampler=chosen["sampler"],
            scheduler=chosen["scheduler"],
            checkpoint=chosen["checkpoint"],
            vae=chosen["vae"],
            styles=host_settings.style_names(chosen["styles"]) if chosen["styles"] else (),
            scripts=chosen["scripts"],
            options=options,
        )

    @cached_property
    def _base(self) -> dict[str, Any]:
        names = ("prompt", "negative_prompt", *(name for name in _HOST))
        return {name: getattr(self.settings, name) for name in names}

    @cached_property
    def _typed(self) -> dict[str, list[Any]]:
        """The values of the axes that are settings, as the settings have them."""
        return {
            axis.name: [
                getattr(self.settings.changed({axis.name: value}), axis.name) for value in axis.values
            ]
            for axis in self.axes
            if axis.is_setting
        }

    def _template_of(self, prompt: str) -> str:
        if prompt == self.settings.prompt:
            return self.template
        return with_places(prompt, self.settings.negative_prompt, _places(self.axes))

    def _key(self, at: Sequence[int], seed: int) -> str:
        return key_of(self.request(at, seed), self.settings)

    def _rank(self, cell: Cell) -> tuple[int, ...]:
        """Return what sorts cells into the order of drawing."""
        models = tuple(
            index for axis, index in zip(self.axes, cell.at, strict=True) if axis.name in SLOW_TO_CHANGE
        )
        if self.settings.order == "rows":
            return (*models, *cell.at, cell.seed)
        level = max(
            (
                coarse_level(index, len(axis.values))
                for axis, index in zip(self.axes, cell.at, strict=True)
                if axis.name not in SLOW_TO_CHANGE
            ),
            default=0,
        )
        return (cell.seed // self.settings.at_once, *models, level, *cell.at, cell.seed)


_HOST = tuple(row.name for row in fields(ExhibitionSettings) if row.metadata["field"].section == "host")


@lru_cache(maxsize=16)
def plan_of(settings: ExhibitionSettings, sides: Sides = ()) -> CellPlan:
    """Return the plan of an exhibition, whose cells are computed when they are first asked for.

    Args:
        settings: settings whose axes have been resolved, and whose seed is not random.
        sides: the usual side of each checkpoint that may be drawn with.

    Raises:
        BadInputError: an axis cannot be read.
    """
    axes = parse_axes(settings.axes)
    count = settings.candidates
    seeds = tuple(settings.seed + count * index for index in range(settings.seeds))
    template = with_places(settings.prompt, settings.negative_prompt, _places(axes))
    return CellPlan(settings, axes, seeds, sides, template)


def _places(axes: Sequence[Axis]) -> Iterator[str]:
    return (axis.name for axis in axes if axis.is_words)


def count_of(axes: Sequence[Axis]) -> int:
    """Return the number of cells of axes, without seeds."""
    return prod(len(axis.values) for axis in axes)


def key_of(request: Request, settings: ExhibitionSettings) -> str:
    """Return what a request asks for as a hash, in which no path of this machine has a part."""
    asked: dict[str, Any] = {name: getattr(request, name) for name in IN_KEY}
    if request.options:
        asked["options"] = dict(request.options)
    if settings.candidates > 1:
        asked |= {"candidates": settings.candidates, "encoder": settings.encoder}
    text = json.dumps(asked, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:KEY]


def coarse_level(index: int, count: int) -> int:
    """Return the pass that draws an index of an axis, from 0: each pass halves the gaps of the one before.

    Of five values, 0 has the first pass, 4 the second, 2 the third, and 1 and 3 the last.
    """
    if index == 0:
        return 0
    return (count - 1).bit_length() - (index & -index).bit_length() + 1


def batches(cells: Sequence[Cell], settings: ExhibitionSettings) -> Iterator[tuple[Cell, ...]]:
    """Yield cells in batches: neighbours at one place with successive seeds, unless there are candidates."""
    most = 1 if settings.candidates > 1 else settings.at_once
    batch: list[Cell] = []
    for cell in cells:
        follows = batch and cell.at == batch[-1].at and cell.seed == batch[-1].seed + 1
        if batch and (len(batch) == most or not follows):
            yield tuple(batch)
            batch = []
        batch.append(cell)
    if batch:
        yield tuple(batch)


def label_of(values: Mapping[str, str], seed: int) -> str:
    """Return a cell's place in one line."""
    places = [f"{name}: {value or '–'}" for name, value in values.items()]
    return ", ".join((*places, f"seed {seed}"))
