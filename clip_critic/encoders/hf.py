"""Encoders from transformers: ``hf:<hub id or folder>``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from PIL import Image

from clip_critic.encoders import naflex
from clip_critic.encoders.clip_pictures import clip_image_features
from clip_critic.encoders.contributions import Contributions
from clip_critic.encoders.damage import damage_as_message
from clip_critic.encoders.folders import DEFINING_FILES, WEIGHT_STEMS, require_loadable
from clip_critic.encoders.hf_build import build_hf, forget_code, load_part, require_known
from clip_critic.encoders.hub import find_model_folder
from clip_critic.encoders.identity import identify
from clip_critic.encoders.precision import AUTO, pick_precision
from clip_critic.encoders.quiet import quiet
from clip_critic.encoders.tokenizers import context_of, lower_case
from clip_critic.encoders.tokens import Padding, Tokens
from clip_critic.encoders.torch_encoder import TorchEncoder, pick_device
from clip_critic.encoders.towers import Towers, positions_after_padding
from clip_critic.encoders.unpickling import refuse_unpickling
from clip_critic.encoders.weights import find_weights
from clip_critic.errors import EncoderError

LoadedEncoder = TypeVar("LoadedEncoder", bound=TorchEncoder)


def load_hf(
    name: str, device: str | None = None, models_dir: Path | None = None, precision: str = AUTO
) -> TorchEncoder:
    """Load any transformers model with ``get_text_features`` and ``get_image_features``.

    Args:
        name: a hub id or a folder.
        device: the device to run on; the best available by default.
        models_dir: the user's folder of models, searched before the hub.
        precision: the precision to run in, as `pick_precision` takes it.

    Raises:
        EncoderError: it is missing, damaged, or of a kind that the installed transformers does not know.
    """
    return load_folder(find_hf(name, models_dir), _readable(name), device, precision)


def find_hf(name: str, models_dir: Path | None = None) -> Path:
    """Return the folder of a model that can be loaded, as far as that is seen without its weights.

    Raises:
        EncoderError: as `load_hf`.
    """
    folder = find_model_folder(name, models_dir)
    with damage_as_message(folder):
        require_known(folder)
        require_loadable(folder)
    return folder


def load_folder(
    folder: Path,
    name: str,
    device: str | None = None,
    precision: str = AUTO,
    notes: tuple[str, ...] = (),
    kind: type[LoadedEncoder] = TorchEncoder,  # type: ignore[assignment]  # a default for a type variable
) -> LoadedEncoder:
    """Load the model in a folder.

    Args:
        folder: a model with its tokenizer and preprocessing, as saved by transformers.
        name: a readable name for the identity.
        device: the device to run on; the best available by default.
        precision: the precision to run in, as `pick_precision` takes it.
        notes: notes for the user about the encoder.
        kind: the class of the encoder.

    Raises:
        EncoderError: as `load_hf`.
    """
    weights = find_weights(folder, WEIGHT_STEMS)
    files = [file for file in (folder / name for name in DEFINING_FILES) if file.is_file()]
    chosen = pick_precision(precision, pick_device(device))
    with quiet(), damage_as_message(folder):
        towers, every_note = HfTowers(folder, weights), (*notes, *chosen.notes)
        identity = identify(name, [*files, *weights], towers.own_ways)
        return kind(towers, identity + chosen.suffix, device, chosen.dtype, every_note)


def _readable(name: str) -> str:
    """Name a model by its hub id or its folder's last part: moving a folder must not change the identity."""
    parts = name.replace("\\", "/").rstrip("/").split("/")
    return "hf-" + (
        "-".join(parts) if len(parts) <= 2 and parts[0] not in ("", ".", "..", "~") else parts[-1]
    )


class HfTowers(Towers):
    """A dual encoder from transformers, version 4.30 to 5."""

    has_short_way = True

    def __init__(self, folder: Path, weights: Sequence[Path]) -> None:
        refuse_unpickling(folder)
        config = load_part("configuration", "AutoConfig", folder)
        forget_code(config)
        self._tokenizer = load_part("tokenizer", "AutoTokenizer", folder)
        self._processor = load_part("picture preprocessing", "AutoImageProcessor", folder)
        # It would copy a picture twice and then part its colours, which Pillow does in half the time.
        self._takes_planes = getattr(self._processor, "backend", None) == "torchvision"
        self._clean = lower_case(self._tokenizer)
        text = getattr(config, "text_config", config)
        self._vocabulary = int(getattr(text, "vocab_size", 0))
        self._masks = "attention_mask" in self._tokenizer.model_input_names
        self._is_naflex = "pixel_attention_mask" in getattr(self._processor, "model_input_names", ())
        token = next(
            (t for t in (self._tokenizer.pad_token_id, self._tokenizer.eos_token_id) if t is not None), 0
        )
        super().__init__(
            build=lambda: build_hf(config, folder, weights),
            context_length=0,
            padding=Padding(token, left=self._tokenizer.padding_side == "left"),
        )
        # Only now are the weights known, which may have more positions than the configuration says.
        self.context_length = self._context(config, text)

    def _context(self, config: Any, text: Any) -> int:
        """Return the tokens of a text that are read: the positions, or fewer if the tokenizer says so.

        CLIP's tokenizer says 77 whatever the tower has (Long-CLIP has 248 positions).
        """
        positions = (getattr(text, "max_position_embeddings", None), positions_after_padding(self.model))
        if getattr(config, "model_type", None) == "clip" and positions[0]:
            return context_of(positions)
        return context_of((*positions, self._tokenizer.model_max_length))

    @property
    def own_ways(self) -> Mapping[str, str]:
        """The changes to texts beyond the files' own preprocessing; vectors depend on them."""
        return {"texts": "lower case"} if self._clean is str.lower else {}

    def tokenise(self, texts: Sequence[str]) -> Tokens:
        """Tokenise each text; those that are too long again, truncated, because the end token moves."""
        texts = [self._clean(text) for text in texts]
        rows = self._tokenizer(texts, padding=False, truncation=False, verbose=False)["input_ids"]
        cut = [max(0, len(row) - self.context_length) for row in rows]
        long = [index for index, count in enumerate(cut) if count]
        if long:
            short = self._tokenizer(
                [texts[index] for index in long],
                truncation=True,
                max_length=self.context_length,
                verbose=False,
            )["input_ids"]
            for index, row in zip(long, short, strict=True):
                rows[index] = row
        return Tokens(rows, cut)

    def decode_token(self, token: int) -> str:
        return str(self._tokenizer.decode([token]))

    def text_features(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        if self._vocabulary and int(ids.max()) >= self._vocabulary:
            raise EncoderError(
                "The tokenizer of this encoder does not fit its weights. Download the model again."
            )
        return _vectors_of(
            self.model.get_text_features(input_ids=ids, attention_mask=mask if self._masks else None)
        )

    def prepare(self, picture: Image.Image) -> torch.Tensor:
        is_parted = self._takes_planes and picture.mode == "RGB"
        images = (
            {"images": _planes(picture), "input_data_format": "channels_first"}
            if is_parted
            else {"images": picture}
        )
        inputs = self._processor(**images, return_tensors="pt")
        pixels: torch.Tensor = naflex.pack(inputs) if self._is_naflex else inputs["pixel_values"][0]
        return pixels

    def image_features(self, pixels: torch.Tensor) -> torch.Tensor:
        inputs = naflex.unpack(pixels) if self._is_naflex else {"pixel_values": pixels}
        return _vectors_of(self.model.get_image_features(**inputs))

    def short_image_features(self, pixels: torch.Tensor, found: Contributions | None = None) -> torch.Tensor:
        return clip_image_features(self.model, pixels, found)


def _planes(picture: Image.Image) -> torch.Tensor:
    """Return the colours of an RGB picture one after the other, uint8 ``[3, height, width]``."""
    return torch.from_numpy(np.stack([np.asarray(colour) for colour in picture.split()]))


def _vectors_of(features: Any) -> torch.Tensor:
    """Return the vectors: transformers before version 5 returns them directly, later within an output."""
    vectors: torch.Tensor = features if isinstance(features, torch.Tensor) else features.pooler_output
    return vectors
