"""The table of the settings of a dream."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from clip_critic import tables
from clip_critic.sessions import host_settings
from clip_critic.tables import Field, field

AIM, LOOK, MOVE = "dream", "dream-look", "dream-move"
SECTIONS = {AIM: "Dream", LOOK: "How it is looked at", MOVE: "Zoom and drift", "host": "Wake up"}
"""The title of each section."""
GENERATORS = ("small", "host", "pixels")
"""The generators that are there without any that programs add; `generators` has their functions."""
STARTS = ("noise", "colour", "picture")
MAX_SEED = 2**32 - 1


@dataclass(frozen=True)
class DreamSettings:
    """The settings of a dream, in the sections dream, dream-look, dream-move and host."""

    want: str = field(
        "",
        Field(
            "Words to see",
            "text",
            "What the encoder is to see, separated by commas; star:1.5 weighs more. A whole sentence without "
            "commas is one of them.",
            section=AIM,
            lines=3,
            empty=True,
        ),
    )
    avoid: str = field(
        "", Field("Words to avoid", "text", "What it is not to see, likewise.", section=AIM, empty=True)
    )
    pull: float = field(
        1.0,
        Field(
            "Pull of the picture to come near to",
            "number",
            "Its weight beside the words, if there is one; below 0 it is kept away from.",
            minimum=-10,
            maximum=10,
            step=0.1,
            section=AIM,
        ),
    )
    unit: str = field(
        "",
        Field(
            "Unit to amplify",
            "text",
            "DeepDream: layer 5, head 5.3 or neuron 5.120 of the encoder, numbered as in Seeing.",
            section=AIM,
            empty=True,
        ),
    )
    compare: str = field(
        "",
        Field(
            "Phrases to compare",
            "text",
            "One per line, such as unreal engine: each is added to the words, and dreamt beside the plain "
            "words from the same start.",
            section=AIM,
            lines=3,
            empty=True,
        ),
    )
    generator: str = field(
        "small",
        Field(
            "Generator",
            "choice",
            "What turns numbers into pictures. small: the small decoder for the checkpoint's latents. host: "
            "the checkpoint's own, slow. pixels: none, only waves of colour.",
            GENERATORS,
            section=AIM,
            open=True,
        ),
    )
    start: str = field(
        "noise",
        Field(
            "Start",
            "choice",
            "noise: a random picture. colour: a plain colour. picture: one of yours.",
            STARTS,
            section=AIM,
        ),
    )
    colour: str = field(
        "#808080", Field("Colour", "text", "The colour to start with, such as #336699.", section=AIM)
    )
    frames: int = field(
        15,
        Field("Frames", "integer", "The pictures that are kept.", minimum=1, maximum=10000, section=AIM),
    )
    steps: int = field(
        10,
        Field(
            "Steps of each",
            "integer",
            "The steps up the gradient between two frames.",
            minimum=1,
            maximum=1000,
            section=AIM,
        ),
    )
    width: int = field(
        0,
        Field(
            "Width",
            "integer",
            "0 is what the encoder reads; then a start picture keeps its shape.",
            maximum=2048,
            step=8,
            section=AIM,
        ),
    )
    height: int = field(
        0, Field("Height", "integer", "The same for the height.", maximum=2048, step=8, section=AIM)
    )
    seed: int = field(
        -1, Field("Seed", "integer", "-1 picks a random seed.", minimum=-1, maximum=MAX_SEED, section=AIM)
    )
    encoder: str = field(
        "",
        Field("Encoder", "text", "What dreams. Empty: the default one.", section=AIM, empty=True),
    )
    second: str = field(
        "",
        Field(
            "Second encoder",
            "text",
            "It dreams along, with half of the pull: what fools one seldom fools two. Empty: none.",
            section=LOOK,
            empty=True,
        ),
    )
    judge: str = field(
        "",
        Field(
            "Judge",
            "text",
            "An encoder that only gives its opinion of each frame. Empty: none.",
            section=LOOK,
            empty=True,
        ),
    )
    cutouts: int = field(
        6,
        Field(
            "Cutouts",
            "integer",
            "The parts of the picture that are looked at in each step. With fewer than four the encoder is "
            "fooled by patterns that show nothing.",
            minimum=1,
            maximum=64,
            section=LOOK,
        ),
    )
    smallest: float = field(
        0.55,
        Field(
            "Smallest cutout",
            "number",
            "Its side, as a share of the picture's.",
            minimum=0.1,
            maximum=1,
            step=0.05,
            section=LOOK,
        ),
    )
    noise: float = field(
        0.05,
        Field("Noise", "number", "What is added to each cutout.", maximum=0.5, step=0.01, section=LOOK),
    )
    rate: float = field(
        1.0,
        Field(
            "Speed",
            "number",
            "The size of the steps; 1 suits most. It falls to a tenth until the last frame.",
            minimum=0.05,
            maximum=10,
            step=0.05,
            section=LOOK,
        ),
    )
    smooth: float = field(
        0.0,
        Field(
            "Smoothness",
            "number",
            "The weight against differences between neighbouring pixels (total variation).",
            maximum=20,
            step=0.5,
            section=LOOK,
        ),
    )
    zoom: float = field(
        0.0,
        Field(
            "Zoom",
            "number",
            "Per cent by which each frame is larger than the one before.",
            minimum=-20,
            maximum=20,
            step=0.5,
            section=MOVE,
        ),
    )
    turn: float = field(
        0.0,
        Field("Turn", "number", "Degrees for each frame.", minimum=-30, maximum=30, step=0.5, section=MOVE),
    )
    across: float = field(
        0.0,
        Field(
            "Drift across",
            "number",
            "Per cent of the width for each frame.",
            minimum=-20,
            maximum=20,
            step=0.5,
            section=MOVE,
        ),
    )
    down: float = field(
        0.0,
        Field(
            "Drift down",
            "number",
            "Per cent of the height for each frame.",
            minimum=-20,
            maximum=20,
            step=0.5,
            section=MOVE,
        ),
    )
    wake_up: float = field(
        0.0,
        Field(
            "Wake up",
            "number",
            "The denoising strength with which the checkpoint redraws the last frame by img2img; 0 leaves "
            "it as it is.",
            maximum=1,
            step=0.05,
            section=host_settings.HOST,
        ),
    )
    prompt: str = field(
        "",
        Field(
            "Prompt",
            "text",
            "The prompt to wake up with. Empty: the words.",
            section=host_settings.HOST,
            lines=2,
            empty=True,
        ),
    )
    negative_prompt: str = field(
        "", Field("Negative prompt", "text", section=host_settings.HOST, lines=2, empty=True)
    )
    sampler: str = field("", host_settings.SAMPLER)
    scheduler: str = field("", host_settings.SCHEDULER)
    sampling_steps: int = field(20, host_settings.SAMPLING_STEPS)
    cfg_scale: float = field(7, host_settings.CFG_SCALE)

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> DreamSettings:
        """Read settings from stored or posted values; missing ones keep their defaults.

        Raises:
            BadInputError: a name is unknown, or a value has a wrong type or is out of bounds.
        """
        return tables.read(cls, values)

    def changed(self, values: Mapping[str, Any]) -> DreamSettings:
        """Return the settings with some values replaced; raises the same errors as `read`."""
        return tables.read(DreamSettings, {**asdict(self), **values})

    @property
    def phrases(self) -> tuple[str, ...]:
        """The phrases that are dreamt beside each other: the first one is none."""
        lines = filter(None, map(str.strip, self.compare.splitlines()))
        return ("", *dict.fromkeys(lines))

    @property
    def total(self) -> int:
        """The number of steps up the gradient until the last frame."""
        return self.frames * self.steps
