"""A run of ``clip-critic exhibit``: a new exhibition, or more of an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from clip_critic.cli.codes import Code
from clip_critic.cli.commands.resume import checkpoint_of, vae_of
from clip_critic.cli.driver import driver_of
from clip_critic.cli.session_files import find_any, keep_checkpoint, keep_vae
from clip_critic.cli.session_options import RunOptions
from clip_critic.cli.show.terminal import Terminal
from clip_critic.cli.table_options import used_settings
from clip_critic.cli.wiring import (
    Checkpoints,
    make_checkpoints,
    make_critic,
    make_presets,
    make_settings,
    make_studio,
    sessions_dir,
)
from clip_critic.cli.words import gather_words, merge
from clip_critic.errors import BadInputError
from clip_critic.reports.exhibition import write_csv, write_page
from clip_critic.sessions.base import Studio
from clip_critic.sessions.exhibitions.axes import format_axes, joined, parse_axes
from clip_critic.sessions.exhibitions.kind import ExhibitionKind
from clip_critic.sessions.exhibitions.records import cells_csv, effects_csv
from clip_critic.sessions.exhibitions.session import Exhibition
from clip_critic.sessions.exhibitions.settings import ExhibitionSettings
from clip_critic.sessions.exhibitions.sight import words_of
from clip_critic.tables import Field
from clip_critic.tasting.liking import PictureTaste

KIND = ExhibitionKind()


def run(values: Mapping[str, Any], rows: Iterable[tuple[str, Any, Field]], terminal: Terminal) -> Code:
    """Make an exhibition, or add to one, and write the files that were asked for.

    Args:
        values: the values of all options.
        rows: the table of settings.
    """
    options = RunOptions.of(values)
    earlier = _earlier(values["to"])
    checkpoints = _checkpoints(values["vae"], options, earlier)
    encoder = values["encoder"] or (earlier.settings.encoder if earlier else "")
    settings = make_settings(encoder, options.device, options.precision, cache=not options.no_cache)
    studio = make_studio(make_critic(settings), checkpoints)
    rater = studio.tasting.known_rater(values["rater"]) if values["rater"] else ""
    changes = _changes(values, rows, earlier)
    if values["vae"] is not None:
        changes["vae"] = checkpoints.vae_name
    if values["dry_run"]:
        terminal.write(f"{_size_of(studio, changes, earlier)}\n")
        return Code.DONE
    driver = driver_of(KIND, studio, earlier.id if earlier else "", terminal, as_json=options.as_json)
    if earlier is None:
        session = driver.create(changes)
        keep_checkpoint(session, checkpoints.chosen)
        keep_vae(session, checkpoints.vae)
    else:
        session = earlier
        driver.change(changes)
    exhibitions = KIND.exhibitions(studio)
    terminal.tell(exhibitions.size(exhibitions.store.read(session.id)).sentence, "dim")
    code = driver.resume()
    made = exhibitions.store.read(session.id)
    files = any(values[name] is not None for name in ("html_path", "csv_path"))
    tastes = KIND.tastes(made, studio.tasting, rater) if rater and files else None
    _write_files(made, values, tastes)
    return code


def _earlier(name: str) -> Exhibition | None:
    """Return the exhibition to add to, if one is named."""
    if not name:
        return None
    kind, session = find_any(sessions_dir(), name)
    if kind.name != KIND.name:
        raise BadInputError(f"--to {name}: this session is not an exhibition.")
    found: Exhibition = session
    return found


def _checkpoints(vae: str | None, options: RunOptions, earlier: Exhibition | None) -> Checkpoints:
    chosen, named = options.checkpoint, vae or ""
    if earlier is not None:
        chosen = checkpoint_of(earlier, options)
        named = vae_of(earlier, options) if vae is None else vae
    return make_checkpoints(chosen, options.checkpoints, options.vaes, named)


def _changes(
    values: Mapping[str, Any], rows: Iterable[tuple[str, Any, Field]], earlier: Exhibition | None
) -> dict[str, Any]:
    """Return the settings whose options were used, with axes and words added to the earlier ones."""
    unused = {"axes": None, "words": None, "encoder": None, "checkpoint": None, "vae": None}
    found = used_settings({**values, **unused}, rows)
    if values["axis"]:
        own = parse_axes("\n".join(values["axis"]))
        found["axes"] = format_axes(joined(earlier.plan.axes if earlier else (), own))
    if values["lists"] or values["keywords"]:
        words = gather_words(values["keywords"] or (), values["lists"] or (), make_presets(), "")
        before = [words_of(earlier.settings, earlier.plan.axes)] if earlier else []
        found["words"] = merge([*before, words]).format()
    return found


def _size_of(studio: Studio, changes: Mapping[str, Any], earlier: Exhibition | None) -> str:
    """Check everything, and return the size of what would be made."""
    exhibitions = KIND.exhibitions(studio)
    settings = earlier.settings if earlier else ExhibitionSettings()
    if earlier is None:
        changes = {**changes, "encoder": studio.critic.settings().encoder}
    return exhibitions.prepare(settings.changed(changes), earlier).estimate.sentence


def _write_files(
    exhibition: Exhibition, values: Mapping[str, Any], tastes: Mapping[str, PictureTaste] | None
) -> None:
    writers: dict[str, Callable[[Path], None]] = {
        "html_path": lambda path: write_page(path, exhibition, tastes=tastes),
        "csv_path": lambda path: write_csv(path, cells_csv(exhibition, tastes)),
        "effects_path": lambda path: write_csv(path, effects_csv(exhibition)),
    }
    for name, write in writers.items():
        if values[name] is not None:
            write(values[name])
