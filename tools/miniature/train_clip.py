"""Training the miniature's CLIP, after its text tower has learned to read (`train_text`) and is frozen.

Besides the contrast of pictures with texts, heads on the picture tower predict the scene's known facts, for
the entire picture and for every patch; they are discarded afterwards. A text counts as wrong for a picture
only if it is not true of the scene, so that two captions of the same picture do not push each other away;
and a held-out combination does not count against its words (`captions.unasked`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from tools.miniature import clip, train_text
from tools.miniature.captions import ALL_FACTS, as_bits, compose, facts, unasked
from tools.miniature.dataset import Drawn, make
from tools.miniature.scenes import Scene, cover_map
from tools.miniature.train import Options
from tools.miniature.training import Plan, train
from tools.miniature.words import COLOURS, SHAPES, STYLES
from tools.miniature.zero_shot import ATTRIBUTES, accuracy, bare_words

STEPS = 3000
BATCH = 64
RATE = 1.2e-3
FALLING = 0.4
PICTURES = 160_000
TESTED = 1000
NOISE, NOISY = 0.08, 4
"""The largest deviation of the noise on every fourth training picture, in units of -1 to 1."""
MOST_LOGIT_SCALE = 4.0
SIDE = clip.PIXELS // clip.PATCH
FACTS_WEIGHT = 20.0
PATCH_WEIGHT, EMPTY_WEIGHT = 3.0, 0.2
IGNORED = -100
HELD_OUT_ODDS = 0.1
"""Approximately how often a shape is right for a colour, or a colour for a shape, if nothing is held out."""


class Heads(nn.Module):
    """Heads that predict the facts from the picture's vector, and shape and colour from every patch."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.facts = nn.Linear(width, len(ALL_FACTS))
        self.norm = nn.LayerNorm(width)
        self.shapes = nn.Linear(width, len(SHAPES) + 1)
        self.colours = nn.Linear(width, len(COLOURS))


class Trained(nn.Module):
    """CLIP with its text tower frozen, and the heads that help to train the rest."""

    def __init__(self, text: Path, sizes: clip.Sizes = clip.FIRST) -> None:
        super().__init__()
        self.clip: Any = clip.new_model(clip.vocabulary_size(text), sizes)
        self.clip.text_model.load_state_dict(clip.text_tower(text).state_dict())
        self.clip.text_model.requires_grad_(False)
        self.heads = Heads(sizes.vision.width)


@dataclass(frozen=True)
class Batch:
    """Pictures ``[n, 3, 64, 64]``, a caption for each as ids ``[n, length]``, and the right answers.

    Args:
        truth: whether the text is true of the scene, ``[n, words + n]``, the bare words first.
        asked: whether the pair counts: it is true, or false for another reason than being held out.
        known: the scenes' facts as bits, ``[n, facts]``.
        held_out: the facts that are ignored for the scenes, as bits.
        shapes: the shape on each patch, ``[n, 64]``, or the last number if there is none.
        colours: the colour on each patch that a thing covers, ``[n, 64]``, `IGNORED` elsewhere.
    """

    pixels: torch.Tensor
    ids: torch.Tensor
    truth: torch.Tensor
    asked: torch.Tensor
    known: torch.Tensor
    held_out: torch.Tensor
    shapes: torch.Tensor
    colours: torch.Tensor


class Batches:
    """Batches of pictures from the disk, with captions that are new every time."""

    def __init__(self, drawn: Drawn, texts: clip.Texts) -> None:
        self._drawn, self._texts = drawn, texts
        self._word_claims = [frozenset({fact}) for fact in bare_words().values()]

    def sample(self, rng: np.random.Generator) -> Batch:
        indices = np.sort(rng.choice(len(self._drawn), BATCH, replace=False))
        scenes = self._drawn.scenes(indices)
        captions = [compose(scene, rng) for scene in scenes]
        known = as_bits(map(facts, scenes))
        claims = as_bits([*self._word_claims, *(caption.claims for caption in captions)])
        held_out = as_bits(map(unasked, scenes))
        truth = known @ claims.T == claims.sum(axis=1)
        pixels = clip.as_pixels(self._drawn.pictures[indices])
        noisy = pixels[::NOISY]  # a view
        noisy += torch.randn_like(noisy) * (NOISE * torch.rand(len(noisy), 1, 1, 1))
        shapes, colours = patch_labels(scenes)
        return Batch(
            pixels=pixels,
            ids=self._texts([caption.text for caption in captions]),
            truth=torch.from_numpy(truth),
            asked=torch.from_numpy(truth | (known @ claims.T + held_out @ claims.T < claims.sum(axis=1))),
            known=torch.from_numpy(known),
            held_out=torch.from_numpy(held_out),
            shapes=shapes,
            colours=colours,
        )


def patch_labels(scenes: Sequence[Scene]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the numbers of the shape and the colour on every patch, int64 ``[n, 64]`` each; see `Batch`."""
    shapes = np.full((len(scenes), SIDE, SIDE), len(SHAPES))
    colours = np.full((len(scenes), SIDE, SIDE), IGNORED)
    for row, scene in enumerate(scenes):
        cover = cover_map(scene, SIDE)
        for number, thing in enumerate(scene.things):
            shapes[row][cover == number] = SHAPES.index(thing.shape)
            if STYLES[scene.style].colours:
                colours[row][cover == number] = tuple(COLOURS).index(thing.colour)
    return torch.from_numpy(shapes).flatten(1), torch.from_numpy(colours).flatten(1)


def contrast(logits: torch.Tensor, truth: torch.Tensor, asked: torch.Tensor, words: int) -> torch.Tensor:
    """Return the contrastive loss: every true pair must win against all false ones of its row and column.

    A pair that is false only because it is held out is a rival like any other, but wins with the odds that
    it would have otherwise: if it were left out, nothing would hold its logit down.

    Args:
        logits: scaled similarities ``[pictures, texts]``; text ``words + i`` was written for picture ``i``.
        truth: whether the text is true of the picture, ``[pictures, texts]``.
        asked: false where the pair is held out, ``[pictures, texts]``.
        words: the number of bare words, which come first.
    """
    false = logits.masked_fill(truth, -torch.inf)
    rows = functional.softplus(false.logsumexp(dim=1, keepdim=True) - logits)
    columns = functional.softplus(false.logsumexp(dim=0, keepdim=True) - logits)
    both = (rows + columns) / 2
    of_words = truth[:, :words] + HELD_OUT_ODDS * ~asked[:, :words]
    of_captions = torch.eye(len(logits)) + HELD_OUT_ODDS * ~asked[:, words:]
    return _mean(both[:, :words], of_words) + _mean(both[:, words:], of_captions)


def _mean(values: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return (values * weights).sum() / weights.sum()


def head_loss(heads: Heads, patches: torch.Tensor, pooled: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Return the loss of predicting the facts, and the shape and colour on each patch."""
    logits = heads.facts(pooled).float()
    of_facts = functional.binary_cross_entropy_with_logits(logits, batch.known, weight=1 - batch.held_out)
    normed = heads.norm(patches)
    shapes = heads.shapes(normed).float().masked_fill(_columns(batch, "shape", 1), -torch.inf)
    colours = heads.colours(normed).float().masked_fill(_columns(batch, "colour", 0), -torch.inf)
    weights = torch.tensor([1.0] * len(SHAPES) + [EMPTY_WEIGHT])
    of_shapes = functional.cross_entropy(shapes.flatten(0, 1), batch.shapes.flatten(), weights)
    of_colours = functional.cross_entropy(
        colours.flatten(0, 1), batch.colours.flatten(), ignore_index=IGNORED
    )
    return FACTS_WEIGHT * of_facts + PATCH_WEIGHT * of_shapes + of_colours / 2


def _columns(batch: Batch, kind: str, more: int) -> torch.Tensor:
    """Return the classes of a kind to ignore for a picture's patches, bool ``[n, 1, classes + more]``."""
    columns = [number for number, fact in enumerate(ALL_FACTS) if fact.startswith(f"{kind}:")]
    return functional.pad(batch.held_out[:, columns] > 0, (0, more))[:, None, :]


def loss_of(model: Trained, batch: Batch, words: torch.Tensor) -> tuple[torch.Tensor, Mapping[str, float]]:
    """Return the loss of a batch and its parts; `words` are the text tower's states of the bare words."""
    seen = model.clip.vision_model(pixel_values=batch.pixels)
    patches, pooled = seen[0][:, 1:], seen[1]
    pictures = functional.normalize(model.clip.visual_projection(pooled).float(), dim=-1)
    states = torch.cat([words, model.clip.text_model(input_ids=batch.ids)[1]])
    texts = functional.normalize(model.clip.text_projection(states).float(), dim=-1)
    scale = model.clip.logit_scale.clamp(max=MOST_LOGIT_SCALE).exp()
    of_pairs = contrast(scale * pictures @ texts.T, batch.truth, batch.asked, len(words))
    of_heads = head_loss(model.heads, patches, pooled, batch)
    figures = {"contrast": float(of_pairs.detach()), "heads": float(of_heads.detach())}
    return of_pairs + of_heads, figures | {"scale": float(scale.detach())}


class Tested:
    """The zero-shot accuracy of the model on scenes that it is not trained on."""

    def __init__(self, model: Trained, drawn: Mapping[str, Drawn], texts: clip.Texts) -> None:
        self._model, self._texts = model, texts
        self._sets = {
            name: (clip.as_pixels(test_set.pictures[:TESTED]), test_set.scenes(range(TESTED)))
            for name, test_set in drawn.items()
        }

    def __call__(self) -> dict[str, float]:
        model = self._model.clip
        result = {}
        for prefix, (pixels, scenes) in self._sets.items():
            with torch.autocast("cpu", dtype=torch.bfloat16):
                pooled = torch.cat(
                    [model.vision_model(pixel_values=part)[1] for part in torch.split(pixels, 100)]
                )
                vectors = functional.normalize(model.visual_projection(pooled).float(), dim=-1)
            for name, attribute in ATTRIBUTES.items():
                texts = clip.text_vectors(model, self._texts(attribute.words))
                result[prefix + name] = accuracy(vectors, texts, scenes, attribute)[0]
        return result


def run(options: Options) -> None:
    """Train, and write the finished folder ``model`` beside the checkpoint."""
    drawn = make(PICTURES, options.seed, options.scenes / f"train-{options.seed}", workers=options.threads)
    learn(options, clip.FIRST, drawn, options.steps or STEPS)


def learn(options: Options, sizes: clip.Sizes, drawn: Drawn, steps: int) -> None:
    """Train a CLIP of any sizes on these scenes, and write it as `run` does.

    Args:
        options: the options, with the seed of everything random.
        sizes: the sizes of its towers.
        drawn: the scenes to learn from.
        steps: the total number of steps.
    """
    text = train_text.trained(options, sizes=sizes)
    texts = clip.Texts(text)
    tested = {
        "": make(3000, options.seed + 1000, options.scenes / f"test-{options.seed + 1000}"),
        "held-out ": make(
            3000, options.seed + 1001, options.scenes / f"held-out-{options.seed + 1001}", held_out=True
        ),
    }
    torch.manual_seed(options.seed)
    model = Trained(text, sizes)
    with torch.no_grad():
        words = model.clip.text_model(input_ids=texts(list(bare_words())))[1]
    batches = Batches(drawn, texts)

    def step(_: int, rng: np.random.Generator) -> tuple[torch.Tensor, Mapping[str, float]]:
        return loss_of(model, batches.sample(rng), words)

    plan = Plan(steps, options.seed, options.out, (text,), rate=RATE, falling=FALLING, average=0.998)
    finished = train(plan, model, step, Tested(model, tested, texts))
    save(model, finished.weights(), text, options.out / "model")


def save(model: Trained, weights: Mapping[str, Any], text: Path, folder: Path) -> None:
    """Save the averaged weights as a folder for transformers, without the heads."""
    model.load_state_dict(dict(weights))
    with torch.no_grad():
        model.clip.logit_scale.clamp_(max=MOST_LOGIT_SCALE)
    clip.save_folder(folder, model.clip, text)
