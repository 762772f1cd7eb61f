"""A feedback session in the terminal: its steps as a table, a proposal as a difference."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from clip_critic.cli.show.terminal import clean
from clip_critic.prompts.difference import difference
from clip_critic.sessions.feedback.objective import ScorePart, score_text
from clip_critic.sessions.feedback.policies.base import Proposal
from clip_critic.sessions.feedback.records import last_prompts
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.steps import Candidate, Step, kept
from clip_critic.tables import percent

MOST_COLUMNS = 5
"""The most targets with their own columns; more share a single column."""


class LoopView:
    """The view of a feedback session in the terminal."""

    def numbers(self, session: Session) -> list[int]:
        return [step.number for step in session.steps]

    def table(self, session: Session, last: int = 0) -> Table:
        return steps_table(session, last)

    def line(self, session: Session, number: int) -> str:
        step = session.step(number)
        settings = session.settings
        if step.winner is None:
            return f"Step {step.number} of {settings.steps}: skipped"
        name = f"Step {step.number} of {settings.steps}" if step.number else "Start picture"
        return f"{name}: {_score(step.winner, session)}{', kept' if step.number and step.kept else ''}"

    def result(self, session: Session) -> list[Text]:
        return kept_view(session)

    def details(self, session: Session) -> list[RenderableType]:
        return session_view(session)


def steps_table(session: Session, last: int = 0) -> Table:
    """Return a table of the steps, with the scores of their best pictures and whether they were kept.

    Args:
        session: the session.
        last: the number of latest steps to show; 0 shows all.
    """
    columns = _columns(session.steps)
    place = kept(session.steps)
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("step", justify="right", no_wrap=True)
    table.add_column("score", justify="right", no_wrap=True)
    if session.settings.judge:
        table.add_column("judge", justify="right", no_wrap=True)
    if session.settings.taste:
        table.add_column("taste", justify="right", no_wrap=True)
    for name in columns or ("targets",):
        table.add_column(Text(clean(name)), justify="right" if columns else "left", overflow="fold")
    table.add_column("kept", no_wrap=True)
    table.add_column("prompt", overflow="fold")
    before = ""
    for index, step in enumerate(session.steps):
        if not last or index >= len(session.steps) - last:
            is_kept = place is not None and place.step is step
            table.add_row(*_cells(step, session, columns, before), style="bold" if is_kept else "")
        before = step.prompt
    return table


def session_view(session: Session) -> list[RenderableType]:
    """Return everything to print for a session: its goal, its steps and the kept picture."""
    settings = session.settings
    aims = [("wanted", settings.want), ("unwanted", settings.avoid), ("policy", settings.policy)]
    if settings.taste:
        aims.insert(2, ("taste", f"{settings.taste}, {percent(settings.taste_weight)} of the score"))
    head = Text.assemble((session.id, "bold"), (f"  {clean(session.seen_by.get('encoder', ''))}", "dim"))
    for name, value in aims:
        head.append(f"\n{name}: ", "dim").append(clean(value) or "–")
    if session.origin:
        head.append("\nstarted from: ", "dim").append(clean(session.origin))
    steps: list[RenderableType] = [steps_table(session), Text()] if session.steps else []
    return [head, Text(), *steps, *kept_view(session)]


def kept_view(session: Session) -> list[Text]:
    """Return the kept picture's step, score and file."""
    place = kept(session.steps)
    if place is None:
        return []
    name = f"step {place.step.number}" if place.step.number else "the start picture"
    return [
        Text(f"Kept: {name}, {_score(place.candidate, session)}"),
        Text(str(session.path(place.candidate.file))),
    ]


def _score(candidate: Candidate, session: Session) -> str:
    """Return a picture's score in words, with what a taste says."""
    shown = f"score {score_text(candidate.score.value, session.settings.objective)}"
    return f"{shown}, taste {candidate.score.taste}" if candidate.score.taste else shown


def proposal_view(session: Session, proposal: Proposal) -> list[Text]:
    """Return the proposed prompts, with the changes from the last ones and the reasons."""
    prompt, negative = last_prompts(session)
    lines = [Text.assemble(("Proposed prompt: ", "dim"), marked(prompt, proposal.prompt))]
    if proposal.negative_prompt or negative:
        changes = marked(negative, proposal.negative_prompt)
        lines.append(Text.assemble(("Proposed negative prompt: ", "dim"), changes))
    if proposal.why:
        lines.append(Text(f"Why: {clean(', '.join(proposal.why))}", "dim"))
    return lines


def marked(old: str, new: str) -> Text:
    """Return a new prompt with removed parts as ``[-red-]`` and added parts as ``{+blue+}``."""
    text = Text()
    for change in difference(old, new) if old else ():
        shown = clean(change.text)
        if change.kind == "same":
            text.append(shown)
        elif change.kind == "added":
            text.append(f"{{+{shown}+}}", "green")
        else:
            text.append(f"[-{shown}-]", "red")
    return text if old else Text(clean(new))


def _columns(steps: Iterable[Step]) -> tuple[str, ...]:
    parts = next((step.winner.score.parts for step in steps if step.winner), ())
    names = tuple(_name(part) for part in parts if part.role != "held")
    return names if len(names) <= MOST_COLUMNS else ()


def _name(part: ScorePart) -> str:
    return f"not {part.word}" if part.role == "unwanted" else part.word


def _cells(step: Step, session: Session, columns: tuple[str, ...], before: str) -> list[Text]:
    objective = session.settings.objective
    cells = [Text(str(step.number) if step.number else "start")]
    winner = step.winner
    cells.append(Text(score_text(winner.score.value, objective) if winner else "–"))
    if session.settings.judge:
        cells.append(Text(score_text(step.judge.value, objective) if step.judge else "–"))
    if session.settings.taste:
        cells.append(Text(str(winner.score.taste) if winner and winner.score.taste else "–"))
    parts = [part for part in winner.score.parts if part.role != "held"] if winner else []
    values = [score_text(part.value, objective) for part in parts]
    if columns:
        cells += [Text(value) for value in values or ["–"] * len(columns)]
    else:
        cells.append(
            Text(clean(", ".join(f"{_name(p)} {v}" for p, v in zip(parts, values, strict=True))) or "–")
        )
    cells.append(Text("skipped" if winner is None else "kept" if step.kept else ""))
    return [*cells, _prompt(step, before)]


def _prompt(step: Step, before: str) -> Text:
    """Return the prompt with its new parts in colour."""
    if not before:
        return Text(clean(step.prompt))
    text = Text()
    for change in difference(before, step.prompt):
        if change.kind != "removed":
            text.append(clean(change.text), "green" if change.kind == "added" else "")
    return text
