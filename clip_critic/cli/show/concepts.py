"""Concepts in the terminal: a table of all, or everything about one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from clip_critic.cli.show.terminal import clean
from clip_critic.concepts.fidelity import Fidelity
from clip_critic.concepts.library import Concept
from clip_critic.concepts.records import Fit, norms
from clip_critic.concepts.towers import encoder_for, made_for


def list_view(concepts: Sequence[Concept], fits: Mapping[str, Fit]) -> Iterator[RenderableType]:
    """Yield a table of concepts, and what is to be said about it.

    Args:
        fits: what an encoder says about each, by name.
    """
    table = _table("concept", "vectors", "length", "nearest words", "made for", "trained on", "folder")
    for concept in concepts:
        embedding, fit = concept.embedding, fits.get(concept.name)
        table.add_row(
            Text(clean(f"<{concept.name}>")),
            str(embedding.count),
            _lengths(concept),
            Text(clean("; ".join(_first_words(fit)) if fit else "")),
            Text(made_for(embedding)),
            Text(clean(_training(concept))),
            "WebUI" if concept.in_host else "yours",
        )
    yield table
    unread = [concept for concept in concepts if (fit := fits.get(concept.name)) and fit.why_not]
    for spec in sorted({encoder_for(concept.embedding) for concept in unread}):
        which = f"--encoder {spec}" if spec else "the encoder that they were made with"
        count = sum(1 for concept in unread if encoder_for(concept.embedding) == spec)
        yield Text(clean(f"This encoder cannot read {count} of them: choose {which}."), "yellow")


def concept_view(concept: Concept, fit: Fit | None) -> Iterator[RenderableType]:
    """Yield everything about a concept; ``fit`` is what an encoder says about it, if one was asked."""
    embedding = concept.embedding
    yield Text.assemble((clean(f"<{concept.name}>"), "bold"), (f"  {clean(str(concept.file))}", "dim"))
    facts = {
        "made for": made_for(embedding),
        "trained on": _training(concept),
        "term": embedding.term,
        "lineage": json.dumps(embedding.lineage, ensure_ascii=False) if embedding.lineage else "",
    }
    for name, value in facts.items():
        if value:
            yield Text.assemble((f"{name}: ", "dim"), clean(value))
    table = _table(*(("tower",) if len(embedding.parts) > 1 else ()), "vector", "length", "nearest words")
    for tower, found in norms(embedding).items():
        for number, norm in enumerate(found):
            words = _words(fit.words[number]) if fit and fit.words and fit.tower == tower else ""
            row = (str(number + 1), f"{norm:.2f}", Text(clean(words)))
            table.add_row(*((tower, *row) if len(embedding.parts) > 1 else row))
    yield table
    if fit is not None and (fit.why_not or fit.note):
        yield Text(clean(fit.why_not or fit.note), "yellow" if fit.why_not else "dim")


def fidelity_view(found: Fidelity) -> Iterator[RenderableType]:
    """Yield the similarities of a concept and of the word for its kind, and their margins."""
    table = _table("text", "its own pictures", "others of its kind", "margin", "95 %")
    rows = (
        (found.keyword, found.own, found.others, found.margin),
        (found.kind, found.own_kind, found.others_kind, found.margin_kind),
    )
    for text, own, others, margin in rows:
        interval = f"{margin.low:+.3f} to {margin.high:+.3f}"
        table.add_row(Text(clean(text)), f"{own:.3f}", f"{others:.3f}", f"{margin.mean:+.3f}", interval)
    yield table
    gain = found.gain
    yield Text(
        f"Over the word, on its own pictures: {gain.mean:+.3f} ({gain.low:+.3f} to {gain.high:+.3f}).", "dim"
    )
    for note in found.notes:
        yield Text(clean(note), "yellow")


def _table(*columns: str) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _lengths(concept: Concept) -> str:
    found = [norm for lengths in norms(concept.embedding).values() for norm in lengths]
    low, high = min(found), max(found)
    return f"{low:.2f}" if f"{low:.2f}" == f"{high:.2f}" else f"{low:.2f} to {high:.2f}"


def _training(concept: Concept) -> str:
    embedding = concept.embedding
    steps = "" if embedding.step is None else f"{embedding.step} steps"
    return ", ".join(filter(None, [embedding.trained_on, steps]))


def _first_words(fit: Fit) -> list[str]:
    return [row[0][0] for row in fit.words if row]


def _words(row: Sequence[tuple[str, float]]) -> str:
    return ", ".join(f"{word} {cosine:.2f}" for word, cosine in row)
