"""Bad input is reported on the page, and the page goes on working."""

from __future__ import annotations

import io
import os
import shutil
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from clip_critic.encoders import Encoder
from clip_critic.encoders.cache import VectorCache
from tests.browser.workbench import Panel

pytestmark = pytest.mark.browser


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def huge_png() -> bytes:
    """A header that promises 60000 x 60000 pixels."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", pixels)
        + png_chunk(b"IEND", b"")
    )


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def colours(count: int) -> list[Image.Image]:
    return [Image.new("RGB", (32, 24), (40 * index, 200, 90)) for index in range(count)]


def broken_png() -> bytes:
    noise = np.random.default_rng(0).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    return saved(Image.fromarray(noise), "PNG")[:3000]


def rotated_jpeg() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return saved(Image.new("RGB", (40, 20), "red"), "JPEG", exif=exif)


def sixteen_bit() -> bytes:
    ramp = np.linspace(0, 65535, 64 * 48, dtype=np.uint16).reshape(48, 64)
    return saved(Image.fromarray(ramp), "PNG")


def animation(kind: str) -> bytes:
    first, *rest = colours(3)
    return saved(first, kind, save_all=True, append_images=rest, duration=100)


READABLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "animated.gif": (lambda: animation("GIF"), "Only the first of its 3 frames is used."),
    "animated.webp": (lambda: animation("WEBP"), "Only the first of its 3 frames is used."),
    "deep.png": (sixteen_bit, ""),
    "print.jpg": (lambda: saved(Image.new("CMYK", (40, 30), (10, 80, 0, 5)), "JPEG"), ""),
    "glass.png": (lambda: saved(Image.new("RGBA", (40, 30), (200, 0, 0, 80)), "PNG"), "ransparen"),
    "turned.jpg": (rotated_jpeg, ""),
}
UNREADABLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "broken.png": (broken_png, "broken or cut short"),
    "huge.png": (huge_png, "pixels"),
    "text.png": (lambda: b"not a picture at all", "not a picture of a known format"),
}


def file_of(name: str, data: bytes) -> dict[str, object]:
    kind = {"gif": "gif", "webp": "webp", "jpg": "jpeg", "png": "png"}[name.rpartition(".")[2]]
    return {"name": name, "mimeType": f"image/{kind}", "buffer": data}


@pytest.mark.parametrize("name", READABLE)
def test_odd_pictures_are_ranked(panel: Panel, name: str) -> None:
    make, note = READABLE[name]
    panel.put(file_of(name, make()))
    panel.type(keywords="cat\ndog")
    assert panel.rank() == ""
    assert len(panel.words()) == 2
    assert note in panel.at("result").inner_text()


@pytest.mark.parametrize("name", UNREADABLE)
def test_pictures_that_cannot_be_read_are_told(panel: Panel, photo: Path, name: str) -> None:
    make, message = UNREADABLE[name]
    panel.put(file_of(name, make()))
    panel.type(keywords="cat\ndog")
    assert message in panel.rank()
    assert "Add a picture" in panel.at("result").inner_text()

    panel.put(photo)
    assert panel.rank() == ""


def test_a_file_that_is_no_picture_is_refused_or_told(panel: Panel, photo: Path) -> None:
    chosen = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"words"}
    panel.at("picture").locator("input[type=file]").first.set_input_files(chosen)
    panel.page.wait_for_timeout(500)
    panel.type(keywords="cat\ndog")
    message = panel.rank()  # gradio has refused it by now, with a note of its own, or passed it on
    assert "There is no picture yet" in message or "not a picture" in message
    panel.open()
    panel.put(photo)
    panel.type(keywords="cat\ndog")
    assert panel.rank() == ""


def test_no_picture(panel: Panel, photo: Path) -> None:
    assert panel.rank() == "There is no picture yet: add one, or right-click a generated one."
    panel.put(photo)
    assert panel.rank() == ""


def test_a_picture_that_was_taken_away(panel: Panel, photo: Path) -> None:
    panel.put(photo)
    panel.clear()
    assert "There is no picture yet" in panel.rank()


@pytest.mark.parametrize("text", ["", "  \n\n", "# only a comment", "[Group]", ",,,"])
def test_an_empty_list(panel: Panel, photo: Path, text: str) -> None:
    panel.put(photo)
    panel.type(keywords=text)
    assert "The keyword list is empty" in panel.rank()
    panel.type(keywords="cat")
    assert panel.rank() == ""


def test_one_keyword_gets_no_hundred_percent(panel: Panel, photo: Path) -> None:
    panel.put(photo)
    panel.type(keywords="cat")
    assert panel.rank() == ""
    shown = panel.at("result").inner_text()
    assert "100" not in shown.replace("hf-", "") and "%" not in shown
    assert "nothing to be compared with" in shown
    assert panel.words() == ["cat"]


def test_a_keyword_beyond_the_context_is_shown_as_cut(panel: Panel, photo: Path) -> None:
    panel.put(photo)
    panel.type(keywords="cat\n" + "long " * 500)
    assert panel.rank() == ""
    cut = panel.texts(".clip-critic-ranking .clip-critic-cut")
    assert len(cut) == 1 and int(cut[0].rpartition(" ")[2]) > 400
    assert "tokens not read" in cut[0]


def test_control_characters_are_named(panel: Panel, photo: Path) -> None:
    panel.put(photo)
    panel.type(keywords="cat\nd\x07og")
    assert "Line 2" in panel.rank() and "U+0007" in panel.at("message").inner_text()


def test_any_script_is_a_keyword(panel: Panel, photo: Path) -> None:
    words = ["日本の浮世絵", "👩‍🎨 emoji", "حصان جميل", "עברית", "naïve café"]
    panel.put(photo)
    panel.type(keywords="\n".join(words))
    assert panel.rank() == ""
    assert sorted(panel.words()) == sorted(words)
    for word in words:
        panel.ticks(word).first.check()
    panel.write(mode="replace")
    assert sorted(panel.box("prompt").input_value().split(", ")) == sorted(words)
    # A word that runs from right to left does not turn its row round.
    row = panel.page.locator(".clip-critic-ranking .clip-critic-row", has_text="حصان")
    word, share = row.locator("bdi").bounding_box(), row.locator(".clip-critic-share").bounding_box()
    assert word["x"] < share["x"]


def test_a_hundred_thousand_keywords(panel: Panel, photo: Path, tiny_encoder: Encoder) -> None:
    words = [f"noun {number}" for number in range(100_000)]
    vectors = np.random.default_rng(1).normal(size=(len(words), tiny_encoder.dimension)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    cache = VectorCache(panel.workbench.home / "cache" / "vectors.sqlite3", 1 << 30)
    cache.write(f"text {tiny_encoder.identity}", words, vectors, [0] * len(words))

    panel.put(photo)
    panel.type(keywords="\n".join(words))
    assert panel.rank(60) == ""
    assert len(panel.words()) == 200
    assert "200 / 100000 top keywords are shown" in panel.at("result").inner_text()
    panel.page.locator(".clip-critic-ranking .clip-critic-tick").first.check()
    assert panel.write() == "Written."
    panel.type(keywords="cat\ndog")
    assert panel.rank() == ""


def test_a_round_of_many_words_says_how_many_are_shown(panel: Panel, photo: Path) -> None:
    panel.put(photo)
    panel.type(
        keywords="\n".join(f"[g{n // 2}]\nword {n}" for n in range(400)), threshold="0.001", rounds="3"
    )
    assert panel.rank() == ""
    assert panel.page.locator(".clip-critic-round").first.locator(".clip-critic-step").count() <= 50
    assert panel.page.locator(".clip-critic-groups details").count() == 50
    assert "50 / 200 are shown" in panel.page.locator(".clip-critic-groups").inner_text()


def test_an_encoder_that_is_missing(panel: Panel, photo: Path, tiny_clip: Path) -> None:
    panel.put(photo)
    panel.type(keywords="cat\ndog", encoder="hf:nobody/has-this")
    message = panel.rank(60)
    assert "nobody/has-this" in message and "Traceback" not in message
    panel.type(encoder="no-such-kind")
    assert "is not the name of an encoder" in panel.rank()
    panel.type(encoder=f"hf:{tiny_clip}")
    assert panel.rank() == ""


def test_an_encoder_that_is_damaged(panel: Panel, photo: Path, tiny_clip: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(tiny_clip, damaged)
    weights = damaged / "model.safetensors"
    os.truncate(weights, weights.stat().st_size // 2)
    panel.put(photo)
    panel.type(keywords="cat\ndog", encoder=f"hf:{damaged}")
    message = panel.rank(60)
    assert "damaged" in message and "Traceback" not in message
    panel.type(encoder=f"hf:{tiny_clip}")
    assert panel.rank() == ""


def test_a_cache_that_cannot_be_written(panel: Panel, photo: Path) -> None:
    cache = panel.workbench.home / "cache"
    kept = cache.with_name("kept")
    if cache.exists():
        cache.rename(kept)
    cache.write_text("a file in its place", encoding="utf-8")
    try:
        panel.put(photo)
        panel.type(keywords="uncached cat\nuncached dog")
        assert panel.rank() == ""
        assert len(panel.words()) == 2
    finally:
        cache.unlink()
        if kept.exists():
            kept.rename(cache)
