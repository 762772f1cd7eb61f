"""Exit codes for scripts, and their explanation in ``--help``."""

from __future__ import annotations

from enum import IntEnum

from clip_critic.errors import (
    CriticError,
    EncoderError,
    HostError,
    InterruptedByUser,
    PictureError,
    StorageError,
)


class Code(IntEnum):
    """The exit code of a run."""

    DONE = 0
    UNREADABLE = 1
    WRONG = 2
    ENCODER = 3
    STORAGE = 4
    HOST = 5
    FAULT = 70
    """``EX_SOFTWARE`` of sysexits.h."""
    INTERRUPTED = 130
    CLOSED = 141
    """128 + SIGPIPE, as for any program whose reader has closed the pipe (``| head``)."""


EXIT_CODES = """\b
Exit codes:
  0    success
  1    a picture could not be read; the others were ranked anyway
  2    wrong usage, or a list, prompt or name that cannot be used
  3    the encoder is missing, damaged or has failed
  4    a file could not be written: a full disk, a read-only folder
  5    image generation has failed, for example because a checkpoint is damaged or does not fit into memory
  70   internal error (a bug): please report it
  130  interrupted with Ctrl-C; what was done until then is kept
"""

_CODES: tuple[tuple[type[CriticError], Code], ...] = (
    (InterruptedByUser, Code.INTERRUPTED),
    (PictureError, Code.UNREADABLE),
    (EncoderError, Code.ENCODER),
    (StorageError, Code.STORAGE),
    (HostError, Code.HOST),
    (CriticError, Code.WRONG),
)


def code_of(error: CriticError) -> Code:
    """Return the exit code for the kind of error that ended the run."""
    return next(code for kind, code in _CODES if isinstance(error, kind))
