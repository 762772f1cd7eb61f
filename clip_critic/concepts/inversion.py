"""Learning concepts in CLIP's space: vectors whose texts are near some pictures and far from all others.

It is textual inversion (Gal et al. 2022, arXiv:2208.01618) by contrast in place of denoising: seconds, where
that takes an hour. CLIP is easily fooled by vectors that are like no word's, and hosts draw them badly. So
each vector is held near the convex hull of words, and chooses its place there on the way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray

from clip_critic.concepts.settings import StartSettings
from clip_critic.concepts.views import Views
from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.encoders.batching import is_out_of_memory
from clip_critic.encoders.text_towers import TextTower
from clip_critic.encoders.token_vectors import Spelling, spell, token_row, tokens_of
from clip_critic.errors import BadInputError, EncoderError
from clip_critic.keywords.mentions import mention
from clip_critic.progress import Progress, silent

TEMPLATES = ("{}", "a {}", "a picture of a {}", "an image of {}")
"""The texts in which a concept is learned."""
AT_ONCE = 2
"""The templates that one step looks at; a step of all of them takes longer and finds no more."""
RATE, MIXING_RATE = 0.03, 0.1
"""Adam's learning rates of the vectors, in lengths of a word, and of the logits of their mixtures."""
SURENESS = 0.5
"""How much a word that fits the pictures better than others is preferred at the start."""
PREFERENCE = 5.0
"""How much better the kind that the user names counts than the best word of the lists."""
JITTER = 0.3
"""The deviation of the mixtures' logits at the start, so that several vectors are not the same."""
CHECK_EVERY, PATIENCE = 10, 3
"""The steps between two checks with held-out crops, and the checks without improvement that end it."""
ENOUGH = 0.001
"""The share by which a check must be better than the best one to count as an improvement."""
NO_MEMORY = (
    "There is not enough memory to learn a concept with {name}: choose the device cpu, or fewer vectors."
)
NOT_LEARNED = "Learning the concept gave no numbers: choose fewer steps, or a greater closeness to words."


@dataclass(frozen=True, eq=False)
class Lesson:
    """A text and the pictures that it should fit.

    Attributes:
        names: the concepts in the text, in order.
        views: what is seen of the pictures.
        rivals: vectors of pictures that it must not fit, besides all others, ``[m, dimension]``.
    """

    names: tuple[str, ...]
    views: Views
    rivals: Vectors

    @property
    def text(self) -> str:
        return " ".join(map(mention, self.names))


@dataclass(frozen=True, eq=False)
class Learned:
    """Vectors that have been learned.

    Attributes:
        vectors: the vectors of each concept, float32 ``[k, width]``.
        step: the step that they are of, the best one by held-out crops.
        steps: the steps that were made.
        loss: its mean contrastive loss on held-out crops.
    """

    vectors: Mapping[str, NDArray[np.float32]]
    step: int
    steps: int
    loss: float


@dataclass(frozen=True, eq=False)
class Anchors:
    """Words near which vectors stay.

    Attributes:
        words: vectors of words, float32 ``[n, width]``.
        scores: how well each word fits at the start, ``[n]``; the difference of two is one of losses.
    """

    words: NDArray[np.float32]
    scores: NDArray[np.float32]


def contrastive_loss(texts: torch.Tensor, own: torch.Tensor, rivals: torch.Tensor) -> torch.Tensor:
    """Return each text's mean loss ``[n]``: how little it prefers its own pictures to all rivals.

    It is InfoNCE (van den Oord et al. 2018, arXiv:1807.03748, equation 4) with one own picture at a time.

    Args:
        texts: unit vectors times the logit scale, ``[n, dimension]``.
        own, rivals: unit vectors ``[p, dimension]`` and ``[m, dimension]``.
    """
    near, far = texts @ own.T, (texts @ rivals.T).logsumexp(dim=1, keepdim=True)
    return (torch.logaddexp(near, far) - near).mean(dim=1)


def anchors_of(
    encoder: Encoder, lesson: Lesson, others: Vectors, words: Sequence[str], kind: str = ""
) -> Anchors:
    """Return the words near which a lesson's concept stays: the tokens of its kind, and other words.

    Args:
        encoder: an encoder whose text tower reads vectors.
        lesson: the lesson.
        others: vectors of other pictures.
        words: words to choose from; those of several tokens are left out.
        kind: what it is, in a word or two; it is preferred to all other words.

    Raises:
        BadInputError: none of the words is one token, and there is no kind.
        EncoderError: the encoder failed.
    """
    start_and_end = len(spell(encoder, [""], {})[0].ids)
    tokens = {
        token: word
        for word, spelled in zip(words, spell(encoder, words, {}), strict=True)
        if len(spelled.ids) == start_and_end + 1
        for token in spelled.ids[1:2]
    }
    scores = dict(zip(tokens, _scores(encoder, lesson, others, list(tokens.values())), strict=True))
    preferred = tokens_of(encoder, kind) if kind.strip() else ()
    scores |= dict.fromkeys(preferred, max(scores.values(), default=0.0) + PREFERENCE)
    if not scores:
        raise BadInputError("None of the words to start from is a single token: name a kind, such as cat.")
    table = token_row(encoder).vectors
    return Anchors(table[list(scores)], np.array(list(scores.values()), dtype=np.float32))


def _scores(encoder: Encoder, lesson: Lesson, others: Vectors, words: Sequence[str]) -> list[float]:
    if not words:
        return []
    texts = torch.from_numpy(encoder.encode_texts(words))
    rivals = torch.from_numpy(np.concatenate([others, lesson.rivals]))
    losses = contrastive_loss(encoder.logit_scale * texts, torch.from_numpy(lesson.views.own), rivals)
    return [-loss for loss in losses.tolist()]


def learn(
    encoder: Encoder,
    lessons: Sequence[Lesson],
    anchors: Mapping[str, Anchors],
    others: Vectors,
    settings: StartSettings,
    progress: Progress = silent,
) -> Learned:
    """Learn the vectors of all concepts in some lessons together.

    Args:
        encoder: an encoder whose text tower reads vectors.
        lessons: the texts and their pictures.
        anchors: the words of each concept.
        others: vectors of pictures of other things ``[n, dimension]``.
        settings: the settings; each concept has as many vectors as they say.
        progress: called at each step; it may raise `InterruptedByUser`.

    Raises:
        EncoderError: the encoder reads no vectors, failed, or has not enough memory.
    """
    with torch.inference_mode(False), torch.enable_grad():
        pupil = _Pupil(encoder, lessons, anchors, others, settings)
        try:
            return _attend(pupil, settings, progress)
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
        raise EncoderError(NO_MEMORY.format(name=encoder.identity))


def _attend(pupil: _Pupil, settings: StartSettings, progress: Progress) -> Learned:
    best, waiting, step = pupil.checked(0, 0), 0, 0
    while step < settings.steps and waiting < PATIENCE:
        progress(step, settings.steps, "learning")
        pupil.step(step)
        step += 1
        if step % CHECK_EVERY and step < settings.steps:
            continue
        found = pupil.checked(step, step)
        if not np.isfinite(found.loss):
            raise EncoderError(NOT_LEARNED)
        waiting = 0 if found.loss < best.loss * (1 - ENOUGH) else waiting + 1
        best = found if found.loss < best.loss else best
    progress(settings.steps, settings.steps, "learning")
    return Learned(best.vectors, best.step, step, best.loss)


@dataclass(eq=False)
class _Target:
    """A lesson as tensors: its texts by template, its pictures, held-out crops and rivals."""

    spellings: list[Spelling]
    own: torch.Tensor
    held: torch.Tensor
    rivals: torch.Tensor


@dataclass(eq=False)
class _Mixture:
    """A concept's vectors ``[k, width]``, and the mixtures of words that they stay near, as logits."""

    words: torch.Tensor
    logits: torch.Tensor
    vectors: torch.Tensor = field(init=False)

    def __post_init__(self) -> None:
        self.logits.requires_grad_()
        self.vectors = self.mixed().detach().clone().requires_grad_()
        self.area = self.words.square().sum(dim=1).median().clamp(min=1e-12)

    def mixed(self) -> torch.Tensor:
        return self.logits.softmax(dim=1) @ self.words

    def distance(self) -> torch.Tensor:
        """Return the mean squared distance from the mixtures, in squared lengths of a word."""
        return (self.vectors - self.mixed()).square().sum(dim=1).mean() / self.area


class _Pupil:
    """The vectors that learn, and their optimiser."""

    def __init__(
        self,
        encoder: Encoder,
        lessons: Sequence[Lesson],
        anchors: Mapping[str, Anchors],
        others: Vectors,
        settings: StartSettings,
    ) -> None:
        self._tower, self._settings = TextTower(encoder), settings
        self._scale = encoder.logit_scale
        self._random = torch.Generator().manual_seed(settings.seed)
        lengths = dict.fromkeys(anchors, settings.vectors)
        self._targets = [self._target(encoder, lesson, others, lengths) for lesson in lessons]
        self._mixtures = {name: self._mixture(found) for name, found in anchors.items()}
        self._optimiser = torch.optim.Adam(
            [
                group
                for mixture in self._mixtures.values()
                for group in (
                    {"params": [mixture.logits], "lr": MIXING_RATE},
                    {"params": [mixture.vectors], "lr": RATE * float(mixture.area) ** 0.5},
                )
            ]
        )
        self._rates = [float(group["lr"]) for group in self._optimiser.param_groups]

    def step(self, number: int) -> None:
        """Learn from every lesson once, in some of the templates."""
        for group, rate in zip(self._optimiser.param_groups, self._rates, strict=True):
            group["lr"] = rate * (1 - number / self._settings.steps)
        chosen = torch.randperm(len(TEMPLATES), generator=self._random)[:AT_ONCE].tolist()
        loss = torch.stack([self._loss(target, chosen, target.own) for target in self._targets]).mean()
        far = torch.stack([mixture.distance() for mixture in self._mixtures.values()]).mean()
        self._optimiser.zero_grad()
        (loss + self._settings.closeness * far).backward()  # type: ignore[no-untyped-call]
        self._optimiser.step()

    def checked(self, step: int, steps: int) -> Learned:
        """Return the vectors of now, with the loss on held-out crops."""
        every = list(range(len(TEMPLATES)))
        with torch.no_grad():
            losses = [float(self._loss(target, every, target.held)) for target in self._targets]
        found = {
            name: mixture.vectors.detach().cpu().numpy().copy() for name, mixture in self._mixtures.items()
        }
        return Learned(found, step, steps, float(np.mean(losses)))

    def _loss(self, target: _Target, templates: Sequence[int], pictures: torch.Tensor) -> torch.Tensor:
        vectors = {name: mixture.vectors for name, mixture in self._mixtures.items()}
        texts = self._tower([target.spellings[place] for place in templates], vectors)
        return contrastive_loss(self._scale * texts, pictures, target.rivals).mean()

    def _target(
        self, encoder: Encoder, lesson: Lesson, others: Vectors, lengths: Mapping[str, int]
    ) -> _Target:
        texts = [template.replace("{}", lesson.text) for template in TEMPLATES]
        rivals = np.concatenate([others, lesson.rivals])
        own, held, rivals_ = (
            torch.tensor(part, device=self._tower.device)
            for part in (lesson.views.own, lesson.views.held, rivals)
        )
        return _Target(spell(encoder, texts, lengths), own, held, rivals_)

    def _mixture(self, anchors: Anchors) -> _Mixture:
        scores = torch.tensor(anchors.scores)
        jitter = torch.randn(self._settings.vectors, len(scores), generator=self._random)
        logits = SURENESS * (scores - scores.max()) + JITTER * jitter
        words = torch.tensor(anchors.words)
        return _Mixture(words.to(self._tower.device), logits.to(self._tower.device))
