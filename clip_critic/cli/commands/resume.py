"""``clip-critic resume``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

from typing import TYPE_CHECKING, Annotated, Any

import typer

from clip_critic.cli import options
from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.commands.loop import HEADINGS, SPECIAL
from clip_critic.cli.run import command_run
from clip_critic.cli.table_options import given_settings, made_of, parameter, table_parameters
from clip_critic.cli.wiring import make_checkpoints, make_critic, make_sessions, make_settings, sessions_dir
from clip_critic.errors import BadInputError
from clip_critic.sessions.feedback.settings import table

if TYPE_CHECKING:
    from clip_critic.sessions.feedback.policies.base import Edit
    from clip_critic.sessions.feedback.session import Session

HELP = """Let a feedback session go on: the last one, or the one that is named.

It goes on as if it had not stopped, with the same seeds; settings that are given hold from now on. What it
aims at stays, or its scores could not be compared: for another aim, clip-critic loop --from ID:STEP.

\b
Examples:
  clip-critic resume
  clip-critic resume --steps 16
  clip-critic resume 20260102-030405-abcdef --prompt "a (red:1.2) star, high detail"
"""
EPILOG = EXIT_CODES
AIMS = ("want", "avoid", "objective", "hold", "judge", "prompt", "negative_prompt")
CHANGEABLE = [row for row in table() if row[0] not in (*SPECIAL, *AIMS)]

OPTIONS = (
    parameter(
        "session_id",
        "",
        Annotated[
            str,
            typer.Argument(
                metavar="ID",
                help="Of: clip-critic sessions. A part of it is enough. [default: the last one]",
                show_default=False,
            ),
        ],
    ),
    parameter(
        "prompt",
        None,
        Annotated[
            options.Text,
            typer.Option("--prompt", metavar="TEXT", help="The next step's prompt, not the policy's."),
        ],
    ),
    parameter(
        "negative_prompt",
        None,
        Annotated[options.Text, typer.Option("--negative-prompt", metavar="TEXT", help="Likewise.")],
    ),
    *table_parameters(CHANGEABLE, HEADINGS, told=False),
    parameter("device", "auto", options.Device),
    parameter("checkpoint", "", options.OtherCheckpoint),
    parameter("checkpoints", None, options.CheckpointFolder),
    parameter("vaes", None, options.VaeFolder),
    parameter("as_json", False, options.SessionJson),
    parameter("no_cache", False, options.NoCache),
    parameter("verbose", False, options.Verbose),
)


@made_of(OPTIONS)
def resume(**given: Any) -> None:
    with command_run(given["verbose"]) as terminal:
        from clip_critic.cli.driver import Driver
        from clip_critic.cli.session_files import find_session, keep_checkpoint
        from clip_critic.sessions.feedback.store import SessionStore

        chosen = find_session(SessionStore(sessions_dir()), given["session_id"])
        settings = make_settings(chosen.settings.encoder, given["device"], cache=not given["no_cache"])
        checkpoints = make_checkpoints(_checkpoint(chosen, given), given["checkpoints"], given["vaes"])
        sessions = make_sessions(make_critic(settings), checkpoints)
        changes = given_settings(given, CHANGEABLE)
        if given["checkpoint"]:
            changes["checkpoint"] = sessions.host().describe().checkpoints[0]
            keep_checkpoint(chosen, checkpoints.chosen)
        if changes:
            sessions.change(chosen.id, changes)
        driver = Driver(sessions, chosen.id, terminal, as_json=given["as_json"])
        raise typer.Exit(driver.resume(_edit(given)))


resume.__doc__ = HELP


def _checkpoint(chosen: "Session", given: dict[str, Any]) -> str:
    from clip_critic.cli.session_files import kept_checkpoint

    if given["checkpoint"]:
        return str(given["checkpoint"])
    kept = kept_checkpoint(chosen)
    if not kept:
        raise BadInputError(
            f"The session {chosen.id} was made elsewhere, with the checkpoint that was in use there: "
            "name it with --checkpoint (miniature for the bundled one)."
        )
    try:
        make_checkpoints(kept, given["checkpoints"])
    except BadInputError as error:
        raise BadInputError(f"{error} The session was made with it: --checkpoint takes another.") from None
    return kept


def _edit(given: dict[str, Any]) -> "Edit | None":
    from clip_critic.sessions.feedback.policies.base import Edit

    prompt, negative = given["prompt"], given["negative_prompt"]
    return None if prompt is None and negative is None else Edit(prompt, negative)
