"""Sessions as somebody may have edited or damaged them: mutants of stored ones."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clip_critic.storage.journal import HEAD, LINES

ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1, 7, 2**31, 10**30, -(10**30), 0.5, 1e308, float("nan"), float("inf"), "", "x", "red",
    "../../secret", "start.png", "0001-01.png", "a" * 5000, "\ud800", "\0", "0", "-1", [], [[]], ["red"],
    ["red", 1], [["", 0, 1]], {}, {"red": 1}, {"0": 1}, {"-1": "x"}, {"word": "red"},
)  # fmt: skip
"""Values that somebody may write in the place of another."""


def mutants(folder: Path, source: random.Random) -> Iterator[dict[str, bytes]]:
    """Yield the contents of the head and of the lines of a stored session, one of them damaged."""
    contents = {name: (folder / name).read_bytes() for name in (HEAD, LINES) if (folder / name).exists()}
    while True:
        name = source.choice(list(contents))
        damage = source.choice((_edited, _edited, _edited, _flipped))
        yield {**contents, name: damage(contents[name], source, lines=name == LINES)}


def _edited(content: bytes, source: random.Random, lines: bool) -> bytes:
    records = [json.loads(line) for line in (content.splitlines() if lines else [content])]
    if not records:
        return content
    for _ in range(source.choice((1, 1, 2))):
        place = source.randrange(len(records))
        records[place] = _with_an_odd_value(records[place], source)
    if lines and source.random() < 0.1:
        records.insert(source.randrange(len(records) + 1), source.choice(records))
    return "".join(json.dumps(record) + "\n" for record in records).encode()


def _with_an_odd_value(record: Any, source: random.Random) -> Any:
    """Return a record in which one value, at any depth, is missing or another one."""
    record = copy.deepcopy(record)
    parent: Any = None
    key: Any = None
    value = record
    while isinstance(value, (dict, list)) and value and (parent is None or source.random() < 0.8):
        parent, key = value, source.choice(list(value) if isinstance(value, dict) else range(len(value)))
        value = value[key]
    if parent is None:
        return source.choice(ODD)
    if source.random() < 0.3:
        del parent[key]
    else:
        parent[key] = source.choice(ODD)
    return record


def _flipped(content: bytes, source: random.Random, lines: bool) -> bytes:
    mutant = bytearray(content)
    for _ in range(source.choice((1, 1, 3, 20))):
        if mutant:
            mutant[source.randrange(len(mutant))] = source.randrange(256)
    return bytes(mutant if source.random() < 0.9 else mutant[: source.randrange(len(mutant) + 1)])
