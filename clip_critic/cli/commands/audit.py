"""``clip-critic audit``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

import inspect
from pathlib import Path
from typing import Annotated, Any

import typer

from clip_critic.cli import options
from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.run import command_run
from clip_critic.cli.table_options import parameter, table_parameters, used_settings, with_options
from clip_critic.cli.wiring import make_critic, make_settings
from clip_critic.errors import BadInputError
from clip_critic.ranking.question import RankQuestion, no_prompt, own_prompt, rows

ROWS = tuple((name, *rows()[name]) for name in ("prompt", "negative"))

HELP = """Find out which words of a prompt do anything.

The phrases of the prompt are ranked against the picture, and each is left out in turn: its effect is how much
the similarity of the text that it is read in falls without it. Phrases that do nothing, or work against the
picture, are marked. Long prompts are read in chunks of 75 tokens, as a WebUI does. Without --prompt, the
prompt in the picture's own metadata is used, as a WebUI or another program writes it.

\b
Examples:
  clip-critic audit picture.png
  clip-critic audit picture.png --negative
  clip-critic audit photo.jpg --prompt "a woman with a parasol, (oil painting:1.3), 8k"
  clip-critic audit picture.png --json | jq '.phrases[] | select(.verdict == "does nothing")'
"""
EPILOG = EXIT_CODES

OPTIONS = (
    parameter(
        "picture",
        inspect.Parameter.empty,
        Annotated[Path, typer.Argument(metavar="PICTURE", help="The picture's file.")],
    ),
    *table_parameters(ROWS, {}),
    parameter("encoder", "", options.Encoder),
    parameter("device", "auto", options.Device),
    parameter("precision", "auto", options.Precision),
    parameter("as_json", False, options.AsJson),
    parameter("no_cache", False, options.NoCache),
    parameter("verbose", False, options.Verbose),
)


@with_options(OPTIONS)
def audit(**values: Any) -> None:
    with command_run(values["verbose"]) as terminal:
        from clip_critic.cli.show.audit import audit_view
        from clip_critic.cli.show.progress import ProgressBar
        from clip_critic.cli.show.sinks import json_line
        from clip_critic.pictures.opening import open_picture
        from clip_critic.ranking.records import answer_record

        if values["prompt"] is not None and values["negative"]:
            raise BadInputError("Use either --prompt or --negative: the latter uses the picture's own.")
        question = RankQuestion(audit=True, **used_settings(values, ROWS))
        settings = make_settings(
            values["encoder"], values["device"], values["precision"], cache=not values["no_cache"]
        )
        picture = open_picture(values["picture"])
        if question.prompt is None and not question.negative and own_prompt(picture) is None:
            raise BadInputError(no_prompt(picture, "Pass one with --prompt."))
        for note in picture.notes:
            terminal.tell(f"{picture.name}: {note}", "dim")
        with ProgressBar.of_encoder(terminal, settings.encoder) as bar:
            answer = make_critic(settings).answer(question, picture, progress=bar)
        if values["as_json"]:
            terminal.write(json_line(answer_record(answer)))
        else:
            terminal.show(*audit_view(answer))


audit.__doc__ = HELP
