"""Soft-WPMI and TextSpan, on activations whose meaning is known."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from clip_critic.errors import InterruptedByUser
from clip_critic.ranking import unit_names
from clip_critic.ranking.unit_names import correlations, name_neurons, soft_wpmi, text_span

WORDS, PICTURES = 6, 240


EVERY_WORD = np.eye(WORDS, dtype=np.float32)
"""Vectors of words with which a picture's vector is the list of its similarities."""


def shown(generator: np.random.Generator) -> NDArray[np.float32]:
    """Return the similarities of pictures that show one word each to all words, with some noise."""
    similarities = generator.normal(0, 0.02, (PICTURES, WORDS))
    similarities[np.arange(PICTURES), np.arange(PICTURES) % WORDS] += 0.3
    return similarities.astype(np.float32)


def probabilities(similarities: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(unit_names.SHARPNESS * similarities)
    shares: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
    return shares


def strongest_for(word: int, count: int, generator: np.random.Generator) -> NDArray[np.int64]:
    """Return pictures of a word, one in four of them another's."""
    own = generator.permutation(np.arange(word, PICTURES, WORDS))[:count]
    own[::4] = generator.integers(PICTURES, size=len(own[::4]))
    return own


@pytest.mark.parametrize("cells", [1, 7, 10**6])
def test_neurons_get_the_word_of_their_strongest_pictures(
    cells: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few words are compared at once."""
    monkeypatch.setattr(unit_names, "CELLS", cells)
    generator = np.random.default_rng(3)
    strongest = np.stack([strongest_for(unit % WORDS, 12, generator) for unit in range(30)])
    similarities = shown(generator)
    names = name_neurons(similarities, EVERY_WORD, strongest)
    assert names.words.tolist() == [unit % WORDS for unit in range(30)]
    assert names.scores == pytest.approx(
        soft_wpmi(probabilities(similarities), strongest).max(axis=1), abs=1e-3
    )


def test_a_word_that_fits_every_neuron_names_none_of_them() -> None:
    """The information about a word counts, not its probability."""
    generator = np.random.default_rng(4)
    shares = probabilities(shown(generator))
    shares[:, 0] += 1.0  # a word that is in every picture
    shares /= shares.sum(axis=1, keepdims=True)
    own = [np.arange(1 + unit % (WORDS - 1), PICTURES, WORDS) for unit in range(20)]
    strongest = np.stack([generator.permutation(pictures)[:12] for pictures in own])
    assert (shares[strongest].mean(axis=1).argmax(axis=1) == 0).all()
    similarities = (np.log(shares) / unit_names.SHARPNESS).astype(np.float32)
    assert 0 not in name_neurons(similarities, EVERY_WORD, strongest).words


def test_the_first_pictures_count_for_more() -> None:
    shares = np.full((4, 2), 0.5, dtype=np.float32)
    shares[0], shares[1] = (0.9, 0.1), (0.1, 0.9)
    strongest = np.array([[0, 1], [1, 0]])
    assert soft_wpmi(shares, strongest).argmax(axis=1).tolist() == [0, 1]


def test_naming_neurons_can_be_interrupted() -> None:
    def stop(done: int, total: int, what: str) -> None:
        raise InterruptedByUser("stop")

    with pytest.raises(InterruptedByUser):
        name_neurons(
            np.ones((4, WORDS), dtype=np.float32), EVERY_WORD, np.zeros((3, 2), dtype=np.int64), stop
        )


def test_correlations() -> None:
    """Neurons that never change agree with nothing."""
    generator = np.random.default_rng(8)
    first, second = generator.normal(size=(2, 50, 4)).astype(np.float32)
    expected = [np.corrcoef(first[:, column], second[:, column])[0, 1] for column in range(4)]
    assert correlations(first, second) == pytest.approx(expected, abs=1e-5)
    assert correlations(np.ones_like(first), second) == pytest.approx([0, 0, 0, 0])


def unit_rows(values: NDArray[np.float64]) -> NDArray[np.float32]:
    rows: NDArray[np.float32] = (values / np.linalg.norm(values, axis=1, keepdims=True)).astype(np.float32)
    return rows


def test_text_span_finds_the_words_that_a_head_writes() -> None:
    """In the order of their variance, whatever other words there are."""
    generator = np.random.default_rng(5)
    texts = unit_rows(generator.normal(size=(40, 64)))
    wanted, deviations = [7, 21, 30], [3.0, 2.0, 1.0]
    amounts = generator.normal(size=(2000, 3)) * deviations
    added = amounts @ texts[wanted] + generator.normal(size=64)  # the same for all pictures: not counted
    found = text_span(np.cov(added.T).astype(np.float32), texts, 5)
    assert [item.word for item in found] == wanted
    assert sum(item.explained for item in found) == pytest.approx(1, abs=0.01)
    assert found[0].explained > found[1].explained > found[2].explained


def test_text_span_looks_only_at_what_the_head_can_write() -> None:
    """A word of which a head writes only a small part loses against one within its span."""
    generator = np.random.default_rng(6)
    texts = np.zeros((2, 8), dtype=np.float32)
    texts[0, 0], texts[1, :] = 1, np.sqrt(1 / 8)
    added = np.zeros((500, 8))
    added[:, 0] = generator.normal(size=500)
    assert [item.word for item in text_span(np.cov(added.T).astype(np.float32), texts, 2)] == [0]


def test_a_head_that_adds_the_same_to_every_picture_has_no_words() -> None:
    assert text_span(np.zeros((8, 8), dtype=np.float32), np.eye(8, dtype=np.float32), 5) == []


def test_synonyms_are_not_named_twice() -> None:
    """A word's direction is gone once it is named, so its twin explains nothing more."""
    texts = np.eye(4, dtype=np.float32)[[0, 0, 1]]
    covariance = np.diag([4.0, 1.0, 0.0, 0.0]).astype(np.float32)
    assert [item.word for item in text_span(covariance, texts, 5)] == [0, 2]
