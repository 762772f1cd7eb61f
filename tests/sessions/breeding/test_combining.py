"""Vectors are mixed as their functions say: means, arcs, crossings, noise, and directions of the picked."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from clip_critic.sessions.breeding.combining import (
    METHODS,
    NOISE,
    SPREAD,
    Array,
    apart,
    average,
    cma_like,
    crossover,
    equalised,
    mutation,
    next_population,
    slerp,
    token_crossover,
)
from clip_critic.sessions.breeding.settings import METHODS as CHOICES

NUMBERS = st.floats(-10, 10, width=32).map(lambda value: 0.0 if abs(value) < 1e-3 else value)
SHAPES = st.tuples(st.integers(1, 6), st.integers(1, 3), st.integers(1, 8))
POPULATIONS = SHAPES.flatmap(lambda shape: arrays(np.float64, shape, elements=NUMBERS))
SEEDS = st.integers(0, 2**32)


def norms(population: Array) -> Array:
    found: Array = np.linalg.norm(population, axis=-1)
    return found


def test_the_table_and_the_functions_have_the_same_methods() -> None:
    assert tuple(METHODS) == CHOICES


@given(POPULATIONS)
def test_norms_become_alike_and_directions_stay(population: Array) -> None:
    alike = equalised(population)
    for number in range(population.shape[1]):
        before, after = norms(population[:, number]), norms(alike[:, number])
        assert after[before > 0] == pytest.approx(before[before > 0].mean() if before.any() else [])
        assert not after[before == 0].any()
    dots = (population * alike).sum(axis=-1)
    assert dots == pytest.approx(norms(population) * norms(alike), abs=1e-9)
    assert equalised(alike) == pytest.approx(alike, abs=1e-9)


@given(POPULATIONS, st.floats(0.01, 100))
def test_the_longest_does_not_win_an_average(population: Array, times: float) -> None:
    longer = population.copy()
    longer[0] *= times
    mean, other = average(population), average(longer)
    for number in range(len(mean)):
        if norms(mean[number]) > 1e-6 and norms(other[number]) > 1e-6:
            cosine = mean[number] @ other[number] / norms(mean[number]) / norms(other[number])
            assert cosine == pytest.approx(1)


@given(POPULATIONS, st.floats(0, 1), SEEDS)
def test_an_arc_joins_both_ends_and_keeps_its_norm(population: Array, share: float, seed: int) -> None:
    first, second = population[0], population[-1]
    assert slerp(first, second, 0.0) == pytest.approx(first, abs=1e-9)
    assert slerp(first, second, 1.0) == pytest.approx(second, abs=1e-9)
    between = slerp(first, second, share)
    assert between == pytest.approx(slerp(second, first, 1 - share), abs=1e-6)
    is_arc = (norms(first) > 0) & (norms(second) > 0)
    cosines = (first * second).sum(-1) / np.where(is_arc, norms(first) * norms(second), 1)
    is_arc &= np.abs(cosines) < 0.999
    expected = (1 - share) * norms(first) + share * norms(second)
    assert norms(between)[is_arc] == pytest.approx(expected[is_arc])


def test_half_an_arc_is_half_way() -> None:
    between = slerp(np.array([[2.0, 0.0]]), np.array([[0.0, 4.0]]), 0.5)
    assert between[0] == pytest.approx([3 / np.sqrt(2), 3 / np.sqrt(2)])


@given(POPULATIONS, SEEDS)
def test_crossings_have_nothing_but_what_parents_have(population: Array, seed: int) -> None:
    child = crossover(population, np.random.default_rng(seed))
    assert (child == population).any(axis=0).all()
    whole = token_crossover(population, np.random.default_rng(seed))
    assert (whole == population).all(axis=-1).any(axis=0).all()


def test_noise_has_the_size_that_was_asked_for() -> None:
    zeros = np.zeros((4, 50_000))
    assert mutation(zeros, 0.3, np.random.default_rng(0)).std() == pytest.approx(0.3, rel=0.02)
    assert (mutation(zeros, 0.0, np.random.default_rng(0)) == zeros).all()


def test_cma_like_children_spread_as_the_picked_do() -> None:
    rng = np.random.default_rng(0)
    picked = rng.standard_normal((4, 1, 40)) * np.linspace(0.1, 2, 40)
    mean = picked.mean(axis=0)
    children = np.stack([cma_like(picked, rng) for _ in range(20_000)])[:, 0]
    apart_here = picked[:, 0] - mean
    expected = SPREAD**2 * apart_here.T @ apart_here / 4
    expected += np.eye(40) * (NOISE * apart(picked)) ** 2
    assert children.mean(axis=0) == pytest.approx(mean[0], abs=0.05)
    assert np.cov(children.T, bias=True) == pytest.approx(expected, abs=0.12)


@given(POPULATIONS, st.integers(1, 12), st.sampled_from(CHOICES), SEEDS)
def test_a_population_begins_with_the_mean_and_the_favourite(
    picked: Array, count: int, method: str, seed: int
) -> None:
    children = next_population(picked, count, method, np.random.default_rng(seed))
    again = next_population(picked, count, method, np.random.default_rng(seed))
    assert len(children) == count
    assert all((one.vectors == other.vectors).all() for one, other in zip(children, again, strict=True))
    alike = equalised(picked)
    first = ["mean", "favourite"] if len(picked) > 1 else ["favourite"]
    assert [child.what for child in children[:2]][: len(first)] == first[:count]
    for child in children:
        assert child.vectors.shape == picked.shape[1:]
        assert np.isfinite(child.vectors).all()
        assert child.parents and set(child.parents) <= set(range(len(picked)))
        if child.weights and child.what != "slerp":
            assert sum(child.weights) == pytest.approx(1)
            expected = np.tensordot(child.weights, alike[list(child.parents)], axes=1)
            assert child.vectors == pytest.approx(expected, abs=1e-9)
    if len(picked) == 1:
        assert {child.what for child in children[1:]} <= {"mutation"}


def test_four_picked_are_averaged_in_pairs() -> None:
    picked = np.random.default_rng(0).standard_normal((4, 1, 5))
    children = next_population(picked, 8, "average", np.random.default_rng(0))
    assert [child.parents for child in children[2:]] == [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
