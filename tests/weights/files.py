"""Files of weights made byte by byte, as torch writes them and as an attacker would."""

from __future__ import annotations

import io
import pickle
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

FLOATS = struct.pack("<6f", *range(6))


def word(text: str) -> bytes:
    """Return the instruction that pushes a text."""
    content = text.encode("utf-8", "surrogatepass")
    return b"X" + struct.pack("<I", len(content)) + content


def number(value: int) -> bytes:
    """Return the instruction that pushes a number, also one beyond 64 bits or below 0."""
    return pickle.dumps(value, 2)[2:-1]


def call(name: str, *arguments: bytes) -> bytes:
    """Return the instructions that call a function, named ``module name``, with arguments."""
    return b"c" + "\n".join([*name.split(" "), ""]).encode() + b"(" + b"".join(arguments) + b"tR"


def storage(key: bytes = word("0"), count: int = 6, kind: str = "torch FloatStorage") -> bytes:
    named = b"c" + "\n".join([*kind.split(" "), ""]).encode()
    return b"(" + word("storage") + named + key + word("cpu") + number(count) + b"tQ"


def numbers(*values: int) -> bytes:
    return b"(" + b"".join(map(number, values)) + b"t"


def tensor(
    stored: bytes | None = None,
    offset: bytes = number(0),
    shape: bytes = numbers(2, 3),
    strides: bytes = numbers(3, 1),
) -> bytes:
    parts = (storage() if stored is None else stored, offset, shape, strides, b"\x89", b"N")
    return call("torch._utils _rebuild_tensor_v2", *parts)


def table(*values: bytes, names: tuple[str, ...] = ("a", "b", "c")) -> bytes:
    """Return the pickle of a table with values of the names ``a``, ``b``, ..."""
    pairs = b"".join(word(name) + value for name, value in zip(names, values, strict=False))
    return b"\x80\x02}(" + pairs + b"u."


def archive(
    file: Path,
    content: bytes,
    records: Mapping[str, bytes] | None = None,
    compression: int = zipfile.ZIP_STORED,
) -> Path:
    """Write an archive of torch's layout; records are named below its folder, and replace the usual ones."""
    usual = {"data.pkl": content, "byteorder": b"little", "data/0": FLOATS, "version": b"3\n"}
    with zipfile.ZipFile(file, "w", compression, compresslevel=1) as written:
        for name, record in {**usual, **(records or {})}.items():
            written.writestr(f"archive/{name}", record)
    return file


def packed(content: bytes = table(tensor())) -> bytes:
    """Return the bytes of an archive."""
    usual = {"data.pkl": content, "data/0": FLOATS, "version": b"3\n"}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as written:
        for name, record in usual.items():
            written.writestr(f"archive/{name}", record)
    return stream.getvalue()
