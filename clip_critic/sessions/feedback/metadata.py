"""A feedback session's settings in the metadata of a picture: the prompts and how it was generated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from clip_critic.errors import BadInputError
from clip_critic.hosts.base import Host, Request
from clip_critic.pictures.infotext import Parameters
from clip_critic.sessions.feedback.settings import LoopSettings
from clip_critic.tables import valid_unicode

NAMES = {
    "Steps": "sampling_steps",
    "Sampler": "sampler",
    "Schedule type": "scheduler",
    "CFG scale": "cfg_scale",
    "Seed": "seed",
    "Model": "checkpoint",
    "VAE": "vae",
}
"""The names in a WebUI's metadata, and those of the settings that they fill in."""
LARGER = ("Hires upscale", "Hires resize")
"""Entries of pictures that were enlarged afterwards, so that their size is not that of the metadata."""
OFFERED = {"checkpoint": "checkpoint", "vae": "VAE", "sampler": "sampler", "scheduler": "schedule type"}
"""The settings that are names of the host's, with their names in a sentence."""
_SIZE = re.compile(r"(\d{1,5})x(\d{1,5})")


@dataclass(frozen=True)
class FoundSettings:
    """Settings by name, and sentences for the user about those that cannot be used."""

    values: Mapping[str, Any]
    notes: tuple[str, ...] = ()


def settings_in(parameters: Parameters) -> FoundSettings:
    """Return the settings in a picture's metadata that a session has, too, without its prompts."""
    values: dict[str, Any] = {}
    notes = []
    for name, text in _entries(parameters):
        try:
            values[name] = getattr(LoopSettings.read({name: text}), name)
        except BadInputError as error:
            notes.append(f"In the picture's metadata: {error}")
    return FoundSettings(values, tuple(notes))


def settings_for(host: Host, found: FoundSettings) -> FoundSettings:
    """Return the settings with the host's own names, and notes about names that it does not offer."""
    values = {name: value for name, value in found.values.items() if name not in OFFERED}
    notes = list(found.notes)
    for names in (("checkpoint",), ("vae",), ("sampler", "scheduler")):
        chosen = {name: found.values[name] for name in names if found.values.get(name)}
        try:
            values |= _known(host, chosen)
        except BadInputError:
            shown = " and ".join(f"{OFFERED[name]} {value!r}" for name, value in chosen.items())
            notes.append(f"The picture's {shown} is not available here: it was left out.")
    return FoundSettings(values, tuple(notes))


def _entries(parameters: Parameters) -> Iterator[tuple[str, str]]:
    entries = {name: valid_unicode(text) for name, text in parameters.settings.items()}
    for written, name in NAMES.items():
        if entries.get(written, "").strip():
            yield name, entries[written]
    size = _SIZE.fullmatch(entries.get("Size", ""))
    if size and not any(name in entries for name in LARGER):
        yield from zip(("width", "height"), size.groups(), strict=True)


def _known(host: Host, chosen: Mapping[str, Any]) -> dict[str, str]:
    """Return names as the host writes them; raises `BadInputError` for one that it does not offer."""
    if not chosen:
        return {}
    request = host.checked(Request("", **chosen))
    if "checkpoint" in chosen:
        return {"checkpoint": request.checkpoint}
    if "vae" in chosen:
        return {"vae": request.vae}
    # an old sampler's name includes the schedule
    split = request.sampler != chosen.get("sampler")
    names = ("sampler", "scheduler") if split else tuple(chosen)
    return {name: getattr(request, name) for name in names}
