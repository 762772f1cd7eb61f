"""``clip-critic see``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

import inspect
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from clip_critic import tables
from clip_critic.cli import options
from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.run import command_run
from clip_critic.cli.table_options import parameter, table_parameters, used_settings, with_options
from clip_critic.cli.wiring import make_critic, make_presets, make_settings
from clip_critic.ranking import masking
from clip_critic.ranking.question import ALL_WORDS, RankQuestion, rows

ROWS = tuple((name, *rows()[name]) for name in ("fine", "squares"))
MASK_ROWS = tuple((name, *row) for name, row in masking.rows().items())

HELP = """See where CLIP sees each of your words in a picture.

Every word gets a heat map. Its values add up to the part of the word's score that has a place, so a map shows
what CLIP used, not what looks likely. All words of a picture have one scale with a true zero: a word that is
not there stays dark. What the encoder does not read, such as the edges of a wide picture, is hatched.

With --out, a folder gets the glow and the mask of each word (for inpainting), a sheet of them all, the maps
as numbers (maps.npz, for numpy), a page, and a record of them (places.json). The files of an earlier run
there are replaced; other files, and those that you changed, are not touched.

\b
Examples:
  clip-critic see picture.png --keywords "a girl, parasol, sea"
  clip-critic see picture.png --keywords "a girl, parasol, sea" --out seen
  clip-critic see picture.png --list my-words.txt --word parasol --word girl --out seen
  clip-critic see wide.png --keywords "a girl, parasol, sea" --squares --fine --out seen
  clip-critic see picture.png --keywords "a girl, parasol, sea" --threshold 40% --grow 0 --out seen
  clip-critic see picture.png --keywords "cat, dog, sofa" --json | jq ".keywords[0].box"
"""
EPILOG = EXIT_CODES

OPTIONS = (
    parameter(
        "picture",
        inspect.Parameter.empty,
        Annotated[Path, typer.Argument(metavar="PICTURE", help="The picture's file.")],
    ),
    parameter("lists", None, options.Lists),
    parameter("keywords", None, options.Keywords),
    parameter("templates", None, options.Templates),
    *table_parameters((*ROWS, *MASK_ROWS), {}),
    parameter(
        "words",
        None,
        Annotated[
            options.Texts,
            typer.Option(
                "--word",
                metavar="WORD",
                help="Look only for this word of the list. May be repeated. [default: all words]",
            ),
        ],
    ),
    parameter(
        "top",
        12,
        Annotated[
            int,
            typer.Option("--top", min=0, help="How many of the best words are drawn; 0 draws all."),
        ],
    ),
    parameter(
        "out",
        None,
        Annotated[
            options.File,
            typer.Option(
                "--out",
                metavar="FOLDER",
                help="The folder for glows, masks, sheet, maps and page; it is created if missing.",
            ),
        ],
    ),
    parameter(
        "differences",
        None,
        Annotated[
            options.Texts,
            typer.Option(
                "--difference",
                metavar="WORDS",
                help='Also draw where one word is seen more than another, "dog, cat": the mask for '
                "replacing a dog by a cat that is not there yet. May be repeated.",
            ),
        ],
    ),
    parameter("encoder", "", options.Encoder),
    parameter("device", "auto", options.Device),
    parameter("precision", "auto", options.Precision),
    parameter("as_json", False, options.AsJson),
    parameter("no_cache", False, options.NoCache),
    parameter("verbose", False, options.Verbose),
)


@with_options(OPTIONS)
def see(**values: Any) -> None:
    with command_run(values["verbose"]) as terminal:
        from clip_critic.cli.runs.see import Output, read_pair, run
        from clip_critic.cli.runs.see_files import open_folder
        from clip_critic.pictures.opening import open_picture

        settings = make_settings(
            values["encoder"], values["device"], values["precision"], cache=not values["no_cache"]
        )
        question = _question(values, settings.first_list)
        picture = open_picture(values["picture"])
        pairs = tuple(read_pair(text) for text in values["differences"] or ())
        folder = open_folder(values["out"]) if values["out"] else None
        mask = tables.read(masking.MaskChoice, used_settings(values, MASK_ROWS))
        output = Output(values["top"], values["as_json"], folder, pairs, mask)
        run(make_critic(settings), question, picture, output, terminal)


def _question(values: Mapping[str, Any], default: str) -> RankQuestion:
    from clip_critic.cli.words import gather_words

    return RankQuestion(
        keywords=gather_words(values["keywords"] or (), values["lists"] or (), make_presets(), default),
        templates=values["templates"] or (),
        where=values["words"] or ALL_WORDS,
        **used_settings(values, ROWS),
    ).require_valid()


see.__doc__ = HELP
