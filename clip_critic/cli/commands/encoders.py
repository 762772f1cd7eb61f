"""``clip-critic encoders``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

from dataclasses import asdict

from rich.table import Table
from rich.text import Text

from clip_critic.cli import options
from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.run import command_run
from clip_critic.cli.show.terminal import clean
from clip_critic.cli.wiring import make_settings
from clip_critic.encoders.catalogue import EncoderChoice, encoder_choices
from clip_critic.storage import paths

HELP = """List the encoders to choose from: the models that compare pictures and words.

Any other CLIP-like model works too: hf:ID from the Hugging Face hub, open_clip:ARCHITECTURE/TAG, or a folder
after hf: or open_clip:. A model that is not on this machine is downloaded when it is first used. Folders in
the models folder are found by name: without a network, put a model's files there. What other programs have
left is found, too, in their usual folders and in those that CLIP_CRITIC_MODEL_FOLDERS names. The miniature is
bundled.
"""
EPILOG = EXIT_CODES


def encoders(encoder: options.Encoder = "", as_json: options.AsJson = False) -> None:
    with command_run() as terminal:
        default = make_settings(encoder).encoder
        rows = encoder_choices(default, paths.models_dir())
        if as_json:
            from clip_critic.cli.show.sinks import json_line

            terminal.write("".join(json_line({**asdict(r), "default": r.spec == default}) for r in rows))
            return
        terminal.show(_table(rows, default))
        terminal.tell(f"* = default. Models folder: {paths.models_dir()}")


encoders.__doc__ = HELP


def _table(rows: tuple[EncoderChoice, ...], default: str) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("")
    table.add_column("encoder", no_wrap=True)
    table.add_column("on this machine", no_wrap=True)
    table.add_column("good for", overflow="fold")
    for row in rows:
        here = "yes" if row.on_this_machine else _size(row.megabytes)
        table.add_row("*" if row.spec == default else "", Text(clean(row.spec)), here, Text(clean(row.about)))
    return table


def _size(megabytes: int) -> str:
    if not megabytes:
        return "no"
    return f"no: {megabytes / 1000:.1f} GB" if megabytes >= 1000 else f"no: {megabytes} MB"
