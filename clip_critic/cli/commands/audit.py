"""``clip-critic audit``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clip_critic.cli import options
from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.run import command_run
from clip_critic.cli.wiring import make_critic, make_settings
from clip_critic.errors import BadInputError

if TYPE_CHECKING:
    from clip_critic.pictures.opening import Picture

HELP = """Find out which words of a prompt do anything.

The phrases of the prompt are ranked against the picture, and each is left out in turn: its effect is how much
the similarity of the whole prompt falls without it. Phrases that do nothing, or pull the other way, are
named as such. Without --prompt it is the prompt in the picture's own metadata, as a WebUI writes it.

\b
Examples:
  clip-critic audit picture.png
  clip-critic audit picture.png --negative
  clip-critic audit photo.jpg --prompt "a woman with a parasol, (oil painting:1.3), 8k"
  clip-critic audit picture.png --json | jq '.phrases[] | select(.verdict == "does nothing")'
"""
EPILOG = EXIT_CODES

PicturePath = Annotated[Path, typer.Argument(metavar="PICTURE", help="A picture's file.")]
PromptText = Annotated[
    options.Text,
    typer.Option("--prompt", metavar="TEXT", help="The prompt to audit, in the WebUI's own language."),
]
Negative = Annotated[
    bool,
    typer.Option(
        "--negative",
        help="Audit the picture's own negative prompt: what helps there is what should not be seen.",
    ),
]


def audit(
    picture: PicturePath,
    prompt: PromptText = None,
    negative: Negative = False,
    encoder: options.Encoder = "",
    device: options.Device = "auto",
    as_json: options.AsJson = False,
    no_cache: options.NoCache = False,
    verbose: options.Verbose = False,
) -> None:
    with command_run(verbose) as terminal:
        from clip_critic.cli.show.audit import audit_view
        from clip_critic.cli.show.progress import ProgressBar
        from clip_critic.cli.show.sinks import json_line
        from clip_critic.pictures.opening import open_picture
        from clip_critic.ranking.records import audit_record

        if prompt is not None and negative:
            raise BadInputError("Give either --prompt or --negative: the latter takes the picture's own.")
        settings = make_settings(encoder, device, cache=not no_cache)
        opened = open_picture(picture)
        text = _own_negative(opened) if negative else prompt
        for note in opened.notes:
            terminal.tell(f"{opened.name}: {note}", "dim")
        with ProgressBar.of_encoder(terminal, settings.encoder) as bar:
            result = make_critic(settings).audit(opened, text, progress=bar)
        if as_json:
            terminal.write(json_line(audit_record(result)))
        else:
            terminal.show(*audit_view(result))


audit.__doc__ = HELP


def _own_negative(picture: "Picture") -> str:
    from clip_critic.pictures.infotext import parse_infotext

    text = parse_infotext(picture.infotext).negative_prompt if picture.infotext else ""
    if not text.strip():
        raise BadInputError(f"{picture.name} carries no negative prompt in its metadata.")
    return text
