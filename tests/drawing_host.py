"""A small real host and a small real encoder, which know colours: a loop on them takes milliseconds.

The host paints the colours of the prompt, by their weights, away from those of the negative prompt, with
grain from the seed. The encoder sees how much of each colour a picture has. Nothing is loaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from clip_critic.critic import Critic, Wanted
from clip_critic.encoders.base import Encoder
from clip_critic.engine.turns import Turn
from clip_critic.errors import BadInputError, EncoderError
from clip_critic.hosts.base import (
    Description,
    GeneratedPicture,
    Request,
    TokenCount,
    check_request,
    refuse_guide,
)
from clip_critic.pictures.masks import keep_outside, require_mask
from clip_critic.pictures.opening import Picture, open_picture
from clip_critic.progress import Progress, silent
from clip_critic.prompts import parse_prompt
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.sessions import Sessions
from clip_critic.sessions.feedback.settings import LoopSettings
from clip_critic.sessions.feedback.steps import Step, step_record
from clip_critic.sessions.feedback.store import SessionStore
from tests.critics import Desk

SIDE = 64
COLOURS = {
    "red": (220, 30, 40),
    "green": (30, 160, 60),
    "blue": (40, 60, 220),
    "yellow": (240, 220, 50),
    "black": (10, 10, 10),
    "white": (245, 245, 245),
}
KEYWORDS = "[Colour]\nred\ngreen\nblue\nyellow\n\n[Light]\nblack\nwhite\n"


class DrawingHost:
    """Paints what a prompt says; the same request gives the same pictures.

    Args:
        before: called before each batch with its number, from 1: what it raises ends the batch.
        pause: called before each sampling step.
    """

    def __init__(
        self,
        before: Callable[[int], object] = lambda number: None,
        pause: Callable[[], object] = lambda: None,
    ) -> None:
        self.requests: list[Request] = []
        self.bases: list[Image.Image | None] = []
        self.notes: tuple[str, ...] = ()
        self.stop = False
        self._before = before
        self._pause = pause

    options = ("Grain", "paper_tint")
    no_guides = "The brush cannot be steered."

    def describe(self) -> Description:
        return Description("drawing", ("Brush", "Pen"), ("even",), ("paper",), options=self.options)

    def side(self, checkpoint: str) -> int:
        return SIDE

    def checked(self, request: Request) -> Request:
        check_request(request, self.describe())
        refuse_guide(request, self.no_guides)
        for name, value in request.options.items():
            if name not in self.options or not value.isdecimal():
                raise BadInputError(f"The brush has no option {name!r} of {value!r}.")
        return request

    def txt2img(self, request: Request, progress: Progress) -> list[GeneratedPicture]:
        return self._draw(request, None, progress)

    def img2img(self, request: Request, picture: Image.Image, progress: Progress) -> list[GeneratedPicture]:
        return self._draw(request, picture, progress)

    def count_tokens(self, prompt: str) -> TokenCount | None:
        used = len(parse_prompt(prompt).plain().split())
        return TokenCount(used, max(-(-used // 75), 1) * 75)

    def interrupted(self) -> bool:
        return self.stop

    def _draw(
        self, request: Request, picture: Image.Image | None, progress: Progress
    ) -> list[GeneratedPicture]:
        request = self.checked(request)
        self.requests.append(request)
        self.bases.append(picture)
        self._before(len(self.requests))
        for step in range(request.steps):
            self._pause()
            progress(step, request.steps, "drawing")
        return [self._one(request, picture, request.seed + index) for index in range(request.count)]

    def _one(self, request: Request, picture: Image.Image | None, seed: int) -> GeneratedPicture:
        random = np.random.default_rng(seed)
        size = (request.height // 8, request.width // 8, 3)
        paint = _colour(request.prompt, 128.0) - 0.3 * (_colour(request.negative_prompt, 0.0))
        grain = random.normal(0, float(request.options.get("Grain", 40)), size) + random.normal(0, 25, 3)
        values = (paint + grain).repeat(8, 0).repeat(8, 1)
        if picture is not None:
            old = np.asarray(picture.convert("RGB").resize((request.width, request.height)), dtype=float)
            values = request.strength * values + (1 - request.strength) * old
        image = Image.fromarray(values.clip(0, 255).round().astype(np.uint8))
        if picture is not None and request.mask is not None:
            require_mask(request.mask, picture.size)
            image = keep_outside(image, picture, request.mask)
        extra = "".join(f", {name}: {value!r}" for name, value in request.extra.items())
        text = f"{request.prompt}\nNegative prompt: {request.negative_prompt}\nSteps: {request.steps}"
        return GeneratedPicture(image, f"{text}, Seed: {seed}{extra}", seed)


def _colour(prompt: str, blank: float) -> np.ndarray:
    weighted = [
        (phrase.weight, COLOURS[phrase.text.casefold()])
        for phrase in parse_prompt(prompt).phrases
        if phrase.text.casefold() in COLOURS
    ]
    if not weighted:
        return np.full(3, blank)
    total = sum(weight for weight, _ in weighted)
    return np.asarray(sum(weight * np.asarray(rgb, dtype=float) for weight, rgb in weighted) / total)


class ColourEncoder:
    """Sees the mean colour and the corners of a picture; words that are no colours look like nothing much."""

    dimension = 15
    logit_scale = 30.0
    logit_bias = 0.0
    context_length = 77

    def __init__(self, identity: str = "colours") -> None:
        self.identity = identity

    def encode_images(self, pictures: Sequence[Image.Image]) -> np.ndarray:
        seen = [
            np.asarray(picture.resize((2, 2), Image.Resampling.BOX), dtype=np.float64) for picture in pictures
        ]
        return _units([np.concatenate([picture.mean((0, 1)), picture.ravel() / 4]) for picture in seen])

    def encode_texts(self, texts: Sequence[str]) -> np.ndarray:
        return _units([self._text(text) for text in texts])

    def count_cut_tokens(self, texts: Sequence[str]) -> list[int]:
        return [max(len(text.split()) - 75, 0) for text in texts]

    def _text(self, text: str) -> np.ndarray:
        rgb = COLOURS.get(text.casefold())
        if rgb is None:
            digest = hashlib.sha256(f"{self.identity} {text}".encode()).digest()
            red, green, blue = (128 + (byte - 128) // 4 for byte in digest[:3])
            rgb = (red, green, blue)
        return np.concatenate([np.asarray(rgb, dtype=np.float64), np.tile(rgb, 4) / 4])


def _units(rows: list[np.ndarray]) -> np.ndarray:
    centred = np.array(rows) - 100 * np.r_[np.ones(3), np.ones(12) / 4]
    return np.asarray(centred / np.linalg.norm(centred, axis=1, keepdims=True), dtype=np.float32)


class DrawingCritic(Critic):
    """A critic whose encoders are `ColourEncoder`; ``none:`` is missing."""

    def _load(self, wanted: Wanted) -> Encoder:
        spec = wanted.spec
        if spec.startswith("none:"):
            raise EncoderError(f"There is no encoder {spec!r} here.")
        return ColourEncoder(spec)


def drawing_sessions(home: Path, host: DrawingHost | None = None) -> Sessions:
    """Sessions on folders of their own."""
    desk = Desk(home, encoder="colours")
    here = host or DrawingHost()
    critic = DrawingCritic(desk.places, lambda: desk.settings)
    return Sessions(critic, lambda: here, SessionStore(home / "sessions"))


def chosen(**changes: Any) -> LoopSettings:
    """Settings for a short loop towards blue, which no score ends early."""
    defaults = {"want": "blue", "keywords": KEYWORDS, "steps": 4, "candidates": 2, "seed": 7, "hold": 0}
    return LoopSettings.read({**defaults, "sampling_steps": 2, "target_score": 0, **changes})


def start_picture(name: str = "red") -> Picture:
    """A picture of one colour, a little lighter to the right."""
    shade = np.linspace(0.8, 1.0, SIDE)[None, :, None] * np.asarray(COLOURS[name], dtype=float)
    return open_picture(Image.fromarray(shade.repeat(SIDE, 0).astype(np.uint8)), name=f"{name}.png")


def begun(sessions: Sessions, **changes: Any) -> Session:
    """A new session from the red picture."""
    return sessions.create(chosen(**changes), "picture", start_picture())


def driven(sessions: Sessions, session_id: str) -> Session:
    """A session after it has run until it stops."""
    with sessions.open(session_id) as loop:
        for _ in loop.run():
            pass
        return loop.session


def step_records(session: Session) -> list[dict[str, Any]]:
    """The records of a session's steps but for what differs from run to run, with their pictures' digests."""
    return [{**_timeless(step), "digests": _digests(session, step)} for step in session.steps]


def _timeless(step: Step) -> dict[str, Any]:
    return {name: value for name, value in step_record(step).items() if name != "seconds"}


def _digests(session: Session, step: Step) -> list[str]:
    return [
        hashlib.sha256(session.picture(candidate.file).image.tobytes()).hexdigest()
        for candidate in step.candidates
    ]


@contextmanager
def turn(task: str | None, batches: int) -> Iterator[Turn]:
    """A queue that is always free."""
    yield lambda: nullcontext(silent)
