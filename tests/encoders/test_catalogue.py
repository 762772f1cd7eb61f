"""The list of encoders to choose from, and what of it is on this machine."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clip_critic.critic import Critic, Folders
from clip_critic.encoders import catalogue, load_encoder
from clip_critic.encoders.catalogue import (
    BUNDLED,
    CATALOGUE,
    MINIATURE,
    SECOND_MINIATURE,
    best_on_this_machine,
    encoder_choices,
    hub_cache,
    is_on_this_machine,
)
from clip_critic.errors import BadInputError, EncoderError
from clip_critic.settings import Settings
from clip_critic.storage.assets import bundled_lists_dir
from tests.forbidden import forbid
from tests.tiny import make_tiny_clip, make_tiny_open_clip

SMALL = "hf:openai/clip-vit-base-patch32"


@pytest.fixture(autouse=True)
def empty_hub_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "hub"


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    return folder


def pretend(folder: Path, *files: str, kind: str = "clip") -> Path:
    """A folder that looks like a model's; nothing here reads weights."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        folder.joinpath(file).write_text(json.dumps({"model_type": kind}), encoding="utf-8")
    return folder


def download(cache: Path, repository: str, *files: str) -> Path:
    """A repository in the hub's cache, as its client lays it out."""
    root = cache / f"models--{repository.replace('/', '--')}"
    root.joinpath("refs").mkdir(parents=True)
    root.joinpath("refs", "main").write_text("0123abcd", encoding="ascii")
    return pretend(root / "snapshots" / "0123abcd", *files)


def specs(default: str, models_dir: Path | None) -> list[str]:
    return [row.spec for row in encoder_choices(default, models_dir)]


def test_the_default_is_in_the_catalogue() -> None:
    assert Settings().encoder == CATALOGUE[0].spec == SMALL


def test_every_row_says_what_it_is_good_for() -> None:
    assert len({row.spec for row in CATALOGUE}) == len(CATALOGUE)
    assert all(row.about and row.megabytes > 0 and "/" in row.repository for row in CATALOGUE)
    assert sum("Japanese" in row.about for row in CATALOGUE) >= 2


@pytest.mark.parametrize(
    "row", [row for row in CATALOGUE if row.spec.startswith("open_clip:")], ids=lambda r: r.spec
)
def test_open_clip_knows_the_rows(row: catalogue.KnownEncoder) -> None:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import open_clip

    architecture, _, tag = row.spec.removeprefix("open_clip:").partition("/")
    assert open_clip.get_pretrained_cfg(architecture, tag)["hf_hub"].strip("/") == row.repository
    text = open_clip.get_model_config(architecture)["text_cfg"]
    assert text.get("hf_tokenizer_name") == row.text_repository


def test_nothing_is_here_at_first(models: Path) -> None:
    rows = encoder_choices(SMALL, models)
    first, second, *others = rows
    assert (first.spec, first.on_this_machine, first.megabytes) == (MINIATURE, True, 0)
    assert (second.spec, second.on_this_machine, second.megabytes) == (SECOND_MINIATURE, True, 0)
    assert [row.spec for row in others] == [row.spec for row in CATALOGUE]
    assert not any(row.on_this_machine for row in others) and all(row.megabytes for row in others)


def test_the_miniature_is_taken_only_where_no_other_is_here(models: Path, empty_hub_cache: Path) -> None:
    assert best_on_this_machine(SMALL, models) == MINIATURE
    download(empty_hub_cache, "openai/clip-vit-large-patch14", "config.json", "model.safetensors")
    assert best_on_this_machine(SMALL, models) == "hf:openai/clip-vit-large-patch14"
    download(empty_hub_cache, "openai/clip-vit-base-patch32", "config.json", "model.safetensors")
    assert best_on_this_machine(SMALL, models) == SMALL


def test_what_is_here_comes_first(models: Path, empty_hub_cache: Path) -> None:
    download(empty_hub_cache, "openai/clip-vit-large-patch14", "config.json", "model.safetensors")
    first, *others = encoder_choices(SMALL, models)
    bundled, others = others[:2], others[2:]
    assert [row.spec for row in bundled] == [MINIATURE, SECOND_MINIATURE]
    assert (first.spec, first.on_this_machine, first.megabytes) == (
        "hf:openai/clip-vit-large-patch14",
        True,
        0,
    )
    assert [row.spec for row in others] == [row.spec for row in CATALOGUE if row.spec != first.spec]


def test_the_default_is_always_there(models: Path, tmp_path: Path) -> None:
    folder = pretend(tmp_path / "mine", "config.json", "model.safetensors")
    assert specs(f"hf:{folder}", models)[0] == f"hf:{folder}"
    assert specs("hf:no/where", models)[-1] == "hf:no/where"
    assert specs("nonsense", None)[-1] == "nonsense"


def test_folders_of_the_models_folder(models: Path) -> None:
    pretend(models / "tiny", "config.json", "model.safetensors")
    pretend(models / "owner" / "deep", "open_clip_config.json", "open_clip_model.safetensors")
    pretend(models / "sharded", "config.json", "model.safetensors.index.json", kind="siglip")
    pretend(models / "not-dual", "config.json", "model.safetensors", kind="bert")
    pretend(models / "no-weights", "config.json")
    pretend(models / ".hidden", "config.json", "model.safetensors")
    models.joinpath("file.txt").write_text("x", encoding="utf-8")
    pretend(models / "broken", "config.json", "model.safetensors").joinpath("config.json").write_bytes(
        b"\xff{"
    )
    found = [spec for spec in specs(SMALL, models) if spec not in {row.spec for row in CATALOGUE}]
    assert found == ["open_clip:owner/deep", "hf:sharded", "hf:tiny", MINIATURE, SECOND_MINIATURE]


@pytest.mark.parametrize("text", ['{"a":' * 20_000, "[" * 100_000], ids=["tables", "rows"])
def test_a_configuration_nested_without_end_hides_no_other(models: Path, text: str) -> None:
    pretend(models / "deep", "config.json", "model.safetensors")
    models.joinpath("deep", "config.json").write_text(text, encoding="utf-8")
    pretend(models / "tiny", "config.json", "model.safetensors")
    assert specs(SMALL, models)[0] == "hf:tiny"
    assert "hf:deep" not in specs(SMALL, models)


@pytest.mark.parametrize("text", ['{"a":' * 20_000, "[" * 100_000], ids=["tables", "rows"])
@pytest.mark.parametrize(("kind", "file"), [("hf", "config.json"), ("open_clip", "open_clip_config.json")])
def test_a_model_nested_without_end_is_refused_in_one_sentence(
    models: Path, text: str, kind: str, file: str
) -> None:
    pretend(models / "deep", "model.safetensors").joinpath(file).write_text(text, encoding="utf-8")
    with pytest.raises(EncoderError, match="nested too deeply"):
        load_encoder(f"{kind}:{models / 'deep'}", device="cpu")


def test_a_folder_that_cannot_be_looked_into_hides_no_other(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(models / "locked")
    pretend(models / "tiny", "config.json", "model.safetensors")
    forbid(monkeypatch, models / "locked")
    assert specs(SMALL, models)[:2] == ["hf:tiny", MINIATURE]
    forbid(monkeypatch, models)
    assert specs(SMALL, models)[0] == best_on_this_machine(SMALL, models) == MINIATURE


def test_what_is_offered_can_be_loaded(models: Path) -> None:
    make_tiny_clip(models / "tiny")
    make_tiny_open_clip(models / "owner" / "deep")
    for spec in ("hf:tiny", "open_clip:owner/deep"):
        assert spec in specs(SMALL, models) and is_on_this_machine(spec, models)
        assert load_encoder(spec, device="cpu", models_dir=models).dimension == 16


@pytest.mark.parametrize("place", ["openai/clip-vit-base-patch32", "clip-vit-base-patch32"])
def test_a_known_model_in_the_models_folder(models: Path, place: str) -> None:
    pretend(models / place, "config.json", "pytorch_model.bin")
    assert is_on_this_machine(SMALL, models)
    assert len(specs(SMALL, models)) == len(CATALOGUE) + len(BUNDLED)


def test_open_clip_weights(models: Path, empty_hub_cache: Path) -> None:
    spec = "open_clip:ViT-H-14/laion2b_s32b_b79k"
    assert not is_on_this_machine(spec, models)
    models.joinpath("ViT-H-14-laion2b_s32b_b79k.safetensors").write_bytes(b"x")
    assert is_on_this_machine(spec, models)
    other = "open_clip:ViT-B-32/laion2b_s34b_b79k"
    download(empty_hub_cache, "laion/CLIP-ViT-B-32-laion2B-s34B-b79K", "open_clip_pytorch_model.bin")
    assert is_on_this_machine(other, models) and is_on_this_machine(other, None)
    assert is_on_this_machine(f"open_clip:ViT-L-14/{models / 'ViT-H-14-laion2b_s32b_b79k.safetensors'}", None)


def test_multilingual_models_need_their_tokenizer_too(empty_hub_cache: Path) -> None:
    row = next(row for row in CATALOGUE if row.text_repository)
    assert row.text_repository is not None
    download(empty_hub_cache, row.repository, "open_clip_model.safetensors")
    assert not is_on_this_machine(row.spec, None)
    download(empty_hub_cache, row.text_repository, "config.json")
    assert is_on_this_machine(row.spec, None)


def test_an_unfinished_download_is_not_here(empty_hub_cache: Path) -> None:
    snapshot = download(empty_hub_cache, "openai/clip-vit-base-patch32", "config.json")
    assert not is_on_this_machine(SMALL, None)
    if os.name == "posix":
        snapshot.joinpath("model.safetensors").symlink_to(empty_hub_cache / "blobs" / "missing")
        assert not is_on_this_machine(SMALL, None)


@pytest.mark.parametrize(
    "spec", ["", "hf:", "hf:a\0b", f"hf:{'x' * 5000}", "open_clip:", "hf:~nobody/x", "x:y"]
)
def test_odd_names_are_not_here(models: Path, spec: str) -> None:
    assert not is_on_this_machine(spec, models)


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"HF_HOME": "/some/hf"},
        {"HF_HUB_CACHE": "/some/cache"},
        {"HUGGINGFACE_HUB_CACHE": "/some/old"},
        {"XDG_CACHE_HOME": "/some/xdg"},
        {"HF_HOME": "~/hf", "XDG_CACHE_HOME": "/x"},
        {"HF_HOME": "$HOME/hf"},
    ],
)
def test_the_hubs_cache_is_where_its_client_looks(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HF_HOME", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    code = "from huggingface_hub.constants import HF_HUB_CACHE; print(HF_HUB_CACHE)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert hub_cache() == Path(done.stdout.strip())


def critic(models: Path, settings: Settings | Exception) -> Critic:
    def read() -> Settings:
        if isinstance(settings, Exception):
            raise settings
        return settings

    places = Folders(bundled_lists_dir(), models / "lists", models / "vectors", models)
    return Critic(places, read)


def test_the_critic_offers_them(models: Path) -> None:
    pretend(models / "tiny", "config.json", "model.safetensors")
    settings = replace(Settings(), encoder="hf:own/one")
    choices = critic(models, settings).encoder_choices()
    assert choices[0] == "hf:tiny" and "hf:own/one" in choices and SMALL in choices


def test_the_critic_offers_them_whatever_is_wrong(models: Path) -> None:
    assert SMALL in critic(models, BadInputError("broken settings")).encoder_choices()
    file = models / "file"
    file.write_text("x", encoding="utf-8")
    assert SMALL in critic(file, Settings()).encoder_choices()


def recorded(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> list[Any]:
    """The first arguments with which a function is called from now on."""
    calls: list[Any] = []
    function = getattr(owner, name)

    def record(first: Any, *others: Any, **options: Any) -> Any:
        calls.append(first)
        return function(first, *others, **options)

    monkeypatch.setattr(owner, name, record)
    return calls


def test_folders_are_listed_once_and_no_weights_are_opened(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for index in range(100):
        pretend(models / f"model {index}", "config.json", "model.safetensors")
    listed = recorded(monkeypatch, Path, "iterdir")
    # pathlib opens through io; that of Python 3.10 has kept the function from before.
    opened, opened_paths = recorded(monkeypatch, io, "open"), recorded(monkeypatch, Path, "open")
    assert len(critic(models, Settings()).encoder_choices()) == 100 + len(CATALOGUE) + len(BUNDLED)
    assert listed == [models]
    names = [file.name for file in {Path(file) for file in [*opened, *opened_paths]}]
    assert names.count("config.json") == 100 and "model.safetensors" not in names


def test_a_models_folder_that_is_a_whole_disk(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "MAX_FOLDERS", 3)
    for index in range(9):
        pretend(models / str(index), "config.json", "model.safetensors")
    assert len(specs(SMALL, models)) == len(CATALOGUE) + len(BUNDLED) + 3
