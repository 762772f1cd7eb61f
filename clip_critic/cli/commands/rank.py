"""``clip-critic rank``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

import inspect
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any

import typer

from clip_critic.cli import options
from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.commands import audit, see
from clip_critic.cli.run import command_run
from clip_critic.cli.table_options import parameter, table_parameters, used_settings, with_options
from clip_critic.cli.wiring import make_presets, make_settings
from clip_critic.ranking.question import RankQuestion, rows

OWN = ("keywords", "templates", "contrasts", "where")
"""Rows whose options are not made from them: lists, files and options that are repeated."""
ELSEWHERE = ("audit", *(name for command in (audit, see) for name, *_ in command.ROWS))
"""Rows that other commands ask."""
ROWS = tuple((name, *row) for name, row in rows().items() if name not in (*OWN, *ELSEWHERE))

HELP = """Rank your own words against pictures.

Every word gets a similarity, from -1 to 1, and a share. Shares compare the words of your list with each
other and add up to 100 %: "parasol 80 %" means that parasol fits far better than the other words, not that
there is a parasol with a probability of 80 %. As a style often drowns out everything else, the ranking
continues in rounds: the winner is removed, and the others are compared again.

For many pictures it shows one line each, and at the end the best pictures for each word and a matrix of words
and pictures; --each shows every picture's whole ranking.

\b
Examples:
  clip-critic rank picture.png
  clip-critic rank picture.png --keywords "a girl, a woman, parasol, ukiyoe"
  clip-critic rank outputs/ --list Painters --template "a painting by {}"
  clip-critic rank picture.png --contrast "girl, woman" --contrast "parasol, umbrella"
  clip-critic rank outputs/ --list my-words.txt --csv result.csv
  clip-critic rank outputs/ --keywords "parasol, cat, castle" --html result.html
  clip-critic rank outputs/ --keywords "parasol, cat, castle" --html result.html --where
  clip-critic rank outputs/ --rater Aki
  clip-critic rank outputs/ --rater Aki --sort taste --html liked.html
  clip-critic rank *.png --json | jq .rounds[0].winner
"""

OPTIONS = (
    parameter(
        "pictures",
        inspect.Parameter.empty,
        Annotated[
            list[Path],
            typer.Argument(
                metavar="PICTURES|FOLDERS...",
                help="Files, and folders with their subfolders.",
                callback=options.unfold,
            ),
        ],
    ),
    parameter("lists", None, options.Lists),
    parameter("keywords", None, options.Keywords),
    parameter("templates", None, options.Templates),
    parameter(
        "contrasts",
        None,
        Annotated[
            options.Texts,
            typer.Option(
                "--contrast",
                metavar="WORDS",
                help='Near-synonyms to compare side by side: "girl, woman". May be repeated.',
            ),
        ],
    ),
    *table_parameters(ROWS, {}),
    parameter(
        "top",
        20,
        Annotated[int, typer.Option("--top", min=0, help="The number of rows in the table; 0 shows all.")],
    ),
    parameter(
        "each",
        False,
        Annotated[
            bool,
            typer.Option("--each", help="Show the whole ranking of each of many pictures."),
        ],
    ),
    parameter("rater", "", options.Rater),
    parameter(
        "sort",
        options.Order.GIVEN,
        Annotated[
            options.Order,
            typer.Option(
                "--sort",
                help="The order of many pictures, in everything that is shown and written: as given, or by "
                "the taste of --rater, the one liked most first.",
            ),
        ],
    ),
    parameter("encoder", "", options.Encoder),
    parameter("device", "auto", options.Device),
    parameter("precision", "auto", options.Precision),
    parameter("as_json", False, options.AsJson),
    parameter(
        "csv_path",
        None,
        Annotated[
            options.File,
            typer.Option(
                "--csv",
                metavar="FILE",
                help="Also write all words of all pictures to a file (UTF-8, for spreadsheets), at the end "
                "or after Ctrl-C.",
            ),
        ],
    ),
    parameter(
        "html_path",
        None,
        Annotated[
            options.File,
            typer.Option(
                "--html",
                metavar="FILE",
                help="Also write a page: one picture with its ranking, or the best of many pictures for each "
                "word and a matrix of words and pictures.",
            ),
        ],
    ),
    parameter(
        "where",
        False,
        Annotated[
            bool,
            typer.Option(
                "--where",
                help="Show on the page where words were found (needs --html): crops of many pictures, heat "
                "maps of one. It takes another look at those pictures.",
            ),
        ],
    ),
    parameter("no_cache", False, options.NoCache),
    parameter("verbose", False, options.Verbose),
)


@with_options(OPTIONS)
def rank(**values: Any) -> None:
    with command_run(values["verbose"]) as terminal:
        from clip_critic.cli.runs.rank import Job, Outlet, find_all, run

        settings = make_settings(
            values["encoder"], values["device"], values["precision"], cache=not values["no_cache"]
        )
        question = _question(values, settings.first_list)
        for note in question.notes:
            terminal.tell(note, "yellow")
        job = Job(find_all(values["pictures"], terminal), question, settings)
        outlet = Outlet(**{option.name: values[option.name] for option in fields(Outlet)})
        raise typer.Exit(run(job, outlet, terminal))


def _question(values: Mapping[str, Any], default: str) -> RankQuestion:
    from clip_critic.cli.words import gather_words

    return RankQuestion(
        keywords=gather_words(values["keywords"] or (), values["lists"] or (), make_presets(), default),
        templates=values["templates"] or (),
        contrasts="\n".join(values["contrasts"] or ()),
        **used_settings(values, ROWS),
    ).require_valid()


rank.__doc__ = HELP
EPILOG = EXIT_CODES
