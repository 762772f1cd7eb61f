"""Named units as plain data, for ``--json``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clip_critic.ranking.records import Record
from clip_critic.ranking.units import NamedHead, NamedNeuron, NamedUnits, StrongPicture


def unit_records(named: NamedUnits) -> Iterator[Record]:
    """Yield a record for each head and each neuron; layers, heads and neurons count from 0."""
    for head in named.heads:
        yield _head(named, head)
    for neuron in named.neurons:
        yield _neuron(named, neuron)


def _head(named: NamedUnits, head: NamedHead) -> Record:
    words = [
        {"keyword": item.word, "explained": item.explained, "pictures": _pictures(named, item.pictures)}
        for item in head.words
    ]
    return {
        "unit": "head",
        "encoder": named.encoder,
        "layer": head.layer,
        "number": head.head,
        "keywords": words,
    }


def _neuron(named: NamedUnits, neuron: NamedNeuron) -> Record:
    return {
        "unit": "neuron",
        "encoder": named.encoder,
        "layer": neuron.layer,
        "number": neuron.neuron,
        "keyword": neuron.word,
        "score": neuron.score,
        "agreement": neuron.agreement,
        "pictures": _pictures(named, neuron.pictures),
    }


def _pictures(named: NamedUnits, pictures: Sequence[StrongPicture]) -> list[Record]:
    return [
        {
            "picture": str(named.files[item.picture]),
            "strength": item.strength,
            "box": [round(edge, 1) for edge in item.box],
        }
        for item in pictures
    ]
