"""Small copies of pictures."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from clip_critic.errors import PictureError
from clip_critic.pictures.thumbnails import thumbnail


def test_a_large_picture_becomes_a_small_jpeg_of_the_same_shape(tmp_path: Path) -> None:
    Image.new("RGB", (800, 400), "red").save(tmp_path / "large.png")
    content, kind = thumbnail(tmp_path / "large.png", 200)
    with Image.open(BytesIO(content)) as small:
        assert (kind, small.format, small.size) == ("image/jpeg", "JPEG", (200, 100))


def test_a_small_picture_keeps_its_pixels(tmp_path: Path) -> None:
    original = Image.effect_noise((64, 48), 60).convert("RGB")
    original.save(tmp_path / "small.png")
    content, kind = thumbnail(tmp_path / "small.png", 200)
    with Image.open(BytesIO(content)) as small:
        assert (kind, small.tobytes()) == ("image/png", original.tobytes())


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("no picture", encoding="utf-8")
    with pytest.raises(PictureError):
        thumbnail(tmp_path / "text.png", 200)
