"""The description of a damaged file of weights, in one sentence, and the detection of its format."""

from __future__ import annotations

import logging
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clip_critic.errors import CriticError, WeightsError

logger = logging.getLogger(__name__)

ZIP, SAFETENSORS = "zip", "safetensors"
ZIP_START = b"PK\x03\x04"
MOST_HEADER = 1 << 24
"""Bytes of the header of a safetensors file: 100,000 tensors need that."""
CONVERT = (
    'If you trust its source, convert it with torch 2.10 or newer: python -c "from torch import load, save; '
    "save(load('OLD', 'cpu', weights_only=True), 'NEW')\"."
)
GET_SAFETENSORS = (
    "Get it as .safetensors; if you trust its source, the page Encoders of the documentation "
    "shows how to keep its weights alone."
)


class DamageError(Exception):
    """The reason why a file of weights is not read, as part of a sentence."""


class UnknownNameError(DamageError):
    """A file names something that weights do not need, and that Python would import and could call."""


class NoWeightsError(DamageError):
    """A table of a file has no weights; the text is the names that it has."""


@contextmanager
def damage_as_sentence(file: Path) -> Iterator[None]:
    """Turn any error of a damaged file into a `WeightsError` that names the file."""
    try:
        yield
    except (CriticError, KeyboardInterrupt, SystemExit):
        raise
    except UnknownNameError as error:
        raise WeightsError(
            f"The weight file {file} is not loaded because it holds more than weights "
            f"({ascii(str(error)[:60])[1:-1]}), which could run code. {GET_SAFETENSORS}"
        ) from None
    except NoWeightsError as error:
        raise WeightsError(
            f"The weight file {file} has no weights where a model has them, only: "
            f"{ascii(str(error)[:100])[1:-1]}. Get it as .safetensors."
        ) from None
    except DamageError as error:
        raise WeightsError(
            f"The weight file {file} is damaged or incomplete ({error}). Get it again."
        ) from None
    except FileNotFoundError:
        raise WeightsError(f"The weight file {file} is missing.") from None
    except OSError as error:
        raise WeightsError(
            f"The weight file {file} cannot be read: {(error.strerror or type(error).__name__).lower()}."
        ) from None
    except MemoryError:
        raise WeightsError(
            f"The weight file {file} does not fit into memory: close other programs."
        ) from None
    except BaseException as error:  # damage can raise any kind of error, even that of a library in Rust
        logger.debug("%s cannot be read:", file, exc_info=True)
        raise WeightsError(
            f"The weight file {file} is damaged or incomplete{_words_of_library(error)}. Get it again."
        ) from None


def _words_of_library(error: BaseException) -> str:
    """Return a library's message about damage; Python's own errors are about our code."""
    lines = str(error).strip().splitlines()
    is_library = type(error).__name__ in ("BadZipFile", "SafetensorError")
    return f" ({ascii(lines[0])[1:-1][:200]})" if is_library and lines else ""


def format_of(file: Path) -> str:
    """Return `ZIP` or `SAFETENSORS`, whatever the file is called.

    Raises:
        WeightsError: it has a format that is not read; the message says what to do.
        DamageError: it is not a file of weights at all.
    """
    state = file.stat()
    if not stat.S_ISREG(state.st_mode):  # a device or a pipe never ends
        raise DamageError("it is not a regular file")
    with file.open("rb") as stream:
        start = stream.read(64)
    if start.startswith(ZIP_START):
        return ZIP
    if _is_safetensors(start, state.st_size):
        return SAFETENSORS
    _refuse_known(file, start)
    raise DamageError("it does not begin like a file of weights")


def _is_safetensors(start: bytes, size: int) -> bool:
    length = int.from_bytes(start[:8], "little")
    if start[8:9] != b"{":
        return False
    if length > MOST_HEADER:
        raise DamageError("its header is too large")
    if length + 8 > size:
        raise DamageError("it is cut short")
    return True


def _refuse_known(file: Path, start: bytes) -> None:
    if start.startswith(b"version https://git-lfs"):
        raise WeightsError(
            f"{file} is only a pointer of Git LFS to the weights: run `git lfs pull`, or download "
            "the file itself."
        )
    if start.lstrip().startswith(b"<"):
        raise WeightsError(f"{file} is a web page, not weights: the download went wrong. Get it again.")
    if _is_pickle(start):
        raise WeightsError(
            f"{file} is in a format that can run code: torch's before version 1.6, or another pickle. It is "
            f"not opened; get it as .safetensors. {CONVERT}"
        )


def _is_pickle(start: bytes) -> bool:
    """Return whether a file begins as a pickle of protocol 2 to 5, or as a tar of torch's first versions."""
    return (start[:1] == b"\x80" and start[1:2] in b"\x02\x03\x04\x05") or b"sys_info" in start[:16]
