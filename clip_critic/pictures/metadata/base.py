"""The input and the result of a reader of metadata."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeAlias

from clip_critic.pictures.infotext import MIN_SETTINGS, Parameters, write_infotext

OTHER_PROGRAM = "another program"
"""The name for an unknown program."""


@dataclass(frozen=True)
class Texts:
    """The texts in a picture's file, decoded.

    Attributes:
        chunks: the texts of a PNG by keyword.
        tags: the texts of the first directory of the EXIF data, by tag.
        comment: the EXIF field UserComment.
        file_comment: the comment of a GIF or JPEG file.
        xmp: the XMP packet.
        is_photo: whether a camera has written the EXIF data.
        is_gif: whether the file is a GIF, whose comment is where a WebUI writes.
        size: the picture's width and height.
    """

    chunks: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    tags: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    comment: str = ""
    file_comment: str = ""
    xmp: str = ""
    is_photo: bool = False
    is_gif: bool = False
    size: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Metadata:
    """A picture's parameters, and the same as an infotext; None if there is no prompt and no setting."""

    parameters: Parameters = field(default_factory=Parameters)
    infotext: str | None = None


Reader: TypeAlias = Callable[[Texts], Metadata | None]
"""A reader of one form of metadata. It returns None if the texts are of another form, and never raises."""


def metadata_of(parameters: Parameters) -> Metadata:
    """Return parameters of another program with the infotext that says the same."""
    if len(parameters.settings) < MIN_SETTINGS:  # an infotext with fewer could not be read back
        return Metadata(parameters, write_infotext(replace(parameters, settings={})) or None)
    return Metadata(parameters, write_infotext(parameters))
