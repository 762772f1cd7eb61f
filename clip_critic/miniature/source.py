"""The miniature's files: three folders, each with a configuration and weights, and the small decoder's.

::

    clip/     a full CLIP in Hugging Face's layout, with its tokenizer
    vae/      diffusers' AutoencoderKL
    unet/     diffusers' UNet2DConditionModel, conditioned on the last hidden states of CLIP's text tower
    decoder/  the small decoder that steering looks through (`clip_critic.guides`)
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clip_critic.errors import EncoderError
from clip_critic.storage.files import reason

if TYPE_CHECKING:
    import torch

CLIP_WEIGHTS = "model.safetensors"
DIFFUSION_WEIGHTS = "diffusion_pytorch_model.safetensors"
TOKENIZER = ("vocab.json", "merges.txt", "special_tokens_map.json", "tokenizer_config.json")
TEXT_PREFIX = "text_model."


@dataclass(frozen=True)
class StoredMiniature:
    """The stored miniature.

    Args:
        folder: the folder that contains ``clip``, ``vae`` and ``unet``.
    """

    folder: Path

    @cached_property
    def text(self) -> dict[str, Any]:
        """The text tower's configuration."""
        return dict(self.json("clip/config.json")["text_config"])

    @cached_property
    def vae(self) -> dict[str, Any]:
        """The VAE's configuration."""
        return self.json("vae/config.json")

    @cached_property
    def unet(self) -> dict[str, Any]:
        """The UNet's configuration."""
        return self.json("unet/config.json")

    def text_weights(self) -> dict[str, torch.Tensor]:
        """Return the weights of the text tower alone, under the names of a `CLIPTextModel`."""
        clip_weights = self._weights(f"clip/{CLIP_WEIGHTS}")
        return {name: value for name, value in clip_weights.items() if name.startswith(TEXT_PREFIX)}

    def vae_weights(self) -> dict[str, torch.Tensor]:
        return self._weights(f"vae/{DIFFUSION_WEIGHTS}")

    def unet_weights(self) -> dict[str, torch.Tensor]:
        return self._weights(f"unet/{DIFFUSION_WEIGHTS}")

    def tokenizer(self) -> Mapping[str, bytes]:
        """Return the tokenizer's files by name."""
        return {name: self.bytes(f"clip/{name}") for name in TOKENIZER}

    def json(self, name: str) -> dict[str, Any]:
        """Return the object in a JSON file; raise `EncoderError` if it is missing or damaged."""
        try:
            return dict(json.loads(self.bytes(name)))
        except (ValueError, TypeError) as error:
            raise self._damaged(name, error) from error

    def bytes(self, name: str) -> bytes:
        """Return a file's content.

        Raises:
            EncoderError: it is missing or cannot be read.
        """
        try:
            return (self.folder / name).read_bytes()
        except OSError as error:
            raise EncoderError(
                f"The miniature's {name} cannot be read from {self.folder}: {reason(error)}."
            ) from error

    def _weights(self, name: str) -> dict[str, torch.Tensor]:
        from safetensors.torch import load

        try:
            return load(self.bytes(name))
        except EncoderError:
            raise
        except Exception as error:  # the library raises different errors for each kind of damage
            raise self._damaged(name, error) from error

    def _damaged(self, name: str, error: Exception) -> EncoderError:
        return EncoderError(
            f"The miniature's {name} in {self.folder} is damaged ({error}): install CLIP Critic again "
            "(in a clone, `git restore miniature`)."
        )
