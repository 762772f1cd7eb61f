"""Names of encoders, their identities, and models that are not there."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from clip_critic.encoders import load_encoder
from clip_critic.encoders.identity import file_digest, identify
from clip_critic.encoders.weights import find_weights, read_state
from clip_critic.errors import EncoderError
from tests.tiny import make_tiny_clip, write_json


@pytest.mark.parametrize(
    ("spec", "hint"),
    [
        ("openai/clip-vit-base-patch32", "did you mean hf:openai/clip-vit-base-patch32"),
        (
            "miniature:third",
            "is not the name of an encoder: the bundled ones are miniature and miniature:second",
        ),
        ("ViT-B-32/openai", "did you mean open_clip:ViT-B-32/openai"),
        ("openclip:ViT-B-32/openai", r"did you mean open_clip:ViT-B-32/openai\?"),
        (r"C:\models\clip", r"did you mean hf:C:\\models\\clip"),
        ("", "write hf:openai/clip-vit-base-patch32"),
        ("hf:", "write hf:openai/clip-vit-base-patch32"),
        ("open_clip: ", "write hf:openai/clip-vit-base-patch32"),
    ],
)
def test_wrong_spellings_show_the_right_one(spec: str, hint: str) -> None:
    with pytest.raises(EncoderError, match=hint):
        load_encoder(spec)


def test_a_bare_open_clip_folder(open_clip_folder: Path) -> None:
    with pytest.raises(EncoderError, match=f"did you mean open_clip:{open_clip_folder}"):
        load_encoder(str(open_clip_folder))


@pytest.mark.parametrize("name", ["/no/such/folder", "./nothing", "~/nothing-here", r"..\nothing", "a/b/c"])
def test_folders_that_are_not_there(name: str) -> None:
    with pytest.raises(EncoderError, match="There is no folder"):
        load_encoder(f"hf:{name}")


def test_a_missing_model_without_network_names_the_folder_to_put_it_in(tmp_path: Path) -> None:
    with pytest.raises(EncoderError) as caught:
        load_encoder("hf:someone/some-clip", models_dir=tmp_path)
    message = str(caught.value)
    assert "someone/some-clip is not on this machine" in message
    assert str(tmp_path / "someone" / "some-clip") in message
    assert message.count(". ") == 0


@pytest.mark.parametrize("place", ["someone/some-clip", "some-clip"])
def test_a_hub_id_is_looked_up_in_the_models_folder(tmp_path: Path, place: str) -> None:
    make_tiny_clip(tmp_path / place)
    encoder = load_encoder("hf:someone/some-clip", device="cpu", models_dir=tmp_path)
    assert encoder.identity.startswith("hf-someone-some-clip:")


def test_a_hub_id_in_the_hubs_own_cache(tmp_path: Path, tiny_clip: Path) -> None:
    """Run in a process of its own, because the hub reads its cache's location only once."""
    snapshot = tmp_path / "hub" / "models--someone--cached" / "snapshots" / ("0" * 40)
    shutil.copytree(tiny_clip, snapshot)
    (snapshot.parents[1] / "refs").mkdir()
    (snapshot.parents[1] / "refs" / "main").write_text("0" * 40)
    code = (
        "from clip_critic.encoders import load_encoder; e = load_encoder('hf:someone/cached', device='cpu');"
    )
    code += "assert e.encode_texts(['cat']).shape == (1, 16)"
    environment = os.environ | {"HF_HUB_CACHE": str(tmp_path / "hub"), "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""


def test_an_unknown_device(tiny_clip: Path) -> None:
    with pytest.raises(EncoderError, match="no device 'warp'"):
        load_encoder(f"hf:{tiny_clip}", device="warp")


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device")
def test_a_device_that_is_not_there(tiny_clip: Path) -> None:
    with pytest.raises(EncoderError, match="no device 'cuda'"):
        load_encoder(f"hf:{tiny_clip}", device="cuda")


def test_nothing_heavy_is_imported_with_the_package() -> None:
    code = "import sys, clip_critic.encoders; heavy = {'torch', 'transformers', 'open_clip'};"
    code += "print(sorted(heavy & set(sys.modules)))"
    printed = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert printed == "[]\n"


def test_an_identity_does_not_change_with_the_place(tiny_clip: Path, copied: Callable[[Path], Path]) -> None:
    (folder := copied(tiny_clip)).joinpath("README.md").write_text("not part of the model")
    assert load_encoder(f"hf:{folder}").identity == load_encoder(f"hf:{tiny_clip}").identity


def test_an_identity_changes_with_one_weight(tiny_clip: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(tiny_clip)
    state = load_file(folder / "model.safetensors")
    state["text_projection.weight"][0, 0] += 1e-4
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    assert load_encoder(f"hf:{folder}").identity != load_encoder(f"hf:{tiny_clip}").identity


@pytest.mark.parametrize(
    ("file", "key", "value"),
    [("preprocessor_config.json", "image_mean", [0.5, 0.5, 0.5]), ("config.json", "note", 1)],
)
def test_an_identity_changes_with_the_configuration(
    tiny_clip: Path, copied: Callable[[Path], Path], file: str, key: str, value: object
) -> None:
    folder = copied(tiny_clip)
    write_json(folder / file, json.loads((folder / file).read_text()) | {key: value})
    assert load_encoder(f"hf:{folder}").identity != load_encoder(f"hf:{tiny_clip}").identity


def test_an_identity_changes_with_the_tokenizer(tiny_clip: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(tiny_clip)
    lines = (folder / "merges.txt").read_text().splitlines()
    (folder / "merges.txt").write_text("\n".join([lines[0], *reversed(lines[1:])]))
    assert load_encoder(f"hf:{folder}").identity != load_encoder(f"hf:{tiny_clip}").identity


def test_a_digest_follows_the_file(tmp_path: Path) -> None:
    file = tmp_path / "weights"
    file.write_bytes(b"one")
    first = file_digest(file)
    assert file_digest(file) == first
    file.write_bytes(b"other")
    assert file_digest(file) != first
    assert identify("a/b c:d", [file]).startswith("a-b-c-d:")
    assert identify("a", [file], {"x": "1"}) != identify("a", [file], {"x": "2"})
    with pytest.raises(EncoderError, match="cannot be read"):
        file_digest(tmp_path / "missing")


class Evil:
    """An example of what a pickled file can do to whoever opens it."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (os.environ["EVIL_FOLDER"],)


def test_pickled_code_does_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVIL_FOLDER", str(tmp_path / "evil"))
    for file, protocol in (("plain.bin", 2), ("pytorch_model.bin", 2)):
        if file == "plain.bin":
            (tmp_path / file).write_bytes(pickle.dumps(Evil(), protocol))
        else:
            torch.save({"a": torch.zeros(1), "b": Evil()}, tmp_path / file)
        with pytest.raises(EncoderError, match=r"run code|damaged"):
            read_state([tmp_path / file])
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize(
    ("file", "settings"),
    [
        ("tokenizer_config.json", {"tokenizer_class": "TransfoXLTokenizer", "pretrained_vocab_file": "a"}),
        ("tokenizer_config.json", {"tokenizer_class": "TransfoXLTokenizerFast"}),
        ("config.json", {"tokenizer_class": "TransfoXLTokenizer"}),
        ("config.json", {"text_config": {"model_type": "transfo-xl"}}),
    ],
    ids=str,
)
def test_a_tokenizer_that_is_unpickled(
    tiny_clip: Path,
    copied: Callable[[Path], Path],
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    settings: dict[str, object],
) -> None:
    """Older transformers have one: its vocabulary is a pickle, and so may be a program."""
    folder = copied(tiny_clip)
    monkeypatch.setenv("EVIL_FOLDER", str(folder / "evil"))
    for name in ("vocab.pkl", "vocab.bin", "a"):
        (folder / name).write_bytes(pickle.dumps(Evil(), 2))
    write_json(folder / file, json.loads((folder / file).read_text()) | settings)
    with pytest.raises(EncoderError, match="can run code"):
        load_encoder(f"hf:{folder}", device="cpu")
    assert not (folder / "evil").exists()


@pytest.mark.parametrize(
    "weight_map",
    [
        None,
        [],
        "model.bin",
        {"a": ["model.bin"]},
        {"a": 1},
        {"a": "../model.bin"},
        {"a": "/etc/passwd"},
        {"a": r"..\model.bin"},
        {"a": ""},
        {"a": ".."},
        {"a": "x\x1b.bin"},
    ],
    ids=str,
)
def test_an_index_names_files_beside_it(tmp_path: Path, weight_map: object) -> None:
    write_json(tmp_path / "model.safetensors.index.json", {"weight_map": weight_map})
    with pytest.raises(EncoderError, match="weight_map names no files"):
        find_weights(tmp_path, ("model",))


def test_safetensors_are_preferred(tmp_path: Path) -> None:
    for name in ("pytorch_model.bin", "model.bin", "model.safetensors"):
        (tmp_path / name).touch()
    assert [file.name for file in find_weights(tmp_path, ("model", "pytorch_model"))] == ["model.safetensors"]
    (tmp_path / "model.safetensors").unlink()
    assert [file.name for file in find_weights(tmp_path, ("model", "pytorch_model"))] == ["model.bin"]
    assert find_weights(tmp_path / "nowhere", ("model",)) == []
