"""Finding a transformers model: a folder, the models folder, the hub's local cache, then the hub."""

from __future__ import annotations

import errno
import logging
import re
from pathlib import Path

from clip_critic.encoders.catalogue import WEIGHT_ENDINGS
from clip_critic.encoders.downloads import fetch_from_hub
from clip_critic.encoders.folders import (
    CONFIG,
    DEFINING_FILES,
    WEIGHT_STEMS,
    missing_tokenizer_files,
    require_model_folder,
)
from clip_critic.encoders.names import is_file, is_folder, local_path
from clip_critic.encoders.quiet import quiet
from clip_critic.encoders.single_files import looks_like_weights, refusal
from clip_critic.encoders.weights import find_weights
from clip_critic.errors import EncoderError, InterruptedByUser
from clip_critic.storage.files import reason

logger = logging.getLogger(__name__)

HUB_ID = re.compile(r"[\w.-]+(/[\w.-]+)?", re.ASCII)
LONGEST_HUB_ID = 96


def find_model_folder(name: str, models_dir: Path | None) -> Path:
    """Return the local folder of a model, which is downloaded only if it is not on this machine.

    Args:
        name: a folder, or a hub id such as ``openai/clip-vit-base-patch32``.
        models_dir: the user's folder of models, searched for ``<id>`` and for the id's last part.

    Raises:
        EncoderError: it does not exist, or cannot be downloaded.
    """
    folder = local_path(name)
    places = [folder] + ([models_dir / name, models_dir / folder.name] if models_dir else [])
    for place in places:
        if is_folder(place):
            require_model_folder(place)
            return place
    for place in places:
        if is_file(place):
            raise refusal(place)
    if looks_like_weights(name):
        raise EncoderError(f"There is no file {folder}. Give a folder with a {CONFIG}, or a hub id.")
    if not is_hub_id(name):
        raise EncoderError(f"There is no folder {folder}. Give a folder with a {CONFIG}, or a hub id.")
    return _complete_in_cache(name) or _download(name, models_dir)


def is_hub_id(name: str) -> bool:
    """Return whether a name can be that of a repository on the hub."""
    return (
        HUB_ID.fullmatch(name) is not None
        and len(name) <= LONGEST_HUB_ID
        and not any(part in name for part in ("--", ".."))
        and not any(part[:1] in "-." or part[-1:] in "-." for part in name.split("/"))
    )


def _complete_in_cache(name: str) -> Path | None:
    """Return the local snapshot if nothing is missing in it, or if nothing can be downloaded either."""
    folder = _cached(name)
    if folder is None or not missing_tokenizer_files(folder):
        return folder
    try:
        return _download(name, None)
    except EncoderError:
        return folder  # loading it reports the missing files


def _cached(name: str) -> Path | None:
    """Return the hub's local snapshot, if it is complete enough to be loaded."""
    from huggingface_hub import try_to_load_from_cache

    config = try_to_load_from_cache(name, CONFIG)
    if not isinstance(config, str):
        return None
    folder = Path(config).parent
    weights = find_weights(folder, WEIGHT_STEMS)
    # Weights are downloaded last, so if they are there, everything else is too.
    return folder if weights and all(file.is_file() for file in weights) else None


def _download(name: str, models_dir: Path | None) -> Path:
    place = (models_dir or Path("a folder of yours")) / name
    files = hub_files(name, place)
    # Small files first: if the weights are in the cache, everything else is there too.
    wanted = [file for file in DEFINING_FILES if file in files] + _weights_among(files)
    folders = [fetch(name, file, place).parent for file in wanted]
    return folders[-1]


def _weights_among(files: set[str]) -> list[str]:
    """Return the names of the weight files: safetensors if there are any, else torch files."""
    for stem, suffix in (("model", ".safetensors"), ("pytorch_model", ".bin")):
        if (single_file := f"{stem}{suffix}") in files:
            return [single_file]
        if (index := f"{single_file}.index.json") in files:
            return [index, *sorted(f for f in files if re.fullmatch(rf"{stem}-\d+-of-\d+\{suffix}", f))]
    raise EncoderError("This model has no readable weights: neither model.safetensors nor pytorch_model.bin.")


def hub_files(repository: str, place: Path) -> set[str]:
    """Return the names of a model's files on the hub; without a network the request fails quickly.

    Raises:
        EncoderError: the hub cannot be reached; the message says to put the model into ``place``.
    """
    from huggingface_hub import HfApi

    try:
        with quiet():
            info = HfApi().model_info(repository, timeout=10)
    except Exception as error:  # requests, httpx and the versions of the hub's client share no base class
        raise _unreachable(repository, place, error) from None
    return {str(file.rfilename) for file in info.siblings or ()}


def fetch(repository: str, file: str, place: Path) -> Path:
    """Return the path of one file of the hub, downloaded unless it is in the local cache.

    Raises:
        EncoderError: it cannot be downloaded.
    """
    from huggingface_hub import hf_hub_download

    logger.info("Fetching %s of %s", file, repository)
    try:
        if file.endswith(WEIGHT_ENDINGS):
            fetch_from_hub(repository, file)
        with quiet(downloads=True):
            return Path(hf_hub_download(repository, file))
    except InterruptedByUser:
        raise
    except Exception as error:  # as above
        raise _unreachable(repository, place, error) from None


def _unreachable(repository: str, place: Path, error: Exception) -> EncoderError:
    logger.info("The hub did not provide %s: %s", repository, error)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EDQUOT):
        return EncoderError(f"The encoder {repository} cannot be downloaded: {reason(error)}.")
    if any(kind.__name__ == "RepositoryNotFoundError" for kind in type(error).__mro__):
        return EncoderError(
            f"The hub has no model {repository!r} that you can access. Check the spelling, or give a folder."
        )
    return EncoderError(
        f"The encoder {repository} is not on this machine and the hub cannot be reached: download its files"
        f" from https://huggingface.co/{repository} on another machine and put them into {place}."
    )
