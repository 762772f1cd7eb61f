"""The elements that show a session, and the list of sessions, shared by all handlers."""

from __future__ import annotations

from typing import Any, NamedTuple

import gradio as gr

from clip_critic.errors import BadInputError
from clip_critic.sessions.feedback.records import brief_record
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.steps import kept
from clip_critic.sessions.feedback.work import LoopJobs

LISTED = 100
"""The most sessions in the list, which shows the newest ones."""


class Outputs(NamedTuple):
    """The elements that show a session; a handler changes some of them."""

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
    """Return outputs of which only some change."""
    return Outputs(**{name: changed.get(name, gr.update()) for name in Outputs._fields})


def require_open(session_id: str) -> str:
    """Return the id of the open session.

    Raises:
        BadInputError: no session is open.
    """
    if not session_id:
        raise BadInputError("No session is open: start one, or choose one from the list.")
    return session_id


def require_rest(jobs: LoopJobs, session_id: str) -> None:
    """Check that the window's session is not running, as its updates would overwrite another session's.

    Raises:
        BadInputError: the open session is running.
    """
    if session_id in jobs.at_work():
        raise BadInputError(
            f"The session {session_id} is running: interrupt it first, or use another window."
        )


def chosen_step(session: Session, picked: str | None) -> int:
    """Return the number of the step selected in the gallery, or of the kept one.

    Raises:
        BadInputError: there is no picture yet.
    """
    if picked and picked.isdecimal():
        return int(picked)
    place = kept(session.steps)
    if place is None:
        raise BadInputError("The session has no picture yet.")
    return place.step.number


def list_sessions(jobs: LoopJobs) -> list[str]:
    """Return the newest sessions as lines to choose from, each of which ends with its id."""
    store = jobs.sessions.store
    return [_label(brief_record(store, session_id)) for session_id in store.ids()[:LISTED]]


def _label(brief: dict[str, Any]) -> str:
    name = str(brief["id"])
    if "error" in brief:
        return f"damaged · {name}"
    day = f"{name[:4]}-{name[4:6]}-{name[6:8]} {name[9:11]}:{name[11:13]}"
    goal = str(brief["want"]).strip() or f"not {str(brief['avoid']).strip()}"
    score = f" · {brief['kept']['score']:.2f}" if brief["kept"] else ""
    return f"{day} · {' '.join(goal.split())[:60]} · {brief['steps']}/{brief['of']}{score} · {name}"


def session_of(label: str) -> str:
    """Return the id at the end of a line of `list_sessions`."""
    return label.rsplit(" ", 1)[-1]
