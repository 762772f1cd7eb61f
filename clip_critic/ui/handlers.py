"""Handlers shared by all panels: errors become messages, presets fill a text box."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any

import gradio as gr

from clip_critic.critic import Critic
from clip_critic.errors import CriticError, InterruptedByUser
from clip_critic.reports.render import message_html
from clip_critic.settings import Settings

logger = logging.getLogger(__name__)

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
    """Return an error as a message for the user; errors that are not meant for users go to the log."""
    if isinstance(error, InterruptedByUser):
        return message_html("Interrupted. The texts encoded so far are kept.", "warning")
    if isinstance(error, CriticError):
        logger.warning("%s", error)
        return message_html(str(error))
    logger.error("a handler of the panel failed", exc_info=error)
    return message_html("CLIP Critic failed (a bug): the log has the details. Please report it.")


def settings_or_defaults(critic: Critic) -> Settings:
    """Return the settings, or the defaults if a stored one is invalid, which is reported when it is used."""
    try:
        return critic.settings()
    except CriticError as error:
        logger.warning("%s", error)
        return Settings()


def names_or_nothing(critic: Critic) -> list[str]:
    """Return the names of the presets; none if the folder cannot be read, which reloading reports."""
    try:
        return critic.presets.names()
    except CriticError as error:
        logger.warning("%s", error)
        return []


def preset_or_nothing(critic: Critic, name: str) -> tuple[str, str | None]:
    """Return the text and revision of a preset; a missing one gives an empty text instead of an error."""
    try:
        preset = critic.presets.get(name)
        return preset.text, preset.revision
    except CriticError as error:
        logger.warning("default keyword list: %s", error)
        return "", None


def loader(critic: Critic) -> Handler:
    """Return the handler of the list of presets: ``name -> (text, revision, message)``."""

    @errors_as_messages(3)
    def load(name: str | None) -> tuple[Any, ...]:
        if not name:
            return gr.update(), None, ""
        preset = critic.presets.get(name)
        return preset.text, preset.revision, ""

    return load


def relister(critic: Critic) -> Handler:
    """Return the handler of *Reload lists*: ``chosen -> (presets, message)``."""

    @errors_as_messages(2)
    def relist(chosen: str | None) -> tuple[Any, ...]:
        names = critic.presets.names()
        return gr.update(choices=names, value=chosen if chosen in names else None), ""

    return relist


def opener(critic: Critic, built: str) -> Handler:
    """Return the handler of a new window, which shows the current presets.

    Args:
        critic: the critic with the presets.
        built: the text that the page was built with; text that the user has typed since is kept.
    """

    @errors_as_messages(4)
    def read_again(chosen: str | None, text: str | None, revision: str | None) -> tuple[Any, ...]:
        names = critic.presets.names()
        if (text or "") != built:
            return gr.update(choices=names), gr.update(), revision, ""
        name = settings_or_defaults(critic).keyword_list
        text, revision = preset_or_nothing(critic, name)
        fresh = gr.update() if text == built else text  # do not overwrite what is being typed
        return gr.update(choices=names, value=name if name in names else None), fresh, revision, ""

    return read_again
