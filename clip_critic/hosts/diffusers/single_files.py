"""Single-file checkpoints: the detection of their kind, and the configurations that they do not contain.

Diffusers would download these configurations. They are few and small, so they are stored here; the
tokenizer's vocabulary is CLIP's own and comes with open_clip.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clip_critic.errors import BadInputError, NoVaeError, WeightsError
from clip_critic.hosts.diffusers.kinds import END, SD_1, SD_2, SD_XL, START, TEXT_H, UNET, ModelKind
from clip_critic.storage.files import write_atomically
from clip_critic.weights.headers import read_header
from clip_critic.weights.names import Weight, without_wrappers

if TYPE_CHECKING:
    from clip_critic.weights.state import State

VOCABULARY = 49408
"""Bytes with and without the end-of-word mark, merges, and the start and end tokens."""
MARKS = (
    ("conditioner.embedders.1.model.", SD_XL),
    ("cond_stage_model.model.", SD_2),
    ("cond_stage_model.transformer.", SD_1),
)
"""Prefixes of the weights' names that identify the kind."""
FIRST_LAYER = "model.diffusion_model.input_blocks.0.0.weight"
VAE_MARK = "first_stage_model.decoder."
TEXT = "cond_stage_model.transformer."
UNUSUAL_NAMES = {
    f"{TEXT}{part}.": f"{TEXT}text_model.{part}." for part in ("embeddings", "encoder", "final_layer_norm")
}
"""Starts of names in NovelAI's checkpoint and those made of it, with the usual ones."""
UNUSUAL_NAMES_TURBO = {"conditioner.embedders.0.": "cond_stage_model."}
TURBO_MARK = "conditioner.embedders.0.model.ln_final.weight"


def kind_of(file: Path, *, with_vae: bool = True) -> ModelKind:
    """Detect a single file's kind of model from its header.

    Args:
        file: the checkpoint.
        with_vae: whether it must have a VAE of its own.

    Raises:
        BadInputError: the file is damaged, incomplete, or of no known kind.
    """
    names = shapes_in(file)
    channels = [*names.get(FIRST_LAYER, ()), 0, 0][1]
    if not channels:
        raise BadInputError(
            f"{file.name} is not a checkpoint of Stable Diffusion 1, 2 or XL: it has no UNet of these models."
        )
    if channels != UNET["in_channels"]:
        raise BadInputError(
            f"The checkpoint {file.name} is made for inpainting or another special use: choose a regular one."
        )
    kinds = [kind for mark, kind in MARKS if any(name.startswith(mark) for name in names)]
    has_vae = any(name.startswith(VAE_MARK) for name in names)
    if kinds and with_vae and not has_vae:
        raise NoVaeError(
            f"The checkpoint {file.name} has no VAE: choose a VAE for it, or a complete checkpoint."
        )
    if not kinds:
        raise BadInputError(
            f"The checkpoint {file.name} has no text encoder, or has it under unknown names: "
            "choose a complete checkpoint, or a diffusers folder."
        )
    return kinds[0]


def shapes_in(file: Path) -> dict[str, tuple[int, ...]]:
    """Return the shapes of a checkpoint's weights under their usual names.

    Raises:
        BadInputError: the file is damaged.
    """
    try:
        return with_usual_names(read_header(file).shapes)
    except WeightsError as error:
        raise BadInputError(f"The checkpoint {file.name} cannot be read: {error}") from error


def weights_in(file: Path) -> State:
    """Read a checkpoint's weights under their usual names, without running anything of it.

    Raises:
        BadInputError: the file is damaged, or holds more than weights.
    """
    from clip_critic.weights.state import read_file

    try:
        return with_usual_names(read_file(file))
    except WeightsError as error:
        raise BadInputError(f"The checkpoint {file.name} cannot be read: {error}") from error


def with_usual_names(weights: Mapping[str, Weight]) -> dict[str, Weight]:
    """Return weights under the names of Stable Diffusion's own files, as AUTOMATIC1111 does it.

    Old anime checkpoints have their text tower without ``text_model.``, and SD 2 Turbo has XL's names.
    """
    weights = without_wrappers(weights)
    names = UNUSUAL_NAMES_TURBO if _is_turbo(weights) else UNUSUAL_NAMES
    return {_usual(name, names): weight for name, weight in weights.items()}


def _is_turbo(weights: Mapping[str, Any]) -> bool:
    norm = weights.get(TURBO_MARK, ())
    return tuple(getattr(norm, "shape", norm)) == (TEXT_H["hidden_size"],)


def _usual(name: str, names: Mapping[str, str]) -> str:
    for start, usual in names.items():
        if name.startswith(start):
            return usual + name.removeprefix(start)
    return name


def config_folder(kind: ModelKind, parent: Path) -> Path:
    """Return a diffusers folder with the configurations of a kind, which is written if it is missing.

    Raises:
        StorageError: the folder cannot be written.
    """
    folder = parent / kind.name
    index: dict[str, Any] = {"_class_name": kind.pipeline}
    for name, (library, kind_of_part, config) in kind.parts.items():
        index[name] = [library, kind_of_part]
        file = "scheduler_config.json" if name == "scheduler" else "config.json"
        _write(folder / name / file, config)
    for name, filler in kind.fillers.items():
        index[name] = ["transformers", "CLIPTokenizer"]
        for file, content in tokenizer_files(filler).items():
            _write(folder / name / file, content)
    if kind is SD_XL:
        index["force_zeros_for_empty_prompt"] = True
    else:
        index.update({"safety_checker": [None, None], "feature_extractor": [None, None]})
    _write(folder / "model_index.json", index)
    return folder


def tokenizer_files(filler: str) -> dict[str, Any]:
    """Return the files of CLIP's tokenizer, built from the merges that come with open_clip.

    Args:
        filler: the token that fills up a chunk.
    """
    spec = importlib.util.find_spec("open_clip")
    assert spec is not None  # it is a dependency
    assert spec.origin is not None
    packed = Path(spec.origin).with_name("bpe_simple_vocab_16e6.txt.gz").read_bytes()
    signs = _signs()
    count = VOCABULARY - 2 * len(signs) - 2
    merges = gzip.decompress(packed).decode("utf-8").split("\n")[1 : count + 1]
    words = [
        *signs,
        *(f"{sign}</w>" for sign in signs),
        *("".join(pair.split()) for pair in merges),
        START,
        END,
    ]
    marks = {"bos_token": START, "eos_token": END, "pad_token": filler, "unk_token": END}
    return {
        "vocab.json": {word: number for number, word in enumerate(words)},
        "merges.txt": "\n".join(["#version: 0.2", *merges, ""]),
        "special_tokens_map.json": marks,
        "tokenizer_config.json": {
            **marks,
            "do_lower_case": True,
            "model_max_length": 77,
            "tokenizer_class": "CLIPTokenizer",
        },
    }


def _signs() -> list[str]:
    """Return a visible character for each byte, in the order of GPT-2's and CLIP's vocabularies."""
    shown = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    hidden = 256 - len(shown)
    return [chr(code) for code in shown] + [chr(256 + number) for number in range(hidden)]


def _write(file: Path, content: Any) -> None:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    if not (file.is_file() and file.read_text(encoding="utf-8") == text):
        write_atomically(file, text)


def has_velocity(unet: Any) -> bool:
    """Return whether a UNet predicts velocity rather than noise, by running it once.

    This is AUTOMATIC1111's test (``modules/sd_models_config.py``): the latents of the last training step are
    almost pure noise, so a UNet that predicts noise returns nearly its input.
    """
    import torch

    latents = torch.full((1, 4, 8, 8), 0.5, device=unet.device, dtype=unet.dtype)
    states = torch.full((1, 2, unet.config.cross_attention_dim), 0.5, device=unet.device, dtype=unet.dtype)
    with torch.no_grad():
        answer = unet(latents, torch.tensor([999], device=unet.device), encoder_hidden_states=states).sample
    return bool((answer - latents).mean() < -1)
