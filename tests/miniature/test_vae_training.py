"""The inputs of the VAE's training; a calibrated VAE draws the same and codes in SD's scale."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("diffusers", reason="the VAE is diffusers' own")

from tools.miniature import vae
from tools.miniature.latents import as_pictures, as_signed, decode, encode, encode_all


@pytest.fixture
def pictures() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 255, (40, 64, 64, 3), dtype=np.uint8)


@pytest.fixture
def model() -> Any:
    torch.manual_seed(0)
    return vae.new_model().eval()


@given(st.integers(0, 255))
def test_pictures_come_back_from_signed_values(level: int) -> None:
    picture = np.full((1, 2, 3, 3), level, dtype=np.uint8)
    assert (as_pictures(as_signed(picture)) == picture).all()


def test_after_calibration_latents_have_sds_scale_and_drawing_is_as_before(model: Any, pictures: Any) -> None:
    before = vae.redraw(model, pictures[:4])
    vae.calibrate(model, pictures)
    latents = encode(model, pictures)
    assert latents.shape == (40, 4, 8, 8)
    assert torch.allclose(latents.mean(dim=(0, 2, 3)), torch.zeros(4), atol=1e-3)
    assert torch.allclose(latents.std(dim=(0, 2, 3)), torch.ones(4), atol=1e-2)
    assert np.abs(vae.redraw(model, pictures[:4]).astype(int) - before).max() <= 1
    assert np.abs(decode(model, latents[:4]).astype(int) - before).max() <= 1


def test_calibration_scales_the_noise_of_latents_too(model: Any, pictures: Any) -> None:
    def relative_noise() -> Any:
        posterior = model.encode(as_signed(pictures)).latent_dist
        return posterior.std.mean(dim=(0, 2, 3)) / posterior.mean.std(dim=(0, 2, 3))

    with torch.no_grad():
        before = relative_noise()
        vae.calibrate(model, pictures)
        assert torch.allclose(relative_noise(), before, rtol=1e-3)


def test_latents_are_written_once(model: Any, pictures: Any, tmp_path: Path) -> None:
    file = tmp_path / "latents.npy"
    first = encode_all(model, pictures, file)
    assert first.shape == (40, 4, 8, 8)
    assert first.dtype == np.float16
    file_time = file.stat().st_mtime_ns
    assert (encode_all(model, pictures[:1], file) == first).all()
    assert file.stat().st_mtime_ns == file_time


def test_a_perfect_drawing_costs_nothing(pictures: Any) -> None:
    pixels = as_signed(pictures[:2])
    loss, parts = vae.reconstruction(pixels, pixels)
    assert float(loss) == 0
    assert set(parts.values()) == {0.0}


def test_psnr_knows_its_decibels(pictures: Any) -> None:
    shifted = np.where(pictures > 127, pictures - 10, pictures + 10).astype(np.uint8)
    assert vae.psnr(pictures, shifted) == pytest.approx(20 * np.log10(255 / 10), abs=1e-6)


def test_the_sheet_shows_pictures_above_what_became_of_them(pictures: Any) -> None:
    sheet = np.asarray(vae.contact_sheet((pictures[:4], pictures[4:8]), columns=2))
    assert sheet.shape == (256, 128, 3)
    assert (sheet[:64, 64:] == pictures[1]).all()
    assert (sheet[64:128, :64] == pictures[4]).all()
