"""The host's own options, set for the pictures of one request alone.

An option counts if it can change a picture and nothing else: what is hidden, restricted, frozen, a path, or
only takes effect when the host starts or saves is refused.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from difflib import get_close_matches
from typing import Any

from modules import shared

from clip_critic.errors import BadInputError
from clip_critic.hosts.webui.concepts import read_prompts_anew
from clip_critic.hosts.webui.places import PREFIX

OURS = {
    "sd_model_checkpoint": "checkpoint",
    "sd_vae": "vae",
    "forge_additional_modules": "vae",
}
"""The options that are settings of ours, and their names."""
APART = ("saving", "ui", "system", "training")
"""The host's categories whose options are not about how a picture is drawn."""
APART_SECTIONS = (
    "saving-images",
    "saving-paths",
    "saving-to-dirs",
    "system",
    "profiler",
    "API",
    "training",
    "ui",
    "ui_prompt_editing",
    "ui_gallery",
    "ui_alternatives",
    "infotext",
)
"""The sections of these categories, for hosts that have none."""
LATER = ("requires restart", "requires reload ui")
"""What the host says beside options that wait for its next start."""
YES, NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")
ALIKE = 0.7
"""How alike a name and that of an option may be before it is suggested, from 0 to 1."""


def names() -> tuple[str, ...]:
    """Return the options that a request may set, in the order of the host's settings."""
    return tuple(name for name, info in _all().items() if not _refusal(name, info))


def checked(options: Mapping[str, str]) -> dict[str, str]:
    """Return options with their names in the host replaced for other names, such as "Clip skip".

    Raises:
        BadInputError: the host has no such option, it may not be set, or a value cannot be used.
    """
    found: dict[str, str] = {}
    for asked, text in options.items():
        name = _named(asked)
        if name in found:
            raise BadInputError(f"{asked} and {name} are the same option: leave one out.")
        _cast(name, text)
        found[name] = text
    return found


def values(options: Mapping[str, str]) -> dict[str, Any]:
    """Return the values of checked options, as the host has them; raises `BadInputError`."""
    return {name: _cast(name, text) for name, text in options.items()}


def infotext(options: Mapping[str, str]) -> dict[str, str]:
    """Return checked options as entries of a picture's infotext, by the names that the host reads there."""
    return {
        getattr(_all()[name], "infotext", None) or name: str(value) for name, value in values(options).items()
    }


@contextmanager
def only_for(p: Any, options: Mapping[str, str]) -> Iterator[None]:
    """Let the options that a processing object overrides count for it alone.

    The host puts them back, except those that have never been saved, and it keeps conditions although some
    options change them.
    """
    if not options:
        yield
        return
    unsaved = [name for name in options if name not in shared.opts.data]
    read_prompts_anew(p)
    try:
        yield
    finally:
        for name in unsaved:
            shared.opts.data.pop(name, None)


def _all() -> Mapping[str, Any]:
    found: Mapping[str, Any] = getattr(shared.opts, "data_labels", None) or {}
    return found


def _named(asked: str) -> str:
    """Return the host's name of an option that may be set."""
    known = _all()
    name = asked if asked in known else _by_other_name(asked.casefold())
    if not name:
        near = get_close_matches(asked, [*_other_names(), *names()], n=3, cutoff=ALIKE)
        hint = f"did you mean {' or '.join(near)}?" if near else "its settings page has them all."
        raise BadInputError(f"This WebUI has no option {asked!r:.80}: {hint}")
    reason = _refusal(name, known[name])
    if reason:
        raise BadInputError(f"The option {name} cannot be set for single pictures: {reason}")
    return name


def _by_other_name(asked: str) -> str:
    """Return the option that has a name in the infotext, or on the settings page; empty if there is none."""
    others = {other.casefold(): name for other, name in _other_names().items()}
    labels = {_label(info).casefold(): name for name, info in _all().items() if _label(info)}
    lower = {name.casefold(): name for name in _all()}
    return lower.get(asked) or others.get(asked) or labels.get(asked) or ""


def _other_names() -> dict[str, str]:
    """Return the options by their names in the infotext, such as "Clip skip"."""
    return {info.infotext: name for name, info in _all().items() if getattr(info, "infotext", None)}


def _label(info: Any) -> str:
    return str(getattr(info, "label", None) or "")


def _refusal(name: str, info: Any) -> str:
    """Return why an option may not be set for a picture; empty if it may."""
    if name in OURS:
        return f"use the setting {OURS[name]} instead."
    if getattr(info, "do_not_save", False):
        return "it is only a text on the settings page."
    if _is_closed(name, info):
        return "this WebUI does not let it be changed."
    section, category = _section(info), getattr(info, "category_id", None)
    if section is None or category in APART or section in APART_SECTIONS or name.startswith(PREFIX):
        return "it is not about how a picture is drawn. Change it on the settings page."
    said = str(getattr(info, "comment_after", "")).casefold()
    if any(words in said for words in LATER) or getattr(info, "onchange", None) is not None:
        return "it takes effect only when it is changed on the settings page."
    return _refused_kind(info)


def _refused_kind(info: Any) -> str:
    """Return why the kind of an option's values is refused: what has no limits may be a path."""
    default, arguments = info.default, getattr(info, "component_args", None)
    has_choices = callable(arguments) or "choices" in (arguments or {})
    if isinstance(default, (bool, int, float)):
        return ""
    if (isinstance(default, str) or default is None) and (has_choices or getattr(info, "infotext", None)):
        return ""
    return "its values are neither numbers nor choices. Change it on the settings page."


def _is_closed(name: str, info: Any) -> bool:
    """Return whether the host hides an option, keeps it from programs, or has frozen it."""
    arguments, flags = getattr(info, "component_args", None), shared.cmd_opts
    is_hidden = isinstance(arguments, dict) and arguments.get("visible", True) is False
    restricted = getattr(shared.opts, "restricted_opts", None) or ()
    frozen = _listed(getattr(flags, "freeze_specific_settings", None))
    sections = _listed(getattr(flags, "freeze_settings_in_sections", None))
    return bool(
        is_hidden
        or getattr(info, "restrict_api", False)
        or name in restricted
        or getattr(flags, "freeze_settings", False)
        or name in frozen
        or _section(info) in sections
    )


def _listed(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(",")]


def _section(info: Any) -> str | None:
    """Return the identifier of an option's section; None if the settings page does not show it."""
    section = getattr(info, "section", None)
    return None if not section or section[0] is None else str(section[0])


def _cast(name: str, text: str) -> Any:
    """Return a value as the host has it; raises `BadInputError`."""
    info = _all()[name]
    arguments = _arguments(info)
    default = info.default
    if isinstance(default, bool):
        return _yes_or_no(name, text)
    if arguments.get("choices"):
        return _choice(name, text, arguments["choices"])
    if default is None:
        raise BadInputError(
            f"The option {name} cannot be set for single pictures: its choices are not known here."
        )
    try:
        value = _host_cast(name, default, text)
    except (ValueError, TypeError):
        kind = "a whole number" if isinstance(default, int) else "a number"
        raise BadInputError(f"The option {name}: {text!r:.60} is not {kind}.") from None
    if isinstance(value, (int, float)):
        _require_within(name, value, arguments)
    return value


def _arguments(info: Any) -> dict[str, Any]:
    """Return the arguments of an option's control; the host computes some when it shows it."""
    found = getattr(info, "component_args", None)
    if callable(found):
        with suppress(Exception):  # whatever an extension raises
            return dict(found() or {})
        return {}
    return dict(found or {})


def _host_cast(name: str, default: Any, text: str) -> Any:
    cast = getattr(shared.opts, "cast_value", None)
    return cast(name, text) if cast is not None else type(default)(text)


def _yes_or_no(name: str, text: str) -> bool:
    """Return a yes or no; the host takes any text but "False" for a yes."""
    word = text.strip().casefold()
    if word not in (*YES, *NO):
        raise BadInputError(f"The option {name}: {text!r:.60} is neither yes nor no.")
    return word in YES


def _choice(name: str, text: str, choices: Any) -> Any:
    """Return the choice that is written so; a choice may be a pair of its label and its value."""
    known = {
        str(choice[0]) if isinstance(choice, tuple) else str(choice): choice[-1]
        if isinstance(choice, tuple)
        else choice
        for choice in choices
    }
    by_case = {label.casefold(): value for label, value in known.items()}
    if text in known:
        return known[text]
    if text.casefold() in by_case:
        return by_case[text.casefold()]
    raise BadInputError(f"The option {name} has no choice {text!r:.60}: choose one of {', '.join(known)}.")


def _require_within(name: str, value: float, arguments: Mapping[str, Any]) -> None:
    low, high = arguments.get("minimum"), arguments.get("maximum")
    if not math.isfinite(value):
        raise BadInputError(f"The option {name}: {value} is not a finite number.")
    if (low is not None and value < low) or (high is not None and value > high):
        raise BadInputError(f"The option {name}: {value:g} is not from {low:g} to {high:g}.")
