"""One table of settings: the host's settings page, the command line and the page all read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any, Literal

from clip_critic.errors import BadInputError

Kind = Literal["text", "choice", "number", "integer", "flag"]


@dataclass(frozen=True)
class About:
    """How a setting is shown and what it may be."""

    label: str
    kind: Kind
    info: str = ""
    choices: tuple[str, ...] = ()
    minimum: float = 0
    maximum: float = 1
    step: float = 1


def _setting(default: Any, about: About) -> Any:
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True)
class Settings:
    """What the user has chosen once for all rankings."""

    encoder: str = _setting(
        "hf:openai/clip-vit-base-patch32",
        About(
            "Default encoder",
            "text",
            "hf:<model id or folder> or open_clip:<architecture>/<tag or file>. SD 1.x itself reads with "
            "hf:openai/clip-vit-large-patch14; multilingual open_clip models read Japanese keywords.",
        ),
    )
    device: str = _setting("auto", About("Device", "choice", "", ("auto", "cuda", "mps", "cpu")))
    keep_in_memory: bool = _setting(True, About("Keep the encoder in memory after a ranking", "flag"))
    keyword_list: str = _setting("First look", About("Default keyword list", "text"))
    rounds: int = _setting(5, About("Rounds", "integer", minimum=1, maximum=50))
    threshold: float = _setting(
        0.01,
        About("Threshold: smallest share shown in a round", "number", minimum=0, maximum=0.5, step=0.005),
    )
    cache_megabytes: int = _setting(
        1024,
        About(
            "Size of the vector cache, MB",
            "integer",
            "100,000 keywords of ViT-B/32 take 200 MB; 0 keeps nothing.",
            minimum=0,
            maximum=65536,
            step=64,
        ),
    )

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Settings:
        """Settings from stored values; what is missing keeps its default.

        Raises:
            BadInputError: an unknown name, a wrong type or a value out of bounds.
        """
        known = {row.name: row for row in fields(cls)}
        unknown = sorted(set(values) - set(known))
        if unknown:
            raise BadInputError(f"Unknown setting {unknown[0]!r}: the settings are {', '.join(known)}.")
        return cls(**{name: _checked(known[name], value) for name, value in values.items()})


def table() -> tuple[tuple[str, Any, About], ...]:
    """Every setting as (name, default, about), in the order in which it is shown."""
    return tuple((row.name, row.default, row.metadata["about"]) for row in fields(Settings))


def _checked(row: Field[Any], value: Any) -> Any:
    about: About = row.metadata["about"]
    if about.kind == "flag":
        return bool(value)
    if about.kind in ("number", "integer"):
        return _checked_number(about, value)
    text = str(value).strip()
    if about.choices and text not in about.choices:
        raise BadInputError(f"{about.label}: {text!r} is not one of {', '.join(about.choices)}.")
    return text or row.default


def _checked_number(about: About, value: Any) -> float | int:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise BadInputError(f"{about.label}: {value!r} is not a number.") from None
    if not about.minimum <= number <= about.maximum:
        bounds = f"{about.minimum:g} and {about.maximum:g}"
        raise BadInputError(f"{about.label}: {number:g} is not between {bounds}.")
    return int(number) if about.kind == "integer" else number
