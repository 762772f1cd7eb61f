"""``clip-critic sessions``: the feedback sessions on this machine."""

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
    from clip_critic.sessions.feedback.store import SessionStore

HELP = """Feedback sessions: the pictures, prompts and scores of clip-critic loop and of the page.

Without a command below: list them, the newest first.

\b
Examples:
  clip-critic sessions
  clip-critic sessions show
  clip-critic sessions export 20260102-030405-abcdef folder
  clip-critic sessions delete 20260102-030405-abcdef
"""

app = typer.Typer(help=HELP, epilog=EXIT_CODES, rich_markup_mode=None)

Id = Annotated[str, typer.Argument(metavar="ID", help="Of: clip-critic sessions. A part of it is enough.")]
LastId = Annotated[
    str,
    typer.Argument(metavar="ID", help="A part is enough. [default: the last one]", show_default=False),
]


@app.callback(invoke_without_command=True)
def list_all(context: typer.Context, as_json: options.AsJson = False) -> None:
    if context.invoked_subcommand is not None:
        return
    with command_run() as terminal:
        from clip_critic.sessions.feedback.records import brief_record

        store = _store()
        _list(terminal, [brief_record(store, one) for one in store.ids()], as_json)


@app.command("list")
def list_(as_json: options.AsJson = False) -> None:
    """List them, the newest first."""
    with command_run() as terminal:
        from clip_critic.sessions.feedback.records import brief_record

        store = _store()
        _list(terminal, [brief_record(store, one) for one in store.ids()], as_json)


@app.command()
def show(session_id: LastId = "", as_json: options.SessionJson = False) -> None:
    """Show a session's steps."""
    with command_run() as terminal:
        from clip_critic.cli.session_files import find_session
        from clip_critic.sessions.feedback.records import session_record

        found = find_session(_store(), session_id)
        if as_json:
            from clip_critic.cli.show.sinks import json_line

            terminal.write(json_line(session_record(found)))
            return
        from clip_critic.cli.show.loop import session_view

        terminal.show(*session_view(found))
        for note in found.notes:
            terminal.tell(note, "yellow")


@app.command()
def delete(
    session_id: Id,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete a session with its pictures, for good."""
    with command_run() as terminal:
        from clip_critic.cli.session_files import find_id

        store = _store()
        found = find_id(store, session_id)
        if not yes:
            if not sys.stdin.isatty():
                raise BadInputError(f"This deletes {found} with its pictures for good: add --yes.")
            if not typer.confirm(f"Delete {found} with its pictures for good?", err=True):
                terminal.tell("Nothing was deleted.")
                return
        store.delete(found)
        terminal.tell(f"Deleted {found}.")


@app.command()
def export(
    session_id: Id,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="It is made if need be.")],
) -> None:
    """Write a session to a folder: session.json, all pictures, a report and an animation."""
    with command_run() as terminal:
        from clip_critic.cli.session_files import find_session
        from clip_critic.reports.export import export_session

        for file in export_session(find_session(_store(), session_id), folder):
            terminal.write(f"{file}\n")


@app.command()
def folder() -> None:
    """Print the folder that the sessions are in."""
    with command_run() as terminal:
        terminal.write(f"{sessions_dir()}\n")


def _store() -> "SessionStore":
    from clip_critic.sessions.feedback.store import SessionStore

    return SessionStore(sessions_dir())


def _list(terminal: Terminal, rows: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        from clip_critic.cli.show.sinks import json_line

        terminal.write("".join(json_line(row) for row in rows))
    elif rows:
        terminal.show(_table_of(rows))
    else:
        terminal.tell("There is no session yet: begin one with clip-critic loop.")


def _table_of(rows: list[dict[str, Any]]) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for column in ("session", "policy", "steps", "score", "wanted"):
        justify: Any = "right" if column in ("steps", "score") else "left"
        table.add_column(column, justify=justify, overflow="fold")
    for row in rows:
        if "error" in row:
            table.add_row(row["id"], "–", "–", "–", Text(clean(row["error"]), "red"))
            continue
        wanted = ", ".join(part for part in (row["want"], row["avoid"] and f"not {row['avoid']}") if part)
        score = f"{row['kept']['score']:.2f}" if row["kept"] else "–"
        steps = f"{row['steps']}/{row['of']}"
        table.add_row(row["id"], row["policy"], steps, score, Text(clean(wanted)))
    return table
