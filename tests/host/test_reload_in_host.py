"""Reload UI after a loop: the page comes back, whatever became of the windows that watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.host import drawing, leaving, loop_panel, screens
from tests.host.harness import Host


@pytest.fixture
def host(miniature_host: Host) -> Host:
    return miniature_host


@pytest.fixture
def windows(browser: Any, host: Host) -> Iterator[Callable[[], Any]]:
    """Open windows of the host, each in a profile of its own."""
    with ExitStack() as stack:

        def new() -> Any:
            return stack.enter_context(screens.window(browser, host, noise=(leaving.GONE,)))

        yield new


@pytest.mark.parametrize("become", leaving.CASES, ids=lambda case: case.__name__)
def test_the_page_is_back_after_reload_ui(
    become: leaving.Case, host: Host, windows: Callable[[], Any], tmp_path: Path
) -> None:
    first = windows()
    session = leaving.begin(first, host, tmp_path)
    page = become(first, windows, session) or windows()
    assert drawing.end_session(host, session)["state"] == "interrupted"
    screens.reload_ui(page, host)
    loop_panel.open_panel(page)
    assert drawing.draw(host).size == (drawing.SIDE, drawing.SIDE)
    assert "Cannot add middleware" not in host.log
