"""A run of ``clip-critic breed``: a new breeding, or a choice in an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from clip_critic.cli.codes import Code
from clip_critic.cli.commands.resume import checkpoint_of, vae_of
from clip_critic.cli.driver import driver_of
from clip_critic.cli.runs.rank import find_all
from clip_critic.cli.session_files import find_any, keep_checkpoint, keep_vae
from clip_critic.cli.session_options import RunOptions
from clip_critic.cli.show.terminal import Terminal
from clip_critic.cli.table_options import used_settings
from clip_critic.cli.wiring import (
    Checkpoints,
    make_checkpoints,
    make_concepts,
    make_critic,
    make_settings,
    make_studio,
    sessions_dir,
)
from clip_critic.concepts.sources import embedding_in
from clip_critic.critic import Critic
from clip_critic.errors import BadInputError, WeightsError
from clip_critic.pictures.folders import LeftOut
from clip_critic.pictures.opening import Picture, find_pictures, open_picture
from clip_critic.sessions.base import Studio
from clip_critic.sessions.breeding.breedings import Breedings, result_of
from clip_critic.sessions.breeding.kind import BreedingKind
from clip_critic.sessions.breeding.session import Breeding
from clip_critic.sessions.breeding.settings import BreedingSettings
from clip_critic.sessions.breeding.tasted import by_taste
from clip_critic.tables import Field
from clip_critic.weights.embeddings import ENDINGS, Embedding, write_embedding

KIND = BreedingKind()
IN_EARLIER = {
    "pick": "--pick",
    "generation": "--generation",
    "undo": "--undo",
    "by_taste": "--by-taste",
    "save": "--save",
}


def run(values: Mapping[str, Any], rows: Iterable[tuple[str, Any, Field]], terminal: Terminal) -> Code:
    """Begin a breeding, or choose in one.

    Args:
        values: the values of all options.
        rows: the table of settings.
    """
    options = RunOptions.of(values)
    earlier = _earlier(values)
    if earlier is not None and values["save"] is not None:
        return _save(earlier, values["save"], values["out"], terminal)
    checkpoints = _checkpoints(values["vae"], options, earlier)
    encoder = values["encoder"] or (earlier.settings.encoder if earlier else "")
    settings = make_settings(encoder, options.device, options.precision, cache=not options.no_cache)
    studio = make_studio(make_critic(settings), checkpoints)
    breedings = KIND.breedings(studio)
    if earlier is not None and values["by_taste"]:
        return _list(breedings.store.read(earlier.id), values["by_taste"], studio, terminal)
    changes = used_settings({**values, "population": None, "encoder": None, "checkpoint": None}, rows)
    if values["vae"] is not None:
        changes["vae"] = checkpoints.vae_name
    if earlier is None:
        shown = [picture for text in values["pictures"] or () for picture in _pictures(text)]
        if shown and values["files"]:
            raise BadInputError("A breeding begins with concepts or with pictures: leave out one of both.")
        population = [_founder(text, studio.critic) for text in values["files"] or ()]
        asked = BreedingSettings(encoder=studio.critic.settings().encoder).changed(changes)
        beside = find_all([values["others"]], terminal) if values["others"] else []
        if beside and not shown:
            raise BadInputError(
                "--others is for a breeding that begins with pictures: name them with --picture."
            )
        session = (
            breedings.create_from(asked, shown, beside) if shown else breedings.create(asked, population)
        )
        terminal.tell(f"Session {session.id}", "dim")
        keep_checkpoint(session, checkpoints.chosen)
        keep_vae(session, checkpoints.vae)
    else:
        session = earlier
        if changes:
            breedings.change(earlier.id, changes)
        _choose(breedings, earlier.id, values)
    driver = driver_of(KIND, studio, session.id, terminal, as_json=options.as_json)
    return driver.start() if breedings.store.read(session.id).left else driver.resume()


def _earlier(values: Mapping[str, Any]) -> Breeding | None:
    """Return the breeding to go on with, if one is named."""
    if not values["to"]:
        for name, option in IN_EARLIER.items():
            if values[name] not in (None, False, ""):
                raise BadInputError(f"{option} is for an earlier breeding: name it with --to ID.")
        return None
    if values["files"] or values["pictures"] or values["others"]:
        raise BadInputError("An earlier breeding takes no more files: leave them out, or leave out --to.")
    kind, session = find_any(sessions_dir(), values["to"])
    if kind.name != KIND.name:
        raise BadInputError(f"--to {values['to']}: this session is not a breeding.")
    found: Breeding = session
    return found


def _checkpoints(vae: str | None, options: RunOptions, earlier: Breeding | None) -> Checkpoints:
    chosen, named = options.checkpoint, vae or ""
    if earlier is not None:
        chosen = checkpoint_of(earlier, options)
        named = vae_of(earlier, options) if vae is None else vae
    return make_checkpoints(chosen, options.checkpoints, options.vaes, named)


def _choose(breedings: Breedings, session_id: str, values: Mapping[str, Any]) -> None:
    """Take back, go to a generation, and pick, in this order."""
    if values["undo"]:
        breedings.undo(session_id)
    if values["generation"] is not None:
        breedings.go_to(session_id, values["generation"])
    if values["pick"] is not None:
        breedings.pick(session_id, numbers_of(values["pick"]))


def numbers_of(text: str) -> list[int]:
    """Return the numbers of individuals in a text such as ``3, 1, 5``.

    Raises:
        BadInputError: it is something else.
    """
    try:
        return [int(part) for part in text.replace(",", " ").split()]
    except ValueError:
        raise BadInputError(f"--pick {text!r:.80}: write numbers of individuals, as in 3, 1, 5.") from None


def _save(breeding: Breeding, number: int, out: Path | None, terminal: Terminal) -> Code:
    if out is None:
        saved = make_concepts().save(result_of(breeding, number))
        terminal.write("".join(f"{file}\n" for file in saved.files))
        return Code.DONE
    if out.suffix != ".safetensors":
        raise BadInputError(f"--out {out}: its name must end in .safetensors.")
    try:
        write_embedding(out, result_of(breeding, number, out.stem))
    except WeightsError as error:
        raise BadInputError(str(error)) from error
    terminal.write(f"{out}\n")
    return Code.DONE


def _pictures(text: str) -> list[Picture]:
    """Open a picture, or all pictures of a folder."""
    path = Path(text).expanduser()
    files = find_pictures(path, LeftOut()) if path.is_dir() else [path]
    return [open_picture(file) for file in files]


def _founder(text: str, critic: Critic) -> Embedding:
    """Return the concept in a file, or of a name."""
    path = Path(text).expanduser()
    is_file = path.suffix.lower() in ENDINGS or path.is_file()
    return embedding_in(path) if is_file else critic.concepts.find(text.strip("<>")).embedding


def _list(breeding: Breeding, rater: str, studio: Studio, terminal: Terminal) -> Code:
    for number, taste in by_taste(breeding, rater, studio.critic, studio.tasting):
        terminal.write(f"{number}\t{taste.mean:+.2f} +- {taste.sd:.2f}\n")
    return Code.DONE
