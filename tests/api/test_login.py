"""Our routes in the application of a real gradio, with and without logins."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import gradio as gr
import pytest

with warnings.catch_warnings():  # starlette 0.26 imports multipart by its former name
    warnings.simplefilter("ignore", PendingDeprecationWarning)
    from fastapi import APIRouter, FastAPI
    from fastapi.testclient import TestClient

from clip_critic.api.answers import guarded
from clip_critic.api.limits import MAX_BODY_BYTES, takes_pictures
from clip_critic.api.login import KEY_HEADER, Check, checks

KEY = "the page's key"
PEOPLE = [("anna", "secret"), ("ゆき", "ひみつ")]
API = {"robot": "oil:can"}
PATH = "/clip-critic/v1/thing"


def routes(guards: Sequence[Check]) -> APIRouter:
    found = APIRouter(prefix="/clip-critic/v1", route_class=guarded(guards))

    @found.get("/thing")
    def thing() -> str:
        return "here"

    @found.post("/thing")
    @takes_pictures
    def take(body: dict[str, Any]) -> int:
        return len(body)

    return found


def with_routes(app: FastAPI, api: Mapping[str, str]) -> FastAPI:
    guards = checks(app, api, KEY, lambda origin: origin == "https://friend.example")
    app.include_router(routes(guards))
    return app


@contextmanager
def gradio_client(auth: Any, api: Mapping[str, str]) -> Iterator[TestClient]:
    """Start a page as a WebUI does, and add our routes when it has started."""
    with gr.Blocks(analytics_enabled=False) as blocks:
        gr.HTML("<clip-critic></clip-critic>")
    app, _, _ = blocks.launch(auth=auth, prevent_thread_lock=True, quiet=True, server_name="127.0.0.1")
    try:
        yield TestClient(with_routes(app, api), base_url="http://127.0.0.1:7860")
    finally:
        blocks.close(verbose=False)


def status(client: TestClient, **options: Any) -> int:
    return int(client.get(PATH, **options).status_code)


def log_in(client: TestClient, name: str = "anna", password: str = "secret") -> int:
    return int(client.post("/login", data={"username": name, "password": password}).status_code)


def test_without_a_login_everybody_may_call() -> None:
    with gradio_client(None, {}) as client:
        assert status(client) == 200


@pytest.mark.parametrize("auth", [PEOPLE, lambda name, password: (name, password) in PEOPLE])
def test_the_pages_login_and_its_names(auth: Callable[[str, str], bool] | list[tuple[str, str]]) -> None:
    with gradio_client(auth, {}) as client:
        assert status(client) == 401
        assert status(client, headers={KEY_HEADER: KEY}) == 401
        assert status(client, auth=("anna", "secret")) == 200
        assert status(client, auth=("anna", "wrong")) == 401
        assert status(client, auth=("ゆき".encode(), "ひみつ".encode())) == 200
        assert status(client, headers={"Cookie": "access-token=invented"}) == 401
        assert log_in(client, password="wrong") != 200 and status(client) == 401
        assert log_in(client) == 200
        assert status(client) == 200


def test_with_both_logins_programs_may_use_either() -> None:
    with gradio_client(PEOPLE, API) as client:
        assert status(client) == 401
        assert status(client, headers={KEY_HEADER: KEY}) == 401
        assert status(client, auth=("anna", "secret")) == status(client, auth=("robot", "oil:can")) == 200


def test_with_a_login_for_the_api_alone_the_page_sends_its_key() -> None:
    with gradio_client(None, API) as client:
        assert status(client) == 401
        assert status(client, auth=("robot", "oil:can")) == 200
        assert status(client, auth=("robot", "oil")) == status(client, auth=("anna", "secret")) == 401
        assert status(client, headers={KEY_HEADER: KEY}) == 200
        assert status(client, params={"key": KEY}) == 200
        assert status(client, headers={KEY_HEADER: "guess"}) == status(client, params={"key": ""}) == 401


def test_a_host_without_a_page_has_the_login_of_its_api() -> None:
    client = TestClient(with_routes(FastAPI(), API))
    assert status(client) == 401 and status(client, auth=("robot", "oil:can")) == 200
    assert status(TestClient(with_routes(FastAPI(), {}))) == 200


@pytest.mark.parametrize(
    "header", ["Basic", "Basic !", "Basic YQ==", "Basic /w==", "Bearer cm9ib3Q6b2lsOmNhbg=="]
)
def test_a_strange_header_is_no_login(header: str) -> None:
    client = TestClient(with_routes(FastAPI(), API))
    assert status(client, headers={"Authorization": header}) == 401


def test_a_program_is_asked_for_a_password_and_the_page_is_not() -> None:
    client = TestClient(with_routes(FastAPI(), API))
    assert client.get(PATH).headers["www-authenticate"] == "Basic"
    assert "www-authenticate" not in client.get(PATH, headers={KEY_HEADER: "old"}).headers
    assert "basic" in client.get(PATH).json()["detail"]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, 200),
        ({"Origin": "http://127.0.0.1:7860"}, 200),
        ({"Origin": "http://127.0.0.1:3000"}, 403),
        ({"Origin": "http://127.0.0.1"}, 403),
        ({"Origin": "https://127.0.0.1:7861"}, 403),
        ({"Origin": "http://127.0.0.1:7860", "Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://127.0.0.1:7860", "Host": "127.0.0.1"}, 200),
        ({"Origin": "http://mine.example", "Host": "mine.example:8080"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Referer": "http://127.0.0.1:8188/"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Referer": "https://friend.example/page"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1.evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": "https://friend.example"}, 200),
        ({"Origin": "https://mine.example", "Host": "mine.example:8443"}, 200),
        ({"Origin": "https://mine.example", "X-Forwarded-Host": "mine.example"}, 200),
        ({"Origin": "https://mine.example", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_pages_of_other_sites_are_refused(headers: dict[str, str], expected: int) -> None:
    client = TestClient(with_routes(FastAPI(), {}), base_url="http://127.0.0.1:7860")
    assert status(client, headers=headers) == expected
    assert client.post(PATH, json={}, headers=headers).status_code == expected


# Large requests


def test_a_request_that_is_too_long_is_not_read() -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(MAX_BODY_BYTES // 2**20 + 1):
            yield b" " * 2**20

    client = TestClient(with_routes(FastAPI(), {}))
    headers = {"Content-Type": "application/json"}
    answer = client.post(PATH, content=chunks(), headers=headers)
    assert answer.status_code == 413 and "larger than 96 MB" in answer.json()["detail"]
    declared = {**headers, "Content-Length": str(MAX_BODY_BYTES + 1)}
    assert client.post(PATH, content=b"{}", headers=declared).status_code == 413
    assert client.post(PATH, content=b"{}", headers=headers).json() == 0
