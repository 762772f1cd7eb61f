"""The encodings of metadata: those of the standards, and those that programs write instead."""

from __future__ import annotations

import pytest

from clip_critic.pictures.metadata.decoding import decode_bytes, decode_comment, decode_latin1_text
from clip_critic.pictures.opening import open_picture
from tests.pictures import files

SETTINGS = "\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512"
TEXTS = (
    "a red cat, (blue hat:1.2), garden",
    "a cat",
    "café, naïve, Zürich",
    "赤い猫, 庭",
    "赤い猫と庭",
    "傘傘",
    "赤い猫" + SETTINGS,
    "красный кот, сад",
    "빨간 고양이",
    "a 😀 cat",
)
UNICODE = b"UNICODE\0"


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", [b"", b"\0\0"])
def test_unicode_comments(text: str, encoding: str, end: bytes) -> None:
    assert decode_comment(UNICODE + text.encode(encoding) + end) == text


@pytest.mark.parametrize("text", [text for text in TEXTS if text != "傘傘"])
def test_unicode_comments_the_other_way_around(text: str) -> None:
    """Little-endian without a mark: seen by the zero bytes, or by what East Asian people write."""
    assert decode_comment(UNICODE + text.encode("utf-16-le")) == text


@pytest.mark.parametrize(
    ("comment", "text"),
    [
        (b"ASCII\0\0\0caf\xe9", "café"),
        (b"ASCII\0\0\0" + "café".encode(), "café"),
        (b"ascii\0\0\0a cat", "a cat"),
        (b"Unicode\0" + "a cat".encode("utf-16-be"), "a cat"),
        (b"\0\0\0\0\0\0\0\0caf\xe9", "café"),
        (b"caf\xe9", "café"),
        (b"ASCII art of a cat", "ASCII art of a cat"),
        (b"unicode cat", "unicode cat"),
        (b"ASCII\0\0\0" + "a cat".encode("utf-16-be"), "a cat"),
        (b"ASCII\0\0\0" + "a cat".encode("utf-16"), "a cat"),
        (b"ASCII\0\0\0\x93red\x94 cat", "“red” cat"),
        (UNICODE + "a café, garden".encode("latin-1"), "a café, garden"),
        (UNICODE + "a café by the sea".encode("latin-1") + b"\0", "a café by the sea"),
        (b"ASCII\0\0\0" + "赤い猫, 庭".encode("cp932"), "赤い猫, 庭"),
        (b"\0" * 8 + "猫".encode("cp932") + b" cat", "”L cat"),
        (b"ASCII\0\0\0" + "Mädchen für café".encode("latin-1"), "Mädchen für café"),
        (b"ASCII\0\0\0a cat \xf0\x9f\x90", "a cat "),
        (b"JIS\0\0\0\0\0" + "赤い猫".encode("iso2022_jp"), "赤い猫"),
        (b"JIS\0\0\0\0\0" + "赤い猫".encode("cp932"), "赤い猫"),
        (b"JIS\0\0\0\0\0" + "赤い猫".encode(), "赤い猫"),
        (UNICODE + "赤い猫, 庭と傘".encode()[:-1], None),
        (b"UNICODE", ""),
        (b"", ""),
        (b"\0" * 20, ""),
    ],
)
def test_other_comments(comment: bytes, text: str | None) -> None:
    found = decode_comment(comment)
    assert text is None or found == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"\xef\xbb\xbf" + "赤い猫".encode(), "赤い猫"),
        ("a red cat".encode("utf-16-le"), "a red cat"),
        ("a red cat, 庭".encode("utf-16-be"), "a red cat, 庭"),
        ("赤い猫と庭".encode("cp932"), "赤い猫と庭"),
        ("a café, été".encode("latin-1"), "a café, été"),
        (b"a caf\xe9", "a café"),
        ("a cat 😀".encode()[:-1], "a cat"),
        (b"a cat\0\0", "a cat"),
    ],
)
def test_what_programs_write_into_a_text_chunk(body: bytes, text: str) -> None:
    data = files.inserted(files.png({}), files.raw_chunk(b"tEXt", b"parameters\0" + body))
    assert open_picture(data).parameters.prompt == text


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_the_ends_of_lines_of_other_systems(end: str) -> None:
    infotext = f"a cat\nNegative prompt: a hat{SETTINGS}".replace("\n", end)
    found = open_picture(files.png({"parameters": infotext})).parameters
    assert (found.prompt, found.negative_prompt, found.settings["Steps"]) == ("a cat", "a hat", "20")


@pytest.mark.parametrize("text", TEXTS)
def test_utf8_in_a_text_chunk_that_should_be_latin1(text: str) -> None:
    data = files.inserted(files.png({}), files.raw_chunk(b"tEXt", b"parameters\0" + text.encode()))
    assert open_picture(data).infotext == text


@pytest.mark.parametrize("text", ["café", "Ä", "100 °C, ½", "naïve café"])
def test_latin1_in_a_text_chunk_stays(text: str) -> None:
    data = files.inserted(files.png({}), files.raw_chunk(b"tEXt", b"parameters\0" + text.encode("latin-1")))
    assert open_picture(data).infotext == text
    assert open_picture(files.png({"parameters": text}, compressed=True)).infotext == text


def test_what_looks_like_a_wrong_encoding_stays_where_the_encoding_is_known() -> None:
    text = "Ã© is how é looks when it is read wrongly, 猫"
    assert open_picture(files.png({"parameters": text})).infotext == text
    international = b"parameters\0\0\0\0\0" + "Ã©".encode()
    data = files.inserted(files.png({}), files.raw_chunk(b"iTXt", international))
    assert open_picture(data).infotext == "Ã©"


def test_a_damaged_byte_leaves_the_rest() -> None:
    text = "赤い猫、青い帽子、庭".encode()
    damaged = text[:9] + b"\xff" + text[9:]
    assert decode_bytes(damaged) == text.decode()
    assert decode_latin1_text(damaged.decode("latin-1")) == text.decode()
    assert decode_bytes(text[:-1]) == text.decode()[:-1]


def test_a_comment_written_as_text_or_as_bytes() -> None:
    """Programs write the field with other types than UNDEFINED, and into the first directory."""
    text = "café, a cat"
    coded = b"ASCII\0\0\0" + text.encode("latin-1")
    for details in ({0x9286: coded}, {0x9286: coded.decode("latin-1")}, {0x9286: text}):
        for exif in (files.exif({}, details), files.exif(details)):
            image = files.painted()
            image.info["exif"] = exif.tobytes()
            assert open_picture(image).infotext in (text, text.replace("é", "?"))
