"""Named units in the terminal: the words of each head, and the best neurons of each word."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from clip_critic.cli.show.bars import keyword_text, unknown_note
from clip_critic.cli.show.terminal import clean
from clip_critic.ranking.units import NamedHead, NamedNeuron, NamedUnits
from clip_critic.tables import percent

NEURONS = 3
"""The neurons that are named for a word."""


def units_view(named: NamedUnits, top: int) -> Iterator[RenderableType]:
    """Yield everything to print; ``top`` is the number of words with neurons, and 0 means every word."""
    words: dict[str, list[NamedNeuron]] = {}
    for neuron in named.neurons:
        words.setdefault(neuron.word, []).append(neuron)
    yield Text.assemble(
        (f"{len(named.files)} pictures, {named.words} words", "bold"), (f"  {clean(named.encoder)}", "dim")
    )
    yield Text(
        "Attention heads (layer.head, from 0), and the words that explain what they add",
        "dim",
    )
    yield _heads(named.heads, named.unknown)
    yield Text()
    yield Text(
        "Neurons, by the word of their strongest pictures, and how far they agree with it (1 is perfect)",
        "dim",
    )
    yield _neurons(dict(list(words.items())[: top or None]), named.unknown)
    if top and len(words) > top:
        yield Text(f"{len(words) - top} more words; --top 0 shows them all.", "dim")
    yield from unknown_note(named.unknown)


def _heads(heads: tuple[NamedHead, ...], unknown: Collection[str]) -> Table:
    table = _table()
    table.add_column("head", no_wrap=True)
    table.add_column("words", overflow="fold")
    for head in heads:
        words = [
            keyword_text(item.word, unknown=unknown).append(f" {percent(item.explained)}")
            for item in head.words
        ]
        said = Text(", ").join(words) if words else Text("the same for every picture")
        table.add_row(f"{head.layer}.{head.head}", said)
    return table


def _neurons(words: dict[str, list[NamedNeuron]], unknown: Collection[str]) -> Table:
    table = _table()
    table.add_column("word", overflow="fold")
    table.add_column("neurons", justify="right", no_wrap=True)
    table.add_column("those that agree most with the word", overflow="fold")
    for word, neurons in words.items():
        best = ", ".join(f"{unit.layer}.{unit.neuron} {unit.agreement:.2f}" for unit in neurons[:NEURONS])
        table.add_row(keyword_text(word, style="bold", unknown=unknown), str(len(neurons)), best)
    return table


def _table() -> Table:
    return Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
