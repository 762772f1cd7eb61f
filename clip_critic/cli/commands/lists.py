"""``clip-critic lists``: the presets."""

# typer 0.9 does not see options behind "from __future__ import annotations".

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from clip_critic.cli import options
from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.run import command_run
from clip_critic.cli.show.terminal import Terminal, clean
from clip_critic.cli.wiring import make_presets
from clip_critic.errors import CriticError, PresetError
from clip_critic.keywords.lists import KeywordList
from clip_critic.keywords.names import name_key
from clip_critic.keywords.presets import PresetStore, Saved
from clip_critic.keywords.texts import bytes_from
from clip_critic.storage import paths

HELP = """Manage keyword lists: those that come with CLIP Critic, and your own.

Without a command, it lists them. A list is plain text: one keyword per line, # comments, [Group] headings,
and lines like "template: a painting by {}". Nothing is lost: overwritten and deleted lists go to a trash
folder.

\b
Examples:
  clip-critic lists
  clip-critic lists show Painters
  clip-critic lists show Painters > mine.txt
  clip-critic lists save "My painters" mine.txt
  echo "cat, dog" | clip-critic lists save Animals -
  clip-critic lists restore Animals
"""

app = typer.Typer(help=HELP, epilog=EXIT_CODES, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="NAME", help="A preset's name.")]


@app.callback(invoke_without_command=True)
def list_all(context: typer.Context, as_json: options.AsJson = False) -> None:
    if context.invoked_subcommand is not None:
        return
    with command_run() as terminal:
        presets = make_presets()
        rows = [_described(entry.name, entry.bundled) for entry in presets.entries()]
        for name in presets.skipped():
            terminal.tell(f"{name} was left out: the name of the file is not UTF-8. Rename it.", "yellow")
        if as_json:
            from clip_critic.cli.show.sinks import json_line

            terminal.write("".join(json_line(row) for row in rows))
            return
        terminal.show(_table_of(rows))


@app.command()
def show(name: Name) -> None:
    """Print a list as it is stored."""
    with command_run() as terminal:
        _write_text(terminal, make_presets().read(name))


@app.command()
def save(
    name: Name,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A list's file, or - for standard input.")],
) -> None:
    """Save a list as a preset of your own; its older version goes to the trash folder."""
    with command_run() as terminal:
        source = bytes_from(sys.stdin.buffer) if file == "-" else Path(file)
        presets = make_presets()
        _tell_saved(terminal, presets.import_file(source, name, _revision(presets, name)))


@app.command()
def rename(name: Name, new: Annotated[str, typer.Argument(metavar="NEW", help="The new name.")]) -> None:
    """Rename a list of your own."""
    with command_run() as terminal:
        terminal.tell(f'"{name}" is now called "{make_presets().rename(name, new)}".')


@app.command()
def delete(name: Name) -> None:
    """Move a list of your own to the trash folder."""
    with command_run() as terminal:
        trashed = make_presets().delete(name)
        terminal.tell(f'Moved to the trash folder. To restore it: clip-critic lists restore "{trashed.name}"')


@app.command("import")
def import_(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILES...", help="Text, YAML, JSON, Markdown or CSV files.")
    ],
) -> None:
    """Add files to your lists, each under its own name."""
    with command_run() as terminal:
        presets = make_presets()
        for file in files:
            _tell_saved(terminal, presets.import_file(file))


@app.command()
def trash() -> None:
    """List the deleted and overwritten lists, the latest first."""
    with command_run() as terminal:
        table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
        for column in ("key", "name", "when"):
            table.add_column(column, overflow="fold")
        for item in make_presets().trash():
            when = item.when.astimezone().strftime("%Y-%m-%d %H:%M")
            table.add_row(Text(clean(item.key)), Text(clean(item.name)), when)
        terminal.show(table)


@app.command()
def restore(
    key: Annotated[str, typer.Argument(metavar="NAME|KEY", help="A name, or a key (see: lists trash).")],
) -> None:
    """Restore a list from the trash folder: its latest version by name, or any by key."""
    with command_run() as terminal:
        presets = make_presets()
        named = [item.key for item in presets.trash() if name_key(item.name) == name_key(key.strip())]
        _tell_saved(terminal, presets.restore(named[0] if named else key), "Restored as")


@app.command()
def folder() -> None:
    """Print the folder of your own lists."""
    with command_run() as terminal:
        terminal.write(f"{paths.user_lists_dir()}\n")


def _table_of(rows: list[dict[str, object]]) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for column in ("name", "words", "groups", "from"):
        table.add_column(column, justify="right" if column in ("words", "groups") else "left")
    for row in rows:
        source = "CLIP Critic" if row["bundled"] else "you"
        counts = ("–", "–") if row["error"] else (str(row["words"]), str(row["groups"]))
        table.add_row(Text(clean(str(row["name"]))), *counts, Text(clean(str(row["error"] or source))))
    return table


def _described(name: str, bundled: bool) -> dict[str, object]:
    row: dict[str, object] = {"name": name, "bundled": bundled, "words": 0, "groups": 0, "error": ""}
    try:
        words = KeywordList.parse(make_presets().read(name))
    except CriticError as error:
        return {**row, "error": str(error)}
    return {**row, "words": len(words), "groups": sum(1 for group in words.groups if group.name)}


def _revision(presets: PresetStore, name: str) -> str | None:
    """Return the revision of a preset that the user overwrites on purpose."""
    try:
        return presets.revision(name)
    except PresetError:
        return None


def _tell_saved(terminal: Terminal, saved: Saved, done: str = "Saved as") -> None:
    terminal.tell(saved.note or f'{done} "{saved.name}".', "yellow" if saved.note else "")
    for note in saved.noticed:
        terminal.tell(note, "yellow")


def _write_text(terminal: Terminal, text: str) -> None:
    """Write a text to a screen without control characters, or to a file or pipe unchanged, in UTF-8."""
    if terminal.out.is_terminal:
        terminal.write("".join(f"{clean(line)}\n" for line in text.splitlines()))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
