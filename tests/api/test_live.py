"""The progress of a session at work, and a preview, from a host that has them and from one that has not."""

from __future__ import annotations

import io
import threading
import time
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
from clip_critic.hosts.base import Live
from clip_critic.progress import silent
from clip_critic.sessions.base import Studio
from clip_critic.sessions.kinds import AllJobs
from tests.critics import Desk
from tests.drawing_host import KEYWORDS, DrawingCritic, DrawingHost, turn

QUICK = {"want": "blue", "keywords": KEYWORDS, "steps": 1, "candidates": 1, "sampling_steps": 2, "seed": 7}


class WatchedHost(DrawingHost):
    """A host that shows how far it is, after one of its two steps."""

    def live(self) -> Live:
        return Live(0.5, 3.0, 4)

    def preview(self) -> bytes | None:
        file = io.BytesIO()
        Image.new("RGB", (8, 8), "blue").save(file, "JPEG")
        return file.getvalue()


class Stage:
    """The API with a session that stops in the middle of its picture until the test lets it go on."""

    def __init__(self, home: Path, kind: type[DrawingHost]) -> None:
        self.drawing, self.go_on = threading.Event(), threading.Event()
        host = kind(pause=self._pause)
        desk = Desk(home, encoder="colours")
        critic = DrawingCritic(desk.places, lambda: desk.settings)
        jobs = AllJobs(Studio(critic, lambda: host, home / "sessions"), turn)
        app = FastAPI()
        app.include_router(router(critic, lambda: nullcontext(silent), jobs))
        self.client = TestClient(app)

    def _pause(self) -> None:
        self.drawing.set()
        assert self.go_on.wait(30)

    def send(self, method: str, path: str, **options: Any) -> Any:
        answer = self.client.request(method, f"{PATH}/{path}", **options)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def started(self) -> str:
        status = self.send("POST", "sessions", json={"settings": QUICK})
        assert self.drawing.wait(30)
        return str(status["session"]["id"])

    def ended(self, session_id: str) -> Any:
        self.go_on.set()
        while (found := self.send("GET", f"sessions/{session_id}"))["state"] in ("waiting", "running"):
            time.sleep(0.01)
        return found


def test_a_session_at_work_has_the_hosts_progress_and_preview(tmp_path: Path) -> None:
    stage = Stage(tmp_path, WatchedHost)
    name = stage.started()
    live = stage.send("GET", f"sessions/{name}")["live"]
    assert live == {"progress": 0.5, "eta": 3.0, "preview": f"/sessions/{name}/preview?number=4"}
    preview = stage.client.get(PATH + live["preview"])
    assert preview.headers["content-type"] == "image/jpeg" and preview.headers["cache-control"] == "no-store"
    assert Image.open(io.BytesIO(preview.content)).size == (8, 8)
    assert stage.ended(name)["live"] is None
    over = stage.client.get(PATH + live["preview"])
    assert (over.status_code, over.content) == (204, b"")


def test_a_host_without_them_has_nothing_to_show(tmp_path: Path) -> None:
    stage = Stage(tmp_path, DrawingHost)
    name = stage.started()
    assert stage.send("GET", f"sessions/{name}")["live"] == {"progress": None, "eta": None, "preview": None}
    assert stage.client.get(f"{PATH}/sessions/{name}/preview").status_code == 204
    stage.ended(name)


@pytest.mark.parametrize("name", ["20260101-000000-aaaa", "nothing"])
def test_a_session_that_is_not_there_has_no_preview(tmp_path: Path, name: str) -> None:
    assert Stage(tmp_path, WatchedHost).client.get(f"{PATH}/sessions/{name}/preview").status_code == 404


@pytest.mark.parametrize(
    ("want", "message"),
    [
        ("", "There are no targets"),
        ("star:abc", "'abc' in 'star:abc' is not a weight"),
        ("5", "5 is a number, not a word"),
        ("star:0", "must be above 0"),
    ],
)
def test_a_goal_that_is_a_slip_is_refused_before_anything_is_drawn(
    tmp_path: Path, want: str, message: str
) -> None:
    stage = Stage(tmp_path, DrawingHost)
    answer = stage.client.post(f"{PATH}/sessions", json={"settings": {**QUICK, "want": want}})
    assert answer.status_code == 422 and message in answer.json()["detail"]
    assert stage.send("GET", "sessions") == {"at_work": [], "launches": 0, "sessions": []}
    assert not stage.drawing.is_set()
