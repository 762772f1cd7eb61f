"""The search for a small decoder that fits a host's latents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import torch

from clip_critic.errors import BadInputError, WeightsError
from clip_critic.guides.base import LatentSpace
from clip_critic.guides.tiny_decoder import SMALL, TAESD, Plan, TinyDecoder, fits, load_decoder
from clip_critic.storage.assets import miniature_dir, taesd_dir
from clip_critic.weights.state import read_file

MINIATURE = "miniature"
FILES = {0.18215: "taesd_decoder", 0.13025: "taesdxl_decoder"}
"""TAESD's files without their endings, by the factor of the latents: Stable Diffusion 1 and 2, and XL."""
ENDINGS = (".safetensors", ".pth", ".pt")
NEAR = 1e-5
CHANNELS = 4
BESIDE = ("VAE-taesd", "VAE-approx")
"""The folders beside that of the CLIP models: the first has what WebUIs download for their live previews."""


def kind_of(space: LatentSpace) -> str | None:
    """Return the miniature's name, or that of TAESD's file for these latents; None if they are unknown."""
    if space.first_weight.shape[1] != CHANNELS:
        return None
    if _is_miniature(space):
        return MINIATURE
    return next((name for scale, name in FILES.items() if abs(scale - space.scale) < NEAR), None)


def find_small_decoder(space: LatentSpace, folders: Sequence[Path]) -> TinyDecoder:
    """Return the small decoder for a host's latents; one that was found before is not read again.

    A file in the folders counts before the one that is bundled.

    Args:
        space: the meaning of the latents.
        folders: the folders to search for TAESD's files.

    Raises:
        BadInputError: none is known, or it is not there; the message says what to do.
        WeightsError: its file is damaged.
    """
    kind = kind_of(space)
    if kind is None:
        raise BadInputError(
            "No small decoder is known for this checkpoint's latents: choose full as the steering decoder, "
            "or turn steering off."
        )
    if kind == MINIATURE:
        return _read(SMALL, miniature_decoder())
    file = next((path for path in _places(kind, (*folders, taesd_dir())) if path.is_file()), None)
    if file is None:
        place = f" ({folders[0]})" if folders else ""
        raise BadInputError(
            f"Steering needs TAESD for this checkpoint, which is not bundled: put {kind}.safetensors or "
            f"{kind}.pth into the folder of the CLIP models{place}, or choose full as the steering decoder."
        )
    return _read(TAESD, file)


def decoder_folders(models_dir: Path, others: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Return the folders that may have TAESD's files: that of models, its neighbours in a WebUI, others."""
    return (models_dir, *(models_dir.parent / name for name in BESIDE), *others)


def miniature_decoder() -> Path:
    """Return the file of the miniature's own small decoder."""
    return miniature_dir() / "decoder" / "model.safetensors"


def _read(plan: Plan, file: Path) -> TinyDecoder:
    stamp = file.stat()
    return _read_once(plan, file, (stamp.st_mtime_ns, stamp.st_size))


@lru_cache(maxsize=len(FILES) + 1)
def _read_once(plan: Plan, file: Path, stamp: tuple[int, int]) -> TinyDecoder:
    """Read a decoder, which is kept until its file changes: a few megabytes."""
    weights = read_file(file)
    if plan == TAESD and not fits(plan, {name: weight.shape for name, weight in weights.items()}):
        raise WeightsError(f"The file {file} is not TAESD's decoder: download it again.")
    return load_decoder(plan, weights)


def _places(name: str, folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from (folder / f"{name}{ending}" for ending in ENDINGS)


def _is_miniature(space: LatentSpace) -> bool:
    """Return whether a VAE is the miniature's, by the first weights of its decoder."""
    from clip_critic.miniature.source import StoredMiniature

    own = StoredMiniature(miniature_dir())
    if tuple(space.first_weight.shape[:2]) != (own.vae["block_out_channels"][-1], CHANNELS):
        return False
    first = own.vae_weights()["decoder.conv_in.weight"].float()
    return bool(torch.allclose(space.first_weight.detach().float().cpu(), first, atol=1e-2))
