"""ControlNet beside us: Forge and reForge have one built in, AUTOMATIC1111 the extension sd-webui-controlnet.

Its model is a ControlNet-LLLite with random weights, which fits the miniature. What it does to a picture
means nothing, but it goes through all of ControlNet's own code.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import save_file

from tests.host import drawing
from tests.host.harness import Host
from tests.host.test_loop_script_in_host import body
from tests.host.test_steering_in_host import STEERED, TITLE, differ, drawn, entries, pixels

NAME = "scribbles"
BLOCKS = ("input_blocks_1", "middle_block", "output_blocks_0", "output_blocks_1")
WIDTH, CONDITION, HIDDEN = 128, 32, 16
"""Channels of the miniature's UNet, of the picture that conditions it, and between the two."""


def write_model(path: Path) -> None:
    """Write a ControlNet-LLLite for every attention of the miniature's UNet."""
    shapes = {
        "conditioning1.0": (CONDITION // 2, 3, 4, 4),
        "conditioning1.2": (CONDITION, CONDITION // 2, 2, 2),
        "down.0": (HIDDEN, WIDTH),
        "mid.0": (HIDDEN, HIDDEN + CONDITION),
        "up.0": (WIDTH, HIDDEN),
    }
    random = torch.Generator().manual_seed(0)
    weights = {}
    for block in BLOCKS:
        for attention in ("attn1", "attn2"):
            for layer, shape in shapes.items():
                name = f"lllite_unet_{block}_1_transformer_blocks_0_{attention}_to_q.{layer}"
                fan_in = int(np.prod(shape[1:]))
                weights[f"{name}.weight"] = torch.randn(shape, generator=random) * (2 / fan_in) ** 0.5
                weights[f"{name}.bias"] = torch.zeros(shape[0])
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(weights, path)


@pytest.fixture
def host(miniature_host: Host) -> Host:
    return miniature_host


@pytest.fixture
def control(host: Host) -> dict[str, Any]:
    """Return what a request sends to use a unit of ControlNet."""
    file = host.data / "models" / "ControlNet" / f"{NAME}.safetensors"
    if not file.exists():
        write_model(file)
        host.restart()  # the forks look for models as they start
    with host.client() as client:
        offered = client.get("/controlnet/model_list")
    if offered.status_code == 404:
        pytest.skip("this WebUI has no ControlNet")
    (model,) = [name for name in offered.raise_for_status().json()["model_list"] if name.startswith(NAME)]
    shade = np.linspace(0, 255, drawing.SIDE, dtype=np.uint8)
    picture = Image.fromarray(np.dstack([np.tile(shade, (drawing.SIDE, 1))] * 3))
    unit = {"enabled": True, "model": model, "weight": 1.0, "image": drawing.encoded(picture)}
    return {"ControlNet": {"args": [unit]}}


def test_controlnet_and_steering_change_the_same_picture(host: Host, control: dict[str, Any]) -> None:
    steering = {TITLE: {"args": STEERED}}
    wishes: list[dict[str, Any]] = [{}, control, steering, control | steering]
    # ControlNet adds what it was shown behind the picture.
    different = [drawn(host, alwayson_scripts=extensions)[0] for extensions in wishes]
    _, _, steered, both = different
    assert all(differ(one, other) for at, one in enumerate(different) for other in different[:at])
    assert "ControlNet 0" in both.info["parameters"]
    assert entries(both) == entries(steered) and f"{TITLE} note" not in entries(both)
    for expected, extensions in zip(reversed(different), reversed(wishes), strict=True):
        again = drawn(host, alwayson_scripts=extensions)[0]
        assert (pixels(again) == pixels(expected)).all()  # nothing of the others is left


def test_the_loops_pictures_are_drawn_with_controlnet(host: Host, control: dict[str, Any]) -> None:
    start = drawing.draw(host)

    def last(extensions: dict[str, Any]) -> Image.Image:
        answer = drawing.post(host, "/sdapi/v1/img2img", **body(start), alwayson_scripts=extensions)
        pictures = [drawing.decoded(picture) for picture in answer["images"]]
        ours = [one for one in pictures if "CLIP Critic session" in one.info.get("parameters", "")]
        return ours[-1]

    plain, controlled = last({}), last(control)
    assert "ControlNet 0" in controlled.info["parameters"]
    assert differ(plain, controlled)
    assert (pixels(last({})) == pixels(plain)).all()
