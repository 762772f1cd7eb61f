"""The place of a word as a mask: inpainting and the feedback loop change the picture there alone."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from tests.host import drawing, loop_panel, panel, screens
from tests.host.harness import Host
from tests.host.test_generate import fetch_picture

SMALL = "a small red circle on a white background, plain"
WORD = "circle"
LARGE = "cc-where-large"
TAB = "#img2img_inpaint_upload_tab"
BASE, MASK = "#img_inpaint_base img", "#img_inpaint_mask img"
PROMPT = "img2img_prompt"
BLURRED = 23
"""Side of the square that a pixel of the mask reaches: the host blurs the edge by 10 pixels and more."""


@pytest.fixture
def host(miniature_host: Host) -> Host:
    return miniature_host


@pytest.fixture
def start(host: Host) -> Image.Image:
    return drawing.draw(host, SMALL, sampler_name="Euler a")


@pytest.fixture
def ranked(desk: Any, start: Image.Image, tmp_path: Path) -> Any:
    """The page with a ranked picture and a ticked word."""
    start.save(tmp_path / "start.png")
    panel.open_panel(desk)
    panel.rank(desk, drawing.LIST, tmp_path / "start.png")
    panel.tick(desk, WORD)
    return desk


def use_as_mask(page: Any) -> Image.Image:
    """Open the large view of the word, and its mask; return the mask that is shown."""
    page.click(f'{panel.PANEL} cc-where li[data-word="{WORD}"] button')
    page.click(f"{LARGE} cc-mask summary")
    return shown(page, f"{LARGE} img.mask")


def send(page: Any, button: str) -> None:
    page.click(f"{LARGE} #{button}:enabled")
    page.wait_for_selector(LARGE, state="detached")


def shown(page: Any, place: str) -> Image.Image:
    return Image.open(BytesIO(screens.picture_in(page, place)))


def pixels(picture: Image.Image) -> NDArray[np.float32]:
    return np.asarray(picture.convert("RGB"), dtype=np.float32)


def side_of(page: Any, side: str) -> str:
    return str(page.input_value(f"#img2img_{side} input[type=number]"))


def test_the_inpaint_tab_has_picture_mask_and_word_and_draws_there(
    ranked: Any, host: Host, start: Image.Image
) -> None:
    panel.set_text(ranked, PROMPT, "a blue square")
    for _ in range(2):  # the second time, the boxes are full
        panel.open_panel(ranked)
        mask = use_as_mask(ranked)
        send(ranked, "inpaint")
        assert ranked.is_visible(TAB)
        assert np.array_equal(pixels(shown(ranked, BASE)), pixels(start))
        assert np.array_equal(pixels(shown(ranked, MASK)), pixels(mask))
        assert ranked.input_value(f"#{PROMPT} textarea") == f"a blue square, {WORD}"
    screens.wait_until(ranked, lambda: side_of(ranked, "width") == str(drawing.SIDE))
    assert side_of(ranked, "width") == side_of(ranked, "height") == str(drawing.SIDE)

    addresses = screens.generate(ranked, tab="img2img", steps=12, size=drawing.SIDE)
    change = np.abs(pixels(fetch_picture(host, addresses[0])) - pixels(start)).mean(axis=2)
    inside = np.asarray(mask) > 0
    outside = np.asarray(mask.filter(ImageFilter.MaxFilter(BLURRED))) == 0
    assert outside.mean() > 0.2
    assert change[outside].mean() < 1
    assert change[inside].mean() > 10


def test_the_loop_changes_nothing_outside_the_mask(ranked: Any, host: Host, start: Image.Image) -> None:
    outside = np.asarray(use_as_mask(ranked)) == 0
    with ranked.expect_response("**/pictures/about"):
        send(ranked, "only_where")
    ranked.wait_for_selector(f"{loop_panel.PANEL} #mask img")
    assert loop_panel.row(ranked, "want").input_value() == WORD
    few = {"steps": 2, "candidates": 2, "sampling_steps": 8, "target_score": 0}
    loop_panel.fill(ranked, want="blue:1.5", keywords=drawing.LIST, **few)
    assert loop_panel.run(ranked) == "All steps are done."

    session = drawing.newest(host)
    assert [step.number for step in session.steps] == [0, 1, 2]
    for step in session.steps[1:]:
        for candidate in step.candidates:
            change = pixels(session.picture(candidate.file).image) - pixels(start)
            assert not change[outside].any()
            assert change[~outside].any()
