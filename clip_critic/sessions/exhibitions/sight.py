"""The words that an exhibition's pictures are measured with: chosen, encoded, and kept on disk."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.errors import SessionError, StorageError
from clip_critic.keywords.identity import word_key
from clip_critic.keywords.lists import KeywordList
from clip_critic.prompts import parse_prompt
from clip_critic.ranking.ranking import KeywordVectors
from clip_critic.ranking.result import GroupSpan
from clip_critic.sessions.exhibitions.axes import WITHOUT, Axis
from clip_critic.sessions.exhibitions.filling import place_of, with_places
from clip_critic.sessions.exhibitions.settings import ExhibitionSettings
from clip_critic.storage.files import reason, write_atomically

WORDS = "words.json"
"""The file with the encoded words."""
PROMPT = "Prompt"
"""The group of the prompt's own phrases and words."""
SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "by",
        "and",
        "or",
        "with",
        "without",
        "to",
        "from",
        "for",
        "as",
        "is",
        "are",
        "was",
        "be",
        "this",
        "that",
        "his",
        "her",
        "its",
        "their",
        "style",
    ]
)
"""Words that say nothing alone."""


@dataclass(frozen=True, eq=False)
class Sight:
    """Encoded words.

    Attributes:
        encoder: the encoder's identity.
        scale: its logit scale.
        text: the setting that the words came from (`text_of`).
        words: the words.
        groups: the groups among which shares are counted.
        vectors: their unit vectors, float32 ``[words, dimension]``.
    """

    encoder: str
    scale: float
    text: str
    words: tuple[str, ...]
    groups: tuple[GroupSpan, ...]
    vectors: Vectors

    def similarities(self, units: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the similarities of pictures to all words, float32 ``[n, words]``; nan stays nan."""
        found: NDArray[np.float32] = units @ self.vectors.T
        return found

    def shares(self, similarities: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the share of each word within its group, from similarities ``[n, words]``.

        A word that is alone in its group has none: nan.
        """
        logits = self.scale * similarities.astype(np.float64)
        shares = np.full_like(logits, np.nan)
        for span in (span for span in self.groups if len(span) > 1):
            part = logits[:, span.start : span.stop]
            part = np.exp(part - part.max(axis=1, keepdims=True))
            shares[:, span.start : span.stop] = part / part.sum(axis=1, keepdims=True)
        return shares.astype(np.float32)


def words_of(settings: ExhibitionSettings, axes: Sequence[Axis]) -> KeywordList:
    """Return the words to measure: the user's own, or those of the axes and of the prompt."""
    if settings.words.strip():
        return KeywordList.parse(settings.words)
    seen: set[str] = set()
    groups = []
    for name, found in (*_of_axes(axes), (PROMPT, _of_prompt(settings, axes))):
        new = [word for word in found if word_key(word) not in seen]
        seen.update(map(word_key, new))
        groups.append((name, new))
    return KeywordList.grouped(groups)


def text_of(settings: ExhibitionSettings, axes: Sequence[Axis]) -> str:
    """Return the words to measure as text, which changes if and only if they do."""
    return words_of(settings, axes).format()


def _of_axes(axes: Sequence[Axis]) -> Iterator[tuple[str, list[str]]]:
    for axis in axes:
        if axis.is_words or axis.name == WITHOUT:
            yield axis.name, [plain for value in axis.values if (plain := parse_prompt(value).plain())]
        elif axis.name == "prompt":
            yield axis.name, [phrase.text for value in axis.values for phrase in parse_prompt(value).phrases]


def _of_prompt(settings: ExhibitionSettings, axes: Sequence[Axis]) -> list[str]:
    """Return the prompt's phrases and their single words, without the places of axes."""
    names = [axis.name for axis in axes if axis.is_words]
    places = set(map(place_of, names))
    prompt = with_places(settings.prompt, settings.negative_prompt, names)
    whole, single = [], []
    for phrase in parse_prompt(prompt).phrases:
        words = phrase.text.split()
        if not places & set(words) and not any(place in phrase.text for place in places):
            whole.append(phrase.text)
        if len(words) > 1:
            single += [word for word in words if word.casefold() not in SMALL_WORDS]
    kept = [word for word in single if not any(place in word for place in places)]
    return [*whole, *kept]


def sight_of(vectors: KeywordVectors, encoder: Encoder, text: str) -> Sight:
    """Return the words of an encoded list."""
    return Sight(
        encoder.identity, float(encoder.logit_scale), text, vectors.keywords, vectors.groups, vectors.vectors
    )


def write_sight(path: Path, sight: Sight) -> None:
    """Write the words in one step; raises `StorageError`."""
    record = {
        "encoder": sight.encoder,
        "scale": sight.scale,
        "text": sight.text,
        "words": list(sight.words),
        "groups": [[span.name, span.start, span.stop] for span in sight.groups],
        "vectors": base64.b64encode(sight.vectors.astype("<f4").tobytes()).decode("ascii"),
    }
    write_atomically(path, json.dumps(record, ensure_ascii=False) + "\n")


def read_sight(path: Path) -> Sight | None:
    """Read the words; None if there are none yet.

    Raises:
        SessionError: the file is damaged.
        StorageError: it cannot be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {reason(error)}.") from error
    try:
        record = json.loads(data)
        words = tuple(map(str, record["words"]))
        vectors = np.frombuffer(base64.b64decode(record["vectors"]), dtype="<f4").reshape(len(words), -1)
        groups = tuple(GroupSpan(str(name), int(start), int(stop)) for name, start, stop in record["groups"])
        scale = float(record["scale"])
        return Sight(str(record["encoder"]), scale, str(record["text"]), words, groups, vectors)
    except (ValueError, LookupError, TypeError):
        raise SessionError(f"{path} is damaged: delete it, and Resume writes it again.") from None
