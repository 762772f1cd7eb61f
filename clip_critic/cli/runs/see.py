"""The work of ``clip-critic see``: a picture's heat maps, shown and written to a folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from clip_critic.cli.runs.see_files import Contents, contents_of
from clip_critic.cli.show.progress import ProgressBar
from clip_critic.cli.show.see import places_view
from clip_critic.cli.show.sinks import json_line
from clip_critic.cli.show.terminal import Terminal
from clip_critic.critic import Critic
from clip_critic.errors import BadInputError, InterruptedByUser
from clip_critic.pictures.opening import Picture
from clip_critic.ranking.answer import Answer
from clip_critic.ranking.heatmap import HeatMaps
from clip_critic.ranking.masking import MaskChoice
from clip_critic.ranking.question import RankQuestion
from clip_critic.ranking.records import places_record
from clip_critic.ranking.seen import SeenWord, seen_words
from clip_critic.ranking.unseen import why_no_masks
from clip_critic.storage.results import ResultFolder, write_results


@dataclass(frozen=True)
class Output:
    """The outputs of a run.

    Attributes:
        top: the number of best words to draw; 0 for all.
        as_json: whether to print JSON only.
        folder: the folder for files, if they are wanted.
        pairs: pairs of words; the places where the first is seen more than the second are drawn, too.
        mask: how masks are made.
    """

    top: int
    as_json: bool
    folder: ResultFolder | None
    pairs: tuple[tuple[str, str], ...]
    mask: MaskChoice


def read_pair(text: str) -> tuple[str, str]:
    """Return the two words of a difference; raises `BadInputError` if there are not two."""
    words = [word.strip() for word in text.split(",")]
    if len(words) != 2 or not all(words):
        raise BadInputError(
            f'--difference takes two words of the list, such as "dog, cat"; not {text!r:.80}.'
        )
    return words[0], words[1]


def run(critic: Critic, question: RankQuestion, picture: Picture, output: Output, terminal: Terminal) -> None:
    """Look for the words, show where they are, and write the files.

    Raises:
        BadInputError: there are no places for these words.
        EncoderError: the encoder is missing or failed.
        StorageError: a file cannot be written.
    """
    with ProgressBar.of_encoder(terminal, critic.settings().encoder) as bar:
        answer = critic.answer(question, picture, progress=bar)
        assert answer.heatmaps is not None, "it was asked for"
        logged = answer.ranking.encoder_notes
        for note in dict.fromkeys(note for note in answer.notes if note not in logged):
            terminal.tell(note, "dim")
        differences = [answer.heatmaps.difference(*pair) for pair in output.pairs]
        drawn = list(islice(seen_words(answer.ranking, answer.heatmaps), output.top or None))
        with bar.hidden():
            show(answer, answer.heatmaps, drawn, output, terminal)
        if output.folder is not None:
            said = why_no_masks(answer.heatmaps, [seen.word for seen in drawn])
            said += chain.from_iterable(why_no_masks(maps, maps.words) for maps in differences)
            with bar.hidden():
                for sentence in said:
                    terminal.tell(sentence, "yellow")
            contents = contents_of(answer, picture, drawn, differences, output.mask)
            record = places_record(answer.ranking, answer.heatmaps)
            write(contents, record, output.folder, bar, terminal)


def show(
    answer: Answer, heat: HeatMaps, drawn: Sequence[SeenWord], output: Output, terminal: Terminal
) -> None:
    """Print where the words are; as JSON all of them."""
    if output.as_json:
        terminal.write(json_line(places_record(answer.ranking, heat)))
    else:
        terminal.show(*places_view(answer, heat, drawn))


def write(
    contents: Contents, record: Mapping[str, Any], folder: ResultFolder, bar: ProgressBar, terminal: Terminal
) -> None:
    """Write all files, each of them whole; after Ctrl-C those that are done stay.

    Raises:
        BadInputError: the folder has a file of the same name that is from elsewhere.
        StorageError: one cannot be written.
    """
    done = 0

    def on_file(count: int) -> None:
        nonlocal done
        done = count
        bar(count, len(contents), "writing files")

    try:
        write_results(folder, contents, record, on_file)
    except (KeyboardInterrupt, InterruptedByUser):
        terminal.tell(f"Interrupted: {done + 1} files are in {folder.folder}.", "yellow")
        raise
    with bar.hidden():
        terminal.tell(f"{done + 1} files are in {folder.folder}.", "dim")
