"""Tokenizers of transformers, as a model's folder describes them."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from clip_critic.errors import EncoderError

SENTENCEPIECE = {"sentencepiece": "sentencepiece", "protobuf": "google.protobuf"}
"""The packages without which transformers cannot read the vocabularies of SigLIP and XLM-RoBERTa, with their
modules: the extra ``siglip`` of pyproject.toml."""
SENTENCEPIECE_FILES = ("*.model", "*.spm")
LONGEST_CONTEXT = 512
"""The context of a tower that has no limit of its own."""


def require_sentencepiece(source: str) -> None:
    """Require the packages that read a vocabulary of sentencepiece.

    Raises:
        EncoderError: one is not installed; the message says how to install them.
    """
    if not all(_is_installed(module) for module in SENTENCEPIECE.values()):
        raise EncoderError(
            f"The tokenizer {source} needs two more packages: pip install {' '.join(SENTENCEPIECE)} (the"
            " extra siglip of CLIP Critic). Start again after that."
        )


def needs_sentencepiece(folder: Path) -> bool:
    """Return whether a folder's vocabulary is one of sentencepiece."""
    return any(any(folder.glob(pattern)) for pattern in SENTENCEPIECE_FILES)


def _is_installed(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):  # the package around it is absent, or a stand-in
        return False


def lower_case(tokenizer: Any) -> Callable[[str], str]:
    """Return the function for each text: it lowers them if the configuration asks and the tokenizer does not.

    SigLIP 2 was trained on lower case only, and its ``GemmaTokenizer`` ignores ``do_lower_case``.
    """
    if not getattr(tokenizer, "init_kwargs", {}).get("do_lower_case"):
        return str
    mixed, lower = tokenizer(["Red CAT", "red cat"], verbose=False)["input_ids"]
    return str if mixed == lower else str.lower


def context_of(limits: Sequence[Any]) -> int:
    """Return the least of the limits that are numbers; transformers writes "none" as 10**30."""
    known = [int(limit) for limit in limits if isinstance(limit, (int, float)) and 0 < limit < 10**9]
    return min(known, default=LONGEST_CONTEXT)
