"""What the browser tests wait for: a state that comes, and never a time that passes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

SECONDS = 60
"""How long something is waited for that a busy machine may take its time for."""
WIDTHS = "all => all.map(image => image.complete ? image.naturalWidth : null)"
OPEN = ".pswp[aria-busy=false]"
"""The large view of a picture, once it is open."""
FRAMES = 5
# Every element's box, animations and smooth scrolling included, through all shadow roots; but for what turns
# for ever, as the sign that a picture is being loaded.
STILL = """async ([frames, patience]) => {
    const ending = one => one.effect.getComputedTiming().endTime;
    const isEndless = element => element.getAnimations().some(one => ending(one) === Infinity);
    const deep = root => [...root.children].filter(element => !isEndless(element)).flatMap(
        element => [element, ...deep(element), ...(element.shadowRoot ? deep(element.shadowRoot) : [])]);
    const look = () => deep(document).map(element => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const isMoving = element.getAnimations().some(one => one.playState === "running");
        return [element.localName, element.className, isMoving, x, y, width, height].join();
    });
    const end = performance.now() + patience;
    for (let before = [], same = 0; same < frames; ) {
        await new Promise(requestAnimationFrame);
        const now = look();
        const moving = now.filter((box, place) => box !== before[place] || box.includes(",true,"));
        same = moving.length || now.length !== before.length ? 0 : same + 1;
        before = now;
        if (performance.now() > end) throw new Error(`still moving: ${moving.slice(0, 9).join("; ")}`);
    }
}"""


def until(page: Any, holds: Callable[[], bool], what: Callable[[], object] = str) -> None:
    """Wait until something holds; `what` says what there is instead where it never does."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, what()
        page.wait_for_timeout(20)


def until_equal(page: Any, read: Callable[[], object], expected: object) -> None:
    """Wait until what is read from the page is as expected."""
    end = time.monotonic() + SECONDS
    while (found := read()) != expected and time.monotonic() < end:
        page.wait_for_timeout(20)
    assert found == expected


def until_count(found: Any, count: int) -> None:
    """Wait until there are so many elements."""
    until_equal(found.page, found.count, count)


def until_loaded(pictures: Any, *widths: int) -> None:
    """Wait until the pictures are there, as wide as said, in their order."""
    until_equal(pictures.page, lambda: pictures.evaluate_all(WIDTHS), list(widths))


def until_still(page: Any) -> None:
    """Wait until nothing moves any more: no layout, no animation, no scrolling."""
    page.evaluate(STILL, [FRAMES, 1000 * SECONDS])


def until_idle(page: Any) -> None:
    """Wait until every request is answered, and what came of it is drawn."""

    def pending() -> list[str]:
        return [asked.url for asked in page.watch.requests if asked.url.startswith("http")]

    until(page, lambda: not pending(), pending)
    until_still(page)


def close_large(page: Any) -> None:
    """Close the large view of a picture."""
    page.keyboard.press("Escape")
    page.locator(".pswp").wait_for(state="detached")
