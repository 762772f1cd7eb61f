"""The work of ``clip-critic rank``: many pictures in one pass, each shown as soon as it is ranked.

A folder's question is answered at the end: which pictures are best for a word, and which words are in which
pictures.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from rich.text import Text

from clip_critic.cli.codes import Code
from clip_critic.cli.options import Order
from clip_critic.cli.run import uninterrupted
from clip_critic.cli.show.overview import overview_view, picture_line
from clip_critic.cli.show.progress import ProgressBar
from clip_critic.cli.show.sinks import CsvFile, Sink, json_sink, table_sink
from clip_critic.cli.show.taste import liking_text, short_liking
from clip_critic.cli.show.terminal import Terminal
from clip_critic.cli.wiring import make_critic, make_studio
from clip_critic.critic import Critic
from clip_critic.errors import BadInputError, InterruptedByUser, PictureError, StorageError
from clip_critic.pictures.folders import LeftOut
from clip_critic.pictures.opening import find_pictures, open_picture
from clip_critic.ranking.answer import Answer
from clip_critic.ranking.heatmap import HeatMaps
from clip_critic.ranking.overview import Overview
from clip_critic.ranking.question import ALL_WORDS, RankQuestion
from clip_critic.ranking.ranking import Unreadable
from clip_critic.ranking.records import Record
from clip_critic.reports.folder import FindWords, Liked, folder_html
from clip_critic.settings import Settings
from clip_critic.storage.files import write_atomically
from clip_critic.tasting.liking import CSV_COLUMNS, PictureTaste, best_first, csv_cells, taste_field
from clip_critic.tasting.tasting import Tasting

Results: TypeAlias = Generator[Answer | Unreadable, None, None]


UNKNOWN_ORDER = "The pictures are not sorted. {reason}"


@dataclass(frozen=True)
class Job:
    """The pictures, question and settings of a run."""

    pictures: Sequence[Path]
    question: RankQuestion
    settings: Settings


@dataclass(frozen=True)
class Outlet:
    """The outputs of a run.

    Attributes:
        top: the number of a ranking's rows to show; 0 for all.
        as_json: whether to print JSON only.
        each: whether to print every picture's whole ranking where there are many.
        csv_path, html_path: files to write.
        where: whether the page shows where words were found.
        rater: who would like each picture how much; empty for nobody.
        sort: the order of the pictures.
    """

    top: int
    as_json: bool
    each: bool = False
    csv_path: Path | None = None
    html_path: Path | None = None
    where: bool = False
    rater: str = ""
    sort: Order = Order.GIVEN


def find_all(paths: Sequence[Path], terminal: Terminal) -> list[Path]:
    """Return the pictures in files and folders; missing files are included, to be reported in order.

    Pictures that are left out are reported at once.

    Raises:
        BadInputError: there are no pictures.
    """
    found: list[Path] = []
    left_out = LeftOut()
    for path in paths:
        found += find_pictures(path, left_out) if path.is_dir() else [path]
    for sentence in left_out.sentences():
        terminal.tell(sentence, "yellow")
    if not found:
        raise BadInputError(f"There is no picture in {', '.join(map(str, paths))}.")
    return found


def require_folder_of(file: Path) -> None:
    """Check before the work that a file's folder is there; raises `StorageError`."""
    if file.is_dir() or not file.absolute().parent.is_dir():
        raise StorageError(f"{file} cannot be written: its folder does not exist, or it is a folder itself.")


def run(job: Job, outlet: Outlet, terminal: Terminal) -> Code:
    """Rank all pictures; those that cannot be read are reported and skipped.

    Raises:
        EncoderError: the encoder is missing or failed.
        StorageError: a file cannot be written.
    """
    if outlet.html_path is not None:
        require_folder_of(outlet.html_path)
    if outlet.sort is Order.TASTE and not outlet.rater:
        raise BadInputError("--sort taste needs somebody whose taste it is: add --rater NAME.")
    job = with_places(job, outlet)
    critic = make_critic(job.settings)
    judged = Judged(make_studio(critic).tasting, outlet.rater) if outlet.rater else None
    gathered = Gathered(len(job.pictures), outlet, judged)
    with ExitStack() as stack:
        sinks: list[Sink] = (
            [stack.enter_context(_csv_file(outlet.csv_path, judged))] if outlet.csv_path else []
        )
        bar = stack.enter_context(ProgressBar.of_encoder(terminal, job.settings.encoder))
        sinks.append(_screen(terminal, outlet, gathered, judged))
        if judged is not None and outlet.sort is Order.TASTE:
            job = replace(job, pictures=judged.sorted(job.pictures, bar, terminal))
        results = _results(critic, job, bar)
        if judged is not None:
            results = judged.beside(results, job.pictures)
        code = _run(job, results, sinks, gathered, bar, terminal)
        gathered.end(finder_of(critic, job.question, bar) if outlet.where else None, bar, terminal)
        return code


def with_places(job: Job, outlet: Outlet) -> Job:
    """Return the job, with the places of its words if there is one picture and they are to be shown.

    Raises:
        BadInputError: they cannot be shown.
    """
    if not outlet.where:
        return job
    if outlet.html_path is None:
        raise BadInputError("--where shows on a page where words were found: name it with --html FILE.")
    question = replace(job.question, where=ALL_WORDS).require_valid()
    return replace(job, question=question) if len(job.pictures) == 1 else job


def finder_of(critic: Critic, question: RankQuestion, bar: ProgressBar) -> FindWords:
    """Return the function that finds a question's words in pictures."""
    asked = replace(question, contrasts="", where=ALL_WORDS)

    def find_words(files: Sequence[Path]) -> Iterator[HeatMaps | None]:
        for found in critic.answer_many(asked, files, progress=bar):
            yield None if isinstance(found, Unreadable) else found.heatmaps

    return find_words


class Judged:
    """What a rater would think of the picture that was ranked last.

    Args:
        tasting: the choices.
        rater: the rater's name.

    Raises:
        BadInputError: nobody of this name has chosen anything.
    """

    def __init__(self, tasting: Tasting, rater: str) -> None:
        self._tasting, self._rater = tasting, tasting.known_rater(rater)
        self.last = PictureTaste(self._rater)
        self._known: dict[Path, PictureTaste] = {}

    def sorted(self, files: Sequence[Path], bar: ProgressBar, terminal: Terminal) -> Sequence[Path]:
        """Return files in the order of the taste; those that cannot be read are the last.

        Without a taste the order stays as it is, and the reason is told.
        """
        found = self._tasting.judge_files(files, self._rater, progress=bar)
        self._known = dict(zip(files, found, strict=True))
        order = best_first(found)
        if not order:
            reasons = [taste.not_yet for taste in found]  # those of pictures that cannot be read, too
            terminal.tell(UNKNOWN_ORDER.format(reason=max(reasons, key=reasons.count)), "yellow")
        rest = set(order)
        return [files[index] for index in (*order, *(i for i in range(len(files)) if i not in rest))]

    def beside(self, results: Results, files: Sequence[Path]) -> Results:
        """Yield the results, and look at each picture before."""
        with closing(results):
            for result, file in zip(results, files, strict=False):
                if not isinstance(result, Unreadable):
                    self.last = self._look(file)
                yield result

    def _look(self, file: Path) -> PictureTaste:
        if file in self._known:
            return self._known[file]
        try:
            return self._tasting.judge(open_picture(file), self._rater)
        except PictureError as error:  # it has vanished since it was ranked
            return PictureTaste(self._rater, not_yet=str(error))

    def record(self) -> Record:
        """Return it as a part of a record."""
        return taste_field(self.last)


class Gathered:
    """The outputs once all pictures are ranked: an overview of many, or the page of one.

    Args:
        total: the number of pictures.
        outlet: the outputs of the run.
        judged: what a rater would think of the picture that is added.
    """

    def __init__(self, total: int, outlet: Outlet, judged: Judged | None) -> None:
        self.has_many = total > 1
        self._outlet, self._judged = outlet, judged
        self._tastes: list[PictureTaste] = []
        self._overview = Overview()
        self._files: list[Path] = []
        self._last: Answer | None = None
        self._needs_overview = self.has_many and (outlet.html_path is not None or not outlet.as_json)

    @property
    def count(self) -> int:
        """The number of pictures so far."""
        return len(self._files)

    def add(self, answer: Answer, file: Path) -> None:
        """Take the answer about a picture's file."""
        self._last = answer
        self._files.append(file)
        if self._judged is not None:
            self._tastes.append(self._judged.last)
        if self._needs_overview:
            self._overview.add(answer.ranking, answer.unknown)

    def end(self, find_words: FindWords | None, bar: ProgressBar, terminal: Terminal) -> None:
        """Show and write the outputs; after Ctrl-C they are about the pictures done until then.

        Args:
            find_words: the function that finds the words for the page of many pictures, if it shows them.

        Raises:
            StorageError: the page cannot be written.
        """
        if self._last is None:
            return
        if self._needs_overview and not self._outlet.as_json:
            with bar.hidden():
                terminal.show(*overview_view(self._overview, self._outlet.top, terminal.out.width))
        if self._outlet.html_path is not None:
            write_atomically(self._outlet.html_path, self._page(self._last, find_words, bar))

    def _page(self, last: Answer, find_words: FindWords | None, bar: ProgressBar) -> str:
        from clip_critic.reports.export import answer_html

        if not self.has_many:
            return answer_html(open_picture(self._files[0]), last, *self._tastes)
        title = f"{len(self._files)} pictures of {self._files[0].parent}"
        liked = Liked(self._tastes, self._outlet.sort is Order.TASTE) if self._tastes else None
        return folder_html(title, self._overview, self._files, last.ranking.encoder, bar, find_words, liked)


def _csv_file(path: Path, judged: Judged | None) -> CsvFile:
    return CsvFile(path, CSV_COLUMNS, lambda: csv_cells(judged.last)) if judged else CsvFile(path)


def _screen(terminal: Terminal, outlet: Outlet, gathered: Gathered, judged: Judged | None) -> Sink:
    if outlet.as_json:
        return json_sink(terminal, judged.record if judged else dict)
    if gathered.has_many and not outlet.each:
        return lambda answer: terminal.show(
            picture_line(answer, gathered.count + 1) + (short_liking(judged.last) if judged else Text())
        )
    return table_sink(terminal, outlet.top, lambda: [liking_text(judged.last)] if judged else [])


def _run(
    job: Job,
    results: Results,
    sinks: Sequence[Sink],
    gathered: Gathered,
    bar: ProgressBar,
    terminal: Terminal,
) -> Code:
    done, total, unreadable = 0, len(job.pictures), 0
    try:
        with closing(results):
            for result in results:
                with uninterrupted():
                    if isinstance(result, Unreadable):
                        unreadable += 1
                        terminal.tell(result.error, "red")
                    else:
                        _hand_out(result, sinks, bar, terminal)
                        gathered.add(result, job.pictures[done])
                    done += 1
                    bar(done, total, "pictures")
    except (KeyboardInterrupt, InterruptedByUser):
        terminal.tell(f"Interrupted: {done} of {total} pictures are done.", "yellow")
        return Code.INTERRUPTED
    if unreadable:
        terminal.tell(f"{unreadable} of {total} pictures could not be read.", "red")
    return Code.UNREADABLE if unreadable else Code.DONE


def _results(critic: Critic, job: Job, bar: ProgressBar) -> Results:
    yield from critic.answer_many(job.question, job.pictures, progress=bar)


def _hand_out(answer: Answer, sinks: Sequence[Sink], bar: ProgressBar, terminal: Terminal) -> None:
    for note in answer.ranking.notes:
        terminal.tell(f"{answer.ranking.picture}: {note}", "dim")
    with bar.hidden():
        for sink in sinks:
            sink(answer)
