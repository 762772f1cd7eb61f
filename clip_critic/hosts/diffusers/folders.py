"""Diffusers folders: their parts are of known kinds, and no library unpickles a file of them.

``use_safetensors`` is not enough: transformers 4.30 takes a ``.bin`` where there is no other file, and every
version takes whatever file a list of shards names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from clip_critic.encoders.weights import find_weights, read_state, require_complete
from clip_critic.errors import BadInputError, EncoderError
from clip_critic.hosts.diffusers.checkpoints import read_json

UNUSED = ("safety_checker", "feature_extractor", "image_encoder")
KNOWN_PARTS: Mapping[str, re.Pattern[str]] = {
    "transformers": re.compile(r"CLIPTextModel(WithProjection)?|CLIPTokenizer(Fast)?"),
    "diffusers": re.compile(r"UNet2DConditionModel|\w*Autoencoder\w+|\w+Scheduler"),
}
"""The classes of the parts of Stable Diffusion 1, 2 and XL, by their library; others may unpickle files."""
TEXT_ENCODER = "text_encoder"
SHARDS = "*.safetensors.index*.json"


def require_known_parts(folder: Path, index: Mapping[str, object]) -> None:
    """Check that a folder names only known parts, and no files that a library would unpickle.

    Args:
        folder: the folder.
        index: the content of its ``model_index.json``.

    Raises:
        BadInputError: it brings its own code, or parts of other models.
    """
    for name, value in index.items():
        if name.startswith("_") or name in UNUSED or not isinstance(value, list):
            continue
        if any(value):
            _require_known_part(folder.name, name, [*map(str, value), ""])
            require_safe_shards(folder / name, folder.name)


def _require_known_part(checkpoint: str, name: str, value: list[str]) -> None:
    library, kind = value[:2]
    if library not in KNOWN_PARTS:
        raise BadInputError(
            f"The checkpoint {checkpoint} contains its own code ({library} for its {name}), "
            "which is not run for safety."
        )
    if not KNOWN_PARTS[library].fullmatch(kind):
        raise BadInputError(
            f"The checkpoint {checkpoint} needs a {kind} as its {name}, which Stable Diffusion 1, 2 and XL "
            "do not have: choose a regular one."
        )


def require_safe_shards(folder: Path, checkpoint: str) -> None:
    """Check that a part's lists of files name only safetensors beside them.

    Raises:
        BadInputError: a list names other files.
    """
    for file in sorted(folder.glob(SHARDS)):
        names = read_json(file).get("weight_map")
        if not isinstance(names, dict) or not all(_is_safe(name) for name in names.values()):
            raise BadInputError(
                f"The checkpoint {checkpoint} is not loaded because {file.name} in its {folder.name} names "
                "other files than .safetensors, which could run code: get it again from its source."
            )


def _is_safe(name: object) -> bool:
    return isinstance(name, str) and re.fullmatch(r"[\w.-]+\.safetensors", name) is not None


def text_encoders(folder: Path, index: Mapping[str, Any], variant: str | None, dtype: Any) -> dict[str, Any]:
    """Load the text encoders of a folder whose parts are known; our own reader reads their weights.

    Args:
        folder: the folder.
        index: the content of its ``model_index.json``.
        variant: the variant of its files, such as ``fp16``; None for the usual ones.
        dtype: the weights' data type.

    Raises:
        BadInputError: weights are missing, damaged, or more than weights.
    """
    import transformers

    stems = [*([f"model.{variant}"] if variant else []), "model", "pytorch_model"]
    found: dict[str, Any] = {}
    for name, value in index.items():
        if name.startswith(TEXT_ENCODER) and isinstance(value, list) and any(value):
            part, kind = folder / name, getattr(transformers, value[1])
            try:
                found[name] = _text_encoder(kind, part, find_weights(part, stems), dtype)
            except EncoderError as error:
                raise BadInputError(f"The checkpoint {folder.name} cannot be read: {error}") from error
    return found


def _text_encoder(kind: Any, folder: Path, files: Sequence[Path], dtype: Any) -> Any:
    if not files:
        raise EncoderError(f"The folder {folder} has no weights: get model.safetensors from its source.")
    config = kind.config_class.from_pretrained(folder, local_files_only=True)
    model, report = kind.from_pretrained(
        None, config=config, state_dict=read_state(files), torch_dtype=dtype, output_loading_info=True
    )
    missing = [name for name in report["missing_keys"] if not name.endswith("position_ids")]
    require_complete(sorted(missing), [str(error) for error in report.get("error_msgs", ())], str(folder))
    return model
