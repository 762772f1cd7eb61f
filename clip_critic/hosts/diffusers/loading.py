"""Loading checkpoints: diffusers folders, single files, and the bundled miniature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from clip_critic.errors import BadInputError
from clip_critic.hosts.diffusers.checkpoints import INDEX, Checkpoint, read_json
from clip_critic.hosts.diffusers.drawing import STABLE_DIFFUSION, STABLE_DIFFUSION_XL, Painter
from clip_critic.hosts.diffusers.library import load_diffusers, silence
from clip_critic.hosts.diffusers.single_files import config_folder, has_velocity, kind_of
from clip_critic.miniature.parts import pipeline_parts
from clip_critic.miniature.source import StoredMiniature
from clip_critic.storage.assets import miniature_dir
from clip_critic.storage.paths import cache_dir

if TYPE_CHECKING:
    import torch

KINDS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys((*STABLE_DIFFUSION, "LatentConsistencyModelPipeline"), STABLE_DIFFUSION),
    **dict.fromkeys(STABLE_DIFFUSION_XL, STABLE_DIFFUSION_XL),
}
"""The pipelines from text and from a picture, by the class in a folder's index."""
LIBRARIES = ("diffusers", "transformers")
UNUSED = ("safety_checker", "feature_extractor", "image_encoder")
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
        kinds, parts = _parts(checkpoint, place)
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
        return kind_of(checkpoint.path).side
    size = config.get("sample_size")
    return 8 * size if isinstance(size, int) else 512


def _parts(checkpoint: Checkpoint, place: Placement) -> tuple[tuple[str, str], dict[str, Any]]:
    if checkpoint.path is None:
        return STABLE_DIFFUSION, pipeline_parts(StoredMiniature(miniature_dir()))
    if checkpoint.path.is_dir():
        return _from_folder(checkpoint.path, place.dtype)
    kind = kind_of(checkpoint.path)
    configs = config_folder(kind, cache_dir() / "checkpoint-configurations")
    kinds, parts = from_single_file(checkpoint.path, configs, kind.pipeline, place.dtype)
    if kind.may_predict_velocity and has_velocity(parts["unet"].to(place.name)):
        parts["scheduler"].register_to_config(prediction_type="v_prediction")
    return kinds, parts


def from_single_file(
    file: Path, configs: Path, pipeline: str, dtype: torch.dtype
) -> tuple[tuple[str, str], dict[str, Any]]:
    """Load the components of a checkpoint in the original (ldm) layout.

    Args:
        file: the checkpoint.
        configs: a diffusers folder for a model of this kind; only its configurations are read.
        pipeline: the pipeline's class in diffusers.
        dtype: the weights' data type.
    """
    kinds = KINDS[pipeline]
    more = NO_CHECKER if kinds == STABLE_DIFFUSION else {}
    loaded = getattr(load_diffusers(), pipeline).from_single_file(
        str(file), config=str(configs), torch_dtype=dtype, local_files_only=True, **more
    )
    return kinds, _parts_of(loaded)


def _from_folder(folder: Path, dtype: torch.dtype) -> tuple[tuple[str, str], dict[str, Any]]:
    index = read_json(folder / INDEX)
    pipeline = str(index.get("_class_name"))
    if pipeline not in KINDS:
        raise BadInputError(
            f"The checkpoint {folder.name} is a {pipeline}: choose a Stable Diffusion 1, 2 or XL model."
        )
    _require_known_libraries(folder, index)
    kinds = KINDS[pipeline]
    more: dict[str, Any] = {name: None for name in UNUSED if name in index}
    if kinds == STABLE_DIFFUSION:
        more.update(NO_CHECKER)
    loaded = getattr(load_diffusers(), kinds[0]).from_pretrained(
        str(folder),
        torch_dtype=dtype,
        local_files_only=True,
        use_safetensors=True,
        variant=_variant(folder),
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


def _require_known_libraries(folder: Path, index: Mapping[str, object]) -> None:
    """Check that a folder names only known libraries: it could also bring its own code."""
    for name, value in index.items():
        if name.startswith("_") or name in UNUSED or not isinstance(value, list):
            continue
        if value and value[0] is not None and value[0] not in LIBRARIES:
            raise BadInputError(
                f"The checkpoint {folder.name} contains its own code ({value[0]} for its {name}), "
                "which is not run for safety."
            )


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
        loaded = kind.from_pretrained(
            str(vae.path), torch_dtype=dtype, local_files_only=True, use_safetensors=True
        )
    else:
        with TemporaryDirectory() as folder:  # for the configuration, which the file does not contain
            own.save_config(folder)
            loaded = kind.from_single_file(
                str(vae.path), config=folder, torch_dtype=dtype, local_files_only=True
            )
    return loaded
