"""A single file of weights where a whole model is needed: its content, and ways to use it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from clip_critic.encoders.folders import CONFIG, REAL_ENCODER
from clip_critic.errors import EncoderError, WeightsError
from clip_critic.weights.headers import read_header
from clip_critic.weights.names import without_wrappers

WEIGHT_SUFFIXES = (".safetensors", ".bin", ".pt", ".pth", ".ckpt")
OTHER_SUFFIXES = (".gguf", ".onnx", ".msgpack", ".h5", ".engine")
TEXT_TOWER = ("text_model.", "encoder.block.", "text_projection", "transformer.text_model.")
PICTURE_TOWER = ("vision_model.",)
OPEN_CLIP = ("visual.",)
CHECKPOINT = ("model.diffusion_model.", "cond_stage_model.", "conditioner.", "first_stage_model.")
ADAPTER = ("lora_", "base_model.model.")


def looks_like_weights(name: str) -> bool:
    """Return whether a name is that of a file of weights, whether there is one or not."""
    return name.lower().endswith((*WEIGHT_SUFFIXES, *OTHER_SUFFIXES))


def refusal(file: Path) -> EncoderError:
    """Return the error for a file that is named where a model's folder should be.

    Raises:
        EncoderError: it is damaged.
    """
    if file.suffix.lower() not in WEIGHT_SUFFIXES:
        return EncoderError(f"{file} is neither a model folder nor a supported weight file (.safetensors).")
    names = names_in(file)
    if file.parent.joinpath(CONFIG).is_file() and any(name.startswith(PICTURE_TOWER) for name in names):
        return EncoderError(
            f"{file} is a part of a model of transformers: write hf:{file.parent} for its folder."
        )
    return refusal_of(names, file)


def refusal_of(names: Iterable[str], file: Path) -> EncoderError:
    """Return the error for weights with these names, which are not those of a model of open_clip."""

    def has(beginnings: tuple[str, ...]) -> bool:
        return any(name.startswith(beginnings) for name in names)

    names = tuple(names)
    if has(CHECKPOINT):
        return EncoderError(
            f"{file} is a checkpoint that generates pictures, not an encoder: choose one such as "
            f"{REAL_ENCODER}."
        )
    if has(ADAPTER):
        return EncoderError(f"{file} is a LoRA, not an encoder: choose one such as {REAL_ENCODER}.")
    if has(OPEN_CLIP):
        return EncoderError(
            f"{file} holds weights of open_clip: write open_clip:ARCHITECTURE/{file} with the name of its"
            " architecture, such as ViT-L-14."
        )
    if has(TEXT_TOWER) and has(PICTURE_TOWER):
        return EncoderError(
            f"{file} holds the weights of a model of transformers, which are not enough: put it into a folder"
            " as model.safetensors, with its config.json, preprocessor_config.json and the tokenizer's files,"
            " and write hf:FOLDER."
        )
    if has(TEXT_TOWER):
        return EncoderError(
            f"{file} holds a text tower only, as a checkpoint uses it for prompts, and cannot see pictures:"
            f" choose a whole encoder such as {REAL_ENCODER}."
        )
    if has(PICTURE_TOWER):
        return EncoderError(
            f"{file} holds a picture tower only, and cannot read words: choose a whole encoder such as"
            f" {REAL_ENCODER}."
        )
    return EncoderError(f"{file} holds no known encoder: choose one such as {REAL_ENCODER}.")


def names_in(file: Path) -> tuple[str, ...]:
    """Return the names of a file's tensors, which are not read themselves.

    Raises:
        EncoderError: it is damaged.
    """
    try:
        return tuple(without_wrappers(read_header(file).shapes))
    except WeightsError as error:
        raise EncoderError(str(error)) from None


def require_open_clip(names: Iterable[str], file: Path) -> None:
    """Require weights that are named as open_clip names them.

    Raises:
        EncoderError: they are of transformers or of something else; the message says how to use them.
    """
    names = tuple(names)
    if not any(name.startswith((*TEXT_TOWER[:1], *PICTURE_TOWER, *CHECKPOINT, *ADAPTER)) for name in names):
        return
    if file.parent.joinpath(CONFIG).is_file():
        raise EncoderError(
            f"{file} holds weights of transformers, not of open_clip: write hf:{file.parent} for its folder."
        )
    raise refusal_of(names, file)
