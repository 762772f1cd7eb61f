"""Folders: links, loops, every format of the table, and what is left out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from clip_critic.errors import PictureError
from clip_critic.pictures import formats
from clip_critic.pictures.folders import LeftOut
from clip_critic.pictures.opening import find_pictures, open_picture
from tests.pictures import files

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")


def painted(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (8, 8), "red").save(path)


def found(folder: Path, left_out: LeftOut | None = None) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in find_pictures(folder, left_out)]


@needs_links
def test_links_to_folders_are_followed_last_and_once(tmp_path: Path) -> None:
    painted(tmp_path, "outputs/a.png", "outputs/sub/c.png", "other/b.png", "other/deep/d.png")
    outputs = tmp_path / "outputs"
    (outputs / "linked").symlink_to("../other")
    (outputs / "again").symlink_to("../other")
    (outputs / "deeper").symlink_to("../other/deep")
    (outputs / "sub" / "up").symlink_to("..")
    (outputs / "self").symlink_to(".")
    (tmp_path / "other" / "back").symlink_to("../outputs")
    names = found(outputs)
    assert names[:2] == ["a.png", "sub/c.png"]
    assert sorted(Path(name).name for name in names[2:]) == ["b.png", "d.png"]


@needs_links
def test_a_link_to_a_file_is_a_picture_and_a_dead_one_is_said(tmp_path: Path) -> None:
    painted(tmp_path, "elsewhere/a.png")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.png").symlink_to("../elsewhere/a.png")
    (folder / "dead.png").symlink_to("nowhere.png")
    (folder / "round.png").symlink_to("round.png")
    assert found(folder) == ["dead.png", "good.png", "round.png"]
    assert open_picture(folder / "good.png").image.size == (8, 8)
    with pytest.raises(PictureError, match=r"dead\.png is a link to nowhere\.png, which does not exist"):
        open_picture(folder / "dead.png")
    with pytest.raises(PictureError, match=r"round\.png cannot be read"):
        open_picture(folder / "round.png")


@needs_links
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    painted(tmp_path, "in/a.png", "in/closed/b.png")
    (tmp_path / "in" / "closed").chmod(0)
    left_out = LeftOut()
    assert found(tmp_path / "in", left_out) == ["a.png"]
    (tmp_path / "in" / "closed").chmod(0o700)
    assert "closed" in left_out.sentences()[0] and "cannot be read" in left_out.sentences()[0]


def test_every_format_that_can_be_opened_is_found(tmp_path: Path) -> None:
    names = [f"x{suffix}" for suffix in sorted(formats.openable_suffixes())]
    assert {"x.jp2", "x.apng", "x.jpe", "x.ico", "x.dds", "x.qoi", "x.pgm", "x.pcx"} <= set(names)
    for name in names:
        (tmp_path / name).write_bytes(b"anything")
    assert sorted(found(tmp_path)) == names


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "TIFF", "JPEG2000"])
def test_files_without_an_ending_are_known_by_their_beginning(tmp_path: Path, kind: str) -> None:
    Image.init()
    if kind not in Image.SAVE:
        pytest.skip(f"this Pillow cannot write {kind}")
    (tmp_path / "picture").write_bytes(files.saved(files.painted(), kind))
    (tmp_path / "text").write_bytes(b"no picture")
    (tmp_path / "empty").touch()
    assert found(tmp_path) == ["picture"]


HEIC = b"\0\0\0\x18ftypheic" + b"\0" * 40
JXL = b"\xff\x0a" + b"\0" * 40


def test_pictures_that_need_a_package_are_named(tmp_path: Path, without_plugins: None) -> None:
    painted(tmp_path, "a.png")
    for name in ("b.heic", "c.HEIC", "d.heif", "e.hif", "f.jxl", "h.psd", "i.svg", "notes.txt", "data.json"):
        (tmp_path / name).write_bytes(HEIC)
    (tmp_path / "no_ending").write_bytes(HEIC)
    left_out = LeftOut()
    assert found(tmp_path, left_out) == ["a.png"]
    sentences = left_out.sentences()
    assert any(
        "b.heic" in line and "and 2 more" in line and "pip install pillow-heif" in line for line in sentences
    )
    assert any("f.jxl" in line and "pip install pillow-jxl-plugin" in line for line in sentences)
    assert any("h.psd" in line for line in sentences) and any("i.svg" in line for line in sentences)
    assert not any("notes.txt" in line or "data.json" in line for line in sentences)


@pytest.mark.parametrize(("data", "package"), [(HEIC, "pillow-heif"), (JXL, "pillow-jxl-plugin")])
def test_such_a_picture_by_its_name(data: bytes, package: str, without_plugins: None) -> None:
    with pytest.raises(PictureError, match=f"needs a package: pip install {package}"):
        open_picture(data)


@pytest.fixture
def without_plugins(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pillow as if it could open neither HEIC nor JPEG XL."""
    Image.init()
    monkeypatch.setattr(formats, "find_spec", lambda _: None)
    for name in ("HEIF", "JXL"):
        monkeypatch.delitem(Image.OPEN, name, raising=False)
    formats._load_plugins.cache_clear()
    yield
    formats._load_plugins.cache_clear()


class Heic(ImageFile.ImageFile):
    """A decoder of a red picture, in the place of a package's."""

    format = "HEIF"
    format_description = "HEIF"

    def _open(self) -> None:
        self._size = (8, 6)
        setattr(self, "_mode" if isinstance(vars(Image.Image).get("mode"), property) else "mode", "RGB")
        self.tile = []

    def load(self) -> None:
        self.im = Image.new("RGB", self._size, "red").im


PLUGIN = """
from PIL import Image
def register_heif_opener():
    from tests.pictures.test_folders import Heic
    Image.register_open("HEIF", Heic, lambda start: start[4:12] == b"ftypheic")
"""


def test_a_package_that_is_installed_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.init()
    (tmp_path / "pillow_heif.py").write_text(PLUGIN, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(Image, "OPEN", dict(Image.OPEN))
    monkeypatch.setattr(Image, "ID", list(Image.ID))
    monkeypatch.delitem(Image.OPEN, "HEIF", raising=False)
    monkeypatch.delitem(sys.modules, "pillow_heif", raising=False)
    formats._load_plugins.cache_clear()
    try:
        folder = tmp_path / "in"
        folder.mkdir()
        (folder / "a.heic").write_bytes(HEIC)
        (folder / "no_ending").write_bytes(HEIC)
        assert found(folder) == ["a.heic", "no_ending"]
        assert open_picture(folder / "a.heic").image.getpixel((0, 0)) == (255, 0, 0)
    finally:
        monkeypatch.delitem(sys.modules, "pillow_heif", raising=False)
        formats._load_plugins.cache_clear()


def test_a_package_that_cannot_be_loaded_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.init()
    (tmp_path / "pillow_heif.py").write_text("raise OSError('built for another system')", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(Image.OPEN, "HEIF", raising=False)
    monkeypatch.delitem(sys.modules, "pillow_heif", raising=False)
    formats._load_plugins.cache_clear()
    try:
        assert "HEIF" not in formats.known_formats() and "PNG" in formats.known_formats()
    finally:
        formats._load_plugins.cache_clear()


def test_no_format_is_in_the_table_twice() -> None:
    suffixes = [suffix for row in formats.FORMATS for suffix in row.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert not set(suffixes) & formats.OTHER_PICTURES
    assert not {"EPS", "WMF", "PDF", "PSD"} & {row.name for row in formats.FORMATS}
