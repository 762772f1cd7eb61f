"""InvokeAI: ``invokeai_metadata`` since version 3, ``sd-metadata`` before, and ``Dream`` from the beginning.

In the older two, the negative prompt is in brackets inside the prompt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from clip_critic.pictures.infotext import Parameters
from clip_critic.pictures.metadata.base import Metadata, Texts, metadata_of
from clip_critic.pictures.metadata.fields import Entries, entries_of, load_json, prompt_text, settings_of

NAME = "InvokeAI"

_KEYS = ("invokeai_metadata", "invokeai_graph", "invokeai_workflow", "invokeai", "sd-metadata", "Dream")
_NEGATIVE = re.compile(r"\[([^\[\]]*)\]")
_DREAM = re.compile(r'\s*"(.*)"([^"]*)', re.DOTALL)
_OPTION = re.compile(r"(?<!\S)-([sSWHCA])\s*(\S+)")
_OPTIONS = {"s": "steps", "S": "seed", "W": "width", "H": "height", "C": "cfgscale", "A": "sampler"}


def read_invokeai(texts: Texts) -> Metadata | None:
    """Read the text chunks of any version."""
    chunks = texts.chunks
    if not any(key in chunks for key in _KEYS):
        return None
    record = load_json(chunks.get("invokeai_metadata"))
    if record:
        return invokeai_metadata(record)
    image = load_json(chunks.get("sd-metadata")).get("image")
    if isinstance(image, Mapping):
        return _older(prompt_text(image.get("prompt")), entries_of(image))
    dream = _DREAM.fullmatch(chunks.get("Dream", ""))
    if dream:
        options = {_OPTIONS[letter]: value for letter, value in _OPTION.findall(dream[2])}
        return _older(dream[1].replace('\\"', '"'), options)
    return Metadata(Parameters(program=NAME))


def is_invokeai(record: dict[str, Any]) -> bool:
    """Return whether JSON is InvokeAI's."""
    return "positive_prompt" in record


def invokeai_metadata(record: dict[str, Any]) -> Metadata:
    """Return the metadata of version 3 and later; its schedulers are samplers."""
    entries = entries_of(record)
    sampler = {"sampler": entries.get("scheduler"), "scheduler": None}
    return metadata_of(
        Parameters(
            prompt_text(entries.get("positiveprompt")),
            prompt_text(entries.get("negativeprompt")),
            settings_of({**entries, **sampler}),
            NAME,
        )
    )


def _older(prompt: str, entries: Entries) -> Metadata:
    negative = ", ".join(text.strip() for text in _NEGATIVE.findall(prompt) if text.strip())
    positive = _NEGATIVE.sub("", prompt).strip() if negative else prompt
    return metadata_of(Parameters(positive, negative, settings_of(entries), NAME))
