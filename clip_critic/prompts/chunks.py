"""The rows of tokens that a host reads a long prompt in, each on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

CHUNK = 75
"""Tokens that a text tower reads at once, without the start and end tokens."""
BACKTRACK = 20
"""The most tokens after a comma that move to the next chunk together: the WebUI's default."""

Item = TypeVar("Item")


def fill_chunks(
    items: Iterable[Item | None],
    is_comma: Callable[[Item], bool],
    size: Callable[[Item], int] = lambda item: 1,
    limit: int = CHUNK,
    is_concept: Callable[[Item], bool] = lambda item: False,
) -> Iterator[list[Item]]:
    """Yield the items of each chunk, as the WebUI fills them; the last one may be empty.

    Args:
        items: tokens, or words of several tokens, which stay whole; None begins a new chunk.
        is_comma: a function that returns whether an item is a comma, behind which a full chunk is cut.
        size: a function that returns an item's number of tokens, at most ``limit``.
        limit: the number of tokens in a full chunk.
        is_concept: a function that returns whether an item is all vectors of an embedding, for which nothing
            moves to the next chunk unless the chunk is full.
    """
    row: list[Item] = []
    used = behind_comma = used_to_comma = 0
    for item in items:
        if item is None:
            yield row
            row, used, behind_comma, used_to_comma = [], 0, 0, 0
            continue
        count = size(item)
        if is_comma(item):
            behind_comma, used_to_comma = len(row) + 1, used + count
        elif (
            used + count > limit
            and behind_comma
            and used_to_comma > limit - BACKTRACK
            and (used == limit or not is_concept(item))
        ):
            yield row[:behind_comma]
            row, used, behind_comma, used_to_comma = row[behind_comma:], used - used_to_comma, 0, 0
        if used + count > limit and row:
            yield row
            row, used, behind_comma, used_to_comma = [], 0, 0, 0
        row.append(item)
        used += count
    yield row
