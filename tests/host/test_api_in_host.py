"""Our HTTP routes beside the host's, under its own authentication."""

from __future__ import annotations

import base64
import io
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from PIL import Image

from tests import chromium
from tests.host import panel, screens
from tests.host.harness import Host

RANK = "/clip-critic/v1/rank"


def picture(size: tuple[int, int] = (256, 256)) -> str:
    file = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def ask(client: httpx.Client, **body: object) -> httpx.Response:
    return client.post(RANK, json={"picture": picture(), "keywords": "cat, dog", **body})


def test_rank_audit_lists_encoders(host: Host) -> None:
    with host.client() as client:
        record = ask(client).raise_for_status().json()
        assert {"picture", "encoder", "keywords", "rounds"} <= set(record)
        assert {row["keyword"] for row in record["keywords"]} == {"cat", "dog"}
        assert set(record["keywords"][0]) == {"keyword", "group", "similarity", "share", "rank", "truncated"}
        assert [row["round"] for row in record["rounds"]] == [1, 2]
        assert set(record["rounds"][0]) == {"round", "winner", "share", "above"}
        assert set(record["rounds"][0]["above"][0]) == {"keyword", "share"}
        assert sum(row["share"] for row in record["keywords"]) == pytest.approx(1)
        audit = client.post("/clip-critic/v1/audit", json={"picture": picture(), "prompt": "cat, (dog:1.2)"})
        assert [row["phrase"] for row in audit.raise_for_status().json()["phrases"]] == ["cat", "dog"]
        assert "First look" in client.get("/clip-critic/v1/lists").raise_for_status().json()["lists"]
        assert client.get("/clip-critic/v1/encoders").raise_for_status().json()["default"].startswith("hf:")


def test_a_question_is_asked_and_watched(host: Host) -> None:
    with host.client() as client:
        body = {"picture": picture(), "keywords": "cat, dog", "audit": True, "prompt": "cat, (dog:1.2)"}
        asked = client.post("/clip-critic/v1/questions", json=body).raise_for_status().json()
        place = f"/clip-critic/v1/questions/{asked['id']}"
        end = time.monotonic() + 120
        while (found := client.get(place).raise_for_status().json())["state"] in ("waiting", "running"):
            assert time.monotonic() < end
            time.sleep(0.05)
        assert (found["state"], found["message"]) == ("done", "")
        assert {row["keyword"] for row in found["answer"]["keywords"]} == {"cat", "dog"}
        assert len(found["answer"]["audit"]["phrases"]) == 2
        about = client.post("/clip-critic/v1/pictures/about", json={"picture": picture()})
        assert (about.json()["width"], about.json()["prompt"]) == (256, "")
        (example, *_) = client.get("/clip-critic/v1/examples").raise_for_status().json()
        assert client.get(example["url"]).content.startswith(b"\x89PNG")


def test_a_list_of_ones_own_is_saved_used_and_deleted(host: Host) -> None:
    with host.client() as client:
        place = "/clip-critic/v1/lists/Over the API"
        client.put(place, json={"text": "one\ntwo\n"}).raise_for_status()
        assert client.get(place).json()["text"] == "one\ntwo\n"
        body = {"picture": picture(), "list": "Over the API"}
        record = client.post(RANK, json=body).raise_for_status().json()
        assert {row["keyword"] for row in record["keywords"]} == {"one", "two"}
        client.delete(place).raise_for_status()
        assert client.get(place).status_code == 422
        assert client.put("/clip-critic/v1/lists/CON", json={"text": "x"}).status_code == 422


def test_what_is_wrong_is_told(host: Host) -> None:
    with host.client() as client:
        assert ask(client, keywords="").status_code == 422
        assert "base64" in ask(client, picture="%%%").json()["detail"]
        assert ask(client, picture="A" * (90 * 2**20)).status_code == 413
        assert ask(client, picture=picture((45_000, 4_000))).status_code == 422
        assert ask(client, keywords=[f"word {n}" for n in range(100_001)]).status_code == 413
        assert ask(client, encoder="hf:/no/such/folder").status_code == 403
        assert ask(client, rounds="many").status_code == 422
    assert "Traceback" not in host.faults


def test_the_host_keeps_our_options(host: Host) -> None:
    with host.client() as client:
        client.post("/sdapi/v1/options", json={"clip_critic_rounds": 7}).raise_for_status()
        assert '"clip_critic_rounds": 7' in (host.data / "config.json").read_text("utf-8")
        client.post("/sdapi/v1/options", json={"clip_critic_rounds": 5}).raise_for_status()


def test_the_host_lists_our_options(host: Host) -> None:
    with host.client() as client:
        options = client.get("/sdapi/v1/options").raise_for_status().json()
    if "probe_option" not in options:
        pytest.skip("this host's list of options has none of any extension's")
    assert options["clip_critic_rounds"] == 5


def test_the_hosts_api_password_holds_for_us_and_without_a_page(make_host: Callable[..., Host]) -> None:
    host = make_host("--nowebui", "--api-auth", "someone:secret").start()
    try:
        with host.client() as client:
            assert ask(client).status_code == 401
            assert client.get("/clip-critic/v1/lists").status_code == 401
        with host.client(auth=("someone", "wrong")) as client:
            assert ask(client).status_code == 401
        with host.client(auth=("someone", "secret")) as client:
            assert ask(client).raise_for_status().json()["encoder"]
            assert client.get("/clip-critic/v1/lists").status_code == 200
    finally:
        host.stop()


def test_without_the_hosts_api_our_routes_are_there_for_our_page(make_host: Callable[..., Host]) -> None:
    host = make_host("--api-auth", "someone:secret", api=False).start()
    try:
        with host.client() as client:
            assert client.get("/sdapi/v1/options").status_code == 404
            assert client.get("/clip-critic/v1/lists").status_code == 401
        with host.client(auth=("someone", "secret")) as client:
            face = client.get("/clip-critic/v1/face").raise_for_status().json()
            assert face["localization"] == {} and face["has_progress"] is True
            assert client.get("/clip-critic/v1/lists", headers={"Origin": host.url}).status_code == 200
            foreign = client.get("/clip-critic/v1/lists", headers={"Origin": "http://evil.example"})
            assert foreign.status_code == 403
    finally:
        host.stop()


def test_where_only_the_api_has_a_password_the_page_has_a_key(
    make_host: Callable[..., Host], browser: Any
) -> None:
    host = make_host("--api-auth", "someone:secret", api=False).start()
    try:
        with screens.window(browser, host) as page:
            screens.open_tab(page, "CLIP Critic")
            face = page.locator("clip-critic")
            face.locator("option", has_text="First look").first.wait_for(state="attached")
            example = face.locator('img[src*="/examples/"]').first
            example.wait_for()
            page.wait_for_function("image => image.naturalWidth > 0", arg=example.element_handle())
            key = face.get_attribute("key")
        with host.client() as client:
            assert client.get("/clip-critic/v1/lists").status_code == 401
            headers = {"X-Clip-Critic-Key": key or ""}
            assert client.get("/clip-critic/v1/lists", headers=headers).status_code == 200
    finally:
        host.stop()


def test_the_pages_login_holds_for_us(make_host: Callable[..., Host], browser: Any) -> None:
    host = make_host("--gradio-auth", "someone:secret").start()
    try:
        with host.client() as client:
            assert ask(client).status_code == 401
            client.post("/login", data={"username": "someone", "password": "secret"}).raise_for_status()
            assert ask(client).status_code == 200
        with host.client(auth=("someone", "secret")) as client:
            assert ask(client).status_code == 200
        with host.client(auth=("someone", "wrong")) as client:
            assert ask(client).status_code == 401
        with chromium.fresh_page(browser, noise=screens.NOISE, base_url=host.url) as page:
            page.context.request.post("/login", form={"username": "someone", "password": "secret"})
            screens.open_ui(page)
            screens.generate(page, "a hat")
            panel.rank_from_menu(page, f"#txt2img_gallery {screens.LARGE}")
            assert panel.words(page, "audit") == ["a hat"]
    finally:
        host.stop()
