"""The log: what was confirmed is there, once, whoever writes at the same time and whoever is killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clip_critic.errors import BadInputError, SessionError, StorageError
from clip_critic.taste.choices import Choice, choice_record, new_choice, standing
from clip_critic.taste.log import FILE, TasteLog
from tests.taste.making import digest

ROOT = Path(__file__).resolve().parents[2]
SHOWN = [digest(number) for number in range(4)]
WRITER = """
import sys
from pathlib import Path
from clip_critic.taste.choices import new_choice
from clip_critic.taste.log import TasteLog
log = TasteLog(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    choice = new_choice("Aki", "best", {shown!r}, number % 4, id=f"{{sys.argv[2]}}-{{number}}")
    log.add(choice)
    print(choice.id, flush=True)
"""


def best(identity: str = "", rater: str = "Aki") -> Choice:
    return new_choice(rater, "best", SHOWN, 1, **({"id": identity} if identity else {}))


def writing(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER.format(shown=SHOWN), str(folder), name, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def test_choices_are_read_as_they_were_written(tmp_path: Path) -> None:
    log = TasteLog(tmp_path / "new" / "folder")
    assert log.read() == [] and log.raters() == [] and log.export() == ""
    choices = [best(rater="花子"), best(rater="<b>"), best(rater="花子")]
    assert [log.add(choice) for choice in choices] == [True] * 3
    assert log.read() == choices
    assert log.raters() == ["花子", "<b>"]


def test_an_answer_that_is_sent_twice_is_stored_once(tmp_path: Path) -> None:
    log = TasteLog(tmp_path)
    assert log.add(best("a")) and not log.add(best("a")) and log.add(best("aa"))
    assert log.add_all([best("b"), best("b"), best("a")]) == 1
    assert [choice.id for choice in log.read()] == ["a", "aa", "b"]


def test_an_id_within_a_text_is_not_taken_for_one(tmp_path: Path) -> None:
    log = TasteLog(tmp_path)
    log.add(new_choice("Aki", "skip", SHOWN, id="a", why='"id": "b"'))
    assert log.add(best("b"))


def test_windows_that_choose_at_once_lose_nothing(tmp_path: Path) -> None:
    choices = [best(f"{window}-{number}") for number in range(10) for window in range(4)]
    again = [choice for choice in choices for _ in range(2)]
    with ThreadPoolExecutor(8) as windows:
        new = list(windows.map(lambda choice: TasteLog(tmp_path).add(choice), again))
    assert sum(new) == len(choices)
    assert sorted(choice.id for choice in TasteLog(tmp_path).read()) == sorted(
        choice.id for choice in choices
    )


@pytest.mark.slow
def test_programs_that_choose_at_once_lose_nothing(tmp_path: Path) -> None:
    programs = [writing(tmp_path, name, 25) for name in "abc"]
    assert [program.wait() for program in programs] == [0, 0, 0]
    for program in programs:
        program.communicate()
    assert len(standing(TasteLog(tmp_path).read())) == 75


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_what_a_killed_program_had_confirmed_is_there(tmp_path: Path) -> None:
    for round_number in range(3):
        program = writing(tmp_path, f"r{round_number}", 10_000)
        assert program.stdout is not None
        confirmed = [program.stdout.readline().strip() for _ in range(5 + 7 * round_number)]
        program.kill()
        confirmed += program.communicate()[0].split("\n")[:-1]
        assert TasteLog(tmp_path).add(best(f"after-{round_number}"))
        ids = [choice.id for choice in TasteLog(tmp_path).read()]
        assert set(confirmed) <= set(ids) and len(set(ids)) == len(ids)


@pytest.mark.parametrize("torn", [b'{"id": "c"', "花".encode()[:1], b"{"])
def test_a_torn_last_line_is_ignored_and_then_removed(tmp_path: Path, torn: bytes) -> None:
    log = TasteLog(tmp_path)
    log.add(best("a"))
    with (tmp_path / FILE).open("ab") as file:
        file.write(torn)
    assert [choice.id for choice in log.read()] == ["a"]
    log.add(best("b"))
    assert [choice.id for choice in log.read()] == ["a", "b"]


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    log = TasteLog(tmp_path)
    log.add_all([best("a"), best("b")])
    path = tmp_path / FILE
    path.write_text(path.read_text().replace('"chosen": 1', '"chosen": 9', 1))
    with pytest.raises(SessionError, match=r"Line 1 of .*not 9.*: undo the edit, or remove this line\."):
        log.read()


def test_the_last_choice_is_taken_back(tmp_path: Path) -> None:
    log = TasteLog(tmp_path)
    log.add_all([best("a"), best("b"), best("c", "Ben")])
    assert log.undo("Aki").id == "b"
    assert log.undo("Aki").id == "a"
    with pytest.raises(BadInputError, match="not chosen anything yet"):
        log.undo("Aki")
    assert [choice.id for choice in standing(log.read())] == ["c"]
    assert len(log.read()) == 5


def test_windows_that_take_back_the_same_choice_take_back_one(tmp_path: Path) -> None:
    log = TasteLog(tmp_path)
    log.add_all([best("a"), best("b")])
    assert log.undo("Aki", "b").id == "b"
    with pytest.raises(BadInputError, match="taken back already"):
        log.undo("Aki", "b")
    assert [choice.id for choice in standing(log.read())] == ["a"]


def test_an_exported_log_can_be_imported_elsewhere_and_again(tmp_path: Path) -> None:
    here, there = TasteLog(tmp_path / "here"), TasteLog(tmp_path / "there")
    here.add_all([best("a"), best("b", "Ben"), best("c")])
    here.undo("Aki")
    lines = here.export().encode()
    assert there.take(lines) == 4 and there.take(lines) == 0
    assert there.read() == here.read()
    assert [choice.id for choice in standing(there.read(), "Aki")] == ["a"]
    assert here.export("Ben").count("\n") == 1


def test_imported_choices_can_get_another_name(tmp_path: Path) -> None:
    log = TasteLog(tmp_path)
    assert log.take(_line(best("a")), "Hanako") == 1
    assert log.raters() == ["Hanako"]


def _line(choice: Choice) -> bytes:
    """Return a line of an export, with the line ends of another system."""
    return json.dumps(choice_record(choice)).encode() + b"\r\n\r\n"


BAD_LINES: tuple[tuple[Callable[[bytes], bytes], str], ...] = (
    (lambda line: line + b"{}\n", "Line 3 is not a choice: Who is choosing"),
    (lambda line: line + b"nonsense\n", "Line 3 is not a choice: it is not a JSON object"),
    (lambda line: line + b"[1]\n", "Line 3 is not a choice: A choice is a JSON object"),
    (lambda line: line + b"\xff\n", "Line 3 is not a choice: it is not a JSON object"),
    (lambda line: line + b"[" * 100_000 + b"\n", "Line 3 is not a choice: it is not a JSON object"),
)


@pytest.mark.parametrize("damage,message", BAD_LINES)
def test_a_log_with_a_wrong_line_is_not_imported_at_all(
    tmp_path: Path, damage: Callable[[bytes], bytes], message: str
) -> None:
    log = TasteLog(tmp_path)
    with pytest.raises(BadInputError, match=message):
        log.take(damage(_line(best("a"))))
    assert log.read() == []


def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError, match="cannot be written"):
        TasteLog(tmp_path / "file").add(best())
