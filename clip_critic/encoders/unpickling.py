"""The one tokenizer of older transformers that unpickles files, and so could run a stranger's code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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


def _tokenizer_settings(model: str) -> Any:
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    try:
        return get_tokenizer_config(model)
    except Exception:  # loading it reports the problem
        return {}


def _model_settings(model: str) -> Any:
    from transformers import PretrainedConfig

    try:
        return PretrainedConfig.get_config_dict(model)[0]
    except Exception:
        return {}
