"""The extension's folders inside the host's, and its section of the host's settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from modules import paths, shared

from clip_critic.settings import Settings, table

NAME = "CLIP Critic"
PREFIX = "clip_critic_"
OUTPUTS = (
    "outdir_samples",
    "outdir_txt2img_samples",
    "outdir_img2img_samples",
    "outdir_extras_samples",
    "outdir_save",
)
"""The host's options that name folders of pictures."""
GRIDS = ("outdir_grids", "outdir_txt2img_grids", "outdir_img2img_grids")
SERVED = "/file="
"""What stands in front of a file's path in an address of gradio's."""


def data_dir() -> Path:
    """Return the extension's folder inside the host's data folder."""
    return Path(paths.data_path) / "clip-critic"


def models_dir() -> Path:
    """Return the folder to search for CLIP models: ``--clip-models-path``, or ``models/CLIP``."""
    return Path(getattr(shared.cmd_opts, "clip_models_path", None) or Path(paths.models_path) / "CLIP")


def output_folders() -> tuple[Path, ...]:
    """Return the folders that the host's tabs write their pictures to, as its settings say."""
    return _folders(OUTPUTS)


def _folders(options: Iterable[str]) -> tuple[Path, ...]:
    names = [getattr(shared.opts, option, "") for option in options]
    return tuple(dict.fromkeys(Path(name).absolute() for name in names if name))


def shown_file(address: str) -> Path | None:
    """Return the file of a picture that the host's pages show at an address; None if it is none of theirs.

    Pictures that the host does not save are in a temporary folder, where only those count that it has put
    there itself.
    """
    try:
        name = unquote(urlsplit(address).path).partition(SERVED)[2]
        path = Path(name).absolute()
        own = getattr(shared.demo, "temp_file_sets", ())  # of texts, and in gradio 4 of paths, too
        if name and any(path in files or str(path) in files for files in own):
            return path
        file, folders = path.resolve(), _folders((*OUTPUTS, *GRIDS))
        return file if name and any(file.is_relative_to(folder.resolve()) for folder in folders) else None
    except (OSError, ValueError):  # no address, or no path
        return None


def add_option(
    name: str,
    default: Any,
    label: str,
    info: str,
    component: Any,
    options: Mapping[str, Any],
) -> None:
    """Add an option to the extension's section of the host's settings page."""
    option = shared.OptionInfo(default, label, component, dict(options), section=("clip_critic", NAME))
    if info:  # the host's own ``info`` would add brackets, and then no translation would match
        option = option.html(f"<span class='info'>{escape(info)}</span>")
    shared.opts.add_option(PREFIX + name, option)


def settings() -> Settings:
    """Return the current settings from the host's options."""
    return Settings.read({name: getattr(shared.opts, PREFIX + name, default) for name, default, _ in table()})
