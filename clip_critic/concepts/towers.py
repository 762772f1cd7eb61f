"""The text towers that concepts are made for, and the encoders that have them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from clip_critic.encoders.base import Encoder
from clip_critic.encoders.token_vectors import TokenRow, token_row
from clip_critic.errors import ConceptError, EncoderError
from clip_critic.weights.embeddings import CLIP_G, CLIP_L, ONE_TOWER, Embedding, Vectors

TOWER = "tower"
"""The entry of a lineage with the identity of the table of words (`TokenRow`) that it was made with."""
ENCODER = "encoder"
"""The entry of a lineage with the encoder's spec."""


@dataclass(frozen=True)
class ModelTowers:
    """A kind of model whose text towers concepts are made for.

    Attributes:
        name: its name.
        widths: the numbers of a word's vector, by tower.
        encoder: the spec of an encoder that has one of its towers.
    """

    name: str
    widths: Mapping[str, int]
    encoder: str


KINDS = (
    ModelTowers("Stable Diffusion 1.x (ViT-L/14)", {ONE_TOWER: 768}, "hf:openai/clip-vit-large-patch14"),
    ModelTowers("Stable Diffusion 2.x (ViT-H/14)", {ONE_TOWER: 1024}, "open_clip:ViT-H-14/laion2b_s32b_b79k"),
    ModelTowers(
        "SDXL (ViT-L/14 and ViT-bigG/14)",
        {CLIP_L: 768, CLIP_G: 1280},
        "hf:openai/clip-vit-large-patch14",
    ),
    ModelTowers("the bundled miniature", {ONE_TOWER: 128}, "miniature"),
)
TO_DRAW = KINDS[0]
"""The kind of model that most concepts are started for."""
FOR_DRAWING = "A concept belongs to one encoder's words. To draw in Stable Diffusion 1.x, choose {encoder}."
KEYWORD_ONLY = (
    "With this encoder it is a keyword only, as no Stable Diffusion draws with vectors of {numbers} numbers"
    " alone. To draw with it in Stable Diffusion 1.x, start it with the encoder {encoder}."
)
UNREAD = (
    "The checkpoint in use does not draw with it: it reads words of {expected} numbers, and these vectors"
    " have {numbers}. Load a checkpoint that it was made for."
)
UNREAD_BUT_STARTED = (
    "The checkpoint in use does not draw with it: it reads words of {expected} numbers, and these vectors"
    " have {numbers}. Load a checkpoint that it was made for, or start a concept for this one with the"
    " encoder {encoder}."
)
NOT_LOADED = (
    "No checkpoint is loaded yet: one that reads words of {numbers} numbers draws with it, and no other does."
)


def kind_of(embedding: Embedding) -> ModelTowers | None:
    """Return the kind of model that a concept was made for, by its widths; None for any other."""
    return next((kind for kind in KINDS if kind.widths == embedding.widths), None)


def made_for(embedding: Embedding) -> str:
    """Return the kind of model that a concept was made for, in words."""
    kind = kind_of(embedding)
    return kind.name if kind else f"text towers with words of {_numbers(embedding)} numbers"


def keyword_only_note(embedding: Embedding) -> str:
    """Return a sentence for the user if no known kind of model draws with a concept; else an empty text."""
    if kind_of(embedding):
        return ""
    return KEYWORD_ONLY.format(numbers=_numbers(embedding), encoder=TO_DRAW.encoder)


def unread_note(embedding: Embedding, expected: Collection[int]) -> str:
    """Return a sentence for the user if a checkpoint cannot draw with a concept; else an empty text.

    Args:
        embedding: the concept.
        expected: the numbers of a word, those of both text towers added up, that the checkpoint reads; none
            if no checkpoint is loaded.
    """
    if not expected:
        return NOT_LOADED.format(numbers=_numbers(embedding))
    if sum(embedding.widths.values()) in expected:
        return ""
    wanted = min(expected)
    values = {"expected": wanted, "numbers": _numbers(embedding)}
    for kind in KINDS:
        if kind.widths == {ONE_TOWER: wanted}:  # a start has the words of one tower
            return UNREAD_BUT_STARTED.format(**values, encoder=kind.encoder)
    return UNREAD.format(**values)


def encoder_for(embedding: Embedding) -> str:
    """Return the spec of an encoder that reads a concept, as far as its file says; else an empty text."""
    recorded = embedding.lineage.get(ENCODER)
    if isinstance(recorded, str) and recorded:
        return recorded
    kind = kind_of(embedding)
    return kind.encoder if kind else ""


def vectors_for(encoder: Encoder, embedding: Embedding) -> Vectors:
    """Return a concept's vectors for an encoder's text tower, float32 ``[k, width]``.

    Raises:
        ConceptError: as `part_for`.
    """
    return embedding.parts[part_for(encoder, embedding)]


def part_for(encoder: Encoder, embedding: Embedding) -> str:
    """Return the part of a concept that was made for an encoder's text tower.

    Raises:
        ConceptError: it was made for another tower, or the encoder reads no concepts; the message says which
            encoder to choose.
    """
    try:
        row = token_row(encoder)
    except EncoderError:
        raise ConceptError(
            f"The encoder {encoder.identity} cannot read concepts, as its text tower has no table of words. "
            f"{_choose(embedding)}"
        ) from None
    fitting = [tower for tower, width in embedding.widths.items() if width == row.width]
    if not fitting:
        raise ConceptError(
            f"The concept <{embedding.name}> was made for {made_for(embedding)}, and the encoder "
            f"{encoder.identity} reads words of {row.width} numbers. {_choose(embedding)}"
        )
    if not _is_same(row, embedding):
        raise ConceptError(
            f"The concept <{embedding.name}> was made with another text tower than that of the encoder "
            f"{encoder.identity}. {_choose(embedding)}"
        )
    return fitting[0]


def is_proven(encoder: Encoder, embedding: Embedding) -> bool:
    """Return whether a concept's file says that it was made with just this encoder's table of words."""
    return embedding.lineage.get(TOWER) == token_row(encoder).identity


def _is_same(row: TokenRow, embedding: Embedding) -> bool:
    """Return whether nothing speaks against the tower: only the files that we write say which it was."""
    recorded = embedding.lineage.get(TOWER)
    return recorded is None or recorded == row.identity


def _choose(embedding: Embedding) -> str:
    spec = encoder_for(embedding)
    return f"Choose the encoder {spec}." if spec else "Choose the encoder that it was made with."


def _numbers(embedding: Embedding) -> str:
    return " and ".join(str(width) for width in embedding.widths.values())
