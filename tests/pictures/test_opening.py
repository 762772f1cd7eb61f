"""Pictures of every kind become 8-bit upright RGB, or a clear error."""

from __future__ import annotations

import hashlib
import io
import os
import random
import threading
import warnings
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageFile
from PIL.PngImagePlugin import PngInfo

from clip_critic.errors import PictureError
from clip_critic.pictures import opening as images
from clip_critic.pictures.opening import Picture, find_pictures, open_picture


def encoded(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def quadrants(size: int = 16) -> Image.Image:
    """Red, green / blue, white: its orientation can be seen."""
    image = Image.new("RGB", (size, size), "red")
    half = size // 2
    image.paste((0, 255, 0), (half, 0, size, half))
    image.paste((0, 0, 255), (0, half, half, size))
    image.paste((255, 255, 255), (half, half, size, size))
    return image


def corners(image: Image.Image) -> list[Any]:
    right, bottom = image.width - 2, image.height - 2
    return [image.getpixel(place) for place in ((1, 1), (right, 1), (1, bottom), (right, bottom))]


def only_value(picture: Picture) -> tuple[int, ...]:
    assert picture.image.mode == "RGB"
    ((_, value),) = picture.image.getcolors() or [(0, (-1, -1, -1))]
    assert isinstance(value, tuple)
    return value


def test_an_ordinary_picture_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "fine.png"
    chunks = PngInfo()
    chunks.add_text("parameters", "a girl\nSteps: 1, Seed: 2, Size: 8x8")
    path.write_bytes(encoded(quadrants(), pnginfo=chunks))
    picture = open_picture(path)
    assert picture.name == str(path)
    assert picture.notes == ()
    assert picture.infotext == "a girl\nSteps: 1, Seed: 2, Size: 8x8"
    assert picture.digest == "file-sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
    assert picture.image.tobytes() == quadrants().tobytes()
    assert picture.image.info == {}


def test_every_source_gives_the_same_picture(tmp_path: Path) -> None:
    data = encoded(quadrants())
    path = tmp_path / "a.png"
    path.write_bytes(data)
    used_up = io.BytesIO(data)
    used_up.read()
    with path.open("rb") as file:
        pictures = [open_picture(source) for source in (path, str(path), data, used_up, file)]
    assert len({picture.digest for picture in pictures}) == 1
    assert {picture.image.tobytes() for picture in pictures} == {quadrants().tobytes()}
    assert open_picture(data, name="mine").name == "mine"


def test_a_picture_in_memory_is_named_by_its_pixels_and_not_changed() -> None:
    original = quadrants()
    original.info["parameters"] = "a girl"
    picture = open_picture(original)
    # Vectors that were cached before must still be found.
    assert picture.digest == "pixels-sha256:" + hashlib.sha256(b"16x16:" + quadrants().tobytes()).hexdigest()
    assert picture.infotext == "a girl"
    picture.image.paste((0, 0, 0), (0, 0, 16, 16))
    assert original.tobytes() == quadrants().tobytes()
    assert original.info == {"parameters": "a girl"}
    assert open_picture(quadrants()).digest == picture.digest
    assert open_picture(quadrants().rotate(90)).digest != picture.digest
    # The same bytes in another shape are another picture.
    grey = Image.new("RGB", (8, 4)), Image.new("RGB", (4, 8))
    assert open_picture(grey[0]).digest != open_picture(grey[1]).digest


def test_pictures_are_compared_without_looking_at_pixels() -> None:
    data = encoded(quadrants())
    assert open_picture(data) == open_picture(data)
    assert len({open_picture(data), open_picture(data)}) == 1


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_turned_pictures_are_set_upright(orientation: int, kind: str) -> None:
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,  # stored turned by the inverse of what is done on reading
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    upright = quadrants(64).resize((64, 32))
    stored = upright.transpose(undo[orientation]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    options: dict[str, Any] = (
        {"tiffinfo": {0x0112: orientation}} if kind == "TIFF" else {"exif": exif.tobytes()}
    )
    picture = open_picture(encoded(stored, kind, lossless=True, **options))
    assert picture.image.size == (64, 32)
    assert picture.notes == (("Rotated upright, as its EXIF data says.",) if orientation > 1 else ())
    found = np.array(corners(picture.image)).astype(int)
    assert np.abs(found - np.array(corners(upright))).max() < 12


@pytest.mark.filterwarnings("error")
def test_damaged_exif_is_no_reason_to_refuse() -> None:
    for exif in (
        b"Exif\0\0MM\0*\0\0\0\x08\xff\xff",
        b"Exif\0\0garbage",
        b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x02\0\xff",
    ):
        picture = open_picture(encoded(quadrants(), "JPEG", exif=exif))
        assert picture.image.size == (16, 16)
        assert picture.infotext is None


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (Image.new("1", (4, 4), 1), (255, 255, 255)),
        (Image.new("L", (4, 4), 77), (77, 77, 77)),
        (Image.new("RGB", (4, 4), (1, 2, 3)), (1, 2, 3)),
        (Image.new("RGBA", (4, 4), (1, 2, 3, 255)), (1, 2, 3)),
        (Image.new("LA", (4, 4), (77, 255)), (77, 77, 77)),
        (Image.new("P", (4, 4), 0), (0, 0, 0)),
        (Image.new("HSV", (4, 4), (0, 0, 90)), (90, 90, 90)),
        (Image.new("I", (4, 4), 77), (77, 77, 77)),
        (Image.new("F", (4, 4), 77), (77, 77, 77)),
    ],
    ids=lambda value: value.mode if isinstance(value, Image.Image) else "",
)
def test_modes_that_need_no_note(image: Image.Image, expected: tuple[int, ...]) -> None:
    picture = open_picture(image)
    assert only_value(picture) == expected
    assert picture.notes == ()


def test_transparency_is_laid_on_white_and_said() -> None:
    note = ("Transparent parts were filled with white.",)
    half = open_picture(encoded(Image.new("RGBA", (4, 4), (255, 0, 0, 128))))
    assert only_value(half) == pytest.approx((255, 127, 127), abs=1)
    assert half.notes == note
    grey = open_picture(encoded(Image.new("LA", (4, 4), (0, 0))))
    assert (only_value(grey), grey.notes) == ((255, 255, 255), note)


def test_metadata_hidden_in_the_last_bit_of_alpha_is_no_transparency() -> None:
    """Some WebUIs write an alpha of 254 and 255 into each picture, with its parameters in the last bit."""
    hiding = quadrants().convert("RGBA")
    bits = np.random.default_rng(1).integers(254, 256, hiding.size, dtype=np.uint8)
    hiding.putalpha(Image.fromarray(bits))
    picture = open_picture(encoded(hiding))
    assert picture.notes == ()
    assert picture.image.tobytes() == quadrants().tobytes()


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_transparent_palette(kind: str) -> None:
    image = Image.new("P", (4, 4), 1)
    image.putpalette([0, 0, 0, 200, 10, 20])
    image.putpixel((0, 0), 0)
    picture = open_picture(encoded(image, kind, transparency=0))
    assert picture.image.getpixel((0, 0)) == (255, 255, 255)
    assert picture.image.getpixel((3, 3)) == (200, 10, 20)
    assert picture.notes == ("Transparent parts were filled with white.",)


def test_transparent_colour_of_an_rgb_png() -> None:
    picture = open_picture(encoded(Image.new("RGB", (4, 4), (9, 8, 7)), transparency=(9, 8, 7)))
    assert only_value(picture) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_16_bit_grey(kind: str) -> None:
    values = np.array([[0, 257 * 77], [257 * 200, 65535]], np.uint16)
    picture = open_picture(encoded(Image.fromarray(values), kind))
    assert np.asarray(picture.image)[..., 0].tolist() == [[0, 77], [200, 255]]
    assert picture.notes == ("16 bits per colour were reduced to 8.",)


def test_a_dark_16_bit_picture_stays_dark() -> None:
    picture = open_picture(encoded(Image.fromarray(np.full((4, 4), 200, np.uint16))))
    assert only_value(picture) == (1, 1, 1)


def test_16_bit_in_memory() -> None:
    assert only_value(open_picture(Image.fromarray(np.full((4, 4), 257 * 77, np.uint16)))) == (77, 77, 77)
    assert only_value(open_picture(Image.fromarray(np.full((4, 4), 257 * 77, np.int32)))) == (77, 77, 77)


def test_16_bit_colour_png() -> None:
    """Pillow itself reduces it; the user is informed all the same."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\0" + struct.pack(">3H", 0x4D00, 0x8000, 0xFFFF) * 2
    header = struct.pack(">IIBBBBB", 2, 2, 16, 2, 0, 0, 0)
    data = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(row * 2))
        + chunk(b"IEND", b"")
    )
    picture = open_picture(data)
    assert only_value(picture) == pytest.approx((0x4D, 0x80, 0xFF), abs=1)
    assert picture.notes == ("16 bits per colour were reduced to 8.",)


def test_float_pictures() -> None:
    unit = open_picture(encoded(Image.fromarray(np.array([[0, 0.5, 1]], np.float32)), "TIFF"))
    assert np.asarray(unit.image)[0, :, 0].tolist() == [0, 128, 255]
    assert unit.notes == ("Float values were scaled to 8 bits.",)
    bright = open_picture(Image.fromarray(np.array([[-1, 0.5, 3, np.nan, np.inf]], np.float32)))
    assert np.asarray(bright.image)[0, :, 0].tolist() == [0, 96, 255, 0, 255]
    assert bright.notes == ("Values from -1 to 3 were stretched to 8 bits.",)
    assert only_value(open_picture(Image.fromarray(np.full((2, 2), np.nan, np.float32)))) == (0, 0, 0)
    assert only_value(open_picture(Image.fromarray(np.full((2, 2), 1e9, np.float32)))) == (0, 0, 0)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk(kind: str) -> None:
    picture = open_picture(encoded(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), kind))
    assert only_value(picture) == pytest.approx((255, 0, 0), abs=3)
    assert picture.notes == ("CMYK colours were converted to RGB.",)


def profile(name: Literal["LAB", "XYZ", "sRGB"]) -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()


def wide_profile() -> bytes:
    """sRGB's own profile with the primaries of red and green exchanged: what it does can be seen."""
    data = bytearray(profile("sRGB"))
    entries = {
        bytes(data[at : at + 4]): at for at in range(132, 132 + 12 * int.from_bytes(data[128:132], "big"), 12)
    }
    red, green = entries[b"rXYZ"], entries[b"gXYZ"]
    data[red + 4 : red + 12], data[green + 4 : green + 12] = (
        data[green + 4 : green + 12],
        data[red + 4 : red + 12],
    )
    return (
        bytes(data)
        .replace("sRGB".encode("utf-16-be"), "swap".encode("utf-16-be"))
        .replace(b"sRGB built", b"swap built")
    )


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_an_embedded_profile_is_applied(mode: str) -> None:
    image = Image.new(mode, (4, 4), (255, 0, 0))
    picture = open_picture(encoded(image, icc_profile=wide_profile()))
    assert only_value(picture) == pytest.approx((0, 255, 0), abs=4)
    assert picture.notes == ("Its colour profile was converted to sRGB.",)


@pytest.mark.parametrize("icc", [profile("sRGB"), profile("LAB"), b"nonsense", profile("sRGB")[:200]])
def test_other_profiles_are_left_alone(icc: bytes) -> None:
    picture = open_picture(encoded(quadrants(), icc_profile=icc))
    assert picture.image.tobytes() == quadrants().tobytes()
    assert picture.notes == ()


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF"])
def test_of_an_animation_the_first_frame_is_used(kind: str) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "lime", "blue")]
    options = {"lossless": True} if kind == "WEBP" else {}
    data = encoded(frames[0], kind, save_all=True, append_images=frames[1:], **options)
    picture = open_picture(data)
    assert only_value(picture) == (255, 0, 0)
    assert picture.notes == ("Only the first of its 3 frames is used.",)


def test_an_opened_animation_is_taken_where_it_stands() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "lime", "blue")]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    with Image.open(io.BytesIO(data)) as animation:
        animation.seek(1)
        picture = open_picture(animation)
    assert only_value(picture) == (0, 255, 0)
    assert picture.notes == ("Only frame 2 of its 3 frames is used.",)


def test_huge_pictures_are_refused_before_they_are_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    def decoded(*_: object) -> None:
        raise AssertionError("the pixels were decoded")

    data = encoded(Image.new("1", (3000, 2000)))
    monkeypatch.setattr(ImageFile.ImageFile, "load", decoded)
    with pytest.raises(PictureError, match="mine has 3000 x 2000 pixels, more than the 1 million"):
        open_picture(data, name="mine", max_pixels=1_000_000)


@pytest.mark.filterwarnings("error")
def test_pillow_neither_warns_nor_fails_for_size(monkeypatch: pytest.MonkeyPatch) -> None:
    data = encoded(Image.new("1", (300, 200)))
    monkeypatch.setattr(
        Image, "MAX_IMAGE_PIXELS", 40_000
    )  # Pillow warns above this and fails above its double
    assert open_picture(data).image.size == (300, 200)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 20_000)
    with pytest.raises(PictureError, match="too many pixels"):
        open_picture(data)


def test_a_bomb_of_a_header_is_refused_at_once() -> None:
    data = encoded(Image.new("1", (8, 8)))
    bomb = data[:16] + (60_000).to_bytes(4, "big") * 2 + data[24:]
    with pytest.raises(PictureError, match=r"pixels|broken"):
        open_picture(bomb)


def test_warnings_are_given_back_after_many_threads() -> None:
    data = encoded(quadrants())
    before = list(warnings.filters)
    threads = [threading.Thread(target=open_picture, args=(data,)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(warnings.filters) == before


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "TIFF", "BMP"])
def test_a_file_cut_short_is_an_error_that_names_it(kind: str, tmp_path: Path) -> None:
    noise = Image.frombytes("RGB", (64, 64), random.Random(3).randbytes(64 * 64 * 3))  # hardly compresses
    data = encoded(noise, kind)
    path = tmp_path / "cut short"
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(PictureError, match=r"cut short is (broken|not a picture)"):
        open_picture(path)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "TIFF", "BMP", "ICO", "TGA", "PPM", "PCX"])
def test_damage_anywhere_gives_a_picture_or_a_picture_error(kind: str) -> None:
    data = encoded(quadrants(32), kind)
    chance = random.Random(kind)
    for _ in range(60):
        damaged = bytearray(data[: chance.randint(1, len(data))])
        for _ in range(chance.randint(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            picture = open_picture(bytes(damaged), max_pixels=1_000_000)
        except PictureError as error:
            assert str(error).startswith("The picture ")
        else:
            assert picture.image.mode == "RGB"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (None, "There is no picture: choose one first."),
        (b"", "The picture is empty"),
        (b"hello", "The picture is not a picture of a known format"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "not a picture of a known format"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture of a known format"),
        ("nowhere.png", "nowhere.png does not exist: check the spelling"),
        ("a\0b.png", "cannot be read"),
        (Image.new("RGB", (0, 5)), "has no pixels"),
        ("x" * 5000, "x{250}\\.\\.\\. cannot be read"),
    ],
)
def test_what_is_no_picture(source: Any, message: str) -> None:
    with pytest.raises(PictureError, match=message):
        open_picture(source)


def test_folders_pipes_and_closed_files(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="is a folder, not a picture"):
        open_picture(tmp_path)
    closed = io.BytesIO(encoded(quadrants()))
    closed.close()
    with pytest.raises(PictureError, match="cannot be read"):
        open_picture(closed)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(PictureError, match="is not a regular file"):
            open_picture(tmp_path / "pipe")


def test_files_of_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = encoded(quadrants())
    monkeypatch.setattr(images, "MAX_BYTES", len(data) - 1)
    for source in (data, io.BytesIO(data)):
        with pytest.raises(PictureError, match="larger than"):
            open_picture(source)


def test_a_broken_picture_given_as_an_object() -> None:
    data = encoded(quadrants(64))
    with Image.open(io.BytesIO(data[: len(data) // 2])) as image, pytest.raises(PictureError, match="broken"):
        open_picture(image)


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def test_folders_are_searched_in_natural_order(tmp_path: Path) -> None:
    touch(
        tmp_path,
        "10.png",
        "2.PNG",
        "b/1.webp",
        "a10/x.jpg",
        "a9/x.jpeg",
        "notes.txt",
        ".hidden.png",
        ".git/y.png",
    )
    touch(tmp_path, "B.gif", "a.tiff", "a2b10.bmp", "a2b9.bmp", "no_suffix")
    found = [path.relative_to(tmp_path).as_posix() for path in find_pictures([tmp_path])]
    assert found == [
        *("2.PNG", "10.png", "a2b9.bmp", "a2b10.bmp", "a.tiff", "B.gif"),
        *("a9/x.jpeg", "a10/x.jpg", "b/1.webp"),
    ]


def test_files_are_taken_as_they_are(tmp_path: Path) -> None:
    touch(tmp_path, "b.txt", "c/1.png")
    asked: list[str | Path] = [tmp_path / "b.txt", str(tmp_path / "c"), tmp_path / "b.txt"]
    assert [path.name for path in find_pictures(asked)] == ["b.txt", "1.png", "b.txt"]
    assert [path.name for path in find_pictures(str(tmp_path / "c"))] == ["1.png"]
    assert list(find_pictures([])) == []


def test_a_missing_path_is_told_before_any_work(tmp_path: Path) -> None:
    touch(tmp_path, "a.png")
    with pytest.raises(PictureError, match=r"gone\.png does not exist"):
        find_pictures([tmp_path, tmp_path / "gone.png"])
