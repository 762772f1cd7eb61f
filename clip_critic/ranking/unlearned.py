"""Words that the encoder in use has never learned: their mark, and what it says in faces and reports."""

from __future__ import annotations

from collections.abc import Collection

MARK = "?"
"""The sign that follows such a word."""
UNLEARNED = "never learned by this encoder"
MEANING = f"{UNLEARNED}: its numbers mean nothing"
"""What a mark says of its word."""


def mark_of(word: str, unknown: Collection[str]) -> str:
    """Return the mark of a word; empty if it is not among the ``unknown`` ones."""
    return MARK if word in unknown else ""


def unlearned_notes(unknown: Collection[str]) -> tuple[str, ...]:
    """Return the sentence that explains the marks of some words; none if there are no words."""
    if not unknown:
        return ()
    marked = f"Words marked with {MARK} ({len(unknown)})"
    return (f"{marked} were never learned by this encoder: their numbers mean nothing.",)
