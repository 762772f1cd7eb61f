"""Encoders: models that turn pictures and texts into unit vectors in one space.

Nothing heavy is imported before the first `load_encoder`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from clip_critic.encoders.base import Encoder
from clip_critic.encoders.catalogue import BUNDLED, MINIATURE, SECOND_MINIATURE
from clip_critic.encoders.measurements import keep_in
from clip_critic.encoders.names import is_file, local_path, require_short, shown
from clip_critic.errors import EncoderError
from clip_critic.settings import PRECISION

__all__ = ["check_encoder", "load_encoder"]


@dataclass(frozen=True)
class Running:
    """The device, folder and precision of an encoder; the attributes are the arguments of `load_encoder`."""

    device: str | None = None
    models_dir: Path | None = None
    precision: str = PRECISION.choices[0]


Loader = Callable[[str, Running], Encoder]


def load_encoder(
    spec: str,
    *,
    device: str | None = None,
    models_dir: Path | None = None,
    precision: str = PRECISION.choices[0],
    cache_dir: Path | None = None,
) -> Encoder:
    """Load an encoder.

    Args:
        spec: ``hf:<hub id or folder>``, ``open_clip:<architecture>/<tag or weight file>``,
            ``open_clip:<folder with open_clip_config.json>``, ``miniature`` or ``miniature:second``.
        device: ``cpu``, ``cuda``, ...; the best available by default.
        models_dir: a folder of models, searched before anything is downloaded.
        precision: ``auto`` (half precision on CUDA, else float32), ``float32``, or ``bfloat16``, which is
            about twice as fast on processors that have it, and a little less exact.
        cache_dir: the folder that remembers what was measured on this processor; by default the user's cache.

    Raises:
        EncoderError: the encoder is unknown, missing or damaged.
    """
    kind, name = _parts(spec)
    keep_in(cache_dir)
    return LOADERS[kind](name, Running(device, models_dir, precision))


def check_encoder(spec: str, *, device: str | None = None, models_dir: Path | None = None) -> None:
    """Require that an encoder can be loaded, as far as that is seen without reading its weights.

    What is not on this machine is downloaded, so that only loading is left to do.

    Args:
        spec: as for `load_encoder`.
        device: the device to run on; the best available by default.
        models_dir: a folder of models, searched before anything is downloaded.

    Raises:
        EncoderError: the encoder is unknown, missing or incomplete, or there is no such device.
    """
    kind, name = _parts(spec)
    from clip_critic.encoders.torch_encoder import pick_device

    pick_device(device)
    CHECKS[kind](name, models_dir)


def _parts(spec: str) -> tuple[str, str]:
    """Return the kind and the name of a specification.

    Raises:
        EncoderError: it is not a specification.
    """
    require_short(spec)
    kind, _, name = spec.strip().partition(":")
    name = name.strip()
    is_spec = f"{kind}:{name}".rstrip(":") in BUNDLED if kind == MINIATURE else bool(name)
    if kind not in LOADERS or not is_spec:
        raise EncoderError(f"{shown(spec)!r} is not the name of an encoder: {_right_spelling(spec.strip())}")
    return kind, name


def _load_hf(name: str, running: Running) -> Encoder:
    from clip_critic.encoders.hf import load_hf

    return load_hf(name, running.device, running.models_dir, running.precision)


def _load_open_clip(name: str, running: Running) -> Encoder:
    from clip_critic.encoders.openclip import load_open_clip

    return load_open_clip(name, running.device, running.models_dir, running.precision)


def _load_miniature(name: str, running: Running) -> Encoder:
    from clip_critic.encoders.miniature import load_miniature

    return load_miniature(name, running.device, running.precision)


def _check_hf(name: str, models_dir: Path | None) -> None:
    from clip_critic.encoders.hf import find_hf

    find_hf(name, models_dir)


def _check_open_clip(name: str, models_dir: Path | None) -> None:
    from clip_critic.encoders.openclip import find_source

    find_source(name, models_dir)


LOADERS: Mapping[str, Loader] = {"hf": _load_hf, "open_clip": _load_open_clip, MINIATURE: _load_miniature}
CHECKS: Mapping[str, Callable[[str, Path | None], None]] = {
    "hf": _check_hf,
    "open_clip": _check_open_clip,
    MINIATURE: lambda name, models_dir: None,
}


def _right_spelling(spec: str) -> str:
    if spec.lower().startswith(f"{MINIATURE}:"):
        return f"the bundled ones are {MINIATURE} and {SECOND_MINIATURE}."
    examples = (
        "write hf:openai/clip-vit-base-patch32, hf:FOLDER, open_clip:ViT-B-32/laion2b_s34b_b79k"
        " or open_clip:FOLDER, or miniature for the bundled one."
    )
    if not spec.partition(":")[2].strip() and (spec.endswith(":") or not spec):
        return examples
    name = (
        spec.partition(":")[2]
        if spec.split(":")[0].lower().replace("-", "_") in ("openclip", "open_clip")
        else spec
    )
    is_open_clip = (
        name != spec or is_file(local_path(spec) / "open_clip_config.json") or spec.startswith(("ViT-", "RN"))
    )
    return f"did you mean {'open_clip' if is_open_clip else 'hf'}:{shown(name)}? Otherwise {examples}"
