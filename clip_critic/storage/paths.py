"""Where the user's things lie: their own data, the cache, the models.

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


def _home(home: Path | None) -> Path | None:
    chosen = home or os.environ.get(HOME_VARIABLE, "").strip()
    return Path(chosen).expanduser().absolute() if chosen else None
