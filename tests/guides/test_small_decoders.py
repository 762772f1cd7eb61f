"""Small decoders: which one fits, where it is, and what its file must be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch.nn import functional

from clip_critic.errors import BadInputError, WeightsError
from clip_critic.guides.base import LatentSpace
from clip_critic.guides.decoders import (
    MINIATURE,
    decoder_folders,
    find_small_decoder,
    kind_of,
    miniature_decoder,
)
from clip_critic.guides.tiny_decoder import SMALL, TAESD, TinyDecoder, fits, halved
from clip_critic.miniature.source import StoredMiniature
from clip_critic.storage.assets import miniature_dir, taesd_dir
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


def test_taesd_of_stable_diffusion_1_is_bundled(folder: Path) -> None:
    bundled = find_small_decoder(space(0.18215), ())
    assert taesd_dir().joinpath("taesd_decoder.safetensors").stat().st_size < 2_500_000
    assert "Ollin Boer Bohan" in taesd_dir().joinpath("LICENSE").read_text(encoding="utf-8")
    assert find_small_decoder(space(0.18215), [folder]) is not bundled, "the user's own file counts first"
    latents = torch.randn(1, 4, 8, 8, generator=torch.Generator().manual_seed(1)).requires_grad_()
    drawn = bundled(latents)
    seen = drawn.detach()
    assert seen.shape == (1, 3, 64, 64)
    assert -0.2 < float(seen.min()) < float(seen.max()) < 1.2
    (slope,) = torch.autograd.grad(drawn.sum(), latents)
    assert bool((slope != 0).any())


def test_the_bundled_taesd_knows_colours() -> None:
    """Flat latents by the linear colours that WebUIs draw their cheap previews of Stable Diffusion 1 with."""
    decoder = find_small_decoder(space(0.18215), ())
    colours = torch.tensor(
        [[0.298, 0.207, 0.208], [0.187, 0.286, 0.173], [-0.158, 0.189, 0.264], [-0.184, -0.271, -0.473]]
    )
    latents = torch.randn(64, 4, generator=torch.Generator().manual_seed(2))
    with torch.no_grad():
        drawn = decoder(latents[:, :, None, None].expand(64, 4, 4, 4)).mean(dim=(2, 3))
    for channel, wanted in enumerate((latents @ colours).T):
        assert float(torch.corrcoef(torch.stack([drawn[:, channel], wanted]))[0, 1]) > 0.8


def test_another_file_is_refused(folder: Path) -> None:
    save_file({"1.weight": torch.zeros(64, 4, 3, 3)}, folder / "taesd_decoder.safetensors")
    with pytest.raises(WeightsError, match="is not TAESD's decoder"):
        find_small_decoder(space(0.18215), [folder])
    folder.joinpath("taesd_decoder.safetensors").write_bytes(b"nothing of the kind")
    with pytest.raises(WeightsError):
        find_small_decoder(space(0.18215), [folder])


def test_a_webuis_own_folder_is_searched(tmp_path: Path) -> None:
    models, other = tmp_path / "models" / "CLIP", tmp_path / "other"
    beside = [tmp_path / "models" / name for name in ("VAE-taesd", "VAE-approx")]
    assert decoder_folders(models, [other]) == (models, *beside, other)


def test_a_halved_decoder_draws_the_averages_of_four_pixels() -> None:
    torch.manual_seed(2)
    whole = TinyDecoder(SMALL)
    plain = torch.randn(1, 4, 1, 1).expand(1, 4, 32, 32)
    with torch.no_grad():
        large, small = whole(plain), halved(whole)(plain)
    assert large.shape == (1, 3, 256, 256)
    assert small.shape == (1, 3, 128, 128)
    inside = slice(60, 68)  # far from the edges, all pixels are alike
    assert torch.allclose(small[..., inside, inside], large[..., 120:136:2, 120:136:2], atol=1e-5)


def test_a_halved_decoder_draws_the_same_picture() -> None:
    decoder = find_small_decoder(space(0.18215, own_weight(miniature_dir())), ())
    latents = torch.randn(4, 4, 8, 8, generator=torch.Generator().manual_seed(3)).requires_grad_()
    large, small = functional.avg_pool2d(decoder(latents), 2), halved(decoder)(latents)
    both = torch.stack([large.detach().flatten(), small.detach().flatten()])
    assert float(torch.corrcoef(both)[0, 1]) > 0.97
    weights = torch.randn(large.shape, generator=torch.Generator().manual_seed(4))
    weights = functional.avg_pool2d(weights, 5, stride=1, padding=2)
    slopes = [torch.autograd.grad((drawn * weights).sum(), latents)[0] for drawn in (large, small)]
    assert float(torch.corrcoef(torch.stack([slope.flatten() for slope in slopes]))[0, 1]) > 0.9


def test_the_architecture_is_taesds() -> None:
    shapes = {name: weight.shape for name, weight in TinyDecoder(TAESD).state_dict().items()}
    assert fits(TAESD, shapes)
    assert shapes["7.weight"] == (64, 64, 3, 3)  # without a bias
    assert shapes["19.weight"] == (3, 64, 3, 3)
    assert "7.bias" not in shapes
    assert not fits(TAESD, {**shapes, "20.weight": (1,)})
