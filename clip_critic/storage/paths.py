"""The user's folders: their own data, the cache, the models.

They are below the ``home`` that the host passes, else below the environment variable ``CLIP_CRITIC_HOME``,
else in the platform's usual place (platformdirs). Nothing is created here; the code that writes a file
creates its folder.
"""

from __future__ import annotations

import os
from pathlib import Path

HOME_VARIABLE = "CLIP_CRITIC_HOME"
EMBEDDINGS_VARIABLE = "CLIP_CRITIC_EMBEDDINGS"
"""The name of a WebUI's folder of embeddings, or of several, separated as in ``PATH``."""
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


def concepts_dir(home: Path | None = None) -> Path:
    """Return the folder of the user's own concepts."""
    return user_data_dir(home) / "concepts"


def embeddings_dirs() -> tuple[Path, ...]:
    """Return the WebUI's folders of embeddings that the user has named in `EMBEDDINGS_VARIABLE`."""
    named = os.environ.get(EMBEDDINGS_VARIABLE, "").split(os.pathsep)
    return tuple(Path(folder.strip()).expanduser().absolute() for folder in named if folder.strip())


def cache_dir(home: Path | None = None) -> Path:
    """Return the folder of data that can be computed again: it may be deleted at any time."""
    if (base := _home(home)) is not None:
        return base / "cache"
    import platformdirs  # as above

    return platformdirs.user_cache_path(_APP, appauthor=False)


def _home(home: Path | None) -> Path | None:
    chosen = home or os.environ.get(HOME_VARIABLE, "").strip()
    return Path(chosen).expanduser().absolute() if chosen else None
