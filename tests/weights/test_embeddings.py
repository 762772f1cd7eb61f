"""Embeddings of textual inversion: as people have them, as attackers make them, and as we write them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from safetensors import safe_open
from safetensors.torch import save_file

from clip_critic.errors import StorageError, WeightsError
from clip_critic.weights.embeddings import (
    ENDINGS,
    MOST_VECTORS,
    Embedding,
    is_ours,
    read_embedding,
    read_embeddings,
    write_embedding,
)
from tests.weights.attacks import ATTACKS, HARMLESS, MARK, little_memory

TWO = torch.randn(2, 768)
OLD = {"string_to_token": {"*": 265}, "name": "inner", "step": 1875}
ON = {"sd_checkpoint": "7ab762a7", "sd_checkpoint_name": "blossom-extract"}


def stored(file: Path, content: Any) -> Path:
    """Write a file as trainings do: by torch, or as safetensors."""
    if file.suffix == ".safetensors":
        save_file(content, file)
    else:
        torch.save(content, file)
    return file


LAYOUTS: dict[str, tuple[str, Any, dict[str, torch.Tensor]]] = {
    "AUTOMATIC1111": ("cat.pt", OLD | ON | {"string_to_param": {"*": TWO}}, {"": TWO}),
    "the first trainings": (
        "cat.pt",
        {"string_to_param": torch.nn.ParameterDict({"*": torch.nn.Parameter(TWO)})},
        {"": TWO},
    ),
    "diffusers and fastai": ("cat.bin", {"<birb-style>": TWO[0]}, {"": TWO[:1]}),
    "diffusers, several vectors": ("cat.bin", {"<birb-style>": TWO}, {"": TWO}),
    "sd-scripts": ("cat.safetensors", {"emb_params": TWO.half()}, {"": TWO.half().float()}),
    "bfloat16": ("cat.safetensors", {"<cat>": TWO.bfloat16()}, {"": TWO.bfloat16().float()}),
    "SD 2.x": ("cat.pt", {"string_to_param": {"*": torch.ones(3, 1024)}}, {"": torch.ones(3, 1024)}),
    "SDXL": (
        "cat.safetensors",
        {"clip_g": torch.ones(2, 1280), "clip_l": TWO},
        {"clip_g": torch.ones(2, 1280), "clip_l": TWO},
    ),
    "SDXL by torch": (
        "cat.pt",
        {"clip_l": TWO, "clip_g": torch.ones(2, 1280)},
        {"clip_l": TWO, "clip_g": torch.ones(2, 1280)},
    ),
    "SDXL of diffusers' trainings": (
        "cat.safetensors",
        {"text_encoders_0": TWO, "text_encoders_1": torch.ones(2, 1280)},
        {"clip_l": TWO, "clip_g": torch.ones(2, 1280)},
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_layouts_that_people_have(tmp_path: Path, layout: str) -> None:
    name, content, parts = LAYOUTS[layout]
    found = read_embedding(stored(tmp_path / name, content))
    assert found.name == "cat"
    assert found.parts.keys() == parts.keys()
    for tower, vectors in parts.items():
        assert found.parts[tower].dtype == np.float32
        assert np.array_equal(found.parts[tower], vectors.numpy())
    assert found.count == len(next(iter(parts.values())))
    assert found.widths == {tower: vectors.shape[1] for tower, vectors in parts.items()}


def test_what_a_file_says_about_its_training(tmp_path: Path) -> None:
    old = read_embedding(stored(tmp_path / "a.pt", OLD | ON | {"string_to_param": {"*": TWO}}))
    assert (old.step, old.trained_on, old.term) == (1875, "blossom-extract [7ab762a7]", "")
    save_file({"emb_params": TWO}, tmp_path / "b.safetensors", {"ss_steps": "400", "ss_sd_model_name": "x"})
    new = read_embedding(tmp_path / "b.safetensors")
    assert (new.step, new.trained_on) == (400, "x")
    plain = read_embedding(stored(tmp_path / "c.bin", {"<birb-style>": TWO}))
    assert (plain.step, plain.trained_on, plain.term) == (None, "", "<birb-style>")


@pytest.mark.parametrize("value", ["a\nb", "\x1b[2J", "x" * 300, 7, None, ["a"], TWO])
def test_what_cannot_be_shown_is_left_out(tmp_path: Path, value: object) -> None:
    content = {"sd_checkpoint_name": value, "step": value, "string_to_param": {"*": TWO}}
    found = read_embedding(stored(tmp_path / "a.pt", content))
    assert found.trained_on == ""
    assert found.step in (None, 7)


@pytest.mark.parametrize("ending", ENDINGS)
def test_several_terms_in_a_file(tmp_path: Path, ending: str) -> None:
    file = stored(tmp_path / f"both{ending}", {"<my-cat>": TWO[:1].clone(), "<my-dog>": TWO})
    first, second = read_embeddings(file)
    assert (first.name, first.term, first.count) == ("my-cat", "<my-cat>", 1)
    assert (second.name, second.term, second.count) == ("my-dog", "<my-dog>", 2)
    with pytest.raises(WeightsError, match=r"2 terms \(<my-cat>, <my-dog>\)"):
        read_embedding(file)


def test_reading_needs_no_torch(tmp_path: Path) -> None:
    files = [
        str(stored(tmp_path / f"{number}{name}", content))
        for number, (name, content, _) in enumerate(LAYOUTS.values())
    ]
    code = "import sys; from pathlib import Path; from clip_critic.weights.embeddings import read_embedding;"
    code += "print(len([read_embedding(Path(file)) for file in sys.argv[1:]]), 'torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, *files], capture_output=True, text=True, check=True)
    assert done.stdout == f"{len(LAYOUTS)} False\n"


NAN = torch.full((2, 768), torch.nan)
UNUSABLE: dict[str, tuple[str, Any, str]] = {
    "NaN": ("a.pt", {"string_to_param": {"*": NAN}}, "not finite"),
    "infinite": ("a.safetensors", {"emb_params": NAN.nan_to_num(torch.inf)}, "not finite"),
    "too large for float32": (
        "a.safetensors",
        {"emb_params": torch.full((1, 8), 1e300, dtype=torch.float64)},
        "not finite",
    ),
    "zeros": ("a.bin", {"<a>": torch.cat([TWO, torch.zeros(1, 768)])}, "vector 3 are 0"),
    "10,000 vectors": ("a.pt", {"string_to_param": {"*": torch.ones(10_000, 8)}}, "10,000 vectors"),
    "10,000 vectors of safetensors": ("a.safetensors", {"emb_params": torch.ones(10_000, 8)}, "room for 75"),
    "76 vectors": ("a.bin", {"<a>": torch.ones(MOST_VECTORS + 1, 8)}, "76 vectors"),
    "many terms": ("a.bin", {f"<{term}>": torch.ones(8) for term in range(65)}, "holds <0>, <1>, <2>"),
    "a wide vector": ("a.bin", {"<a>": torch.ones(2, 8193)}, "2 x 8193"),
    "no vector": ("a.bin", {"<a>": torch.ones(0, 768)}, "0 x 768"),
    "three dimensions": ("a.bin", {"<a>": torch.ones(1, 2, 768)}, "1 x 2 x 768"),
    "a number": ("a.safetensors", {"<a>": torch.tensor(1.0)}, "of one number"),
    "whole numbers": ("a.bin", {"<a>": torch.ones(2, 8, dtype=torch.int64)}, "not fractions"),
    "whole numbers of safetensors": (
        "a.safetensors",
        {"<a>": torch.ones(2, 8, dtype=torch.int64)},
        "not fractions",
    ),
    "an optimizer of AUTOMATIC1111": ("a.pt", {"hash": "ab", "optimizer_state_dict": {}}, "optimizer"),
    "an optimizer of torch": ("optimizer.bin", torch.optim.Adam([TWO]).state_dict(), "optimizer"),
    "a LoRA": (
        "a.safetensors",
        {"lora_up": torch.ones(768, 4), "lora_down": torch.ones(4, 768)},
        "768 vectors",
    ),
    "two widths": ("a.bin", {"<a>": torch.ones(768), "<b>": torch.ones(1024)}, "several lengths"),
    "towers that do not fit": (
        "a.bin",
        {"clip_l": torch.ones(1, 8), "clip_g": torch.ones(2, 9)},
        "different",
    ),
    "one of two towers": (
        "a.bin",
        {"clip_l": torch.ones(1, 8), "other": torch.ones(1, 9)},
        "several lengths",
    ),
    "no tensor": ("a.bin", {"a": 1, "b": "c"}, "holds a, b"),
    "nothing": ("a.bin", {}, "it is empty"),
    "a row": ("a.bin", [TWO], "no names"),
    "a table in a table": ("a.pt", {"string_to_param": TWO}, "no table"),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_what_is_no_embedding(tmp_path: Path, case: str) -> None:
    name, content, words = UNUSABLE[case]
    file = stored(tmp_path / name, content)
    with pytest.raises(WeightsError) as raised:
        read_embeddings(file)
    assert words in str(raised.value)
    assert str(file) in str(raised.value)


def test_a_checkpoint_is_not_read_into_memory(tmp_path: Path) -> None:
    file = stored(tmp_path / "a.safetensors", {"emb_params": TWO})
    os.truncate(file, 300_000_000_000)
    with pytest.raises(WeightsError, match="64 MiB"), little_memory():
        read_embeddings(file)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "embeddings").mkdir()
    file = tmp_path / "embeddings" / "a.pt"
    ATTACKS[name](file)
    with pytest.raises(WeightsError) as raised, little_memory():
        read_embeddings(file)
    message = str(raised.value)
    assert str(file) in message
    assert message.isprintable()
    assert len(message) < 600 + len(str(file))
    assert not (tmp_path / MARK).exists()
    assert sorted(tmp_path.iterdir()) == [tmp_path / "embeddings"]


@pytest.mark.parametrize("name", ["weights", "a parameter", "a folder of its own"])
def test_what_is_no_attack_is_read(tmp_path: Path, name: str) -> None:
    """The attacks are refused for what they do, as the same file without it is an embedding."""
    HARMLESS[name](tmp_path / "a.pt")
    assert read_embedding(tmp_path / "a.pt").parts[""].tolist() == [[0, 1, 2], [3, 4, 5]]


def test_a_file_cut_short_at_every_percent(tmp_path: Path) -> None:
    for ending in ENDINGS:
        content = stored(tmp_path / f"a{ending}", {"<a>": TWO}).read_bytes()
        for percent in range(100):
            (tmp_path / f"b{ending}").write_bytes(content[: len(content) * percent // 100])
            with pytest.raises(WeightsError, match="damaged or incomplete"):
                read_embeddings(tmp_path / f"b{ending}")


@given(content=st.data(), ending=st.sampled_from(ENDINGS))
def test_any_damage_is_one_error(
    tmp_path_factory: pytest.TempPathFactory, content: st.DataObject, ending: str
) -> None:
    """A file with any bytes changed is read, or refused with one error, and always within bounds."""
    folder = tmp_path_factory.mktemp("damaged")
    whole = bytearray(stored(folder / f"a{ending}", {"<a>": TWO[:, :8].clone()}).read_bytes())
    places = st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255))
    for place, value in content.draw(st.lists(places, min_size=1, max_size=20)):
        whole[place] = value
    (folder / f"b{ending}").write_bytes(whole)
    try:
        found = read_embeddings(folder / f"b{ending}")
    except WeightsError as error:
        assert str(error).isprintable()
    else:
        for embedding in found:
            assert embedding.count <= MOST_VECTORS
            assert all(np.isfinite(vectors).all() for vectors in embedding.parts.values())


VECTORS = arrays.arrays(
    np.float32,
    st.tuples(st.integers(1, MOST_VECTORS), st.integers(1, 12)),
    elements=st.floats(0.125, 8, width=32),
)
LINES = st.text(st.characters(categories=("L", "N", "P")), max_size=20)


@given(
    parts=VECTORS.flatmap(
        lambda one: st.sampled_from([{"": one}, {"clip_l": one, "clip_g": np.repeat(one, 2, axis=1)}])
    ),
    step=st.none() | st.integers(0, 10**8),
    trained_on=LINES,
    lineage=st.dictionaries(LINES, st.lists(LINES) | st.integers() | LINES),
)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    parts: Mapping[str, Any],
    step: int | None,
    trained_on: str,
    lineage: Mapping[str, Any],
) -> None:
    file = tmp_path_factory.mktemp("written") / "my-cat.safetensors"
    write_embedding(file, Embedding("my-cat", parts, step, trained_on, lineage))
    found = read_embedding(file)
    assert (found.name, found.step, found.trained_on, found.lineage) == ("my-cat", step, trained_on, lineage)
    assert found.parts.keys() == parts.keys()
    assert all(np.array_equal(found.parts[tower], parts[tower]) for tower in parts)
    assert is_ours(file)


def test_a_written_file_is_what_other_programs_read(tmp_path: Path) -> None:
    write_embedding(
        tmp_path / "a.safetensors", Embedding("a", {"": TWO.numpy()}, lineage={"by": "averaging"})
    )
    with safe_open(tmp_path / "a.safetensors", "pt") as file:
        assert list(file.keys()) == ["emb_params"]
        assert torch.equal(file.get_tensor("emb_params"), TWO)
        assert json.loads(file.metadata()["lineage"]) == {"by": "averaging"}


@pytest.mark.parametrize("lineage", ["", "{", "[1]", "[" * 100_000])
def test_a_lineage_that_is_none(tmp_path: Path, lineage: str) -> None:
    save_file({"emb_params": TWO}, tmp_path / "a.safetensors", {"clip_critic": "1", "lineage": lineage})
    assert read_embedding(tmp_path / "a.safetensors").lineage == {}


def test_a_file_of_anothers_is_never_written_over(tmp_path: Path) -> None:
    ours = Embedding("a", {"": TWO.numpy()})
    theirs = stored(tmp_path / "a.safetensors", {"emb_params": TWO})
    link = tmp_path / "link.safetensors"
    write_embedding(tmp_path / "ours.safetensors", ours)
    link.symlink_to(tmp_path / "ours.safetensors")
    (tmp_path / "text.safetensors").write_text("notes")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    for file in (theirs, link, tmp_path / "text.safetensors"):
        with pytest.raises(StorageError, match="choose another name"):
            write_embedding(file, ours)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
    write_embedding(tmp_path / "ours.safetensors", Embedding("a", {"": 2 * TWO.numpy()}))
    assert np.array_equal(read_embedding(tmp_path / "ours.safetensors").parts[""], 2 * TWO.numpy())


def test_what_hosts_cannot_use_is_not_written(tmp_path: Path) -> None:
    for vectors in (np.zeros((1, 8)), np.full((1, 8), np.nan), np.ones((76, 8))):
        with pytest.raises(WeightsError):
            write_embedding(tmp_path / "a.safetensors", Embedding("a", {"": vectors.astype(np.float32)}))
    assert not list(tmp_path.iterdir())
