"""Attacks in files of weights by name, and files that are none."""

from __future__ import annotations

import io
import os
import pickle
import struct
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import torch
from safetensors.torch import save

from tests.weights.files import FLOATS, archive, call, number, numbers, packed, storage, table, tensor, word

MARK = "attack-ran"
MEGABYTES = 200
COMMAND = f"touch {MARK}"
CODE = f"open({MARK!r}, 'w')"

Attack = Callable[[Path], object]


def pickled(content: bytes) -> Attack:
    """Return an attack by the table of tensors."""
    return lambda file: archive(file, content)


def beside(*values: bytes) -> Attack:
    """Return an attack that has a right tensor, too."""
    return pickled(table(tensor(), *values))


def written(content: bytes) -> Attack:
    return lambda file: file.write_bytes(content)


class Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (COMMAND,)


def _saved_by_torch(file: Path) -> None:
    torch.save({"a": torch.zeros(2), "b": Evil()}, file)


def _saved_by_old_torch(file: Path) -> None:
    torch.save({"a": torch.zeros(2), "b": Evil()}, file, _use_new_zipfile_serialization=False)


def _a_tuple_of_many(count: int) -> bytes:
    return b")" + b"\x85" * count


def _zip(records: list[tuple[str, bytes]], compression: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", compression) as opened:
        warnings.simplefilter("ignore")  # about a name that is there twice
        for name, content in records:
            opened.writestr(name, content)
    return stream.getvalue()


def _compressed(file: Path) -> None:
    big = b"\0" * 300_000_000
    content = table(tensor(storage(count=75_000_000), shape=numbers(75_000_000), strides=numbers(1)))
    records = {"data/0": big}
    archive(file, content, records, zipfile.ZIP_DEFLATED)


def _compressed_table(file: Path) -> None:
    archive(file, b"\x80\x02" + b"}" * 300_000_000, compression=zipfile.ZIP_DEFLATED)


def _claims_little(compression: int) -> Attack:
    """Return a table of 300 MB, compressed, which claims to have a thousand bytes."""

    def write(file: Path) -> None:
        archive(file, bytes(300_000_000), compression=compression)
        content = bytearray(file.read_bytes())
        struct.pack_into("<I", content, 22, 1000)
        struct.pack_into("<I", content, content.index(b"PK\1\2") + 24, 1000)
        file.write_bytes(content)

    return write


def _many_records(file: Path) -> None:
    """A table of contents of 20 MB, which alone would take much more memory than the file."""
    entry = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    count = 20_000_000 // len(entry)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, count * len(entry), 4, 0)
    file.write_bytes(b"PK\3\4" + entry * count + end)


def _overlapping(file: Path) -> None:
    """A hundred names for the same bytes."""
    content = bytearray(_zip([("archive/data.pkl", table(tensor())), ("archive/data/0", bytes(100_000))]))
    start = content.rindex(b"PK\1\2")
    end = content.rindex(b"PK\5\6")
    entry = bytes(content[start:end])
    more = b"".join(entry.replace(b"data/0", f"data/{digit}".encode()) for digit in range(1, 10))
    size, place = struct.unpack("<2I", content[end + 12 : end + 20])
    tail = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 11, 11, size + len(more), place, 0)
    file.write_bytes(bytes(content[:end]) + more + tail)


def _claims(size: int) -> Attack:
    """Return an archive whose record claims another size than it has."""

    def write(file: Path) -> None:
        content = bytearray(packed(table(tensor(storage(count=size // 4)))))
        for start, place in ((b"PK\3\4", 18), (b"PK\1\2", 20)):
            at = content.index(b"archive/data/0", content.index(start)) - (30 if start == b"PK\3\4" else 46)
            struct.pack_into("<2I", content, at + place, size, size)
        file.write_bytes(bytes(content))

    return write


def _program(file: Path) -> None:
    """A program whose text does something, and whose table has an object with a method of its own."""
    text = b"import os\nos.system('" + COMMAND.encode() + b"')\n"
    content = b"\x80\x02c__torch__\nM\n)\x81}(" + word("__setstate__") + word("x") + b"ub."
    archive(file, content, {"constants.pkl": b"\x80\x02).", "code/__torch__.py": text})


def _program_with_bytes_appended(file: Path) -> None:
    _program(file)
    with file.open("ab") as stream:
        stream.write(bytes(100_000))


def _program_with_reduce(file: Path) -> None:
    content = b"\x80\x02c__torch__\nM\n)\x81}(" + word("a") + call("posix system", word(COMMAND)) + b"ub."
    archive(file, content, {"constants.pkl": b"\x80\x02)."})


def _deep_program(file: Path) -> None:
    levels = 20_000
    inner = b"c__torch__\nM\n)\x81}(" + word("a")
    content = b"\x80\x02" + inner * levels + b"N" + b"ub" * levels + b"."
    archive(file, content, {"constants.pkl": b"\x80\x02)."})


def _program_in_itself(file: Path) -> None:
    content = b"\x80\x02c__torch__\nM\n)\x81q\0}(" + word("a") + b"h\0" + word("b") + b"h\0ub."
    archive(file, content, {"constants.pkl": b"\x80\x02)."})


def _link_record(file: Path) -> None:
    """A record that is a symbolic link, as zip archives may have: it leads nowhere, as it is not unpacked."""
    with zipfile.ZipFile(file, "w") as opened:
        opened.writestr("archive/data.pkl", table(tensor()))
        link = zipfile.ZipInfo("archive/data/0")
        link.external_attr = 0o120777 << 16
        opened.writestr(link, "/etc/passwd")


def _link_to_nothing(file: Path) -> None:
    file.symlink_to(file.with_name("nothing"))


def _link_to_itself(file: Path) -> None:
    file.symlink_to(file)


def _link_to_a_device(file: Path) -> None:
    file.symlink_to("/dev/zero")


def _pipe(file: Path) -> None:
    os.mkfifo(file)


def _header(length: int, text: bytes = b"{}", rest: bytes = b"") -> Attack:
    return written(struct.pack("<Q", length) + text + rest)


def _tensors(text: str, rest: bytes = b"") -> Attack:
    return _header(len(text), text.encode(), rest)


def _entry(**changes: object) -> str:
    values = {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]} | changes
    return ('{"a":' + str(values) + "}").replace("'", '"')


def _sparse(file: Path) -> None:
    """A file of 300 GB, of which nothing is on the disk, and whose header claims all of it."""
    text = _entry(shape=[75_000_000_000], data_offsets=[0, 300_000_000_000]).replace('"a"', '"\\u001b[2Ja"')
    file.write_bytes(struct.pack("<Q", len(text)) + text.encode())
    os.truncate(file, 8 + len(text) + 300_000_000_000)


CODE_IN_TABLES: dict[str, Attack] = {
    "os.system": beside(call("os system", word(COMMAND))),
    "posix.system": beside(call("posix system", word(COMMAND))),
    "nt.system": beside(call("nt system", word(COMMAND))),
    "subprocess": beside(call("subprocess Popen", word(COMMAND))),
    "eval": beside(call("builtins eval", word(CODE))),
    "exec": beside(call("builtins exec", word(CODE))),
    "eval of python 2": beside(call("__builtin__ eval", word(CODE))),
    "getattr": beside(call("builtins getattr", b"cos\nsystem\n", word("__call__"))),
    "import": beside(call("builtins __import__", word("os"))),
    "open": beside(call("builtins open", word(MARK), word("w"))),
    "builtins alone": beside(b"cbuiltins\neval\n"),
    "torch.load": beside(call("torch load", word(MARK))),
    "torch.hub": beside(call("torch.hub load", word("a/b"), word("c"))),
    "a dotted name": beside(call("torch._utils _rebuild_tensor_v2.__globals__", word("a"))),
    "a stacked name": beside(word("os") + word("system") + b"\x93" + word(COMMAND) + b"\x85R"),
    "an inherited name": beside(word("torch") + word("FloatStorage.__class__") + b"\x93"),
    "a nested reduce": beside(
        call("torch._utils _rebuild_parameter", call("posix system", word(COMMAND)), b"\x89", b"N")
    ),
    "a reduced reduce": beside(call("torch._utils _rebuild_parameter", tensor()) + b")R"),
    "a reduced type": beside(b"ctorch\nFloatStorage\n)R"),
    "an instance": beside(b"(" + word(COMMAND) + b"ios\nsystem\n"),
    "an object": beside(b"(cos\nsystem\n" + word(COMMAND) + b"o"),
    "a new object": beside(b"cos\nsystem\n" + word(COMMAND) + b"\x85\x81"),
    "a new object with names": beside(b"cos\nsystem\n" + word(COMMAND) + b"\x85}\x92"),
    "an extension": beside(b"\x82\x01"),
    "a state for a function": beside(b"ctorch._utils\n_rebuild_tensor_v2\n}(" + word("__code__") + b"Nub"),
    "a state for a type": beside(b"ctorch\nFloatStorage\nN}(" + word("dtype") + word("x") + b"u\x86b"),
    "a state for a tensor": beside(tensor() + b"}(" + word("layout") + word("x") + b"ub"),
    "a persistent name": beside(word("storage") + b"Q"),
    "a persistent text": beside(b"Pstorage\n"),
    "a class of a program": beside(b"c__torch__\nM\n)\x81"),
    "saved by torch": _saved_by_torch,
    "saved by old torch": _saved_by_old_torch,
    "a bare pickle": written(pickle.dumps(Evil(), 4)),
    "a bare pickle of protocol 0": written(pickle.dumps(Evil(), 0)),
}
SHAPES: dict[str, Attack] = {
    "a negative stride": pickled(table(tensor(strides=numbers(-3, 1)))),
    "an overlong stride": pickled(table(tensor(strides=numbers(4, 1)))),
    "a stride of 2^61": pickled(table(tensor(strides=numbers(1 << 61, 1)))),
    "a stride of 2^64": pickled(table(tensor(strides=numbers(1 << 64, 1)))),
    "strides of nothing": pickled(table(tensor(shape=numbers(1 << 30), strides=numbers(0)))),
    "too few strides": pickled(table(tensor(strides=numbers(1)))),
    "a negative size": pickled(table(tensor(shape=numbers(-2, 3)))),
    "a size of 2^62": pickled(table(tensor(shape=numbers(1 << 62, 1 << 62)))),
    "sizes beside none": pickled(table(tensor(shape=numbers(1 << 61, 0), offset=number(7)))),
    "a negative offset": pickled(table(tensor(offset=number(-1)))),
    "an offset past the end": pickled(table(tensor(offset=number(1)))),
    "an offset of 2^60": pickled(table(tensor(offset=number(1 << 60)))),
    "a thousand dimensions": pickled(table(tensor(shape=numbers(*[1] * 1000), strides=numbers(*[1] * 1000)))),
    "words for sizes": pickled(table(tensor(shape=b"(" + word("2") + word("3") + b"t"))),
    "truths for sizes": pickled(table(tensor(shape=b"\x88\x88\x86"))),
    "a tensor without storage": pickled(table(tensor(stored=b"N"))),
    "a storage that is not there": pickled(table(tensor(storage(word("9"))))),
    "a storage above": pickled(table(tensor(storage(word("../data.pkl"), 6)))),
    "a storage of a number": pickled(table(tensor(storage(number(0))))),
    "a storage of less": pickled(table(tensor(storage(count=5), shape=numbers(5), strides=numbers(1)))),
    "a storage of 300 MB": pickled(table(tensor(storage(count=75_000_000)))),
    "a storage of 2^62": pickled(table(tensor(storage(count=(1 << 62) - 1)))),
    "a negative storage": pickled(table(tensor(storage(count=-6)))),
    "a storage of doubles": pickled(table(tensor(storage(kind="torch DoubleStorage")))),
    "a storage of strings": pickled(table(tensor(storage(kind="torch StringStorage")))),
    "a name for a terminal": pickled(table(tensor(), names=("\x1b]0;a\x07",))),
    "a name of no text": pickled(table(tensor(), names=("\udc80",))),
    "a name of 10,000 signs": pickled(table(tensor(), names=("a" * 10_000,))),
}
BOMBS: dict[str, Attack] = {
    "100,000 nested tuples": pickled(b"\x80\x02" + _a_tuple_of_many(100_000) + b"."),
    "nested tuples as a name": pickled(b"\x80\x02}(" + _a_tuple_of_many(100_000) + tensor() + b"u."),
    "nested tuples as a size": pickled(table(tensor(shape=_a_tuple_of_many(100_000)))),
    "nested tuples called": beside(_a_tuple_of_many(100_000) + b")R"),
    "marks without end": pickled(b"\x80\x02" + b"(" * 100_000),
    "10 million entries": pickled(b"\x80\x02" + b"}0" * 5_000_000),
    "a text of 4 GB": pickled(b"\x80\x02X\xff\xff\xff\xff"),
    "bytes of 2^63": pickled(b"\x80\x02\x8e" + b"\xff" * 7 + b"\x7f"),
    "a number of a million digits": beside(b"L" + b"9" * 1_000_000 + b"L\n"),
    "a frame of 2^60": pickled(b"\x80\x04\x95" + struct.pack("<Q", 1 << 60)),
    "300 MB compressed": _compressed,
    "300 MB of a compressed table": _compressed_table,
    "300 MB of bzip2 that claim 1,000 bytes": _claims_little(zipfile.ZIP_BZIP2),
    "300 MB of LZMA that claim 1,000 bytes": _claims_little(zipfile.ZIP_LZMA),
    "300 MB of deflate that claim 1,000 bytes": _claims_little(zipfile.ZIP_DEFLATED),
    "a million records": _many_records,
    "records over one another": _overlapping,
    "a record that claims 300 MB": _claims(300_000_000),
    "a record that claims 4 GB": _claims(0xFFFF_FFFC),
    "a program nested deeply": _deep_program,
    "a program in itself": _program_in_itself,
}
ARCHIVES: dict[str, Attack] = {
    "a program": _program,
    "a program with bytes appended": _program_with_bytes_appended,
    "a program that calls": _program_with_reduce,
    "weights with bytes appended": written(packed() + bytes(100_000)),
    "weights behind other bytes": written(b"#!/bin/sh\n" + packed()),
    "a name twice": written(
        _zip(
            [
                (f"archive/{name}", content)
                for name, content in 2 * [("data.pkl", table(tensor())), ("data/0", FLOATS)]
            ]
        )
    ),
    "two tables": written(
        _zip([("a/data.pkl", table()), ("b/data.pkl", table(tensor())), ("b/data/0", FLOATS)])
    ),
    "no table": written(_zip([("archive/data/0", FLOATS)])),
    "an empty archive": written(b"PK\5\6" + bytes(18)),
    "another byte order": lambda file: archive(file, table(tensor()), {"byteorder": b"big"}),
    "a link as a record": _link_record,
    "a link to nothing": _link_to_nothing,
    "a link to itself": _link_to_itself,
    "a link to a device": _link_to_a_device,
    "a pipe": _pipe,
    "a folder": lambda file: file.mkdir(),
}
HEADERS: dict[str, Attack] = {
    "a header of 2^60": _header(1 << 60),
    "a header of 2^63": _header(1 << 63),
    "a header of 300 MB": _header(300_000_000),
    "a header longer than the file": _header(1000),
    "a header of nothing": _header(0),
    "a header of nested rows": _tensors('{"a":' + "[" * 100_000 + "]" * 100_000 + "}"),
    "an offset past the file": _tensors(_entry(data_offsets=[0, 24]), bytes(23)),
    "an offset far away": _tensors(_entry(data_offsets=[1 << 60, (1 << 60) + 24]), bytes(24)),
    "an offset backwards": _tensors(_entry(data_offsets=[24, 0]), bytes(24)),
    "a negative place": _tensors(_entry(data_offsets=[-24, 0]), bytes(24)),
    "a shape of more": _tensors(_entry(shape=[1 << 40, 1 << 40]), bytes(24)),
    "a shape of another size": _tensors(_entry(shape=[7]), bytes(24)),
    "a negative shape": _tensors(_entry(shape=[-6]), bytes(24)),
    "a type of no number": _tensors(_entry(dtype="O8"), bytes(24)),
    "a name that clears the screen": _sparse,
    "no object": _tensors("{1}"),
    "a hole in the data": _tensors(_entry(), bytes(48)),
}
ATTACKS = {**CODE_IN_TABLES, **SHAPES, **BOMBS, **ARCHIVES, **HEADERS}
HARMLESS: dict[str, Attack] = {
    "weights": pickled(table(tensor())),
    "a parameter": pickled(table(call("torch._utils _rebuild_parameter", tensor(), b"\x88", b"N"))),
    "100,000 nested tuples beside": beside(_a_tuple_of_many(100_000)),
    "nested lists": beside(b"](" * 100_000 + b"e" * 100_000),
    "a list in itself": beside(b"]q\0h\0a"),
    "a table in itself": beside(b"}q\0(" + word("a") + b"h\0u"),
    "2^40 by doubling": beside(b")" + b"q\0h\0\x86" * 40),
    "a memory of 2^32": beside(b"]r\xff\xff\xff\xff"),
    "a folder of its own": lambda file: archive(file, table(tensor()), {"code/os.py": CODE.encode()}),
    "safetensors": lambda file: file.write_bytes(save({"a": torch.zeros(2, 3)})),
}


@contextmanager
def little_memory() -> Iterator[None]:
    """Fail if something takes much memory."""
    tracemalloc.start()
    try:
        yield
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < MEGABYTES * 1_000_000
