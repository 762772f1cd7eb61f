"""Published answers of encoders: comparing, and the picture that they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from clip_critic.encoders import known_answers
from clip_critic.encoders.base import Vectors
from clip_critic.encoders.known_answers import (
    KNOWN_ANSWERS,
    PICTURE_NAME,
    PICTURE_SIZE,
    Check,
    CheckResult,
    Comparison,
    KnownAnswer,
    are_good,
    blank_picture,
    check,
    compare,
    find_picture,
    known_answer,
)
from clip_critic.encoders.versions import library_versions, machine
from clip_critic.errors import BadInputError, CriticError, PictureError
from tests.file_server import Files, go_online, serving

OWN = KnownAnswer("hf:someone/own", ("cat", "dog"), (24.5701, 19.3049), "a test")


class StandIn:
    """An encoder whose similarities to every picture are known."""

    identity, dimension, context_length = "stand-in", 2, 8

    def __init__(self, scale: float = 100.0, bias: float = 0.0, **similarities: float) -> None:
        self.logit_scale, self.logit_bias = scale, bias
        self._similarities = similarities

    def encode_images(self, pictures: Sequence[Image.Image]) -> Vectors:
        return np.array([[1, 0]] * len(pictures), dtype=np.float32)

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        values = [self._similarities.get(text, 0.0) for text in texts]
        return np.array([[value, (1 - value**2) ** 0.5] for value in values], dtype=np.float32)

    def count_cut_tokens(self, texts: Sequence[str]) -> list[int]:
        return [0] * len(texts)


def test_the_table() -> None:
    assert len({known.spec for known in KNOWN_ANSWERS}) == len(KNOWN_ANSWERS)
    for known in KNOWN_ANSWERS:
        assert len(known.texts) == len(known.values) >= 2 and known.source
        assert not known.are_shares or sum(known.values) == pytest.approx(1, abs=1e-3)
    by_spec = {known.spec: known.values for known in KNOWN_ANSWERS}
    assert by_spec["hf:openai/clip-vit-base-patch32"] == (24.5701, 19.3049)
    assert by_spec["hf:google/siglip-base-patch16-224"] == (-0.7567, -10.3354)


def test_values_are_logits() -> None:
    encoder = StandIn(scale=112.0, bias=-16.5, cat=0.14, dog=0.05)
    found = compare(encoder, OWN, blank_picture())
    assert found.values == pytest.approx((112 * 0.14 - 16.5, 112 * 0.05 - 16.5), abs=1e-4)


def test_values_are_shares_where_those_were_published() -> None:
    known = replace(OWN, values=(0.75, 0.25), are_shares=True)
    encoder = StandIn(cat=0.02 + float(np.log(3)) / 100, dog=0.02)
    assert compare(encoder, known, blank_picture()).values == pytest.approx((0.75, 0.25), abs=1e-4)


@pytest.mark.parametrize(
    ("values", "is_equal"),
    [
        ((24.5701, 19.3049), True),
        ((24.5710, 19.3041), True),
        ((24.60, 19.3049), False),
        ((24.5701, 19.33), False),
        ((19.3049, 24.5701), False),
        ((float("nan"), 19.3049), False),
        ((0.0, 0.0), False),
    ],
)
def test_equal_or_not(values: tuple[float, ...], is_equal: bool) -> None:
    assert Comparison(OWN, values).is_equal is is_equal


def test_small_values_are_compared_as_they_are() -> None:
    known = replace(OWN, values=(0.75, 0.25), are_shares=True)
    assert not Comparison(known, (0.7521, 0.2479)).is_equal
    assert Comparison(replace(known, tolerance=5e-3), (0.7521, 0.2479)).is_equal


def test_a_check_says_what_it_found() -> None:
    equal = check("hf:someone/own", StandIn(cat=0.245701, dog=0.193049), OWN, blank_picture())
    assert equal.verdict is CheckResult.EQUAL and equal.identity == "stand-in"
    assert equal.speed is not None and equal.speed.picture >= 0 and equal.speed.words >= 0
    other = check("hf:someone/own", StandIn(cat=0.2, dog=0.1), OWN, blank_picture())
    assert other.verdict is CheckResult.DIFFERENT and other.comparison is not None
    assert other.comparison.difference == pytest.approx(9.3049, abs=1e-3)
    assert check("x", StandIn(), None, blank_picture()).verdict is CheckResult.UNKNOWN


def test_what_counts_as_good() -> None:
    def good(*verdicts: CheckResult) -> bool:
        return are_good([Check("x", verdict) for verdict in verdicts])

    assert good(CheckResult.EQUAL, CheckResult.MISSING) and good(CheckResult.UNKNOWN)
    assert not good(CheckResult.MISSING) and not good()
    assert not good(CheckResult.EQUAL, CheckResult.DIFFERENT) and not good(
        CheckResult.EQUAL, CheckResult.FAILED
    )


@pytest.mark.parametrize(
    ("spec", "found"),
    [
        ("hf:openai/clip-vit-base-patch32", "hf:openai/clip-vit-base-patch32"),
        ("hf:/models/clip-vit-base-patch32", "hf:openai/clip-vit-base-patch32"),
        (r"hf:D:\models\clip-vit-base-patch32", "hf:openai/clip-vit-base-patch32"),
        ("open_clip:ViT-B-32/openai", "open_clip:ViT-B-32/openai"),
        ("open_clip:clip-vit-base-patch32", None),
        ("hf:openai/clip-vit-large-patch14", None),
        ("miniature", None),
        ("hf:", None),
    ],
)
def test_whose_answer_is_known(spec: str, found: str | None) -> None:
    known = known_answer(spec)
    assert (known.spec if known else None) == found


def test_the_picture_is_never_fetched_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Files({})) as server:
        monkeypatch.setattr(known_answers, "PICTURE_ADDRESS", f"{server.address}/cats.jpg")
        with pytest.raises(BadInputError, match="--fetch downloads it"):
            find_picture(None, tmp_path)
        assert not server.asked


def jpeg(tmp_path: Path, size: tuple[int, int]) -> Path:
    file = tmp_path / "picture.jpg"
    Image.new("RGB", size, (9, 99, 199)).save(file)
    return file


def test_a_picture_of_the_users_own(tmp_path: Path) -> None:
    assert find_picture(jpeg(tmp_path, PICTURE_SIZE), tmp_path / "cache").size == PICTURE_SIZE
    with pytest.raises(BadInputError, match="is 480 x 640 pixels"):
        find_picture(jpeg(tmp_path, (480, 640)), tmp_path / "cache")
    with pytest.raises(PictureError):
        find_picture(tmp_path / "no.jpg", tmp_path / "cache")


def test_the_picture_is_fetched_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    go_online(monkeypatch)
    with serving(Files({"/cats.jpg": jpeg(tmp_path, PICTURE_SIZE).read_bytes()})) as server:
        monkeypatch.setattr(known_answers, "PICTURE_ADDRESS", f"{server.address}/cats.jpg")
        assert find_picture(None, cache, fetch=True).size == PICTURE_SIZE
        assert find_picture(None, cache, fetch=True).size == PICTURE_SIZE
        assert server.downloads("/cats.jpg") == [0] and (cache / PICTURE_NAME).is_file()
    assert find_picture(None, cache).size == PICTURE_SIZE


@pytest.mark.parametrize("content", [b"<html>Please log in</html>", b""])
def test_what_came_in_the_pictures_place_is_removed(tmp_path: Path, content: bytes) -> None:
    copy = tmp_path / PICTURE_NAME
    copy.write_bytes(content)
    with pytest.raises(CriticError, match="was not COCO's picture, and was removed"):
        find_picture(None, tmp_path)
    assert not copy.exists()


def test_a_picture_that_cannot_be_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Files({})) as server:
        monkeypatch.setattr(known_answers, "PICTURE_ADDRESS", f"{server.address}/cats.jpg")
        with pytest.raises(CriticError, match="cannot be downloaded") as caught:
            find_picture(None, tmp_path / "cache", fetch=True)
    assert "--picture" in str(caught.value)
    assert not (tmp_path / "cache" / PICTURE_NAME).exists()


def test_versions_for_a_report() -> None:
    versions = library_versions()
    assert {"CLIP Critic", "Python", "torch", "transformers"} <= set(versions) and all(versions.values())
    assert "threads" in machine()
