"""Training the miniature's text tower: it learns to read before it sees any picture.

From the state at the end of a caption, and at the padding after it, a linear head predicts the caption's
claims. Then the tower is frozen: the contrast of pictures with texts trains only its projection, and the
UNet can learn from its last hidden states at the same time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from tools.miniature import clip, tokenizer
from tools.miniature.captions import ALL_FACTS, Caption, as_bits, compose
from tools.miniature.scenes import sample_scene
from tools.miniature.train import Options
from tools.miniature.training import Plan, train
from tools.miniature.zero_shot import bare_words

STEPS = 2000
BATCH = 96
TESTED = 1000
PADDED_EVERY = 4
"""Every fourth batch is padded to the length of the context, as the UNet will read it."""
BEHIND = 3
"""The number of places after the text's end that are also used in those batches."""
CERTAIN = 0.5


class Reader(nn.Module):
    """A text tower with a head that predicts the claims."""

    def __init__(self, vocabulary_size: int, sizes: clip.Sizes = clip.FIRST) -> None:
        super().__init__()
        self.tower: Any = clip.new_text_model(vocabulary_size, sizes)
        self.head = nn.Linear(sizes.text.width, len(ALL_FACTS))


def loss_of(
    reader: Reader, ids: torch.Tensor, claims: torch.Tensor, rng: np.random.Generator
) -> torch.Tensor:
    """Return the loss of predicting the claims, bits ``[n, facts]``, from the texts ``[n, length]``."""
    states = reader.tower(input_ids=ids)[0]
    ends = (ids == ids.max()).int().argmax(dim=1)
    places = [ends]
    if ids.shape[1] == tokenizer.CONTEXT:
        reach = torch.from_numpy(rng.random((BEHIND, len(ids)))) * (tokenizer.CONTEXT - ends)
        places += list(ends + reach.long())
    rows = torch.arange(len(ids))
    losses = [
        functional.binary_cross_entropy_with_logits(reader.head(states[rows, place]).float(), claims)
        for place in places
    ]
    return 30 * torch.stack(losses).mean()


def sample(rng: np.random.Generator, count: int) -> list[Caption]:
    """Write captions of new scenes every time; none has a held-out combination."""
    return [compose(sample_scene(rng), rng) for _ in range(count)]


def exactly_read(reader: Reader, texts: clip.Texts, captions: Sequence[Caption]) -> float:
    """Return the share of captions for which exactly the claims are predicted."""
    ids = texts([caption.text for caption in captions])
    claims = torch.from_numpy(as_bits(caption.claims for caption in captions)) > CERTAIN
    read = reader.head(reader.tower(input_ids=ids)[1]) > 0
    return float((read == claims).all(dim=1).float().mean())


def trained(options: Options, steps: int = STEPS, sizes: clip.Sizes = clip.FIRST) -> Path:
    """Train in the subfolder ``text`` of the output folder, or use it if it is finished.

    Returns:
        A folder with a `CLIPTextModel` in single precision and the tokenizer.
    """
    folder = options.out / "text"
    finished = folder / "model"
    note, done = finished / "finished.json", {"steps": steps, "seed": options.seed}
    if note.exists():
        if json.loads(note.read_text(encoding="utf-8")) != done:
            raise SystemExit(
                f"{note} has another seed or number of steps: remove it, or choose another --out."
            )
        return finished
    tokenizer.save(finished, options.seed)
    texts = clip.Texts(finished)
    torch.manual_seed(options.seed)
    reader = Reader(clip.vocabulary_size(finished), sizes)
    words = [Caption(word, frozenset({fact})) for word, fact in bare_words().items()]
    tested = sample(np.random.default_rng((options.seed, 1, 1)), TESTED)

    def step(number: int, rng: np.random.Generator) -> tuple[torch.Tensor, Mapping[str, float]]:
        captions = [*sample(rng, BATCH), *words]
        ids = texts([caption.text for caption in captions], fill_context=number % PADDED_EVERY == 0)
        claims = torch.from_numpy(as_bits(caption.claims for caption in captions))
        return loss_of(reader, ids, claims, rng), {}

    plan = Plan(steps, options.seed, folder, rate=1.5e-3, warm_up=100, falling=0.6, average=0.99)
    run = train(plan, reader, step, lambda: {"exactly read": exactly_read(reader, texts, tested)})
    reader.load_state_dict(run.weights())
    reader.tower.save_pretrained(finished, safe_serialization=True)
    note.write_text(json.dumps(done) + "\n", encoding="utf-8")
    return finished


def run(options: Options) -> None:
    """Train only the text tower; `train_clip` does this by itself."""
    trained(options, options.steps or STEPS)
