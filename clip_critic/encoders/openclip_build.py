"""Building open_clip's models, in the same way with version 2.20 and the newest."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch
from PIL import Image
from torch import nn

from clip_critic.encoders.damage import first_line
from clip_critic.encoders.quiet import quiet
from clip_critic.encoders.tokenizers import needs_sentencepiece, require_sentencepiece
from clip_critic.encoders.unpickling import refuse_code, refuse_unpickling
from clip_critic.encoders.weights import require_complete
from clip_critic.errors import EncoderError
from clip_critic.weights.state import State

Config = Mapping[str, Any]


def build_model(config: Config, state: Callable[[], State], source: str) -> nn.Module:
    """Build an open_clip model of an architecture, with all its weights.

    ``open_clip.create_model`` is not used: in 2.20 it cannot read folders, and unpickles weight files.

    Args:
        config: ``model_cfg`` of ``open_clip_config.json``, or one of open_clip's own.
        state: a function that reads the weights; it is called once the model could be built.
        source: the origin of the weights, for messages.

    Raises:
        EncoderError: the installed open_clip cannot build it, or the weights do not fit.
    """
    with quiet():
        model = _empty_model(config)
        fitted = _fit(model, state())
    wanted = {name: value.shape for name, value in model.state_dict().items()}
    wrong = [
        f"{name} has the shape {list(value.shape)}, not {list(wanted[name])}"
        for name, value in fitted.items()
        if name in wanted and value.shape != wanted[name]
    ]
    require_complete(sorted(set(wanted) - set(fitted)), wrong, source)
    strange = sorted(set(fitted) - set(wanted))
    if strange:
        raise EncoderError(f"The weights of {source} are for another architecture: {strange[0]} is unknown.")
    model.load_state_dict(fitted)
    return model


def library_version() -> str:
    """Return the version of open_clip; 2.20 has no ``__version__``."""
    return version("open_clip_torch")


def _empty_model(config: Config) -> nn.Module:
    from open_clip.coca_model import CoCa
    from open_clip.model import CLIP, CustomTextCLIP

    settings = copy.deepcopy(dict(config))
    text, vision = settings["text_cfg"], settings["vision_cfg"]
    is_custom = bool(settings.pop("custom_text", False)) or "hf_model_name" in text
    if "hf_model_name" in text:
        text["hf_model_pretrained"] = False
        refuse_code(str(text["hf_model_name"]))
    if "timm_model_name" in vision:
        vision["timm_model_pretrained"] = False
    widening = _take_unknown(text, vision)
    kind = CoCa if "multimodal_cfg" in settings else CustomTextCLIP if is_custom else CLIP
    try:
        model: nn.Module = kind(**settings)
    except OSError as error:  # a text tower of transformers whose configuration is fetched
        raise EncoderError(
            f"The text tower {text.get('hf_model_name')} of this encoder is not on this machine and the hub"
            f" cannot be reached ({str(error).splitlines()[0][:120]})."
        ) from None
    except (TypeError, ValueError, KeyError, RuntimeError, AssertionError) as error:
        raise EncoderError(
            f"open_clip {library_version()} cannot build this architecture ({first_line(error)}); a newer"
            " one may."
        ) from error
    if widening is not None:
        _widen_text(model, text, widening, bool(settings.get("quick_gelu")))
    return model


def _take_unknown(text: dict[str, Any], vision: dict[str, Any]) -> float | None:
    """Remove the settings that this open_clip neither knows nor needs; return the text's ``mlp_ratio``.

    Raises:
        EncoderError: a setting asks for something that it cannot do.
    """
    from open_clip.model import CLIPTextCfg, CLIPVisionCfg

    ratio: float | None = None
    for part, known in ((text, CLIPTextCfg), (vision, CLIPVisionCfg)):
        names = {field.name for field in dataclasses.fields(known)}
        for name in [name for name in part if name not in names and RENAMED.get(name) in names]:
            part[RENAMED[name]] = part.pop(name)
        for name in [name for name in part if name not in names]:
            value = part.pop(name)
            if part is text and name == "mlp_ratio":
                ratio = float(value)
            elif value not in (None, False) and NEUTRAL.get(name) != value:
                raise EncoderError(
                    f"This encoder needs a newer open_clip than {library_version()} ({name} = {value!r})."
                )
    return ratio


RENAMED = {"proj": "hf_proj_type", "pooler_type": "hf_pooler_type"}
RENAMED |= {new: old for old, new in RENAMED.items()}
"""The settings of text towers from transformers, by their names in 2.20 and later."""
NEUTRAL = {"proj_type": "linear", "block_type": "default"}
"""Settings of newer versions whose values 2.20 uses anyway."""


def _widen_text(model: nn.Module, text: dict[str, Any], ratio: float, quick_gelu: bool) -> None:
    """Give a text tower the inner width that open_clip 2.20 offers only for picture towers."""
    from open_clip.transformer import LayerNorm, QuickGELU, Transformer

    defaults = {"width": 512, "layers": 12, "heads": 8, "ls_init_value": None}
    shape = {name: text.get(name, value) for name, value in defaults.items()}
    tower = Transformer(
        **shape, mlp_ratio=ratio, act_layer=QuickGELU if quick_gelu else nn.GELU, norm_layer=LayerNorm
    )
    holder: Any = getattr(model, "text", model)
    holder.transformer = tower


NO_WEIGHTS = (
    "text.transformer.embeddings.position_ids",
    "input_resolution",
    "context_length",
    "vocab_size",
)
"""The entries beside the weights in files of old versions of transformers, and in OpenAI's own archives."""


def _fit(model: Any, state: State) -> State:
    """Convert weights to the names and shapes of this open_clip, as its own loaders do."""
    from open_clip import model as library

    try:
        from open_clip.convert import convert_state_dict
    except ImportError:  # 2.20
        pass
    else:
        state = convert_state_dict(model, state)
    if "positional_embedding" in state and not hasattr(model, "positional_embedding"):
        state = library.convert_to_custom_text_state_dict(state)
    own = model.state_dict()
    for name in ("logit_scale", "logit_bias"):
        if name in state and name in own:
            state[name] = state[name].reshape(own[name].shape)
    computed = [name for name, _ in model.named_buffers()]  # also in what others have saved as a program
    for name in (*NO_WEIGHTS, *computed):
        if name not in own:
            state.pop(name, None)
    library.resize_pos_embed(state, model)
    return state


def picture_transform(model: Any, preprocess: Config) -> Callable[[Image.Image], torch.Tensor]:
    """Return open_clip's own preprocessing for a model.

    Args:
        model: the model, which knows its picture size.
        preprocess: ``preprocess_cfg`` of ``open_clip_config.json`` or of a tag; missing entries take
            open_clip's defaults.

    Raises:
        EncoderError: the installed open_clip does not have this preprocessing.
    """
    from open_clip import transform as library

    settings = {name: value for name, value in preprocess.items() if value is not None}
    size = model.visual.image_size
    if hasattr(library, "image_transform_v2"):
        merged = library.merge_preprocess_dict(library.PreprocessCfg(), {**settings, "size": size})
        transform: Callable[[Image.Image], torch.Tensor] = library.image_transform_v2(
            library.PreprocessCfg(**merged), is_train=False
        )
    else:
        if settings.get("interpolation", "bicubic") != "bicubic" or settings.get("resize_mode") == "squash":
            raise EncoderError(
                f"This encoder needs a newer open_clip than {library_version()}, which cannot prepare its"
                " pictures."
            )
        transform = library.image_transform(
            size,
            is_train=False,
            mean=settings.get("mean"),
            std=settings.get("std"),
            resize_longest_max=settings.get("resize_mode") == "longest",
            fill_color=settings.get("fill_color", 0),
        )
    return transform


def find_tokenizer(architecture: str | None, folder: Path | None, text: Config) -> Any:
    """Return open_clip's tokenizer for an architecture or a folder; the caller cuts to the context length.

    Raises:
        EncoderError: it is not on this machine and cannot be downloaded.
    """
    import open_clip
    from open_clip.tokenizer import HFTokenizer, SimpleTokenizer

    name = text.get("hf_tokenizer_name")
    local = folder is not None and any(folder.glob("tokenizer*"))
    if name and folder is not None:
        refuse_unpickling(folder if local else name)
        refuse_code(folder if local else name)
    try:
        with quiet():
            if architecture is not None and hasattr(open_clip.tokenizer, "SigLipTokenizer"):
                return open_clip.get_tokenizer(architecture)
            if not name:
                return SimpleTokenizer(**(text.get("tokenizer_kwargs") or {}))
            if local and hasattr(open_clip.factory, "parse_model_name"):
                return open_clip.get_tokenizer(f"local-dir:{folder}")
            return HFTokenizer(str(folder) if local else name, **_tokenizer_settings(text))
    except Exception as error:  # libraries raise all kinds of errors for strange files
        if isinstance(error, ImportError) or (folder and needs_sentencepiece(folder)):
            require_sentencepiece(f"of {name or architecture}")
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0][:120]
        raise EncoderError(
            f"The tokenizer {name or architecture} of this encoder is not on this machine and the hub cannot"
            f" be reached ({reason})."
        ) from None


def _tokenizer_settings(text: Config) -> dict[str, Any]:
    """Return a text tower's settings for its tokenizer, of which open_clip 2.20 has none."""
    settings = dict(text.get("tokenizer_kwargs") or {})
    settings.pop("trust_remote_code", None)  # a program that comes with a model is never run
    return settings
