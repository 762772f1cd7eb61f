"""Steering outside a session: its settings, the guide towards its words, and a picture's metadata.

The rows are those of the loop's table; a WebUI's txt2img and img2img show them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from clip_critic import tables
from clip_critic.critic import Critic
from clip_critic.errors import BadInputError, HostError
from clip_critic.guides.base import STEERING, GuidedJob
from clip_critic.keywords.lists import KeywordList
from clip_critic.keywords.targets import parse_targets, require_words
from clip_critic.progress import Progress, silent
from clip_critic.sessions.feedback.ranker import SessionRanker
from clip_critic.sessions.feedback.settings import LoopSettings
from clip_critic.sessions.feedback.steering import strength_notes
from clip_critic.sessions.feedback.targets import with_targets
from clip_critic.settings import Settings
from clip_critic.tables import Field, field

if TYPE_CHECKING:
    from clip_critic.guides.clip import ClipGuide

ENTRIES = {
    "want": f"{STEERING} wanted",
    "avoid": f"{STEERING} unwanted",
    "steer": STEERING,
    "steer_until": f"{STEERING} until",
    "steer_cutouts": f"{STEERING} cutouts",
    "steer_decoder": f"{STEERING} decoder",
    "encoder": f"{STEERING} encoder",
}
"""The names of the rows in a picture's metadata."""
ANY_PICTURE = "Steps"
"""An entry that the metadata of every picture has, but not a prompt alone."""
_LOOP = {name: (default, about) for name, default, about in tables.rows(LoopSettings)}
_QUOTED = re.compile(r"[,:\n]")
"""The characters by which a WebUI puts an entry into quotation marks."""
_MISREAD = re.compile(r'".*|\d+x\d+')
"""The words that a WebUI does not read back as they were without quotation marks."""


def _as_in_the_loop(name: str) -> Any:
    return field(*_LOOP[name])


@dataclass(frozen=True)
class SteeringSettings:
    """The settings of steering: one row is one control, and the same as in the loop's table."""

    want: str = _as_in_the_loop("want")
    avoid: str = _as_in_the_loop("avoid")
    steer: float = _as_in_the_loop("steer")
    steer_until: float = _as_in_the_loop("steer_until")
    steer_cutouts: int = _as_in_the_loop("steer_cutouts")
    steer_decoder: str = _as_in_the_loop("steer_decoder")
    encoder: str = _as_in_the_loop("encoder")

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> SteeringSettings:
        """Return settings from values by name; missing and null ones keep their default.

        Raises:
            BadInputError: a name is unknown, or a value is of the wrong type or out of bounds.
        """
        return tables.read(cls, {name: value for name, value in values.items() if value is not None})

    def entries(self) -> dict[str, str]:
        """Return the entries for a picture's metadata: the strength, and what is not the default."""
        defaults = asdict(SteeringSettings())
        changed = {name: value for name, value in asdict(self).items() if value != defaults[name]}
        return {ENTRIES[name]: _written(name, value) for name, value in changed.items()}


def table() -> tuple[tuple[str, Any, Field], ...]:
    """Return every row as (name, default, field), in the order shown."""
    return tables.rows(SteeringSettings)


def entry_of(name: str, entries: Mapping[str, Any]) -> Any:
    """Return the value of a row from a picture's metadata.

    The metadata of a picture that was not steered turns steering off and keeps the rest. None means that
    the row stays as it is.
    """
    if STEERING in entries:
        try:
            return getattr(SteeringSettings.read({name: entries.get(ENTRIES[name])}), name)
        except BadInputError:
            return None
    return 0 if name == "steer" and ANY_PICTURE in entries else None


def prepare(critic: Critic, values: Mapping[str, Any], progress: Progress = silent) -> GuidedJob | None:
    """Return the guide for a job, or None if steering is off; then nothing is loaded.

    Args:
        critic: the critic, whose default list has the words that the targets are compared with.
        values: the settings by name.
        progress: called while the encoder is loaded and reads the list.

    Raises:
        BadInputError: a setting is invalid, there are no words, or they contradict each other.
        EncoderError: the encoder is missing, fails or has no gradients.
        HostError: memory is too short.
    """
    settings = SteeringSettings.read(values)
    if not settings.steer:
        return None
    return GuidedJob(_guide(critic, settings, progress), settings.entries(), _notes(settings))


def _guide(critic: Critic, settings: SteeringSettings, progress: Progress) -> ClipGuide:
    targets = parse_targets(settings.want, settings.avoid)
    listed = KeywordList.parse(critic.presets.read(_list_for(critic.settings(), settings.encoder)))
    require_words(targets, listed.keywords)
    words = with_targets(listed, targets)
    others = len(words.keywords) - len(targets.wanted)
    if others < (1 if targets.wanted else 2):  # an unwanted word is no rival of its own
        raise BadInputError(
            "Steering compares its words with those of the default keyword list, which has no others: choose "
            "another list in the settings."
        )
    ranker = SessionRanker(
        words, lambda reported: critic.encoder(settings.encoder or None, reported), critic.cache()
    )
    guide = ranker.guide(_as_loop(settings), targets, critic.models_dir, progress)
    if guide is None:
        raise HostError("Memory is too short for steering: choose a smaller encoder, or turn steering off.")
    return guide


def _list_for(settings: Settings, encoder: str) -> str:
    """Return the name of the default list where this encoder takes the place of the default one."""
    return replace(settings, encoder=encoder or settings.encoder).first_list


def _notes(settings: SteeringSettings) -> tuple[str, ...]:
    return strength_notes(_as_loop(settings))


def _as_loop(settings: SteeringSettings) -> LoopSettings:
    return LoopSettings(**asdict(settings))


def _written(name: str, value: Any) -> str:
    """Return a value as text that a WebUI reads back from a picture's metadata as it is.

    Quotation marks come by themselves around a comma, a colon or a line break. The weight 1 changes no word.
    """
    text = f"{value:.15g}" if isinstance(value, float) else str(value)
    is_misread = name in ("want", "avoid") and _MISREAD.fullmatch(text) and not _QUOTED.search(text)
    return f"{text}:1" if is_misread else text
