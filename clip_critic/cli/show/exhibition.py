"""An exhibition in the terminal: its progress, and what it has found."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from clip_critic.cli.show.terminal import clean
from clip_critic.errors import SessionError
from clip_critic.sessions.exhibitions.effects import SIGNIFICANT, Split
from clip_critic.sessions.exhibitions.records import split_record
from clip_critic.sessions.exhibitions.results import NOTHING, ShownEffect, findings_of
from clip_critic.sessions.exhibitions.session import Exhibition, MadeCell
from clip_critic.tables import percent

SHOWN_EFFECTS, SHOWN_MIXES, SHOWN_FAILURES = 30, 5, 5
"""The most effects, mixes and failures that are printed; --effects writes all effects to a file."""


class ExhibitionView:
    """The view of an exhibition in the terminal."""

    def numbers(self, session: Exhibition) -> list[int]:
        return [step.number for step in session.steps]

    def table(self, session: Exhibition, last: int = 0) -> RenderableType:
        if not last:
            return _summary(session)
        table = _table("picture", "place", "own prompt")
        for step in session.steps[-last:]:
            table.add_row(str(step.number), Text(clean(step.place)), _outcome(step))
        return table

    def line(self, session: Exhibition, number: int) -> str:
        (step,) = [step for step in session.steps if step.number == number]
        return f"Picture {number} of {session.pictures}: {step.place}: {_outcome(step).plain}"

    def result(self, session: Exhibition) -> list[RenderableType]:
        return [*_found(session), Text(str(session.folder))]

    def details(self, session: Exhibition) -> list[RenderableType]:
        head = Text.assemble((session.id, "bold"), (f"  {clean(session.encoder)}", "dim"))
        head.append("\nprompt: ", "dim").append(clean(session.settings.prompt) or NOTHING)
        for axis in session.plan.axes:
            values = " | ".join(value or NOTHING for value in axis.values)
            head.append(f"\n{axis.name}: ", "dim").append(clean(values))
        head.append("\nseeds: ", "dim").append(", ".join(map(str, session.plan.seeds)))
        return [head, Text(), self.table(session), Text(), *self.result(session)]


def _summary(exhibition: Exhibition) -> Text:
    """Return how many pictures there are, with the reasons of those that could not be made."""
    text = Text(f"{len(exhibition.made)} of {exhibition.pictures} pictures")
    failed = [attempts[-1] for attempts in exhibition.failed.values()]
    if failed:
        text.append(f", {len(failed)} could not be made:", "red")
    for step in failed[:SHOWN_FAILURES]:
        text.append(f"\n  {clean(step.place)}: {clean(step.error)}")
    if len(failed) > SHOWN_FAILURES:
        text.append(f"\n  and {len(failed) - SHOWN_FAILURES} more", "dim")
    return text


def _found(exhibition: Exhibition) -> Iterator[RenderableType]:
    try:
        found = findings_of(exhibition)
    except SessionError:
        return
    effects, mix = found.effects, found.split
    if effects:
        yield Text("Effects on the similarity to a word, paired by seed", "dim")
        yield _effects(effects[:SHOWN_EFFECTS])
        shown = min(len(effects), SHOWN_EFFECTS)
        yield Text(
            f"{shown} of {len(effects)} effects, the clearest first; p is Holm's for all {found.comparisons} "
            f"comparisons{' with the mixes' if mix else ''}.",
            "dim",
        )
        yield Text()
    if mix is not None:
        yield from _split(exhibition, mix)
        yield Text()


def _effects(effects: list[ShownEffect]) -> Table:
    table = _table("axis", "value", "compared with", "word", "effect", "95 %", "p", "seeds", "needed")
    for effect in effects:
        is_clear = effect.adjusted is not None and effect.adjusted < SIGNIFICANT
        table.add_row(
            *(Text(clean(text)) for text in (effect.axis, effect.value, effect.against, effect.word)),
            f"{effect.mean:+.4f}",
            NOTHING if effect.low is None else f"{effect.low:+.4f} to {effect.high:+.4f}",
            NOTHING if effect.adjusted is None else f"{effect.adjusted:.2g}",
            str(effect.n),
            NOTHING if effect.needed is None else str(effect.needed),
            style="bold" if is_clear else "",
        )
    return table


def _split(exhibition: Exhibition, found: Split) -> Iterator[RenderableType]:
    record = split_record(exhibition, found)
    names = (record["rows"]["axis"], record["columns"]["axis"], "their mix", "the seeds", "the rest")
    parts = ", ".join(
        f"{clean(name)} {percent(share)}" for name, share in zip(names, found.shares, strict=True)
    )
    yield Text(f"Variation of the similarity to their own prompts: {parts}", "dim")
    for mix in record["mixes"][:SHOWN_MIXES]:
        p = NOTHING if mix["adjusted"] is None else f"{mix['adjusted']:.2g}"
        mixed = f"{clean(mix['row'] or NOTHING)} + {clean(mix['column'] or NOTHING)}"
        yield Text(f"  {mixed}: {mix['adds']:+.4f} beyond the sum, p {p}")


def _table(*columns: str) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        is_number = column in ("picture", "own prompt", "effect", "95 %", "p", "seeds", "needed")
        table.add_column(column, justify="right" if is_number else "left", no_wrap=is_number, overflow="fold")
    return table


def _outcome(step: MadeCell) -> Text:
    return Text(clean(step.error), "red") if step.error else Text(f"{step.own:.3f}")
