"""A session as an animation, from its start to the kept picture."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Literal

from PIL import Image

from clip_critic.errors import BadInputError
from clip_critic.sessions.feedback.session import Session

Kind = Literal["webp", "gif"]
MILLISECONDS = 600
LAST_MILLISECONDS = 2400
MOST_FRAMES = 300
"""The most frames; a longer session is shown by evenly spaced ones, with the first and the last."""


def animation(frames: Sequence[Image.Image], kind: Kind | None = None) -> tuple[bytes, Kind]:
    """Encode frames as an endlessly repeating file, all in the size of the last frame.

    Args:
        frames: RGB pictures.
        kind: the file's format; None means WebP if Pillow can write it, otherwise GIF.

    Returns:
        The file's content and format.

    Raises:
        BadInputError: there are no frames.
    """
    if not frames:
        raise BadInputError("There is no picture to animate yet.")
    Image.init()
    kind = kind or ("webp" if "WEBP" in Image.SAVE_ALL else "gif")
    size = frames[-1].size
    fitted = [frame if frame.size == size else frame.resize(size) for frame in frames]
    times = [MILLISECONDS] * (len(fitted) - 1) + [LAST_MILLISECONDS]
    file = io.BytesIO()
    options = {"quality": 88, "method": 4} if kind == "webp" else {"optimize": False}
    fitted[0].save(
        file, kind.upper(), save_all=True, append_images=fitted[1:], duration=times, loop=0, **options
    )
    return file.getvalue(), kind


def frames(session: Session, *, every: bool = False) -> Iterator[Image.Image]:
    """Yield the pictures of a session in order; raises `SessionError` if one is missing.

    Args:
        session: the session.
        every: whether to include the best picture of each step, not only the kept ones.
    """
    files = [step.winner.file for step in session.steps if step.winner and (every or step.kept)]
    for file in _evenly(files, MOST_FRAMES):
        yield session.picture(file).image


def _evenly(files: Sequence[str], most: int) -> list[str]:
    if len(files) <= most:
        return list(files)
    return [files[round(index * (len(files) - 1) / (most - 1))] for index in range(most)]
