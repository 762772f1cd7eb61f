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
MOVED = "bar => /[1-9]\\d*%/.test(document.querySelector(bar).textContent)"
BAR = "#tab_clip_critic .progressDiv .progress"


def put(page: Any, photo: Path, keywords: str) -> None:
    panel.open_panel(page)
    panel.put_picture(page, photo)
    panel.set_text(page, "clip_critic_keywords", keywords)
    panel.mark_result(page)
    panel.forget(page, panel.MESSAGE)


def task_of(page: Any) -> str:
    """Press Rank; the id under which the page asks the host for the progress."""
    with page.expect_request(lambda request: request.url.endswith("/internal/progress")) as asked:
        page.click("#clip_critic_rank")
    return str(asked.value.post_data_json["id_task"])


def progress(host: Host, task: str) -> dict[str, Any]:
    with host.client() as client:
        answer = client.post("/internal/progress", json={"id_task": task, "live_preview": False})
    return dict(answer.raise_for_status().json())


def wait_progress(page: Any, host: Host, task: str, **wanted: object) -> dict[str, Any]:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        seen = progress(host, task)
        if all(seen[name] == value for name, value in wanted.items()):
            return seen
        page.wait_for_timeout(50)
    raise HostError(f"the task never became {wanted}: {seen}")


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
    put(desk, photo, "cat, dog")
    before = screens.gallery(desk)
    start_generation(desk)
    panel.open_panel(desk)
    task = task_of(desk)

    assert wait_progress(desk, host, task, queued=True)["active"] is False
    desk.wait_for_selector(f"{BAR} >> text=In queue")
    panel.wait_result(desk)
    assert sorted(panel.words(desk)) == ["cat", "dog"]
    assert progress(host, task)["completed"] is True
    wait_generation(desk, before)


def test_interrupt_while_waiting_leaves_the_generation_alone(desk: Any, host: Host, photo: Path) -> None:
    put(desk, photo, "cat, dog")
    before = screens.gallery(desk)
    start_generation(desk)
    panel.open_panel(desk)
    wait_progress(desk, host, task_of(desk), queued=True)
    desk.click("#clip_critic_interrupt")
    desk.wait_for_timeout(200)
    assert not is_interrupted(host)
    assert "Interrupted" in panel.wait_message(desk, "warning")

    wait_generation(desk, before)
    panel.open_panel(desk)
    panel.rank(desk, "cat, dog")


def test_the_progress_bar_moves_and_our_interrupt_stops(desk: Any, host: Host, photo: Path) -> None:
    put(desk, photo, MANY)
    task = task_of(desk)
    desk.wait_for_selector(BAR)
    wait_progress(desk, host, task, active=True)
    desk.wait_for_function(MOVED, arg=BAR, timeout=60_000)
    desk.click("#clip_critic_interrupt")

    assert "Interrupted" in panel.wait_message(desk, "warning")
    desk.wait_for_selector(BAR, state="detached")
    assert progress(host, task)["completed"] is True
    assert not is_interrupted(host)
    panel.rank(desk, "cat, dog")
    assert len(panel.words(desk)) == 2


def test_the_hosts_own_interrupt_stops_too(desk: Any, host: Host, photo: Path) -> None:
    put(desk, photo, MANY.replace("number", "figure"))
    wait_progress(desk, host, task_of(desk), active=True)
    with host.client() as client:
        client.post("/sdapi/v1/interrupt").raise_for_status()

    assert "Interrupted" in panel.wait_message(desk, "warning")
    screens.open_tab(desk, "txt2img")
    assert len(screens.generate(desk, "after the interruption")) == 1


def test_a_ranking_over_the_api_takes_its_turn_too(host: Host, desk: Any, photo: Path) -> None:
    put(desk, photo, MANY.replace("number", "sign"))
    task = task_of(desk)
    wait_progress(desk, host, task, active=True)
    with pytest.raises(HostError):  # the API's ranking does not start while ours runs
        _ = _rank_over_api(host, photo, timeout=1.0)
    desk.click("#clip_critic_interrupt")
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
