"""What transformers would run of a stranger's: a tokenizer that unpickles, and programs beside models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from clip_critic.encoders.folders import custom_code
from clip_critic.errors import EncoderError

UNPICKLING = "transfoxl"
"""Its name in whichever spelling: ``TransfoXLTokenizer``, or the kind of model ``transfo-xl``."""


def refuse_unpickling(model: str | Path) -> None:
    """Refuse a model whose tokenizer transformers would unpickle.

    Args:
        model: a folder, or a hub id.

    Raises:
        EncoderError: it asks for that tokenizer.
    """
    text = json.dumps([_tokenizer_settings(str(model)), _model_settings(str(model))], default=str)
    if UNPICKLING in text.lower().replace("-", "").replace("_", ""):
        raise EncoderError(
            f"{model} is not loaded because its tokenizer (TransfoXL) has a format that can run code: "
            "choose another encoder."
        )


def refuse_code(model: str | Path) -> None:
    """Refuse a model with a program of its own, which transformers would ask to run at a terminal.

    Args:
        model: a folder, or a hub id, that open_clip passes on; `trust_remote_code` cannot be passed with it.

    Raises:
        EncoderError: it needs such a program, as transformers knows no such model or tokenizer.
    """
    import transformers
    from transformers.models.auto.configuration_auto import CONFIG_MAPPING

    settings, tokenizer = _model_settings(str(model)), _tokenizer_settings(str(model))
    is_known = str(settings.get("model_type")) in CONFIG_MAPPING
    kind = tokenizer.get("tokenizer_class")
    has_tokenizer = hasattr(transformers, str(kind)) if kind else is_known
    for found, is_enough in ((settings, is_known), (tokenizer, has_tokenizer)):
        if not is_enough and (code := custom_code(found)):
            raise EncoderError(
                f"{model} holds a program of its own ({code}), which is never run: choose another encoder."
            )


def _tokenizer_settings(model: str) -> dict[str, Any]:
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    try:
        return _table(get_tokenizer_config(model))
    except Exception:  # loading it reports the problem
        return {}


def _model_settings(model: str) -> dict[str, Any]:
    from transformers import PretrainedConfig

    try:
        return _table(PretrainedConfig.get_config_dict(model)[0])
    except Exception:
        return {}


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
