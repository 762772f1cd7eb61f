"""The miniature as a host for many sessions at once, whose pictures are generated in common batches.

A picture depends on its prompt and its seed, not on the rest of its batch; batches only save time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from typing import TypeVar

from PIL import Image

from clip_critic.hosts.base import Description, GeneratedPicture, Request, TokenCount
from clip_critic.hosts.diffusers.checkpoints import MINIATURE, Checkpoint
from clip_critic.hosts.diffusers.drawing import Batch, Painter
from clip_critic.hosts.diffusers.loading import Placement, load_painter
from clip_critic.hosts.diffusers.samplers import choose
from clip_critic.progress import Progress, silent

BATCH = 48
SIDE = 64
Item = TypeVar("Item")
Result = TypeVar("Result")


def load_miniature() -> Painter:
    """Load the bundled miniature on the CPU."""
    return load_painter(Checkpoint(MINIATURE), Placement("cpu"))


class Together:
    """A `Host` for many threads: once all of them wait for pictures, all are generated."""

    def __init__(self, painter: Painter) -> None:
        self._painter = painter
        self._turn = threading.Condition()
        self._users: dict[int, int] = {}
        self._asked: dict[int, tuple[Request, Image.Image]] = {}
        self._made: dict[int, list[GeneratedPicture] | Exception] = {}

    def each(self, work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
        """Do the work for every item, each on its own thread, which may ask this host for pictures."""
        ready = threading.Barrier(len(items))

        def run(numbered: tuple[int, Item]) -> Result:
            number, item = numbered
            with self._turn:
                self._users[threading.get_ident()] = number
            ready.wait()
            try:
                return work(item)
            finally:
                with self._turn:
                    del self._users[threading.get_ident()]
                    self._make_if_all_wait()

        with ThreadPoolExecutor(len(items)) as pool:
            return list(pool.map(run, enumerate(items)))

    def describe(self) -> Description:
        return Description("the miniature")

    def side(self, checkpoint: str) -> int:
        return SIDE

    def checked(self, request: Request) -> Request:
        return request

    def txt2img(self, request: Request, progress: Progress) -> list[GeneratedPicture]:
        raise NotImplementedError("these benchmarks start from pictures")

    def img2img(
        self, request: Request, picture: Image.Image, progress: Progress = silent
    ) -> list[GeneratedPicture]:
        with self._turn:
            number = self._users[threading.get_ident()]
            self._asked[number] = request, picture
            self._make_if_all_wait()
            self._turn.wait_for(lambda: number in self._made)
            generated = self._made.pop(number)
        if isinstance(generated, Exception):
            raise generated
        return generated

    def count_tokens(self, prompt: str) -> TokenCount:
        with self._turn:
            return self._painter.reader.count_tokens(prompt)

    def interrupted(self) -> bool:
        return False

    def _make_if_all_wait(self) -> None:
        if not self._asked or len(self._asked) < len(self._users):
            return
        numbers = sorted(self._asked)
        jobs = [self._asked[number] for number in numbers]
        self._asked.clear()
        try:
            self._made.update(zip(numbers, self._make(jobs), strict=True))
        except Exception as error:
            self._made.update(dict.fromkeys(numbers, error))
        self._turn.notify_all()

    def _make(self, jobs: Sequence[tuple[Request, Image.Image]]) -> list[list[GeneratedPicture]]:
        singles = [
            (number, request, request.seed + offset, picture)
            for number, (request, picture) in enumerate(jobs)
            for offset in range(request.count)
        ]
        found: list[list[GeneratedPicture]] = [[] for _ in jobs]

        def alike(single: tuple[int, Request, int, Image.Image]) -> tuple[float, int, float]:
            return single[1].strength, single[1].steps, single[1].cfg_scale

        for _, group in groupby(sorted(singles, key=alike), key=alike):
            members = list(group)
            for start in range(0, len(members), BATCH):
                part = members[start : start + BATCH]
                images = self._redraw(part)
                for (number, request, seed, _), image in zip(part, images, strict=True):
                    found[number].append(GeneratedPicture(image, request.prompt, seed))
        return found

    def _redraw(self, part: Sequence[tuple[int, Request, int, Image.Image]]) -> list[Image.Image]:
        first = part[0][1]
        batch = Batch(
            prompts=[request.prompt for _, request, _, _ in part],
            negatives=[request.negative_prompt for _, request, _, _ in part],
            seeds=[seed for _, _, seed, _ in part],
            choice=choose(first.sampler, first.scheduler, first.steps),
            steps=first.steps,
            guidance=first.cfg_scale,
            width=first.width,
            height=first.height,
        )
        return self._painter.redraw(batch, [picture for _, _, _, picture in part], first.strength)
