"""When a host reads a phrase, and how strongly, in words."""

from __future__ import annotations

from collections.abc import Iterator

from clip_critic.prompts.moments import When


def when_words(when: When) -> Iterator[tuple[str, str]]:
    """Yield what limits the steps of a phrase, each as a word and a number; nothing if it is always read."""
    start, end = when.start, when.end
    if start is not None:
        yield ("from step", f"{int(start.value) + 1}") if start.is_step else ("from", _percent(start.value))
    if end is not None:
        yield ("until step", f"{int(end.value)}") if end.is_step else ("until", _percent(end.value))
    for turn in when.turns:
        yield "in turns", f"{turn.number + 1}/{turn.of}"


def _percent(share: float) -> str:
    return f"{100 * share:.4g} %"
