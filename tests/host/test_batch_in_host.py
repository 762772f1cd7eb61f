"""Batches of the WebUI's galleries: the pictures that a rater would like, and their way to the tabs."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import numpy as np
import pytest
from PIL import Image

from clip_critic.pictures.infotext import parse_infotext
from tests.host import drawing, panel, screens
from tests.host.harness import Host
from tests.host.test_exhibition_in_host import SESSIONS, TASTE, choose, finish, get, start

RATER = "Mia"
TASTE_PANEL = "clip-critic-taste"
KEPT = f"{TASTE_PANEL} cc-strip button"
PICKED = f"{TASTE_PANEL} #picked"
MESSAGE = f"{TASTE_PANEL} #message"
THUMBNAIL = "#{}_gallery .thumbnail-item >> nth=0 >> img"
UNSAVED = {"samples_save": False, "grid_save": False}


@pytest.fixture
def host(miniature_host: Host) -> Host:
    return miniature_host


@pytest.fixture(scope="module")
def _made() -> dict[str, str]:
    return {}


@pytest.fixture
def exhibition(host: Host, _made: dict[str, str]) -> str:
    """An exhibition of four colours among which the rater has chosen the blue ones; made once."""
    if "id" not in _made:
        axes = "shape = circle | square\ncolour = red | blue | yellow | green"
        session = start(host, "a large {colour} {shape}", axes)
        assert finish(host, session)["message"] == "All pictures are made."
        choose(host, session, RATER, 12)
        _made["id"] = session
    return _made["id"]


@pytest.fixture
def unsaved(host: Host) -> Iterator[None]:
    """The host saves no pictures."""
    drawing.post(host, "/sdapi/v1/options", **UNSAVED)
    yield
    drawing.post(host, "/sdapi/v1/options", **dict.fromkeys(UNSAVED, True))


def generate(page: Any, prompt: str = "a large circle", tab: str = "txt2img", **options: Any) -> list[str]:
    screens.open_tab(page, tab)
    return screens.generate(page, prompt, tab=tab, size=64, **options)


def keep(page: Any, tab: str = "txt2img") -> None:
    """Ask for those of the gallery that the rater would like."""
    assert panel.KEEP in screens.menu_entries(page, THUMBNAIL.format(tab))
    screens.choose(page, panel.KEEP)
    page.locator(TASTE_PANEL).wait_for()


def name(page: Any, rater: str) -> None:
    box = page.locator(f"{TASTE_PANEL} #rater")
    box.fill(rater)
    box.press("Tab")


def kept(page: Any, count: int) -> None:
    """Wait until so many are kept."""
    page.locator(KEPT).nth(count - 1).wait_for(timeout=120_000)
    assert page.locator(KEPT).count() == count


def file_of(host: Host, address: str) -> bytes:
    with host.client() as client:
        return client.get(address).raise_for_status().content


def pixels(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))


def infotext(content: bytes) -> Any:
    return parse_infotext(Image.open(io.BytesIO(content)).info["parameters"])


def picked(page: Any, addresses: list[str], host: Host) -> bytes:
    """The file of the kept picture that is selected."""
    file = page.inner_text(PICKED)
    (address,) = [one for one in addresses if unquote(urlsplit(one).path).endswith(f"/{file}")]
    return file_of(host, address)


def test_the_pictures_of_a_batch_that_a_rater_would_like(desk: Any, host: Host, exhibition: str) -> None:
    panel.open_face(desk, "Taste")
    name(desk, "")
    addresses = generate(desk, batch=4)
    assert len(addresses) == 5  # the first is the grid
    keep(desk)
    desk.locator(MESSAGE, has_text="Who is choosing?").wait_for(timeout=120_000)
    desk.locator(f"{TASTE_PANEL} .counts", has_text="4 pictures").wait_for()
    name(desk, "Nobody yet")
    desk.locator(f"{TASTE_PANEL} #not-yet", has_text="there are 0").wait_for()
    assert desk.locator(MESSAGE).count() == 0
    name(desk, RATER)
    kept(desk, 2)
    best = pixels(picked(desk, addresses[1:], host)).mean(axis=(0, 1))
    all_blue = [pixels(file_of(host, one)).mean(axis=(0, 1))[2] for one in addresses[1:]]
    assert best[2] >= min(all_blue)
    desk.fill(f"{TASTE_PANEL} #count", "3")
    desk.click(f"{TASTE_PANEL} #keep-them")
    kept(desk, 3)
    addresses = generate(desk, "a large blue star", batch=2, seed=5)
    keep(desk)
    desk.locator(f"{TASTE_PANEL} .counts", has_text="2 pictures").wait_for(timeout=120_000)
    kept(desk, 1)


def test_pictures_that_are_not_saved(desk: Any, host: Host, exhibition: str, unsaved: None) -> None:
    addresses = generate(desk, batch=3, seed=20)
    assert all("/outputs/" not in address for address in addresses)
    keep(desk)
    desk.locator(f"{TASTE_PANEL} .counts", has_text="3 pictures").wait_for(timeout=120_000)
    name(desk, RATER)
    kept(desk, 2)


def test_a_single_picture_is_refused_with_the_reason(desk: Any, exhibition: str) -> None:
    generate(desk, seed=30)
    keep(desk)
    desk.locator(MESSAGE, has_text="This is a single picture").wait_for(timeout=60_000)


def test_kept_pictures_go_to_the_tabs(desk: Any, host: Host, exhibition: str) -> None:
    addresses = generate(desk, "a large blue circle", batch=3, seed=40)
    desk.fill("#txt2img_prompt textarea", "anything else")
    keep(desk)
    desk.locator(f"{TASTE_PANEL} .counts", has_text="3 pictures").wait_for(timeout=120_000)
    name(desk, RATER)
    kept(desk, 2)
    content = picked(desk, addresses[1:], host)
    to_tabs(desk, TASTE_PANEL, content, lambda: panel.open_face(desk, "Taste"))


def test_an_opened_cell_goes_to_the_tabs(desk: Any, host: Host, exhibition: str) -> None:
    def open_cell() -> None:
        panel.open_face(desk, "Exhibition")
        desk.locator("cc-exhibition cc-gallery [data-cell='3']").click()

    panel.open_face(desk, "Exhibition")
    desk.locator(f"cc-exhibition cc-session-list [data-session='{exhibition}']").click()
    open_cell()
    file = get(host, f"{SESSIONS}/{exhibition}/cells/3")["file"]
    folder = host.data / "clip-critic" / "sessions" / "exhibition" / exhibition / "pictures"
    to_tabs(desk, "cc-exhibition cc-cell", (folder / file).read_bytes(), open_cell)


def to_tabs(page: Any, place: str, content: bytes, back: Any) -> None:
    """Send a picture to txt2img and img2img, and look at what arrives."""
    found = infotext(content)
    page.locator(f"{place} #to_txt2img:enabled").click()
    page.locator("#txt2img_prompt textarea").wait_for()
    wait_value(page, "#txt2img_prompt textarea", found.prompt)
    wait_value(page, "#txt2img_seed input", found.settings["Seed"])
    back()
    page.locator(f"{place} #to_img2img:enabled").click()
    wait_value(page, "#img2img_prompt textarea", found.prompt)
    wait_value(page, "#img2img_seed input", found.settings["Seed"])

    def has_arrived() -> bool:  # after the picture of the last test
        return np.array_equal(pixels(screens.picture_in(page, "#img2img_image img")), pixels(content))

    screens.wait_until(page, has_arrived)
    assert has_arrived()


def wait_value(page: Any, box: str, text: str) -> None:
    page.wait_for_function("([box, text]) => document.querySelector(box).value === text", arg=[box, text])


@pytest.mark.parametrize(
    "forged",
    [
        "/etc/passwd",
        "/file=/etc/passwd",
        "/file=config.json",
        "/file=outputs/../config.json",
        "/file=%2Fetc%2Fpasswd",
        "/file=/nothing\0.png",
        "/file=" + "x" * 5000,
        "http://[",
        "file:///etc/passwd",
        "",
    ],
)
def test_other_files_are_refused(host: Host, forged: str) -> None:
    refused = drawing.answer(host, f"{TASTE}/open", source={"shown": [forged]})
    assert refused.status_code == 403 and "is not one that this WebUI" in refused.json()["detail"]
    outside = str(Path(host.data) / "config.json")
    refused = drawing.answer(host, f"{TASTE}/open", source={"shown": [f"/file={outside}"]})
    assert refused.status_code == 403
