"""Sessions that somebody edited, or a disk damaged: each says what is wrong, and the others are shown."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from clip_critic.engine.jobs import Status
from clip_critic.errors import CriticError, SessionError
from clip_critic.sessions.feedback import plan, records
from clip_critic.sessions.feedback.kind import FeedbackKind
from clip_critic.sessions.feedback.session import Session, read_session
from clip_critic.sessions.feedback.work import LoopWork
from clip_critic.sessions.kinds import brief_record
from clip_critic.storage.journal import HEAD
from tests.drawing_host import drawing_sessions
from tests.sessions.feedback.damaging import mutants

pytestmark = pytest.mark.slow

STORED = Path(__file__).parent / "stored"
NAMES = ("finished", "interrupted", "by_hand", "new", "prompt", "sketch", "continued")
MUTANTS = 300
"""The number of mutants of each of the seven sessions: 2,100 in all."""


@pytest.fixture(params=NAMES)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    (stored,) = (STORED / request.param).iterdir()
    return Path(shutil.copytree(stored, tmp_path / "sessions" / stored.name))


def everything_shown(session: Session, work: LoopWork) -> Iterator[Any]:
    """Show a session in every way that a page, a terminal or a resumed session does."""
    kind = FeedbackKind()
    brief = kind.brief(session)
    yield brief
    yield str(kind.row(brief))
    yield kind.record(session)
    yield work.stopped(session)
    yield kind.status(Status(session, proposal=work.proposal(session)))
    for step in session.steps:
        yield records.seen_record(session, step.number)
        yield records.brief_seen_record(session, step.number)
    with suppress(CriticError):
        yield work.batches(session)
        plan.request_of(session, plan.next_number(session), plan.next_proposal(session), (64, 64))
        plan.first_size(session)


def test_a_damaged_session_is_one_sentence_or_can_be_shown(folder: Path, tmp_path: Path) -> None:
    work = LoopWork(drawing_sessions(tmp_path))
    source = random.Random(folder.name)
    for files in islice(mutants(folder, source), MUTANTS):
        for name, content in files.items():
            (folder / name).write_bytes(content)
        try:
            session = read_session(folder)
        except CriticError as error:
            assert len(str(error)) < 700 and "Error" not in str(error)
            continue
        for record in everything_shown(session, work):
            json.dumps(record, ensure_ascii=False, allow_nan=False).encode()


@pytest.mark.parametrize("name", ["version", "settings", "start", "seen_by", "created", "origin"])
def test_what_is_missing_is_named(folder: Path, name: str) -> None:
    head = json.loads((folder / HEAD).read_bytes())
    del head[name]
    (folder / HEAD).write_text(json.dumps(head))
    with pytest.raises(SessionError, match=f"damaged \\('{name}' is missing\\)"):
        read_session(folder)


@pytest.mark.parametrize(
    "edit",
    [
        {"settings": {"want": "red", "keywords": 3}},
        {"settings": None},
        {"seen_by": {"held": [["purple", 1]]}},
        {"created": "\ud800"},
        {"seen_by": float("nan")},
        {"version": 10**400},
    ],
)
def test_the_others_are_still_listed(tmp_path: Path, edit: dict[str, Any]) -> None:
    for name in ("finished", "sketch"):
        shutil.copytree(STORED / name, tmp_path, dirs_exist_ok=True)
    store = FeedbackKind().store(tmp_path)
    edited, undamaged = store.ids()
    head = json.loads((tmp_path / edited / HEAD).read_bytes())
    for key, value in edit.items():
        head[key] = {**head[key], **value} if isinstance(value, dict) else value
    (tmp_path / edited / HEAD).write_text(json.dumps(head))
    assert "error" in brief_record(tmp_path, edited) or edit["settings"]
    assert brief_record(tmp_path, undamaged)["steps"] > 0
