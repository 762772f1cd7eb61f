"""The command of a kind of session that has no command of its own, as feedback has ``loop``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

from collections.abc import Callable
from typing import Any

import typer

from clip_critic import tables
from clip_critic.cli import options
from clip_critic.cli.run import command_run
from clip_critic.cli.session_options import RunOptions, run_parameters
from clip_critic.cli.table_options import parameter, table_parameters, used_settings, with_options
from clip_critic.cli.wiring import make_checkpoints, make_critic, make_settings, make_studio
from clip_critic.sessions.base import Kind


def command_of(kind: Kind) -> Callable[..., None]:
    """Return the command that starts a session of a kind, with an option for every row of its table."""
    rows = tables.rows(kind.table)
    names = [name for name, _, _ in rows]
    shared = (parameter("encoder", "", options.Encoder), *run_parameters())
    own = table_parameters(rows, {})

    @with_options((*own, *(option for option in shared if option.name not in names)))
    def start(**values: Any) -> None:
        run = RunOptions.of({**{option.name: option.default for option in shared}, **_filled(values)})
        with command_run(run.verbose) as terminal:
            from clip_critic.cli.driver import driver_of
            from clip_critic.cli.session_files import keep_checkpoint

            checkpoints = make_checkpoints(run.checkpoint, run.checkpoints, run.vaes)
            settings = make_settings(
                values.get("encoder") or "", run.device, run.precision, cache=not run.no_cache
            )
            studio = make_studio(make_critic(settings), checkpoints)
            driver = driver_of(kind, studio, "", terminal, as_json=run.as_json)
            session = driver.create(used_settings(values, rows))
            keep_checkpoint(session, checkpoints.chosen)
            raise typer.Exit(driver.start())

    start.__doc__ = f"Start a session: {kind.title}. clip-critic resume continues it."
    return start


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
