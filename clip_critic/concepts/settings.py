"""The tables of settings for starting and training concepts."""

from __future__ import annotations

from dataclasses import dataclass

from clip_critic import tables
from clip_critic.tables import Field


@dataclass(frozen=True)
class StartSettings:
    """The settings of starting a concept."""

    vectors: int = tables.field(
        2,
        Field(
            "Vectors",
            "integer",
            "The places of words that it takes: more of them remember more, and leave less room.",
            minimum=1,
            maximum=16,
        ),
    )
    kind: str = tables.field(
        "",
        Field(
            "Kind",
            "text",
            "What it is in a word, such as cat: it starts from there. Without it, words of your lists are"
            " tried.",
            empty=True,
        ),
    )
    steps: int = tables.field(
        80,
        Field(
            "Steps",
            "integer",
            "The most steps; it ends sooner when crops that were held out fit no better.",
            minimum=1,
            maximum=1000,
        ),
    )
    closeness: float = tables.field(
        5.0,
        Field(
            "Closeness to words",
            "number",
            "How near its vectors stay to those of words: nearer ones are drawn more reliably, others fit the"
            " pictures better.",
            minimum=0,
            maximum=100,
        ),
    )
    seed: int = tables.field(
        0, Field("Seed", "integer", "Another seed starts elsewhere.", minimum=0, maximum=2**31 - 1)
    )

    def require_valid(self) -> StartSettings:
        """Return the settings with values of the right types.

        Raises:
            BadInputError: a value cannot be used.
        """
        return tables.read(StartSettings, vars(self))


@dataclass(frozen=True)
class TrainSettings:
    """The settings of a training with a checkpoint."""

    steps: int = tables.field(
        500,
        Field(
            "Training steps",
            "integer",
            "More of them learn more, and forget what words mean.",
            minimum=1,
            maximum=100_000,
        ),
    )
    rate: float = tables.field(
        0.005,
        Field(
            "Rate",
            "number",
            "How far a step goes. If the training goes astray, lower it.",
            minimum=1e-6,
            maximum=1,
        ),
    )
    batch: int = tables.field(
        2,
        Field(
            "Pictures at once",
            "integer",
            "How many a step looks at: more are steadier.",
            minimum=1,
            maximum=64,
        ),
    )
    seed: int = tables.field(
        0, Field("Seed", "integer", "The same seed gives the same vectors.", minimum=0, maximum=2**31 - 1)
    )
