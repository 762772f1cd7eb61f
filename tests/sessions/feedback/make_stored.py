"""The making of the sessions below ``stored/``, and the questions about them.

They are from version 0.1.0, byte for byte as it wrote them to disk, and prove that what users have there
stays good: later versions must read, show and resume it. **Never make them anew so that a test passes**: a
test that fails on them tells of users' sessions that broke. The same holds for what `drawing_host` paints
and sees. The script shows how they came about; sessions of a later version get names of their own::

    python -m tests.sessions.feedback.make_stored EMPTY_FOLDER

``expected/`` holds what 0.1.0 made of each: `expected`, and under ``resumed`` all steps once the session had
been driven to its end; ``arithmetic.txt`` is `arithmetic` where they were made. ``torn`` has more in it than
a single crash leaves: half a last line, a picture of its step, and two files that were half written. Empty
files named ``lock`` are left out.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from clip_critic.cli.session_files import keep_checkpoint
from clip_critic.errors import InterruptedByUser
from clip_critic.hosts.base import Skipped
from clip_critic.reports.export import export_session
from clip_critic.sessions.feedback.plan import next_proposal, stop_of
from clip_critic.sessions.feedback.policies.base import PromptEdit
from clip_critic.sessions.feedback.records import brief_record, status_record
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.sessions import Sessions
from clip_critic.sessions.feedback.work import LoopJobs
from tests.drawing_host import DrawingHost, chosen, drawing_sessions, start_picture, step_records, turn

LISTS = {
    "keywords": "[色]\nred\ngreen\nblue\nyellow\n\n[明るさ]\nblack\nwhite\n\n[もの]\n少女\n赤い花\nstar\n",
    "prompt": "少女、{words}",
}


# what is asked of a session


def expected(sessions: Sessions, session_id: str) -> dict[str, Any]:
    """Tell all that the code makes of a session without driving it."""
    session = sessions.store.read(session_id)
    status = status_record(LoopJobs(sessions, turn).status(session_id))
    del status["session"]  # the export has all of it
    with tempfile.TemporaryDirectory() as folder:
        files = sorted(path.name for path in export_session(session, Path(folder)))
        export = json.loads((Path(folder) / "session.json").read_bytes())
    looked = session.steps or session.start == "prompt"
    return {
        "export": export,
        "files": [name for name in files if not name.startswith("animation.")],  # its kind is Pillow's choice
        "brief": brief_record(sessions.store, session_id),
        "status": status,
        "stop": stop_of(session),
        "proposal": json.loads(json.dumps(asdict(next_proposal(session)))) if looked else None,
    }


def resumed(sessions: Sessions, session_id: str) -> Session:
    """Drive a session to its end, with the policy's proposals."""
    with sessions.open(session_id) as loop:
        while loop.stopped() is None:
            loop.step()
        return loop.session


def made_anew(home: Path, session: Session, steps: Sequence[Mapping[str, Any]]) -> Session:
    """Make a session's steps from its settings and its start alone, with the same edits and skips."""
    sessions = drawing_sessions(
        home, DrawingHost(skipping({step["number"] for step in steps if step["best"] < 0}))
    )
    start = None if session.start == "prompt" else session.picture("start.png")
    again = sessions.create(session.settings, session.start, start)
    with sessions.open(again.id) as loop:
        loop.begin()
        for step in steps:
            if step["number"]:
                edit = PromptEdit(step["prompt"], step["negative_prompt"]) if step["edited"] else None
                loop.step(edit=edit)
        return loop.session


def skipping(steps: set[int]) -> Callable[[int], None]:
    """Return the function that a host calls before each batch, so that these steps are skipped."""

    def before(number: int) -> None:
        if number in steps:
            raise Skipped

    return before


def arithmetic() -> str:
    """A digest of what this machine's numpy makes of the sums that rankings and scores are made of.

    Their last bits depend on the processor and on the version of numpy.
    """
    rows = (np.arange(180) * 7919 % 1009 / 504.5 - 1).reshape(12, 15)
    short = rows.astype(np.float32)
    logits = 30 * np.sort(rows[:, 0])
    values = [
        *(short[:count] @ short[index] for count in range(1, 13) for index in (0, 11)),
        *(np.linalg.norm(rows[:count], axis=1, keepdims=True) for count in range(1, 13)),
        *(part for count in range(1, 13) for part in (rows[0, :count].mean(), rows[0, :count].std())),
        *(np.logaddexp.accumulate(logits[:count]) for count in range(1, 13)),
        *(np.exp(logits[:count]).sum() for count in range(1, 13)),
        *(np.exp(value) for value in logits),
        *(np.log(value) for value in np.abs(logits)),
        np.exp(np.linspace(-60, 1, 999)),
    ]
    return hashlib.sha256(b"".join(np.asarray(value).tobytes() for value in values)).hexdigest()


# the sessions


def interrupt(sessions: Sessions, session: Session, number: int) -> Session:
    """Let a session run and stop it in the middle of a step."""

    def progress(done: int, total: int, what: str) -> None:
        if what == f"step {number} of {session.settings.steps}: drawing" and done % 1000:
            raise InterruptedByUser("Interrupted.")

    with sessions.open(session.id) as loop:
        try:
            for _ in loop.run(progress):
                pass
        except InterruptedByUser:
            return loop.session
    raise AssertionError("it was not interrupted")


def finished(sessions: Sessions) -> Session:
    settings = chosen(
        **LISTS,
        want="blue:1.5, star",
        avoid="yellow:0.5",
        negative_prompt="ぼやけた",
        hold=0.5,
        rivals=True,
        judge="another one",
        steps=2,
    )
    return resumed(sessions, sessions.create(settings, "picture", start_picture()).id)


def interrupted(sessions: Sessions) -> Session:
    settings = chosen(
        objective="similarity", schedule="linear", keep="latest", hold=1, steps=4, sampler="Pen"
    )
    session = sessions.create(settings, "picture", start_picture("green"))
    keep_checkpoint(session, "/models/水彩.safetensors")  # as the command line does
    return interrupt(sessions, session, 3)


def torn(sessions: Sessions) -> Session:
    session = interrupt(
        sessions, sessions.create(chosen(hold=0.5, rivals=True), "picture", start_picture()), 3
    )
    with sessions.open(session.id) as loop:
        loop.step()
    lines = session.folder / "steps.jsonl"
    head, picture = session.folder / "session.json", session.folder / "pictures" / "0003-02.png"
    data = lines.read_bytes()
    last = data.rfind(b"\n", 0, -1) + 1
    lines.write_bytes(data[: last + (len(data) - last) // 2])
    picture.with_name(".w3k0x_7b.part").write_bytes(picture.read_bytes()[:300])
    picture.unlink()
    head.with_name(".p9d2ma1c.part").write_bytes(head.read_bytes()[:200])
    return session


def by_hand(sessions: Sessions) -> Session:
    more = {"objective": "share", "schedule": "table", "strengths": "0.7, 0.5", "seed": 2**32 - 1}
    settings = chosen(**{**LISTS, **more}, policy="by hand", avoid="black", hold=0.5)
    session = sessions.create(settings, "picture", start_picture())
    with sessions.open(session.id) as loop:
        loop.step()
        loop.step(edit=PromptEdit("少女、(blue:1.2), 赤い花\u2028夜", "black, 雨"))
    return session


def new(sessions: Sessions) -> Session:
    settings = chosen(**LISTS, policy="by hand", steps=1)
    return sessions.create(settings, "picture", start_picture("white"))


def prompt(sessions: Sessions) -> Session:
    settings = chosen(**LISTS, policy="interrogate", words_per_group=2, patience=2, avoid="red")
    return interrupt(sessions, sessions.create(settings, "prompt"), 3)


def sketch(sessions: Sessions) -> Session:
    words = "red\nblue\nyellow\ngreen\n" + " ".join("x" * 77)  # more than the encoder reads
    aim = {"want": "red, yellow", "objective": "similarity", "target_score": 0.92}
    settings = chosen(keywords=words, **aim, schedule="cosine", steps=8)
    return interrupt(sessions, sessions.create(settings, "sketch", start_picture("blue")), 2)


def continued(sessions: Sessions, origin: Session) -> Session:
    """Continue another session; its second step was skipped."""
    sessions = Sessions(sessions.critic, lambda: DrawingHost(skipping({2})), sessions.store)
    settings = chosen(want="", avoid="blue, white:2", seed_rule="fixed", schedule="constant", candidates=1)
    return interrupt(sessions, sessions.continue_from(origin.id, 2, settings), 3)


def main(folder: Path) -> None:
    """Make all of them below a folder."""
    sessions = drawing_sessions(folder / "home")
    stored = {
        make.__name__: make(sessions) for make in (finished, interrupted, torn, by_hand, new, prompt, sketch)
    }
    stored["continued"] = continued(sessions, stored["finished"])
    (folder / "expected").mkdir()
    (folder / "expected" / "arithmetic.txt").write_bytes(f"{arithmetic()}\n".encode("ascii"))
    for name, session in stored.items():
        (session.folder / "lock").unlink(missing_ok=True)
        place = folder / name / session.id
        shutil.copytree(session.folder, place)
        record = expected(sessions, session.id)
        record["resumed"] = step_records(resumed(sessions, session.id))
        lines = (f'"{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in record.items())
        text = "{" + ",\n".join(lines) + "}\n"
        (folder / "expected" / f"{name}.json").write_bytes(text.encode("utf-8"))
    shutil.rmtree(folder / "home")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
