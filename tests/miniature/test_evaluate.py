"""The commands that measure: every figure is there, and asked for where the card says so."""

import json
from pathlib import Path

import pytest

pytest.importorskip("diffusers", reason="needs what draws with the miniature")

from clip_critic.storage.assets import miniature_dir
from tools.miniature import evaluate
from tools.miniature.judge import Judge, save
from tools.miniature.zero_shot import ATTRIBUTES

pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::FutureWarning"
)  # diffusers' own


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that has learned nothing yet."""
    folder = tmp_path_factory.mktemp("judge")
    untrained = Judge()
    save(untrained, untrained.state_dict(), folder)
    return folder


def figures(report: Path, what: str, *more: str) -> dict[str, dict[str, float]]:
    evaluate.main([what, "--scenes", "4", "--report", str(report), *more])
    return dict(json.loads(report.read_text(encoding="utf-8")))


def test_generation(judge: Path, tmp_path: Path) -> None:
    model = ("--model", str(miniature_dir()))
    found = figures(tmp_path / "found.json", "generation", *model, "--judge", str(judge))
    wanted = {name: figure["wanted"] for name, figure in found.items() if figure["wanted"]}
    assert {"txt2img: style", "img2img 0.6: new colour"} < wanted.keys()
    assert len([name for name in wanted if name.startswith("img2img 0.3")]) == 4
    assert any(name.startswith("a picture within 1.5 s (") for name in wanted)
    with pytest.raises(SystemExit, match="--judge"):
        evaluate.main(["generation", *model])


def test_the_vae_and_what_the_judge_says_of_it(judge: Path, tmp_path: Path) -> None:
    vae = str(miniature_dir() / "vae")
    found = figures(tmp_path / "vae.json", "vae", "--model", vae, "--judge", str(judge))
    assert ATTRIBUTES.keys() < found.keys()
    assert any(name.startswith("style, ") for name in found)
    found = figures(tmp_path / "judge.json", "judge", "--model", str(judge), "--vae", vae)
    assert {"style", "style, redrawn", "held-out style, redrawn", "style, roughened"} < found.keys()
