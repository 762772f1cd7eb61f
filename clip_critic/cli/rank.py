"""``clip-critic rank``."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clip_critic.cli import options
from clip_critic.cli.codes import EXIT_CODES, Code
from clip_critic.cli.making import make_critic, make_presets, make_settings
from clip_critic.cli.session import session, uninterrupted
from clip_critic.cli.terminal import Terminal
from clip_critic.errors import BadInputError, InterruptedByUser
from clip_critic.result import DEFAULT_ROUNDS, DEFAULT_THRESHOLD

if TYPE_CHECKING:
    from clip_critic.cli.progress import ProgressBar
    from clip_critic.cli.ranking_view import Look
    from clip_critic.cli.sinks import Sink
    from clip_critic.cli.words import Contrasts
    from clip_critic.keywords import KeywordList
    from clip_critic.ranking import Unreadable
    from clip_critic.result import Ranking
    from clip_critic.settings import Settings

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
    list[str] | None,
    typer.Option(
        "--list",
        metavar="NAME|FILE",
        help="A keyword list: a preset's name (see: clip-critic lists), a text file, or - for standard "
        "input. May be repeated. Without --list and --keywords it is the preset First look.",
    ),
]
Keywords = Annotated[
    list[str] | None,
    typer.Option(
        "--keywords",
        metavar="WORDS",
        help='Words separated by commas: "a girl, parasol". Together with --list they are added to it. '
        "May be repeated.",
    ),
]
Templates = Annotated[
    list[str] | None,
    typer.Option(
        "--template",
        metavar="TEXT",
        help='What every word stands in, {} being the word: "a photo of {}". Repeated, they are averaged. '
        "They take the place of the list's own.",
    ),
]
ContrastSets = Annotated[
    list[str] | None,
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
    Path | None,
    typer.Option(
        "--csv",
        metavar="FILE",
        help="Also write all words of all pictures to a file (UTF-8, for spreadsheets). It appears at the "
        "end, also after Ctrl-C.",
    ),
]


@dataclass(frozen=True)
class Job:
    """What one run ranks."""

    pictures: Sequence[Path]
    words: KeywordList
    contrasts: Contrasts
    settings: Settings


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
    with session(verbose) as terminal:
        from clip_critic.cli.ranking_view import Look
        from clip_critic.cli.words import Contrasts, gather_words
        from clip_critic.compose import list_notes, with_templates

        settings = make_settings(encoder, device, cache=not no_cache)
        words = gather_words(keywords or (), lists or (), make_presets(), settings.keyword_list)
        words = with_templates(words, templates or ())
        for note in list_notes(words):
            terminal.tell(note, "yellow")
        job = Job(find_all(pictures), words, Contrasts.typed(contrasts or ()), settings)
        with ExitStack() as stack:
            sinks = _open_sinks(terminal, Look(rounds, threshold, top), as_json, csv_path, stack)
            code = run(job, sinks, terminal)
        raise typer.Exit(code)


rank.__doc__ = HELP
EPILOG = EXIT_CODES


def find_all(paths: Sequence[Path]) -> list[Path]:
    """The pictures of files and folders; one that does not exist stays, to be told in its turn.

    Raises:
        BadInputError: there is none.
    """
    from clip_critic.images import find_pictures

    found: list[Path] = []
    for path in paths:
        found += find_pictures(path) if path.is_dir() else [path]
    if not found:
        raise BadInputError(f"There is no picture in {', '.join(map(str, paths))}.")
    return found


def _open_sinks(
    terminal: Terminal, look: Look, as_json: bool, csv_path: Path | None, stack: ExitStack
) -> list[Sink]:
    from clip_critic.cli.sinks import CsvFile, json_sink, table_sink

    sinks = [json_sink(terminal, look) if as_json else table_sink(terminal, look)]
    return [stack.enter_context(CsvFile(csv_path)), *sinks] if csv_path else sinks


def run(job: Job, sinks: Sequence[Sink], terminal: Terminal) -> Code:
    """Rank all pictures in one pass, each to all sinks as soon as it is done."""
    from clip_critic.cli.progress import ProgressBar
    from clip_critic.ranking import Unreadable

    done, total, unreadable = 0, len(job.pictures), 0
    try:
        with (
            ProgressBar(terminal, f"Loading {job.settings.encoder}") as bar,
            closing(_rank(job, bar)) as found,
        ):
            for result in found:
                with uninterrupted():
                    if isinstance(result, Unreadable):
                        unreadable += 1
                        terminal.tell(result.error, "red")
                    else:
                        _hand_out(result, job, sinks, bar, terminal)
                    done += 1
                    bar(done, total, "pictures")
    except (KeyboardInterrupt, InterruptedByUser):
        terminal.tell(f"Interrupted: {done} of {total} pictures are done.", "yellow")
        return Code.INTERRUPTED
    if unreadable:
        terminal.tell(f"{unreadable} of {total} pictures could not be read.", "red")
    return Code.UNREADABLE if unreadable else Code.DONE


def _rank(job: Job, bar: ProgressBar) -> Generator[Ranking | Unreadable, None, None]:
    words = job.contrasts.add_to(job.words)
    yield from make_critic(job.settings).rank_many(job.pictures, words, progress=bar)


def _hand_out(result: Ranking, job: Job, sinks: Sequence[Sink], bar: ProgressBar, terminal: Terminal) -> None:
    for note in result.notes:
        terminal.tell(f"{result.picture}: {note}", "dim")
    ranking, contrasts = job.contrasts.split(result)
    with bar.hidden():
        for sink in sinks:
            sink(ranking, contrasts)
