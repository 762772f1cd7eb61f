"""The bundled encoder: the CLIP of the miniature."""

from __future__ import annotations

import logging

from clip_critic.encoders.base import Encoder
from clip_critic.encoders.hf import load_folder
from clip_critic.errors import EncoderError
from clip_critic.storage.assets import miniature_dir

logger = logging.getLogger(__name__)

NOTE = (
    "The bundled miniature knows shapes, colours and styles; for real pictures choose another encoder"
    " (--encoder hf:openai/clip-vit-base-patch32)."
)


def load_miniature(device: str | None = None) -> Encoder:
    """Load the bundled encoder, with a note for the user about what it can recognise.

    Args:
        device: the device to run on; the best available by default.

    Raises:
        EncoderError: its files are missing or damaged.
    """
    folder = miniature_dir() / "clip"
    if not folder.is_dir():
        raise EncoderError(f"The bundled miniature is not in {folder}: install CLIP Critic again.")
    logger.warning("%s", NOTE)
    return load_folder(folder, "miniature", device, (NOTE,))
