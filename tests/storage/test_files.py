"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clip_critic.errors import StorageError
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


def test_reasons_are_words() -> None:
    assert reason(OSError(errno.ENOSPC, "No space left on device")) == "the disk is full"
    assert reason(OSError("odd")) == "odd"
    assert reason(OSError()) == "oserror"
