"""Tiny models of every kind, made once a session, and small helpers."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder
from clip_critic.encoders.cache import VectorCache
from tests.tiny import make_tiny_open_clip, make_tiny_siglip


@pytest.fixture(scope="session")
def open_clip_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_open_clip(tmp_path_factory.mktemp("models") / "tiny-open-clip")


@pytest.fixture(scope="session")
def custom_text_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_open_clip(tmp_path_factory.mktemp("models") / "tiny-custom-text", custom_text=True)


@pytest.fixture(scope="session")
def open_clip_encoder(open_clip_folder: Path) -> Encoder:
    return load_encoder(f"open_clip:{open_clip_folder}", device="cpu")


@pytest.fixture(scope="session")
def siglip_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import transformers

    if not hasattr(transformers, "SiglipModel"):
        pytest.skip("this transformers has no SigLIP")
    return make_tiny_siglip(tmp_path_factory.mktemp("models") / "tiny-siglip")


@pytest.fixture
def copied(tmp_path: Path) -> Callable[[Path], Path]:
    """A copy of a model folder, to be damaged."""
    return lambda folder: shutil.copytree(folder, tmp_path / folder.name)


@pytest.fixture
def cache(tmp_path: Path) -> VectorCache:
    return VectorCache(tmp_path / "cache" / "vectors.db", 10_000_000)
