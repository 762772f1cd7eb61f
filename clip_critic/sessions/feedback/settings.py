"""One table of a feedback session's settings.

The panel, the Script in img2img, the HTTP API, the command line, the pictures' metadata and the stored
session all read it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from clip_critic import tables
from clip_critic.tables import Field, field

WORDS = "{words}"
"""Where a policy writes its words into the user's frame."""
MAX_SEED = 2**32 - 1
_SIDE = "A multiple of 8; 0 takes the start picture's own size."


def _offered(label: str, offered: str) -> Field:
    """A name that the host knows; an empty one leaves the choice to the host."""
    return Field(label, "text", offered=offered, section="host", empty=True)


@dataclass(frozen=True)
class LoopSettings:
    """What a feedback session does. Sections: goal, loop, host."""

    want: str = field(
        "",
        Field(
            "Wanted",
            "text",
            'Words to see, with weights: "red:1.5, star".',
            section="goal",
            lines=2,
            empty=True,
        ),
    )
    avoid: str = field(
        "", Field("Unwanted", "text", "Words not to see.", section="goal", lines=2, empty=True)
    )
    keywords: str = field(
        "",
        Field(
            "Keyword list",
            "text",
            "What CLIP chooses among; groups make it sharper. Targets that it lacks are added.",
            section="goal",
            lines=6,
            empty=True,
        ),
    )
    prompt: str = field(
        WORDS,
        Field(
            "Prompt",
            "text",
            f"Your frame; the policy writes its words in the place of {WORDS}, or at the end.",
            section="goal",
            lines=2,
            empty=True,
        ),
    )
    negative_prompt: str = field("", Field("Negative prompt", "text", section="goal", lines=2, empty=True))
    policy: str = field(
        "target",
        Field(
            "Policy",
            "choice",
            "target: wanted words that CLIP sees too little get more weight. interrogate: the best words of "
            "each group, with the targets in their places. by hand: stops after each step with a proposal.",
            ("target", "interrogate", "by hand"),
            section="goal",
            open=True,
        ),
    )
    objective: str = field(
        "joint",
        Field(
            "Objective",
            "choice",
            "similarity: wanted minus unwanted, standardised over the list. share: shares within groups. "
            "joint: how surely all of it is there at once; no word makes up for a missing one.",
            ("similarity", "share", "joint"),
            section="goal",
        ),
    )
    hold: float = field(
        0.5,
        Field(
            "Hold the rest",
            "number",
            "Weight of what else CLIP sees in the start picture: the best word of each group without a "
            "target. 0 holds nothing.",
            maximum=2,
            step=0.1,
            section="goal",
        ),
    )
    rivals: bool = field(
        False,
        Field(
            "Rivals go to the negative prompt",
            "flag",
            "What CLIP sees in the place of a wanted word, in the same group: for groups where one word "
            "excludes the others, such as colours.",
            section="goal",
        ),
    )
    words_per_group: int = field(
        1,
        Field(
            "Words per group",
            "integer",
            "For the policy interrogate.",
            minimum=1,
            maximum=10,
            section="goal",
        ),
    )
    steps: int = field(8, Field("Steps", "integer", minimum=1, maximum=1000, section="loop"))
    candidates: int = field(4, Field("Candidates per step", "integer", minimum=1, maximum=64, section="loop"))
    schedule: str = field(
        "adaptive",
        Field(
            "Denoising schedule",
            "choice",
            "adaptive: stronger while something is missing, gentle once all is there.",
            ("adaptive", "constant", "linear", "cosine", "table"),
            section="loop",
        ),
    )
    strength: float = field(0.6, Field("Denoising strength", "number", step=0.01, section="loop"))
    final_strength: float = field(
        0.3,
        Field(
            "Final denoising strength", "number", "Of adaptive, linear and cosine.", step=0.01, section="loop"
        ),
    )
    strengths: str = field(
        "",
        Field(
            "Strengths",
            "text",
            'Of the schedule "table": "0.7, 0.6, 0.4", the last one for all further steps.',
            section="loop",
            empty=True,
        ),
    )
    keep: str = field(
        "best",
        Field(
            "Keep",
            "choice",
            "best: a step's best picture stays only where it beats the one kept. latest: it always stays.",
            ("best", "latest"),
            section="loop",
        ),
    )
    target_score: float = field(
        0,
        Field("Stop at score", "number", "0 never stops.", maximum=100, step=0.05, section="loop"),
    )
    patience: int = field(
        0,
        Field(
            "Patience",
            "integer",
            "Steps without a better picture before it stops; 0 never stops.",
            maximum=1000,
            section="loop",
        ),
    )
    seed: int = field(
        -1,
        Field("Seed", "integer", "-1 takes a random one.", minimum=-1, maximum=MAX_SEED, section="loop"),
    )
    seed_rule: str = field(
        "advance",
        Field(
            "Seeds",
            "choice",
            "advance: new ones at every step. fixed: the same ones, which burns their faults in.",
            ("advance", "fixed"),
            section="loop",
        ),
    )
    match_colours: bool = field(
        False,
        Field(
            "Match colours to the start picture",
            "flag",
            "Against the drift of long loops; not for goals that change colours.",
            section="loop",
        ),
    )
    encoder: str = field("", Field("Encoder", "text", "Empty: the default one.", section="loop", empty=True))
    judge: str = field(
        "",
        Field(
            "Judge",
            "text",
            "A second encoder that only scores: where it disagrees, CLIP is being fooled.",
            section="loop",
            empty=True,
        ),
    )
    checkpoint: str = field("", _offered("Checkpoint", "checkpoints"))
    vae: str = field("", _offered("VAE", "vaes"))
    sampler: str = field("", _offered("Sampler", "samplers"))
    scheduler: str = field("", _offered("Schedule type", "schedulers"))
    sampling_steps: int = field(
        20, Field("Sampling steps", "integer", minimum=1, maximum=150, section="host")
    )
    cfg_scale: float = field(7, Field("CFG scale", "number", minimum=1, maximum=30, step=0.5, section="host"))
    width: int = field(0, Field("Width", "integer", _SIDE, maximum=8192, step=8, section="host"))
    height: int = field(0, Field("Height", "integer", _SIDE, maximum=8192, step=8, section="host"))
    styles: str = field(
        "",
        Field(
            "Styles",
            "text",
            'Names of the host\'s prompt styles, separated by commas; "in quotes" where a name has one.',
            section="host",
            empty=True,
        ),
    )
    scripts: bool = field(
        False, Field("Other extensions take part", "flag", "Their always-on scripts.", section="host")
    )

    @property
    def style_names(self) -> tuple[str, ...]:
        lines = csv.reader(self.styles.splitlines(), skipinitialspace=True)
        return tuple(name.strip() for line in lines for name in line if name.strip())

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> LoopSettings:
        """Settings from stored or posted values; what is missing keeps its default.

        Raises:
            BadInputError: an unknown name, a wrong type or a value out of bounds.
        """
        return tables.read(cls, values)

    def changed(self, values: Mapping[str, Any]) -> LoopSettings:
        """These settings with other values in their places; raises what `read` raises."""
        return tables.read(LoopSettings, {**asdict(self), **values})


def styles_text(names: Iterable[str]) -> str:
    """Names as `LoopSettings.styles` holds them: those with a comma in quotes."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(list(names))
    return text.getvalue()


def table() -> tuple[tuple[str, Any, Field], ...]:
    """Every setting as (name, default, field), in the order in which it is shown."""
    return tables.rows(LoopSettings)
