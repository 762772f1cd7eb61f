"""``clip-critic breed``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

from typing import Annotated, Any, Optional

import typer

from clip_critic import tables
from clip_critic.cli import options
from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.run import command_run
from clip_critic.cli.session_options import run_parameters
from clip_critic.cli.table_options import parameter, table_parameters, with_options
from clip_critic.sessions.breeding.settings import ASKED, SECTIONS, BreedingSettings

HELP = """Breed concepts (embeddings) by eye: look at their pictures, pick those that you like.

The first choice is averaged, and later ones are varied around their mean: two or three are enough. Every
choice can be taken back, and you can choose from an earlier generation once more, as a branch.

\b
Examples:
  clip-critic breed cat-1.pt cat-2.pt cat-3.safetensors --name my-cat --prompt "a photo of {concept}"
  clip-critic breed --picture photos/cat --others photos/else --kind cat --name my-cat
  clip-critic breed --to 20260102-030405-abcdef --pick "3, 1, 5"
  clip-critic breed --to 20260102-030405-abcdef --undo
  clip-critic breed --to 20260102-030405-abcdef --generation 0 --pick "2, 4"
  clip-critic breed --to 20260102-030405-abcdef --by-taste Aki
  clip-critic breed --to 20260102-030405-abcdef --save 12 --out my-cat.safetensors
"""
EPILOG = EXIT_CODES
ROWS = tables.rows(BreedingSettings)
HEADING = SECTIONS[ASKED]
SPECIAL = ("population", "encoder", "checkpoint", "vae")

OPTIONS = (
    parameter(
        "files",
        None,
        Annotated[
            options.Texts,
            typer.Argument(
                metavar="FILE|NAME...",
                help="The concepts to begin with: files (.safetensors, .pt, .bin) or names of your concepts, "
                "all of the same number of vectors. A single one is varied.",
                show_default=False,
            ),
        ],
    ),
    parameter(
        "pictures",
        None,
        Annotated[
            options.Texts,
            typer.Option(
                "--picture",
                metavar="FILE|FOLDER",
                help="In place of concepts: pictures of one thing, 3 or more. The first individuals are "
                "learned from them, each from half of them and with a seed of its own. May be repeated.",
                rich_help_panel=HEADING,
            ),
        ],
    ),
    parameter(
        "others",
        None,
        Annotated[
            options.File,
            typer.Option(
                "--others",
                metavar="FOLDER",
                help="With --picture: a folder of other pictures, from which these have to differ. "
                "[default: pictures that the encoder has looked at before]",
                show_default=False,
                rich_help_panel=HEADING,
            ),
        ],
    ),
    *table_parameters([row for row in ROWS if row[0] not in SPECIAL], SECTIONS),
    parameter("vae", None, options.Vae),
    parameter(
        "to",
        "",
        Annotated[
            str,
            typer.Option(
                "--to",
                metavar="ID",
                help="Go on with an earlier breeding; a part of its ID is enough.",
                show_default=False,
            ),
        ],
    ),
    parameter(
        "pick",
        None,
        Annotated[
            options.Text,
            typer.Option(
                "--pick",
                metavar="NUMBERS",
                help="The individuals that you like, the favourite first, separated by commas. They begin "
                "the next generation.",
                rich_help_panel=HEADING,
            ),
        ],
    ),
    parameter(
        "generation",
        None,
        Annotated[
            Optional[int],  # noqa: UP045 - typer 0.9
            typer.Option(
                "--generation",
                metavar="GENERATION",
                help="Go to this generation first: with --pick, the tree branches there. 0 is the first "
                "population.",
                show_default=False,
                rich_help_panel=HEADING,
            ),
        ],
    ),
    parameter(
        "undo",
        False,
        Annotated[
            bool,
            typer.Option("--undo", help="Take the last choice back.", rich_help_panel=HEADING),
        ],
    ),
    parameter(
        "by_taste",
        "",
        Annotated[
            str,
            typer.Option(
                "--by-taste",
                metavar="RATER",
                help="Only list the individuals in the order in which this rater would like them.",
                show_default=False,
                rich_help_panel=HEADING,
            ),
        ],
    ),
    parameter(
        "save",
        None,
        Annotated[
            Optional[int],  # noqa: UP045 - typer 0.9
            typer.Option(
                "--save",
                metavar="NUMBER",
                help="Only save an individual, with its ancestors, as a concept of the breeding's name, or "
                "to the file of --out.",
                show_default=False,
                rich_help_panel=HEADING,
            ),
        ],
    ),
    parameter(
        "out",
        None,
        Annotated[
            options.File,
            typer.Option(
                "--out",
                metavar="FILE",
                help="A .safetensors file for --save, in place of your concepts.",
                show_default=False,
                rich_help_panel=HEADING,
            ),
        ],
    ),
    parameter("encoder", "", options.Encoder),
    *run_parameters(),
)


@with_options(OPTIONS)
def breed(**values: Any) -> None:
    with command_run(values["verbose"]) as terminal:
        from clip_critic.cli.runs.breed import run

        raise typer.Exit(run(values, ROWS, terminal))


breed.__doc__ = HELP
