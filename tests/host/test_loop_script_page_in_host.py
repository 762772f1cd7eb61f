"""The Script "CLIP Critic feedback" in img2img's own page, as a person uses it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.pictures.infotext import parse_infotext
from clip_critic.sessions.feedback.store import SessionStore
from tests.host import drawing, screens
from tests.host.harness import Host
from tests.host.test_generate import fetch_picture

ID = "script_clip_critic_feedback"
TITLE = "CLIP Critic feedback"


@pytest.fixture
def host(miniature_host: Host) -> Host:
    return miniature_host


@pytest.fixture
def start(host: Host, tmp_path: Path) -> Path:
    drawing.draw(host).save(tmp_path / "start.png")
    return tmp_path / "start.png"


def set_up(page: Any, start: Path, steps: int) -> None:
    """Choose picture, prompt, script and its settings in the open page."""
    screens.open_tab(page, "img2img")
    if page.locator("#img2img_image button[aria-label='Clear']").count():
        page.click("#img2img_image button[aria-label='Clear']")
    page.set_input_files("#img2img_image input[type=file]", start)
    page.wait_for_selector("#img2img_image img")
    page.fill("#img2img_prompt textarea", "a large circle")
    values = {"steps": 30, "width": drawing.SIDE, "height": drawing.SIDE, "batch_size": 2, "seed": 9}
    for name, value in values.items():
        screens.set_number(page, f"img2img_{name}", value)
    choose_script(page)
    page.fill(f"#{ID}_want textarea", "blue:1.5")
    page.fill(f"#{ID}_keywords textarea", drawing.LIST)
    screens.set_number(page, f"{ID}_steps", steps)
    page.fill(f"#{ID}_target_score :is(input, textarea)", "0")


def choose_script(page: Any) -> None:
    page.click("#img2img_script_container #script_list input")
    page.locator("#img2img_script_container #script_list li").filter(has_text=TITLE).click()
    page.wait_for_selector(f"#{ID}_want", state="visible")


def generate(page: Any) -> list[str]:
    before = screens.gallery(page, "img2img")
    page.click("#img2img_generate")
    wanted = ["img2img", f"#img2img_gallery {screens.SMALL}", before]
    page.wait_for_function(screens.FINISHED, arg=wanted, timeout=120_000)
    return screens.gallery(page, "img2img")


def test_a_session_of_four_steps(desk: Any, host: Host, start: Path) -> None:
    set_up(desk, start, steps=4)
    addresses = generate(desk)

    assert len(addresses) == 1 + 4
    session = drawing.newest(host)
    assert f"Session {session.id}. All steps are done." in desk.inner_text("#html_log_img2img")
    shown = fetch_picture(host, addresses[-1])
    winner = session.steps[-1].winner
    assert winner is not None
    assert np.array_equal(np.asarray(shown), np.asarray(session.picture(winner.file).image))
    found = parse_infotext(shown.info["parameters"]).settings
    assert (found["CLIP Critic session"], found["CLIP Critic wanted"]) == (session.id, "blue:1.5")
    assert [candidate.seed for candidate in session.steps[1].candidates] == [9, 10]


def test_interrupt_shows_what_is_finished(desk: Any, host: Host, start: Path) -> None:
    set_up(desk, start, steps=50)
    before = screens.gallery(desk, "img2img")
    desk.click("#img2img_generate")
    desk.wait_for_selector(
        "#img2img_results .progressDiv .progress >> text=/step [2-9] of 50/", timeout=60_000
    )
    desk.click("#img2img_interrupt")  # its first click lets the pictures at work be finished
    wanted = ["img2img", f"#img2img_gallery {screens.SMALL}", before]
    desk.wait_for_function(screens.FINISHED, arg=wanted, timeout=60_000)

    store = SessionStore(host.data / "clip-critic" / "sessions")
    steps = store.read(store.ids()[0]).steps
    assert 2 <= steps[-1].number < 50
    assert len(screens.gallery(desk, "img2img")) == len(steps)
    assert "Interrupted" in desk.inner_text("#html_log_img2img")


def test_bad_input_is_told_below_the_pictures(desk: Any, host: Host, start: Path) -> None:
    set_up(desk, start, steps=2)
    desk.fill(f"#{ID}_want textarea", "")
    desk.click("#img2img_generate")
    desk.wait_for_selector("#html_log_img2img >> text=There are no targets", timeout=60_000)


def test_a_pictures_metadata_set_the_scripts_controls(
    desk: Any, host: Host, start: Path, tmp_path: Path
) -> None:
    set_up(desk, start, steps=1)
    last = fetch_picture(host, generate(desk)[-1])
    from clip_critic.pictures.infotext import png_with_infotext

    (tmp_path / "last.png").write_bytes(
        png_with_infotext(Image.fromarray(np.asarray(last)), last.info["parameters"])
    )
    desk.fill(f"#{ID}_want textarea", "something else")
    desk.fill(f"#{ID}_avoid textarea", "something")
    screens.open_tab(desk, "PNG Info")
    desk.set_input_files("#pnginfo_image input[type=file]", tmp_path / "last.png")
    desk.wait_for_selector("#tab_pnginfo >> text=CLIP Critic session")
    desk.click("#tab_pnginfo button:has-text('Send to img2img')")
    desk.wait_for_function(f"() => document.querySelector('#{ID}_want textarea').value === 'blue:1.5'")
    assert desk.input_value(f"#{ID}_avoid textarea") == ""
    assert desk.input_value("#img2img_prompt textarea").startswith("a large circle, ")
