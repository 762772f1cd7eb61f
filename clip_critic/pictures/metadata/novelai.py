"""NovelAI: the prompt in ``Description``, the rest as JSON in ``Comment``.

Since its fourth model the prompt may have a part for each character (``v4_prompt``). WebP files have the same
in the EXIF fields ImageDescription and UserComment, and all files have it in the last bits of their alpha.
"""

from __future__ import annotations

from typing import Any

from clip_critic.pictures.infotext import Parameters
from clip_critic.pictures.metadata.base import Metadata, Texts, metadata_of
from clip_critic.pictures.metadata.fields import MAX_PARTS, entries_of, load_json, prompt_text, settings_of
from clip_critic.pictures.metadata.gathering import DESCRIPTION, SOFTWARE

NAME = "NovelAI"


def read_novelai(texts: Texts) -> Metadata | None:
    """Read the text chunks of a PNG or the EXIF data of a WebP file."""
    description = texts.chunks.get("Description") or texts.tags.get(DESCRIPTION, "")
    comment = load_json(texts.chunks.get("Comment") or texts.comment)
    software = texts.chunks.get("Software") or texts.tags.get(SOFTWARE, "")
    if software.strip().startswith(NAME) or is_novelai(comment):
        return novelai_metadata({"Description": description, "Comment": comment} | comment, texts.size)
    return None


def is_novelai(record: dict[str, Any]) -> bool:
    """Return whether JSON is NovelAI's: a comment, or the whole metadata with a comment in it."""
    if record.get("Software") == NAME or {"Comment", "Description"} <= record.keys():
        return True
    has_more = any(name in record for name in ("prompt", "sampler", "scale", "v4_prompt"))
    return "uc" in record and has_more and "c" not in record  # with it, it is Draw Things'


def novelai_metadata(record: dict[str, Any], size: tuple[int, int]) -> Metadata:
    """Return the metadata in the record of a file, or in a comment alone."""
    inner = record.get("Comment")
    comment = inner if isinstance(inner, dict) else load_json(inner) or record
    prompt = prompt_text(record.get("Description")) or prompt_text(comment.get("prompt"))
    negative = prompt_text(comment.get("uc")) or prompt_text(comment.get("negative_prompt"))
    return metadata_of(
        Parameters(
            _with_characters(prompt, comment.get("v4_prompt")),
            _with_characters(negative, comment.get("v4_negative_prompt")),
            settings_of(entries_of(comment), size),
            NAME,
        )
    )


def _with_characters(base: str, part: object) -> str:
    """Return a prompt with those of the characters behind it."""
    caption = entries_of(entries_of(part).get("caption"))
    characters = caption.get("charcaptions")
    texts = [base or prompt_text(caption.get("basecaption"))]
    for character in characters[:MAX_PARTS] if isinstance(characters, list) else ():
        text = prompt_text(entries_of(character).get("charcaption"))
        if text and text not in texts[0]:
            texts.append(text)
    *before, last = texts
    return ", ".join([*(text.rstrip(", ") for text in before if text), last])
