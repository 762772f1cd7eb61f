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
    help="The bundled miniature: a Stable Diffusion of a thousandth of the usual size.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

HELP = """Export the miniature for other programs.

\b
In FOLDER:
  clip-critic-miniature.safetensors, .yaml and the folder clip-critic-miniature-text, for a WebUI: use its
  models/Stable-diffusion as FOLDER, with --for webui. The yaml contains the text folder's path: after
  moving the files, export again.
  clip-critic-miniature-diffusers, for diffusers' StableDiffusionPipeline.from_pretrained. Keep it out of a
  WebUI's folder, which would list its parts as checkpoints.
"""


class Program(str, Enum):
    webui = "webui"
    diffusers = "diffusers"
    both = "both"


Folder = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="The folder to write to; it is created if missing.")
]
For = Annotated[Program, typer.Option("--for", help="The program to export for.")]


def export(folder: Folder, program: For = Program.both) -> None:
    with command_run() as terminal:
        from clip_critic.miniature.export import NAME, export_checkpoint, export_diffusers
        from clip_critic.miniature.source import StoredMiniature

        source = StoredMiniature(miniature_dir())
        if program is not Program.diffusers:
            terminal.write(f"{export_checkpoint(source, folder)}\n")
        if program is not Program.webui:
            terminal.write(f"{export_diffusers(source, folder / f'{NAME}-diffusers')}\n")


export.__doc__ = HELP
app.command("export", epilog=EXIT_CODES)(export)
