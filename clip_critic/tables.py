"""Declarative tables: a frozen dataclass whose fields say how they are shown and which values they take.

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
TYPES: Mapping[str, Any] = {"text": str, "choice": str, "number": float, "integer": int, "flag": bool}
"""The type of the values of each kind of field."""
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
    """A field's appearance, and the values that it takes.

    Attributes:
        offered: the field of a host's `Description` that lists the choices, where the host knows them.
        section: the section of a panel that shows it.
        lines: the height of a text box.
        empty: whether a cleared text stays empty; otherwise it falls back to the default.
        open: whether programs may add choices; the code that uses the value checks it then.
        percent: whether people read and write the number as per cent, as in "90%", which is 0.9 here, in JSON
            and on disk.
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
    percent: bool = False


def field(default: Any, about: Field) -> Any:
    """Return a dataclass field that is described by a `Field`."""
    return dataclasses.field(default=default, metadata={"field": about})


def rows(kind: type[Any]) -> tuple[tuple[str, Any, Field], ...]:
    """Return every row as (name, default, field), in the order in which they are shown."""
    return tuple((row.name, row.default, row.metadata["field"]) for row in dataclasses.fields(kind))


def read(kind: type[Table], values: Mapping[str, Any]) -> Table:
    """Return a table of these values; missing ones keep their default.

    Raises:
        BadInputError: a name is unknown, a value has the wrong type or is out of bounds.
    """
    known = {row.name: row for row in dataclasses.fields(kind)}  # type: ignore[arg-type]  # a dataclass
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise BadInputError(f"Unknown setting {unknown[0]!r}. The settings are: {', '.join(known)}.")
    return kind(**{name: _checked(known[name], value) for name, value in values.items()})


def _checked(row: dataclasses.Field[Any], value: Any) -> Any:
    field: Field = row.metadata["field"]
    if field.kind == "flag":
        return _checked_flag(field, value)
    if field.kind in ("number", "integer"):
        return read_number(field, value)
    if not isinstance(value, (str, int, float)):
        raise BadInputError(f"{field.label}: {value!r:.60} is not text.")
    text = valid_unicode(str(value)).strip()
    if field.choices and not field.open and text not in field.choices:
        raise BadInputError(f"{field.label}: {text!r} is not one of {', '.join(field.choices)}.")
    return text if field.empty else text or row.default


def _checked_flag(field: Field, value: Any) -> bool:
    word = str(value).strip().casefold()
    if word not in FLAGS:
        raise BadInputError(f"{field.label}: {value!r:.60} is neither true nor false.")
    return FLAGS[word]


def read_number(field: Field, value: Any) -> float | int:
    """Return the number for a field; where it is per cent, the text "90%" is 0.9.

    Raises:
        BadInputError: the value is not a number, or out of bounds.
    """
    text = value.strip() if isinstance(value, str) else value
    in_hundredths = field.percent and isinstance(text, str) and text.endswith("%")
    try:
        number = float(text[:-1]) / 100 if in_hundredths else float(text)
    except (TypeError, ValueError):
        raise BadInputError(f"{field.label}: {value!r:.60} is not a number.") from None
    if not field.minimum <= number <= field.maximum:
        bounds = f"{field.minimum:g} and {field.maximum:.15g}"
        hint = hundredths_hint(number) if field.percent and not in_hundredths else ""
        raise BadInputError(f"{field.label}: {number:g} is not between {bounds}.{hint}")
    if field.kind == "integer" and number != int(number):
        raise BadInputError(f"{field.label}: {number:g} is not a whole number.")
    return int(number) if field.kind == "integer" else number


def hundredths_hint(number: float) -> str:
    """Return how to write a number that was meant as per cent; empty if it cannot be."""
    return f" Write {number:g}% or {number / 100:g}." if 1 < number <= 100 else ""


def percent(share: float) -> str:
    """Return a number from 0 to 1 as people read it: per cent, never rounded to 0.0 % or 100.0 %."""
    if -0.0005 < share <= 0:
        return "0.0 %"
    if 0 < share < 0.0005:
        return "< 0.1 %"
    if 0.9995 <= share < 1:
        return "> 99.9 %"
    return f"{share * 100:.1f} %"


def valid_unicode(text: str) -> str:
    """Return text that can be encoded as UTF-8: lone surrogates, which JSON may contain, become "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")
