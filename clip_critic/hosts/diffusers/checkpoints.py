"""Checkpoints and VAEs on disk, by names that are never used as paths."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from clip_critic.encoders.names import is_file, is_folder, local_path
from clip_critic.errors import BadInputError
from clip_critic.storage.files import reason

MINIATURE = "miniature"
SINGLE_FILE = ".safetensors"
SINGLE_FILES = (SINGLE_FILE, ".ckpt", ".pt")
"""The endings of single files; all are read as data alone."""
INDEX = "model_index.json"
DEPTH = 4
"""Levels of folders to search below the models' folder."""


@dataclass(frozen=True)
class Checkpoint:
    """A model with its name; without a path it is the bundled miniature."""

    name: str
    path: Path | None = None


def find_checkpoints(folder: Path | None) -> dict[str, Checkpoint]:
    """Find the checkpoints in a folder and its subfolders: folders of diffusers and single files."""
    return _find(folder, lambda path: is_file(path / INDEX))


def find_vaes(folder: Path | None) -> dict[str, Checkpoint]:
    """Find the VAEs in a folder and its subfolders: folders of diffusers and single files."""
    return _find(folder, _is_vae_folder)


def vae_at(location: str) -> Checkpoint:
    """Return the VAE at a path chosen by the user.

    Raises:
        BadInputError: there is no VAE.
    """
    path = local_path(location)
    is_single = path.suffix.lower() in SINGLE_FILES and is_file(path)
    if not is_single and not _is_vae_folder(path):
        raise BadInputError(
            f"There is no VAE {location}: pass a {SINGLE_FILE}, .ckpt or .pt file, or a diffusers folder "
            "with its config.json."
        )
    return Checkpoint(path.stem if is_single else path.name, path)


def checkpoint_at(location: str) -> Checkpoint:
    """Return the checkpoint at a path chosen by the user, or the miniature for its name.

    Raises:
        BadInputError: there is no such checkpoint.
    """
    if location in ("", MINIATURE):
        return Checkpoint(MINIATURE)
    path = local_path(location)
    if is_folder(path) and not is_file(path / INDEX):
        raise BadInputError(f"The folder {path} is not a diffusers model: {INDEX} is missing.")
    if not is_folder(path) and (path.suffix.lower() not in SINGLE_FILES or not is_file(path)):
        raise BadInputError(
            f"There is no checkpoint {location}: pass a {SINGLE_FILE} or .ckpt file, a diffusers folder, "
            f"or {MINIATURE}."
        )
    return Checkpoint(path.stem if is_file(path) else path.name, path)


def read_json(file: Path) -> dict[str, object]:
    """Read a model's configuration.

    Raises:
        BadInputError: it cannot be read.
    """
    try:
        config = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInputError(f"{file} cannot be read: {reason(error)}.") from error
    except RecursionError:
        raise BadInputError(f"{file} is damaged: it is nested too deeply.") from None
    except ValueError as error:
        raise BadInputError(f"{file} is damaged: {error}.") from error
    if not isinstance(config, dict):
        raise BadInputError(f"{file} is damaged: it does not contain a JSON object.")
    return config


def _is_vae_folder(path: Path) -> bool:
    return is_file(path / "config.json")


def _find(folder: Path | None, is_model: Callable[[Path], bool]) -> dict[str, Checkpoint]:
    if folder is None:
        return {}
    paths = sorted(_walk(folder, is_model, DEPTH))
    names = [path.relative_to(folder).as_posix() for path in paths]
    stems = [_stem(name) for name in names]
    # Where a file and a folder share a name, the file keeps its extension.
    unique = [stem if stems.count(stem) == 1 else name for stem, name in zip(stems, names, strict=True)]
    return {name: Checkpoint(name, path) for name, path in zip(unique, paths, strict=True)}


def _stem(name: str) -> str:
    """Return a file's name without the ending of a single file, such as .safetensors."""
    path = PurePosixPath(name)
    return name.removesuffix(path.suffix) if path.suffix.lower() in SINGLE_FILES else name


def _walk(folder: Path, is_model: Callable[[Path], bool], depth: int) -> Iterator[Path]:
    try:
        inside = [path for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError:  # a missing or unreadable folder offers nothing
        return
    for path in inside:
        if is_folder(path):
            if is_model(path):
                yield path
            elif depth:
                yield from _walk(path, is_model, depth - 1)
        elif path.suffix.lower() in SINGLE_FILES:
            yield path
