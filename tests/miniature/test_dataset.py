"""Sets of scenes: the folder's pictures are those of the recipe."""

from pathlib import Path

import numpy as np

from tools.miniature.dataset import make
from tools.miniature.scenes import draw, is_held_out, shrink


def test_pictures_are_those_of_the_scenes(tmp_path: Path) -> None:
    drawn = make(5, 3, tmp_path / "set")
    assert drawn.pictures.shape == (5, 64, 64, 3)
    for number, scene in enumerate(drawn.scenes(range(5))):
        np.testing.assert_array_equal(drawn.pictures[number], shrink(draw(scene)))


def test_folder_and_memory_agree_and_the_folder_is_kept(tmp_path: Path) -> None:
    first = make(4, 7, tmp_path / "set")
    file = tmp_path / "set" / "pictures.npy"
    written = file.stat().st_mtime_ns
    again = make(4, 7, tmp_path / "set")
    assert file.stat().st_mtime_ns == written
    np.testing.assert_array_equal(first.pictures, again.pictures)
    np.testing.assert_array_equal(first.pictures, make(4, 7).pictures)


def test_another_recipe_draws_anew(tmp_path: Path) -> None:
    first = np.array(make(4, 7, tmp_path / "set").pictures)
    assert not np.array_equal(make(4, 8, tmp_path / "set").pictures, first)


def test_held_out_sets_hold_only_held_out_scenes() -> None:
    drawn = make(6, 1, held_out=True)
    assert all(is_held_out(scene) for scene in drawn.scenes(range(6)))
    assert drawn.scene(2) == drawn.scene(2)
