"""AUTOMATIC1111's WebUI and its forks: the only module that imports ``modules.*``.

Differences between the forks are found by looking for features, never for names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

from fastapi import Depends, FastAPI
from modules import call_queue, devices, paths, script_callbacks, shared
from modules import progress as host_progress

from clip_critic.errors import InterruptedByUser
from clip_critic.progress import Progress
from clip_critic.settings import Settings, table

NAME = "CLIP Critic"
PREFIX = "clip_critic_"


def register(
    *,
    tabs: Callable[[], Any],
    settings: Callable[[], None],
    started: Callable[[FastAPI], None],
    unloaded: Callable[[], None],
) -> None:
    """Hang the extension onto the host's callbacks; repeated at every *Reload UI*."""

    def hang() -> None:
        script_callbacks.on_ui_tabs(tabs)
        script_callbacks.on_ui_settings(settings)
        script_callbacks.on_app_started(lambda demo, app: started(app))
        script_callbacks.on_script_unloaded(unloaded)

    # The host looks through the whole stack at each of them, source files and all: that of a thread is short.
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(hang).result()


# Places and settings


def data_dir() -> Path:
    """Our own folder among the host's data."""
    return Path(paths.data_path) / "clip-critic"


def models_dir() -> Path:
    """Where CLIP models are looked for: ``--clip-models-path``, or ``models/CLIP``."""
    return Path(getattr(shared.cmd_opts, "clip_models_path", None) or Path(paths.models_path) / "CLIP")


def add_option(
    name: str,
    default: Any,
    label: str,
    info: str,
    component: Any,
    options: Mapping[str, Any],
    *,
    needs_reload: bool = False,
) -> None:
    """One entry of our section of the host's settings page."""
    row = shared.OptionInfo(default, label, component, dict(options), section=("clip_critic", NAME))
    if info:  # the host's own ``info`` would put brackets around it, which no translation expects
        row = row.html(f"<span class='info'>{escape(info)}</span>")
    shared.opts.add_option(PREFIX + name, row.needs_reload_ui() if needs_reload else row)


def settings() -> Settings:
    """The settings as the host holds them now."""
    return Settings.read({name: getattr(shared.opts, PREFIX + name, default) for name, default, _ in table()})


# Memory


def device() -> str | None:
    """Where the host wants such models to run (``--use-cpu interrogate``); none leaves it open."""
    chosen = getattr(devices, "device_interrogate", None)
    return str(chosen) if chosen is not None else None


@contextmanager
def room() -> Iterator[None]:
    """Make room beside the host's own models, as its interrogator does, and clear up afterwards."""
    try:
        from modules import lowvram

        lowvram.send_everything_to_cpu()
    except (ImportError, AttributeError):
        pass  # the fork manages its memory itself
    devices.torch_gc()
    try:
        yield
    finally:
        devices.torch_gc()


def saves_memory() -> bool:
    """Whether the user has asked the host to leave as much of the GPU free as it can."""
    return any(getattr(shared.cmd_opts, flag, False) for flag in ("lowvram", "medvram", "medvram_sdxl"))


# Queue, progress, interrupt


@contextmanager
def turn(task: str | None = None) -> Iterator[Progress]:
    """Wait for a turn in the host's queue; yields what moves its progress bar.

    Args:
        task: the id that the page's progress bar asks for; none for a call without a page.
    """
    if task:
        host_progress.add_task_to_queue(task)
    with call_queue.queue_lock:
        shared.state.begin(task or NAME)
        if task:
            host_progress.start_task(task)
        try:
            yield _report
        finally:
            if task:
                host_progress.finish_task(task)
            shared.state.end()
            shared.state.interrupted = False


def interrupt() -> None:
    """Ask the running work, ours or the host's, to stop."""
    shared.state.interrupt()


def _report(done: int, total: int, what: str) -> None:
    state = shared.state
    if state.interrupted or state.skipped or getattr(state, "stopping_generation", False):
        raise InterruptedByUser("Interrupted.")
    state.job_count, state.job_no = 1, 0
    state.sampling_steps, state.sampling_step = max(total, 1), done
    state.textinfo = what


# HTTP


def serves_api() -> bool:
    """Whether the host was started with its HTTP API."""
    return any(getattr(shared.cmd_opts, flag, False) for flag in ("api", "nowebui"))


def guards(app: FastAPI) -> list[Any]:
    """The host's own login as dependencies for our routes: its API's (``--api-auth``), else its page's.

    The host keeps no handle on either; both hang on routes of its own.
    """
    routes = {getattr(route, "path", ""): route for route in app.routes}
    login = routes.get("/login_check")
    of_api = list(getattr(routes.get("/sdapi/v1/txt2img"), "dependencies", ()))
    return of_api or ([Depends(login.endpoint)] if login else [])
