"""Sessions on disk: what a crash leaves, what hands have changed, and who may write."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock, Timeout

from clip_critic.errors import BadInputError, NoSessionError, SessionError, StorageError
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.sessions import Sessions
from clip_critic.sessions.feedback.steps import step_record
from clip_critic.sessions.feedback.store import SessionStore
from clip_critic.storage.journal import TORN
from tests.drawing_host import begun, chosen, drawing_sessions, driven, start_picture, step_records

ROOT = Path(__file__).parents[3]


@pytest.fixture
def sessions(tmp_path: Path) -> Sessions:
    return drawing_sessions(tmp_path)


@pytest.fixture(scope="module")
def driven_once(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """A session of three steps on disk, of which each test has a copy."""
    sessions = drawing_sessions(tmp_path_factory.mktemp("driven"))
    return driven(sessions, begun(sessions, steps=3, hold=0.5, avoid="white").id)


@pytest.fixture
def session(sessions: Sessions, driven_once: Session) -> Session:
    """A session of three steps on disk."""
    folder = sessions.store.folder / driven_once.id
    shutil.copytree(driven_once.folder, folder)
    return replace(driven_once, folder=folder)


def records(session: Session) -> list[dict[str, Any]]:
    return [step_record(step) for step in session.steps]


def test_what_was_driven_is_read_as_it_was(sessions: Sessions, session: Session) -> None:
    again = sessions.store.read(session.id)
    assert again == session
    assert records(again) == records(session)
    assert again.notes == ()
    assert [step.number for step in again.steps] == [0, 1, 2, 3]
    assert again.step(2).number == 2
    assert again.seen_by == session.seen_by


def test_sessions_are_listed_the_newest_first(sessions: Sessions) -> None:
    assert sessions.store.ids() == []
    ids = {begun(sessions).id for _ in range(3)}
    assert set(sessions.store.ids()) == ids
    assert sessions.store.ids() == sorted(ids, reverse=True)


def test_other_folders_are_no_sessions(sessions: Sessions, session: Session) -> None:
    for name in ("notes", "20260101-120000-abcdef", "20260101-120000-ABCDEF"):
        (sessions.store.folder / name).mkdir()
    (sessions.store.folder / "a file").write_text("")
    assert sessions.store.ids() == [session.id]


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be read"):
        SessionStore(tmp_path / "file").ids()


def test_a_session_starts_from_a_picture_or_from_a_prompt(sessions: Sessions) -> None:
    with pytest.raises(BadInputError, match="starts from"):
        sessions.store.create(chosen(), "picture")
    with pytest.raises(BadInputError, match="starts from"):
        sessions.store.create(chosen(), "prompt", start_picture())
    with pytest.raises(BadInputError, match="starts from"):
        sessions.store.create(chosen(), "dream", start_picture())  # type: ignore[arg-type]
    assert sessions.store.ids() == []


def test_the_start_picture_keeps_its_parameters(sessions: Sessions) -> None:
    session = sessions.store.create(chosen(), "sketch", start_picture(), infotext="a cat\nSteps: 20")
    picture = session.picture("start.png")
    assert picture.infotext == "a cat\nSteps: 20"
    assert picture.image.tobytes() == start_picture().image.tobytes()


# torn lines


def test_a_last_line_torn_anywhere_is_dropped_or_whole(sessions: Sessions, session: Session) -> None:
    path = session.folder / "steps.jsonl"
    content = path.read_bytes()
    before = content.rfind(b"\n", 0, len(content) - 1) + 1
    for cut in range(before, len(content)):
        path.write_bytes(content[:cut])
        read = sessions.store.read(session.id)
        assert records(read) == records(session)[:-1], cut
        assert read.notes == ((TORN,) if cut > before else ())
    assert path.read_bytes() == content[:cut]  # reading repairs nothing
    path.write_bytes(content)
    assert records(sessions.store.read(session.id)) == records(session)


@pytest.mark.parametrize("torn", [1, 2, 100, -2, -1])
def test_driving_repairs_a_torn_line_and_goes_on(sessions: Sessions, session: Session, torn: int) -> None:
    path = session.folder / "steps.jsonl"
    content = path.read_bytes()
    before = content.rfind(b"\n", 0, len(content) - 1) + 1
    path.write_bytes(content[: before + torn] if torn > 0 else content[:torn])
    with sessions.store.open_for_writing(session.id) as writer:
        assert writer.session.notes == (TORN,)
        assert path.read_bytes() == content[:before]
        writer.append(session.steps[-1])
    assert path.read_bytes() == content


def test_leftovers_of_a_killed_process_are_removed(sessions: Sessions, session: Session) -> None:
    pictures = session.folder / "pictures"
    leftovers = [pictures / "0004-01.png", pictures / ".abc.part", session.folder / ".def.part"]
    strangers = [pictures / "mine.txt", pictures / "0007-01.png"]
    for path in (*leftovers, *strangers):
        path.write_bytes(b"half")
    sessions.store.read(session.id)
    assert all(path.exists() for path in leftovers)
    with sessions.store.open_for_writing(session.id):
        assert not any(path.exists() for path in leftovers)
    assert all(path.exists() for path in strangers)
    assert step_records(sessions.store.read(session.id)) == step_records(session)


def test_line_ends_of_other_kinds_end_no_line(sessions: Sessions) -> None:
    frame = "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg\x1dh, {words}"
    session = driven(sessions, begun(sessions, prompt=frame, steps=2).id)
    again = sessions.store.read(session.id)
    assert records(again) == records(session)
    assert "a\u2028b\u2029c\x85d\x0be" in again.steps[-1].prompt


# damage


def edited(session: Session, **changes: Any) -> Path:
    """Change session.json by hand."""
    path = session.folder / "session.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}), "utf-8")
    return path


def damaged(sessions: Sessions, session: Session, *words: str) -> None:
    """Neither reading nor driving works; the message names the place; nothing is changed."""
    before = {path: path.read_bytes() for path in session.folder.rglob("*") if path.is_file()}
    for attempt in (
        sessions.store.read,
        lambda session_id: sessions.store.open_for_writing(session_id).__enter__(),
    ):
        with pytest.raises(SessionError) as caught:
            attempt(session.id)
        for word in (*words, session.id):
            assert word in str(caught.value)
    (session.folder / "lock").unlink(missing_ok=True)
    after = {path: path.read_bytes() for path in session.folder.rglob("*") if path.is_file()}
    assert {path: data for path, data in before.items() if path.name != "lock"} == after


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b'{"number": 1',
        b"[" * 100_000,
        b'{"number": 1, "candidates": [{"similarities": "zzz"}]}',
    ],
)
def test_a_damaged_line_in_the_middle_is_named(sessions: Sessions, session: Session, line: bytes) -> None:
    path = session.folder / "steps.jsonl"
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([lines[0], line, *lines[2:]]))
    damaged(sessions, session, "Line 2", "steps.jsonl")


def test_lines_out_of_order_are_named(sessions: Sessions, session: Session) -> None:
    path = session.folder / "steps.jsonl"
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([lines[0], lines[2], lines[1], lines[3], b""]))
    damaged(sessions, session, "Line 3", "step 1 follows step 2")


def test_a_step_that_was_ranked_against_another_list_is_named(sessions: Sessions, session: Session) -> None:
    path = session.folder / "steps.jsonl"
    lines = path.read_text("utf-8").split("\n")
    record = json.loads(lines[2])
    for candidate in record["candidates"]:
        candidate["similarities"] = "AAAAAA=="
    path.write_text("\n".join([*lines[:2], json.dumps(record), *lines[3:]]), "utf-8")
    damaged(sessions, session, "Line 3", "keywords")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"version": 2}, "another version"),
        ({"start": "dream"}, "dream"),
        ({"settings": {"wishes": "red"}}, "wishes"),
        ({"settings": {"steps": "many"}}, "Steps"),
        ({"settings": []}, "damaged"),
        ({"settings": None}, "damaged"),
        ({"seen_by": None}, "damaged"),
        ({"seen_by": {"encoder": "x"}}, "keywords"),
        ({"created": None, "seen_by": []}, "damaged"),
    ],
)
def test_a_session_edited_by_hand_is_told(
    sessions: Sessions, session: Session, changes: dict[str, Any], words: str
) -> None:
    if changes.get("seen_by") == []:
        (session.folder / "steps.jsonl").write_bytes(b"x\n")
    edited(session, **changes)
    damaged(sessions, session, *([] if words == "damaged" else [words]))


def test_a_target_that_the_pictures_were_not_ranked_against_is_told(
    sessions: Sessions, session: Session
) -> None:
    head = json.loads((session.folder / "session.json").read_text("utf-8"))
    edited(session, settings={**head["settings"], "want": "purple"})
    damaged(sessions, session, "purple", "session.json")


@pytest.mark.parametrize("text", ["", "{", "[]", "5", "null", '"x"', "{}", "\0", "\u2028"])
def test_a_head_that_is_none_is_told(sessions: Sessions, session: Session, text: str) -> None:
    (session.folder / "session.json").write_text(text, "utf-8")
    damaged(sessions, session, "session.json")


def test_a_missing_picture_is_named(sessions: Sessions, session: Session) -> None:
    winner = session.steps[-1].winner
    assert winner is not None
    (session.folder / "pictures" / winner.file).unlink()
    with pytest.raises(SessionError, match=winner.file):
        session.picture(winner.file)
    (session.folder / "start.png").write_bytes(b"\x89PNG broken")
    with pytest.raises(SessionError, match=r"start\.png"):
        session.picture("start.png")


# names


NO_IDS = ("", "..", "../../x", "/etc/passwd", "x", "20260101-120000-abcdef", "20260101-120000-abcdef/..")
NO_FILES = (
    "",
    "..",
    "../session.json",
    "/etc/passwd",
    "0001-01.png/x",
    "start.png\n",
    "session.json",
    "1.png\0",
)


@pytest.mark.parametrize("name", NO_IDS)
def test_foreign_ids_are_refused(sessions: Sessions, session: Session, name: str) -> None:
    outside = sessions.store.folder.parent / "x"
    outside.mkdir()
    shutil.copy(session.folder / "session.json", outside)
    for attempt in (
        sessions.store.read,
        sessions.store.delete,
        lambda session_id: sessions.store.open_for_writing(session_id).__enter__(),
    ):
        with pytest.raises(NoSessionError, match="no session"):
            attempt(name)
    assert outside.exists()


@pytest.mark.parametrize("file", NO_FILES)
def test_foreign_files_are_refused(session: Session, file: str) -> None:
    with pytest.raises(NoSessionError, match="not a picture of a session"):
        session.picture(file)


def test_a_step_that_is_not_there(session: Session) -> None:
    with pytest.raises(NoSessionError, match="no step 9"):
        session.step(9)


# one at a time


def test_a_session_is_driven_once_at_a_time(sessions: Sessions, session: Session) -> None:
    with sessions.store.open_for_writing(session.id):
        with (
            pytest.raises(SessionError, match="already running"),
            sessions.store.open_for_writing(session.id),
        ):
            pass
        with pytest.raises(SessionError, match="already running"):
            sessions.store.delete(session.id)
        assert sessions.store.read(session.id).id == session.id
    with sessions.store.open_for_writing(session.id) as writer:
        assert writer.session.id == session.id


def test_another_process_is_refused(sessions: Sessions, session: Session) -> None:
    code = (
        "import sys; from pathlib import Path; from clip_critic.sessions.feedback.store import SessionStore\n"
        "with SessionStore(Path(sys.argv[1])).open_for_writing(sys.argv[2]):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(sessions.store.folder), session.id],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    with other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(SessionError, match="in another window or program"):
            driven(sessions, session.id)
        other.kill()
    assert driven(sessions, session.id).id == session.id  # the lock of a killed process holds nobody up


def test_a_lock_that_lies_about_holds_nobody_up(sessions: Sessions, session: Session) -> None:
    (session.folder / "lock").write_text("")
    with sessions.store.open_for_writing(session.id), pytest.raises(Timeout):
        FileLock(str(session.folder / "lock")).acquire(timeout=0)


# delete


def test_a_deleted_session_is_gone(sessions: Sessions, session: Session) -> None:
    sessions.store.delete(session.id)
    assert not session.folder.exists()
    assert sessions.store.ids() == []
    with pytest.raises(NoSessionError):
        sessions.store.read(session.id)


def test_a_damaged_session_can_be_deleted(sessions: Sessions, session: Session) -> None:
    (session.folder / "session.json").write_text("{")
    sessions.store.delete(session.id)
    assert not session.folder.exists()
