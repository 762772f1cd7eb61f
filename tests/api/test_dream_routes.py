"""Dreams over HTTP: starting them with pictures, presets, animations and sheets."""

from __future__ import annotations

import base64
import io
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
from clip_critic.sessions.dreams.presets import PRESETS
from clip_critic.sessions.dreams.work import DONE
from clip_critic.sessions.kinds import AllJobs
from tests.critics import png
from tests.drawing_host import DrawingHost, turn
from tests.sessions.dreams.dreamt import miniature_critic

QUICK = {"want": "a blue star", "generator": "pixels", "frames": 2, "steps": 2, "cutouts": 2, "seed": 7}


class Bed:
    """A client of a server that dreams."""

    def __init__(self, home: Path) -> None:
        critic = miniature_critic()
        self.jobs = AllJobs(Studio(critic, DrawingHost, home / "sessions"), turn)
        app = FastAPI()
        app.include_router(router(critic, lambda: nullcontext(silent), self.jobs))
        self._client = TestClient(app)

    def get(self, path: str, status: int = 200, **params: Any) -> Any:
        return self.send("GET", path, status, params=params)

    def post(self, path: str, status: int = 200, **body: Any) -> Any:
        return self.send("POST", path, status, json=body)

    def send(self, method: str, path: str, status: int = 200, **options: Any) -> Any:
        answer = self._client.request(method, f"{PATH}/{path}", **options)
        assert answer.status_code == status, answer.text
        assert "Traceback" not in answer.text
        return answer.json() if "json" in answer.headers["content-type"] else answer

    def dreamt(self, settings: dict[str, Any] | None = None, **more: Any) -> Any:
        """Return the record of a dream after its last frame."""
        started = self.post("sessions/dream", settings={**QUICK, **(settings or {})}, **more)
        return self.ended(started["session"]["id"])

    def ended(self, session_id: str) -> Any:
        _, jobs = self.jobs.find(session_id)
        jobs.join(session_id, 120)
        return self.get(f"sessions/{session_id}")


@pytest.fixture
def bed(tmp_path: Path) -> Bed:
    return Bed(tmp_path)


def sent(image: Image.Image) -> str:
    return "data:image/png;base64," + base64.b64encode(png(image)).decode()


def test_a_dream_from_its_start_to_its_films(bed: Bed) -> None:
    status = bed.dreamt({"judge": "miniature:second"})
    dream = status["session"]
    assert (status["state"], status["finished"]) == ("stopped", DONE)
    assert [step["number"] for step in dream["steps"]] == [0, 1, 2]
    assert all(isinstance(step["judged"], float) for step in dream["steps"])
    at = f"sessions/{dream['id']}"
    for kind, media in (("webp", "image/webp"), ("gif", "image/gif"), ("mp4", "video/mp4")):
        film = bed.get(f"{at}/animation", kind=kind)
        assert film.headers["content-type"] == media and len(film.content) > 500
    sheet = Image.open(io.BytesIO(bed.get(f"{at}/sheet").content))
    assert sheet.width > 500
    assert "a blue star" in bed.get(f"{at}/report").text
    assert Image.open(io.BytesIO(bed.get(f"{at}/pictures/0002.png").content)).size == (64, 64)
    (row,) = bed.get("sessions", kind="dream")["sessions"]
    assert (row["about"], row["steps"], row["of"]) == ("a blue star", 3, 3)


def test_pictures_to_start_from_and_to_come_near_to(bed: Bed) -> None:
    red, blue = Image.new("RGB", (96, 64), "red"), Image.new("RGB", (64, 64), "blue")
    dream = bed.dreamt({"want": ""}, picture=sent(red), aim=sent(blue))["session"]
    assert dream["has_start"] and dream["has_aim"]
    assert dream["settings"]["start"] == "picture" and dream["settings"]["width"] == 96
    for file, size in (("start.png", (96, 64)), ("aim.png", (64, 64))):
        kept = Image.open(io.BytesIO(bed.get(f"sessions/{dream['id']}/pictures/{file}").content))
        assert kept.size == size


def test_words_change_and_the_dream_goes_on(bed: Bed) -> None:
    dream = bed.dreamt()["session"]
    bed.post(f"sessions/{dream['id']}/resume", settings={"want": "a red circle", "frames": 3})
    steps = bed.ended(dream["id"])["session"]["steps"]
    assert [step["want"] for step in steps] == [*["a blue star"] * 3, "a red circle"]


def test_what_is_refused_is_a_sentence(bed: Bed) -> None:
    for settings, words in (({"want": ""}, "needs an aim"), ({"start": "picture"}, "needs one")):
        answer = bed.post("sessions/dream", 422, settings={**QUICK, **settings})
        assert words in answer["detail"]
    assert bed.get("sessions", kind="dream")["sessions"] == []
    bed.post("sessions/dream", 422, settings={**QUICK, "misspelt": 1})
    empty = bed.post("sessions/dream", settings=QUICK, run=False)["session"]["id"]
    assert "no picture" in bed.get(f"sessions/{empty}/sheet", 422)["detail"]
    assert "no picture" in bed.get(f"sessions/{empty}/animation", 422)["detail"]
    bed.get("sessions/20200101-000000-000000/animation", 404)


def test_presets_are_listed(bed: Bed) -> None:
    found = bed.get("dreams/presets")["presets"]
    assert [one["name"] for one in found] == [one.name for one in PRESETS]
    assert all(one["about"] and one["settings"] for one in found)
