"""The exported miniature in the WebUI: it loads, every sampler draws, Euler a draws what we draw."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.hosts.diffusers.generator import Drawing, Generator
from clip_critic.miniature.export import NAME, export_checkpoint
from clip_critic.miniature.source import StoredMiniature
from tests.host.harness import PROJECT, Host

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")  # of diffusers
STORED = PROJECT / "miniature"
PROMPT, SEED, SIDE = "a large red circle on a white background, plain", 5, 64
ALIKE = 1.0
"""Greatest mean difference of two pictures' values, of 255."""


@pytest.fixture(scope="module")
def source() -> StoredMiniature:
    if not (STORED / "unet").is_dir():
        pytest.skip("the miniature's weights are not here")
    return StoredMiniature(STORED)


@pytest.fixture(scope="module")
def host(make_host: Callable[..., Host], source: StoredMiniature) -> Iterator[Host]:
    new = make_host(settings={"sd_model_checkpoint": f"{NAME}.safetensors"})
    shutil.rmtree(new.data / "models" / "Stable-diffusion")
    export_checkpoint(source, new.data / "models" / "Stable-diffusion")
    yield new.start()
    new.stop()


def pictures(host: Host, tab: str, **wanted: Any) -> list[np.ndarray]:
    """Return what the WebUI's API draws, ``[h, w, 3]`` each."""
    body = {"prompt": PROMPT, "seed": SEED, "width": SIDE, "height": SIDE, "cfg_scale": 7, **wanted}
    with host.client(timeout=300.0) as client:
        answer = client.post(f"/sdapi/v1/{tab}", json=body).raise_for_status().json()
    return [
        np.asarray(Image.open(BytesIO(base64.b64decode(picture))).convert("RGB"))
        for picture in answer["images"]
    ]


@pytest.fixture(scope="module")
def ours(source: StoredMiniature) -> Generator:
    """The same miniature by way of diffusers."""
    pytest.importorskip("diffusers", reason="the comparison is with diffusers")
    return Generator.load(source)


def distance(values: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(values.astype(float) - other).mean())


def test_the_exported_checkpoint_is_the_only_one_and_loads(host: Host) -> None:
    with host.client() as client:
        offered = client.get("/sdapi/v1/sd-models").raise_for_status().json()
    assert [model["model_name"] for model in offered] == [NAME]
    assert "Traceback" not in host.faults


def test_every_sampler_draws_with_it(host: Host) -> None:
    with host.client() as client:
        names = [sampler["name"] for sampler in client.get("/sdapi/v1/samplers").raise_for_status().json()]
    empty = []
    for name in names:
        (drawn,) = pictures(host, "txt2img", sampler_name=name, steps=12)
        assert drawn.shape == (SIDE, SIDE, 3), name
        if drawn.std() <= 10:  # black, or one colour
            empty.append(name)
    assert len(names) - len(empty) >= 18, empty
    assert all("RF" in name for name in empty), empty
    if empty:
        pytest.skip(f"{', '.join(empty)}: samplers for rectified flow models; all others drew")


def test_euler_a_draws_the_picture_that_we_draw(host: Host, ours: Generator) -> None:
    (drawn,) = pictures(host, "txt2img", sampler_name="Euler a", steps=20)
    (expected,) = ours.draw([PROMPT], [SEED], Drawing(20, 7.0))
    assert distance(drawn, np.asarray(expected)) < ALIKE


def test_img2img_draws_the_picture_that_we_draw(host: Host, ours: Generator) -> None:
    (start,) = ours.draw([PROMPT], [SEED])
    encoded = BytesIO()
    start.save(encoded, "PNG")
    wanted = "a large blue circle on a white background, plain"
    (drawn,) = pictures(
        host,
        "img2img",
        prompt=wanted,
        sampler_name="Euler a",
        steps=20,
        denoising_strength=0.6,
        init_images=[base64.b64encode(encoded.getvalue()).decode()],
    )
    (expected,) = ours.redraw([start], [wanted], [SEED], 0.6)
    # The WebUI draws a sample of the start's latents, we take their mean.
    assert distance(drawn, np.asarray(expected)) < 2 * ALIKE
