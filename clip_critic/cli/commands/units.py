"""``clip-critic units``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

import inspect
from pathlib import Path
from typing import Annotated, Any

import typer

from clip_critic.cli import options
from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.run import command_run
from clip_critic.cli.table_options import bounded_parameter, parameter, with_options
from clip_critic.cli.wiring import make_presets, make_settings
from clip_critic.settings import MINIATURE_LIST
from clip_critic.tables import Field

LAYERS = Field(
    "Layers", "integer", "The number of the last layers whose units are named.", minimum=1, maximum=64
)
DEFAULT_LAYERS = 4
"""The last four layers of attention carry nearly all of CLIP's vector (Gandelsman et al., ICLR 2024)."""

HELP = """Name the inner units of a CLIP by your own words: which of them see what.

Many pictures are looked at. Neurons of the picture tower are named by the word that their strongest pictures
share (CLIP-Dissect), attention heads by the words that explain what they add to different pictures
(TextSpan). --html writes a page with the strongest pictures of each, and the places where it is strongest.
Only a CLIP with a vision transformer has such units. A word can be found only if some pictures show it and
others do not: a few hundred different pictures are a good start.

\b
Examples:
  clip-critic units outputs/ --html units.html
  clip-critic units photos/ --list my-words.txt --layers 2 --html units.html
  clip-critic units photos/ --keywords "cat, dog, grass, sky" --json | jq 'select(.unit == "head")'
"""
EPILOG = EXIT_CODES

OPTIONS = (
    parameter(
        "pictures",
        inspect.Parameter.empty,
        Annotated[
            list[Path],
            typer.Argument(
                metavar="FOLDERS|PICTURES...",
                help="Folders with their subfolders, and files.",
                callback=options.unfold,
            ),
        ],
    ),
    parameter(
        "lists",
        None,
        Annotated[
            options.Texts,
            typer.Option(
                "--list",
                metavar="NAME|FILE",
                help="A keyword list: a preset's name (see: clip-critic lists), a text file, or - for "
                "standard input. May be repeated. [default without --keywords: First look, or "
                f"{MINIATURE_LIST} for the miniature]",
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
                help='Words separated by commas: "cat, dog". With --list they are added to it. May be '
                "repeated.",
            ),
        ],
    ),
    bounded_parameter("layers", DEFAULT_LAYERS, LAYERS),
    parameter(
        "top",
        20,
        Annotated[
            int,
            typer.Option("--top", min=0, help="The number of words with neurons in the table; 0 shows all."),
        ],
    ),
    parameter("encoder", "", options.Encoder),
    parameter("device", "auto", options.Device),
    parameter("precision", "auto", options.Precision),
    parameter("as_json", False, options.AsJson),
    parameter(
        "html_path",
        None,
        Annotated[
            options.File,
            typer.Option(
                "--html",
                metavar="FILE",
                help="Also write a page: each unit with its strongest pictures and crops of them.",
            ),
        ],
    ),
    parameter("no_cache", False, options.NoCache),
    parameter("verbose", False, options.Verbose),
)


@with_options(OPTIONS)
def units(**values: Any) -> None:
    with command_run(values["verbose"]) as terminal:
        from clip_critic.cli.runs.rank import find_all
        from clip_critic.cli.runs.units import UnitsJob, UnitsOutlet, run
        from clip_critic.cli.words import gather_words
        from clip_critic.keywords.compose import list_notes

        settings = make_settings(
            values["encoder"], values["device"], values["precision"], cache=not values["no_cache"]
        )
        words = gather_words(
            values["keywords"] or (), values["lists"] or (), make_presets(), settings.first_list
        )
        for note in list_notes(words):
            terminal.tell(note, "yellow")
        job = UnitsJob(find_all(values["pictures"], terminal), words, values["layers"], settings)
        outlet = UnitsOutlet(values["top"], values["as_json"], values["html_path"])
        raise typer.Exit(run(job, outlet, terminal))


units.__doc__ = HELP
