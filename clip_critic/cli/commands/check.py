"""``clip-critic check``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

from typing import TYPE_CHECKING, Annotated, Optional

import typer

from clip_critic.cli import options
from clip_critic.cli.codes import EXIT_CODES, Code
from clip_critic.cli.run import command_run
from clip_critic.cli.show.terminal import Terminal
from clip_critic.cli.wiring import make_critic, make_settings
from clip_critic.encoders.catalogue import is_on_this_machine
from clip_critic.errors import EncoderError
from clip_critic.storage import paths

if TYPE_CHECKING:
    from PIL import Image

    from clip_critic.critic import Critic
    from clip_critic.encoders.known_answers import Check

HELP = """Check that an encoder gives the numbers that were published for it, and how fast it is here.

The published answers are about one picture of COCO, 000000039769.jpg: two cats on a sofa. Without ENCODER,
those of all encoders that are on this machine are checked. Nothing is downloaded without --fetch. What is
printed can be pasted into an issue.

\b
Examples:
  clip-critic check
  clip-critic check hf:openai/clip-vit-base-patch32 --fetch
  clip-critic check hf:google/siglip-base-patch16-224 --picture 000000039769.jpg
"""
EPILOG = EXIT_CODES


def check(
    encoder: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="[ENCODER]", help="The encoder; by default all with a published answer."),
    ] = None,
    picture: Annotated[
        options.File, typer.Option("--picture", metavar="FILE", help="Your own copy of COCO's picture.")
    ] = None,
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Download what is missing: the picture, and ENCODER.")
    ] = False,
    device: options.Device = "auto",
    as_json: options.AsJson = False,
    verbose: options.Verbose = False,
) -> None:
    with command_run(verbose) as terminal:
        from clip_critic.cli.show.check import check_records, check_view
        from clip_critic.cli.show.sinks import json_line
        from clip_critic.encoders import known_answers

        published = known_answers.KNOWN_ANSWERS
        specs = [encoder.strip()] if encoder else [known.spec for known in published]
        critic = make_critic(make_settings(specs[0], device))
        here = [spec for spec in specs if (fetch and encoder) or _can_be_tried(spec)]
        image = known_answers.blank_picture()
        if any(known_answers.known_answer(spec, published) for spec in here):
            image = known_answers.find_picture(picture, paths.cache_dir(), fetch=fetch)
        checks = [_check(terminal, critic, spec, image if spec in here else None) for spec in specs]
        if as_json:
            terminal.write("".join(map(json_line, check_records(checks))))
        else:
            terminal.show(*check_view(checks))
        if not here:
            terminal.tell("An encoder that you name is downloaded with --fetch, or when it is first used.")
        if not known_answers.are_good(checks):
            raise typer.Exit(Code.ENCODER)


check.__doc__ = HELP


def _can_be_tried(spec: str) -> bool:
    """Return whether nothing has to be downloaded; an invalid name is refused at once."""
    return ":" not in spec or is_on_this_machine(spec, paths.models_dir())


def _check(terminal: Terminal, critic: "Critic", spec: str, picture: "Image.Image | None") -> "Check":
    from clip_critic.cli.show.progress import ProgressBar
    from clip_critic.encoders import known_answers

    if picture is None:
        return known_answers.Check(spec, known_answers.CheckResult.MISSING)
    known = known_answers.known_answer(spec, known_answers.KNOWN_ANSWERS)
    try:
        with ProgressBar.of_encoder(terminal, spec) as bar, critic.encoder(spec, bar) as loaded:
            return known_answers.check(spec, loaded, known, picture)
    except EncoderError as error:
        return known_answers.Check(spec, known_answers.CheckResult.FAILED, problem=str(error))
