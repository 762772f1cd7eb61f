"""The order of the tests, for two workers: neither starts a browser, a server or a model that the other has.

With ``--dist worksteal`` each worker begins with a half of the tests, and whoever is done first takes over
from the end of the other's. So the pages come first, those that draw pictures begin the second half, and
the many small tests fill up both.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PAGES = ("browser",)
DRAWING = ("cli", "hosts", "miniature")


def ordered(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Return the tests in that order; within each of the three groups they stay as they were."""
    pages: list[pytest.Item] = []
    drawing: list[pytest.Item] = []
    others: list[pytest.Item] = []
    for item in items:
        folder = item.path.relative_to(TESTS).parts[0] if item.path.is_relative_to(TESTS) else ""
        (pages if folder in PAGES else drawing if folder in DRAWING else others).append(item)
    first_half = max(0, (len(pages) + len(drawing) + len(others)) // 2 - len(pages))
    return [*pages, *others[:first_half], *drawing, *others[first_half:]]
