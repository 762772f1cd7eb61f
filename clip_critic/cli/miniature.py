"""``clip-critic miniature``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

from pathlib import Path
from typing import Annotated

import typer

from clip_critic.assets import miniature_dir
from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.session import session

app = typer.Typer(
    help="The bundled miniature: a Stable Diffusion of a thousandth of the size.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

HELP = """Write the miniature for other programs.

\b
In FOLDER:
  clip-critic-miniature.safetensors, .yaml and the folder clip-critic-miniature-text, for a WebUI: give its
  models/Stable-diffusion as FOLDER. The yaml names the text folder by its path: after moving, export again.
  clip-critic-miniature-diffusers, for diffusers' StableDiffusionPipeline.from_pretrained.
"""

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to write; it is made if need be.")]


def export(folder: Folder) -> None:
    with session() as terminal:
        from clip_critic.miniature.export import NAME, export_checkpoint, export_diffusers
        from clip_critic.miniature.source import Source

        source = Source(miniature_dir())
        terminal.write(f"{export_checkpoint(source, folder)}\n")
        terminal.write(f"{export_diffusers(source, folder / f'{NAME}-diffusers')}\n")


export.__doc__ = HELP
app.command("export", epilog=EXIT_CODES)(export)
