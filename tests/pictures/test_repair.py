"""Damaged metadata does not stop us from reading intact pixels."""

from __future__ import annotations

import random
import zlib
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from clip_critic.errors import PictureError
from clip_critic.pictures.opening import SKIPPED, open_picture
from clip_critic.pictures.repair import without_metadata
from tests.hanging import hang_guard
from tests.pictures import files

PIXELS = files.painted()
PNG = files.png({"parameters": "a red cat"})


def bad_crc(kind: bytes, body: bytes) -> bytes:
    chunk = files.raw_chunk(kind, body)
    return chunk[:-1] + bytes([chunk[-1] ^ 1])


def packed(size: int) -> bytes:
    return zlib.compress(b"x" * size, 9)


EVIL = {
    "a text bomb": files.raw_chunk(b"zTXt", b"workflow\0\0" + packed(2_000_000)),
    "a larger text bomb": files.raw_chunk(b"zTXt", b"workflow\0\0" + packed(200_000_000)),
    "an international text bomb": files.raw_chunk(b"iTXt", b"workflow\0\1\0\0\0" + packed(2_000_000)),
    "a bomb of a colour profile": files.raw_chunk(b"iCCP", b"icc\0\0" + packed(50_000_000)),
    "too much text": files.raw_chunk(b"tEXt", b"workflow\0" + b"x" * 70_000_000),
    "many texts": b"".join(files.raw_chunk(b"zTXt", b"k%d\0\0" % n + packed(1_000_000)) for n in range(70)),
    "a wrong sum of a text": bad_crc(b"tEXt", b"Comment\0hello"),
    "a wrong sum of a time": bad_crc(b"tIME", b"\x07\xe6\1\1\0\0\0"),
    "a wrong sum of a profile": bad_crc(b"iCCP", b"icc\0\0" + packed(100)),
    "a wrong sum of a private chunk": bad_crc(b"prVt", b"hello"),
    "another compression of a text": files.raw_chunk(b"zTXt", b"Comment\0\7hello"),
    "another compression of a profile": files.raw_chunk(b"iCCP", b"icc\0\7hello"),
    "an empty profile": files.raw_chunk(b"iCCP", b""),
    "a text without a key": files.raw_chunk(b"zTXt", b"\0"),
    "a short physical size": files.raw_chunk(b"pHYs", b"\0\0"),
    "a short gamma": files.raw_chunk(b"gAMA", b"\0"),
    "short chromaticities": files.raw_chunk(b"cHRM", b"\0\0\0"),
    "a short sRGB": files.raw_chunk(b"sRGB", b""),
    "a short animation": files.raw_chunk(b"acTL", b"\0"),
    "damaged EXIF data": files.raw_chunk(b"eXIf", b"MM\0*\xff\xff\xff\xff"),
    "a kind of chunk that is none": bad_crc(b"\x01\x02\x03\x04", b"hello"),
}


@pytest.mark.parametrize("name", EVIL)
def test_whole_pixels_are_used_whatever_is_beside_them(name: str) -> None:
    with hang_guard(30):
        picture = open_picture(files.inserted(PNG, EVIL[name]))
    assert picture.image.tobytes() == PIXELS.tobytes()
    assert picture.infotext == "a red cat", "what is whole is still read"
    assert picture.notes in ((), (SKIPPED,))


@pytest.mark.parametrize("name", ["a text bomb", "a wrong sum of a text", "a short physical size"])
def test_the_same_behind_the_pixels(name: str) -> None:
    data = PNG[:-12] + EVIL[name] + PNG[-12:]
    assert open_picture(data).image.tobytes() == PIXELS.tobytes()


def test_transparency_and_frames_are_kept() -> None:
    see_through = files.saved(Image.new("RGBA", (4, 4), (255, 0, 0, 0)), "PNG")
    picture = open_picture(files.inserted(see_through, EVIL["a text bomb"]))
    assert picture.notes == ("Transparent parts were filled with white.", SKIPPED)
    paletted = files.saved(PIXELS.quantize(8), "PNG", transparency=0)
    expected = open_picture(paletted).image.tobytes()
    assert open_picture(files.inserted(paletted, EVIL["a wrong sum of a text"])).image.tobytes() == expected
    frames = files.saved(PIXELS, "PNG", save_all=True, append_images=[PIXELS.rotate(180)])
    found = open_picture(files.inserted(frames, EVIL["a wrong sum of a text"]))
    assert "Only the first of its 2 frames is used." in found.notes


def test_the_identity_is_that_of_the_file() -> None:
    data = files.inserted(PNG, EVIL["a text bomb"])
    assert open_picture(data).digest != open_picture(PNG).digest


def test_a_text_that_ends_too_early_is_skipped() -> None:
    assert open_picture(PNG[:-12] + EVIL["too much text"][:5000]).image.tobytes() == PIXELS.tobytes()


def test_pixels_that_are_cut_short_are_still_refused() -> None:
    for data in (
        PNG,
        files.inserted(PNG, EVIL["a text bomb"]),
        files.inserted(PNG, EVIL["a wrong sum of a text"]),
    ):
        with pytest.raises(PictureError, match=r"mine is (broken|not a picture)"):
            open_picture(data[: len(data) - len(PNG) // 2], name="mine")


@pytest.mark.parametrize("place", ["start", "early", "middle", "end"])
@pytest.mark.parametrize("has_right_sum", [True, False])
def test_damaged_pixels_are_still_refused(place: str, has_right_sum: bool) -> None:
    start = PNG.index(b"IDAT")
    length = int.from_bytes(PNG[start - 4 : start], "big")
    spot = start + {"start": 4, "early": 40, "middle": length // 2, "end": length}[place]
    data = bytearray(PNG)
    data[spot : spot + 4] = bytes(byte ^ 0xFF for byte in data[spot : spot + 4])
    if has_right_sum:
        end = start + 4 + length
        data[end : end + 4] = zlib.crc32(data[start:end]).to_bytes(4, "big")
    for file in (bytes(data), files.inserted(bytes(data), EVIL["a text bomb"])):
        with pytest.raises(PictureError, match="mine is broken"):
            open_picture(file, name="mine")


def segment(marker: int, body: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + (len(body) + 2).to_bytes(2, "big") + body


@pytest.mark.parametrize(
    "segments",
    [
        segment(0xE1, b"Exif\0\0MM\0*\xff\xff\xff\xff"),
        segment(0xE1, b"Exif\0\0" + b"\xff" * 60),
        segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08\0\1\x01\x1a\0\5\0\0\0\1\xff\xff\xff\xff"),
        segment(0xE2, b"ICC_PROFILE\0\1\2" + b"x" * 100),
        segment(0xE2, b"MPF\0" + b"\xff" * 40),
        segment(0xED, b"Photoshop 3.0\x008BIM\xff\xff\xff\xff"),
        segment(0xED, b"Photoshop 3.0\x00" + b"8BIM" * 30),
        segment(0xFE, b"\xff" * 100),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<broken") * 5,
    ],
)
def test_jpeg_segments(segments: bytes) -> None:
    data = files.saved(PIXELS, "JPEG", quality=95)
    expected = open_picture(data).image.tobytes()
    assert open_picture(data[:2] + segments + data[2:]).image.tobytes() == expected


def test_adobe_s_colours_stay_without_metadata() -> None:
    data = files.saved(Image.new("CMYK", (16, 16), (0, 255, 255, 0)), "JPEG")
    (bare,) = without_metadata(data[:2] + segment(0xFE, b"remark") + data[2:])
    assert open_picture(bare).image.tobytes() == open_picture(data).image.tobytes()


@pytest.mark.parametrize("kind", ["WEBP", "PNG", "JPEG"])
def test_the_rest_of_a_file_is_a_whole_file(kind: str) -> None:
    exif = files.exif({0x010E: "x"}, {0x9286: b"ASCII\0\0\0hello"})
    options = {"lossless": True} if kind == "WEBP" else {}
    data = files.saved(PIXELS, kind, exif=exif, icc_profile=b"x" * 1000, xmp=b"<x/>", **options)
    expected = np.asarray(open_picture(data).image)
    for bare in without_metadata(data):
        assert np.array_equal(np.asarray(open_picture(bare).image), expected)
    assert open_picture(bare).infotext is None


def test_other_files_have_nothing_to_take_away() -> None:
    for data in (b"", b"hello", files.saved(PIXELS, "GIF"), PNG[:8], b"\xff\xd8", b"RIFF\0\0\0\0WEBP"):
        assert list(without_metadata(data)) == []


def places(data: bytes) -> list[tuple[int, int]]:
    """Return where a PNG's ancillary chunks are, with their lengths and sums."""
    found, at = [], 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 5].islower():
            found.append((at + 8, at + 12 + length))
        at += 12 + length
    return found


def test_mutants_of_metadata_never_cost_the_pixels() -> None:
    """2,000 files in which the contents of text, EXIF data, profile and others are damaged."""
    exif = files.exif({0x010E: "x"}, {0x9286: files.unicode_comment("a cat")})
    data = files.saved(PIXELS, "PNG", exif=exif, icc_profile=b"x" * 200, dpi=(72, 72))
    chunks = (
        files.raw_chunk(b"tEXt", b"parameters\0a cat"),
        files.raw_chunk(b"zTXt", b"Comment\0\0" + packed(99)),
    )
    data = files.inserted(data, *chunks, files.raw_chunk(b"gAMA", b"\0\0\xb1\x8f"))
    spots = [spot for start, end in places(data) for spot in range(start, end)]
    assert len(spots) > 150 and all(spot < other for spot, other in pairwise(spots))
    expected, chance = PIXELS.tobytes(), random.Random(5)
    with hang_guard():
        for _ in range(2000):
            damaged = bytearray(data)
            for _ in range(chance.randint(1, 5)):
                damaged[chance.choice(spots)] = chance.randrange(256)
            assert open_picture(bytes(damaged)).image.tobytes() == expected


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_mutants_of_whole_files(kind: str) -> None:
    exif = files.exif({0x010E: "x"}, {0x9286: b"ASCII\0\0\0hello"})
    data, chance = files.saved(PIXELS.resize((12, 10)), kind, exif=exif), random.Random(kind)
    for _ in range(700):
        damaged = bytearray(data[: chance.randrange(len(data)) if chance.random() < 0.3 else len(data)])
        for _ in range(chance.randrange(6)):
            if damaged:
                damaged[chance.randrange(min(len(damaged), 400))] = chance.randrange(256)
        assert len(list(without_metadata(bytes(damaged)))) <= 2
        try:
            assert open_picture(bytes(damaged), max_pixels=100_000).image.mode == "RGB"
        except PictureError as error:
            assert str(error).startswith("The picture ")
