"""The diffusers library: imported late, kept quiet, its errors turned into short messages."""

from __future__ import annotations

import importlib
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from clip_critic.encoders.quiet import quiet
from clip_critic.errors import CriticError, HostError

logger = logging.getLogger(__name__)

NO_DIFFUSERS = (
    "Generating pictures needs diffusers, which cannot be loaded ({reason}). "
    'To install it: pip install "sd-webui-clip-critic[standalone]"'
)


def load_diffusers() -> Any:
    """Import diffusers.

    Raises:
        CriticError: it is missing or does not work with the installed versions of other libraries.
    """
    try:
        return importlib.import_module("diffusers")
    except Exception as error:  # incompatible versions raise errors of any kind
        raise CriticError(NO_DIFFUSERS.format(reason=error)) from error


@contextmanager
def silence(what: str) -> Iterator[None]:
    """Hide the messages of other libraries, and turn their errors into a `HostError`."""
    try:
        with quiet(), quiet_diffusers(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except CriticError:
        raise
    except MemoryError as error:
        raise HostError(f"{what} does not fit into memory: close other programs.") from error
    except Exception as error:
        logger.debug("%s cannot be loaded:", what, exc_info=True)
        raise HostError(f"{what} cannot be loaded: {in_short(error)}") from error


@contextmanager
def quiet_diffusers() -> Iterator[None]:
    """Hide diffusers' messages and progress bars for a while."""
    from diffusers.utils import logging as chatter

    level, bars = chatter.get_verbosity(), chatter.is_progress_bar_enabled()
    chatter.set_verbosity(logging.CRITICAL)
    chatter.disable_progress_bar()
    try:
        yield
    finally:
        chatter.set_verbosity(level)
        if bars:
            chatter.enable_progress_bar()


def in_short(error: Exception, most: int = 200) -> str:
    """Return the first line of a library's error, and the second if the first is a heading, shortened."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    text = " ".join(lines[: 2 if lines[0].endswith(":") else 1])
    return text if len(text) <= most else text[: most - 1] + "…"


@contextmanager
def cast(model: Any, dtype: Any) -> Iterator[None]:
    """Convert a model to another type for a while."""
    usual = model.dtype
    if usual == dtype:
        yield
        return
    with quiet_diffusers():
        try:
            model.to(dtype=dtype)
            yield
        finally:
            model.to(dtype=usual)
