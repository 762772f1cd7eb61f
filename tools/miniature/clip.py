"""The miniature's CLIP: its shape, its initial values and its folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from tools.miniature.tokenizer import CONTEXT

PIXELS, PATCH = 64, 8
PROJECTION = 128
ACTIVATION = "gelu"
MEAN = STD = 0.5
FIRST_LOGIT_SCALE = 2.3
"""The logarithm of 10, the value at the start of training."""


@dataclass(frozen=True)
class Tower:
    """The size of a tower: the width of its states, its layers, and the heads of each."""

    width: int
    layers: int
    heads: int

    def settings(self) -> dict[str, Any]:
        """Return the size as transformers writes it."""
        return {
            "hidden_size": self.width,
            "intermediate_size": 4 * self.width,
            "num_hidden_layers": self.layers,
            "num_attention_heads": self.heads,
        }


@dataclass(frozen=True)
class Sizes:
    """The sizes of both towers of a CLIP."""

    text: Tower
    vision: Tower


FIRST = Sizes(text=Tower(width=128, layers=3, heads=4), vision=Tower(width=160, layers=6, heads=5))
SECOND = Sizes(text=Tower(width=96, layers=2, heads=4), vision=Tower(width=128, layers=5, heads=4))
"""A smaller one, which judges what the first one takes for right."""


def text_settings(vocabulary_size: int, sizes: Sizes = FIRST) -> dict[str, Any]:
    """Return a text tower's settings; the vocabulary's last two numbers begin and end a text."""
    begin, end = vocabulary_size - 2, vocabulary_size - 1
    special = {"bos_token_id": begin, "eos_token_id": end, "pad_token_id": end}
    ends = {"vocab_size": vocabulary_size, "max_position_embeddings": CONTEXT, "projection_dim": PROJECTION}
    return {**sizes.text.settings(), **special, **ends, "hidden_act": ACTIVATION}


def new_text_model(vocabulary_size: int, sizes: Sizes = FIRST) -> Any:
    """Return a `CLIPTextModel` before training."""
    from transformers import CLIPTextConfig, CLIPTextModel

    return CLIPTextModel(unfused(CLIPTextConfig(**text_settings(vocabulary_size, sizes))))


def text_tower(folder: Path) -> nn.Module:
    """Load a `CLIPTextModel`'s folder as the module that `CLIPModel` calls ``text_model``."""
    from transformers import CLIPTextModel

    model = CLIPTextModel.from_pretrained(folder)
    tower: nn.Module = getattr(model, "text_model", model)
    return tower


def new_model(vocabulary_size: int, sizes: Sizes = FIRST) -> Any:
    """Return a `CLIPModel` before training."""
    from transformers import CLIPConfig, CLIPModel

    vision = {**sizes.vision.settings(), "image_size": PIXELS, "patch_size": PATCH, "hidden_act": ACTIVATION}
    config = CLIPConfig(
        text_config=text_settings(vocabulary_size, sizes),
        vision_config={**vision, "projection_dim": PROJECTION},
        projection_dim=PROJECTION,
        logit_scale_init_value=FIRST_LOGIT_SCALE,
    )
    model = CLIPModel(unfused(config))
    with torch.no_grad():
        positions = model.vision_model.embeddings.position_embedding.weight
        positions[1:] = 0.2 * waves(PIXELS // PATCH, positions.shape[1])
    return model


def unfused(config: Any) -> Any:
    """Switch fused attention off: on a CPU its gradient would take longer than everything else."""
    config._attn_implementation = "eager"
    return config


def waves(side: int, width: int) -> torch.Tensor:
    """Return the sines and cosines of a grid's rows and columns, ``[side * side, width]``."""
    quarter = width // 4
    frequencies = torch.pi * torch.exp(torch.linspace(0, 1, quarter) * float(np.log(side / 2)))
    steps = (torch.arange(side) + 0.5) / side
    angles = steps[:, None] * frequencies
    sinusoids = torch.cat([angles.sin(), angles.cos()], dim=1)
    rows = sinusoids[:, None, :].expand(side, side, 2 * quarter)
    columns = sinusoids[None, :, :].expand(side, side, 2 * quarter)
    return torch.cat([rows, columns], dim=2).reshape(side * side, 4 * quarter)


def as_pixels(pictures: NDArray[np.uint8]) -> torch.Tensor:
    """Convert pictures uint8 ``[n, 64, 64, 3]`` to the tower's input, float32 ``[n, 3, 64, 64]``."""
    values = torch.from_numpy(np.array(pictures)).permute(0, 3, 1, 2).float()
    return (values / 255 - MEAN) / STD


def save_folder(folder: Path, model: nn.Module, tokenizer: Path) -> None:
    """Save weights in half precision, configuration, tokenizer and preprocessing for transformers."""
    half = model.to(torch.float16)
    half.save_pretrained(folder, safe_serialization=True)  # type: ignore[operator]
    for name in ("vocab.json", "merges.txt", "special_tokens_map.json", "tokenizer_config.json"):
        (folder / name).write_text((tokenizer / name).read_text(encoding="utf-8"), encoding="utf-8")
    settings = json.dumps(preprocessing(), indent=2)
    (folder / "preprocessor_config.json").write_text(settings + "\n", encoding="utf-8")
    model.to(torch.float32)


def preprocessing() -> dict[str, Any]:
    """Return CLIP's preprocessing: the shorter side to 64, cropped to the middle, values from -1 to 1."""
    bilinear = 2
    return {
        "image_processor_type": "CLIPImageProcessor",
        "feature_extractor_type": "CLIPFeatureExtractor",
        "processor_class": "CLIPProcessor",
        "do_resize": True,
        "size": {"shortest_edge": PIXELS},
        "resample": bilinear,
        "do_center_crop": True,
        "crop_size": {"height": PIXELS, "width": PIXELS},
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        "do_normalize": True,
        "image_mean": [MEAN] * 3,
        "image_std": [STD] * 3,
        "do_convert_rgb": True,
    }


def vocabulary_size(tokenizer: Path) -> int:
    return len(json.loads((tokenizer / "vocab.json").read_text(encoding="utf-8")))


def text_vectors(model: Any, ids: torch.Tensor) -> torch.Tensor:
    """Return the unit vectors ``[n, 128]`` of texts, with transformers old and new."""
    pooled = model.text_model(input_ids=ids)[1]
    return nn.functional.normalize(model.text_projection(pooled).float(), dim=-1)


class Texts:
    """The folder's tokenizer, which turns texts into padded ids."""

    def __init__(self, folder: Path) -> None:
        from transformers import CLIPTokenizer

        self._tokenizer = CLIPTokenizer.from_pretrained(folder)

    def __call__(self, texts: Sequence[str], fill_context: bool = False) -> torch.Tensor:
        """Return ids int64 ``[n, longest]``, or padded to the length of the context."""
        padding = "max_length" if fill_context else True
        rows = self._tokenizer(list(texts), padding=padding, truncation=True, max_length=CONTEXT)["input_ids"]
        return torch.tensor(rows)
