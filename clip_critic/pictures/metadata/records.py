"""Texts that may be JSON: the programs that write their settings as one object, wherever they put it.

SwarmUI and Fooocus write into the WebUI's own places; Civitai's generator, Easy Diffusion and Draw Things
into a comment.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clip_critic.pictures.infotext import Parameters
from clip_critic.pictures.metadata.base import OTHER_PROGRAM, Metadata, metadata_of
from clip_critic.pictures.metadata.comfyui import NAME as COMFYUI
from clip_critic.pictures.metadata.comfyui import graph_metadata, is_graph, is_workflow
from clip_critic.pictures.metadata.fields import (
    Entries,
    entries_of,
    first,
    load_json,
    prompt_text,
    settings_of,
)
from clip_critic.pictures.metadata.invokeai import invokeai_metadata, is_invokeai
from clip_critic.pictures.metadata.novelai import is_novelai, novelai_metadata

PROMPT = ("prompt", "positiveprompt", "positive", "fullprompt", "realprompt")
NEGATIVE = ("negativeprompt", "negative", "fullnegativeprompt", "realnegativeprompt")

_MARKS = {
    "Fooocus": ("performance", "fooocusv2expansion", "promptexpansion", "metadatascheme", "sharpness"),
    "Easy Diffusion": ("numinferencesteps", "usestablediffusionmodel"),
    "Civitai": ("civitairesources", "workflowid", "resources"),
}
"""Entries that only one program writes."""


def read_record(text: str, size: tuple[int, int]) -> Metadata | None:
    """Read a text that is a JSON object; None for any other text."""
    record = load_json(text)
    if not record:
        return None
    for recognises, read in _FORMS:
        if recognises(record):
            return read(record, size)
    return _flat(entries_of(record))


def _flat(entries: Entries) -> Metadata:
    """Return the metadata of a program that writes all its entries side by side."""
    prompt = prompt_text(first(entries, PROMPT))
    negative = prompt_text(first(entries, NEGATIVE))
    program = program_of(entries)
    if not prompt and not negative:
        return Metadata(Parameters(program=program))
    return metadata_of(Parameters(prompt, negative, settings_of(entries), program))


def program_of(entries: Entries) -> str:
    """Return the name of the program that writes such entries."""
    named = next(
        (value for name in ("software", "version") if isinstance(value := entries.get(name), str)), ""
    )
    if "fooocus" in named.lower():
        return "Fooocus"
    marked = (name for name, marks in _MARKS.items() if any(mark in entries for mark in marks))
    return next(marked, OTHER_PROGRAM)


def _swarm(record: dict[str, Any], _: tuple[int, int]) -> Metadata:
    entries = entries_of(record["sui_image_params"])
    prompts = prompt_text(entries.get("prompt")), prompt_text(entries.get("negativeprompt"))
    return metadata_of(Parameters(*prompts, settings_of(entries), "SwarmUI"))


def _civitai(record: dict[str, Any], _: tuple[int, int]) -> Metadata:
    extra = record["extraMetadata"]
    entries = entries_of(extra if isinstance(extra, dict) else load_json(extra))
    prompt = prompt_text(entries.get("prompt"))
    if not prompt and is_graph(record):
        return graph_metadata(record)
    return metadata_of(
        Parameters(prompt, prompt_text(entries.get("negativeprompt")), settings_of(entries), "Civitai")
    )


def _draw_things(record: dict[str, Any], _: tuple[int, int]) -> Metadata:
    settings = settings_of(entries_of(record))
    return metadata_of(
        Parameters(prompt_text(record["c"]), prompt_text(record.get("uc")), settings, "Draw Things")
    )


def _inner(record: dict[str, Any], name: str) -> dict[str, Any]:
    """Return JSON in JSON, as nodes that save for ComfyUI write it into a comment."""
    value = record.get(name)
    return value if isinstance(value, dict) else load_json(value)


def _is_draw_things(record: dict[str, Any]) -> bool:
    return isinstance(record.get("c"), str) and any(
        name in record for name in ("uc", "sampler", "steps", "v2")
    )


_FORMS: tuple[
    tuple[Callable[[dict[str, Any]], bool], Callable[[dict[str, Any], tuple[int, int]], Metadata]], ...
] = (
    (lambda record: "sui_image_params" in record, _swarm),
    (lambda record: "extraMetadata" in record, _civitai),
    (_is_draw_things, _draw_things),
    (is_novelai, novelai_metadata),
    (is_invokeai, lambda record, _: invokeai_metadata(record)),
    (is_graph, lambda record, _: graph_metadata(record)),
    (
        lambda record: is_graph(_inner(record, "prompt")),
        lambda record, _: graph_metadata(_inner(record, "prompt")),
    ),
    (
        lambda record: is_workflow(_inner(record, "workflow")),
        lambda *_: Metadata(Parameters(program=COMFYUI)),
    ),
    (is_workflow, lambda record, _: Metadata(Parameters(program=COMFYUI))),
)
"""The test and the reader of each form. All other forms are read by `_flat`."""
