"""Where things lie: the user's own data, the cache, the models, the keyword lists that come with the project.

The user's folders are below the ``home`` that the host gives, else below the environment variable
``CLIP_CRITIC_HOME``, else where the platform keeps such things (platformdirs). Nothing is created here: who
writes, creates.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

HOME_VARIABLE = "CLIP_CRITIC_HOME"
_APP = "clip-critic"


def user_data_dir(home: Path | None = None) -> Path:
    """The user's own things: settings, and the folders below."""
    return _home(home) or platformdirs.user_data_path(_APP, appauthor=False)


def user_lists_dir(home: Path | None = None) -> Path:
    """The user's own presets."""
    return user_data_dir(home) / "keyword_lists"


def models_dir(home: Path | None = None) -> Path:
    """Models that the user puts there by hand."""
    return user_data_dir(home) / "models"


def cache_dir(home: Path | None = None) -> Path:
    """What can be computed again: may be deleted at any time."""
    if (base := _home(home)) is not None:
        return base / "cache"
    return platformdirs.user_cache_path(_APP, appauthor=False)


def assets_dir() -> Path:
    """Files that a WebUI wants at the repository's root: inside an installed package, or in the checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "assets"
    return inside if inside.is_dir() else package.parent


def bundled_lists_dir() -> Path:
    """The lists that come with the project."""
    return assets_dir() / "keyword_lists"


def _home(home: Path | None) -> Path | None:
    chosen = home or os.environ.get(HOME_VARIABLE, "").strip()
    return Path(chosen).expanduser().absolute() if chosen else None
