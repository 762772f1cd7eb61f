"""Routes that are made while the WebUI already serves its page, so that its start does not wait for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from fastapi import FastAPI
from starlette.routing import BaseRoute, Match

Routes = Sequence[BaseRoute]
PREFIX = "/clip-critic/"
LISTING = "/openapi.json"
"""The address that lists all routes, for the page with the documentation of the API."""


class LaterRoutes(BaseRoute):
    """The place of our routes among an application's; it looks at each request, and answers none itself.

    The first request for one of our routes waits until they are there.
    """

    path, name = PREFIX, "CLIP Critic"

    def __init__(self, app: FastAPI, make: Callable[[], Routes]) -> None:
        """Begin to make the routes, in a thread.

        Args:
            app: the application that gets them, at the end of its own.
            make: a function that returns them.
        """
        self._app, self._is_done = app, False
        worker = ThreadPoolExecutor(1, thread_name_prefix="clip-critic-routes")
        self._routes = worker.submit(make)
        worker.shutdown(wait=False)

    def matches(self, scope: Any) -> tuple[Match, Any]:
        """Add our routes before a request is compared with them.

        Raises:
            Exception: whatever kept them from being made.
        """
        address = scope.get("path", "")
        if not self._is_done and (PREFIX in address or address.endswith(LISTING)):
            # A router sees what is added at its end while it goes through its routes.
            self._app.router.routes.extend(self._routes.result())
            self._app.openapi_schema = None
            self._is_done = True
        return Match.NONE, {}


def add_later(app: FastAPI, make: Callable[[], Routes]) -> None:
    """Add the routes that a function makes to an application, without waiting for them."""
    app.router.routes.insert(0, LaterRoutes(app, make))
