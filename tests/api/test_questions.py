"""Questions that are asked with one request and watched with others."""

from __future__ import annotations

import base64
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

with warnings.catch_warnings():  # starlette 0.26 imports multipart by its former name
    warnings.simplefilter("ignore", PendingDeprecationWarning)
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

from clip_critic.api import PATH, router
from clip_critic.critic import Wanted
from clip_critic.encoders.base import Encoder
from clip_critic.engine.tasks import KEPT, MAX_WAITING
from clip_critic.progress import Progress, silent
from clip_critic.ranking.question import rows
from tests.critics import Desk, png
from tests.drawing_host import KEYWORDS, DrawingCritic

INFOTEXT = "red, (blue:1.2)\nNegative prompt: black\nSteps: 20, Sampler: Brush, CFG scale: 7"


class Queue:
    """A queue that opens when the test wants it."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.open.set()
        self._lock = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[Progress]:
        with self._lock:
            assert self.open.wait(30)
            yield silent


class Asker:
    """A client of the API with a critic that sees colours."""

    def __init__(self, home: Path, critic: type[DrawingCritic] = DrawingCritic) -> None:
        desk = Desk(home, encoder="colours")
        self.queue = Queue()
        self.critic = critic(desk.places, lambda: desk.settings)
        app = FastAPI()
        app.include_router(router(self.critic, self.queue.turn, may_name_any=lambda request: True))
        self.client = TestClient(app)

    def send(self, method: str, path: str, status: int = 200, **options: Any) -> Any:
        answer = self.client.request(method, f"{PATH}/{path}", **options)
        assert answer.status_code == status, answer.text
        return answer.json()

    def ask(self, status: int = 200, **body: Any) -> Any:
        return self.send("POST", "questions", status, json=body)

    def ended(self, question_id: str) -> Any:
        """The status once it is over, asked for as the page does."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            found = self.send("GET", f"questions/{question_id}")
            if found["state"] not in ("waiting", "running"):
                return found
            time.sleep(0.01)
        raise AssertionError("it never ended")


@pytest.fixture
def asker(tmp_path: Path) -> Asker:
    return Asker(tmp_path / "home")


@pytest.fixture
def encoded() -> str:
    return base64.b64encode(png(Image.new("RGB", (64, 64), (220, 30, 40)), INFOTEXT)).decode("ascii")


def test_the_answer_is_that_of_a_ranking_with_its_audit(asker: Asker, encoded: str) -> None:
    body: Any = {"picture": encoded, "name": "mine.png", "keywords": KEYWORDS, "rounds": 2}
    asked = asker.ask(**body, audit=True)
    assert asked["state"] in ("waiting", "running", "done") and asked["id"]
    found = asker.ended(asked["id"])
    assert (found["state"], found["message"], found["doing"]) == ("done", "", "")
    assert found["done"] == found["total"] > 0
    answer = found["answer"]
    audit, unknown, groups = answer.pop("audit"), answer.pop("unknown"), answer.pop("groups")
    assert answer == asker.send("POST", "rank", json=body)
    assert answer["rounds"][0]["winner"] == "red" and unknown == []
    assert [row["phrase"] for row in audit["phrases"]] == ["red", "blue"]
    assert [group["name"] for group in groups] == list(dict.fromkeys(row["group"] for row in by_list(answer)))
    for group in groups:
        assert sum(row["share"] for row in group["keywords"]) == pytest.approx(1)


def by_list(answer: Any) -> list[Any]:
    """The rows of an answer in the order of the list."""
    words = [line for line in KEYWORDS.splitlines() if line and not line.startswith("[")]
    return sorted(answer["keywords"], key=lambda row: words.index(row["keyword"]))


def test_an_answer_is_exported(asker: Asker, encoded: str) -> None:
    asked = asker.ask(picture=encoded, name="mine.png", keywords=KEYWORDS, audit=True)
    answer = asker.ended(asked["id"])["answer"]
    place = f"{PATH}/questions/{asked['id']}/export"
    table = asker.client.get(place, params={"as": "csv"})
    assert table.headers["content-type"].startswith("text/csv")
    lines = table.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(answer["keywords"]) and lines[1].startswith("mine.png,")
    exported = asker.client.get(place, params={"as": "json"}).json()
    assert exported["keywords"] == answer["keywords"] and exported["audit"] == answer["audit"]
    page = asker.client.get(place, params={"as": "html"})
    assert page.headers["content-type"].startswith("text/html") and "mine.png" in page.text
    assert asker.client.get(place, params={"as": "xls"}).status_code == 422
    asker.send("GET", "questions/unknown/export?as=csv", 404)


def test_what_has_no_answer_yet_is_not_exported(asker: Asker, encoded: str) -> None:
    asker.queue.open.clear()
    asked = asker.ask(picture=encoded, keywords=KEYWORDS)
    assert "no answer yet" in asker.send("GET", f"questions/{asked['id']}/export?as=csv", 404)["detail"]
    asker.queue.open.set()
    asker.ended(asked["id"])


def test_the_prompt_to_audit_may_be_given(asker: Asker, encoded: str) -> None:
    body: Any = {"picture": encoded, "keywords": KEYWORDS, "audit": True}
    own = asker.ended(asker.ask(**body, prompt="green, white")["id"])["answer"]
    assert [row["phrase"] for row in own["audit"]["phrases"]] == ["green", "white"]
    negative = asker.ended(asker.ask(**body, negative=True, prompt=" ")["id"])["answer"]
    assert [row["phrase"] for row in negative["audit"]["phrases"]] == ["black"]


def test_every_row_of_a_question_is_a_field(asker: Asker) -> None:
    fields = asker.client.app.openapi()["components"]["schemas"]["QuestionRequest"]["properties"]  # type: ignore[attr-defined]
    assert set(rows()) <= set(fields)
    assert all(field.label in fields[name]["description"] for name, (_, field) in rows().items())


def test_templates_and_contrasts_are_taken_as_text_or_lists(asker: Asker, encoded: str) -> None:
    body: Any = {"picture": encoded, "keywords": "red\nblue"}
    text = asker.ask(**body, templates="{}\na {}", contrasts="red, green\nwhite, black")
    lists = asker.ask(**body, templates=["{}", "a {}"], contrasts=[["red", "green"], ["white", "black"]])
    first, second = (asker.ended(asked["id"])["answer"] for asked in (text, lists))
    assert first == second
    assert [{row["keyword"] for row in rows} for rows in first["contrasts"]] == [
        {"red", "green"},
        {"white", "black"},
    ]


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        ({"picture": "not base64!"}, 422, "not valid base64"),
        ({"keywords": ""}, 422, "The keyword list is empty"),
        ({"list": "People"}, 422, "not both"),
        ({"templates": "no place"}, 422, "a template needs {} once"),
        ({"contrasts": "girl"}, 422, "at least two words"),
        ({"audit": True, "prompt": "a", "negative": True}, 422, "not both"),
        ({"audit": True, "prompt": "a, " * 10_000}, 422, "at most 10000"),
        ({"keywords": [f"w{n}" for n in range(100_001)]}, 413, "100001 keywords are more than"),
        ({"templates": "x" * (8 * 2**20 + 1)}, 413, "longer than"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_once(
    asker: Asker, encoded: str, changes: dict[str, Any], status: int, message: str
) -> None:
    asker.queue.open.clear()
    body: Any = {"picture": encoded, "keywords": ["red", "blue"], **changes}
    assert message in asker.ask(status, **body)["detail"]


def test_a_failure_is_a_state_with_its_sentence(asker: Asker, encoded: str) -> None:
    asked = asker.ask(picture=encoded, keywords=["red", "blue"], encoder="none:here")
    found = asker.ended(asked["id"])
    assert (found["state"], found["answer"]) == ("failed", None)
    assert found["message"] == "There is no encoder 'none:here' here."


class BrokenCritic(DrawingCritic):
    """A critic with a fault that nobody has thought of."""

    def _load(self, wanted: Wanted) -> Encoder:
        raise ZeroDivisionError("of all things")


def test_a_fault_is_reported_too(tmp_path: Path, encoded: str) -> None:
    asker = Asker(tmp_path / "home", BrokenCritic)
    found = asker.ended(asker.ask(picture=encoded, keywords=["red", "blue"])["id"])
    assert found["state"] == "failed" and "ZeroDivisionError: of all things" in found["message"]
    again = asker.ended(asker.ask(picture=encoded, keywords=["red", "blue"])["id"])
    assert again["state"] == "failed"  # the queue is free again


def test_a_waiting_question_is_interrupted_at_once(asker: Asker, encoded: str) -> None:
    asker.queue.open.clear()
    ids = [asker.ask(picture=encoded, keywords=["red", "blue"])["id"] for _ in range(3)]
    for name in ids[1:]:
        assert asker.send("GET", f"questions/{name}")["state"] == "waiting"
        assert asker.send("POST", f"questions/{name}/interrupt")["state"] == "interrupted"
    asker.queue.open.set()
    assert [asker.ended(name)["state"] for name in ids] == ["done", "interrupted", "interrupted"]


class SlowCritic(DrawingCritic):
    """A critic whose encoder never comes to an end unless it is interrupted."""

    def answer(self, *args: Any, progress: Progress = silent, **options: Any) -> Any:
        for number in range(30_000):
            progress(number, 30_000, "texts")
            time.sleep(0.001)
        raise AssertionError("nobody interrupted it")


def test_a_running_question_is_interrupted_at_its_next_report(tmp_path: Path, encoded: str) -> None:
    asker = Asker(tmp_path / "home", SlowCritic)
    name = asker.ask(picture=encoded, keywords=["red", "blue"])["id"]
    while (found := asker.send("GET", f"questions/{name}"))["doing"] != "texts":
        time.sleep(0.01)
    assert (found["state"], found["total"]) == ("running", 30_000)
    asker.send("POST", f"questions/{name}/interrupt")
    found = asker.ended(name)
    assert (found["state"], found["message"], found["answer"]) == ("interrupted", "Interrupted.", None)


def test_only_the_last_ones_are_kept(asker: Asker, encoded: str) -> None:
    ids = []
    for _ in range(KEPT + 2):
        ids.append(asker.ask(picture=encoded, keywords=["red", "blue"])["id"])
        asker.ended(ids[-1])
    for name in ids[:2]:
        assert "asked too long ago" in asker.send("GET", f"questions/{name}", 404)["detail"]
        asker.send("POST", f"questions/{name}/interrupt", 404)
    assert all(asker.send("GET", f"questions/{name}")["state"] == "done" for name in ids[2:])
    assert "no such question" in asker.send("GET", "questions/nothing", 404)["detail"]


def test_too_many_waiting_questions_are_refused(asker: Asker, encoded: str) -> None:
    asker.queue.open.clear()
    ids = [asker.ask(picture=encoded, keywords=["red", "blue"])["id"] for _ in range(MAX_WAITING)]
    assert "Too many questions" in asker.ask(429, picture=encoded, keywords=["red", "blue"])["detail"]
    asker.queue.open.set()
    assert {asker.ended(name)["state"] for name in ids} == {"done"}


class ForgetfulCritic(DrawingCritic):
    """A critic whose encoder has learned only some words."""

    def _load(self, wanted: Wanted) -> Encoder:
        encoder = super()._load(wanted)
        encoder.unknown_words = lambda texts: [text for text in texts if text == "parasol"]  # type: ignore[attr-defined]
        return encoder


def test_words_that_the_encoder_never_learned_are_named(tmp_path: Path, encoded: str) -> None:
    asker = Asker(tmp_path / "home", ForgetfulCritic)
    found = asker.ended(asker.ask(picture=encoded, keywords=["red", "parasol"])["id"])
    assert found["answer"]["unknown"] == ["parasol"]
