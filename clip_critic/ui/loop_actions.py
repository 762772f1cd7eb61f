"""What the buttons of *Feedback loop* do. A click is answered in two parts.

First it is checked and becomes a *ticket*, such as ``start <session>``, or a message. The ticket then goes to
`watcher`, which lets the session go on and streams what comes of it, for as long as the window is open: the
session itself has a thread of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import gradio as gr

from clip_critic.errors import BadInputError, CriticError
from clip_critic.feedback.jobs import Jobs, Status
from clip_critic.feedback.loop import Edit, next_proposal
from clip_critic.feedback.policies import POLICIES, Proposal
from clip_critic.feedback.records import brief_record
from clip_critic.feedback.steps import kept
from clip_critic.feedback.store import Session
from clip_critic.ui.actions import Handler, told, told_error
from clip_critic.ui.loop_controls import changes, read_settings, read_start, shown_settings
from clip_critic.ui.loop_view import (
    WELCOME,
    changes_html,
    details_html,
    gallery_html,
    pictures_html,
    proposal_html,
    status_html,
)

PAUSE = 0.15
"""Seconds between two pictures of what is going on: faster is not seen, and costs the browser."""
PATIENCE = 5.0
"""Seconds without news after which the page is told that nothing has changed."""
LISTED = 100


class Outputs(NamedTuple):
    """What a session is shown in; a handler changes some of it and leaves the rest."""

    status: Any
    pictures: Any
    details: Any
    gallery: Any
    picked: Any
    session: Any
    by_hand: Any
    prompt: Any
    negative: Any
    change: Any
    sessions: Any
    after: Any


def some(**changed: Any) -> Outputs:
    """Outputs of which only these change."""
    return Outputs(**{name: changed.get(name, gr.update()) for name in Outputs._fields})


# Tickets


def starter(jobs: Jobs) -> Handler:
    """Handler of *Start*: ``(kind, picture, sketch, *settings) -> (ticket, message)``."""

    @told(2, otherwise="")
    def start(kind: str, picture: Any, sketch: Any, *values: Any) -> tuple[Any, ...]:
        return f"start {_create(jobs, kind, picture, sketch, values).id}", ""

    return start


def stepper(jobs: Jobs) -> Handler:
    """Handler of *Step*: a step of the open session, or of a new one where none is open."""

    @told(2, otherwise="")
    def step(session_id: str, kind: str, picture: Any, sketch: Any, *values: Any) -> tuple[Any, ...]:
        if not session_id:
            return f"step {_create(jobs, kind, picture, sketch, values).id}", ""
        _change(jobs, session_id, values)
        return f"step {session_id}", ""

    return step


def resumer(jobs: Jobs) -> Handler:
    """Handler of *Resume*: the open session goes on, with what has changed in the settings."""

    @told(2, otherwise="")
    def resume(session_id: str, *values: Any) -> tuple[Any, ...]:
        _require(session_id)
        _change(jobs, session_id, values)
        return f"start {session_id}", ""

    return resume


def continuer(jobs: Jobs) -> Handler:
    """Handler of *Continue from this step*: a new session from a step's picture, with these settings."""

    @told(2, otherwise="")
    def go_on(session_id: str, picked: str, *values: Any) -> tuple[Any, ...]:
        session = jobs.workshop.store.read(_require(session_id))
        number = chosen_step(session, picked)
        return f"start {jobs.workshop.continue_from(session_id, number, read_settings(values)).id}", ""

    return go_on


def opener(jobs: Jobs, controls: int) -> Handler:
    """Handler of the list of sessions: the chosen one's settings go into the controls.

    Gives ``(*controls, ticket, message)``.
    """

    def unchanged() -> list[Any]:
        return [gr.update()] * controls

    def choose(label: str | None) -> tuple[Any, ...]:
        if not label:
            return (*unchanged(), "", "")
        try:
            session = jobs.workshop.store.read(session_of(label))
            return (*shown_settings(session.settings), f"watch {session.id}", "")
        except Exception as error:
            return (*unchanged(), "", told_error(error))

    return choose


def arriver(jobs: Jobs, controls: int) -> Handler:
    """Handler for a window that opens: the list, and the session at work if there is one."""
    choose = opener(jobs, controls)

    def arrive() -> tuple[Any, ...]:
        try:
            labels = list_sessions(jobs)
            at_work = jobs.at_work()
            label = next((one for one in labels if at_work and session_of(one) == at_work[0]), None)
            return (gr.update(choices=labels, value=label), *choose(label))
        except Exception as error:
            return (gr.update(), *[gr.update()] * controls, "", told_error(error))

    return arrive


def _create(jobs: Jobs, kind: str, picture: Any, sketch: Any, values: tuple[Any, ...]) -> Session:
    settings = read_settings(values)
    return jobs.workshop.create(settings, *read_start(kind, picture, sketch))


def _change(jobs: Jobs, session_id: str, values: tuple[Any, ...]) -> None:
    """What the user has changed in the settings holds from the next step on."""
    changed = changes(jobs.workshop.store.read(session_id).settings, values)
    if changed:
        jobs.workshop.change(session_id, changed)


def _require(session_id: str) -> str:
    if not session_id:
        raise BadInputError("No session is open: start one, or choose one from the list.")
    return session_id


# Watching


def watcher(jobs: Jobs, *, bar: bool) -> Callable[..., Iterator[Outputs]]:
    """What a ticket leads to: ``(task, ticket, prompt, negative) -> Outputs``, again and again.

    Args:
        bar: whether the page has no progress bar of its own.
    """

    def watch(task: str, ticket: str, prompt: str, negative: str) -> Iterator[Outputs]:
        verb, _, session_id = (ticket or "").partition(" ")
        if not session_id:
            yield some()
            return
        try:
            if verb == "start":
                jobs.start(session_id, task=task or None)
            elif verb == "step":
                jobs.step(session_id, _edit(jobs, session_id, prompt, negative), task=task or None)
            yield from follow(jobs, session_id, bar=bar or verb == "watch")
        except Exception as error:
            yield some(status=told_error(error))

    return watch


def follow(jobs: Jobs, session_id: str, *, bar: bool = True) -> Iterator[Outputs]:
    """Snapshots of a session until its work is over; at least one."""
    version, shown = -1, None
    while True:
        status = jobs.wait(session_id, version, PATIENCE)
        version = status.version
        steps = len(status.session.steps)
        if steps != shown:
            shown = steps
            changed = _pictures(status.session)
        else:
            changed = {}
        if status.over:
            yield some(**changed, **_at_rest(jobs, status))
            return
        yield some(
            **changed,
            status=status_html(status, bar=bar),
            session=session_id,
            by_hand=gr.update(visible=False),
            after=gr.update(visible=steps > 0),
        )
        time.sleep(PAUSE)


def _pictures(session: Session) -> dict[str, Any]:
    return {
        "pictures": pictures_html(session),
        "details": details_html(session),
        "gallery": gallery_html(session),
        "picked": "",
    }


def _at_rest(jobs: Jobs, status: Status) -> dict[str, Any]:
    session = status.session
    proposal = status.proposal or _proposal(session)
    labels = list_sessions(jobs)
    own = next((label for label in labels if session_of(label) == session.id), None)
    shown = {
        "status": status_html(status),
        "session": session.id,
        "by_hand": gr.update(visible=proposal is not None),
        "sessions": gr.update(choices=labels, value=own),
        "after": gr.update(visible=bool(session.steps)),
    }
    if proposal is not None:
        shown["prompt"], shown["negative"] = proposal.prompt, proposal.negative_prompt
        shown["change"] = proposal_html(session, proposal)
    return shown


def stops_by_hand(session: Session) -> bool:
    return bool(getattr(POLICIES.get(session.settings.policy), "stops", False))


def _proposal(session: Session) -> Proposal | None:
    """What comes next, where the user has a say in it."""
    return next_proposal(session) if session.steps and stops_by_hand(session) else None


def _edit(jobs: Jobs, session_id: str, prompt: str, negative: str) -> Edit | None:
    session = jobs.workshop.store.read(session_id)
    return Edit(prompt, negative) if _proposal(session) is not None else None


# What is shown


def picker(jobs: Jobs) -> Handler:
    """Handler of the gallery: ``(session, picked) -> (pictures, details, gallery, message)``."""

    @told(4)
    def pick(session_id: str, picked: str) -> tuple[Any, ...]:
        session = jobs.workshop.store.read(_require(session_id))
        number = chosen_step(session, picked)
        shown = [made(session, number) for made in (pictures_html, details_html, gallery_html)]
        return (*shown, "")

    return pick


def comparer(jobs: Jobs) -> Handler:
    """Handler of the two boxes: the difference to the last prompts, as they are typed."""

    def compare(session_id: str, prompt: str, negative: str) -> Any:
        try:
            return changes_html(jobs.workshop.store.read(_require(session_id)), prompt, negative)
        except CriticError:  # told where the step is asked for
            return gr.update()

    return compare


def chosen_step(session: Session, picked: str | None) -> int:
    """The step that was chosen in the gallery, or the kept one.

    Raises:
        BadInputError: there is no step yet.
    """
    if picked and picked.isdecimal():
        return int(picked)
    place = kept(session.steps)
    if place is None:
        raise BadInputError("The session has no picture yet.")
    return place.step.number


def list_sessions(jobs: Jobs) -> list[str]:
    """The newest sessions as lines to choose from; each ends with its id."""
    store = jobs.workshop.store
    return [_label(brief_record(store, one)) for one in store.ids()[:LISTED]]


def _label(brief: dict[str, Any]) -> str:
    name = str(brief["id"])
    if "error" in brief:
        return f"damaged · {name}"
    day = f"{name[:4]}-{name[4:6]}-{name[6:8]} {name[9:11]}:{name[11:13]}"
    goal = str(brief["want"]).strip() or f"not {str(brief['avoid']).strip()}"
    score = f" · {brief['kept']['score']:.2f}" if brief["kept"] else ""
    return f"{day} · {' '.join(goal.split())[:60]} · {brief['steps']}/{brief['of']}{score} · {name}"


def session_of(label: str) -> str:
    """The id at the end of a line of `list_sessions`."""
    return label.rsplit(" ", 1)[-1]


def closer(jobs: Jobs) -> Handler:
    """Handler of *New*: no session is open any more; one at work goes on."""

    @told(len(Outputs._fields) + 1)
    def close() -> tuple[Any, ...]:
        return (*_closed(jobs), "")

    return close


def deleter(jobs: Jobs) -> Handler:
    """Handler of *Delete*: ``(line, open session, sure) -> (*Outputs, message)``."""

    @told(len(Outputs._fields) + 1)
    def delete(label: str | None, session_id: str, sure: str) -> tuple[Any, ...]:
        if not label:
            raise BadInputError("Choose the session to delete from the list first.")
        if sure != "yes":
            return (*some(), "")
        jobs.workshop.store.delete(session_of(label))
        if session_of(label) == session_id:
            return (*_closed(jobs), "")
        return (*some(sessions=gr.update(choices=list_sessions(jobs), value=None)), "")

    return delete


def _closed(jobs: Jobs) -> Outputs:
    hidden = gr.update(visible=False)
    empty = dict.fromkeys(
        ("status", "details", "gallery", "picked", "session", "prompt", "negative", "change"), ""
    )
    lists = gr.update(choices=list_sessions(jobs), value=None)
    return some(**empty, pictures=WELCOME, by_hand=hidden, after=hidden, sessions=lists)
