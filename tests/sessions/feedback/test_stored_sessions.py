"""Sessions that version 0.1.0 wrote to disk: later versions read, show, export and resume them as it did.

A test that fails here tells of users' sessions that broke: it is the code that is to be changed, never the
stored files. `make_stored` shows how they were made.
"""

from __future__ import annotations

import base64
import json
import math
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clip_critic.cli.session_files import kept_checkpoint
from clip_critic.pictures.animation import animation
from clip_critic.reports.export import export_session
from clip_critic.sessions.feedback.frames import frames
from clip_critic.sessions.feedback.plan import ranking_of
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.sessions import Sessions
from clip_critic.sessions.feedback.steps import Place
from clip_critic.storage.journal import TORN
from tests.drawing_host import drawing_sessions, step_records
from tests.sessions.feedback.make_stored import arithmetic, expected, made_anew, resumed

STORED = Path(__file__).parent / "stored"
NAMES = ("finished", "interrupted", "torn", "by_hand", "new", "prompt", "sketch", "continued")


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def before(name: str) -> dict[str, Any]:
    """Return what version 0.1.0 made of the session."""
    found: dict[str, Any] = json.loads((STORED / "expected" / f"{name}.json").read_bytes())
    return found


@pytest.fixture
def sessions(tmp_path: Path, name: str) -> Sessions:
    """Return the sessions, with a copy of the stored one."""
    shutil.copytree(STORED / name, tmp_path / "sessions")
    return drawing_sessions(tmp_path)


@pytest.fixture
def session(sessions: Sessions) -> Session:
    (found,) = sessions.store.ids()
    return sessions.store.read(found)


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but for the lock, which is there while a session is driven, or longer."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


EXACT = arithmetic() == (STORED / "expected" / "arithmetic.txt").read_text("ascii").strip()
"""Whether numbers must be the same to the last bit: only where sums come out as they were stored. Elsewhere
they agree in single precision; everything else is exact on every machine."""


def same(found: Any, wanted: Any, key: str = "") -> bool:
    """Return whether two pieces of plain data are equal, with numbers to the last bit where `EXACT`."""
    if EXACT or type(found) is not type(wanted):
        return bool(found == wanted)
    if isinstance(found, dict):
        return list(found) == list(wanted) and all(same(found[name], wanted[name], name) for name in found)
    if isinstance(found, list):
        return len(found) == len(wanted) and all(map(same, found, wanted))
    if isinstance(found, float):
        return math.isclose(found, wanted, rel_tol=1e-5, abs_tol=1e-6)
    if key == "similarities":
        return np.allclose(unpacked(found), unpacked(wanted), rtol=0, atol=1e-6)
    return bool(found == wanted)


def unpacked(similarities: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(similarities), dtype="<f4")


# read


def test_all_that_is_told_of_a_session_is_as_before(
    sessions: Sessions, session: Session, before: dict[str, Any]
) -> None:
    found = expected(sessions, session.id)
    assert {*found, "resumed"} == set(before)
    for part in found:
        assert same(found[part], before[part]), part


def test_only_the_torn_one_is_noted(session: Session, name: str) -> None:
    assert session.notes == ((TORN,) if name == "torn" else ())


def test_every_picture_is_ranked_as_before(session: Session) -> None:
    """Check each ranking against the stored lines by arithmetic that is exact on every machine."""
    seen_by = json.loads((session.folder / "session.json").read_bytes())["seen_by"]
    for step in session.steps:
        lines = (session.folder / "steps.jsonl").read_bytes().split(b"\n")
        stored = json.loads(lines[session.steps.index(step)])
        for candidate, record in zip(step.candidates, stored["candidates"], strict=True):
            ranking = ranking_of(session, Place(step, candidate))
            assert ranking is not None
            similarities = unpacked(record["similarities"])
            assert ranking.similarities.tobytes() == similarities.tobytes()
            logits = seen_by["scale"] * similarities.astype(np.float64) + seen_by["bias"]
            assert ranking.logits.tobytes() == logits.tobytes()
            assert list(ranking.keywords) == seen_by["keywords"]
            assert [[span.name, span.start, span.stop] for span in ranking.groups] == seen_by["groups"]
            assert (candidate.file, candidate.seed, candidate.score.value) == (
                record["file"], record["seed"], record["score"]["value"],
            )  # fmt: skip


def test_every_picture_can_be_opened(session: Session) -> None:
    for step in session.steps:
        for candidate in step.candidates:
            picture = session.picture(candidate.file)
            assert picture.image.size == (64, 64)
            assert not step.number or f"CLIP Critic session: {session.id!r}, " in (picture.infotext or "")


@pytest.mark.parametrize("name", ["interrupted"], indirect=True)
def test_the_checkpoint_beside_a_session_is_found(session: Session) -> None:
    assert kept_checkpoint(session) == "/models/水彩.safetensors"


def test_exports_are_as_before(session: Session, before: dict[str, Any], tmp_path: Path) -> None:
    list(export_session(session, tmp_path / "export"))
    exported, stored = files(tmp_path / "export"), files(session.folder)
    if EXACT:
        text = json.dumps(before["export"], ensure_ascii=False, indent=1) + "\n"
        assert exported["session.json"].decode("utf-8") == text
    for file in before["files"]:
        if file.endswith(".png"):
            assert exported[file] == stored[file if file == "start.png" else f"pictures/{file}"]
    assert ("report.html" in exported) == bool(session.steps)


def test_reading_changes_nothing_on_disk(sessions: Sessions, session: Session) -> None:
    stored = files(session.folder)
    expected(sessions, session.id)
    if session.steps:
        animation(list(frames(session, every=True)))
    assert files(session.folder) == stored
    assert not (session.folder / "lock").exists()


# written


def test_what_is_written_is_as_before_to_the_byte(sessions: Sessions, session: Session) -> None:
    stored = files(session.folder)
    lines = stored.get("steps.jsonl", b"")
    complete_lines = lines[: lines.rfind(b"\n") + 1]
    with sessions.store.open_for_writing(session.id) as writer:
        (session.folder / "session.json").unlink()
        writer.change()
        (session.folder / "steps.jsonl").unlink(missing_ok=True)
        for step in writer.session.steps:
            writer.append(step)
    written = files(session.folder)
    assert written["session.json"] == stored["session.json"]
    assert written.get("steps.jsonl", b"") == complete_lines


@pytest.mark.parametrize("name", ["torn"], indirect=True)
def test_a_torn_session_is_repaired_when_it_is_driven(sessions: Sessions, session: Session) -> None:
    stored = files(session.folder)
    left = {"pictures/0003-01.png", "pictures/.w3k0x_7b.part", ".p9d2ma1c.part"}
    assert left < set(stored)
    lines = stored["steps.jsonl"]
    assert not lines.endswith(b"\n")
    with sessions.store.open_for_writing(session.id):
        pass
    kept_files = {name: data for name, data in stored.items() if name not in left}
    assert files(session.folder) == {**kept_files, "steps.jsonl": lines[: lines.rfind(b"\n") + 1]}


# driven


def test_it_goes_on_as_before(sessions: Sessions, session: Session, before: dict[str, Any]) -> None:
    stored = files(session.folder)
    end = resumed(sessions, session.id)
    assert same(step_records(end), before["resumed"])
    after = files(session.folder)
    if session.steps and session.notes == ():  # what was there has stayed: a session only grows
        assert after["steps.jsonl"].startswith(stored["steps.jsonl"])
        assert all(after[file] == stored[file] for file in stored if file != "steps.jsonl")
    assert not any(file.endswith(".part") for file in after)
    assert step_records(sessions.store.read(session.id)) == step_records(end)


def test_made_anew_without_interruption_it_is_the_same(
    session: Session, before: dict[str, Any], tmp_path: Path
) -> None:
    again = made_anew(tmp_path / "anew", session, before["resumed"])
    assert same(step_records(again), before["resumed"])
    for step in session.steps:
        for candidate in step.candidates:
            stored, anew = (each.picture(candidate.file).infotext or "" for each in (session, again))
            assert anew.replace(again.id, session.id) == stored
