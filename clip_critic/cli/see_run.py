"""The work of ``clip-critic see``: a picture's heat maps, shown and written to a folder."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import numpy as np
from PIL import Image

from clip_critic.cli.show.progress import ProgressBar
from clip_critic.cli.show.see import places_view
from clip_critic.cli.show.sinks import json_line
from clip_critic.cli.show.terminal import Terminal
from clip_critic.critic import Critic
from clip_critic.errors import BadInputError, InterruptedByUser
from clip_critic.pictures.opening import Picture
from clip_critic.pictures.overlays import overlay
from clip_critic.pictures.sheets import Tile, scale_legend, sheet
from clip_critic.ranking.answer import Answer
from clip_critic.ranking.heatmap import HeatMaps
from clip_critic.ranking.question import RankQuestion
from clip_critic.ranking.records import places_record
from clip_critic.ranking.seen import SeenWord, seen_words
from clip_critic.ranking.unseen import why_no_masks
from clip_critic.reports.export import answer_html
from clip_critic.reports.glows import place_text
from clip_critic.storage.files import write_atomically

MAPS, SHEET, PAGE = "maps.npz", "sheet.png", "report.html"
MAX_NAME = 40
"""The most characters of a word in a file's name."""


@dataclass(frozen=True)
class Output:
    """What is shown and written.

    Attributes:
        top: how many of the best words are drawn; 0 for all.
        as_json: whether to print JSON only.
        folder: the folder for files, if they are wanted.
        pairs: words whose differences are drawn, too: where the first is seen more than the second.
    """

    top: int
    as_json: bool
    folder: Path | None
    pairs: tuple[tuple[str, str], ...] = ()


def read_pair(text: str) -> tuple[str, str]:
    """Return the two words of a difference; raises `BadInputError` if there are not two."""
    words = [word.strip() for word in text.split(",")]
    if len(words) != 2 or not all(words):
        raise BadInputError(
            f'--difference takes two words of the list, such as "dog, cat"; not {text!r:.80}.'
        )
    return words[0], words[1]


def require_own(folder: Path | None) -> None:
    """Check that nothing but the files of an earlier run is replaced.

    Raises:
        BadInputError: the folder has files of these names that are from elsewhere.
    """
    if folder is None or (folder / MAPS).exists():
        return
    taken = next((name for name in (SHEET, PAGE) if (folder / name).exists()), None)
    if taken:
        raise BadInputError(f"{folder} has a {taken} that is not from this command: choose another folder.")


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
            written = files(answer, picture, drawn, differences)
            write(written, 2 * (len(drawn) + len(differences)) + 3, output.folder, bar, terminal)


def show(
    answer: Answer, heat: HeatMaps, drawn: Sequence[SeenWord], output: Output, terminal: Terminal
) -> None:
    """Print where the words are; as JSON all of them."""
    if output.as_json:
        terminal.write(json_line(places_record(answer.ranking, heat)))
    else:
        terminal.show(*places_view(answer.ranking, heat, drawn))


def write(
    contents: Iterator[tuple[str, bytes | str]],
    total: int,
    folder: Path,
    bar: ProgressBar,
    terminal: Terminal,
) -> None:
    """Write all files, each of them whole; after Ctrl-C those that are done stay.

    Args:
        contents: the name and the content of each file.
        total: their number at most.

    Raises:
        StorageError: one cannot be written.
    """
    done = 0
    try:
        for name, content in contents:
            write_atomically(folder / name, content)
            done += 1
            bar(min(done, total), total, "writing files")
    except (KeyboardInterrupt, InterruptedByUser):
        terminal.tell(f"Interrupted: {done} files are in {folder}.", "yellow")
        raise
    with bar.hidden():
        terminal.tell(f"{done} files are in {folder}.", "dim")


def files(
    answer: Answer,
    picture: Picture,
    drawn: Sequence[SeenWord],
    differences: Sequence[HeatMaps],
) -> Iterator[tuple[str, bytes | str]]:
    """Yield the name and the content of each file."""
    heat = answer.heatmaps
    assert heat is not None
    yield MAPS, npz_of(answer, heat)  # first: with it, the folder is known as ours
    top, tiles = heat.brightest, [Tile(picture.image, (Path(picture.name).name, ""))]
    for number, seen in enumerate(drawn, start=1):
        glow = overlay(picture.image, seen.values, heat.box, top)
        caption = (seen.word, place_text(seen))
        tiles.append(Tile(glow, caption, number, f"{seen.entry.similarity:.3f}"))
        yield f"{file_stem(number, seen.word)}.png", png_of(glow)
        yield from mask_of(heat, seen.word, number)
    for number, difference in enumerate(differences, start=len(drawn) + 1):
        glow = overlay(picture.image, difference.maps[0], heat.box, top)
        tiles.append(Tile(glow, (difference.words[0],), number))
        yield f"{file_stem(number, difference.words[0])}.png", png_of(glow)
        yield from mask_of(difference, difference.words[0], number)
    yield SHEET, png_of(sheet(tiles, scale_legend(top)))
    yield PAGE, answer_html(picture, answer)


def mask_of(heat: HeatMaps, word: str, number: int) -> Iterator[tuple[str, bytes]]:
    """Yield the file of a word's mask, if it has one."""
    if not heat.lack_of(word):
        yield f"{file_stem(number, word)}-mask.png", png_of(heat.mask(word))


def file_stem(number: int, word: str) -> str:
    """Return a file's name for a word, without its extension, which is allowed on every platform."""
    letters = re.sub(r"[^\w]+", "-", unicodedata.normalize("NFC", word))[:MAX_NAME].strip("-_")
    return f"{number:02}-{letters}" if letters else f"{number:02}"


def npz_of(answer: Answer, heat: HeatMaps) -> bytes:
    """Return the maps of all words as a file of numpy arrays, which are read without pickles."""
    file = io.BytesIO()
    np.savez_compressed(
        file,
        words=np.asarray(heat.words),
        maps=heat.maps,
        rest=heat.rest,
        placed=heat.placed,
        similarities=answer.ranking.similarities,
        box=np.asarray(heat.box, dtype=np.float64),
        size=np.asarray(heat.size),
        exact=np.asarray(heat.exact),
    )
    return file.getvalue()


def png_of(image: Image.Image) -> bytes:
    """Return a picture as the bytes of a PNG."""
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
