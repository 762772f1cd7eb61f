"""What the host has to choose from, read without loading its checkpoint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from modules import sd_models, sd_samplers, shared
from safetensors import safe_open

from clip_critic.hosts.base import Description, Request, check_request

VAE_OPTION = "sd_vae"
XL_MARK = "conditioner.embedders.1.model."
"""How the names of an XL checkpoint's second text tower begin."""
OWN_VAES = ("Automatic", "None")
"""What the host's setting takes besides the files: the one that belongs to the checkpoint, and its own."""


def describe() -> Description:
    """The names that the host's own dropdowns show, the chosen one or the default first."""
    return Description(
        name="WebUI",
        samplers=samplers(),
        schedulers=tuple(scheduler.label for scheduler in _schedulers()),
        checkpoints=_checkpoints(),
        vaes=_vaes(),
        styles=tuple(name for name, style in shared.prompt_styles.styles.items() if _is_style(style)),
    )


def checked(request: Request) -> Request:
    """The request with the host's names in place of its aliases (a checkpoint's hash, say), none left out.

    Raises:
        BadInputError: as `check_request` says it.
    """
    named = replace(request, checkpoint=checkpoint_name(request.checkpoint) or request.checkpoint)
    offered = describe()
    check_request(named, replace(offered, samplers=offered.samplers + _all_samplers()))
    return replace(
        named,
        sampler=named.sampler or offered.samplers[0],
        scheduler=named.scheduler or next(iter(offered.schedulers), ""),
    )


def side(checkpoint: str) -> int:
    """Of the checkpoint's own pictures in pixels, by any of its names; an empty one is the chosen one."""
    found = _aliases().get(checkpoint or shared.opts.sd_model_checkpoint)
    return 1024 if found and _is_xl(found.filename) else 512


def overrides(request: Request) -> dict[str, str]:
    """The host's settings for this request alone; none where they are the host's own anyway."""
    chosen = {}
    if request.checkpoint and request.checkpoint != checkpoint_name(shared.opts.sd_model_checkpoint):
        chosen["sd_model_checkpoint"] = request.checkpoint
    if request.vae and request.vae != getattr(shared.opts, VAE_OPTION, None):
        chosen[VAE_OPTION] = request.vae
    return chosen


def samplers() -> tuple[str, ...]:
    """Those that the user has not hidden in the host's settings."""
    visible = getattr(sd_samplers, "visible_samplers", None)
    return tuple(row.name for row in visible()) if visible else _all_samplers()


def name_sampler(p: Any) -> None:
    """Give a processing the host's own names where it has others or none, as the host itself does."""
    correct = getattr(sd_samplers, "fix_p_invalid_sampler_and_scheduler", None)
    if correct:
        correct(p)


def checkpoint_name(given: str | None) -> str:
    """The file's name under the host's folder, by any name that the host takes; empty for an unknown one.

    Unlike its title, which gains a hash when the host first reads the file, it never changes.
    """
    found = _aliases().get(given)
    return found.name if found else ""


def _aliases() -> Mapping[str | None, Any]:
    """The host's checkpoints by all their names."""
    return getattr(sd_models, "checkpoint_aliases", None) or getattr(sd_models, "checkpoint_alisases", {})


def _checkpoints() -> tuple[str, ...]:
    names = [info.name for info in sd_models.checkpoints_list.values()]
    return _first(checkpoint_name(shared.opts.sd_model_checkpoint), names)


def _vaes() -> tuple[str, ...]:
    if not hasattr(shared.opts, VAE_OPTION):
        return ()  # the fork has another way to choose
    from modules import sd_vae

    return _first(getattr(shared.opts, VAE_OPTION), [*OWN_VAES, *sd_vae.vae_dict])


def _schedulers() -> list[Any]:
    try:
        from modules import sd_schedulers
    except ImportError:
        return []  # before 1.9 they were part of the samplers' names
    return list(sd_schedulers.schedulers)


def _all_samplers() -> tuple[str, ...]:
    return tuple(row.name for row in sd_samplers.all_samplers)


def _is_style(style: Any) -> bool:
    """Between the styles of several files the host's list has dividers."""
    return getattr(style, "path", None) != "do_not_save"


def _is_xl(file: str) -> bool:
    """Told from the header alone; where there is none, it is taken for no XL."""
    if not file.endswith(".safetensors"):
        return False
    try:
        with safe_open(file, framework="pt") as opened:
            names = list(opened.keys())
    except Exception:  # the host says what is wrong with it when it loads it
        return False
    return any(name.startswith(XL_MARK) for name in names)


def _first(chosen: str, names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([chosen, *names] if chosen in names else names))
