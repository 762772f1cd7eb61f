"""A new kind of session is its folder and one line of the list: every face has it then."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from PIL import Image
from typer.testing import CliRunner

from clip_critic.api import PATH, router
from clip_critic.cli.app import make_app
from clip_critic.pictures.metadata.reading import read_infotext
from clip_critic.progress import silent
from clip_critic.sessions.base import Studio
from clip_critic.sessions.kinds import KINDS, AllJobs
from clip_critic.storage import paths
from clip_critic.storage.journal import TORN
from tests.critics import Desk
from tests.drawing_host import DrawingHost, turn
from tests.sessions.toy.counting import FULL, ToyKind

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def toy() -> Iterator[ToyKind]:
    """The one line."""
    kind = ToyKind()
    KINDS.append(kind)
    yield kind
    KINDS.remove(kind)


def sessions_dir() -> Path:
    return paths.user_data_dir() / "sessions"


# HTTP


class Client:
    def __init__(self, home: Path) -> None:
        critic = Desk(home, encoder="miniature", device="cpu").critic()
        self.jobs = AllJobs(Studio(critic, DrawingHost, sessions_dir()), turn)
        app = FastAPI()
        app.include_router(router(critic, lambda: nullcontext(silent), self.jobs))
        self._client = TestClient(app)

    def get(self, path: str, status: int = 200) -> Any:
        return self.send("GET", path, status)

    def send(self, method: str, path: str, status: int = 200, **options: Any) -> Any:
        answer = self._client.request(method, f"{PATH}/{path}", **options)
        assert answer.status_code == status, answer.text
        return answer.json() if "json" in answer.headers["content-type"] else answer

    def start(self, **settings: Any) -> str:
        answer = self.send("POST", "sessions/toy", json={"settings": settings})
        return str(answer["session"]["id"])

    def ended(self, session_id: str) -> Any:
        found = self.get(f"sessions/{session_id}")
        while found["state"] in ("waiting", "running"):
            found = self.get(f"sessions/{session_id}?newer_than={found['version']}&wait=5")
        return found


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return Client(tmp_path)


def test_its_routes(client: Client, tmp_path: Path) -> None:
    session_id = client.start(count=2, label="mouse")
    found = client.ended(session_id)
    assert (found["state"], found["message"], found["session"]["kind"]) == ("stopped", FULL, "toy")
    assert [step["text"] for step in found["session"]["steps"]] == ["mouse 127", "mouse 170"]
    listed = client.get("sessions")["sessions"]
    assert listed == [{"kind": "toy", "id": session_id, "steps": 2, "of": 2}]
    picture = client.get(f"sessions/{session_id}/pictures/0002.png")
    (tmp_path / "2.png").write_bytes(picture.content)
    with Image.open(tmp_path / "2.png") as image:
        assert image.getpixel((0, 0)) == (170, 170, 170)
        assert read_infotext(image) == "mouse 170"
    client.get(f"sessions/{session_id}/pictures/session.json", 404)
    report = client.get(f"sessions/{session_id}/report").text
    assert "Grey squares" in report and "mouse 170" in report and "data:image/png" in report
    assert client.send("DELETE", f"sessions/{session_id}") == {"id": session_id}
    client.get(f"sessions/{session_id}", 404)
    assert client.get("sessions")["sessions"] == []


def test_a_watcher_is_sent_only_new_steps_and_small_pictures(client: Client) -> None:
    session_id = client.start(count=3, side=64)
    assert client.ended(session_id)["finished"] == FULL
    news = client.get(f"sessions/{session_id}?after_step=1")
    assert [step["number"] for step in news["session"]["steps"]] == [2, 3]
    small = client.get(f"sessions/{session_id}/pictures/0003.png?side=16")
    with Image.open(io.BytesIO(small.content)) as image:
        assert image.size == (16, 16)
    client.send("POST", f"sessions/{session_id}/resume", json={"settings": {"count": 500, "pause": 1}})
    assert client.get(f"sessions/{session_id}")["finished"] == ""
    client.send("POST", f"sessions/{session_id}/interrupt")
    client.ended(session_id)


def test_it_is_resumed_with_settings_of_its_own(client: Client) -> None:
    session_id = client.start(count=1)
    client.ended(session_id)
    client.send("POST", f"sessions/{session_id}/resume", json={"settings": {"count": 3}})
    assert len(client.ended(session_id)["session"]["steps"]) == 3
    client.send("POST", f"sessions/{session_id}/resume", 422, json={"settings": {"want": "red"}})
    client.send("POST", f"sessions/{session_id}/resume", 422, json={"settings": {"count": 0}})
    client.send("POST", "sessions/toy", 422, json={"settings": {"cuont": 3}})
    assert client.ended(session_id)["state"] == "stopped"


def test_it_is_interrupted_and_goes_on(client: Client) -> None:
    session_id = client.start(count=500, pause=0.05)
    assert client.jobs.at_work() == [session_id]
    assert client.get("sessions")["at_work"] == [session_id]
    while not client.get(f"sessions/{session_id}")["session"]["steps"]:
        time.sleep(0.02)
    client.send("POST", f"sessions/{session_id}/interrupt")
    found = client.ended(session_id)
    assert found["state"] == "interrupted"
    steps = found["session"]["steps"]
    settings = {"count": len(steps) + 1, "pause": 0}
    client.send("POST", f"sessions/{session_id}/resume", json={"settings": settings})
    again = client.ended(session_id)["session"]["steps"]
    assert again[:-1] == steps and again[-1]["number"] == len(steps) + 1


def test_feedback_sessions_stay_what_they_are(client: Client) -> None:
    body = {"settings": {"want": "red", "keywords": "red, blue", "encoder": "miniature"}, "run": False}
    feedback = client.send("POST", "sessions", json=body)["session"]["id"]
    toy = client.start(count=1)
    client.ended(toy)
    kinds = {brief["id"]: brief["kind"] for brief in client.get("sessions")["sessions"]}
    assert kinds == {feedback: "feedback", toy: "toy"}
    for kind, session_id in (("toy", toy), ("feedback", feedback)):
        listed = client.get(f"sessions?kind={kind}")
        assert ([brief["id"] for brief in listed["sessions"]], listed["launches"]) == ([session_id], 1)
    assert (sessions_dir() / feedback / "session.json").is_file()
    assert (sessions_dir() / "toy" / toy / "session.json").is_file()
    assert "kind" not in json.loads((sessions_dir() / feedback / "session.json").read_text("utf-8"))


# The command line


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.setenv("COLUMNS", "120")
    app = make_app()

    def call(*arguments: object) -> Any:
        result = CliRunner().invoke(app, [str(argument) for argument in arguments])
        assert result.exit_code == 0, result.output
        return result

    return call


def created(cli: Callable[..., Any], *arguments: object) -> str:
    return str(json.loads(cli("toy", *arguments, "--json").stdout)["id"])


def test_its_command_has_an_option_for_every_row(cli: Callable[..., Any]) -> None:
    shown = cli("toy", "--help").stdout
    assert all(option in shown for option in ("--count", "--side", "--pause", "--label"))
    assert "Squares to draw. From 1 to 1000. [default: 3]" in " ".join(shown.split())
    assert "toy" in cli("--help").stdout
    lines = cli("toy", "--count", 5, "--label", "pale").stdout.splitlines()
    assert [line.split() for line in lines[1:3]] == [
        ["1", "0001.png", "pale", "127"],
        ["2", "0002.png", "pale", "170"],
    ]
    assert len([line for line in lines if ".png" in line]) == 5


def test_its_sessions_are_resumed_listed_shown_exported_and_deleted(
    cli: Callable[..., Any], tmp_path: Path
) -> None:
    session_id = created(cli, "--count", 2)
    assert FULL in cli("resume").output
    record = json.loads(cli("resume", session_id[-6:], "--set", "count=4", "--json").stdout)
    assert (record["state"], len(record["steps"])) == ("stopped", 4)
    assert [json.loads(line)["kind"] for line in cli("sessions", "--json").stdout.splitlines()] == ["toy"]
    assert session_id in cli("sessions", "list").stdout
    assert "Count: 4" in cli("sessions", "show").stdout
    assert json.loads(cli("sessions", "show", "--json").stdout)["settings"]["count"] == 4
    files = cli("sessions", "export", session_id, tmp_path / "out").stdout.split()
    assert [Path(file).name for file in files] == [
        "session.json",
        "report.html",
        *(f"000{n}.png" for n in range(1, 5)),
    ]
    assert all(Path(file).is_file() for file in files)
    cli("sessions", "delete", session_id, "--yes")
    assert "There is no session yet" in cli("sessions").output


def test_a_wrong_setting_is_reported(cli: Callable[..., Any]) -> None:
    created(cli, "--count", 1)
    app = make_app()
    for arguments, words in (
        (("--set", "colour=red"), "Unknown setting 'colour'"),
        (("--set", "count=0"), "Count: 0 is not between"),
        (("--set", "count"), "NAME=VALUE"),
        (("--steps", "9"), "Unknown setting 'steps'"),
        (("--prompt", "x"), "for feedback sessions"),
    ):
        result = CliRunner().invoke(app, ["resume", *arguments])
        assert (result.exit_code, words in result.output) == (2, True), result.output


# Crashes


@pytest.mark.slow
def test_killed_at_any_moment_it_goes_on_as_if_it_had_not_been(cli: Callable[..., Any], toy: ToyKind) -> None:
    code = (
        "from clip_critic.cli.app import make_app\n"
        "from clip_critic.sessions.kinds import KINDS\n"
        "from tests.sessions.toy.counting import ToyKind\n"
        "KINDS.append(ToyKind())\n"
        "make_app()()\n"
    )
    arguments = ("toy", "--count", "500", "--pause", "0.02")
    command = [sys.executable, "-c", code, *arguments]
    store = toy.store(sessions_dir())
    with subprocess.Popen(command, cwd=ROOT, env=os.environ, stderr=subprocess.DEVNULL) as process:
        while not store.ids() or len(store.read(store.ids()[0]).steps) < 3:
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
    (session_id,) = store.ids()
    before = store.read(session_id)
    with (before.folder / "steps.jsonl").open("ab") as file:
        file.write(b'{"number": 99, "fi')
    assert store.read(session_id).notes == (TORN,)
    count = len(before.steps) + 2
    record = json.loads(cli("resume", "--set", f"count={count}", "--set", "pause=0", "--json").stdout)
    assert [step["number"] for step in record["steps"]] == list(range(1, count + 1))
    after = store.read(session_id)
    assert (after.notes, after.steps[: len(before.steps)]) == ((), before.steps)


def test_one_writer_and_any_number_of_watchers(toy: ToyKind, tmp_path: Path) -> None:
    critic = Desk(tmp_path, encoder="miniature", device="cpu").critic()
    jobs = toy.jobs(Studio(critic, DrawingHost, sessions_dir()), turn)
    session = jobs.work.create({"count": 2})
    with jobs.work.open(session.id):
        jobs.start(session.id)
        jobs.join(session.id)
        status = jobs.status(session.id)
    assert (status.state, "already running" in status.message) == ("failed", True)
    with jobs.work.open(session.id) as run:
        list(run.run(silent))
    assert len(jobs.status(session.id).session.steps) == 2
