"""``clip-critic rank``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

from pathlib import Path
from typing import Annotated

import typer

from clip_critic.cli import options
from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.run import command_run
from clip_critic.cli.wiring import make_presets, make_settings
from clip_critic.ranking.result import DEFAULT_ROUNDS, DEFAULT_THRESHOLD

HELP = """Rank your own words against pictures.

Every word gets a similarity, from -1 to 1, and a share. Shares compare the words of your list with each
other and add up to 100 %: "parasol 80 %" says that parasol fits far better than the other words, not that
there is a parasol with a probability of 80 %. As a style often drowns everything else, the ranking goes on in
rounds: the winner leaves, and the others are compared again.

\b
Examples:
  clip-critic rank picture.png
  clip-critic rank picture.png --keywords "a girl, a woman, parasol, ukiyoe"
  clip-critic rank outputs/ --list Painters --template "a painting by {}"
  clip-critic rank picture.png --contrast "girl, woman" --contrast "parasol, umbrella"
  clip-critic rank outputs/ --list my-words.txt --csv result.csv
  clip-critic rank *.png --json | jq .rounds[0].winner
"""

Pictures = Annotated[
    list[Path],
    typer.Argument(metavar="PICTURES|FOLDERS...", help="Files, and folders with all that is below them."),
]
Lists = Annotated[
    options.Texts,
    typer.Option(
        "--list",
        metavar="NAME|FILE",
        help="A keyword list: a preset's name (see: clip-critic lists), a text file, or - for standard "
        "input. May be repeated. Without --list and --keywords it is the preset First look.",
    ),
]
Keywords = Annotated[
    options.Texts,
    typer.Option(
        "--keywords",
        metavar="WORDS",
        help='Words separated by commas: "a girl, parasol". Together with --list they are added to it. '
        "May be repeated.",
    ),
]
Templates = Annotated[
    options.Texts,
    typer.Option(
        "--template",
        metavar="TEXT",
        help='What every word stands in, {} being the word: "a photo of {}". Repeated, they are averaged. '
        "They take the place of the list's own.",
    ),
]
ContrastSets = Annotated[
    options.Texts,
    typer.Option(
        "--contrast",
        metavar="WORDS",
        help='Near-synonyms to put side by side: "girl, woman". May be repeated.',
    ),
]
Rounds = Annotated[int, typer.Option("--rounds", min=0, max=1000, help="How many rounds are shown.")]
Threshold = Annotated[
    float, typer.Option("--threshold", min=0, max=1, help="The smallest share that a round names.")
]
Top = Annotated[int, typer.Option("--top", min=0, help="Rows of the table; 0 shows all.")]
CsvPath = Annotated[
    options.File,
    typer.Option(
        "--csv",
        metavar="FILE",
        help="Also write all words of all pictures to a file (UTF-8, for spreadsheets). It appears at the "
        "end, also after Ctrl-C.",
    ),
]


def rank(
    pictures: Pictures,
    lists: Lists = None,
    keywords: Keywords = None,
    templates: Templates = None,
    contrasts: ContrastSets = None,
    rounds: Rounds = DEFAULT_ROUNDS,
    threshold: Threshold = DEFAULT_THRESHOLD,
    top: Top = 20,
    encoder: options.Encoder = "",
    device: options.Device = "auto",
    as_json: options.AsJson = False,
    csv_path: CsvPath = None,
    no_cache: options.NoCache = False,
    verbose: options.Verbose = False,
) -> None:
    with command_run(verbose) as terminal:
        from clip_critic.cli.rank_run import Job, Outlet, find_all, run
        from clip_critic.cli.show.ranking import TableOptions
        from clip_critic.cli.words import Contrasts, gather_words
        from clip_critic.keywords.compose import list_notes, with_templates

        settings = make_settings(encoder, device, cache=not no_cache)
        words = gather_words(keywords or (), lists or (), make_presets(), settings.keyword_list)
        words = with_templates(words, templates or ())
        for note in list_notes(words):
            terminal.tell(note, "yellow")
        job = Job(find_all(pictures), words, Contrasts.typed(contrasts or ()), settings)
        raise typer.Exit(run(job, Outlet(TableOptions(rounds, threshold, top), as_json, csv_path), terminal))


rank.__doc__ = HELP
EPILOG = EXIT_CODES
