"""The command that trains: all stages in turn, each on what those before it have written."""

import importlib
import json
import shutil
from pathlib import Path

import pytest

from clip_critic.miniature.source import StoredMiniature
from clip_critic.storage.assets import miniature_dir
from tools.miniature.clip import FIRST, SECOND
from tools.miniature.dataset import make
from tools.miniature.judge import redrawn
from tools.miniature.second import partly_redrawn
from tools.miniature.train import ALL, STAGES, TRAININGS, Options, assemble, main, stages

ASKED = Options(steps=None, seed=1, out=Path("all"), threads=1, scenes=Path("scenes"), clip=None, vae=None)


def test_every_stage_needs_only_what_an_earlier_one_wrote() -> None:
    written: set[Path | None] = {None}
    for name, options in stages(ASKED).items():
        assert {options.clip, options.vae} <= written
        written |= {options.out / "model", *([options.out / "text" / "model"] if name == "clip" else [])}


def test_the_finished_models_lie_together_as_the_package_wants_them(tmp_path: Path) -> None:
    parts = {"clip": "clip", "refine": "vae", "unet": "unet", "small-decoder": "decoder", "second": "second"}
    for stage, part in parts.items():
        shutil.copytree(miniature_dir() / part, tmp_path / stage / "model")
    source = StoredMiniature(assemble(tmp_path))
    assert source.unet_weights().keys() == StoredMiniature(miniature_dir()).unet_weights().keys()
    assert source.vae == StoredMiniature(miniature_dir()).vae
    assert source.tokenizer() == StoredMiniature(miniature_dir()).tokenizer()


def test_every_stage_can_be_run() -> None:
    for name in STAGES:
        assert callable(importlib.import_module(TRAININGS[name]).run)


@pytest.mark.parametrize("alone", ["judge", "second"])
def test_judges_share_no_seed(alone: str) -> None:
    options = stages(ASKED)
    assert options[alone].seed not in {stage.seed for name, stage in options.items() if name != alone}


def test_the_first_chunks_are_redrawn_and_the_rest_is_as_drawn() -> None:
    drawn, vae = make(6, 5), miniature_dir() / "vae"
    mixed = partly_redrawn(drawn, vae, 4, 31)
    assert mixed.recipe == drawn.recipe and mixed.pictures.shape == drawn.pictures.shape
    assert (mixed.pictures[:4] == redrawn(drawn, vae, 4, 31).pictures).all()
    assert (mixed.pictures[:4] != drawn.pictures[:4]).any(axis=(1, 2, 3)).all()
    assert (mixed.pictures[4:] == drawn.pictures[4:]).all()


def test_the_shipped_models_have_the_sizes_that_are_trained() -> None:
    for part, sizes in {"clip": FIRST, "second": SECOND}.items():
        config = json.loads((miniature_dir() / part / "config.json").read_text(encoding="utf-8"))
        for tower, name in ((sizes.text, "text_config"), (sizes.vision, "vision_config")):
            assert tower.settings().items() <= config[name].items()


@pytest.mark.parametrize("more", [["--steps", "3"], ["--vae", "somewhere"]])
def test_all_takes_no_stages_own_arguments(
    more: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([ALL, "--out", str(tmp_path / "new"), *more])
    assert stopped.value.code == 2
    assert "its stages have their own" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()
