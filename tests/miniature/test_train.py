"""The command that trains: all stages in turn, each on what those before it have written."""

import importlib
from pathlib import Path

import pytest

from tools.miniature.train import ALL, STAGES, TRAININGS, Options, main, stages

ASKED = Options(steps=None, seed=1, out=Path("all"), threads=1, scenes=Path("scenes"), clip=None, vae=None)


def test_every_stage_needs_only_what_an_earlier_one_wrote() -> None:
    written: list[Path] = []
    for told in stages(ASKED).values():
        for needed in (told.clip, told.vae):
            assert needed is None or any(folder in needed.parents for folder in written)
        written.append(told.out)


def test_every_stage_can_be_run() -> None:
    for name in STAGES:
        assert callable(importlib.import_module(TRAININGS[name]).run)


def test_the_judge_shares_no_seed() -> None:
    told = stages(ASKED)
    assert told["judge"].seed not in {one.seed for name, one in told.items() if name != "judge"}


@pytest.mark.parametrize("more", [["--steps", "3"], ["--vae", "somewhere"]])
def test_all_takes_no_stages_own_arguments(
    more: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([ALL, "--out", str(tmp_path / "new"), *more])
    assert stopped.value.code == 2
    assert "its stages have their own" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()
