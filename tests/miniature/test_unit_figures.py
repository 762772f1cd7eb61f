"""The units of the shipped CLIP are named by what they see, on scenes whose facts are known."""

from __future__ import annotations

import numpy as np
import pytest

from clip_critic.encoders import load_encoder
from tools.miniature.evaluate import Figure
from tools.miniature.evaluate_units import Measured, auroc, figures, measure_units

SCENES, SEED = 400, 555_014


@pytest.fixture(scope="module")
def measured() -> Measured:
    return measure_units(load_encoder("miniature", device="cpu"), SCENES, SEED)


@pytest.fixture(scope="module")
def found(measured: Measured) -> dict[str, Figure]:
    return figures(measured)


def test_area_under_the_curve() -> None:
    values = np.array([0.1, 0.4, 0.35, 0.8, 0.8], dtype=np.float32)
    assert auroc(values, np.array([False, False, True, True, False])) == pytest.approx(3.5 / 6)


def test_neurons_are_named_by_the_fact_that_they_see(found: dict[str, Figure]) -> None:
    assert found["neurons above .9 for their own word"].value >= 0.2
    assert found["... of those above .9 for any word"].value >= 0.6
    assert found["... of the half that agrees most"].value >= 0.9


@pytest.mark.parametrize(("neuron", "word"), [(189, "triangle"), (583, "heart"), (67, "ring")])
def test_neurons_of_the_last_layer_that_see_one_shape(measured: Measured, neuron: int, word: str) -> None:
    unit = next(unit for unit in measured.last_neurons() if unit.neuron == neuron)
    assert unit.word == word and measured.auroc(neuron, word) > 0.95


@pytest.mark.parametrize(
    ("layer", "neuron", "word"),
    [(4, 486, "stripes"), (4, 542, "mosaic"), (4, 544, "cyan")],
)
def test_neurons_of_the_layer_before(measured: Measured, layer: int, neuron: int, word: str) -> None:
    unit = next(unit for unit in measured.named.neurons if (unit.layer, unit.neuron) == (layer, neuron))
    assert unit.word == word


@pytest.mark.parametrize("head", ["4.1", "4.2", "5.0", "5.4"])
def test_heads_get_the_words_of_what_they_write(found: dict[str, Figure], head: str) -> None:
    """Patterns, warm colours, sizes and shapes; TextSpan knows no facts."""
    assert found[f"what the words of head {head} explain"].value >= 0.85


def test_crops_show_what_the_neuron_sees(found: dict[str, Figure]) -> None:
    assert found["crops of shape neurons show the shape"].value >= 0.9
