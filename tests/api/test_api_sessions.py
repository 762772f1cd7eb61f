"""Feedback sessions over HTTP: the miniature draws and looks, in few sampling steps."""

from __future__ import annotations

import base64
import io
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

with warnings.catch_warnings():  # starlette 0.26 imports multipart by its former name
    warnings.simplefilter("ignore", PendingDeprecationWarning)
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

from clip_critic.api import PATH, router
from clip_critic.engine.turns import Turns
from clip_critic.hosts.diffusers.host import DiffusersHost
from clip_critic.pictures.infotext import parse_infotext
from clip_critic.pictures.metadata.reading import read_infotext
from clip_critic.progress import Progress, silent
from clip_critic.sessions.base import Studio
from clip_critic.sessions.feedback.settings import table
from clip_critic.sessions.feedback.store import SessionStore
from clip_critic.sessions.kinds import AllJobs
from tests.critics import Desk, png

# diffusers' own
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")

WORDS = "[Colours]\nred\nblue\ngreen\n[Shapes]\ncircle\nstar\nsquare\n"
QUICK = {
    "want": "blue, star",
    "keywords": WORDS,
    "steps": 2,
    "candidates": 2,
    "sampling_steps": 3,
    "seed": 7,
    "encoder": "miniature",
    "target_score": 0,
}
MASK = base64.b64encode(png(Image.new("L", (64, 64), 255))).decode("ascii")
LONG = {**QUICK, "steps": 500, "candidates": 1}


class Bench:
    """The API with sessions of its own."""

    def __init__(self, home: Path) -> None:
        self.desk = Desk(home, encoder="miniature", device="cpu")
        host = DiffusersHost(device="cpu")
        self.critic = self.desk.critic()
        self.store = SessionStore(home / "sessions")
        turns = Turns()
        self.jobs = AllJobs(Studio(self.critic, lambda: host, home / "sessions"), turns.session_turns)
        app = FastAPI()
        may_name_any = lambda request: True  # noqa: E731
        app.include_router(router(self.critic, turns.turn, self.jobs, may_name_any=may_name_any))
        self.client = TestClient(app)

    def send(self, method: str, path: str, status: int = 200, **options: Any) -> Any:
        answer = self.client.request(method, f"{PATH}/{path}", **options)
        assert answer.status_code == status, answer.text
        assert "Traceback" not in answer.text
        return answer.json()

    def start(self, **body: Any) -> str:
        return str(self.send("POST", "sessions", json={"settings": QUICK, **body})["session"]["id"])

    def ended(self, session_id: str) -> Any:
        """The status once it is over, waited for as a client would."""
        found = self.send("GET", f"sessions/{session_id}")
        while found["state"] in ("waiting", "running"):
            news = {"newer_than": found["version"], "wait": 20}
            found = self.send("GET", f"sessions/{session_id}", params=news)
        return found

    def until_step(self, session_id: str, number: int) -> Any:
        while True:
            found = self.send("GET", f"sessions/{session_id}")
            assert found["state"] in ("waiting", "running"), found["message"]
            if found["session"]["steps"] and found["session"]["steps"][-1]["number"] >= number:
                return found
            time.sleep(0.02)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    opened = Bench(tmp_path_factory.mktemp("api"))
    yield opened
    opened.jobs.interrupt()
    opened.critic.release()


@pytest.fixture(scope="module")
def circle() -> str:
    image = Image.new("RGB", (64, 64), "white")
    ImageDraw.Draw(image).ellipse((12, 12, 52, 52), fill="red")
    return base64.b64encode(png(image)).decode("ascii")


# Running


@pytest.mark.parametrize("written", ["90%", "0.9", 0.9])
def test_a_score_is_per_cent_or_a_fraction(bench: Bench, written: object) -> None:
    body = {"settings": {**QUICK, "target_score": written}, "run": False}
    assert bench.send("POST", "sessions", json=body)["session"]["settings"]["target_score"] == 0.9


@pytest.mark.parametrize("written", ["90", 90])
def test_a_score_of_ninety_is_refused_with_a_hint(bench: Bench, written: object) -> None:
    body = {"settings": {**QUICK, "target_score": written}, "run": False}
    assert "Write 90% or 0.9." in bench.send("POST", "sessions", 422, json=body)["detail"]


def test_a_session_stops_by_itself_and_one_more_step_can_be_made(bench: Bench, circle: str) -> None:
    settings = {name: value for name, value in QUICK.items() if name != "target_score"}
    settings |= {"want": "blue", "steps": 50, "sampling_steps": 8}
    session_id = bench.start(settings=settings, picture=circle)
    found = bench.ended(session_id)
    *before, last = (max(scores) for scores in scores_of(found))
    assert (found["state"], found["message"]) == ("stopped", "The target score is reached.")
    assert found["finished"] == found["message"] and last >= 0.9 > max(before)
    assert found["session"]["settings"]["target_score"] == -1
    bench.send("POST", f"sessions/{session_id}/step")
    assert len(scores_of(bench.ended(session_id))) == len(before) + 2


def test_a_session_goes_on_until_the_whole_batch_is_right(bench: Bench, circle: str) -> None:
    settings = {**QUICK, "want": "blue", "steps": 50, "sampling_steps": 8, "target_score": "90%"}
    found = bench.ended(bench.start(settings={**settings, "stop_when": "whole batch"}, picture=circle))
    *before, last = (min(scores) for scores in scores_of(found))
    assert found["message"] == "Every picture of the batch reaches the target score."
    assert last >= 0.9 > max(before)


def test_a_bundled_judge_decides_too(bench: Bench, circle: str) -> None:
    settings = {**QUICK, "steps": 1, "judge": "miniature:second", "judge_decides": True}
    found = bench.ended(bench.start(settings=settings, picture=circle))["session"]
    assert found["settings"]["judge_decides"] is True
    for step in found["steps"]:
        best = step["candidates"][step["best"]]["score"]["value"]
        assert best == max(candidate["score"]["value"] for candidate in step["candidates"])
        assert step["judge"]["value"] != best


def scores_of(status: Any) -> list[list[float]]:
    """The scores of all pictures of each step, with the start picture first."""
    return [
        [candidate["score"]["value"] for candidate in step["candidates"]]
        for step in status["session"]["steps"]
    ]


def test_a_session_from_a_picture(bench: Bench, circle: str) -> None:
    first = bench.send("POST", "sessions", json={"settings": QUICK, "picture": circle})
    assert first["state"] in ("waiting", "running") and first["session"]["settings"]["want"] == "blue, star"
    session_id = first["session"]["id"]
    found = bench.ended(session_id)
    assert (found["state"], found["message"]) == ("stopped", "All steps are done.")
    steps = found["session"]["steps"]
    assert [step["number"] for step in steps] == [0, 1, 2]
    assert [len(step["candidates"]) for step in steps] == [1, 2, 2]
    assert [item["seed"] for step in steps[1:] for item in step["candidates"]] == [7, 8, 9, 10]
    words = {part["word"] for part in steps[1]["candidates"][0]["score"]["parts"]}
    assert {"blue", "star"} <= words
    kept = found["session"]["kept"]
    assert kept["score"] == max(item["score"]["value"] for step in steps for item in step["candidates"])
    row = next(
        item for item in bench.send("GET", "sessions")["sessions"] if item["id"] == found["session"]["id"]
    )
    assert (row["steps"], row["of"], row["policy"], row["kept"]) == (2, 2, "target", kept)


def test_what_clip_saw_and_the_picture_with_its_parameters(bench: Bench, circle: str) -> None:
    session_id = bench.start(picture=circle)
    bench.ended(session_id)
    step = bench.send("GET", f"sessions/{session_id}/steps/1")
    assert sorted(row["keyword"] for row in step["ranking"]["keywords"]) == sorted(
        ["red", "blue", "green", "circle", "star", "square"]
    )
    file = step["candidates"][step["best"]]["file"]
    answer = bench.client.get(f"{PATH}/sessions/{session_id}/pictures/{file}")
    assert answer.headers["content-type"] == "image/png"
    with Image.open(io.BytesIO(answer.content)) as picture:
        parameters = parse_infotext(read_infotext(picture) or "")
    assert parameters.prompt == step["prompt"]
    assert parameters.settings["CLIP Critic session"] == session_id
    assert parameters.settings["Seed"] == str(step["candidates"][step["best"]]["seed"])
    start = bench.client.get(f"{PATH}/sessions/{session_id}/pictures/start.png")
    assert start.status_code == 200


def test_a_prompt_alone_and_a_sketch(bench: Bench, circle: str) -> None:
    from_prompt = bench.ended(bench.start(settings={**QUICK, "prompt": "a {words}"}))["session"]
    assert (from_prompt["start"], [step["number"] for step in from_prompt["steps"]]) == ("prompt", [1, 2])
    sketch = bench.ended(bench.start(sketch=circle))["session"]
    assert sketch["start"] == "sketch" and sketch["steps"][1]["strength"] == 0.75


def test_a_mask_keeps_what_is_black_in_it(bench: Bench, circle: str) -> None:
    mask = Image.new("L", (64, 64))
    mask.paste(255, (32, 0, 64, 64))
    encoded = base64.b64encode(png(mask)).decode("ascii")
    session = bench.ended(bench.start(picture=circle, mask=encoded))["session"]
    assert [step.get("mask") for step in session["steps"]] == [None, *[{"file": "mask.png", "word": ""}] * 2]
    start, stored, changed = (
        np.asarray(opened(bench, session["id"], file)) for file in ("start.png", "mask.png", "0001-01.png")
    )
    assert np.array_equal(stored[..., 0], np.asarray(mask))
    assert np.array_equal(changed[:, :32], start[:, :32])
    assert not np.array_equal(changed[:, 32:], start[:, 32:])


def test_only_where_limits_each_step_to_the_place_of_a_word(bench: Bench, circle: str) -> None:
    settings = {**QUICK, "only_where": "circle"}
    session = bench.ended(bench.start(picture=circle, settings=settings))["session"]
    assert session["settings"]["only_where"] == "circle"
    assert [step["mask"] for step in session["steps"][1:]] == [
        {"file": "0001-mask.png", "word": "circle"}
    ] * 2
    start, mask, changed = (
        np.asarray(opened(bench, session["id"], file))
        for file in ("start.png", "0001-mask.png", "0001-01.png")
    )
    outside = mask[..., 0] == 0
    assert 0 < outside.mean() < 1
    assert np.array_equal(changed[outside], start[outside])
    assert not np.array_equal(changed, start)


def opened(bench: Bench, session_id: str, file: str) -> Image.Image:
    """A picture of a session."""
    answer = bench.client.get(f"{PATH}/sessions/{session_id}/pictures/{file}")
    assert answer.status_code == 200, answer.text
    with Image.open(io.BytesIO(answer.content)) as picture:
        return picture.convert("RGB")


def test_step_by_step_with_prompts_of_ones_own(bench: Bench, circle: str) -> None:
    body = {"settings": {**QUICK, "policy": "by hand"}, "picture": circle, "run": False}
    status = bench.send("POST", "sessions", json=body)
    session_id = status["session"]["id"]
    assert (status["state"], status["session"]["steps"]) == ("stopped", [])
    bench.send("POST", f"sessions/{session_id}/step", json={"prompt": "a red star"})
    found = bench.ended(session_id)
    step = found["session"]["steps"][1]
    assert (step["prompt"], step["edited"]) == ("a red star", True)
    proposal = found["proposal"]
    text = "".join(change["text"] for change in proposal["changes"] if change["kind"] != "removed")
    assert text == proposal["prompt"] and proposal["prompt"].startswith("a red star")
    bench.send("POST", f"sessions/{session_id}/step", json={"negative_prompt": "dots"})
    step = bench.ended(session_id)["session"]["steps"][2]
    assert (step["prompt"], step["negative_prompt"], step["edited"]) == (proposal["prompt"], "dots", True)
    bench.send("POST", f"sessions/{session_id}/step")
    assert bench.ended(session_id)["session"]["steps"][3]["edited"] is False


def test_a_step_with_other_settings_and_only_the_best_words(bench: Bench, circle: str) -> None:
    session_id = bench.start(picture=circle)
    bench.ended(session_id)
    body = {"settings": {"candidates": 1, "sampling_steps": 2}}
    bench.send("POST", f"sessions/{session_id}/step", json=body)
    step = bench.ended(session_id)["session"]["steps"][-1]
    assert (step["number"], len(step["candidates"])) == (3, 1)
    refused = bench.send("POST", f"sessions/{session_id}/step", 422, json={"settings": {"want": "green"}})
    assert "Wanted cannot be changed" in refused["detail"]
    seen = bench.send("GET", f"sessions/{session_id}/steps/3?brief=true")
    assert [group["group"] for group in seen["seen"]] == ["Colours", "Shapes"]
    assert "ranking" not in seen
    for group in seen["seen"]:
        shares = [word["share"] for word in group["words"]]
        assert len(shares) == 3 and shares == sorted(shares, reverse=True) and sum(shares) == pytest.approx(1)


def test_continued_from_a_step_with_other_settings(bench: Bench, circle: str) -> None:
    first = bench.start(picture=circle)
    bench.ended(first)
    body = {"settings": {"want": "green", "steps": 1}, "continue": {"session": first, "step": 1}}
    found = bench.ended(bench.send("POST", "sessions", json=body)["session"]["id"])["session"]
    assert found["origin"] == f"{first} step 1"
    assert (found["settings"]["want"], found["settings"]["keywords"]) == ("green", WORDS.strip())
    assert found["settings"]["seed"] != QUICK["seed"], "the same seeds would burn their faults in"
    bench.send("POST", "sessions", 404, json={**body, "continue": {"session": first, "step": 9}})


def test_a_preset_as_the_list(bench: Bench, circle: str) -> None:
    settings = {name: value for name, value in QUICK.items() if name != "keywords"}
    status = bench.send("POST", "sessions", json={"settings": settings, "list": "People", "run": False})
    assert status["session"]["settings"]["keywords"] == bench.critic.presets.read("People").strip()


def test_report_and_animation(bench: Bench, circle: str) -> None:
    session_id = bench.start(picture=circle)
    kept = bench.ended(session_id)["session"]["steps"]
    report = bench.client.get(f"{PATH}/sessions/{session_id}/report")
    assert report.headers["content-type"].startswith("text/html")
    assert session_id in report.text and report.text.count("data:image/") > len(kept)
    for kind in ("webp", "gif"):
        answer = bench.client.get(f"{PATH}/sessions/{session_id}/animation", params={"kind": kind})
        with Image.open(io.BytesIO(answer.content)) as moving:
            assert moving.format == kind.upper()
            assert getattr(moving, "n_frames", 1) == sum(step["kept"] for step in kept)
    empty = bench.start(run=False)
    assert "no picture" in bench.send("GET", f"sessions/{empty}/animation", 422)["detail"]


# Stopping, resuming, one at a time


def test_interrupt_keeps_what_is_finished_and_resume_goes_on(bench: Bench, circle: str) -> None:
    session_id = bench.start(settings=LONG, picture=circle)
    bench.until_step(session_id, 2)
    bench.send("POST", f"sessions/{session_id}/interrupt")
    found = bench.ended(session_id)
    assert found["state"] == "interrupted" and "kept" in found["message"]
    done = len(found["session"]["steps"]) - 1
    assert 2 <= done < 500
    bench.send(
        "POST", f"sessions/{session_id}/resume", json={"settings": {"steps": done + 1, "cfg_scale": 5}}
    )
    found = bench.ended(session_id)
    assert found["message"] == "All steps are done."
    assert [step["number"] for step in found["session"]["steps"]] == list(range(done + 2))
    assert found["session"]["settings"]["cfg_scale"] == 5


def test_one_at_a_time_and_nobody_else_at_one_session(bench: Bench, circle: str) -> None:
    running = bench.start(settings=LONG, picture=circle)
    bench.until_step(running, 1)
    waiting = bench.start(picture=circle)
    assert bench.send("GET", "sessions")["at_work"] == [running, waiting]
    assert bench.send("GET", f"sessions/{waiting}")["state"] == "waiting"
    for path in ("step", "resume", "resume"):
        assert "running" in bench.send("POST", f"sessions/{running}/{path}", 409)["detail"]
    changes = {"settings": {"steps": 3}}
    assert "running" in bench.send("POST", f"sessions/{running}/resume", 409, json=changes)["detail"]
    assert "running" in bench.send("DELETE", f"sessions/{running}", 409)["detail"]
    bench.send("POST", f"sessions/{waiting}/interrupt")
    assert bench.ended(waiting)["state"] == "interrupted"
    bench.send("POST", f"sessions/{running}/interrupt")
    assert bench.ended(running)["state"] == "interrupted"
    bench.send("POST", f"sessions/{waiting}/resume")
    assert bench.ended(waiting)["message"] == "All steps are done."


def test_what_scores_depend_on_stays(bench: Bench, circle: str) -> None:
    session_id = bench.start(picture=circle)
    before = bench.ended(session_id)["session"]
    for name, value in {"want": "green", "keywords": "a\nb", "objective": "share", "hold": 0}.items():
        changes = {"settings": {name: value, "steps": 9}}
        detail = bench.send("POST", f"sessions/{session_id}/resume", 422, json=changes)["detail"]
        assert "cannot be changed" in detail and "new session" in detail
    assert bench.send("GET", f"sessions/{session_id}")["session"] == before


def test_delete(bench: Bench, circle: str) -> None:
    session_id = bench.start(picture=circle)
    bench.ended(session_id)
    assert bench.send("DELETE", f"sessions/{session_id}") == {"id": session_id}
    assert not (bench.store.folder / session_id).exists()
    assert session_id not in {row["id"] for row in bench.send("GET", "sessions")["sessions"]}
    bench.send("GET", f"sessions/{session_id}", 404)


# The list, the host, the description


def test_the_list_is_newest_first_and_in_parts(bench: Bench) -> None:
    started = [bench.start(run=False) for _ in range(3)]
    ids = [row["id"] for row in bench.send("GET", "sessions", params={"limit": 1000})["sessions"]]
    assert ids == sorted(ids, reverse=True) and set(started) <= set(ids)
    part = bench.send("GET", "sessions", params={"limit": 2, "before": ids[1]})["sessions"]
    assert [row["id"] for row in part] == ids[2:4]


def test_what_the_host_offers(bench: Bench) -> None:
    offered = bench.send("GET", "host")
    assert {"Euler", "Euler a", "DPM++ 2M", "DDIM", "LCM"} <= set(offered["samplers"])
    assert offered["checkpoints"] == ["miniature"] and offered["side"] == 64
    assert offered["options"] == []


def test_the_description_has_every_setting(bench: Bench) -> None:
    schema = bench.client.get("/openapi.json").json()
    described = schema["components"]["schemas"]["SessionSettings"]["properties"]
    assert list(described) == [name for name, _, _ in table()]
    for name, default, about in table():
        assert described[name]["description"].startswith(about.label), name
        assert f"Default: {default!r}" in described[name]["description"]


def test_without_sessions_there_are_no_routes_for_them(bench: Bench) -> None:
    app = FastAPI()

    @contextmanager
    def turn() -> Iterator[Progress]:
        yield silent

    app.include_router(router(bench.critic, turn))
    with TestClient(app) as client:
        assert client.get(f"{PATH}/sessions").status_code == 404
        assert client.get(f"{PATH}/lists").status_code == 200


# Bad input


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "no targets": ({"settings": {**QUICK, "want": " ,", "avoid": ""}}, "no target"),
    "contradicting targets": ({"settings": {**QUICK, "avoid": "Star"}}, "both wanted and unwanted"),
    "a weight of nothing": ({"settings": {**QUICK, "want": "star:0"}}, "weight"),
    "an unknown sampler": ({"settings": {**QUICK, "sampler": "Eulr"}}, "no sampler 'Eulr' here"),
    "an unknown scheduler": ({"settings": {**QUICK, "scheduler": "x"}}, "no scheduler"),
    "an unknown checkpoint": ({"settings": {**QUICK, "checkpoint": "/etc/passwd"}}, "no checkpoint"),
    "an unknown VAE": ({"settings": {**QUICK, "vae": "x"}}, "no VAE"),
    "an unknown style": ({"settings": {**QUICK, "styles": "x"}}, "no style"),
    "an unknown policy": ({"settings": {**QUICK, "policy": "guess"}}, "no policy 'guess'"),
    "an unknown list": ({"settings": {**QUICK, "keywords": ""}, "list": "Nix"}, "Nix"),
    "two lists": ({"settings": QUICK, "list": "People"}, "not both"),
    "one word": ({"settings": {**QUICK, "want": "a", "keywords": "a"}}, "single word"),
    "a width of 65": ({"settings": {**QUICK, "width": 65}}, "multiple of 8"),
    "no table": ({"settings": {**QUICK, "schedule": "table"}}, "needs strengths"),
    "a table of words": (
        {"settings": {**QUICK, "schedule": "table", "strengths": "a, b"}},
        "not a list of numbers",
    ),
    "a score below 0": ({"settings": {**QUICK, "target_score": -0.5}}, "-0.5 is below 0"),
    "no judge to decide": ({"settings": {**QUICK, "judge_decides": True}}, "no judge that could decide"),
    "a whole batch of nothing": ({"settings": {**QUICK, "stop_when": "whole batch"}}, "needs a score"),
    "two starts": ({"settings": QUICK, "picture": "", "sketch": ""}, "one start"),
    "a mask and no picture": ({"settings": QUICK, "mask": MASK}, "choose a start picture, too"),
    "a mask of another step's picture": (
        {"settings": QUICK, "mask": MASK, "continue": {"session": "a", "step": 1}},
        "give no other mask",
    ),
    "no mask": ({"settings": QUICK, "picture": MASK, "mask": "%%%"}, "base64"),
    "no base64": ({"settings": QUICK, "picture": "%%%"}, "base64"),
    "no picture": ({"settings": QUICK, "picture": base64.b64encode(b"text").decode()}, "start picture"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_told_and_leaves_nothing(bench: Bench, case: str) -> None:
    body, message = BAD[case]
    before = set(bench.store.ids())
    detail = bench.send("POST", "sessions", 422, json=body)["detail"]
    assert isinstance(detail, str) and message in detail
    assert set(bench.store.ids()) == before


@pytest.mark.parametrize(
    "settings", [{"steps": 0}, {"steps": "many"}, {"wanted": "star"}, {"objective": "mine"}, {"hold": 3}]
)
def test_settings_that_cannot_be(bench: Bench, settings: dict[str, Any]) -> None:
    detail = bench.send("POST", "sessions", 422, json={"settings": {**QUICK, **settings}})["detail"]
    (fault,) = detail if isinstance(detail, list) else [{"loc": ["body", "settings", *settings]}]
    assert fault["loc"][:3] == ["body", "settings", *settings]


def test_a_huge_picture(bench: Bench) -> None:
    file = base64.b64encode(png(Image.new("L", (8000, 8000)))).decode("ascii")
    detail = bench.send("POST", "sessions", 422, json={"settings": QUICK, "picture": file})["detail"]
    assert "8000 x 8000" in detail and "choose a width and a height" in detail
    sized = {**QUICK, "width": 64, "height": 64, "steps": 1}
    found = bench.ended(bench.start(settings=sized, picture=file))
    assert found["message"] == "All steps are done."


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("DELETE", ""),
        ("POST", "/step"),
        ("POST", "/resume"),
        ("POST", "/interrupt"),
        ("GET", "/steps/1"),
        ("GET", "/pictures/start.png"),
        ("GET", "/report"),
        ("GET", "/animation"),
    ],
)
def test_unknown_sessions(bench: Bench, method: str, path: str) -> None:
    for name in ("20200101-000000-abcdef", "nothing", "..", "%2e%2e"):
        answer = bench.client.request(method, f"{PATH}/sessions/{name}{path}")
        assert answer.status_code in (404, 405), (name, answer.text)


def test_unknown_steps_and_pictures(bench: Bench, circle: str) -> None:
    session_id = bench.start(picture=circle)
    bench.ended(session_id)
    assert "no step 9" in bench.send("GET", f"sessions/{session_id}/steps/9", 404)["detail"]
    for file in ("0009-01.png", "session.json", "lock", "..%2fsession.json"):
        assert bench.client.get(f"{PATH}/sessions/{session_id}/pictures/{file}").status_code == 404


def test_a_damaged_session_is_told_and_can_be_deleted(bench: Bench, circle: str) -> None:
    session_id = bench.start(picture=circle)
    bench.ended(session_id)
    steps = bench.store.folder / session_id / "steps.jsonl"
    lines = steps.read_text(encoding="utf-8").splitlines()
    steps.write_text("\n".join([lines[0], "{not json", lines[2]]) + "\n", encoding="utf-8")
    assert "Line 2" in bench.send("GET", f"sessions/{session_id}", 409)["detail"]
    assert "Line 2" in bench.send("POST", f"sessions/{session_id}/resume", 409)["detail"]
    rows = {row["id"]: row for row in bench.send("GET", "sessions", params={"limit": 1000})["sessions"]}
    assert "Line 2" in rows[session_id]["error"]
    bench.send("DELETE", f"sessions/{session_id}")
    assert not (bench.store.folder / session_id).exists()


def test_a_picture_that_is_missing(bench: Bench, circle: str) -> None:
    session_id = bench.start(picture=circle)
    kept = bench.ended(session_id)["session"]["kept"]["file"]
    folder = bench.store.folder / session_id
    (folder / "start.png" if kept == "start.png" else folder / "pictures" / kept).unlink()
    bench.send("GET", f"sessions/{session_id}/pictures/{kept}", 404)
    changes = {"settings": {"steps": 3}}
    if kept == "start.png":
        bench.send("POST", f"sessions/{session_id}/resume", 409, json=changes)
        return
    bench.send("POST", f"sessions/{session_id}/resume", json=changes)
    found = bench.ended(session_id)
    assert found["state"] == "failed" and "damaged" in found["message"]
    assert len(found["session"]["steps"]) == 3


def test_an_encoder_that_is_missing(bench: Bench, circle: str, tmp_path: Path) -> None:
    settings = {**QUICK, "encoder": f"hf:{tmp_path / 'none'}"}
    found = bench.ended(bench.start(settings=settings, picture=circle))
    assert found["state"] == "failed" and "none" in found["message"]
    assert found["session"]["steps"] == []


def test_a_session_that_another_program_drives(bench: Bench, circle: str) -> None:
    session_id = bench.start(picture=circle, run=False)
    with bench.store.open_for_writing(session_id):
        bench.send("POST", f"sessions/{session_id}/resume")
        found = bench.ended(session_id)
        assert found["state"] == "failed" and "another window or program" in found["message"]
        bench.send("DELETE", f"sessions/{session_id}", 409)
    bench.send("POST", f"sessions/{session_id}/resume")
    assert bench.ended(session_id)["message"] == "All steps are done."
