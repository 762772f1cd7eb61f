"""The actions of a person in the WebUI's pages: open, generate, look at pictures, right-click, reload."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tests import chromium
from tests.browser.states import until_still
from tests.host.harness import PATIENCE, Host, HostError

LARGE = 'img[data-testid="detailed-image"]'
SMALL = ".thumbnail-small img"
READY = "() => typeof opts === 'object' && Object.keys(opts).length > 0"
# New pictures have new addresses (a number in the name, the time behind it).
FINISHED = """([tab, small, before]) => {
    // gradio 4 shows a grid after an error, and no preview with small pictures below
    const images = document.querySelectorAll(small);
    const grid = document.querySelectorAll(`#${tab}_gallery .thumbnail-lg img`);
    const addresses = Array.from(images.length ? images : grid, image => image.src);
    const done = document.getElementById(tab + '_interrupt').style.display !== 'block';
    return done && addresses.length > 0 && !addresses.some(address => before.includes(address));
}"""
# The host's page on its own: gradio 3.41 trips over hidden components at load, and asks a CDN for a script;
# a page that is open while a test stops its host asks on how far it is, and which sessions are at work.
# gradio 4's own page reports the stream that it lost, and draws anew what is gone (a Forge without us, too);
# it aborts a stream that the server closes, and reports that.
NOISE = (
    r"uncaught: TypeError: Cannot read properties of undefined \(reading 'props'\)\s+at \S+/assets/Blocks-",
    r"console: Failed to load resource: \S+ \(https://cdnjs\.cloudflare\.com/",
    r"console: Failed to load resource: net::ERR_CONNECTION_REFUSED \(http://127\.0\.0\.1:\d+/"
    r"(internal/progress|queue/data|clip-critic/v1/sessions)",
    r"console: TypeError: Failed to fetch\s[\s\S]*\(http://127\.0\.0\.1:\d+/assets/index-\S+\)$",
    r"console: Unexpected error Connection errored out\. +\(http://127\.0\.0\.1:\d+/assets/index-",
    r"console: Unexpected error Server stopped unexpectedly\. +\(http://127\.0\.0\.1:\d+/assets/index-",
    r"console: Failed to load resource: net::ERR_\w+ \(http://127\.0\.0\.1:\d+/heartbeat/",
    r"console: Failed to load resource: net::ERR_INCOMPLETE_CHUNKED_ENCODING \(http://127\.0\.0\.1:\d+/queue/data\?",
    r"console: AbortError: signal is aborted without reason\s[\s\S]*\(http://127\.0\.0\.1:\d+/assets/index-\S+\)$",
    r"console: Element is not in the DOM \(http://127\.0\.0\.1:\d+/assets/Example\.svelte",
    # Chromium's headless shell has no wake lock, which the host's progress bar asks for.
    r"console: Wake Lock is not supported\. \(http://127\.0\.0\.1:\d+/file=javascript/progressbar\.js",
)
PICTURE = """async image => {
    const file = await (await fetch(image.src)).blob();
    return new Promise((read) => {
        const reader = new FileReader();
        reader.onload = () => read(reader.result);
        reader.readAsDataURL(file);
    });
}"""
SOON = 250 * PATIENCE
"""Milliseconds: a quarter of the time in which a host starts, for whatever its page does."""
SETTLES = 60.0
"""Seconds: a loop that is at work gives the host's own events their turn between two of its steps."""
SETTINGS = re.compile("Settings|設定")
PING = "**/internal/ping*"
REFUSED = r"console: Failed to load resource: the server responded with a status of 4\d\d .+/clip-critic/v1/"
PING_NOISE = r"console: Failed to load resource: .+ \(http://127\.0\.0\.1:\d+/internal/ping"


@contextmanager
def window(browser: Any, host: Host, *, noise: Sequence[str] = (), **options: Any) -> Iterator[Any]:
    """Open the host's page in a profile of its own; it is closed as `close` does."""
    noise = (*NOISE, *noise)
    with chromium.fresh_page(browser, noise=noise, base_url=host.url, **options) as page:
        page.set_default_timeout(SOON)
        open_ui(page)
        yield page
        settle(page)


def open_ui(page: Any, url: str = "/") -> None:
    """Load the WebUI and wait until its scripts have run."""
    page.goto(url)
    wait_ready(page)


def wait_ready(page: Any) -> None:
    page.wait_for_selector("#txt2img_prompt textarea", timeout=SOON)
    page.wait_for_function(READY, timeout=SOON)
    page.wait_for_timeout(300)  # the host wires its menus and viewers 200 ms after the page's last change


def close(page: Any) -> None:
    """Close a window once the events of the host's own page are answered.

    gradio 3.41 waits for ever for one whose window goes just when its turn comes ("1001" in the log), and
    with it Reload UI, in a host without us, too.
    """
    settle(page)
    page.close()


def settle(page: Any) -> None:
    """Wait until the events of the host's own page are answered."""
    wait_until(page, lambda: not page.watch.sockets)


def wait_until(page: Any, holds: Callable[[], bool]) -> None:
    """Wait until something holds, with the page at work meanwhile."""
    end = time.monotonic() + SETTLES
    while not holds() and time.monotonic() < end:
        page.wait_for_timeout(100)


def open_tab(page: Any, title: str | re.Pattern[str]) -> None:
    """Click one of the top tabs by its title."""
    page.locator("#tabs > .tab-nav > button").filter(has_text=title).click()


def set_number(page: Any, elem_id: str, value: float) -> None:
    box = page.locator(f"#{elem_id} input[type=number]")
    box.fill(str(value))
    box.blur()


def generate(  # type: ignore[no-untyped-def]
    page,
    prompt: str | None = None,
    *,
    tab: str = "txt2img",
    steps: int = 3,
    size: int = 128,
    batch: int = 1,
    seed: int = 1,
) -> list[str]:
    """Press Generate and wait for new pictures; return the addresses of the gallery's thumbnails.

    `prompt=None` leaves the text that is in the box, as after other code wrote there.
    """
    if prompt is not None:
        page.fill(f"#{tab}_prompt textarea", prompt)
    values = {"steps": steps, "width": size, "height": size, "batch_size": batch, "seed": seed}
    for name, value in values.items():
        set_number(page, f"{tab}_{name}", value)
    before = gallery(page, tab)
    page.click(f"#{tab}_generate")
    page.wait_for_function(FINISHED, arg=[tab, f"#{tab}_gallery {SMALL}", before], timeout=SOON)
    return gallery(page, tab)


def gallery(page: Any, tab: str = "txt2img") -> list[str]:
    """The addresses of the gallery's thumbnails; with a batch the first one is the grid."""
    for pictures in (SMALL, ".thumbnail-lg img"):
        sources = page.locator(f"#{tab}_gallery {pictures}").evaluate_all(
            "all => all.map(image => image.src)"
        )
        if sources:
            return list(sources)
    return []


def picture_in(page: Any, selector: str) -> bytes:
    """Return the file of a picture that is shown, wherever the page has it from."""
    text = page.wait_for_selector(selector).evaluate(PICTURE)
    return base64.b64decode(text.partition(",")[2])


def menu_entries(page: Any, target: str) -> list[str]:
    """Right-click an element; return the entries of the menu that opens (none: the browser's own does)."""
    page.locator(target).first.click(button="right")
    until_still(page)
    entries = "entries => entries.map(entry => entry.textContent)"
    return list(page.eval_on_selector_all("#context-menu a", entries))


def choose(page: Any, entry: str) -> None:
    """Click an entry of the open context menu."""
    page.locator("#context-menu a").filter(has_text=entry).click()


def open_lightbox(page: Any, tab: str = "txt2img", wait_for: str = "#modalImage") -> None:
    page.click(f"#{tab}_gallery {LARGE}[data-modded]")  # the host wires the viewer a moment after the picture
    page.wait_for_selector(wait_for, state="visible")


def reload_ui(page: Any, host: Host) -> None:
    """Press Reload UI on the settings page and wait for the page that comes back.

    The page's own pings are held back until the host serves again: one that lands while it mounts its API
    ends the whole process ("Cannot add middleware after an application has started").
    """
    starts = host.starts
    page.watch.expect(PING_NOISE)
    page.route(PING, lambda route: route.abort())
    page.evaluate("() => { window.beforeReload = true }")
    open_tab(page, SETTINGS)
    page.click("#settings_restart_gradio")
    end = time.monotonic() + PATIENCE
    while host.starts == starts:
        if not host.running or time.monotonic() > end:
            host.stop()  # it may hang for ever, and the next test gets a new one
            raise HostError(f"the WebUI did not come back after Reload UI:\n{host.log_tail()}")
        page.wait_for_timeout(200)
    page.unroute(PING)
    page.wait_for_function("() => window.beforeReload === undefined", timeout=SOON)
    wait_ready(page)
