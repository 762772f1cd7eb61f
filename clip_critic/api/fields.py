"""JSON fields made from the rows of a table."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, Optional

from fastapi import Query
from pydantic import Field

from clip_critic import tables

MAX_CHARACTERS = 100_000
"""The longest text that a field accepts by default."""
PerCent = float | str
"""A number that may be written as per cent, such as "90%"; `tables.read_number` reads and bounds it."""


def json_fields(
    table: Iterable[tuple[str, Any, tables.Field]],
    *,
    optional: bool = False,
    max_characters: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """Return the fields of a table by name, as `pydantic.create_model` takes them.

    Args:
        table: the name, default and field of every row.
        optional: whether a field that is left out, or null, is None instead of its default.
        max_characters: the longest text of some fields, by name.
    """
    limits = max_characters or {}
    return {
        name: json_field(default, field, optional=optional, max_characters=limits.get(name, MAX_CHARACTERS))
        for name, default, field in table
    }


def query_field(default: Any, field: tables.Field) -> Any:
    """Return the query parameter of a row that is a number."""
    described = f"{field.label}. {field.info}"
    return Query(default=default, description=described, **_bounds(field))


def json_field(
    default: Any, field: tables.Field, *, optional: bool = False, max_characters: int = MAX_CHARACTERS
) -> tuple[Any, Any]:
    """Return the type and the pydantic field of one row; the arguments are those of `json_fields`."""
    closed = field.kind == "choice" and not field.open
    kind = (
        Literal.__getitem__(field.choices)
        if closed
        else PerCent
        if field.percent
        else tables.TYPES[field.kind]
    )
    bounds = {"max_length": max_characters} if field.kind == "text" else _bounds(field)
    described = f"{field.label}. {field.info}".strip().replace(". .", ".")
    if not optional:
        return kind, Field(default=default, description=described, **bounds)
    described = f"{described} Default: {default!r}".replace(". .", ".")
    return Optional[kind], Field(default=None, description=described, **bounds)  # noqa: UP045


def _bounds(field: tables.Field) -> dict[str, Any]:
    """Return a number's bounds, where they are checked before its table is read."""
    if field.percent or field.kind not in ("number", "integer"):
        return {}
    return {"ge": field.minimum, "le": field.maximum}
