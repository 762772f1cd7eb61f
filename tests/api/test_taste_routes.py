"""Taste over HTTP: opening, screens, choices, what is learned, and everything that can go wrong meanwhile."""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

with warnings.catch_warnings():  # starlette 0.26 imports multipart by its former name
    warnings.simplefilter("ignore", PendingDeprecationWarning)
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

from clip_critic.api import PATH, router
from clip_critic.api.taste_sources import MOST_SHOWN, NOT_SHOWN, ONE_OF_THEM, TOO_MANY
from clip_critic.progress import silent
from clip_critic.sessions.base import Studio
from clip_critic.sessions.kinds import AllJobs
from clip_critic.sessions.sources import BATCH, SINGLE
from clip_critic.tasting.openings import INTERRUPTED
from tests.critics import Desk
from tests.drawing_host import DrawingCritic, DrawingHost, turn

EVIL = '<img src=x onerror="alert(1)">'
EXHIBITION = {
    "prompt": "{first}, {second}",
    "axes": "first = red | green | blue\nsecond = yellow | black | white",
    "seeds": 2,
    "seed": 7,
    "sampling_steps": 2,
    "encoder": "colours",
}


def paint(folder: Path, count: int, seed: int = 0) -> Path:
    """Paint pictures of random colours; how red they are is in their names."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    for number in range(count):
        grid = rng.integers(0, 256, (2, 2, 3), dtype=np.uint8)
        red = int(grid[..., 0].sum()) - int(grid[..., 2].sum())
        Image.fromarray(grid).resize((40, 30), Image.Resampling.NEAREST).save(
            folder / f"{number:03} {red}.png"
        )
    return folder


class OutputHost(DrawingHost):
    """A host with a folder of what it has made."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def output_folders(self) -> tuple[Path, ...]:
        return (self.folder, self.folder / "none")

    def shown_file(self, address: str) -> Path | None:
        path = Path(address.partition("/file=")[2])
        return path if path.parent == self.folder else None


class Gate:
    """A queue that a test can keep closed."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.open.set()
        self.turns = 0

    @contextmanager
    def turn(self) -> Any:
        self.open.wait()
        self.turns += 1
        yield silent


class Room:
    """A client, a host with an output folder of 40 pictures, and a queue with a gate."""

    def __init__(self, home: Path, *, may_name_any: bool = False) -> None:
        self.desk = Desk(home, encoder="colours")
        critic = DrawingCritic(self.desk.places, lambda: self.desk.settings)
        self.outputs = paint(home / "outputs", 40)
        self.host = OutputHost(self.outputs)
        self.studio = Studio(critic, lambda: self.host, home / "sessions")
        self.jobs = AllJobs(self.studio, turn)
        self.gate = Gate()
        app = FastAPI()
        app.include_router(
            router(critic, self.gate.turn, self.jobs, may_name_any=lambda request: may_name_any)
        )
        self._client = TestClient(app)

    def send(self, method: str, path: str, status: int = 200, **options: Any) -> Any:
        answer = self._client.request(method, f"{PATH}/{path}", **options)
        assert answer.status_code == status, answer.text
        assert "Traceback" not in answer.text and "NaN" not in answer.text
        return answer.json() if answer.headers["content-type"] == "application/json" else answer

    def get(self, path: str, status: int = 200, **params: Any) -> Any:
        return self.send("GET", path, status, params=params)

    def post(self, path: str, status: int = 200, **body: Any) -> Any:
        return self.send("POST", path, status, json=body)

    def ended(self, key: str) -> Any:
        """Wait until a source has been opened, and looked at again."""
        while any(thread.name == f"clip-critic-open-{key[:8]}" for thread in threading.enumerate()):
            time.sleep(0.005)
        return self.get(f"taste/open/{key}")

    def opened(self, **body: Any) -> Any:
        source = body.pop("source", {"folder": str(self.outputs)})
        return self.ended(self.post("taste/open", source=source, **body)["key"])

    def choose(self, key: str, count: int, rater: str = "Aki", mode: str = "best", sign: int = 1) -> Any:
        """Let a rater who likes red choose."""
        answer = None
        for _ in range(count):
            screen = self.post("taste/screen", key=key, rater=rater, mode=mode)
            reds = [sign * float(one["name"].removesuffix(".png").split()[-1]) for one in screen["shown"]]
            chosen = int(np.argmax(reds)) if mode != "stars" else int(np.clip(3 + reds[0] // 250, 1, 5))
            answer = self.answer(key, screen, rater, mode, chosen)
        return answer

    def answer(self, key: str, screen: Any, rater: str, mode: str, chosen: int, status: int = 200) -> Any:
        shown = [one["digest"] for one in screen["shown"]]
        return self.post(
            "taste/choices",
            status,
            **{"key": key, "id": screen["id"], "rater": rater, "mode": mode, "shown": shown},
            **{"chosen": chosen, "ms": 1200, "why": screen["why"]},
        )

    def exhibited(self, **settings: Any) -> str:
        found = self.post("sessions/exhibition", settings={**EXHIBITION, **settings})
        while found["state"] in ("waiting", "running"):
            found = self.get(f"sessions/{found['session']['id']}", newer_than=found["version"], wait=5)
        session = str(found["session"]["id"])
        self.jobs.find(session)[1].join(session)
        return session


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def test_one_chooses_among_the_pictures_of_a_loop(room: Room) -> None:
    settings = {"want": "red", "keywords": "red\nblue", "prompt": "a red thing", "steps": 6, "candidates": 4}
    found = room.post("sessions", settings={**settings, "seed": 7, "target_score": 0})
    session = str(found["session"]["id"])
    while found["state"] in ("waiting", "running"):
        found = room.get(f"sessions/{session}", newer_than=found["version"], wait=5)
    room.jobs.find(session)[1].join(session)
    opened = room.opened(source={"session": session})
    assert opened["pictures"] >= 4, found["message"]
    screen = room.post("taste/screen", key=opened["key"], rater="Aki", mode="duel")
    answered = room.answer(opened["key"], screen, "Aki", "duel", 0)
    assert answered["answers"] == 1


def test_what_one_can_choose_from(room: Room) -> None:
    session = room.exhibited()
    found = room.get("taste")
    assert found["raters"] == [] and found["fewest"] == 10 and "First look" in found["lists"]
    assert (found["modes"], found["aims"]) == (["best", "duel", "stars"], ["favourites", "learn"])
    folder, exhibition = found["sources"]
    assert folder == {"folder": str(room.outputs), "title": str(room.outputs), "pictures": 40}
    assert exhibition == {"session": session, "title": f"Exhibition {session}", "pictures": 18}
    assert room.get("taste", limit=0)["sources"] == [folder]
    assert found["any_folder"] is False


def test_from_opening_to_an_order(room: Room) -> None:
    opened = room.opened()
    assert (opened["state"], opened["pictures"], opened["message"]) == ("ready", 40, "")
    key = opened["key"]
    screen = room.post("taste/screen", key=key, rater="Aki", mode="best")
    assert len(screen["shown"]) == 4 and screen["answers"] == 0 and "there are 0" in screen["not_yet"]
    assert screen["why"].startswith("Pictures that differ much")
    assert room.get(f"taste/open/{key}/order", rater="Aki")["pictures"] == []
    last = room.choose(key, 30)
    assert last == {"new": True, "answers": 30, "not_yet": ""}
    summary = room.get(f"taste/open/{key}/summary", rater="Aki")
    assert summary["answers"] == 30 and 0.5 <= summary["accuracy"]["expected"] <= 1
    assert summary["accuracy"]["bins"][0]["count"] > 0
    assert summary["rows"] == summary["columns"] == summary["eta"] == summary["notes"] == []
    order = room.get(f"taste/open/{key}/order", rater="Aki")["pictures"]
    assert len(order) == 40 and order[0]["mean"] > order[-1]["mean"] and order[0]["percentile"] > 80
    reds = [int(one["name"].removesuffix(".png").split()[-1]) for one in order]
    assert np.mean(reds[:10]) > np.mean(reds[-10:]) + 200
    assert Path(order[0]["file"]).is_file() and order[0]["text"] == ""
    best = room.post(f"taste/open/{key}/keep", rater="Aki", count=5)["pictures"]
    assert len(best) == 5 and best[0]["mean"] - best[0]["sd"] >= best[4]["mean"] - best[4]["sd"]
    assert room.get("taste")["raters"] == [{"name": "Aki", "answers": 30}]


def test_every_model_tells_the_taste(room: Room) -> None:
    key = room.opened()["key"]
    room.choose(key, 12)
    for model in ("t1", "t2"):
        eta = room.get(f"taste/open/{key}/summary", rater="Aki", model=model)["eta"]
        assert eta and eta[0]["eta"] >= eta[-1]["eta"] > 0 and eta[0]["direction"] in (1, -1)
    ridge = room.get(f"taste/open/{key}/summary", rater="Aki", model="ridge")
    assert ridge["eta"] == [] and "learns from stars" in ridge["notes"][0]
    room.choose(key, 12, "Ben", "stars")
    assert room.get(f"taste/open/{key}/summary", rater="Ben", model="ridge")["eta"]
    t1 = room.get(f"taste/open/{key}/summary", rater="Ben", model="t1")
    assert t1["eta"] == [] and "there are only stars" in t1["notes"][0]
    assert t1["accuracy"] is None
    room.get(f"taste/open/{key}/summary", 422, rater="Ben", model="t3")


def test_the_modes_and_the_last_screens(room: Room) -> None:
    key = room.opened()["key"]
    seen: list[str] = []
    for mode, count in (("best", 4), ("duel", 2), ("stars", 1)):
        screen = room.post("taste/screen", key=key, rater="Aki", mode=mode, recent=seen)
        digests = [one["digest"] for one in screen["shown"]]
        assert len(digests) == count and not set(digests) & set(seen)
        seen += digests
    nine = room.post("taste/screen", key=key, rater="Aki", mode="best", count=9, aim="learn")
    assert len(nine["shown"]) == 9
    skipped = room.answer(key, nine, "Aki", "skip", 0)
    assert skipped["answers"] == 0 and room.get("taste")["raters"] == [{"name": "Aki", "answers": 0}]
    room.post("taste/screen", 422, key=key, rater="Aki", mode="best", count=10)
    room.post("taste/screen", 422, key=key, rater=" ", mode="best")


def test_a_choice_counts_once_and_can_be_taken_back(room: Room) -> None:
    key = room.opened()["key"]
    screen = room.post("taste/screen", key=key, rater="Aki", mode="best")
    with ThreadPoolExecutor(4) as windows:
        sent = [windows.submit(room.answer, key, screen, "Aki", "best", 2) for _ in range(4)]
        answers = [future.result() for future in sent]
    assert sorted(answer["new"] for answer in answers) == [False, False, False, True]
    assert room.choose(key, 1)["answers"] == 2
    undone = room.post("taste/undo", rater="Aki")
    assert undone["undone"]["mode"] == "best" and undone["answers"] == 1
    assert room.post("taste/undo", rater="Aki", id=screen["id"])["answers"] == 0
    assert "not chosen anything yet" in room.post("taste/undo", 422, rater="Aki")["detail"]


def test_two_windows_choose_at_once(room: Room) -> None:
    key = room.opened()["key"]
    with ThreadPoolExecutor(2) as windows:
        list(windows.map(lambda rater: room.choose(key, 12, rater), ("Aki", "花子")))
    assert room.get("taste")["raters"] in (
        [{"name": "Aki", "answers": 12}, {"name": "花子", "answers": 12}],
        [{"name": "花子", "answers": 12}, {"name": "Aki", "answers": 12}],
    )
    for rater in ("Aki", "花子"):
        assert room.get(f"taste/open/{key}/summary", rater=rater)["answers"] == 12


@pytest.mark.parametrize(
    "changes",
    [
        {"chosen": 4},
        {"shown": []},
        {"shown": ["file-sha256:" + "0" * 64] * 2},
        {"shown": ["file-sha256:" + "0" * 64, "file-sha256:" + "1" * 64]},
        {"shown": [EVIL, "x"]},
        {"id": "../.."},
        {"mode": "undo"},
        {"ms": -1},
        {"rater": "x" * 61},
        {"rater": "a\u202eb"},
        {"extra": 1},
    ],
)
def test_what_is_no_choice_is_refused(room: Room, changes: dict[str, Any]) -> None:
    key = room.opened()["key"]
    screen = room.post("taste/screen", key=key, rater="Aki", mode="best")
    shown = [one["digest"] for one in screen["shown"]]
    body = {"key": key, "id": "a", "rater": "Aki", "mode": "best", "shown": shown, "chosen": 0, "ms": 0}
    assert room.post("taste/choices", 422, **{**body, **changes})["detail"]
    assert room.get("taste")["raters"] == []


def test_opening_again_finds_the_same_key_and_what_is_new(room: Room) -> None:
    first = room.opened()
    room.choose(first["key"], 3)
    again = room.post("taste/open", source={"folder": str(room.outputs)})
    assert again["key"] == first["key"] and again["state"] == "ready"
    assert room.ended(first["key"])["pictures"] == 40
    paint(room.outputs / "more", 5, seed=9)
    assert room.opened()["pictures"] == 45
    assert room.choose(first["key"], 1)["answers"] == 4
    other = room.opened(list="People")
    assert other["key"] != first["key"] and other["pictures"] == 45
    assert "is not open" in room.get("taste/open/0123", 404)["detail"]
    room.send("DELETE", "taste/open/0123", 404)
    room.post("taste/screen", 404, key="0123", rater="Aki")


def test_opening_takes_turns_and_is_interrupted_at_once(room: Room) -> None:
    room.gate.open.clear()
    begun = room.post("taste/open", source={"folder": str(room.outputs)})
    assert begun["state"] == "working" and begun["pictures"] == 0
    assert "still being looked at" in room.post("taste/screen", 409, key=begun["key"], rater="Aki")["detail"]
    stopped = room.send("DELETE", f"taste/open/{begun['key']}")
    assert (stopped["state"], stopped["message"]) == ("failed", INTERRUPTED)
    again = room.post("taste/open", source={"folder": str(room.outputs)})
    assert (again["key"], again["state"]) == (begun["key"], "working")
    room.gate.open.set()
    assert room.ended(begun["key"])["state"] == "ready"
    assert room.gate.turns >= 4


def test_what_cannot_be_opened_says_why(room: Room, tmp_path: Path) -> None:
    (tmp_path / "outputs" / "empty").mkdir()
    failed = room.opened(source={"folder": str(tmp_path / "outputs" / "empty")})
    assert failed["state"] == "failed" and "no picture to choose from" in failed["message"]
    assert room.post("taste/screen", 409, key=failed["key"], rater="Aki")["detail"] == failed["message"]
    broken = tmp_path / "outputs" / "broken"
    broken.mkdir()
    (broken / f"{EVIL.replace('/', '')}.png").write_bytes(b"no picture")
    shutil.copy(next(room.outputs.glob("*.png")), broken)
    found = room.opened(source={"folder": str(broken)})
    assert found["pictures"] == 1 and "onerror" in found["unreadable"][0]["name"]
    assert "fewer than 4 different" in room.post("taste/screen", 422, key=found["key"], rater="A")["detail"]
    one = room.post("taste/screen", key=found["key"], rater="A", mode="stars")
    assert len(one["shown"]) == 1
    for source, status in (
        ({"session": "20260101-000000-000000"}, 404),
        ({"session": "../.."}, 404),
        ({}, 422),
        ({"session": "x", "folder": "y"}, 422),
        ({"folder": str(room.outputs / "none")}, 422),
        ({"folder": "x" * 5000}, 422),
    ):
        assert room.post("taste/open", status, source=source)["detail"]
    folder = {"folder": str(room.outputs)}
    assert room.post("taste/open", 422, source=folder, list="No such list")["detail"]
    assert room.post("taste/open", 403, source=folder, encoder="/etc/passwd")["detail"]


@pytest.mark.skipif(os.name != "posix", reason="names that are no text")
def test_names_that_are_no_text_do_no_harm(room: Room) -> None:
    odd = room.outputs / "odd"
    odd.mkdir()
    for number, path in enumerate(sorted(room.outputs.glob("*.png"))[:2]):
        shutil.copy(path, os.fsdecode(os.fsencode(odd) + b"/\xff%d 5.png" % number))
    Path(os.fsdecode(os.fsencode(odd) + b"/\xfe.png")).write_bytes(b"nothing")
    opened = room.opened(source={"folder": str(odd)})
    assert opened["pictures"] == 2 and len(opened["unreadable"]) == 1
    screen = room.post("taste/screen", key=opened["key"], rater="Aki", mode="duel")
    assert all(one["name"].endswith(" 5.png") for one in screen["shown"])
    assert room.answer(opened["key"], screen, "Aki", "duel", 0)["new"]
    room.get(f"taste/open/{opened['key']}/pictures/{screen['shown'][0]['digest']}")


def test_only_some_may_name_a_folder(room: Room, tmp_path: Path) -> None:
    private = paint(tmp_path / "private", 4)
    for name in (private, room.outputs / ".." / "private", "/"):
        assert "output folders" in room.post("taste/open", 403, source={"folder": str(name)})["detail"]
    (room.outputs / "link").symlink_to(private, target_is_directory=True)
    room.post("taste/open", 403, source={"folder": str(room.outputs / "link")})
    trusted = Room(tmp_path / "trusted", may_name_any=True)
    assert trusted.get("taste")["any_folder"] is True
    assert trusted.opened(source={"folder": str(private)})["pictures"] == 4


def test_pictures_are_served_by_their_digests_alone(room: Room) -> None:
    key = room.opened()["key"]
    shown = room.post("taste/screen", key=key, rater="Aki", mode="duel")["shown"]
    digest = shown[0]["digest"]
    whole = room.get(f"taste/open/{key}/pictures/{digest}")
    assert (
        whole.headers["content-type"] == "image/png" and whole.headers["x-content-type-options"] == "nosniff"
    )
    assert whole.content == (room.outputs / shown[0]["name"]).read_bytes()
    small = room.get(f"taste/open/{key}/pictures/{digest}", width=20)
    assert small.headers["content-type"] in ("image/png", "image/jpeg")
    room.get(f"taste/open/{key}/pictures/{digest}", 422, width=100_000)
    for other in ("..%2f..%2fetc%2fpasswd", "file-sha256:" + "0" * 64):
        room.get(f"taste/open/{key}/pictures/{other}", 404)
    (room.outputs / shown[0]["name"]).write_bytes((room.outputs / shown[1]["name"]).read_bytes())
    assert "has changed" in room.get(f"taste/open/{key}/pictures/{digest}", 404)["detail"]


def test_vanished_files_are_not_shown_and_what_was_chosen_stays(room: Room) -> None:
    key = room.opened()["key"]
    room.choose(key, 12)
    kept = sorted(room.outputs.glob("*.png"))[:5]
    for path in set(room.outputs.glob("*.png")) - set(kept):
        path.unlink()
    for _ in range(5):
        screen = room.post("taste/screen", key=key, rater="Aki", mode="best")
        assert {one["name"] for one in screen["shown"]} <= {path.name for path in kept}
    assert len(room.get(f"taste/open/{key}/order", rater="Aki")["pictures"]) == 5
    reopened = room.opened()
    assert reopened["pictures"] == 5
    assert room.get(f"taste/open/{key}/summary", rater="Aki")["answers"] == 12
    for path in kept:
        path.unlink()
    assert "have vanished" in room.post("taste/screen", 422, key=key, rater="Aki")["detail"]


def test_nearly_identical_pictures_are_not_compared(room: Room) -> None:
    twins = room.outputs / "twins"
    twins.mkdir()
    for number in range(6):
        image = Image.new("RGB", (40, 30), (200, 30, 40))
        image.putpixel((number, 0), (201, 30, 40))
        image.save(twins / f"{number}.png")
    key = room.opened(source={"folder": str(twins)})["key"]
    assert "different pictures" in room.post("taste/screen", 422, key=key, rater="Aki")["detail"]


def test_a_changed_encoder_says_what_is_not_used_and_what_to_do(room: Room) -> None:
    key = room.opened()["key"]
    room.choose(key, 12)
    some = paint(room.outputs / "some", 8, seed=3)
    room.desk.change(encoder="shapes")
    room.studio.critic.release()
    other = room.opened(source={"folder": str(some)})["key"]
    summary = room.get(f"taste/open/{other}/summary", rater="Aki")
    assert summary["answers"] == 0
    assert summary["notes"][0].startswith("12 of 12 choices are not used: this encoder has not seen")
    assert "Open the folder" in summary["notes"][0]
    assert room.opened()["key"] not in (key, other)
    assert room.get(f"taste/open/{other}/summary", rater="Aki")["answers"] == 12


def test_the_log_travels(room: Room, tmp_path: Path) -> None:
    key = room.opened()["key"]
    room.choose(key, 2)
    room.choose(key, 1, EVIL)
    lines = room.get("taste/log").content
    assert [json.loads(line)["rater"] for line in lines.splitlines()] == ["Aki", "Aki", EVIL]
    assert room.get("taste/log", rater="Aki").content.count(b"\n") == 2
    assert room.send("POST", "taste/log", content=lines) == {"new": 0}
    there = Room(tmp_path / "there")
    assert there.send("POST", "taste/log", content=lines, params={"rater": "Ben"}) == {"new": 3}
    assert there.get("taste")["raters"] == [{"name": "Ben", "answers": 3}]
    assert "Line 4" in there.send("POST", "taste/log", 422, content=lines + b"{}\n")["detail"]
    there.send("POST", "taste/log", 422, content=lines, params={"rater": "\u202e"})


def test_an_exhibition_has_rows_columns_and_a_measure(room: Room) -> None:
    session = room.exhibited()
    opened = room.opened(source={"session": session})
    key = opened["key"]
    assert opened["pictures"] == 18
    assert "not chosen" in room.get(f"sessions/{session}/values", 422, measure="taste", rater="Aki")["detail"]
    for rater, modes in (("Aki", ("best", "duel")), ("Ben", ("stars",)), ("Cleo", ("best",))):
        for mode in modes:
            for _ in range(15):
                screen = room.post("taste/screen", key=key, rater=rater, mode=mode)
                reds = [3 * ("red" in one["text"]) + ("white" in one["text"]) for one in screen["shown"]]
                chosen = int(np.argmax(reds)) if mode != "stars" else 1 + reds[0]
                room.answer(key, screen, rater, mode, chosen)
    for rater in ("Aki", "Ben"):
        summary = room.get(f"taste/open/{key}/summary", rater=rater)
        assert summary["rows"][0]["name"] == "red" and len(summary["rows"]) == 3
        assert summary["columns"][-1]["name"] != "white" and len(summary["columns"]) == 3
        assert abs(sum(row["effect"] for row in summary["rows"])) < 1e-9
    assert room.get(f"taste/open/{key}/summary", rater="Nobody")["rows"] == []
    values = room.get(f"sessions/{session}/values", measure="taste", rater="Aki")
    assert (values["measure"], values["word"], len(values["values"])) == ("taste", "", 18)
    assert values["order"][0] < 6 and values["values"][values["order"][0]] > 0
    assert room.get(f"sessions/{session}/values", 422, measure="taste")["detail"]
    tastes = room.get(f"sessions/{session}/tastes", rater="Aki")
    assert len(tastes["tastes"]) == 18 and len(tastes["liked"]) == 18
    files = room.get(f"sessions/{session}/gallery")["files"]
    best = values["order"][0]
    assert tastes["liked"][0] == files[best]
    assert values["percentiles"][best] == tastes["tastes"][files[best]]["percentile"]
    one = room.get(f"sessions/{session}/tastes", rater="Aki", file=files[best])
    assert one == {"tastes": {files[best]: tastes["tastes"][files[best]]}, "liked": [files[best]]}
    assert room.get(f"sessions/{session}/tastes", rater="Aki", file="../exhibition.json")["tastes"] == {}
    assert room.get(f"sessions/{session}/tastes") == {"tastes": {}, "liked": []}
    nobody = room.get(f"sessions/{session}/tastes", rater="Nobody")
    assert nobody["liked"] == [] and "not chosen" in nobody["tastes"][files[0]]["not_yet"]
    room.get(f"sessions/{session}/tastes", 422, rater="\u202e")
    report = room.get(f"sessions/{session}/report", rater="Aki").text
    assert "In the order of the taste of <bdi>Aki</bdi>" in report and report.count("♥ ") == 1 + 18 + 18
    assert "♥" not in room.get(f"sessions/{session}/report").text
    cells = room.get(f"sessions/{session}/cells.csv", rater="Aki").text
    assert cells.partition("\r\n")[0].endswith(
        "taste_rater,taste_mean,taste_sd,taste_percentile,taste_not_yet"
    )


def test_a_ranking_says_how_much_a_rater_would_like_it(room: Room) -> None:
    from base64 import b64encode

    picture = b64encode(next(room.outputs.glob("*.png")).read_bytes()).decode()
    body: dict[str, Any] = {"picture": picture, "keywords": ["red", "blue"]}
    assert "taste" not in room.post("rank", **body)
    unknown = room.post("rank", **body, rater="Aki")["taste"]
    assert unknown["mean"] is None and "has not chosen anything yet" in unknown["not_yet"]
    key = room.opened()["key"]
    room.choose(key, 3)
    few = room.post("rank", **body, rater="Aki")["taste"]
    assert few["percentile"] is None and "there are 3" in few["not_yet"]
    room.choose(key, 12)
    red, blue = Image.new("RGB", (40, 30), (250, 60, 20)), Image.new("RGB", (40, 30), (20, 60, 250))
    found = {}
    for name, image in (("red", red), ("blue", blue)):
        file = room.outputs / f"{name}.bmp"
        image.save(file)
        body["picture"] = b64encode(file.read_bytes()).decode()
        found[name] = room.post("rank", **body, rater=" Aki ")["taste"]
    assert found["red"]["rater"] == "Aki" and found["red"]["sd"] > 0
    assert found["red"]["mean"] > found["blue"]["mean"]
    assert found["red"]["percentile"] >= found["blue"]["percentile"]
    asked = room.post("questions", **body, rater="Aki")
    while asked["state"] in ("waiting", "running"):
        asked = room.get(f"questions/{asked['id']}")
    assert asked["answer"]["taste"] == found["blue"]
    exported = f"questions/{asked['id']}/export"
    assert room.send("GET", f"{exported}?as=json")["taste"] == found["blue"]
    table = room.send("GET", f"{exported}?as=csv").text
    assert "taste_percentile" in table and f",Aki,{found['blue']['mean']}," in table
    page = room.send("GET", f"{exported}?as=html").text
    assert f"Aki would like it more than {found['blue']['percentile']:.0f} % of the pictures" in page
    room.post("rank", 422, **body, rater="\u202e")


def shown(*paths: Path) -> dict[str, list[str]]:
    """The source of a gallery with these pictures."""
    return {"shown": [f"http://127.0.0.1:7860/file={path}" for path in paths]}


def test_a_batch_of_the_gallery_without_its_grid(room: Room) -> None:
    room.choose(room.opened()["key"], 20)
    files = sorted(room.outputs.glob("*.png"))[:6]
    grid = room.outputs / "grid.png"
    Image.new("RGB", (120, 60), (255, 0, 0)).save(grid)
    opened = room.opened(source=shown(grid, *files, files[0]))
    assert (opened["title"], opened["pictures"], opened["state"]) == (BATCH, 6, "ready")
    kept = room.post(f"taste/open/{opened['key']}/keep", rater="Aki", count=3)["pictures"]
    reds = {path.name: int(path.stem.split()[-1]) for path in files}
    assert len(kept) == 3 and {one["file"] for one in kept} <= set(map(str, files))
    assert np.mean([reds[one["name"]] for one in kept]) > np.mean(list(reds.values()))
    same = room.post("taste/open", source=shown(grid, *files))
    assert same["key"] == opened["key"] and room.opened(source=shown(*files))["key"] != opened["key"]
    summary = room.get(f"taste/open/{opened['key']}/summary", rater="Ben")
    assert "there are 0" in summary["not_yet"]
    assert room.post(f"taste/open/{opened['key']}/keep", rater="Ben", count=3)["pictures"] == []
    assert room.get("taste")["sources"][0]["folder"] == str(room.outputs)


def test_a_batch_of_one_picture_or_none_is_refused(room: Room) -> None:
    first, second = sorted(room.outputs.glob("*.png"))[:2]
    for source in (shown(first), shown(first, first)):
        failed = room.opened(source=source)
        assert (failed["state"], failed["message"]) == ("failed", SINGLE)
    second.unlink()
    gone = room.opened(source=shown(first, second))
    assert (gone["pictures"], len(gone["unreadable"])) == (1, 1)
    vanished = shown(room.outputs / "vanished.png", second)
    failed = room.opened(source=vanished)
    assert failed["state"] == "failed" and "None of the 2 pictures can be read" in failed["message"]
    assert room.post("taste/open", 422, source={"shown": []})["detail"] == ONE_OF_THEM
    both = {**shown(first), "folder": str(room.outputs)}
    assert room.post("taste/open", 422, source=both)["detail"] == ONE_OF_THEM
    many = shown(*[first] * (MOST_SHOWN + 1))
    assert room.post("taste/open", 422, source=many)["detail"] == TOO_MANY


def test_only_pictures_of_the_host_itself_are_a_batch(room: Room, tmp_path: Path) -> None:
    own = next(room.outputs.glob("*.png"))
    for other in (tmp_path / "settings.json", Path("/etc/passwd"), room.outputs / ".." / "x.png"):
        assert room.post("taste/open", 403, source=shown(own, other))["detail"] == NOT_SHOWN
    for address in ("", EVIL, "data:image/png;base64,AAAA"):
        assert room.post("taste/open", 403, source={"shown": [address]})["detail"] == NOT_SHOWN
    room.host = DrawingHost()  # type: ignore[assignment]
    assert room.post("taste/open", 403, source=shown(own, own))["detail"] == NOT_SHOWN


def test_without_sessions_there_is_no_taste(room: Room) -> None:
    app = FastAPI()
    app.include_router(router(room.studio.critic, lambda: nullcontext(silent)))
    assert TestClient(app).get(f"{PATH}/taste").status_code == 404
