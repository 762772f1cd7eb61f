"""Measurements are stored for each machine, and a damaged file is ignored."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from clip_critic.encoders import load_encoder, measurements
from clip_critic.encoders.measurements import FILE, Measurements, keep_in, machine, processor

CPU = "processor\t: 0\nmodel name\t: Some CPU\nflags\t\t: fpu {flags}\ncpu MHz\t\t: {mhz}\n\nprocessor\t: 1\n"


@pytest.fixture(autouse=True)
def usual_folder() -> Iterator[None]:
    yield
    keep_in(None)
    processor.cache_clear()


@pytest.fixture
def stored(tmp_path: Path) -> Measurements:
    found = Measurements(tmp_path)
    found.add({"64x8x8": "linear"})
    return found


def test_what_is_added_is_read_beside_what_was_there(stored: Measurements, tmp_path: Path) -> None:
    Measurements(tmp_path).add({"bfloat16": "yes"})
    assert stored.read() == {"64x8x8": "linear", "bfloat16": "yes"}
    assert [file.name for file in tmp_path.iterdir()] == [FILE]


def test_other_machines_have_results_of_their_own(
    stored: Measurements, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measurements, "machine", lambda: "another one")
    assert stored.read() == {}
    stored.add({"64x8x8": "convolution"})
    monkeypatch.undo()
    assert stored.read() == {"64x8x8": "linear"}


def test_a_machine_is_its_processor_its_torch_and_its_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    first = machine()
    assert torch.__version__ in first and f"{torch.get_num_threads()} threads" in first
    monkeypatch.setattr(torch, "get_num_threads", lambda: 99)
    second = machine()
    monkeypatch.setattr(torch, "__version__", "9.9.9")
    assert len({first, second, machine()}) == 3


def test_processors_differ_by_what_they_can_and_not_by_their_clock(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    names = []
    for flags, mhz in (("avx2", "2000"), ("avx2", "3100"), ("avx2 amx_bf16", "2000")):
        (tmp_path / "cpuinfo").write_text(CPU.format(flags=flags, mhz=mhz))
        monkeypatch.setattr(measurements, "CPUINFO", tmp_path / "cpuinfo")
        processor.cache_clear()
        names.append(processor())
    assert names[0] == names[1] != names[2]
    assert all(name.startswith("Some CPU ") for name in names)


def test_a_processor_has_a_name_without_linux(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(measurements, "CPUINFO", tmp_path / "nothing")
    processor.cache_clear()
    assert processor()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b"7",
        b"[" * 100_000,
        b"{}",
        b'{"version": 1}',
        b'{"version": 1, "machines": []}',
        b'{"version": 99, "machines": {}}',
        b'{"version": 1, "machines": {"M": []}}',
        b'{"version": 1, "machines": {"M": {"64x8x8": 7}}}',
    ],
)
def test_a_damaged_file_counts_as_empty(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content.replace(b'"M"', json.dumps(machine()).encode()))
    found = Measurements(tmp_path)
    assert found.read() == {}
    found.add({"64x8x8": "linear"})
    assert found.read() == {"64x8x8": "linear"}


def test_two_thousand_damaged_files_are_read(stored: Measurements, tmp_path: Path) -> None:
    content, draw = (tmp_path / FILE).read_bytes(), random.Random(0)
    for _ in range(2000):
        damaged = bytearray(content[: draw.randrange(1, len(content) + 1)])
        for _ in range(draw.randrange(4)):
            damaged[draw.randrange(len(damaged))] = draw.randrange(256)
        (tmp_path / FILE).write_bytes(damaged)
        assert all(isinstance(text, str) for pair in stored.read().items() for text in pair)


def test_a_folder_that_cannot_be_written_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    found = Measurements(tmp_path / "file")
    found.add({"64x8x8": "linear"})
    assert found.read() == {}


def test_the_folder_is_the_users_cache_or_the_one_of_the_program(
    own_folders: Path, tmp_path: Path, tiny_clip: Path
) -> None:
    def file() -> Path:
        return measurements.measurements()._file

    assert file() == own_folders / "cache" / FILE
    load_encoder(f"hf:{tiny_clip}", device="cpu", cache_dir=tmp_path / "other")
    assert file() == tmp_path / "other" / FILE
    load_encoder(f"hf:{tiny_clip}", device="cpu")
    assert file() == own_folders / "cache" / FILE
    assert not (own_folders / "cache").exists()  # a tiny model has nothing to measure
