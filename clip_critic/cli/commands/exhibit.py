"""``clip-critic exhibit``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

from typing import Annotated, Any

import typer

from clip_critic import tables
from clip_critic.cli import options
from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.run import command_run
from clip_critic.cli.session_options import run_parameters
from clip_critic.cli.table_options import parameter, table_parameters, with_options
from clip_critic.sessions.exhibitions.settings import ASKED, SECTIONS, ExhibitionSettings

HELP = """Make pictures over axes and seeds, and measure what each value of an axis does.

Every combination of values is made with the same seeds. How many pictures that makes, how long it takes and
how much disk it needs is said before the first one. What is made is never made again: after Ctrl-C or a
crash, clip-critic resume continues, and --to adds values, seeds or words later.

\b
Examples:
  clip-critic exhibit "a castle, {style}" --axis "style=oil painting|watercolour|" --html castles.html
  clip-critic exhibit "a small blue circle" --study emphasis --subject blue
  clip-critic exhibit "a castle" --study modifier --subject "unreal engine|8k"
  clip-critic exhibit "a castle" --study artists --subject Painters --seeds 2
  clip-critic exhibit "a castle, oil painting, 8k" --study without
  clip-critic exhibit "a castle" --axis "sampler=Euler a|DPM++ 2M" --axis "cfg_scale=5|7|9" --dry-run
  clip-critic exhibit --to 20260102-030405-abcdef --axis "style=ukiyoe"
"""
EPILOG = EXIT_CODES
ROWS = tables.rows(ExhibitionSettings)
HEADING = SECTIONS[ASKED]
SPECIAL = ("prompt", "axes", "words", "encoder", "checkpoint", "vae")


def _file(name: str, spelt: str, what: str) -> Any:
    option = typer.Option(spelt, metavar="FILE", help=what, show_default=False)
    return parameter(name, None, Annotated[options.File, option])


OPTIONS = (
    parameter(
        "prompt",
        None,
        Annotated[
            options.Text,
            typer.Argument(
                metavar="PROMPT",
                help="The prompt; {style} stands for the values of the axis named style.",
                show_default=False,
            ),
        ],
    ),
    parameter(
        "axis",
        None,
        Annotated[
            options.Texts,
            typer.Option(
                "--axis",
                metavar="NAME=VALUE|VALUE",
                help="An axis with its values; an empty one means nothing there, \\| is a plain |. A value "
                "may be list:NAME or list:NAME/GROUP for the words of a keyword list. NAME may be that of "
                "a setting (sampler, cfg_scale, checkpoint, ...), option:NAME for an option of a WebUI, or "
                "without, for phrases to leave out. "
                "May be repeated.",
                rich_help_panel=HEADING,
            ),
        ],
    ),
    *table_parameters([row for row in ROWS if row[0] not in SPECIAL], SECTIONS),
    parameter("vae", None, options.Vae),
    parameter(
        "lists",
        None,
        Annotated[
            options.Texts,
            typer.Option(
                "--list",
                metavar="NAME|FILE",
                help="Words to measure the pictures with: a preset's name, a text file, or - for standard "
                "input. May be repeated. [default: the values of the axes, and the prompt's phrases and "
                "words]",
                rich_help_panel=HEADING,
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
                rich_help_panel=HEADING,
            ),
        ],
    ),
    parameter(
        "to",
        "",
        Annotated[
            str,
            typer.Option(
                "--to",
                metavar="ID",
                help="Add these values, axes, words or settings to an earlier exhibition; a part of its ID "
                "is enough. Only what it does not have yet is made.",
                show_default=False,
            ),
        ],
    ),
    parameter(
        "dry_run",
        False,
        Annotated[bool, typer.Option("--dry-run", help="Only say what would be made, and check everything.")],
    ),
    _file("html_path", "--html", "Also write a page with the effects and all pictures, in one file."),
    _file("csv_path", "--csv", "Also write a row for each cell: values, seed, file, similarities."),
    _file("effects_path", "--effects", "Also write a row for each effect, as CSV."),
    parameter("rater", "", options.Rater),
    parameter("encoder", "", options.Encoder),
    *run_parameters(),
)


@with_options(OPTIONS)
def exhibit(**values: Any) -> None:
    with command_run(values["verbose"]) as terminal:
        from clip_critic.cli.runs.exhibit import run

        raise typer.Exit(run(values, ROWS, terminal))


exhibit.__doc__ = HELP
