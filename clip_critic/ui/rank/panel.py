"""The panel *Rank keywords*: ranks a list against a picture, and writes ticked words to a prompt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from clip_critic.critic import Critic
from clip_critic.ranking.question import rows
from clip_critic.settings import Settings
from clip_critic.ui import handlers
from clip_critic.ui.compat import hidden_textboxes, picture_input, private, quick, script, transient
from clip_critic.ui.controls import panel_control
from clip_critic.ui.ids import element_id
from clip_critic.ui.rank import actions
from clip_critic.ui.runners import Runner

ROWS = rows()


@dataclass(frozen=True)
class PromptTarget:
    """A prompt box that ticked words can be written to.

    Attributes:
        name: the box's name in element ids.
        label: the button's label.
        selector: the CSS selector of the box's textarea.
    """

    name: str
    label: str
    selector: str


@dataclass(frozen=True)
class Controls:
    """The controls for a ranking; ``question`` contains a control for each row of `actions.QUESTION`."""

    picture: Any
    encoder: Any
    question: Mapping[str, Any]

    def inputs(self) -> list[Any]:
        """Return the controls as inputs of the handler."""
        return [self.picture, self.encoder, *(self.question[name] for name in actions.QUESTION)]


def build(
    critic: Critic,
    runner: Runner,
    targets: Sequence[PromptTarget],
    prompt_boxes: Callable[[], None] = lambda: None,
    on_open: Callable[..., Any] | None = None,
    *,
    to_loop: bool = False,
) -> None:
    """Build the panel inside the current `gr.Blocks`.

    Args:
        critic: the critic that answers.
        runner: the runner of rankings.
        targets: the prompt boxes that words can be written to.
        prompt_boxes: a function that builds prompt boxes, for a page that has none of its own.
        on_open: gradio's ``load`` of the page, which reads the presets again for every window.
        to_loop: whether to add a button that sends the picture to *Feedback loop*.
    """
    settings = handlers.settings_or_defaults(critic)
    with gr.Row(elem_id=element_id("panel"), elem_classes=["clip-critic"]):
        with gr.Column(scale=2, min_width=320):
            picture = picture_input("picture", "Picture")
            if to_loop:
                button = gr.Button("To Feedback loop", elem_id=element_id("to_loop"), size="sm")
                button.click(fn=None, inputs=[], outputs=[], **script("() => clipCritic.toLoop()"))
            keywords = _keyword_section(critic, settings, on_open)
            controls, unload = _option_section(critic, settings, picture, keywords)
        with gr.Column(scale=3, min_width=320):
            with gr.Row():
                start = gr.Button("Rank", variant="primary", elem_id=element_id("rank"))
                stop = gr.Button("Interrupt", elem_id=element_id("interrupt"))
            message = gr.HTML(value="", elem_id=element_id("message"))
            _write_section(targets, message)
            prompt_boxes()
            result = gr.HTML(value=actions.WELCOME, elem_id=element_id("result"))
    runner.start(start, actions.ranker(critic), controls.inputs(), [result, message])
    stop.click(fn=runner.interrupt, inputs=[], outputs=[], queue=False, **private())
    unload.click(actions.unloader(critic), [], [result, message], **private())


def _keyword_section(critic: Critic, settings: Settings, on_open: Callable[..., Any] | None) -> gr.Textbox:
    text, revision = handlers.preset_or_nothing(critic, settings.keyword_list)
    names = handlers.names_or_nothing(critic)
    with gr.Row():
        preset = transient(
            gr.Dropdown(
                choices=names,
                value=settings.keyword_list if settings.keyword_list in names else None,
                label="Preset",
                elem_id=element_id("preset"),
                scale=4,
            )
        )
        reload = gr.Button(
            "Reload lists", elem_id=element_id("preset_reload"), size="sm", scale=1, min_width=90
        )
    keywords = _control("keywords", text, max_lines=24)
    with gr.Row():
        name = transient(
            gr.Textbox(
                label="Preset name", show_label=False, container=False, max_lines=1, scale=3, min_width=120,
                placeholder="Name for Save as", elem_id=element_id("preset_name"),
            )
        )  # fmt: skip
        save = gr.Button("Save", elem_id=element_id("preset_save"), size="sm", min_width=60)
        save_as = gr.Button("Save as", elem_id=element_id("preset_save_as"), size="sm", min_width=60)
        rename = gr.Button("Rename", elem_id=element_id("preset_rename"), size="sm", min_width=60)
        delete = gr.Button("Delete", elem_id=element_id("preset_delete"), size="sm", min_width=60)
    message = gr.HTML(value="", elem_id=element_id("preset_message"))
    state = gr.State(revision)
    event = quick()
    shown = [preset, keywords, state, message]
    # Not ``change``, which is also sent after Save, and would remove its message and text typed since.
    preset.input(handlers.loader(critic), [preset], [keywords, state, message], **event)
    reload.click(handlers.relister(critic), [preset], [preset, message], **event)
    save.click(actions.saver(critic), [preset, preset, keywords, state], shown, **event)
    save_as.click(actions.saver(critic), [name, preset, keywords, state], shown, **event)
    rename.click(actions.renamer(critic), [preset, name, keywords, state], shown, **event)
    delete.click(actions.deleter(critic), [preset, keywords, state], shown, **event)
    if on_open:
        on_open(handlers.opener(critic, text), [preset, keywords, state], shown, **event)
    return keywords


def _option_section(
    critic: Critic, settings: Settings, picture: Any, keywords: Any
) -> tuple[Controls, gr.Button]:
    question = {"keywords": keywords}
    with gr.Row():
        question["rounds"] = _control("rounds", settings.rounds, info=None)
        question["threshold"] = _control("threshold", settings.threshold, info=None)
    question["audit"] = _control("audit", True)
    with gr.Accordion("Templates, contrasts, encoder", open=False, elem_id=element_id("more")):
        question["templates"] = _control("templates", "", placeholder="a photo of {}")
        question["contrasts"] = _control("contrasts", "", placeholder="girl, woman")
        encoder = transient(
            gr.Dropdown(
                choices=critic.encoder_choices(),
                value=settings.encoder,
                label="Encoder",
                info="Any hf:<model or folder> or open_clip:<architecture>/<tag or file>. "
                "Multilingual open_clip models read Japanese keywords.",
                allow_custom_value=True,
                elem_id=element_id("encoder"),
            )
        )
        unload = gr.Button("Unload the encoder", elem_id=element_id("unload"), size="sm")
    return Controls(picture, encoder, question), unload


def _control(name: str, value: Any, **options: Any) -> Any:
    """Return the control of a row of the question."""
    _, field = ROWS[name]
    return panel_control(name, field, value, **options)


def _write_section(targets: Sequence[PromptTarget], message: Any) -> None:
    with gr.Column(elem_id=element_id("write"), elem_classes=["clip-critic-write"]):
        with gr.Row():
            mode = transient(
                gr.Radio(
                    choices=["append", "prepend", "replace"],
                    value="append",
                    label="Write ticked words",
                    elem_id=element_id("mode"),
                    scale=3,
                )
            )
            weight = transient(
                gr.Number(
                    value=1.0, step=0.05, label="Weight", elem_id=element_id("weight"), scale=1, min_width=90
                )
            )
        ticked, current, written = hidden_textboxes("ticked", "current", "written")
        with gr.Row():
            for target in targets:
                _wire_target(target, [ticked, current, mode, weight], written, message)


def _wire_target(target: PromptTarget, inputs: list[Any], written: Any, message: Any) -> None:
    button = gr.Button(target.label, elem_id=element_id(f"to_{target.name}"), size="sm", min_width=120)
    gather = f"(t, c, mode, weight) => clipCritic.gather({target.selector!r}, mode, weight)"
    put = f"(text) => clipCritic.write({target.selector!r}, text)"
    event = button.click(actions.write, inputs, [written, message], **script(gather), **quick())
    event.then(fn=None, inputs=[written], outputs=[], **script(put))
