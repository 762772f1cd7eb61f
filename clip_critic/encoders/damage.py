"""Errors that libraries raise for strange files, as one sentence for the user."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from clip_critic.encoders.batching import is_out_of_memory
from clip_critic.errors import CriticError, EncoderError

logger = logging.getLogger(__name__)


@contextmanager
def damage_as_message(source: object) -> Iterator[None]:
    """Raise an `EncoderError` for anything that is raised inside and has no message for the user yet.

    Args:
        source: the model's folder or name, for the message.

    Raises:
        EncoderError: something was raised.
    """
    try:
        yield
    except CriticError:
        raise
    except Exception as error:
        if is_out_of_memory(error):
            raise EncoderError(f"There is not enough memory to load {source}.") from error
        logger.debug("%s could not be loaded", source, exc_info=True)
        raise EncoderError(
            f"The files of {source} do not fit each other, or one of them is damaged ({first_line(error)})."
            " Download the model again."
        ) from error


def first_line(error: Exception) -> str:
    """Return the beginning of an error's message, or its kind if it has none."""
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
