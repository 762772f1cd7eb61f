"""Other ways to see where a CLIP of transformers finds a word, each in a few lines after its paper.

All of them begin with the states that enter the last layer of the picture tower.

- MaskCLIP: Zhou, Loy & Dai, "Extract Free Dense Labels from CLIP", ECCV 2022.
- SCLIP: Wang, Mei & Yuille, "Rethinking Self-Attention for Dense Vision-Language Inference", ECCV 2024.
- ClearCLIP: Lan et al., "Decomposing CLIP Representations for Dense Vision-Language Inference", ECCV 2024.
- Grad-ECLIP: Zhao et al., "Gradient-based Visual Explanation for Transformer-based CLIP", ICML 2024.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from PIL import Image

from benchmarks.seeing_metrics import Map
from clip_critic.encoders.base import Vectors


@dataclass(frozen=True, eq=False)
class LastLayer:
    """The last layer of a picture tower, with the states that enter it for one picture.

    Attributes:
        states: the class token and all patches, ``[tokens, width]``.
        grid: the rows and columns of the patches.
    """

    model: Any
    states: torch.Tensor
    grid: tuple[int, int]

    @property
    def layer(self) -> Any:
        return self.model.vision_model.encoder.layers[-1]

    def heads(self, name: str) -> torch.Tensor:
        """Return queries, keys or values (``q``, ``k``, ``v``), ``[heads, tokens, width of a head]``."""
        attention = self.layer.self_attn
        projected = getattr(attention, f"{name}_proj")(self.layer.layer_norm1(self.states))
        heads: torch.Tensor = projected.unflatten(-1, (attention.num_heads, -1)).transpose(0, 1)
        return heads

    def attend(self, weights: torch.Tensor) -> torch.Tensor:
        """Return what tokens receive with these weights, before the output weights, ``[tokens, width]``."""
        return (weights @ self.heads("v")).transpose(0, 1).flatten(1)

    def feed_forward(self, states: torch.Tensor) -> torch.Tensor:
        """Return the states after the layer's second half."""
        changed: torch.Tensor = states + self.layer.mlp(self.layer.layer_norm2(states))
        return changed

    def embed(self, states: torch.Tensor) -> torch.Tensor:
        """Return the unit vectors of states."""
        normed = self.model.vision_model.post_layernorm(states)
        return torch.nn.functional.normalize(self.model.visual_projection(normed), dim=-1)

    def similarities(self, states: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
        """Return the similarity of every patch to every word, ``[words, patches]``."""
        return words @ self.embed(states)[1:].T


def alike(tokens: torch.Tensor) -> torch.Tensor:
    """Return attention of tokens to those that are like them, ``[heads, tokens, tokens]``."""
    return attention_of(tokens, tokens)


def attention_of(queries: torch.Tensor, keys: torch.Tensor) -> torch.Tensor:
    """Return the attention of queries to keys, ``[heads, tokens, tokens]``."""
    scores: torch.Tensor = queries @ keys.transpose(-1, -2) * queries.shape[-1] ** -0.5
    return scores.softmax(dim=-1)


def maskclip(last: LastLayer, words: torch.Tensor) -> torch.Tensor:
    """Let every patch see only its own value."""
    values = last.heads("v").transpose(0, 1).flatten(1)
    return last.similarities(last.layer.self_attn.out_proj(values), words)


def clearclip(last: LastLayer, words: torch.Tensor) -> torch.Tensor:
    """Attend from queries to queries, without the residual connection and the feed-forward network."""
    received = last.attend(alike(last.heads("q")))
    return last.similarities(last.layer.self_attn.out_proj(received), words)


def sclip(last: LastLayer, words: torch.Tensor) -> torch.Tensor:
    """Attend from queries to queries and from keys to keys, and keep the rest of the layer."""
    received = last.attend(alike(last.heads("q")) + alike(last.heads("k")))
    return last.similarities(last.feed_forward(last.states + last.layer.self_attn.out_proj(received)), words)


def grad_eclip(last: LastLayer, words: torch.Tensor) -> torch.Tensor:
    """Weight values by the score's gradient and by how alike query and keys are; drop negative ones."""
    query, keys, values = (last.heads(name).transpose(0, 1).flatten(1) for name in "qkv")
    near = torch.nn.functional.cosine_similarity(query[:1], keys[1:])
    near = (near - near.min()) / (near.max() - near.min()).clamp_min(1e-12)
    weights = attention_of(last.heads("q"), last.heads("k"))
    with torch.enable_grad():
        received = last.attend(weights)[:1].repeat(len(words), 1).requires_grad_()
        state = last.feed_forward(last.states[:1] + last.layer.self_attn.out_proj(received))
        (gradient,) = torch.autograd.grad((last.embed(state) * words).sum(), received)
    return (gradient @ (values[1:] * near[:, None]).T).relu()


Way = Callable[[LastLayer, torch.Tensor], torch.Tensor]

WAYS: Mapping[str, Way] = {
    "MaskCLIP": maskclip,
    "ClearCLIP": clearclip,
    "SCLIP": sclip,
    "Grad-ECLIP": grad_eclip,
}


def is_supported(encoder: Any) -> bool:
    """Return whether an encoder is a CLIP of transformers, whose modules these ways know."""
    model = getattr(getattr(encoder, "_towers", None), "model", None)
    return hasattr(model, "vision_model") and hasattr(model, "visual_projection")


def last_layer(encoder: Any, picture: Image.Image) -> LastLayer:
    """Run the tower on one picture, and return its last layer with what enters it."""
    model, entering = encoder._towers.model, []
    pixels = encoder.prepare(picture)[None].to(next(model.parameters()))
    norm = model.vision_model.encoder.layers[-1].layer_norm1
    hook = norm.register_forward_pre_hook(lambda module, inputs: entering.append(inputs[0][0]))
    try:
        with torch.no_grad():
            encoder._towers.image_features(pixels)
    finally:
        hook.remove()
    patch = model.vision_model.config.patch_size
    return LastLayer(model, entering[0], (pixels.shape[2] // patch, pixels.shape[3] // patch))


def draw_map(way: Way, last: LastLayer, words: Vectors) -> Map:
    """Return the map of every word, float32 ``[words, rows, columns]``."""
    with torch.no_grad():
        maps = way(last, torch.from_numpy(np.ascontiguousarray(words)).to(last.states))
    found: Map = maps.detach().float().cpu().numpy().reshape(-1, *last.grid)
    return found
