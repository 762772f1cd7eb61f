"""The rows that every kind of session has which lets a host make pictures."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from clip_critic.tables import Field

HOST = "host"
"""The section of these rows."""


def offered(label: str, names: str) -> Field:
    """Return the field of a name that the host offers; an empty one leaves the choice to the host."""
    return Field(label, "text", offered=names, section=HOST, empty=True)


CHECKPOINT = offered("Checkpoint", "checkpoints")
VAE = offered("VAE", "vaes")
SAMPLER = offered("Sampler", "samplers")
SCHEDULER = offered("Schedule type", "schedulers")
SAMPLING_STEPS = Field("Sampling steps", "integer", minimum=1, maximum=150, section=HOST)
CFG_SCALE = Field("CFG scale", "number", minimum=1, maximum=30, step=0.5, section=HOST)
STYLES = Field(
    "Styles",
    "text",
    'Names of the host\'s prompt styles, separated by commas; put names that contain a comma "in quotes".',
    section=HOST,
    empty=True,
)
SCRIPTS = Field("Use other extensions", "flag", "Runs their always-on scripts.", section=HOST)


def side(label: str, info: str) -> Field:
    """Return the field of a width or height in pixels."""
    return Field(label, "integer", info, maximum=8192, step=8, section=HOST)


def style_names(text: str) -> tuple[str, ...]:
    """Return the names in the setting *Styles*, without their quotes."""
    lines = csv.reader(text.splitlines(), skipinitialspace=True)
    return tuple(name.strip() for line in lines for name in line if name.strip())


def styles_text(names: Iterable[str]) -> str:
    """Return names as text for the setting *Styles*, with quotes around those that contain a comma."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(list(names))
    return text.getvalue()
