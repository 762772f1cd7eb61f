"""Places where other programs leave encoders: their files are used before anything is downloaded.

Only names and the ends of archives are looked at, so that a page or a help text can use it while it starts.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from clip_critic.encoders.names import is_file, is_folder, local_path

FOLDERS_VARIABLE = "CLIP_CRITIC_MODEL_FOLDERS"
"""The variable that names more folders, separated as in ``PATH``."""

ARCHIVES: Mapping[str, str] = {
    # OpenAI's own, as their package and the WebUI's interrogator download them: TorchScript, read as data.
    "ViT-L-14.pt": "ViT-L-14/openai",
    "ViT-L-14-336px.pt": "ViT-L-14-336/openai",
    "ViT-B-16.pt": "ViT-B-16/openai",
    "ViT-B-32.pt": "ViT-B-32/openai",
    "RN50.pt": "RN50/openai",
    "RN101.pt": "RN101/openai",
    "RN50x4.pt": "RN50x4/openai",
    "RN50x16.pt": "RN50x16/openai",
    "RN50x64.pt": "RN50x64/openai",
    # Those of open_clip before it moved to the hub.
    "vit_l_14-laion400m_e32-3d133497.pt": "ViT-L-14/laion400m_e32",
    "vit_l_14-laion400m_e31-69988bb6.pt": "ViT-L-14/laion400m_e31",
    "vit_b_16_plus_240-laion400m_e32-699c4b84.pt": "ViT-B-16-plus-240/laion400m_e32",
    "vit_b_16_plus_240-laion400m_e31-8fb26589.pt": "ViT-B-16-plus-240/laion400m_e31",
    "vit_b_16-laion400m_e32-55e67d44.pt": "ViT-B-16/laion400m_e32",
    "vit_b_16-laion400m_e31-00efa78f.pt": "ViT-B-16/laion400m_e31",
    "vit_b_32-laion2b_e16-af8dbd0c.pth": "ViT-B-32/laion2b_e16",
    "vit_b_32-quickgelu-laion400m_e32-46683a32.pt": "ViT-B-32-quickgelu/laion400m_e32",
    "vit_b_32-quickgelu-laion400m_e31-d867053b.pt": "ViT-B-32-quickgelu/laion400m_e31",
    "rn50-quickgelu-yfcc15m-455df137.pt": "RN50-quickgelu/yfcc15m",
    "rn50-quickgelu-cc12m-f000538c.pt": "RN50-quickgelu/cc12m",
    "rn101-quickgelu-yfcc15m-3e04b30e.pt": "RN101-quickgelu/yfcc15m",
}
"""Single files by their names, and the architecture and tag of open_clip that they are. Their names say for
certain what is in them; other files, such as those for IP-Adapter, mostly hold one of two towers."""

IN_MODELS = ("clip-interrogator", "CLIP", "clip", "clip_vision", "text_encoder", "text_encoders")
"""The folders of A1111, Forge, ComfyUI and others in their ``models``."""
AT_HOME = (
    ".cache/clip",
    *(
        f"{place}/models/{name}"
        for place in (
            "ComfyUI",
            "Documents/ComfyUI",
            "stable-diffusion-webui",
            "stable-diffusion-webui-forge",
        )
        for name in IN_MODELS
    ),
    "Fooocus/models/clip_vision",
    "SwarmUI/Models/clip_vision",
    "invokeai/models/any/clip_vision",
)
"""The folders below the user's own, if the programs were installed as their guides say."""


def other_folders(models_dir: Path | None) -> tuple[Path, ...]:
    """Return the folders on this machine in which other programs keep encoders, each once.

    Args:
        models_dir: the user's folder of models; in a WebUI, others are beside it.
    """
    written = os.environ.get(FOLDERS_VARIABLE, "").split(os.pathsep)
    named = [local_path(name) for name in written if name.strip()]
    is_in_webui = models_dir is not None and (models_dir.parent.name, models_dir.name) == ("models", "CLIP")
    beside = [models_dir.parent / name for name in IN_MODELS] if models_dir and is_in_webui else []
    places = dict.fromkeys([*named, *beside, *_at_home()])
    return tuple(folder for folder in places if is_folder(folder) and not _is_same(folder, models_dir))


def find_archive(name: str, models_dir: Path | None) -> Path | None:
    """Return the file of this name that another program has left, or None.

    What an interrupted download has left does not count: an archive has its table at its end.
    """
    folders = [*([models_dir] if models_dir else []), *other_folders(models_dir)]
    files = (folder / name for folder in folders if name)
    return next((file for file in files if is_file(file) and _is_whole(file)), None)


def archive_cache() -> Path:
    """Return the folder in which OpenAI's package and open_clip keep files that are not on the hub."""
    return Path.home() / ".cache" / "clip"


def short(folder: Path) -> str:
    """Return a folder for a list, with ``~`` for the user's own."""
    try:
        return f"~/{folder.relative_to(Path.home()).as_posix()}"
    except (ValueError, RuntimeError):
        return str(folder)


def _at_home() -> Iterator[Path]:
    try:
        home = Path.home()
    except RuntimeError:  # a user without one
        return
    yield from (home / name for name in AT_HOME)


def _is_whole(file: Path) -> bool:
    try:
        return zipfile.is_zipfile(file)
    except OSError:
        return False


def _is_same(folder: Path, other: Path | None) -> bool:
    return other is not None and is_folder(other) and folder.samefile(other)
