"""The miniature's tokenizer: CLIP's byte-level BPE with its own small vocabulary.

As in CLIP, words end in ``</w>``, the start and end tokens are the last two numbers, and the end token is
the largest: transformers up to 4.30 pools the text at the largest number.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tools.miniature.captions import caption
from tools.miniature.scenes import sample_scene
from tools.miniature.words import COLOURS, COUNTS, PATTERNS, SHAPES, SIZES, STYLES, SYNONYMS

BEGIN, END = "<|startoftext|>", "<|endoftext|>"
CONTEXT = 77
MERGES = 500
TEXTS = 4000


def training_texts(seed: int) -> Iterator[str]:
    """Yield captions, and every word often enough to become one token."""
    words = [*COLOURS, *SHAPES, *PATTERNS, *STYLES, *SIZES, *COUNTS.values()]
    words += [other for others in SYNONYMS.values() for other in others]
    for _ in range(20):
        yield from words
    rng = np.random.default_rng(seed)
    for _ in range(TEXTS):
        yield caption(sample_scene(rng), rng).lower()


def learn(texts: Iterator[str], merges: int = MERGES) -> list[tuple[str, str]]:
    """Learn the merges of a byte-level BPE from the texts, most frequent first."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE(end_of_word_suffix="</w>"))
    splits = pre_tokenizers.Split(_regex(), behavior="removed", invert=True)
    levels = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([splits, levels])
    trainer = trainers.BpeTrainer(
        vocab_size=2 * 256 + merges,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        end_of_word_suffix="</w>",
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    pairs = json.loads(tokenizer.to_str())["model"]["merges"]
    halves = (pair.split(" ") if isinstance(pair, str) else pair for pair in pairs[:merges])
    return [(first, second) for first, second in halves]


def vocabulary(merges: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Return the tokens' numbers in CLIP's order: bytes, bytes at a word's end, merges, start, end."""
    letters = list(bytes_as_letters().values())
    tokens = [*letters, *(f"{letter}</w>" for letter in letters), *("".join(pair) for pair in merges)]
    tokens = list(dict.fromkeys([*tokens, BEGIN, END]))
    return {token: number for number, token in enumerate(tokens)}


def bytes_as_letters() -> dict[int, str]:
    """Return the printable letter for every byte, as in GPT-2's encoder."""
    printable = [
        *range(ord("!"), ord("~") + 1),
        *range(ord("¡"), ord("¬") + 1),
        *range(ord("®"), ord("ÿ") + 1),
    ]
    others = [byte for byte in range(256) if byte not in printable]
    return {byte: chr(byte) for byte in printable} | {byte: chr(256 + n) for n, byte in enumerate(others)}


def save(folder: Path, seed: int) -> None:
    """Learn the tokenizer and write its files, for transformers old and new."""
    merges = learn(training_texts(seed))
    special = {"bos_token": BEGIN, "eos_token": END, "pad_token": END, "unk_token": END}
    settings = {
        **special,
        "tokenizer_class": "CLIPTokenizer",
        "model_max_length": CONTEXT,
        "do_lower_case": True,
    }
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "vocab.json", json.dumps(vocabulary(merges), ensure_ascii=False))
    _write(folder / "merges.txt", "\n".join(["#version: 0.2", *(" ".join(pair) for pair in merges)]) + "\n")
    _write(folder / "special_tokens_map.json", json.dumps(special))
    _write(folder / "tokenizer_config.json", json.dumps(settings))


def _regex() -> Any:
    """Return CLIP's pattern for words, single digits and runs of other signs."""
    from tokenizers import Regex

    return Regex(r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+")


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
