"""The size of a session's pictures."""

from __future__ import annotations

from clip_critic.errors import BadInputError
from clip_critic.hosts.base import MULTIPLE
from clip_critic.sessions.feedback.settings import LoopSettings

MAX_START_SIDE = 2048
"""The longest side of a start picture, in pixels, that is used as the size by default."""
LARGEST = 8192
SMALLEST_SIDE = 64


def size(settings: LoopSettings, start: tuple[int, int] | None, side: int) -> tuple[int, int]:
    """Return the width and height in pixels, as multiples of 8.

    Args:
        settings: the settings; a width or height of 0 follows the start picture's size or shape.
        start: the width and height of the start picture, if there is one.
        side: the host's default side.

    Raises:
        BadInputError: a size is not a multiple of 8, or the start picture is too large.
    """
    width, height = settings.width, settings.height
    _require_multiple("Width", width)
    _require_multiple("Height", height)
    if start is None:
        return width or height or side, height or width or side
    start_width, start_height = start
    if not width and not height:
        if max(start) > MAX_START_SIDE:
            raise BadInputError(
                f"The start picture is {start_width} x {start_height} pixels, too large to use its size: "
                f"choose a width and a height of at most {MAX_START_SIDE}."
            )
        scale = max(SMALLEST_SIDE / min(start), 1.0)  # a tiny picture keeps its shape
        width, height = _rounded(start_width * scale), _rounded(start_height * scale)
    width = width or _rounded(height * start_width / start_height)
    height = height or _rounded(width * start_height / start_width)
    if max(width, height) > LARGEST:
        raise BadInputError(
            f"With the start picture's shape the size would be {width} x {height} (more than {LARGEST}): "
            "choose both a width and a height."
        )
    return width, height


def _require_multiple(name: str, side: int) -> None:
    if side and (side % MULTIPLE or side < SMALLEST_SIDE):
        nearest = max(round(side / MULTIPLE) * MULTIPLE, SMALLEST_SIDE)
        raise BadInputError(
            f"{name} {side} is not a multiple of {MULTIPLE} from {SMALLEST_SIDE} up: try {nearest}."
        )


def _rounded(side: float) -> int:
    return max(round(side / MULTIPLE) * MULTIPLE, SMALLEST_SIDE)
