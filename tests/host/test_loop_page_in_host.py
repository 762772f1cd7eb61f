"""The panel *Feedback loop* in the WebUI's page: four steps, Interrupt, resume, by hand, a restart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.states import until_count, until_loaded
from tests.host import drawing, loop_panel, screens
from tests.host.harness import Host


@pytest.fixture
def host(miniature_host: Host) -> Host:
    return miniature_host


@pytest.fixture
def start(host: Host, tmp_path: Path) -> Path:
    drawing.draw(host).save(tmp_path / "start.png")
    return tmp_path / "start.png"


def test_a_loop_of_four_steps_with_progress_and_the_hosts_preview(desk: Any, host: Host, start: Path) -> None:
    loop_panel.ready(desk, start, sampling_steps=100)
    loop_panel.press(desk, "start")
    shares, texts, previews = [], [], 0
    while not desk.locator(f"{loop_panel.PANEL} cc-strip [data-step='4']").count():
        shares += desk.eval_on_selector_all(loop_panel.BAR, "all => all.map(bar => bar.ariaValueNow)")
        texts += desk.locator(f"{loop_panel.AT_WORK} p").all_inner_texts()
        previews += desk.locator(f"{loop_panel.AT_WORK} img").count()
        desk.wait_for_timeout(50)

    assert loop_panel.wait_message(desk) == "All steps are done."
    assert loop_panel.steps(desk) == [0, 1, 2, 3, 4]
    assert len(set(shares)) > 4
    assert any("step 2 of 4" in text for text in texts)
    assert previews
    until_count(desk.locator(f"{loop_panel.PANEL} cc-chart canvas"), 1)
    until_loaded(desk.locator(f"{loop_panel.PANEL} cc-compare img"), 64, 64)
    assert [step.number for step in drawing.newest(host).steps] == [0, 1, 2, 3, 4]


def test_interrupt_and_resume(desk: Any, host: Host, start: Path) -> None:
    loop_panel.ready(desk, start, steps=30, sampling_steps=60)
    loop_panel.press(desk, "start")
    loop_panel.wait_step(desk, 1)
    desk.click(f"{loop_panel.PANEL} #interrupt")
    assert "Interrupted. Finished steps are kept" in loop_panel.wait_message(desk)
    done = drawing.newest(host).steps[-1].number
    assert 1 <= done < 30

    loop_panel.fill(desk, steps=done + 2, sampling_steps=8)
    assert loop_panel.run(desk, "resume") == "All steps are done."
    assert loop_panel.steps(desk) == list(range(done + 3))


def test_a_step_by_hand_with_an_edited_prompt(desk: Any, host: Host, start: Path) -> None:
    loop_panel.ready(desk, start)
    loop_panel.choose(desk, "policy", "by hand")
    assert "Waiting for you" in loop_panel.run(desk)
    next_prompt = f"{loop_panel.PANEL} cc-by-hand #next_prompt"
    assert "blue" in desk.input_value(next_prompt)
    desk.fill(next_prompt, "a small (green:1.2) square")
    desk.wait_for_selector(f"{loop_panel.PANEL} cc-by-hand #change ins >> text=square")
    loop_panel.run(desk, "step")
    loop_panel.wait_step(desk, 2)
    step = drawing.newest(host).steps[-1]
    assert (step.prompt, step.edited) == ("a small (green:1.2) square", True)
    loop_panel.choose(desk, "policy", "target")


def test_two_windows_wait_for_each_other(desk: Any, browser: Any, host: Host, start: Path) -> None:
    loop_panel.ready(desk, start, steps=2, sampling_steps=60)
    with screens.window(browser, host) as other:
        loop_panel.ready(other, start, steps=1)
        loop_panel.press(desk, "start")
        loop_panel.press(other, "start")
        assert loop_panel.wait_message(desk) == "All steps are done."
        assert loop_panel.wait_message(other) == "All steps are done."


def test_a_session_is_opened_again_after_a_restart(browser: Any, host: Host, start: Path) -> None:
    with screens.window(browser, host) as page:
        loop_panel.ready(page, start, steps=2)
        loop_panel.run(page)
        session = drawing.newest(host)
    host.restart()
    with screens.window(browser, host) as page:
        loop_panel.open_panel(page)
        loop_panel.open_session(page, session.id)
        loop_panel.wait_step(page, 2)
        assert loop_panel.steps(page) == [0, 1, 2]
        assert loop_panel.row(page, "want").input_value() == "blue:1.5"
        loop_panel.fill(page, steps=3)
        assert loop_panel.run(page, "resume") == "All steps are done."
    assert [step.number for step in drawing.newest(host).steps] == [0, 1, 2, 3]
    assert drawing.newest(host).id == session.id
