"""What the panel's buttons do. Every handler answers with a message instead of an exception."""

from __future__ import annotations

import functools
import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr

from clip_critic.critic import Critic
from clip_critic.errors import BadInputError, CriticError, InterruptedByUser
from clip_critic.pictures.opening import open_picture
from clip_critic.progress import Progress
from clip_critic.prompts import write_words
from clip_critic.ranking.question import RankQuestion
from clip_critic.reports.render import answer_html, message_html
from clip_critic.settings import Settings

logger = logging.getLogger(__name__)

WELCOME = '<div class="clip-critic-hint">Put a picture in, choose or type keywords, and press Rank.</div>'

QUESTION = ("keywords", "templates", "contrasts", "rounds", "threshold", "audit")
"""The rows of the question that the panel shows, in the order in which its handler takes them."""

Handler = Callable[..., tuple[Any, ...]]


def errors_as_messages(outputs: int, otherwise: Any = None) -> Callable[[Handler], Handler]:
    """Turn any error of a handler into a message in its last output.

    The other outputs stay as they are, or become ``otherwise``.
    """

    def wrap(handler: Handler) -> Handler:
        @functools.wraps(handler)
        def call(*args: Any, **kwargs: Any) -> tuple[Any, ...]:
            unchanged = tuple(gr.update() if otherwise is None else otherwise for _ in range(outputs - 1))
            try:
                return handler(*args, **kwargs)
            except Exception as error:
                return (*unchanged, error_message(error))

        return call

    return wrap


def error_message(error: Exception) -> str:
    """An error as a message; what is no word to the user goes to the log."""
    if isinstance(error, InterruptedByUser):
        return message_html("Interrupted. What was encoded until then is kept.", "warning")
    if isinstance(error, CriticError):
        logger.warning("%s", error)
        return message_html(str(error))
    logger.error("a handler of the panel failed", exc_info=error)
    return message_html("CLIP Critic failed here; the log tells where. Please report it.")


def ranker(critic: Critic) -> Handler:
    """Return the handler of *Rank*: ``(progress, picture, encoder, *QUESTION) -> (result, message)``."""

    @errors_as_messages(2)
    def run(
        progress: Progress, source: bytes | Path | None, encoder: str | None, *values: Any
    ) -> tuple[Any, ...]:
        if source is None:
            raise BadInputError("There is no picture yet: put one in, or right-click a generated one.")
        typed = dict(zip(QUESTION, values, strict=True))
        texts = {name: typed[name] or "" for name in ("keywords", "templates", "contrasts")}
        question = RankQuestion(**{**typed, **texts, "audit": bool(typed["audit"])}).require_valid()
        picture = open_picture(source, name=source.name if isinstance(source, Path) else "picture")
        spec = (encoder or "").strip() or None
        return answer_html(critic.answer(question, picture, encoder=spec, progress=progress)), ""

    return run


@errors_as_messages(2, otherwise="")
def write(ticked: str, current: str, mode: str, weight: float) -> tuple[Any, ...]:
    """Handler of the writing buttons: the prompt with the ticked words in it."""
    words = [str(word) for word in json.loads(ticked or "[]")]
    if not words:
        raise BadInputError("Tick at least one word first.")
    written = write_words(current or "", words, mode, float(weight or 1.0))
    done = "Written." if written != (current or "") else "The prompt holds these words already."
    return written, message_html(done, "done")


def settings_or_defaults(critic: Critic) -> Settings:
    """The settings, or the defaults where a stored one is invalid: that is told when it is used."""
    try:
        return critic.settings()
    except CriticError as error:
        logger.warning("%s", error)
        return Settings()


def names_or_nothing(critic: Critic) -> list[str]:
    """Names of the presets; a folder that cannot be read is told when the lists are read again."""
    try:
        return critic.presets.names()
    except CriticError as error:
        logger.warning("%s", error)
        return []


def unloader(critic: Critic) -> Handler:
    @errors_as_messages(2)
    def unload() -> tuple[Any, ...]:
        critic.release()
        done = message_html("The encoder was unloaded; the next ranking loads it again.", "done")
        return gr.update(), done

    return unload


def preset_or_nothing(critic: Critic, name: str) -> tuple[str, str | None]:
    """Text and revision of a preset; a missing one is an empty box, not an error at start."""
    try:
        preset = critic.presets.get(name)
        return preset.text, preset.revision
    except CriticError as error:
        logger.warning("default keyword list: %s", error)
        return "", None


def loader(critic: Critic) -> Handler:
    @errors_as_messages(3)
    def load(name: str | None) -> tuple[Any, ...]:
        if not name:
            return gr.update(), None, ""
        preset = critic.presets.get(name)
        return preset.text, preset.revision, ""

    return load


def relister(critic: Critic) -> Handler:
    @errors_as_messages(2)
    def relist(chosen: str | None) -> tuple[Any, ...]:
        names = critic.presets.names()
        return gr.update(choices=names, value=chosen if chosen in names else None), ""

    return relist


def opener(critic: Critic, built: str) -> Handler:
    """Handler for a window that opens: the presets as they are now, not as when the page was built.

    Args:
        built: the text that the page was built with; what the user has typed since stays.
    """

    @errors_as_messages(4)
    def read_again(chosen: str | None, text: str | None, revision: str | None) -> tuple[Any, ...]:
        names = critic.presets.names()
        if (text or "") != built:
            return gr.update(choices=names), gr.update(), revision, ""
        name = settings_or_defaults(critic).keyword_list
        text, revision = preset_or_nothing(critic, name)
        fresh = gr.update() if text == built else text  # not over what is being typed, without need
        return gr.update(choices=names, value=name if name in names else None), fresh, revision, ""

    return read_again


def saver(critic: Critic) -> Handler:
    """Handler of *Save* and *Save as*: ``(name, chosen, text, revision) -> ...``."""

    @errors_as_messages(4)
    def save(name: str | None, chosen: str | None, text: str, revision: str | None) -> tuple[Any, ...]:
        if not (name or "").strip():
            raise BadInputError("Type a name beside Save as first.")
        known = revision if name == chosen else None
        saved = critic.presets.save(name, text, revision=known)
        done = f"Saved as {saved.name}." if not saved.note else saved.note
        names = gr.update(choices=critic.presets.names(), value=saved.name)
        return names, text, saved.revision, message_html(done, "warning" if saved.note else "done")

    return save


def renamer(critic: Critic) -> Handler:
    @errors_as_messages(4)
    def rename(chosen: str | None, name: str, text: str, revision: str | None) -> tuple[Any, ...]:
        if not chosen or not (name or "").strip():
            raise BadInputError("Choose a preset and type its new name first.")
        new = critic.presets.rename(chosen, name)
        names = gr.update(choices=critic.presets.names(), value=new)
        return names, text, revision, message_html("Renamed.", "done")

    return rename


def deleter(critic: Critic) -> Handler:
    @errors_as_messages(4)
    def delete(chosen: str | None, text: str, revision: str | None) -> tuple[Any, ...]:
        if not chosen:
            raise BadInputError("Choose the preset to delete first.")
        critic.presets.delete(chosen)
        names = gr.update(choices=critic.presets.names(), value=None)
        return names, text, None, message_html("Moved to the trash folder of your keyword lists.", "done")

    return delete
