"""The project's own files, which a WebUI expects at the root of the repository."""

from __future__ import annotations

from pathlib import Path


def assets_dir() -> Path:
    """Return the folder that holds them: inside the installed package, or the checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "assets"
    return inside if inside.is_dir() else package.parent


def bundled_lists_dir() -> Path:
    """Return the folder of the bundled keyword lists."""
    return assets_dir() / "keyword_lists"


def miniature_dir() -> Path:
    """Return the folder of the miniature's weights."""
    return assets_dir() / "miniature"


def examples_dir() -> Path:
    """Return the folder of the example pictures."""
    return assets_dir() / "examples"


def localizations_dir() -> Path:
    """Return the folder of the translations, one JSON file for each language."""
    return assets_dir() / "localizations"


def face_module() -> Path:
    """Return the page's JavaScript module, which is built from ``web/``."""
    return assets_dir() / "javascript" / "clip_critic.mjs"
