"""Breedings over HTTP: starting, choosing, going back, the order by a taste, and what comes out."""

from __future__ import annotations

import base64
import warnings
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

with warnings.catch_warnings():  # starlette 0.26 imports multipart by its former name
    warnings.simplefilter("ignore", PendingDeprecationWarning)
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

from clip_critic.api import PATH, router
from clip_critic.progress import silent
from clip_critic.sessions.base import Studio
from clip_critic.sessions.breeding.work import DONE, WAITING
from clip_critic.sessions.kinds import AllJobs
from clip_critic.taste.choices import new_choice
from clip_critic.weights.embeddings import read_embedding
from tests.critics import Desk, png
from tests.drawing_host import DrawingCritic, turn
from tests.sessions.breeding.bred import ConceptHost, concepts, stored

EVIL = '<img src=x onerror="alert(1)">'


class Farm:
    """A client, with a host that shows what concepts are."""

    def __init__(self, home: Path) -> None:
        desk = Desk(home, encoder="colours")
        self.critic = DrawingCritic(desk.places, lambda: desk.settings)
        self.jobs = AllJobs(Studio(self.critic, ConceptHost, home / "sessions"), turn)
        app = FastAPI()
        app.include_router(router(self.critic, lambda: nullcontext(silent), self.jobs))
        self._client = TestClient(app)
        stored(home, concepts(5))

    def get(self, path: str, status: int = 200, **params: Any) -> Any:
        return self.send("GET", path, status, params=params)

    def post(self, path: str, status: int = 200, **body: Any) -> Any:
        return self.send("POST", path, status, json=body)

    def send(self, method: str, path: str, status: int = 200, **options: Any) -> Any:
        answer = self._client.request(method, f"{PATH}/{path}", **options)
        assert answer.status_code == status, answer.text
        assert "Traceback" not in answer.text
        return answer.json() if "json" in answer.headers["content-type"] else answer

    def start(self, **settings: Any) -> Any:
        quick = {"population": "a\nb\nc\nd", "seed": 7, "sampling_steps": 2, "size": 4, "generations": 2}
        found = self.post("sessions/breeding", settings={**quick, **settings})
        return self.ended(found["session"]["id"])

    def ended(self, session_id: str) -> Any:
        found = self.get(f"sessions/{session_id}")
        while found["state"] in ("waiting", "running"):
            found = self.get(f"sessions/{session_id}", newer_than=found["version"], wait=5)
        self.jobs.find(session_id)[1].join(session_id)
        return found

    def pick(self, session_id: str, *numbers: int, **more: Any) -> Any:
        self.post(f"sessions/{session_id}/pick", picked=list(numbers), **more)
        return self.ended(session_id)


@pytest.fixture
def farm(tmp_path: Path) -> Farm:
    return Farm(tmp_path)


def members(found: Any, generation_id: int) -> list[int]:
    (numbers,) = [one["individuals"] for one in found["session"]["generations"] if one["id"] == generation_id]
    return list(numbers)


def test_a_breeding_from_its_start_to_its_file(farm: Farm, tmp_path: Path) -> None:
    begun = farm.start(name="my-cat")
    session = begun["session"]["id"]
    assert (begun["message"], begun["session"]["current"]) == (WAITING, 0)
    assert [one["concept"] for one in begun["session"]["individuals"]] == ["a", "b", "c", "d"]
    second = farm.pick(session, 3, 1)
    current = second["session"]["current"]
    assert len(members(second, current)) == 4 and second["message"] == WAITING
    over = farm.pick(session, *members(second, current)[:2], generation=current)
    assert over["finished"] == DONE and over["session"]["path"] == [0, current, over["session"]["current"]]
    last = members(over, over["session"]["current"])[0]
    (made,) = [one for one in over["session"]["individuals"] if one["number"] == last]
    picture = farm.get(f"sessions/{session}/pictures/{made['files'][0]}")
    assert picture.headers["content-type"] == "image/png"
    answer = farm.get(f"sessions/{session}/individuals/{last}")
    (tmp_path / "cat.safetensors").write_bytes(answer.content)
    assert read_embedding(tmp_path / "cat.safetensors").lineage["individual"] == last
    farm.get(f"sessions/{session}/individuals/999", status=422)
    saved = farm.post(f"sessions/{session}/save", individual=last, name="bred-cat")
    assert (saved["keyword"], saved["note"]) == ("<bred-cat>", "")
    assert farm.critic.concepts.find("bred-cat").embedding.lineage["individual"] == last
    for name in ("../cat", "a b", EVIL, "AND"):
        farm.post(f"sessions/{session}/save", status=422, individual=last, name=name)
    brief = farm.get("sessions", kind="breeding")["sessions"]
    assert [(one["steps"], one["of"], one["name"]) for one in brief] == [(2, 2, "my-cat")]
    assert farm.get(f"sessions/{session}/report").status_code == 200


def test_a_choice_is_undone_and_a_branch_begun(farm: Farm) -> None:
    session = farm.start()["session"]["id"]
    second = farm.pick(session, 1, 2)["session"]["current"]
    farm.post(f"sessions/{session}/undo")
    assert farm.ended(session)["session"]["current"] == 0
    refused = farm.post(f"sessions/{session}/goto", status=422, generation=second)
    assert "There is no generation" in refused["detail"]
    third = farm.pick(session, 3, 4)["session"]["current"]
    refused = farm.post(f"sessions/{session}/pick", status=422, picked=[1], generation=0)
    assert "begin a branch" in refused["detail"]
    branch = farm.pick(session, 1, 3, generation=0, branch=True, method="slerp")
    assert branch["session"]["path"] == [0, branch["session"]["current"]]
    farm.post(f"sessions/{session}/goto", generation=third)
    assert farm.ended(session)["session"]["current"] == third


def test_a_taste_sorts_the_round(farm: Farm) -> None:
    found = farm.start(population="a\nb\nc\nd\ne")
    session = found["session"]["id"]
    refused = farm.get(f"sessions/{session}/order", status=422, rater="Aki")
    assert "has not chosen anything" in refused["detail"]
    files = [
        farm.jobs.find(session)[0].path(None or _read(farm, session), one["files"][0])
        for one in found["session"]["individuals"]
    ]
    collection = farm.jobs.studio.tasting.collect(files, encoder="colours")
    digests = collection.pool.digests
    for number in range(24):
        pair = (digests[2], digests[(number % 4 + 3) % 5])
        farm.jobs.studio.tasting.add(new_choice("Aki", "duel", pair, 0), collection)
    order = farm.get(f"sessions/{session}/order", rater="Aki")["order"]
    assert order[0]["individual"] == 3 and len(order) == 5
    assert [one["mean"] for one in order] == sorted((one["mean"] for one in order), reverse=True)


def _read(farm: Farm, session: str) -> Any:
    return farm.jobs.find(session)[0].store(farm.jobs.studio.folder).read(session)


def test_it_begins_with_pictures_that_are_sent(farm: Farm) -> None:
    squares = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue", "white")]
    encoded = [base64.b64encode(png(square)).decode() for square in squares]
    settings = {"population": "", "size": 3, "seed": 7}
    begun = farm.post("sessions/breeding/pictures", settings=settings, pictures=encoded)
    ended = farm.ended(begun["session"]["id"])
    assert ended["state"] == "failed" and "cannot read concepts" in ended["message"]  # an encoder of colours
    assert ended["session"]["individuals"] == []
    refused = farm.post("sessions/breeding/pictures", status=422, settings=settings, pictures=encoded[:1])
    assert "One picture does not show" in refused["detail"]
    twice = farm.post("sessions/breeding/pictures", status=422, settings=settings, pictures=[encoded[0]] * 3)
    assert "One picture does not show" in twice["detail"]
    farm.post("sessions/breeding/pictures", status=422, settings=settings, pictures=["x", "y", "z"])


def test_other_pictures_are_named_by_the_rules_of_a_start(farm: Farm, tmp_path: Path) -> None:
    squares = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue", "white")]
    encoded = [base64.b64encode(png(square)).decode() for square in squares]
    body: dict[str, Any] = {
        "settings": {"population": "", "size": 2, "seed": 7},
        "pictures": encoded,
        "run": False,
    }
    earlier = farm.start()["session"]
    begun = farm.post("sessions/breeding/pictures", **body, others={"session": earlier["id"]})
    found = farm.jobs.find(begun["session"]["id"])[0].store(farm.jobs.studio.folder)
    assert len(found.read(begun["session"]["id"]).others) == len(earlier["individuals"])
    assert "others" not in begun["session"]  # paths are nobody's business
    for others, status in (
        ({"folder": str(tmp_path)}, 403),
        ({"session": "20260101-000000-000000"}, 404),
        ({}, 422),
        ({"folder": "x", "session": "y"}, 422),
    ):
        farm.post("sessions/breeding/pictures", status=status, **body, others=others)


def test_what_is_not_there_is_refused(farm: Farm) -> None:
    for name in ("nobody", "../sessions", "/etc/passwd", EVIL, ""):
        refused = farm.post("sessions/breeding", status=422, settings={"population": name})
        assert "concept" in refused["detail"]
    session = farm.start()["session"]["id"]
    assert "no individual 77" in farm.post(f"sessions/{session}/pick", status=422, picked=[77])["detail"]
    farm.post(f"sessions/{session}/pick", status=422, picked=["x"])
    farm.post("sessions/20260101-000000-000000/pick", status=404, picked=[1])
    farm.get(f"sessions/{session}/pictures/..%2Fsession.json", status=404)
