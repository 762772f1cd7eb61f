"""Handlers of *Rank keywords*. They return a message instead of raising an error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import gradio as gr

from clip_critic.critic import Critic
from clip_critic.errors import BadInputError
from clip_critic.pictures.opening import open_picture
from clip_critic.progress import Progress
from clip_critic.prompts import Mode, write_words
from clip_critic.ranking.question import RankQuestion
from clip_critic.reports.render import answer_html, message_html
from clip_critic.ui.handlers import Handler, errors_as_messages

WELCOME = '<div class="clip-critic-hint">Add a picture, choose or type keywords, and press Rank.</div>'

QUESTION = ("keywords", "templates", "contrasts", "rounds", "threshold", "audit")
"""The rows of the question that the panel shows, in the order of its handler's arguments."""


def ranker(critic: Critic) -> Handler:
    """Return the handler of *Rank*: ``(progress, picture, encoder, *QUESTION) -> (result, message)``."""

    @errors_as_messages(2)
    def run(
        progress: Progress, source: bytes | Path | None, encoder: str | None, *values: Any
    ) -> tuple[Any, ...]:
        if source is None:
            raise BadInputError("There is no picture yet: add one, or right-click a generated one.")
        typed = dict(zip(QUESTION, values, strict=True))
        texts = {name: typed[name] or "" for name in ("keywords", "templates", "contrasts")}
        question = RankQuestion(**{**typed, **texts, "audit": bool(typed["audit"])}).require_valid()
        picture = open_picture(source, name=source.name if isinstance(source, Path) else "picture")
        spec = (encoder or "").strip() or None
        return answer_html(critic.answer(question, picture, encoder=spec, progress=progress)), ""

    return run


@errors_as_messages(2, otherwise="")
def write(ticked: str, current: str, mode: Mode, weight: float) -> tuple[Any, ...]:
    """Write the ticked words to a prompt, as the handler of the *To ... prompt* buttons."""
    words = [str(word) for word in json.loads(ticked or "[]")]
    if not words:
        raise BadInputError("Tick at least one word first.")
    written = write_words(current or "", words, mode, float(weight or 1.0))
    done = "Written." if written != (current or "") else "The prompt already contains these words."
    return written, message_html(done, "done")


def unloader(critic: Critic) -> Handler:
    """Return the handler of *Unload the encoder*."""

    @errors_as_messages(2)
    def unload() -> tuple[Any, ...]:
        critic.release()
        done = message_html("The encoder was unloaded; the next ranking loads it again.", "done")
        return gr.update(), done

    return unload


def saver(critic: Critic) -> Handler:
    """Return the handler of *Save* and *Save as*.

    It maps ``(name, chosen, text, revision)`` to ``(presets, text, revision, message)``.
    """

    @errors_as_messages(4)
    def save(name: str | None, chosen: str | None, text: str, revision: str | None) -> tuple[Any, ...]:
        if name is None or not name.strip():
            raise BadInputError("First enter a name next to Save as.")
        known = revision if name == chosen else None
        saved = critic.presets.save(name, text, revision=known)
        done = f"Saved as {saved.name}." if not saved.note else saved.note
        names = gr.update(choices=critic.presets.names(), value=saved.name)
        return names, text, saved.revision, message_html(done, "warning" if saved.note else "done")

    return save


def renamer(critic: Critic) -> Handler:
    """Return the handler of *Rename*."""

    @errors_as_messages(4)
    def rename(chosen: str | None, name: str, text: str, revision: str | None) -> tuple[Any, ...]:
        if not chosen or not (name or "").strip():
            raise BadInputError("First choose a preset and enter its new name.")
        new = critic.presets.rename(chosen, name)
        names = gr.update(choices=critic.presets.names(), value=new)
        return names, text, revision, message_html("Renamed.", "done")

    return rename


def deleter(critic: Critic) -> Handler:
    """Return the handler of *Delete*."""

    @errors_as_messages(4)
    def delete(chosen: str | None, text: str, revision: str | None) -> tuple[Any, ...]:
        if not chosen:
            raise BadInputError("First choose the preset to delete.")
        critic.presets.delete(chosen)
        names = gr.update(choices=critic.presets.names(), value=None)
        return names, text, None, message_html("Moved to the trash folder of your keyword lists.", "done")

    return delete
