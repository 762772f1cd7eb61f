"""JSON in metadata: read without trust, its entries by compact names, and the settings among them."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from clip_critic.pictures.metadata.samplers import compact, sampler_and_schedule

Entries: TypeAlias = Mapping[str, Any]
"""Values of JSON, by names as `compact` writes them."""

MAX_JSON = 4 << 20
"""The longest JSON that is read, in characters."""
MAX_PARTS = 1000
"""The most texts that a prompt is put together from."""
MAX_VALUE = 300
"""The longest setting that is kept, in characters."""

_STARTS_AS_JSON = re.compile(r'\s*(?:\{\s*(?:"|\}\s*$)|\[\s*\{\s*")')
_SIZE = re.compile(r"\D{0,4}(\d{1,5})\s*[x×*,]\s*(\d{1,5})\D{0,4}")
_ENDINGS = re.compile(r"\.(?:safetensors|ckpt|pth|pt|sft|bin|gguf)$", re.IGNORECASE)
_NO_NAMES = ("", "none", "null", "automatic", "auto", "default", "defaultmodel")

STEPS = ("steps", "numinferencesteps", "samplingsteps")
CFG = ("cfgscale", "guidancescale", "scale", "cfg", "guidance")
SEED = ("seed", "noiseseed")
SAMPLER = ("sampler", "samplername", "comfyuisampler", "autowebuisampler")
SCHEDULE = ("scheduler", "schedulername", "noiseschedule", "comfyuischeduler", "scheduletype")
MODEL = (
    "model",
    "basemodel",
    "basemodelname",
    "usestablediffusionmodel",
    "modelweights",
    "modelname",
    "ckptname",
)
VAE = ("vae", "vaename", "usevaemodel")
SIZE = ("size", "resolution")


def looks_like_json(text: str) -> bool:
    """Return whether a text begins as JSON does, even if it is damaged: then it is not a prompt."""
    return _STARTS_AS_JSON.match(text) is not None


def load_json(text: object) -> dict[str, Any]:
    """Return a JSON object; an empty one if the text is anything else, too long or too deeply nested."""
    if not isinstance(text, str) or len(text) > MAX_JSON or not looks_like_json(text):
        return {}
    try:
        value = json.loads(text.strip().strip("\0"))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def entries_of(record: object) -> Entries:
    """Return the entries of a JSON object by compact names; there are none in anything else."""
    if not isinstance(record, Mapping):
        return MappingProxyType({})
    entries: dict[str, Any] = {}
    for key, value in record.items():
        entries.setdefault(compact(str(key)), value)
    return MappingProxyType(entries)


def first(entries: Entries, names: Iterable[str]) -> Any:
    """Return the first of these entries that holds anything; None if there is none."""
    return next((entries[name] for name in names if entries.get(name) not in (None, "", [], {})), None)


def prompt_text(value: object) -> str:
    """Return a prompt; for a list, its texts one after the other."""
    parts = value[:MAX_PARTS] if isinstance(value, list) else [value]
    texts = (part.get("prompt") if isinstance(part, Mapping) else part for part in parts)
    return ", ".join(
        text.strip("\0 \t\r\n") for text in texts if isinstance(text, str) and text.strip("\0 \t\r\n")
    )


def setting_text(value: object) -> str:
    """Return a number or a name as an infotext has it; empty for anything else."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, float) and math.isfinite(value):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
    if isinstance(value, (str, int)):
        text = str(value).strip() if isinstance(value, str) or abs(value) < 10**30 else ""
        return text if len(text) <= MAX_VALUE else ""
    return ""


def settings_of(entries: Entries, size: tuple[int, int] | None = None) -> dict[str, str]:
    """Return the settings among entries by the WebUI's names.

    Args:
        size: the size of the picture, for programs that do not write it.
    """
    found = {"Steps": setting_text(first(entries, STEPS))}
    sampler = setting_text(first(entries, SAMPLER))
    found |= sampler_and_schedule(sampler, setting_text(first(entries, SCHEDULE)))
    found["CFG scale"] = setting_text(first(entries, CFG))
    found["Seed"] = setting_text(first(entries, SEED))
    found["Size"] = size_text(entries) or ("{}x{}".format(*size) if size else "")
    found["Model"] = file_name(first(entries, MODEL))
    found["VAE"] = file_name(first(entries, VAE))
    return {name: value for name, value in found.items() if value}


def size_text(entries: Entries) -> str:
    """Return the size that entries name, as 512x768; empty if they name none."""
    sides = [setting_text(entries.get(name)) for name in ("width", "height")]
    if all(side.isdecimal() and len(side) <= 5 for side in sides):
        return "x".join(sides)
    value = first(entries, SIZE)
    text = ",".join(map(setting_text, value)) if isinstance(value, list) and len(value) == 2 else value
    match = _SIZE.fullmatch(text) if isinstance(text, str) else None
    return f"{match[1]}x{match[2]}" if match else ""


def file_name(value: object) -> str:
    """Return the name of a model's file without its folder and ending, as the WebUI writes it."""
    if isinstance(value, Mapping):
        value = first(entries_of(value), ("modelname", "name"))
    name = _ENDINGS.sub("", setting_text(value).replace("\\", "/").rpartition("/")[2])
    return "" if compact(name) in _NO_NAMES else name
