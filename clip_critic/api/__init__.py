"""The HTTP API: rank, audit, lists, concepts, encoders, sessions, taste; the same in a WebUI and alone.

Handlers are plain functions: FastAPI runs them on threads, where inference may block.
"""

from collections.abc import Callable, Iterable

from fastapi import APIRouter, Request

from clip_critic.api.answers import Guard, guarded
from clip_critic.api.concept_tasks import add_concept_task_routes
from clip_critic.api.concepts import add_concept_routes
from clip_critic.api.face import Surroundings, add_face_routes
from clip_critic.api.limits import MAX_PICTURE_BYTES
from clip_critic.api.lists import add_list_routes
from clip_critic.api.naming import Naming, nobody
from clip_critic.api.pictures import add_picture_routes
from clip_critic.api.prompts import add_prompt_routes
from clip_critic.api.questions import add_question_routes
from clip_critic.api.ranking import add_ranking_routes
from clip_critic.api.sessions import add_session_routes
from clip_critic.api.taste import add_taste_routes
from clip_critic.critic import Critic
from clip_critic.engine.turns import Turn
from clip_critic.sessions.kinds import AllJobs

__all__ = ["MAX_PICTURE_BYTES", "PATH", "Surroundings", "router"]

PATH = "/clip-critic/v1"


def router(
    critic: Critic,
    turn: Turn,
    jobs: AllJobs | None = None,
    around: Surroundings | None = None,
    *,
    guards: Iterable[Guard] = (),
    may_name_any: Callable[[Request], bool] = nobody,
) -> APIRouter:
    """Return all routes under `PATH`.

    Args:
        turn: a context that waits for the host's queue and yields its progress.
        jobs: the sessions of every kind; without them there are no routes for sessions.
        around: the features that the program around the page already has.
        guards: functions that look at each request before its body is read.
        may_name_any: whether a request may name an encoder by its path, or one to download.
    """
    routes = APIRouter(prefix=PATH, tags=["CLIP Critic"], route_class=guarded(guards))
    naming = Naming(critic, may_name_any)
    around = around or Surroundings()
    add_face_routes(routes, critic, around)
    tasting = jobs.studio.tasting if jobs is not None else None
    add_ranking_routes(routes, naming, turn, tasting)
    add_question_routes(routes, naming, turn, tasting)
    add_picture_routes(routes, jobs)
    add_prompt_routes(routes, critic, around)
    add_list_routes(routes, critic.presets)
    add_concept_routes(routes, naming, turn, around)
    add_concept_task_routes(routes, naming, jobs, turn)
    if jobs is not None:
        add_session_routes(routes, jobs, naming, turn)
        add_taste_routes(routes, jobs, naming, turn)
    return routes
