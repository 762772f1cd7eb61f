"""Options generated from a table of settings, and a help text that shows them in sections."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, Optional

import typer
from typer.core import TyperCommand

from clip_critic.errors import BadInputError
from clip_critic.tables import TYPES, Field, read_number

METAVARS = {"number": "FLOAT", "integer": "INTEGER"}


def number_parser(field: Field) -> Callable[[Any], float]:
    """Return the parser of an option for a number, with its bounds; of per cent, ``90%`` is ``0.9``."""

    def parse(value: Any) -> float:
        try:
            return read_number(field, value)
        except BadInputError as error:
            raise typer.BadParameter(str(error)) from None

    return parse


class SectionedCommand(TyperCommand):
    """A command whose help shows options in sections, under the headings in their ``rich_help_panel``."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        sections: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None:
                kind = "Arguments" if param.param_type_name == "argument" else "Options"
                sections.setdefault(getattr(param, "rich_help_panel", None) or kind, []).append(record)
        without_section = sections.pop("Options", [])
        for title, records in [*sections.items(), ("Options", without_section)]:
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)


def parameter(name: str, default: Any, annotation: Any) -> inspect.Parameter:
    """Return an option or an argument of a command."""
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def bounded_parameter(name: str, default: Any, field: Field) -> inspect.Parameter:
    """Return the option for a number that has its default where the option is not used."""
    return parameter(name, default, table_option(name, default, field))


def table_parameters(
    table: Iterable[tuple[str, Any, Field]], headings: Mapping[str, str], *, show_defaults: bool = True
) -> list[inspect.Parameter]:
    """Return one option per setting. An option that is not used is None, and changes nothing.

    Args:
        table: the name, default and field of every setting.
        headings: the help text's headings, by section.
        show_defaults: whether the help shows the defaults.
    """
    return [
        parameter(name, None, table_option(name, default, field, headings.get(field.section), show_defaults))
        for name, default, field in table
    ]


def table_option(
    name: str, default: Any, field: Field, heading: str | None = None, show_default: bool = True
) -> Any:
    """Return the annotated type of one setting's option; the command line checks the bounds of a number.

    Args:
        heading: the heading of the help text's section.
        show_default: whether the help shows the default.
    """
    spelt = name.replace("_", "-")
    flag = f"--{spelt}/--no-{spelt}" if field.kind == "flag" else f"--{spelt}"
    is_number = field.kind in METAVARS
    metavar = "PERCENT" if field.percent else METAVARS.get(field.kind) or "|".join(field.choices) or None
    return Annotated[
        Optional[TYPES[field.kind]],  # noqa: UP045 - typer 0.12 does not know X | None made at run time
        typer.Option(
            flag,
            metavar=metavar,
            help=_help(default, field, show_default),
            parser=number_parser(field) if is_number else None,
            rich_help_panel=heading,
            show_default=False,
        ),
    ]


def with_options(
    parameters: Iterable[inspect.Parameter],
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that makes typer see these options in a function ``f(**values)``."""

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        listed = list(parameters)
        function.__signature__ = inspect.Signature(listed)  # type: ignore[attr-defined]
        function.__annotations__ = {option.name: option.annotation for option in listed}
        return function

    return decorate


def used_settings(values: Mapping[str, Any], table: Iterable[tuple[str, Any, Field]]) -> dict[str, Any]:
    """Return a table's settings whose options were used; a choice may have hyphens instead of spaces."""
    found = {name: (values.get(name), field) for name, _, field in table}
    return {
        name: _spaced(value, field.choices) for name, (value, field) in found.items() if value is not None
    }


def _help(default: Any, field: Field, show_default: bool) -> str:
    text = f"{field.label}. {field.info}".strip()
    if field.kind in METAVARS and not field.percent:
        text += f" From {field.minimum:.15g} to {field.maximum:.15g}."
    if not show_default or default is None or default == "" or default is False:
        return text
    return f"{text} [default: {default}]"


def _spaced(value: Any, choices: tuple[str, ...]) -> Any:
    spaced = value.replace("-", " ") if isinstance(value, str) else value
    return spaced if spaced in choices else value
