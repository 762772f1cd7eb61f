"""Reading weights from disk: safetensors, or torch files without any pickled code."""

from __future__ import annotations

import json
import pickle
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file

from clip_critic.errors import EncoderError

State = dict[str, torch.Tensor]
DAMAGE = (SafetensorError, zipfile.BadZipFile, RuntimeError, OSError, EOFError, ValueError, KeyError)


def read_state(files: Sequence[Path]) -> State:
    """Read the tensors of one file, or of the shards of one model, to the CPU.

    Raises:
        EncoderError: a file is missing, truncated, damaged, or holds more than tensors.
    """
    state: State = {}
    for file in files:
        state.update(_read_file(file))
    if not state:
        raise EncoderError(f"There are no weights in {', '.join(map(str, files))}.")
    return state


def _read_file(file: Path) -> State:
    try:
        if file.suffix == ".safetensors":
            return load_file(file)
        if _is_program(file):  # torch before 2.2 would run it despite weights_only
            raise EncoderError(
                f"{file} is a TorchScript program, which is never run. Use the model as .safetensors,"
                " or from transformers (hf:...)."
            )
        return _tensors(torch.load(file, map_location="cpu", weights_only=True))
    except FileNotFoundError:
        raise EncoderError(f"The weight file {file} is missing.") from None
    except pickle.UnpicklingError:
        raise EncoderError(
            f"The weight file {file} is damaged, or it is not loaded because it holds more than weights and"
            " could run code. Download it again, as .safetensors if there is one."
        ) from None
    except (
        SafetensorError,
        zipfile.BadZipFile,
        RuntimeError,
        OSError,
        EOFError,
        ValueError,
        KeyError,
    ) as error:
        raise EncoderError(
            f"The weight file {file} is damaged or incomplete ({_first_line(error)}). Download it again."
        ) from None


def _is_program(file: Path) -> bool:
    if not zipfile.is_zipfile(file):
        return False
    with zipfile.ZipFile(file) as archive:
        return any(name.endswith("/constants.pkl") for name in archive.namelist())


def _tensors(loaded: Any) -> State:
    """Return a checkpoint's weights; a training run's has other content too, and ``module.`` prefixes."""
    if isinstance(loaded, dict) and isinstance(loaded.get("state_dict"), dict):
        loaded = loaded["state_dict"]
    if not isinstance(loaded, dict):
        raise ValueError("no table of weights in it")
    state = {str(name): value for name, value in loaded.items() if isinstance(value, torch.Tensor)}
    if state and all(name.startswith("module.") for name in state):
        state = {name.removeprefix("module."): value for name, value in state.items()}
    return state


def find_weights(folder: Path, stems: Sequence[str]) -> list[Path]:
    """Return the weight files of a model folder: safetensors before torch files, shards if it has an index.

    Args:
        folder: the model's folder.
        stems: file names without their ending, the preferred first: ``model``, ``pytorch_model``.

    Returns:
        The files; none if there are none.
    """
    for suffix in (".safetensors", ".bin", ".pt", ".pth"):
        for stem in stems:
            single_file, index = folder / f"{stem}{suffix}", folder / f"{stem}{suffix}.index.json"
            if single_file.is_file():
                return [single_file]
            if index.is_file():
                return [
                    folder / name for name in sorted(set(read_json(index).get("weight_map", {}).values()))
                ]
    return []


def read_json(file: Path) -> dict[str, Any]:
    """Read a configuration file.

    Raises:
        EncoderError: it cannot be read or is not a JSON object.
    """
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EncoderError(f"The file {file} is damaged or cannot be read ({_first_line(error)}).") from None
    if not isinstance(value, dict):
        raise EncoderError(f"The file {file} is not a model's configuration.")
    return value


def require_complete(missing: Sequence[str], wrong: Sequence[str], source: str) -> None:
    """Refuse weights that would leave a part of the model random.

    Raises:
        EncoderError: a weight is missing or has another shape.
    """
    faults = [*(f"{name} is missing" for name in missing), *wrong]
    if faults:
        more = f" and {len(faults) - 1} more" if len(faults) > 1 else ""
        raise EncoderError(
            f"The weights of {source} do not fit its configuration ({faults[0]}{more}). Download it again."
        )


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
