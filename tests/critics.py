"""A critic on folders of its own, and files of pictures, for the tests of what stands above the core."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from clip_critic.critic import Critic, Folders
from clip_critic.settings import Settings
from clip_critic.storage.assets import bundled_lists_dir


class Desk:
    """A critic, its folders, and settings that a test may change at any time."""

    def __init__(self, home: Path, **settings: Any) -> None:
        self.settings = Settings(**settings)
        self.home = home
        self.places = Folders(
            bundled_lists=bundled_lists_dir(),
            user_lists=home / "keyword_lists",
            cache=home / "cache" / "vectors.sqlite3",
            models=home / "models",
        )

    def change(self, **settings: Any) -> None:
        self.settings = replace(self.settings, **settings)

    def critic(self, **options: Any) -> Critic:
        return Critic(self.places, lambda: self.settings, **options)


def png(image: Image.Image, parameters: str | None = None) -> bytes:
    """A PNG file, with what the WebUI would write into it."""
    out, info = io.BytesIO(), PngInfo()
    if parameters:
        info.add_itxt("parameters", parameters)
    image.save(out, "PNG", pnginfo=info)
    return out.getvalue()
