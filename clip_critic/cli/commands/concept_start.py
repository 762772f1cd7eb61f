"""``clip-critic concept start``, ``parts`` and ``fidelity``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

import inspect
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from clip_critic.cli import options
from clip_critic.cli.commands import concept
from clip_critic.cli.commands.concept import FOLDER, JSON, READING, VERBOSE, Name
from clip_critic.cli.run import command_run
from clip_critic.cli.table_options import parameter, table_parameters, used_settings, with_options
from clip_critic.cli.wiring import make_critic, make_settings
from clip_critic.concepts.settings import StartSettings
from clip_critic.errors import BadInputError
from clip_critic.tables import read, rows

app = concept.app
"""All commands below ``clip-critic concept``: those of `concept`, and these."""
ROWS = rows(StartSettings)
PICTURES = parameter(
    "pictures",
    inspect.Parameter.empty,
    Annotated[
        list[Path],
        typer.Argument(
            metavar="PICTURES|FOLDERS...",
            help="Files, and folders with their subfolders.",
            callback=options.unfold,
        ),
    ],
)
OTHERS = parameter(
    "others",
    None,
    Annotated[
        options.File,
        typer.Option(
            "--others",
            metavar="FOLDER",
            help="A folder of other pictures, from which it has to differ. [default: pictures that this "
            "encoder has looked at before]",
            show_default=False,
        ),
    ],
)
TO_HOST = parameter(
    "to_host",
    True,
    Annotated[bool, typer.Option("--host/--no-host", help="Save it into the WebUI's folder, too.")],
)
NAME = parameter("name", inspect.Parameter.empty, Name)


@app.command()
@with_options((NAME, PICTURES, OTHERS, *table_parameters(ROWS, {}), FOLDER, TO_HOST, *READING, JSON, VERBOSE))
def start(**values: Any) -> None:
    """Start a concept from 3 to 10 pictures of one thing, in seconds, and save it.

    The pictures should have nothing in common but the thing: other backgrounds, other light. It is learned in
    CLIP's own space, against other pictures; a training by your WebUI can go on from there.
    """
    with command_run(values["verbose"]) as terminal:
        from clip_critic.cli.show.progress import ProgressBar
        from clip_critic.concepts.starting import started_record

        settings = _settings(values)
        critic = make_critic(settings, values["embeddings"])
        table, name = read(StartSettings, used_settings(values, ROWS)), bare(values["name"])
        critic.concepts.require_free(name, to_host=values["to_host"])
        pictures, others = open_all(values["pictures"], terminal), _files(values["others"], terminal)
        with ProgressBar.of_encoder(terminal, settings.encoder) as bar:
            found = critic.start_concept(name, pictures, table, others=others, progress=bar)
        saved = critic.concepts.save(found.embedding, to_host=values["to_host"])
        _report(terminal, values, started_record(found), [saved], found.notes)
        if not values["as_json"]:
            terminal.tell(
                f"Its similarity to crops of its pictures is {found.own:.3f}, to other pictures"
                f" {found.other:.3f} (step {found.step} of {found.steps})."
            )


@app.command()
@with_options(
    (
        NAME,
        PICTURES,
        parameter(
            "parts",
            None,
            Annotated[
                options.Texts,
                typer.Option(
                    "--part",
                    metavar="PART=FOLDER",
                    help="A part, and a folder with pictures of it alone, such as face=cat/faces. Repeat it.",
                ),
            ],
        ),
        OTHERS,
        *table_parameters(ROWS, {}),
        FOLDER,
        TO_HOST,
        *READING,
        JSON,
        VERBOSE,
    )
)
def parts(**values: Any) -> None:
    """Start a concept of several parts together, such as a mascot with a face, a logo and clothes.

    The pictures show the whole. <NAME> is all of it, and <NAME-PART> is each part alone.
    """
    with command_run(values["verbose"]) as terminal:
        from clip_critic.cli.show.progress import ProgressBar
        from clip_critic.concepts.parts import parts_record

        settings = _settings(values)
        critic = make_critic(settings, values["embeddings"])
        table, name = read(StartSettings, used_settings(values, ROWS)), bare(values["name"])
        critic.concepts.require_free(name, to_host=values["to_host"])
        whole, others = open_all(values["pictures"], terminal), _files(values["others"], terminal)
        each = {
            part: open_all([folder], terminal) for part, folder in _named_parts(values["parts"] or ()).items()
        }
        with ProgressBar.of_encoder(terminal, settings.encoder) as bar:
            found = critic.start_parts(name, whole, each, table, others=others, progress=bar)
        every = [found.embedding, *(part.embedding for part in found.parts)]
        saved = [critic.concepts.save(one, to_host=values["to_host"]) for one in every]
        _report(terminal, values, parts_record(found), saved, found.notes)
        if not values["as_json"]:
            terminal.tell(
                f"The whole's similarity to crops of its pictures is {found.own:.3f}. Of {len(found.parts)}"
                f" parts, {found.told_apart} are nearest to their own pictures."
            )


@app.command()
@with_options(
    (
        NAME,
        PICTURES,
        parameter(
            "others",
            inspect.Parameter.empty,
            Annotated[
                list[Path],
                typer.Option(
                    "--others",
                    metavar="FOLDER",
                    help="Pictures of others of its kind, such as other cats. May be repeated.",
                ),
            ],
        ),
        parameter(
            "kind",
            "",
            Annotated[str, typer.Option("--kind", metavar="WORD", help="The word for it, such as cat.")],
        ),
        FOLDER,
        *READING,
        JSON,
        VERBOSE,
    )
)
def fidelity(**values: Any) -> None:
    """Say whether a concept means this one rather than any of its kind.

    PICTURES are of it, best those that it was not started from. They are compared with pictures of others of
    its kind, by the concept and by the bare word: <my-cat> against "cat".
    """
    with command_run(values["verbose"]) as terminal:
        from clip_critic.cli.show.concepts import fidelity_view
        from clip_critic.cli.show.progress import ProgressBar
        from clip_critic.cli.show.sinks import json_line
        from clip_critic.concepts.fidelity import fidelity_record

        settings = _settings(values)
        critic = make_critic(settings, values["embeddings"])
        own, others = open_all(values["pictures"], terminal), open_all(values["others"], terminal)
        with ProgressBar.of_encoder(terminal, settings.encoder) as bar:
            found = critic.fidelity(bare(values["name"]), values["kind"], own, others, progress=bar)
        if values["as_json"]:
            terminal.write(json_line(fidelity_record(found)))
        else:
            terminal.show(*fidelity_view(found))


def _settings(values: Mapping[str, Any]) -> Any:
    return make_settings(values["encoder"], values["device"], values["precision"])


def bare(name: str) -> str:
    return name.strip().strip("<>")


def open_all(paths: Sequence[Path], terminal: Any) -> list[Any]:
    """Return the pictures in files and folders; one that cannot be read ends the command."""
    from clip_critic.cli.runs.rank import find_all
    from clip_critic.pictures.opening import open_picture

    return [open_picture(path) for path in find_all(paths, terminal)]


def _files(folder: Path | None, terminal: Any) -> list[Path]:
    from clip_critic.cli.runs.rank import find_all

    return [] if folder is None else find_all([folder], terminal)


def _named_parts(texts: Sequence[str]) -> dict[str, Path]:
    """Return the folder of each part.

    Raises:
        BadInputError: a text is not ``part=folder``, or a part is there twice.
    """
    found: dict[str, Path] = {}
    for text in texts:
        part, sign, folder = text.partition("=")
        if not (part.strip() and sign and folder.strip()):
            raise BadInputError(f"{text!r:.200} is not a part and its folder: write --part face=FOLDER.")
        if part.strip() in found:
            raise BadInputError(f"The part {part.strip()!r:.100} is there twice: give each its own name.")
        found[part.strip()] = Path(folder.strip())
    return found


def _report(
    terminal: Any,
    values: Mapping[str, Any],
    record: Mapping[str, Any],
    saved: Sequence[Any],
    notes: Sequence[str],
) -> None:
    """Print the files that were saved and the notes, or everything as JSON."""
    from clip_critic.cli.show.sinks import json_line
    from clip_critic.concepts.records import saved_record

    if values["as_json"]:
        terminal.write(json_line({**record, "saved": [saved_record(one) for one in saved]}))
        return
    for note in notes:
        terminal.tell(note, "yellow")
    terminal.write("".join(f"{file}\n" for one in saved for file in one.files))
    keywords = ", ".join(f"<{one.name}>" for one in saved)
    terminal.tell(f"Saved: {keywords}. {saved[0].note}".strip())
