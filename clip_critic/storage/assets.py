"""Files that come with the project and that a WebUI wants at the repository's root."""

from __future__ import annotations

from pathlib import Path


def assets_dir() -> Path:
    """Where they lie: inside an installed package, or in the checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "assets"
    return inside if inside.is_dir() else package.parent


def bundled_lists_dir() -> Path:
    """The keyword lists."""
    return assets_dir() / "keyword_lists"


def miniature_dir() -> Path:
    """The miniature's weights."""
    return assets_dir() / "miniature"
