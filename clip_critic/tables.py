"""Declarative tables: one frozen dataclass whose fields say how they are shown and what they may be.

The host's pages, the panels, the HTTP API, the command line and stored files all read the same table.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from clip_critic.errors import BadInputError

Kind = Literal["text", "choice", "number", "integer", "flag"]
Table = TypeVar("Table")
FLAGS = {
    "true": True,
    "yes": True,
    "on": True,
    "1": True,
    "false": False,
    "no": False,
    "off": False,
    "0": False,
}


@dataclass(frozen=True)
class Field:
    """How a value is shown and what it may be.

    Attributes:
        offered: the field of a host's `Description` that the choices come from, where a host knows them.
        section: the part of a panel that it stands in.
        lines: how high a text's box is.
        empty: whether an emptied text stays empty; else it falls back to the default.
        open: whether programs may add to the choices: who uses the value checks it.
    """

    label: str
    kind: Kind
    info: str = ""
    choices: tuple[str, ...] = ()
    minimum: float = 0
    maximum: float = 1
    step: float = 1
    offered: str = ""
    section: str = ""
    lines: int = 1
    empty: bool = False
    open: bool = False


def field(default: Any, about: Field) -> Any:
    """A field of a table."""
    return dataclasses.field(default=default, metadata={"field": about})


def rows(kind: type[Any]) -> tuple[tuple[str, Any, Field], ...]:
    """Every value as (name, default, field), in the order in which it is shown."""
    return tuple((one.name, one.default, one.metadata["field"]) for one in dataclasses.fields(kind))


def read(kind: type[Table], values: Mapping[str, Any]) -> Table:
    """A table from stored values; what is missing keeps its default.

    Raises:
        BadInputError: an unknown name, a wrong type or a value out of bounds.
    """
    known = {one.name: one for one in dataclasses.fields(kind)}  # type: ignore[arg-type]  # a dataclass
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise BadInputError(f"Unknown setting {unknown[0]!r}: the settings are {', '.join(known)}.")
    return kind(**{name: _checked(known[name], value) for name, value in values.items()})


def _checked(one: dataclasses.Field[Any], value: Any) -> Any:
    field: Field = one.metadata["field"]
    if field.kind == "flag":
        return _checked_flag(field, value)
    if field.kind in ("number", "integer"):
        return _checked_number(field, value)
    if not isinstance(value, (str, int, float)):
        raise BadInputError(f"{field.label}: {value!r:.60} is not text.")
    text = valid_unicode(str(value)).strip()
    if field.choices and not field.open and text not in field.choices:
        raise BadInputError(f"{field.label}: {text!r} is not one of {', '.join(field.choices)}.")
    return text if field.empty else text or one.default


def _checked_flag(field: Field, value: Any) -> bool:
    said = str(value).strip().casefold()
    if said not in FLAGS:
        raise BadInputError(f"{field.label}: {value!r:.60} is neither true nor false.")
    return FLAGS[said]


def _checked_number(field: Field, value: Any) -> float | int:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise BadInputError(f"{field.label}: {value!r} is not a number.") from None
    if not field.minimum <= number <= field.maximum:
        bounds = f"{field.minimum:g} and {field.maximum:.15g}"
        raise BadInputError(f"{field.label}: {number:g} is not between {bounds}.")
    if field.kind == "integer" and number != int(number):
        raise BadInputError(f"{field.label}: {number:g} is not a whole number.")
    return int(number) if field.kind == "integer" else number


def valid_unicode(text: str) -> str:
    """Text that can be written as UTF-8: halves of characters, which JSON may bring, become "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")
