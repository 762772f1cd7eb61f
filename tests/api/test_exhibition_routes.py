"""Exhibitions over HTTP: their size before they begin, the gallery, measures, effects, CSV and the page."""

from __future__ import annotations

import csv
import io
import warnings
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

with warnings.catch_warnings():  # starlette 0.26 imports multipart by its former name
    warnings.simplefilter("ignore", PendingDeprecationWarning)
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

from clip_critic.api import PATH, router
from clip_critic.errors import HostError
from clip_critic.progress import silent
from clip_critic.sessions.base import Studio
from clip_critic.sessions.exhibitions.work import DONE, SOME_FAILED
from clip_critic.sessions.kinds import AllJobs
from tests.critics import Desk
from tests.drawing_host import DrawingCritic, DrawingHost, turn
from tests.sessions.exhibitions.painting import failing

QUICK = {
    "prompt": "{colour}, white",
    "axes": "colour = red | blue | ",
    "seeds": 2,
    "seed": 7,
    "sampling_steps": 2,
}
EVIL = '<img src=x onerror="alert(1)">'


class Hall:
    """A client, with a host that paints."""

    def __init__(self, home: Path, host: DrawingHost | None = None) -> None:
        desk = Desk(home, encoder="colours")
        critic = DrawingCritic(desk.places, lambda: desk.settings)
        self.host = host or DrawingHost()
        self.jobs = AllJobs(Studio(critic, lambda: self.host, home / "sessions"), turn)
        app = FastAPI()
        app.include_router(router(critic, lambda: nullcontext(silent), self.jobs))
        self._client = TestClient(app)

    def get(self, path: str, status: int = 200, **params: Any) -> Any:
        return self.send("GET", path, status, params=params)

    def send(self, method: str, path: str, status: int = 200, **options: Any) -> Any:
        answer = self._client.request(method, f"{PATH}/{path}", **options)
        assert answer.status_code == status, answer.text
        assert "Traceback" not in answer.text
        return answer.json() if "json" in answer.headers["content-type"] else answer

    def start(self, **settings: Any) -> Any:
        found = self.send("POST", "sessions/exhibition", json={"settings": {**QUICK, **settings}})
        return self.ended(found["session"]["id"])

    def ended(self, session_id: str) -> Any:
        found = self.get(f"sessions/{session_id}")
        while found["state"] in ("waiting", "running"):
            found = self.get(f"sessions/{session_id}", newer_than=found["version"], wait=5)
        self.jobs.find(session_id)[1].join(session_id)
        return found


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall(tmp_path)


def test_a_kind_of_its_own(hall: Hall) -> None:
    found = hall.start()
    session = found["session"]
    assert (found["state"], found["message"], found["finished"]) == ("stopped", DONE, DONE)
    assert (session["made"], session["failed"], session["pictures"], len(session["steps"])) == (6, 0, 6, 6)
    assert session["settings"]["encoder"] == "colours" and session["settings"]["checkpoint"] == "paper"
    (brief,) = hall.get("sessions", kind="exhibition")["sessions"]
    assert (brief["kind"], brief["steps"], brief["of"]) == ("exhibition", 6, 6)
    file = session["steps"][0]["file"]
    assert hall.get(f"sessions/{session['id']}/pictures/{file}").content.startswith(b"\x89PNG")
    hall.get(f"sessions/{session['id']}/pictures/session.json", 404)
    page = hall.get(f"sessions/{session['id']}/report").text
    assert page.count("data:image/") == 6
    hall.send("DELETE", f"sessions/{session['id']}")
    assert hall.get("sessions")["sessions"] == []


def test_the_face_has_its_table(hall: Hall) -> None:
    kinds = {kind["name"]: kind for kind in hall.get("face")["kinds"]}
    kind = kinds["exhibition"]
    fields = {field["name"]: field for field in kind["fields"]}
    assert [section["name"] for section in kind["sections"]] == ["asked", "more", "host"]
    assert [section["folded"] for section in kind["sections"]] == [False, True, True]
    assert kind["sections"][1]["title"] == "More exhibition settings"
    assert fields["axes"]["lines"] == 5 and fields["sampler"]["offered"] == "samplers"
    assert fields["study"]["choices"] == ["own axes", "emphasis", "modifier", "artists", "without"]


def test_its_size_is_told_before_it_begins(hall: Hall) -> None:
    told = hall.send("POST", "exhibitions/plan", json={"settings": QUICK})
    assert (told["cells"], told["seeds"], told["pictures"], told["left"]) == (3, 2, 6, 6)
    assert told["measured"] is False and told["seconds"] > 0 and told["bytes"] > 0
    assert told["sentence"].startswith("6 pictures to draw (3 cells x 2 seeds): about ")
    assert told["axes"] == [{"name": "colour", "setting": False, "values": ["red", "blue", ""]}]
    assert told["words"] == ["red", "blue", "white"] and told["first_prompt"] == "red, white"
    assert hall.host.requests == [] and hall.get("sessions")["sessions"] == []
    session = hall.start()["session"]["id"]
    more = {"settings": {"axes": f"{QUICK['axes']} | green"}, "session": session}
    told = hall.send("POST", "exhibitions/plan", json=more)
    assert (told["left"], told["pictures"], told["measured"]) == (2, 8, True)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"settings": {**QUICK, "axes": "colour"}}, 422),
        ({"settings": {**QUICK, "axis": "x"}}, 422),
        ({"settings": {**QUICK, "seeds": -1}}, 422),
        ({"settings": {**QUICK, "encoder": "/etc/passwd"}}, 403),
        ({"settings": QUICK, "session": "../.."}, 404),
        ({"settings": {**QUICK, "axes": "a = " + "|".join(map(str, range(2000)))}}, 422),
        ({"settings": {**QUICK, "axes": "x" * 100_001}}, 422),
    ],
)
def test_what_cannot_be_asked_is_refused(hall: Hall, body: dict[str, Any], status: int) -> None:
    for path in ("exhibitions/plan", "sessions/exhibition"):
        if path == "exhibitions/plan" or "session" not in body:
            answer = hall.send("POST", path, status, json=body)
            assert answer["detail"]
    assert hall.get("sessions")["sessions"] == []


def test_more_values_are_added_by_resuming(hall: Hall) -> None:
    session = hall.start()["session"]["id"]
    hall.host.requests.clear()
    body = {"settings": {"axes": f"{QUICK['axes']} | green", "seeds": 3}}
    hall.send("POST", f"sessions/{session}/resume", json=body)
    assert hall.ended(session)["session"]["made"] == 12 and len(hall.host.requests) == 6
    hall.send("POST", f"sessions/{session}/resume", 422, json={"settings": {"encoder": "miniature"}})


def test_the_gallery_is_the_layout_and_its_files(hall: Hall) -> None:
    session = hall.start(axes="colour = red | blue\ncfg = 5 | 7 | 9")["session"]
    gallery = hall.get(f"sessions/{session['id']}/gallery")
    assert [(axis["name"], axis["setting"], len(axis["values"])) for axis in gallery["axes"]] == [
        ("colour", False, 2),
        ("cfg_scale", True, 3),
    ]
    assert (gallery["seeds"], len(gallery["files"]), gallery["errors"]) == ([7, 8], 12, {})
    assert (gallery["words"], gallery["groups"]) == (
        ["red", "blue", "white"],
        [["colour", 0, 2], ["Prompt", 2, 3]],
    )
    cell = hall.get(f"sessions/{session['id']}/cells/7")
    assert cell["values"] == {"colour": "blue", "cfg_scale": "5"}
    assert (cell["seed"], cell["prompt"], cell["file"]) == (8, "blue, white", gallery["files"][7])
    assert cell["words"][1]["word"] == "blue" and cell["words"][1]["share"] > 0.9
    hall.get(f"sessions/{session['id']}/cells/12", 409)
    hall.get(f"sessions/{session['id']}/cells/x", 422)


def test_cells_are_ordered_by_a_measure(hall: Hall) -> None:
    session = hall.start()["session"]["id"]
    found = hall.get(f"sessions/{session}/values", measure="similarity", word="blue")
    values = found["values"]
    assert [values[index] for index in found["order"]] == sorted(values, reverse=True)
    assert set(found["order"][:2]) == {2, 3}
    assert hall.get(f"sessions/{session}/values")["measure"] == "own"
    hall.get(f"sessions/{session}/values", 422, measure="similarity", word=EVIL)
    hall.get(f"sessions/{session}/values", 422, measure="taste")


def test_the_effects_and_the_tables(hall: Hall) -> None:
    session = hall.start(seeds=8)["session"]["id"]
    found = hall.get(f"sessions/{session}/effects", limit=2)
    assert (found["count"], found["comparisons"], len(found["effects"]), found["split"]) == (6, 6, 2, None)
    effect = found["effects"][0]
    assert set(effect) == {
        "axis", "value", "against", "word", "mean", "low", "high", "p", "adjusted", "n", "needed", "gain",
        "bootstrapped",
    }  # fmt: skip
    assert (effect["axis"], effect["n"]) == ("colour", 8)
    for name, rows in (("cells.csv", 24), ("effects.csv", 6)):
        answer = hall.get(f"sessions/{session}/{name}")
        assert answer.headers["content-type"].startswith("text/csv")
        assert len(list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))) == rows


def test_a_failed_cell_is_marked_and_can_be_tried_again(tmp_path: Path) -> None:
    hall = Hall(tmp_path, failing("blue", HostError(EVIL)))
    found = hall.start()
    assert (found["state"], found["message"]) == ("stopped", SOME_FAILED)
    session = found["session"]["id"]
    gallery = hall.get(f"sessions/{session}/gallery")
    assert gallery["errors"] == {"2": EVIL, "3": EVIL} and gallery["files"].count("") == 2
    assert EVIL not in hall.get(f"sessions/{session}/report").text
    hall.host = DrawingHost()
    hall.send("POST", f"sessions/{session}/resume", json={"settings": {"attempts": 2}})
    assert hall.ended(session)["session"]["failed"] == 0


def test_other_sessions_have_no_gallery(hall: Hall) -> None:
    body = {"settings": {"want": "red", "keywords": "red, blue"}, "run": False}
    loop = hall.send("POST", "sessions", json=body)["session"]["id"]
    for path in ("gallery", "cells/0", "values", "effects", "cells.csv", "effects.csv"):
        assert "no exhibition" in hall.get(f"sessions/{loop}/{path}", 404)["detail"]
        hall.get(f"sessions/nothing/{path}", 404)
    waiting = hall.send("POST", "sessions/exhibition", json={"settings": QUICK, "run": False})
    assert waiting["session"]["made"] == 0
    hall.get(f"sessions/{waiting['session']['id']}/effects", 409)
    hall.get(f"sessions/{waiting['session']['id']}/values", 409)
    assert hall.get(f"sessions/{waiting['session']['id']}/gallery")["files"] == [""] * 6
