"""The table of the settings of breeding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from clip_critic import tables
from clip_critic.sessions import host_settings
from clip_critic.tables import Field, field

ASKED, MORE = "breeding", "breeding-more"
SECTIONS = {ASKED: "Breeding", MORE: "More breeding settings", "host": "Image generation"}
"""The title of each section."""
PLACE = "{concept}"
"""Where the concept stands in the prompt."""
MAX_SEED = 2**32 - 1
MOST = 64
"""The most individuals of a population."""
METHODS = ("average", "cma-like", "slerp", "crossover", "token crossover", "mutation")
"""How the picked are mixed; `clip_critic.sessions.breeding.combining` has the functions."""
_WHAT = (
    "average: their means. cma-like: around their mean, in the directions in which they differ. slerp: on "
    "the arc between two. crossover: each number from one of them. token crossover: each vector. mutation: "
    "with noise."
)
_SIDE = "A multiple of 8; 0 is the usual size of the checkpoint."


@dataclass(frozen=True)
class BreedingSettings:
    """The settings of breeding, in the sections breeding, breeding-more and host."""

    population: str = field(
        "",
        Field(
            "First population",
            "text",
            "The concepts to begin with, one name per line. All need the same number of vectors, for the "
            "same kind of checkpoint.",
            section=ASKED,
            lines=5,
            empty=True,
        ),
    )
    kind: str = field(
        "",
        Field(
            "Kind",
            "text",
            "If it begins with pictures: what they show, in a word such as cat.",
            section=ASKED,
            empty=True,
        ),
    )
    vectors: int = field(
        2,
        Field(
            "Vectors",
            "integer",
            "If it begins with pictures: how many tokens of a prompt the concept takes.",
            minimum=1,
            maximum=16,
            section=ASKED,
        ),
    )
    name: str = field(
        "my-concept",
        Field("Name", "text", "What the concept is called in the pictures' prompts.", section=ASKED),
    )
    prompt: str = field(
        f"a photo of {PLACE}",
        Field(
            "Prompt",
            "text",
            f"The prompt of all pictures; {PLACE} is the place of the concept.",
            section=ASKED,
            lines=2,
        ),
    )
    negative_prompt: str = field("", Field("Negative prompt", "text", section=ASKED, lines=2, empty=True))
    generations: int = field(
        3,
        Field(
            "Generations",
            "integer",
            "After so many choices it ends: two or three are enough, as measured.",
            minimum=1,
            maximum=100,
            section=ASKED,
        ),
    )
    size: int = field(
        8,
        Field(
            "Individuals",
            "integer",
            "How many there are to choose from.",
            minimum=2,
            maximum=MOST,
            section=ASKED,
        ),
    )
    seeds: int = field(
        1,
        Field(
            "Pictures of each",
            "integer",
            "All individuals are drawn with the same seeds.",
            minimum=1,
            maximum=16,
            section=ASKED,
        ),
    )
    first: str = field(
        "average",
        Field(
            "First mix",
            "choice",
            f"How the first picked ones are mixed. {_WHAT}",
            METHODS,
            section=MORE,
        ),
    )
    method: str = field(
        "cma-like",
        Field("Later mixes", "choice", "The same from the second choice on.", METHODS, section=MORE),
    )
    seed: int = field(
        -1,
        Field("Seed", "integer", "-1 picks a random seed.", minimum=-1, maximum=MAX_SEED, section=MORE),
    )
    encoder: str = field(
        "",
        Field(
            "Encoder",
            "text",
            "It sorts the pictures by a taste, and learns concepts from pictures. Empty: the default one.",
            section=MORE,
            empty=True,
        ),
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
    def read(cls, values: Mapping[str, Any]) -> BreedingSettings:
        """Read settings from stored or posted values; missing ones keep their defaults.

        Raises:
            BadInputError: a name is unknown, or a value has a wrong type or is out of bounds.
        """
        return tables.read(cls, values)

    def changed(self, values: Mapping[str, Any]) -> BreedingSettings:
        """Return the settings with some values replaced; raises the same errors as `read`."""
        return tables.read(BreedingSettings, {**asdict(self), **values})
