"""Making a dream: frame after frame, each on disk before the next one begins."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import torch
from PIL import Image, ImageColor, ImageOps

from clip_critic.encoders.gradients import as_tensor
from clip_critic.errors import BadInputError, HostError, InterruptedByUser
from clip_critic.guides.clip import is_out_of_memory
from clip_critic.hosts.base import Host, Request, Skipped
from clip_critic.pictures.infotext import Parameters, png_with_infotext, write_infotext
from clip_critic.progress import Progress, silent
from clip_critic.sessions.dreams.ascent import State
from clip_critic.sessions.dreams.dreaming import Dreaming
from clip_critic.sessions.dreams.motion import Motion, moved
from clip_critic.sessions.dreams.session import Dream, Frame
from clip_critic.sessions.dreams.settings import DreamSettings
from clip_critic.sessions.dreams.store import DreamWriter

THOUSANDTHS = 1000
PER_CENT = 100
SLOWER = "A step led to numbers that are none, and was taken back: from here on, steps are smaller."
LOST = "How the ascent stood was not there any more: it was read from the last frame."
STUCK = (
    "The dream cannot go on, as its gradient is no number, even in very small steps: choose less speed, "
    "another generator or another encoder."
)
TOO_LARGE = "A step of {width} x {height} pixels and {cutouts} cutouts does not fit into memory: choose less."

Prepare = Callable[[Dream, Progress], Dreaming]


class DreamRun:
    """A dream that is open for writing.

    Args:
        writer: the locked dream.
        host: returns the host that wakes it up; called only when it is needed.
        prepare: loads what the dream needs.
    """

    def __init__(self, writer: DreamWriter, host: Callable[[], Host], prepare: Prepare) -> None:
        self._writer = writer
        self._host = host
        self._prepare = prepare
        self._dreaming: Dreaming | None = None
        self._state: State | None = None

    @property
    def session(self) -> Dream:
        """The dream with every frame that is on disk."""
        return self._writer.session

    def begin(self, progress: Progress = silent) -> None:
        """Load what the dream needs, and make its first frame, unless that has been done already.

        Raises:
            BadInputError: the start cannot be used.
            EncoderError: an encoder is missing, fails or has no gradients.
        """
        if self._dreaming is None and self._is_dreaming:
            self._dreaming = self._prepare(self.session, progress)
            self._writer.change(self._sized(self._dreaming))
        if not self.session.frames:
            self._first(progress)

    def run(self, progress: Progress = silent) -> Iterator[int]:
        """Make all frames that are missing; yield once for each on disk.

        Raises:
            InterruptedByUser: the user stopped it; finished frames are kept.
            HostError: the ascent or the host failed.
            StorageError: a frame could not be written.
        """
        self.begin(progress)
        while self.session.left:
            self.step(progress)
            yield len(self.session.frames)

    def step(self, progress: Progress = silent, edit: None = None) -> int:
        """Make one frame; raises the same errors as `run`."""
        self.begin(progress)
        if self._is_dreaming:
            self._climb(progress)
        elif self.session.left:
            self._wake_up(progress)
        return len(self.session.frames)

    @property
    def _is_dreaming(self) -> bool:
        """Whether there are frames to dream, and not only one to wake up from."""
        return len(self.session.dreamt) <= self.session.settings.frames

    def _sized(self, prepared: Dreaming) -> DreamSettings:
        """Return the settings with sides that are known, multiples of what the generator needs."""
        settings, step = self.session.settings, prepared.ascent.generator.multiple
        ratio = 1.0
        if self.session.has_start:
            width, height = self.session.start().image.size
            ratio = min(max(width / height, 1 / 4), 4)
        wide, high = prepared.side * max(ratio, 1), prepared.side * max(1 / ratio, 1)
        sides = settings.width or wide, settings.height or high
        width, height = (max(round(side / step), 1) * step for side in sides)
        return replace(settings, width=width, height=height)

    def _first(self, progress: Progress) -> None:
        """Make the frame that the dream starts from."""
        began = time.perf_counter()
        settings = self.session.settings
        assert self._dreaming is not None
        generator = self._dreaming.ascent.generator
        random = torch.Generator().manual_seed(settings.seed)
        with self._explained():
            if settings.start == "noise":
                numbers = generator.noise(settings.height, settings.width, random)
            else:
                target = as_tensor(self._start_picture())
                numbers = generator.read(target, lambda done, of: progress(done, of, "reading the start"))
            state = State.at(generator.capped(numbers))
        self._keep(state, Frame(0, _file(0), seconds=time.perf_counter() - began))

    def _start_picture(self) -> Image.Image:
        settings = self.session.settings
        size = settings.width, settings.height
        if settings.start == "picture":
            return ImageOps.fit(self.session.start().image.convert("RGB"), size)
        return Image.new("RGB", size, colour_of(settings.colour))

    def _climb(self, progress: Progress) -> None:
        """Make the next frame: move, climb, look, write."""
        began = time.perf_counter()
        assert self._dreaming is not None
        ascent, settings = self._dreaming.ascent, self.session.settings
        state, note = self._last_state(progress)
        number, done = len(self.session.frames), len(self.session.dreamt) - 1
        with self._explained():
            state = moved(state, motion_of(settings), ascent.generator)
            pace = state.pace
            for step in range(settings.steps):
                made = THOUSANDTHS * (done + step / settings.steps)
                progress(int(made), THOUSANDTHS * settings.frames, f"frame {done + 1} of {settings.frames}")
                state = ascent.climbed(state)
        if state.pace < pace:
            note = SLOWER
        frame = Frame(number, _file(number), seconds=time.perf_counter() - began, note=note)
        self._keep(state, frame)

    def _last_state(self, progress: Progress) -> tuple[State, str]:
        """Return where the ascent is, and a note if that had to be found again."""
        assert self._dreaming is not None
        last = self.session.dreamt[-1]
        state = self._state or self._writer.state(len(self.session.dreamt) - 1)
        if state is not None:
            return state, ""
        picture = as_tensor(self.session.picture(last).image)
        with self._explained():
            numbers = self._dreaming.ascent.generator.read(
                picture, lambda done, of: progress(done, of, "reading the last frame")
            )
        return replace(State.at(numbers), step=last.climbed, pace=last.pace), LOST

    def _keep(self, state: State, frame: Frame) -> None:
        """Write a frame with where the ascent is then: first the state and the picture, then the line."""
        assert self._dreaming is not None
        ascent, settings = self._dreaming.ascent, self.session.settings
        with torch.no_grad():
            picture = ascent.generator.draw(state.numbers).clamp(0, 1)
        image = _image(picture)
        similarity = sum(aim.similarity(picture) for aim in ascent.aims) / len(ascent.aims)
        judged = self._dreaming.judge(image)
        self._writer.save_state(len(self.session.dreamt), state)
        self._writer.save_picture(frame.file, png_with_infotext(image, self._infotext(frame.number)))
        self._writer.append(
            replace(
                frame,
                climbed=state.step,
                want=settings.want,
                avoid=settings.avoid,
                similarity=round(similarity, 6),
                judged=None if judged is None else round(judged, 6),
                pace=state.pace,
                seconds=round(frame.seconds, 3),
            )
        )
        self._state = state

    def _wake_up(self, progress: Progress) -> None:
        """Let the host redraw the last frame."""
        began = time.perf_counter()
        settings, last, number = self.session.settings, self.session.dreamt[-1], len(self.session.frames)
        request = wake_up_request(self.session, number)
        picture = self.session.picture(last).image
        host = self._host()
        try:
            (made, *_) = host.img2img(host.checked(request), picture, progress)
        except Skipped:
            raise InterruptedByUser("Interrupted.") from None
        file = _file(number, awake=True)
        self._writer.save_picture(file, png_with_infotext(made.image, made.infotext))
        self._writer.append(
            Frame(
                number,
                file,
                last.climbed,
                settings.want,
                settings.avoid,
                last.similarity,
                last.judged,
                last.pace,
                awake=True,
                seconds=round(time.perf_counter() - began, 3),
            )
        )

    def _infotext(self, number: int) -> str:
        settings = self.session.settings
        entries = {
            "Seed": str(settings.seed),
            "Size": f"{settings.width}x{settings.height}",
            "CLIP Critic session": self.session.id,
            "CLIP Critic frame": str(number),
        }
        return write_infotext(Parameters(settings.want, settings.avoid, entries))

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn failures of the ascent into errors that say what to do."""
        settings = self.session.settings
        failure: HostError
        try:
            yield
            return
        except ArithmeticError:
            failure = HostError(STUCK)
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
            size = {"width": settings.width, "height": settings.height, "cutouts": settings.cutouts}
            failure = HostError(TOO_LARGE.format(**size))
        raise failure  # outside the handler: the error's traceback keeps the tensors alive


def motion_of(settings: DreamSettings) -> Motion:
    """Return the movement of each frame."""
    zoom, across, down = (value / PER_CENT for value in (settings.zoom, settings.across, settings.down))
    return Motion(zoom, settings.turn, across, down)


def wake_up_request(dream: Dream, number: int) -> Request:
    """Return the request for the picture that the host makes of the last frame."""
    settings = dream.settings
    return Request(
        settings.prompt or settings.want,
        settings.negative_prompt or settings.avoid,
        seed=settings.seed,
        width=settings.width,
        height=settings.height,
        steps=settings.sampling_steps,
        cfg_scale=settings.cfg_scale,
        sampler=settings.sampler,
        scheduler=settings.scheduler,
        strength=settings.wake_up,
        extra={"CLIP Critic session": dream.id, "CLIP Critic frame": str(number)},
    )


def colour_of(text: str) -> tuple[int, ...]:
    """Return a colour such as ``#336699`` or ``teal`` as red, green and blue.

    Raises:
        BadInputError: it is none.
    """
    try:
        return ImageColor.getrgb(text.strip())[:3]
    except ValueError:
        raise BadInputError(f"{text!r:.80} is not a colour: write one such as #336699.") from None


def _file(number: int, awake: bool = False) -> str:
    return f"{number:04d}{'-awake' if awake else ''}.png"


def _image(picture: torch.Tensor) -> Image.Image:
    pixels = (picture[0].float().cpu().numpy() * 255).round().astype(np.uint8)
    return Image.fromarray(np.ascontiguousarray(pixels.transpose(1, 2, 0)))
