"""The same miniature in the WebUI and by way of diffusers makes the same pictures of the same requests."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("diffusers", reason="the comparison is with diffusers")

from clip_critic.hosts.base import GeneratedPicture, Request
from clip_critic.hosts.diffusers.host import DiffusersHost
from clip_critic.hosts.diffusers.samplers import SCHEDULERS
from clip_critic.miniature.export import NAME, export_checkpoint
from clip_critic.miniature.source import StoredMiniature
from clip_critic.progress import silent
from clip_critic.storage.assets import miniature_dir
from tests.host.harness import Host

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")  # of diffusers
PROMPT, SEED, SIDE = "a large red circle on a white background, plain", 5, 64
ALIKE = 1.0
"""Greatest mean difference of values, of 255: the WebUI cuts off what is rounded here, half a value."""
LONG = ", ".join(["red circle"] * 40)
PROMPTS = (
    ("(red:1.3) circle, star", ""),
    ("((red)) circle, (blue:0.4) background", "[green], (star:1.4)"),
    ("(red:1.5) circle BREAK [star]", "mosaic"),
    (f"{LONG} BREAK (star:1.4)", ", ".join(["green ring"] * 30)),
    ("[red:blue:0.0] circle, a \\(ring\\)", "  "),
    ("red circle # a remark\nstar", "x"),
)


@pytest.fixture(scope="module")
def host(make_host: Callable[..., Host]) -> Iterator[Host]:
    if not (miniature_dir() / "unet").is_dir():
        pytest.skip("the miniature's weights are not here")
    new = make_host(settings={"sd_model_checkpoint": f"{NAME}.safetensors"})
    shutil.rmtree(new.data / "models" / "Stable-diffusion")
    export_checkpoint(StoredMiniature(miniature_dir()), new.data / "models" / "Stable-diffusion")
    yield new.start()
    new.stop()


@pytest.fixture(scope="module")
def ours() -> DiffusersHost:
    return DiffusersHost(device="cpu")


def request(**changes: Any) -> Request:
    defaults = {
        "prompt": PROMPT,
        "seed": SEED,
        "width": SIDE,
        "height": SIDE,
        "sampler": "Euler a",
        **changes,
    }
    return Request(**defaults)


def theirs(host: Host, tab: str, wanted: Request, **more: Any) -> np.ndarray:
    """Return what the WebUI's API draws, ``[h, w, 3]``."""
    body = {
        "prompt": wanted.prompt,
        "negative_prompt": wanted.negative_prompt,
        "seed": wanted.seed,
        "width": wanted.width,
        "height": wanted.height,
        "steps": wanted.steps,
        "cfg_scale": wanted.cfg_scale,
        "sampler_name": wanted.sampler,
        "scheduler": wanted.scheduler or "Automatic",
        **more,
    }
    with host.client(timeout=300.0) as client:
        answer = client.post(f"/sdapi/v1/{tab}", json=body).raise_for_status().json()
    return np.asarray(Image.open(BytesIO(base64.b64decode(answer["images"][0]))).convert("RGB"))


def distance(values: np.ndarray, other: GeneratedPicture) -> float:
    return float(np.abs(values.astype(float) - np.asarray(other.image)).mean())


@pytest.mark.parametrize("sampler", ["Euler a", "Euler", "DPM++ 2M", "DDIM"])
def test_samplers_and_schedules(host: Host, ours: DiffusersHost, sampler: str) -> None:
    for scheduler in SCHEDULERS if sampler != "DDIM" else SCHEDULERS[:1]:
        wanted = request(sampler=sampler, scheduler=scheduler)
        (picture,) = ours.txt2img(wanted, silent)
        assert distance(theirs(host, "txt2img", wanted), picture) < ALIKE, scheduler


@pytest.mark.parametrize(("prompt", "negative"), PROMPTS)
def test_prompts(host: Host, ours: DiffusersHost, prompt: str, negative: str) -> None:
    wanted = request(prompt=prompt, negative_prompt=negative)
    (picture,) = ours.txt2img(wanted, silent)
    assert distance(theirs(host, "txt2img", wanted), picture) < ALIKE


@pytest.mark.parametrize("strength", [0.3, 0.6, 1.0])
@pytest.mark.parametrize("sampler", ["Euler a", "DPM++ 2M"])
def test_changes_of_a_picture(host: Host, ours: DiffusersHost, sampler: str, strength: float) -> None:
    (start,) = ours.txt2img(request(), silent)
    file = BytesIO()
    start.image.save(file, "PNG")
    wanted = request(prompt="a blue star", sampler=sampler, strength=strength)
    (picture,) = ours.img2img(wanted, start.image, silent)
    drawn = theirs(
        host,
        "img2img",
        wanted,
        denoising_strength=strength,
        init_images=[base64.b64encode(file.getvalue()).decode()],
    )
    # The WebUI draws a sample of the start's latents, we take their mean.
    assert distance(drawn, picture) < 2 * ALIKE


def test_their_infotext_is_ours(host: Host, ours: DiffusersHost) -> None:
    """The WebUI reads our infotext as it reads its own."""
    (picture,) = ours.txt2img(request(negative_prompt="a, b: c", extra={"Clip Critic": 'x: 1, "y"'}), silent)
    file = BytesIO()
    from clip_critic.pictures.infotext import parse_infotext, png_with_infotext

    file.write(png_with_infotext(picture.image, picture.infotext))
    with host.client(timeout=60.0) as client:
        sent = {"image": base64.b64encode(file.getvalue()).decode()}
        answer = client.post("/sdapi/v1/png-info", json=sent).raise_for_status().json()
    read = answer["parameters"]
    assert (read["Prompt"], read["Negative prompt"]) == (PROMPT, "a, b: c")
    for name, value in parse_infotext(picture.infotext).settings.items():
        if name == "Size":
            assert (read["Size-1"], read["Size-2"]) == (str(SIDE), str(SIDE))
        elif name not in ("Schedule type", "Model"):  # it may leave out what is the default, or in use
            assert read[name] == value
