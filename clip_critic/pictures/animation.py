"""Pictures as an animation: WebP, GIF, or MP4 where PyAV is installed."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, TypeVar

from PIL import Image

from clip_critic.errors import BadInputError, CriticError

Kind = Literal["webp", "gif", "mp4"]
MEDIA: Mapping[Kind, str] = {"webp": "image/webp", "gif": "image/gif", "mp4": "video/mp4"}
MILLISECONDS = 600
HELD = 4
"""How long the last frame is shown, in frames."""
MOST_FRAMES = 300
"""The most frames of WebP and GIF; more are shown by evenly spaced ones, with the first and the last."""
CODECS = ("libx264", "h264", "libopenh264", "mpeg4")
"""Codecs of MP4; the first one that is there is used."""
NO_FRAMES = "There is no picture to animate yet."
NO_MP4 = "MP4 needs PyAV, which cannot be loaded ({reason}): choose WebP or GIF, or pip install av."
NO_CODEC = "PyAV has no codec for MP4 on this machine: choose WebP or GIF."
Item = TypeVar("Item")


def animation(
    frames: Sequence[Image.Image], kind: Kind | None = None, milliseconds: int = MILLISECONDS
) -> tuple[bytes, Kind]:
    """Encode frames as an endlessly repeating file, or as a film, all in the size of the last frame.

    Args:
        frames: RGB pictures.
        kind: the file's format; None means WebP if Pillow can write it, otherwise GIF.
        milliseconds: how long each frame is shown, and the last one four times as long.

    Returns:
        The file's content and format.

    Raises:
        BadInputError: there are no frames.
        CriticError: there is no codec for MP4.
    """
    if not frames:
        raise BadInputError(NO_FRAMES)
    Image.init()
    kind = kind or ("webp" if "WEBP" in Image.SAVE_ALL else "gif")
    size = frames[-1].size
    fitted = [frame if frame.size == size else frame.resize(size) for frame in frames]
    if kind == "mp4":
        return _film([*fitted, *[fitted[-1]] * (HELD - 1)], milliseconds), kind
    times = [milliseconds] * (len(fitted) - 1) + [HELD * milliseconds]
    file = io.BytesIO()
    options: dict[str, Any] = {"quality": 88, "method": 4} if kind == "webp" else {"optimize": False}
    fitted[0].save(
        file, kind.upper(), save_all=True, append_images=fitted[1:], duration=times, loop=0, **options
    )
    return file.getvalue(), kind


def kind_of_file(path: Path) -> Kind:
    """Return the format that a file's name ends with; raises `BadInputError` for any other."""
    found = path.suffix.lower().removeprefix(".")
    for kind in MEDIA:
        if found == kind:
            return kind
    raise BadInputError(
        f"{path.name!r:.80} is not the name of an animation: end it with .webp, .gif or .mp4."
    )


def evenly(items: Sequence[Item], most: int = MOST_FRAMES) -> list[Item]:
    """Return at most so many items, evenly spaced, with the first and the last one."""
    if len(items) <= most:
        return list(items)
    return [items[round(index * (len(items) - 1) / (most - 1))] for index in range(most)]


def _film(frames: Sequence[Image.Image], milliseconds: int) -> bytes:
    """Encode frames as MP4; an odd row or column at the edge is left out, as codecs want."""
    try:
        import av
    except Exception as error:  # an incompatible version may raise anything
        raise CriticError(NO_MP4.format(reason=error)) from error
    codec = next((name for name in CODECS if name in av.codecs_available), None)
    if codec is None:
        raise CriticError(NO_CODEC)
    width, height = (max(side // 2 * 2, 2) for side in frames[0].size)
    file = io.BytesIO()
    make: Any = av.VideoFrame
    with av.open(file, "w", format="mp4") as film:
        stream: Any = film.add_stream(codec, rate=Fraction(1000, milliseconds))
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for frame in frames:
            shown = frame.convert("RGB").crop((0, 0, width, height))
            film.mux(stream.encode(make.from_image(shown)))
        film.mux(stream.encode())
    return file.getvalue()
