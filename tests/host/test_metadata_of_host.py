"""Metadata as the WebUI's own function saves it, read back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from clip_critic.pictures.infotext import parse_infotext
from clip_critic.pictures.opening import open_picture
from tests.host.harness import Installation
from tests.host.outside import run_in

INFOTEXT = (
    "a girl, (parasol:1.2),\n少女、傘 😀 <lora:x:0.8>\nNegative prompt: blurred\n"
    'Steps: 20, Sampler: Euler a, Seed: 42, Size: 8x8, Lora hashes: "x: 1f2e, y: 3d4c", Version: v1.10.1'
)

SAVE = r"""
folder, infotext = arguments
from PIL import Image
from modules import processing  # first, as the host does: its modules import each other
from modules import images
for suffix in (".png", ".jpg", ".webp", ".avif", ".gif"):
    images.save_image_with_geninfo(Image.new("RGB", (64, 64), "teal"), infotext, folder + "/saved" + suffix)
"""


@pytest.fixture(scope="module")
def saved(installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("saved")
    run_in(installation, SAVE, target, INFOTEXT, data=target)
    return target


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp", ".avif", ".gif"])
def test_what_the_host_saves_is_read(saved: Path, suffix: str) -> None:
    Image.init()
    if suffix not in Image.registered_extensions():
        pytest.skip(f"this Pillow cannot read {suffix}")
    picture = open_picture(saved / f"saved{suffix}")
    assert picture.infotext == INFOTEXT
    parameters = parse_infotext(INFOTEXT)
    assert parameters.negative_prompt == "blurred"
    assert parameters.settings["Lora hashes"] == "x: 1f2e, y: 3d4c"
