"""Failures while diffusers draws are reported in a sentence, and the host keeps working."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
import torch

pytest.importorskip("diffusers", reason="it is the library under test")

from safetensors.torch import load_file, save_file

from clip_critic.errors import BadInputError, CriticError, HostError
from clip_critic.hosts.base import Request
from clip_critic.hosts.diffusers.drawing import Painter
from clip_critic.hosts.diffusers.host import DiffusersHost
from clip_critic.miniature.export import export_diffusers
from clip_critic.progress import silent
from tests.miniature.stored import store_random_miniature

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")  # of diffusers
REQUEST = Request("a red circle", width=64, height=64, steps=3)


@pytest.fixture(scope="module")
def plain_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    return export_diffusers(store_random_miniature(folder / "stored"), folder / "whole")


@pytest.fixture
def model(plain_model: Path, tmp_path: Path) -> Path:
    """A copy, to be damaged."""
    return shutil.copytree(plain_model, tmp_path / "model")


def test_what_is_not_a_number(model: Path) -> None:
    file = model / "unet" / "diffusion_pytorch_model.safetensors"
    weights = load_file(file)
    weights["conv_out.bias"][0] = torch.nan
    save_file(weights, file)
    reports: list[int] = []
    with pytest.raises(HostError, match=r"invalid numbers \(NaN\): try weaker attention weights"):
        DiffusersHost(model, device="cpu").txt2img(REQUEST, lambda done, total, what: reports.append(done))
    assert reports == [0]  # seen at once, not at the end


def test_pictures_that_are_not_numbers(model: Path) -> None:
    file = model / "vae" / "diffusion_pytorch_model.safetensors"
    weights = load_file(file)
    weights["decoder.conv_out.bias"][0] = torch.nan
    save_file(weights, file)
    with pytest.raises(HostError, match="pictures contain invalid numbers"):
        DiffusersHost(model, device="cpu").txt2img(REQUEST, silent)


def test_any_other_fault(model: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The text tower is of another width than the UNet wants."""
    config = model / "text_encoder" / "config.json"
    config.write_text(json.dumps({**json.loads(config.read_text()), "hidden_size": 64}))
    from transformers import CLIPTextConfig, CLIPTextModel

    narrow = CLIPTextModel(CLIPTextConfig(**json.loads(config.read_text())))
    narrow.save_pretrained(model / "text_encoder", safe_serialization=True)
    caplog.set_level(logging.DEBUG, "clip_critic")
    with pytest.raises(HostError, match="Generating the pictures failed: ") as raised:
        DiffusersHost(model, device="cpu").txt2img(REQUEST, silent)
    assert "\n" not in str(raised.value)
    assert any(record.exc_info for record in caplog.records)


def test_a_failed_batch_is_let_go_of(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is freed when nothing holds the batch any more, not while its error is on its way."""
    host = DiffusersHost(model, device="cpu")
    batch: list[weakref.ref[object]] = []
    left: list[object] = []

    def fails(*_: object) -> list[object]:
        pictures = torch.zeros(8)
        batch.append(weakref.ref(pictures))
        raise RuntimeError("CUDA error: out of memory")

    monkeypatch.setattr(Painter, "draw", fails)
    monkeypatch.setattr("clip_critic.hosts.diffusers.host._free_memory", lambda: left.append(batch[0]()))
    monkeypatch.setattr(host, "unload", lambda: None)
    with pytest.raises(HostError, match="do not fit") as raised:
        host.txt2img(REQUEST, silent)
    assert left == [None]
    assert raised.value.__context__ is None


OUT_OF_MEMORY = """
import resource, sys
from pathlib import Path
from clip_critic.errors import HostError
from clip_critic.hosts.base import Request
from clip_critic.hosts.diffusers.host import DiffusersHost
from clip_critic.progress import silent

host = DiffusersHost(sys.argv[1], device="cpu")
request = Request("a red circle", width=64, height=64, steps=1)
host.txt2img(request, silent)
pages = int(Path("/proc/self/statm").read_text().split()[0])
resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + 2**28,) * 2)
try:
    host.txt2img(Request("a red circle", width=1024, height=1024, steps=1, count=16), silent)
except HostError as error:
    print(error)
print(len(host.txt2img(request, silent)))
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is limited as Linux does it")
def test_too_little_memory(model: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", OUT_OF_MEMORY, str(model)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == [
        "The pictures do not fit into memory (16 of 1024 x 1024): try fewer or smaller ones.",
        "1",
    ], done.stderr


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"steps": 0}, "Steps"),
        ({"count": 0}, "Batch size"),
        ({"seed": -1}, "seed"),
        ({"sampler": "LCM", "steps": 60}, "50 steps"),
    ],
)
def test_requests_that_make_no_sense(changes: dict[str, object], words: str) -> None:
    host = DiffusersHost(device="cpu")
    with pytest.raises(BadInputError, match=words):
        host.txt2img(Request(**{**vars(REQUEST), **changes}), silent)
    with pytest.raises(BadInputError, match="between 0 and 1"):
        from PIL import Image

        host.img2img(Request(**{**vars(REQUEST), "strength": 1.5}), Image.new("RGB", (64, 64)), silent)
    assert host._painter is None  # seen before anything is loaded


def test_a_checkpoint_that_has_gone(model: Path) -> None:
    host = DiffusersHost(model, device="cpu")
    shutil.rmtree(model)
    with pytest.raises(CriticError):
        host.txt2img(REQUEST, silent)


def test_without_diffusers_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "diffusers", None)
    with pytest.raises(CriticError, match=r"sd-webui-clip-critic\[standalone\]"):
        DiffusersHost(device="cpu").txt2img(REQUEST, silent)


def test_what_had_no_effect_is_noted(model: Path) -> None:
    host = DiffusersHost(model, device="cpu")
    host.txt2img(Request(**{**vars(REQUEST), "prompt": "a <lora:x:1> cat", "steps": 1}), silent)
    assert list(host.notes) == ["Extra networks are not supported here and were left out: <lora:x:1>."]
    host.txt2img(Request(**{**vars(REQUEST), "steps": 1}), silent)
    assert list(host.notes) == []


def test_old_names_of_samplers(model: Path) -> None:
    host = DiffusersHost(model, device="cpu")
    (picture,) = host.txt2img(Request(**{**vars(REQUEST), "sampler": "DPM++ 2M Karras"}), silent)
    assert "Sampler: DPM++ 2M, Schedule type: Karras, " in picture.infotext
