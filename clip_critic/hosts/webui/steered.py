"""Steering in txt2img and img2img: an always visible Script, and axes of the host's X/Y/Z plot.

A job that is steered carries its guide in its processing object. Whatever goes wrong with steering, the host
makes its pictures, without the guide from then on, and they say so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import torch
from modules import scripts, shared

from clip_critic.errors import CriticError, InterruptedByUser
from clip_critic.guides.base import STEERING, GuidedJob, failure_of, guide_notes
from clip_critic.hosts.webui import guiding
from clip_critic.hosts.webui.queue import LoopProgress
from clip_critic.progress import Progress

logger = logging.getLogger(__name__)

NOTE = f"{STEERING} note"
"""The entry of a picture's metadata that says what went wrong."""
NOT_STEERED = "The pictures were made without CLIP steering."
NOT_TO_THE_END = "CLIP steering stopped: the pictures were finished without it."
AXES = {STEERING: ("steer", float), "CLIP steering: wanted": ("want", str)}
"""The axes of the X/Y/Z plot: a row's name and the type of its values, by label."""
CHANGES = "clip_critic_steering_changes"
"""The attribute of a processing object with the rows that the X/Y/Z plot sets, by name."""


class Prepare(Protocol):
    """A function that makes the guide of a job, or returns None if steering is off."""

    def __call__(
        self, values: Sequence[Any], changes: Mapping[str, Any], progress: Progress, /
    ) -> GuidedJob | None:
        """Return the job from the controls' values, and from rows by name that take their place."""
        ...


def steering_class(
    title: str,
    controls: Callable[[Callable[[str], str]], tuple[list[Any], list[tuple[Any, Any]]]],
    prepare: Prepare,
) -> type[scripts.Script]:
    """Return the class of the always visible Script.

    Args:
        title: the Script's name in the HTTP API.
        controls: a function that builds the controls from a function for element ids, and returns them with
            the fields that an infotext fills in.
        prepare: the function that makes the guide of a job.
    """

    class SteeringScript(scripts.Script):  # type: ignore[misc]  # the host's classes are Any to mypy
        def title(self) -> str:
            return title

        def show(self, is_img2img: bool) -> Any:
            return scripts.AlwaysVisible

        def ui(self, is_img2img: bool) -> list[Any]:
            built, self.infotext_fields = controls(self.elem_id)
            return built

        def process(self, p: Any, *values: Any) -> None:
            begin(p, prepare, values)

        def postprocess_batch(self, p: Any, *values: Any, **options: Any) -> None:
            report(p)

        def postprocess(self, p: Any, processed: Any, *values: Any) -> None:
            guiding.let_go(p)

    return SteeringScript


def begin(p: Any, prepare: Prepare, values: Sequence[Any]) -> None:
    """Let a job be steered, if steering is on and no session of ours steers it already."""
    _clear(p)
    if guiding.carried_by(p) is not None:
        return
    try:
        # Some hosts generate in inference mode; an encoder that is loaded in it stays of that kind.
        with _progress() as progress, torch.inference_mode(False), torch.no_grad():
            job = prepare(values, getattr(p, CHANGES, {}), progress)
    except InterruptedByUser:
        return
    except CriticError as error:
        _tell(p, NOT_STEERED, str(error))
        return
    except Exception as error:  # a fault of ours must not cost the picture
        logger.exception("steering failed")
        _tell(p, NOT_STEERED, str(failure_of(error)))
        return
    if job is not None:
        guiding.carry(p, job.guide)
        _add(p, job.entries)
        for note in job.notes:
            p.comment(note)


def report(p: Any) -> None:
    """Tell the user what happened to steering in a batch."""
    carried = guiding.carried_by(p)
    if carried is None or carried.ends_job:
        return
    if carried.error is not None:
        logger.warning("Steering stopped: %s", carried.error)
        _tell(p, NOT_TO_THE_END, str(carried.error))
    elif notes := guide_notes(carried.guide):
        _tell(p, *notes)


def _clear(p: Any) -> None:
    """Remove what an earlier job with the same processing object, or the same entries, left."""
    guiding.let_go(p)
    entries = p.extra_generation_params
    if any(name.startswith(STEERING) for name in entries):
        kept = {name: value for name, value in entries.items() if not name.startswith(STEERING)}
        p.extra_generation_params = kept


def _tell(p: Any, *sentences: str) -> None:
    """Show sentences below the pictures, and write them into the pictures' metadata for programs."""
    for sentence in sentences:
        p.comment(sentence)
    _add(p, {NOTE: " ".join(sentences)})


def _add(p: Any, entries: Mapping[str, str]) -> None:
    p.extra_generation_params = {**p.extra_generation_params, **entries}  # the plot's cells share the old one


@contextmanager
def _progress() -> Iterator[Progress]:
    """Yield a progress that the host's page shows, and put back what it showed before."""
    before = getattr(shared.state, "textinfo", None)
    try:
        yield LoopProgress()
    finally:
        shared.state.textinfo = before


def add_axes() -> None:
    """Add our axes to the host's X/Y/Z plot, where it is installed; repeated calls add nothing."""
    for data in getattr(scripts, "scripts_data", ()):
        module = getattr(data, "module", None)
        options, kind = getattr(module, "axis_options", None), getattr(module, "AxisOption", None)
        if isinstance(options, list) and kind is not None:
            known = {getattr(option, "label", "") for option in options}
            for label, (name, type_) in AXES.items():
                if label not in known:
                    options.append(kind(label, type_, _setting(name)))


def _setting(name: str) -> Callable[[Any, Any, Any], None]:
    def apply(p: Any, value: Any, values: Any) -> None:
        setattr(p, CHANGES, {**getattr(p, CHANGES, {}), name: value})

    return apply
