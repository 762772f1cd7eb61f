"""The concepts in folders: listed, found, and saved beside the files of others."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from clip_critic.concepts import library as module
from clip_critic.concepts.library import ConceptLibrary
from clip_critic.concepts.training import STARTED
from clip_critic.errors import ConceptError, StorageError
from clip_critic.weights.embeddings import Embedding, read_embedding, write_embedding


def vectors(count: int = 1, width: int = 8, start: float = 1) -> Embedding:
    numbers = np.arange(start, start + count * width, dtype=np.float32).reshape(count, width)
    return Embedding("my-cat", {"": numbers}, 3, "a model", {"parents": ["x"]})


def theirs(file: Path, count: int = 1) -> Path:
    """Write a file as another program does."""
    from safetensors.numpy import save_file

    file.parent.mkdir(parents=True, exist_ok=True)
    save_file({"emb_params": vectors(count).parts[""]}, file)
    return file


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "concepts"


@pytest.fixture
def hosts(tmp_path: Path) -> Path:
    return tmp_path / "embeddings"


@pytest.fixture
def shelf(own: Path, hosts: Path) -> ConceptLibrary:
    return ConceptLibrary(own, [hosts])


def test_folders_that_are_not_there_are_empty(shelf: ConceptLibrary) -> None:
    assert shelf.holdings().concepts == ()
    assert shelf.get("my-cat") is None
    with pytest.raises(ConceptError, match=r"no concept <my-cat>, and none at all yet.*embeddings"):
        shelf.find("my-cat")


def test_all_concepts_are_listed_by_name(shelf: ConceptLibrary, own: Path, hosts: Path) -> None:
    theirs(hosts / "zebra.safetensors")
    theirs(hosts / "sub" / "Ape.safetensors")
    write_embedding(own / "my-cat.safetensors", vectors())
    (hosts / "broken.pt").write_bytes(b"PK\x03\x04 no more")
    (hosts / "zebra.preview.png").write_bytes(b"")
    (hosts / ".hidden.safetensors").write_bytes(b"")
    found = shelf.holdings()
    assert [(one.name, one.in_host) for one in found.concepts] == [
        ("Ape", True),
        ("my-cat", False),
        ("zebra", True),
    ]
    assert [one.file.name for one in found.unusable] == ["broken.pt"]
    assert "damaged" in found.unusable[0].reason


def test_a_concept_is_found_in_any_case(shelf: ConceptLibrary, hosts: Path) -> None:
    theirs(hosts / "sub" / "EasyNegative.safetensors")
    assert shelf.find("easynegative").name == "EasyNegative"
    with pytest.raises(ConceptError, match="There are: <EasyNegative>"):
        shelf.find("easy")


def test_terms_of_one_file_are_concepts_of_their_own(shelf: ConceptLibrary, hosts: Path) -> None:
    from safetensors.numpy import save_file

    hosts.mkdir()
    both = {"<my-cat>": vectors().parts[""], "<my-dog>": vectors(2).parts[""]}
    save_file(both, hosts / "pets.safetensors")
    assert [one.name for one in shelf.holdings().concepts] == ["my-cat", "my-dog"]
    assert shelf.find("my-dog").embedding.count == 2


def test_a_changed_file_is_read_again(shelf: ConceptLibrary, own: Path) -> None:
    write_embedding(own / "my-cat.safetensors", vectors())
    before = shelf.find("my-cat").embedding
    assert shelf.find("my-cat").embedding is before
    write_embedding(own / "my-cat.safetensors", vectors(start=2))
    assert shelf.find("my-cat").embedding.digest != before.digest
    (own / "my-cat.safetensors").unlink()
    assert shelf.get("my-cat") is None


def test_a_damaged_concept_is_not_taken_for_a_missing_one(shelf: ConceptLibrary, own: Path) -> None:
    own.mkdir()
    (own / "my-cat.safetensors").write_bytes(b"x" * 100)
    with pytest.raises(ConceptError, match="damaged"):
        shelf.get("my-cat")


def test_of_two_with_one_name_ours_counts(shelf: ConceptLibrary, own: Path, hosts: Path) -> None:
    write_embedding(own / "my-cat.safetensors", vectors())
    theirs(hosts / "my-cat.safetensors", 2)
    found = shelf.holdings()
    assert [one.in_host for one in found.concepts] == [False]
    assert "other vectors" in found.unusable[0].reason
    assert not shelf.find("my-cat").in_host


def test_a_name_that_no_keyword_can_have(shelf: ConceptLibrary, hosts: Path) -> None:
    theirs(hosts / "a,b.safetensors")
    found = shelf.holdings()
    assert found.concepts == ()
    assert "rename it" in found.unusable[0].reason


def test_links_in_a_circle_end(shelf: ConceptLibrary, hosts: Path) -> None:
    theirs(hosts / "my-cat.safetensors")
    (hosts / "again").symlink_to(hosts)
    assert [one.name for one in shelf.holdings().concepts] == ["my-cat"]


def test_too_many_files_are_said(shelf: ConceptLibrary, hosts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FILES", 2)
    for name in "abc":
        theirs(hosts / f"{name}.safetensors")
    found = shelf.holdings()
    assert [one.name for one in found.concepts] == ["a", "b"]
    assert "more than 2 files" in found.unusable[0].reason


def test_a_concept_is_saved_for_us_and_for_the_host(shelf: ConceptLibrary, own: Path, hosts: Path) -> None:
    saved = shelf.save(vectors(2))
    files = saved.files
    assert saved.name == "my-cat"
    assert "Forge from the next checkpoint" in saved.note  # nobody here can tell the host
    assert files == (own / "my-cat.safetensors", hosts / "my-cat.safetensors")
    for file in files:
        found = read_embedding(file)
        assert found.digest == vectors(2).digest
        assert (found.step, found.trained_on, found.lineage) == (3, "a model", {"parents": ["x"]})
    assert [path for path in hosts.iterdir() if path.name.startswith(".")] == []
    assert shelf.save(vectors(), to_host=False).files == files[:1]
    assert read_embedding(files[1]).count == 2
    assert ConceptLibrary(own).save(vectors(3)).files == files[:1]


def test_the_host_is_told_of_a_file_in_its_folder(own: Path, hosts: Path) -> None:
    there: list[bool] = []

    def told(embedding: Embedding) -> str:
        there.append((hosts / "my-cat.safetensors").is_file())
        return f"Load {embedding.name} of {embedding.widths['']}."

    library = ConceptLibrary(own, [hosts], told)
    assert library.save(vectors(), to_host=False).note == ""
    assert there == []
    assert library.save(vectors()).note == "Load my-cat of 8."
    assert there == [True]
    copied = library.save_for_training(replace(vectors(), name="my-cat-2"))
    assert copied.note == "Load my-cat-2 of 8."


def test_ours_may_be_saved_again_with_its_preview_beside(shelf: ConceptLibrary, hosts: Path) -> None:
    shelf.save(vectors())
    (hosts / "my-cat.preview.png").write_bytes(b"a preview")
    (hosts / "my-cat.json").write_text("{}")
    shelf.save(vectors(2))
    assert (hosts / "my-cat.preview.png").read_bytes() == b"a preview"


@pytest.mark.parametrize(
    "name",
    [
        "my-cat.safetensors",
        "my-cat.pt",
        "MY-CAT.bin",
        "sub/my-cat.pt",
        "my-cat.png",
        "my-cat.preview.png",
        "my-cat.civitai.info",
        "my-cat.txt",
    ],
)
def test_a_name_that_a_file_of_anothers_has(shelf: ConceptLibrary, own: Path, hosts: Path, name: str) -> None:
    theirs(hosts / name)
    before = (hosts / name).read_bytes()
    with pytest.raises(ConceptError, match="choose another"):
        shelf.save(vectors())
    assert (hosts / name).read_bytes() == before
    assert [path for path in hosts.rglob("*") if path.is_file()] == [hosts / name]
    assert not own.exists()


def test_a_file_of_anothers_beside_ours(shelf: ConceptLibrary, hosts: Path) -> None:
    shelf.save(vectors())
    theirs(hosts / "my-cat.pt")
    with pytest.raises(ConceptError, match=r"my-cat\.pt"):
        shelf.save(vectors(2))
    assert read_embedding(hosts / "my-cat.safetensors").count == 1


def test_what_cannot_be_saved(shelf: ConceptLibrary, own: Path) -> None:
    for name in ("AND", "../x", "a b", ""):
        with pytest.raises(ConceptError):
            shelf.save(Embedding(name, vectors().parts))
    with pytest.raises(ConceptError, match="not finite"):
        shelf.save(Embedding("x", {"": np.full((1, 8), np.nan, np.float32)}))
    own.write_text("a file in the place of the folder")
    with pytest.raises(StorageError):
        shelf.save(vectors())
    assert own.read_text() == "a file in the place of the folder"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everybody may read everything here")
def test_a_folder_that_cannot_be_read_is_said(shelf: ConceptLibrary, hosts: Path) -> None:
    theirs(hosts / "sub" / "my-cat.safetensors")
    (hosts / "sub").chmod(0)
    try:
        assert "cannot be read" in shelf.holdings().unusable[0].reason
    finally:
        (hosts / "sub").chmod(0o755)


def test_a_copy_for_training_is_a_file_of_the_host_s_own_kind(
    shelf: ConceptLibrary, own: Path, hosts: Path
) -> None:
    shelf.save(vectors(2))
    saved = shelf.save_for_training(replace(shelf.find("my-cat").embedding, name="my-cat-2"))
    assert saved.files == (hosts / "my-cat-2.pt",)
    content = torch.load(saved.files[0], weights_only=True)  # of our own making
    assert (content["step"], content["name"]) == (3, "my-cat-2")
    assert content["string_to_param"]["*"].tolist() == vectors(2).parts[""].tolist()
    found = shelf.find("my-cat-2")
    assert (found.in_host, found.embedding.step) == (True, 3)
    assert found.embedding.digest == vectors(2).digest
    assert not (own / "my-cat-2.safetensors").exists()


def test_steps_of_a_start_are_no_training(shelf: ConceptLibrary) -> None:
    started = replace(vectors(), lineage={STARTED: {}}, step=300)
    (file,) = shelf.save_for_training(started).files
    assert read_embedding(file).step == 0


def test_a_copy_for_training_needs_a_free_name_and_a_host(
    shelf: ConceptLibrary, own: Path, hosts: Path
) -> None:
    shelf.save(vectors())
    shelf.save_for_training(replace(vectors(), name="trained"))
    kept = (hosts / "trained.pt").read_bytes()
    for name in ("my-cat", "trained", "MY-CAT"):
        with pytest.raises(ConceptError, match="choose another"):
            shelf.save_for_training(replace(vectors(5), name=name))
    with pytest.raises(ConceptError, match="is a path"):
        shelf.save_for_training(replace(vectors(), name="../x"))
    with pytest.raises(ConceptError, match="two text towers"):
        both = {"clip_l": np.ones((1, 8), np.float32), "clip_g": np.ones((1, 9), np.float32)}
        shelf.save_for_training(Embedding("both", both))
    with pytest.raises(ConceptError, match="no folder"):
        ConceptLibrary(own).save_for_training(vectors())
    assert (hosts / "trained.pt").read_bytes() == kept
    assert sorted(file.name for file in hosts.iterdir()) == ["my-cat.safetensors", "trained.pt"]
