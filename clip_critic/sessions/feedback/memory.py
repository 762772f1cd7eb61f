"""The data that a session stores to rank its pictures again without an encoder."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from clip_critic.encoders.base import Encoder
from clip_critic.keywords.identity import word_key
from clip_critic.ranking.ranking import KeywordVectors
from clip_critic.ranking.result import GroupSpan, Ranking
from clip_critic.sessions.feedback.steps import Similarities

Memory = Mapping[str, Any]


def remember(vectors: KeywordVectors, encoder: Encoder) -> dict[str, Any]:
    """Return the data that `recall` needs besides a picture's similarities."""
    return {
        "encoder": encoder.identity,
        "scale": float(encoder.logit_scale),
        "bias": float(encoder.logit_bias),
        "keywords": list(vectors.keywords),
        "groups": [[span.name, span.start, span.stop] for span in vectors.groups],
        "truncated": {str(index): int(cut) for index, cut in enumerate(vectors.truncated) if cut},
    }


def recall(memory: Memory, name: str, similarities: Similarities) -> Ranking:
    """Return a picture's ranking, equal to the original to the last bit.

    Args:
        memory: the data from `remember`.
        name: the picture's name.
        similarities: the picture's similarities to all keywords, float32 ``[n]``.
    """
    truncated = np.zeros(len(similarities), dtype=np.int_)
    for index, cut in memory["truncated"].items():
        truncated[int(index)] = cut
    return Ranking(
        name,
        str(memory["encoder"]),
        tuple(memory["keywords"]),
        _spans(memory),
        similarities,
        memory["scale"] * similarities.astype(np.float64) + memory["bias"],
        truncated,
    )


def check_memory(memory: Memory) -> None:
    """Check that stored data could come from `remember`, with the held words, and any judge and taste.

    No data is valid, too.

    Raises:
        ValueError, TypeError, KeyError: the data are damaged.
    """
    if not memory:
        return
    keywords, spans = memory["keywords"], _spans(memory)
    if not keywords or not all(isinstance(word, str) for word in keywords):
        raise ValueError("the keywords are not a list of words")
    edges = [(0, 0), *((span.start, span.stop) for span in spans), (len(keywords), len(keywords))]
    if any(before[1] != after[0] for before, after in pairwise(edges)) or not all(map(len, spans)):
        raise ValueError("the groups do not divide the keywords")
    if not isinstance(memory["encoder"], str) or not np.isfinite([memory["scale"], memory["bias"]]).all():
        raise ValueError("the encoder or its scale is missing")
    if not isinstance(memory.get("judge", ""), str):
        raise ValueError("the judge is not a name")
    _check_taste(memory.get("taste"))
    if any(not 0 <= int(index) < len(keywords) or int(cut) < 0 for index, cut in memory["truncated"].items()):
        raise ValueError("a truncated keyword is not in the list")
    if any(not isinstance(word, str) or not float(weight) > 0 for word, weight in memory["held"]):
        raise ValueError("a held word has no weight")
    listed = {word_key(word) for word in keywords}
    if any(word_key(word) not in listed for word, _ in memory["held"]):
        raise ValueError("a held word is not in the list")


def _check_taste(record: Any) -> None:
    """Check what is stored about a session's taste, if it has one."""
    if record is None:
        return
    words = [record["rater"], *record["liked"]]
    if not all(isinstance(word, str) for word in words) or not (record["answers"] > 0 and record["unit"] > 0):
        raise ValueError("what the taste was learned from is missing")


def _spans(memory: Memory) -> tuple[GroupSpan, ...]:
    return tuple(GroupSpan(str(group), int(start), int(stop)) for group, start, stop in memory["groups"])
