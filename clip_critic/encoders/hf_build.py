"""The parts of transformers' models, built in the same way with version 4.30 and the newest.

A program that comes with a model is never run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import nn

from clip_critic.encoders.batching import is_out_of_memory
from clip_critic.encoders.catalogue import PREPROCESSING
from clip_critic.encoders.damage import first_line
from clip_critic.encoders.folders import (
    CONFIG,
    OPEN_CLIP_CONFIG,
    REAL_ENCODER,
    TOKENIZER_CONFIG,
    custom_code,
)
from clip_critic.encoders.quiet import quiet
from clip_critic.encoders.tokenizers import needs_sentencepiece, require_sentencepiece
from clip_critic.encoders.towers import require_whole_numbers
from clip_critic.encoders.weights import read_json, read_state, require_complete
from clip_critic.errors import EncoderError


def require_known(folder: Path) -> None:
    """Refuse a kind of model that the installed transformers does not know, or that is a program.

    Raises:
        EncoderError: the message says what helps.
    """
    import transformers

    config = read_json(folder / CONFIG)
    kind, names = config.get("model_type"), _architectures(config)
    is_known = isinstance(kind, str) and kind in transformers.CONFIG_MAPPING
    code = custom_code(config)
    if code and not (is_known and any(hasattr(transformers, name) for name in names)):
        raise _code_refused(folder, code)
    if not kind:
        raise EncoderError(
            f'The file {folder / CONFIG} does not say the kind of its model: add "model_type", such as'
            ' "model_type": "clip".'
        )
    if str(kind).endswith(("_text_model", "_vision_model", "_text_encoder")):
        raise _half(folder, str(kind))
    if not is_known:
        raise EncoderError(
            f"{folder} holds a model of the kind {kind!r}, which transformers {transformers.__version__} does"
            " not know: choose another encoder, or use this one with a newer transformers."
        )


def _code_refused(folder: Path, code: str) -> EncoderError:
    if folder.joinpath(OPEN_CLIP_CONFIG).is_file():
        return EncoderError(
            f"{folder} holds a program of its own for transformers ({code}), which is never run: write"
            f" open_clip:{folder}, as it is a model of open_clip, too."
        )
    return EncoderError(
        f"{folder} holds a model with a program of its own ({code}), which is never run: choose an encoder"
        f" that transformers or open_clip knows, such as {REAL_ENCODER}."
    )


def _half(folder: Path, kind: str) -> EncoderError:
    return EncoderError(
        f"{folder} holds a {kind}, which is not an encoder of both pictures and texts: choose a whole one,"
        f" such as {REAL_ENCODER}."
    )


def _architectures(config: Mapping[str, Any]) -> tuple[str, ...]:
    names = config.get("architectures") or ()
    return (names,) if isinstance(names, str) else tuple(str(name) for name in names)


def load_part(what: str, kind: str, folder: Path) -> Any:
    """Load one part by its Auto class; whatever it raises for a strange file becomes one sentence."""
    import transformers

    try:
        return getattr(transformers, kind).from_pretrained(
            folder, local_files_only=True, trust_remote_code=False
        )
    except Exception as error:
        if kind == "AutoTokenizer" and needs_sentencepiece(folder):
            require_sentencepiece(f"in {folder}")
        if code := _code_of(kind, folder):
            raise _code_refused(folder, code) from error
        raise EncoderError(
            f"The {what} in {folder} cannot be loaded with transformers {transformers.__version__}"
            f" ({first_line(error)})."
        ) from error


def _code_of(kind: str, folder: Path) -> str:
    """Return the program code that a part names, or nothing."""
    names = {"AutoTokenizer": (TOKENIZER_CONFIG,), "AutoImageProcessor": PREPROCESSING}.get(kind, ())
    files = [folder / name for name in names if folder.joinpath(name).is_file()]
    return next((code for file in files if (code := custom_code(read_json(file)))), "")


def forget_code(config: Any) -> None:
    """Drop the program code that a configuration names, so that nothing asks whether to run it."""
    for part in (config, *(value for value in vars(config).values() if hasattr(value, "model_type"))):
        if "auto_map" in vars(part):
            del part.auto_map


def _model_class(config: Any, folder: Path) -> Any:
    """Return the class of a model; a configuration without its name has the class of its kind.

    Raises:
        EncoderError: it is not a dual encoder, or the installed transformers has no such model.
    """
    import transformers
    from transformers.models.auto.modeling_auto import MODEL_MAPPING

    name = next(iter(_architectures(read_json(folder / CONFIG))), None)
    model_class = getattr(transformers, name or "", None)
    if model_class is None:
        model_class = MODEL_MAPPING.get(type(config), None)
    if not hasattr(model_class, "get_image_features") or not hasattr(model_class, "get_text_features"):
        raise _half(folder, name or str(getattr(config, "model_type", "model")))
    return model_class


def build_hf(config: Any, folder: Path, weights: Sequence[Path]) -> nn.Module:
    """Build the model with all its weights.

    Raises:
        EncoderError: the installed transformers has no such model, or the weights do not fit.
    """
    model_class = _model_class(config, folder)
    state = read_state(weights)
    _fit_names(state)
    _fit_positions(config, state)
    require_whole_numbers(state, folder)
    try:
        with quiet():
            model, report = model_class.from_pretrained(
                None, config=config, state_dict=state, output_loading_info=True
            )
    except Exception as error:
        if isinstance(error, MemoryError) or is_out_of_memory(error):
            raise
        lines = [line.strip() for line in str(error).splitlines() if "size mismatch" in line]
        if lines or isinstance(error, RuntimeError):
            require_complete([], [(lines or [first_line(error)])[0][:200]], str(folder))
        raise _cannot_build(folder, error) from error
    missing = [name for name in report["missing_keys"] if not name.endswith("position_ids")]
    if missing and (code := custom_code(read_json(folder / CONFIG))):
        raise _code_refused(folder, code)
    require_complete(sorted(missing), [str(error) for error in report.get("error_msgs", ())], str(folder))
    built: nn.Module = model.float()
    return built


def _cannot_build(folder: Path, error: Exception) -> EncoderError:
    import transformers

    if isinstance(error, ImportError):
        return EncoderError(
            f"The model in {folder} needs a package that is not installed ({first_line(error)}). Install it,"
            " or choose another encoder."
        )
    return EncoderError(
        f"The model in {folder} cannot be built with transformers {transformers.__version__}"
        f" ({first_line(error)}). Choose another encoder, or download it again."
    )


def _fit_names(state: dict[str, torch.Tensor]) -> None:
    """Give weights the names that all versions read; transformers 5 saves AltCLIP's with another one."""
    for name in [name for name in state if name.startswith("vision_model.encoder.layer.")]:
        state[name.replace(".layer.", ".layers.", 1)] = state.pop(name)
    for name in [name for name in state if name.endswith("embeddings.position_ids")]:
        del state[name]  # only numbers in a row, which the model makes itself


def _fit_positions(config: Any, state: dict[str, torch.Tensor]) -> None:
    """Let the weights say how many positions a text has (Long-CLIP's configuration may still say 77)."""
    positions = state.get("text_model.embeddings.position_embedding.weight")
    text: Any = getattr(config, "text_config", None)
    if positions is not None and positions.ndim == 2 and hasattr(text, "max_position_embeddings"):
        text.max_position_embeddings = len(positions)
