"""The transparent colour of a PNG, at all its numbers of bits."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from clip_critic.pictures.opening import open_picture
from tests.pictures import files

GREY, COLOUR = 0, 2
NOTE = "Transparent parts were filled with white."
REDUCED = "16 bits per colour were reduced to 8."
WHITE = (255, 255, 255)


def png(depth: int, kind: int, rows: list[bytes], key: bytes | None, width: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, len(rows), depth, kind, 0, 0, 0)
    chunks = [files.raw_chunk(b"IHDR", header)]
    if key is not None:
        chunks.append(files.raw_chunk(b"tRNS", key))
    body = zlib.compress(b"".join(b"\0" + row for row in rows))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [*chunks, files.raw_chunk(b"IDAT", body), files.raw_chunk(b"IEND", b"")]
    )


def pixels(data: bytes) -> list[tuple[int, ...]]:
    return [tuple(map(int, value)) for value in np.asarray(open_picture(data).image).reshape(-1, 3)]


def words(*values: int) -> bytes:
    return struct.pack(f">{len(values)}H", *values)


@pytest.mark.parametrize(
    ("depth", "row", "key", "expected"),
    [
        (1, bytes([0b0101_0000]), 1, [0, None, 0, None]),
        (1, bytes([0b0101_0000]), 0, [None, 255, None, 255]),
        (2, bytes([0b0001_1011]), 2, [0, 85, None, 255]),
        (2, bytes([0b0001_1011]), 0, [None, 85, 170, 255]),
        (4, bytes([0x12, 0x3F]), 3, [17, 34, None, 255]),
        (4, bytes([0x12, 0x3F]), 15, [17, 34, 51, None]),
        (8, bytes([1, 2, 3, 4]), 3, [1, 2, None, 4]),
        (16, words(1000, 2000, 3000, 2001), 2000, [4, None, 12, 8]),
        (16, words(0, 255, 65535, 65280), 65535, [0, 1, None, 254]),
    ],
)
def test_grey(depth: int, row: bytes, key: int, expected: list[int | None]) -> None:
    data = png(depth, GREY, [row], words(key), 4)
    assert pixels(data) == [WHITE if value is None else (value,) * 3 for value in expected]
    assert NOTE in open_picture(data).notes


def test_colours_of_8_and_16_bits() -> None:
    eight = png(8, COLOUR, [bytes(range(12))], words(3, 4, 5), 4)
    assert pixels(eight) == [(0, 1, 2), WHITE, (6, 7, 8), (9, 10, 11)]
    sixteen = png(16, COLOUR, [words(1000, 2000, 3000, 1001, 2000, 3000)], words(1000, 2000, 3000), 2)
    assert pixels(sixteen) == [WHITE, (3, 7, 11)], "colours that only differ in their lower bits differ"
    assert open_picture(sixteen).notes == (REDUCED, NOTE)


def test_a_colour_that_is_not_in_the_picture_changes_nothing() -> None:
    for depth, kind, row, key in (
        (16, GREY, words(1, 2, 3, 4), words(9)),
        (16, COLOUR, words(1, 2, 3, 4, 5, 6), words(1, 2, 4)),
        (4, GREY, bytes([0x12, 0x34]), words(9)),
        (16, GREY, words(1, 2, 3, 4), None),
    ):
        data = png(depth, kind, [row], key, 2)
        assert NOTE not in open_picture(data).notes
        assert pixels(data) == pixels(png(depth, kind, [row], None, 2))


def test_alpha_of_16_bits() -> None:
    half = png(16, 4, [words(20_000, 65535, 20_000, 0)], None, 2)
    assert pixels(half)[0] == pytest.approx((78,) * 3, abs=1) and pixels(half)[1] == WHITE
    colour = png(16, 6, [words(5000, 0, 0, 65535, 5000, 0, 0, 0)], None, 2)
    assert pixels(colour) == [(19, 0, 0), WHITE]
    assert open_picture(colour).notes == (REDUCED, NOTE)


def test_it_turns_with_the_picture() -> None:
    rows = [words(1000, 2000), words(3000, 4000), words(5000, 6000)]
    turned = files.exif({0x0112: 6}).tobytes().removeprefix(b"Exif\0\0")
    data = files.inserted(png(16, GREY, rows, words(2000), 2), files.raw_chunk(b"eXIf", turned))
    picture = open_picture(data)
    assert picture.image.size == (3, 2)
    expected = np.array([[20, 12, 4], [23, 16, 255]])
    assert np.abs(np.asarray(picture.image)[..., 0].astype(int) - expected).max() <= 1


def test_interlaced_and_many_rows() -> None:
    values = np.random.default_rng(1).integers(0, 65536, (33, 21, 3), np.uint16)
    values[5, 7] = values[20, 3] = (1, 2, 3)
    rows = [row.astype(">u2").tobytes() for row in values]
    picture = open_picture(png(16, COLOUR, rows, words(1, 2, 3), 21))
    expected = (values >> 8).astype(np.uint8)
    expected[5, 7] = expected[20, 3] = 255
    assert np.array_equal(np.asarray(picture.image), expected)


def test_a_picture_in_memory() -> None:
    image = Image.fromarray(np.array([[1000, 2000]], np.uint16))
    image.info["transparency"] = 2000
    picture = open_picture(image)
    assert np.asarray(picture.image)[0].tolist() == [[4, 4, 4], [255, 255, 255]]
    assert image.info == {"transparency": 2000}
