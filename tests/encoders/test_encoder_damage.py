"""Configurations with any value in any place: a model loads, or one sentence says that it does not."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clip_critic.encoders import load_encoder
from clip_critic.encoders.damage import damage_as_message
from clip_critic.errors import CriticError, EncoderError
from tests.tiny import make_tiny_clip, make_tiny_open_clip

ODD: tuple[Any, ...] = (
    None, True, -1, 0, 3.7, "", "x", [], ["x"], {}, {"a": 1}, [[1]], "../../x", {"quant_method": 5}, 1e400
)  # fmt: skip


def places(value: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the place of every value in a configuration."""
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield (*before, key)
        yield from places(value[key], (*before, key))


def mutant(text: str, chance: random.Random) -> bytes:
    """Return a configuration with one value replaced or gone, or with one byte replaced."""
    if chance.random() < 0.1:
        damaged = bytearray(text.encode())
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        return bytes(damaged)
    value = json.loads(text)
    *outer, last = chance.choice(list(places(value)))
    holder = value
    for key in outer:
        holder = holder[key]
    if chance.random() < 0.2:
        del holder[last]
    else:
        holder[last] = chance.choice(ODD)
    return json.dumps(value).encode()


@pytest.mark.parametrize(
    ("kind", "names", "count"),
    [
        ("hf", ("config.json", "tokenizer_config.json", "preprocessor_config.json"), 30),
        ("open_clip", ("open_clip_config.json",), 20),
    ],
)
def test_damaged_configurations(tmp_path: Path, kind: str, names: tuple[str, ...], count: int) -> None:
    folder = (make_tiny_clip if kind == "hf" else make_tiny_open_clip)(tmp_path / "model")
    chance = random.Random(7)
    refusals = 0
    for _ in range(count):
        file = folder / chance.choice(names)
        content = file.read_text(encoding="utf-8")
        file.write_bytes(mutant(content, chance))
        try:
            load_encoder(f"{kind}:{folder}", device="cpu")
        except EncoderError as error:
            assert "\n" not in str(error) and len(str(error)) < 900
            refusals += 1
        file.write_text(content, encoding="utf-8")
    assert count / 6 < refusals < count


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (IndexError("list index"), r"do not fit each other.*list index"),
        (ImportError(), r"\(ImportError\)"),
        (MemoryError(), "not enough memory to load"),
        (RuntimeError("not enough memory: you tried to allocate"), "not enough memory to load"),
        (EncoderError("as it is"), "^as it is$"),
    ],
)
def test_any_error_becomes_one_sentence(error: Exception, message: str) -> None:
    with pytest.raises(CriticError, match=message), damage_as_message("a model"):
        raise error
