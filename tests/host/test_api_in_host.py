"""Our HTTP routes beside the host's, under its own authentication."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable

import httpx
from PIL import Image

from tests.host.harness import Host

RANK = "/clip-critic/v1/rank"


def picture() -> str:
    file = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def ask(client: httpx.Client, **body: object) -> httpx.Response:
    return client.post(RANK, json={"picture": picture(), "keywords": "cat, dog", **body})


def test_rank_audit_lists_encoders(host: Host) -> None:
    with host.client() as client:
        record = ask(client).raise_for_status().json()
        assert {row["keyword"] for row in record["keywords"]} == {"cat", "dog"}
        assert set(record["keywords"][0]) == {"keyword", "group", "similarity", "share", "rank", "truncated"}
        assert set(record["rounds"][0]) == {"round", "winner", "share", "above"}
        assert sum(row["share"] for row in record["keywords"]) > 0.999
        audit = client.post("/clip-critic/v1/audit", json={"picture": picture(), "prompt": "cat, (dog:1.2)"})
        assert [row["phrase"] for row in audit.raise_for_status().json()["phrases"]] == ["cat", "dog"]
        assert "First look" in client.get("/clip-critic/v1/lists").raise_for_status().json()["lists"]
        assert client.get("/clip-critic/v1/encoders").raise_for_status().json()["default"].startswith("hf:")


def test_what_is_wrong_is_told(host: Host) -> None:
    with host.client() as client:
        assert ask(client, keywords="").status_code == 422
        assert "base64" in ask(client, picture="%%%").json()["detail"]
        assert ask(client, keywords=[f"word {n}" for n in range(100_001)]).status_code == 413
        assert ask(client, encoder="hf:/no/such/folder").status_code == 503


def test_the_hosts_api_password_holds_for_us(make_host: Callable[..., Host]) -> None:
    host = make_host("--api-auth", "someone:secret").start()
    try:
        with host.client() as client:
            assert ask(client).status_code == 401
            assert client.get("/clip-critic/v1/lists").status_code == 401
        with host.client(auth=("someone", "wrong")) as client:
            assert ask(client).status_code == 401
        with host.client(auth=("someone", "secret")) as client:
            assert ask(client).status_code == 200
    finally:
        host.stop()


def test_the_pages_login_holds_for_us(make_host: Callable[..., Host]) -> None:
    host = make_host("--gradio-auth", "someone:secret").start()
    try:
        with host.client() as client:
            assert ask(client).status_code == 401
            client.post("/login", data={"username": "someone", "password": "secret"}).raise_for_status()
            assert ask(client).status_code == 200
    finally:
        host.stop()
