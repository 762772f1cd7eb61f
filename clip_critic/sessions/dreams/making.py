"""Making a dream: frame after frame, each on disk before the next one begins."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from math import ceil, sqrt

import numpy as np
import torch
from PIL import Image, ImageColor, ImageOps

from clip_critic.encoders.gradients import as_tensor
from clip_critic.errors import BadInputError, HostError, InterruptedByUser
from clip_critic.guides.clip import is_out_of_memory
from clip_critic.hosts.base import Host, Request, Skipped
from clip_critic.keywords.targets import Targets
from clip_critic.pictures.infotext import Parameters, png_with_infotext, write_infotext
from clip_critic.progress import Progress, silent
from clip_critic.sessions.dreams.ascent import State
from clip_critic.sessions.dreams.dreaming import Dreaming, Opinion, targets_of, with_phrase
from clip_critic.sessions.dreams.motion import Motion, moved
from clip_critic.sessions.dreams.session import Compared, Dream, Frame
from clip_critic.sessions.dreams.settings import DreamSettings
from clip_critic.sessions.dreams.store import DreamWriter

THOUSANDTHS = 1000
PER_CENT = 100
MOST_LONG = 4
"""The longest side of a picture, in its shorter sides, beyond which a start picture is cut."""
SLOWER = "The gradient was not finite: the step was taken back, and from here on steps are smaller."
LOST = "Where the dream was had been lost: it goes on from the picture of its last frame."
STUCK = (
    "The dream cannot go on, as its gradient is not finite, even in very small steps: choose less speed, "
    "another generator or another encoder."
)
TOO_LARGE = (
    "The dream does not fit into memory ({width} x {height} pixels, {cutouts} cutouts): choose fewer cutouts "
    "or a smaller size."
)
NO_FIT = "The generator does not draw pictures from these numbers ({reason}): choose another generator."

Prepare = Callable[[Dream, Progress], Dreaming]


class DreamRun:
    """A dream that is open for writing.

    Args:
        writer: the locked dream.
        host: returns the host, which wakes the dream up and may be interrupted.
        prepare: loads what the dream needs.
    """

    def __init__(self, writer: DreamWriter, host: Callable[[], Host], prepare: Prepare) -> None:
        self._writer = writer
        self._host = host
        self._prepare = prepare
        self._dreaming: Dreaming | None = None
        self._states: tuple[State, ...] = ()

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
        if self._is_dreaming:
            self._loaded(progress)
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
            if self._host().interrupted():
                raise InterruptedByUser("Interrupted.")
            self.step(progress)
            stopping = self._host().interrupted()  # a queue's turn, and the request with it, may end here
            yield len(self.session.frames)
            if stopping and self.session.left:
                raise InterruptedByUser("Interrupted.")

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

    def _loaded(self, progress: Progress) -> Dreaming:
        if self._dreaming is None:
            self._dreaming = self._prepare(self.session, progress)
            sized = self._sized(self._dreaming)
            if sized != self.session.settings:
                self._writer.change(sized)
        return self._dreaming

    def _sized(self, prepared: Dreaming) -> DreamSettings:
        """Return the settings with sides that are known, multiples of what the generator needs."""
        settings, step = self.session.settings, prepared.generator.multiple
        ratio = 1.0
        if self.session.has_start and not (settings.width and settings.height):
            width, height = self.session.start().image.size
            ratio = min(max(width / height, 1 / MOST_LONG), MOST_LONG)
        wide, high = prepared.side * max(ratio, 1), prepared.side * max(1 / ratio, 1)
        sides = settings.width or wide, settings.height or high
        width, height = (max(round(side / step), 1) * step for side in sides)
        return replace(settings, width=width, height=height)

    # Frames

    def _first(self, progress: Progress) -> None:
        """Make the frame that the dream starts from."""
        began = time.perf_counter()
        generator, settings = self._loaded(progress).generator, self.session.settings
        with self._explained():
            if settings.start == "noise":
                random = torch.Generator().manual_seed(settings.seed)
                numbers = generator.noise(settings.height, settings.width, random)
            else:
                target = as_tensor(self._start_picture())
                numbers = generator.read(target, lambda done, of: progress(done, of, "reading the start"))
            state = State.at(generator.capped(numbers))
        self._keep([state] * len(settings.phrases), began)

    def _start_picture(self) -> Image.Image:
        settings = self.session.settings
        size = settings.width, settings.height
        if settings.start == "picture":
            return ImageOps.fit(self.session.start().image.convert("RGB"), size)
        return Image.new("RGB", size, colour_of(settings.colour))

    def _climb(self, progress: Progress) -> None:
        """Make the next frame: move, climb, look, write."""
        began = time.perf_counter()
        loaded, settings = self._loaded(progress), self.session.settings
        before, note = self._last_states(progress)
        frame = len(self.session.dreamt)
        total, each = settings.frames * len(loaded.variants), THOUSANDTHS / settings.steps
        after = []
        with self._explained():
            for place, (variant, state) in enumerate(zip(loaded.variants, before, strict=True)):
                done = (frame - 1) * len(loaded.variants) + place
                climbing = moved(state, motion_of(settings), loaded.generator)
                for step in range(settings.steps):
                    what = f"frame {frame} of {settings.frames}"
                    progress(int(THOUSANDTHS * done + each * step), THOUSANDTHS * total, what)
                    climbing = variant.ascent.climbed(climbing)
                if climbing.pace < state.pace:
                    note = SLOWER
                after.append(climbing)
        self._keep(after, began, note)

    def _last_states(self, progress: Progress) -> tuple[Sequence[State], str]:
        """Return where the dreams are, and a note if that had to be read from their pictures."""
        loaded, last = self._loaded(progress), self.session.dreamt[-1]
        count = len(loaded.variants)
        if not self._states:
            self._states = self._writer.states(len(self.session.dreamt), count)
        if self._states:
            return self._states, ""

        def reading(done: int, of: int) -> None:
            progress(done, of, "reading the last frame")

        size = self.session.settings.width, self.session.settings.height
        parts = parts_of(self.session.picture(last).image, count, size)
        with self._explained():
            read = [State.at(loaded.generator.read(as_tensor(part), reading)) for part in parts]
        return [replace(state, step=last.climbed, pace=last.pace) for state in read], LOST

    def _keep(self, states: Sequence[State], began: float, note: str = "") -> None:
        """Write a frame: first where the dreams are then and its picture, then its line."""
        loaded, settings = self._loaded(silent), self.session.settings
        number = len(self.session.frames)
        images, opinions = [], []
        for variant, state in zip(loaded.variants, states, strict=True):
            with self._explained(), torch.no_grad():
                picture = loaded.generator.draw(state.numbers).clamp(0, 1)
            image = _image(picture)
            if image.size != (settings.width, settings.height):
                raise HostError(NO_FIT.format(reason=f"they are {image.width} x {image.height} pixels"))
            images.append(image)
            opinions.append(variant.opinion(picture, image))
        frame = replace(
            self._frame(f"{number:04d}.png", opinions),
            climbed=states[0].step,
            pace=min(state.pace for state in states),
            note=note,
        )
        self._writer.save_states(len(self.session.dreamt) + 1, states)
        self._write(frame, side_by_side(images), self._infotext(number), began)
        self._states = tuple(states)

    def _frame(self, file: str, opinions: Sequence[Opinion]) -> Frame:
        """Return the next frame with what is seen in it."""
        settings = self.session.settings
        phrases = settings.phrases if len(opinions) > 1 else ()
        return Frame(
            len(self.session.frames),
            file,
            want=settings.want,
            avoid=settings.avoid,
            similarity=opinions[0].similarity,
            judged=opinions[0].judged,
            activity=opinions[0].activity,
            compared=tuple(
                Compared(phrase, opinion.similarity, opinion.judged)
                for phrase, opinion in zip(phrases, opinions, strict=False)
            ),
        )

    def _wake_up(self, progress: Progress) -> None:
        """Let the host redraw the last frame."""
        began = time.perf_counter()
        settings, last, number = self.session.settings, self.session.dreamt[-1], len(self.session.frames)
        size = settings.width, settings.height
        parts = parts_of(self.session.picture(last).image, len(settings.phrases), size)
        host, made = self._host(), []
        try:
            for phrase, part in zip(settings.phrases, parts, strict=True):
                request = host.checked(wake_up_request(self.session, number, phrase))
                made.append(host.img2img(request, part, progress)[0])
        except Skipped:
            raise InterruptedByUser("Interrupted.") from None
        images = [picture.image for picture in made]
        variants = self._loaded(progress).variants
        opinions = [
            variant.opinion(as_tensor(image), image) for variant, image in zip(variants, images, strict=True)
        ]
        frame = replace(
            self._frame(f"{number:04d}-awake.png", opinions), climbed=last.climbed, pace=last.pace, awake=True
        )
        self._write(frame, side_by_side(images), made[0].infotext, began)

    def _write(self, frame: Frame, image: Image.Image, infotext: str, began: float) -> None:
        self._writer.save_picture(frame.file, png_with_infotext(image, infotext))
        self._writer.append(replace(frame, seconds=round(time.perf_counter() - began, 3)))

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
            size = {"width": settings.width, "height": settings.height, "cutouts": settings.cutouts}
            reason = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
            failure = HostError(
                TOO_LARGE.format(**size) if is_out_of_memory(error) else NO_FIT.format(reason=reason)
            )
        raise failure  # outside the handler: the error's traceback keeps the tensors alive


def motion_of(settings: DreamSettings) -> Motion:
    """Return the movement of each frame."""
    zoom, across, down = (value / PER_CENT for value in (settings.zoom, settings.across, settings.down))
    return Motion(zoom, settings.turn, across, down)


def wake_up_request(dream: Dream, number: int, phrase: str = "") -> Request:
    """Return the request for the picture that the host makes of the last frame."""
    settings = dream.settings
    targets = with_phrase(targets_of(settings, dream.has_aim), phrase)
    own = ", ".join(filter(None, (settings.prompt, phrase))) if settings.prompt else ""
    return Request(
        own or _prompt(targets),
        settings.negative_prompt or ", ".join(target.word for target in targets.unwanted),
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


def _prompt(targets: Targets) -> str:
    """Return the wanted words as a prompt, the heavier ones in front."""
    heaviest = sorted(targets.wanted, key=lambda target: -target.weight)
    return ", ".join(target.word for target in heaviest)


def colour_of(text: str) -> tuple[int, ...]:
    """Return a colour such as ``#336699`` or ``teal`` as red, green and blue.

    Raises:
        BadInputError: it is none.
    """
    try:
        return ImageColor.getrgb(text.strip())[:3]
    except ValueError:
        raise BadInputError(f"{text!r:.80} is not a colour: write one such as #336699.") from None


def side_by_side(images: Sequence[Image.Image]) -> Image.Image:
    """Return pictures of one size in one, in rows."""
    if len(images) == 1:
        return images[0]
    (width, height), columns = images[0].size, _columns(len(images))
    whole = Image.new("RGB", (columns * width, ceil(len(images) / columns) * height))
    for place, image in enumerate(images):
        whole.paste(image, (place % columns * width, place // columns * height))
    return whole


def parts_of(image: Image.Image, count: int, size: tuple[int, int]) -> list[Image.Image]:
    """Return the pictures of some size that are `side_by_side` in one."""
    columns, (width, height) = _columns(count), size
    corners = [(place % columns * width, place // columns * height) for place in range(count)]
    return [image.crop((left, top, left + width, top + height)) for left, top in corners]


def _columns(count: int) -> int:
    return count if count <= MOST_LONG else ceil(sqrt(count))


def _image(picture: torch.Tensor) -> Image.Image:
    pixels = (picture[0].float().cpu().numpy() * 255).round().astype(np.uint8)
    return Image.fromarray(np.ascontiguousarray(pixels.transpose(1, 2, 0)))
