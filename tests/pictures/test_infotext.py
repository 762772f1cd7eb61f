"""Infotext: found wherever the WebUI writes it, taken apart as it does, and damage raises no error."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from clip_critic.pictures.infotext import Parameters, parse_infotext, write_infotext
from clip_critic.pictures.metadata.reading import read_infotext
from tests.hanging import hang_guard

INFOTEXT = (
    "a girl, (parasol:1.2),\n少女、傘 😀 <lora:x:0.8>\n"
    "Negative prompt: blurred,\nugly\n"
    "Steps: 20, Sampler: Euler a, Schedule type: Automatic, CFG scale: 7, Seed: 42, Size: 512x768, "
    'Lora hashes: "x: 1f2e, y: 3d4c", Hires prompt: "a \\"b\\", c\\nd", Version: v1.10.1'
)


def user_comment_exif(comment: bytes) -> bytes:
    """The EXIF bytes of a picture whose only field is UserComment: big-endian TIFF, one sub-directory."""
    header = b"MM\x00\x2a" + struct.pack(">I", 8)
    pointer = struct.pack(">HHHII", 1, 0x8769, 4, 1, 26) + struct.pack(">I", 0)
    field = struct.pack(">HHHII", 1, 0x9286, 7, len(comment), 44) + struct.pack(">I", 0)
    return b"Exif\x00\x00" + header + pointer + field + comment


def saved(kind: str, **options: object) -> Image.Image:
    file = io.BytesIO()
    Image.new("RGB", (8, 6), "teal").save(file, kind, **options)
    image = Image.open(file)
    image.load()
    return image


def with_comment(comment: bytes, kind: str = "JPEG") -> Image.Image:
    return saved(kind, exif=user_comment_exif(comment))


def unicode_comment(text: str) -> bytes:
    return b"UNICODE\0" + text.encode("utf-16-be")


def test_png_text() -> None:
    chunks = PngInfo()
    chunks.add_text("parameters", INFOTEXT)
    assert read_infotext(saved("PNG", pnginfo=chunks)) == INFOTEXT


def test_png_text_behind_the_pixels() -> None:
    """A tool may append the chunk: it is there once the pixels are loaded."""
    file = io.BytesIO()
    Image.new("RGB", (4, 4)).save(file, "PNG")
    data = file.getvalue()
    text = b"parameters\0late"
    chunk = struct.pack(">I", len(text)) + b"tEXt" + text + struct.pack(">I", zlib.crc32(b"tEXt" + text))
    image = Image.open(io.BytesIO(data[:-12] + chunk + data[-12:]))
    image.load()
    assert read_infotext(image) == "late"


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF"])
def test_exif_user_comment(kind: str) -> None:
    Image.init()
    if kind not in Image.SAVE:
        pytest.skip(f"this Pillow cannot write {kind}")
    assert read_infotext(with_comment(unicode_comment(INFOTEXT), kind)) == INFOTEXT


@pytest.mark.parametrize(
    ("comment", "text"),
    [
        (b"UNICODE\0" + "girl, 傘".encode("utf-16-le"), "girl, 傘"),
        (b"UNICODE\0" + "girl, 傘".encode("utf-16"), "girl, 傘"),
        (b"UNICODE\0\xfe\xff" + "傘傘".encode("utf-16-be"), "傘傘"),
        (b"UNICODE\0" + "傘傘".encode("utf-16-be"), "傘傘"),
        (b"UNICODE\0" + "odd".encode("utf-16-be") + b"\x00", "odd"),
        (b"ASCII\0\0\0a girl", "a girl"),
        (b"ASCII\0\0\0a girl\0\0\0", "a girl"),
        (b"JIS\0\0\0\0\0" + "傘".encode("shift_jis"), "傘"),
        (b"\0" * 8 + "é".encode(), "é"),
        ("a girl without a mark, 傘".encode(), "a girl without a mark, 傘"),
        (b"UNICODE\0", None),
        (b"ASCII\0\0\0\0\0\0\0", None),
        (b"UNICODE\0\xd8\x01", None),
    ],
)
def test_encodings_of_the_user_comment(comment: bytes, text: str | None) -> None:
    assert read_infotext(with_comment(comment)) == text


def test_gif_comment_and_jpeg_comment() -> None:
    assert read_infotext(saved("GIF", comment=INFOTEXT.encode())) == INFOTEXT
    assert read_infotext(saved("JPEG", comment=b"CREATOR: some library")) is None  # says nothing of a prompt


def test_exif_counts_before_text() -> None:
    chunks = PngInfo()
    chunks.add_text("parameters", "of the text chunk")
    image = saved("PNG", pnginfo=chunks, exif=user_comment_exif(unicode_comment("of the EXIF data")))
    assert read_infotext(image) == "of the EXIF data"


def test_no_infotext() -> None:
    assert read_infotext(saved("PNG")) is None
    assert read_infotext(Image.new("RGB", (3, 3))) is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@given(cut=st.integers(6, 70), flip=st.integers(0, 63))
@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # Pillow warns of damaged EXIF data
def test_damaged_exif_is_no_error(kind: str, cut: int, flip: int) -> None:
    exif = bytearray(user_comment_exif(unicode_comment("some text")))
    exif[flip] ^= 0xFF
    image = Image.new("RGB", (3, 3))
    image.format = kind
    image.info["exif"] = bytes(exif[:cut])
    found = read_infotext(image)
    assert found is None or isinstance(found, str)


def test_damaged_exif_leaves_the_text_chunk() -> None:
    image = Image.new("RGB", (3, 3))
    image.info.update(exif=b"Exif\0\0nonsense", parameters="a girl")
    assert read_infotext(image) == "a girl"


def test_infotext_is_taken_apart() -> None:
    found = parse_infotext(INFOTEXT)
    assert found.prompt == "a girl, (parasol:1.2),\n少女、傘 😀 <lora:x:0.8>"
    assert found.negative_prompt == "blurred,\nugly"
    assert list(found.settings.items()) == [
        ("Steps", "20"),
        ("Sampler", "Euler a"),
        ("Schedule type", "Automatic"),
        ("CFG scale", "7"),
        ("Seed", "42"),
        ("Size", "512x768"),
        ("Lora hashes", "x: 1f2e, y: 3d4c"),
        ("Hires prompt", 'a "b", c\nd'),
        ("Version", "v1.10.1"),
    ]


@pytest.mark.parametrize(
    ("text", "prompt", "negative", "settings"),
    [
        ("", "", "", {}),
        ("a girl", "a girl", "", {}),
        ("a girl\n", "a girl", "", {}),
        ("Negative prompt: x", "", "x", {}),
        ("a, ratio: 3, b: 4", "a, ratio: 3, b: 4", "", {}),  # one name of two characters and more: a prompt
        ("Steps: 1, Seed: 2", "Steps: 1, Seed: 2", "", {}),
        ("Steps: 1, Seed: 2, Size: 8x8", "", "", {"Steps": "1", "Seed": "2", "Size": "8x8"}),
        ("a\r\nSteps: 1, Seed: 2, Size: 8x8\r\n", "a", "", {"Steps": "1", "Seed": "2", "Size": "8x8"}),
        ('a\nAb: 1, Cd: "x, y: z, Ef: 3', "a", "", {"Ab": "1", "Cd": '"x', "y": None, "Ef": "3"}),
        ('a\nAb: 1, Cd: "\\q", Ef: ', "a", "", {"Ab": "1", "Cd": '"\\q"', "Ef": ""}),
        ("a\nNegative prompt: b\nNegative prompt: c", "a", "b\nc", {}),
    ],
)
def test_odd_infotexts(text: str, prompt: str, negative: str, settings: dict[str, str | None]) -> None:
    found = parse_infotext(text)
    assert (found.prompt, found.negative_prompt) == (prompt, negative)
    assert dict(found.settings) == {name: value for name, value in settings.items() if value is not None}


NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9 /-]{0,8}[A-Za-z0-9]", fullmatch=True)
LINES = st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), min_size=1)


@given(
    st.lists(LINES, max_size=3),
    st.lists(LINES, max_size=3),
    st.dictionaries(NAMES, st.text(st.sampled_from('ab ,:\n"\\傘')), min_size=3),
)
def test_what_is_written_is_read(prompt: list[str], negative: list[str], settings: dict[str, str]) -> None:
    if any(line.startswith("Negative prompt:") for line in prompt + negative):
        return
    written = Parameters("\n".join(prompt), "\n".join(negative), settings)
    assert parse_infotext(write_infotext(written)) == written


def test_it_is_written_as_a_webui_writes_it() -> None:
    assert write_infotext(parse_infotext(INFOTEXT)) == INFOTEXT


@given(st.text())
def test_any_text_is_accepted(text: str) -> None:
    parse_infotext(text)


@pytest.mark.parametrize("unit", ["word ", "a", "ab:", 'ab:"', "ab: \\", "-", " ", "a\n", 'ab:",'])
def test_long_infotexts_do_not_hang(unit: str) -> None:
    with hang_guard():
        parse_infotext((unit * 200_000)[:200_000])
