"""The bundled encoders: the CLIP of the miniature, and a second one that was trained by itself."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from clip_critic.encoders.base import Encoder
from clip_critic.encoders.hf import load_folder
from clip_critic.encoders.precision import AUTO
from clip_critic.encoders.torch_encoder import TorchEncoder
from clip_critic.errors import EncoderError
from clip_critic.storage.assets import miniature_dir

logger = logging.getLogger(__name__)

NOTE = (
    "The bundled miniature knows shapes, colours and styles; for real pictures choose another encoder,"
    " such as hf:openai/clip-vit-base-patch32."
)

_WORD = re.compile(r"[^\W\d_]+")
_END_OF_WORD = "</w>"


class MiniatureEncoder(TorchEncoder):
    """The miniature's CLIP, which knows the words that it has learned.

    Its tokenizer was made from its captions: each word in them is one token, any other word is several.
    """

    part = "clip"
    """The folder of its files in that of the miniature."""

    @cached_property
    def _learned(self) -> frozenset[str]:
        tokens = json.loads((miniature_dir() / self.part / "vocab.json").read_text(encoding="utf-8"))
        return frozenset(token.removesuffix(_END_OF_WORD) for token in tokens if token.endswith(_END_OF_WORD))

    def unknown_words(self, texts: Sequence[str]) -> list[str]:
        """Return the texts with a word that no caption had."""
        return [text for text in texts if not self._learned.issuperset(_WORD.findall(text.lower()))]


class SecondMiniatureEncoder(MiniatureEncoder):
    """The second, smaller CLIP, which learned the same words by itself and judges what the first one sees."""

    part = "second"


KINDS: Mapping[str, type[MiniatureEncoder]] = {"": MiniatureEncoder, "second": SecondMiniatureEncoder}
"""The bundled encoders by the name after ``miniature:``; the first one has none."""


def load_miniature(name: str = "", device: str | None = None, precision: str = AUTO) -> Encoder:
    """Load a bundled encoder, with a note for the user about what it can recognise.

    Args:
        name: the name of one of `KINDS`.
        device: the device to run on; the best available by default.
        precision: the precision to run in, as `pick_precision` takes it.

    Raises:
        EncoderError: its files are missing or damaged.
    """
    kind = KINDS[name]
    folder = miniature_dir() / kind.part
    if not folder.is_dir():
        raise EncoderError(f"The bundled miniature is not in {folder}: install CLIP Critic again.")
    logger.warning("%s", NOTE)
    return load_folder(folder, f"miniature-{name}".rstrip("-"), device, precision, (NOTE,), kind)
