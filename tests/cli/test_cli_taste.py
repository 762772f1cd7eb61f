"""``clip-critic taste``, and how much a rater would like what is ranked."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
from pathlib import Path
from typing import Any

import pytest

from clip_critic.cli.wiring import make_critic, make_settings, make_studio
from clip_critic.sessions.kinds import all_ids
from clip_critic.sessions.sources import session_source
from clip_critic.taste.choices import new_choice
from tests.cli.command_line import Cli
from tests.tasting.making import choose, make_pictures


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    make_pictures(tmp_path / "pictures", 24)
    return tmp_path / "pictures"


@pytest.fixture
def chosen(cli: Cli, pictures: Path) -> Path:
    """The folder, after Aki has chosen 20 times."""
    _choose(pictures, 20)
    return pictures


def _choose(pictures: Path, count: int, rater: str = "Aki") -> None:
    tasting = make_studio(make_critic(make_settings(os.environ["CLIP_CRITIC_ENCODER"], "cpu"))).tasting
    choose(tasting, tasting.collect(sorted(pictures.glob("*.png"))), count, rater)


def test_a_taste_is_told_in_words(cli: Cli, chosen: Path) -> None:
    told = cli("taste", "summary")
    assert told.exit_code == 0, told.output
    assert told.stdout.startswith("Aki  20 answers") and "by chance it would be 50.0 %" in told.stdout
    told = cli("taste", "summary", chosen, "--model", "t1", "--rater", " Aki ")
    assert told.exit_code == 0 and "Weight of each word" in told.stdout
    record = json.loads(cli("taste", "summary", chosen, "--json", "--list", "People").stdout)
    assert record["answers"] == 20 and record["rows"] == [] and record["accuracy"]["comparisons"] == 60
    wrong = cli("taste", "summary", "--model", "t3")
    assert wrong.exit_code == 2 and "--model is one of words, t1, t2, ridge" in wrong.stderr
    assert "no stars" not in cli("taste", "summary", "--model", "ridge").stdout


def test_pictures_are_ordered_kept_and_copied(cli: Cli, chosen: Path, tmp_path: Path) -> None:
    shown = cli("taste", "order", chosen, "--top", "3")
    assert shown.exit_code == 0, shown.output
    assert shown.stdout.count(".png") == 3 and "21 more pictures" in shown.stderr
    rows = [json.loads(line) for line in cli("taste", "order", chosen, "--json").stdout.splitlines()]
    assert len(rows) == 24 and rows == sorted(rows, key=lambda row: -row["mean"])
    kept = cli("taste", "keep", chosen, "--count", "5").stdout.splitlines()
    surely = sorted(rows, key=lambda row: row["sd"] - row["mean"])
    assert kept == [row["file"] for row in surely[:5]]
    best = tmp_path / "best"
    copied = cli("taste", "keep", chosen, "--count", "11", "--copy", best)
    assert copied.exit_code == 0, copied.output
    assert sorted(path.name for path in best.iterdir())[0] == f"01 {Path(kept[0]).name}"
    assert (best / f"01 {Path(kept[0]).name}").read_bytes() == Path(kept[0]).read_bytes()
    again = cli("taste", "keep", chosen, "--copy", best, "--count", "11")
    assert again.exit_code == 4 and "is there already" in again.stderr
    assert "only 24 pictures" in cli("taste", "keep", chosen, "--count", "99").stderr


def test_what_cannot_be_learned_says_why(cli: Cli, pictures: Path) -> None:
    for arguments, sentence in (
        (("summary",), "Nobody has chosen anything yet"),
        (("order", pictures, "--rater", "Aki"), "there are 0"),
        (("order", pictures.parent / "none", "--rater", "Aki"), "neither a folder nor a session"),
        (("summary", "--rater", "Aki"), "Aki has not chosen anything yet"),
        (("keep", pictures, "--rater", "x" * 61), "longer than 60"),
    ):
        result = cli("taste", *arguments)
        assert result.exit_code == 2 and sentence in result.stderr, result.output
    _choose(pictures, 3)
    few = cli("taste", "summary")
    assert few.exit_code == 0 and "Not yet: a taste shows from 10 answers on, and there are 3" in few.stdout
    _choose(pictures, 3, "Ben")
    several = cli("taste", "summary")
    assert several.exit_code == 2 and "several raters: name one with --rater (Aki, Ben)" in several.stderr


def test_unreadable_pictures_are_told(cli: Cli, chosen: Path) -> None:
    (chosen / "broken.png").write_bytes(b"nothing")
    result = cli("taste", "order", chosen)
    assert result.exit_code == 0 and "broken.png" in result.stderr


def test_choices_are_exported_and_imported(cli: Cli, chosen: Path, tmp_path: Path, monkeypatch: Any) -> None:
    file = tmp_path / "aki.jsonl"
    exported = cli("taste", "export", file)
    assert exported.exit_code == 0 and "20 choices are in" in exported.stderr
    assert cli("taste", "export", "--rater", "Aki").stdout.encode() == file.read_bytes()
    assert cli("taste", "export", "--rater", "Ben").stdout == ""
    assert "0 choices are new" in cli("taste", "import", file).stderr
    monkeypatch.setenv("CLIP_CRITIC_HOME", str(tmp_path / "elsewhere"))
    assert "Nobody has chosen" in cli("taste", "raters").stderr
    assert (
        "20 choices are new" in cli("taste", "import", "-", "--rater", "花子", stdin=file.read_bytes()).stderr
    )
    assert "花子" in cli("taste", "raters").stdout
    assert json.loads(cli("taste", "raters", "--json").stdout) == {"name": "花子", "answers": 20}
    file.write_text("nonsense\n")
    wrong = cli("taste", "import", file)
    assert wrong.exit_code == 2 and "Line 1 is not a choice" in wrong.stderr
    missing = cli("taste", "import", tmp_path / "missing")
    assert missing.exit_code == 4 and "cannot be read" in missing.stderr
    unseen = cli("taste", "summary")
    assert unseen.exit_code == 2 and "20 of 20 choices are not used" in unseen.stderr
    seen = cli("taste", "summary", chosen)
    assert seen.exit_code == 0 and "20 answers" in seen.stdout


def test_what_a_terminal_would_obey_is_shown_as_text(cli: Cli, pictures: Path) -> None:
    home = make_studio(make_critic(make_settings(os.environ["CLIP_CRITIC_ENCODER"], "cpu"))).tasting
    digest = "file-sha256:" + "0" * 64
    home.log.add(new_choice("[red]Aki[/red]", "skip", [digest]))
    assert "[red]Aki[/red]" in cli("taste", "raters").stdout


def test_a_ranking_says_how_much_a_rater_would_like_it(cli: Cli, chosen: Path) -> None:
    files = sorted(chosen.glob("*.png"))
    plain = cli("rank", files[0], "--keywords", "cat, dog", "--json")
    with_taste = cli("rank", files[0], "--keywords", "cat, dog", "--json", "--rater", "Aki")
    assert with_taste.exit_code == 0, with_taste.output
    record = json.loads(with_taste.stdout)
    taste = record.pop("taste")
    assert record == json.loads(plain.stdout)
    assert taste["rater"] == "Aki" and 0 <= taste["percentile"] <= 100 and taste["sd"] > 0
    shown = cli("rank", files[0], "--keywords", "cat, dog", "--rater", "Aki").stdout
    assert f"Aki would like it more than {taste['percentile']:.0f} % of the pictures" in shown
    many = cli("rank", chosen, "--keywords", "cat, dog", "--rater", "Aki").stdout
    assert many.count("  taste ") == 24
    unknown = cli("rank", files[0], "--keywords", "cat, dog", "--rater", "Akki")
    assert unknown.exit_code == 2 and "Akki has not chosen anything yet" in unknown.stderr


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")  # diffusers' own
def test_an_exhibition_has_rows_and_columns(cli: Cli) -> None:
    made = cli(
        *("exhibit", "a {size} {colour} circle", "--axis", "colour=red|blue", "--axis", "size=large|small"),
        *("--seeds", "2", "--sampling-steps", "2", "--json"),
    )
    assert made.exit_code == 0, made.output
    studio = make_studio(make_critic(make_settings(os.environ["CLIP_CRITIC_ENCODER"], "cpu")))
    (found,) = all_ids(studio.folder)
    files = [offered.path for offered in session_source(studio.folder, found).files()]
    choose(studio.tasting, studio.tasting.collect(files), 12)
    record = json.loads(cli("taste", "summary", found[-6:], "--json").stdout)
    assert {row["name"] for row in record["rows"]} == {"red", "blue"}
    assert {row["name"] for row in record["columns"]} == {"large", "small"}
    told = cli("taste", "summary", found).stdout
    assert "Rows: what each adds" in told and "Columns: what each adds" in told
    folder = Path(os.environ["CLIP_CRITIC_HOME"]) / "exported"
    exported = cli("sessions", "export", found, folder, "--rater", "Aki")
    assert exported.exit_code == 0, exported.output
    record = json.loads((folder / "session.json").read_text(encoding="utf-8"))
    assert len(record["tastes"]) == 8 and sorted(record["liked"]) == sorted(record["tastes"])
    rows = list(csv.DictReader(io.StringIO((folder / "cells.csv").read_text("utf-8-sig"), newline="")))
    assert [float(row["taste_percentile"]) for row in rows] == [
        record["tastes"][row["file"]]["percentile"] for row in rows
    ]
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert page.count("♥ ") == 1 + 8 + 8 and "In the order of the taste of <bdi>Aki</bdi>" in page
    wrong = cli("sessions", "export", found, folder, "--rater", "Akki")
    assert wrong.exit_code == 2 and "Akki has not chosen anything yet" in wrong.stderr
    told = cli("exhibit", "--to", found, "--rater", "Aki", "--csv", folder / "again.csv")
    assert told.exit_code == 0, told.output
    assert (folder / "again.csv").read_bytes() == (folder / "cells.csv").read_bytes()


@pytest.mark.slow
def test_choosing_opens_the_page_at_its_panel(process: Cli, pictures: Path) -> None:
    wrong = process("taste", "choose", pictures / "none", "--port", "0")
    assert wrong.wait() == 2 and b"neither a folder nor a session" in wrong.communicate()[1]
    running = process("taste", "choose", pictures, "--port", "0", "--no-open", PYTHONUNBUFFERED="1")
    assert running.stdout is not None
    line = running.stdout.readline().decode()
    assert "/#taste?folder=" in line and line.startswith("CLIP Critic is at http://127.0.0.1:")
    running.send_signal(signal.SIGINT)
    running.communicate()


def test_a_folder_is_ranked_in_the_order_of_a_taste(cli: Cli, chosen: Path, tmp_path: Path) -> None:
    (chosen / "0broken.png").write_bytes(b"nothing")
    ask = ("rank", chosen, "--keywords", "cat, dog", "--rater", "Aki")
    order = [
        Path(json.loads(line)["file"]).name
        for line in cli("taste", "order", chosen, "--json").stdout.splitlines()
    ]
    table, page = tmp_path / "table.csv", tmp_path / "page.html"
    result = cli(*ask, "--sort", "taste", "--json", "--csv", table, "--html", page)
    assert result.exit_code == 1 and "0broken.png" in result.stderr, result.output
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [Path(record["picture"]).name for record in found] == order
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"), newline="")))
    assert [Path(row["picture"]).name for row in rows] == [name for name in order for _ in range(2)]
    assert {row["taste_rater"] for row in rows} == {"Aki"}
    assert float(rows[0]["taste_percentile"]) == found[0]["taste"]["percentile"]
    html = page.read_text(encoding="utf-8")
    shown = html.partition("In the order of the taste of <bdi>Aki</bdi>")[2].partition("</section>")[0]
    assert re.findall(r'name">([^<]+\.png)<', shown) == order and shown.count("♥ ") == len(order)
    given = cli(*ask, "--html", page).stdout
    assert given.count("  taste ") == 24
    plain = page.read_text(encoding="utf-8")
    assert "In the order of the taste" not in plain and "♥ " in plain
    lines = cli(*ask, "--sort", "taste").stdout.splitlines()
    named = [line.partition("  [")[0].rpartition("/")[2] for line in lines if "  taste " in line]
    assert named == order


def test_an_order_needs_a_rater_and_ten_answers(cli: Cli, pictures: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    ask = ("rank", pictures, "--keywords", "cat, dog", "--sort", "taste", "--html", page)
    nobody = cli(*ask)
    assert nobody.exit_code == 2 and "add --rater NAME" in nobody.stderr
    _choose(pictures, 3)
    few = cli(*ask, "--rater", "Aki")
    assert few.exit_code == 0 and "The pictures are not sorted. Not yet" in few.stderr
    html = page.read_text(encoding="utf-8")
    assert "♥ Not yet: a taste shows from 10 answers on, and there are 3" in html
    assert html.count("♥") == 1 and "In the order of the taste" not in html


def test_the_page_of_a_picture_says_how_much_it_would_be_liked(
    cli: Cli, chosen: Path, tmp_path: Path
) -> None:
    file, page = sorted(chosen.glob("*.png"))[0], tmp_path / "page.html"
    result = cli("rank", file, "--keywords", "cat, dog", "--rater", "Aki", "--html", page, "--json")
    assert result.exit_code == 0, result.output
    percentile = json.loads(result.stdout)["taste"]["percentile"]
    assert f"Aki would like it more than {percentile:.0f} % of the pictures" in page.read_text("utf-8")
