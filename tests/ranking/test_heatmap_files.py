"""Heat maps of unusual files: they are of the same pixels as the ranking, whatever the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.encoders import load_encoder
from clip_critic.errors import BadInputError
from clip_critic.ranking.answer import Answer, answer
from clip_critic.ranking.heatmap import HeatMaps
from clip_critic.ranking.question import RankQuestion
from clip_critic.ranking.ranking import rank

WORDS = "red, blue, green, square, circle, monochrome, heart"


@pytest.fixture(scope="module")
def miniature() -> Any:
    return load_encoder("miniature", device="cpu")


def square(colour: str, corner: tuple[int, int]) -> Image.Image:
    """A grey picture with a square of a colour, which has no pixels beside it that a JPEG would mix."""
    picture = Image.new("RGB", (64, 64), (120, 120, 120))
    picture.paste(colour, (*corner, corner[0] + 24, corner[1] + 24))
    return picture


def seen(picture: Path | Image.Image, encoder: Any, **options: Any) -> tuple[Answer, HeatMaps]:
    """Return an answer with the heat maps of all words, after checking that its parts agree."""
    found = answer(RankQuestion(WORDS, where="*", **options), picture, encoder)
    heat = found.heatmaps
    assert heat is not None and heat.maps.dtype == heat.rest.dtype == np.float32
    assert np.isfinite(heat.maps).all() and np.isfinite(heat.rest).all()
    similarities = found.ranking.similarities
    assert np.abs(heat.scores - (similarities - similarities.mean())).max() < 1e-4, "they add up"
    assert np.abs(similarities - rank(picture, WORDS, encoder).similarities).max() < 1e-4, "of one picture"
    for word in heat.words:
        try:
            mask = heat.mask(word)
        except BadInputError:
            continue
        assert (mask.size, mask.mode) == (heat.size, "L") and mask.getbbox() is not None
    return found, heat


def require_same(heat: HeatMaps, other: HeatMaps) -> None:
    assert heat.size == other.size and heat.box == other.box
    assert np.array_equal(np.asarray(heat.guide), np.asarray(other.guide))
    assert np.abs(heat.maps - other.maps).max() < 1e-6


@pytest.mark.parametrize(("kind", "options"), [("gif", {}), ("png", {}), ("webp", {"lossless": True})])
def test_an_animation_is_seen_as_the_frame_that_is_ranked(
    miniature: Any, tmp_path: Path, kind: str, options: dict[str, Any]
) -> None:
    frames = [square("red", (4, 4)), square("blue", (36, 36)), square("lime", (4, 36))]
    file = tmp_path / f"moving.{kind}"
    frames[0].save(file, save_all=True, append_images=frames[1:], duration=100, **options)
    found, heat = seen(file, miniature)
    assert any("first of its 3 frames" in note for note in found.notes)
    require_same(heat, seen(frames[0], miniature)[1])
    red = np.asarray(heat.mask("red")) > 0
    assert red[8:24, 8:24].mean() > 0.9 and red[36:60, 36:60].mean() < 0.1


@pytest.mark.parametrize("kind", ["png", "webp"])
def test_what_is_under_transparency_is_not_seen(miniature: Any, tmp_path: Path, kind: str) -> None:
    picture = square("red", (4, 4))
    picture.paste("blue", (36, 36, 60, 60))
    alpha = Image.new("L", picture.size, 255)
    alpha.paste(0, (32, 32, 64, 64))
    picture.putalpha(alpha)
    picture.save(tmp_path / f"hidden.{kind}", lossless=True, exact=True)
    with Image.open(tmp_path / f"hidden.{kind}") as stored:
        assert stored.convert("RGBA").getpixel((48, 48)) == (0, 0, 255, 0), "the blue square is in the file"
    found, heat = seen(tmp_path / f"hidden.{kind}", miniature)
    assert "Transparent parts were filled with white." in found.notes
    visible = square("red", (4, 4))
    visible.paste("white", (32, 32, 64, 64))
    require_same(heat, seen(visible, miniature)[1])
    assert heat.scores[heat.find("blue")] < heat.scores[heat.find("red")]


def test_a_half_transparent_picture_is_seen_as_it_is_ranked(miniature: Any, tmp_path: Path) -> None:
    picture = square("red", (4, 4)).convert("RGBA")
    picture.putalpha(128)
    picture.save(tmp_path / "pale.png")
    _, heat = seen(tmp_path / "pale.png", miniature)
    assert heat.guide.getpixel((10, 10)) == pytest.approx((255, 127, 127), abs=1)


def test_a_palette_with_a_transparent_colour_is_seen_as_it_is_ranked(miniature: Any, tmp_path: Path) -> None:
    picture = square("red", (4, 4)).quantize(4)
    picture.save(tmp_path / "palette.gif", transparency=picture.getpixel((50, 50)))
    _, heat = seen(tmp_path / "palette.gif", miniature)
    assert heat.guide.getpixel((50, 50)) == (255, 255, 255)
    assert np.asarray(heat.mask("red"))[8:24, 8:24].mean() > 230


@pytest.mark.parametrize("size", [(1, 1), (1, 2), (10_000, 50), (50, 10_000)])
@pytest.mark.parametrize("options", [{}, {"fine": True, "squares": True}], ids=["once", "fine squares"])
def test_sizes_at_both_ends(
    miniature: Any, tmp_path: Path, size: tuple[int, int], options: dict[str, bool]
) -> None:
    picture = Image.new("RGB", size, (120, 120, 120))
    picture.paste("red", (0, 0, (size[0] + 1) // 2, (size[1] + 1) // 2))
    picture.save(tmp_path / "odd.png")
    _, heat = seen(tmp_path / "odd.png", miniature, **options)
    left, top, right, bottom = heat.box
    assert heat.size == size and left < right and top < bottom
    if not options:
        assert left >= 0 and top >= 0 and right <= size[0] and bottom <= size[1]
    assert heat.enlarged("red").shape == size[::-1]


def test_half_precision_sees_the_same(miniature: Any) -> None:
    import torch

    half: Any = load_encoder("miniature", device="cpu")
    half._dtype = torch.bfloat16
    picture = square("red", (36, 4))
    heat, exact = seen(picture, half)[1], seen(picture, miniature)[1]
    assert heat.exact and not np.array_equal(heat.maps, exact.maps)
    assert np.abs(heat.maps - exact.maps).max() < 0.05 * np.abs(exact.maps).max()
    masks = [np.asarray(maps.mask("red")) > 0 for maps in (heat, exact)]
    assert (masks[0] == masks[1]).mean() > 0.98
