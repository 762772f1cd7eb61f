"""The loop: look, propose, make, look again, keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from functools import cached_property

from clip_critic.engine.clock import Clock
from clip_critic.errors import HostError, InterruptedByUser, SessionError
from clip_critic.hosts.base import GeneratedPicture, Host, Request, Skipped
from clip_critic.pictures import colours
from clip_critic.pictures.opening import Picture, open_picture
from clip_critic.progress import Progress, silent
from clip_critic.ranking.result import Ranking
from clip_critic.sessions.feedback import sizes
from clip_critic.sessions.feedback.objective import Score, score
from clip_critic.sessions.feedback.plan import (
    STOPS,
    Stop,
    first_size,
    next_number,
    next_proposal,
    ranking_of,
    request_of,
    stop_of,
    targets_of,
)
from clip_critic.sessions.feedback.policies.base import Proposal
from clip_critic.sessions.feedback.policies.registry import waits
from clip_critic.sessions.feedback.ranker import SessionRanker
from clip_critic.sessions.feedback.steps import Candidate, Step, kept
from clip_critic.sessions.feedback.store import Session, SessionWriter
from clip_critic.sessions.feedback.targets import Targets, hold
from clip_critic.tables import valid_unicode

__all__ = ["STOPS", "Edit", "Loop", "Stop", "next_proposal", "ranking_of", "stop_of", "targets_of"]

MAKING = 0.85
"""Share of a step's progress that is the host's; the rest is looking."""
WRITERS = 4
"""Pictures that are written at once."""


@dataclass(frozen=True)
class Edit:
    """A person's prompt or negative prompt in place of the policy's; None leaves the policy's."""

    prompt: str | None = None
    negative_prompt: str | None = None

    def of(self, proposal: Proposal) -> Proposal:
        """The proposal as the person wants it: the same one where nothing is different."""
        prompt = proposal.prompt if self.prompt is None else valid_unicode(self.prompt)
        negative = (
            proposal.negative_prompt if self.negative_prompt is None else valid_unicode(self.negative_prompt)
        )
        if (prompt, negative) == (proposal.prompt, proposal.negative_prompt):
            return proposal
        return Proposal(prompt, negative)


class Loop:
    """Drives one session.

    Args:
        drive: the session, locked.
        host: what makes the pictures.
        ranker: what looks at them.
        judge: what scores the best of each step besides, if anything does.
    """

    def __init__(
        self, drive: SessionWriter, host: Host, ranker: SessionRanker, judge: SessionRanker | None = None
    ) -> None:
        self._drive = drive
        self._host = host
        self._ranker = ranker
        self._judge = judge
        self._clock = Clock()
        self._writers = ThreadPoolExecutor(WRITERS)  # its threads end with the loop

    @property
    def session(self) -> Session:
        return self._drive.session

    def begin(self, progress: Progress = silent) -> None:
        """Look at the start picture, where there is one and it was not looked at yet: step 0."""
        session = self.session
        if session.steps or session.start == "prompt":
            return
        picture = session.picture("start.png")
        told = _Told(progress, 1, session.settings.steps)
        (ranking,) = self._ranker.see([picture], told.beginning)
        targets = replace(targets_of(session), held=())
        if session.start == "picture":
            targets = hold(targets, ranking, session.settings.hold)
        self._remember(targets)
        one = self._candidate("start.png", 0, ranking, targets)
        judged = self._judged(picture, targets, told.beginning)
        self._drive.append(Step(0, "", "", (one,), 0, True, judge=judged, notes=_notes(ranking)))

    def propose(self) -> Proposal:
        """What the policy makes of the kept picture: the next prompt and negative prompt."""
        return next_proposal(self.session)

    def stopped(self) -> Stop | None:
        """Why the loop does not go on by itself, if it does not."""
        return stop_of(self.session)

    def run(self, progress: Progress = silent) -> Iterator[Step]:
        """Go on until the session stops; yields each step when it is on disk.

        Raises:
            InterruptedByUser: the user stopped it; finished steps are kept.
            HostError, EncoderError, StorageError: the step at work failed; the finished ones are kept.
        """
        self.begin(progress)
        while self.stopped() is None:
            if self._host.interrupted():  # a host may bring the step at work to its end first
                raise InterruptedByUser("Interrupted.")
            yield self.step(progress)
            if waits(self.session.settings.policy):
                return

    def step(self, progress: Progress = silent, edit: Edit | None = None) -> Step:
        """One step, with the policy's proposal or a person's edit of it; raises what `run` raises."""
        self.begin(progress)
        self._clock.start()
        proposed = self.propose()
        proposal = edit.of(proposed) if edit else proposed
        number = next_number(self.session)
        request = request_of(self.session, number, proposal, self._size)
        told = _Told(progress, number, max(self.session.settings.steps, number))
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
        )
        try:
            made = self._make(request, told)
        except Skipped:
            step = replace(step, notes=("Skipped.",))
        else:
            step = self._looked_at(step, made, told)
            step = replace(step, seconds=self._clock.seconds())
        self._drive.append(step)
        self._clock.stop()
        told(1, 1, "done")
        return step

    @cached_property
    def _size(self) -> tuple[int, int]:
        settings = self.session.settings
        return sizes.size(settings, first_size(self.session), self._host.side(settings.checkpoint))

    def _make(self, request: Request, told: _Told) -> list[GeneratedPicture]:
        place = kept(self.session.steps)
        told(0, 1, "making pictures")
        picture = self.session.picture(place.candidate.file).image if place else None
        with self._clock.of("making"):
            if picture is None:
                made = self._host.txt2img(request, told.making)
            else:
                made = self._host.img2img(request, picture, told.making)
        if not made:
            raise HostError("The host returned no picture: its log may say why.")
        if self.session.settings.match_colours and self.session.start == "picture":
            start = self.session.picture("start.png").image
            made = [replace(one, image=colours.match_colours(one.image, start)) for one in made]
        return made

    def _looked_at(self, step: Step, made: Sequence[GeneratedPicture], told: _Told) -> Step:
        """The step with its candidates, which are on disk then."""
        pictures = [open_picture(one.image, name=f"step {step.number}, seed {one.seed}") for one in made]
        # Flushing to the disk is waiting: it happens while the encoder looks.
        saved = [
            self._writers.submit(self._save, step.number, index, one) for index, one in enumerate(made, 1)
        ]
        try:
            with self._clock.of("looking"):
                rankings = self._ranker.see(pictures, told.looking)
        finally:
            wait(saved)
        files = [one.result() for one in saved]
        if self.session.seen_by:
            self._require_same_ranker()
        else:
            self._remember(targets_of(self.session))
        targets = targets_of(self.session)
        candidates = tuple(
            self._candidate(file, one.seed, ranking, targets)
            for file, one, ranking in zip(files, made, rankings, strict=True)
        )
        best = max(range(len(candidates)), key=lambda index: candidates[index].score.value)
        positive, negative = (self._host.count_tokens(text) for text in (step.prompt, step.negative_prompt))
        return replace(
            step,
            candidates=candidates,
            best=best,
            kept=self._is_kept(candidates[best].score),
            judge=self._judged(pictures[best], targets, told.looking),
            tokens=(positive.used, positive.capacity),
            negative_tokens=(negative.used, negative.capacity),
            notes=(*_notes(rankings[best]), *getattr(self._host, "notes", ())),
        )

    def _save(self, number: int, index: int, made: GeneratedPicture) -> str:
        return self._drive.save_picture(number, index, made.image, made.infotext)

    def _is_kept(self, value: Score) -> bool:
        place = kept(self.session.steps)
        is_sketch = self.session.start == "sketch" and place is not None and not place.step.number
        if place is None or is_sketch or self.session.settings.keep == "latest":
            return True
        return value.value > place.candidate.score.value

    def _candidate(self, file: str, seed: int, ranking: Ranking, targets: Targets) -> Candidate:
        value = score(ranking, targets, self.session.settings.objective)
        return Candidate(file, seed, value, ranking.similarities)

    def _judged(self, picture: Picture, targets: Targets, progress: Progress) -> Score | None:
        if self._judge is None:
            return None
        with self._clock.of("looking"):
            (ranking,) = self._judge.see([picture], progress)
        return score(ranking, targets, self.session.settings.objective)

    def _remember(self, targets: Targets) -> None:
        held = [[target.word, target.weight] for target in targets.held]
        self._drive.change(seen_by={**self._ranker.memory, "held": held})

    def _require_same_ranker(self) -> None:
        now, then = self._ranker.memory, self.session.seen_by
        if now["encoder"] != then["encoder"]:
            raise SessionError(
                f"The session was begun with the encoder {then['encoder']}, which is another "
                "one now: choose that one, or continue from one of its pictures as a new session."
            )
        if any(now[name] != then[name] for name in now):
            raise SessionError(
                "The session's keyword list is not the one that its pictures were ranked against: "
                "continue from one of its pictures as a new session."
            )


class _Told:
    """The loop's progress: so many thousandths of a step, of all steps."""

    def __init__(self, progress: Progress, number: int, steps: int) -> None:
        self._progress = progress
        self._number = number
        self._steps = steps

    def __call__(self, done: float, total: float, what: str) -> None:
        part = done / total if total else 0
        whole = 1000 * self._steps
        at = int(1000 * (self._number - 1 + part))
        self._progress(at, whole, f"step {self._number} of {self._steps}: {what}")

    def beginning(self, done: int, total: int, what: str) -> None:
        self._progress(0, 1000 * self._steps, f"start picture: {what}")

    def making(self, done: int, total: int, what: str) -> None:
        self(MAKING * done / max(total, 1), 1, what)

    def looking(self, done: int, total: int, what: str) -> None:
        self(MAKING + (1 - MAKING) * done / max(total, 1), 1, what)


def _notes(ranking: Ranking) -> tuple[str, ...]:
    return (*ranking.notes, *ranking.encoder_notes)
