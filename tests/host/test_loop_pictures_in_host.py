"""Pictures on their way: from a gallery into the feedback loop, from one of its steps to the host's tabs."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.sessions.feedback.session import Session
from tests.host import drawing, loop_panel, panel, screens
from tests.host.harness import Host

START = f"{loop_panel.START} figure img"
LARGE = f"#txt2img_gallery {screens.LARGE}"


@pytest.fixture
def host(miniature_host: Host) -> Host:
    return miniature_host


def shown(page: Any, place: str) -> np.ndarray:
    """The pixels of a picture box."""
    return np.asarray(Image.open(io.BytesIO(screens.picture_in(page, place))).convert("RGB"))


def test_a_generated_picture_becomes_the_start(desk: Any, host: Host) -> None:
    screens.open_tab(desk, "txt2img")
    address = screens.generate(desk, "a large red circle", size=64)[0]
    screens.menu_entries(desk, LARGE)
    screens.choose(desk, "Start feedback loop")
    desk.wait_for_selector(START, state="visible")
    with host.client() as client:
        generated = client.get(address).raise_for_status().content
    assert np.array_equal(shown(desk, START), np.asarray(Image.open(io.BytesIO(generated)).convert("RGB")))

    loop_panel.fill(
        desk, want="blue", keywords=drawing.LIST, steps=1, candidates=1, sampling_steps=8, width=64, height=64
    )
    assert loop_panel.run(desk) == "All steps are done."
    session = drawing.newest(host)
    kept = session.picture(session.steps[0].candidates[0].file)
    assert "a large red circle" in (kept.infotext or ""), "the generated picture's own prompt came along"


def test_a_ranked_picture_becomes_the_start(desk: Any, host: Host, tmp_path: Path) -> None:
    drawing.draw(host).save(tmp_path / "ranked.png")
    panel.open_panel(desk)
    panel.rank(desk, "red\nblue", tmp_path / "ranked.png")
    panel.tick(desk, "blue")
    desk.click(f"{panel.ACTIONS} #loop")
    desk.wait_for_selector(START, state="visible")
    assert np.array_equal(shown(desk, START), np.asarray(Image.open(tmp_path / "ranked.png").convert("RGB")))


@pytest.fixture
def done(desk: Any, host: Host, tmp_path: Path) -> Session:
    """A session of two steps, open in the panel with its first step chosen."""
    drawing.draw(host).save(tmp_path / "start.png")
    loop_panel.ready(desk, tmp_path / "start.png", steps=2)
    loop_panel.run(desk)
    loop_panel.pick(desk, 1)
    return drawing.newest(host)


def test_another_generated_picture_begins_a_session_of_its_own(desk: Any, done: Session, host: Host) -> None:
    before = set(drawing.store(host).ids())
    screens.open_tab(desk, "txt2img")
    address = screens.generate(desk, "a large green square", size=64, seed=3)[0]
    screens.menu_entries(desk, LARGE)
    screens.choose(desk, "Start feedback loop")
    desk.wait_for_selector(f"{loop_panel.PANEL} #new_start", state="visible")
    loop_panel.run(desk, "step")

    (begun,) = set(drawing.store(host).ids()) - before
    session = drawing.newest(host)
    assert session.id == begun != done.id
    assert [step.number for step in session.steps] == [0, 1]
    with host.client() as client:
        generated = Image.open(io.BytesIO(client.get(address).raise_for_status().content)).convert("RGB")
    start = session.picture(session.steps[0].candidates[0].file)
    assert np.array_equal(np.asarray(start.image), np.asarray(generated))
    numbers = [step.number for step in drawing.store(host).read(done.id).steps]
    assert numbers == [0, 1, 2], "the session that was open has no new step"


def winner(session: Session, number: int) -> np.ndarray:
    found = session.steps[number].winner
    assert found
    return np.asarray(session.picture(found.file).image)


@pytest.mark.parametrize(
    ("target", "title", "box"),
    [("img2img", "img2img", "#img2img_image img"), ("extras", "Extras", "#extras_image img")],
)
def test_a_step_goes_to_a_tab_as_a_picture(
    desk: Any, done: Session, target: str, title: str, box: str
) -> None:
    desk.click(f"{loop_panel.PANEL} #to_{target}")
    desk.wait_for_selector(box, state="visible")
    assert np.array_equal(shown(desk, box), winner(done, 1))
    selected = desk.locator("#tabs > .tab-nav > button.selected").inner_text().strip()
    assert selected.casefold() == title.casefold()


def test_a_step_goes_to_txt2img_as_parameters(desk: Any, done: Session) -> None:
    desk.click(f"{loop_panel.PANEL} #to_txt2img")
    desk.wait_for_selector("#txt2img_prompt textarea", state="visible")
    desk.wait_for_function(
        "wanted => document.querySelector('#txt2img_prompt textarea').value === wanted",
        arg=done.steps[1].prompt,
    )
    found = done.steps[1].winner
    assert found and desk.input_value("#txt2img_seed input") == str(found.seed)
    hires = desk.locator("#txt2img_hr input[type=checkbox], #txt2img_hr-checkbox input[type=checkbox]")
    assert hires.count() and not any(hires.evaluate_all("all => all.map(box => box.checked)")), "Hires. fix"


def test_a_step_goes_to_rank_keywords(desk: Any, done: Session) -> None:
    panel.mark_result(desk)
    desk.click(f"{loop_panel.PANEL} #to_rank")
    panel.wait_result(desk)
    assert np.array_equal(shown(desk, panel.PICTURE), winner(done, 1))
