"""The miniature's CLIP: its shape, its start values and its folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from tools.miniature.tokenizer import CONTEXT

PIXELS, PATCH = 64, 8
PROJECTION = 128
TEXT = {"hidden_size": 128, "intermediate_size": 512, "num_hidden_layers": 3, "num_attention_heads": 4}
VISION = {"hidden_size": 160, "intermediate_size": 640, "num_hidden_layers": 6, "num_attention_heads": 5}
ACTIVATION = "gelu"
MEAN = STD = 0.5
FIRST_LOGIT_SCALE = 2.3
"""Logarithm of 10, where training starts."""


def text_settings(vocabulary_size: int) -> dict[str, Any]:
    """Of a text tower; the last two numbers of the vocabulary begin and end a text."""
    begin, end = vocabulary_size - 2, vocabulary_size - 1
    special = {"bos_token_id": begin, "eos_token_id": end, "pad_token_id": end}
    sizes = {"vocab_size": vocabulary_size, "max_position_embeddings": CONTEXT, "projection_dim": PROJECTION}
    return {**TEXT, **special, **sizes, "hidden_act": ACTIVATION}


def new_text_model(vocabulary_size: int) -> Any:
    """A `CLIPTextModel` before training."""
    from transformers import CLIPTextConfig, CLIPTextModel

    return CLIPTextModel(unfused(CLIPTextConfig(**text_settings(vocabulary_size))))


def text_tower(folder: Path) -> nn.Module:
    """What `CLIPModel` calls its ``text_model``, out of a `CLIPTextModel`'s folder."""
    from transformers import CLIPTextModel

    model = CLIPTextModel.from_pretrained(folder)
    tower: nn.Module = getattr(model, "text_model", model)
    return tower


def new_model(vocabulary_size: int) -> Any:
    """A `CLIPModel` before training."""
    from transformers import CLIPConfig, CLIPModel

    vision = {**VISION, "image_size": PIXELS, "patch_size": PATCH, "hidden_act": ACTIVATION}
    config = CLIPConfig(
        text_config=text_settings(vocabulary_size),
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
    """On a CPU the backward of the fused attention would take longer than all else together."""
    config._attn_implementation = "eager"
    return config


def waves(side: int, width: int) -> torch.Tensor:
    """Sines and cosines of a grid's rows and columns, ``[side * side, width]``."""
    quarter = width // 4
    frequencies = torch.pi * torch.exp(torch.linspace(0, 1, quarter) * float(np.log(side / 2)))
    steps = (torch.arange(side) + 0.5) / side
    angles = steps[:, None] * frequencies
    one = torch.cat([angles.sin(), angles.cos()], dim=1)
    rows = one[:, None, :].expand(side, side, 2 * quarter)
    columns = one[None, :, :].expand(side, side, 2 * quarter)
    return torch.cat([rows, columns], dim=2).reshape(side * side, 4 * quarter)


def as_pixels(pictures: NDArray[np.uint8]) -> torch.Tensor:
    """Pictures uint8 ``[n, 64, 64, 3]`` -> what the picture tower reads, float32 ``[n, 3, 64, 64]``."""
    values = torch.from_numpy(np.array(pictures)).permute(0, 3, 1, 2).float()
    return (values / 255 - MEAN) / STD


def save_folder(folder: Path, model: nn.Module, tokenizer: Path) -> None:
    """Half-precision weights, configuration, tokenizer and preprocessing: a folder for transformers."""
    half = model.to(torch.float16)
    half.save_pretrained(folder, safe_serialization=True)  # type: ignore[operator]
    for name in ("vocab.json", "merges.txt", "special_tokens_map.json", "tokenizer_config.json"):
        (folder / name).write_text((tokenizer / name).read_text(encoding="utf-8"), encoding="utf-8")
    settings = json.dumps(preprocessing(), indent=2)
    (folder / "preprocessor_config.json").write_text(settings + "\n", encoding="utf-8")
    model.to(torch.float32)


def preprocessing() -> dict[str, Any]:
    """CLIP's: the shorter side to 64, its middle, values from -1 to 1."""
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
    """Unit vectors ``[n, 128]`` of texts; both ends of transformers' versions take this way."""
    pooled = model.text_model(input_ids=ids)[1]
    return nn.functional.normalize(model.text_projection(pooled).float(), dim=-1)


class Texts:
    """Turns texts into padded ids with the folder's tokenizer."""

    def __init__(self, folder: Path) -> None:
        from transformers import CLIPTokenizer

        self._tokenizer = CLIPTokenizer.from_pretrained(folder)

    def __call__(self, texts: Sequence[str], whole: bool = False) -> torch.Tensor:
        """Ids int64 ``[n, longest]``, or the whole context long."""
        padding = "max_length" if whole else True
        rows = self._tokenizer(list(texts), padding=padding, truncation=True, max_length=CONTEXT)["input_ids"]
        return torch.tensor(rows)
