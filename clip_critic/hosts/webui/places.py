"""The extension's folders inside the host's, and its section of the host's settings."""

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
    """Return the extension's folder inside the host's data folder."""
    return Path(paths.data_path) / "clip-critic"


def models_dir() -> Path:
    """Return the folder to search for CLIP models: ``--clip-models-path``, or ``models/CLIP``."""
    return Path(getattr(shared.cmd_opts, "clip_models_path", None) or Path(paths.models_path) / "CLIP")


def add_option(
    name: str,
    default: Any,
    label: str,
    info: str,
    component: Any,
    options: Mapping[str, Any],
) -> None:
    """Add an option to the extension's section of the host's settings page."""
    option = shared.OptionInfo(default, label, component, dict(options), section=("clip_critic", NAME))
    if info:  # the host's own ``info`` would add brackets, and then no translation would match
        option = option.html(f"<span class='info'>{escape(info)}</span>")
    shared.opts.add_option(PREFIX + name, option)


def settings() -> Settings:
    """Return the current settings from the host's options."""
    return Settings.read({name: getattr(shared.opts, PREFIX + name, default) for name, default, _ in table()})
