"""Starting concepts over HTTP: tasks that are watched, and what cannot be started."""

from __future__ import annotations

import base64
import io
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Optional

import numpy as np
import pytest
from PIL import Image

with warnings.catch_warnings():  # starlette 0.26 imports multipart by its former name
    warnings.simplefilter("ignore", PendingDeprecationWarning)
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

from clip_critic.api import PATH, router
from clip_critic.api.concept_tasks import NO_TRAINING
from clip_critic.hosts.base import Host
from clip_critic.progress import Progress
from clip_critic.sessions.base import Studio
from clip_critic.sessions.kinds import AllJobs
from clip_critic.weights.embeddings import read_embedding
from tests.critics import Desk
from tests.drawing_host import turn
from tools.miniature.scenes import draw, sample_scene, shrink

OVER = ("done", "failed", "interrupted")


def sent(count: int, seed: int, **fixed: Any) -> list[dict[str, str]]:
    rng = np.random.default_rng(seed)
    found = []
    for number in range(count):
        scene = sample_scene(rng, count=1, size="large", style="plain", **fixed)
        file = io.BytesIO()
        Image.fromarray(shrink(draw(scene))).save(file, "PNG")
        found.append({"picture": base64.b64encode(file.getvalue()).decode(), "name": f"{number}.png"})
    return found


HEARTS = sent(3, 1, colour="red", shape="heart")
QUICK = {"vectors": 1, "steps": 4, "name": "my-heart", "pictures": HEARTS}


class Door:
    """A server whose tasks report to an event, so that a test knows when one is over."""

    def __init__(self, home: Path, host: Optional[Callable[[], Host]] = None) -> None:  # noqa: UP045
        self.critic = Desk(home, encoder="miniature", device="cpu").critic()
        self.reported = threading.Condition()
        self.waiting = False
        self.app = FastAPI()
        jobs = AllJobs(Studio(self.critic, host, home / "sessions"), turn) if host else None
        self.app.include_router(router(self.critic, self._turn, jobs))

    @contextmanager
    def _turn(self) -> Iterator[Progress]:
        try:
            yield self._report
        finally:
            with self.reported:
                self.reported.notify_all()

    def _report(self, done: int, total: int, what: str) -> None:
        if self.waiting and what == "learning":
            with self.reported:
                self.reported.notify_all()
                self.reported.wait_for(lambda: not self.waiting)

    def post(self, path: str, body: Any) -> Any:
        with TestClient(self.app) as client:
            return client.post(f"{PATH}/concept-tasks/{path}", json=body)

    def get(self, path: str) -> Any:
        with TestClient(self.app) as client:
            return client.get(f"{PATH}/concept-tasks/{path}")

    def end_of(self, answer: Any) -> dict[str, Any]:
        assert answer.status_code == 200, answer.text
        task = answer.json()["id"]

        def state() -> dict[str, Any]:
            record: dict[str, Any] = self.get(task).json()
            return record

        while (record := state())["state"] not in OVER:
            with self.reported:
                self.reported.wait(0.05)
        return record


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return Door(tmp_path)


def test_a_concept_is_started_saved_and_measured(door: Door) -> None:
    ended = door.end_of(door.post("start", QUICK))
    assert ended["state"] == "done", ended["message"]
    assert ended["result"]["keyword"] == "<my-heart>"
    (saved,) = ended["result"]["saved"]
    assert read_embedding(Path(saved["files"][0])).count == 1
    body = {"kind": "heart", "pictures": HEARTS, "others": sent(3, 2, colour="green", shape="heart")}
    measured = door.end_of(door.post("fidelity/My-Heart", body))
    assert measured["state"] == "done", measured["message"]
    assert len(measured["result"]["margin"]) == 3


def test_parts_are_started_together(door: Door) -> None:
    parts = {"colour": sent(3, 3, colour="red", shape="square"), "shape": sent(3, 4, shape="triangle")}
    ended = door.end_of(door.post("parts", {**QUICK, "name": "mascot", "parts": parts}))
    assert ended["state"] == "done", ended["message"]
    names = [saved["name"] for saved in ended["result"]["saved"]]
    assert names == ["mascot", "mascot-colour", "mascot-shape"]
    assert door.critic.concepts.find("mascot").embedding.count == 2


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")  # of diffusers
def test_a_started_one_is_trained_with_the_checkpoint(tmp_path: Path) -> None:
    pytest.importorskip("diffusers", reason="it is what trains")
    from clip_critic.hosts.diffusers.host import DiffusersHost

    door = Door(tmp_path, lambda: DiffusersHost(device="cpu"))
    assert door.end_of(door.post("start", QUICK))["state"] == "done"
    before = door.critic.concepts.find("my-heart").embedding.parts[""]
    body = {"name": "my-heart-2", "pictures": HEARTS, "steps": 5, "batch": 2}
    ended = door.end_of(door.post("train/my-heart", body))
    assert ended["state"] == "done", ended["message"]
    assert (ended["done"], ended["total"]) == (5, 5)
    assert ended["result"]["name"] == "my-heart-2" and ended["result"]["before"] > 0
    trained = door.critic.concepts.find("my-heart-2").embedding
    assert trained.step == 5 and trained.lineage["trained"]["steps"] == 5
    assert trained.trained_on
    assert not np.array_equal(trained.parts[""], before)
    assert np.array_equal(door.critic.concepts.find("my-heart").embedding.parts[""], before)
    empty = door.end_of(door.post("train/my-heart", {**body, "name": "third", "pictures": []}))
    assert empty["state"] == "failed" and "no pictures" in empty["message"]


def test_where_nothing_trains_it_is_said_what_does(door: Door) -> None:
    assert door.end_of(door.post("start", QUICK))["state"] == "done"
    answer = door.post("train/my-heart", {"name": "my-heart-2", "pictures": HEARTS})
    assert answer.status_code == 422 and answer.json()["detail"] == NO_TRAINING


def test_a_task_can_be_interrupted_and_saves_nothing(door: Door) -> None:
    door.waiting = True
    with door.reported:
        task = door.post("start", QUICK).json()["id"]
        door.reported.wait()
    door.post(f"{task}/interrupt", {})
    with door.reported:
        door.waiting = False
        door.reported.notify_all()
    ended = door.end_of(door.get(task))
    assert (ended["state"], ended["result"]) == ("interrupted", None)
    assert door.critic.concepts.get("my-heart") is None


@pytest.mark.parametrize(
    ("path", "changes", "words"),
    [
        ("start", {"name": "a/b"}, "is a path"),
        ("start", {"vectors": 17}, "16"),
        ("start", {"pictures": [{"picture": "no"}]}, "base64"),
        ("start", {"others": {"folder": "/"}}, "Folders can only be chosen"),
        ("start", {"precision": "float8"}, "precision"),
        ("start", {"colour": "red"}, "colour"),
        ("parts", {"parts": {str(number): [] for number in range(20)}}, "20 parts"),
        ("train/nobody", {"only": {"name": "x", "pictures": []}}, "no concept <nobody>"),
        ("fidelity/nobody", {"only": {"kind": "cat", "pictures": [], "others": []}}, "no concept <nobody>"),
    ],
)
def test_what_is_wrong_is_said_at_once(path: str, changes: dict[str, Any], words: str, door: Door) -> None:
    answer = door.post(path, changes.get("only", {**QUICK, **changes}))
    assert 400 <= answer.status_code < 500
    assert words in answer.text


def test_what_is_found_out_later_is_said_by_the_task(door: Door) -> None:
    ended = door.end_of(door.post("start", {**QUICK, "pictures": HEARTS[:1] * 3}))
    assert ended["state"] == "failed"
    assert "One picture does not show" in ended["message"]
    assert door.get("unknown").status_code == 404
