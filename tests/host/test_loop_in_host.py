"""The feedback loop driven in the WebUI's process: its progress bar, Interrupt, Skip, failures, resume."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.pictures.infotext import parse_infotext
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.store import SessionStore
from tests.host import drawing, inside
from tests.host.harness import Host

QUICK = {"want": "blue:1.5", "keywords": drawing.LIST, "prompt": "a large circle", "seed": 7}
QUICK.update({"steps": 3, "candidates": 2, "sampling_steps": 8, "width": 64, "height": 64, "target_score": 0})
SLOW = {**QUICK, "sampling_steps": 50, "strength": 1, "schedule": "constant"}  # each step lasts
SESSIONS = "/clip-critic/v1/sessions"
STEP, MOMENT = 240.0, 0.03  # seconds: the longest patience, and between two looks


@pytest.fixture
def host(miniature_host: Host) -> Iterator[Host]:
    yield miniature_host
    assert inside.call(miniature_host, "flags") == [False, False, False]


@pytest.fixture
def picture(host: Host) -> str:
    return drawing.encoded(drawing.draw(host))


def start(host: Host, picture: str, settings: dict[str, Any], *, run: bool = True, **changes: Any) -> str:
    """A session at work, by our own HTTP API; without a picture it starts from its prompt."""
    body = {"settings": {**settings, **changes}, "picture": picture or None, "run": run}
    return str(drawing.post(host, SESSIONS, **body)["session"]["id"])


def go_on(host: Host, session: str) -> None:
    drawing.post(host, f"{SESSIONS}/{session}/resume")


def stop(host: Host, session: str) -> None:
    drawing.post(host, f"{SESSIONS}/{session}/interrupt")


def finish(host: Host, session: str) -> dict[str, Any]:
    """Wait until a session's work is over; how it ended."""
    end = time.monotonic() + STEP
    version = 0
    while time.monotonic() < end:
        with host.client() as client:
            status = (
                client.get(f"{SESSIONS}/{session}", params={"newer_than": version}).raise_for_status().json()
            )
        if status["state"] not in ("waiting", "running"):
            return dict(status)
        version = status["version"]
    raise AssertionError(f"it did not end: {status['doing']}")


def at_work(host: Host, session: str) -> bool:
    with host.client() as client:
        status = client.get(f"{SESSIONS}/{session}").raise_for_status().json()
    return status["state"] in ("waiting", "running")


def read(host: Host, session: str) -> Session:
    return SessionStore(host.data / "clip-critic" / "sessions").read(session)


def progress(host: Host) -> dict[str, Any]:
    with host.client() as client:
        return dict(client.get("/sdapi/v1/progress").raise_for_status().json())


def until(host: Host, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Look at the host's progress until it is as wanted."""
    end = time.monotonic() + STEP
    while time.monotonic() < end:
        seen = progress(host)
        if wanted(seen):
            return seen
        time.sleep(MOMENT)
    raise AssertionError(f"it never came to that: {seen['state']}, {seen['textinfo']}")


def in_step(number: int) -> Callable[[dict[str, Any]], bool]:
    """The samplers are at work on that step."""
    return lambda seen: seen["state"]["job_no"] == number - 1 and seen["state"]["sampling_step"] > 1


def test_steering_changes_the_pictures(host: Host, picture: str) -> None:
    kept = []
    for steer in (0, 0.5):
        session = start(host, picture, QUICK, steps=1, steer=steer)
        assert finish(host, session)["state"] == "stopped"
        (first, _) = read(host, session).steps[1].candidates
        kept.append(np.asarray(read(host, session).picture(first.file).image))
    assert np.abs(kept[0].astype(int) - kept[1]).mean() > 0.5


def test_our_status_has_the_hosts_progress_and_preview(host: Host, picture: str) -> None:
    session = start(host, picture, SLOW, steps=3)
    shares: list[float] = []
    previews: dict[str, bytes] = {}
    with host.client() as client:
        while True:
            status = client.get(f"{SESSIONS}/{session}").raise_for_status().json()
            if status["state"] not in ("waiting", "running"):
                break
            live = status["live"] or {}  # null while it waits, also between two steps
            if live.get("progress") is not None:
                shares.append(live["progress"])
            if live.get("preview") and live["preview"] not in previews:
                seen = client.get(f"/clip-critic/v1{live['preview']}")
                assert seen.status_code == 200 or "no preview" in seen.json()["detail"]
                previews[live["preview"]] = seen.content if seen.status_code == 200 else b""
            time.sleep(MOMENT)
    assert (status["state"], status["live"]) == ("stopped", None)
    assert shares == sorted(shares) and len(set(shares)) > 8 and shares[-1] > 0.7
    pictures = [content for content in previews.values() if content]
    assert len(pictures) > 1 and all(content.startswith(b"\xff\xd8") for content in pictures)


def test_the_hosts_progress_bar_stands_for_the_whole_loop(host: Host, picture: str) -> None:
    session = start(host, picture, SLOW, steps=4)
    until(host, in_step(1))
    seen = []
    while at_work(host, session):
        now = progress(host)
        if count := now["state"]["job_count"]:  # the queue is free for a moment after each step
            seen.append((now["progress"], count, now["textinfo"], bool(now["current_image"])))
        time.sleep(MOMENT)
    assert finish(host, session)["state"] == "stopped"
    shares = [share for share, *_ in seen]
    assert shares == sorted(shares)
    assert len(set(shares)) > 12
    assert shares[0] < 0.25
    assert shares[-1] > 0.75
    assert {count for _, count, _, _ in seen} == {4}
    texts = " ".join(text or "" for _, _, text, _ in seen)
    assert all(f"step {number} of 4" in texts for number in (1, 2, 3, 4))
    assert any(image for *_, image in seen)  # the live preview


def test_a_pages_own_bar_is_told_by_its_task(host: Host, picture: str) -> None:
    task = "task(loop-in-a-test)"
    session = start(host, picture, SLOW, steps=2, run=False)
    inside.call(host, "go_on", session=session, task=task)
    until(host, in_step(1))
    seen = drawing.post(host, "/internal/progress", id_task=task, live_preview=True)
    assert seen["active"] is True
    assert 0 < seen["progress"] < 0.5
    assert seen["textinfo"].startswith("step 1 of 2")
    finish(host, session)
    assert drawing.post(host, "/internal/progress", id_task=task)["completed"] is True


@pytest.mark.parametrize("by", ["ours", "the host's"])
def test_interrupt_ends_the_step_at_work_and_keeps_what_is_finished(
    host: Host, picture: str, by: str
) -> None:
    session = start(host, picture, SLOW, steps=6)
    until(host, in_step(2))
    if by == "ours":
        stop(host, session)
    else:
        drawing.post(host, "/sdapi/v1/interrupt")
    ended = finish(host, session)
    assert ended["state"] == "interrupted"
    assert [step.number for step in read(host, session).steps] == [0, 1]
    assert len(list((read(host, session).folder / "pictures").iterdir())) == SLOW["candidates"]
    assert drawing.draw(host).size == (drawing.SIDE, drawing.SIDE)


def test_the_hosts_stop_after_this_picture_keeps_the_step_at_work(host: Host, picture: str) -> None:
    session = start(host, picture, SLOW, steps=6)
    until(host, in_step(2))
    inside.call(host, "stop_after_this_picture")
    assert finish(host, session)["state"] == "interrupted"
    assert [step.number for step in read(host, session).steps] == [0, 1, 2]


def test_interrupt_while_waiting_in_the_queue_makes_nothing(host: Host, picture: str) -> None:
    first = start(host, picture, SLOW, steps=2)
    until(host, in_step(1))
    second = start(host, picture, QUICK)
    stop(host, second)
    assert finish(host, first)["state"] == "stopped"
    assert finish(host, second)["state"] == "interrupted"
    assert read(host, second).steps == ()


def test_a_generation_runs_between_two_steps_and_what_it_changed_is_put_back(
    host: Host, picture: str
) -> None:
    undisturbed = start(host, picture, SLOW)
    assert finish(host, undisturbed)["state"] == "stopped"
    session = start(host, picture, SLOW)
    until(host, in_step(1))
    before = inside.call(host, "chosen")
    drawing.post(host, "/sdapi/v1/options", sd_model_checkpoint="second.safetensors")
    try:
        drawing.draw(host, "something else in between", seed=3)
        assert at_work(host, session)
        assert finish(host, session)["state"] == "stopped"
        assert inside.call(host, "chosen")[0].startswith("second")  # the user's own choice stays
    finally:
        drawing.post(host, "/sdapi/v1/options", sd_model_checkpoint=before[0])
    complete, other = read(host, undisturbed), read(host, session)
    assert [infotext.replace(complete.id, other.id) for infotext in infotexts(complete)] == infotexts(other)


def test_skip_leaves_out_one_step(host: Host, picture: str) -> None:
    session = start(host, picture, SLOW, steps=3)
    until(host, in_step(2))
    drawing.post(host, "/sdapi/v1/skip")
    assert finish(host, session)["state"] == "stopped"
    steps = read(host, session).steps
    assert [len(step.candidates) for step in steps] == [1, 2, 0, 2]
    assert steps[2].notes == ("Skipped.",)


def test_a_resumed_session_is_the_one_that_was_not_interrupted(host: Host, picture: str) -> None:
    undisturbed = start(host, picture, SLOW)
    assert finish(host, undisturbed)["state"] == "stopped"
    broken = start(host, picture, SLOW)
    until(host, in_step(2))
    stop(host, broken)
    assert finish(host, broken)["state"] == "interrupted"
    drawing.draw(host, "something else in between", seed=3)
    go_on(host, broken)
    assert finish(host, broken)["state"] == "stopped"
    complete, other = read(host, undisturbed), read(host, broken)
    assert [step.prompt for step in complete.steps] == [step.prompt for step in other.steps]
    for mine, theirs in zip(complete.steps[1:], other.steps[1:], strict=True):
        for first, second in zip(mine.candidates, theirs.candidates, strict=True):
            assert np.array_equal(
                np.asarray(complete.picture(first.file).image),
                np.asarray(other.picture(second.file).image),
            ), first.file


def test_a_resumed_sessions_bar_stands_for_what_is_left(host: Host, picture: str) -> None:
    session = start(host, picture, SLOW, steps=4)
    until(host, in_step(3))
    stop(host, session)
    finish(host, session)
    go_on(host, session)
    seen = until(host, in_step(1))
    assert seen["state"]["job_count"] == 2
    assert seen["textinfo"].startswith("step 3 of 4")
    assert seen["progress"] < 0.5
    finish(host, session)


@pytest.mark.parametrize("broken", ["fail_with_nan", "decode_nan"])
def test_a_failure_keeps_what_is_finished_and_the_session_goes_on(
    host: Host, picture: str, broken: str
) -> None:
    inside.call(host, broken, done=1)
    session = start(host, picture, QUICK, steps=3)
    ended = finish(host, session)
    assert ended["state"] == "failed"
    assert "(NaN) instead of a picture" in ended["message"]
    assert [step.number for step in read(host, session).steps] == [0, 1]
    go_on(host, session)
    assert finish(host, session)["state"] == "stopped"
    assert [step.number for step in read(host, session).steps] == [0, 1, 2, 3]


def test_what_the_host_says_of_a_picture_is_a_note_of_the_step(host: Host, picture: str) -> None:
    session = start(host, picture, QUICK, steps=1, prompt="a large circle <lora:nowhere:1>")
    assert finish(host, session)["state"] == "stopped"
    (note,) = (note for note in read(host, session).steps[1].notes if "nowhere" in note)
    assert note.casefold().startswith("lora not found: nowhere")


@pytest.mark.parametrize(
    ("kind", "message", "words"),
    [
        ("cuda", "CUDA out of memory. Tried to allocate 20 GiB", "fewer pictures at a time"),
        ("runtime", "DefaultCPUAllocator: can't allocate memory: you tried", "fewer pictures at a time"),
        ("nan", "A tensor with all NaNs was produced in Unet.", "another VAE"),
        ("runtime", "mat1 and mat2 shapes cannot be multiplied\nlong story", "RuntimeError: mat1 and mat2"),
        ("runtime", "", "no message"),
    ],
)
def test_failures_are_told_in_a_sentence(host: Host, kind: str, message: str, words: str) -> None:
    reply = inside.call(host, "error_message", kind=kind, message=message)
    assert words in reply
    assert "\n" not in reply


def test_the_encoder_is_away_while_pictures_are_made_where_it_is_not_to_be_kept(
    host: Host, picture: str
) -> None:
    option = "clip_critic_keep_in_memory"
    drawing.post(host, "/sdapi/v1/options", **{option: False})
    try:
        session = start(host, picture, SLOW)
        until(host, in_step(2))
        assert host.probe()["encoders"] == 0
        finish(host, session)
    finally:
        drawing.post(host, "/sdapi/v1/options", **{option: True})
    assert len(read(host, session).steps) == 4


def test_a_session_from_a_prompt_begins_with_txt2img(host: Host) -> None:
    session = start(host, "", {**QUICK, "steps": 2, "schedule": "constant"})
    assert finish(host, session)["state"] == "stopped"
    first, second = (parse_infotext(infotext) for infotext in infotexts(read(host, session)))
    assert "Denoising strength" not in first.settings
    assert second.settings["Denoising strength"] == "0.6"


def test_pictures_lie_where_the_host_saves_with_both_infotexts(host: Host, picture: str) -> None:
    folder = host.data / "outputs" / "img2img-images"
    before = set(folder.rglob("*.png"))
    session = start(host, picture, QUICK)
    finish(host, session)
    assert len(set(folder.rglob("*.png")) - before) == 6  # three steps of two, no grid
    for infotext in infotexts(read(host, session)):
        found = parse_infotext(infotext).settings
        assert {"Steps", "Sampler", "Model hash", "Version"} < set(found)
        assert found["CLIP Critic session"] == session


def test_a_sessions_picture_switches_no_second_pass_on(host: Host, picture: str) -> None:
    session = start(host, picture, QUICK, steps=1)
    assert finish(host, session)["state"] == "stopped"
    winner = read(host, session).steps[1].winner
    assert winner is not None
    with Image.open(read(host, session).path(winner.file)) as opened:
        opened.load()
        parameters = drawing.png_info(host, opened)["parameters"]
    assert parameters["Denoising strength"]
    assert "Hires resize-1" not in parameters  # with it, txt2img would take the picture for one of Hires. fix


def infotexts(session: Session) -> list[str]:
    winners = [step.winner for step in session.steps if step.number]
    return [session.picture(winner.file).infotext or "" for winner in winners if winner]


def test_names_that_the_host_takes_are_taken(host: Host) -> None:
    offered = inside.call(host, "described")
    assert set(offered["checkpoints"]) == {"clip-critic-miniature.safetensors", "second.safetensors"}
    assert offered["checkpoints"][0] == "clip-critic-miniature.safetensors"
    assert (offered["styles"], offered["schedulers"][0], offered["vaes"]) == (
        ["Starry"],
        "Automatic",
        inside.call(host, "vaes_without_a_file"),
    )
    size = {"prompt": "a circle", "width": 64, "height": 64, "steps": 4}
    for checkpoint in ("second.safetensors", "second"):
        (picture,) = inside.call(
            host,
            "make",
            checkpoint=checkpoint,
            vae=offered["vaes"][-1],
            styles=["Starry"],
            scheduler="Karras",
            **size,
        )
        found = parse_infotext(picture["infotext"])
        assert (found.prompt, found.negative_prompt) == ("a circle with a star", "dots")
        assert (found.settings["Model"], found.settings["Schedule type"]) == ("second", "Karras")
        assert picture["restored"]
    (picture,) = inside.call(host, "make", **size)
    assert parse_infotext(picture["infotext"]).settings["Model"] == "clip-critic-miniature"


def test_always_on_scripts_of_others_take_part_where_asked(host: Host) -> None:
    size = {"prompt": "a circle # a remark", "width": 64, "height": 64, "steps": 4, "seed": 5}
    (without,) = inside.call(host, "make", **size)
    (with_them,) = inside.call(host, "make", scripts=True, **size)
    first, second = (parse_infotext(picture["infotext"]) for picture in (without, with_them))
    assert "Another extension" not in first.settings
    assert second.settings["Another extension"] == "took part"
    assert first.prompt.strip() == second.prompt.strip() == "a circle"  # the host's own take part in any case
    assert (second.settings["Seed"], second.settings["Steps"]) == ("5", "4")  # not the page's own
