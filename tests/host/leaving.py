"""A long loop, and what becomes of the windows that watch it before *Reload UI*."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.host import drawing, loop_panel, screens
from tests.host.harness import Host

GONE = r"console: Failed to load resource: .+ \(http://127\.0\.0\.1:\d+/"
"""What a window that polls reports while the host is away."""

Windows = Callable[[], Any]
"""Opens a window of the host, in a profile of its own."""
Case = Callable[[Any, Windows, str], Any]
"""Takes the first window, more windows and the session's id; returns a window that is left, if it has one."""


def begin(page: Any, host: Host, folder: Path) -> str:
    """Start a long loop in a window; return the session's id once the window shows its first step."""
    drawing.draw(host).save(folder / "start.png")
    loop_panel.ready(page, folder / "start.png", steps=50, sampling_steps=20)
    loop_panel.press(page, "start")
    loop_panel.wait_step(page, 1)
    return drawing.newest(host).id


def watch(page: Any, session: str) -> None:
    """Open a session that is at work in another window."""
    loop_panel.open_panel(page)
    loop_panel.open_session(page, session)
    loop_panel.wait_step(page, 1)


def closed(page: Any, windows: Windows, session: str) -> Any:
    """Close the window that started the loop."""
    screens.close(page)
    return None


def reloaded(page: Any, windows: Windows, session: str) -> Any:
    """Press F5 in it."""
    screens.settle(page)
    page.reload()
    screens.wait_ready(page)
    return page


def two_windows(page: Any, windows: Windows, session: str) -> Any:
    """Close it while another one watches, which is then reloaded."""
    other = windows()
    watch(other, session)
    screens.close(page)
    return reloaded(other, windows, session)


def still_there(page: Any, windows: Windows, session: str) -> Any:
    """Leave it open beside another one that watches, too: both go on asking while the host is away."""
    watch(windows(), session)
    return None


CASES: tuple[Case, ...] = (closed, reloaded, two_windows, still_there)
