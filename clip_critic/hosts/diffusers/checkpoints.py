"""Checkpoints and VAEs on the disk: which there are, by names that are never taken for paths."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from clip_critic.errors import BadInputError
from clip_critic.storage.files import reason

MINIATURE = "miniature"
SINGLE_FILE = ".safetensors"
PICKLES = (".ckpt", ".pt", ".pth", ".bin")
INDEX = "model_index.json"
DEPTH = 4
"""Of folders within the models' folder."""


@dataclass(frozen=True)
class Checkpoint:
    """A model by its name; without a path it is the bundled miniature."""

    name: str
    path: Path | None = None


def find_checkpoints(folder: Path | None) -> dict[str, Checkpoint]:
    """Diffusers' folders and single files in the models' folder, and in folders there."""
    return _found(folder, lambda path: (path / INDEX).is_file())


def find_vaes(folder: Path | None) -> dict[str, Checkpoint]:
    """Diffusers' folders of a VAE, and single files."""
    return _found(folder, lambda path: (path / "config.json").is_file())


def checkpoint_at(given: str) -> Checkpoint:
    """The checkpoint that a user names by its path, or the miniature by its name.

    Raises:
        BadInputError: there is none, or it is of a kind that can hold a program.
    """
    if given in ("", MINIATURE):
        return Checkpoint(MINIATURE)
    path = Path(given).expanduser()
    if path.suffix.lower() in PICKLES:
        raise BadInputError(
            f"{path.name} can hold a program as well as weights and is not read: convert it to {SINGLE_FILE}."
        )
    if path.is_dir() and not (path / INDEX).is_file():
        raise BadInputError(f"The folder {path} holds no model of diffusers: {INDEX} is missing.")
    if not path.is_dir() and (path.suffix.lower() != SINGLE_FILE or not path.is_file()):
        raise BadInputError(
            f"There is no checkpoint {given}: give a {SINGLE_FILE} file, a folder of diffusers, "
            f"or {MINIATURE}."
        )
    return Checkpoint(path.stem if path.is_file() else path.name, path)


def read_json(file: Path) -> dict[str, object]:
    """A model's configuration.

    Raises:
        BadInputError: it cannot be read.
    """
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInputError(f"{file} cannot be read: {reason(error)}.") from error
    except ValueError as error:
        raise BadInputError(f"{file} is damaged: {error}.") from error
    if not isinstance(found, dict):
        raise BadInputError(f"{file} is damaged: it holds no table.")
    return found


def _found(folder: Path | None, is_model: Callable[[Path], bool]) -> dict[str, Checkpoint]:
    if folder is None:
        return {}
    paths = sorted(_walk(folder, is_model, DEPTH))
    names = [path.relative_to(folder).as_posix() for path in paths]
    short = [name.removesuffix(SINGLE_FILE) for name in names]
    # A file and a folder of one name keep their whole names.
    chosen = [one if short.count(one) == 1 else name for one, name in zip(short, names, strict=True)]
    return {name: Checkpoint(name, path) for name, path in zip(chosen, paths, strict=True)}


def _walk(folder: Path, is_model: Callable[[Path], bool], depth: int) -> Iterator[Path]:
    try:
        inside = [path for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError:  # missing, or not ours to read: nothing to choose from
        return
    for path in inside:
        if path.is_dir():
            if is_model(path):
                yield path
            elif depth:
                yield from _walk(path, is_model, depth - 1)
        elif path.suffix.lower() == SINGLE_FILE:
            yield path
