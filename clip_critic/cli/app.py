"""The command ``clip-critic`` with its subcommands."""

# typer 0.9 does not see options behind "from __future__ import annotations".

import io
import logging
import os
import sys
import warnings
from typing import Annotated

import typer

from clip_critic import __version__
from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.commands import (
    audit,
    breed,
    check,
    concept_train,
    demo,
    dream,
    encoders,
    exhibit,
    lists,
    loop,
    miniature,
    rank,
    resume,
    see,
    serve,
    sessions,
    taste,
    units,
)
from clip_critic.cli.commands.any_kind import command_of
from clip_critic.cli.run import DEBUG_VARIABLE
from clip_critic.cli.table_options import SectionedCommand
from clip_critic.sessions.kinds import KINDS

HELP = """CLIP is the critic: which of your own words are in this picture?

\b
Examples:
  clip-critic demo
  clip-critic rank picture.png --keywords "a girl, a woman, parasol, ukiyoe"
  clip-critic see picture.png --keywords "a girl, parasol, sea" --out seen
  clip-critic audit picture.png
  clip-critic units photos/ --html units.html
  clip-critic loop picture.png --want "red:1.5, star"
  clip-critic exhibit "a castle, {style}" --axis "style=oil painting|watercolour"
  clip-critic dream --want "a lighthouse in a storm"
  clip-critic taste choose photos/
  clip-critic concept list --embeddings webui/embeddings
  clip-critic breed cat-1.pt cat-2.pt cat-3.pt
  clip-critic resume
  clip-critic sessions
  clip-critic lists
  clip-critic encoders
  clip-critic check
  clip-critic serve
"""

COMMANDS = {
    "feedback": ("loop", loop.loop, loop.EPILOG),
    "exhibition": ("exhibit", exhibit.exhibit, exhibit.EPILOG),
    "breeding": ("breed", breed.breed, breed.EPILOG),
    "dream": ("dream", dream.dream, dream.EPILOG),
}
"""Kinds of session with their own command: its name, its function and the epilog of its help."""


def _show_version(requested: bool) -> None:
    if requested:
        typer.echo(f"clip-critic {__version__}")
        raise typer.Exit


def make_app() -> typer.Typer:
    """Return the app of all commands, with one for each kind of session."""
    # Plain help: rich would interpret [Group] and the like as markup.
    app = typer.Typer(
        help=HELP,
        epilog=EXIT_CODES,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    )
    app.callback()(options)
    app.command("demo", epilog=demo.EPILOG)(demo.demo)
    app.command("rank", epilog=rank.EPILOG)(rank.rank)
    app.command("see", epilog=see.EPILOG)(see.see)
    app.command("audit", epilog=audit.EPILOG)(audit.audit)
    app.command("units", epilog=units.EPILOG)(units.units)
    for kind in KINDS:
        name, command, epilog = COMMANDS.get(kind.name) or (kind.name, command_of(kind), EXIT_CODES)
        app.command(name, cls=SectionedCommand, epilog=epilog)(command)
    app.command("resume", cls=SectionedCommand, epilog=resume.EPILOG)(resume.resume)
    app.add_typer(taste.app, name="taste")
    app.add_typer(concept_train.app, name="concept")
    app.add_typer(sessions.app, name="sessions")
    app.add_typer(lists.app, name="lists")
    app.command("encoders", epilog=encoders.EPILOG)(encoders.encoders)
    app.command("check", epilog=check.EPILOG)(check.check)
    app.command("serve", epilog=serve.EPILOG)(serve.serve)
    app.add_typer(miniature.app, name="miniature")
    return app


def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Show the help; `HELP` replaces this text."""


app = make_app()


def run() -> None:
    """Run ``clip-critic``, and end the process with an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # characters that a console cannot show must not end the run
            stream.reconfigure(errors="backslashreplace")
    if os.environ.get(DEBUG_VARIABLE, "0") in ("", "0"):
        _quieten_others()
    # On Windows, every argument would be expanded: keywords with a "*", a "?" or a "%" are not files.
    app(prog_name="clip-critic", windows_expand_args=False)


def _quieten_others() -> None:
    """Silence other libraries' warnings and bars, which mean nothing to a user of this program."""
    warnings.simplefilter("ignore")
    warnings.showwarning = lambda *args, **kwargs: None  # as other code may reset the filters
    logging.lastResort = logging.NullHandler()
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    if not sys.stderr.isatty():
        os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
