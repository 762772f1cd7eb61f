"""``clip-critic loop``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from clip_critic.cli import options
from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.run import command_run
from clip_critic.cli.session_options import RunOptions, run_parameters
from clip_critic.cli.table_options import parameter, table_parameters, used_settings, with_options
from clip_critic.cli.wiring import make_checkpoints, make_critic, make_presets, make_sessions, make_settings
from clip_critic.errors import BadInputError
from clip_critic.sessions.feedback.settings import SECTIONS, LoopSettings, table
from clip_critic.settings import MINIATURE_LIST

if TYPE_CHECKING:
    from clip_critic.sessions.feedback.session import Session, StartKind
    from clip_critic.sessions.feedback.sessions import Sessions
    from clip_critic.settings import Settings

HELP = """Change a picture, step by step, until CLIP sees what you want in it.

Each step ranks the kept picture, writes a prompt from what is missing, generates candidates from both, ranks
them all, and keeps the best one if it is better. Without PICTURE it starts from the prompt alone. Every
finished step is stored: after Ctrl-C or a crash nothing is lost, and clip-critic resume continues.

\b
Examples:
  clip-critic loop picture.png --want "red:1.5, star" --avoid blurred
  clip-critic loop picture.png --want star --steps 8 --candidates 4 --checkpoint model.safetensors
  clip-critic loop drawing.png --sketch --want "a castle, watercolor" --prompt "{words}, high detail"
  clip-critic loop --prompt "a girl with a parasol, {words}" --want ukiyoe --policy "by hand"
  clip-critic loop --from 20260102-030405-abcdef:3 --want blue
"""
EPILOG = EXIT_CODES
GOAL = SECTIONS["goal"]
SPECIAL = ("keywords", "encoder", "checkpoint", "vae")

OPTIONS = (
    parameter(
        "picture",
        None,
        Annotated[
            Optional[Path],  # noqa: UP045
            typer.Argument(metavar="PICTURE", help="The start picture.", show_default=False),
        ],
    ),
    parameter(
        "sketch",
        False,
        Annotated[bool, typer.Option("--sketch", help="PICTURE is a rough sketch: use only its layout.")],
    ),
    parameter(
        "mask",
        None,
        Annotated[
            Optional[Path],  # noqa: UP045
            typer.Option(
                "--mask",
                metavar="FILE",
                help="A picture of PICTURE's size: where it is black, PICTURE stays as it is; where it is "
                "white, it may change. --only-where makes one from a word.",
                show_default=False,
            ),
        ],
    ),
    parameter(
        "origin",
        "",
        Annotated[
            str,
            typer.Option(
                "--from",
                metavar="ID[:STEP]",
                help="Start from the picture of an earlier session's step, or from the one it kept, with its "
                "settings, which other options change.",
                show_default=False,
            ),
        ],
    ),
    *table_parameters([row for row in table() if row[0] not in SPECIAL], SECTIONS),
    parameter("vae", None, options.Vae),
    parameter(
        "lists",
        None,
        Annotated[
            options.Texts,
            typer.Option(
                "--list",
                metavar="NAME|FILE",
                help="The words that CLIP compares: a preset's name, a text file, or - for standard input. "
                "Grouped lists give clearer results; wanted words missing from the list are added. May be "
                f"repeated. [default: First look, or {MINIATURE_LIST} for the miniature]",
                rich_help_panel=GOAL,
            ),
        ],
    ),
    parameter(
        "keywords",
        None,
        Annotated[
            options.Texts,
            typer.Option(
                "--keywords",
                metavar="WORDS",
                help="Words separated by commas; with --list they are added to it. May be repeated.",
                rich_help_panel=GOAL,
            ),
        ],
    ),
    parameter("encoder", "", options.Encoder),
    *run_parameters(),
)


@dataclass(frozen=True)
class LoopRequest:
    """The session asked for by the command's options.

    Attributes:
        origin: an earlier session to continue from, as ``ID`` or ``ID:STEP``.
        changes: the settings whose options were used, by name.
        encoder: the encoder; empty if none was named.
        lists: the presets and files to take words from.
        keywords: texts with more words.
        mask: a picture that says what may change.
    """

    picture: Path | None
    sketch: bool
    origin: str
    changes: Mapping[str, Any]
    encoder: str
    lists: tuple[str, ...]
    keywords: tuple[str, ...]
    mask: Path | None = None

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "LoopRequest":
        """Return the request from all values of the command.

        Raises:
            BadInputError: more than one start, or a sketch without its picture.
        """
        picture, sketch, origin = values["picture"], values["sketch"], values["origin"]
        if origin and picture is not None:
            raise BadInputError("A session has one start: give PICTURE or --from, not both.")
        if sketch and picture is None and not origin:
            raise BadInputError("--sketch needs a PICTURE: the sketch to start from.")
        if values["mask"] is not None and picture is None:
            raise BadInputError("--mask needs a PICTURE: the picture that it is a mask of.")
        changes = used_settings({**values, "keywords": None, "encoder": None, "checkpoint": None}, table())
        lists, keywords = tuple(values["lists"] or ()), tuple(values["keywords"] or ())
        return cls(picture, sketch, origin, changes, values["encoder"], lists, keywords, values["mask"])

    def words(self, settings: "Settings") -> str:
        """Return the text of the keyword list, by default the bundled one."""
        from clip_critic.cli.words import gather_words

        return gather_words(self.keywords, self.lists, make_presets(), settings.first_list).format()


@with_options(OPTIONS)
def loop(**values: Any) -> None:
    run = RunOptions.of(values)
    with command_run(run.verbose) as terminal:
        from clip_critic.cli.driver import Driver

        vae = values["vae"]
        checkpoints = make_checkpoints(run.checkpoint, run.checkpoints, run.vaes, vae or "")
        request = LoopRequest.of({**values, "vae": vae and checkpoints.vae_name})
        settings = make_settings(request.encoder, run.device, run.precision, cache=not run.no_cache)
        sessions = make_sessions(make_critic(settings), checkpoints)
        begin = _continue if request.origin else _create
        driver = Driver(sessions, begin(sessions, settings, request).id, terminal, as_json=run.as_json)
        driver.tell_origin(checkpoints.chosen, checkpoints.vae)
        raise typer.Exit(driver.start())


loop.__doc__ = HELP


def _create(sessions: "Sessions", settings: "Settings", request: LoopRequest) -> "Session":
    from clip_critic.pictures.opening import open_picture

    checkpoint = sessions.host().describe().checkpoints[0]
    chosen = {"checkpoint": checkpoint, "encoder": settings.encoder, "keywords": request.words(settings)}
    read = LoopSettings.read({**request.changes, **chosen})
    if request.picture is None:
        return sessions.create(read, "prompt")
    mask = open_picture(request.mask).image if request.mask is not None else None
    kind: StartKind = "sketch" if request.sketch else "picture"
    return sessions.create(read, kind, open_picture(request.picture), mask=mask)


def _continue(sessions: "Sessions", settings: "Settings", request: LoopRequest) -> "Session":
    from clip_critic.cli.session_files import find_session
    from clip_critic.sessions.feedback.steps import kept

    name, _, number = request.origin.partition(":")
    before = find_session(sessions.store, name)
    place = kept(before.steps)
    if number.strip().isdigit():
        step = int(number)
    elif number.strip() or place is None:
        raise BadInputError(f"--from {request.origin}: name a step of the session by its number, as in ID:3.")
    else:
        step = place.step.number
    changes = {"seed": -1, **request.changes, "checkpoint": sessions.host().describe().checkpoints[0]}
    if request.encoder:
        changes["encoder"] = settings.encoder
    if request.lists or request.keywords:
        changes["keywords"] = request.words(settings)
    return sessions.continue_from(before.id, step, before.settings.changed(changes))
