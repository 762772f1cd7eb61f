"""The time at which a host reads a phrase, in words and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clip_critic.prompts.moments import When


def when_words(when: When) -> Iterator[tuple[str, str]]:
    """Yield the limits of a phrase's steps, each as a word and a number; nothing if it is always read."""
    start, end = when.start, when.end
    if start is not None:
        yield ("from step", f"{int(start.value) + 1}") if start.is_step else ("from", _percent(start.value))
    if end is not None:
        yield ("until step", f"{int(end.value)}") if end.is_step else ("until", _percent(end.value))
    for turn in when.turns:
        yield "in turns", f"{turn.number + 1}/{turn.of}"


def _percent(share: float) -> str:
    return f"{100 * share:.4g} %"


def when_text(when: When) -> str:
    """Return the same in one line, such as "until 50 %, in turns 1/2"; empty if the phrase is always read."""
    return ", ".join(" ".join(words) for words in when_words(when))


def when_record(when: When) -> dict[str, Any]:
    """Return shares of the steps, or numbers of steps where the prompt has those."""
    start, end = when.start, when.end
    return {
        "from": None if start is None or start.is_step else start.value,
        "until": None if end is None or end.is_step else end.value,
        "from_step": int(start.value) + 1 if start is not None and start.is_step else None,
        "until_step": int(end.value) if end is not None and end.is_step else None,
        "turns": [{"turn": turn.number + 1, "of": turn.of} for turn in when.turns],
    }
