"""The work of ``clip-critic rank``: many pictures in one pass, each shown as soon as it is ranked."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from clip_critic.cli.codes import Code
from clip_critic.cli.run import uninterrupted
from clip_critic.cli.show.progress import ProgressBar
from clip_critic.cli.show.sinks import CsvFile, Sink, json_sink, table_sink
from clip_critic.cli.show.terminal import Terminal
from clip_critic.cli.wiring import make_critic
from clip_critic.errors import BadInputError, InterruptedByUser
from clip_critic.pictures.opening import find_pictures
from clip_critic.ranking.answer import Answer
from clip_critic.ranking.question import RankQuestion
from clip_critic.ranking.ranking import Unreadable
from clip_critic.settings import Settings


@dataclass(frozen=True)
class Job:
    """The pictures, question and settings of a run."""

    pictures: Sequence[Path]
    question: RankQuestion
    settings: Settings


@dataclass(frozen=True)
class Outlet:
    """The outputs of a run; ``top`` is the number of a ranking's rows to show, 0 for all."""

    top: int
    as_json: bool
    csv_path: Path | None


def find_all(paths: Sequence[Path]) -> list[Path]:
    """Return the pictures in files and folders; missing files are included, to be reported in order.

    Raises:
        BadInputError: there are no pictures.
    """
    found: list[Path] = []
    for path in paths:
        found += find_pictures(path) if path.is_dir() else [path]
    if not found:
        raise BadInputError(f"There is no picture in {', '.join(map(str, paths))}.")
    return found


def run(job: Job, outlet: Outlet, terminal: Terminal) -> Code:
    """Rank all pictures; those that cannot be read are reported and skipped.

    Raises:
        EncoderError: the encoder is missing or failed.
        StorageError: the CSV file cannot be written.
    """
    with ExitStack() as stack:
        show = json_sink(terminal) if outlet.as_json else table_sink(terminal, outlet.top)
        sinks: list[Sink] = [stack.enter_context(CsvFile(outlet.csv_path))] if outlet.csv_path else []
        bar = stack.enter_context(ProgressBar.of_encoder(terminal, job.settings.encoder))
        return _run(job, [*sinks, show], bar, terminal)


def _run(job: Job, sinks: Sequence[Sink], bar: ProgressBar, terminal: Terminal) -> Code:
    done, total, unreadable = 0, len(job.pictures), 0
    try:
        with closing(_results(job, bar)) as results:
            for result in results:
                with uninterrupted():
                    if isinstance(result, Unreadable):
                        unreadable += 1
                        terminal.tell(result.error, "red")
                    else:
                        _hand_out(result, sinks, bar, terminal)
                    done += 1
                    bar(done, total, "pictures")
    except (KeyboardInterrupt, InterruptedByUser):
        terminal.tell(f"Interrupted: {done} of {total} pictures are done.", "yellow")
        return Code.INTERRUPTED
    if unreadable:
        terminal.tell(f"{unreadable} of {total} pictures could not be read.", "red")
    return Code.UNREADABLE if unreadable else Code.DONE


def _results(job: Job, bar: ProgressBar) -> Generator[Answer | Unreadable, None, None]:
    yield from make_critic(job.settings).answer_many(job.question, job.pictures, progress=bar)


def _hand_out(answer: Answer, sinks: Sequence[Sink], bar: ProgressBar, terminal: Terminal) -> None:
    for note in answer.ranking.notes:
        terminal.tell(f"{answer.ranking.picture}: {note}", "dim")
    with bar.hidden():
        for sink in sinks:
            sink(answer)
