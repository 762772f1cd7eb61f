"""Handlers of *Feedback loop* that check a click and return a ticket or a message.

A *ticket* is ``start <session>``, ``step <session>``, ``edit <session>`` (a step with the prompts in the
boxes) or ``watch <session>``. `clip_critic.ui.loop.actions` runs it. An empty ticket does nothing.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.work import LoopJobs
from clip_critic.ui.handlers import Handler, error_message, errors_as_messages
from clip_critic.ui.loop.controls import changes, read_settings, read_start, shown_settings
from clip_critic.ui.loop.outputs import chosen_step, list_sessions, require_open, require_rest, session_of


def starter(jobs: LoopJobs) -> Handler:
    """Return the handler of *Start*: ``(session, kind, picture, sketch, *settings) -> (ticket, message)``."""

    @errors_as_messages(2, otherwise="")
    def start(session_id: str, kind: str, picture: Any, sketch: Any, *values: Any) -> tuple[Any, ...]:
        require_rest(jobs, session_id)
        return f"start {_create(jobs, kind, picture, sketch, values).id}", ""

    return start


def stepper(jobs: LoopJobs) -> Handler:
    """Return the handler of *Step*, which makes a step of the open session or of a new one."""

    @errors_as_messages(2, otherwise="")
    def step(session_id: str, kind: str, picture: Any, sketch: Any, *values: Any) -> tuple[Any, ...]:
        if not session_id:
            return f"step {_create(jobs, kind, picture, sketch, values).id}", ""
        verb = "step" if jobs.status(session_id).proposal is None else "edit"  # before the policy may change
        _change(jobs, session_id, values)
        return f"{verb} {session_id}", ""

    return step


def resumer(jobs: LoopJobs) -> Handler:
    """Return the handler of *Resume*, which continues the open session with the changed settings."""

    @errors_as_messages(2, otherwise="")
    def resume(session_id: str, *values: Any) -> tuple[Any, ...]:
        require_open(session_id)
        _change(jobs, session_id, values)
        return f"start {session_id}", ""

    return resume


def continuer(jobs: LoopJobs) -> Handler:
    """Return the handler of *Continue from here*, which starts a session from a step's picture."""

    @errors_as_messages(2, otherwise="")
    def continue_from(session_id: str, picked: str, *values: Any) -> tuple[Any, ...]:
        session = jobs.sessions.store.read(require_open(session_id))
        require_rest(jobs, session_id)
        number = chosen_step(session, picked)
        return f"start {jobs.sessions.continue_from(session_id, number, read_settings(values)).id}", ""

    return continue_from


def opener(jobs: LoopJobs, controls: int) -> Handler:
    """Return the handler of the list of sessions: ``(line, session) -> (*controls, ticket, message)``.

    It fills the controls with the selected session's settings. The newest gradio also calls it when the list
    was only opened: the open session then stays as it is, with what the user has typed.
    """

    def unchanged() -> list[Any]:
        return [gr.update()] * controls

    def choose(label: str | None, session_id: str) -> tuple[Any, ...]:
        if not label or session_of(label) == session_id:
            return (*unchanged(), "", gr.update())
        try:
            require_rest(jobs, session_id)
            session = jobs.sessions.store.read(session_of(label))
            return (*shown_settings(session.settings), f"watch {session.id}", "")
        except Exception as error:
            return (*unchanged(), "", error_message(error))

    return choose


def arriver(jobs: LoopJobs, controls: int) -> Handler:
    """Return the handler of a new window, which lists the sessions and shows the running one."""
    choose = opener(jobs, controls)

    def arrive() -> tuple[Any, ...]:
        try:
            labels = list_sessions(jobs)
            at_work = jobs.at_work()
            label = next((line for line in labels if at_work and session_of(line) == at_work[0]), None)
            return (gr.update(choices=labels, value=label), *choose(label, ""))
        except Exception as error:
            return (gr.update(), *[gr.update()] * controls, "", error_message(error))

    return arrive


def _create(jobs: LoopJobs, kind: str, picture: Any, sketch: Any, values: tuple[Any, ...]) -> Session:
    settings = read_settings(values)
    return jobs.sessions.create(settings, *read_start(kind, picture, sketch))


def _change(jobs: LoopJobs, session_id: str, values: tuple[Any, ...]) -> None:
    """Apply the settings that the user has changed, from the next step on."""
    changed = changes(jobs.sessions.store.read(session_id).settings, values)
    if changed:
        jobs.sessions.change(session_id, changed)
