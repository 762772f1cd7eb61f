"""Exports from a session: an animation, a report, its data, or a picture to send elsewhere."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import gradio as gr

from clip_critic.errors import BadInputError, StorageError
from clip_critic.reports.loop_report import moving_picture, session_report_html
from clip_critic.sessions.feedback.animation import animation, frames
from clip_critic.sessions.feedback.records import session_record
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.work import LoopJobs
from clip_critic.storage.files import reason
from clip_critic.ui.handlers import Handler, errors_as_messages
from clip_critic.ui.loop.outputs import chosen_step, require_open

Export = Callable[[Session], tuple[str, bytes]]


def as_animation(session: Session) -> tuple[str, bytes]:
    """Return the name and content of a session's animation."""
    data, kind = animation(list(frames(session)))
    return f"{session.id}.{kind}", data


def as_report(session: Session) -> tuple[str, bytes]:
    """Return the name and content of a session's report."""
    return f"{session.id}.html", session_report_html(session, moving=moving_picture(session)).encode(
        "utf-8", "replace"
    )


def as_json(session: Session) -> tuple[str, bytes]:
    """Return the name and content of a session's JSON file."""
    text = json.dumps(session_record(session), ensure_ascii=False, indent=1)
    return f"{session.id}.json", text.encode("utf-8", "replace")


def exporter(jobs: LoopJobs, export: Export) -> Handler:
    """Return the handler of a download button: ``(session) -> (file, message)``."""

    @errors_as_messages(2)
    def run(session_id: str) -> tuple[Any, ...]:
        session = jobs.sessions.store.read(require_open(session_id))
        if not session.steps:
            raise BadInputError("The session has no steps yet.")
        name, data = export(session)
        return gr.update(value=str(_written(name, data)), visible=True), ""

    return run


def fetcher(jobs: LoopJobs) -> Handler:
    """Return the handler of the *To ...* buttons: ``(session, picked) -> (json, message)``.

    The JSON is for JavaScript and contains a step's picture file as the host wrote it, with its parameters.
    """

    @errors_as_messages(2, otherwise="")
    def fetch(session_id: str, picked: str) -> tuple[Any, ...]:
        session = jobs.sessions.store.read(require_open(session_id))
        step = session.step(chosen_step(session, picked))
        if step.winner is None:
            raise BadInputError(f"Step {step.number} was skipped and has no picture: choose another one.")
        path = session.path(step.winner.file)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise StorageError(f"{path} cannot be read: {reason(error)}.") from error
        sent = {
            "name": f"{session.id}-{step.number}.png",
            "picture": "data:image/png;base64," + b64encode(data).decode("ascii"),
            "infotext": session.picture(step.winner.file).infotext or "",
            "prompt": step.prompt,
            "negative_prompt": step.negative_prompt,
        }
        return json.dumps(sent), ""

    return fetch


@cache
def _folder() -> TemporaryDirectory[str]:
    """Return the folder of files to download, which is deleted when the process ends."""
    return TemporaryDirectory(prefix="clip-critic-")


def _written(name: str, data: bytes) -> Path:
    path = Path(_folder().name) / name
    try:
        path.write_bytes(data)
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {reason(error)}.") from error
    return path
