"""The guided filter beside its definition, window by window."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from clip_critic.pictures.overlays import values_at_pixels
from clip_critic.ranking import guided as module
from clip_critic.ranking.guided import SIDE, SMOOTHNESS, guided, radius_in
from tools.miniature.scenes import distance_in_pixels, draw, sample_scene, shrink

Numbers = NDArray[np.float64]


@pytest.fixture
def ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do as if OpenCV's extra modules were not installed."""
    monkeypatch.setattr(module, "_opencv", lambda: None)


def by_definition(colours: Numbers, plane: Numbers, radius: int) -> Numbers:
    """Return the mean of the linear models of all windows that a pixel is in (He et al. 2010)."""
    height, width = plane.shape
    rows, columns = (np.pad(np.arange(side), radius, mode="symmetric") for side in (height, width))

    def mean(values: Numbers, row: int, column: int) -> Numbers:
        window = values[rows[row : row + 2 * radius + 1]][:, columns[column : column + 2 * radius + 1]]
        average: Numbers = window.reshape(-1, *values.shape[2:]).mean(axis=0)
        return average

    model = np.zeros((height, width, 4))
    for row, column in np.ndindex(plane.shape):
        middle, level = mean(colours, row, column), mean(plane, row, column)
        apart = colours - middle
        covariance = mean(apart[..., :, None] * apart[..., None, :], row, column)
        together = mean(apart * (plane - level)[..., None], row, column)
        slope = np.linalg.solve(covariance + SMOOTHNESS * np.eye(3), together)
        model[row, column] = *slope, level - slope @ middle
    averaged = np.array([mean(model, *place) for place in np.ndindex(plane.shape)]).reshape(model.shape)
    filtered: Numbers = (averaged[..., :3] * colours).sum(axis=2) + averaged[..., 3]
    return filtered


def scene(size: tuple[int, int]) -> tuple[Image.Image, NDArray[np.float32]]:
    """Return a picture of noise, and a map of noise."""
    rng = np.random.default_rng(size[0])
    pixels = rng.integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    return Image.fromarray(pixels), rng.random((size[1], size[0]), dtype=np.float32)


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize("size", [(20, 28), (28, 13), (6, 6), (1, 1), (1, 9)])
def test_it_is_the_mean_of_the_models_of_all_windows(size: tuple[int, int]) -> None:
    picture, plane = scene(size)
    expected = by_definition(np.asarray(picture) / 255, plane.astype(np.float64), radius_in(size))
    assert np.abs(guided(picture, plane) - expected).max() < 1e-5


@pytest.mark.parametrize("size", [(SIDE, 170), (20, 28), (1, 1), (1, 9), (40, 1)])
def test_opencv_does_the_same(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    if module._opencv() is None:
        pytest.skip("OpenCV's extra modules are not installed")
    picture, plane = scene(size)
    theirs = guided(picture, plane)
    monkeypatch.setattr(module, "_opencv", lambda: None)
    assert theirs.shape == plane.shape and theirs.dtype == np.float32
    assert np.abs(theirs - guided(picture, plane)).max() < 1e-4


def things(seed: int, side: int) -> tuple[Image.Image, NDArray[np.float32]]:
    """Return a drawn scene, and a map of where its first thing is, as coarse as those of the miniature."""
    drawn = sample_scene(np.random.default_rng(seed), count=2, size="large")
    inside = Image.fromarray((distance_in_pixels(drawn.things[0], side) < 0).astype(np.float32))
    coarse = np.asarray(inside.resize((8, 8), Image.Resampling.BOX))
    return Image.fromarray(shrink(draw(drawn, 2 * side))), values_at_pixels(
        coarse, (0.0, 0.0, float(side), float(side)), (side, side)
    )


def agreement(first: NDArray[np.float32], second: NDArray[np.float32]) -> float:
    """Return the overlap of two masks: of what is above half of the highest value."""
    one, other = (plane > plane.max() / 2 for plane in (first, second))
    return float((one & other).sum() / (one | other).sum())


@pytest.mark.parametrize("seed", range(4))
def test_the_fast_one_draws_the_masks_of_opencv(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if module._opencv() is None:
        pytest.skip("OpenCV's extra modules are not installed")
    picture, plane = things(seed, 2 * SIDE)
    theirs = guided(picture, plane)
    monkeypatch.setattr(module, "_opencv", lambda: None)
    ours = guided(picture, plane)
    assert ours.shape == theirs.shape == (512, 512) and not np.array_equal(ours, theirs)
    assert agreement(ours, theirs) >= 0.95 > agreement(plane, theirs)


def test_a_giant_picture_does_not_go_to_opencv(monkeypatch: pytest.MonkeyPatch) -> None:
    if module._opencv() is None:
        pytest.skip("OpenCV's extra modules are not installed")
    picture, plane = scene((300, 40))
    results = []
    for most in (plane.size, plane.size - 1):
        monkeypatch.setattr(module, "MOST_PIXELS", most)
        results.append(guided(picture, plane))
    monkeypatch.setattr(module, "_opencv", lambda: None)
    ours = guided(picture, plane)
    assert [np.array_equal(result, ours) for result in results] == [False, True]


@pytest.mark.usefixtures("ours")
def test_a_coarse_map_takes_the_edge_of_the_picture() -> None:
    pixels = np.zeros((64, 64, 3), dtype=np.uint8)
    pixels[:, 30:] = (220, 40, 40)
    coarse = np.tile(np.linspace(0, 1, 64, dtype=np.float32), (64, 1))
    across = guided(Image.fromarray(pixels), coarse)[32]
    assert across[30] - across[29] > 10 * (coarse[0, 30] - coarse[0, 29])
    assert across[29] - across[28] < 0.01 and across[31] - across[30] < 0.01
