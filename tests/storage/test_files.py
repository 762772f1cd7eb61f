"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clip_critic.errors import StorageError
from clip_critic.storage import files
from clip_critic.storage.files import reason, write_atomically


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(data=st.one_of(st.binary(), st.text(st.characters(exclude_categories=["Cs"]))))
def test_what_is_written_is_read_back(tmp_path: Path, data: bytes | str) -> None:
    path = tmp_path / "deep" / "er" / "file.txt"
    write_atomically(path, data)
    assert path.read_bytes() == (data.encode() if isinstance(data, str) else data)
    assert [file.name for file in path.parent.iterdir()] == ["file.txt"]


def test_old_content_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old and longer")
    write_atomically(path, "new")
    assert path.read_text() == "new"


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_rights_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_atomically(path, "a")
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    path.chmod(0o600)
    write_atomically(path, "b")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "read-only"), (errno.EACCES, "no permission")],
)
def test_a_full_or_read_only_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    path = tmp_path / "file"
    path.write_text("old")

    def fail(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StorageError, match=words) as caught:
        write_atomically(path, "new")
    assert str(path) in str(caught.value)
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["file"]


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match="cannot be written"):
        write_atomically(tmp_path / "file" / "child", "y")


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(StorageError):
        write_atomically(tmp_path / "folder", "y")
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".part"] == []


def test_too_long_a_name(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"too long|cannot be written"):
        write_atomically(tmp_path / ("x" * 300), "y")


def test_readers_never_see_a_part(tmp_path: Path) -> None:
    path, contents = tmp_path / "file", {b"a" * 200_000, b"b" * 100_000}
    write_atomically(path, b"a" * 200_000)
    seen: set[bytes] = set()
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            seen.add(path.read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(20):
        for content in contents:
            write_atomically(path, content)
    stop.set()
    reader.join()
    assert seen <= contents


class Held:
    """A file that Windows does not let go of for a while."""

    def __init__(self, attempts: int) -> None:
        self.attempts = attempts

    def replace(self, target: Path) -> None:
        self.attempts -= 1
        if self.attempts >= 0:
            raise PermissionError(errno.EACCES, "Access is denied")
        target.write_text("new")


@pytest.mark.parametrize(("attempts", "waits"), [(0, ()), (2, (0, 0)), (2, (0, 0, 0))])
def test_a_file_that_is_let_go_of_is_replaced(
    attempts: int, waits: tuple[int, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "WAITS", waits)
    held: Any = Held(attempts)
    files.replace(held, tmp_path / "file")
    assert (tmp_path / "file").read_text() == "new"


def test_a_file_that_stays_open_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "WAITS", (0, 0))
    held: Any = Held(3)
    with pytest.raises(PermissionError):
        files.replace(held, tmp_path / "file")


def test_windows_reasons_are_words() -> None:
    error = PermissionError(errno.EACCES, "The process cannot access the file")
    error.winerror = 32  # type: ignore[attr-defined]
    assert reason(error) == "another program has it open"


def test_reasons_are_words() -> None:
    assert reason(OSError(errno.ENOSPC, "No space left on device")) == "the disk is full"
    assert reason(OSError("odd")) == "odd"
    assert reason(OSError()) == "oserror"
