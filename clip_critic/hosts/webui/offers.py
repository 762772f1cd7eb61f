"""The samplers, checkpoints, VAEs and styles that the host offers, read without loading a checkpoint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from modules import paths, sd_models, sd_samplers, shared
from safetensors import safe_open

from clip_critic.hosts.base import Description, Request, check_request
from clip_critic.hosts.webui import options

VAE_OPTION = "sd_vae"
MODULES_OPTION = "forge_additional_modules"
"""An option of some forks that replaces the VAE's: a list of the files of VAEs and text encoders."""
BUILT_IN = "None"
XL_MARK = "conditioner.embedders.1.model."
"""The prefix of the weights' names in an XL checkpoint's second text tower."""
OWN_VAES = ("Automatic", BUILT_IN)
"""The values of the host's VAE setting that are not files: the matching file, and the built-in VAE."""


def describe() -> Description:
    """Return the names in the host's dropdowns, the selected one or the default first, and its options."""
    return replace(_choices(), options=options.names())


def _choices() -> Description:
    return Description(
        name="WebUI",
        samplers=samplers(),
        schedulers=tuple(scheduler.label for scheduler in _schedulers()),
        checkpoints=_checkpoints(),
        vaes=_vaes(),
        styles=tuple(name for name, style in shared.prompt_styles.styles.items() if _is_style(style)),
    )


def checked(request: Request) -> Request:
    """Return the request with aliases (such as a checkpoint's hash) resolved and empty names filled in.

    Raises:
        BadInputError: the request fails `check_request`, or an option cannot be set.
    """
    named = replace(
        request,
        checkpoint=checkpoint_name(request.checkpoint) or request.checkpoint,
        options=options.checked(request.options),
    )
    offered = _choices()
    check_request(named, replace(offered, samplers=offered.samplers + _all_samplers()))
    return replace(
        named,
        sampler=named.sampler or offered.samplers[0],
        scheduler=named.scheduler or next(iter(offered.schedulers), ""),
    )


@dataclass(frozen=True)
class Loaded:
    """The checkpoint and the VAE that are selected in the host, by name; empty where it has no choice."""

    checkpoint: str
    vae: str


def loaded() -> Loaded:
    """Return the checkpoint and the VAE that are selected in the host."""
    return Loaded(checkpoint_name(shared.opts.sd_model_checkpoint), _vae_in_use())


def put_back(request: Request, before: Loaded) -> Request:
    """Return a request with the earlier selection, where it names nothing and another job changed it."""
    now = loaded()
    changed = {
        name: value
        for name in ("checkpoint", "vae")
        if (value := getattr(before, name)) != getattr(now, name) and not getattr(request, name)
    }
    return replace(request, **changed) if changed else request


def side(checkpoint: str) -> int:
    """Return the side in pixels of the pictures that a checkpoint was trained on.

    Args:
        checkpoint: any of its names; an empty one means the checkpoint selected in the host.
    """
    info = _aliases().get(checkpoint or shared.opts.sd_model_checkpoint)
    return 1024 if info and _is_xl(info.filename) else 512


def overrides(request: Request) -> dict[str, Any]:
    """Return the host's settings to override for this request, without those that already have its values."""
    settings: dict[str, Any] = {}
    if request.checkpoint and request.checkpoint != checkpoint_name(shared.opts.sd_model_checkpoint):
        settings["sd_model_checkpoint"] = request.checkpoint
    if request.vae and request.vae != _vae_in_use():
        settings |= _vae_setting(request.vae)
    return settings


def samplers() -> tuple[str, ...]:
    """Return the samplers that the user has not hidden in the host's settings."""
    visible = getattr(sd_samplers, "visible_samplers", None)
    return tuple(sampler.name for sampler in visible()) if visible else _all_samplers()


def name_sampler(p: Any) -> None:
    """Replace missing or unknown sampler names in a processing object, as the host itself does."""
    correct = getattr(sd_samplers, "fix_p_invalid_sampler_and_scheduler", None)
    if correct:
        correct(p)


def checkpoint_name(alias: str | None) -> str:
    """Return a checkpoint's file name under the host's folder, or an empty string if it is unknown.

    Unlike the checkpoint's title, which gains a hash when the host first reads the file, it never changes.

    Args:
        alias: any name that the host accepts for the checkpoint.
    """
    info = _aliases().get(alias)
    return info.name if info else ""


def _aliases() -> Mapping[str | None, Any]:
    """Return the host's checkpoints by each of their names."""
    return getattr(sd_models, "checkpoint_aliases", None) or getattr(sd_models, "checkpoint_alisases", {})


def _checkpoints() -> tuple[str, ...]:
    names = [info.name for info in sd_models.checkpoints_list.values()]
    return _first(checkpoint_name(shared.opts.sd_model_checkpoint), names)


def _vaes() -> tuple[str, ...]:
    if hasattr(shared.opts, MODULES_OPTION):
        return _first(_vae_in_use(), [BUILT_IN, *_vae_modules()])
    if not hasattr(shared.opts, VAE_OPTION):
        return ()  # the fork selects VAEs in another way
    from modules import sd_vae

    return _first(_vae_in_use(), [*OWN_VAES, *sd_vae.vae_dict])


def _vae_in_use() -> str:
    """Return the name of the VAE that is selected in the host, or an empty string."""
    if not hasattr(shared.opts, MODULES_OPTION):
        return str(getattr(shared.opts, VAE_OPTION, ""))
    known = _vae_modules()
    return next((name for name in _modules_in_use() if name in known), BUILT_IN)


def _vae_setting(name: str) -> dict[str, Any]:
    """Return the host's setting that selects a VAE; text encoders among its modules stay."""
    if not hasattr(shared.opts, MODULES_OPTION):
        return {VAE_OPTION: name}
    known = _vae_modules()
    others = [module for module in getattr(shared.opts, MODULES_OPTION) if Path(module).name not in known]
    return {MODULES_OPTION: others if name == BUILT_IN else [*others, known[name]]}


def _modules_in_use() -> list[str]:
    return [Path(module).name for module in getattr(shared.opts, MODULES_OPTION)]


def _vae_modules() -> dict[str, str]:
    """Return the files of the fork's VAEs by name, without those of its text encoders."""
    try:
        from modules_forge import main_entry
    except ImportError:
        return {}
    folders = [Path(paths.models_path, "VAE").absolute()]
    if chosen := getattr(shared.cmd_opts, "vae_dir", None):
        folders.append(Path(chosen).absolute())
    return {
        name: file
        for name, file in main_entry.module_list.items()
        if any(folder in Path(file).parents for folder in folders)
    }


def _schedulers() -> list[Any]:
    try:
        from modules import sd_schedulers
    except ImportError:
        return []  # before 1.9 they were part of the samplers' names
    return list(sd_schedulers.schedulers)


def _all_samplers() -> tuple[str, ...]:
    return tuple(sampler.name for sampler in sd_samplers.all_samplers)


def _is_style(style: Any) -> bool:
    """Return whether an entry is a style; the host puts dividers between the styles of different files."""
    return getattr(style, "path", None) != "do_not_save"


def _is_xl(file: str) -> bool:
    """Return whether a checkpoint is an XL model by its header; without a readable one it is not."""
    if not file.endswith(".safetensors"):
        return False
    try:
        with safe_open(file, framework="pt") as opened:
            names = list(opened.keys())
    except Exception:  # the host reports the error when it loads the file
        return False
    return any(name.startswith(XL_MARK) for name in names)


def _first(chosen: str, names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([chosen, *names] if chosen in names else names))
