"""A file that many append to: what is read is what is there, however it came to be there."""

from __future__ import annotations

from pathlib import Path

import pytest

from clip_critic.errors import SessionError, StorageError
from clip_critic.storage.shared import SharedJournal


def journal(folder: Path) -> SharedJournal[int]:
    return SharedJournal(folder, "numbers.jsonl", lambda record: int(record["n"]), "remove it")


def add(to: SharedJournal[int], number: int) -> None:
    with to.writing():
        to.append({"n": number})


def test_what_others_append_is_read(tmp_path: Path) -> None:
    mine, other = journal(tmp_path), journal(tmp_path)
    assert mine.records() == []
    for number in range(3):
        add(other if number % 2 else mine, number)
        assert mine.records() == other.records() == list(range(number + 1))


def test_a_list_that_was_read_is_the_reader_s_own(tmp_path: Path) -> None:
    mine = journal(tmp_path)
    add(mine, 1)
    mine.records().clear()
    assert mine.records() == [1]


@pytest.mark.parametrize("text", ['{"n": 7}\n', '{"n": 7}\n{"n": 8}\n', '{"n": 7}\n{"n": 8}\n{"n": 9}\n', ""])
def test_an_edited_file_is_read_anew(tmp_path: Path, text: str) -> None:
    mine = journal(tmp_path)
    add(mine, 1)
    add(mine, 2)
    assert mine.records() == [1, 2]
    edited = tmp_path / "edited"
    edited.write_text(text)
    edited.replace(mine.path)
    assert mine.records() == [7, 8, 9][: text.count("\n")]
    mine.path.unlink()
    assert mine.records() == []


def test_a_torn_line_is_read_once_it_is_whole(tmp_path: Path) -> None:
    mine = journal(tmp_path)
    add(mine, 1)
    with mine.path.open("ab") as file:
        file.write(b'{"n": ')
        file.flush()
        assert mine.records() == [1]
        file.write(b"2}\n")
    assert mine.records() == [1, 2]


def test_a_damaged_line_is_named_each_time(tmp_path: Path) -> None:
    mine = journal(tmp_path)
    add(mine, 1)
    assert mine.records() == [1]
    with mine.path.open("ab") as file:
        file.write(b'{"n": 2}\n{"m": 3}\n')
    for _ in range(2):
        with pytest.raises(SessionError, match=r"Line 3 of .* is damaged .*: remove it"):
            mine.records()


def test_a_folder_instead_of_the_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "numbers.jsonl").mkdir()
    with pytest.raises(StorageError, match="cannot be read"):
        journal(tmp_path).records()
    with pytest.raises(StorageError, match="cannot be written"):
        add(journal(tmp_path), 1)
