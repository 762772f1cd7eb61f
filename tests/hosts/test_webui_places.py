"""The WebUI's own folders, without a host."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.hosts.stand_in import ours, standing_in


def test_the_folders_of_pictures_are_those_of_the_settings(tmp_path: Path) -> None:
    with standing_in() as host:
        places = ours("places")
        assert places.output_folders() == ()
        host.shared.opts.data.update(
            outdir_samples="",
            outdir_txt2img_samples=str(tmp_path / "txt2img"),
            outdir_img2img_samples="outputs/img2img",
            outdir_extras_samples=str(tmp_path / "txt2img"),
        )
        found = ours("making").WebuiHost().output_folders()
        assert found == (tmp_path / "txt2img", Path("outputs/img2img").absolute())


def test_a_shown_picture_is_found_by_its_address(tmp_path: Path) -> None:
    with standing_in() as host:
        shown = ours("making").WebuiHost().shown_file
        saved, grids, temporary = tmp_path / "out", tmp_path / "grids", tmp_path / "temporary"
        host.shared.opts.data.update(outdir_samples=str(saved), outdir_grids=str(grids))
        path_of_gradio_4 = temporary / "another.png"
        host.shared.demo = SimpleNamespace(temp_file_sets=[{path_of_gradio_4}, {str(temporary / "own.png")}])
        own = (temporary / "own.png", path_of_gradio_4)
        for path in (*own, saved / "2026-01-01" / "1.png", grids / "a grid, 50% ä.png"):
            text = str(path).replace("%", "%25").replace(" ", "%20")
            for address in (f"http://127.0.0.1:7860/file={text}?17.5", f"https://x/under/file={text}"):
                assert shown(address) == path
        assert shown(f"/file={saved}/gone/../1.png") == saved / "1.png"


@pytest.mark.parametrize("name", ["", "x", "/etc/passwd", "\0", "x" * 5000, "out/../config.json", "~/x.png"])
def test_an_address_of_anything_else_is_none(tmp_path: Path, name: str) -> None:
    with standing_in() as host:
        shown = ours("places").shown_file
        saved, temporary = tmp_path / "out", tmp_path / "temporary"
        saved.mkdir()
        host.shared.opts.data.update(outdir_samples=str(saved))
        host.shared.demo = SimpleNamespace(temp_file_sets=[{str(temporary / "own.png")}])
        for address in (name, f"/file={name}", f"http://x/file={tmp_path}/{name}", f"http://[/file={name}"):
            assert shown(address) is None
        assert shown(f"/file={temporary}/another.png") is None
        assert shown(f"/file={saved}/../secret.png") is None


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    with standing_in() as host:
        saved = tmp_path / "out"
        saved.mkdir()
        host.shared.opts.data.update(outdir_samples=str(saved))
        (saved / "link.png").symlink_to(tmp_path / "secret.png")
        assert ours("places").shown_file(f"/file={saved}/link.png") is None
