"""Our folders among the host's, and our section of its settings."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from modules import paths, shared

from clip_critic.settings import Settings, table

NAME = "CLIP Critic"
PREFIX = "clip_critic_"


def data_dir() -> Path:
    """Our own folder among the host's data."""
    return Path(paths.data_path) / "clip-critic"


def models_dir() -> Path:
    """Where CLIP models are looked for: ``--clip-models-path``, or ``models/CLIP``."""
    return Path(getattr(shared.cmd_opts, "clip_models_path", None) or Path(paths.models_path) / "CLIP")


def add_option(
    name: str,
    default: Any,
    label: str,
    info: str,
    component: Any,
    options: Mapping[str, Any],
    *,
    needs_reload: bool = False,
) -> None:
    """One entry of our section of the host's settings page."""
    row = shared.OptionInfo(default, label, component, dict(options), section=("clip_critic", NAME))
    if info:  # the host's own ``info`` would put brackets around it, which no translation expects
        row = row.html(f"<span class='info'>{escape(info)}</span>")
    shared.opts.add_option(PREFIX + name, row.needs_reload_ui() if needs_reload else row)


def settings() -> Settings:
    """The settings as the host holds them now."""
    return Settings.read({name: getattr(shared.opts, PREFIX + name, default) for name, default, _ in table()})
