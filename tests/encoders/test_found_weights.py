"""Files that other programs have left are loaded as what they are, without a network."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file

from clip_critic.encoders import load_encoder
from clip_critic.encoders.found import ARCHIVES
from clip_critic.encoders.openclip import find_source
from clip_critic.errors import EncoderError
from tests.tiny import TEXTS, WEIGHTS, make_tiny_open_clip, open_clip_model_config

with warnings.catch_warnings():  # open_clip 2.20 imports a name that timm has moved
    warnings.simplefilter("ignore")
    import open_clip
    from open_clip import factory, pretrained

URL = "https://openaipublic.azureedge.net/clip/models/0123/tiny.pt"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def architecture(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A tiny architecture whose weights OpenAI would have published, as far as open_clip knows."""
    monkeypatch.setitem(factory._MODEL_CONFIGS, "tiny", open_clip_model_config(quick_gelu=False))
    monkeypatch.setitem(pretrained._PRETRAINED, "tiny", {"openai": {"url": URL, "hf_hub": ""}})
    yield "tiny"


def save_as_openai_does(folder: Path, file: Path) -> None:
    """Save the weights of a folder as a TorchScript program, with what OpenAI's have beside them."""
    model: Any = open_clip.model.CLIP(**open_clip_model_config(quick_gelu=True)).eval()
    model.load_state_dict(load_file(folder / WEIGHTS))
    for name, number in (("input_resolution", 32), ("context_length", 77), ("vocab_size", 49408)):
        if hasattr(model, name):
            delattr(model, name)
        model.register_buffer(name, torch.tensor(number))
    inputs = torch.zeros(1, 3, 32, 32), torch.zeros(1, 77, dtype=torch.long)
    file.parent.mkdir(parents=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        trace: Any = torch.jit.trace
        trace(model, inputs, check_trace=False).half().save(str(file))


def test_openais_archive_is_read_as_data(home: Path, tmp_path: Path, architecture: str) -> None:
    quick, slow = (
        make_tiny_open_clip(
            tmp_path / str(is_quick), model_config=open_clip_model_config(quick_gelu=is_quick)
        )
        for is_quick in (True, False)
    )
    with pytest.raises(EncoderError, match=r"cannot be downloaded: get https://.*tiny\.pt"):
        load_encoder(f"open_clip:{architecture}/openai", device="cpu")
    save_as_openai_does(quick, home / ".cache" / "clip" / "tiny.pt")
    found = load_encoder(f"open_clip:{architecture}/openai", device="cpu")
    same, other = (load_encoder(f"open_clip:{folder}", device="cpu") for folder in (quick, slow))
    assert np.abs(found.encode_texts(TEXTS) - same.encode_texts(TEXTS)).max() < 2e-3
    assert np.abs(found.encode_texts(TEXTS) - other.encode_texts(TEXTS)).max() > 2e-3  # another GELU
    red = [Image.new("RGB", (40, 40), (200, 30, 20))]
    assert np.isfinite(found.encode_images(red)).all()


@pytest.mark.parametrize(("name", "spec"), ARCHIVES.items())
def test_open_clip_knows_every_file_by_this_name(name: str, spec: str) -> None:
    architecture, _, tag = spec.partition("/")
    entry = open_clip.pretrained.get_pretrained_cfg(architecture, tag)
    assert entry["url"].rpartition("/")[2] == name
    assert open_clip.get_model_config(architecture)


@pytest.mark.parametrize("spec", ["ViT-L-14/openai", "ViT-B-32-quickgelu/laion400m_e32"])
def test_a_file_of_another_program_comes_before_the_network(home: Path, spec: str) -> None:
    name = next(file for file, known in ARCHIVES.items() if known == spec)
    file = home / ".cache" / "clip" / name
    file.parent.mkdir(parents=True)
    torch.save({"weight": torch.zeros(1)}, file)
    source = find_source(spec, None)
    assert source.weights == [file] and source.model["quick_gelu"] is True
