"""The WebUI itself, with this project among its extensions: it starts, generates, shows a picture."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from tests.host import screens
from tests.host.harness import EXTENSION, Host


def fetch_picture(host: Host, address: str) -> Image.Image:
    with host.client() as client:
        answer = client.get(address).raise_for_status()
    picture = Image.open(BytesIO(answer.content))
    picture.load()
    return picture


def test_the_host_starts_without_a_complaint_about_this_project(host: Host) -> None:
    assert (host.data / "extensions" / EXTENSION / "clip_critic").is_dir()
    assert "*** Error" not in host.log
    assert "Traceback" not in host.log


def test_a_generated_picture_is_shown_in_the_gallery_and_carries_its_prompt(page, host: Host) -> None:
    addresses = screens.generate(page, "a hat, (blue eyes:1.2)", steps=3)

    assert len(addresses) == 1
    assert page.get_attribute(f"#txt2img_gallery {screens.LARGE}", "src") == addresses[0]
    shown = page.eval_on_selector(f"#txt2img_gallery {screens.LARGE}", "image => image.naturalWidth")
    assert shown == 128
    picture = fetch_picture(host, addresses[0])
    assert picture.size == (128, 128)
    assert picture.info["parameters"].startswith("a hat, (blue eyes:1.2)\nSteps: 3, ")


def test_a_batch_shows_its_grid_first(page) -> None:
    addresses = screens.generate(page, "cloud", batch=2)

    assert ["grid" in address for address in addresses] == [True, False, False]


def test_the_prompt_and_the_seed_change_the_picture(page, host: Host) -> None:
    first, again, other_prompt, other_seed = (
        fetch_picture(host, screens.generate(page, prompt, seed=seed)[0]).tobytes()
        for prompt, seed in (("a hat", 1), ("a hat", 1), ("a tree by the sea", 1), ("a hat", 2))
    )

    assert first == again
    assert len({first, other_prompt, other_seed}) == 3


def test_nothing_leaves_the_machine_but_the_hosts_own_script_request(page) -> None:
    screens.generate(page, "cloud")

    assert [address for address in page.watch.outside if "iframe-resizer" not in address] == []


@pytest.mark.usefixtures("other_extension")
def test_a_second_extension_has_its_menu_entries(page) -> None:
    screens.generate(page, "cloud")

    assert "Other picture entry" in screens.menu_entries(page, f"#txt2img_gallery {screens.LARGE}")
    screens.choose(page, "Other picture entry")
    assert page.evaluate("window.otherExtension") == ["picture"]
    assert "Other button entry" in screens.menu_entries(page, "#txt2img_generate")


def test_reload_ui_brings_the_page_back_and_it_still_generates(page, host: Host) -> None:
    screens.reload_ui(page, host)

    assert len(screens.generate(page, "cloud")) == 1
    assert "Traceback" not in host.log
