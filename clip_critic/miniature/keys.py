"""Names of weights: from diffusers' layout to that of CompVis' ldm, which WebUIs load.

Both describe the same networks. No value changes; only the weights of the VAE's attention get another shape:
matrices become convolutions of width 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Rename = Callable[[str], str]

RESIDUAL = {
    "norm1": "in_layers.0",
    "conv1": "in_layers.2",
    "time_emb_proj": "emb_layers.1",
    "norm2": "out_layers.0",
    "conv2": "out_layers.3",
    "conv_shortcut": "skip_connection",
}
"""The parts of a UNet's residual block."""
VAE_PARTS = {
    "conv_shortcut": "nin_shortcut",
    "conv_norm_out": "norm_out",
    "mid_block.resnets.0": "mid.block_1",
    "mid_block.resnets.1": "mid.block_2",
    "mid_block.attentions.0": "mid.attn_1",
    "group_norm": "norm",
    "to_q": "q",
    "to_k": "k",
    "to_v": "v",
    "to_out.0": "proj_out",
}
"""The parts of a VAE, in the order in which they are replaced."""


def unet_names(levels: int, blocks: int) -> Rename:
    """Return the renaming for a UNet with attention at every level.

    Args:
        levels: the number of entries in ``block_out_channels``.
        blocks: the number of ``layers_per_block``.
    """
    prefixes = dict(_ends()) | _down(levels, blocks) | _middle() | _up(levels, blocks)

    def rename(name: str) -> str:
        for prefix, new in prefixes.items():
            if name.startswith(prefix + "."):
                rest = name[len(prefix) + 1 :]
                return f"{new}.{_residual(rest) if '.resnets.' in prefix else rest}"
        raise KeyError(name)

    return rename


def vae_names(levels: int) -> Rename:
    """Return the renaming for a VAE of that many levels; see also `is_matrix`."""

    def rename(name: str) -> str:
        name = re.sub(r"down_blocks\.(\d+)\.resnets\.(\d+)", r"down.\1.block.\2", name)
        name = re.sub(r"down_blocks\.(\d+)\.downsamplers\.0", r"down.\1.downsample", name)
        for kind, new in (("resnets", "block"), ("upsamplers", "upsample")):
            found = re.search(rf"up_blocks\.(\d+)\.{kind}\.(\d+)", name)
            if found:
                number = "" if kind == "upsamplers" else f".{found[2]}"
                name = name.replace(found[0], f"up.{levels - 1 - int(found[1])}.{new}{number}")
        for part, replaced in VAE_PARTS.items():
            name = re.sub(rf"(^|\.){re.escape(part)}(?=\.)", rf"\g<1>{replaced}", name)
        return name

    return rename


def is_matrix(renamed: str) -> bool:
    """Return whether a weight of ldm's VAE is a convolution of width 1 there and a matrix in diffusers."""
    return re.search(r"mid\.attn_1\.(q|k|v|proj_out)\.weight$", renamed) is not None


def text_names(name: str) -> str | None:
    """Rename a weight of a full CLIP's text tower; return None for one of any other part."""
    return f"transformer.{name}" if name.startswith("text_model.") else None


def _ends() -> Mapping[str, str]:
    return {
        "conv_in": "input_blocks.0.0",
        "time_embedding.linear_1": "time_embed.0",
        "time_embedding.linear_2": "time_embed.2",
        "conv_norm_out": "out.0",
        "conv_out": "out.2",
    }


def _down(levels: int, blocks: int) -> dict[str, str]:
    found, number = {}, 1
    for level in range(levels):
        for block in range(blocks):
            found[f"down_blocks.{level}.resnets.{block}"] = f"input_blocks.{number}.0"
            found[f"down_blocks.{level}.attentions.{block}"] = f"input_blocks.{number}.1"
            number += 1
        found[f"down_blocks.{level}.downsamplers.0.conv"] = f"input_blocks.{number}.0.op"
        number += 1
    return found


def _middle() -> dict[str, str]:
    return {
        "mid_block.resnets.0": "middle_block.0",
        "mid_block.attentions.0": "middle_block.1",
        "mid_block.resnets.1": "middle_block.2",
    }


def _up(levels: int, blocks: int) -> dict[str, str]:
    """Return the names of the upward path; every level has attention, so the upsampling is number 2."""
    found, number = {}, 0
    for level in range(levels):
        for block in range(blocks + 1):
            found[f"up_blocks.{level}.resnets.{block}"] = f"output_blocks.{number}.0"
            found[f"up_blocks.{level}.attentions.{block}"] = f"output_blocks.{number}.1"
            number += 1
        found[f"up_blocks.{level}.upsamplers.0.conv"] = f"output_blocks.{number - 1}.2.conv"
    return found


def _residual(rest: str) -> str:
    part, _, kind = rest.partition(".")
    return f"{RESIDUAL[part]}.{kind}"
