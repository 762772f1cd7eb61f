"""Picture towers with gradients: the same vectors as the encoder's, and slopes that differences confirm."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder
from clip_critic.encoders.gradients import ALIKE, PictureTower, as_tensor
from clip_critic.errors import EncoderError
from tests.drawing_host import ColourEncoder

SPECS = ("miniature", "hf", "open_clip", "custom_text", "siglip")


@pytest.fixture(scope="module")
def load(
    tiny_clip: Path, open_clip_folder: Path, custom_text_folder: Path, request: pytest.FixtureRequest
) -> Callable[[str], Encoder]:
    specs: dict[str, Callable[[], str]] = {
        "miniature": lambda: "miniature",
        "hf": lambda: f"hf:{tiny_clip}",
        "open_clip": lambda: f"open_clip:{open_clip_folder}",
        "custom_text": lambda: f"open_clip:{custom_text_folder}",
        "siglip": lambda: f"hf:{request.getfixturevalue('siglip_folder')}",
    }
    return lambda name: load_encoder(specs[name](), device="cpu")


def scene(size: tuple[int, int]) -> Image.Image:
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    picture.paste((220, 30, 60), (size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2))
    return picture


@pytest.mark.parametrize("name", SPECS)
def test_vectors_are_those_of_the_encoder(name: str, load: Callable[[str], Encoder]) -> None:
    encoder = load(name)
    tower = PictureTower(encoder)
    high, wide = tower._copy.side
    assert tower.side == min(high, wide)
    pictures = [scene((wide, high)), Image.new("RGB", (wide, high), (10, 200, 90))]
    with torch.no_grad():
        vectors = tower(torch.cat([as_tensor(picture) for picture in pictures])).numpy()
    assert np.abs(vectors - encoder.encode_images(pictures)).max() < 1e-4
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("size", [(128, 128), (96, 200), (333, 64)])
@pytest.mark.parametrize("name", ["miniature", "hf", "open_clip"])
def test_other_sizes_are_cropped_and_resized_alike(
    name: str, size: tuple[int, int], load: Callable[[str], Encoder]
) -> None:
    encoder = load(name)
    with torch.no_grad():
        vector = PictureTower(encoder)(as_tensor(scene(size)))[0].numpy()
    assert float(vector @ encoder.encode_images([scene(size)])[0]) > ALIKE


@pytest.mark.parametrize("name", SPECS)
def test_slopes_are_those_of_finite_differences(name: str, load: Callable[[str], Encoder]) -> None:
    tower = PictureTower(load(name))
    pixels = as_tensor(scene((48, 48)))
    direction = torch.randn(pixels.shape, generator=torch.Generator().manual_seed(3))
    text = torch.nn.functional.normalize(torch.ones(len(tower(pixels)[0])), dim=0)

    def similarity(moved: torch.Tensor) -> torch.Tensor:
        return (tower(moved)[0] * text).sum()

    asked = pixels.clone().requires_grad_()
    (slope,) = torch.autograd.grad(similarity(asked), asked)
    along = slope / slope.norm() + direction / direction.norm()
    along = along / along.norm()
    with torch.no_grad():
        width = 0.02
        measured = (similarity(pixels + width * along) - similarity(pixels - width * along)) / (2 * width)
    assert float((slope * along).sum()) == pytest.approx(float(measured), rel=0.03, abs=1e-5)


@pytest.mark.parametrize("name", ["miniature", "open_clip"])
def test_weights_loaded_in_inference_mode_have_gradients(name: str, load: Callable[[str], Encoder]) -> None:
    with torch.inference_mode():
        encoder = load(name)
        tower = PictureTower(encoder)
        picture = as_tensor(scene((64, 64)))
        with torch.inference_mode(False), torch.enable_grad():
            pixels = picture.clone().requires_grad_()
            (slope,) = torch.autograd.grad(tower(pixels).sum(), pixels)
    assert bool((slope != 0).any())


def test_the_encoder_is_left_as_it_is(load: Callable[[str], Encoder]) -> None:
    encoder: Any = load("hf")
    before = encoder.encode_texts(["cat"]), encoder.encode_images([scene((64, 64))])
    tower = PictureTower(encoder)
    pixels = as_tensor(scene((64, 64))).requires_grad_()
    tower(pixels).sum().backward()  # type: ignore[no-untyped-call]
    encoder.offload()
    assert np.array_equal(encoder.encode_texts(["cat"]), before[0])
    assert np.array_equal(encoder.encode_images([scene((64, 64))]), before[1])
    encoder._towers.model.half()  # as a host may do
    with torch.no_grad():
        assert np.abs(tower(pixels)[0].numpy() - before[1][0]).max() < 0.05


def test_texts_cost_no_memory(load: Callable[[str], Encoder]) -> None:
    encoder: Any = load("miniature")
    features, _ = encoder.copy_picture_tower()
    names = {name.split(".")[0] for name, _ in features.__self__.model.named_parameters()}
    assert "vision_model" in names
    assert "text_model" not in names


def test_a_copy_is_kept_as_long_as_its_encoder(load: Callable[[str], Encoder]) -> None:
    encoder: Any = load("miniature")
    made: list[str] = []

    def counting(name: str, whole: Callable[..., Any]) -> Callable[..., Any]:
        def call(*values: Any) -> Any:
            made.append(name)
            return whole(*values)

        return call

    for name in ("copy_picture_tower", "encode_images"):
        setattr(encoder, name, counting(name, getattr(encoder, name)))
    pixels = as_tensor(scene((48, 48)))
    first = PictureTower(encoder)
    assert made.count("copy_picture_tower") == made.count("encode_images") == 1
    made.clear()
    second = PictureTower(encoder)
    assert made == []
    assert torch.equal(first(pixels), second(pixels))
    kept = weakref.ref(first._copy)
    del first, second
    assert kept() is not None
    del encoder
    gc.collect()
    assert kept() is None


def test_a_copy_on_a_gpu_goes_with_its_job() -> None:
    class OnGpu(Odd):
        def copy_picture_tower(self) -> tuple[Callable[[torch.Tensor], torch.Tensor], str]:
            copies.append(len(copies))
            return self._features, "cpu:0"  # a device of another name

    copies: list[int] = []
    encoder = OnGpu(lambda pixels: pixels.mean((2, 3)) * torch.tensor([0.01, 0.6, 0.8]), (3, 8, 8))
    PictureTower(encoder), PictureTower(encoder)
    assert len(copies) == 2


def test_a_copy_that_was_refused_is_refused_again() -> None:
    encoder = Odd(lambda pixels: pixels.mean((2, 3)), (3, 8, 8))
    for _ in range(2):
        with pytest.raises(EncoderError, match="similarity"):
            PictureTower(encoder)


def test_an_encoder_of_another_kind_is_refused() -> None:
    with pytest.raises(EncoderError, match=r"colours has no gradients .*choose another one"):
        PictureTower(ColourEncoder())


class Odd:
    """An encoder whose copy is not itself."""

    identity, dimension = "odd", 3
    logit_scale, logit_bias, context_length = 1.0, 0.0, 8

    def __init__(self, features: Callable[[torch.Tensor], torch.Tensor], shape: tuple[int, ...]) -> None:
        self._features, self._shape = features, shape

    def copy_picture_tower(self) -> tuple[Callable[[torch.Tensor], torch.Tensor], str]:
        return self._features, "cpu"

    def prepare(self, picture: Image.Image) -> torch.Tensor:
        return torch.full(self._shape, picture.getpixel((0, 0))[0] / 255)  # type: ignore[index]

    def read_box(self, size: tuple[int, int]) -> tuple[float, float, float, float]:
        return 0.0, 0.0, float(size[0]), float(size[1])

    def encode_images(self, pictures: Sequence[Image.Image]) -> Any:
        return np.array([[0.0, 0.6, 0.8]], dtype=np.float32)

    def encode_texts(self, texts: Sequence[str]) -> Any:
        return np.eye(3, dtype=np.float32)[: len(texts)]

    def count_cut_tokens(self, texts: Sequence[str]) -> list[int]:
        return [0 for _ in texts]


@pytest.mark.parametrize(
    ("features", "shape", "reason"),
    [
        (lambda pixels: pixels.mean((2, 3)), (3, 8, 8), "similarity"),
        (lambda pixels: pixels.detach().mean((2, 3)), (3, 8, 8), "RuntimeError"),
        (lambda pixels: 0 * pixels.mean((2, 3)) + torch.tensor([0, 0.6, 0.8]), (3, 8, 8), "zero"),
        (lambda pixels: pixels, (16, 768), "squares of pixels"),
    ],
)
def test_a_copy_that_is_not_the_encoder_is_refused(
    features: Callable[[torch.Tensor], torch.Tensor], shape: tuple[int, ...], reason: str
) -> None:
    with pytest.raises(EncoderError, match=reason):
        PictureTower(Odd(features, shape))
