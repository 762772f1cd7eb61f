"""The time until each panel of the face is painted: on its own page, and in a WebUI's tab.

python -m benchmarks.first_paint [--repetitions 7]

SD_WEBUI_DIR and SD_WEBUI_PYTHON name the WebUI, as for the tests; without them that part is left out. Each
repetition is a fresh profile of Chromium, so nothing is cached. The clock is the page's own: from the request
for our page, or from the click on a tab, to the frame in which the panel's button is painted.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.side_by_side import check, show
from benchmarks.webuis import webuis
from tests import chromium
from tests.browser.workbench import running
from tests.host import screens

TARGET, REPETITIONS = 0.5, 7
OWN, PANELS = "own page", {"Rank keywords": "button#rank", "Feedback loop": "button#start"}
WATCH = """
const find = (selector, root) => {
    for (const each of root.querySelectorAll("*")) {
        if (each.matches(selector) && each.getClientRects().length) return each;
        const found = each.shadowRoot && find(selector, each.shadowRoot);
        if (found) return found;
    }
};
window.painted = selector => new Promise(done => {
    const look = () => requestAnimationFrame(() => find(selector, document)
        ? requestAnimationFrame(() => done(performance.now())) : look());
    look();
});
window.click = (tab, selector) => {
    const begun = performance.now();
    tab.click();
    return painted(selector).then(end => end - begun);
};
"""


def load(page: Any, address: str) -> float:
    """Return the milliseconds from the request for our own page to its first panel."""
    page.goto(address, wait_until="commit")
    return float(page.evaluate("painted('button#rank')"))


def click(page: Any, tab: Any, selector: str) -> float:
    """Return the milliseconds from a click on a tab to what it shows."""
    return float(tab.evaluate("(tab, selector) => click(tab, selector)", selector))


def own_page(browser: Any, repetitions: int) -> dict[str, list[float]]:
    """Return the milliseconds of each panel on our own page."""
    with tempfile.TemporaryDirectory() as home, running(Path(home), "miniature") as workbench:

        def open_page(page: Any) -> float:
            return load(page, workbench.address)

        return _times(browser, repetitions, OWN, open_page)


def webui(browser: Any, repetitions: int) -> dict[str, list[float]]:
    """Return the milliseconds of each panel in the tab of the WebUI."""
    with webuis() as pair:
        host = pair.ours.start()

        def open_tab(page: Any) -> float:
            page.goto(host.url)
            screens.wait_ready(page)
            tab = page.locator("#tabs > .tab-nav > button").filter(has_text="CLIP Critic")
            return click(page, tab, "button#rank")

        return _times(browser, repetitions, "WebUI", open_tab)


def _times(
    browser: Any, repetitions: int, name: str, open_first: Callable[[Any], float]
) -> dict[str, list[float]]:
    first, second = (f"{name}, {panel}" for panel in PANELS)
    times: dict[str, list[float]] = {first: [], second: []}
    for _ in range(repetitions):
        with chromium.fresh_page(browser, noise=screens.NOISE) as page:
            page.add_init_script(WATCH)
            times[first].append(open_first(page))
            tab = page.get_by_role("tab", name="Feedback loop")
            times[second].append(click(page, tab, PANELS["Feedback loop"]))
    return times


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 0 if every panel is there in time."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.first_paint", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=REPETITIONS)
    options = parser.parse_args(arguments)
    with chromium.shared_browser() as browser:
        times = own_page(browser, options.repetitions)
        if os.environ.get("SD_WEBUI_DIR"):
            times |= webui(browser, options.repetitions)
        else:
            print("  no WebUI was started: SD_WEBUI_DIR is not set")
    found = []
    for name, values in times.items():
        seconds = tuple(value / 1000 for value in values)
        show(name, seconds)
        found.append(check(f"{name} is painted after", median(seconds), TARGET, unit=" s", at_least=False))
    return 0 if all(found) else 1


if __name__ == "__main__":
    sys.exit(main())
