"""``clip-critic concept``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clip_critic.cli import options
from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.run import command_run
from clip_critic.cli.table_options import parameter, with_options
from clip_critic.cli.wiring import make_concepts, make_critic, make_settings
from clip_critic.errors import BadInputError

if TYPE_CHECKING:
    from clip_critic.concepts.library import Concept
    from clip_critic.concepts.records import Fit

HELP = """Use textual inversions as words: <my-cat> stands in lists, targets and prompts as a keyword does.

Concepts are in a folder of your own, and in a WebUI's embeddings folder if --embeddings or the environment
variable CLIP_CRITIC_EMBEDDINGS names one. Files of others (.pt, .bin, .safetensors) are read as data: nothing
in them is ever run.

\b
Examples:
  clip-critic concept list --embeddings ~/stable-diffusion-webui/embeddings
  clip-critic concept show EasyNegative
  clip-critic concept save learned_embeds.bin --as my-cat
  clip-critic concept start my-cat photos-of-my-cat/ --kind cat --others other-photos/
  clip-critic concept parts mascot photos/ --part face=faces/ --part logo=logos/
  clip-critic concept train my-cat photos-of-my-cat/ --checkpoint v1-5.safetensors
  clip-critic concept fidelity my-cat new-photos/ --kind cat --others other-cats/
  clip-critic rank photo.png --keywords "<my-cat>, a cat, a dog"
"""

app = typer.Typer(help=HELP, epilog=EXIT_CODES, rich_markup_mode=None, no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME", help="A concept's name, with or without < and >.")]
Embeddings = Annotated[
    options.File,
    typer.Option(
        "--embeddings",
        metavar="FOLDER",
        help="A WebUI's folder of embeddings, which is searched, too, and saved to. [default: that of the "
        "environment variable CLIP_CRITIC_EMBEDDINGS, if it is set]",
        show_default=False,
    ),
]
FOLDER = parameter("embeddings", None, Embeddings)
READING = (
    parameter("encoder", "", options.Encoder),
    parameter("device", "auto", options.Device),
    parameter("precision", "auto", options.Precision),
)
JSON = parameter("as_json", False, options.AsJson)
VERBOSE = parameter("verbose", False, options.Verbose)
WORDS = parameter(
    "words",
    True,
    Annotated[
        bool,
        typer.Option("--words/--no-words", help="Name the nearest words, which needs the encoder."),
    ],
)


@app.command("list")
@with_options((FOLDER, WORDS, *READING, JSON, VERBOSE))
def list_(**values: Any) -> None:
    """List the concepts, with the lengths of their vectors and the words that they are nearest to."""
    with command_run(values["verbose"]) as terminal:
        from clip_critic.cli.show.sinks import json_line
        from clip_critic.concepts.records import concept_record, unusable_record

        holdings = make_concepts(values["embeddings"]).holdings()
        fits = _fits(values, holdings.concepts, terminal) if values["words"] else {}
        if values["as_json"]:
            rows = [concept_record(one, fits.get(one.name)) for one in holdings.concepts]
            rows += [dict(unusable_record(one.file, one.reason)) for one in holdings.unusable]
            terminal.write("".join(map(json_line, rows)))
            return
        from clip_critic.cli.show.concepts import list_view

        for one in holdings.unusable:
            terminal.tell(f"Left out: {one.file}: {one.reason}", "yellow")
        if not holdings.concepts:
            terminal.tell("There are no concepts yet: clip-critic concept save FILE", "yellow")
            return
        terminal.show(*list_view(holdings.concepts, fits))


@app.command()
@with_options((parameter("name", ..., Name), FOLDER, WORDS, *READING, JSON, VERBOSE))
def show(**values: Any) -> None:
    """Show a concept: its vectors, what it was made for and trained on, and how it came about."""
    with command_run(values["verbose"]) as terminal:
        from clip_critic.concepts.records import concept_record

        concept = make_concepts(values["embeddings"]).find(values["name"].strip().strip("<>"))
        fit = _fits(values, (concept,), terminal).get(concept.name) if values["words"] else None
        if values["as_json"]:
            from clip_critic.cli.show.sinks import json_line

            terminal.write(json_line(concept_record(concept, fit)))
            return
        from clip_critic.cli.show.concepts import concept_view

        terminal.show(*concept_view(concept, fit))


@app.command()
def save(
    source: Annotated[
        str, typer.Argument(metavar="FILE|NAME", help="A file of an embedding, or the name of a concept.")
    ],
    name: Annotated[
        str, typer.Option("--as", metavar="NAME", help="Its name. [default: that of the file]")
    ] = "",
    term: Annotated[
        str, typer.Option("--term", metavar="TERM", help="Which one, if the file has several terms.")
    ] = "",
    embeddings: Embeddings = None,
    to_host: Annotated[
        bool, typer.Option("--host/--no-host", help="Save it into the WebUI's folder, too.")
    ] = True,
    for_training: Annotated[
        bool,
        typer.Option(
            "--for-training",
            help="Save it into the WebUI's folder alone, as the .pt file that AUTOMATIC1111 trains on.",
        ),
    ] = False,
) -> None:
    """Save a concept as safetensors, in your own folder and in the WebUI's; no file of others is replaced."""
    with command_run() as terminal:
        from clip_critic.concepts.sources import copy_of, embedding_in

        library = make_concepts(embeddings)
        if Path(source).exists():
            embedding = embedding_in(Path(source), name, term)
        else:
            known = library.get(source.strip().strip("<>"))
            if known is None:
                raise BadInputError(f"There is no file {source!r:.300}, and no concept of this name.")
            embedding = copy_of(known.embedding, known.file, name or known.name)
        if for_training:
            saved = library.save_for_training(embedding)
        else:
            saved = library.save(embedding, to_host=to_host)
        terminal.write("".join(f"{file}\n" for file in saved.files))
        terminal.tell(f"It is a keyword now: <{saved.name}>. {saved.note}".strip())


def _fits(values: Any, concepts: "tuple[Concept, ...]", terminal: Any) -> "dict[str, Fit]":
    """Return what the encoder says about each concept, by name; nothing is loaded if there are none."""
    if not concepts:
        return {}
    from clip_critic.cli.show.progress import ProgressBar
    from clip_critic.concepts.records import fit_of

    settings = make_settings(values["encoder"], values["device"], values["precision"])
    found = {}
    with (
        ProgressBar.of_encoder(terminal, settings.encoder) as bar,
        make_critic(settings, values["embeddings"]).encoder(progress=bar) as encoder,
    ):
        for number, concept in enumerate(concepts):
            bar(number, len(concepts), "nearest words")
            found[concept.name] = fit_of(encoder, concept.embedding)
    return found
