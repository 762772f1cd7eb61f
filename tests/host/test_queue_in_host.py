"""A ranking in the host's queue: its place behind a generation, the progress bar, both Interrupts."""

from __future__ import annotations

import base64
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.host import panel, screens
from tests.host.harness import Host, HostError

MANY = "\n".join(f"keyword number {number}" for number in range(60_000))
RANK, INTERRUPT = f"{panel.PANEL} .bar #rank", f"{panel.PANEL} #interrupt"
BAR, DOING = f"{panel.PANEL} .work progress", f"{panel.PANEL} .work small"
VALUES = "all => all.map(bar => bar.value)"
INTERRUPTED = "Interrupted"


def start_ranking(page: Any, photo: Path, keywords: str) -> None:
    """Press Rank, and leave it at work."""
    panel.open_panel(page)
    panel.put_picture(page, photo)
    panel.set_keywords(page, keywords)
    panel.mark_result(page)
    page.click(RANK)
    page.wait_for_selector(INTERRUPT)


def wait_queued(page: Any) -> None:
    page.wait_for_selector(f"{DOING} >> text=waiting")


def wait_moving(page: Any) -> None:
    """Wait until the bar has moved twice."""
    seen: set[float] = set()
    end = time.monotonic() + 60
    while len(seen) < 3:
        assert time.monotonic() < end, "the bar does not move"
        seen |= {value for value in page.eval_on_selector_all(BAR, VALUES) if value > 0}
        page.wait_for_timeout(50)


def start_generation(page: Any, steps: int = 150) -> None:
    """Press Generate for a picture that takes some seconds, and wait until the host is at it."""
    screens.open_tab(page, "txt2img")
    page.fill("#txt2img_prompt textarea", "a slow hat")
    for name, value in {"steps": steps, "width": 128, "height": 128, "batch_size": 1}.items():
        screens.set_number(page, f"txt2img_{name}", value)
    page.click("#txt2img_generate")
    page.wait_for_selector("#txt2img_interrupt", state="visible")


def wait_generation(page: Any, before: list[str]) -> None:
    screens.open_tab(page, "txt2img")
    page.wait_for_function(
        screens.FINISHED, arg=["txt2img", f"#txt2img_gallery {screens.SMALL}", before], timeout=90_000
    )


def is_interrupted(host: Host) -> bool:
    with host.client() as client:
        return bool(client.get("/sdapi/v1/progress").raise_for_status().json()["state"]["interrupted"])


def test_a_ranking_waits_for_the_generation_and_both_finish(desk: Any, host: Host, photo: Path) -> None:
    before = screens.gallery(desk)
    start_generation(desk)
    start_ranking(desk, photo, "cat, dog")
    wait_queued(desk)
    panel.wait_result(desk)
    assert sorted(panel.words(desk)) == ["cat", "dog"]
    wait_generation(desk, before)


def test_interrupt_while_waiting_leaves_the_generation_alone(desk: Any, host: Host, photo: Path) -> None:
    before = screens.gallery(desk)
    start_generation(desk)
    start_ranking(desk, photo, "cat, dog")
    wait_queued(desk)
    desk.click(INTERRUPT)
    assert INTERRUPTED in panel.wait_message(desk, "warning")
    assert not is_interrupted(host)

    wait_generation(desk, before)
    panel.open_panel(desk)
    panel.rank(desk, "cat, dog")


def test_the_progress_bar_moves_and_our_interrupt_stops(desk: Any, host: Host, photo: Path) -> None:
    start_ranking(desk, photo, MANY)
    wait_moving(desk)
    desk.click(INTERRUPT)

    assert INTERRUPTED in panel.wait_message(desk, "warning")
    desk.wait_for_selector(BAR, state="detached")
    assert not is_interrupted(host)
    panel.rank(desk, "cat, dog")
    assert len(panel.words(desk)) == 2


def test_the_hosts_own_interrupt_stops_too(desk: Any, host: Host, photo: Path) -> None:
    start_ranking(desk, photo, MANY.replace("number", "figure"))
    wait_moving(desk)
    with host.client() as client:
        client.post("/sdapi/v1/interrupt").raise_for_status()

    assert INTERRUPTED in panel.wait_message(desk, "warning")
    screens.open_tab(desk, "txt2img")
    assert len(screens.generate(desk, "after the interruption")) == 1


def test_a_ranking_over_the_api_takes_its_turn_too(host: Host, desk: Any, photo: Path) -> None:
    start_ranking(desk, photo, MANY.replace("number", "sign"))
    wait_moving(desk)
    with pytest.raises(HostError):  # the API's ranking does not start while ours runs
        _ = _rank_over_api(host, photo, timeout=1.0)
    desk.click(INTERRUPT)
    panel.wait_message(desk, "warning")

    assert _rank_over_api(host, photo, timeout=60.0) == {"cat", "dog"}


def _rank_over_api(host: Host, photo: Path, timeout: float) -> set[str]:
    body = {"picture": base64.b64encode(photo.read_bytes()).decode(), "keywords": "cat, dog"}
    try:
        with host.client(timeout=timeout) as client:
            answer = client.post("/clip-critic/v1/rank", json=body).raise_for_status().json()
    except httpx.TimeoutException as error:
        raise HostError("no answer in time") from error
    return {row["keyword"] for row in answer["keywords"]}
