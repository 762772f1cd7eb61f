"""The steps in which a host reads the words of schedules ``[from:to:when]`` and alternates ``[a|b]``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clip_critic.prompts.attention import Token
from clip_critic.prompts.layout import PartLayout
from clip_critic.prompts.structure import Structure, find_structure

USUAL_STEPS = 20
MOST_STEPS = 200
"""The most sampling steps that are told apart."""
_MOST = 1e6


@dataclass(frozen=True)
class Sampling:
    """The sampling steps that a prompt is read in.

    Attributes:
        steps: the steps of one pass.
        passes: 2 with a second pass (Hires. fix): there, shares of the steps count from 1 to 2.
        is_known: whether the steps are those of the picture; else every share above 0 is at least one step.
    """

    steps: int = USUAL_STEPS
    passes: int = 1
    is_known: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "steps", min(max(self.steps, 1), MOST_STEPS))

    def __iter__(self) -> Iterator[int]:
        return iter(range(1, self.steps * self.passes + 1))


@dataclass(frozen=True)
class Mark:
    """The place of a change: a share of the steps, as in ``[a:b:0.5]``, or the number of a step."""

    value: float
    is_step: bool

    def last_step(self, sampling: Sampling) -> int:
        """Return the last step before the change."""
        if self.is_step:
            return int(self.value)
        step = int(self.value * sampling.steps)
        return max(step, 1) if self.value > 0 and not sampling.is_known else step


@dataclass(frozen=True)
class Turn:
    """A turn, from 0, of so many that alternate by step."""

    number: int
    of: int


@dataclass(frozen=True)
class When:
    """The steps in which words are read: behind ``start``, up to ``end``, and only at their turns."""

    start: Mark | None = None
    end: Mark | None = None
    turns: tuple[Turn, ...] = ()

    @property
    def is_always(self) -> bool:
        return self == ALWAYS

    def reads(self, step: int, sampling: Sampling) -> bool:
        """Return whether the words are read in a step, which counts from 1 through all passes."""
        if self.start is not None and step <= self.start.last_step(sampling):
            return False
        if self.end is not None and step > self.end.last_step(sampling):
            return False
        in_pass = (step - 1) % sampling.steps
        return all(in_pass % turn.of == turn.number for turn in self.turns)

    def within(self, outer: When, sampling: Sampling) -> When:
        """Return the steps that are of both."""
        starts = [mark for mark in (outer.start, self.start) if mark is not None]
        ends = [mark for mark in (outer.end, self.end) if mark is not None]
        return When(
            max(starts, key=lambda mark: mark.last_step(sampling), default=None),
            min(ends, key=lambda mark: mark.last_step(sampling), default=None),
            tuple(dict.fromkeys((*outer.turns, *self.turns))),
        )


ALWAYS = When()


def moments(part: PartLayout, text: str, sampling: Sampling) -> list[When]:
    """Return the steps in which each token of a part is read; those of marks mean nothing."""
    structure = find_structure(part.tokens, text, part.span.start, part.span.end)
    found: list[When] = []
    current = ALWAYS
    changes: dict[int, When] = {}  # by token: what is valid from there on
    for index in range(len(part.tokens)):
        if index in structure.varying:
            end = structure.groups[index]
            changes[end] = current
            cuts = cuts_of(part.tokens, structure, index, end)
            options = _options(part.tokens, structure, index, cuts, text)
            for place, option in zip((index, *cuts), options, strict=False):
                changes[place] = option.within(current, sampling)
        current = changes.get(index, current)
        found.append(current)
    return found


def cuts_of(tokens: Sequence[Token], structure: Structure, start: int, end: int) -> list[int]:
    """Return the colons and bars of a group, without those of the groups inside it."""
    cuts = []
    index = start + 1
    while index < end:
        if tokens[index].kind in ("colon", "pipe") and index in structure.marks:
            cuts.append(index)
        index = structure.groups.get(index, index) + 1
    return cuts


def _options(
    tokens: Sequence[Token], structure: Structure, start: int, cuts: Sequence[int], text: str
) -> list[When]:
    """Return the steps in which each text of a group is read, in order."""
    if structure.varying[start] == "alternate":
        count = len(cuts) + 1
        return [When(turns=(Turn(number, count),)) for number in range(count)]
    written = text[tokens[cuts[-1]].end : tokens[structure.groups[start]].start]
    mark = Mark(min(max(float(written), -_MOST), _MOST), "." not in written)
    return [When(end=mark), When(start=mark)] if len(cuts) == 2 else [When(start=mark)]


def passes_of(part_moments: Sequence[When], sampling: Sampling) -> Sampling:
    """Return the sampling with a second pass if words are only read there and it may have happened."""
    starts = [when.start for when in part_moments if when.start is not None]
    late = any(mark.last_step(sampling) >= sampling.steps for mark in starts)
    return replace(sampling, passes=2) if late and not sampling.is_known else sampling
