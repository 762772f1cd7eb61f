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


def taesd_dir() -> Path:
    """Return the folder of TAESD's decoder for Stable Diffusion 1 and 2, with its licence."""
    return assets_dir() / "taesd"


def examples_dir() -> Path:
    """Return the folder of the example pictures."""
    return assets_dir() / "examples"


def localizations_dir() -> Path:
    """Return the folder of the translations, one JSON file for each language."""
    return assets_dir() / "localizations"


def face_modules() -> dict[str, Path]:
    """Return the page's JavaScript modules, built from ``web/``, by their paths below ``javascript/``."""
    folder = assets_dir() / "javascript"
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.mjs")}
