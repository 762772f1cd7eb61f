"""Options that several commands share."""

# typer 0.9 knows neither X | None nor options behind "from __future__ import annotations".

import glob
import os
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from clip_critic.sessions.feedback.settings import SECTIONS
from clip_critic.settings import MINIATURE_LIST, Settings, table

Texts = Optional[list[str]]  # noqa: UP045
Text = Optional[str]  # noqa: UP045
File = Optional[Path]  # noqa: UP045
Flag = Optional[bool]  # noqa: UP045


def unfold(paths: Any) -> list[Path]:  # typer takes list[Path] for a class with Python 3.10
    """Return the files that paths with wildcards stand for, as Windows' shells leave that to the program.

    What exists is taken as it is written. What matches nothing stays, and is reported.
    """
    found: list[Path] = []
    for path in paths:
        matches = [] if os.path.lexists(path) else sorted(glob.glob(str(path)))  # noqa: PTH207 - it takes any name
        found += map(Path, matches) if matches else [path]
    return found


_FIELDS = {name: field for name, _, field in table()}

Lists = Annotated[
    Texts,
    typer.Option(
        "--list",
        metavar="NAME|FILE",
        help="A keyword list: a preset's name (see: clip-critic lists), a text file, or - for "
        "standard input. May be repeated. [default without --keywords: First look, or "
        f"{MINIATURE_LIST} for the miniature]",
    ),
]
Keywords = Annotated[
    Texts,
    typer.Option(
        "--keywords",
        metavar="WORDS",
        help='Words separated by commas: "a girl, parasol". With --list they are added to it. May be '
        "repeated.",
    ),
]
Templates = Annotated[
    Texts,
    typer.Option(
        "--template",
        metavar="TEXT",
        help='A text around every word, with {} for the word: "a photo of {}". Several are averaged. '
        "They replace the list's own.",
    ),
]

Encoder = Annotated[
    str,
    typer.Option(
        "--encoder",
        envvar="CLIP_CRITIC_ENCODER",
        metavar="SPEC",
        help="The model that compares pictures and words: hf:ID or open_clip:ARCHITECTURE/TAG, or a folder "
        f"after hf: or open_clip:. See: clip-critic encoders. [default: {Settings().encoder} if it is on "
        "this machine, else another that is, else the bundled miniature]",
        show_default=False,
    ),
]


class Order(str, Enum):
    """The order of pictures."""

    GIVEN = "given"
    TASTE = "taste"


Rater = Annotated[
    str,
    typer.Option(
        "--rater",
        metavar="NAME",
        help="Also say how much somebody would like each picture who has chosen some "
        "(see: clip-critic taste).",
        show_default=False,
    ),
]
Device = Annotated[
    str,
    typer.Option(
        "--device",
        envvar="CLIP_CRITIC_DEVICE",
        metavar="|".join(_FIELDS["device"].choices),
        help="The device that the encoder runs on.",
    ),
]
Precision = Annotated[
    str,
    typer.Option(
        "--precision",
        envvar="CLIP_CRITIC_PRECISION",
        metavar="|".join(_FIELDS["precision"].choices),
        help=f"The precision that the encoder computes in. {_FIELDS['precision'].info}",
    ),
]
Checkpoint = Annotated[
    str,
    typer.Option(
        "--checkpoint",
        envvar="CLIP_CRITIC_CHECKPOINT",
        metavar="FILE|FOLDER|NAME",
        help="The model that generates the pictures: a .safetensors or .ckpt file of Stable Diffusion 1, 2 "
        "or XL, a diffusers folder, or a name from --checkpoints. [default: the bundled miniature]",
        show_default=False,
    ),
]
OtherCheckpoint = Annotated[
    str,
    typer.Option(
        "--checkpoint",
        metavar="FILE|FOLDER|NAME",
        help="Continue with another checkpoint.",
        show_default=False,
    ),
]
CheckpointFolder = Annotated[
    File,
    typer.Option(
        "--checkpoints",
        envvar="CLIP_CRITIC_CHECKPOINTS",
        metavar="FOLDER",
        help="A folder of checkpoints to choose from by name, such as a WebUI's models/Stable-diffusion.",
    ),
]
Vae = Annotated[
    Text,
    typer.Option(
        "--vae",
        metavar="FILE|FOLDER|NAME",
        help="The VAE, in place of the checkpoint's own: a .safetensors, .ckpt or .pt file, a diffusers "
        "folder, or a name from --vaes.",
        rich_help_panel=SECTIONS["host"],
        show_default=False,
    ),
]
VaeFolder = Annotated[
    File,
    typer.Option(
        "--vaes",
        envvar="CLIP_CRITIC_VAES",
        metavar="FOLDER",
        help="A folder of VAEs to choose from by name, such as a WebUI's models/VAE.",
    ),
]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help="Do not read or write the cache of vectors on disk.")
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print only JSON to standard output: one object per line.")
]
SessionJson = Annotated[
    bool, typer.Option("--json", help="Print only JSON to standard output: the session with its steps.")
]
Verbose = Annotated[
    bool, typer.Option("--verbose", help="Log everything to standard error, including tracebacks.")
]
