"""Routes that are made after the start of an application."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from starlette.testclient import TestClient

from clip_critic.ui.webui.later import LISTING, PREFIX, Routes, add_later

OURS = f"{PREFIX}v1/word"


def ours() -> Routes:
    router = APIRouter()
    router.add_api_route(OURS, lambda: "parasol")
    return router.routes


def hosts_app(make: Callable[[], Routes]) -> FastAPI:
    """Return an application with a route of its own, one of them for every other address."""
    app = FastAPI()
    app.add_api_route("/", lambda: "page")
    add_later(app, make)
    app.add_api_route("/files/{path:path}", lambda path: path)
    return app


def get(app: FastAPI, address: str, **options: Any) -> Any:
    return TestClient(app, **options).get(address)


def test_the_first_request_waits_for_its_route() -> None:
    may_go_on = Event()

    def slow() -> Routes:
        assert may_go_on.wait(60)
        return ours()

    app = hosts_app(slow)
    assert get(app, "/").json() == "page"  # without waiting
    assert get(app, "/files/a").json() == "a"
    may_go_on.set()
    assert [get(app, OURS).json() for _ in range(2)] == ["parasol"] * 2
    assert get(app, f"{PREFIX}v1/other").status_code == 404
    assert [getattr(route, "path", "") for route in app.routes].count(OURS) == 1


def test_the_list_of_routes_has_ours() -> None:
    app = hosts_app(ours)
    assert OURS not in app.openapi()["paths"]  # the application keeps this list
    assert OURS in get(app, LISTING).json()["paths"]


def test_an_application_goes_on_without_routes_that_fail() -> None:
    def fails() -> Routes:
        raise OSError("no such folder")

    app = hosts_app(fails)
    assert get(app, "/").json() == "page"
    assert get(app, OURS, raise_server_exceptions=False).status_code == 500
    with pytest.raises(OSError, match="no such folder"):
        get(app, OURS)
    assert get(app, "/files/a").json() == "a"
