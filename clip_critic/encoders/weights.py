"""The weights of encoders: finding their files, checking that they are complete, and reading them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from clip_critic.errors import EncoderError, WeightsError
from clip_critic.weights.names import without_wrappers
from clip_critic.weights.state import State, read_file


def read_state(files: Sequence[Path]) -> State:
    """Read the tensors of one file, or of the shards of one model, to the CPU.

    A file may be safetensors, torch's own, or a TorchScript archive such as OpenAI's ``ViT-L-14.pt``, whose
    tensors are read as data. Nothing of a file is ever run.

    Raises:
        EncoderError: a file is missing, truncated, damaged, or holds more than tensors.
    """
    state: State = {}
    try:
        for file in files:
            state.update(read_file(file))
    except WeightsError as error:
        raise EncoderError(str(error)) from None
    if not state:
        raise EncoderError(f"There are no weights in {', '.join(map(str, files))}.")
    return without_wrappers(state)


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
                return _shards(index)
    return []


def _shards(index: Path) -> list[Path]:
    """Return the files of an index, which are all beside it.

    Raises:
        EncoderError: it is damaged, or names a file somewhere else.
    """
    names = read_json(index).get("weight_map")
    if not isinstance(names, dict) or not all(_is_plain(name) for name in names.values()):
        raise EncoderError(f"The file {index} is damaged: its weight_map names no files. Get it again.")
    return [index.parent / name for name in sorted(set(names.values()))]


def _is_plain(name: object) -> bool:
    return (
        isinstance(name, str)
        and name.isprintable()
        and name not in ("", ".", "..")
        and not set(name) & set("/\\")
    )


def read_json(file: Path) -> dict[str, Any]:
    """Read a configuration file.

    Raises:
        EncoderError: it cannot be read or is not a JSON object.
    """
    try:
        value = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
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
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
