"""Settings for dreams, named after what they look like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clip_critic.errors import BadInputError


@dataclass(frozen=True)
class DreamPreset:
    """Settings that go together.

    Attributes:
        name: what they look like.
        about: a sentence about them.
        settings: the values, by the names of the table; all others stay as they are.
    """

    name: str
    about: str
    settings: Mapping[str, Any]


PRESETS: tuple[DreamPreset, ...] = ()


def preset(name: str) -> DreamPreset:
    """Return the preset of a name, in any case.

    Raises:
        BadInputError: there is none.
    """
    for known in PRESETS:
        if known.name.casefold() == name.strip().casefold():
            return known
    names = ", ".join(known.name for known in PRESETS)
    raise BadInputError(f"There is no preset {name!r:.80}: choose one of {names}.")
