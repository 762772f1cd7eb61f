"""Checkpoints for diffusers: found by name, told apart, loaded offline, and refused with a message."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from tests.forbidden import forbid
from tests.hosts.models import tiny_xl
from tests.miniature.stored import store_random_miniature

pytest.importorskip("diffusers", reason="it is the library under test")

from clip_critic.errors import BadInputError, HostError
from clip_critic.hosts.base import GeneratedPicture, Request
from clip_critic.hosts.diffusers.checkpoints import (
    Checkpoint,
    checkpoint_at,
    find_checkpoints,
    find_vaes,
    read_json,
)
from clip_critic.hosts.diffusers.host import DiffusersHost
from clip_critic.hosts.diffusers.kinds import SD_1, SD_2, SD_XL, ModelKind
from clip_critic.hosts.diffusers.loading import Placement, from_single_file, load_painter, natural_side
from clip_critic.hosts.diffusers.single_files import config_folder, has_velocity, kind_of
from clip_critic.miniature.export import export_checkpoint, export_diffusers
from clip_critic.miniature.source import StoredMiniature
from clip_critic.progress import silent

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")  # of diffusers
CPU = Placement("cpu")
REQUEST = Request("a (red:1.2) circle", width=64, height=64, steps=2, seed=3)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> StoredMiniature:
    return store_random_miniature(tmp_path_factory.mktemp("stored"))


@pytest.fixture(scope="module")
def models(source: StoredMiniature, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of models: ``plain`` of diffusers, ``more/file.safetensors`` in ldm's layout."""
    folder = tmp_path_factory.mktemp("models")
    export_diffusers(source, folder / "plain")
    export_checkpoint(source, folder / "more", "file")
    return folder


def pixels(pictures: list[GeneratedPicture]) -> np.ndarray:
    return np.stack([np.asarray(picture.image, dtype=int) for picture in pictures])


def changed_json(file: Path, **values: Any) -> None:
    file.write_text(json.dumps({**json.loads(file.read_text()), **values}))


def test_models_are_found_by_name(models: Path, tmp_path: Path) -> None:
    assert find_checkpoints(models) == {
        "more/file": Checkpoint("more/file", models / "more" / "file.safetensors"),
        "plain": Checkpoint("plain", models / "plain"),
    }
    assert find_checkpoints(None) == find_checkpoints(tmp_path / "missing") == {}


def test_a_file_and_a_folder_of_one_name(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "model_index.json").write_text("{}")
    for name in ("a.safetensors", "b.safetensors", ".hidden.safetensors", "c.ckpt"):
        (tmp_path / name).touch()
    assert list(find_checkpoints(tmp_path)) == ["a", "a.safetensors", "b", "c"]


def test_a_folder_that_cannot_be_looked_into_hides_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "locked").mkdir()
    (tmp_path / "b.safetensors").touch()
    forbid(monkeypatch, tmp_path / "locked")
    assert list(find_checkpoints(tmp_path)) == list(find_vaes(tmp_path)) == ["b"]


def test_a_path_that_no_system_has_is_no_checkpoint() -> None:
    with pytest.raises(BadInputError, match="There is no checkpoint"):
        checkpoint_at("x" * 5000)


@pytest.mark.parametrize("text", ['{"a":' * 20_000, "[" * 100_000], ids=["tables", "rows"])
def test_a_configuration_nested_without_end(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.json").write_text(text)
    with pytest.raises(BadInputError, match="is damaged: it is nested too deeply"):
        read_json(tmp_path / "config.json")


def test_the_default_is_described_first(models: Path) -> None:
    assert DiffusersHost(device="cpu").describe().checkpoints == ("miniature",)
    host = DiffusersHost(models / "plain", models=models, device="cpu")
    assert host.describe().checkpoints == ("plain", "miniature", "more/file")
    assert host.side("") == 64


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing", "no checkpoint .*missing"),
        ("missing.safetensors", "pass a .safetensors or .ckpt file"),
        ("picture.png", "pass a .safetensors or .ckpt file"),
        ("empty", "model_index.json is missing"),
    ],
)
def test_paths_that_are_no_checkpoint(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "picture.png").touch()
    with pytest.raises(BadInputError, match=words):
        checkpoint_at(str(tmp_path / name))


def test_folder_and_single_file_make_the_same_pictures(models: Path, tmp_path: Path) -> None:
    from_folder = load_painter(Checkpoint("plain", models / "plain"), CPU)
    configs = shutil.copytree(models / "plain", tmp_path / "configs")
    for weights in configs.rglob("*.safetensors"):
        weights.unlink()
    file = models / "more" / "file.safetensors"
    _, parts = from_single_file(file, configs, "StableDiffusionPipeline", torch.float32)
    for name in ("unet", "vae", "text_encoder"):
        expected = getattr(from_folder._from_text, name).state_dict()
        found = parts[name].state_dict()
        for key, value in expected.items():
            assert torch.equal(found[key], value), (name, key)


def test_another_checkpoint_can_be_asked_for_by_name(models: Path) -> None:
    host = DiffusersHost(models=models, device="cpu")
    before = pixels(host.txt2img(REQUEST, silent))
    (picture,) = host.txt2img(Request(**{**vars(REQUEST), "checkpoint": "plain"}), silent)
    assert "Model: plain" in picture.infotext
    assert (pixels([picture]) != before).any()
    assert (pixels(host.txt2img(REQUEST, silent)) == before).all()


def test_the_kinds_of_single_files(tmp_path: Path) -> None:
    def file(*names: str, channels: int = 4) -> Path:
        first = {"model.diffusion_model.input_blocks.0.0.weight": torch.zeros(1, channels, 1, 1)}
        save_file({**first, **{name: torch.zeros(1) for name in names}}, tmp_path / "x.safetensors")
        return tmp_path / "x.safetensors"

    vae, first = "first_stage_model.decoder.conv_in.weight", "cond_stage_model.transformer.text_model.a"
    second = "cond_stage_model.model.transformer.a"
    big = ("conditioner.embedders.0.transformer.text_model.a", "conditioner.embedders.1.model.transformer.a")
    assert kind_of(file(vae, first)) is SD_1
    assert kind_of(file(vae, second)) is SD_2
    assert kind_of(file(vae, *big)) is SD_XL
    assert natural_side(Checkpoint("x", tmp_path / "x.safetensors")) == 1024
    refused: tuple[tuple[Callable[[], Path], str], ...] = (
        (lambda: file(vae, first, channels=9), "inpainting"),
        (lambda: file(first), "has no VAE: choose a VAE for it"),
        (lambda: file(vae, "conditioner.embedders.0.model.transformer.a"), "has no text encoder"),
    )
    for make_file, words in refused:
        with pytest.raises(BadInputError, match=words):
            kind_of(make_file())
    (tmp_path / "x.safetensors").write_bytes(b"nonsense")
    with pytest.raises(BadInputError, match="cannot be read"):
        kind_of(tmp_path / "x.safetensors")
    save_file({"double_blocks.0.a": torch.zeros(1)}, tmp_path / "x.safetensors")
    with pytest.raises(BadInputError, match="not a checkpoint of Stable Diffusion"):
        kind_of(tmp_path / "x.safetensors")


# Weights of the models on the hub, counted.
SIZES = {
    "sd-1": {"unet": 859_520_964, "vae": 83_653_863, "text_encoder": 123_060_480},
    "sd-2": {"unet": 865_910_724, "vae": 83_653_863, "text_encoder": 340_387_840},
    "sd-xl": {
        "unet": 2_567_463_684,
        "vae": 83_653_863,
        "text_encoder": 123_060_480,
        "text_encoder_2": 694_659_840,
    },
}


@pytest.mark.parametrize("kind", [SD_1, SD_2, SD_XL], ids=lambda kind: kind.name)
def test_the_kept_configurations_make_the_known_models(kind: ModelKind) -> None:
    import diffusers
    import transformers

    sizes = {}
    for name, (library, class_name, config) in kind.parts.items():
        if name == "scheduler":
            continue
        with torch.device("meta"):
            part: Any = (
                getattr(diffusers, class_name).from_config(dict(config))
                if library == "diffusers"
                else getattr(transformers, class_name)(transformers.CLIPTextConfig(**config))
            )
        sizes[name] = sum(weight.numel() for weight in part.parameters())
    assert sizes == SIZES[kind.name]


def test_the_kept_tokenizer_is_that_of_clip(tmp_path: Path) -> None:
    import open_clip
    from transformers import CLIPTokenizer

    folder = config_folder(SD_XL, tmp_path)
    text = "a photo of a cat, 猫 🐈 don't <stop> ((now)) 1234 é"
    expected = [token for token in open_clip.tokenize([text])[0].tolist() if token]
    for name, filler in (("tokenizer", 49407), ("tokenizer_2", 0)):
        tokenizer = CLIPTokenizer.from_pretrained(folder / name)
        assert tokenizer(text).input_ids == expected
        assert tokenizer.pad_token_id == filler
    before = (folder / "model_index.json").stat().st_mtime_ns
    assert config_folder(SD_XL, tmp_path) == folder
    assert (folder / "model_index.json").stat().st_mtime_ns == before


def test_a_model_of_noise_has_no_velocity(models: Path) -> None:
    unet = load_painter(Checkpoint("plain", models / "plain"), CPU)._from_text.unet
    assert not has_velocity(unet)
    with torch.no_grad():
        unet.conv_out.bias.fill_(-5)
    assert has_velocity(unet)


def test_half_precision_files_by_their_names(models: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(models / "plain", tmp_path / "half")
    for file in folder.rglob("*.safetensors"):
        save_file(
            {name: value.half() for name, value in load_file(file).items()},
            file.with_suffix(".fp16.safetensors"),
            {"format": "pt"},
        )
        file.unlink()
    painter = load_painter(Checkpoint("half", folder), CPU)
    assert {part.dtype for part in (painter.vae, painter._from_text.unet)} == {torch.float32}


def _of_another_kind(folder: Path) -> None:
    changed_json(folder / "model_index.json", _class_name="FluxPipeline")


def _with_a_program(folder: Path) -> None:
    changed_json(folder / "model_index.json", unet=["my_unet", "MyUnet"])
    (folder / "unet" / "my_unet.py").write_text("raise SystemExit")


def _for_inpainting(folder: Path) -> None:
    file = folder / "unet" / "diffusion_pytorch_model.safetensors"
    weights = load_file(file)
    weights["conv_in.weight"] = torch.zeros(len(weights["conv_in.weight"]), 9, 3, 3)
    save_file(weights, file)
    changed_json(folder / "unet" / "config.json", in_channels=9)


def _with_pickles_alone(folder: Path) -> None:
    file = folder / "unet" / "diffusion_pytorch_model.safetensors"
    torch.save(load_file(file), file.with_suffix(".bin"))
    file.unlink()


class Evil:
    """What a file runs that is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str, int]]:
        return os.mkdir, (RAN, 0o700)


RAN = "attack-ran"


def _evil(file: Path) -> None:
    torch.save({"a": Evil()}, file)


def _text_tower_as_a_pickle(folder: Path) -> None:
    (folder / "text_encoder" / "model.safetensors").unlink()
    _evil(folder / "text_encoder" / "pytorch_model.bin")


def _half_text_tower_as_a_pickle(folder: Path) -> None:
    _text_tower_as_a_pickle(folder)
    for name in ("unet", "vae"):
        file = folder / name / "diffusion_pytorch_model.safetensors"
        file.rename(file.with_suffix(".fp16.safetensors"))
    _evil(folder / "text_encoder" / "pytorch_model.fp16.bin")


def _shards(part: str, stem: str, kind: str = ".safetensors") -> Callable[[Path], None]:
    """Return a damage: a list of shards, of which one is a pickle, instead of a part's weights."""

    def write(folder: Path) -> None:
        for file in (folder / part).glob("*.safetensors"):
            file.unlink()
        _evil(folder / part / "shard.bin")
        index = {"metadata": {"total_size": 1}, "weight_map": {"a": "shard.bin"}}
        (folder / part / f"{stem}{kind}.index.json").write_text(json.dumps(index))

    return write


def _another_part(name: str, library: str, kind: str) -> Callable[[Path], None]:
    return lambda folder: changed_json(folder / "model_index.json", **{name: [library, kind]})


UNPICKLED: dict[str, tuple[Callable[[Path], None], str]] = {
    "a text tower": (_text_tower_as_a_pickle, "holds more than weights"),
    "a text tower beside half-precision files": (_half_text_tower_as_a_pickle, "holds more than weights"),
    "shards of a text tower": (_shards("text_encoder", "model"), "names other files"),
    "pickles as shards of a text tower": (_shards("text_encoder", "pytorch_model", ".bin"), "more than wei"),
    "shards of a UNet": (_shards("unet", "diffusion_pytorch_model"), "names other files"),
    "shards of a VAE": (_shards("vae", "diffusion_pytorch_model"), "names other files"),
    "a strange tokenizer": (_another_part("tokenizer", "transformers", "TransfoXLTokenizer"), "needs a Tra"),
    "a part that unpickles": (_another_part("text_encoder", "transformers", "RagRetriever"), "needs a Rag"),
    "a part of ONNX": (_another_part("unet", "diffusers", "OnnxRuntimeModel"), "needs a Onnx"),
    "a pipeline as a part": (_another_part("vae", "diffusers", "DiffusionPipeline"), "needs a Diff"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNPICKLED)
def test_nothing_in_a_folder_is_unpickled(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = shutil.copytree(models / "plain", tmp_path / "folder")
    damage, words = UNPICKLED[name]
    damage(folder)
    with pytest.raises(BadInputError, match=words) as raised:
        load_painter(Checkpoint("folder", folder), CPU)
    assert not Path(RAN).exists()
    assert "\n" not in str(raised.value)


def test_a_vaes_list_of_shards_names_no_pickle(models: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(models / "plain", tmp_path / "folder")
    _shards("vae", "diffusion_pytorch_model")(folder)
    with pytest.raises(BadInputError, match="names other files"):
        load_painter(Checkpoint("plain", models / "plain"), CPU, Checkpoint("vae", folder / "vae"))


def test_a_text_towers_torch_file_is_read_as_data(models: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(models / "plain", tmp_path / "folder")
    file = folder / "text_encoder" / "model.safetensors"
    torch.save(load_file(file), file.with_name("pytorch_model.bin"))
    file.unlink()
    found, expected = (
        DiffusersHost(path, device="cpu").txt2img(REQUEST, silent) for path in (folder, models / "plain")
    )
    assert np.array_equal(pixels(found), pixels(expected))


def _cut_off(folder: Path) -> None:
    file = folder / "unet" / "diffusion_pytorch_model.safetensors"
    file.write_bytes(file.read_bytes()[:1000])


@pytest.mark.parametrize(
    ("damage", "error", "words"),
    [
        (_of_another_kind, BadInputError, "is a FluxPipeline"),
        (_with_a_program, BadInputError, "contains its own code"),
        (_for_inpainting, BadInputError, "inpainting"),
        (_with_pickles_alone, HostError, "cannot be loaded"),
        (_cut_off, HostError, "cannot be loaded"),
        (lambda folder: shutil.rmtree(folder / "vae"), HostError, "cannot be loaded"),
        (lambda folder: (folder / "model_index.json").write_text("["), BadInputError, "damaged"),
    ],
)
def test_folders_that_cannot_be_used(
    models: Path, tmp_path: Path, damage: Callable[[Path], None], error: type[Exception], words: str
) -> None:
    folder = shutil.copytree(models / "plain", tmp_path / "folder")
    damage(folder)
    with pytest.raises(error, match=words) as raised:
        load_painter(Checkpoint("folder", folder), CPU)
    assert "\n" not in str(raised.value)


def test_a_single_file_that_is_smaller_than_its_kind(models: Path) -> None:
    with pytest.raises(HostError, match=r"cannot be loaded: .*: size mismatch"):
        load_painter(Checkpoint("file", models / "more" / "file.safetensors"), CPU)


def test_another_vae(models: Path, tmp_path: Path) -> None:
    shutil.copytree(models / "plain" / "vae", tmp_path / "folder")
    weights = load_file(models / "more" / "file.safetensors")
    prefix = "first_stage_model."
    save_file(
        {name.removeprefix(prefix): value for name, value in weights.items() if name.startswith(prefix)},
        tmp_path / "file.safetensors",
    )
    assert list(find_vaes(tmp_path)) == ["file", "folder"]
    host = DiffusersHost(vaes=tmp_path, device="cpu")
    plain, by_folder, by_file = (
        host.txt2img(Request(**{**vars(REQUEST), "vae": vae}), silent) for vae in ("", "folder", "file")
    )
    assert (pixels(by_folder) == pixels(by_file)).all()
    assert (pixels(by_folder) != pixels(plain)).any()
    assert "VAE: folder" in by_folder[0].infotext


def test_a_vae_by_its_path(models: Path, tmp_path: Path) -> None:
    """Only the user chooses it: a request names it, and no other path."""
    shutil.copytree(models / "plain" / "vae", tmp_path / "vaes" / "vae")
    own = models / "plain" / "vae"
    host = DiffusersHost(vaes=tmp_path / "vaes", vae=own, device="cpu")
    assert host.describe().vaes == ("vae",)
    with pytest.raises(BadInputError, match="There is no VAE"):
        host.checked(Request("a", vae=str(own)))
    assert "VAE: vae" in host.txt2img(Request(**{**vars(REQUEST), "vae": "vae"}), silent)[0].infotext
    assert host._loaded is not None and host._loaded[1] == Checkpoint("vae", own)
    for nothing in (tmp_path / "none.safetensors", models / "plain"):
        with pytest.raises(BadInputError, match=r"pass a \.safetensors"):
            DiffusersHost(vae=nothing)


def test_a_checkpoint_without_a_vae_is_refused_before_it_is_loaded(models: Path, tmp_path: Path) -> None:
    weights = load_file(models / "more" / "file.safetensors")
    kept = {name: value for name, value in weights.items() if not name.startswith("first_stage_model.")}
    save_file(kept, tmp_path / "none.safetensors")
    host = DiffusersHost(tmp_path / "none.safetensors", vae=models / "plain" / "vae", device="cpu")
    assert host.checked(Request("a", sampler="Euler")).sampler == "Euler"
    for checkpoint in ("", "none"):
        with pytest.raises(BadInputError, match="has no VAE: choose a VAE"):
            host.require_parts(Request("a", checkpoint=checkpoint))
    host.require_parts(Request("a", vae="vae"))
    host.require_parts(Request("a", checkpoint="miniature"))


def test_stable_diffusion_xl(tmp_path: Path) -> None:
    """A plain prompt makes the picture that diffusers makes of it; an empty negative one is zero."""
    theirs = tiny_xl(tmp_path / "xl")
    host = DiffusersHost(tmp_path / "xl", device="cpu")
    asked = Request("a red circle", width=64, height=64, steps=3, seed=3, sampler="Euler")
    ours = pixels(host.txt2img(asked, silent))
    expected = theirs(
        "a red circle",
        width=64,
        height=64,
        num_inference_steps=3,
        guidance_scale=7.0,
        generator=torch.Generator().manual_seed(3),
        output_type="np",
    ).images
    assert np.abs(ours - expected * 255).max() < 4
    for prompt, negative in (("a (red:1.5) circle", ""), ("a red circle", "blue BREAK star")):
        other = host.txt2img(
            Request(**{**vars(asked), "prompt": prompt, "negative_prompt": negative}), silent
        )
        assert (pixels(other) != ours).any()
    start = host.txt2img(asked, silent)[0].image
    assert len(host.img2img(Request(**{**vars(asked), "count": 2, "strength": 0.5}), start, silent)) == 2
