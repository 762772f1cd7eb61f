"""Measuring the judge on drawn scenes: as they are, roughened, and redrawn by a VAE."""

from __future__ import annotations

import numpy as np
import torch

from tools.miniature.clip import as_pixels
from tools.miniature.dataset import make
from tools.miniature.evaluate import Figure, Question
from tools.miniature.judge import UNKNOWN, agreement, answers, load, redrawn, roughen

WANTED = 0.98


def measure(question: Question) -> dict[str, Figure]:
    judge = load(question.model)
    result = {}
    for prefix, held_out in (("", False), ("held-out ", True)):
        drawn = make(question.scenes, question.seed + held_out, held_out=held_out)
        right = answers(drawn.scenes(range(len(drawn))))
        asked = {name: int((values != UNKNOWN).sum()) for name, values in right.items()}
        for name, value in agreement(judge.verdict(drawn.pictures), right).items():
            result[prefix + name] = Figure(value, asked[name], WANTED)
        torch.manual_seed(question.seed)
        rough = ((roughen(as_pixels(drawn.pictures)) + 1) * 127.5).clamp(0, 255).permute(0, 2, 3, 1)
        for name, value in agreement(judge.verdict(rough.numpy().astype(np.uint8)), right).items():
            result[f"{prefix}{name}, roughened"] = Figure(value, asked[name])
        if question.vae is not None:
            again = redrawn(drawn, question.vae, len(drawn), question.seed)
            for name, value in agreement(judge.verdict(again.pictures), right).items():
                result[f"{prefix}{name}, redrawn"] = Figure(value, asked[name])
    return result
