"""What axe-core finds on a page, and the screens and themes that it is asked about."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

SCREENS = pytest.mark.parametrize("options", [{}, {"phone": True}], ids=["1280", "390"])
THEMES = pytest.mark.parametrize("theme", ["light", "dark"])


def serious(page: Any) -> list[str]:
    """Return what axe-core finds that is serious or critical."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:150]} {node['target']}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
