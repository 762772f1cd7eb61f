"""The panel *Feedback loop*: its start, its settings and its pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from clip_critic.reports.loop_view import WELCOME
from clip_critic.sessions.feedback.work import LoopJobs
from clip_critic.ui.compat import hidden_textboxes, html, private, quick, script, transient
from clip_critic.ui.ids import element_id
from clip_critic.ui.loop import actions as act
from clip_critic.ui.loop import exports, tickets
from clip_critic.ui.loop.controls import PREFIX, settings_section, start_section
from clip_critic.ui.loop.outputs import Outputs
from clip_critic.ui.runners import LoopRunner


@dataclass(frozen=True)
class Destination:
    """A place to send a step's picture and prompts to.

    Attributes:
        name: the place's name for `clipCritic.send`.
        label: the button's label.
    """

    name: str
    label: str


def build(
    jobs: LoopJobs,
    runner: LoopRunner,
    destinations: Sequence[Destination],
    on_open: Callable[..., Any] | None = None,
) -> None:
    """Build the panel inside the current `gr.Blocks`.

    Args:
        jobs: the sessions.
        runner: the runner that shows a session.
        destinations: the places to send pictures to.
        on_open: gradio's ``load`` of the page, which lists the sessions and shows the running one.
    """
    with gr.Row(elem_id=element_id(PREFIX + "panel"), elem_classes=["clip-critic"]):
        with gr.Column(scale=2, min_width=320):
            start = start_section()
            controls, opened = settings_section(jobs, on_open)
        with gr.Column(scale=3, min_width=320):
            buttons = _buttons()
            sessions, delete = _session_list()
            message = html(PREFIX + "message")
            outputs, ticket = _result(sessions)
            again = _after(jobs, outputs, message, destinations)
    all_buttons = {**buttons, "Again": again, "Delete": delete}
    parts = _Parts(start, list(controls.values()), all_buttons, message, outputs, ticket, opened)
    _wire_work(jobs, runner, parts)
    _wire_view(jobs, parts)


@dataclass(frozen=True)
class _Parts:
    start: Any
    settings: list[Any]
    buttons: dict[str, Any]
    message: Any
    outputs: Outputs
    ticket: Any
    opened: Any
    """The first event of a window, if there is one."""


def _buttons() -> dict[str, Any]:
    with gr.Row():
        return {
            name: gr.Button(
                name,
                variant="primary" if name == "Start" else "secondary",
                elem_id=element_id(PREFIX + name.lower()),
                min_width=80,
            )
            for name in ("Start", "Step", "Interrupt", "Resume", "New")
        }


def _session_list() -> tuple[Any, Any]:
    with gr.Row(elem_classes=["clip-critic-sessions"]):
        sessions = transient(
            gr.Dropdown(
                choices=[], value=None, label="Sessions", elem_id=element_id(PREFIX + "sessions"), scale=6
            )
        )
        delete = gr.Button("Delete", elem_id=element_id(PREFIX + "delete"), size="sm", scale=1, min_width=70)
    return sessions, delete


def _result(sessions: Any) -> tuple[Outputs, Any]:
    status = html(PREFIX + "status")
    with gr.Column(
        visible=False,
        elem_id=element_id(PREFIX + "by_hand"),
        elem_classes=["clip-critic-by-hand", "clip-critic-tight"],
    ) as by_hand:
        with gr.Row():
            prompt = _prompt_box("next_prompt", "Next prompt")
            negative = _prompt_box("next_negative", "Next negative prompt")
        change = html(PREFIX + "change")
    pictures = html(PREFIX + "pictures", WELCOME)
    gallery = html(PREFIX + "gallery")
    after = gr.Column(visible=False, elem_id=element_id(PREFIX + "after"), elem_classes=["clip-critic-tight"])
    details = html(PREFIX + "details")
    picked, session, ticket = hidden_textboxes(PREFIX + "picked", PREFIX + "session", PREFIX + "ticket")
    outputs = Outputs(
        status=status,
        pictures=pictures,
        details=details,
        gallery=gallery,
        picked=picked,
        session=session,
        by_hand=by_hand,
        prompt=prompt,
        negative=negative,
        change=change,
        sessions=sessions,
        after=after,
    )
    return outputs, ticket


def _prompt_box(name: str, label: str) -> Any:
    options = {"lines": 2, "max_lines": 8, "interactive": True}
    return transient(gr.Textbox(label=label, elem_id=element_id(PREFIX + name), **options))


def _after(jobs: LoopJobs, outputs: Outputs, message: Any, destinations: Sequence[Destination]) -> Any:
    """Build the buttons for the selected step and for the session, and return *Continue from here*."""
    with outputs.after:
        with gr.Row():
            again = gr.Button(
                "Continue from here", elem_id=element_id(PREFIX + "again"), size="sm", min_width=120
            )
            for destination in destinations:
                _wire_destination(jobs, destination, outputs, message)
        with gr.Row():
            downloads = [
                (gr.Button(label, elem_id=element_id(PREFIX + name), size="sm", min_width=90), export)
                for label, name, export in (
                    ("Animation", "animation", exports.as_animation),
                    ("Report", "report", exports.as_report),
                    ("JSON", "json", exports.as_json),
                )
            ]
        file = transient(
            gr.File(label="Download", visible=False, interactive=False, elem_id=element_id(PREFIX + "file"))
        )
    for button, export in downloads:
        button.click(exports.exporter(jobs, export), [outputs.session], [file, message], **private())
    return again


def _wire_destination(jobs: LoopJobs, destination: Destination, outputs: Outputs, message: Any) -> None:
    name = f"{PREFIX}to_{destination.name}"
    button = gr.Button(destination.label, elem_id=element_id(name), size="sm", min_width=90)
    (sent,) = hidden_textboxes(f"{name}_sent")
    event = button.click(exports.fetcher(jobs), [outputs.session, outputs.picked], [sent, message], **quick())
    event.then(
        fn=None, inputs=[sent], outputs=[], **script(f"(sent) => clipCritic.send({destination.name!r}, sent)")
    )


def _wire_work(jobs: LoopJobs, runner: LoopRunner, parts: _Parts) -> None:
    """Connect the controls that start or continue a session, and stream its pictures."""
    buttons, outputs, settings = parts.buttons, parts.outputs, parts.settings
    start = parts.start.inputs()
    ticket = [parts.ticket, parts.message]
    opened = [*settings, *ticket]
    events = [
        buttons["Start"].click(
            tickets.starter(jobs), [outputs.session, *start, *settings], ticket, **quick()
        ),
        buttons["Step"].click(tickets.stepper(jobs), [outputs.session, *start, *settings], ticket, **quick()),
        buttons["Resume"].click(tickets.resumer(jobs), [outputs.session, *settings], ticket, **quick()),
        buttons["Again"].click(
            tickets.continuer(jobs), [outputs.session, outputs.picked, *settings], ticket, **quick()
        ),
        outputs.sessions.input(
            tickets.opener(jobs, len(settings)), [outputs.sessions, outputs.session], opened, **quick()
        ),
    ]
    if parts.opened:  # after it, as both fill the keyword list
        arrive = tickets.arriver(jobs, len(settings))
        events.append(parts.opened.then(arrive, [], [outputs.sessions, *opened], **quick()))
    watch = act.watcher(jobs, bar=not runner.own_bar)
    for event in events:
        runner.watch(event, watch, [parts.ticket, outputs.prompt, outputs.negative], list(outputs))


def _wire_view(jobs: LoopJobs, parts: _Parts) -> None:
    """Connect the controls that only show, close or delete sessions."""
    buttons, outputs, message = parts.buttons, parts.outputs, parts.message

    def interrupt(session_id: str) -> None:
        if session_id:
            jobs.interrupt(session_id)

    buttons["Interrupt"].click(interrupt, [outputs.session], [], **quick())
    buttons["New"].click(act.closer(jobs), [outputs.session], [*outputs, message], **quick())
    (sure,) = hidden_textboxes(PREFIX + "sure")
    buttons["Delete"].click(
        act.deleter(jobs),
        [outputs.sessions, outputs.session, sure],
        [*outputs, message],
        **script("(line, session) => [line, session, line && clipCritic.confirmDelete() ? 'yes' : 'no']"),
        **quick(),
    )
    # Not ``input``, which the newest gradio does not send for text boxes; so our own changes come here, too.
    outputs.picked.change(
        act.picker(jobs),
        [outputs.session, outputs.picked],
        [outputs.pictures, outputs.details, outputs.gallery, message],
        **quick(),
    )
    typed = [outputs.session, outputs.prompt, outputs.negative]
    for box in (outputs.prompt, outputs.negative):
        box.change(act.comparer(jobs), typed, [outputs.change], **quick())
