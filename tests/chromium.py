"""Chromium for the browser and host tests: one browser a session, fresh profiles, and a watch over errors.

Debian's Chromium is driven through Playwright's Python package, which downloads nothing. It is found through
the environment variable CHROMIUM or on the PATH. Without it the tests skip; where CI is set that is a
failure, so that a pipeline never goes green because nothing ran.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import pytest

FLAGS = (
    "--no-sandbox",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    # Whatever a page asks of the internet fails at once, here as in an offline pipeline.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
)
# The first one draws pages only, and opens one in a quarter of the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
LOCAL = ("127.0.0.1", "localhost")
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def find_chromium() -> str | None:
    """The browser's path: CHROMIUM when it is set, else the first well-known name on the PATH."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def require_chromium() -> str:
    """The browser's path; without one the test is skipped, or fails where CI is set."""
    path = find_chromium()
    if path is None:
        reason = "Chromium was not found: install it (apt-get install chromium) or name it in CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    return path


class _Shared:
    """One Playwright a process: a second one beside it in the same thread refuses to start."""

    users: ClassVar[int] = 0
    playwright: ClassVar[Any] = None
    browser: ClassVar[Any] = None


@contextmanager
def shared_browser() -> Iterator[Any]:
    """The session's browser; the first user starts it and the last one closes it."""
    path = require_chromium()
    from playwright.sync_api import sync_playwright

    if not _Shared.users:
        _Shared.playwright = sync_playwright().start()
        _Shared.browser = _Shared.playwright.chromium.launch(executable_path=path, args=list(FLAGS))
    _Shared.users += 1
    try:
        yield _Shared.browser
    finally:
        _Shared.users -= 1
        if not _Shared.users:
            _Shared.browser.close()
            _Shared.playwright.stop()


@dataclass
class Watch:
    """The faults of a page: console errors, uncaught exceptions, requests that leave the machine."""

    noise: list[re.Pattern[str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    sockets: list[Any] = field(default_factory=list)
    """The web sockets that are open."""
    requests: list[Any] = field(default_factory=list)
    """The requests that are not answered."""

    def follow(self, page: Any) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(f"uncaught: {error.stack or error.message}"))
        page.on("request", self._request)
        page.on("requestfinished", self._answered)
        page.on("requestfailed", self._answered)
        page.on("websocket", self._socket)

    def expect(self, pattern: str) -> None:
        """Take errors that match the pattern as known from now on."""
        self.noise.append(re.compile(pattern))

    @property
    def unexpected(self) -> list[str]:
        return [error for error in self.errors if not any(known.search(error) for known in self.noise)]

    def _console(self, message) -> None:  # type: ignore[no-untyped-def]
        if message.type == "error":
            self.errors.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _socket(self, socket) -> None:  # type: ignore[no-untyped-def]
        self.sockets.append(socket)
        socket.on("close", lambda _: self.sockets.remove(socket))

    def _answered(self, request) -> None:  # type: ignore[no-untyped-def]
        if request in self.requests:
            self.requests.remove(request)

    def _request(self, request) -> None:  # type: ignore[no-untyped-def]
        self.requests.append(request)
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in (
            "127.0.0.1",
            "localhost",
        ):
            self.outside.append(request.url)


@contextmanager
def fresh_page(
    browser: Any,
    *,
    noise: Sequence[str] = (),
    phone: bool = False,
    dark: bool = False,
    locale: str = "en-GB",
    local: bool = False,
    base_url: str | None = None,
    **options: object,
) -> Iterator[Any]:
    """A page in a profile of its own; errors that no pattern of `noise` matches fail the test at its end.

    So do requests that leave the machine, if the page is to be `local`.

    The watch is the page's attribute `watch`: `page.watch.expect(pattern)` for a test that provokes an error.
    """
    context = browser.new_context(
        viewport=PHONE if phone else DESKTOP,
        has_touch=phone,
        is_mobile=phone,
        color_scheme="dark" if dark else "light",
        locale=locale,
        base_url=base_url,
        **options,
    )
    try:
        page = context.new_page()
        page.watch = Watch([re.compile(pattern) for pattern in noise])
        page.watch.follow(page)
        yield page
        if page.watch.unexpected:
            pytest.fail("the page reported errors:\n" + "\n".join(page.watch.unexpected), pytrace=False)
        if local and page.watch.outside:
            pytest.fail("the page asked others:\n" + "\n".join(page.watch.outside), pytrace=False)
    finally:
        context.close()


def photograph(page: Any, folder: Path, name: str) -> Path:
    """Save what the page shows now, for the report of a failed test."""
    path = folder / (re.sub(r"[^\w.-]+", "_", name)[:100] + ".png")
    page.screenshot(path=path)
    return path
