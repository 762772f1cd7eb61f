"""Attacks in files of weights: nothing runs, nothing hangs, and one message says why.

Each file is opened as an encoder's weights. Files that are no attack must be read, so that the others are
known to be refused for what they do.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import save

from clip_critic.encoders.weights import read_state
from clip_critic.errors import EncoderError
from tests.weights.attacks import ATTACKS, HARMLESS, MARK, little_memory
from tests.weights.files import archive, packed, table, tensor


def refusal(file: Path) -> str:
    """Return the message with which a file is refused, with little memory."""
    with pytest.raises(EncoderError) as raised, little_memory():
        read_state([file])
    return str(raised.value)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "models").mkdir()
    file = tmp_path / "models" / "pytorch_model.bin"
    ATTACKS[name](file)
    message = refusal(file)
    assert str(file) in message
    assert message.isprintable()
    assert len(message) < 600 + len(str(file))
    assert not (tmp_path / MARK).exists()
    assert sorted(tmp_path.iterdir()) == [tmp_path / "models"]


def test_there_are_many_attacks() -> None:
    assert len(ATTACKS) >= 100


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_no_attack_is_read(tmp_path: Path, name: str) -> None:
    HARMLESS[name](tmp_path / "x.bin")
    with little_memory():
        assert read_state([tmp_path / "x.bin"])["a"].shape == (2, 3)


def test_a_link_to_weights_is_followed(tmp_path: Path) -> None:
    """The hub's own cache is made of links."""
    archive(tmp_path / "blob", table(tensor()))
    (tmp_path / "x.bin").symlink_to(tmp_path / "blob")
    assert list(read_state([tmp_path / "x.bin"])) == ["a"]


@pytest.mark.parametrize(
    "content", [packed(), save({"a": torch.arange(600.0)})], ids=["torch", "safetensors"]
)
def test_a_file_cut_short_at_every_percent(tmp_path: Path, content: bytes) -> None:
    for percent in range(100):
        (tmp_path / "x.bin").write_bytes(content[: len(content) * percent // 100])
        assert "damaged or incomplete" in refusal(tmp_path / "x.bin")
