"""Permissions and limits over HTTP: sizes, names of encoders, headers, the page's key."""

from __future__ import annotations

import base64
import json
import re
import threading
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

with warnings.catch_warnings():  # starlette 0.26 imports multipart by its former name
    warnings.simplefilter("ignore", PendingDeprecationWarning)
    from fastapi import FastAPI, HTTPException
    from fastapi.testclient import TestClient
    from starlette.types import Receive, Scope, Send

from clip_critic import server
from clip_critic.api import PATH
from clip_critic.api.answers import guarded
from clip_critic.api.limits import (
    MANY_VALUES,
    MAX_BODY_BYTES,
    MAX_TEXT_BYTES,
    MAX_VALUES,
    Arriving,
    require_parsable,
)
from clip_critic.engine.turns import Turns
from clip_critic.sessions.base import Studio
from clip_critic.sessions.kinds import AllJobs
from tests.critics import Desk, png
from tests.drawing_host import KEYWORDS, DrawingCritic, DrawingHost

JSON = {"Content-Type": "application/json"}
KEY = re.compile(r'<clip-critic key="([^"]{40,})">')


class Place:
    """A server of our own, as somebody on this machine or on another one sees it."""

    def __init__(self, home: Path, client: str = "127.0.0.1", **options: Any) -> None:
        self.desk = Desk(home, encoder="colours")
        critic = DrawingCritic(self.desk.places, lambda: self.desk.settings)
        host, turns = DrawingHost(), Turns()
        self.jobs = AllJobs(Studio(critic, lambda: host, home / "sessions"), turns.session_turns)
        self.app = server.build_app(critic, turns.turn, self.jobs, **options)

        async def seen(scope: Scope, receive: Receive, send: Send) -> None:
            await self.app({**scope, "client": (client, 50000)}, receive, send)

        self.client = TestClient(seen, base_url="http://127.0.0.1:7862")

    def status(self, method: str, path: str, **options: Any) -> int:
        return int(self.client.request(method, f"{PATH}/{path}", **options).status_code)

    def key(self) -> str:
        found = KEY.search(self.client.get("/").text)
        return found[1] if found else ""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def encoded() -> str:
    return base64.b64encode(png(Image.new("RGB", (8, 8), "red"))).decode()


# Limits


def streamed(size: int, piece: int = 2**20) -> Iterator[bytes]:
    for _ in range(size // piece + 1):
        yield b" " * piece


TEXT_ROUTES = [
    ("PUT", "lists/Mine"),
    ("POST", "lists/Mine/rename"),
    ("POST", "prompts/write"),
    ("POST", "sessions/20200101-000000-abcdef/step"),
    ("POST", "sessions/20200101-000000-abcdef/resume"),
]
PICTURE_ROUTES = [("POST", path) for path in ("rank", "audit", "questions", "pictures/about", "sessions")]


@pytest.mark.parametrize(
    ("method", "path", "limit"),
    [(*route, MAX_TEXT_BYTES) for route in TEXT_ROUTES]
    + [(*route, MAX_BODY_BYTES) for route in PICTURE_ROUTES],
)
def test_a_body_that_is_too_long_is_refused_at_once(place: Place, method: str, path: str, limit: int) -> None:
    for length in (str(limit + 1), "9" * 5000):
        declared = {**JSON, "Content-Length": length}
        answer = place.client.request(method, f"{PATH}/{path}", content=b"{}", headers=declared)
        assert answer.status_code == 413 and f"larger than {limit >> 20} MB" in answer.json()["detail"]
    lying = {**JSON, "Content-Length": "2"}
    for headers in (JSON, lying):
        read = 0

        def counted() -> Iterator[bytes]:
            nonlocal read
            for piece in streamed(2 * limit, 2**24):
                read += len(piece)
                yield piece

        assert place.status(method, path, content=counted(), headers=headers) == 413


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"text": "' + b"a\\n" * 1_000_000 + b'"}', 413),
        (b'{"text": "' + b"x" * (4 * 2**20 + 1) + b'"}', 413),
        (b'{"text": "' + b"a," * 500_001 + b'"}', 413),
        (b'{"text": [' + b"1," * 5_000_000 + b"1]}", 413),
        (b'{"text": ' + b"[" * 5_000_000, 413),
        (b'{"text": ' + b'{"a":' * 300_000, 413),
        (b"[" * 100_000, 400),
        (b'{"text": ' + b"[" * 100_000, 400),
        (b'{"text": ' + b"1" * 1_000_000 + b"}", (400, 422)),
        (b'{"text": 1e999999999}', (200, 422)),
        (b'{"text": "' + b'\\"' * 3_000_000, (400, 413, 422)),
        (b'{"text": "' + b"\\\\" * 3_000_000, (400, 413, 422)),
        ('{"text": "red"}'.encode("utf-16"), 422),
        ('{"text": "red"}'.encode("utf-32"), 422),
        (b'{"text": "a", ' + b'"b":0,' * 100_000 + b'"c":0}', 200),
    ],
)
def test_what_would_become_large_is_refused_before_it_is_parsed(
    place: Place, monkeypatch: pytest.MonkeyPatch, body: bytes, status: int | tuple[int, ...]
) -> None:
    parsed, loads = [], json.loads

    def counted(text: Any, **options: Any) -> Any:
        parsed.append(len(text))
        return loads(text, **options)

    monkeypatch.setattr(json, "loads", counted)
    answer = place.client.put(f"{PATH}/lists/Mine", content=body, headers=JSON)
    assert answer.status_code in (status if isinstance(status, tuple) else (status,)), answer.text[:300]
    assert len(answer.content) < 20_000
    assert not parsed or MANY_VALUES not in answer.text


@pytest.mark.parametrize(
    "structure", [b'{"a": 1}', b'["a,b", "c\\",d"]', b'["\\\\", ",,,,"]', b'{"a": [[], {}, "[[[{{{"]}']
)
def test_values_are_counted_outside_of_texts(structure: bytes) -> None:
    text = b'"' + rb"a, [b], {c}, \\ \" " * 50_000 + b'"'
    require_parsable(b"[" + text + b"," + structure + b"]")
    for many in (b"[" + b"1," * MAX_VALUES + b"1]", b'["' + b"x" * 9 + b'"' + b',"a,b"' * MAX_VALUES + b"]"):
        with pytest.raises(HTTPException) as refused:
            require_parsable(b"[" + text + b"," + many + b"]")
        assert refused.value.status_code == 413


def test_a_large_picture_leaves_room_for_a_list_and_no_more() -> None:
    picture = b'{"picture": "data:image/png;base64,' + b"A" * (40 * 2**20) + b'", "keywords": "'
    require_parsable(picture + b"x\\n" * 2_000_000 + b'"}')
    with pytest.raises(HTTPException):
        require_parsable(picture + "é\\n".encode() * 7_000_000 + b'"}')


def test_faults_are_not_listed_by_the_thousand(place: Place, encoded: str) -> None:
    body = {"picture": encoded, "templates": [[1]] * 50_000, "contrasts": 3}
    answer = place.client.post(f"{PATH}/rank", json=body)
    assert answer.status_code == 422 and 1 <= len(answer.json()["detail"]) <= 50


def test_many_bodies_at_once_do_not_fill_the_memory() -> None:
    arriving = Arriving(100)
    with arriving.body() as first, arriving.body() as second:
        first(60)
        with pytest.raises(HTTPException) as refused:
            second(60)
        assert refused.value.status_code == 503
    with arriving.body() as third:
        third(100)


def test_nobody_reads_the_body_of_somebody_who_is_not_let_in() -> None:
    async def refuse(request: object) -> None:
        raise HTTPException(401, "Log in first.")

    app = FastAPI()
    routes = guarded([refuse])
    app.router.route_class = routes

    @app.post("/thing")
    def thing(body: dict[str, Any]) -> int:
        return len(body)

    def never() -> Iterator[bytes]:
        pytest.fail("it was read")
        yield b""

    answer = TestClient(app).post("/thing", content=b"{}", headers={**JSON, "Content-Length": "2"})
    assert answer.status_code == 401 and answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "name", ["a" * 5000, "é" * 5000, "..%2f" * 1000, "%00" * 1000, "\U0001f4a5" * 1250, "9" * 5000]
)
def test_names_of_five_thousand_characters_are_not_found(place: Place, name: str) -> None:
    calls = [
        ("GET", f"sessions/{name}"),
        ("DELETE", f"sessions/{name}"),
        ("POST", f"sessions/{name}/interrupt"),
        ("POST", f"sessions/{name}/resume"),
        ("POST", f"sessions/{name}/step"),
        ("GET", f"sessions/{name}/report"),
        ("GET", f"sessions/{name}/animation"),
        ("GET", f"sessions/{name}/preview"),
        ("GET", f"sessions/{name}/steps/1"),
        ("GET", f"sessions/{name}/pictures/start.png"),
        ("GET", f"questions/{name}"),
        ("POST", f"questions/{name}/interrupt"),
        ("GET", f"examples/{name}"),
        ("GET", f"lists/{name}"),
        ("PUT", f"lists/{name}"),
        ("DELETE", f"lists/{name}"),
        ("POST", f"lists/{name}/rename"),
    ]
    for method, path in calls:
        has_body = path.startswith("lists") and method in ("PUT", "POST")
        body = {"text": "red", "name": name} if has_body else None
        answer = place.client.request(method, f"{PATH}/{path}", json=body)
        assert answer.status_code in (404, 405, 422), (method, path[:40], answer.text[:200])
        assert len(answer.text) < 12_000


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("sessions?limit=" + "9" * 30, None),
        ("sessions?limit=-5&before=" + "z" * 5000 + "&kind=" + "k" * 5000, None),
        ("sessions/{id}?newer_than=0&wait=nan", None),
        ("sessions/{id}?newer_than=" + "9" * 400 + "&wait=0", None),
        ("sessions/{id}?newer_than=5&wait=-inf", None),
        ("sessions/{id}?after_step=-" + "9" * 400, None),
        ("sessions/{id}/pictures/" + "0" * 5000 + "-01.png", None),
        ("sessions/{id}/pictures/start.png?side=999999999", None),
        ("sessions/{id}/steps/" + "9" * 400, None),
        ("sessions/{id}/step", {"settings": {"styles": '"' + "a\n" * 40_000}}),
        ("sessions/{id}/step", {"settings": {"steps": 10**400}}),
        ("sessions/{id}/step", {"prompt": "(" * 100_000}),
        ("sessions", {"settings": {"want": ",".join(f"w{n}" for n in range(15_000))}, "run": False}),
        ("sessions", {"settings": {"want": "red", "keywords": "a\n" * 600_000}}),
        ("sessions", {"settings": {"want": "red", "width": 10**9}}),
        ("sessions", {"continue": {"session": "x" * 5000, "step": 10**30}}),
        ("prompts/write", {"prompt": "((" * 40_000, "words": ["red"] * 900, "mode": "append"}),
        ("prompts/write", {"prompt": "a, " * 30_000, "words": [f"w{n}" for n in range(1000)]}),
        ("prompts/write", {"words": ["red"], "mode": "x" * 5000}),
        ("prompts/write", {"words": ["red"] * 1001}),
        ("prompts/write", {"words": ["x" * 200_000]}),
    ],
)
def test_odd_values_are_answered(place: Place, path: str, body: dict[str, Any] | None) -> None:
    settings = {"want": "red", "keywords": KEYWORDS, "steps": 1, "width": 64, "height": 64}
    created = place.client.post(f"{PATH}/sessions", json={"settings": settings, "run": False}).json()
    address = f"{PATH}/{path.replace('{id}', created['session']['id'])}"
    answer = (
        place.client.get(address)
        if body is None
        else place.client.post(address, content=json.dumps(body), headers=JSON)
    )
    assert answer.status_code < 500, answer.text[:300]
    place.jobs.interrupt()


# Names of encoders

OTHERS = [
    "hf:nobody/has-this", "hf:/etc", "hf:../../etc", "open_clip:ViT-B-32//etc/passwd", "open_clip:/root",
    "nonsense", "hf:" + "a" * 5000, "\x00", "hf:openai/clip-vit-base-patch32/../../x",
    "HF:openai/clip-vit-base-patch32",
]  # fmt: skip


def encoders_of(encoder: str, encoded: str) -> list[tuple[str, dict[str, Any]]]:
    settings = {"want": "red", "keywords": KEYWORDS, "steps": 1}
    return [
        ("rank", {"picture": encoded, "keywords": KEYWORDS, "encoder": encoder}),
        ("audit", {"picture": encoded, "prompt": "red", "encoder": encoder}),
        ("questions", {"picture": encoded, "keywords": KEYWORDS, "encoder": encoder}),
        ("sessions", {"settings": {**settings, "encoder": encoder}, "run": False}),
        ("sessions", {"settings": {**settings, "judge": encoder}, "run": False}),
    ]


@pytest.mark.parametrize("encoder", OTHERS)
def test_a_program_cannot_name_a_path_or_a_download(place: Place, encoded: str, encoder: str) -> None:
    for path, body in encoders_of(encoder, encoded):
        for headers in ({}, {"X-Clip-Critic-Key": "guess"}):
            answer = place.client.post(f"{PATH}/{path}", json=body, headers=headers)
            assert answer.status_code == 403, (path, answer.text)
            assert "models folder" in answer.json()["detail"] and len(answer.text) < 600


def test_neither_can_it_change_a_session_to_one(place: Place) -> None:
    settings = {"want": "red", "keywords": KEYWORDS, "steps": 1}
    created = place.client.post(f"{PATH}/sessions", json={"settings": settings, "run": False}).json()
    for action in ("step", "resume"):
        for setting in ("encoder", "judge"):
            body = {"settings": {setting: "hf:/etc"}}
            assert place.status("POST", f"sessions/{created['session']['id']}/{action}", json=body) == 403


def test_names_of_the_catalogue_and_of_the_models_folder_are_free(
    place: Place, encoded: str, tmp_path: Path
) -> None:
    own = place.desk.places.models / "somebody" / "mine"
    own.mkdir(parents=True)
    (own / "config.json").write_text('{"model_type": "clip"}')
    (own / "model.safetensors").write_bytes(b"")
    offered = place.client.get(f"{PATH}/encoders").json()["encoders"]
    assert {"hf:somebody/mine", "miniature", "colours", "hf:openai/clip-vit-base-patch32"} <= set(offered)
    for encoder in ("hf:somebody/mine", "colours", " colours ", ""):
        for path, body in encoders_of(encoder, encoded)[:3]:
            assert place.status("POST", path, json=body) in (200, 503), (encoder, path)


def test_the_local_users_page_may_name_any(tmp_path: Path, encoded: str) -> None:
    place = Place(tmp_path)
    headers = {"X-Clip-Critic-Key": place.key()}
    for path, body in encoders_of("nonsense", encoded):
        assert place.status("POST", path, json=body, headers=headers) in (200, 503)
    body = encoders_of("nonsense", encoded)[0][1]
    for proxy in ("X-Forwarded-For", "Forwarded", "X-Real-IP"):
        assert place.status("POST", "rank", json=body, headers={**headers, proxy: "1.2.3.4"}) == 403
    free = Place(tmp_path / "free", any_encoder=True)
    assert free.status("POST", "rank", json=body) == 200


def test_the_page_of_another_machine_gets_no_key(tmp_path: Path) -> None:
    local, far = Place(tmp_path), Place(tmp_path, client="192.168.1.7", only_local=False)
    assert len(local.key()) > 40 and far.key() == ""
    through = local.client.get("/", headers={"X-Forwarded-For": "8.8.8.8"}).text
    assert KEY.search(through) is None and "<clip-critic></clip-critic>" in through


# Headers, and pages


@pytest.mark.parametrize(
    "path",
    ["/", "/docs", "/openapi.json", "/nothing", f"{PATH}/face", f"{PATH}/sessions/x", f"{PATH}/questions/x"],
)
def test_no_answer_is_shown_in_a_frame(place: Place, path: str) -> None:
    found = place.client.get(path).headers
    assert found["x-frame-options"] == "DENY" and found["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in found["content-security-policy"]
    assert "default-src 'none'" in found["content-security-policy"]
    assert found["cross-origin-resource-policy"] == "same-origin"


def test_a_report_runs_nothing(place: Place, encoded: str) -> None:
    question = place.client.post(f"{PATH}/questions", json=encoders_of("", encoded)[2][1]).json()
    deadline = time.monotonic() + 30
    while place.client.get(f"{PATH}/questions/{question['id']}").json()["state"] != "done":
        assert time.monotonic() < deadline
        threading.Event().wait(0.02)
    answer = place.client.get(f"{PATH}/questions/{question['id']}/export", params={"as": "html"})
    policy = answer.headers["content-security-policy"]
    assert answer.status_code == 200 and "sandbox" in policy and "script-src" not in policy


def test_the_pages_policy_allows_no_inline_script(place: Place) -> None:
    page = place.client.get("/")
    policy = page.headers["content-security-policy"]
    assert "script-src 'self'" in policy and "unsafe-inline" not in policy.partition("style-src")[0]
    assert "sandbox" not in policy
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", page.text)
    assert inline == ['<script type="application/json" id="clip-critic-face">']  # data, which runs nothing


@pytest.mark.parametrize("only_local", [True, False])
@pytest.mark.parametrize(
    "origin", ["http://127.0.0.1:8188", "http://localhost:7862", "https://evil.example", "null", "file://"]
)
def test_a_foreign_page_changes_nothing(tmp_path: Path, only_local: bool, origin: str) -> None:
    place = Place(tmp_path, only_local=only_local)
    for method, path in (("POST", "encoders/unload"), ("POST", "sessions/x/interrupt"), ("GET", "face")):
        assert place.status(method, path, headers={"Origin": origin}) == 403
    assert place.status("GET", "face", headers={"Origin": "http://127.0.0.1:7862"}) == 200
    assert place.status("GET", "face", headers={"Sec-Fetch-Site": "cross-site"}) == 403


def test_another_name_of_this_machine_is_refused(place: Place) -> None:
    """A site whose name leads to 127.0.0.1 for a moment (DNS rebinding)."""
    for host in (
        "evil.example",
        "evil.example:7862",
        "127.0.0.1.evil.example",
        "localhost.evil.example:7862",
        "",
    ):
        headers = {"Host": host, "Origin": f"http://{host}", "Sec-Fetch-Site": "same-origin"}
        for path in ("/", "/docs", "/openapi.json", f"{PATH}/face"):
            assert place.client.get(path, headers=headers).status_code == 400, host


def test_the_documentation_needs_no_network(place: Place) -> None:
    page = place.client.get("/docs")
    assert page.status_code == 200 and page.headers["content-type"].startswith("text/html")
    assert re.findall(r'(?:src|href)="(?!/|#)[^"]*"|https?://|@import|<script', page.text) == []
    described = place.client.get("/openapi.json").json()
    for path, methods in described["paths"].items():
        for method, route in methods.items():
            assert f"<code>{method.upper()} {path}</code>" in page.text
            assert route["summary"].split("'")[0] in page.text
            for parameter in route.get("parameters", ()):
                assert f"<code>{parameter['name']}</code>" in page.text
    for field in ("picture", "threshold", "settings.want", "settings.cfg_scale", "continue.step", "list"):
        assert f"<code>{field}</code>" in page.text, field
