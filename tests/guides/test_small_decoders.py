"""Small decoders: which one fits, where it is, and what its file must be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from clip_critic.errors import BadInputError, WeightsError
from clip_critic.guides.base import LatentSpace
from clip_critic.guides.decoders import (
    MINIATURE,
    decoder_folders,
    find_small_decoder,
    kind_of,
    miniature_decoder,
)
from clip_critic.guides.tiny_decoder import TAESD, TinyDecoder, fits
from clip_critic.miniature.source import StoredMiniature
from clip_critic.storage.assets import miniature_dir
from tests.miniature.stored import store_random_miniature

pytestmark = pytest.mark.slow


def space(scale: float, weight: torch.Tensor | None = None) -> LatentSpace:
    first = torch.zeros(512, 4, 3, 3) if weight is None else weight
    return LatentSpace(scale, first, lambda latents: latents)


def own_weight(folder: Path) -> torch.Tensor:
    return StoredMiniature(folder).vae_weights()["decoder.conv_in.weight"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of models with a decoder of random weights."""
    torch.manual_seed(0)
    save_file(TinyDecoder(TAESD).bfloat16().state_dict(), tmp_path / "taesd_decoder.safetensors")
    return tmp_path


def test_latents_are_known_by_their_scale() -> None:
    assert kind_of(space(0.18215)) == "taesd_decoder"
    assert kind_of(space(0.13025)) == "taesdxl_decoder"
    assert kind_of(space(0.3611)) is None
    assert kind_of(space(0.18215, torch.zeros(512, 16, 3, 3))) is None


def test_the_miniature_is_known_by_its_weights(tmp_path: Path) -> None:
    assert kind_of(space(0.18215, own_weight(miniature_dir()))) == MINIATURE
    assert kind_of(space(0.18215, own_weight(miniature_dir()).half())) == MINIATURE
    store_random_miniature(tmp_path)
    assert kind_of(space(0.18215, own_weight(tmp_path))) == "taesd_decoder"


def test_the_miniatures_decoder_is_small_and_draws() -> None:
    assert miniature_decoder().stat().st_size < 500_000
    decoder = find_small_decoder(space(0.18215, own_weight(miniature_dir())), ())
    assert decoder(torch.zeros(2, 4, 8, 8)).shape == (2, 3, 64, 64)
    assert not any(weight.requires_grad for weight in decoder.parameters())


@pytest.mark.parametrize("ending", [".safetensors", ".pth"])
def test_a_decoder_is_found_and_read(folder: Path, ending: str) -> None:
    wanted = TinyDecoder(TAESD)
    folder.joinpath("taesd_decoder.safetensors").unlink()
    state = wanted.state_dict()
    if ending == ".pth":
        torch.save(state, folder / "taesd_decoder.pth")
    else:
        save_file(state, folder / "taesd_decoder.safetensors")
    with torch.inference_mode():
        found = find_small_decoder(space(0.18215), [folder / "nothing", folder])
    latents = torch.randn(1, 4, 8, 8, generator=torch.Generator().manual_seed(1)).requires_grad_()
    assert torch.allclose(found(latents), wanted(latents), atol=1e-6)
    (slope,) = torch.autograd.grad(found(latents).sum(), latents)
    assert bool((slope != 0).any())


def test_a_file_is_read_once_until_it_changes(folder: Path) -> None:
    first = find_small_decoder(space(0.18215), [folder])
    assert find_small_decoder(space(0.18215), [folder]) is first
    torch.manual_seed(1)
    file = folder / "taesd_decoder.safetensors"
    save_file(TinyDecoder(TAESD).bfloat16().state_dict(), file)
    os.utime(file, ns=(1, 1))
    second = find_small_decoder(space(0.18215), [folder])
    latents = torch.ones(1, 4, 2, 2)
    assert not torch.equal(second(latents), first(latents))


def test_a_missing_decoder_says_where_to_put_it(folder: Path) -> None:
    with pytest.raises(BadInputError, match=r"put taesdxl_decoder\.safetensors .*choose full"):
        find_small_decoder(space(0.13025), [folder])
    with pytest.raises(BadInputError, match="No small decoder is known"):
        find_small_decoder(space(1.5), [folder])


def test_another_file_is_refused(folder: Path) -> None:
    save_file({"1.weight": torch.zeros(64, 4, 3, 3)}, folder / "taesd_decoder.safetensors")
    with pytest.raises(WeightsError, match="is not TAESD's decoder"):
        find_small_decoder(space(0.18215), [folder])
    folder.joinpath("taesd_decoder.safetensors").write_bytes(b"nothing of the kind")
    with pytest.raises(WeightsError):
        find_small_decoder(space(0.18215), [folder])


def test_a_webuis_own_folder_is_searched(tmp_path: Path) -> None:
    models, other = tmp_path / "models" / "CLIP", tmp_path / "other"
    assert decoder_folders(models, [other]) == (models, tmp_path / "models" / "VAE-approx", other)


def test_the_architecture_is_taesds() -> None:
    shapes = {name: weight.shape for name, weight in TinyDecoder(TAESD).state_dict().items()}
    assert fits(TAESD, shapes)
    assert shapes["7.weight"] == (64, 64, 3, 3)  # without a bias
    assert shapes["19.weight"] == (3, 64, 3, 3)
    assert "7.bias" not in shapes
    assert not fits(TAESD, {**shapes, "20.weight": (1,)})
