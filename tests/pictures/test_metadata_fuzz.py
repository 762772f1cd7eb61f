"""Damaged metadata of every program: always a result, never an exception, never slow."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PIL import Image

from clip_critic.pictures.metadata.base import Texts
from clip_critic.pictures.metadata.decoding import decode_comment
from clip_critic.pictures.metadata.reading import READERS, read_metadata
from tests.hanging import hang_guard
from tests.pictures import files, test_comfyui, test_programs

MUTANTS = 250
"""Mutants of each sample: 18 samples make 4,500 of them."""

RECORDS = (
    test_programs.FOOOCUS,
    test_programs.SWARM,
    test_programs.INVOKE,
    test_programs.DRAW_THINGS,
    {"extra": {"airs": []}, "extraMetadata": json.dumps(test_programs.CIVITAI_EXTRA)},
    test_programs.NAI_NEW,
    test_programs.nai(test_programs.NAI_OLD, "red cat"),
    test_comfyui.default_graph(),
)
TEXTS = (
    *map(json.dumps, RECORDS),
    test_programs.INFOTEXT,
    f"{test_programs.INFOTEXT}\nTemplate: x\nNegative Template: y",
)
KEYS = (
    "parameters",
    "Comment",
    "prompt",
    "invokeai_metadata",
    "sd-metadata",
    "Dream",
    "workflow",
    "Description",
)
VALUES: tuple[object, ...] = (
    None,
    True,
    -1,
    1e400,
    float("nan"),
    10**400,
    "",
    "x" * 1000,
    [],
    {},
    [[[]]],
    ["1", 0],
    {"prompt": {}},
    [None, 2],
)
PIECES = (
    "[",
    "{",
    '"',
    "\\",
    ",",
    ":",
    "\n",
    "\0",
    "\ud800",
    "\uffff",
    "prompt",
    "Negative prompt:",
    "Steps: 1, ",
    "é",
)


def mutated(text: str, chance: random.Random) -> str:
    """Return a text that is cut, doubled, or has other characters in places."""
    characters = list(text)
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(characters) + 1)
        end = min(start + chance.choice((0, 1, 1, 2, 10, 1000)), len(characters))
        piece = chance.choice(
            (chance.choice(PIECES), "", "".join(characters[start:end]) * 2, chr(chance.randrange(0x3000)))
        )
        characters[start:end] = piece
    return "".join(characters)


def changed(value: object, chance: random.Random) -> object:
    """Return JSON in which values are of other kinds, in any depth."""
    if chance.random() < 0.08:
        return chance.choice(VALUES)
    if isinstance(value, dict):
        return {key: changed(entry, chance) for key, entry in value.items() if chance.random() > 0.05}
    if isinstance(value, list):
        return [changed(entry, chance) for entry in value]
    return value


def everywhere(text: str) -> Iterator[Texts]:
    """Yield a text in each place where a reader looks."""
    size = (512, 512)
    yield from (Texts(chunks={key: text}, size=size) for key in KEYS)
    yield Texts(chunks={"Software": "NovelAI", "Comment": text, "Description": text}, size=size)
    yield Texts(chunks={"negative_prompt": text, "prompt": text}, size=size)
    yield Texts(chunks={"prompt": text, "seed": text, "steps": text, "scale": text}, size=size)
    yield Texts(tags={0x010E: text, 0x9C9C: text}, size=size)
    yield Texts(tags={0x0110: f"prompt:{text}", 0x010F: f"workflow:{text}"}, size=size)
    yield Texts(comment=text, size=size)
    yield Texts(comment=text, is_photo=True, size=size)
    yield Texts(file_comment=text, is_gif=True, size=size)
    yield Texts(xmp=f'<x exif:UserComment="{text}"><exif:UserComment>{text}</exif:UserComment>', size=size)


def read_all(texts: Texts) -> None:
    for read in READERS:
        found = read(texts)
        if found is not None:
            assert isinstance(found.parameters.prompt, str)
            assert all(isinstance(value, str) for value in found.parameters.settings.values())


@pytest.mark.parametrize("sample", range(len(TEXTS)))
def test_damaged_texts(sample: int) -> None:
    chance = random.Random(sample)
    places = list(everywhere(""))
    with hang_guard():
        for _ in range(MUTANTS):
            text = mutated(TEXTS[sample], chance)
            place = chance.randrange(len(places))
            read_all(list(everywhere(text))[place])
            read_all(replace(Texts(size=(8, 8)), comment=text, chunks={"parameters": text, "prompt": text}))


@pytest.mark.parametrize("sample", range(len(RECORDS)))
def test_records_with_other_values(sample: int) -> None:
    chance = random.Random(100 + sample)
    with hang_guard():
        for _ in range(MUTANTS):
            text = json.dumps(changed(RECORDS[sample], chance))
            place = chance.randrange(len(KEYS))
            read_all(list(everywhere(text))[place])
            read_all(Texts(comment=text, size=(8, 8)))


BOMBS: tuple[Callable[[int], str], ...] = (
    lambda size: "[" * size,
    lambda size: '{"a":' * size,
    lambda size: '{"prompt":' + "[" * size + "]" * size + "}",
    lambda size: (
        '{"1": {"class_type": "KSampler", "inputs": {"positive": ["1", 0], "seed": 1}}}' + " " * size
    ),
    lambda size: '{"prompt": "' + "(" * size + '", "steps": 1}',
    lambda size: (
        "{" + ",".join(f'"{n}": {{"class_type": "S", "inputs": {{}}}}' for n in range(size // 50)) + "}"
    ),
    lambda size: "<exif:UserComment" * (size // 17),
    lambda size: "<" * size,
    lambda size: '"' * size,
    lambda size: "a [b" * (size // 4),
    lambda size: "Template: a: 1, b: 2, c: 3\n" * (size // 27),
    lambda size: "Negative prompt:\n" * (size // 17),
    lambda size: "-s 1" * (size // 4),
    lambda size: "digital camera " * (size // 15),
    lambda size: "Job ID: " * (size // 8),
    lambda size: "a --" * (size // 4) + "Job ID: 0f3b2c1d-1111-2222-3333-444455556666",
)


@pytest.mark.parametrize("bomb", range(len(BOMBS)))
def test_long_texts_end_soon(bomb: int) -> None:
    text = BOMBS[bomb](200_000)
    with hang_guard(30):
        for texts in everywhere(text):
            read_all(texts)
        read_all(Texts(chunks={"Dream": f'"{text}" -s 1'}))
        read_all(Texts(xmp=text))


def test_damaged_comments() -> None:
    chance = random.Random(7)
    for _ in range(2000):
        code = chance.choice((b"UNICODE\0", b"ASCII\0\0\0", b"JIS\0\0\0\0\0", b"\0" * 8, b""))
        body = chance.choice(TEXTS[-2:]).encode(chance.choice(("utf-8", "utf-16-be", "utf-16-le", "utf-16")))
        data = bytearray(code + body[: chance.randrange(200)])
        for _ in range(chance.randrange(4)):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        assert isinstance(decode_comment(bytes(data)), str)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # Pillow warns of damaged EXIF data
def test_damaged_exif_data() -> None:
    chance = random.Random(8)
    exif = files.exif(
        {0x010E: "x", 0x0110: "y"}, {0x9286: files.unicode_comment(test_programs.INFOTEXT)}
    ).tobytes()
    image = Image.new("RGB", (8, 8))
    for _ in range(600):
        data = bytearray(exif[: chance.randrange(6, len(exif))])
        for _ in range(chance.randrange(6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        image = Image.new("RGB", (8, 8))
        image.info["exif"] = bytes(data)
        read_metadata(image)
