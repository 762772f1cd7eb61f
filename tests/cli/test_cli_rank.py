"""``clip-critic rank``: what it prints is what the Python API says."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import clip_critic
from clip_critic.critic import Critic
from clip_critic.encoders import precision
from clip_critic.encoders.base import Encoder
from clip_critic.keywords.compose import contrast_list, with_templates
from clip_critic.keywords.lists import KeywordList
from clip_critic.ranking.question import rows
from clip_critic.ranking.records import CSV_COLUMNS, ranking_record
from clip_critic.tables import percent
from tests.cli.command_line import ROOT, Cli, read_csv

WORDS = "cat, dog, the thing, sunshade"


def records(result: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def approximately(record: Any) -> Any:
    """The same record, floats compared with room for another batch."""
    if isinstance(record, float):
        return pytest.approx(record, abs=2e-5)
    if isinstance(record, dict):
        return {key: approximately(value) for key, value in record.items()}
    return [approximately(item) for item in record] if isinstance(record, list) else record


def test_json_is_what_the_api_says(cli: Cli, folder: Path, tiny_encoder: Encoder) -> None:
    result = cli("rank", folder, "--keywords", WORDS, "--json", "--rounds", 3, "--threshold", 0.2)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = records(result)
    assert [Path(record["picture"]).name for record in lines] == ["1.png", "2.png", "10.png"]
    for record in lines:
        ranking = clip_critic.rank(record["picture"], WORDS, tiny_encoder)
        assert record == approximately(ranking_record(ranking, 3, 0.2))
    assert list(lines[0]) == ["picture", "encoder", "keywords", "rounds"]
    assert list(lines[0]["keywords"][0]) == ["keyword", "group", "similarity", "share", "rank", "truncated"]
    assert list(lines[0]["rounds"][0]) == ["round", "winner", "share", "above"]


def test_templates_and_contrasts_are_what_the_api_says(cli: Cli, folder: Path, tiny_encoder: Encoder) -> None:
    options = ["--template", "a photo of {}", "--template", "{} in oil", "--contrast", "cat, dog"]
    result = cli(
        "rank", folder / "1.png", "--keywords", WORDS, "--json", *options, "--contrast", "the, thing, of"
    )
    words = with_templates(clip_critic.KeywordList.parse(WORDS), ["a photo of {}", "{} in oil"])
    sets = contrast_list([("cat", "dog"), ("the", "thing", "of")])
    picture = folder / "1.png"
    expected = ranking_record(
        clip_critic.rank(picture, words, tiny_encoder),
        contrasts=clip_critic.rank(picture, sets, tiny_encoder),
    )
    assert records(result) == [approximately(expected)]


def test_the_table_shows_bars_shares_similarities_and_rounds(
    cli: Cli, folder: Path, tiny_encoder: Encoder
) -> None:
    result = cli("rank", folder / "1.png", "--keywords", WORDS)
    ranking = clip_critic.rank(folder / "1.png", WORDS, tiny_encoder)
    best = next(ranking.entries())
    row = next(line for line in result.stdout.splitlines() if line.strip().startswith("1  "))
    assert best.keyword in row and "█" in row
    assert percent(best.share) in row and f"{best.similarity:.3f}" in row
    assert all(f"{step.number}.  {step.winner}" in result.stdout for step in ranking.rounds(3))
    assert "last one left" in result.stdout
    assert result.exit_code == 0


def test_a_word_that_the_encoder_never_learned_is_marked(cli: Cli, folder: Path) -> None:
    options = ("--encoder", "miniature", "--contrast", "star, umbrella", "--rounds", 9)
    shown = cli("rank", folder / "1.png", "--keywords", "red, zebra, star", *options).stdout
    assert shown.count("zebra ?") == 2, "in the ranking and in a round"
    assert shown.count("umbrella ?") == 1
    assert "red ?" not in shown and "star ?" not in shown
    assert "Words marked with ? (2) were never learned by this encoder" in shown
    assert "?" not in cli("rank", folder / "1.png", "--keywords", "red, star").stdout


def test_rows_that_are_left_out_are_counted(cli: Cli, folder: Path) -> None:
    words = ", ".join(f"word {index}" for index in range(30))
    shown = cli("rank", folder / "1.png", "--keywords", words, "--rounds", 0).stdout
    assert "10 more words; --top 0 shows them all" in shown
    assert shown.count("  word ") == 20
    everything = cli("rank", folder / "1.png", "--keywords", words, "--rounds", 0, "--top", 0).stdout
    assert "not shown" not in everything and everything.count("  word ") == 30
    assert "not shown" not in cli("rank", folder / "1.png", "--keywords", words, "--top", 30).stdout


def test_a_round_counts_whom_it_does_not_name(cli: Cli, folder: Path) -> None:
    words = "cat, dog, the, of, thing, sunshade, tree, cloud"
    shown = cli("rank", folder / "1.png", "--keywords", words, "--threshold", 0, "--rounds", 1).stdout
    assert "and 3 more above 0.0 %" in " ".join(shown.split())


def test_one_word_alone_has_no_share(cli: Cli, folder: Path) -> None:
    shown = cli("rank", folder / "1.png", "--keywords", "cat")
    assert "100" not in shown.stdout and "%" not in shown.stdout
    assert "nothing to compare it with" in shown.stdout
    (record,) = records(cli("rank", folder / "1.png", "--keywords", "cat", "--json"))
    assert record["keywords"][0]["share"] is None and record["rounds"] == []


def test_groups_are_shown_with_their_own_shares(cli: Cli, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("[Animals]\ncat\ndog\n[Lonely]\nparasol\n", encoding="utf-8")
    shown = cli("rank", folder / "1.png", "--list", file).stdout
    assert "share in group" in shown and "Animals" in shown
    lonely = next(line for line in shown.splitlines() if "Lonely" in line)
    assert "100" not in lonely.rsplit("Lonely", 1)[1]


def test_a_folder_is_answered_with_its_best_pictures_and_a_matrix(
    cli: Cli, folder: Path, tiny_encoder: Encoder
) -> None:
    result = cli("rank", folder, "--keywords", WORDS)
    assert result.exit_code == 0, result.output
    files = [folder / "1.png", folder / "2.png", folder / "sub" / "10.png"]
    rankings = [clip_critic.rank(file, WORDS, tiny_encoder) for file in files]
    text = " ".join(result.stdout.split())
    for number, ranking in enumerate(rankings, start=1):
        first = next(ranking.entries())
        assert f"[{number}] {first.keyword} {percent(first.share)}" in text
    lines = result.stdout.partition("Best pictures for each word")[2].splitlines()
    words = KeywordList.parse(WORDS).keywords
    for index, word in enumerate(words):
        best = max(range(3), key=lambda number: float(rankings[number].similarities[index]))
        (row,) = [line for line in lines if line.startswith(word) and "%" not in line]
        shown = f"{rankings[best].similarities[index]:.3f} {files[best].name} [{best + 1}]"
        assert " ".join(row.split()).startswith(f"{word} {shown}")
        (cells,) = [line for line in lines if line.startswith(word) and "%" in line]
        assert " ".join(cells.split()) == f"{word} " + " ".join(percent(r.shares[index]) for r in rankings)
    assert "Rounds" not in result.stdout
    assert cli("rank", folder, "--keywords", WORDS, "--each").stdout.count("Rounds") == 3


def test_a_word_is_searched_in_a_folder(cli: Cli, folder: Path) -> None:
    shown = cli("rank", folder, "--keywords", "cat").stdout
    assert "%" not in shown and "Best pictures for each word" in shown and "2.png [2]" in shown


def test_the_rows_of_a_folder_that_are_left_out_are_counted(cli: Cli, folder: Path) -> None:
    words = ", ".join(f"word {index}" for index in range(30))
    shown = cli("rank", folder, "--keywords", words).stdout.partition("Best pictures")[2]
    assert shown.count("\nword ") == 2 * (20 + 1) and "10 more words; --top 0 shows them all." in shown
    everything = cli("rank", folder, "--keywords", words, "--top", 0).stdout.partition("Best pictures")[2]
    assert everything.count("\nword ") == 2 * 31 and "more words" not in everything


def test_pages_of_one_picture_and_of_many(cli: Cli, folder: Path, tmp_path: Path) -> None:
    single, many = tmp_path / "one.html", tmp_path / "many.html"
    assert cli("rank", folder / "1.png", "--keywords", WORDS, "--html", single).exit_code == 0
    page = single.read_text(encoding="utf-8")
    assert page.count("data:image/") == 1 and 'class="ladder"' in page
    broken = folder / "0.png"
    broken.write_bytes(b"nothing")
    result = cli("rank", folder, "--keywords", WORDS, "--html", many, "--json")
    assert (result.exit_code, len(records(result))) == (1, 3)
    page = many.read_text(encoding="utf-8")
    assert 'class="matrix"' in page and page.count("data:image/") == 4 * 3 + 3 and "10.png" in page


def test_a_page_where_nothing_can_be_written_is_known_before_the_work(cli: Cli, folder: Path) -> None:
    for file in (folder / "missing" / "result.html", folder):
        result = cli("rank", folder, "--html", file)
        assert result.exit_code == 4 and result.stdout == "" and "cannot be written" in result.stderr


def test_an_interruption_leaves_the_overview_of_what_is_done(
    cli: Cli, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Critic.answer_many

    def stopped(*arguments: Any, **options: Any) -> Any:
        answers = real(*arguments, **options)
        yield next(answers)
        yield next(answers)
        raise KeyboardInterrupt

    monkeypatch.setattr(Critic, "answer_many", stopped)
    result = cli("rank", folder, "--keywords", WORDS, "--html", tmp_path / "page.html")
    assert result.exit_code == 130 and "Interrupted: 2 of 3 pictures are done." in result.stderr
    assert "Best pictures for each word" in result.stdout and "[3]" not in result.stdout
    assert (tmp_path / "page.html").read_text(encoding="utf-8").count('scope="col"') == 2


def test_the_default_list_is_first_look(cli: Cli, folder: Path) -> None:
    (record,) = records(cli("rank", folder / "1.png", "--json"))
    assert "Vincent van Gogh" in [row["keyword"] for row in record["keywords"]]


def test_keywords_are_added_to_a_list(cli: Cli, folder: Path) -> None:
    (record,) = records(
        cli("rank", folder / "1.png", "--json", "--list", "first look", "--keywords", "cat, winter")
    )
    words = [row["keyword"] for row in record["keywords"]]
    assert len(set(words)) == 34 and {"cat", "winter", "ukiyoe"} < set(words)


def test_a_list_from_standard_input(cli: Cli, folder: Path) -> None:
    result = cli("rank", folder / "1.png", "--json", "--list", "-", stdin="傘\n雲\n")
    assert {row["keyword"] for row in records(result)[0]["keywords"]} == {"傘", "雲"}


def test_json_is_plain_ascii(cli: Cli, folder: Path) -> None:
    result = cli("rank", folder / "1.png", "--json", "--keywords", "傘, ☂️, مظلة")
    assert result.stdout.isascii()
    assert {row["keyword"] for row in records(result)[0]["keywords"]} == {"傘", "☂️", "مظلة"}


def test_notes_go_to_standard_error(cli: Cli, folder: Path) -> None:
    result = cli("rank", folder / "1.png", "--json", "--keywords", "cat, dog, Cat, dog")
    assert "dropped: 2" in result.stderr
    assert len(records(result)) == 1


def test_a_picture_that_cannot_be_read_is_told_and_the_rest_go_on(cli: Cli, folder: Path) -> None:
    broken, missing = folder / "0.png", folder / "missing.png"
    broken.write_bytes(folder.joinpath("1.png").read_bytes()[:150])
    result = cli("rank", folder, missing, "--json", "--keywords", WORDS)
    assert result.exit_code == 1
    assert len(records(result)) == 3
    assert str(broken) in result.stderr and f"{missing} does not exist" in result.stderr
    assert "2 of 5 pictures could not be read." in result.stderr


def test_csv_holds_every_word_of_every_picture(cli: Cli, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "result.csv"
    result = cli("rank", folder, "--keywords", '傘, "quoted" word, =1+1', "--csv", file, "--json")
    assert result.exit_code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = read_csv(file)
    assert tuple(rows[0]) == CSV_COLUMNS
    flat = [
        {"picture": record["picture"], "encoder": record["encoder"], **row}
        for record in records(result)
        for row in record["keywords"]
    ]
    assert rows == [{name: str(row[name]) for name in CSV_COLUMNS} for row in flat]
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_csv_replaces_an_older_file_only_with_results(cli: Cli, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "result.csv"
    file.write_text("old", encoding="utf-8")
    assert cli("rank", folder, "--csv", file, "--encoder", "hf:no/such-model").exit_code == 3
    assert file.read_text(encoding="utf-8") == "old"
    assert cli("rank", folder, "--csv", file).exit_code == 0
    assert file.read_text(encoding="utf-8-sig").startswith("picture,encoder,rank")


def test_csv_where_nothing_can_be_written_is_known_before_the_work(cli: Cli, folder: Path) -> None:
    result = cli("rank", folder, "--csv", folder / "missing" / "result.csv")
    assert result.exit_code == 4
    assert result.stdout == "" and "cannot be written" in result.stderr


def test_the_precision_is_an_option_and_a_variable(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precision, "has_bfloat16", lambda device: True)
    command = ("rank", folder / "1.png", "--keywords", WORDS, "--json")
    results = [cli(*command), cli(*command, "--precision", "bfloat16")]
    monkeypatch.setenv("CLIP_CRITIC_PRECISION", "bfloat16")
    results.append(cli(*command))
    exact, half, other = (records(result)[0]["encoder"] for result in results)
    assert half == other == f"{exact}+bfloat16"


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--list", "Paintes"], 2, 'Did you mean "Painters"?'),
        (["--list", "../x"], 2, "neither a preset nor a file"),
        (["--list", "x" * 5000], 2, "neither a preset nor a file"),
        (["--keywords", ""], 2, "empty"),
        (["--template", "no place"], 2, "template needs {}"),
        (["--contrast", "alone"], 2, "at least two words"),
        (["--device", "abacus"], 2, "not one of auto"),
        (["--precision", "half"], 2, "not one of auto, float32, bfloat16"),
        (["--encoder", "nonsense"], 3, "is not the name of an encoder"),
        (["--encoder", "hf:no/such-model"], 3, "is not on this machine"),
        (["--rounds", "-1"], 2, "rounds"),
        (["--rounds", "1001"], 2, "Rounds: 1001 is not between 0 and 1000"),
        (["--threshold", "1.5"], 2, "--threshold"),
        (["--threshold", "90"], 2, "Write 90% or 0.9"),
        (["--no-such-option"], 2, "no-such-option"),
    ],
)
def test_exit_codes(cli: Cli, folder: Path, options: list[str], code: int, message: str) -> None:
    result = cli("rank", folder, *options)
    assert result.exit_code == code
    assert message in result.stderr and result.stdout == ""
    assert "Traceback" not in result.stderr


def test_a_folder_without_pictures(cli: Cli, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    result = cli("rank", empty)
    assert result.exit_code == 2 and f"There is no picture in {empty}" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_links_are_followed_and_what_is_left_out_is_named(cli: Cli, tmp_path: Path) -> None:
    for name, colour in (("outputs/a.png", "red"), ("outputs/c.jp2", "blue"), ("other/b.png", "blue")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        Image.new("RGB", (8, 8), colour).save(tmp_path / name)
    outputs = tmp_path / "outputs"
    (outputs / "linked").symlink_to("../other")
    (outputs / "dead.png").symlink_to("nowhere.png")
    (outputs / "drawing.psd").write_bytes(b"8BPS")
    result = cli("rank", outputs, "--keywords", "red, blue", "--json")
    names = [Path(json.loads(line)["picture"]).name for line in result.stdout.splitlines()]
    assert names == ["a.png", "c.jp2", "b.png"]
    said = " ".join(result.stderr.split())
    assert f"Left out: {outputs / 'drawing.psd'}. .psd cannot be opened" in said
    assert "dead.png is a link to nowhere.png, which does not exist." in said
    (tmp_path / "only").mkdir()
    (tmp_path / "only" / "drawing.psd").write_bytes(b"8BPS")
    result = cli("rank", tmp_path / "only")
    assert result.exit_code == 2
    assert "drawing.psd" in result.stderr and "There is no picture in" in result.stderr


HOSTILE = [
    "<script>alert(1)</script>",
    "[bold]x[/bold]",
    "[/]",
    ":smile:",
    "👩‍👩‍👧 family",
    "مظلة حمراء",
    "%s {0}",
]


def test_hostile_words_are_shown_as_text(cli: Cli, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "hostile.txt"
    file.write_text("".join(f"\\{word}\n" if word[0] == "[" else f"{word}\n" for word in HOSTILE), "utf-8")
    shown = cli("rank", folder / "1.png", "--list", file)
    assert shown.exit_code == 0
    assert all(word in shown.stdout for word in HOSTILE)


@pytest.mark.parametrize("name", ["\x1b[31mred\x07.png", "\u202egnp.exe.png", "<script>.png", "\x9b31m.png"])
def test_hostile_file_names_are_harmless(cli: Cli, folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(folder.joinpath("1.png").read_bytes())
    broken = folder / f"broken{name}"
    broken.write_bytes(b"nothing")
    result = cli("rank", path, broken, "--keywords", WORDS)
    assert result.exit_code == 1
    assert not set("\x1b\x07\x9b\u202e") & set(result.stdout + result.stderr)
    (record,) = records(cli("rank", path, "--keywords", WORDS, "--json"))
    assert record["picture"] == str(path)


def test_vectors_are_kept_between_runs_unless_told_not_to(cli: Cli, folder: Path, own_folders: Path) -> None:
    cli("rank", folder, "--no-cache")
    assert not own_folders.exists()
    cli("rank", folder)
    assert own_folders.joinpath("cache", "vectors.sqlite3").is_file()


def test_verbose_tells_what_is_done(cli: Cli, folder: Path) -> None:
    result = cli("rank", folder / "1.png", "--verbose", "--json")
    assert "Loading the encoder" in result.stderr
    assert len(records(result)) == 1


def test_every_row_of_a_question_is_an_option(cli: Cli) -> None:
    shown = "".join(cli(command, "--help").stdout for command in ("rank", "audit", "see"))
    options = set(re.findall(r"^  --([a-z-]+)", shown, re.MULTILINE))
    repeated = {"templates": "template", "contrasts": "contrast"}
    names = {repeated.get(name, name.replace("_", "-")) for name in rows()}
    assert names - options == {"audit"}, "which is a command of its own"


def test_help_teaches() -> None:
    from clip_critic.cli.commands.rank import HELP
    from clip_critic.settings import Settings

    assert "Shares compare the words" in " ".join(HELP.split())
    options = ROOT / "clip_critic" / "cli" / "options.py"
    assert Settings().keyword_list in options.read_text(encoding="utf-8")
