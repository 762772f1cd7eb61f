"""Creating, changing and opening breedings, choosing in them, and what comes out of them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from clip_critic.concepts.names import concept_name
from clip_critic.concepts.others import spread
from clip_critic.concepts.towers import ENCODER, TOWER
from clip_critic.concepts.views import check_count
from clip_critic.critic import Critic
from clip_critic.errors import BadInputError
from clip_critic.hosts.base import Host
from clip_critic.hosts.concepts import check_concepts, numbers_of
from clip_critic.pictures.infotext import png_with_infotext
from clip_critic.pictures.opening import Picture
from clip_critic.sessions.breeding.family import FIRST, Family, Made, Moved, Picked
from clip_critic.sessions.breeding.learning import learned
from clip_critic.sessions.breeding.making import BreedingRun
from clip_critic.sessions.breeding.session import (
    Breeding,
    Founder,
    embedding_of,
    parts_of,
    recorded,
    vectors_file,
)
from clip_critic.sessions.breeding.settings import MAX_SEED, MOST, PLACE, BreedingSettings
from clip_critic.sessions.breeding.store import BreedingStore
from clip_critic.tables import valid_unicode
from clip_critic.weights.embeddings import ONE_TOWER, Embedding

RANDOM_SEEDS = 2**31
FIXED = ("population", "kind", "vectors", "name", "seed")
"""Settings that cannot change: everybody comes from them, or is called so in pictures."""


class Breedings:
    """The breedings of a user.

    Args:
        critic: the critic with its settings and concepts.
        host: a function that returns the host; it is called only when a host is needed.
        store: the stored breedings.
    """

    def __init__(self, critic: Critic, host: Callable[[], Host], store: BreedingStore) -> None:
        self.critic = critic
        self.host = host
        self.store = store

    def create(self, settings: BreedingSettings, population: Sequence[Embedding] | None = None) -> Breeding:
        """Create a breeding on disk, after checking everything that can be checked.

        Args:
            settings: its settings.
            population: the concepts to begin with; those that the settings name if None.

        Raises:
            BadInputError: a setting or a concept cannot be used, or the concepts do not fit each other.
            StorageError: it cannot be written.
        """
        if population is None:
            names = list(dict.fromkeys(filter(None, map(str.strip, settings.population.splitlines()))))
            population = [self.critic.concepts.find(name).embedding for name in names]
        require_alike(population)
        named = "\n".join(embedding.name for embedding in population)
        settings = self._completed(replace(settings, population=named))
        side = self.host().side(settings.checkpoint)
        size = settings.size if len(population) == 1 else len(population)
        founders = [_founder(number, embedding) for number, embedding in enumerate(population, 1)]
        self._require_usable(settings, population[0], side)
        return self.store.create(settings, founders, side, size)

    def create_from(
        self, settings: BreedingSettings, pictures: Sequence[Picture], others: Sequence[Path] = ()
    ) -> Breeding:
        """Create a breeding whose first population is learned from pictures of one thing.

        Args:
            settings: its settings; each individual has as many vectors as they say, and a seed of its own.
            pictures: the pictures.
            others: files of other pictures, which these are told apart from; without them those that the
                encoder has looked at before.

        Raises:
            BadInputError: a setting cannot be used, or there are too few or too many different pictures.
            StorageError: it cannot be written.
        """
        different = {picture.digest: picture.image for picture in pictures}
        check_count(len(different))
        settings = self._completed(replace(settings, population=""))
        side = self.host().side(settings.checkpoint)
        blank = Embedding(settings.name, {ONE_TOWER: np.zeros((settings.vectors, 1), dtype=np.float32)})
        self._require_usable(settings, blank, side)
        files = [png_with_infotext(image, "") for image in different.values()]
        beside = [file.absolute() for file in spread(others) if valid_unicode(str(file)) == str(file)]
        return self.store.create(settings, (), side, settings.size, files, beside)

    def _completed(self, settings: BreedingSettings) -> BreedingSettings:
        """Return settings with defaults and a random seed filled in, and a name that can be one."""
        offered = self.host().describe().checkpoints
        return replace(
            settings,
            name=concept_name(settings.name),
            seed=secrets.randbelow(RANDOM_SEEDS) if settings.seed < 0 else settings.seed,
            checkpoint=settings.checkpoint or (offered[0] if offered else ""),
            encoder=settings.encoder or self.critic.settings().encoder,
        )

    def _require_usable(self, settings: BreedingSettings, first: Embedding, side: int) -> None:
        """Refuse what would fail with every individual."""
        if PLACE not in settings.prompt:
            raise BadInputError(f"The prompt has no place for the concept: write {PLACE} where it belongs.")
        last = settings.seed + settings.seeds - 1
        if last > MAX_SEED:
            raise BadInputError(f"The last seed would be {last}, beyond {MAX_SEED}: choose a smaller Seed.")
        named = replace(first, name=settings.name)
        known = Breeding("", Path(), "", settings, (), side, 1)
        request = known.request(Made(1, FIRST, 0, "", "", ""), parts_of(named))
        self.host().checked(request)

    def change(self, session_id: str, changes: Mapping[str, Any]) -> Breeding:
        """Change settings, from the next pictures and choices on.

        Raises:
            BadInputError: a value is invalid, or everybody depends on the setting.
            SessionError: there is no such breeding, or it is running.
        """
        with self.store.open_for_writing(session_id) as writer:
            before = writer.session.settings
            after = before.changed(changes)
            learned_with = ("encoder",) if writer.session.shown else ()
            for name in (*FIXED, *learned_with):
                if getattr(after, name) != getattr(before, name):
                    label = BreedingSettings.__dataclass_fields__[name].metadata["field"].label
                    raise BadInputError(
                        f"{label} cannot be changed, because everybody depends on it: start a new breeding."
                    )
            blank = Embedding(before.name, {ONE_TOWER: np.zeros((1, 1), dtype=np.float32)})
            self._require_usable(after, blank, writer.session.side)
            writer.change(after)
            return writer.session

    @contextmanager
    def open(self, session_id: str) -> Iterator[BreedingRun]:
        """Open a breeding for making pictures, and lock it meanwhile.

        Raises:
            SessionError: there is no such breeding, it is damaged, or it is running elsewhere.
        """
        with self.store.open_for_writing(session_id) as writer:
            yield BreedingRun(
                writer, self.host(), self.critic.concepts.embedding, partial(learned, self.critic)
            )

    def pick(
        self,
        session_id: str,
        picked: Sequence[int],
        *,
        generation_id: int | None = None,
        method: str = "",
        branch: bool = False,
    ) -> Breeding:
        """Choose individuals of a generation, which begins the next generation.

        Args:
            session_id: the breeding.
            picked: the numbers of the individuals, the favourite first.
            generation_id: the generation that they are of; that where the user is by default.
            method: how they are mixed; as the settings say by default.
            branch: whether the generation may be an earlier one, so that the tree branches there.

        Raises:
            BadInputError: somebody is not of this generation, or another window was faster.
            SessionError: there is no such breeding, or it is running.
        """
        with self.store.open_for_writing(session_id) as writer:
            family, settings = writer.session.family, writer.session.settings
            current = family.current
            chosen = current if generation_id is None else family.find(generation_id)
            if chosen.id != current.id and not branch:
                raise BadInputError(
                    f"The generation {chosen.id} has been chosen from already: choose from the generation "
                    f"{current.id}, or begin a branch."
                )
            numbers = tuple(dict.fromkeys(picked))
            known = [made.number for made in chosen.individuals]
            if not numbers:
                raise BadInputError("Nobody is chosen: choose at least one.")
            for number in numbers:
                if number not in known:
                    some = ", ".join(map(str, known))
                    raise BadInputError(
                        f"There is no individual {number} in this generation: choose from {some}."
                    )
            usual = settings.first if chosen.depth == 0 else settings.method
            how = BreedingSettings.read({"method": method or usual}).method
            writer.append(lambda line: Picked(line, chosen.id, numbers, how, settings.size))
            return writer.session

    def undo(self, session_id: str) -> Breeding:
        """Take back the choice that the current generation came from; it stays on disk.

        Raises:
            BadInputError: there was no choice.
            SessionError: there is no such breeding, or it is running.
        """
        with self.store.open_for_writing(session_id) as writer:
            current = writer.session.family.current
            before = current.before
            if before is None:
                raise BadInputError("There is no choice to undo: this is the first population.")
            writer.append(lambda line: Moved(line, before, current.id))
            return writer.session

    def go_to(self, session_id: str, generation_id: int) -> Breeding:
        """Go to another generation of the tree, to look at it or to begin a branch there.

        Raises:
            BadInputError: there is no such generation, or it was taken back.
            SessionError: there is no such breeding, or it is running.
        """
        with self.store.open_for_writing(session_id) as writer:
            found = writer.session.family.find(generation_id)
            if found.id != writer.session.family.current.id:
                writer.append(lambda line: Moved(line, found.id))
            return writer.session


def result_of(breeding: Breeding, number: int, name: str = "") -> Embedding:
    """Return an individual as a concept, with everybody whom it came from in its lineage.

    Args:
        breeding: the breeding.
        number: the individual.
        name: the concept's name; that of the breeding by default.

    Raises:
        BadInputError: there is no such individual.
        SessionError: its vectors are damaged.
    """
    family = breeding.family
    if number not in family.individuals:
        raise BadInputError(f"There is no individual {number}: choose one of the tree.")
    found = embedding_of(name or breeding.settings.name, breeding.parts(family.individuals[number].file))
    trained = {founder.trained_on for founder in breeding.founders}
    return replace(
        found,
        trained_on=trained.pop() if len(trained) == 1 else "",
        lineage=lineage_of(breeding, number),
    )


def lineage_of(breeding: Breeding, number: int) -> dict[str, Any]:
    """Return where an individual came from, as plain data that a file's metadata can hold."""
    family, hashes = breeding.family, {founder.name: founder.hash for founder in breeding.founders}
    return {
        **_tower_of(breeding, number),
        "made_by": "breeding",
        "session": breeding.id,
        "individual": number,
        "seed": breeding.settings.seed,
        "checkpoint": breeding.settings.checkpoint,
        "ancestors": [
            {
                "individual": made.number,
                "what": made.what,
                "hash": made.digest,
                **({"parents": list(made.parents)} if made.parents else {}),
                **({"weights": list(made.weights)} if made.weights else {}),
                **({"concept": made.name, "concept_hash": hashes.get(made.name, "")} if made.name else {}),
            }
            for made in family.ancestors(number)
        ],
        "choices": [
            {"generation": choice.generation, "picked": list(choice.picked), "method": choice.method}
            for choice in _choices(family, number)
        ],
    }


def _tower_of(breeding: Breeding, number: int) -> dict[str, str]:
    """Return the entries of a lineage about the text tower, if all whom an individual came from had one."""
    founders = {founder.name: founder for founder in breeding.founders}
    found = {}
    for made in breeding.family.ancestors(number):
        if not made.parents:
            founder = founders.get(made.name) if made.name else None
            tower = founder.tower if founder else made.tower
            found[tower] = founder.encoder if founder else breeding.settings.encoder
    if len(found) != 1 or "" in found:
        return {}
    ((tower, encoder),) = found.items()
    return {TOWER: tower, **({ENCODER: encoder} if encoder else {})}


def _choices(family: Family, number: int) -> Iterator[Picked]:
    """Yield the choices that an individual came from, the last one first."""
    found = family.generations[family.individuals[number].generation]
    while found.choice is not None:
        yield found.choice
        found = family.generations[found.choice.generation]


def require_alike(population: Sequence[Embedding]) -> None:
    """Refuse concepts that cannot be mixed.

    Raises:
        BadInputError: there are none, too many, or they differ in their vectors.
    """
    if not population:
        raise BadInputError("There is no concept to begin with: name at least one.")
    if len(population) > MOST:
        raise BadInputError(
            f"There are {len(population)} concepts: choose at most {MOST}, as somebody has to look at all of "
            "them."
        )
    check_concepts(population)
    first = population[0]
    for other in population[1:]:
        if other.widths != first.widths:
            raise BadInputError(
                f"The concept {first.name!r:.80} has vectors of {numbers_of(first.widths)} numbers, and "
                f"{other.name!r:.80} of {numbers_of(other.widths)}: choose concepts for one kind of "
                "checkpoint."
            )
        if other.count != first.count:
            raise BadInputError(
                f"The concepts {first.name!r:.80} and {other.name!r:.80} have different numbers of vectors "
                f"({first.count} and {other.count}): choose concepts with the same number."
            )
    towers = [(embedding, recorded(embedding, TOWER)) for embedding in population]
    known = [(embedding, tower) for embedding, tower in towers if tower]
    for other, tower in known[1:]:
        if tower != known[0][1]:
            raise BadInputError(
                f"The concepts {known[0][0].name!r:.80} and {other.name!r:.80} were made with the words of "
                "different text towers: choose concepts that were made with the same encoder."
            )


def _founder(number: int, embedding: Embedding) -> tuple[Founder, bytes]:
    file = f"founder-{number:04d}.safetensors"
    founder = Founder(
        embedding.name,
        file,
        embedding.digest,
        embedding.trained_on,
        recorded(embedding, TOWER),
        recorded(embedding, ENCODER),
    )
    return founder, vectors_file(parts_of(embedding))
