"""Counting tokens with any `Encoder`, which only says how many of them are beyond its context."""

from __future__ import annotations

from collections.abc import Sequence

from clip_critic.encoders.base import Encoder

_WORD = "a"
"""A word of one token; in some tokenizers the space before it is another."""


class TokenCounter:
    """A counter of tokens: a context that is already full has to cut them.

    Attributes:
        capacity: the number of tokens that the encoder reads, without start and end tokens.
    """

    def __init__(self, encoder: Encoder) -> None:
        length = encoder.context_length
        self._encoder = encoder
        self._full = " ".join([_WORD] * length)
        self._over, twice = encoder.count_cut_tokens([self._full, f"{self._full} {self._full}"])
        of_a_word = round((twice - self._over) / length)
        start_and_end = self._over + length - 1 - (length - 1) * of_a_word
        self.capacity = max(length - start_and_end, 1) if of_a_word else length

    def __call__(self, texts: Sequence[str]) -> list[int]:
        """Count the tokens of each text, without start and end tokens, as they are within a prompt."""
        cut = self._encoder.count_cut_tokens([f"{self._full} {text}" for text in texts])
        return [max(count - self._over, 0) for count in cut]
