"""The work of ``clip-critic taste``: pictures are looked at, and what was chosen is learned from."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clip_critic.cli.session_files import find_id
from clip_critic.cli.show.progress import ProgressBar
from clip_critic.cli.show.terminal import Terminal
from clip_critic.cli.wiring import make_critic, make_presets, make_settings, make_studio
from clip_critic.errors import BadInputError, NoSessionError, StorageError
from clip_critic.keywords.lists import KeywordList
from clip_critic.ranking.records import Record
from clip_critic.sessions.base import Studio
from clip_critic.sessions.sources import folder_source, layout_of_source, session_source
from clip_critic.storage.files import reason
from clip_critic.taste.choices import rater_name
from clip_critic.taste.log import TasteLog
from clip_critic.tasting.cells import cell_taste
from clip_critic.tasting.collection import Collection
from clip_critic.tasting.liking import PictureTaste, best_first, taste_of
from clip_critic.tasting.openings import Source
from clip_critic.tasting.records import Model, cells_record, summary_record

WHO = "There are several raters: name one with --rater ({names})."
NOBODY_YET = "Nobody has chosen anything yet: start with clip-critic taste choose FOLDER."


@dataclass(frozen=True)
class LearnJob:
    """What is learned, and from what.

    Attributes:
        rater: the rater's name; empty for the only one.
        source: a folder or a part of a session's id; empty for the log alone.
        words: the name of a keyword list; empty for the default one.
        encoder, device, precision: as in `clip_critic.cli.options`.
    """

    rater: str
    source: str = ""
    words: str = ""
    encoder: str = ""
    device: str = "auto"
    precision: str = "auto"


@dataclass(frozen=True)
class RatedFile:
    """A picture's file, and what the rater would think of it."""

    file: Path
    taste: PictureTaste


def find_source(studio: Studio, name: str) -> Source:
    """Return the source of a folder's path, or of a part of a session's id.

    Raises:
        BadInputError: there is neither.
    """
    path = Path(name)
    if path.is_dir():
        return folder_source(path.absolute())
    try:
        return session_source(studio.folder, find_id(studio.folder, name))
    except NoSessionError:
        raise BadInputError(f"There is neither a folder nor a session {name!r:.200}.") from None


def only_rater(log: TasteLog, name: str) -> str:
    """Return a rater's name; without one, that of the only rater.

    Raises:
        BadInputError: there is none, or more than one, or the name cannot be one.
    """
    if name.strip():
        return rater_name(name)
    names = log.raters()
    if not names:
        raise BadInputError(NOBODY_YET)
    if len(names) > 1:
        raise BadInputError(WHO.format(names=", ".join(names)))
    return names[0]


def summarise(job: LearnJob, model: Model, terminal: Terminal) -> Record:
    """Return what is known of a taste, as plain data."""
    studio, rater = _prepare(job)
    tasting = studio.tasting
    source = find_source(studio, job.source) if job.source else None
    with ProgressBar.of_encoder(terminal, studio.critic.settings().encoder) as bar:
        collection = _collect(studio, source, bar, terminal) if source else None
        words = tasting.words(_words(job.words), progress=bar)
        learner = tasting.learner(words, collection)
        taste = learner.taste(rater)
        record = summary_record(taste, words, rater, model, learner.notes(rater))
    layout = layout_of_source(studio.folder, source) if source else None
    if layout is None or collection is None:
        return {**record, **cells_record(None, None)}
    found = cell_taste(learner, collection.pool.digests, layout, tasting.log.raters(), rater)
    return {**record, **cells_record(layout, found)}


def ordered(job: LearnJob, terminal: Terminal, *, surely: bool = False) -> list[RatedFile]:
    """Return the pictures of a source, those that the rater would like best first.

    Args:
        surely: by the mean minus one standard deviation.

    Raises:
        BadInputError: there are too few answers.
    """
    studio, rater = _prepare(job)
    source = find_source(studio, job.source)
    with ProgressBar.of_encoder(terminal, studio.critic.settings().encoder) as bar:
        collection = _collect(studio, source, bar, terminal)
        taste = studio.tasting.learn(rater, words=_words(job.words), beside=collection, progress=bar)
    if taste.not_yet:
        raise BadInputError(taste.not_yet)
    found = taste_of(taste, collection.pool.vectors, rater)
    files = [
        (collection.file(digest), one) for digest, one in zip(collection.pool.digests, found, strict=True)
    ]
    return [
        RatedFile(file, one)
        for file, one in (files[index] for index in best_first(found, surely=surely))
        if file is not None
    ]


def copy_into(folder: Path, found: Sequence[RatedFile]) -> list[Path]:
    """Copy pictures into a folder, numbered in their order; no file there is replaced.

    Raises:
        StorageError: a file cannot be written, or is there already.
    """
    written = []
    digits = len(str(len(found)))
    for number, rated in enumerate(found, 1):
        target = folder / f"{number:0{digits}} {rated.file.name}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as out, rated.file.open("rb") as picture:
                shutil.copyfileobj(picture, out)
            shutil.copystat(rated.file, target)
        except FileExistsError:
            raise StorageError(f"{target} is there already: name another folder.") from None
        except OSError as error:
            raise StorageError(f"{target} cannot be written: {reason(error)}.") from error
        written.append(target)
    return written


def rated_record(rated: RatedFile) -> Record:
    """Return a picture and what the rater would think of it, as plain data."""
    taste = rated.taste
    file = os.fspath(rated.file)
    return {"file": file, "mean": taste.mean, "sd": taste.sd, "percentile": taste.percentile}


def _prepare(job: LearnJob) -> tuple[Studio, str]:
    """Return a studio, and the rater, who is checked before anything is loaded."""
    critic = make_critic(make_settings(job.encoder, job.device, job.precision))
    studio = make_studio(critic)
    return studio, only_rater(studio.tasting.log, job.rater)


def _words(name: str) -> KeywordList | None:
    return KeywordList.parse(make_presets().read(name)).require_words() if name else None


def _collect(studio: Studio, source: Source, bar: ProgressBar, terminal: Terminal) -> Collection:
    files = [offered.path for offered in source.files()]
    collection = studio.tasting.collect(files, progress=bar)
    for row in collection.unreadable:
        terminal.tell(row.error, "red")
    return collection
