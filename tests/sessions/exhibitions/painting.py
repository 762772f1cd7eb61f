"""Exhibitions on the host that paints and the encoder that knows colours: a picture takes milliseconds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image

from clip_critic.hosts.base import Request
from clip_critic.progress import Progress
from clip_critic.sessions.exhibitions.exhibitions import Exhibitions
from clip_critic.sessions.exhibitions.session import Exhibition
from clip_critic.sessions.exhibitions.settings import ExhibitionSettings
from clip_critic.sessions.exhibitions.store import ExhibitionStore
from tests.critics import Desk
from tests.drawing_host import DrawingCritic, DrawingHost


def painted_exhibitions(home: Path, host: DrawingHost | None = None, encoder: str = "colours") -> Exhibitions:
    """Exhibitions on folders of their own."""
    desk = Desk(home, encoder=encoder)
    here = host or DrawingHost()
    critic = DrawingCritic(desk.places, lambda: desk.settings)
    return Exhibitions(critic, lambda: here, ExhibitionStore(home / "sessions" / "exhibition"))


def failing(words: str, error: Exception) -> DrawingHost:
    """A host that fails for prompts with some words."""

    class Failing(DrawingHost):
        def _draw(self, request: Request, picture: Image.Image | None, progress: Progress) -> Any:
            if words in request.prompt:
                raise error
            return super()._draw(request, picture, progress)

    return Failing()


def asked(**changes: Any) -> ExhibitionSettings:
    """Settings of a small exhibition of colours."""
    defaults = {
        "prompt": "{colour}, white",
        "axes": "colour = red | blue | ",
        "seeds": 2,
        "seed": 7,
        "sampling_steps": 2,
    }
    return ExhibitionSettings.read({**defaults, **changes})


def made(exhibitions: Exhibitions, session_id: str) -> Exhibition:
    """An exhibition after it has run until it stops."""
    with exhibitions.open(session_id) as run:
        for _ in run.run():
            pass
        return run.session


def finished(exhibitions: Exhibitions, **changes: Any) -> Exhibition:
    """A new exhibition with all its pictures."""
    return made(exhibitions, exhibitions.create(asked(**changes)).id)
