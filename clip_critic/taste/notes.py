"""Notes for the rater about the choices: which ones cannot be used, and which look like no taste at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import sqrt

from clip_critic.taste.choices import Choice
from clip_critic.taste.observations import Observations

FEWEST_SCREENS = 20
"""The screens of one size from which on a preferred key is looked for."""
STANDARD_ERRORS = 4.5
"""How far a key's share must be above chance: one honest rater in 10,000 gets there."""
FEWEST_REPEATS, MOST_CHANGED = 5, 1 / 3
"""The pairs seen again from which on their answers are compared, and the share of other answers that is no
cause for a note; by chance it is a half, and for a sure rater a fifth."""
LOST = "{lost} of {count} choices are not used: their pictures are gone, or cannot be read any more."
SAME_KEY = (
    "Picture {place} on the screen was chosen {times} times of {count}. The pictures are in a random order,"
    " so this says nothing about your taste: look again, or take these choices back."
)
CONTRADICTIONS = (
    "Of {count} pairs that you saw again, you chose differently in {times}: they are close calls, or your"
    " taste has changed."
)
SENTENCES = (LOST, SAME_KEY, CONTRADICTIONS)


def notes_on(choices: Sequence[Choice], observed: Observations) -> tuple[str, ...]:
    """Return sentences about a rater's choices.

    Args:
        choices: the choices that count (`clip_critic.taste.choices.standing`).
        observed: what they say (`clip_critic.taste.observations.observe`).
    """
    lost = [LOST.format(lost=observed.lost, count=len(choices))] if observed.lost else []
    return (*lost, *_preferred_keys(choices), *_contradictions(choices))


def _preferred_keys(choices: Iterable[Choice]) -> Iterator[str]:
    screens = [choice for choice in choices if choice.comparisons]
    for size in sorted({len(choice.shown) for choice in screens}):
        keys = Counter(choice.chosen for choice in screens if len(choice.shown) == size)
        count, chance = keys.total(), 1 / size
        place, times = keys.most_common(1)[0]
        surplus = times - count * chance
        if count >= FEWEST_SCREENS and surplus > STANDARD_ERRORS * sqrt(count * chance * (1 - chance)):
            yield SAME_KEY.format(place=place + 1, times=times, count=count)


def _contradictions(choices: Iterable[Choice]) -> Iterator[str]:
    """Yield how often the later of two answers about the same pair was another one."""
    first: dict[frozenset[str], str] = {}
    again = changed = 0
    for choice in choices:
        for best, other in choice.comparisons:
            pair = frozenset((best, other))
            again += pair in first
            changed += first.setdefault(pair, best) != best
    if again >= FEWEST_REPEATS and changed > MOST_CHANGED * again:
        yield CONTRADICTIONS.format(count=again, times=changed)
