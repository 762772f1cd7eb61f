"""The miniature's small decoder draws nearly what the VAE draws, and CLIP sees nearly the same in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

pytest.importorskip("diffusers", reason="the VAE is diffusers' own")

from clip_critic.encoders import load_encoder
from clip_critic.guides.decoders import miniature_decoder
from clip_critic.guides.tiny_decoder import SMALL, load_decoder
from clip_critic.miniature.parts import pipeline_parts
from clip_critic.miniature.source import StoredMiniature
from clip_critic.storage.assets import miniature_dir
from clip_critic.weights.state import read_file
from tools.miniature import small_decoder
from tools.miniature.dataset import make
from tools.miniature.latents import as_pictures, encode
from tools.miniature.train import Options
from tools.miniature.vae import psnr

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")  # of diffusers


@pytest.fixture(scope="module")
def vae() -> Any:
    return pipeline_parts(StoredMiniature(miniature_dir()))["vae"]


def test_it_draws_nearly_what_the_vae_draws(vae: Any) -> None:
    latents = encode(vae, np.asarray(make(40, 9).pictures))
    with torch.no_grad():
        wanted = as_pictures(small_decoder.decoded(vae, latents))
        found = as_pictures(load_decoder(SMALL, read_file(miniature_decoder()))(latents) * 2 - 1)
    assert psnr(wanted, found) > 18
    encoder = load_encoder("miniature", device="cpu")
    seen = [encoder.encode_images([Image.fromarray(values) for values in some]) for some in (wanted, found)]
    assert float((seen[0] * seen[1]).sum(axis=1).mean()) > 0.75


def test_training_writes_the_file_that_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"SCENES": 8, "TESTED": 4, "BATCH": 2}.items():
        monkeypatch.setattr(small_decoder, name, value)
    parts = {part: miniature_dir() / part for part in ("clip", "vae")}
    small_decoder.run(Options(2, 1, tmp_path / "out", 1, tmp_path / "scenes", parts["clip"], parts["vae"]))
    weights = read_file(tmp_path / "out" / "model" / small_decoder.FILE)
    assert load_decoder(SMALL, weights)(torch.zeros(1, 4, 8, 8)).shape == (1, 3, 64, 64)
    with pytest.raises(SystemExit, match="needs --vae and --clip"):
        small_decoder.run(Options(2, 1, tmp_path / "out", 1, tmp_path / "scenes", None, parts["vae"]))
