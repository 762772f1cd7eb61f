"""Metadata as the WebUI's own function saves it, read back."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from clip_critic.pictures.infotext import parse_infotext
from clip_critic.pictures.opening import open_picture

pytestmark = pytest.mark.host

INFOTEXT = (
    "a girl, (parasol:1.2),\n少女、傘 😀 <lora:x:0.8>\nNegative prompt: blurred\n"
    'Steps: 20, Sampler: Euler a, Seed: 42, Size: 8x8, Lora hashes: "x: 1f2e, y: 3d4c", Version: v1.10.1'
)

SAVE = r"""
import sys
_, folder, data, infotext = sys.argv
sys.argv = ["webui", "--data-dir", data, "--use-cpu", "all"]  # the host's modules read the command line
sys.path.insert(0, folder)
from modules import shared_init
shared_init.initialize()
from PIL import Image
from modules import processing  # first, as the host does: its modules import each other
from modules import images
for suffix in (".png", ".jpg", ".webp", ".avif", ".gif"):
    images.save_image_with_geninfo(Image.new("RGB", (64, 64), "teal"), infotext, data + "/saved" + suffix)
"""


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, interpreter = os.environ.get("SD_WEBUI_DIR"), os.environ.get("SD_WEBUI_PYTHON")
    if not folder or not interpreter:
        pytest.skip("SD_WEBUI_DIR and SD_WEBUI_PYTHON name no installed WebUI")
    target = tmp_path_factory.mktemp("saved")
    result = subprocess.run(
        [interpreter, "-c", SAVE, folder, target, INFOTEXT],
        capture_output=True,
        cwd=folder,
        timeout=300,
        check=False,
    )
    assert result.returncode == 0, result.stderr.decode(errors="replace")[-3000:]
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
