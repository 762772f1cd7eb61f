"""``clip-critic concept train``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

from typing import Annotated, Any

import typer

from clip_critic.cli import options
from clip_critic.cli.commands import concept_start
from clip_critic.cli.commands.concept import FOLDER, JSON, VERBOSE
from clip_critic.cli.commands.concept_start import NAME, PICTURES, TO_HOST, bare, open_all
from clip_critic.cli.run import command_run
from clip_critic.cli.table_options import parameter, table_parameters, used_settings, with_options
from clip_critic.cli.wiring import make_checkpoints, make_concepts, make_host
from clip_critic.concepts.settings import TrainSettings
from clip_critic.tables import read, rows

app = concept_start.app
"""All commands below ``clip-critic concept``: those of `concept_start`, and this one."""
ROWS = rows(TrainSettings)
ENDING = "-trained"


@app.command()
@with_options(
    (
        NAME,
        PICTURES,
        parameter(
            "new_name",
            "",
            Annotated[
                str,
                typer.Option(
                    "--as",
                    metavar="NAME",
                    help=f"The name of the trained concept. [default: NAME{ENDING}]",
                    show_default=False,
                ),
            ],
        ),
        *table_parameters(ROWS, {}),
        parameter("checkpoint", "", options.Checkpoint),
        parameter("checkpoints", None, options.CheckpointFolder),
        parameter("device", "auto", options.Device),
        FOLDER,
        TO_HOST,
        JSON,
        VERBOSE,
    )
)
def train(**values: Any) -> None:
    """Train a concept with a checkpoint, by textual inversion from the vectors that it has, and save it.

    It is saved under another name: the one that it was trained from stays as it is. The checkpoint has to be
    of the kind that the concept was made for, and a graphics card is wanted for real ones.
    """
    with command_run(values["verbose"]) as terminal:
        from clip_critic.cli.show.progress import ProgressBar
        from clip_critic.cli.show.sinks import json_line
        from clip_critic.concepts.records import saved_record
        from clip_critic.concepts.training import trained_embedding

        table = read(TrainSettings, used_settings(values, ROWS))
        library = make_concepts(values["embeddings"])
        embedding = library.find(bare(values["name"])).embedding
        name = bare(values["new_name"]) or f"{embedding.name}{ENDING}"
        library.require_free(name, to_host=values["to_host"])
        pictures = open_all(values["pictures"], terminal)
        host = make_host(make_checkpoints(values["checkpoint"], values["checkpoints"]), values["device"])
        with ProgressBar(terminal, "loading the checkpoint") as bar:
            found = host.train(embedding, [picture.image for picture in pictures], table, bar)
        digests = [picture.digest for picture in pictures]
        trained = trained_embedding(
            embedding, name, found.vectors, table, host.describe().checkpoints[0], digests
        )
        saved = library.save(trained, to_host=values["to_host"])
        if values["as_json"]:
            record = {"name": saved.name, "before": found.before, "after": found.after, "steps": table.steps}
            terminal.write(json_line({**record, "saved": [saved_record(saved)]}))
            return
        terminal.write("".join(f"{file}\n" for file in saved.files))
        terminal.tell(
            f"Saved: <{saved.name}>. {saved.note} The error with which the checkpoint predicts noise in the"
            f" pictures was {found.before:.4f}, and is {found.after:.4f}."
        )
        if not found.after < found.before:
            terminal.tell("It learned nothing: try more steps, or a lower rate.", "yellow")
