"""``clip-critic miniature``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.run import command_run
from clip_critic.storage.assets import miniature_dir

app = typer.Typer(
    help="The bundled miniature: a Stable Diffusion of a thousandth of the size.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

HELP = """Write the miniature for other programs.

\b
In FOLDER:
  clip-critic-miniature.safetensors, .yaml and the folder clip-critic-miniature-text, for a WebUI: give its
  models/Stable-diffusion as FOLDER, with --for webui. The yaml names the text folder by its path: after
  moving, export again.
  clip-critic-miniature-diffusers, for diffusers' StableDiffusionPipeline.from_pretrained. A WebUI would list
  its parts as checkpoints: it belongs elsewhere.
"""


class Program(str, Enum):
    webui = "webui"
    diffusers = "diffusers"
    both = "both"


Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to write; it is made if need be.")]
For = Annotated[Program, typer.Option("--for", help="Which of the two to write.")]


def export(folder: Folder, program: For = Program.both) -> None:
    with command_run() as terminal:
        from clip_critic.miniature.export import NAME, export_checkpoint, export_diffusers
        from clip_critic.miniature.source import Source

        source = Source(miniature_dir())
        if program is not Program.diffusers:
            terminal.write(f"{export_checkpoint(source, folder)}\n")
        if program is not Program.webui:
            terminal.write(f"{export_diffusers(source, folder / f'{NAME}-diffusers')}\n")


export.__doc__ = HELP
app.command("export", epilog=EXIT_CODES)(export)
