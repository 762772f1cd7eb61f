"""Folders that only grow: what killed processes leave of them is swept, and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from clip_critic.errors import NoSessionError, SessionError, StorageError
from clip_critic.storage import journal
from clip_critic.storage.files import write_atomically
from clip_critic.storage.journal import DELETED, HEAD, NEW, Journals, write_head

ROOT = Path(__file__).resolve().parents[2]
ID = "20200101-000000-abcdef"
KILLED = """
import os, sys
from pathlib import Path
from clip_critic.storage import files
from clip_critic.storage.journal import Journals, write_head
def write(folder, now):
    files.write_atomically(folder / "start.png", b"picture")
    os.replace = None
    def die(self, target):
        print(folder.name, flush=True)
        os.kill(os.getpid(), 9) if {kill} else sys.stdin.read()
    Path.replace = die
    write_head(folder, {{}})
Journals(Path({root!r})).add(write)
"""


def creating(root: Path, *, kill: bool) -> subprocess.Popen[str]:
    """Start a process that is killed, or waits, while it writes the head of a new folder."""
    return subprocess.Popen(
        [sys.executable, "-c", KILLED.format(root=str(root), kill=kill)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def add(root: Path) -> str:
    def write(folder: Path, now: datetime) -> str:
        write_head(folder, {})
        return folder.name

    return Journals(root).add(write)


def left(root: Path, name: str, *files: str, age: float = 10) -> Path:
    folder = root / name
    folder.mkdir(parents=True)
    for file in files:
        write_atomically(folder / file, b"x")
    os.utime(folder, (time.time() - age,) * 2)
    return folder


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_killed_creation_leaves_nothing_once_the_next_one_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = creating(tmp_path, kill=True)
    process.communicate()
    (orphan,) = tmp_path.iterdir()
    assert list(orphan.glob(".*.part")) and not (orphan / HEAD).exists()
    monkeypatch.setattr(journal, "GRACE", 0.0)
    new = add(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [new]
    assert [path.name for path in (tmp_path / new).iterdir()] == [HEAD]


@pytest.mark.skipif(os.name != "posix", reason="as above")
def test_a_creation_at_work_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "GRACE", 0.0)
    process = creating(tmp_path, kill=False)
    assert process.stdout is not None
    name = process.stdout.readline().strip()
    add(tmp_path)
    assert (tmp_path / name / "start.png").is_file()
    process.kill()
    process.communicate()
    add(tmp_path)
    assert not (tmp_path / name).exists()


def test_folders_of_the_same_second_are_in_their_order(tmp_path: Path) -> None:
    names = [add(tmp_path) for _ in range(20)]
    assert Journals(tmp_path).ids() == names[::-1]


def test_a_folder_of_the_same_name_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_new_id", lambda now: ID)
    add(tmp_path)
    head = (tmp_path / ID / HEAD).read_bytes()
    with pytest.raises(StorageError, match="cannot be written"):
        add(tmp_path)
    assert (tmp_path / ID / HEAD).read_bytes() == head


@pytest.mark.parametrize(
    "files", [(), (".abcdefgh.part",), ("start.png", ".x.part", NEW, "lock"), ("pictures/a", DELETED)]
)
def test_old_remains_are_swept(tmp_path: Path, files: tuple[str, ...]) -> None:
    left(tmp_path, ID, *files)
    add(tmp_path)
    assert not (tmp_path / ID).exists()


@pytest.mark.parametrize(
    "files", [("pictures/0001-01.png",), ("steps.jsonl",), ("notes.txt", "start.png"), (HEAD,)]
)
def test_what_somebody_may_want_is_kept(tmp_path: Path, files: tuple[str, ...]) -> None:
    left(tmp_path, ID, *files)
    left(tmp_path, "holiday", ".abcdefgh.part")
    Journals(tmp_path).sweep()
    assert all((tmp_path / ID / file).is_file() for file in files)
    assert (tmp_path / "holiday" / ".abcdefgh.part").is_file()


def test_a_folder_that_was_just_made_is_kept(tmp_path: Path) -> None:
    left(tmp_path, ID, age=0)
    add(tmp_path)
    assert (tmp_path / ID).is_dir()


def test_a_killed_deletion_is_finished_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = add(tmp_path)
    write_atomically(tmp_path / name / "pictures" / "0001-01.png", b"x")
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", lambda *args, **options: None)
        Journals(tmp_path).delete(name)
    assert name not in Journals(tmp_path) and (tmp_path / name / "pictures").is_dir()
    Journals(tmp_path).sweep()
    assert not (tmp_path / name).exists()


def test_a_folder_that_is_deleted_while_somebody_waits_for_it_is_no_session(tmp_path: Path) -> None:
    name = add(tmp_path)
    journals = Journals(tmp_path)
    with journals.locked(name), pytest.raises(SessionError, match="already running"):
        journals.delete(name)
    journals.delete(name)
    with pytest.raises(NoSessionError), journals.locked(name):
        pytest.fail("it is gone")
