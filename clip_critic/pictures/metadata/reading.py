"""Reading a picture's metadata: the table of the readers, in the order in which they count.

A WebUI stores an infotext in the text chunk ``parameters`` of a PNG, in the EXIF field UserComment of a JPEG,
WebP or AVIF file, and in the comment of a GIF. If a picture has both, the EXIF field takes precedence, as it
does in the WebUI.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace

from PIL import Image

from clip_critic.pictures.infotext import Parameters, parse_infotext
from clip_critic.pictures.metadata.base import OTHER_PROGRAM, Metadata, Reader, Texts, metadata_of
from clip_critic.pictures.metadata.comfyui import read_comfyui
from clip_critic.pictures.metadata.fields import entries_of, looks_like_json, prompt_text, settings_of
from clip_critic.pictures.metadata.gathering import DESCRIPTION, XP_COMMENT, gather_texts
from clip_critic.pictures.metadata.invokeai import read_invokeai
from clip_critic.pictures.metadata.novelai import read_novelai
from clip_critic.pictures.metadata.records import read_record
from clip_critic.pictures.metadata.stealth import hidden_text

NOTHING = "None"
"""The infotext of a picture without one, as some programs write it."""
# What cameras, phones and editors write into a comment of their own accord.
_NO_PROMPT = re.compile(
    r"screenshot|user ?comments?|charset=.*|(?:.* )?digital camera|.* camera pictures?|sony dsc|dcim|samsung"
    r"|minolta|applemark|exif_jpeg|binary comment|processed by .*|lead technologies.*|creator: .*|[\W_]*"
    r"|file written by .*|.*\bezgif\.com.*|(?:created|optimi[sz]ed|edited|made) (?:by|with|using) .*",
    re.IGNORECASE | re.DOTALL,
)
_JOB = re.compile(r"\s*[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\s*")
_MIDJOURNEY_OPTION = re.compile(r"\s--(?=[a-z])")
_TAG = re.compile(r"<[^<>]*>")


def read_metadata(image: Image.Image) -> Metadata:
    """Return the metadata of an opened picture; damaged metadata is ignored."""
    texts = gather_texts(image)
    found = [metadata for read in READERS if (metadata := read(texts))]
    complete = next((metadata for metadata in found if metadata.infotext), None)
    hidden = None if complete else _read_text(hidden_text(image), image.size)
    return complete or hidden or next(iter(found), Metadata())


def read_infotext(image: Image.Image) -> str | None:
    """Return the infotext of an opened picture, or None if it has none; damaged metadata is ignored.

    What another program has written is returned as a WebUI would write it.
    """
    return read_metadata(image).infotext


def _read_comment(texts: Texts) -> Metadata | None:
    """Read the EXIF field UserComment; a camera's text there does not count as a prompt."""
    found = _read_remark(texts.comment, texts, needs_settings=texts.is_photo)
    is_of_camera = texts.is_photo and found is not None and found.infotext is None
    return None if is_of_camera else found


def _read_parameters(texts: Texts) -> Metadata | None:
    return _read_text(texts.chunks.get("parameters") or texts.chunks.get("Parameters", ""), texts.size)


def _read_file_comment(texts: Texts) -> Metadata | None:
    """Read the comment of a GIF, or of another file where a program has left more than a remark."""
    return _read_remark(texts.file_comment, texts, needs_settings=not texts.is_gif)


def _read_other_comment(texts: Texts) -> Metadata | None:
    return _read_remark(texts.chunks.get("Comment", ""), texts, needs_settings=True)


def _read_easy_diffusion(texts: Texts) -> Metadata | None:
    """Read Easy Diffusion's text chunks, one for each setting."""
    entries = entries_of(texts.chunks)
    prompt = prompt_text(entries.get("prompt"))
    if not prompt or "negativeprompt" not in entries:
        return None
    negative = prompt_text(entries["negativeprompt"])
    return metadata_of(Parameters(prompt, negative, settings_of(entries), "Easy Diffusion"))


def _read_sd_scripts(texts: Texts) -> Metadata | None:
    """Read the text chunks of kohya's sd-scripts, whose names are those of its options."""
    prompt = prompt_text(texts.chunks.get("prompt"))
    if not prompt or looks_like_json(prompt) or not {"seed", "steps", "scale"} <= texts.chunks.keys():
        return None
    negative = prompt_text(texts.chunks.get("negative-prompt"))
    settings = settings_of(entries_of(texts.chunks), texts.size)
    return metadata_of(Parameters(prompt, negative, settings, "sd-scripts"))


def _read_midjourney(texts: Texts) -> Metadata | None:
    """Read Midjourney's description: the prompt without its options, before the number of the job."""
    text = texts.chunks.get("Description") or texts.tags.get(DESCRIPTION, "")
    words, mark, job = text.rpartition("Job ID:")
    if not mark or not _JOB.fullmatch(job):
        return None
    prompt, *_ = _MIDJOURNEY_OPTION.split(f" {words}", 1)
    return metadata_of(Parameters(prompt.strip(), program="Midjourney"))


def _read_descriptions(texts: Texts) -> Metadata | None:
    """Read the description and the comment that Windows shows, where some programs save an infotext."""
    words = (texts.tags.get(tag, "") for tag in (XP_COMMENT, DESCRIPTION))
    found = (_read_remark(text, texts, needs_settings=True) for text in words)
    return next(
        (metadata for metadata in found if metadata and "Steps" in metadata.parameters.settings), None
    )


def _read_xmp(texts: Texts) -> Metadata | None:
    """Read the comment in the XMP packet, where Draw Things writes."""
    comment = _between(texts.xmp, "<exif:UserComment", "</exif:UserComment>").partition(">")[2]
    comment = comment or _between(texts.xmp, 'exif:UserComment="', '"')
    return _read_remark(html.unescape(_TAG.sub("", comment)).strip(), texts, needs_settings=True)


def _between(text: str, start: str, end: str) -> str:
    """Return the text between two marks; empty if one of them is missing."""
    inner, mark, _ = text.partition(start)[2].partition(end)
    return inner if mark else ""


def _read_remark(text: str, texts: Texts, *, needs_settings: bool) -> Metadata | None:
    """Read a comment, which may be anything.

    Args:
        needs_settings: whether only a comment with settings counts as a prompt.
    """
    found = _read_text(text, texts.size)
    if found is None or found.parameters.program or found.parameters.settings:
        return found
    is_remark = needs_settings or _NO_PROMPT.fullmatch(text.strip("\0 \t\r\n")[:200])
    return None if is_remark and not found.parameters.negative_prompt else found


def _read_text(text: str, size: tuple[int, int]) -> Metadata | None:
    """Read a text that is JSON or an infotext."""
    if text.strip() in ("", NOTHING):
        return None
    record = read_record(text, size)
    if record is not None:
        return record
    parameters = parse_infotext(text)
    if looks_like_json(text) and not parameters.settings:  # JSON that is damaged or too long
        return Metadata(Parameters(program=OTHER_PROGRAM))
    if parameters.prompt == NOTHING:
        return Metadata(replace(parameters, prompt=""), text)
    return Metadata(parameters, text)


READERS: tuple[Reader, ...] = (
    read_novelai,
    read_invokeai,
    _read_comment,
    _read_parameters,
    read_comfyui,
    _read_sd_scripts,
    _read_easy_diffusion,
    _read_file_comment,
    _read_other_comment,
    _read_midjourney,
    _read_descriptions,
    _read_xmp,
)
"""The first one that finds a prompt or settings counts."""
