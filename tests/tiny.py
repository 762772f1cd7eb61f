"""Small random models on disk, real in every part but their size, that both ends of the supported
versions load: the tests' encoders. What they are made with is imported late."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

START, END = "<|startoftext|>", "<|endoftext|>"
MERGES = (
    "c a",
    "ca t</w>",
    "d o",
    "do g</w>",
    "t h",
    "th e</w>",
    "i n",
    "in g</w>",
    "o f</w>",
    "a n",
    "e r</w>",
)
TEXTS = [
    "cat",
    "a dog",
    "",
    "the cat of the dog",
    "青い猫",
    "🎈🎉",
    "مرحبا",
    "a\x00b\x07",
    "x" * 40,
    "in in in",
]
"""Texts of every script and length, with nothing, control characters and emoji among them."""
IMAGE_MEAN = [0.48145466, 0.4578275, 0.40821073]
IMAGE_STD = [0.26862954, 0.26130258, 0.27577711]


def byte_alphabet() -> list[str]:
    """The 256 printable characters that stand for bytes in GPT-2's and CLIP's byte-level BPE."""
    printable = [
        *range(ord("!"), ord("~") + 1),
        *range(ord("¡"), ord("¬") + 1),
        *range(ord("®"), ord("ÿ") + 1),
    ]
    rest = [byte for byte in range(256) if byte not in printable]
    table = {byte: chr(byte) for byte in printable} | {byte: chr(256 + i) for i, byte in enumerate(rest)}
    return [table[byte] for byte in (*printable, *rest)]


def clip_vocabulary() -> dict[str, int]:
    """CLIP's own order: bytes, bytes that end a word, merges, start, end (the highest: CLIP pools there)."""
    letters = byte_alphabet()
    words = [
        *letters,
        *(f"{letter}</w>" for letter in letters),
        *(merge.replace(" ", "") for merge in MERGES),
    ]
    return {word: index for index, word in enumerate([*words, START, END])}


def write_clip_tokenizer(folder: Path, context_length: int = 77) -> None:
    """The files of a CLIP tokenizer with `MERGES` alone: any text tokenises, most of it byte by byte."""
    write_json(folder / "vocab.json", clip_vocabulary())
    folder.joinpath("merges.txt").write_text("\n".join(["#version: 0.2", *MERGES]) + "\n", encoding="utf-8")
    special = {"bos_token": START, "eos_token": END, "pad_token": END, "unk_token": END}
    write_json(folder / "special_tokens_map.json", special)
    write_json(
        folder / "tokenizer_config.json",
        {**special, "tokenizer_class": "CLIPTokenizer", "model_max_length": context_length},
    )


def write_image_processor(folder: Path, edge: int, kind: str = "CLIPImageProcessor", **changes: Any) -> None:
    """``preprocessor_config.json``: CLIP's own steps at a small size."""
    settings: dict[str, Any] = {
        "image_processor_type": kind,
        "do_resize": True,
        "size": {"shortest_edge": edge},
        "resample": 3,
        "do_center_crop": True,
        "crop_size": {"height": edge, "width": edge},
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        "do_normalize": True,
        "do_convert_rgb": True,
        "image_mean": IMAGE_MEAN,
        "image_std": IMAGE_STD,
    }
    write_json(folder / "preprocessor_config.json", settings | changes)


def make_tiny_clip(
    folder: Path,
    *,
    seed: int = 0,
    dimension: int = 16,
    width: int = 32,
    context_length: int = 77,
    image_size: int = 32,
    logit_scale: float = float(np.log(20.0)),
) -> Path:
    """Save a random transformers ``CLIPModel`` with its tokenizer and image processor; return ``folder``."""
    from transformers import CLIPConfig, CLIPModel

    vocabulary = clip_vocabulary()
    end = vocabulary[END]
    tower = {
        "hidden_size": width,
        "intermediate_size": 2 * width,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
    }
    special = {"bos_token_id": vocabulary[START], "eos_token_id": end, "pad_token_id": end}
    config = CLIPConfig(
        text_config={
            **tower,
            **special,
            "vocab_size": len(vocabulary),
            "max_position_embeddings": context_length,
            "projection_dim": dimension,
        },
        vision_config={**tower, "image_size": image_size, "patch_size": 8, "projection_dim": dimension},
        projection_dim=dimension,
        logit_scale_init_value=logit_scale,
    )
    _save_random(CLIPModel, config, folder, seed)
    write_clip_tokenizer(folder, context_length)
    write_image_processor(folder, image_size)
    return folder


def make_tiny_siglip(folder: Path, *, seed: int = 0, context_length: int = 16, image_size: int = 32) -> Path:
    """Save a random transformers ``SiglipModel`` (transformers >= 4.37) with a tokenizer of its files' kind.

    The tokenizer is a ``PreTrainedTokenizerFast`` as SigLIP 2 has, so that sentencepiece is not needed.
    """
    from transformers import SiglipConfig, SiglipModel

    square = {"height": image_size, "width": image_size}
    write_plain_tokenizer(folder, context_length)
    tower = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4}
    special = {"pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 1, "projection_size": 32}
    config = SiglipConfig(
        text_config={**tower, **special, "vocab_size": 300, "max_position_embeddings": context_length},
        vision_config={**tower, "image_size": image_size, "patch_size": 8},
    )
    _save_random(SiglipModel, config, folder, seed, logit_scale=2.0, logit_bias=-3.0)
    write_image_processor(folder, image_size, "SiglipImageProcessor", size=square, do_center_crop=False)
    return folder


def make_tiny_naflex(folder: Path, *, seed: int = 0, patches: int = 16) -> Path:
    """Save a random transformers ``Siglip2Model`` (transformers >= 4.49): pictures of any shape."""
    from transformers import Siglip2Config, Siglip2Model

    write_plain_tokenizer(folder, 16)
    tower = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4}
    special = {"pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 1, "projection_size": 32}
    config = Siglip2Config(
        text_config={**tower, **special, "vocab_size": 300, "max_position_embeddings": 16},
        vision_config={**tower, "num_patches": patches, "patch_size": 8},
    )
    _save_random(Siglip2Model, config, folder, seed, logit_scale=2.0, logit_bias=-3.0)
    settings: dict[str, Any] = {
        "do_resize": True,
        "do_rescale": True,
        "do_normalize": True,
        "resample": 2,
    }
    half = [0.5, 0.5, 0.5]
    settings |= {"image_mean": half, "image_std": half, "patch_size": 8, "max_num_patches": patches}
    write_json(
        folder / "preprocessor_config.json", {"image_processor_type": "Siglip2ImageProcessor", **settings}
    )
    return folder


def make_tiny_altclip(folder: Path, *, seed: int = 0, positions: int = 34) -> Path:
    """Save a random transformers ``AltCLIPModel``, whose text positions start behind the padding index."""
    from transformers import AltCLIPConfig, AltCLIPModel

    tower = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4}
    special = {"pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 1, "type_vocab_size": 1}
    config = AltCLIPConfig(
        text_config={
            **tower,
            **special,
            "vocab_size": 300,
            "max_position_embeddings": positions,
            "project_dim": 16,
        },
        vision_config={**tower, "image_size": 32, "patch_size": 8, "projection_dim": 16},
        projection_dim=16,
    )
    _save_random(AltCLIPModel, config, folder, seed)
    write_plain_tokenizer(folder, 10**30)
    write_image_processor(folder, 32)
    return folder


def make_tiny_align(folder: Path, *, seed: int = 0) -> Path:
    """Save a random transformers ``AlignModel``, whose tower is convolutional and averages its last map."""
    from transformers import AlignConfig, AlignModel

    tower = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4}
    config = AlignConfig(
        text_config={**tower, "vocab_size": 300, "max_position_embeddings": 34, "pad_token_id": 0},
        vision_config={
            "image_size": 64,
            "width_coefficient": 0.1,
            "depth_coefficient": 0.1,
            "hidden_dim": 128,
        },
        projection_dim=32,
    )
    _save_random(AlignModel, config, folder, seed)
    write_plain_tokenizer(folder, 34)
    write_image_processor(folder, 64)
    return folder


def write_plain_tokenizer(folder: Path, context_length: int) -> None:
    """``tokenizer.json`` of bytes with an end token and padding, for ``PreTrainedTokenizerFast``."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors

    folder.mkdir(parents=True, exist_ok=True)
    words = ["<pad>", "</s>", "<unk>", *byte_alphabet()]
    tokenizer = Tokenizer(models.BPE({word: i for i, word in enumerate(words)}, [], unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens(words[:3])
    tokenizer.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    tokenizer.save(str(folder / "tokenizer.json"))
    settings: dict[str, Any] = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": context_length,
    }
    settings["model_input_names"] = ["input_ids"]  # SigLIP reads its padding too
    special = {"pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
    write_json(folder / "tokenizer_config.json", settings | special)


def open_clip_model_config(dimension: int = 16, context_length: int = 77, **changes: Any) -> dict[str, Any]:
    """An open_clip architecture of 2 layers each with open_clip's own vocabulary."""
    return {
        "embed_dim": dimension,
        "quick_gelu": True,
        "vision_cfg": {"image_size": 32, "layers": 2, "width": 32, "head_width": 8, "patch_size": 8},
        "text_cfg": {
            "context_length": context_length,
            "vocab_size": 49408,
            "width": 16,
            "heads": 2,
            "layers": 2,
        },
        **changes,
    }


def make_tiny_open_clip(
    folder: Path, *, seed: int = 0, custom_text: bool = False, model_config: Mapping[str, Any] | None = None
) -> Path:
    """Save a random open_clip model as ``open_clip_config.json`` and safetensors; return ``folder``."""
    with warnings.catch_warnings():  # open_clip 2.20 imports a name that timm has moved
        warnings.simplefilter("ignore", FutureWarning)
        from open_clip.model import CLIP, CustomTextCLIP
    import torch
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    config = dict(model_config or open_clip_model_config())
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = (CustomTextCLIP if custom_text else CLIP)(**config)
    save_file({name: value.contiguous() for name, value in model.state_dict().items()}, folder / WEIGHTS)
    architecture = config | ({"custom_text": True} if custom_text else {})
    write_json(
        folder / "open_clip_config.json",
        {"model_cfg": architecture, "preprocess_cfg": {"mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5]}},
    )
    return folder


def make_averaging_open_clip(folder: Path) -> Path:
    """Save one whose picture tower averages its tokens, so that its places are not known."""
    import dataclasses

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        from open_clip.model import CLIPVisionCfg

    known = {field.name for field in dataclasses.fields(CLIPVisionCfg)}
    average = {"pool_type": "avg"} if "pool_type" in known else {"global_average_pool": True}
    config = open_clip_model_config()
    config["vision_cfg"] |= average
    return make_tiny_open_clip(folder, model_config=config)


WEIGHTS = "open_clip_model.safetensors"


def write_json(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=1), encoding="utf-8")


def _save_random(kind: Any, config: Any, folder: Path, seed: int, **scalars: float) -> None:
    """Weights of a size at which texts and pictures differ clearly: the default's 0.02 is for big models."""
    import torch
    from transformers.utils import logging

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = kind(config)
        with torch.no_grad():
            for name, weights in model.named_parameters():
                if weights.ndim >= 2:
                    weights.normal_(std=0.3)
                elif name.endswith("bias") and not name.startswith("logit"):
                    weights.normal_(std=0.1)
                elif name in scalars:
                    weights.fill_(scalars[name])
    folder.mkdir(parents=True, exist_ok=True)
    logging.disable_progress_bar()
    model.save_pretrained(folder, safe_serialization=True)
