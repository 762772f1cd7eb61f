"""A breeding on disk: its settings, the vectors of everybody, and the lines of its journal."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import safetensors
import safetensors.numpy

from clip_critic.errors import NoSessionError, SessionError, StorageError
from clip_critic.hosts.base import Request
from clip_critic.sessions.breeding.combining import Array
from clip_critic.sessions.breeding.family import Drawn, Family, Line, Made, Picked, read_line, require_whole
from clip_critic.sessions.breeding.settings import PLACE, BreedingSettings
from clip_critic.sessions.host_settings import style_names
from clip_critic.storage.files import reason
from clip_critic.storage.journal import HEAD, TORN, Journal, read_head, write_head
from clip_critic.tables import valid_unicode
from clip_critic.weights.embeddings import Embedding

VERSION = 1
KIND = "breeding"
PICTURES, VECTORS, START = "pictures", "vectors", "start"
"""The folders of the pictures, of everybody's vectors, and of the user's own pictures that it began with."""
IN_KEY = (
    "prompt",
    "negative_prompt",
    "seed",
    "width",
    "height",
    "steps",
    "cfg_scale",
    "sampler",
    "scheduler",
    "checkpoint",
    "vae",
    "styles",
    "scripts",
)
"""The parts of a request that make a picture another one, besides the vectors."""
_PICTURE = re.compile(r"[0-9]{4,9}-[0-9]{2}-[0-9a-f]{12}\.png")
_VECTORS = re.compile(r"(?:founder-)?[0-9]{4,9}\.safetensors")

Parts = dict[str, Array]
"""Vectors by text tower, float64 ``[k, d]``."""


@dataclass(frozen=True)
class Founder:
    """A concept of the first population, as it was when the breeding began.

    Attributes:
        name: its name.
        file: the name of the file of its vectors in the session's folder.
        hash: the hash of its vectors.
        trained_on: the checkpoint that it was trained on, if that is known.
        tower: the identity of the table of words that it was made with, if its file says so.
        encoder: the encoder that it was made with, if its file says so.
    """

    name: str
    file: str
    hash: str
    trained_on: str = ""
    tower: str = ""
    encoder: str = ""


@dataclass(frozen=True)
class Breeding:
    """A read-only snapshot of a breeding.

    Attributes:
        id: its id, which is its folder's name.
        folder: its folder.
        created: the date and time of its creation, ISO 8601.
        settings: its settings; the seed is not random any more.
        founders: the concepts that it began with.
        side: the usual side of the checkpoint's pictures.
        size: the number of individuals of the first population.
        shown: the names of the user's own pictures that it began with, in place of concepts.
        others: the files of other pictures, which these are told apart from; without them those that the
            encoder has looked at before.
        lines: the lines of the journal.
        gone: the names of pictures that have vanished.
        notes: sentences about what was repaired when it was read.
    """

    id: str
    folder: Path
    created: str
    settings: BreedingSettings
    founders: tuple[Founder, ...]
    side: int
    size: int
    shown: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    lines: tuple[Line, ...] = field(default=(), compare=False, repr=False)
    gone: frozenset[str] = field(default=frozenset(), compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)

    @cached_property
    def family(self) -> Family:
        """Everybody, the generations, and where the user is."""
        return Family(self.size, self.lines)

    @cached_property
    def to_make(self) -> tuple[int, ...]:
        """The places of the current generation that nobody has yet."""
        current = self.family.current
        known = {made.place for made in current.individuals}
        return tuple(place for place in range(self.family.size_of(current)) if place not in known)

    @cached_property
    def to_draw(self) -> tuple[Made, ...]:
        """The individuals of the current generation without pictures, or whose pictures have vanished."""
        return tuple(made for made in self.family.current.individuals if not self.pictures_of(made.number))

    @property
    def left(self) -> int:
        """The number of individuals of the current generation that are not drawn yet."""
        return len(self.to_make) + len(self.to_draw)

    @property
    def is_over(self) -> bool:
        """Whether the last generation is complete."""
        return not self.left and self.family.current.depth >= self.settings.generations

    def pictures_of(self, number: int) -> Drawn | None:
        """Return the pictures of an individual, if all of them are there."""
        drawn = self.family.drawn.get(number)
        return None if drawn is None or self.gone & set(drawn.files) else drawn

    def request(self, made: Made, parts: Parts) -> Request:
        """Return the request for the pictures of an individual."""
        settings = self.settings
        return Request(
            settings.prompt.replace(PLACE, settings.name),
            settings.negative_prompt.replace(PLACE, settings.name),
            seed=settings.seed,
            count=settings.seeds,
            width=settings.width or self.side,
            height=settings.height or self.side,
            steps=settings.sampling_steps,
            cfg_scale=settings.cfg_scale,
            sampler=settings.sampler,
            scheduler=settings.scheduler,
            checkpoint=settings.checkpoint,
            vae=settings.vae,
            styles=style_names(settings.styles),
            scripts=settings.scripts,
            extra={"CLIP Critic session": self.id, "CLIP Critic individual": str(made.number)},
            embeddings=(embedding_of(settings.name, parts),),
        )

    def parts(self, file: str) -> Parts:
        """Return the vectors in a file of this breeding, by tower, float64 ``[k, d]``.

        Raises:
            SessionError: they are damaged or gone.
        """
        path = self.folder / VECTORS / file
        try:
            if not _VECTORS.fullmatch(file):
                raise ValueError("its name is damaged")
            found = safetensors.numpy.load(path.read_bytes())
        except (OSError, ValueError, safetensors.SafetensorError) as error:
            why = reason(error) if isinstance(error, OSError) else "it is damaged"
            raise SessionError(
                f"{path} cannot be read: {why}. Its individual cannot be drawn or mixed: go back to an "
                "earlier generation, or start a new breeding."
            ) from None
        return {name.removeprefix("tower."): value.astype(np.float64) for name, value in found.items()}

    def path(self, file: str) -> Path:
        """Return the path of a picture; raises `NoSessionError` for other file names."""
        if not _PICTURE.fullmatch(file):
            raise NoSessionError(f"{file!r:.80} is not a picture of a breeding.")
        return self.folder / PICTURES / file


def parts_of(embedding: Embedding) -> Parts:
    """Return the vectors of a concept, by tower."""
    return {tower: vectors.astype(np.float64) for tower, vectors in embedding.parts.items()}


def recorded(embedding: Embedding, entry: str) -> str:
    """Return a text that a concept's lineage has under a name; empty if it has none."""
    found = embedding.lineage.get(entry)
    return valid_unicode(found) if isinstance(found, str) else ""


def embedding_of(name: str, parts: Parts) -> Embedding:
    """Return vectors as a concept with a name."""
    return Embedding(name, {tower: vectors.astype(np.float32) for tower, vectors in parts.items()})


def vectors_file(parts: Parts) -> bytes:
    """Return vectors as the content of a file, which `Breeding.parts` reads."""
    data: bytes = safetensors.numpy.save(
        {f"tower.{tower}": np.ascontiguousarray(vectors, dtype="<f4") for tower, vectors in parts.items()}
    )
    return data


def picture_file(made: Made, index: int, request: Request) -> str:
    """Return the name of a picture of an individual, which says what was asked for."""
    asked = [getattr(request, name) for name in IN_KEY]
    text = json.dumps([made.digest, *asked], ensure_ascii=False)
    return f"{made.number:04d}-{index:02d}-{hashlib.sha256(text.encode('utf-8')).hexdigest()[:12]}.png"


def write_breeding(breeding: Breeding) -> None:
    """Write everything about a breeding except its lines and vectors; raises `StorageError`."""
    head = {
        "version": VERSION,
        "kind": KIND,
        "id": breeding.id,
        "created": breeding.created,
        "settings": {
            name: value
            for name, value in vars(breeding.settings).items()
            if value != getattr(BreedingSettings, name)
        },
        "founders": [vars(founder) for founder in breeding.founders],
        "side": breeding.side,
        "size": breeding.size,
        "shown": list(breeding.shown),
        "others": list(breeding.others),
    }
    write_head(breeding.folder, head)


def lines_of(folder: Path) -> Journal:
    """Return the journal of a breeding's lines."""
    return Journal(folder)


def read_breeding(folder: Path, *, repair: bool = False) -> Breeding:
    """Read the breeding in a folder; an incomplete last line is ignored.

    Args:
        folder: the breeding's folder.
        repair: whether to remove an incomplete last line from the file.

    Raises:
        SessionError: a file is damaged; the message says which one, and where.
        StorageError: a file cannot be read.
    """
    head = read_head(folder, lambda head: _read(head, folder))
    lines, torn = lines_of(folder).read(read_line, repair=repair)
    there = _names_in(folder / PICTURES)
    gone = frozenset(
        file for line in lines if isinstance(line, Drawn) for file in line.files if file not in there
    )
    try:
        require_whole(Family(head.size, lines))
    except ValueError as error:
        raise SessionError(
            f"{lines_of(folder).path} is damaged ({error}): remove this line and all below, or start a new "
            "breeding."
        ) from None
    notes = (TORN,) if torn else ()
    values = {**vars(head), "lines": tuple(lines), "gone": gone, "notes": notes}
    return Breeding(**values)


def _names_in(folder: Path) -> set[str]:
    try:
        return {path.name for path in folder.iterdir()}
    except FileNotFoundError:
        return set()
    except OSError as error:
        raise StorageError(f"{folder} cannot be read: {reason(error)}.") from error


def _read(head: Any, folder: Path) -> Breeding:
    if head["version"] != VERSION:
        raise SessionError(
            f"{folder / HEAD} was written by another version of CLIP Critic ({head['version']!r:.60})."
        )
    settings = BreedingSettings.read(dict(head["settings"]))
    founders = tuple(Founder(**{name: str(value) for name, value in one.items()}) for one in head["founders"])
    return Breeding(
        folder.name,
        folder,
        str(head["created"]),
        settings,
        founders,
        int(head["side"]),
        int(head["size"]),
        tuple(map(str, head["shown"])),
        tuple(map(str, head.get("others", ()))),
    )


def text_of(line: Line, breeding: Breeding) -> str:
    """Return a line of the journal in words."""
    if isinstance(line, Drawn):
        made = breeding.family.individuals[line.individual]
        return f"{made.number}: {made.what}{f' of {_numbers(made.parents)}' if made.parents else ''}" + (
            f" ({made.name})" if made.name else ""
        )
    if isinstance(line, Picked):
        return f"picked {_numbers(line.picked)}: {line.method}"
    return ""


def _numbers(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))
