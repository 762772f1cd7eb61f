"""Names of encoders and paths of models, which may be anything that a user can type."""

from __future__ import annotations

from pathlib import Path

from clip_critic.errors import EncoderError

MAX_NAME = 1000
"""The most characters of an encoder's name; the paths of most systems end below."""
SHOWN = 200


def require_short(name: str) -> None:
    """Require a name that is short enough to be one.

    Raises:
        EncoderError: it is too long; the message has its beginning only.
    """
    if len(name) > MAX_NAME:
        raise EncoderError(
            f"The name of an encoder has at most {MAX_NAME} characters, and {shown(name)!r} has {len(name)}."
        )


def shown(name: str) -> str:
    """Return a name for a message: only the beginning of a long one."""
    return name if len(name) <= SHOWN else f"{name[:SHOWN]}..."


def local_path(name: str) -> Path:
    """Return a name as a path; one that no system can have stays as it is written."""
    try:
        return Path(name).expanduser()
    except (RuntimeError, ValueError):
        return Path(name)


def is_folder(path: Path) -> bool:
    """Return whether a path is a folder; False for a path that no system can have."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """Return whether a path is a file; False for a path that no system can have."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
