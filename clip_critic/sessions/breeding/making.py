"""Making a breeding: everybody of a generation is made and drawn, each on disk before the next one begins."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from clip_critic.concepts import towers
from clip_critic.errors import HostError, InterruptedByUser, PictureError
from clip_critic.hosts.base import Host, Skipped
from clip_critic.hosts.mentions import FindConcept, no_concept, with_concepts
from clip_critic.pictures.infotext import png_with_infotext
from clip_critic.pictures.opening import open_picture
from clip_critic.progress import Progress, silent
from clip_critic.sessions.breeding.combining import Child, apart, mutation, next_population
from clip_critic.sessions.breeding.family import Drawn, Generation, Made, Picked
from clip_critic.sessions.breeding.session import (
    PICTURES,
    VECTORS,
    Breeding,
    Parts,
    parts_of,
    picture_file,
    recorded,
    vectors_file,
)
from clip_critic.sessions.breeding.store import BreedingWriter
from clip_critic.weights.embeddings import Embedding

THOUSANDTHS = 1000
FOUNDER, MUTATED, LEARNED = "concept", "mutation", "learned"
Learn = Callable[[Breeding, int, Progress], Embedding]
"""A function that learns an individual from the pictures of a breeding, by its place."""


class BreedingRun:
    """A breeding that is open for writing.

    Args:
        writer: the locked breeding.
        host: makes the pictures.
        find: returns the user's concept of a name, for those that the prompt names beside the bred one.
        learn: learns an individual of the first population from the user's own pictures, by its place.
    """

    def __init__(
        self, writer: BreedingWriter, host: Host, find: FindConcept = no_concept, learn: Learn | None = None
    ) -> None:
        self._writer = writer
        self._host = host
        self._find = find
        self._learn = learn
        self._children: dict[int, list[Mapping[str, Child]]] = {}

    @property
    def session(self) -> Breeding:
        """The breeding with everything that is on disk."""
        return self._writer.session

    def begin(self, progress: Progress = silent) -> None:
        """Make everybody of the current generation, unless that takes long or has been done already.

        Raises:
            SessionError: the vectors of a parent are damaged.
            StorageError: the disk is full.
        """
        if not self._is_learning:
            for place in self.session.to_make:
                progress(0, 1, "mixing concepts")
                self._make(place, progress)

    def run(self, progress: Progress = silent) -> Iterator[int]:
        """Draw everybody of the current generation who is not drawn yet; yield once for each on disk.

        Individuals that are learned from pictures are learned first, one in each turn.

        Raises:
            InterruptedByUser: the user stopped it; finished pictures are kept.
            HostError, BadInputError: the host could not draw somebody.
            StorageError: a picture could not be written.
        """
        self.begin(progress)
        while self.session.left:
            if self._host.interrupted():
                raise InterruptedByUser("Interrupted.")
            self.step(progress)
            stopping = self._host.interrupted()  # a queue's turn, and the request with it, may end here
            yield len(self.session.lines)
            if stopping and self.session.left:
                raise InterruptedByUser("Interrupted.")

    def step(self, progress: Progress = silent, edit: None = None) -> int:
        """Learn or draw one individual; raises the same errors as `run`."""
        self.begin(progress)
        if self.session.to_make:
            self._make(self.session.to_make[0], progress)
        elif self.session.to_draw:
            self._draw(progress)
        return len(self.session.lines)

    @property
    def _is_learning(self) -> bool:
        """Whether individuals of the current generation are learned from pictures."""
        return bool(self.session.shown) and self.session.family.current.choice is None

    def _make(self, place: int, progress: Progress) -> None:
        """Write an individual: the same one, whenever and however often that is done."""
        breeding = self.session
        current = breeding.family.current
        number = breeding.family.next_number
        if current.choice is None:
            parts, made = self._first(place, number, progress)
        else:
            parts, made = self._child(current, current.choice, place, number)
        data = vectors_file(parts)
        self._writer.save(VECTORS, made.file, data)
        digest = hashlib.sha256(data).hexdigest()
        self._writer.append(lambda number: replace(made, digest=digest))

    def _first(self, place: int, number: int, progress: Progress) -> tuple[Parts, Made]:
        """Return an individual of the first population: learned, a concept, or a single one with noise."""
        breeding = self.session
        if self._is_learning:
            assert self._learn is not None
            reported = _PopulationProgress(progress, place, breeding.size)
            embedding = self._learn(breeding, place, reported.drawing)
            made = Made(number, 0, place, _file(number), "", LEARNED, tower=recorded(embedding, towers.TOWER))
            return parts_of(embedding), made
        founder = breeding.founders[min(place, len(breeding.founders) - 1)]
        parts = breeding.parts(founder.file)
        what = FOUNDER if place < len(breeding.founders) else MUTATED
        if what == MUTATED:
            rng = np.random.default_rng([breeding.settings.seed, 0, place])
            parts = {
                tower: mutation(vectors, apart(vectors[None]), rng)
                for tower, vectors in sorted(parts.items())
            }
        return parts, Made(number, 0, place, _file(number), "", what, founder.name)

    def _child(self, current: Generation, choice: Picked, place: int, number: int) -> tuple[Parts, Made]:
        if current.id not in self._children:
            self._children[current.id] = self._population(choice)
        child = self._children[current.id][place]
        first = next(iter(child.values()))
        parents = tuple(choice.picked[index] for index in first.parents)
        weights = tuple(round(weight, 6) for weight in first.weights)
        made = Made(
            number, current.id, place, _file(number), "", first.what, parents=parents, weights=weights
        )
        return {tower: one.vectors for tower, one in child.items()}, made

    def _population(self, choice: Picked) -> list[Mapping[str, Child]]:
        """Return the children of a choice, by tower: a pure function of the picked and of the seed."""
        breeding = self.session
        parents = [breeding.parts(breeding.family.individuals[number].file) for number in choice.picked]
        children = {}
        for tower in sorted(parents[0]):  # each has the same random numbers, so that shares are the same
            rng = np.random.default_rng([breeding.settings.seed, choice.number])
            picked = np.stack([parts[tower] for parts in parents])
            children[tower] = next_population(picked, choice.size, choice.method, rng)
        return [{tower: own[place] for tower, own in children.items()} for place in range(choice.size)]

    def _draw(self, progress: Progress) -> None:
        """Draw an individual; pictures that a killed process has left without a line are taken over."""
        began = time.perf_counter()
        breeding = self.session
        made = breeding.to_draw[0]
        request = breeding.request(made, breeding.parts(made.file))
        names = tuple(picture_file(made, index, request) for index in range(request.count))
        total = len(breeding.family.current.individuals)
        reported = _PopulationProgress(progress, total - len(breeding.to_draw), total)
        files = [self._left_over(name) for name in names]
        if not all(files):
            try:
                pictures = self._host.txt2img(with_concepts(request, self._find), reported.drawing)
            except Skipped:
                self._writer.append(lambda number: Drawn(number, made.number))
                return
            if len(pictures) < len(names):
                raise HostError("The host returned too few pictures: see its log for the reason.")
            files = [png_with_infotext(picture.image, picture.infotext) for picture in pictures]
            for name, data in zip(names, files, strict=False):
                assert data is not None
                self._writer.save(PICTURES, name, data)
        digests = tuple(
            open_picture(data, name=name).digest for name, data in zip(names, files, strict=False) if data
        )
        seconds = round(time.perf_counter() - began, 3)
        self._writer.append(lambda number: Drawn(number, made.number, names, digests, seconds))
        reported.drawing(1, 1, "done")

    def _left_over(self, name: str) -> bytes | None:
        """Return a picture that a killed process has written without its line."""
        try:
            data = self.session.path(name).read_bytes()
            open_picture(data, name=name)
        except (OSError, PictureError):
            return None
        return data


class _PopulationProgress:
    """The progress of an individual's pictures, reported in thousandths, as part of the generation's."""

    def __init__(self, progress: Progress, done: int, total: int) -> None:
        self._progress, self._number, self._total = progress, done, total

    def drawing(self, done: int, total: int, what: str) -> None:
        share = min(done / total, 1.0) if total else 0.0
        self._progress(
            int(THOUSANDTHS * (self._number + share)),
            THOUSANDTHS * self._total,
            f"individual {min(self._number + 1, self._total)} of {self._total}: {what}",
        )


def _file(number: int) -> str:
    return f"{number:04d}.safetensors"
