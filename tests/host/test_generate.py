"""The WebUI itself, with this project among its extensions: it starts, generates, shows a picture."""

from __future__ import annotations

from io import BytesIO
from typing import Any

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
    assert "Traceback" not in host.faults


def test_a_generated_picture_is_shown_in_the_gallery_and_carries_its_prompt(desk: Any, host: Host) -> None:
    addresses = screens.generate(desk, "a hat, (blue eyes:1.2)", steps=3)

    assert len(addresses) == 1
    assert desk.get_attribute(f"#txt2img_gallery {screens.LARGE}", "src") == addresses[0]
    shown = desk.eval_on_selector(f"#txt2img_gallery {screens.LARGE}", "image => image.naturalWidth")
    assert shown == 128
    picture = fetch_picture(host, addresses[0])
    assert picture.size == (128, 128)
    assert picture.info["parameters"].startswith("a hat, (blue eyes:1.2)\nSteps: 3, ")


def test_a_batch_shows_its_grid_first(desk: Any) -> None:
    addresses = screens.generate(desk, "cloud", batch=2)

    assert ["grid" in address for address in addresses] == [True, False, False]


def test_the_prompt_and_the_seed_change_the_picture(desk: Any, host: Host) -> None:
    # A host may hide the parameters, with the time of day among them, in the last bits of alpha.
    first, again, other_prompt, other_seed = (
        fetch_picture(host, screens.generate(desk, prompt, seed=seed)[0]).convert("RGB").tobytes()
        for prompt, seed in (("a hat", 1), ("a hat", 1), ("a tree by the sea", 1), ("a hat", 2))
    )

    assert first == again
    assert len({first, other_prompt, other_seed}) == 3


def test_nothing_leaves_the_machine_but_the_hosts_own_script_request(desk: Any) -> None:
    screens.generate(desk, "cloud")

    assert [address for address in desk.watch.outside if "iframe-resizer" not in address] == []
