"""The size of an exhibition, said before it starts: its pictures, their time and their space on disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from clip_critic.errors import BadInputError, StorageError
from clip_critic.hosts.base import Request
from clip_critic.sessions.exhibitions.cells import CellPlan, count_of
from clip_critic.sessions.exhibitions.session import Exhibition
from clip_critic.sessions.exhibitions.settings import MOST

USUAL_BYTES = 1.7
"""The bytes per pixel of a picture as PNG, until some have been made."""
USUAL_SECONDS = 5 / (512 * 512 * 20)
"""The seconds per pixel and sampling step, likewise: 5 s for a usual picture."""
LAST = 50
"""The number of pictures whose time and size are taken as those of the next ones."""
EARLIER = 5
"""The number of earlier exhibitions that are asked for the time and size of a picture."""


@dataclass(frozen=True)
class Pace:
    """The time and size of pictures.

    Attributes:
        seconds: the seconds for each pixel and sampling step.
        size: the bytes of a picture's file for each pixel.
        measured: whether they are those of pictures that were made here, and not only assumed.
    """

    seconds: float = USUAL_SECONDS
    size: float = USUAL_BYTES
    measured: bool = False


@dataclass(frozen=True)
class Estimate:
    """The size of an exhibition.

    Attributes:
        cells: the number of cells, without seeds.
        seeds: the number of seeds.
        pictures: the number of different pictures that it asks for.
        left: the number of pictures that have still to be drawn, with all their candidates.
        seconds: the time that these take.
        bytes: the space on disk that these take.
        measured: whether the time is that of pictures that were made here, and not only assumed.
    """

    cells: int
    seeds: int
    pictures: int
    left: int
    seconds: float
    bytes: float
    measured: bool

    @property
    def sentence(self) -> str:
        """The estimate in one line."""
        told = (
            f"{self.left} pictures to draw ({self.cells} cells x {self.seeds} seeds): about "
            f"{duration(self.seconds)} at {self.seconds / max(self.left, 1):.2g} s each, "
            f"{megabytes(self.bytes)} on disk."
        )
        return told if self.measured or not self.left else f"{told} {ASSUMED}"


ASSUMED = "The time is only assumed, until pictures have been drawn here."


def estimate(plan: CellPlan, pace: Pace, exhibition: Exhibition | None = None) -> Estimate:
    """Return the size of a plan, without what has been made already."""
    cells = exhibition.left if exhibition else plan.queue
    drawn = len(cells) * plan.settings.candidates
    work, pixels = _work([plan.request(cell.at) for cell in cells[:: max(len(cells) // LAST, 1)]])
    return Estimate(
        count_of(plan.axes),
        len(plan.seeds),
        len(plan.queue),
        drawn,
        pace.seconds * work * drawn,
        pace.size * pixels * len(cells),
        pace.measured,
    )


def require_confirmed(plan: CellPlan, pace: Pace) -> None:
    """Refuse a plan with more pictures than were confirmed, before its cells are even listed.

    Raises:
        BadInputError: there are too many; the message has their number, time and space on disk.
    """
    settings = plan.settings
    cells, seeds = count_of(plan.axes), len(plan.seeds)
    drawn = cells * seeds * settings.candidates
    if drawn <= settings.most_pictures:
        return
    work, pixels = _work([plan.request((0,) * len(plan.axes))])
    each = pace.seconds * work
    takes, size = duration(each * drawn), megabytes(pace.size * pixels * cells * seeds)
    if drawn > MOST:
        raise BadInputError(
            f"These are {drawn} pictures ({cells} cells x {seeds} seeds x {settings.candidates} candidates), "
            f"about {takes} at {each:.2g} s each and {size} on disk. An exhibition has at most {MOST}: "
            "shorten an axis, or use fewer seeds."
        )
    raise BadInputError(
        f"These are {drawn} pictures ({cells} cells x {seeds} seeds x {settings.candidates} candidates), "
        f"about {takes} at {each:.2g} s each and {size} on disk. Set Most pictures (now "
        f"{settings.most_pictures}) to {drawn} to confirm that, or shorten an axis."
    )


def require_room(folder: Path, needed: float) -> None:
    """Refuse to begin what does not fit on the disk.

    Raises:
        StorageError: there is too little space.
    """
    try:
        free = shutil.disk_usage(next(path for path in (folder, *folder.parents) if path.exists())).free
    except (OSError, StopIteration):
        return
    if needed > free:
        raise StorageError(
            f"The pictures need {megabytes(needed)}, and the disk of {folder} has {megabytes(free)} left: "
            "free some space, or shorten an axis."
        )


def pace_of(exhibitions: Iterable[Exhibition]) -> Pace:
    """Return the pace of the last pictures of the first exhibition that has any."""
    for exhibition in exhibitions:
        plan = exhibition.plan
        places = {cell.key: cell.at for cell in plan.queue}
        last = [step for step in exhibition.steps[-LAST:] if step.file and step.key in places]
        if last:
            works, pixels = zip(*(_work([plan.request(places[step.key])]) for step in last), strict=True)
            seconds = median(step.seconds / work for step, work in zip(last, works, strict=True))
            size = median(step.size / area for step, area in zip(last, pixels, strict=True))
            return Pace(seconds / plan.settings.candidates, size, measured=True)
    return Pace()


def duration(seconds: float) -> str:
    """Return a time with one unit, such as "12 min"."""
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} s"


def megabytes(count: float) -> str:
    """Return a number of bytes as people read it."""
    return f"{count / 1e9:.3g} GB" if count >= 1e9 else f"{count / 1e6:.3g} MB"


def _work(requests: Sequence[Request]) -> tuple[float, float]:
    """Return the mean of pixels times sampling steps, and of pixels."""
    if not requests:
        return 0.0, 0.0
    areas = [request.width * request.height for request in requests]
    works = [area * request.steps for area, request in zip(areas, requests, strict=True)]
    return sum(works) / len(works), sum(areas) / len(areas)
