"""Measuring what the VAE preserves of drawn scenes: no generated picture can be better."""

from __future__ import annotations

import importlib
from typing import Any

import torch

from tools.miniature.dataset import make
from tools.miniature.evaluate import Figure, Question
from tools.miniature.evaluate_generation import share
from tools.miniature.judge import answers, load
from tools.miniature.latents import decode, encode
from tools.miniature.words import STYLES


def measure(question: Question) -> dict[str, Figure]:
    """Measure how often the judge recognises each attribute, and each style by itself."""
    diffusers: Any = importlib.import_module("diffusers")
    judge = load(question.require_judge())
    vae = diffusers.AutoencoderKL.from_pretrained(question.model, torch_dtype=torch.float32).eval()
    drawn = make(question.scenes, question.seed)
    right = answers(drawn.scenes(range(len(drawn))))
    verdict = judge.verdict(decode(vae, encode(vae, drawn.pictures)))
    result = {name: share(verdict[name], right[name]) for name in right}
    for number, style in enumerate(STYLES):
        chosen = right["style"] == number
        if chosen.any():
            result[f"style, {style}"] = share(verdict["style"][chosen], right["style"][chosen])
    return result
