"""The workbench's server: the page and the HTTP API of `clip_critic.api` in one FastAPI app.

It is meant for the machine that it runs on. Unless others are let in, it answers only requests for a name of
this machine, and never those of another page: none can reach it through the user's browser.
"""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable

from fastapi import FastAPI, Request

from clip_critic.api import router
from clip_critic.api.answers import SAFE
from clip_critic.api.docs import add_docs
from clip_critic.api.listening import serve
from clip_critic.api.local import SafeAnswers, SameOrigin, is_local, refuse_others
from clip_critic.api.login import has_key
from clip_critic.api.page import add_page
from clip_critic.critic import Critic
from clip_critic.engine.turns import Turn, Turns
from clip_critic.sessions.base import Studio
from clip_critic.sessions.kinds import AllJobs


def build_app(
    critic: Critic,
    turn: Turn | None = None,
    jobs: AllJobs | None = None,
    *,
    only_local: bool = True,
    any_encoder: bool = False,
) -> FastAPI:
    """Return an application with the API under `clip_critic.api.PATH`, and the page at ``/``.

    Args:
        turn: a context for one caller at a time; by default a new one.
        jobs: the sessions, which take the same turns; without them there are no panels for sessions.
        only_local: whether to refuse requests for other hosts.
        any_encoder: whether everybody may name any encoder; otherwise only this machine's own page may.
    """
    app = FastAPI(title="CLIP Critic", docs_url=None, redoc_url=None)
    turn = turn or Turns().turn
    key = secrets.token_urlsafe()

    def may_name_any(request: Request) -> bool:
        return any_encoder or (has_key(request, key) and is_local(request))

    app.include_router(router(critic, turn, jobs, may_name_any=may_name_any))
    add_page(app, critic, "/", key_for=lambda request: key if is_local(request) else "")
    add_docs(app, "/docs")
    app.add_middleware(SameOrigin)
    if only_local:
        refuse_others(app)
    app.add_middleware(SafeAnswers, headers={**SAFE, "Cross-Origin-Resource-Policy": "same-origin"})
    return app


def run(
    studio: Studio, listener: socket.socket, ready: Callable[[], None] = lambda: None, **options: bool
) -> None:
    """Serve until Ctrl-C.

    Args:
        studio: the studio of sessions, with the critic.
        ready: a callback for when requests are answered.
        options: the options of `build_app`.
    """
    turns = Turns()
    critic, jobs = studio.critic, AllJobs(studio, turns.session_turns)
    app = build_app(critic, turns.turn, jobs, **options)
    try:
        serve(app, listener, ready, turns.stop)
    finally:
        turns.stop()
        critic.release()
