"""``clip-critic sessions``: the sessions of every kind on this machine."""

# typer 0.9 does not see options behind "from __future__ import annotations".

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from clip_critic.cli import options
from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.run import command_run
from clip_critic.cli.show.terminal import Terminal, clean
from clip_critic.cli.wiring import sessions_dir
from clip_critic.errors import BadInputError

if TYPE_CHECKING:
    from clip_critic.ranking.records import Record

HELP = """Manage sessions: the pictures, prompts and scores of clip-critic loop and of the page.

Without a command, it lists them, the newest first.

\b
Examples:
  clip-critic sessions
  clip-critic sessions show
  clip-critic sessions export 20260102-030405-abcdef folder
  clip-critic sessions export 20260102-030405-abcdef folder --rater Aki
  clip-critic sessions delete 20260102-030405-abcdef
"""

app = typer.Typer(help=HELP, epilog=EXIT_CODES, rich_markup_mode=None)

Id = Annotated[
    str, typer.Argument(metavar="ID", help="A session's ID (see: clip-critic sessions); a part is enough.")
]
LastId = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="A session's ID; a part is enough. [default: the last one]", show_default=False
    ),
]


@app.callback(invoke_without_command=True)
def list_all(context: typer.Context, as_json: options.AsJson = False) -> None:
    if context.invoked_subcommand is not None:
        return
    with command_run() as terminal:
        _list(terminal, as_json)


@app.command("list")
def list_(as_json: options.AsJson = False) -> None:
    """List sessions, the newest first."""
    with command_run() as terminal:
        _list(terminal, as_json)


@app.command()
def show(session_id: LastId = "", as_json: options.SessionJson = False) -> None:
    """Show a session's steps."""
    with command_run() as terminal:
        from clip_critic.cli.session_files import find_any

        kind, found = find_any(sessions_dir(), session_id)
        if as_json:
            from clip_critic.cli.show.sinks import json_line

            terminal.write(json_line({**kind.record(found), **kind.findings(found)}))
            return
        from clip_critic.cli.show.steps import view_of

        terminal.show(*view_of(kind).details(found))
        for note in found.notes:
            terminal.tell(note, "yellow")


@app.command()
def delete(
    session_id: Id,
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking.")] = False,
) -> None:
    """Delete a session and its pictures for good."""
    with command_run() as terminal:
        from clip_critic.cli.session_files import find_id
        from clip_critic.sessions.kinds import kind_of

        root = sessions_dir()
        found = find_id(root, session_id)
        if not yes:
            if not sys.stdin.isatty():
                raise BadInputError(f"This deletes {found} and its pictures for good: add --yes.")
            if not typer.confirm(f"Delete {found} and its pictures for good?", err=True):
                terminal.tell("Nothing was deleted.")
                return
        kind_of(root, found).store(root).delete(found)
        terminal.tell(f"Deleted {found}.")


@app.command()
def export(
    session_id: Id,
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The folder to write to; it is created if missing.")
    ],
    rater: options.Rater = "",
) -> None:
    """Write a session to a folder: session.json, all pictures, a report and an animation."""
    with command_run() as terminal:
        from clip_critic.cli.session_files import find_any
        from clip_critic.cli.wiring import make_critic, make_settings, make_studio
        from clip_critic.reports.any_session import export_files

        kind, session = find_any(sessions_dir(), session_id)
        tastes = None
        if rater:
            studio = make_studio(make_critic(make_settings("", "auto")))
            tastes = kind.tastes(session, studio.tasting, studio.tasting.known_rater(rater))
        for file in export_files(kind, session, folder, tastes):
            terminal.write(f"{file}\n")


@app.command()
def folder() -> None:
    """Print the folder of the sessions."""
    with command_run() as terminal:
        terminal.write(f"{sessions_dir()}\n")


def _list(terminal: Terminal, as_json: bool) -> None:
    from clip_critic.sessions.kinds import all_ids, brief_record

    root = sessions_dir()
    briefs = [brief_record(root, session_id) for session_id in all_ids(root)]
    if as_json:
        from clip_critic.cli.show.sinks import json_line

        terminal.write("".join(json_line(brief) for brief in briefs))
    elif briefs:
        terminal.show(_table_of(briefs))
    else:
        terminal.tell("There is no session yet: start one with clip-critic loop.")


def _table_of(briefs: "list[Record]") -> Table:
    """Return a table of sessions, with a column for their kinds if there are several."""
    from clip_critic.sessions.base import Row
    from clip_critic.sessions.kinds import KINDS

    kinds = {kind.name: kind for kind in KINDS}
    several = len({brief["kind"] for brief in briefs}) > 1
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for column in ("session", *(["kind"] if several else []), "policy", "steps", "score", "wanted"):
        justify: Any = "right" if column in ("steps", "score") else "left"
        table.add_column(column, justify=justify, overflow="fold")
    for brief in briefs:
        damaged = Row("–", "–", "–")
        row = damaged if "error" in brief else kinds[brief["kind"]].row(brief)
        about = Text(clean(brief["error"]), "red") if "error" in brief else Text(clean(row.about))
        kind = [brief["kind"]] if several else []
        table.add_row(brief["id"], *kind, row.how, row.steps, row.score, about)
    return table
