"""What the panel's buttons do. Every handler answers with a message instead of an exception."""

from __future__ import annotations

import functools
import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr

from clip_critic.compose import contrast_list, list_notes, typed_sets, with_templates
from clip_critic.critic import Critic
from clip_critic.errors import BadInputError, CriticError, InterruptedByUser
from clip_critic.images import open_picture
from clip_critic.keywords import KeywordList
from clip_critic.metadata import parse_infotext
from clip_critic.progress import Progress
from clip_critic.prompts import write_words
from clip_critic.ui.render import message_html, ranking_html

logger = logging.getLogger(__name__)

WELCOME = '<div class="clip-critic-hint">Put a picture in, choose or type keywords, and press Rank.</div>'

Handler = Callable[..., tuple[Any, ...]]


def told(outputs: int, otherwise: Any = None) -> Callable[[Handler], Handler]:
    """Turn any error of a handler into a message in its last output.

    The other outputs stay as they are, or become ``otherwise``.
    """

    def wrap(handler: Handler) -> Handler:
        @functools.wraps(handler)
        def call(*args: Any, **kwargs: Any) -> tuple[Any, ...]:
            unchanged = tuple(gr.update() if otherwise is None else otherwise for _ in range(outputs - 1))
            try:
                return handler(*args, **kwargs)
            except InterruptedByUser:
                return (
                    *unchanged,
                    message_html("Interrupted. What was encoded until then is kept.", "warning"),
                )
            except CriticError as error:
                logger.warning("%s", error)
                return (*unchanged, message_html(str(error)))
            except Exception:
                logger.exception("a handler of the panel failed")
                return (
                    *unchanged,
                    message_html("CLIP Critic failed here; the log tells where. Please report it."),
                )

        return call

    return wrap


def ranker(critic: Critic) -> Handler:
    """Handler of *Rank*: ``(progress, picture, keywords, ...) -> (result, message)``."""

    @told(2)
    def run(
        progress: Progress,
        source: bytes | Path | None,
        keywords: str,
        templates: str,
        contrasts: str,
        encoder: str,
        rounds: float,
        threshold: float,
        audit: bool,
    ) -> tuple[Any, ...]:
        if source is None:
            raise BadInputError("There is no picture yet: put one in, or right-click a generated one.")
        words = with_templates(KeywordList.parse(keywords or ""), (templates or "").splitlines())
        words.require_words()
        sets = contrast_list(typed_sets(contrasts or ""))
        picture = open_picture(source, name=source.name if isinstance(source, Path) else "picture")
        with critic.encoder(encoder or None):
            ranking = critic.rank(picture, words, encoder=encoder or None, progress=progress)
            contrast = (
                critic.rank(picture, sets, encoder=encoder or None, progress=progress) if len(sets) else None
            )
            own = parse_infotext(picture.infotext).prompt.strip() if audit and picture.infotext else ""
            audited = critic.audit(picture, own, encoder=encoder or None, progress=progress) if own else None
        html = ranking_html(
            ranking,
            rounds=int(rounds),
            threshold=float(threshold),
            contrasts=contrast,
            audit=audited,
            notes=list_notes(words),
        )
        return html, ""

    return run


@told(2, otherwise="")
def write(ticked: str, current: str, mode: str, weight: float) -> tuple[Any, ...]:
    """Handler of the writing buttons: the prompt with the ticked words in it."""
    words = [str(word) for word in json.loads(ticked or "[]")]
    if not words:
        raise BadInputError("Tick at least one word first.")
    return write_words(current or "", words, mode, float(weight or 1.0)), message_html("Written.", "done")


def preset_or_nothing(critic: Critic, name: str) -> tuple[str, str | None]:
    """Text and revision of a preset; a missing one is an empty box, not an error at start."""
    try:
        preset = critic.presets.get(name)
        return preset.text, preset.revision
    except CriticError as error:
        logger.warning("default keyword list: %s", error)
        return "", None


def loader(critic: Critic) -> Handler:
    @told(3)
    def load(name: str | None) -> tuple[Any, ...]:
        if not name:
            return gr.update(), None, ""
        preset = critic.presets.get(name)
        return preset.text, preset.revision, ""

    return load


def relister(critic: Critic) -> Callable[..., Any]:
    def relist(chosen: str | None) -> Any:
        names = critic.presets.names()
        return gr.update(choices=names, value=chosen if chosen in names else None)

    return relist


def saver(critic: Critic) -> Handler:
    """Handler of *Save* and *Save as*: ``(name, chosen, text, revision) -> ...``."""

    @told(4)
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
    @told(4)
    def rename(chosen: str | None, name: str, text: str, revision: str | None) -> tuple[Any, ...]:
        if not chosen or not (name or "").strip():
            raise BadInputError("Choose a preset and type its new name first.")
        new = critic.presets.rename(chosen, name)
        names = gr.update(choices=critic.presets.names(), value=new)
        return names, text, critic.presets.revision(new), message_html("Renamed.", "done")

    return rename


def deleter(critic: Critic) -> Handler:
    @told(4)
    def delete(chosen: str | None, text: str, revision: str | None) -> tuple[Any, ...]:
        if not chosen:
            raise BadInputError("Choose the preset to delete first.")
        critic.presets.delete(chosen)
        names = gr.update(choices=critic.presets.names(), value=None)
        return names, text, None, message_html("Moved to the trash folder of your keyword lists.", "done")

    return delete
