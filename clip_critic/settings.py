"""The table of settings that the host's settings page, the command line and the server's page share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clip_critic import tables
from clip_critic.tables import Field, field

ROUNDS = Field("Rounds", "integer", minimum=0, maximum=1000)
THRESHOLD = Field("Threshold: smallest share shown in a round", "number", step=0.005, percent=True)
"""The rows that settings and questions share, with their bounds."""
PRECISION = Field(
    "Precision",
    "choice",
    "bfloat16 is about twice as fast on processors that have it, and a little less exact.",
    ("auto", "float32", "bfloat16"),
)
MINIATURE_LIST = "Shapes and styles"
"""The bundled list whose words the bundled miniature knows."""


@dataclass(frozen=True)
class Settings:
    """The user's choices for all rankings."""

    encoder: str = field(
        "hf:openai/clip-vit-base-patch32",
        Field(
            "Default encoder",
            "text",
            "hf:<model id or folder> or open_clip:<architecture>/<tag or file>. SD 1.x itself uses "
            "hf:openai/clip-vit-large-patch14; multilingual open_clip models read Japanese keywords.",
        ),
    )
    device: str = field("auto", Field("Device", "choice", "", ("auto", "cuda", "mps", "cpu")))
    precision: str = field("auto", PRECISION)
    keep_in_memory: bool = field(True, Field("Keep the encoder in memory after a ranking", "flag"))
    keyword_list: str = field("First look", Field("Default keyword list", "text"))
    rounds: int = field(5, ROUNDS)
    threshold: float = field(0.01, THRESHOLD)
    cache_megabytes: int = field(
        1024,
        Field(
            "Vector cache size (MB)",
            "integer",
            "100,000 keywords take 200 MB with ViT-B/32; 0 turns the cache off.",
            minimum=0,
            maximum=65536,
            step=64,
        ),
    )

    @property
    def first_list(self) -> str:
        """The keyword list to begin with: the default one, or one of words that the miniature knows."""
        is_default = self.keyword_list == Settings.keyword_list
        is_miniature = self.encoder.partition(":")[0] == "miniature"
        return MINIATURE_LIST if is_miniature and is_default else self.keyword_list

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Settings:
        """Return the settings with these values; missing ones keep their default.

        Raises:
            BadInputError: a name is unknown, a value has the wrong type or is out of bounds.
        """
        return tables.read(cls, values)


def table() -> tuple[tuple[str, Any, Field], ...]:
    """Return every setting as (name, default, field), in the order in which they are shown."""
    return tables.rows(Settings)
