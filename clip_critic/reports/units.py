"""Named units as a self-contained HTML file: heads and neurons with their strongest pictures and crops.

Each picture is stored in the page once, as a symbol of SVG; a crop is a view of the same symbol.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from clip_critic.errors import PictureError
from clip_critic.pictures.opening import open_picture
from clip_critic.progress import Progress, silent
from clip_critic.ranking.units import NamedHead, NamedNeuron, NamedUnits
from clip_critic.ranking.unlearned import unlearned_notes
from clip_critic.reports.addresses import is_tiny, small_url
from clip_critic.reports.render import render

WORDS, FIRST_WORDS = 60, 12
"""The number of words with neurons on the page, and of those that are shown unfolded."""
FIRST_HEADS = 6
"""The number of attention heads that are shown unfolded."""
NEURONS_OF_WORD = 3
PICTURES_OF_HEAD = 3
LEAST_EXPLAINED = 0.02
"""The part of a head that a word must explain to be shown with pictures."""
SIDE = 208
"""The longest side of a picture in the page, in pixels."""


def units_html(title: str, named: NamedUnits, progress: Progress = silent) -> str:
    """Return the page.

    Args:
        title: the heading.
        named: the units.
        progress: a callback that reports the pictures read; it may raise `InterruptedByUser`.
    """
    words = _by_word(named.neurons)
    shown_words = list(words.items())[:WORDS]
    heads = [_head(head) for head in reversed(named.heads)]
    neurons: list[dict[str, Any]] = [
        {"word": word, "neurons": [_neuron(unit) for unit in units[:NEURONS_OF_WORD]], "count": len(units)}
        for word, units in shown_words
    ]
    groups = [word["pictures"] for head in heads for word in head["words"]]
    groups += [neuron["pictures"] for word in neurons for neuron in word["neurons"]]
    needed = sorted({item.picture for group in groups for item in group})
    return render(
        "units_report.html",
        title=title,
        encoder=named.encoder,
        unknown=named.unknown,
        notes=unlearned_notes(named.unknown),
        counts={
            "pictures": len(named.files),
            "words": named.words,
            "heads": len(named.heads),
            "neurons": len(named.neurons),
        },
        heads=heads,
        neurons=neurons,
        first_heads=FIRST_HEADS,
        first_words=FIRST_WORDS,
        left_out=len(words) - len(shown_words),
        pictures=dict(
            zip(needed, _pictures([named.files[number] for number in needed], progress), strict=True)
        ),
    )


def _by_word(neurons: Sequence[NamedNeuron]) -> dict[str, list[NamedNeuron]]:
    """Return the neurons of each word; words and neurons that agree most come first."""
    words: dict[str, list[NamedNeuron]] = {}
    for neuron in neurons:
        words.setdefault(neuron.word, []).append(neuron)
    return words


def _head(head: NamedHead) -> dict[str, Any]:
    return {
        "layer": head.layer,
        "number": head.head,
        "words": [
            {
                "word": item.word,
                "explained": item.explained,
                "pictures": item.pictures[:PICTURES_OF_HEAD] if item.explained >= LEAST_EXPLAINED else (),
            }
            for item in head.words
        ],
    }


def _neuron(neuron: NamedNeuron) -> dict[str, Any]:
    return {
        "layer": neuron.layer,
        "number": neuron.neuron,
        "agreement": neuron.agreement,
        "pictures": neuron.pictures,
    }


def _pictures(files: Sequence[Path], progress: Progress) -> Iterator[dict[str, Any]]:
    for number, file in enumerate(files):
        progress(number, len(files), "thumbnails")
        try:
            image = open_picture(file).image
        except PictureError:  # it was moved or deleted meanwhile
            yield {"address": "", "name": file.name}
            continue
        yield {
            "address": small_url(image, SIDE),
            "name": file.name,
            "width": image.width,
            "height": image.height,
            "pixels": is_tiny(image),
        }
