"""Sets of scenes: the folder's pictures are those of the recipe."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from tools.miniature import dataset
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


def test_what_was_half_drawn_is_not_taken_for_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(4, 7, tmp_path / "set")
    with monkeypatch.context() as patch:
        patch.setattr(dataset, "_draw_chunk", interrupt)
        with pytest.raises(KeyboardInterrupt):
            make(4, 8, tmp_path / "set")
    np.testing.assert_array_equal(make(4, 7, tmp_path / "set").pictures, make(4, 7).pictures)


def test_two_trainings_may_share_a_folder(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        sets = list(pool.map(lambda _: make(20, 7, tmp_path / "set"), range(2)))
    for drawn in sets:
        np.testing.assert_array_equal(drawn.pictures, make(20, 7).pictures)


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_held_out_sets_hold_only_held_out_scenes() -> None:
    drawn = make(6, 1, held_out=True)
    assert all(is_held_out(scene) for scene in drawn.scenes(range(6)))
    assert drawn.scene(2) == drawn.scene(2)
