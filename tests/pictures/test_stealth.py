"""Metadata in the last bits of the pixels."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from clip_critic.pictures.metadata import stealth
from clip_critic.pictures.metadata.stealth import hidden_text
from clip_critic.pictures.opening import open_picture
from tests.pictures import files

INFOTEXT = (
    "赤い猫, (blue hat:1.2)\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, Seed: 1, Size: 512x512"
)
NAMES = ["stealth_pnginfo", "stealth_pngcomp", "stealth_rgbinfo", "stealth_rgbcomp"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_an_infotext_is_read_and_nothing_is_said_of_transparency(name: str, kind: str) -> None:
    options = {"lossless": True, "exact": True} if kind == "WEBP" else {}
    picture = open_picture(files.saved(files.hidden(INFOTEXT.encode(), name), kind, **options))
    assert picture.infotext == INFOTEXT
    assert picture.parameters.prompt == "赤い猫, (blue hat:1.2)"
    assert picture.notes == ()


@pytest.mark.parametrize("size", [(1, 20_000), (20_000, 1), (3, 7_000), (150, 130)])
@pytest.mark.parametrize("name", NAMES)
def test_pictures_of_any_shape(size: tuple[int, int], name: str) -> None:
    assert hidden_text(files.hidden(b"a red cat", name, Image.new("RGB", size))) == "a red cat"


def test_text_chunks_count_before_it() -> None:
    image = files.hidden(INFOTEXT.encode(), "stealth_pngcomp")
    data = files.png({"parameters": "a blue dog"}, image=image)
    assert open_picture(data).infotext == "a blue dog"
    assert open_picture(files.png({"parameters": "None"}, image=image)).infotext == INFOTEXT
    assert open_picture(files.png({"parameters": '{"x": 1}'}, image=image)).infotext == INFOTEXT


def test_what_is_really_transparent_is_said() -> None:
    image = files.hidden(INFOTEXT.encode(), "stealth_pnginfo")
    image.putpixel((files.WIDTH - 1, files.HEIGHT - 1), (0, 0, 0, 0))
    picture = open_picture(files.saved(image, "PNG"))
    assert picture.infotext == INFOTEXT
    assert picture.notes == ("Transparent parts were filled with white.",)


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "L", "P", "LA", "1", "CMYK"])
@pytest.mark.parametrize("size", [(1, 1), (4, 4), (64, 64)])
def test_pictures_without_it(mode: str, size: tuple[int, int]) -> None:
    assert hidden_text(Image.new(mode, size)) == ""


@pytest.mark.parametrize("length", [0, 1, 7, 12_345, 1 << 25, (1 << 32) - 1])
@pytest.mark.parametrize("name", NAMES)
def test_wrong_lengths(name: str, length: int) -> None:
    image = files.hidden(b"a red cat", name)
    data = np.array(image)
    bits = np.unpackbits(np.frombuffer(struct.pack(">I", length), np.uint8))
    columns = data.transpose(1, 0, 2).copy()
    flat = (columns[..., 3] if "_png" in name else columns).reshape(-1)
    flat[120:152] = flat[120:152] & 0xFE | bits
    if "_png" in name:
        columns[..., 3] = flat.reshape(columns.shape[:2])
    changed = Image.fromarray(np.ascontiguousarray(columns.transpose(1, 0, 2)))
    assert isinstance(hidden_text(changed), str)
    open_picture(changed)


def test_a_bomb_is_read_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stealth, "MAX_HIDDEN", 1000)
    assert len(hidden_text(files.hidden(b"x" * 100_000, "stealth_pngcomp"))) == 1000
    assert hidden_text(files.hidden(b"x" * 2000, "stealth_rgbinfo", Image.new("RGB", (99, 99)))) == ""


def test_damaged_compression() -> None:
    image = files.hidden(zlib.compress(b"of another kind"), "stealth_pnginfo")
    data = np.array(image)
    name = np.unpackbits(np.frombuffer(b"stealth_pngcomp", np.uint8))
    flat = data[..., 3].T.copy().reshape(-1)
    flat[:120] = 254 | name
    data[..., 3] = flat.reshape(data.shape[1], data.shape[0]).T
    assert hidden_text(Image.fromarray(data)) == ""
