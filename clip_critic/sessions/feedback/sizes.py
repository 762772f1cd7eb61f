"""The size of a session's pictures."""

from __future__ import annotations

from clip_critic.errors import BadInputError
from clip_critic.hosts.base import MULTIPLE
from clip_critic.sessions.feedback.settings import LoopSettings

MOST = 2048
"""The longest side that is taken from a start picture by default, in pixels."""
LARGEST = 8192
SMALLEST_SIDE = 64


def size(settings: LoopSettings, start: tuple[int, int] | None, side: int) -> tuple[int, int]:
    """Return width and height in pixels, multiples of 8.

    Args:
        settings: the chosen size; 0 takes the start picture's, and a single side keeps its shape.
        start: width and height of the start picture, if there is one.
        side: the host's default side.

    Raises:
        BadInputError: the size is not a multiple of 8, or the start picture is too large.
    """
    width, height = settings.width, settings.height
    _require_multiple("Width", width)
    _require_multiple("Height", height)
    if start is None:
        return width or height or side, height or width or side
    own_width, own_height = start
    if not width and not height:
        if max(start) > MOST:
            raise BadInputError(
                f"The start picture is {own_width} x {own_height} pixels, too large to be redrawn as it is: "
                f"choose a width and a height of at most {MOST}."
            )
        larger = max(SMALLEST_SIDE / min(start), 1.0)  # a tiny one keeps its shape
        width, height = _rounded(own_width * larger), _rounded(own_height * larger)
    width = width or _rounded(height * own_width / own_height)
    height = height or _rounded(width * own_height / own_width)
    if max(width, height) > LARGEST:
        raise BadInputError(
            f"In the start picture's shape that would be {width} x {height} pixels, more than {LARGEST}: "
            "choose both a width and a height."
        )
    return width, height


def _require_multiple(name: str, side: int) -> None:
    if side and (side % MULTIPLE or side < SMALLEST_SIDE):
        near = max(round(side / MULTIPLE) * MULTIPLE, SMALLEST_SIDE)
        raise BadInputError(
            f"{name} {side} is not a multiple of {MULTIPLE} from {SMALLEST_SIDE} up: try {near}."
        )


def _rounded(side: float) -> int:
    return max(round(side / MULTIPLE) * MULTIPLE, SMALLEST_SIDE)
