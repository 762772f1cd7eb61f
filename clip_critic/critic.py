"""The critic: the encoder in use, its cache, the presets and the settings in one place.

The panels, the HTTP API and the command line all ask their questions here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, NamedTuple

from clip_critic.concepts.encoder import ConceptEncoder
from clip_critic.concepts.library import FROM_OUTSIDE, ConceptLibrary, OnSaved
from clip_critic.concepts.settings import StartSettings
from clip_critic.concepts.towers import vectors_for
from clip_critic.encoders import check_encoder, load_encoder
from clip_critic.encoders.base import Encoder
from clip_critic.encoders.cache import VectorCache
from clip_critic.encoders.catalogue import EncoderChoice, encoder_choices
from clip_critic.encoders.downloads import downloads_reported_to
from clip_critic.encoders.slot import EncoderSlot
from clip_critic.errors import CriticError
from clip_critic.keywords.lists import KeywordList
from clip_critic.keywords.presets import PresetStore
from clip_critic.pictures.opening import Picture, Source, open_picture
from clip_critic.progress import Progress, silent
from clip_critic.ranking.answer import Answer, answer, answer_many
from clip_critic.ranking.question import RankQuestion
from clip_critic.ranking.ranking import Unreadable, encode_keywords
from clip_critic.ranking.units import UnitsSoFar
from clip_critic.settings import Settings

if TYPE_CHECKING:  # what learns needs torch, which is loaded late
    from clip_critic.concepts.fidelity import Fidelity
    from clip_critic.concepts.parts import StartedParts
    from clip_critic.concepts.starting import Company, Started

MOST_WORDS = 1000
"""The most words of lists that concepts start from."""


@dataclass(frozen=True)
class Folders:
    """The folders that the critic works in.

    Attributes:
        concepts: our own folder of concepts; by default beside the user's presets.
        embeddings: the host's folders of embeddings; the first is the one to save concepts to.
    """

    bundled_lists: Path
    user_lists: Path
    cache: Path
    models: Path
    concepts: Path | None = None
    embeddings: tuple[Path, ...] = ()


class Wanted(NamedTuple):
    """An encoder's specification and precision, by which a loaded encoder is recognised."""

    spec: str
    precision: str

    def __str__(self) -> str:
        return self.spec


class Critic:
    """The encoder in use, and rankings and audits with the user's settings, one at a time.

    Args:
        folders: the folders of presets, vectors and models.
        settings: a function that returns the settings, called for every ranking, so that changes apply.
        device: a function that returns the torch device for the setting "auto"; the encoder chooses if None.
        free_host_memory: a context in which the encoder is used, where a host frees its own memory.
        offload_when_idle: a function that returns whether the encoder moves to the CPU between rankings.
        on_saved: called with a concept that is new in the host's folder, as `ConceptLibrary` says.
    """

    def __init__(
        self,
        folders: Folders,
        settings: Callable[[], Settings],
        *,
        device: Callable[[], str | None] = lambda: None,
        free_host_memory: Callable[[], AbstractContextManager[None]] = nullcontext,
        offload_when_idle: Callable[[], bool] = lambda: False,
        on_saved: OnSaved = lambda embedding: FROM_OUTSIDE,
    ) -> None:
        self.presets = PresetStore(folders.bundled_lists, folders.user_lists)
        self.concepts = ConceptLibrary(
            folders.concepts or folders.user_lists.parent / "concepts", folders.embeddings, on_saved
        )
        self.settings = settings
        self._folders = folders
        self._device = device
        self._free_host_memory = free_host_memory
        self._offload_when_idle = offload_when_idle
        self._slot: EncoderSlot[Wanted] = EncoderSlot(self._load, self._check)
        self._judge: EncoderSlot[Wanted] = EncoderSlot(self._load, self._check)
        self._turn = RLock()
        self._depth = 0

    @contextmanager
    def encoder(
        self,
        spec: str | None = None,
        progress: Progress = silent,
        *,
        judge: bool = False,
        precision: str | None = None,
    ) -> Iterator[Encoder]:
        """Yield the encoder of ``spec`` or of the settings to one user at a time, loading it if necessary.

        Enter it around several rankings to keep the encoder until the last one is done. A judge is kept
        beside it, so that neither replaces the other at every step of a feedback session.

        Raises:
            EncoderError: it is missing, damaged or of an unknown kind.
        """
        settings = self.settings()
        with self._turn, nullcontext() if self._depth else self._free_host_memory():
            self._depth += 1
            try:
                slot = self._judge if judge else self._slot
                wanted = Wanted(spec or settings.encoder, precision or settings.precision)
                progress(0, 1, "looking at pictures" if slot.spec == wanted else "loading the encoder")
                with downloads_reported_to(progress):
                    loaded = slot.get(wanted)
                yield loaded
            finally:
                self._depth -= 1
                if not self._depth:
                    self._put_away(settings.keep_in_memory)

    def answer(
        self,
        question: RankQuestion,
        picture: Source | Picture,
        *,
        encoder: str | None = None,
        precision: str | None = None,
        progress: Progress = silent,
    ) -> Answer:
        """Answer a question about one picture, with the encoder and precision of the settings by default.

        Raises:
            BadInputError: the question cannot be asked of this picture.
            PictureError: the picture cannot be read.
            EncoderError: the encoder is missing or fails.
        """
        question.require_valid()
        opened = picture if isinstance(picture, Picture) else open_picture(picture)
        if question.words is None:
            question.prompt_for(opened)
        with self.encoder(encoder, progress, precision=precision) as loaded:
            return answer(question, opened, loaded, cache=self.cache(), progress=progress)

    def answer_many(
        self,
        question: RankQuestion,
        pictures: Iterable[Source | Picture],
        *,
        encoder: str | None = None,
        progress: Progress = silent,
    ) -> Iterator[Answer | Unreadable]:
        """Answer a question about many pictures in one pass, and yield the answers in order.

        Raises:
            BadInputError: the question cannot be asked of any picture.
            EncoderError: the encoder is missing or fails.
        """
        question.require_valid()
        with self.encoder(encoder, progress) as loaded:
            yield from answer_many(question, pictures, loaded, cache=self.cache(), progress=progress)

    @contextmanager
    def units(
        self, words: KeywordList, total: int, *, encoder: str | None = None, progress: Progress = silent
    ) -> Iterator[UnitsSoFar]:
        """Yield the `UnitsSoFar` for these words and the encoder, to one user at a time.

        Args:
            words: the keyword list.
            total: the most pictures that will be looked at.

        Raises:
            BadInputError: there are too few words.
            EncoderError: the encoder is missing or fails.
        """
        with self.encoder(encoder, progress) as loaded:
            encoded = encode_keywords(words, loaded, cache=self.cache(), progress=progress)
            yield UnitsSoFar(encoded, loaded, total)

    def start_concept(
        self,
        name: str,
        pictures: Sequence[Picture],
        settings: StartSettings,
        *,
        others: Sequence[Path] = (),
        encoder: str | None = None,
        precision: str | None = None,
        progress: Progress = silent,
    ) -> Started:
        """Start a concept from pictures of one thing; it is not saved yet.

        Args:
            others: files of other pictures; without them those count that the encoder looked at before.

        Raises:
            BadInputError: there are too few pictures, of it or of other things, or the name cannot be one.
            EncoderError: the encoder is missing, fails or reads no vectors.
        """
        from clip_critic.concepts.starting import start_concept

        with self.encoder(encoder, progress, precision=precision) as loaded:
            return start_concept(loaded, name, pictures, settings, self._company(encoder, others), progress)

    def start_parts(
        self,
        name: str,
        whole: Sequence[Picture],
        parts: Mapping[str, Sequence[Picture]],
        settings: StartSettings,
        *,
        others: Sequence[Path] = (),
        encoder: str | None = None,
        precision: str | None = None,
        progress: Progress = silent,
    ) -> StartedParts:
        """Start a concept of several parts together; nothing is saved yet. It raises as `start_concept`.

        Args:
            parts: pictures of each part alone, by its name.
        """
        from clip_critic.concepts.parts import start_parts

        with self.encoder(encoder, progress, precision=precision) as loaded:
            company = self._company(encoder, others)
            return start_parts(loaded, name, whole, parts, settings, company, progress)

    def fidelity(
        self,
        name: str,
        kind: str,
        own: Sequence[Picture],
        others: Sequence[Picture],
        *,
        encoder: str | None = None,
        precision: str | None = None,
        progress: Progress = silent,
    ) -> Fidelity:
        """Compare a saved concept with the word for its kind.

        Args:
            own, others: pictures of it, and of others of its kind.

        Raises:
            ConceptError: there is no such concept, it fits another encoder, or there are too few pictures.
            EncoderError: the encoder is missing, fails or reads no vectors.
        """
        from clip_critic.concepts.fidelity import fidelity

        concept = self.concepts.find(name)
        with self.encoder(encoder, progress, precision=precision) as loaded:
            vectors = vectors_for(loaded, concept.embedding)
            return fidelity(
                loaded, concept.name, vectors, kind, own, others, cache=self.cache(), progress=progress
            )

    def _company(self, encoder: str | None, others: Sequence[Path]) -> Company:
        """Return what concepts are learned with: words of all lists that can be read, and other pictures."""
        from clip_critic.concepts.starting import Company

        words: dict[str, None] = {}
        for name in self.presets.names():
            with suppress(CriticError):
                words |= dict.fromkeys(KeywordList.parse(self.presets.read(name)).keywords[:MOST_WORDS])
        spec = encoder or self.settings().encoder
        return Company(spec, list(words)[:MOST_WORDS], others, self.cache())

    def encoder_choices(self) -> list[str]:
        """Return the specs to choose from: first those on this machine; the default is always included.

        Only file names are looked at, and nothing is raised.
        """
        return [row.spec for row in self.encoder_rows()]

    def encoder_rows(self) -> tuple[EncoderChoice, ...]:
        """Return the encoders to choose from as `encoder_choices`, with everything known about each."""
        try:
            default = self.settings().encoder
        except CriticError:  # reported when the settings are used
            default = Settings().encoder
        return encoder_choices(default, self._folders.models)

    @property
    def models_dir(self) -> Path:
        """The user's folder of models."""
        return self._folders.models

    def cache(self) -> VectorCache | None:
        """Return the cache of vectors, with the size from the settings, or None if that is 0."""
        size = self.settings().cache_megabytes * 2**20
        return VectorCache(self._folders.cache, size) if size else None

    def release(self) -> None:
        """Drop the encoder from memory."""
        with self._turn:
            for slot in (self._slot, self._judge):
                slot.unload()

    def _put_away(self, keep: bool) -> None:
        for slot in (self._slot, self._judge):
            if not keep:
                slot.unload()
            elif self._offload_when_idle():
                slot.to_cpu()

    def _load(self, wanted: Wanted) -> Encoder:
        loaded = load_encoder(
            wanted.spec,
            device=self._chosen_device(),
            models_dir=self._folders.models,
            precision=wanted.precision,
            cache_dir=self._folders.cache.parent,
        )
        return ConceptEncoder(loaded, self.concepts)

    def _check(self, wanted: Wanted) -> None:
        check_encoder(wanted.spec, device=self._chosen_device(), models_dir=self._folders.models)

    def _chosen_device(self) -> str | None:
        chosen = self.settings().device
        return self._device() if chosen == "auto" else chosen
