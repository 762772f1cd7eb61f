"""Small dreams of the miniature: a step takes a hundredth of a second."""

from __future__ import annotations

import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

from clip_critic.critic import Critic
from clip_critic.hosts.base import Host
from clip_critic.hosts.diffusers.host import DiffusersHost
from clip_critic.pictures.opening import Picture
from clip_critic.progress import Progress, silent
from clip_critic.sessions.dreams.dreams import Dreams
from clip_critic.sessions.dreams.session import Dream
from clip_critic.sessions.dreams.settings import DreamSettings
from clip_critic.sessions.dreams.store import DreamStore
from tests.critics import Desk


@lru_cache(maxsize=1)
def miniature_host() -> Host:
    """Return the host of all dreams that need none of their own."""
    return DiffusersHost(device="cpu")


@lru_cache(maxsize=1)
def miniature_critic() -> Critic:
    """Return the critic of all dreams: loading the miniature takes longer than a dream."""
    return Desk(Path(tempfile.mkdtemp(prefix="dreams-")), encoder="miniature", cache_megabytes=0).critic()


def dreams_of(home: Path, host: Host | None = None) -> Dreams:
    """Return dreams on a folder of their own."""
    return Dreams(
        miniature_critic(),
        (lambda: host) if host else miniature_host,
        DreamStore(home / "sessions" / "dream"),
    )


def asked(**changes: Any) -> DreamSettings:
    """Return the settings of a small dream."""
    quick = {
        "want": "a blue star",
        "generator": "pixels",
        "frames": 3,
        "steps": 2,
        "cutouts": 2,
        "seed": 7,
        "sampling_steps": 2,
    }
    return DreamSettings.read({**quick, **changes})


def run(dreams: Dreams, session_id: str, progress: Progress = silent) -> Dream:
    """Return a dream after all its frames were made."""
    with dreams.open(session_id) as made:
        for _ in made.run(progress):
            pass
        return made.session


def dreamt(dreams: Dreams, begin: Picture | None = None, aim: Picture | None = None, **changes: Any) -> Dream:
    """Return a new dream with all its frames."""
    return run(dreams, dreams.create(asked(**changes), begin, aim).id)


def contents(dream: Dream) -> dict[str, bytes]:
    """Return the frames by their names."""
    return {frame.file: dream.path(frame.file).read_bytes() for frame in dream.frames}
