"""The feedback loop: look at a picture, propose a prompt, generate pictures, look again, keep the best."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from clip_critic.encoders.base import Vectors
from clip_critic.engine.clock import Clock
from clip_critic.errors import HostError, InterruptedByUser, SessionError
from clip_critic.hosts.base import GeneratedPicture, Host, Request, Skipped
from clip_critic.hosts.mentions import FindConcept, no_concept, with_concepts
from clip_critic.keywords.identity import word_key
from clip_critic.keywords.targets import Targets
from clip_critic.pictures import colours
from clip_critic.pictures.masks import fit_mask, keep_outside
from clip_critic.pictures.opening import Picture, open_picture
from clip_critic.progress import Progress, silent
from clip_critic.ranking.result import Ranking
from clip_critic.sessions.feedback import sizes
from clip_critic.sessions.feedback.liking import SessionTaste
from clip_critic.sessions.feedback.objective import Score, score, together, with_taste
from clip_critic.sessions.feedback.plan import (
    Stop,
    base_of,
    first_size,
    is_steered,
    known_mask,
    metadata,
    next_number,
    next_proposal,
    request_of,
    stop_of,
    targets_of,
)
from clip_critic.sessions.feedback.policies.base import PromptEdit, Proposal
from clip_critic.sessions.feedback.policies.registry import waits
from clip_critic.sessions.feedback.ranker import SessionRanker
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.steering import strength_notes
from clip_critic.sessions.feedback.steps import Candidate, Step, StepMask, kept
from clip_critic.sessions.feedback.store import SessionWriter
from clip_critic.sessions.feedback.targets import hold

if TYPE_CHECKING:
    from clip_critic.guides.clip import ClipGuide

logger = logging.getLogger(__name__)

MAKING = 0.85
"""The host's share of a step's progress; the rest is the encoder's."""
NO_MEMORY = "Memory is too short for steering: the pictures were not steered."
"""The note of a step whose guide could not be prepared."""
SAVERS = 4
"""The number of pictures to write at the same time."""


class Loop:
    """The steps of a session.

    Args:
        writer: the locked session.
        host: the host that generates the pictures.
        ranker: the ranker that looks at the pictures.
        judge: a second ranker that also scores the best picture of each step, or every picture if it decides,
            too; None without one.
        models_dir: the user's folder of models, where steering looks for small decoders.
        taste: a rater's taste that scores pictures, too; None without one.
        concept: returns the concept that a prompt names, such as ``<my-cat>``, or None if there is none.
    """

    def __init__(
        self,
        writer: SessionWriter,
        host: Host,
        ranker: SessionRanker,
        judge: SessionRanker | None = None,
        models_dir: Path = Path(),
        taste: SessionTaste | None = None,
        concept: FindConcept = no_concept,
    ) -> None:
        self._writer = writer
        self._host = host
        self._ranker = ranker
        self._judge = judge
        self._models_dir = models_dir
        self._taste = taste
        self._concept = concept
        self._clock = Clock()
        self._savers = ThreadPoolExecutor(SAVERS)  # its threads end with the loop

    @property
    def session(self) -> Session:
        """The session with its steps so far."""
        return self._writer.session

    def begin(self, progress: Progress = silent) -> None:
        """Learn the taste, if there is one, and look at the start picture as step 0, unless that is done."""
        self._learn_taste(progress)
        session = self.session
        if session.steps or session.start == "prompt":
            return
        picture = session.picture("start.png")
        reported = _StepProgress(progress, 1, session.settings.steps)
        (ranking,), vectors = self._ranker.see_with_vectors([picture], reported.beginning)
        targets = replace(targets_of(session), held=())
        if session.start == "picture":
            targets = hold(targets, ranking, session.settings.hold)
        self._remember(targets)
        found = self._scored([picture], [ranking], vectors, targets, reported.beginning)
        candidate = Candidate("start.png", 0, found.scores[0], ranking.similarities)
        notes = (*self._unlearned(targets), *_notes(ranking))
        self._writer.append(Step(0, "", "", (candidate,), 0, True, judge=found.judge, notes=notes))

    def propose(self) -> Proposal:
        """Ask the policy for the next prompt and negative prompt."""
        return next_proposal(self.session)

    def stopped(self) -> Stop | None:
        """Return the reason why the loop stops; None if it continues."""
        return stop_of(self.session)

    def run(self, progress: Progress = silent) -> Iterator[Step]:
        """Make steps until the session stops, and yield each one when it is on disk.

        Raises:
            InterruptedByUser: the user stopped it; finished steps are kept.
            HostError, EncoderError, StorageError: the current step failed; finished steps are kept.
        """
        self.begin(progress)
        while self.stopped() is None:
            if self._host.interrupted():  # a host may finish the current step first
                raise InterruptedByUser("Interrupted.")
            step = self.step(progress)
            stopping = self._host.interrupted()  # a queue's turn, and the request with it, may end here
            yield step
            if waits(self.session.settings.policy):
                return
            if stopping and self.stopped() is None:
                raise InterruptedByUser("Interrupted.")

    def step(self, progress: Progress = silent, edit: PromptEdit | None = None) -> Step:
        """Make a step with the policy's proposal or the user's edit of it.

        Raises the same errors as `run`.
        """
        self.begin(progress)
        self._clock.start()
        proposed = self.propose()
        proposal = edit.of(proposed) if edit else proposed
        number = next_number(self.session)
        request = request_of(self.session, number, proposal, self._size)
        reported = _StepProgress(progress, number, max(self.session.settings.steps, number))
        base = self._base()
        mask, mask_notes = self._mask(number, base, reported) if base is not None else (None, ())
        step = Step(
            number,
            request.prompt,
            request.negative_prompt,
            candidates=(),
            best=-1,
            kept=False,
            strength=request.strength,
            why=proposal.why,
            edited=proposal is not proposed,
            mask=mask,
        )
        guide, steering_notes = self._guide(reported)
        extra = metadata(self.session, number, steered=guide is not None)
        request = replace(request, guide=guide, extra=extra)
        try:
            pictures = self._make(self._masked(request, base, mask), base, reported)
        except Skipped:
            step = replace(step, notes=("Skipped.", *self._host_notes))
        else:
            step = self._with_candidates(step, pictures, reported)
            step = replace(step, seconds=self._clock.seconds())
        step = replace(step, notes=(*mask_notes, *step.notes, *steering_notes))
        self._writer.append(step)
        self._clock.stop()
        reported(1, 1, "done")
        return step

    @cached_property
    def _size(self) -> tuple[int, int]:
        settings = self.session.settings
        return sizes.size(settings, first_size(self.session), self._host.side(settings.checkpoint))

    def _base(self) -> Image.Image | None:
        """Return the picture to change, if there is one."""
        place = base_of(self.session)
        return self.session.picture(place.candidate.file).image if place else None

    def _mask(
        self, number: int, base: Image.Image, reported: _StepProgress
    ) -> tuple[StepMask | None, tuple[str, ...]]:
        """Return the mask of a step, which is then on disk, and sentences about a new mask."""
        known, word = known_mask(self.session), self.session.settings.only_where
        if known is not None or not word:
            return known, ()
        with self._clock.of("looking"):
            found = self._ranker.locate(base, word, targets_of(self.session), reported.placing)
        return StepMask(self._writer.save_mask(number, found.mask), word), found.notes

    def _masked(self, request: Request, base: Image.Image | None, mask: StepMask | None) -> Request:
        if base is None or mask is None:
            return request
        picture = self.session.picture(mask.file).image.convert("L")
        return replace(request, mask=fit_mask(picture, base.size))

    def _guide(self, reported: _StepProgress) -> tuple[ClipGuide | None, tuple[str, ...]]:
        """Return the guide towards the session's targets, if the next step is steered, and notes about it."""
        session = self.session
        if not is_steered(session):
            return None, ()
        with self._clock.of("looking"):
            guide = self._ranker.guide(
                session.settings, targets_of(session), self._models_dir, reported.placing
            )
        return guide, (NO_MEMORY,) if guide is None else strength_notes(session.settings)

    def _make(
        self, request: Request, base: Image.Image | None, reported: _StepProgress
    ) -> list[GeneratedPicture]:
        reported(0, 1, "generating pictures")
        request = with_concepts(request, self._concept)
        with self._clock.of("making"):
            if base is None:
                pictures = self._host.txt2img(request, reported.making)
            else:
                pictures = self._host.img2img(request, base, reported.making)
        if not pictures:
            raise HostError("The host returned no pictures: see its log for the reason.")
        if self.session.settings.match_colours and self.session.start == "picture":
            start = self.session.picture("start.png").image
            pictures = [
                replace(picture, image=colours.match_colours(picture.image, start)) for picture in pictures
            ]
            if base is not None and request.mask is not None:
                mask = request.mask
                pictures = [
                    replace(picture, image=keep_outside(picture.image, base, mask)) for picture in pictures
                ]
        return pictures

    def _with_candidates(
        self, step: Step, generated: Sequence[GeneratedPicture], reported: _StepProgress
    ) -> Step:
        """Save the pictures, rank them, and return the step with its candidates."""
        pictures = [
            open_picture(picture.image, name=f"step {step.number}, seed {picture.seed}")
            for picture in generated
        ]
        # Flushing to disk mostly waits, so it runs while the encoder works.
        saved = [
            self._savers.submit(self._save, step.number, index, picture)
            for index, picture in enumerate(generated, 1)
        ]
        try:
            with self._clock.of("looking"):
                rankings, vectors = self._ranker.see_with_vectors(pictures, reported.looking)
        finally:
            wait(saved)
        files = [future.result() for future in saved]
        is_first = not (self.session.seen_by and self.session.steps)
        if is_first:
            self._remember(targets_of(self.session))
        else:
            self._require_same_ranker()
        targets = targets_of(self.session)
        found = self._scored(pictures, rankings, vectors, targets, reported.looking)
        candidates = tuple(
            Candidate(file, picture.seed, picture_score, ranking.similarities)
            for file, picture, picture_score, ranking in zip(
                files, generated, found.scores, rankings, strict=True
            )
        )
        return replace(
            step,
            candidates=candidates,
            best=found.best,
            kept=self._is_kept(found.scores[found.best]),
            judge=found.judge,
            tokens=self._tokens(step.prompt),
            negative_tokens=self._tokens(step.negative_prompt),
            notes=(
                *(self._unlearned(targets) if is_first else ()),
                *_notes(rankings[found.best]),
                *self._host_notes,
            ),
        )

    @property
    def _host_notes(self) -> tuple[str, ...]:
        return getattr(self._host, "notes", ())

    def _tokens(self, prompt: str) -> tuple[int, int] | None:
        """Count a prompt's tokens; a number that is only shown never ends a session."""
        try:
            count = self._host.count_tokens(prompt)
        except Exception:
            logger.warning("The host could not count the tokens of a prompt", exc_info=True)
            return None
        return (count.used, count.capacity) if count else None

    def _save(self, number: int, index: int, picture: GeneratedPicture) -> str:
        return self._writer.save_picture(number, index, picture.image, picture.infotext)

    def _is_kept(self, new: Score) -> bool:
        place = kept(self.session.steps)
        is_sketch = self.session.start == "sketch" and place is not None and not place.step.number
        if place is None or is_sketch or self.session.settings.keep == "latest":
            return True
        return new.value > place.candidate.score.value

    def _scored(
        self,
        pictures: Sequence[Picture],
        rankings: Sequence[Ranking],
        vectors: Vectors,
        targets: Targets,
        progress: Progress,
    ) -> _Scored:
        """Return the scores that decide, with the judge's of the best picture."""
        settings, judge = self.session.settings, self._judge
        scores = [score(ranking, targets, settings.objective) for ranking in rankings]
        if judge is not None and settings.judge_decides:
            judged = self._judged(judge, pictures, targets, progress)
            self._require_same_judge(judge)
            both = [together(*each, settings.objective) for each in zip(scores, judged, strict=True)]
            scores = self._with_taste(both, vectors)
            best = _best(scores)
            return _Scored(scores, best, judged[best])
        scores = self._with_taste(scores, vectors)
        best = _best(scores)
        judged = self._judged(judge, [pictures[best]], targets, progress) if judge is not None else []
        return _Scored(scores, best, judged[0] if judged else None)

    def _judged(
        self, judge: SessionRanker, pictures: Sequence[Picture], targets: Targets, progress: Progress
    ) -> list[Score]:
        with self._clock.of("looking"):
            rankings = judge.see(pictures, progress)
        return [score(ranking, targets, self.session.settings.objective) for ranking in rankings]

    def _with_taste(self, scores: Sequence[Score], vectors: Vectors) -> list[Score]:
        if self._taste is None:
            return list(scores)
        settings = self.session.settings
        return [
            with_taste(words, taste, settings.taste_weight, settings.objective)
            for words, taste in zip(scores, self._taste.says(vectors), strict=True)
        ]

    def _learn_taste(self, progress: Progress) -> None:
        """Learn the taste from the answers that the session began with, or from all that there are now."""
        if self._taste is None or self._taste.memory:
            return
        number, planned = next_number(self.session), self.session.settings.steps
        reported = _StepProgress(progress, number, max(planned, number)).placing
        targets = targets_of(self.session)
        then = self.session.seen_by.get("taste") if self.session.steps else None
        with self._clock.of("looking"):
            words = self._ranker.words(reported)
            self._taste.learn(words, self._ranker.memory, targets, then, reported)
        if not self.session.steps:
            self._remember(targets)

    def _unlearned(self, targets: Targets) -> tuple[str, ...]:
        """Return notes about the user's targets that an encoder which decides has never learned."""
        judge = self._judge if self.session.settings.judge_decides else None
        words = _own_words(targets, self._ranker.unknown)
        judges = _own_words(targets, judge.unknown if judge is not None else ())
        note = f"This encoder has never learned these words, so their scores mean nothing: {words}"
        of_judge = f"The judge has never learned these words, so their scores mean nothing: {judges}"
        return (*((note,) if words else ()), *((of_judge,) if judges else ()))

    def _remember(self, targets: Targets) -> None:
        held = [[target.word, target.weight] for target in targets.held]
        taste = {"taste": self._taste.memory} if self._taste is not None else {}
        self._writer.change(seen_by={**self._ranker.memory, "held": held, **taste})

    def _require_same_ranker(self) -> None:
        now, then = self._ranker.memory, self.session.seen_by
        if now["encoder"] != then["encoder"]:
            raise SessionError(
                f"The session was started with the encoder {then['encoder']}, but the encoder is now "
                f"{now['encoder']}: choose the first one, or continue from a picture as a new session."
            )
        if any(now[name] != then[name] for name in now):
            raise SessionError(
                "The session's pictures were ranked against another keyword list: "
                "continue from one of them as a new session."
            )

    def _require_same_judge(self, judge: SessionRanker) -> None:
        """Remember the judge that decides, too, or require that it is the one of the earlier steps."""
        seen_by, now = self.session.seen_by, judge.memory["encoder"]
        then = seen_by.get("judge")
        if then is None:
            self._writer.change(seen_by={**seen_by, "judge": now})
        elif then != now:
            raise SessionError(
                f"The session was started with the judge {then}, but the judge is now {now}: choose the "
                "first one, or continue from a picture as a new session."
            )


@dataclass(frozen=True)
class _Scored:
    """The scores of a step's pictures, the index of the best one, and the judge's own score of it."""

    scores: Sequence[Score]
    best: int
    judge: Score | None


class _StepProgress:
    """The progress of a step, reported in thousandths as part of all steps."""

    def __init__(self, progress: Progress, number: int, steps: int) -> None:
        self._progress = progress
        self._number = number
        self._steps = steps

    def __call__(self, done: float, total: float, what: str) -> None:
        share = done / total if total else 0
        thousandths = int(1000 * (self._number - 1 + share))
        self._progress(thousandths, 1000 * self._steps, f"step {self._number} of {self._steps}: {what}")

    def beginning(self, done: int, total: int, what: str) -> None:
        self._progress(0, 1000 * self._steps, f"start picture: {what}")

    def placing(self, done: int, total: int, what: str) -> None:
        self(0, 1, what)

    def making(self, done: int, total: int, what: str) -> None:
        self(MAKING * done / max(total, 1), 1, what)

    def looking(self, done: int, total: int, what: str) -> None:
        self(MAKING + (1 - MAKING) * done / max(total, 1), 1, what)


def _best(scores: Sequence[Score]) -> int:
    """Return the index of the highest score, the first one of several."""
    return max(range(len(scores)), key=lambda index: scores[index].value)


def _own_words(targets: Targets, unknown: Sequence[str]) -> str:
    """Return the user's targets that are among unknown words, as they are shown."""
    keys = {word_key(word) for word in unknown}
    own = (target.word for target in (*targets.wanted, *targets.unwanted))
    return ", ".join(word for word in own if word_key(word) in keys)


def _notes(ranking: Ranking) -> tuple[str, ...]:
    return (*ranking.notes, *ranking.encoder_notes)
