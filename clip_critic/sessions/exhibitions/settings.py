"""The table of an exhibition's settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from clip_critic import tables
from clip_critic.sessions import host_settings
from clip_critic.tables import Field, field

ASKED, MORE = "asked", "more"
SECTIONS = {ASKED: "Exhibition", MORE: "More exhibition settings", "host": "Image generation"}
"""The title of each section."""
MAX_SEED = 2**32 - 1
SEEDS, MEASURING_SEEDS = 4, 16
"""The seeds of an exhibition for browsing, and of one that measures an effect."""
MOST = 100_000
"""The most pictures of an exhibition, however many are confirmed."""
_SIDE = "A multiple of 8; 0 is the usual size of the checkpoint."


@dataclass(frozen=True)
class ExhibitionSettings:
    """The settings of an exhibition, in the sections asked, more and host."""

    study: str = field(
        "own axes",
        Field(
            "Study",
            "choice",
            "own axes: none but yours. emphasis: what brackets around a word do. modifier: what a modifier "
            "does. artists: artist x artist. without: which words of the prompt matter, by leaving each "
            "one out.",
            ("own axes", "emphasis", "modifier", "artists", "without"),
            section=ASKED,
        ),
    )
    subject: str = field(
        "",
        Field(
            "About",
            "text",
            "What the study is about: the word (emphasis), the modifiers with a | between them "
            "(modifier), or the names of one or two keyword lists, likewise (artists).",
            section=ASKED,
            empty=True,
        ),
    )
    prompt: str = field(
        "",
        Field(
            "Prompt",
            "text",
            "{style} stands for the values of the axis named style; those of an axis without a place are "
            "added at the end.",
            section=ASKED,
            lines=2,
            empty=True,
        ),
    )
    negative_prompt: str = field("", Field("Negative prompt", "text", section=ASKED, lines=2, empty=True))
    axes: str = field(
        "",
        Field(
            "Axes",
            "text",
            "One axis per line, with a | between its values: style = oil painting | watercolour. An empty "
            "value means nothing there. list:Painters stands for the words of a list. An axis may have the "
            "name of a setting, such as sampler, cfg_scale or checkpoint; option:Clip skip is an option of "
            "the WebUI; the values of an axis named without are phrases to leave out.",
            section=ASKED,
            lines=5,
            empty=True,
        ),
    )
    seeds: int = field(
        0,
        Field(
            "Seeds per cell",
            "integer",
            "Every cell is made with the same seeds. 0 is automatic: 16 for a study of an effect, else 4.",
            maximum=1000,
            section=ASKED,
        ),
    )
    words: str = field(
        "",
        Field(
            "Words to measure",
            "text",
            "CLIP measures each picture with these words. Empty: the values of the axes, and the phrases and "
            "words of the prompt.",
            section=ASKED,
            lines=4,
            empty=True,
        ),
    )
    compare: str = field(
        "first value",
        Field(
            "Compare with",
            "choice",
            "first value: an effect is the difference from the first value of the axis. average: from the "
            "mean of all its values.",
            ("first value", "average"),
            section=MORE,
        ),
    )
    order: str = field(
        "coarse",
        Field(
            "Order of drawing",
            "choice",
            "coarse: first some cells from everywhere, with the first seed, then those between them. rows: "
            "one row after the other.",
            ("coarse", "rows"),
            section=MORE,
        ),
    )
    candidates: int = field(
        1,
        Field(
            "Candidates per picture",
            "integer",
            "With more than 1, the one that CLIP finds most similar to its prompt is kept, and the others "
            "are not. Effects are then less exact, because the kept ones have different seeds.",
            minimum=1,
            maximum=64,
            section=MORE,
        ),
    )
    at_once: int = field(
        1,
        Field(
            "Pictures at once",
            "integer",
            "Pictures of one cell that are drawn in one batch. A process that is killed loses at most a "
            "batch.",
            minimum=1,
            maximum=64,
            section=MORE,
        ),
    )
    most_pictures: int = field(
        1000,
        Field(
            "Most pictures",
            "integer",
            "An exhibition that would draw more is refused, with its number, time and space on disk, until "
            "you raise this.",
            minimum=1,
            maximum=MOST,
            section=MORE,
        ),
    )
    attempts: int = field(
        1,
        Field(
            "Attempts",
            "integer",
            "How often a picture is tried that could not be made. Raise it and resume to try those again.",
            minimum=1,
            maximum=10,
            section=MORE,
        ),
    )
    seed: int = field(
        -1,
        Field("Seed", "integer", "-1 picks a random seed.", minimum=-1, maximum=MAX_SEED, section=MORE),
    )
    encoder: str = field(
        "", Field("Encoder", "text", "Empty: the default encoder.", section=MORE, empty=True)
    )
    checkpoint: str = field("", host_settings.CHECKPOINT)
    vae: str = field("", host_settings.VAE)
    sampler: str = field("", host_settings.SAMPLER)
    scheduler: str = field("", host_settings.SCHEDULER)
    sampling_steps: int = field(20, host_settings.SAMPLING_STEPS)
    cfg_scale: float = field(7, host_settings.CFG_SCALE)
    width: int = field(0, host_settings.side("Width", _SIDE))
    height: int = field(0, host_settings.side("Height", _SIDE))
    styles: str = field("", host_settings.STYLES)
    scripts: bool = field(False, host_settings.SCRIPTS)

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> ExhibitionSettings:
        """Read settings from stored or posted values; missing ones keep their defaults.

        Raises:
            BadInputError: a name is unknown, or a value has a wrong type or is out of bounds.
        """
        return tables.read(cls, values)

    def changed(self, values: Mapping[str, Any]) -> ExhibitionSettings:
        """Return the settings with some values replaced; raises the same errors as `read`."""
        return tables.read(ExhibitionSettings, {**asdict(self), **values})


ON_AXES = (
    "prompt",
    "negative_prompt",
    *(name for name, _, row in tables.rows(ExhibitionSettings) if row.section == "host"),
)
"""The settings that an axis may vary."""
