"""The generator draws from its seeds alone, and as diffusers does."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

pytest.importorskip("diffusers", reason="the stored networks are made with diffusers")

from clip_critic.errors import CriticError, EncoderError
from clip_critic.hosts.diffusers.drawing import share_of_steps
from clip_critic.hosts.diffusers.generator import Drawing, Generator
from clip_critic.miniature.parts import text_model
from clip_critic.miniature.source import StoredMiniature
from tests.miniature.stored import store_random_miniature

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")  # of diffusers
QUICK = Drawing(steps=2)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> StoredMiniature:
    return store_random_miniature(tmp_path_factory.mktemp("stored"))


@pytest.fixture(scope="module")
def generator(source: StoredMiniature) -> Generator:
    return Generator.load(source)


def pixels(pictures: list[Image.Image]) -> np.ndarray:
    return np.stack([np.asarray(picture) for picture in pictures])


def test_a_seed_draws_the_same_picture_alone_and_in_a_batch(generator: Generator) -> None:
    alone = generator.draw(["a red star"], [7], QUICK)
    batch = generator.draw(["blue", "a red star"], [3, 7], QUICK)
    assert alone[0].size == (64, 64)
    assert np.abs(pixels(alone)[0].astype(int) - pixels(batch)[1]).max() <= 1
    assert np.abs(pixels(batch)[0].astype(int) - pixels(batch)[1]).max() > 1


def test_without_guidance_the_negative_prompt_does_nothing(generator: Generator) -> None:
    drawn = [
        pixels(generator.draw(["star"], [1], Drawing(2, guidance=1.0, negative=negative)))
        for negative in ("", "blue")
    ]
    assert (drawn[0] == drawn[1]).all()


def test_the_negative_prompt_pulls_away(generator: Generator) -> None:
    drawn = [pixels(generator.draw(["star"], [1], Drawing(2, negative=text))) for text in ("", "blue")]
    assert (drawn[0] != drawn[1]).any()


def test_redrawing_with_little_strength_changes_less(generator: Generator) -> None:
    start = Image.new("RGB", (64, 64), (200, 30, 30))
    least, little, much = (
        pixels(generator.redraw([start], ["a red star"], [1], strength, Drawing(steps=10))).astype(int)
        for strength in (0.1, 0.3, 0.9)
    )
    assert least.shape == (1, 64, 64, 3)
    assert np.abs(little - least).mean() < np.abs(much - least).mean()


@given(st.integers(1, 100), st.floats(0, 1))
def test_img2img_runs_the_steps_that_a_webui_runs(steps: int, strength: float) -> None:
    run = int(steps * share_of_steps(steps, strength))
    assert run == int(min(strength, 0.999) * steps) + 1


def test_the_text_tower_reads_as_the_whole_clip_does(source: StoredMiniature) -> None:
    from transformers import CLIPModel

    clip = CLIPModel.from_pretrained(source.folder / "clip", torch_dtype=torch.float32)
    ids = torch.tensor([[source.text["bos_token_id"], *[source.text["eos_token_id"]] * 76]])
    with torch.no_grad():
        expected = clip.text_model(input_ids=ids)[0]
        assert torch.allclose(text_model(source)(input_ids=ids)[0], expected, atol=1e-4)


def test_the_picture_is_the_one_that_diffusers_draws(source: StoredMiniature, tmp_path: Path) -> None:
    from diffusers import StableDiffusionPipeline

    from clip_critic.miniature.export import export_diffusers

    pipeline = StableDiffusionPipeline.from_pretrained(export_diffusers(source, tmp_path / "exported"))
    pipeline.set_progress_bar_config(disable=True)
    theirs = pipeline(
        "a red star",
        num_inference_steps=5,
        guidance_scale=7.0,
        height=64,
        width=64,
        generator=torch.Generator().manual_seed(3),
    ).images
    ours = Generator.load(source).draw(["a red star"], [3], Drawing(steps=5))
    assert np.abs(pixels(theirs).astype(int) - pixels(ours)).max() <= 2


def test_a_missing_miniature_is_told(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="cannot be read"):
        Generator.load(StoredMiniature(tmp_path))


def test_a_miniature_without_its_tokenizer_is_told(source: StoredMiniature, tmp_path: Path) -> None:
    shutil.copytree(source.folder, tmp_path, dirs_exist_ok=True)
    (tmp_path / "clip" / "vocab.json").unlink()
    with pytest.raises(EncoderError, match=r"clip/vocab\.json cannot be read"):
        Generator.load(StoredMiniature(tmp_path))


def test_without_diffusers_the_message_says_what_to_install(
    source: StoredMiniature, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "diffusers", None)
    with pytest.raises(CriticError, match=r"sd-webui-clip-critic\[standalone\]"):
        Generator.load(source)
