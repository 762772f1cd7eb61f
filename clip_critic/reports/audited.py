"""An audit written into the prompt itself: which of its words help, do nothing or work against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clip_critic.ranking.audit import Audit, PhraseEffect, Verdict
from clip_critic.ranking.phrases import when_text

SIGNS = {Verdict.HELPS: "+", Verdict.AGAINST: "−"}
"""Signs behind a phrase, for eyes that do not tell green from red."""


@dataclass(frozen=True)
class AuditedPiece:
    """A stretch of a prompt.

    Attributes:
        kind: the verdict about it as a word for style sheets; empty between phrases.
        says: the verdict in words, and when the phrase is read if that is not always.
    """

    text: str
    kind: str = ""
    says: str = ""
    sign: str = ""
    effect: float = 0.0


def pieces(audit: Audit) -> tuple[AuditedPiece, ...]:
    """Return the pieces of an audited prompt, which together are its text."""
    return tuple(_pieces(str(audit.prompt), audit.phrases))


def _pieces(prompt: str, phrases: tuple[PhraseEffect, ...]) -> Iterator[AuditedPiece]:
    position = 0
    for item in phrases:
        start, end = item.phrase.start, item.phrase.end
        if start < position or end <= start:
            continue
        if start > position:
            yield AuditedPiece(prompt[position:start])
        verdict = item.verdict
        says = ", ".join(filter(None, (verdict.value, when_text(item.when))))
        yield AuditedPiece(prompt[start:end], verdict.name.lower(), says, SIGNS.get(verdict, ""), item.effect)
        position = end
    if position < len(prompt):
        yield AuditedPiece(prompt[position:])
