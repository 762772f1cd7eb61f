"""The difference between two prompts, for people to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from clip_critic.keywords.identity import COMMAS

_TOKEN = re.compile(rf"\s+|[^\s{COMMAS}()\[\]:]+|.")
Kind = Literal["same", "added", "removed"]


@dataclass(frozen=True)
class Change:
    """A stretch of text that is kept, added or removed."""

    kind: Kind
    text: str


def difference(old: str, new: str) -> tuple[Change, ...]:
    """Return the changes from one prompt to another, word by word.

    The kept and removed texts make up the old prompt, the kept and added ones the new prompt.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    return tuple(_changes(before, after))


def _changes(before: list[str], after: list[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, stop, new_start, new_stop in matcher.get_opcodes():
        if kind == "equal":
            yield Change("same", "".join(before[start:stop]))
            continue
        if stop > start:
            yield Change("removed", "".join(before[start:stop]))
        if new_stop > new_start:
            yield Change("added", "".join(after[new_start:new_stop]))
