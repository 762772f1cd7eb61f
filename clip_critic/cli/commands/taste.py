"""``clip-critic taste``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

import inspect
import sys
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode

import typer

from clip_critic.cli import options
from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.commands.serve import serve_page
from clip_critic.cli.run import command_run
from clip_critic.cli.table_options import parameter, with_options
from clip_critic.cli.wiring import sessions_dir
from clip_critic.errors import BadInputError, StorageError

if TYPE_CHECKING:
    from clip_critic.cli.runs.taste import LearnJob
    from clip_critic.taste.log import TasteLog

HELP = """Learn what you like from choices among your own pictures, and sort pictures by it.

Choosing happens on the page: four pictures at a time, by the keys 1 to 4. Every choice is on disk at once. A
taste shows from ten answers on, and how well it predicts you is always said with its interval.

\b
Examples:
  clip-critic taste choose outputs/
  clip-critic taste summary --rater Aki
  clip-critic taste order outputs/ --rater Aki
  clip-critic taste keep outputs/ --rater Aki --count 20 --copy best/
  clip-critic taste export aki.jsonl --rater Aki
  clip-critic taste import aki.jsonl
  clip-critic taste raters
"""
MODELS = ("words", "t1", "t2", "ridge")

app = typer.Typer(help=HELP, epilog=EXIT_CODES, rich_markup_mode=None, no_args_is_help=True)


def _number(name: str, spelt: str, least: int, what: str, default: Any) -> Any:
    return parameter(name, default, Annotated[int, typer.Option(spelt, min=least, help=what)])


def _text(name: str, spelt: str, metavar: str, what: str, default: str = "") -> Any:
    option = typer.Option(spelt, metavar=metavar, help=what, show_default=bool(default))
    return parameter(name, default, Annotated[str, option])


SOURCE = parameter(
    "source",
    inspect.Parameter.empty,
    Annotated[
        str,
        typer.Argument(
            metavar="FOLDER|ID", help="A folder of pictures, or a session's ID; a part is enough."
        ),
    ],
)
OPTIONAL_SOURCE = parameter(
    "source",
    "",
    Annotated[
        str,
        typer.Argument(
            metavar="FOLDER|ID",
            help="A folder of pictures, or a session's ID, whose pictures count beside those chosen among.",
            show_default=False,
        ),
    ],
)
ENCODING = (
    parameter("encoder", "", options.Encoder),
    parameter("device", "auto", options.Device),
    parameter("precision", "auto", options.Precision),
)
LEARNING = (
    _text("rater", "--rater", "NAME", "Whose choices. [default: the only rater]"),
    _text(
        "words",
        "--list",
        "NAME",
        "The preset that the taste is learned and told with. [default: First look]",
    ),
    *ENCODING,
    parameter("verbose", False, options.Verbose),
)
JSON = parameter("as_json", False, options.AsJson)
OPEN = Annotated[
    options.Flag,
    typer.Option(
        "--open/--no-open",
        help="Open the page in the browser, or not. [default: if started from a desktop's terminal]",
        show_default=False,
    ),
]


@app.command()
@with_options(
    (
        SOURCE,
        _number("port", "--port", 0, "The port; 0 for any free one.", 7862),
        parameter("open_page", None, OPEN),
        *ENCODING,
        parameter("verbose", False, options.Verbose),
    )
)
def choose(**values: Any) -> None:
    """Open the page at its panel Taste, with the pictures of a folder or session."""
    with command_run(values["verbose"]) as terminal:
        from clip_critic.cli.runs.taste import find_source

        serve_page(
            values, terminal, lambda studio: f"/#taste?{urlencode(find_source(studio, values['source']).id)}"
        )


@app.command()
@with_options(
    (
        OPTIONAL_SOURCE,
        _text(
            "model",
            "--model",
            "|".join(MODELS),
            "How it is told: groups of words, the T method's bars (t1, t2), or ridge regression on stars.",
            MODELS[0],
        ),
        *LEARNING,
        JSON,
    )
)
def summary(**values: Any) -> None:
    """Tell what a rater likes, in words, and how well that predicts the rater."""
    with command_run(values["verbose"]) as terminal:
        from clip_critic.cli.runs.taste import summarise

        if values["model"] not in MODELS:
            raise BadInputError(f"--model is one of {', '.join(MODELS)}, not {values['model']!r:.40}.")
        record = summarise(_job(values), values["model"], terminal)
        if values["as_json"]:
            from clip_critic.cli.show.sinks import json_line

            terminal.write(json_line(record))
            return
        from clip_critic.cli.show.taste import summary_view

        terminal.show(*summary_view(record))


@app.command()
@with_options(
    (SOURCE, *LEARNING, _number("top", "--top", 0, "The number of pictures; 0 shows all.", 20), JSON)
)
def order(**values: Any) -> None:
    """Sort pictures: those that the rater would like best come first."""
    with command_run(values["verbose"]) as terminal:
        from clip_critic.cli.runs.taste import ordered, rated_record

        found = ordered(_job(values), terminal)
        if values["as_json"]:
            from clip_critic.cli.show.sinks import json_line

            terminal.write("".join(json_line(rated_record(rated)) for rated in found))
            return
        from clip_critic.cli.show.taste import order_view

        shown = found[: values["top"] or None]
        terminal.show(order_view((str(rated.file), rated.taste) for rated in shown))
        if len(shown) < len(found):
            terminal.tell(f"{len(found) - len(shown)} more pictures; --top 0 shows them all.", "dim")


COPY = Annotated[
    options.File,
    typer.Option(
        "--copy",
        metavar="FOLDER",
        help="Copy them into a folder, numbered in their order; no file there is replaced.",
    ),
]


@app.command()
@with_options(
    (
        SOURCE,
        _number("count", "--count", 1, "How many pictures.", 20),
        parameter("copy", None, COPY),
        *LEARNING,
    )
)
def keep(**values: Any) -> None:
    """Print the files of the pictures that the rater would surely like, one per line.

    They are those with the best mean minus one standard deviation. No file is moved or deleted.
    """
    with command_run(values["verbose"]) as terminal:
        from clip_critic.cli.runs.taste import copy_into, ordered

        found = ordered(_job(values), terminal, surely=True)[: values["count"]]
        copied = copy_into(values["copy"], found) if values["copy"] else [rated.file for rated in found]
        terminal.write("".join(f"{file}\n" for file in copied))
        if len(found) < values["count"]:
            terminal.tell(f"There are only {len(found)} pictures.", "yellow")


def _job(values: Mapping[str, Any]) -> "LearnJob":
    from clip_critic.cli.runs.taste import LearnJob

    return LearnJob(**{field.name: values[field.name] for field in fields(LearnJob)})


@app.command()
def export(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The file to write; - for standard output.")
    ] = "-",
    rater: Annotated[str, typer.Option("--rater", metavar="NAME", help="Only this rater's choices.")] = "",
) -> None:
    """Write the choices as JSON lines, to be imported elsewhere."""
    with command_run() as terminal:
        from clip_critic.storage.files import write_atomically
        from clip_critic.taste.choices import rater_name

        lines = _log().export(rater_name(rater) if rater else None)
        if file == "-":
            terminal.write(lines)
        else:
            write_atomically(Path(file), lines)
            terminal.tell(f"{lines.count(chr(10))} choices are in {file}.")


@app.command("import")
def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An exported file; - for standard input.")],
    rater: Annotated[
        str, typer.Option("--rater", metavar="NAME", help="Give all of its choices to this rater.")
    ] = "",
) -> None:
    """Add exported choices to those here; importing a file twice changes nothing."""
    with command_run() as terminal:
        from clip_critic.storage.files import reason
        from clip_critic.taste.choices import rater_name

        try:
            lines = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        except OSError as error:
            raise StorageError(f"{file} cannot be read: {reason(error)}.") from error
        new = _log().take(lines, rater_name(rater) if rater else None)
        terminal.tell(f"{new} choices are new.")


@app.command()
def raters(as_json: options.AsJson = False) -> None:
    """List everybody who has chosen."""
    with command_run() as terminal:
        from clip_critic.cli.runs.taste import NOBODY_YET
        from clip_critic.cli.show.sinks import json_line
        from clip_critic.cli.show.taste import raters_view
        from clip_critic.tasting.records import raters_record

        found = raters_record(_log().read())
        if as_json:
            terminal.write("".join(map(json_line, found)))
        elif found:
            terminal.show(raters_view(found))
        else:
            terminal.tell(NOBODY_YET)


def _log() -> "TasteLog":
    from clip_critic.sessions.base import TASTE
    from clip_critic.taste.log import TasteLog

    return TasteLog(sessions_dir().parent / TASTE)
