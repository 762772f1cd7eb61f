"""The loop where something goes wrong: nothing finished is lost, and it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clip_critic.errors import EncoderError, HostError, InterruptedByUser, SessionError, StorageError
from clip_critic.hosts.base import GeneratedPicture, Request, Skipped, TokenCount
from clip_critic.progress import Progress
from clip_critic.reports.loop_report import session_report_html
from clip_critic.sessions.feedback.memory import recall
from clip_critic.sessions.feedback.records import session_record
from clip_critic.sessions.feedback.sessions import Sessions
from clip_critic.sessions.feedback.steps import kept
from tests.drawing_host import (
    DrawingHost,
    begun,
    chosen,
    drawing_sessions,
    driven,
    step_records,
)


@pytest.fixture
def host() -> DrawingHost:
    return DrawingHost()


@pytest.fixture
def sessions(tmp_path: Path, host: DrawingHost) -> Sessions:
    return drawing_sessions(tmp_path, host)


def fails_at(number: int, error: BaseException) -> Any:
    def before(batch: int) -> None:
        if batch == number:
            raise error

    return before


@pytest.mark.parametrize(
    "error",
    [HostError("out of memory"), InterruptedByUser("stop"), RuntimeError("CUDA"), KeyboardInterrupt()],
)
def test_a_host_that_fails_loses_the_step_at_work_alone(tmp_path: Path, error: BaseException) -> None:
    undisturbed = driven(drawing_sessions(tmp_path / "one"), begun(drawing_sessions(tmp_path / "one")).id)
    host = DrawingHost(fails_at(3, error))
    sessions = drawing_sessions(tmp_path / "two", host)
    session = begun(sessions)
    with pytest.raises(type(error)):
        driven(sessions, session.id)
    assert [step.number for step in sessions.store.read(session.id).steps] == [0, 1, 2]
    assert step_records(driven(sessions, session.id)) == step_records(undisturbed)


def test_a_skipped_step_has_no_picture_and_the_loop_goes_on(tmp_path: Path) -> None:
    sessions = drawing_sessions(tmp_path, DrawingHost(fails_at(2, Skipped())))
    session = driven(sessions, begun(sessions, steps=4).id)
    skipped = session.steps[2]
    assert (skipped.number, skipped.candidates, skipped.best, skipped.kept) == (2, (), -1, False)
    assert skipped.notes == ("Skipped.",)
    assert session.steps[3].candidates[0].seed == 7 + 2 * 2  # its seeds are used up
    assert step_records(sessions.store.read(session.id)) == step_records(session)


def test_a_skipped_step_keeps_what_the_host_says(tmp_path: Path) -> None:
    host = DrawingHost(fails_at(1, Skipped()))
    host.notes = ("LoRA not found: hat.",)
    shop = drawing_sessions(tmp_path, host)
    assert driven(shop, begun(shop, steps=1).id).steps[1].notes == ("Skipped.", "LoRA not found: hat.")


def test_all_steps_may_be_skipped(tmp_path: Path) -> None:
    def skip(batch: int) -> None:
        raise Skipped

    sessions = drawing_sessions(tmp_path, DrawingHost(skip))
    session = driven(sessions, sessions.create(chosen(steps=2), "prompt").id)
    assert kept(session.steps) is None
    assert [step.number for step in session.steps] == [1, 2]


class Empty(DrawingHost):
    """Makes nothing."""

    def img2img(self, request: Request, picture: Any, progress: Progress) -> list[GeneratedPicture]:
        return []


def test_a_host_that_makes_nothing_is_told(tmp_path: Path) -> None:
    sessions = drawing_sessions(tmp_path, Empty())
    with pytest.raises(HostError, match="no picture"):
        driven(sessions, begun(sessions).id)


class Uncounted(DrawingHost):
    """Cannot count tokens, or fails to."""

    def count_tokens(self, prompt: str) -> TokenCount | None:
        if len(self.requests) > 1:
            raise TypeError("get_prompt_lengths() missing 1 required positional argument")
        return None


def test_tokens_that_cannot_be_counted_end_nothing(tmp_path: Path) -> None:
    sessions = drawing_sessions(tmp_path, Uncounted())
    session = driven(sessions, begun(sessions, steps=3).id)
    assert [step.number for step in session.steps] == [0, 1, 2, 3]
    for step in (*session.steps[1:], *sessions.store.read(session.id).steps[1:]):
        assert (step.tokens, step.negative_tokens) == (None, None)
    for record in session_record(session)["steps"][1:]:
        assert (record["tokens"], record["negative_tokens"]) == (None, None)
    assert "? of ? tokens" in session_report_html(session)


def test_an_interrupt_keeps_the_step_that_came_to_its_end(sessions: Sessions, host: DrawingHost) -> None:
    session = begun(sessions)
    with sessions.open(session.id) as loop:
        steps = loop.run()
        next(steps)
        host.stop = True
        with pytest.raises(InterruptedByUser):
            next(steps)
    assert len(host.requests) == 1
    host.stop = False
    assert driven(sessions, session.id).steps[-1].number == 4


def test_progress_can_stop_it_anywhere(tmp_path: Path) -> None:
    uninterrupted = driven(
        drawing_sessions(tmp_path / "whole"), begun(drawing_sessions(tmp_path / "whole"), judge="other").id
    )
    sessions = drawing_sessions(tmp_path / "parts")
    session = begun(sessions, judge="other")
    interrupted = 0
    for allowed in range(1, 100):
        left = iter(range(allowed))

        def stop(done: int, total: int, what: str, left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise InterruptedByUser("Interrupted.")

        try:
            with sessions.open(session.id) as loop:
                for _ in loop.run(stop):
                    pass
            break
        except InterruptedByUser:
            interrupted += 1
    assert interrupted > 5
    assert step_records(sessions.store.read(session.id)) == step_records(uninterrupted)


def test_an_encoder_that_is_missing_is_told(sessions: Sessions) -> None:
    session = begun(sessions, encoder="none:here")
    with pytest.raises(EncoderError, match="no encoder"):
        driven(sessions, session.id)
    judged = begun(sessions, judge="none:here")
    with pytest.raises(EncoderError, match="no encoder"):
        driven(sessions, judged.id)


def test_another_encoder_does_not_go_on_with_a_session(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, steps=1).id)
    with sessions.store.open_for_writing(session.id) as writer:
        writer.change(session.settings.changed({"encoder": "miniature", "steps": 2}))
    with pytest.raises(SessionError, match="started with the encoder colours"):
        driven(sessions, session.id)
    assert sessions.store.read(session.id).steps[-1].number == 1


def test_another_list_does_not_go_on_with_a_session(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, steps=1).id)
    with sessions.store.open_for_writing(session.id) as writer:
        writer.change(session.settings.changed({"keywords": "blue\ngreen", "steps": 2}))
    with pytest.raises(SessionError, match="ranked against another keyword list"):
        driven(sessions, session.id)


def test_a_start_picture_that_is_gone_is_told(sessions: Sessions) -> None:
    session = begun(sessions)
    (session.folder / "start.png").unlink()
    with pytest.raises(SessionError, match=r"start\.png"):
        driven(sessions, session.id)


def test_a_kept_picture_that_is_gone_is_told(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, steps=2).id)
    place = kept(session.steps)
    assert place is not None
    (session.folder / "pictures" / place.candidate.file).unlink()
    sessions.change(session.id, {"steps": 3})
    with pytest.raises(SessionError, match=place.candidate.file):
        driven(sessions, session.id)


def test_a_folder_that_cannot_be_written_is_told(sessions: Sessions) -> None:
    session = begun(sessions)
    (session.folder / "pictures").write_text("in the way")
    with pytest.raises(StorageError, match="cannot be written"):
        driven(sessions, session.id)
    (session.folder / "pictures").unlink()
    assert driven(sessions, session.id).steps[-1].number == 4


def test_a_ranking_is_recalled_as_it_was_stored(sessions: Sessions) -> None:
    session = driven(sessions, begun(sessions, steps=1).id)
    again = sessions.store.read(session.id)
    for step, other in zip(session.steps, again.steps, strict=True):
        for candidate, other_candidate in zip(step.candidates, other.candidates, strict=True):
            first = recall(session.seen_by, "a", candidate.similarities)
            second = recall(again.seen_by, "a", other_candidate.similarities)
            assert first.logits.tobytes() == second.logits.tobytes()
