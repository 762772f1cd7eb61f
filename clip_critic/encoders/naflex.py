"""SigLIP 2 NaFlex: pictures keep their shape, so that each is a list of patches, of which some are padding.

A tower takes a picture as one tensor; the mask and the shape are three more numbers of each patch.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch

EXTRA = 3
"""The numbers after a patch's pixels: 1 unless it is padding, the picture's rows and columns of patches."""


def pack(inputs: Mapping[str, Any]) -> torch.Tensor:
    """Return one picture's patches with mask and shape, float32 ``[patches, pixels + EXTRA]``."""
    patches, mask = inputs["pixel_values"][0], inputs["pixel_attention_mask"][0]
    shape = torch.as_tensor(inputs["spatial_shapes"][0], dtype=patches.dtype)
    return torch.cat([patches, mask[:, None].to(patches.dtype), shape.expand(len(patches), 2)], dim=1)


def unpack(packed: torch.Tensor) -> dict[str, torch.Tensor]:
    """Return the arguments of ``get_image_features`` for packed pictures ``[n, patches, pixels + EXTRA]``."""
    numbers = packed[..., -EXTRA:].round().to(torch.int64)
    return {
        "pixel_values": packed[..., :-EXTRA],
        "pixel_attention_mask": numbers[..., 0],
        "spatial_shapes": numbers[:, 0, 1:],
    }
