"""New files in the host's folder of embeddings, without a host: what it is told, and what it forgets."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, ClassVar

import numpy as np
import pytest

from clip_critic.weights.embeddings import Embedding
from tests.hosts.stand_in import checkpoint, ours, standing_in

WIDE = Embedding("my-cat", {"": np.ones((2, 768), np.float32)})
NARROW = Embedding("my-cat", {"": np.ones((2, 512), np.float32)})
BOTH = Embedding(
    "my-cat", {"clip_l": np.ones((2, 768), np.float32), "clip_g": np.ones((2, 1280), np.float32)}
)


class Folder:
    """The host's mark of when it has read a folder."""

    def __init__(self) -> None:
        self.mtime: float | None = 1.0


class ReadingBeforeEachPicture:
    """AUTOMATIC1111's database: it reads folders that have changed."""

    def __init__(self, expected_shape: int = -1) -> None:
        self.embedding_dirs = {"embeddings": Folder()}
        self.expected_shape = expected_shape

    def load_textual_inversion_embeddings(self, force_reload: bool = False) -> None:
        raise AssertionError("it would load a checkpoint")


class ReadingOnce:
    """Forge's database, one for each text tower: it reads its folders when a checkpoint is loaded."""

    def __init__(self, tokenizer: Any, expected_shape: int = -1) -> None:
        self.tokenizer, self.expected_shape = tokenizer, expected_shape
        self.ids_lookup: dict[int, Any] = {}
        self.word_embeddings: dict[str, Any] = {}
        self.skipped_embeddings: dict[str, Any] = {}
        self.embedding_dirs: dict[str, Folder] = {}

    def load_textual_inversion_embeddings(self) -> None:
        self.word_embeddings["my-cat"] = (self.tokenizer, self.expected_shape, tuple(self.embedding_dirs))

    def register_embedding_by_name(self, embedding: Any, name: str) -> None: ...


class Job:
    """The host's job, which keeps its last conditions for the next one."""

    cached_c: ClassVar[list[Any]] = [1, 2]


class TextJob(Job):
    cached_hr_c: ClassVar[list[Any]] = [1, 2, 3]


def test_the_folder_is_that_of_the_flag(tmp_path: Path) -> None:
    with standing_in() as host:
        assert ours("embeddings").embeddings_folders() == ()
        host.shared.cmd_opts.embeddings_dir = str(tmp_path)
        assert ours("embeddings").embeddings_folders() == (tmp_path,)


@pytest.mark.parametrize("trains", [True, False])
@pytest.mark.parametrize("can", [True, False], ids=["all there", "what it calls is gone"])
def test_a_host_may_train(trains: bool, can: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "modules.textual_inversion"
    with standing_in() as host:
        assert not ours("embeddings").trains(), "a host without the module"
        package, module = ModuleType(name), ModuleType(f"{name}.textual_inversion")
        package.textual_inversion = module  # type: ignore[attr-defined]
        if trains:
            module.train_embedding = print  # type: ignore[attr-defined]
        if can:
            host.sd_hijack.undo_optimizations = print
        monkeypatch.setitem(sys.modules, name, package)
        monkeypatch.setitem(sys.modules, module.__name__, module)
        assert ours("embeddings").trains() == (trains and can)


def test_a_host_that_looks_before_each_picture_looks_again() -> None:
    with standing_in() as host:
        database = host.sd_hijack.model_hijack.embedding_db = ReadingBeforeEachPicture()
        assert ours("embeddings").use_new_embedding(WIDE) == ""
        assert database.embedding_dirs["embeddings"].mtime is None


def test_a_host_that_reads_once_reads_anew() -> None:
    with standing_in() as host:
        engine = SimpleNamespace(embeddings=ReadingOnce("tokenizer", 768))
        engine.embeddings.embedding_dirs = {"embeddings": Folder()}
        engine.embeddings.word_embeddings = before = {"gone": object()}
        host.shared.sd_model = checkpoint(text_processing_engine_l=engine)
        assert ours("embeddings").use_new_embedding(WIDE) == ""
        assert engine.embeddings.word_embeddings == {"my-cat": ("tokenizer", 768, ("embeddings",))}
        assert list(before) == ["gone"]  # a picture that is being drawn keeps what it has


def test_a_host_that_cannot_says_when_it_will() -> None:
    with standing_in() as host:
        host.shared.sd_model = checkpoint()
        assert "next checkpoint" in ours("embeddings").use_new_embedding(WIDE)


@pytest.mark.parametrize(
    ("embedding", "expected", "words"),
    [
        (WIDE, 768, ""),
        (BOTH, 2048, ""),
        (NARROW, 768, "reads words of 768 numbers, and these vectors have 512. Load a checkpoint that it"),
        (NARROW, 768, "start a concept for this one with the encoder hf:openai/clip-vit-large-patch14."),
        (WIDE, 1024, "with the encoder open_clip:ViT-H-14/laion2b_s32b_b79k."),
        (BOTH, 768, "these vectors have 768 and 1280."),
        (WIDE, 2048, "Load a checkpoint that it was made for."),
        (WIDE, 4096, "reads words of 4096 numbers, and these vectors have 768."),
    ],
)
def test_what_the_checkpoint_does_not_read_is_said(embedding: Embedding, expected: int, words: str) -> None:
    with standing_in() as host:
        host.sd_hijack.model_hijack.embedding_db = ReadingBeforeEachPicture(expected)
        before_each = ours("embeddings").use_new_embedding(embedding)
        host.sd_hijack.model_hijack = SimpleNamespace()
        engines = {
            f"text_processing_engine_{tower}": SimpleNamespace(embeddings=ReadingOnce("tokenizer", expected))
            for tower in "lg"
        }
        host.shared.sd_model = checkpoint(**engines)
        assert ours("embeddings").use_new_embedding(embedding) == before_each
    assert words in before_each if words else before_each == ""


def test_nothing_is_loaded_for_it() -> None:
    class Shared:
        @property
        def sd_model(self) -> None:
            raise AssertionError("it would load a checkpoint")

    with standing_in() as host:
        embeddings = ours("embeddings")
        host.sd_models.model_data.sd_model = None
        ours("concepts").shared = Shared()
        note = embeddings.use_new_embedding(WIDE)
        assert note.startswith(
            "No checkpoint is loaded yet: one that reads words of 768 numbers draws with it"
        )


def test_the_conditions_of_the_last_prompt_are_forgotten() -> None:
    with standing_in() as host:
        kind, wide = Job, TextJob
        host.processing.StableDiffusionProcessing, host.processing.StableDiffusionProcessingTxt2Img = (
            kind,
            wide,
        )
        running = kind.cached_c
        host.sd_hijack.model_hijack.embedding_db = ReadingBeforeEachPicture()
        ours("embeddings").use_new_embedding(WIDE)
        assert (kind.cached_c, wide.cached_hr_c, wide.cached_c) == ([None] * 2, [None] * 3, [None] * 2)
        assert running == [1, 2]
