"""The work of ``clip-critic units``: many pictures in one pass, then all units are named."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from clip_critic.cli.codes import Code
from clip_critic.cli.run import uninterrupted
from clip_critic.cli.runs.rank import require_folder_of
from clip_critic.cli.show.progress import ProgressBar
from clip_critic.cli.show.sinks import json_line
from clip_critic.cli.show.terminal import Terminal
from clip_critic.cli.show.units import units_view
from clip_critic.cli.wiring import make_critic
from clip_critic.errors import InterruptedByUser
from clip_critic.keywords.lists import KeywordList
from clip_critic.ranking.unit_records import unit_records
from clip_critic.ranking.units import NamedUnits, UnitsSoFar
from clip_critic.settings import Settings
from clip_critic.storage.files import write_atomically


@dataclass(frozen=True)
class UnitsJob:
    """The pictures, words and settings of a run."""

    pictures: Sequence[Path]
    words: KeywordList
    layers: int
    settings: Settings


@dataclass(frozen=True)
class UnitsOutlet:
    """The outputs of a run.

    Attributes:
        top: the number of words with neurons to show; 0 for all.
        as_json: whether to print JSON only.
        html_path: a file to write.
    """

    top: int
    as_json: bool
    html_path: Path | None = None


def run(job: UnitsJob, outlet: UnitsOutlet, terminal: Terminal) -> Code:
    """Name the units; pictures that cannot be read are reported and skipped.

    After Ctrl-C, units are named by the pictures that were looked at until then.

    Raises:
        BadInputError: there are too few words or pictures.
        EncoderError: the encoder has no such units, is missing or failed.
        StorageError: the page cannot be written.
    """
    if outlet.html_path is not None:
        require_folder_of(outlet.html_path)
    with ProgressBar.of_encoder(terminal, job.settings.encoder) as bar:
        with make_critic(job.settings).units(job.words, len(job.pictures), progress=bar) as seen:
            code = _look(job, seen, bar, terminal)
        named = seen.name(bar)
        if outlet.html_path is not None:
            write_atomically(outlet.html_path, _page(job, named, bar))
    if outlet.as_json:
        terminal.write("".join(map(json_line, unit_records(named))))
    else:
        terminal.show(*units_view(named, outlet.top))
    return code


def _look(job: UnitsJob, seen: UnitsSoFar, bar: ProgressBar, terminal: Terminal) -> Code:
    done, total, unreadable = 0, len(job.pictures), 0
    try:
        bar(0, total, "pictures")
        with closing(seen.look_at(job.pictures, job.layers)) as batches:
            for batch in batches:
                with uninterrupted():
                    seen.add(batch)
                    for item in batch.unreadable:
                        terminal.tell(item.error, "red")
                    unreadable += len(batch.unreadable)
                    done += len(batch.files) + len(batch.unreadable)
                    bar(done, total, "pictures")
    except (KeyboardInterrupt, InterruptedByUser):
        terminal.tell(f"Interrupted: units are named by {len(seen.files)} of {total} pictures.", "yellow")
        return Code.INTERRUPTED
    if unreadable:
        terminal.tell(f"{unreadable} of {total} pictures could not be read.", "red")
    return Code.UNREADABLE if unreadable else Code.DONE


def _page(job: UnitsJob, named: NamedUnits, bar: ProgressBar) -> str:
    from clip_critic.reports.units import units_html

    return units_html(f"What the units of {job.settings.encoder} see", named, bar)
