"""Checks of a transformers model's folder before loading: what is missing, and what helps.

Libraries load a folder with missing files in their own ways: transformers 5 makes an empty tokenizer.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from clip_critic.encoders.catalogue import PREPROCESSING
from clip_critic.encoders.weights import find_weights, read_json
from clip_critic.errors import EncoderError

CONFIG = "config.json"
OPEN_CLIP_CONFIG = "open_clip_config.json"
WEIGHT_STEMS = ("model", "pytorch_model")
TOKENIZER_CONFIG = "tokenizer_config.json"
WHOLE_TOKENIZER = "tokenizer.json"
DEFINING_FILES = (
    CONFIG,
    *PREPROCESSING,
    WHOLE_TOKENIZER,
    TOKENIZER_CONFIG,
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.json",
    "vocab.txt",
    "merges.txt",
    "spiece.model",
    "tokenizer.model",
    "sentencepiece.bpe.model",
)
"""The files besides the weights that determine the vector of a text or picture."""
VOCABULARIES = {
    "CLIP": ("vocab.json", "merges.txt"),
    "Bert": ("vocab.txt",),
    "Siglip": ("spiece.model",),
    "XLMRoberta": ("sentencepiece.bpe.model",),
    "Roberta": ("vocab.json", "merges.txt"),
    "T5": ("spiece.model",),
    "Gemma": ("tokenizer.model",),
}
"""The files of each kind of tokenizer, by the beginning of its class's name; `WHOLE_TOKENIZER` does too."""
TOKENIZERS = {"align": "Bert", "altclip": "XLMRoberta", "chinese_clip": "Bert", "siglip": "Siglip"}
"""The kind of tokenizer of a ``model_type``, if its configuration does not say it; most have CLIP's."""
OTHER_VOCABULARIES = ("*.model", "*.spm", "*.tiktoken", "unigram.json", "vocab*.txt")
OTHER_FORMATS = {
    "*.gguf": "GGUF",
    "*.onnx": "ONNX",
    "onnx/*.onnx": "ONNX",
    "*.h5": "TensorFlow",
    "*.msgpack": "Flax",
}
SPECIAL_TOKEN = re.compile(r"<.+>|\[[A-Z]+\]")
MOST = 0.9
"""The share of a vocabulary's words that have a merge, at least: some models add words."""
LARGE_FILE_POINTER = b"version https://git-lfs"
REAL_ENCODER = "hf:openai/clip-vit-base-patch32"


def require_model_folder(folder: Path) -> None:
    """Require a transformers model's configuration.

    Raises:
        EncoderError: there is none, or the folder cannot be read; the message says what it holds instead.
    """
    try:
        if folder.joinpath(CONFIG).is_file():
            return
    except PermissionError:
        raise EncoderError(f"You have no permission to read the folder {folder}.") from None
    if folder.joinpath(OPEN_CLIP_CONFIG).is_file():
        raise EncoderError(f"{folder} holds an open_clip model: write open_clip:{folder}")
    if folder.joinpath("model_index.json").is_file():
        raise EncoderError(
            f"{folder} holds a pipeline of diffusers, whose text encoder reads no pictures: choose an encoder"
            f" such as {REAL_ENCODER}."
        )
    if folder.joinpath("adapter_config.json").is_file():
        raise EncoderError(
            f"{folder} holds an adapter, which is not a whole model: merge it into its base model and"
            " save that."
        )
    inner = next((path.parent for path in sorted(folder.glob(f"*/{CONFIG}"))), None)
    if inner is not None and find_weights(inner, WEIGHT_STEMS):
        raise EncoderError(f"The folder {folder} has no {CONFIG}, but one in it has: write hf:{inner}")
    raise EncoderError(f"The folder {folder} has no {CONFIG}, so it is not a transformers model's folder.")


def require_loadable(folder: Path) -> None:
    """Require everything that a transformers model's folder needs, but its weights' content.

    Raises:
        EncoderError: something is missing, or it is of a kind that is not run; the message says what helps.
    """
    _require_downloaded(folder)
    config = read_json(folder / CONFIG)
    _require_whole_numbers(folder, config)
    _require_weights(folder)
    require_tokenizer_files(folder, str(config.get("model_type")))
    if not any(folder.joinpath(name).is_file() for name in PREPROCESSING):
        raise EncoderError(
            f"The folder {folder} has no {PREPROCESSING[0]}, which says how pictures are prepared. Download"
            " it from the model's source."
        )


def require_tokenizer_files(folder: Path, model_type: str = "clip") -> None:
    """Require a complete vocabulary.

    Raises:
        EncoderError: files are missing or cut short; the message names them.
    """
    if missing := missing_tokenizer_files(folder, model_type):
        raise EncoderError(
            f"The tokenizer in {folder} is incomplete: {' and '.join(missing)} (or {WHOLE_TOKENIZER}) should"
            " be there too. Download the missing files from the model's source."
        )
    _require_all_merges(folder)


def missing_tokenizer_files(folder: Path, model_type: str = "clip") -> tuple[str, ...]:
    """Return the names of the files without which a tokenizer knows no words; empty if it is complete."""

    def missing(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if not folder.joinpath(name).is_file())

    kinds = {(WHOLE_TOKENIZER,), *VOCABULARIES.values()}
    if any(not missing(names) for names in kinds) or any(any(folder.glob(p)) for p in OTHER_VOCABULARIES):
        return ()
    begun = next((names for names in kinds if 0 < len(missing(names)) < len(names)), None)
    return missing(begun or VOCABULARIES.get(_tokenizer_kind(folder, model_type), (WHOLE_TOKENIZER,)))


def _require_all_merges(folder: Path) -> None:
    """Refuse merges that were cut short: every word of several signs comes from one."""
    vocabulary, merges = folder / "vocab.json", folder / "merges.txt"
    if folder.joinpath(WHOLE_TOKENIZER).is_file() or not (vocabulary.is_file() and merges.is_file()):
        return
    words = sum(
        len(word.removesuffix("</w>")) > 1 and not SPECIAL_TOKEN.fullmatch(word)
        for word in read_json(vocabulary)
    )
    lines = merges.read_text(encoding="utf-8", errors="replace").split("\n")
    found = sum(len(line.split(" ")) == 2 and not line.startswith("#version") for line in lines)
    if found < MOST * words:
        raise EncoderError(
            f"{merges} has {found} merges, but the {words} longer words of {vocabulary.name} need one each:"
            " it was cut short. Download it again."
        )


def custom_code(config: Mapping[str, Any]) -> str:
    """Return the file of program code that a configuration names, or nothing."""
    parts = config.get("auto_map")
    names = [name for name in _texts(parts) if "." in name]
    return f"{names[0].split('--')[-1].rsplit('.', 1)[0]}.py" if names else ""


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list, tuple)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _tokenizer_kind(folder: Path, model_type: str) -> str:
    file = folder / TOKENIZER_CONFIG
    name = str(read_json(file).get("tokenizer_class") or "") if file.is_file() else ""
    found = (kind for kind in sorted(VOCABULARIES, key=len, reverse=True) if name.startswith(kind))
    return next(found, "" if name else TOKENIZERS.get(model_type, "CLIP"))


def _require_downloaded(folder: Path) -> None:
    """Refuse empty files, the text that Git leaves in the place of a large file, and an editor's mark."""
    weights = [file for stem in WEIGHT_STEMS for file in sorted(folder.glob(f"{stem}*"))]
    for file in (*(folder / name for name in DEFINING_FILES), *weights):
        if not file.is_file():
            continue
        with file.open("rb") as stream:
            begin = stream.read(len(LARGE_FILE_POINTER))
        if begin == LARGE_FILE_POINTER or (not begin and file not in weights):
            raise EncoderError(
                f"{file} was not really downloaded (it is empty, or a Git LFS pointer): download it again."
            )
        if begin.startswith(codecs.BOM_UTF8) and file.suffix == ".json":
            raise EncoderError(
                f"{file} begins with a byte order mark (BOM), which transformers does not read: save it as"
                " UTF-8 without one."
            )


def _require_whole_numbers(folder: Path, config: Mapping[str, Any]) -> None:
    """Refuse quantised weights, which need other libraries and a GPU."""
    parts = [config, *(part for part in config.values() if isinstance(part, dict))]
    settings = next((part["quantization_config"] for part in parts if part.get("quantization_config")), None)
    if settings is not None:
        method = settings.get("quant_method") if isinstance(settings, dict) else None
        raise EncoderError(
            f"The model in {folder} is quantised ({method or 'in an unknown way'}), which CLIP Critic does"
            " not run: use the original model with its weights as 16 or 32 bit numbers."
        )


def _require_weights(folder: Path) -> None:
    if find_weights(folder, WEIGHT_STEMS):
        return
    other = next((name for pattern, name in OTHER_FORMATS.items() if any(folder.glob(pattern))), None)
    if other is not None:
        raise EncoderError(
            f"The folder {folder} has its weights for {other} only: get model.safetensors from the"
            " model's source."
        )
    raise EncoderError(f"The folder {folder} has no weights (model.safetensors or pytorch_model.bin).")
