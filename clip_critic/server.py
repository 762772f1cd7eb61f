"""The workbench's server: the page and the HTTP API of `clip_critic.api` in one FastAPI app.

It is meant for the machine that it runs on. Unless others are let in, it answers only requests for a name of
this machine from pages of this machine, so that no other page can reach it through the user's browser.
"""

from __future__ import annotations

import socket
from collections.abc import Callable

from fastapi import FastAPI

from clip_critic.api import router
from clip_critic.api.listening import serve
from clip_critic.api.local import refuse_others
from clip_critic.api.page import add_page
from clip_critic.critic import Critic
from clip_critic.engine.turns import Turn, Turns
from clip_critic.sessions.base import Studio
from clip_critic.sessions.kinds import AllJobs


def build_app(
    critic: Critic, turn: Turn | None = None, jobs: AllJobs | None = None, *, only_local: bool = True
) -> FastAPI:
    """Return an application with the API under `clip_critic.api.PATH`, and the page at ``/``.

    Args:
        turn: a context for one caller at a time; by default a new one.
        jobs: the sessions, which take the same turns; without them there are no panels for sessions.
        only_local: whether to refuse requests for other hosts, or from pages of other hosts.
    """
    app = FastAPI(title="CLIP Critic", redoc_url=None)
    turn = turn or Turns().turn
    app.include_router(router(critic, turn, jobs))
    add_page(app, "/")
    if only_local:
        refuse_others(app)
    return app


def run(
    studio: Studio, listener: socket.socket, *, only_local: bool, ready: Callable[[], None] = lambda: None
) -> None:
    """Serve until Ctrl-C.

    Args:
        studio: the studio of sessions, with the critic.
        ready: a callback for when requests are answered.
    """
    turns = Turns()
    critic, jobs = studio.critic, AllJobs(studio, turns.session_turns)
    try:
        serve(build_app(critic, turns.turn, jobs, only_local=only_local), listener, ready, turns.stop)
    finally:
        turns.stop()
        critic.release()
