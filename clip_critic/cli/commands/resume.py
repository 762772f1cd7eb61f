"""``clip-critic resume``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clip_critic.cli import options
from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.commands.loop import SPECIAL
from clip_critic.cli.run import command_run
from clip_critic.cli.session_options import RunOptions, run_parameters
from clip_critic.cli.table_options import parameter, table_parameters, used_settings, with_options
from clip_critic.cli.wiring import make_checkpoints, make_critic, make_settings, make_studio, sessions_dir
from clip_critic.errors import BadInputError
from clip_critic.sessions.feedback.settings import SECTIONS, table

if TYPE_CHECKING:
    from clip_critic.engine.work import Snapshot
    from clip_critic.sessions.base import Studio
    from clip_critic.sessions.feedback.policies.base import PromptEdit

HELP = """Continue a session: the last one, or the one that is named.

It continues as if it had never stopped, with the same seeds; changed settings apply from now on. The goal of
a feedback session cannot change, as its scores could not be compared: for another goal, use clip-critic loop
--from ID:STEP.

\b
Examples:
  clip-critic resume
  clip-critic resume --steps 16
  clip-critic resume 20260102-030405-abcdef --prompt "a (red:1.2) star, high detail"
"""
EPILOG = EXIT_CODES
GOAL_SETTINGS = (
    "want",
    "avoid",
    "objective",
    "taste",
    "taste_weight",
    "hold",
    "judge",
    "judge_decides",
    "prompt",
    "negative_prompt",
)
CHANGEABLE = [row for row in table() if row[0] not in (*SPECIAL, *GOAL_SETTINGS)]

OPTIONS = (
    parameter(
        "session_id",
        "",
        Annotated[
            str,
            typer.Argument(
                metavar="ID",
                help="A session's ID (see: clip-critic sessions); a part is enough. [default: the last one]",
                show_default=False,
            ),
        ],
    ),
    parameter(
        "prompt",
        None,
        Annotated[
            options.Text,
            typer.Option("--prompt", metavar="TEXT", help="The next step's prompt, instead of the policy's."),
        ],
    ),
    parameter(
        "negative_prompt",
        None,
        Annotated[
            options.Text,
            typer.Option("--negative-prompt", metavar="TEXT", help="The next step's negative prompt."),
        ],
    ),
    *table_parameters(CHANGEABLE, SECTIONS, show_defaults=False),
    parameter("vae", None, options.Vae),
    parameter(
        "others",
        None,
        Annotated[
            options.Texts,
            typer.Option(
                "--set",
                metavar="NAME=VALUE",
                help="Any setting by its name, for sessions of every kind. May be repeated.",
            ),
        ],
    ),
    *run_parameters(options.OtherCheckpoint),
)


@with_options(OPTIONS)
def resume(**values: Any) -> None:
    run = RunOptions.of(values)
    with command_run(run.verbose) as terminal:
        from clip_critic.cli.driver import driver_of
        from clip_critic.cli.session_files import find_any, keep_checkpoint, keep_vae

        kind, session = find_any(sessions_dir(), values["session_id"])
        changes = {**used_settings(values, CHANGEABLE), **_named(values["others"] or ())}
        edit = _edit(values["prompt"], values["negative_prompt"], kind.name)
        vae = values["vae"]
        named = vae_of(session, run) if vae is None else vae
        checkpoints = make_checkpoints(checkpoint_of(session, run), run.checkpoints, run.vaes, named)
        encoder = getattr(session.settings, "encoder", "")
        settings = make_settings(encoder, run.device, run.precision, cache=not run.no_cache)
        studio = make_studio(make_critic(settings), checkpoints)
        if run.checkpoint:
            if hasattr(session.settings, "checkpoint"):
                changes["checkpoint"] = _name_of_checkpoint(studio)
            keep_checkpoint(session, checkpoints.chosen)
        if vae is not None:
            changes["vae"] = checkpoints.vae_name
            keep_vae(session, checkpoints.vae)
        driver = driver_of(kind, studio, session.id, terminal, as_json=run.as_json)
        if changes:
            driver.change(changes)
        raise typer.Exit(driver.resume(edit))


resume.__doc__ = HELP


def _named(texts: Sequence[str]) -> dict[str, str]:
    """Parse the values of ``--set``."""
    parts = {text: text.partition("=") for text in texts}
    for text, (name, equals, _) in parts.items():
        if not (name.strip() and equals):
            raise BadInputError(f"--set {text!r:.80}: write NAME=VALUE.")
    return {name.strip().replace("-", "_"): value for name, _, value in parts.values()}


def checkpoint_of(session: "Snapshot", run: RunOptions) -> str:
    """Return the checkpoint to continue a session with, as `make_checkpoints` takes it.

    Raises:
        BadInputError: it is not known, or gone.
    """
    from clip_critic.cli.session_files import kept_checkpoint

    kept = kept_checkpoint(session)
    if run.checkpoint or not (kept or hasattr(session.settings, "checkpoint")):
        return run.checkpoint
    if not kept:
        raise BadInputError(
            f"The session {session.id} was started elsewhere, with the checkpoint in use there: name it with "
            "--checkpoint (miniature for the bundled one)."
        )
    try:
        make_checkpoints(kept, run.checkpoints)
    except BadInputError as error:
        raise BadInputError(f"{error} The session used it; choose another with --checkpoint.") from None
    return kept


def vae_of(session: "Snapshot", run: RunOptions) -> str:
    """Return the VAE to continue a session with, likewise; raises `BadInputError` if it is gone."""
    from clip_critic.cli.session_files import kept_vae

    kept = kept_vae(session)
    try:
        make_checkpoints(vaes=run.vaes, vae=kept)
    except BadInputError as error:
        raise BadInputError(f"{error} The session used it; choose another with --vae.") from None
    return kept


def _name_of_checkpoint(studio: "Studio") -> str:
    return studio.host().describe().checkpoints[0]


def _edit(prompt: str | None, negative: str | None, kind: str) -> "PromptEdit | None":
    from clip_critic.sessions.feedback.policies.base import PromptEdit

    if prompt is None and negative is None:
        return None
    if kind != "feedback":
        raise BadInputError("--prompt and --negative-prompt are for feedback sessions.")
    return PromptEdit(prompt, negative)
