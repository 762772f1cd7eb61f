"""Converting pixels of any kind that Pillow knows to 8-bit RGB, upright, on white."""

from __future__ import annotations

import io
import logging

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from clip_critic.pictures.transparency import transparent_colour

logger = logging.getLogger(__name__)

OPAQUE = 254
"""The lowest alpha of a picture without transparency: some WebUIs hide the metadata in the last bit."""


def to_rgb(image: Image.Image, notes: list[str]) -> Image.Image:
    """Return a new picture in upright 8-bit RGB, without info, and add each change to ``notes``.

    If the pixels are damaged, whatever Pillow raises is passed on.
    """
    is_16_bit = _has_16_bits(image)  # known only before the pixels are loaded
    colour = transparent_colour(image)
    profile = image.info.get("icc_profile")
    source, image = image, _upright(image, notes)
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        image = _scale_to_8_bits(image, is_16_bit, notes)
    elif is_16_bit:
        notes.append("16 bits per colour were reduced to 8.")
    if colour is not None:
        image = image.convert("RGB")
        image.putalpha(_upright(colour.alpha(source), []))
    elif image.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
    elif image.mode not in ("L", "CMYK", "RGB"):
        image = image.convert("RGB")
    if image.mode == "CMYK":
        notes.append("CMYK colours were converted to RGB.")
    image = _to_srgb(image, profile, notes)
    if image.mode == "RGBA":
        image = _lay_on_white(image, notes)
    rgb = image if image.mode == "RGB" else image.convert("RGB")
    rgb.info = {}  # so that no reader applies the rotation, profile or transparency again
    return rgb


def _upright(image: Image.Image, notes: list[str]) -> Image.Image:
    if getattr(image, "format", None) != "TIFF":
        # Reading the EXIF data loads a PNG, too: here it would be hidden that its pixels are damaged.
        image.load()
    try:
        turned = image.getexif().get(0x0112) in range(2, 9)  # the EXIF tag Orientation; 1 is upright
    except Exception:  # damaged EXIF data
        turned = False
    image.load()
    try:
        # Loading a TIFF already turns it; older Pillow versions would turn it twice.
        is_upright = getattr(image, "format", None) == "TIFF"
        upright = image.copy() if is_upright else ImageOps.exif_transpose(image)
    except Exception:
        logger.debug("The EXIF data is damaged; the picture is not rotated.", exc_info=True)
        return image.copy()
    if turned:
        notes.append("Rotated upright, as its EXIF data says.")
    return upright


def _has_16_bits(image: Image.Image) -> bool:
    tiles = getattr(image, "tile", None) or ()
    return image.mode.startswith("I;16") or (
        getattr(image, "format", None) in ("PNG", "TIFF") and any(";16" in str(tile[3]) for tile in tiles)
    )


def _scale_to_8_bits(image: Image.Image, is_16_bit: bool, notes: list[str]) -> Image.Image:
    values = np.asarray(image).astype(np.float32)
    finite = values[np.isfinite(values)]
    black, white, note = _range(image.mode, is_16_bit, finite if finite.size else np.zeros(1, np.float32))
    notes.extend(note)
    values = np.nan_to_num(values, nan=black, posinf=white, neginf=black)
    scaled = (values - black) * (255 / ((white - black) or 1))
    return Image.fromarray(np.rint(np.clip(scaled, 0, 255)).astype(np.uint8))


def _range(mode: str, is_16_bit: bool, finite: NDArray[np.float32]) -> tuple[float, float, tuple[str, ...]]:
    """Return the values for black and white, by the format if it defines them, and a note about them."""
    low, high = float(finite.min()), float(finite.max())
    deep = (0, 65535, ("16 bits per colour were reduced to 8.",))
    if is_16_bit:
        return deep
    if low >= 0:
        if mode == "F" and high <= 1:
            return 0, 1, ("Float values were scaled to 8 bits.",)
        if high <= 255 and np.array_equal(finite, np.rint(finite)):
            return 0, 255, ()
        if mode == "I" and high <= 65535:  # a 16-bit picture, as opened by older Pillow versions
            return deep
    return low, high, (f"Values from {low:g} to {high:g} were stretched to 8 bits.",)


def _to_srgb(image: Image.Image, profile: object, notes: list[str]) -> Image.Image:
    """Apply an embedded ICC profile if it fits the picture's colour space; ignore any other."""
    if not isinstance(profile, bytes) or not profile:
        return image
    try:
        from PIL import ImageCms  # an optional part of Pillow

        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        space = str(source.profile.xcolor_space).strip()
        if space != {"RGBA": "RGB", "L": "GRAY"}.get(image.mode, image.mode):
            return image
        if "srgb" in ImageCms.getProfileDescription(source).lower():
            return image
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except Exception:  # a damaged or odd profile is no reason to refuse the picture
        logger.debug("The colour profile cannot be used; the colours stay as they are.", exc_info=True)
        return image
    notes.append("Its colour profile was converted to sRGB.")
    return converted if converted is not None else image


def _lay_on_white(image: Image.Image, notes: list[str]) -> Image.Image:
    if np.asarray(image.getchannel("A")).min() >= OPAQUE:
        return image
    notes.append("Transparent parts were filled with white.")
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
