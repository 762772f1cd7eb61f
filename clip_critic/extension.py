"""The WebUI extension: one critic for the process, registered with the host's callbacks."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fastapi import FastAPI

from clip_critic.critic import Critic, Folders
from clip_critic.hosts import webui
from clip_critic.sessions.base import Studio
from clip_critic.sessions.feedback.store import SessionStore
from clip_critic.sessions.kinds import AllJobs
from clip_critic.storage.assets import bundled_lists_dir
from clip_critic.ui.webui import later, script, steering, tab


def register() -> None:
    """Register the extension; ``scripts/`` calls this each time that the host loads its scripts."""
    webui.register(tabs=tab.tab, settings=tab.add_settings, started=add_api, unloaded=release)


@cache
def critic() -> Critic:
    """Return the critic of this process, which loads no model before the first ranking."""
    data = webui.data_dir()
    folders = Folders(
        bundled_lists=bundled_lists_dir(),
        user_lists=data / "keyword_lists",
        cache=data / "vectors.sqlite3",
        models=webui.models_dir(),
        concepts=data / "concepts",
        embeddings=webui.embeddings_folders(),
    )
    return Critic(
        folders,
        webui.settings,
        device=webui.device,
        free_host_memory=webui.free_host_memory,
        offload_when_idle=webui.saves_memory,
        on_saved=webui.use_new_embedding,
    )


@cache
def jobs() -> AllJobs:
    """Return the jobs of this process, which survive *Reload UI*."""
    studio = Studio(critic(), webui.WebuiHost, sessions_dir())
    return AllJobs(studio, webui.session_turns, webui.interrupt)


def sessions_dir() -> Path:
    """Return the folder of the user's sessions."""
    return webui.data_dir() / "sessions"


Script = script.script(critic, SessionStore(sessions_dir()))
SteeringScript = steering.script(critic)


def release() -> None:
    """Release memory before *Reload UI* or the end."""
    critic().release()


def add_api(app: FastAPI) -> None:
    """Add our routes to the host's, behind its login; its start does not wait for them."""

    def routes() -> later.Routes:
        from clip_critic.api import Surroundings, router
        from clip_critic.api.login import checks, page_check

        around = Surroundings(translates=True, has_progress=True, has_prompts=True, trains=webui.trains())
        guards = checks(app, webui.api_users(), webui.page_key(), webui.allows_origin)
        is_own_page = page_check(app, webui.page_key())
        return router(critic(), webui.turn, jobs(), around, guards=guards, may_name_any=is_own_page).routes

    later.add_later(app, routes)
