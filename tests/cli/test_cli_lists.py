"""``clip-critic lists`` and ``clip-critic encoders``."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from clip_critic.storage.assets import bundled_lists_dir
from tests.cli.command_line import Cli


@pytest.fixture
def words(tmp_path: Path) -> Path:
    file = tmp_path / "My words.txt"
    file.write_bytes("\ufeff# mine\r\n傘\r\ncat\r\n[Group]\r\ndog\r\n".encode())
    return file


def test_all_lists_are_listed(cli: Cli, words: Path) -> None:
    cli("lists", "import", words)
    result = cli("lists")
    assert result.exit_code == 0
    rows = {line[:20].strip(): line.split() for line in result.stdout.splitlines()}
    assert rows["First look"][-4:] == ["33", "6", "CLIP", "Critic"]
    assert rows["My words"][-3:] == ["3", "1", "you"]
    assert len(rows) == 2 + len(list(bundled_lists_dir().glob("*.txt")))


def test_lists_as_json(cli: Cli, words: Path, own_folders: Path) -> None:
    cli("lists", "import", words)
    own_folders.joinpath("keyword_lists", "Damaged.txt").write_bytes(b"\xff\xfe\x00")
    rows = {row["name"]: row for row in map(json.loads, cli("lists", "--json").stdout.splitlines())}
    assert rows["My words"] == {"name": "My words", "bundled": False, "words": 3, "groups": 1, "error": ""}
    assert "UTF-8" in rows["Damaged"]["error"]
    assert "UTF-8" in cli("lists").stdout


def test_show_prints_a_list_as_it_is(cli: Cli, words: Path) -> None:
    cli("lists", "import", words)
    assert cli("lists", "show", "my words").stdout_bytes == words.read_bytes()[3:]
    bundled = (bundled_lists_dir() / "First look.txt").read_bytes()
    assert cli("lists", "show", "First look").stdout_bytes == bundled


def test_save_from_a_file_and_from_standard_input(cli: Cli, words: Path) -> None:
    assert cli("lists", "save", "One", words).exit_code == 0
    result = cli("lists", "save", "Two", "-", stdin="cat, 傘\n")
    assert 'Saved as "Two"' in result.stderr and result.stdout == ""
    assert cli("lists", "show", "Two").stdout == "cat, 傘\n"


def test_save_again_replaces_and_the_trash_keeps(cli: Cli) -> None:
    cli("lists", "save", "Animals", "-", stdin="cat")
    cli("lists", "save", "animals", "-", stdin="dog")
    assert cli("lists", "show", "Animals").stdout == "dog"
    assert cli("lists", "trash").stdout.count("Animals") == 2  # the key, and the name
    restored = cli("lists", "restore", "Animals")
    assert 'restored as "Animals (2)"' in restored.stderr
    assert cli("lists", "show", "Animals (2)").stdout == "cat"


def test_delete_rename_and_restore_by_key(cli: Cli) -> None:
    cli("lists", "save", "Animals", "-", stdin="cat")
    assert cli("lists", "rename", "Animals", "Beasts").exit_code == 0
    assert 'restore "Beasts"' in cli("lists", "delete", "Beasts").stderr
    assert cli("lists", "show", "Beasts").exit_code == 2
    key = cli("lists", "trash").stdout.splitlines()[1].split("  ")[0]
    assert cli("lists", "restore", key).exit_code == 0
    assert cli("lists", "show", "Beasts").stdout == "cat"


def test_own_lists_hide_bundled_ones_and_leave_them_alone(cli: Cli) -> None:
    before = (bundled_lists_dir() / "First look.txt").read_bytes()
    cli("lists", "save", "First look", "-", stdin="cat")
    assert cli("lists", "show", "First look").stdout == "cat"
    cli("lists", "delete", "First look")
    assert cli("lists", "show", "First look").stdout_bytes == before


def test_import_says_everything_that_was_noticed(cli: Cli, tmp_path: Path) -> None:
    tags = tmp_path / "danbooru.csv"
    tags.write_text('1girl,0,6008644,"1girls,sole_female"\nsolo,0,5000954,\nSolo,0,3,\n')
    result = cli("lists", "import", tags)
    assert 'Saved as "danbooru".' in result.stderr
    assert "first one was read" in result.stderr and "Repeated keywords that were dropped: 1" in result.stderr
    assert cli("lists", "show", "danbooru").stdout == "1girl\nsolo\n"
    result = cli("lists", "save", "Animals", "-", stdin="- cat\n- dog\n")
    assert 'Saved as "Animals".' in result.stderr and "list mark" in result.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_list_whose_name_is_not_utf8_is_left_out_and_named(
    cli: Cli, words: Path, own_folders: Path
) -> None:
    cli("lists", "import", words)
    strange = own_folders / "keyword_lists" / os.fsdecode(b"caf\xe9.txt")
    strange.write_text("cat")
    for arguments in (["lists"], ["lists", "--json"]):
        result = cli(*arguments)
        assert result.exit_code == 0 and "My words" in result.stdout
        assert r"caf\xe9.txt was left out: the name of the file is not UTF-8." in result.stderr
    result = cli("lists", "import", strange)
    assert result.exit_code == 2 and "Rename it" in result.stderr and result.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["n" * 5_000, "n" * 5_000 + ".txt", "/" + "n" * 5_000])
def test_names_of_thousands_of_characters(cli: Cli, name: str) -> None:
    for arguments in (
        ["import", name],
        ["show", name],
        ["save", name, "-"],
        ["delete", name],
        ["restore", name],
    ):
        result = cli("lists", *arguments, stdin="cat")
        assert result.exit_code == 2
        assert result.stderr.count("\n") == 1 and len(result.stderr) < 400


def test_a_list_without_end_is_refused(cli: Cli) -> None:
    result = cli("lists", "save", "Endless", "/dev/zero")
    assert result.exit_code == 2 and "too large" in result.stderr


def test_folder(cli: Cli, own_folders: Path) -> None:
    assert cli("lists", "folder").stdout == f"{own_folders / 'keyword_lists'}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["show", "nothing"], "no preset named"),
        (["delete", "First look"], "comes with CLIP Critic"),
        (["rename", "First look", "x"], "comes with CLIP Critic"),
        (["save", "../x", "-"], "not allowed in file names"),
        (["save", "CON", "-"], "Windows reserves it"),
        (["save", "a\x1b[31m", "-"], "invisible character U+001B"),
        (["save", "Empty", "/dev/null"], "empty"),
        (["save", "x", "missing.txt"], "no such file"),
        (["import", "missing.txt"], "no such file"),
        (["restore", "nothing"], "no longer in the trash"),
    ],
)
def test_what_cannot_be_done(cli: Cli, arguments: list[str], message: str) -> None:
    result = cli("lists", *arguments, stdin="cat")
    assert result.exit_code == 2
    assert message in result.stderr and result.stderr.count("\n") == 1 and "\x1b" not in result.stderr


def test_a_read_only_folder(cli: Cli, own_folders: Path) -> None:
    own_folders.parent.mkdir(parents=True, exist_ok=True)
    own_folders.write_text("a file where the folder should be", encoding="utf-8")
    assert cli("lists", "save", "x", "-", stdin="cat").exit_code == 4


def test_encoders_are_listed_with_the_default_marked(cli: Cli, tiny_clip: Path) -> None:
    result = cli("encoders")
    assert result.exit_code == 0
    marked = [line for line in result.stdout.splitlines() if line.startswith("*")]
    assert len(marked) == 1 and f"hf:{tiny_clip}"[:40] in marked[0] and "yes" in marked[0]
    assert "hf:openai/clip-vit-large-patch14" in result.stdout and "Japanese" in result.stdout


def test_encoders_as_json(cli: Cli, tiny_clip: Path) -> None:
    rows = [json.loads(line) for line in cli("encoders", "--json").stdout.splitlines()]
    assert [row["spec"] for row in rows if row["default"]] == [f"hf:{tiny_clip}"]
    assert rows[0]["on_this_machine"] is True
    assert {"spec", "about", "on_this_machine", "megabytes", "default"} == set(rows[0])


def test_every_command_explains_itself(cli: Cli) -> None:
    from clip_critic.cli.commands import audit, encoders, lists, rank, serve

    for name, module in (
        ("rank", rank),
        ("audit", audit),
        ("encoders", encoders),
        ("serve", serve),
        ("lists", lists),
    ):
        shown = cli(name, "--help").stdout
        assert module.HELP.splitlines()[0] in shown and "Exit codes:" in shown
        if "Examples:" in module.HELP:
            assert f"  clip-critic {name}" in shown
