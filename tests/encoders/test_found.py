"""Encoders that other programs have left on this machine are offered, and used before any download."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from clip_critic.encoders.catalogue import (
    BUNDLED,
    CATALOGUE,
    MINIATURE,
    best_on_this_machine,
    encoder_choices,
    is_on_this_machine,
)
from clip_critic.encoders.found import ARCHIVES, FOLDERS_VARIABLE, find_archive, other_folders
from tests.forbidden import forbid

DEFAULT = CATALOGUE[0].spec
LARGE = "open_clip:ViT-L-14/openai"
WHOLE = ("config.json", "model.safetensors", "tokenizer.json", "preprocessor_config.json")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of the user's own."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    for name in ("HF_HOME", "XDG_CACHE_HOME", "HUGGINGFACE_HUB_CACHE", FOLDERS_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "home"


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A WebUI's folder of CLIP models."""
    folder = tmp_path / "webui" / "models" / "CLIP"
    folder.mkdir(parents=True)
    return folder


def leave(file: Path) -> Path:
    """A file of weights, whose content nobody looks at: an archive, as torch writes it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("archive/data.pkl", b"x" * 1000)
    return file


def leave_model(folder: Path, *files: str, **config: object) -> Path:
    for name in files:
        leave(folder / name)
    folder.joinpath("config.json").write_text(json.dumps({"model_type": "clip", **config}), encoding="utf-8")
    return folder


def cached(cache: Path, name: str) -> Path:
    """The snapshot of a repository in a cache of the hub's client."""
    repository = cache / f"models--{name.replace('/', '--')}"
    leave(repository / "refs" / "main").write_text("0123abcd", encoding="ascii")
    return repository / "snapshots" / "0123abcd"


def offered(models: Path | None) -> dict[str, str]:
    """Return the encoders on this machine besides the bundled ones, with their descriptions."""
    rows = encoder_choices(DEFAULT, models)
    return {row.spec: row.about for row in rows if row.on_this_machine and row.spec not in BUNDLED}


def test_nothing_is_found_on_an_empty_machine(models: Path) -> None:
    assert offered(models) == {} and other_folders(models) == () and other_folders(None) == ()


@pytest.mark.parametrize("file", [".cache/clip/ViT-L-14.pt", "ComfyUI/models/clip_vision/ViT-L-14.pt"])
def test_what_the_interrogator_has_left_is_offered_before_a_download(
    home: Path, models: Path, file: str
) -> None:
    assert best_on_this_machine(DEFAULT, models) == MINIATURE
    left = leave(home / file)
    assert list(offered(models)) == list(offered(None)) == [LARGE]
    assert f"~/{file.rpartition('/')[0]}" in offered(models)[LARGE]
    assert best_on_this_machine(DEFAULT, models) == LARGE
    assert is_on_this_machine(LARGE, models) and not is_on_this_machine("open_clip:ViT-B-32/openai", models)
    assert find_archive("ViT-L-14.pt", models) == left


def test_what_an_interrupted_download_has_left_does_not_count(home: Path, models: Path) -> None:
    archive = leave(home / ".cache" / "clip" / "ViT-L-14.pt")
    archive.write_bytes(archive.read_bytes()[:500])
    assert offered(models) == {} and not is_on_this_machine(LARGE, models)
    other = leave(models / "ViT-L-14.pt")
    assert find_archive("ViT-L-14.pt", models) == other and list(offered(models)) == [LARGE]


def test_every_known_file_is_offered_under_its_name(home: Path) -> None:
    for name in ARCHIVES:
        leave(home / ".cache" / "clip" / name)
    assert set(offered(None)) == {f"open_clip:{spec}" for spec in ARCHIVES.values()}


def test_in_the_models_folder_and_beside_it(models: Path) -> None:
    leave(models / "ViT-B-32.pt")
    leave(models.parent / "clip-interrogator" / "ViT-L-14.pt")
    assert set(offered(models)) == {"open_clip:ViT-B-32/openai", LARGE}
    assert offered(None) == {}


def test_beside_a_models_folder_that_is_no_webuis(tmp_path: Path) -> None:
    leave(tmp_path / "clip" / "ViT-L-14.pt")
    tmp_path.joinpath("models").mkdir()
    assert offered(tmp_path / "models") == {}


def test_folders_that_the_user_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    leave(tmp_path / "a" / "ViT-L-14.pt")
    leave_model(tmp_path / "b" / "someone" / "some-clip", *WHOLE)
    monkeypatch.setenv(
        FOLDERS_VARIABLE, os.pathsep.join(map(str, [tmp_path / "a", tmp_path / "b", "", "no"]))
    )
    assert set(offered(None)) == {LARGE, f"hf:{tmp_path / 'b' / 'someone' / 'some-clip'}"}


@pytest.mark.parametrize("name", ["/" + "a" * 5000, "~nobody-of-this-name/models"], ids=["long", "nobody"])
def test_folders_that_no_system_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    leave(tmp_path / "a" / "ViT-L-14.pt")
    monkeypatch.setenv(FOLDERS_VARIABLE, os.pathsep.join([name, str(tmp_path / "a")]))
    assert list(offered(None)) == list(offered(Path(name))) == [LARGE]
    assert best_on_this_machine(DEFAULT, None) == LARGE


def test_folders_that_cannot_be_looked_into(
    home: Path, models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(models / "ViT-L-14.pt")
    monkeypatch.setenv(FOLDERS_VARIABLE, str(leave(tmp_path / "named" / "x" / "ViT-B-32.pt").parent))
    leave(home / ".cache" / "clip" / "ViT-B-32.pt")
    for folder in (tmp_path / "named", home / ".cache" / "clip", tmp_path / "hub"):
        forbid(monkeypatch, folder)
    assert list(offered(models)) == [LARGE] and best_on_this_machine(DEFAULT, models) == LARGE


AS_NOBODY = """
import os, sys
from pathlib import Path
from clip_critic.encoders.catalogue import best_on_this_machine, encoder_choices
if os.geteuid() == 0:
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
models = Path(sys.argv[1])
print(len(encoder_choices("miniature", models)), best_on_this_machine("hf:no/where", models))
"""


@pytest.mark.skipif(os.name != "posix", reason="the rights of folders")
@pytest.mark.parametrize("locked", ["home/.cache/clip", "home", "webui/models/CLIP", "webui"])
def test_a_folder_of_another_user(home: Path, models: Path, locked: str) -> None:
    """As the system refuses it: root may look into everything, so the process becomes nobody."""
    root = home.parent
    leave(home / ".cache" / "clip" / "ViT-L-14.pt")
    leave_model(models / "inner", *WHOLE)
    root.joinpath(locked).chmod(0)
    command = [sys.executable, "-c", AS_NOBODY, str(models)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    root.joinpath(locked).chmod(0o700)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith(" miniature\n")


def test_clip_interrogators_own_cache(models: Path) -> None:
    row = next(row for row in CATALOGUE if row.spec.startswith("open_clip:ViT-H-14"))
    leave(cached(models.parent / "clip-interrogator", row.repository) / "open_clip_pytorch_model.bin")
    assert list(offered(models)) == [row.spec] and offered(None) == {}


def test_the_hubs_cache(tmp_path: Path) -> None:
    leave_model(cached(tmp_path / "hub", "someone/some-clip"), *WHOLE)
    leave_model(cached(tmp_path / "hub", "someone/some-bert"), *WHOLE, model_type="bert")
    leave_model(cached(tmp_path / "hub", "someone/no-weights"), "tokenizer.json")
    leave(tmp_path / "hub" / "models--broken" / "refs" / "main").write_bytes(b"\xff\xfe")
    leave(tmp_path / "hub" / "version.txt")
    assert list(offered(None)) == ["hf:someone/some-clip"]


@pytest.mark.parametrize("missing", ["model.safetensors", "tokenizer.json", "preprocessor_config.json"])
def test_parts_that_another_program_needed_are_not_offered(tmp_path: Path, missing: str) -> None:
    files = [name for name in WHOLE if name != missing]
    leave_model(cached(tmp_path / "hub", "someone/some-clip"), *files)
    assert offered(None) == {}


@pytest.mark.parametrize(
    ("files", "text", "found"),
    [
        (["open_clip_model.safetensors"], {}, True),
        (["open_clip_model.safetensors"], {"hf_tokenizer_name": "someone/bert"}, False),
        (["open_clip_pytorch_model.bin", "tokenizer.json"], {"hf_tokenizer_name": "someone/bert"}, True),
        (["pytorch_model.bin"], {}, False),
    ],
)
def test_open_clip_in_the_hubs_cache(
    tmp_path: Path, files: list[str], text: dict[str, str], found: bool
) -> None:
    snapshot = cached(tmp_path / "hub", "someone/open")
    for name in files:
        leave(snapshot / name)
    config = {"model_cfg": {"text_cfg": text, "vision_cfg": {}}}
    snapshot.joinpath("open_clip_config.json").write_text(json.dumps(config), encoding="utf-8")
    assert list(offered(None)) == ([f"open_clip:{snapshot}"] if found else [])


def test_a_single_tower_for_another_purpose_is_not_offered(home: Path) -> None:
    place = home / "ComfyUI" / "models" / "clip_vision"
    leave(place / "clip_vision_h.safetensors")
    leave_model(place / "image_encoder", *WHOLE, model_type="clip_vision_model")
    assert offered(None) == {}


@pytest.mark.parametrize(
    "place",
    [
        "Documents/ComfyUI/models/text_encoders",
        "Fooocus/models/clip_vision",
        "SwarmUI/Models/clip_vision",
        "invokeai/models/any/clip_vision",
        "stable-diffusion-webui-forge/models/CLIP",
    ],
)
def test_the_usual_folders_of_other_programs(home: Path, place: str) -> None:
    folder = leave_model(home / place / "some-clip", *WHOLE)
    assert offered(None) == {f"hf:{folder}": f"found in ~/{place}"}


def test_a_user_without_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", no_home)
    assert other_folders(None) == ()
