"""What the buttons of *Feedback loop* do, without a browser: tickets, streams, messages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import gradio as gr
import pytest
from PIL import Image

from clip_critic.engine.turns import Turns
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.settings import LoopSettings, table
from clip_critic.sessions.feedback.work import LoopJobs
from clip_critic.ui.loop import actions as loop_actions
from clip_critic.ui.loop import exports as loop_exports
from clip_critic.ui.loop import tickets as loop_tickets
from clip_critic.ui.loop.controls import OWN_CHOICE, changes, read_settings, read_start, shown_settings
from clip_critic.ui.loop.outputs import Outputs, chosen_step, list_sessions, session_of, some
from tests.critics import png
from tests.drawing_host import (
    DrawingHost,
    begun,
    chosen,
    drawing_sessions,
    driven,
    start_picture,
    turn,
)

NOTHING = gr.update()
COUNT = len(table())


@pytest.fixture
def jobs(tmp_path: Path) -> LoopJobs:
    return LoopJobs(drawing_sessions(tmp_path / "home"), turn)


def controls(**changed: Any) -> list[Any]:
    """The values of all controls, as gradio hands them over."""
    return shown_settings(chosen(**changed))


def asked(jobs: LoopJobs, **changed: Any) -> tuple[Any, ...]:
    return loop_tickets.starter(jobs)("", "Picture", png(start_picture().image), None, *controls(**changed))


def stepped(jobs: LoopJobs, name: str, **changed: Any) -> tuple[Any, ...]:
    return loop_tickets.stepper(jobs)(name, "Picture", None, None, *controls(**changed))


def watched(jobs: LoopJobs, ticket: str, prompt: str = "", negative: str = "") -> list[Outputs]:
    return rest_of(loop_actions.watcher(jobs, bar=True)("", ticket, prompt, negative))


def rest_of(stream: Iterator[tuple[Any, ...]]) -> list[Outputs]:
    """What is still shown; at last nothing is changed, as gradio 3 repeats it when something may be typed."""
    *shown, last = [Outputs(*update) for update in stream]
    assert last == some()
    return shown


def session_at(jobs: LoopJobs, **changed: Any) -> Session:
    return driven(jobs.sessions, begun(jobs.sessions, **changed).id)


# Controls


def test_the_controls_give_the_settings_back() -> None:
    settings = LoopSettings(want="a", steps=3, seed=4, match_colours=True)
    shown = shown_settings(settings)
    assert shown[[name for name, _, _ in table()].index("sampler")] == OWN_CHOICE
    assert read_settings(shown) == settings
    assert read_settings([None if value == "" else value for value in shown]) == settings


def test_only_what_differs_is_a_change() -> None:
    settings = chosen(keywords="a\nb", encoder="hf:x", seed=5)
    open_ones = shown_settings(chosen(keywords="", encoder="", seed=-1, steps=9))
    assert changes(settings, open_ones) == {"steps": 9}


def test_each_start_needs_what_it_starts_with() -> None:
    drawn = Image.new("RGBA", (8, 8))
    drawn.putpixel((2, 2), (255, 0, 0, 255))
    assert read_start("Prompt only", None, None) == ("prompt", None)
    kind, sketch = read_start("Sketch", None, {"composite": drawn})
    assert kind == "sketch" and sketch is not None
    assert sketch.image.getpixel((0, 0)) == (255, 255, 255) and sketch.image.getpixel((2, 2)) == (255, 0, 0)
    assert read_start("Picture", png(drawn.convert("RGB")), None)[0] == "picture"


@pytest.mark.parametrize(
    ("kind", "sketch", "message"),
    [
        ("Picture", None, "There is no start picture"),
        ("Sketch", None, "The sketch is empty"),
        ("Sketch", {"composite": Image.new("RGBA", (8, 8))}, "The sketch is empty"),
        ("Sketch", Image.new("RGB", (8, 8), "white"), "The sketch is empty"),
    ],
)
def test_a_start_that_is_not_there(jobs: LoopJobs, kind: str, sketch: Any, message: str) -> None:
    ticket, reply = loop_tickets.starter(jobs)("", kind, None, sketch, *controls())
    assert ticket == "" and message in reply
    assert jobs.sessions.store.ids() == []


# Tickets


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"want": ""}, "There are no targets"),
        ({"avoid": "blue"}, "both wanted and unwanted"),
        ({"width": 100}, "not a multiple of 8"),
        ({"schedule": "table", "strengths": "x"}, "not a list of numbers"),
        ({"keywords": "blue"}, "A single word"),
    ],
)
def test_bad_settings_become_messages(jobs: LoopJobs, changed: dict[str, Any], message: str) -> None:
    ticket, reply = asked(jobs, **changed)
    assert ticket == "" and message in reply and "clip-critic-error" in reply
    assert jobs.sessions.store.ids() == []


def test_values_out_of_bounds_become_messages(jobs: LoopJobs) -> None:
    values = controls()
    values[[name for name, _, _ in table()].index("steps")] = 0
    ticket, reply = loop_tickets.starter(jobs)("", "Picture", png(start_picture().image), None, *values)
    assert ticket == "" and "Steps: 0 is not between" in reply


def test_start_makes_a_session_and_its_ticket(jobs: LoopJobs) -> None:
    ticket, reply = asked(jobs)
    assert reply == "" and ticket == f"start {jobs.sessions.store.ids()[0]}"


def test_step_begins_one_or_goes_on_with_the_open_one(jobs: LoopJobs) -> None:
    step = loop_tickets.stepper(jobs)
    ticket, _ = step("", "Picture", png(start_picture().image), None, *controls())
    verb, _, name = ticket.partition(" ")
    assert verb == "step"
    assert step(name, "Picture", None, None, *controls()) == (f"step {name}", "")
    assert jobs.sessions.store.ids() == [name]


def test_resume_takes_other_settings_for_the_steps_to_come(jobs: LoopJobs) -> None:
    session = session_at(jobs, steps=1)
    resume = loop_tickets.resumer(jobs)
    assert resume(session.id, *controls(steps=3)) == (f"start {session.id}", "")
    assert jobs.sessions.store.read(session.id).settings.steps == 3
    ticket, reply = resume(session.id, *controls(want="red"))
    assert ticket == "" and "clip-critic-error" in reply
    assert "No session is open" in resume("", *controls())[1]


def test_a_step_is_continued_from(jobs: LoopJobs) -> None:
    session = session_at(jobs, steps=2)
    ticket, reply = loop_tickets.continuer(jobs)(session.id, "1", *controls(want="green"))
    new = jobs.sessions.store.read(ticket.split()[1])
    assert reply == "" and new.origin == f"{session.id} step 1" and new.settings.want == "green"
    ticket, reply = loop_tickets.continuer(jobs)(session.id, "99", *controls())
    assert ticket == "" and "no step 99" in reply


def test_opening_fills_the_controls(jobs: LoopJobs) -> None:
    session = session_at(jobs, steps=1)
    (line,) = list_sessions(jobs)
    assert "blue" in line and "1/1" in line and session_of(line) == session.id
    opened = loop_tickets.opener(jobs, COUNT)
    *values, ticket, reply = opened(line, "")
    assert (ticket, reply) == (f"watch {session.id}", "")
    assert read_settings(values) == session.settings
    *values, ticket, reply = opened(line, session.id)
    assert (values, ticket, reply) == ([NOTHING] * COUNT, "", NOTHING), "what is open stays as it is"
    *values, ticket, reply = opened("gone · 20200101-000000-abcdef", session.id)
    assert ticket == "" and "There is no session" in reply and values == [NOTHING] * COUNT


def test_a_damaged_session_is_listed_and_told(jobs: LoopJobs) -> None:
    session = session_at(jobs, steps=1)
    (session.folder / "session.json").write_text("{", encoding="utf-8")
    (line,) = list_sessions(jobs)
    assert line == f"damaged · {session.id}"
    assert "is damaged" in loop_tickets.opener(jobs, COUNT)(line, "")[-1]


def test_a_window_that_opens_shows_the_list_and_nothing_else(jobs: LoopJobs) -> None:
    session = session_at(jobs, steps=1)
    lists, *rest, ticket, reply = loop_tickets.arriver(jobs, COUNT)()
    assert lists["choices"] and session.id in str(lists["choices"]) and lists["value"] is None
    assert rest == [NOTHING] * COUNT and (ticket, reply) == ("", NOTHING)


# Streams


def test_a_session_is_watched_to_its_end(jobs: LoopJobs) -> None:
    ticket, _ = asked(jobs, steps=3)
    *before, last = watched(jobs, ticket)
    assert "All steps are done." in last.status
    assert last.session == ticket.split()[1]
    assert last.after == gr.update(visible=True) and last.by_hand == gr.update(visible=False)
    pictures = [update.pictures for update in (*before, last) if update.pictures != NOTHING]
    assert 'data-step="3"' in pictures[-1] and "data:image/" in pictures[-1]
    charts = [update.details for update in (*before, last) if update.details != NOTHING]
    assert len(charts) <= 5  # once a step, not once a snapshot
    assert last.sessions["value"].endswith(last.session)


def test_no_ticket_leads_nowhere(jobs: LoopJobs) -> None:
    assert watched(jobs, "") == []


def test_a_session_that_is_gone_is_told(jobs: LoopJobs) -> None:
    (only,) = watched(jobs, "start 20200101-000000-abcdef")
    assert "There is no session" in only.status


def test_a_host_that_fails_is_told_and_the_steps_are_kept(tmp_path: Path) -> None:
    from clip_critic.errors import HostError

    def fail(number: int) -> None:
        if number == 2:
            raise HostError("Out of memory: <choose> a smaller size.")

    jobs = LoopJobs(drawing_sessions(tmp_path / "home", DrawingHost(fail)), turn)
    last = watched(jobs, asked(jobs, steps=3)[0])[-1]
    assert "Out of memory: &lt;choose&gt;" in last.status and "clip-critic-error" in last.status
    assert 'data-step="1"' in str(last.pictures) or len(jobs.sessions.store.read(last.session).steps) == 2


def test_by_hand_shows_the_proposal_and_takes_the_edit(jobs: LoopJobs) -> None:
    ticket, _ = asked(jobs, policy="by hand", steps=3)
    last = watched(jobs, ticket)[-1]
    assert "Waiting for you" in last.status and last.by_hand == gr.update(visible=True)
    assert "blue" in last.prompt
    name = last.session
    compare = loop_actions.comparer(jobs)
    assert compare(name, last.prompt, last.negative) == last.change
    assert "<ins>" in compare(name, "blue, <yellow>", "") and "&lt;" in compare(name, "blue, <yellow>", "")
    assert compare("", "x", "") == ""
    ticket, reply = stepped(jobs, name, policy="by hand", steps=3)
    assert (ticket, reply) == (f"edit {name}", "")
    watched(jobs, ticket, "blue, <yellow>", "red")
    step = jobs.sessions.store.read(name).steps[-1]
    assert (step.prompt, step.negative_prompt, step.edited) == ("blue, <yellow>", "red", True)


def test_boxes_that_are_not_shown_are_not_read(jobs: LoopJobs) -> None:
    """They were empty, or another session's, when a session was at rest that does not wait for prompts."""
    session = session_at(jobs, steps=1)
    ticket, _ = stepped(jobs, session.id, policy="by hand", steps=3)
    assert ticket == f"step {session.id}"
    watched(jobs, ticket, "", "somebody else's")
    step = jobs.sessions.store.read(session.id).steps[-1]
    assert "blue" in step.prompt and "somebody" not in step.negative_prompt and not step.edited


def test_a_window_stays_with_the_session_that_it_runs(tmp_path: Path) -> None:
    inside, go = Event(), Event()

    def hold(number: int) -> None:
        inside.set()
        assert go.wait(30)

    jobs = LoopJobs(drawing_sessions(tmp_path / "home", DrawingHost(hold)), turn)
    ticket, _ = asked(jobs, steps=1)
    stream = loop_actions.watcher(jobs, bar=True)("", ticket, "", "")
    next(stream)
    assert inside.wait(30)
    name = ticket.split()[-1]
    before = jobs.sessions.store.ids()
    other = begun(jobs.sessions)
    (line,) = (label for label in list_sessions(jobs) if session_of(label) == other.id)
    picture = png(start_picture().image)
    for reply in (
        loop_tickets.starter(jobs)(name, "Picture", picture, None, *controls())[-1],
        loop_tickets.continuer(jobs)(name, "", *controls())[-1],
        loop_tickets.opener(jobs, COUNT)(line, name)[-1],
        loop_actions.closer(jobs)(name)[-1],
    ):
        assert f"The session {name} is running" in reply
    assert sorted(jobs.sessions.store.ids()) == sorted([*before, other.id])
    go.set()
    assert "All steps are done." in rest_of(stream)[-1].status


def test_the_second_window_waits_and_says_so(tmp_path: Path) -> None:
    inside, go = Event(), Event()

    def hold(number: int) -> None:
        inside.set()
        assert go.wait(30)

    jobs = LoopJobs(drawing_sessions(tmp_path / "home", DrawingHost(hold)), Turns().session_turns)
    first = loop_actions.watcher(jobs, bar=True)("", asked(jobs, steps=1)[0], "", "")
    next(first)
    assert inside.wait(30)
    second = loop_actions.watcher(jobs, bar=True)("", asked(jobs, steps=1)[0], "", "")
    assert "waiting in the queue" in Outputs(*next(second)).status
    go.set()
    for stream in (first, second):
        assert "All steps are done." in rest_of(stream)[-1].status


def test_interrupted(tmp_path: Path) -> None:
    def interrupt() -> None:
        own.interrupt()

    own = LoopJobs(drawing_sessions(tmp_path / "home", DrawingHost(pause=interrupt)), turn)
    last = watched(own, asked(own)[0])[-1]
    assert "Interrupted." in last.status and "clip-critic-warning" in last.status


# Looking


def test_a_step_is_picked(jobs: LoopJobs) -> None:
    session = session_at(jobs, steps=2)
    pictures, details, gallery, reply = loop_actions.picker(jobs)(session.id, "1")
    assert reply == "" and 'data-step="1"' in pictures and 'data-step="1"' in details
    assert 'clip-critic-chosen" data-step="1"' in gallery
    assert loop_actions.picker(jobs)(session.id, "")[:3] == (NOTHING,) * 3
    assert "no step 77" in loop_actions.picker(jobs)(session.id, "77")[-1]
    assert chosen_step(session, "0") == 0 and chosen_step(session, None) == chosen_step(session, "x")


def test_new_and_delete(jobs: LoopJobs) -> None:
    session = session_at(jobs, steps=1)
    (line,) = list_sessions(jobs)
    delete = loop_actions.deleter(jobs)
    assert delete(None, "", "yes")[-1] != ""
    delete(line, session.id, "no")
    assert list_sessions(jobs) == [line]
    closed = Outputs(*loop_actions.closer(jobs)(session.id)[:-1])
    assert closed.session == "" and closed.after == gr.update(visible=False)
    after = Outputs(*delete(line, session.id, "yes")[:-1])
    assert list_sessions(jobs) == [] and after.session == ""


# Taking away


@pytest.mark.parametrize("export", [loop_exports.as_animation, loop_exports.as_report, loop_exports.as_json])
def test_files_are_made(jobs: LoopJobs, export: Any) -> None:
    session = session_at(jobs, steps=2, want="blue, <b>x</b>")
    shown, reply = loop_exports.exporter(jobs, export)(session.id)
    assert reply == "" and Path(shown["value"]).read_bytes()
    assert "No session is open" in loop_exports.exporter(jobs, export)("")[1]
    fresh = begun(jobs.sessions)
    assert "no steps yet" in loop_exports.exporter(jobs, export)(fresh.id)[1]


def test_a_picture_is_sent_with_its_parameters(jobs: LoopJobs) -> None:
    session = session_at(jobs, steps=1)
    sent, reply = loop_exports.fetcher(jobs)(session.id, "1")
    record = json.loads(sent)
    assert reply == "" and record["picture"].startswith("data:image/png;base64,")
    assert "CLIP Critic session" in record["infotext"] and record["prompt"]
    winner = session.steps[1].winner
    assert winner is not None
    (session.folder / "pictures" / winner.file).unlink()
    assert "cannot be read" in loop_exports.fetcher(jobs)(session.id, "1")[1]
