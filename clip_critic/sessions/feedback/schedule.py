"""The denoising strength of each step."""

from __future__ import annotations

import math
import re

from clip_critic.errors import BadInputError
from clip_critic.keywords.identity import COMMAS
from clip_critic.sessions.feedback.settings import ANEW, LoopSettings

SKETCH_STRENGTH = 0.75
"""The smallest strength at the first step from a sketch: less would keep its flat strokes."""


RISE, STRONGEST = 0.1, 0.9
"""The strength that ``adaptive`` adds for every step that left something missing, and its maximum."""
MORE = 0.05
"""The strength that ``anew`` adds for every further wanted word, and for every step that left one missing."""


def strength(
    settings: LoopSettings,
    number: int,
    *,
    sketch: bool = False,
    lacking: int | None = 0,
    wanted: int = 1,
) -> float:
    """Return the denoising strength of a step, 0 to 1.

    ``linear`` and ``cosine`` go from ``strength`` at the first step to ``final_strength`` at the last, the
    cosine slowly at both ends (half a period, as in Loshchilov & Hutter 2017, eq. 5). ``adaptive`` starts
    with ``strength``, rises while something is missing in the kept picture, and uses ``final_strength`` once
    everything is there. ``anew`` does the same, but begins the stronger the more words are wanted.

    Args:
        settings: the session's settings.
        number: the step's number, from 1; steps after the last planned one keep its strength.
        sketch: whether the session starts from a rough sketch.
        lacking: the number of consecutive steps that left something missing; None if nothing is missing.
        wanted: the number of wanted words.

    Raises:
        BadInputError: the table of strengths is empty, or not a list of numbers from 0 to 1.
    """
    if settings.schedule == "adaptive":
        planned = _needed(settings, lacking)
    elif settings.schedule == ANEW:
        more = settings.strength + MORE * (max(wanted - 1, 0) + (lacking or 0))
        planned = settings.final_strength if lacking is None else max(settings.strength, min(more, STRONGEST))
    else:
        planned = _planned(settings, number)
    return max(planned, SKETCH_STRENGTH) if sketch and number == 1 else planned


def _needed(settings: LoopSettings, lacking: int | None) -> float:
    if lacking is None:
        return settings.final_strength
    return max(settings.strength, min(settings.strength + RISE * lacking, STRONGEST))


def _planned(settings: LoopSettings, number: int) -> float:
    if settings.schedule == "table":
        table = parse_strengths(settings.strengths)
        return table[min(number, len(table)) - 1]
    if settings.schedule == "constant" or settings.steps == 1:
        return settings.strength
    position = min((number - 1) / (settings.steps - 1), 1.0)
    if settings.schedule == "cosine":
        position = (1 - math.cos(math.pi * position)) / 2
    return settings.strength + position * (settings.final_strength - settings.strength)


def parse_strengths(text: str) -> tuple[float, ...]:
    """Parse a table such as ``"0.7, 0.6, 0.4"``; raises `BadInputError`."""
    parts = [part for part in re.split(rf"[{COMMAS};\s]+", text) if part]
    if not parts:
        raise BadInputError('The schedule "table" needs strengths, such as "0.7, 0.6, 0.4".')
    try:
        numbers = tuple(float(part) for part in parts)
    except ValueError:
        raise BadInputError(
            f'Strengths: {text!r} is not a list of numbers, such as "0.7, 0.6, 0.4".'
        ) from None
    for number in numbers:
        if not 0 <= number <= 1:
            raise BadInputError(f"Strengths: {number:g} is not between 0 and 1.")
    return numbers
