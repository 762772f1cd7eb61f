"""Reload UI after a loop: the page comes back, whatever became of the windows that watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.host import drawing, loop_panel, screens
from tests.host.harness import Host

GONE = r"console: Failed to load resource: .+ \(http://127\.0\.0\.1:\d+/"


@pytest.fixture
def host(miniature_host: Host) -> Host:
    return miniature_host


@pytest.fixture
def windows(browser: Any, host: Host) -> Iterator[Callable[[], Any]]:
    """Open windows of the host, each in a profile of its own."""
    with ExitStack() as stack:

        def new() -> Any:
            return stack.enter_context(screens.window(browser, host, noise=(GONE,)))

        yield new


@pytest.fixture
def begin(host: Host, tmp_path: Path) -> Callable[[Any], str]:
    """Start a long loop in a window; return the session's id once the window shows its first step."""

    def start(page: Any) -> str:
        drawing.draw(host).save(tmp_path / "start.png")
        loop_panel.ready(page, tmp_path / "start.png", steps=50, sampling_steps=20)
        loop_panel.press(page, "start")
        loop_panel.wait_step(page, 1)
        return drawing.newest(host).id

    return start


def watch(page: Any, session: str) -> None:
    """Open a session that is at work in another window."""
    loop_panel.open_panel(page)
    loop_panel.open_session(page, session)
    loop_panel.wait_step(page, 1)


def closed(page: Any, windows: Callable[[], Any], session: str) -> Any:
    """Close the window that started the loop."""
    screens.close(page)
    return None


def reloaded(page: Any, windows: Callable[[], Any], session: str) -> Any:
    """Press F5 in it."""
    screens.settle(page)
    page.reload()
    screens.wait_ready(page)
    return page


def two_windows(page: Any, windows: Callable[[], Any], session: str) -> Any:
    """Close it while another one watches, which is then reloaded."""
    other = windows()
    watch(other, session)
    screens.close(page)
    return reloaded(other, windows, session)


def still_there(page: Any, windows: Callable[[], Any], session: str) -> Any:
    """Leave it open beside another one that watches, too: both go on asking while the host is away."""
    watch(windows(), session)
    return None


@pytest.mark.parametrize(
    "become", [closed, reloaded, two_windows, still_there], ids=lambda case: case.__name__
)
def test_the_page_is_back_after_reload_ui(
    become: Callable[..., Any], host: Host, windows: Callable[[], Any], begin: Callable[[Any], str]
) -> None:
    first = windows()
    session = begin(first)
    page = become(first, windows, session) or windows()
    assert drawing.end_session(host, session)["state"] == "interrupted"
    screens.reload_ui(page, host)
    loop_panel.open_panel(page)
    assert drawing.draw(host).size == (drawing.SIDE, drawing.SIDE)
    assert "Cannot add middleware" not in host.log
