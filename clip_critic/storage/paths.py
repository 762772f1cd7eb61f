"""The user's folders: their own data, the cache, the models.

They are below the ``home`` that the host passes, else below the environment variable ``CLIP_CRITIC_HOME``,
else in the platform's usual place (platformdirs). Nothing is created here; the code that writes a file
creates its folder.
"""

from __future__ import annotations

import os
from pathlib import Path

HOME_VARIABLE = "CLIP_CRITIC_HOME"
_APP = "clip-critic"


def user_data_dir(home: Path | None = None) -> Path:
    """Return the folder of the user's own data: the settings, and the folders below."""
    if (base := _home(home)) is not None:
        return base
    import platformdirs  # no WebUI has it, and none asks for these folders

    return platformdirs.user_data_path(_APP, appauthor=False)


def user_lists_dir(home: Path | None = None) -> Path:
    """Return the folder of the user's own presets."""
    return user_data_dir(home) / "keyword_lists"


def models_dir(home: Path | None = None) -> Path:
    """Return the folder of models that the user has put there by hand."""
    return user_data_dir(home) / "models"


def cache_dir(home: Path | None = None) -> Path:
    """Return the folder of data that can be computed again: it may be deleted at any time."""
    if (base := _home(home)) is not None:
        return base / "cache"
    import platformdirs  # as above

    return platformdirs.user_cache_path(_APP, appauthor=False)


def _home(home: Path | None) -> Path | None:
    chosen = home or os.environ.get(HOME_VARIABLE, "").strip()
    return Path(chosen).expanduser().absolute() if chosen else None
