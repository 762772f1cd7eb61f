"""The guided filter beside its definition, window by window."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from clip_critic.ranking.guided import RADIUS, SMOOTHNESS, guided

Numbers = NDArray[np.float64]


def by_definition(colours: Numbers, plane: Numbers, radius: int) -> Numbers:
    """Return the mean of the linear models of all windows that a pixel is in (He et al. 2010)."""
    total, count = np.zeros_like(plane), np.zeros_like(plane)
    for row, column in np.ndindex(plane.shape):
        rows = slice(max(row - radius, 0), row + radius + 1)
        columns = slice(max(column - radius, 0), column + radius + 1)
        inside, values = colours[rows, columns].reshape(-1, 3), plane[rows, columns].ravel()
        middle, level = inside.mean(axis=0), values.mean()
        covariance = np.cov(inside.T, bias=True) + SMOOTHNESS * np.eye(3)
        slope = np.linalg.solve(covariance, (inside * values[:, None]).mean(axis=0) - middle * level)
        total[rows, columns] += colours[rows, columns] @ slope + level - slope @ middle
        count[rows, columns] += 1
    return total / count


@pytest.mark.parametrize("size", [(20, 28), (28, 13), (6, 6)])
def test_it_is_the_mean_of_the_models_of_all_windows(size: tuple[int, int]) -> None:
    rng = np.random.default_rng(size[0])
    pixels = rng.integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    plane = rng.random((size[1], size[0]), dtype=np.float32)
    expected = by_definition(pixels / 255, plane.astype(np.float64), max(1, round(RADIUS * min(size))))
    assert np.abs(guided(Image.fromarray(pixels), plane) - expected).max() < 1e-5


def test_a_coarse_map_takes_the_edge_of_the_picture() -> None:
    pixels = np.zeros((64, 64, 3), dtype=np.uint8)
    pixels[:, 30:] = (220, 40, 40)
    coarse = np.tile(np.linspace(0, 1, 64, dtype=np.float32), (64, 1))
    across = guided(Image.fromarray(pixels), coarse)[32]
    assert across[30] - across[29] > 10 * (coarse[0, 30] - coarse[0, 29])
    assert across[29] - across[28] < 0.01 and across[31] - across[30] < 0.01
