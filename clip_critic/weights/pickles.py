"""The table of tensors that torch pickles: read by a small machine of our own, which calls nothing.

Python's own unpickler imports and calls what a file names. This one knows the few names that weights need,
each of which stands for a function or a plain value of ours, and the few instructions that torch writes.
"""

from __future__ import annotations

import io
import pickletools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from clip_critic.weights.damage import DamageError, UnknownNameError
from clip_critic.weights.tensors import ITEM_SIZES, Storage, layout_of

MOST_INSTRUCTIONS = 2_000_000
"""Torch writes about 40 for a tensor, and a large training run has 10,000 tensors."""
PROGRAM = "__torch__."
PARAMETERS = "torch.nn.modules.container.ParameterDict"
"""Torch's table of parameters, in which the first trainings of embeddings kept theirs."""


@dataclass(frozen=True)
class Rebuild:
    """A function of ours in the place of one that a file names."""

    function: Callable[..., Any]


@dataclass(frozen=True)
class StorageType:
    """The type of a storage's numbers."""

    dtype: str


@dataclass(frozen=True)
class Beside:
    """A harmless value beside the weights, such as a numpy number; it is not read."""


@dataclass(frozen=True)
class ProgramClass:
    """A class of a TorchScript program, or of torch's tables of parameters, by its name."""

    name: str


@dataclass
class ProgramObject:
    """An object of a TorchScript program, or a table of parameters: its attributes, as data."""

    kind: ProgramClass
    attributes: dict[Any, Any] = field(default_factory=dict)


def _first(value: Any = None, *_: Any) -> Any:
    return value


def _tensor(storage: Any, offset: Any, shape: Any, strides: Any, *_: Any) -> Any:
    return layout_of(storage, offset, shape, strides)


BESIDE = Beside()
NAMES: Mapping[str, Any] = {
    "collections.OrderedDict": Rebuild(lambda: {}),
    "torch._utils._rebuild_tensor_v2": Rebuild(_tensor),
    "torch._utils._rebuild_parameter": Rebuild(_first),
    "torch.FloatStorage": StorageType("float32"),
    "torch.HalfStorage": StorageType("float16"),
    "torch.BFloat16Storage": StorageType("bfloat16"),
    "torch.DoubleStorage": StorageType("float64"),
    "torch.LongStorage": StorageType("int64"),
    "torch.IntStorage": StorageType("int32"),
    "torch.ShortStorage": StorageType("int16"),
    "torch.CharStorage": StorageType("int8"),
    "torch.ByteStorage": StorageType("uint8"),
    "torch.BoolStorage": StorageType("bool"),
    PARAMETERS: ProgramClass(PARAMETERS),
}
"""The names that weights need: three functions, the types of their numbers, and a table of parameters."""
NAMES_BESIDE: Mapping[str, Any] = {
    name: Rebuild(lambda *_: BESIDE)
    for name in (
        "_codecs.encode",
        "numpy.dtype",
        "numpy.core.multiarray.scalar",
        "numpy._core.multiarray.scalar",
        "numpy.core.multiarray._reconstruct",
        "numpy._core.multiarray._reconstruct",
        "numpy.core.numeric._frombuffer",
        "numpy._core.numeric._frombuffer",
        "torch.device",
        "torch.Size",
        "__builtin__.set",
        "builtins.set",
    )
} | dict.fromkeys(("numpy.ndarray", *(f"torch.{dtype}" for dtype in ITEM_SIZES)), BESIDE)
"""The names of numpy's numbers and arrays, of sets and of torch's types, which are stored beside weights."""
NAMES_OF_PROGRAMS: Mapping[str, Any] = {
    f"torch.jit._pickle.{name}": Rebuild(_first)
    for name in (
        "build_intlist",
        "build_doublelist",
        "build_boollist",
        "build_tensorlist",
        "restore_type_tag",
    )
}
"""The names of the typed lists and tables of TorchScript, which only programs may name."""


def read_table(data: bytes, *, is_program: bool = False) -> Any:
    """Return the content of a pickle: tables, rows, plain values, and a `TensorLayout` for each tensor.

    Args:
        data: the pickle.
        is_program: whether the pickle belongs to a TorchScript archive, whose objects become
            `ProgramObject`.

    Raises:
        DamageError: it holds anything else.
        Exception: it is damaged; which one depends on the damage.
    """
    machine = Machine(is_program)
    stream = io.BytesIO(data)
    for _ in range(MOST_INSTRUCTIONS):
        code = stream.read(1).decode("latin-1")
        instruction = INSTRUCTIONS.get(code)
        if instruction is None:
            raise DamageError(_unknown_instruction(code))
        reader = OPCODES[code].arg
        argument = reader.reader(stream) if reader else None
        if code == STOP:
            return machine.stack.pop()
        instruction(machine, argument)
    raise DamageError("its table has too many entries")


def _unknown_instruction(code: str) -> str:
    name = OPCODES[code].name if code in OPCODES else "nothing"
    return f"its table asks for something that weights do not need ({name})"


class Machine:
    """The stack and the memory of a pickle."""

    def __init__(self, is_program: bool) -> None:
        self.is_program = is_program
        self.stack: list[Any] = []
        self.outer: list[list[Any]] = []
        self.memory: dict[int, Any] = {}

    def mark(self, _: Any) -> None:
        self.outer.append(self.stack)
        self.stack = []

    def since_mark(self) -> list[Any]:
        found, self.stack = self.stack, self.outer.pop()
        return found

    def push_nothing(self, _: Any) -> None:
        self.stack.append(None)

    def push_true(self, _: Any) -> None:
        self.stack.append(True)

    def push_false(self, _: Any) -> None:
        self.stack.append(False)

    def push(self, value: Any) -> None:
        self.stack.append(value)

    def push_row(self, _: Any) -> None:
        self.stack.append([])

    def push_table(self, _: Any) -> None:
        self.stack.append({})

    def push_empty(self, _: Any) -> None:
        self.stack.append(())

    def ignore(self, _: Any) -> None:
        """Do nothing: the instruction only helps other readers, such as a protocol's number."""

    def tuple_of(self, count: int) -> None:
        if len(self.stack) < count:
            raise IndexError
        self.stack[-count:] = [tuple(self.stack[-count:])]

    def tuple_since_mark(self, _: Any) -> None:
        self.push(tuple(self.since_mark()))

    def append(self, _: Any) -> None:
        value = self.stack.pop()
        self._row().append(value)

    def appends(self, _: Any) -> None:
        values = self.since_mark()
        self._row().extend(values)

    def set_item(self, _: Any) -> None:
        value, key = self.stack.pop(), self.stack.pop()
        self._set([key, value])

    def set_items(self, _: Any) -> None:
        self._set(self.since_mark())

    def keep(self, number: int) -> None:
        self.memory[number] = self.stack[-1]

    def keep_next(self, _: Any) -> None:
        self.keep(len(self.memory))

    def recall(self, number: int) -> None:
        self.push(self.memory[number])

    def name(self, words: str) -> None:
        self.push(self._known(words.replace(" ", ".")))

    def name_on_stack(self, _: Any) -> None:
        name, module = self.stack.pop(), self.stack.pop()
        self.push(self._known(f"{_text(module)}.{_text(name)}"))

    def rebuild(self, _: Any) -> None:
        values, function = self.stack.pop(), self.stack.pop()
        if not isinstance(function, Rebuild) or type(values) is not tuple:
            raise DamageError("its table calls something that weights do not need")
        self.push(function.function(*values))

    def new_object(self, _: Any) -> None:
        values, kind = self.stack.pop(), self.stack.pop()
        if not isinstance(kind, ProgramClass) or values != ():
            raise DamageError("its table makes an object that weights do not need")
        self.push(ProgramObject(kind))

    def build(self, _: Any) -> None:
        """Give an object of a program its attributes; those of tables and numbers are not needed."""
        state, built = self.stack.pop(), self.stack[-1]
        if isinstance(built, ProgramObject) and type(state) is dict:
            built.attributes.update(state)
        elif not (type(built) is dict or built is BESIDE):
            raise DamageError("its table changes an object that weights do not need")

    def storage(self, _: Any) -> None:
        """Take a storage from ``("storage", type, key, device, count)``."""
        mark, kind, key, _device, count = self.stack.pop()
        if mark != "storage" or not isinstance(kind, StorageType):
            raise DamageError("its table refers to something that is not a storage")
        if not _text(key).isalnum() or type(count) is not int or not 0 <= count < 1 << 62:
            raise DamageError("a storage's name or size is invalid")
        self.push(Storage(kind.dtype, key, count))

    def _row(self) -> list[Any]:
        row = self.stack[-1]
        if type(row) is not list:
            raise DamageError("its table adds to something that is not a list")
        return row

    def _set(self, pairs: list[Any]) -> None:
        table = self.stack[-1]
        if type(table) is not dict or len(pairs) % 2:
            raise DamageError("its table adds to something that is not a table")
        for key, value in zip(pairs[::2], pairs[1::2], strict=True):
            if type(key) not in (str, int, float, bool, type(None)):
                raise DamageError("its table has a name that is not text")
            table[key] = value

    def _known(self, name: str) -> Any:
        """Return what stands for a name; only in a program, the start `PROGRAM` stands for all its classes.

        What such a class stands for is its name alone: it has no methods, and nothing is called by it.
        """
        for names in (NAMES, NAMES_BESIDE, NAMES_OF_PROGRAMS if self.is_program else {}):
            if name in names:
                return names[name]
        if self.is_program and name.startswith(PROGRAM):
            return ProgramClass(name)
        raise UnknownNameError(name)


def _text(value: object) -> str:
    if type(value) is not str or len(value) > 1000:
        raise DamageError("its table has a name that is not text")
    return value


def _tuples(count: int) -> Callable[[Machine, Any], None]:
    return lambda machine, _: machine.tuple_of(count)


OPCODES: Mapping[str, Any] = {opcode.code: opcode for opcode in pickletools.opcodes}
STOP = "."
_BY_NAME: Mapping[str, Callable[[Machine, Any], None]] = {
    **dict.fromkeys(("PROTO", "FRAME", "STOP"), Machine.ignore),
    **dict.fromkeys(("BININT", "BININT1", "BININT2", "LONG1", "BINFLOAT"), Machine.push),
    **dict.fromkeys(("BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8"), Machine.push),
    **dict.fromkeys(("BINBYTES", "SHORT_BINBYTES", "BINBYTES8", "BYTEARRAY8"), Machine.push),
    **dict.fromkeys(("BINPUT", "LONG_BINPUT"), Machine.keep),
    **dict.fromkeys(("BINGET", "LONG_BINGET"), Machine.recall),
    "NONE": Machine.push_nothing,
    "NEWTRUE": Machine.push_true,
    "NEWFALSE": Machine.push_false,
    "MARK": Machine.mark,
    "EMPTY_LIST": Machine.push_row,
    "EMPTY_DICT": Machine.push_table,
    "EMPTY_TUPLE": Machine.push_empty,
    "TUPLE": Machine.tuple_since_mark,
    "TUPLE1": _tuples(1),
    "TUPLE2": _tuples(2),
    "TUPLE3": _tuples(3),
    "APPEND": Machine.append,
    "APPENDS": Machine.appends,
    "SETITEM": Machine.set_item,
    "SETITEMS": Machine.set_items,
    "MEMOIZE": Machine.keep_next,
    "GLOBAL": Machine.name,
    "STACK_GLOBAL": Machine.name_on_stack,
    "REDUCE": Machine.rebuild,
    "NEWOBJ": Machine.new_object,
    "BUILD": Machine.build,
    "BINPERSID": Machine.storage,
}
INSTRUCTIONS = {code: _BY_NAME[opcode.name] for code, opcode in OPCODES.items() if opcode.name in _BY_NAME}
"""The instructions of a pickle that torch writes, by their codes."""
assert set(ITEM_SIZES) == {value.dtype for value in NAMES.values() if isinstance(value, StorageType)}
