"""The one place where the command line makes its critic."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from typing import TYPE_CHECKING

from clip_critic import assets, paths
from clip_critic.encoders.catalogue import best_on_this_machine
from clip_critic.errors import BadInputError
from clip_critic.presets import PresetStore
from clip_critic.settings import Settings

if TYPE_CHECKING:
    from clip_critic.critic import Critic

INSTALL = 'pip install "sd-webui-clip-critic[standalone]" (in a checkout: pip install ".[standalone]")'


def make_settings(encoder: str | None = None, device: str = "auto", *, cache: bool = True) -> Settings:
    """The settings of one run: the defaults, changed by its options.

    Where no encoder is named, one that needs no download: at last the bundled miniature, which says so.

    Raises:
        BadInputError: an unknown device.
    """
    settings = Settings.read({"device": device})
    named = (encoder or "").strip()
    settings = replace(settings, encoder=named or best_on_this_machine(settings.encoder, paths.models_dir()))
    return settings if cache else replace(settings, cache_megabytes=0)


def make_critic(settings: Settings) -> Critic:
    """A critic on the user's own folders; it loads no model yet."""
    from clip_critic.critic import Critic, Places  # slow

    places = Places(
        bundled_lists=assets.bundled_lists_dir(),
        user_lists=paths.user_lists_dir(),
        cache=paths.cache_dir() / "vectors.sqlite3",
        models=paths.models_dir(),
    )
    return Critic(places, lambda: settings)


def make_presets() -> PresetStore:
    """The presets alone: quick, as nothing of the models is imported."""
    return PresetStore(assets.bundled_lists_dir(), paths.user_lists_dir())


def require_modules(*names: str) -> None:
    """Say what to install where a library is missing.

    Raises:
        BadInputError: one of them is not installed.
    """
    missing = [name for name in names if importlib.util.find_spec(name) is None]
    if missing:
        raise BadInputError(f"This needs {' and '.join(missing)}: {INSTALL}.")
