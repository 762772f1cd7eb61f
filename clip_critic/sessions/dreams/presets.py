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


PRESETS: tuple[DreamPreset, ...] = (
    DreamPreset(
        "Soft paint",
        "Smooth shapes without hard edges, by the small decoder.",
        {"generator": "small", "smooth": 2.0, "cutouts": 8},
    ),
    DreamPreset(
        "Rough paint",
        "Thick strokes: large steps, and nothing that smooths them.",
        {"generator": "small", "rate": 2.0, "smooth": 0.0},
    ),
    DreamPreset(
        "Grainy poster",
        "Bare pixels: fine grain, strong colours, the same thing again and again.",
        {"generator": "pixels", "start": "noise", "smallest": 0.3, "cutouts": 10},
    ),
    DreamPreset(
        "Fog",
        "Bare pixels that may hardly differ from their neighbours.",
        {"generator": "pixels", "start": "colour", "colour": "#808080", "smooth": 6.0},
    ),
    DreamPreset(
        "What fools CLIP",
        "One look at the whole picture: CLIP is soon sure of it, and people see nothing.",
        {"generator": "pixels", "cutouts": 1, "smallest": 1.0, "noise": 0.0},
    ),
    DreamPreset(
        "Endless tunnel",
        "Each frame is a little larger than the one before, and what comes in from the edges is dreamt anew.",
        {"generator": "small", "zoom": 4.0, "turn": 1.0, "frames": 60, "steps": 5},
    ),
    DreamPreset(
        "Passing landscape",
        "The picture drifts to the left, and the dream goes on beside it.",
        {"generator": "small", "across": -3.0, "frames": 60, "steps": 5},
    ),
    DreamPreset(
        "Deep picture",
        "DeepDream: your own picture with what a layer of CLIP sees in it; a head or a neuron works, too.",
        {
            "generator": "pixels",
            "start": "picture",
            "frames": 10,
            "steps": 8,
            "rate": 0.25,
            "unit": "layer 3",
        },
    ),
    DreamPreset(
        "Waking up",
        "At the end the checkpoint redraws the dream: much clearer, and no longer CLIP's own.",
        {"generator": "small", "wake_up": 0.4},
    ),
)


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
