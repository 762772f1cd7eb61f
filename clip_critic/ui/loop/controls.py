"""The controls of *Feedback loop*: its settings and its start."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import gradio as gr

from clip_critic.errors import BadInputError
from clip_critic.hosts.base import Description
from clip_critic.pictures.opening import Picture, open_picture
from clip_critic.sessions.feedback.session import StartKind
from clip_critic.sessions.feedback.settings import LoopSettings, table
from clip_critic.sessions.feedback.work import LoopJobs
from clip_critic.tables import Field
from clip_critic.ui import handlers
from clip_critic.ui.compat import html, picture_input, quick, sketch_input, sketched, transient
from clip_critic.ui.controls import panel_control
from clip_critic.ui.ids import element_id

logger = logging.getLogger(__name__)

PREFIX = "loop_"
OWN_CHOICE = "host default"
"""The choice for an empty name, which leaves the choice to the host."""
STARTS: Mapping[str, StartKind] = {"Picture": "picture", "Sketch": "sketch", "Prompt only": "prompt"}
OPEN = {"keywords": "", "encoder": "", "seed": -1}
"""Values of settings that are filled in when a session is created."""
AT_SIGHT = ("want", "avoid", "prompt", "negative_prompt", "policy")
FIRST_OF_LOOP = ("steps", "candidates", "strength")


@dataclass(frozen=True)
class Start:
    """The controls for the start of a session."""

    kind: Any
    picture: Any
    sketch: Any

    def inputs(self) -> list[Any]:
        """Return the controls as inputs of an event."""
        return [self.kind, self.picture, self.sketch]


def start_section() -> Start:
    """Build the controls for the start: a picture, a canvas or nothing, one of them visible."""
    kind = transient(
        gr.Radio(list(STARTS), value="Picture", label="Start from", elem_id=element_id(PREFIX + "from"))
    )
    tight = {"min_width": 160, "elem_classes": ["clip-critic-tight"]}
    with gr.Column(visible=True, **tight) as upload:
        picture = picture_input(PREFIX + "picture", "Start picture")
    with gr.Column(visible=False, **tight) as canvas:
        sketch = transient(sketch_input(PREFIX + "sketch", "Sketch"))

    def show(label: str) -> tuple[Any, ...]:
        return tuple(gr.update(visible=STARTS[label] == kind) for kind in ("picture", "sketch"))

    kind.change(show, [kind], [upload, canvas], **quick())
    return Start(kind, transient(picture), sketch)


def read_start(kind: str, picture: Any, sketch: Any) -> tuple[StartKind, Picture | None]:
    """Return the kind of start and its picture, from the values of `start_section`.

    Raises:
        BadInputError: there is no picture, or nothing was drawn.
    """
    start = STARTS[kind]
    if start == "prompt":
        return start, None
    if start == "sketch":
        drawing = sketched(sketch)
        if drawing is None:
            raise BadInputError("The sketch is empty: draw something, or start from a picture.")
        return start, open_picture(drawing, name="sketch")
    if picture is None:
        raise BadInputError(
            "There is no start picture: add one, or start from a sketch or from the prompt only."
        )
    return start, open_picture(picture, name="start picture")


def settings_section(jobs: LoopJobs, on_open: Callable[..., Any] | None = None) -> tuple[dict[str, Any], Any]:
    """Build the controls of all settings, with rarely needed ones in closed accordions.

    Args:
        jobs: the sessions.
        on_open: gradio's ``load`` of the surrounding page, which reads the presets again for every window.

    Returns:
        The controls by name, and the event of ``on_open``; None without it.
    """
    offered = offers(jobs)
    rows = {name: (default, field) for name, default, field in table()}
    built: dict[str, Any] = {}

    def show(*names: str) -> None:
        for name in names:
            built[name] = _control(name, *rows[name], offered, jobs)

    goal, loop, host = (_of_section(rows, section) for section in ("goal", "loop", "host"))
    show("want", "avoid")
    built["keywords"], opened = _keywords(jobs, on_open)
    show("prompt", "negative_prompt", "policy")
    with gr.Row():
        show("steps", "candidates")
    show("strength")
    with gr.Accordion("More goal settings", open=False, elem_id=element_id(PREFIX + "more_goal")):
        show(*(name for name in goal if name not in (*AT_SIGHT, "keywords")))
    with gr.Accordion("More loop settings", open=False, elem_id=element_id(PREFIX + "more_loop")):
        show(*(name for name in loop if name not in FIRST_OF_LOOP))
    with gr.Accordion("Image generation", open=False, elem_id=element_id(PREFIX + "more_host")):
        show(*host)
        _reload_offers(jobs, built, rows)
    return {name: built[name] for name in rows}, opened


def read_settings(values: Sequence[Any]) -> LoopSettings:
    """Read settings from the controls' values in the order of the table; raises `BadInputError`."""
    names = [name for name, _, _ in table()]
    by_name = dict(zip(names, values, strict=True))
    return LoopSettings.read({name: _setting(value) for name, value in by_name.items()})


def changes(settings: LoopSettings, values: Sequence[Any]) -> dict[str, Any]:
    """Return the controls' values that differ from a session's settings and are not left open."""
    new, old = asdict(read_settings(values)), asdict(settings)
    return {
        name: value
        for name, value in new.items()
        if value != old[name] and not (name in OPEN and value == OPEN[name])
    }


def shown_settings(settings: LoopSettings) -> list[Any]:
    """Return the settings as values for all controls, in the order of the table."""
    return [
        OWN_CHOICE if field.offered and not value else value
        for (_, _, field), value in zip(table(), asdict(settings).values(), strict=True)
    ]


def offers(jobs: LoopJobs) -> Description:
    """Return the host's choices; a broken host has none, and reports its error when it is used."""
    try:
        return jobs.sessions.host().describe()
    except Exception as error:  # a host can fail in any way, and the panel is still useful without it
        logger.warning("The host's choices cannot be listed: %s", error)
        return Description("?")


def _setting(value: Any) -> Any:
    if value is None:
        return ""
    return "" if value == OWN_CHOICE else value


def _of_section(rows: Mapping[str, tuple[Any, Field]], section: str) -> list[str]:
    return [name for name, (_, field) in rows.items() if field.section == section]


def _control(name: str, default: Any, field: Field, offered: Description, jobs: LoopJobs) -> Any:
    if field.offered:
        return panel_control(PREFIX + name, field, OWN_CHOICE, choices=_choices(field, offered))
    if name in ("encoder", "judge"):
        specs = jobs.sessions.critic.encoder_choices()
        return panel_control(PREFIX + name, field, default, choices=["", *specs], custom=True)
    return panel_control(PREFIX + name, field, default)


def _choices(field: Field, offered: Description) -> list[str]:
    return [OWN_CHOICE, *getattr(offered, field.offered)]


def _reload_offers(jobs: LoopJobs, built: Mapping[str, Any], rows: Mapping[str, tuple[Any, Field]]) -> None:
    names = [name for name, (_, field) in rows.items() if field.offered]
    message = html(PREFIX + "offers_message")
    button = gr.Button("Reload the host's lists", elem_id=element_id(PREFIX + "offers_reload"), size="sm")

    @handlers.errors_as_messages(len(names) + 1)
    def reload() -> tuple[Any, ...]:
        offered = jobs.sessions.host().describe()
        return (*(gr.update(choices=_choices(rows[name][1], offered)) for name in names), "")

    button.click(reload, [], [*(built[name] for name in names), message], **quick())


def _keywords(jobs: LoopJobs, on_open: Callable[..., Any] | None) -> tuple[gr.Textbox, Any]:
    """Build the keyword list with its presets, which are edited in *Rank keywords*."""
    critic = jobs.sessions.critic
    default = handlers.settings_or_defaults(critic).keyword_list
    names = handlers.names_or_nothing(critic)
    text, _ = handlers.preset_or_nothing(critic, default)
    field = next(field for name, _, field in table() if name == "keywords")
    with gr.Accordion("Keyword list", open=False, elem_id=element_id(PREFIX + "list")):
        with gr.Row():
            preset = transient(
                gr.Dropdown(
                    choices=names,
                    value=default if default in names else None,
                    label="Preset",
                    elem_id=element_id(PREFIX + "preset"),
                    scale=4,
                )
            )
            reload = gr.Button(
                "Reload lists", elem_id=element_id(PREFIX + "preset_reload"), size="sm", scale=1, min_width=90
            )
        keywords = panel_control(PREFIX + "keywords", field, text, label="Keywords", max_lines=16)
        message = html(PREFIX + "preset_message")
    revision = gr.State(None)
    preset.input(handlers.loader(critic), [preset], [keywords, revision, message], **quick())
    reload.click(handlers.relister(critic), [preset], [preset, message], **quick())
    shown = [preset, keywords, revision]
    opened = on_open(handlers.opener(critic, text), shown, [*shown, message], **quick()) if on_open else None
    return keywords, opened
