"""The tree of a breeding: who came from whom, which generation from which choice, where the user is in it.

Everything follows from the lines of the journal, which only grow: to undo is a line, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from clip_critic.errors import BadInputError

FIRST = 0
"""The id of the generation of the first population."""


@dataclass(frozen=True)
class Made:
    """An individual came to be.

    Attributes:
        number: the number of its line, by which it is called.
        generation: the id of its generation.
        place: its place in the generation's population, from 0.
        file: the name of the file of its vectors.
        digest: the hash of its vectors.
        what: how it was made, such as ``mean``.
        name: the name of the concept that it was, in the first population.
        parents: the individuals that it was made of.
        weights: the share of each parent, where it is a sum of them.
        tower: the identity of the table of words that it was learned with, if it was.
    """

    number: int
    generation: int
    place: int
    file: str
    digest: str
    what: str
    name: str = ""
    parents: tuple[int, ...] = ()
    weights: tuple[float, ...] = ()
    tower: str = ""


@dataclass(frozen=True)
class Drawn:
    """The pictures of an individual.

    Attributes:
        number: the number of its line.
        individual: who was drawn.
        files: the names of the files; none if the user skipped them.
        digests: the hash of each file, by which the cache of vectors knows it.
        seconds: the time that they took.
    """

    number: int
    individual: int
    files: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class Picked:
    """A choice, which begins a generation whose id is the number of its line.

    Attributes:
        number: the number of its line.
        generation: the id of the generation that was chosen from.
        picked: the individuals that were chosen, the favourite first.
        method: how they are mixed.
        size: the number of individuals of the new generation.
    """

    number: int
    generation: int
    picked: tuple[int, ...]
    method: str
    size: int


@dataclass(frozen=True)
class Moved:
    """The user went to another generation; with ``undone``, a choice does not count any more.

    Attributes:
        number: the number of its line.
        generation: the id of the generation where the user is then.
        undone: the id of the generation that was taken back; 0 if none was.
    """

    number: int
    generation: int
    undone: int = 0


Line: TypeAlias = "Made | Drawn | Picked | Moved"
KINDS: Mapping[str, type[Any]] = {"made": Made, "drawn": Drawn, "picked": Picked, "moved": Moved}


@dataclass(frozen=True)
class Generation:
    """A population, and the choice that it came from.

    Attributes:
        id: its id.
        choice: the choice; None for the first population.
        depth: the number of choices behind it.
        individuals: those that have been made so far, by place.
        undone: whether it was taken back, or one that it came from.
    """

    id: int
    choice: Picked | None
    depth: int
    individuals: tuple[Made, ...]
    undone: bool = False

    @property
    def before(self) -> int | None:
        """The id of the generation that it came from."""
        return self.choice.generation if self.choice else None


@dataclass(frozen=True)
class Family:
    """All individuals, generations and pictures of a breeding.

    Attributes:
        founders: the size of the first population.
        lines: the lines of the journal.
    """

    founders: int
    lines: Sequence[Line] = field(default=(), repr=False)

    @cached_property
    def individuals(self) -> Mapping[int, Made]:
        """Everybody, by number."""
        return {line.number: line for line in self.lines if isinstance(line, Made)}

    @cached_property
    def drawn(self) -> Mapping[int, Drawn]:
        """The last pictures of each individual that was drawn."""
        return {line.individual: line for line in self.lines if isinstance(line, Drawn)}

    @cached_property
    def generations(self) -> Mapping[int, Generation]:
        """All generations by id, those that were taken back included."""
        undone = {line.undone for line in self.lines if isinstance(line, Moved)} - {FIRST}
        found = {FIRST: Generation(FIRST, None, 0, self._of(FIRST))}
        for line in self.lines:
            if isinstance(line, Picked):
                before = found[line.generation]
                gone = line.number in undone or before.undone
                found[line.number] = Generation(
                    line.number, line, before.depth + 1, self._of(line.number), gone
                )
        return found

    def _of(self, generation_id: int) -> tuple[Made, ...]:
        found = [made for made in self.individuals.values() if made.generation == generation_id]
        return tuple(sorted(found, key=lambda made: made.place))

    @cached_property
    def current(self) -> Generation:
        """The generation where the user is."""
        place = FIRST
        for line in self.lines:
            if isinstance(line, Picked):
                place = line.number
            elif isinstance(line, Moved):
                place = line.generation
        return self.generations[place]

    @property
    def next_number(self) -> int:
        """The number of the next line."""
        return self.lines[-1].number + 1 if self.lines else 1

    def size_of(self, found: Generation) -> int:
        """Return the number of individuals that a generation has once it is complete."""
        return found.choice.size if found.choice else self.founders

    def find(self, generation_id: int) -> Generation:
        """Return a generation that was not taken back.

        Raises:
            BadInputError: there is none.
        """
        found = self.generations.get(generation_id)
        if found is None or found.undone:
            raise BadInputError(f"There is no generation {generation_id}: choose one of the tree.")
        return found

    def ancestors(self, number: int) -> Iterator[Made]:
        """Yield an individual and everybody whom it came from, each once, the youngest first."""
        waiting, seen = [number], set()
        while waiting:
            made = self.individuals[waiting.pop(waiting.index(max(waiting)))]
            if made.number not in seen:
                seen.add(made.number)
                yield made
                waiting += made.parents

    @cached_property
    def path(self) -> tuple[Generation, ...]:
        """The generations from the first one to where the user is."""
        found = [self.current]
        while (before := found[-1].before) is not None:
            found.append(self.generations[before])
        return tuple(reversed(found))


def read_line(record: Any) -> Line:
    """Read a line of the journal; raises the errors of damaged data."""
    values = dict(record)
    kind = KINDS[values.pop("line")]
    found: Line = kind(
        **{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    )
    if not isinstance(found.number, int):
        raise ValueError("a line has no number")
    return found


def require_whole(family: Family) -> None:
    """Check that lines fit each other; raises the errors of damaged data."""
    generations = {FIRST}
    for line in family.lines:
        if isinstance(line, Picked):
            if line.generation not in generations or not set(line.picked) <= set(family.individuals):
                raise ValueError(f"line {line.number} names a generation or individual that is not there")
            generations.add(line.number)
        elif isinstance(line, (Made, Moved)):
            if line.generation not in generations:
                raise ValueError(f"line {line.number} names a generation that is not there")
        elif line.individual not in family.individuals:
            raise ValueError(f"line {line.number} names an individual that is not there")
