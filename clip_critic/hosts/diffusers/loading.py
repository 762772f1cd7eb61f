"""Loading checkpoints: diffusers folders, single files, and the bundled miniature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from clip_critic.errors import BadInputError
from clip_critic.hosts.diffusers.checkpoints import INDEX, Checkpoint, read_json
from clip_critic.hosts.diffusers.drawing import STABLE_DIFFUSION, STABLE_DIFFUSION_XL, Painter
from clip_critic.hosts.diffusers.folders import (
    UNUSED,
    require_known_parts,
    require_safe_shards,
    text_encoders,
)
from clip_critic.hosts.diffusers.library import load_diffusers, silence
from clip_critic.hosts.diffusers.predictions import prediction_of
from clip_critic.hosts.diffusers.single_files import (
    VAE_MARK,
    config_folder,
    has_velocity,
    kind_of,
    weights_in,
)
from clip_critic.miniature.parts import pipeline_parts
from clip_critic.miniature.source import StoredMiniature
from clip_critic.storage.assets import miniature_dir
from clip_critic.storage.paths import cache_dir

if TYPE_CHECKING:
    import torch

    from clip_critic.weights.state import State

KINDS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys((*STABLE_DIFFUSION, "LatentConsistencyModelPipeline"), STABLE_DIFFUSION),
    **dict.fromkeys(STABLE_DIFFUSION_XL, STABLE_DIFFUSION_XL),
}
"""The pipelines from text and from a picture, by the class in a folder's index."""
NO_CHECKER = {"safety_checker": None, "feature_extractor": None, "requires_safety_checker": False}
HALF = "fp16"
CHANNELS = 4


@dataclass(frozen=True)
class Placement:
    """The device and data type of a model.

    Args:
        device: ``"cpu"``, ``"cuda"``, ...; an empty name means CUDA where available.
    """

    device: str = ""

    @property
    def name(self) -> str:
        import torch

        return self.device or ("cuda" if torch.cuda.is_available() else "cpu")

    @property
    def dtype(self) -> torch.dtype:
        import torch

        return torch.float16 if torch.device(self.name).type == "cuda" else torch.float32


def load_painter(checkpoint: Checkpoint, place: Placement, vae: Checkpoint | None = None) -> Painter:
    """Load a checkpoint, without downloading anything.

    Args:
        checkpoint: a checkpoint of Stable Diffusion 1, 2 or XL.
        place: the device and data type.
        vae: the VAE to use instead of the checkpoint's own.

    Raises:
        BadInputError: the checkpoint is of another kind.
        EncoderError: a file of the miniature is missing.
        HostError: the checkpoint is damaged, incomplete, or does not work with the installed diffusers.
        CriticError: diffusers is not installed.
    """
    load_diffusers()
    with silence(f"The checkpoint {checkpoint.name}"):
        kinds, parts = _parts(checkpoint, place, vae is not None)
        if vae is not None:
            parts["vae"] = _load_vae(vae, parts["vae"], place.dtype)
        for part in parts.values():
            if hasattr(part, "parameters"):
                part.to(place.name, place.dtype).eval()
        return Painter(kinds, parts)


def natural_side(checkpoint: Checkpoint) -> int:
    """Return the side in pixels of a checkpoint's training pictures, without loading the checkpoint."""
    if checkpoint.path is None:
        config: Mapping[str, Any] = StoredMiniature(miniature_dir()).unet
    elif checkpoint.path.is_dir():
        config = read_json(checkpoint.path / "unet" / "config.json")
    else:
        return kind_of(checkpoint.path, with_vae=False).side
    size = config.get("sample_size")
    return 8 * size if isinstance(size, int) else 512


def require_vae(checkpoint: Checkpoint) -> None:
    """Require a VAE in a single file.

    Raises:
        BadInputError: it has none, or cannot be used for another reason.
    """
    if checkpoint.path is not None and checkpoint.path.is_file():
        kind_of(checkpoint.path)


def _parts(
    checkpoint: Checkpoint, place: Placement, has_vae: bool = False
) -> tuple[tuple[str, str], dict[str, Any]]:
    if checkpoint.path is None:
        return STABLE_DIFFUSION, pipeline_parts(StoredMiniature(miniature_dir()))
    if checkpoint.path.is_dir():
        return _from_folder(checkpoint.path, place.dtype)
    kind = kind_of(checkpoint.path, with_vae=not has_vae)
    prediction = prediction_of(checkpoint.path)
    configs = config_folder(kind, cache_dir() / "checkpoint-configurations")
    kinds, parts = from_single_file(checkpoint.path, configs, kind.pipeline, place.dtype)
    if prediction.velocity is None and kind.may_predict_velocity:
        prediction = replace(prediction, velocity=has_velocity(parts["unet"].to(place.name)))
    parts["scheduler"].register_to_config(**prediction.settings())
    return kinds, parts


def from_single_file(
    file: Path, configs: Path, pipeline: str, dtype: torch.dtype
) -> tuple[tuple[str, str], dict[str, Any]]:
    """Load the components of a checkpoint in the original (ldm) layout.

    The weights are read here, not by diffusers, which would unpickle some files. A checkpoint without a VAE
    gets a random one.

    Args:
        file: the checkpoint.
        configs: a diffusers folder for a model of this kind; only its configurations are read.
        pipeline: the pipeline's class in diffusers.
        dtype: the weights' data type.

    Raises:
        BadInputError: the file is damaged, or holds more than weights.
    """
    library = load_diffusers()
    weights, kinds = weights_in(file), KINDS[pipeline]
    index = read_json(configs / INDEX)
    places = {"config": str(configs), "torch_dtype": dtype, "local_files_only": True}
    parts: dict[str, Any] = {
        name: _text_tower(index[name], weights, subfolder=name, **places)
        for name in index
        if name.startswith("text_encoder")
    }
    parts["vae"] = _vae_in(weights, places)
    parts["unet"] = library.UNet2DConditionModel.from_single_file(weights, subfolder="unet", **places)
    more = NO_CHECKER if kinds == STABLE_DIFFUSION else {}
    loaded = getattr(library, pipeline).from_pretrained(str(configs), local_files_only=True, **parts, **more)
    return kinds, _parts_of(loaded)


def _vae_in(weights: State, places: Mapping[str, Any]) -> Any:
    kind = load_diffusers().AutoencoderKL
    if any(name.startswith(VAE_MARK) for name in weights):
        return kind.from_single_file(weights, subfolder="vae", **places)
    return kind.from_config(kind.load_config(places["config"], subfolder="vae", local_files_only=True))


def _text_tower(entry: Any, weights: State, **places: Any) -> Any:
    import transformers
    from diffusers.loaders.single_file_utils import create_diffusers_clip_model_from_ldm

    return create_diffusers_clip_model_from_ldm(getattr(transformers, entry[1]), weights, **places)


def _from_folder(folder: Path, dtype: torch.dtype) -> tuple[tuple[str, str], dict[str, Any]]:
    index = read_json(folder / INDEX)
    pipeline = str(index.get("_class_name"))
    if pipeline not in KINDS:
        raise BadInputError(
            f"The checkpoint {folder.name} is a {pipeline}: choose a Stable Diffusion 1, 2 or XL model."
        )
    require_known_parts(folder, index)
    kinds, variant = KINDS[pipeline], _variant(folder)
    more: dict[str, Any] = {name: None for name in UNUSED if name in index}
    more.update(text_encoders(folder, index, variant, dtype))
    if kinds == STABLE_DIFFUSION:
        more.update(NO_CHECKER)
    loaded = getattr(load_diffusers(), kinds[0]).from_pretrained(
        str(folder),
        torch_dtype=dtype,
        local_files_only=True,
        use_safetensors=True,
        variant=variant,
        **more,
    )
    _require_four_channels(folder.name, loaded.unet.config.in_channels)
    return kinds, _parts_of(loaded)


def _parts_of(loaded: Any) -> dict[str, Any]:
    parts = dict(loaded.components)
    for name, value in loaded.config.items():
        if name in ("requires_safety_checker", "force_zeros_for_empty_prompt"):
            parts[name] = value
    return parts


def _require_four_channels(name: str, channels: int) -> None:
    if channels != CHANNELS:
        raise BadInputError(
            f"The checkpoint {name} is made for inpainting or another special use (its UNet takes {channels} "
            f"channels): choose a regular one."
        )


def _variant(folder: Path) -> str | None:
    """Return the variant of a folder that has only half-precision files, marked by their names."""
    files = list((folder / "unet").glob("*.safetensors"))
    return HALF if files and all(f".{HALF}." in file.name for file in files) else None


def _load_vae(vae: Checkpoint, own: Any, dtype: torch.dtype) -> Any:
    kind = load_diffusers().AutoencoderKL
    if vae.path is not None and vae.path.is_dir():
        require_safe_shards(vae.path, vae.name)
        loaded = kind.from_pretrained(
            str(vae.path), torch_dtype=dtype, local_files_only=True, use_safetensors=True
        )
    else:
        assert vae.path is not None
        weights = weights_in(vae.path)
        with TemporaryDirectory() as folder:  # for the configuration, which the file does not contain
            own.save_config(folder)
            loaded = kind.from_single_file(weights, config=folder, torch_dtype=dtype, local_files_only=True)
    return loaded
