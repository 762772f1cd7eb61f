"""The exported weights are those of the miniature, under the names that others expect."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

pytest.importorskip("diffusers", reason="the miniature's networks are diffusers' own")

from clip_critic.errors import EncoderError
from clip_critic.miniature.export import export_checkpoint, export_diffusers, ldm_config, ldm_weights
from clip_critic.miniature.source import StoredMiniature
from tests.miniature.stored import store_random_miniature
from tools.miniature import unet


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> StoredMiniature:
    return store_random_miniature(tmp_path_factory.mktemp("stored"))


def test_the_unet_goes_to_ldm_and_back(source: StoredMiniature) -> None:
    from diffusers.loaders.single_file_utils import convert_ldm_unet_checkpoint

    back = convert_ldm_unet_checkpoint(ldm_weights(source), dict(source.unet))
    assert_same(back, source.unet_weights())


def test_the_vae_goes_to_ldm_and_back(source: StoredMiniature) -> None:
    from diffusers.loaders.single_file_utils import convert_ldm_vae_checkpoint

    back = convert_ldm_vae_checkpoint(ldm_weights(source), dict(source.vae))
    assert_same(back, source.vae_weights())


def test_the_text_tower_keeps_its_names(source: StoredMiniature) -> None:
    prefix = "cond_stage_model.transformer."
    back = {
        name.removeprefix(prefix): value
        for name, value in ldm_weights(source).items()
        if name.startswith(prefix) and not name.endswith("position_ids")
    }
    stored = source.text_weights()
    stored.pop("text_model.embeddings.position_ids", None)  # old versions of transformers store them
    assert_same(back, stored)


def test_the_exported_text_tower_reads_as_the_whole_clip_does(
    source: StoredMiniature, tmp_path: Path
) -> None:
    from transformers import CLIPModel, CLIPTextModel

    exported = export_diffusers(source, tmp_path / "exported")
    alone = CLIPTextModel.from_pretrained(exported / "text_encoder", torch_dtype=torch.float32)
    clip = CLIPModel.from_pretrained(source.folder / "clip", torch_dtype=torch.float32)
    ids = torch.randint(0, 500, (2, 77), generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        expected = clip.text_model(input_ids=ids)[0]
        assert torch.allclose(alone(input_ids=ids)[0], expected, atol=1e-5)
        tower = unet.TextTower(source.folder / "clip")
        assert tower(["a red star", ""]).shape == (2, 77, tower.width)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")  # diffusers' own
def test_diffusers_draws_with_the_exported_folder(source: StoredMiniature, tmp_path: Path) -> None:
    from diffusers import StableDiffusionImg2ImgPipeline, StableDiffusionPipeline

    exported = export_diffusers(source, tmp_path / "exported")
    options = {"num_inference_steps": 4, "output_type": "np"}
    pipeline = StableDiffusionPipeline.from_pretrained(exported)
    pipeline.set_progress_bar_config(disable=True)
    drawn = pipeline("a red star", height=64, width=64, **options).images
    pipeline = StableDiffusionImg2ImgPipeline.from_pretrained(exported)
    pipeline.set_progress_bar_config(disable=True)
    redrawn = pipeline("a red star", image=drawn, strength=0.5, **options).images
    for pictures in (drawn, redrawn):
        assert pictures.shape == (1, 64, 64, 3)
        assert np.isfinite(pictures).all()
    assert np.abs(drawn - redrawn).max() > 0


def test_the_checkpoint_lies_beside_its_yaml_and_its_text_tower(
    source: StoredMiniature, tmp_path: Path
) -> None:
    checkpoint = export_checkpoint(source, tmp_path, "small")
    config = json.loads((tmp_path / "small.yaml").read_text(encoding="utf-8"))
    text = Path(config["model"]["params"]["cond_stage_config"]["params"]["version"])
    assert checkpoint == tmp_path / "small.safetensors"
    assert text.is_absolute() and (text / "config.json").is_file() and (text / "vocab.json").is_file()
    # What else is a checkpoint's file would be offered as one.
    assert [file.name for file in tmp_path.rglob("*.safetensors")] == ["small.safetensors"]


def test_the_yaml_is_read_by_a_reader_of_yaml(source: StoredMiniature, tmp_path: Path) -> None:
    yaml = pytest.importorskip("yaml")
    folder = tmp_path / "🌟 モデル 'a' #b"
    export_checkpoint(source, folder, "small")
    read = yaml.safe_load((folder / "small.yaml").read_text(encoding="utf-8"))
    assert read == ldm_config(source, folder / "small-text")


def test_the_same_weights_twice_are_the_same_file(source: StoredMiniature, tmp_path: Path) -> None:
    first = export_checkpoint(source, tmp_path, "one").read_bytes()
    assert export_checkpoint(source, tmp_path, "two").read_bytes() == first


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"clip/config\.json"):
        export_checkpoint(StoredMiniature(tmp_path), tmp_path / "out")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("vae/diffusion_pytorch_model.safetensors", b"version https://git-lfs.github.com/spec/v1"),
        ("clip/model.safetensors", b""),
        ("unet/config.json", b""),
        ("vae/config.json", b"[1]"),
    ],
)
def test_a_damaged_part_is_named(source: StoredMiniature, tmp_path: Path, name: str, content: bytes) -> None:
    shutil.copytree(source.folder, tmp_path / "stored")
    (tmp_path / "stored" / name).write_bytes(content)
    with pytest.raises(EncoderError, match=rf"{name} in .* is damaged"):
        export_diffusers(StoredMiniature(tmp_path / "stored"), tmp_path / "out")
        export_checkpoint(StoredMiniature(tmp_path / "stored"), tmp_path / "out")


def assert_same(found: dict[str, torch.Tensor], expected: dict[str, torch.Tensor]) -> None:
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        assert torch.equal(found[name], value), name
