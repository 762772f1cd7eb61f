"""``clip-critic exhibit``: the miniature draws and looks, in few sampling steps."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from clip_critic.sessions.exhibitions.store import ExhibitionStore
from clip_critic.storage import paths
from tests.cli.command_line import Cli, invoke, read_csv

pytestmark = [
    pytest.mark.slow,
    # diffusers' own
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning"),
]

QUICK = ("--encoder", "miniature", "--seeds", 2, "--sampling-steps", 2, "--seed", 7)
PROMPT = ("a {colour} circle", "--axis", "colour=red|blue|")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's folder with a finished exhibition."""
    home = tmp_path_factory.mktemp("made")
    files = ("--html", home / "page.html", "--csv", home / "cells.csv", "--effects", home / "effects.csv")
    result = invoke(home, "exhibit", *PROMPT, *QUICK, *files)
    assert result.exit_code == 0, result.output
    (home / "output.txt").write_text(result.output, encoding="utf-8")
    return home


@pytest.fixture
def session(made: Path, own_folders: Path) -> str:
    """The id of a finished exhibition, the only session here."""
    shutil.copytree(made / "sessions", own_folders / "sessions", dirs_exist_ok=True)
    return store().ids()[0]


def store() -> ExhibitionStore:
    return ExhibitionStore(paths.user_data_dir() / "sessions" / "exhibition")


def record(result: Any) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def refused(result: Any, words: str) -> None:
    assert result.exit_code == 2, result.output
    assert words in " ".join(result.output.split())
    assert "Traceback" not in result.output


def test_it_says_its_size_and_shows_what_it_found(made: Path) -> None:
    output = (made / "output.txt").read_text(encoding="utf-8")
    assert "6 pictures to draw (3 cells x 2 seeds): about" in output and "only assumed" in output
    assert "6 of 6 pictures" in output
    assert re.search(r"colour +blue +red +blue +[+-]0\.\d{4} +– +– +2", output)
    assert "of 6 effects, the clearest first" in output and "All pictures are made." in output


def test_it_writes_what_was_asked_for(made: Path) -> None:
    assert (made / "page.html").read_text(encoding="utf-8").count("data:image/") == 6
    cells = read_csv(made / "cells.csv")
    assert [(row["colour"], row["seed"]) for row in cells[:3]] == [("red", "7"), ("red", "8"), ("blue", "7")]
    assert len(read_csv(made / "effects.csv")) == 6


def test_json_has_the_findings(cli: Cli, session: str) -> None:
    shown = record(cli("sessions", "show", "--json"))
    assert (shown["kind"], shown["made"], len(shown["effects"])) == ("exhibition", 6, 6)
    resumed = record(cli("resume", "--json"))
    assert (resumed["state"], resumed["made"], len(resumed["effects"])) == ("stopped", 6, 6)


def test_a_dry_run_draws_nothing(cli: Cli) -> None:
    result = cli("exhibit", *PROMPT, *QUICK, "--axis", "cfg_scale=5|7", "--dry-run")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("12 pictures to draw (6 cells x 2 seeds): about")
    assert store().ids() == []
    refused(cli("exhibit", *PROMPT, *QUICK, "--axis", "cfg_scale=5|x", "--dry-run"), "'x' is not a number")


def test_more_is_added_to_an_earlier_one(cli: Cli, session: str, tmp_path: Path) -> None:
    more = ("--axis", "colour=blue|green", "--keywords", "yellow", "--csv", tmp_path / "cells.csv")
    result = cli("exhibit", "--to", session[-6:], *more)
    assert result.exit_code == 0, result.output
    assert "2 pictures to draw (4 cells x 2 seeds)" in result.output and "assumed" not in result.output
    exhibition = store().read(session)
    assert exhibition.plan.axes[0].values == ("red", "blue", "", "green") and len(exhibition.made) == 8
    assert exhibition.sight is not None and "yellow" in exhibition.sight.words
    assert len(read_csv(tmp_path / "cells.csv")) == 8
    planned = cli("exhibit", "--to", session, "--seeds", 3, "--dry-run")
    assert planned.stdout.startswith("4 pictures to draw (4 cells x 3 seeds)")


def test_a_question_is_an_option(cli: Cli) -> None:
    asked = ("exhibit", "a small blue circle", *QUICK, "--study", "emphasis", "--subject", "blue")
    result = cli(*asked, "--json")
    assert [axis["name"] for axis in record(result)["axes"]] == ["emphasis"]
    assert len(store().read(store().ids()[0]).made) == 10


def test_it_is_listed_shown_and_exported_like_any_session(cli: Cli, session: str, tmp_path: Path) -> None:
    listed = cli("sessions").stdout
    assert session in listed and "6/6" in listed and "colour (3)" in " ".join(listed.split())
    shown = cli("sessions", "show").stdout
    assert "colour: red | blue | –" in shown and "seeds: 7, 8" in shown
    written = cli("sessions", "export", session, tmp_path / "out").stdout.split()
    assert {Path(path).name for path in written} > {"session.json", "cells.csv", "effects.csv", "report.html"}
    assert "All pictures are made." in cli("resume").output


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("a cat",), "needs an axis"),
        (("a cat", "--axis", "style"), "has no ="),
        (("a cat", "--axis", "style=list:Nothing"), "no preset named"),
        (("a {x}, 8k", "--axis", "x=((y"), "changes how the rest of the prompt is read"),
        (("a cat", "--axis", "x=1|2", "--most-pictures", 3), "Set Most pictures (now 3) to 4"),
        (("a cat", "--axis", "x=1|2", "--study", "nothing"), "is not one of"),
        (("a cat", "--axis", "x=1", "--to", "nothing"), "There is no session yet"),
        (("--axis", "cfg_scale=5|7"), "There is no prompt"),
        (("a cat", "--axis", "option:Clip skip=1|2"), "'Clip skip' is an option of the WebUI"),
        (("a cat", "--axis", "x=1", "--keywords", ""), "empty"),
    ],
)
def test_what_is_wrong_is_said(cli: Cli, options: tuple[object, ...], words: str) -> None:
    refused(cli("exhibit", *options, *QUICK), words)
    assert store().ids() == []


def test_an_exhibition_is_not_added_to_a_loop(cli: Cli) -> None:
    loop = ("loop", "--prompt", "a red circle", "--want", "red", "--keywords", "red, blue", "--steps", 1)
    result = cli(
        *loop, "--candidates", 1, "--sampling-steps", 1, "--encoder", "miniature", "--target-score", 0
    )
    assert result.exit_code == 0, result.output
    name = next(path.name for path in (paths.user_data_dir() / "sessions").iterdir() if path.name[0] == "2")
    refused(cli("exhibit", "--axis", "x=1", "--to", name), "not an exhibition")


def test_its_help_has_every_setting(cli: Cli) -> None:
    shown = " ".join(cli("exhibit", "--help").stdout.split())
    names = "axis study subject seeds candidates most-pictures to dry-run html csv effects at-once order"
    for name in names.split():
        assert f"--{name}" in shown
    assert "exhibit" in cli("--help").stdout
