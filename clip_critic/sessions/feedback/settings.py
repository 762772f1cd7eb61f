"""The table of a feedback session's settings.

It is read by the panel, the Script in img2img, the HTTP API, the command line, the pictures' metadata and the
stored sessions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from clip_critic import tables
from clip_critic.sessions import host_settings
from clip_critic.tables import Field, field

WORDS = "{words}"
"""The placeholder in the user's prompt that a policy replaces with its words."""
ANEW = "anew"
"""The schedule that redraws the start picture while something is missing."""
MAX_SEED = 2**32 - 1
AUTOMATIC = -1
"""The target score that stands for the one in `ENOUGH`."""
ENOUGH = {"similarity": 2.0, "share": 0.9, "joint": 0.9}
"""The score at which the goal counts as reached, by objective."""
TASTE_POLICY = "taste"
WHOLE_BATCH = "whole batch"
ALWAYS = "always"
_SIDE = "A multiple of 8; 0 uses the start picture's size."


@dataclass(frozen=True)
class LoopSettings:
    """The settings of a feedback session, in the sections goal, loop and host."""

    want: str = field(
        "",
        Field(
            "Wanted",
            "text",
            'Words to see in the picture, with optional weights: "red:1.5, star".',
            section="goal",
            lines=2,
            empty=True,
        ),
    )
    avoid: str = field(
        "",
        Field("Unwanted", "text", "Words to keep out of the picture.", section="goal", lines=2, empty=True),
    )
    keywords: str = field(
        "",
        Field(
            "Keyword list",
            "text",
            "CLIP chooses among these words; grouped lists give clearer results. Wanted and unwanted words "
            "missing from the list are added.",
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
            f"Your own prompt; the policy writes its words in place of {WORDS}, or at the end.",
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
            "target: gives more weight to wanted words that CLIP hardly sees. interrogate: writes the best "
            "words of each group, with the targets in their places. whole: writes every word that the prompt "
            "does not name, and puts first what pictures have missed. taste: writes the words of each group "
            "that the taste follows most. by hand: proposes a prompt and stops after each step.",
            ("target", "interrogate", "whole", TASTE_POLICY, "by hand"),
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
            "joint: how clearly all targets are there at once; no word makes up for a missing one.",
            ("similarity", "share", "joint"),
            section="goal",
        ),
    )
    taste: str = field(
        "",
        Field(
            "Taste",
            "text",
            "The name of a rater who has chosen pictures in the panel Taste: pictures that this rater would "
            "like score higher.",
            section="goal",
            empty=True,
        ),
    )
    taste_weight: float = field(
        0.5,
        Field(
            "Share of the taste",
            "number",
            "How much of the score is the taste's. 1 is taste alone, which needs no words; 0 only shows what "
            "the taste says.",
            step=0.05,
            section="goal",
        ),
    )
    hold: float = field(
        0.5,
        Field(
            "Hold the rest",
            "number",
            "Weight of the other words that CLIP sees in the start picture: the best of each group without a "
            "target. 0 turns this off.",
            maximum=2,
            step=0.1,
            section="goal",
        ),
    )
    only_where: str = field(
        "",
        Field(
            "Only where",
            "text",
            "A word: only its place in the picture may change, and every other pixel stays as it is. If the "
            "word is not there yet, this is the place of what should give way to it.",
            section="goal",
            empty=True,
        ),
    )
    rivals: bool = field(
        False,
        Field(
            "Rivals go to the negative prompt",
            "flag",
            "Rivals are words that CLIP sees instead of a wanted word of the same group. For groups where "
            "one word excludes the others, such as colours.",
            section="goal",
        ),
    )
    words_per_group: int = field(
        1,
        Field(
            "Words per group",
            "integer",
            "Only for the policy interrogate.",
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
            "adaptive: stronger while something is missing, gentler once everything is there. anew: redraws "
            "the start picture while something is missing, and the kept one once everything is there.",
            ("adaptive", ANEW, "constant", "linear", "cosine", "table"),
            section="loop",
        ),
    )
    strength: float = field(0.6, Field("Denoising strength", "number", step=0.01, section="loop"))
    final_strength: float = field(
        0.3,
        Field(
            "Final denoising strength",
            "number",
            "For adaptive, anew, linear and cosine.",
            step=0.01,
            section="loop",
        ),
    )
    strengths: str = field(
        "",
        Field(
            "Strengths",
            "text",
            'For the schedule "table", such as "0.7, 0.6, 0.4"; further steps use the last one.',
            section="loop",
            empty=True,
        ),
    )
    keep: str = field(
        "best",
        Field(
            "Keep",
            "choice",
            "best: keeps a step's best picture only if it beats the kept one. latest: always keeps it.",
            ("best", "latest"),
            section="loop",
        ),
    )
    target_score: float = field(
        AUTOMATIC,
        Field(
            "Stop at score",
            "number",
            "The score that is enough, such as 90% or 0.9; -1 is automatic (90%, or 2 for similarity), "
            "0 is off.",
            minimum=AUTOMATIC,
            maximum=100,
            step=0.05,
            section="loop",
            percent=True,
        ),
    )
    stop_when: str = field(
        "one picture",
        Field(
            "Stop when",
            "choice",
            "one picture: stops once the kept picture reaches that score. whole batch: goes on until every "
            "picture of a step does.",
            ("one picture", WHOLE_BATCH),
            section="loop",
        ),
    )
    patience: int = field(
        0,
        Field(
            "Patience",
            "integer",
            "Stops after this many steps without a better picture; 0 turns this off.",
            maximum=1000,
            section="loop",
        ),
    )
    seed: int = field(
        -1,
        Field("Seed", "integer", "-1 picks a random seed.", minimum=-1, maximum=MAX_SEED, section="loop"),
    )
    seed_rule: str = field(
        "advance",
        Field(
            "Seeds",
            "choice",
            "advance: new seeds at every step. fixed: the same seeds, which amplifies their artefacts.",
            ("advance", "fixed"),
            section="loop",
        ),
    )
    match_colours: bool = field(
        False,
        Field(
            "Match colours to the start picture",
            "flag",
            "Reduces colour drift in long loops; not for goals that change colours.",
            section="loop",
        ),
    )
    encoder: str = field(
        "", Field("Encoder", "text", "Empty: the default encoder.", section="loop", empty=True)
    )
    judge: str = field(
        "",
        Field(
            "Judge",
            "text",
            "A second encoder that also scores pictures; if it disagrees, the loop may be fooling CLIP.",
            section="loop",
            empty=True,
        ),
    )
    judge_decides: bool = field(
        False,
        Field(
            "The judge decides, too",
            "flag",
            "The judge scores every picture, and a picture's score is that of both encoders: each has to see "
            "the goal.",
            section="loop",
        ),
    )
    steer: float = field(
        0,
        Field(
            "Steering",
            "number",
            "CLIP pushes each picture towards the goal while it is drawn, on top of the prompt: the "
            "strength, as a multiple of the prompt's own push. 0 turns this off; 0.5 is a good start; much "
            "more spoils pictures and fools CLIP.",
            maximum=5,
            step=0.1,
            section="loop",
        ),
    )
    steer_when: str = field(
        "missing",
        Field(
            "Steer while",
            "choice",
            "missing: only while the kept picture lacks something of the goal. always: at every step.",
            ("missing", ALWAYS),
            section="loop",
        ),
    )
    steer_until: float = field(
        0.8,
        Field(
            "Steer until",
            "number",
            "The share of the sampling steps that are steered; the last ones draw details.",
            step=0.05,
            section="loop",
        ),
    )
    steer_cutouts: int = field(
        0,
        Field(
            "Steering cutouts",
            "integer",
            "How many random parts of the picture CLIP looks at, besides the whole, at each step.",
            maximum=16,
            section="loop",
        ),
    )
    steer_decoder: str = field(
        "small",
        Field(
            "Steering decoder",
            "choice",
            "small: a quick decoder (TAESD) shows CLIP the unfinished picture. full: the checkpoint's own "
            "VAE does, which takes several times as long and much memory.",
            ("small", "full"),
            section="loop",
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

    @property
    def stop_score(self) -> float:
        """The score that stops the loop; 0 if none does."""
        return ENOUGH[self.objective] if self.target_score == AUTOMATIC else self.target_score

    @property
    def words_count(self) -> bool:
        """Whether words count in the score: not if the taste is all of it."""
        return not self.taste or self.taste_weight < 1

    @property
    def taste_counts(self) -> bool:
        """Whether a taste counts in the score."""
        return bool(self.taste) and self.taste_weight > 0

    @property
    def style_names(self) -> tuple[str, ...]:
        """The names in `styles`, without their quotes."""
        return host_settings.style_names(self.styles)

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> LoopSettings:
        """Read settings from stored or posted values; missing ones keep their defaults.

        Raises:
            BadInputError: a name is unknown, or a value has a wrong type or is out of bounds.
        """
        return tables.read(cls, values)

    def changed(self, values: Mapping[str, Any]) -> LoopSettings:
        """Return the settings with some values replaced; raises the same errors as `read`."""
        return tables.read(LoopSettings, {**asdict(self), **values})


SECTIONS = {"goal": "Goal", "loop": "More loop settings", "host": "Image generation"}
"""The title of each section."""
ADDED = (
    "taste",
    "taste_weight",
    "only_where",
    "stop_when",
    "judge_decides",
    "steer",
    "steer_when",
    "steer_until",
    "steer_cutouts",
    "steer_decoder",
)
"""Settings that the first version did not have. They are stored only where they are used, so that sessions
without them stay as they were, to the byte."""


def settings_record(settings: LoopSettings) -> dict[str, Any]:
    """Return settings as plain data, from which `LoopSettings.read` restores them."""
    return {
        name: value
        for name, value in asdict(settings).items()
        if name not in ADDED or value != getattr(LoopSettings, name)
    }


def table() -> tuple[tuple[str, Any, Field], ...]:
    """Return every setting as (name, default, field), in the order shown."""
    return tables.rows(LoopSettings)
