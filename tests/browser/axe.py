"""What axe-core finds on a page, in light and in dark, and the screens that it is asked about."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

SCREENS = pytest.mark.parametrize("options", [{}, {"phone": True}], ids=["1280", "390"])
THEMES = ("light", "dark")


def serious(page: Any) -> list[str]:
    """Return what axe-core finds that is serious or critical, in either theme; the page is light then."""
    found: list[str] = []
    for theme in reversed(THEMES):
        page.emulate_media(color_scheme=theme)
        found += [f"{theme}: {fault}" for fault in serious_now(page)]
    return found


def serious_now(page: Any, within: str | None = None) -> list[str]:
    """Return the same in the page's theme alone.

    Args:
        within: a selector of the part that is looked at; the whole page by default.
    """
    return [
        f"{fault['id']}: {node['html'][:150]} {node['target']}"
        for fault in Axe().run(page, within).response["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
