"""Handlers of *Feedback loop* that run a ticket or only show something.

A ticket starts or continues a session, and its pictures are streamed while the window is open. The session
itself runs on its own thread.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from clip_critic.errors import BadInputError, CriticError
from clip_critic.reports.loop_view import (
    WELCOME,
    changes_html,
    details_html,
    gallery_html,
    pictures_html,
    proposal_html,
    status_html,
)
from clip_critic.sessions.feedback.policies.base import PromptEdit
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.work import LoopJobs, LoopStatus
from clip_critic.ui.handlers import Handler, error_message, errors_as_messages
from clip_critic.ui.loop.outputs import (
    Outputs,
    chosen_step,
    list_sessions,
    require_open,
    require_rest,
    session_of,
    some,
)

PAUSE = 0.15
"""Seconds between two updates: faster ones would not be visible, and slow down the browser."""
PATIENCE = 5.0
"""Seconds without changes after which the page gets an empty update."""


def watcher(jobs: LoopJobs, *, bar: bool) -> Callable[..., Iterator[tuple[Any, ...]]]:
    """Return the handler that runs a ticket: ``(task, ticket, prompt, negative)``, streaming `Outputs`.

    Args:
        jobs: the sessions.
        bar: whether to show a progress bar, for pages that have none of their own.
    """

    def watch(task: str, ticket: str, prompt: str, negative: str) -> Iterator[tuple[Any, ...]]:
        verb, _, session_id = (ticket or "").partition(" ")
        try:
            if verb == "start":
                jobs.start(session_id, task=task or None)
            elif verb in ("step", "edit"):
                edit = PromptEdit(prompt, negative) if verb == "edit" else None
                jobs.step(session_id, edit, task=task or None)
            updates = follow(jobs, session_id, bar=bar or verb == "watch") if session_id else ()
            for update in updates:
                yield tuple(update)  # gradio 3 accepts only plain tuples
        except Exception as error:
            yield tuple(some(status=error_message(error)))
        yield tuple(some())  # gradio 3 sends the last update twice, which would undo what the user types

    return watch


def follow(jobs: LoopJobs, session_id: str, *, bar: bool = True) -> Iterator[Outputs]:
    """Yield one or more updates of a session until its work is over.

    If the page has its own bar, updates that only change the progress are left out: at each of them gradio 3
    lays out the host's entire page again, which a slow machine cannot do many times a second.
    """
    version, shown = -1, None
    reported: tuple[int, str, str] | None = None
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
        last, reported = reported, (steps, status.state, status.doing)
        if bar or reported != last:
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


def _at_rest(jobs: LoopJobs, status: LoopStatus) -> dict[str, Any]:
    session, proposal = status.session, status.proposal
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


# What is shown


def picker(jobs: LoopJobs) -> Handler:
    """Return the handler of the gallery: ``(session, picked) -> (pictures, details, gallery, message)``."""

    @errors_as_messages(4)
    def pick(session_id: str, picked: str) -> tuple[Any, ...]:
        if not picked:  # a new step has reset the choice
            return gr.update(), gr.update(), gr.update(), ""
        session = jobs.sessions.store.read(require_open(session_id))
        number = chosen_step(session, picked)
        shown = [view(session, number) for view in (pictures_html, details_html, gallery_html)]
        return (*shown, "")

    return pick


def comparer(jobs: LoopJobs) -> Callable[..., Any]:
    """Return the handler of the prompt boxes, which shows the difference from the last prompts."""

    def compare(session_id: str, prompt: str, negative: str) -> Any:
        if not session_id:
            return ""
        try:
            status = jobs.status(session_id)
        except CriticError:  # reported when the step is started
            return gr.update()
        proposal = status.proposal
        if proposal and (prompt, negative) == (proposal.prompt, proposal.negative_prompt):
            return proposal_html(status.session, proposal)
        return changes_html(status.session, prompt or "", negative or "")

    return compare


def closer(jobs: LoopJobs) -> Handler:
    """Return the handler of *New*, which closes the session: ``(open session) -> (*Outputs, message)``."""

    @errors_as_messages(len(Outputs._fields) + 1)
    def close(session_id: str) -> tuple[Any, ...]:
        require_rest(jobs, session_id)
        return (*_closed(jobs), "")

    return close


def deleter(jobs: LoopJobs) -> Handler:
    """Return the handler of *Delete*: ``(line, open session, sure) -> (*Outputs, message)``."""

    @errors_as_messages(len(Outputs._fields) + 1)
    def delete(label: str | None, session_id: str, sure: str) -> tuple[Any, ...]:
        if not label:
            raise BadInputError("First choose the session to delete from the list.")
        if sure != "yes":
            return (*some(), "")
        jobs.sessions.store.delete(session_of(label))
        if session_of(label) == session_id:
            return (*_closed(jobs), "")
        return (*some(sessions=gr.update(choices=list_sessions(jobs), value=None)), "")

    return delete


def _closed(jobs: LoopJobs) -> Outputs:
    hidden = gr.update(visible=False)
    empty = dict.fromkeys(
        ("status", "details", "gallery", "picked", "session", "prompt", "negative", "change"), ""
    )
    lists = gr.update(choices=list_sessions(jobs), value=None)
    return some(**empty, pictures=WELCOME, by_hand=hidden, after=hidden, sessions=lists)
