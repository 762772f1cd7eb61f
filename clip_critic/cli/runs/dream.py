"""A run of ``clip-critic dream``: a new dream, and the files that were asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from clip_critic.cli.codes import Code
from clip_critic.cli.driver import driver_of
from clip_critic.cli.session_files import keep_checkpoint
from clip_critic.cli.session_options import RunOptions
from clip_critic.cli.show.terminal import Terminal
from clip_critic.cli.table_options import used_settings
from clip_critic.cli.wiring import make_checkpoints, make_critic, make_settings, make_studio
from clip_critic.errors import BadInputError
from clip_critic.pictures.animation import animation, kind_of_file
from clip_critic.pictures.opening import Picture, open_picture
from clip_critic.reports.any_session import sheet_png
from clip_critic.sessions.dreams.kind import DreamKind
from clip_critic.sessions.dreams.presets import preset
from clip_critic.sessions.dreams.settings import DreamSettings
from clip_critic.storage.files import write_atomically
from clip_critic.tables import Field

KIND = DreamKind()


def run(values: Mapping[str, Any], rows: Iterable[tuple[str, Any, Field]], terminal: Terminal) -> Code:
    """Dream, and write the files that were asked for.

    Args:
        values: the values of all options.
        rows: the table of settings.
    """
    if values["film"] is not None:
        kind_of_file(values["film"])  # before the first frame
    options = RunOptions.of(values)
    checkpoints = make_checkpoints(options.checkpoint, options.checkpoints, options.vaes)
    settings = make_settings(values["encoder"], options.device, options.precision, cache=not options.no_cache)
    studio = make_studio(make_critic(settings), checkpoints)
    dreams = KIND.dreams(studio)
    start, aim = (_opened(values[name]) for name in ("picture", "near"))
    session = dreams.create(DreamSettings.read(_settings(values, rows)), start, aim)
    keep_checkpoint(session, checkpoints.chosen)
    terminal.tell(f"Session {session.id}", "dim")
    code = driver_of(KIND, studio, session.id, terminal, as_json=options.as_json).start()
    _write_files(values, dreams.store.read(session.id))
    return code


def _settings(values: Mapping[str, Any], rows: Iterable[tuple[str, Any, Field]]) -> dict[str, Any]:
    """Return the settings of the preset, and those whose options were used."""
    before = dict(preset(values["preset"]).settings) if values["preset"] else {}
    used = used_settings({**values, "compare": None, "encoder": None}, rows)
    if values["compare"]:
        used["compare"] = "\n".join(phrase.strip() for phrase in values["compare"].split("|"))
    if values["picture"] is None and used.get("start") == "picture":
        raise BadInputError("--start picture needs a PICTURE.")
    return {**before, **used}


def _opened(path: Path | None) -> Picture | None:
    return None if path is None else open_picture(path)


def _write_files(values: Mapping[str, Any], session: Any) -> None:
    if values["film"] is not None:
        kind = kind_of_file(values["film"])
        data, _ = animation(list(KIND.frames(session)), kind, KIND.milliseconds)
        write_atomically(values["film"], data)
    if values["sheet"] is not None:
        write_atomically(values["sheet"], sheet_png(KIND, session))
