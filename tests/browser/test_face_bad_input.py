"""Bad input is reported on the page, and the page goes on working."""

from __future__ import annotations

import io
import os
import re
import shutil
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from clip_critic.encoders.base import Encoder
from clip_critic.encoders.cache import VectorCache
from tests.browser.face import RankFace
from tests.browser.states import until

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
def test_odd_pictures_are_ranked(face: RankFace, name: str) -> None:
    make, note = READABLE[name]
    face.put(file_of(name, make()))
    face.type(keywords="cat\ndog")
    assert face.rank() == ""
    assert len(face.words()) == 2
    assert note in " ".join(face.texts(".note"))


@pytest.mark.parametrize("name", UNREADABLE)
def test_pictures_that_cannot_be_read_are_told(face: RankFace, photo: Path, name: str) -> None:
    make, message = UNREADABLE[name]
    face.put(file_of(name, make()))
    assert message in face.message()  # at once, before anything is ranked
    face.type(keywords="cat\ndog")
    assert message in face.rank()
    assert "Add a picture" in face.find("cc-rank-result p.empty").inner_text()

    face.put(photo)
    assert face.message() == ""
    assert face.rank() == ""


def test_a_file_that_is_no_picture_is_told(face: RankFace, photo: Path) -> None:
    face.put({"name": "notes.txt", "mimeType": "text/plain", "buffer": b"words"})
    face.type(keywords="cat\ndog")
    assert "not a picture" in face.rank()
    face.put(photo)
    assert face.rank() == ""


def test_no_picture(face: RankFace, photo: Path) -> None:
    why = "There is no picture yet: add one, or right-click a generated one."
    assert face.at("rank").is_disabled() and face.at("rank").get_attribute("title") == why
    face.unfold("more")
    face.row("rounds").press("Enter")
    assert face.message() == why
    assert face.page.get_by_role("alert").filter(has_text="There is no picture yet").count() == 1
    face.put(photo)
    assert face.message() == "" and face.at("rank").get_attribute("title") is None
    assert face.rank() == ""


def test_a_picture_that_was_taken_away(face: RankFace, photo: Path) -> None:
    face.put(photo)
    face.clear()
    assert face.at("rank").is_disabled()


@pytest.mark.parametrize("text", ["", "  \n\n", "# only a comment", "[Group]", ",,,"])
def test_an_empty_list(face: RankFace, photo: Path, text: str) -> None:
    face.put(photo)
    face.type(keywords=text)
    assert "The keyword list is empty" in face.rank()
    face.type(keywords="cat")
    assert face.message() == ""
    assert face.rank() == ""


def test_one_keyword_gets_no_hundred_percent(face: RankFace, photo: Path) -> None:
    face.put(photo)
    face.type(keywords="cat")
    assert face.rank() == ""
    shown = face.find(".ranking .row").inner_text() + face.find(".ranking h3").inner_text()
    assert "100" not in shown and "%" not in shown
    assert "nothing to be compared with" in shown
    assert face.words() == ["cat"]
    assert face.find(".rounds").count() == 0


def test_a_keyword_beyond_the_context_is_shown_as_cut(face: RankFace, photo: Path) -> None:
    face.put(photo)
    face.type(keywords="cat\n" + "long " * 500)
    assert face.rank() == ""
    cut = face.texts(".ranking .cut")
    assert len(cut) == 1 and int(cut[0].rpartition(" ")[2]) > 400
    assert "tokens not read" in cut[0]


def test_control_characters_are_named(face: RankFace, photo: Path) -> None:
    face.put(photo)
    face.type(keywords="cat\nd\x07og")
    message = face.rank()
    assert "Line 2" in message and "U+0007" in message


def test_any_script_is_a_keyword(face: RankFace, photo: Path) -> None:
    words = ["日本の浮世絵", "👩‍🎨 emoji", "حصان جميل", "עברית", "naïve café"]
    face.put(photo)
    face.type(keywords="\n".join(words))
    assert face.rank() == ""
    assert sorted(face.words()) == sorted(words)
    for word in words:
        face.ticks(word).first.check()
    face.write(mode="replace")
    assert sorted(face.find("cc-prompt-boxes #prompt").input_value().split(", ")) == sorted(words)
    # A word that runs from right to left does not turn its row round.
    row = face.find(
        ".ranking .row",
    ).filter(has_text="حصان")
    word, share = row.locator("bdi").bounding_box(), row.locator(".share").bounding_box()
    assert word["x"] < share["x"]


def test_a_hundred_thousand_keywords(face: RankFace, photo: Path, tiny_encoder: Encoder) -> None:
    words = [f"noun {number}" for number in range(100_000)]
    vectors = np.random.default_rng(1).normal(size=(len(words), tiny_encoder.dimension)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    cache = VectorCache(face.workbench.home / "cache" / "vectors.sqlite3", 1 << 30)
    cache.write(f"text {tiny_encoder.identity}", words, vectors, [0] * len(words))

    face.put(photo)
    face.type(keywords="\n".join(words))
    assert face.rank() == ""
    assert len(face.words()) == 20
    assert "99980" in face.find(".ranking .more").inner_text()
    face.find(".ranking .more").click()
    until(face.page, lambda: 10 < len(face.words()) < 500)  # those that can be seen, and some around
    first = face.find('.ranking input[data-place="0"]')
    first.focus()
    first.press("End")
    last = face.find('.ranking input[data-place="99999"]:focus')  # the row is there before it has the focus
    last.wait_for()
    last.press("Space")
    assert face.write() == "Written."
    face.type(keywords="cat\ndog")
    assert face.rank() == ""


def test_many_groups_are_folded_and_limited(face: RankFace, photo: Path) -> None:
    face.put(photo)
    face.type(keywords="\n".join(f"[g{n // 2}]\nword {n}" for n in range(400)))
    face.type(threshold="0.001", rounds="3")
    assert face.rank() == ""
    assert face.find(".groups details").count() == 50
    assert face.find(".groups details[open]").count() == 6
    assert "50 / 200 are shown" in face.find(".groups > .hint").inner_text()


def test_an_encoder_that_is_missing(face: RankFace, photo: Path, tiny_clip: Path) -> None:
    face.put(photo)
    face.type(keywords="cat\ndog")
    face.type(encoder="hf:nobody/has-this")
    message = face.rank()
    assert "nobody/has-this" in message and "Traceback" not in message
    face.type(encoder="no-such-kind")
    assert "is not the name of an encoder" in face.rank()
    face.type(encoder=f"hf:{tiny_clip}")
    assert face.rank() == ""


def test_an_encoder_that_is_damaged(face: RankFace, photo: Path, tiny_clip: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(tiny_clip, damaged)
    weights = damaged / "model.safetensors"
    os.truncate(weights, weights.stat().st_size // 2)
    face.put(photo)
    face.type(keywords="cat\ndog")
    face.type(encoder=f"hf:{damaged}")
    message = face.rank()
    assert "damaged" in message and "Traceback" not in message
    face.type(encoder=f"hf:{tiny_clip}")
    assert face.rank() == ""


def test_the_encoder_is_unloaded_and_loaded_again(face: RankFace, photo: Path) -> None:
    face.put(photo)
    face.unfold("more")
    face.at("unload").click()
    face.find("#message.done").wait_for()
    assert "unloaded" in face.message()
    assert face.rank() == ""


def test_a_server_that_is_gone_is_told(face: RankFace, photo: Path) -> None:
    face.put(photo)
    face.page.watch.expect("Failed to load resource: net::ERR_FAILED")
    face.page.route("**/questions", lambda route: route.abort())
    assert "does not answer" in face.rank()
    face.page.unroute("**/questions")
    assert face.rank() == ""


def test_a_part_of_the_page_that_is_missing_is_told(face: RankFace) -> None:
    parts = re.compile(r"/static/parts/panels-")
    face.page.watch.expect("Failed to load resource: net::ERR_FAILED")
    face.page.route(parts, lambda route: route.abort())
    face.page.reload()
    alert = face.page.locator("clip-critic > p[role=alert]", has_text="reload the page")
    alert.wait_for()
    face.page.unroute(parts)
    face.page.reload()
    face.page.locator("cc-loop").wait_for(state="attached")
    assert alert.count() == 0


def test_a_cache_that_cannot_be_written(face: RankFace, photo: Path) -> None:
    cache = face.workbench.home / "cache"
    kept = cache.with_name("kept")
    if cache.exists():
        cache.rename(kept)
    cache.write_text("a file in its place", encoding="utf-8")
    try:
        face.put(photo)
        face.type(keywords="uncached cat\nuncached dog")
        assert face.rank() == ""
        assert len(face.words()) == 2
    finally:
        cache.unlink()
        if kept.exists():
            kept.rename(cache)
