"""``clip-critic dream``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

from typing import Annotated, Any

import typer

from clip_critic import tables
from clip_critic.cli import options
from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.run import command_run
from clip_critic.cli.session_options import run_parameters
from clip_critic.cli.table_options import parameter, table_parameters, with_options
from clip_critic.sessions.dreams.settings import SECTIONS, DreamSettings

HELP = """Dream a picture: numbers climb the gradient of what CLIP sees, through a generator of pictures.

It is an art effect. CLIP soon sees the words in every dream, and people see them in some: --judge lets
another encoder give its opinion of each frame. Frames are kept one after the other: after Ctrl-C or a crash,
clip-critic resume continues, with other words if you like.

\b
Examples:
  clip-critic dream --want "a lighthouse in a storm" --film storm.webp
  clip-critic dream photo.jpg --unit "neuron 9.120" --preset "Deep picture"
  clip-critic dream --want "a castle" --compare "unreal engine|vray|trending on artstation" --sheet tricks.png
  clip-critic dream sketch.png --want "a castle" --near mood.jpg --pull 0.5 --wake-up 0.4
  clip-critic dream --want "an endless library" --preset "Endless tunnel" --frames 200 --film tunnel.mp4
"""
EPILOG = EXIT_CODES
ROWS = tables.rows(DreamSettings)
SPECIAL = ("compare", "encoder")


def _file(name: str, spelt: str, what: str) -> Any:
    option = typer.Option(spelt, metavar="FILE", help=what, show_default=False)
    return parameter(name, None, Annotated[options.File, option])


OPTIONS = (
    parameter(
        "picture",
        None,
        Annotated[
            options.File,
            typer.Argument(
                metavar="PICTURE", help="A picture or a rough sketch to start from.", show_default=False
            ),
        ],
    ),
    _file("near", "--near", "A picture to come near to; --pull is its weight."),
    parameter(
        "preset",
        "",
        Annotated[
            str,
            typer.Option(
                "--preset",
                metavar="NAME",
                help="Settings named after what they look like; other options change them. A wrong name "
                "lists them.",
                show_default=False,
            ),
        ],
    ),
    parameter(
        "compare",
        None,
        Annotated[
            options.Text,
            typer.Option(
                "--compare",
                metavar="PHRASE|PHRASE",
                help="Phrases to compare, with a | between them: each is added to the words, and dreamt "
                "beside the plain words from the same start.",
                rich_help_panel=SECTIONS["dream"],
                show_default=False,
            ),
        ],
    ),
    *table_parameters([row for row in ROWS if row[0] not in SPECIAL], SECTIONS),
    _file("film", "--film", "Also write the frames as an animation: .webp, .gif, or .mp4 with PyAV."),
    _file("sheet", "--sheet", "Also write the frames on one sheet, as PNG."),
    parameter("encoder", "", options.Encoder),
    *run_parameters(),
)


@with_options(OPTIONS)
def dream(**values: Any) -> None:
    with command_run(values["verbose"]) as terminal:
        from clip_critic.cli.runs.dream import run

        raise typer.Exit(run(values, ROWS, terminal))


dream.__doc__ = HELP
