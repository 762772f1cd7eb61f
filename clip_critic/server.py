"""The workbench's server: the page and the HTTP API of `clip_critic.api` in one FastAPI app.

It is meant for the machine that it runs on: only requests for a name of this machine, and from pages of this
machine, are answered, so that no web page elsewhere can reach it through the user's browser.
"""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from types import FrameType
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from clip_critic.api import Turn, router
from clip_critic.critic import Critic
from clip_critic.errors import BadInputError, InterruptedByUser
from clip_critic.progress import Progress
from clip_critic.sessions.feedback.sessions import Sessions
from clip_critic.sessions.feedback.work import LoopJobs
from clip_critic.storage.assets import assets_dir

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1", "[::1]", "[")
"""Names of this machine in a ``Host`` header; older starlettes read the last of ``[::1]:7862``."""

LAST_WORDS_SECONDS = 2


class Turns:
    """One caller at a time, and an end for who is at work when the server stops."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stopping = threading.Event()

    @contextmanager
    def turn(self) -> Iterator[Progress]:
        """Wait for a turn; yields a progress that shows nothing and stops with the server."""
        with self._lock:
            self._check()
            yield lambda done, total, what: self._check()

    @contextmanager
    def loop_turn(self, task: str | None, batches: int) -> Iterator[Progress]:
        """The same for a feedback session, whose pictures nobody but the server counts."""
        with self.turn() as progress:
            yield progress

    def stop(self) -> None:
        """End the work that is going on at its next step."""
        self._stopping.set()

    def _check(self) -> None:
        if self._stopping.is_set():
            raise InterruptedByUser("The server is stopping.")


def build_app(
    critic: Critic, turn: Turn | None = None, jobs: LoopJobs | None = None, *, only_local: bool = True
) -> FastAPI:
    """The API under `clip_critic.api.PATH` and the page at ``/``.

    Args:
        turn: gives one caller at a time a turn; none makes one.
        jobs: feedback sessions, which take the same turns; none leaves them out.
        only_local: refuse requests for other hosts, or from pages of other hosts.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported
    import gradio as gr

    from clip_critic.ui.compat import accepted
    from clip_critic.ui.page import build_page, look, queue_options

    app = FastAPI(title="CLIP Critic", redoc_url=None)
    turn = turn or Turns().turn
    app.include_router(router(critic, turn, jobs))
    if only_local:
        app.add_middleware(SameOrigin, hosts=LOCAL_HOSTS)
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(LOCAL_HOSTS), www_redirect=False)
    page = build_page(critic, assets_dir(), turn, jobs).queue(**queue_options())
    options = {
        "ssr_mode": False,
        "mcp_server": False,
        "run_history": False,
        "enable_monitoring": False,
        **look(),
    }
    gr.mount_gradio_app(app, page, path="/", **accepted(gr.mount_gradio_app, options))
    _serve_no_working_folder(app)
    return app


class SameOrigin:
    """Refuses what a browser sends on behalf of a page of another host."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        origin = Headers(scope=scope).get("origin") if scope["type"] in ("http", "websocket") else None
        if origin is None or _host_of(origin) in self._hosts:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(code=1008, reason="Foreign origin")(scope, receive, send)
        else:
            await PlainTextResponse("Requests of other sites' pages are refused.", 403)(scope, receive, send)


def listen(host: str, port: int) -> AbstractContextManager[socket.socket]:
    """A socket that listens, so that a taken port is known before anything slow.

    Args:
        port: 0 takes any free one.

    Raises:
        BadInputError: the port is taken or not allowed, or the address is not one of this machine.
    """
    try:
        (family, *_, address), *_ = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        listener = socket.socket(family, socket.SOCK_STREAM)
        try:
            if sys.platform == "win32":  # where reusing an address would share the port with who has it
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(128)
        except BaseException:
            listener.close()
            raise
    except (OSError, UnicodeError) as error:
        raise BadInputError(_why_not_listening(host, port, error)) from None
    return listener


def page_address(listener: socket.socket) -> str:
    """Where a browser on this machine finds the page."""
    host, port = listener.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:
        host = "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def run(
    sessions: Sessions, listener: socket.socket, *, only_local: bool, ready: Callable[[], None] = lambda: None
) -> None:
    """Serve until Ctrl-C.

    Args:
        sessions: of the feedback sessions, with the critic.
        ready: called once when requests are answered.
    """
    turns = Turns()
    critic, jobs = sessions.critic, LoopJobs(sessions, turns.loop_turn)
    app = build_app(critic, turns.turn, jobs, only_local=only_local)
    config = uvicorn.Config(
        app, log_level="error", access_log=False, timeout_graceful_shutdown=LAST_WORDS_SECONDS
    )
    try:
        _Server(config, ready, turns.stop).run(sockets=[listener])
    except KeyboardInterrupt:  # newer uvicorns hand Ctrl-C on when they have stopped
        pass
    finally:
        turns.stop()
        critic.release()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None], stop: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready, self._stop = ready, stop

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._stop()
        super().handle_exit(sig, frame)


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).hostname
    except ValueError:
        return None


def _serve_no_working_folder(app: FastAPI) -> None:
    """gradio 3 hands out every file below the folder that it was started in; ours are no secret."""
    mounted: Any = getattr(app.routes[-1], "app", None)
    if hasattr(mounted, "cwd"):
        mounted.cwd = str(assets_dir() / "javascript")


def _why_not_listening(host: str, port: int, error: Exception) -> str:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return (
            f"Port {port} is taken, perhaps by CLIP Critic itself: choose another with --port, or 0 for any."
        )
    if number in (errno.EACCES, errno.EPERM):
        return f"Port {port} may not be used: choose one above 1023 with --port, or --port 0."
    return f"{host} is no address of this machine ({getattr(error, 'strerror', None) or error})."
