"""A browser for the tests of the workbench page."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """The session's Chromium."""
    with chromium.shared_browser() as running:
        yield running


@pytest.fixture
def page(browser) -> Iterator:  # type: ignore[no-untyped-def]
    """A page in a fresh profile; console errors and uncaught exceptions fail the test at its end."""
    with chromium.fresh_page(browser) as opened:
        yield opened


@pytest.fixture
def phone(browser) -> Iterator:  # type: ignore[no-untyped-def]
    """The same on a phone's screen."""
    with chromium.fresh_page(browser, phone=True) as opened:
        yield opened


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator:
    report = yield
    page = getattr(item, "funcargs", {}).get("page")
    if report.failed and report.when == "call" and page is not None and not page.is_closed():
        taken = chromium.photograph(page, Path(tempfile.gettempdir()), item.name)
        report.sections.append(("screenshot", str(taken)))
    return report
