"""bfloat16 where a processor has it: close to float32, cached apart, and said where it is not there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from clip_critic.encoders import load_encoder, precision
from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.encoders.cache import VectorCache
from clip_critic.encoders.cached import encode_texts_cached
from clip_critic.encoders.measurements import Measurements
from clip_critic.encoders.precision import has_bfloat16, pick_precision
from clip_critic.errors import EncoderError

CPU = torch.device("cpu")
TEXTS = ["cat", "red dog", "ukiyoe print of a garden"]
LARGEST_DIFFERENCE = 5e-3


@pytest.fixture
def has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The processor has bfloat16; any can compute in it, if slowly."""
    monkeypatch.setattr(precision, "cpu_lines", lambda: {"flags": "fpu amx_bf16"})


@pytest.fixture
def has_it_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precision, "cpu_lines", lambda: {"flags": "fpu avx2"})


@pytest.fixture(params=["hf", "open_clip"])
def spec(request: pytest.FixtureRequest, tiny_clip: Path, open_clip_folder: Path) -> str:
    return f"hf:{tiny_clip}" if request.param == "hf" else f"open_clip:{open_clip_folder}"


def similarities(encoder: Encoder, picture: Image.Image, texts: Sequence[str]) -> Vectors:
    pictures = [picture, picture.rotate(90), Image.new("RGB", (40, 40), (9, 200, 30))]
    vectors = encoder.encode_images(pictures), encoder.encode_texts(texts)
    for rows in vectors:
        assert rows.dtype == np.float32
        assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)
    found: Vectors = vectors[0] @ vectors[1].T
    return found


@pytest.mark.usefixtures("has_it")
def test_bfloat16_is_close_and_has_an_identity_of_its_own(spec: str, picture: Image.Image) -> None:
    exact = load_encoder(spec, device="cpu", precision="float32")
    half = load_encoder(spec, device="cpu", precision="bfloat16")
    difference = np.abs(similarities(half, picture, TEXTS) - similarities(exact, picture, TEXTS)).max()
    assert 0 < difference < 4 * LARGEST_DIFFERENCE  # 16 numbers average less than the 512 of a real encoder
    assert half.identity == f"{exact.identity}+bfloat16"
    assert getattr(half, "notes", None) == ()


@pytest.mark.usefixtures("has_it")
def test_it_is_cached_apart(tiny_clip: Path, cache: VectorCache) -> None:
    exact = load_encoder(f"hf:{tiny_clip}", device="cpu")
    half = load_encoder(f"hf:{tiny_clip}", device="cpu", precision="bfloat16")
    first = [encode_texts_cached(encoder, TEXTS, cache=cache).vectors for encoder in (exact, half)]
    again = [encode_texts_cached(encoder, TEXTS, cache=cache).vectors for encoder in (exact, half)]
    assert not np.array_equal(first[0], first[1])
    assert np.array_equal(first[0], again[0]) and np.array_equal(first[1], again[1])


@pytest.mark.usefixtures("has_it_not")
def test_without_it_a_note_says_so_and_float32_is_used(spec: str) -> None:
    exact = load_encoder(spec, device="cpu")
    other = load_encoder(spec, device="cpu", precision="bfloat16")
    assert getattr(other, "notes", None) == (
        "The device cpu has no fast bfloat16, so the encoder runs in float32.",
    )
    assert other.identity == exact.identity
    assert np.array_equal(other.encode_texts(TEXTS), exact.encode_texts(TEXTS))


def test_float32_is_what_the_cpu_does_anyway() -> None:
    assert pick_precision("auto", CPU) == pick_precision("float32", CPU)
    assert pick_precision("auto", CPU).dtype == torch.float32


def test_a_gpu_runs_in_half_precision_unless_it_is_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda device: (8, 6))
    device = torch.device("cuda")
    chosen = [pick_precision(wish, device) for wish in ("auto", "float32", "bfloat16")]
    assert [found.dtype for found in chosen] == [torch.float16, torch.float32, torch.bfloat16]
    assert len({found.suffix for found in chosen}) == 3 and chosen[0].suffix == ""
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda device: (7, 5))
    assert pick_precision("bfloat16", device).dtype == torch.float16


@pytest.mark.parametrize("wish", ["half", "", "BFLOAT16", "int8"])
def test_an_unknown_precision(tiny_clip: Path, wish: str) -> None:
    with pytest.raises(EncoderError, match="choose auto, float32, bfloat16"):
        load_encoder(f"hf:{tiny_clip}", device="cpu", precision=wish)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ({"flags": "fpu avx512f avx512_bf16"}, True),
        ({"flags": "fpu amx_bf16 amx_tile"}, True),
        ({"Features": "fp asimd bf16 i8mm"}, True),
        ({"flags": "fpu avx512f avx512_vnni"}, False),
        ({"Features": "fp asimd"}, False),
    ],
)
def test_linux_says_what_a_processor_has(
    monkeypatch: pytest.MonkeyPatch, lines: dict[str, str], expected: bool
) -> None:
    monkeypatch.setattr(precision, "cpu_lines", lambda: lines)
    assert has_bfloat16(CPU) == expected
    assert not has_bfloat16(torch.device("meta"))


@pytest.mark.parametrize(("half", "expected"), [(0.4, True), (0.9, False), (3.0, False)])
def test_elsewhere_it_is_measured_once(
    monkeypatch: pytest.MonkeyPatch, own_folders: Path, half: float, expected: bool
) -> None:
    monkeypatch.setattr(precision, "cpu_lines", dict)
    runs: list[int] = []

    def time_pairs(*_: object) -> tuple[list[float], list[float]]:
        runs.append(1)
        return [1.0] * 3, [half] * 3

    monkeypatch.setattr(precision, "time_pairs", time_pairs)
    assert [has_bfloat16(CPU), has_bfloat16(CPU)] == [expected, expected]
    assert runs == [1]
    assert Measurements(own_folders / "cache").read() == {"bfloat16": "yes" if expected else "no"}
