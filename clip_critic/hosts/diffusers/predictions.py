"""The detection of a checkpoint's training: whether it predicts noise or velocity, and ends in pure noise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clip_critic.errors import BadInputError, WeightsError
from clip_critic.weights.headers import read_header

VELOCITY, PURE_NOISE = "v_pred", "ztsnr"
"""Names of empty tensors by which the authors of a checkpoint say how it was trained."""
OTHER_NOISE = ("edm_mean", "edm_std", "edm_vpred.sigma_max", "edm_vpred.sigma_min")
"""The same for checkpoints that are trained with another kind of noise."""
METADATA = "modelspec.prediction_type"
MOST_YAML = 1 << 20
TRUE, NOTHING = ("true", "yes", "on"), ("", "~", "null")
"""The words of YAML for these values."""


@dataclass(frozen=True)
class Prediction:
    """The way a checkpoint was trained.

    Attributes:
        velocity: whether the UNet predicts velocity; None if nothing says so.
        pure_noise: whether the last training step is pure noise (zero terminal SNR).
    """

    velocity: bool | None = None
    pure_noise: bool = False

    def settings(self) -> dict[str, Any]:
        """Return the options that a scheduler of diffusers needs for it."""
        found: dict[str, Any] = {"prediction_type": "v_prediction"} if self.velocity else {}
        return found | ({"rescale_betas_zero_snr": True} if self.pure_noise else {})


def prediction_of(file: Path) -> Prediction:
    """Find out how a checkpoint was trained: by the yaml beside it, by its tensors' names, by its metadata.

    Raises:
        BadInputError: it was trained with a kind of noise that no sampler here has.
    """
    try:
        header = read_header(file)
    except WeightsError as error:
        raise BadInputError(f"The checkpoint {file.name} cannot be read: {error}") from error
    if any(name in header.shapes for name in OTHER_NOISE):
        raise BadInputError(
            f"The checkpoint {file.name} was trained with another kind of noise (EDM), which no sampler here "
            "has: choose another one, or a diffusers folder."
        )
    marked = True if VELOCITY in header.shapes else _by_metadata(header.metadata)
    written = _by_yaml(file.with_suffix(".yaml"))
    return Prediction(
        marked if written.velocity is None else written.velocity,
        written.pure_noise or PURE_NOISE in header.shapes,
    )


def _by_metadata(metadata: Mapping[str, str]) -> bool | None:
    kind = metadata.get(METADATA, "").strip().lower()
    return kind.startswith("v") if kind else None


def _by_yaml(file: Path) -> Prediction:
    """Read the configuration that WebUIs expect beside a checkpoint, as far as it can be read."""
    import yaml

    try:
        if not file.is_file() or file.stat().st_size > MOST_YAML:
            return Prediction()
        # Every value stays text: the types that a file may ask for raise anything on a wrong text.
        config = yaml.load(file.read_bytes(), Loader=yaml.BaseLoader)
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        return Prediction()
    settings = _inside(config, "model", "params")
    scaling = _inside(settings, "denoiser_config", "params", "scaling_config").get("target")
    pure_noise = any(_word(settings.get(name)).lower() in TRUE for name in ("ztsnr", "zero_snr"))
    return Prediction(_velocity(settings.get("parameterization"), scaling), pure_noise)


def _velocity(parameterization: object, scaling: object) -> bool | None:
    """Read the parameterization of Stable Diffusion 1 and 2, and the denoiser's scaling of XL."""
    if word := _word(scaling):
        return word.rpartition(".")[2].startswith("VScaling")
    return _word(parameterization) == "v" if _word(parameterization) else None


def _word(value: object) -> str:
    """Return a value of a YAML file; empty if there is none, or a table."""
    return value if isinstance(value, str) and value.lower() not in NOTHING else ""


def _inside(table: Any, *names: str) -> Mapping[str, Any]:
    """Return a table within tables; an empty one if there is none."""
    for name in names:
        table = table.get(name) if isinstance(table, dict) else None
    return table if isinstance(table, dict) else {}
