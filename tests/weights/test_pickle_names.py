"""The names that a table of tensors may hold: closed tables, and nothing in them is imported."""

from __future__ import annotations

from types import FunctionType

import pytest

from clip_critic.weights import pickles
from clip_critic.weights.damage import DamageError, UnknownNameError
from clip_critic.weights.pickles import (
    BESIDE,
    NAMES,
    NAMES_BESIDE,
    NAMES_OF_PROGRAMS,
    ProgramClass,
    ProgramObject,
    Rebuild,
    StorageType,
    read_table,
)
from tests.weights.files import call, word

NUMBERS = ("bfloat16", "bool", "float16", "float32", "float64", "int16", "int32", "int64", "int8", "uint8")
STORAGES = ("BFloat16", "Bool", "Byte", "Char", "Double", "Float", "Half", "Int", "Long", "Short")
FUNCTIONS = {
    "collections.OrderedDict",
    "torch._utils._rebuild_parameter",
    "torch._utils._rebuild_tensor_v2",
}


PARAMETERS = "torch.nn.modules.container.ParameterDict"


def test_weights_need_ten_types_three_functions_and_one_table() -> None:
    """Another name is a decision: it needs a reason, and a look at what it stands for.

    The first trainings of embeddings keep their vectors in torch's table of parameters.
    """
    assert NAMES.keys() == FUNCTIONS | {f"torch.{name}Storage" for name in STORAGES} | {PARAMETERS}
    assert NAMES[PARAMETERS] == ProgramClass(PARAMETERS)
    assert {name for name, value in NAMES.items() if isinstance(value, Rebuild)} == FUNCTIONS


def test_what_may_be_beside_the_weights() -> None:
    assert NAMES_BESIDE.keys() == {
        "_codecs.encode",
        "numpy.dtype",
        "numpy.ndarray",
        *(
            f"numpy.{core}.{name}"
            for core in ("core", "_core")
            for name in ("multiarray.scalar", "multiarray._reconstruct", "numeric._frombuffer")
        ),
        "torch.device",
        "torch.Size",
        "__builtin__.set",
        "builtins.set",
        *(f"torch.{name}" for name in NUMBERS),
    }


def test_what_a_program_may_name_besides() -> None:
    lists = {f"torch.jit._pickle.build_{name}list" for name in ("int", "double", "bool", "tensor")}
    assert NAMES_OF_PROGRAMS.keys() == lists | {"torch.jit._pickle.restore_type_tag"}


@pytest.mark.parametrize(
    "names", [NAMES, NAMES_BESIDE, NAMES_OF_PROGRAMS], ids=["weights", "beside", "programs"]
)
def test_a_name_stands_for_a_function_or_a_value_of_ours(names: dict[str, object]) -> None:
    for name, value in names.items():
        assert isinstance(value, (Rebuild, StorageType, ProgramClass)) or value is BESIDE, name
        if isinstance(value, Rebuild):
            assert isinstance(value.function, FunctionType), name
            assert value.function.__module__ == pickles.__name__, name


@pytest.mark.parametrize("name", sorted(NAMES_BESIDE))
def test_what_is_beside_the_weights_is_not_read(name: str) -> None:
    """Whatever is passed to it, also what would be a command or a place in memory, nothing comes of it."""
    module, _, last = name.rpartition(".")
    content = b"\x80\x02" + call(f"{module} {last}", word("os"), b"K\x07", b"N")
    if NAMES_BESIDE[name] is BESIDE:
        with pytest.raises(DamageError, match="calls something"):
            read_table(content + b".")
    else:
        assert read_table(content + b".") is BESIDE


@pytest.mark.parametrize("name", ["torch.jit._pickle build_intlist", "__torch__ M", "__torch__.os system"])
def test_what_only_programs_may_name(name: str) -> None:
    content = b"\x80\x02c" + name.replace(" ", "\n").encode() + b"\n."
    with pytest.raises(UnknownNameError):
        read_table(content)
    found = read_table(content, is_program=True)
    assert isinstance(found, (Rebuild, ProgramClass))


@pytest.mark.parametrize(
    "name", ["__torch__", "__torch__os.system", "_torch__.M", "x.__torch__.M", "os.system"]
)
def test_the_start_of_a_programs_classes_is_exact(name: str) -> None:
    module, _, last = name.rpartition(".")
    with pytest.raises(UnknownNameError):
        read_table(b"\x80\x02c" + f"{module}\n{last}\n.".encode(), is_program=True)


def test_a_class_of_a_program_does_nothing() -> None:
    """It cannot be called; an object of it is a table, of which no entry is looked up by us as a method."""
    named = b"\x80\x02c__torch__.os\nsystem\n"
    for action in (b"(" + word("true") + b"tR.", word("true") + b"\x85\x81.", word("true") + b"\x85R."):
        with pytest.raises(DamageError):
            read_table(named + action, is_program=True)
    made = read_table(named + b")\x81}(" + word("__setstate__") + word("x") + b"ub.", is_program=True)
    assert made == ProgramObject(ProgramClass("__torch__.os.system"), {"__setstate__": "x"})
