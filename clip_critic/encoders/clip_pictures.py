"""CLIP's picture tower, without the computations that its vector does not depend on.

The vector comes from the class token alone, so the last layer is computed only for that token; patches do
not overlap, so the convolution is a reshape and one matrix product. With ViT-B/32 nine tenths of the work
are left. Dosovitskiy et al. 2020 (ViT), equations 1 to 4; Radford et al. 2021 (CLIP).
"""

from __future__ import annotations

from typing import Any

import torch
from torch.nn import functional

from clip_critic.encoders.contributions import Contributions
from clip_critic.encoders.onednn import product


def clip_image_features(model: Any, pixels: torch.Tensor, found: Contributions | None = None) -> torch.Tensor:
    """Return the same features as ``get_image_features`` of a transformers ``CLIPModel``.

    Args:
        model: the model; only its weights and layers are used, so it may be moved and cast freely.
        pixels: prepared pictures ``[n, 3, height, width]``.
        found: what each place adds to the vectors is put there, if anybody asks.

    Returns:
        Vectors ``[n, dimension]`` of any length.

    Raises:
        AttributeError, RuntimeError, TypeError: the tower has another structure.
    """
    tower = model.vision_model
    states = tower.pre_layrnorm(_tokens(tower.embeddings, pixels))
    if found is not None:
        found.add_placeless(states[:, 0])
    *layers, last = tower.encoder.layers
    for layer in layers:
        states = _layer(layer, states, states, found)
    token = _layer(last, states[:, :1], states, found)
    features: torch.Tensor = model.visual_projection(tower.post_layernorm(token[:, 0]))
    if found is not None:
        found.finish()
        found.take_through(tower.post_layernorm)
        found.take_through(model.visual_projection)
    return features


def _tokens(embeddings: Any, pixels: torch.Tensor) -> torch.Tensor:
    """Turn pictures ``[n, 3, height, width]`` into tokens with positions, ``[n, 1 + patches, width]``."""
    patch = embeddings.patch_embedding
    size = patch.kernel_size[0]
    rows, columns = pixels.shape[2] // size, pixels.shape[3] // size
    grid = pixels.reshape(len(pixels), -1, rows, size, columns, size)
    patches = grid.permute(0, 2, 4, 1, 3, 5).flatten(3).flatten(1, 2)
    states = product(patches, patch.weight.flatten(1), patch.bias)
    first = embeddings.class_embedding.expand(len(pixels), 1, -1)
    places: torch.Tensor = embeddings.position_embedding.weight
    return torch.cat((first, states), dim=1) + places


def _layer(
    layer: Any, queries: torch.Tensor, states: torch.Tensor, found: Contributions | None
) -> torch.Tensor:
    """Run a layer for the first tokens ``[n, few, width]``, which attend to all ``[n, many, width]``."""
    attention = layer.self_attn
    normed = layer.layer_norm1(states)
    asking = normed if queries is states else normed[:, : queries.shape[1]]

    def heads(projected: torch.Tensor) -> torch.Tensor:
        return projected.reshape(*projected.shape[:2], attention.num_heads, -1).transpose(1, 2)

    asked, keys = heads(attention.q_proj(asking)), heads(attention.k_proj(normed))
    values = heads(attention.v_proj(normed))
    mixed = functional.scaled_dot_product_attention(asked, keys, values)
    queries = queries + attention.out_proj(mixed.transpose(1, 2).flatten(2))
    added: torch.Tensor = layer.mlp(layer.layer_norm2(queries))
    if found is not None:
        found.attend(asked[:, :, :1], keys, values, attention.out_proj)
        found.add_placeless(added[:, 0])
    return queries + added
