"""The list of generators: ours, and those that programs add."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clip_critic.sessions.dreams.settings import GENERATORS

if TYPE_CHECKING:
    from clip_critic.hosts.base import Host
    from clip_critic.sessions.dreams.generators import DreamGenerator


@dataclass(frozen=True, eq=False)
class Materials:
    """The things that generators are made from.

    Attributes:
        host: returns the host; called only when it is needed.
        folders: the folders to search for small decoders.
        device: the device that the encoder computes on.
    """

    host: Callable[[], Host]
    folders: Sequence[Path]
    device: str


MakeGenerator = Callable[[Materials], "DreamGenerator"]
ADDED: dict[str, MakeGenerator] = {}
"""The generators of other programs."""


def add_generator(name: str, make: MakeGenerator) -> None:
    """Add a generator under a name that the setting *Generator* takes from then on.

    Raises:
        ValueError: the name is one of ours.
    """
    if name in GENERATORS:
        raise ValueError(f"{name!r} is a generator already")
    ADDED[name] = make


def generator_names() -> tuple[str, ...]:
    """Return the names of all generators, ours first."""
    return (*GENERATORS, *ADDED)
