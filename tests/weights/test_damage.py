"""Damaged files of weights: thousands of small changes, each of which is refused in words or does no harm."""

from __future__ import annotations

import io
import random
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch
from safetensors.torch import save

from clip_critic.encoders.weights import find_weights, read_state
from clip_critic.errors import CriticError, EncoderError
from clip_critic.weights.headers import read_header
from clip_critic.weights.torch_files import is_program, read_tree
from tests.weights.files import packed, table, tensor
from tests.weights.test_torch_files import Whole, program

MUTANTS = 2000


def saved(content: object, protocol: int = 2) -> bytes:
    stream = io.BytesIO()
    torch.save(content, stream, pickle_protocol=protocol)
    return stream.getvalue()


def weights() -> dict[str, torch.Tensor]:
    return {"a": torch.randn(2, 3), "b": torch.randn(3).bfloat16(), "c": torch.ones(2, 2)}


def made_program(folder: Path) -> bytes:
    program(folder / "made.pt", Whole())
    return (folder / "made.pt").read_bytes()


FILES: dict[str, Callable[[Path], bytes]] = {
    "torch": lambda _: saved(weights()),
    "torch, protocol 5": lambda _: saved({"state_dict": weights(), "epoch": 3}, 5),
    "by hand": lambda _: packed(table(tensor())),
    "a program": made_program,
    "safetensors": lambda _: save(weights(), {"format": "pt"}),
}
NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 1 << 60, (1 << 63) - 1, (1 << 64) - 1)


def mutants(content: bytes, count: int, seed: int) -> Iterator[bytes]:
    """Yield variants of a file: bytes changed, taken out, doubled, moved, or replaced with large numbers."""
    chance = random.Random(seed)
    for _ in range(count):
        changed = bytearray(content)
        for _ in range(chance.choice((1, 1, 2, 5))):
            _mutate(changed, chance)
        yield bytes(changed)


def _mutate(content: bytearray, chance: random.Random) -> None:
    if not content:
        return
    place = chance.randrange(len(content))
    length = chance.choice((1, 2, 4, 8, 50))
    match chance.randrange(7):
        case 0:
            content[place] ^= 1 << chance.randrange(8)
        case 1:
            content[place] = chance.randrange(256)
        case 2:
            del content[place : place + length]
        case 3:
            content[place:place] = content[place : place + length]
        case 4:
            other = chance.randrange(len(content))
            content[place : place + length] = content[other : other + length]
        case 5:
            number = struct.pack("<Q", chance.choice(NUMBERS))[: chance.choice((1, 2, 4, 8))]
            content[place : place + len(number)] = number
        case 6:
            del content[place:]


@pytest.mark.parametrize("kind", FILES)
def test_thousands_of_damaged_files(tmp_path: Path, kind: str) -> None:
    file, refused = tmp_path / "model.bin", 0
    for number, content in enumerate(mutants(FILES[kind](tmp_path), MUTANTS, seed=7)):
        file.write_bytes(content)
        try:
            if number % 5:
                read_state([file])
            else:
                is_program(file)
                read_header(file)
                read_tree(file)
        except CriticError as error:
            refused += 1
            message = str(error)
            assert str(file) in message, content
            assert message.isprintable(), content
    assert refused > MUTANTS // 4


@pytest.mark.parametrize("kind", ["torch", "safetensors"])
def test_a_changed_table_alone(tmp_path: Path, kind: str) -> None:
    """The file around the table is right, so that every change reaches the reader of tables."""
    file = tmp_path / "model.bin"
    for content in mutants(_table_of(kind), MUTANTS, seed=11):
        file.write_bytes(_around(kind, content))
        try:
            for value in read_state([file]).values():
                assert value.numel() <= 64
                value.clone()  # all numbers are really there
        except EncoderError as error:
            assert str(error).isprintable(), content


def _table_of(kind: str) -> bytes:
    if kind == "torch":
        return table(tensor(), tensor(), tensor())
    content = save(weights())
    return content[8 : 8 + struct.unpack("<Q", content[:8])[0]]


def _around(kind: str, content: bytes) -> bytes:
    if kind == "torch":
        return packed(content)
    file = save(weights())
    data = file[8 + struct.unpack("<Q", file[:8])[0] :]
    return struct.pack("<Q", len(content)) + content + data


def test_a_damaged_index(tmp_path: Path) -> None:
    index = tmp_path / "model.safetensors.index.json"
    text = (
        b'{"metadata": {"size": 3}, "weight_map": {"a": "model-1.safetensors", "b": "model-2.safetensors"}}'
    )
    for content in mutants(text, MUTANTS, seed=3):
        index.write_bytes(content)
        try:
            assert all(file.parent == tmp_path for file in find_weights(tmp_path, ("model",)))
        except EncoderError as error:
            assert str(error).isprintable(), content
