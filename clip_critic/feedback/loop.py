"""The loop: look, propose, make, look again, keep."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from clip_critic.errors import InterruptedByUser, SessionError
from clip_critic.feedback import colours, schedule, sizes
from clip_critic.feedback.eyes import Eyes, recall
from clip_critic.feedback.objective import Score, score
from clip_critic.feedback.policies import POLICIES, Look, Proposal
from clip_critic.feedback.settings import MAX_SEED, table
from clip_critic.feedback.steps import Candidate, Place, Step, best_score, kept, steps_without_gain
from clip_critic.feedback.store import Drive, Session
from clip_critic.feedback.targets import Target, Targets, hold, parse_targets
from clip_critic.hosts.base import Host, Made, Request, Skipped
from clip_critic.images import Picture, open_picture
from clip_critic.progress import Progress, silent
from clip_critic.result import Ranking

Stop = Literal["steps", "target", "patience", "by hand"]
STOPS: dict[Stop, str] = {
    "steps": "All steps are done.",
    "target": "The score that was asked for is reached.",
    "patience": "The last steps brought no better picture.",
    "by hand": "Waiting for you: change the prompt a little, or take it as it is.",
}
MAKING = 0.85
"""Share of a step's progress that is the host's; the rest is looking."""
NOT_IN_METADATA = ("keywords", "prompt", "negative_prompt")


@dataclass(frozen=True)
class Edit:
    """A person's prompt or negative prompt in place of the policy's; None leaves the policy's."""

    prompt: str | None = None
    negative_prompt: str | None = None

    def of(self, proposal: Proposal) -> Proposal:
        """The proposal as the person wants it: the same one where nothing is different."""
        prompt = proposal.prompt if self.prompt is None else self.prompt
        negative = proposal.negative_prompt if self.negative_prompt is None else self.negative_prompt
        if (prompt, negative) == (proposal.prompt, proposal.negative_prompt):
            return proposal
        return Proposal(prompt, negative)


class Loop:
    """Drives one session.

    Args:
        drive: the session, locked.
        host: what makes the pictures.
        eyes: what looks at them.
        judge: what scores the best of each step besides, if anything does.
    """

    def __init__(self, drive: Drive, host: Host, eyes: Eyes, judge: Eyes | None = None) -> None:
        self._drive = drive
        self._host = host
        self._eyes = eyes
        self._judge = judge

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
        (ranking,) = self._eyes.see([picture], told.beginning)
        targets = parse_targets(session.settings.want, session.settings.avoid)
        if session.start == "picture":
            targets = hold(targets, ranking, session.settings.hold)
        self._remember(targets)
        one = self._candidate("start.png", 0, ranking, targets)
        judged = self._judged(picture, targets, told.beginning)
        self._drive.append(Step(0, "", "", (one,), 0, True, judge=judged, notes=picture.notes))

    def propose(self) -> Proposal:
        """What the policy makes of the kept picture: the next prompt and negative prompt."""
        settings, steps = self.session.settings, self.session.steps
        last = steps[-1] if steps and steps[-1].number else None
        return POLICIES[settings.policy].propose(
            Look(
                settings,
                targets_of(self.session),
                last.prompt if last else "",
                last.negative_prompt if last else "",
                ranking_of(self.session, kept(steps)),
            )
        )

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
            yield self.step(progress)
            if getattr(POLICIES[self.session.settings.policy], "stops", False):
                return

    def step(self, progress: Progress = silent, edit: Edit | None = None) -> Step:
        """One step, with the policy's proposal or a person's edit of it; raises what `run` raises."""
        self.begin(progress)
        began = time.perf_counter()
        proposal = self.propose()
        wanted = edit.of(proposal) if edit else proposal
        edited, proposal = wanted is not proposal, wanted
        number = self.session.steps[-1].number + 1 if self.session.steps else 1
        request = self._request(number, proposal)
        told = _Told(progress, number, max(self.session.settings.steps, number))
        try:
            made = self._make(request, told)
        except Skipped:
            step = Step(
                number, request.prompt, request.negative_prompt, (), -1, False, request.strength,
                proposal.why, edited, notes=("Skipped.",),
            )  # fmt: skip
            self._drive.append(step)
            return step
        if self._host.interrupted():
            raise InterruptedByUser("Interrupted.")
        ready = time.perf_counter()
        step = self._looked_at(number, request, made, proposal, told)
        seen = time.perf_counter()
        seconds = {"making": ready - began, "looking": seen - ready}
        step = replace(step, edited=edited, seconds=seconds)
        self._drive.append(step)
        return step

    def _request(self, number: int, proposal: Proposal) -> Request:
        settings, session = self.session.settings, self.session
        start = session.picture("start.png").image.size if session.start != "prompt" else None
        width, height = sizes.size(settings, start, self._host.describe().side)
        moved = (number - 1) * settings.candidates if settings.seed_rule == "advance" else 0
        return Request(
            prompt=proposal.prompt,
            negative_prompt=proposal.negative_prompt,
            seed=(settings.seed + moved) % (MAX_SEED + 1),
            count=settings.candidates,
            width=width,
            height=height,
            steps=settings.sampling_steps,
            cfg_scale=settings.cfg_scale,
            sampler=settings.sampler,
            scheduler=settings.scheduler,
            checkpoint=settings.checkpoint,
            vae=settings.vae,
            styles=settings.style_names,
            strength=schedule.strength(settings, number, sketch=session.start == "sketch"),
            extra=metadata(session, number),
            scripts=settings.scripts,
        )

    def _make(self, request: Request, told: _Told) -> list[Made]:
        place = kept(self.session.steps)
        told(0, 1, "making pictures")
        if place is None:
            made = self._host.txt2img(request, told.making)
        else:
            made = self._host.img2img(request, self.session.picture(place.candidate.file).image, told.making)
        if self.session.settings.match_colours and self.session.start == "picture":
            start = self.session.picture("start.png").image
            made = [replace(one, image=colours.match_colours(one.image, start)) for one in made]
        return made

    def _looked_at(
        self, number: int, request: Request, made: Sequence[Made], proposal: Proposal, told: _Told
    ) -> Step:
        pictures = [open_picture(one.image, name=f"step {number}, seed {one.seed}") for one in made]
        rankings = self._eyes.see(pictures, told.looking)
        if not self.session.seen_by:
            self._remember(parse_targets(self.session.settings.want, self.session.settings.avoid))
        self._require_same_eyes()
        targets = targets_of(self.session)
        candidates = tuple(
            self._candidate(
                self._drive.save_picture(number, index, one.image, one.infotext), one.seed, ranking, targets
            )
            for index, (one, ranking) in enumerate(zip(made, rankings, strict=True), 1)
        )
        best = max(range(len(candidates)), key=lambda index: candidates[index].score.value)
        tokens = [self._host.count_tokens(text) for text in (request.prompt, request.negative_prompt)]
        return Step(
            number,
            request.prompt,
            request.negative_prompt,
            candidates,
            best,
            self._is_kept(candidates[best].score),
            request.strength,
            proposal.why,
            judge=self._judged(pictures[best], targets, told.looking),
            tokens=(tokens[0].used, tokens[0].room),
            negative_tokens=(tokens[1].used, tokens[1].room),
            notes=_notes(rankings[best]),
        )

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
        (ranking,) = self._judge.see([picture], progress)
        return score(ranking, targets, self.session.settings.objective)

    def _remember(self, targets: Targets) -> None:
        held = [[target.word, target.weight] for target in targets.held]
        self._drive.change(seen_by={**self._eyes.memory, "held": held})

    def _require_same_eyes(self) -> None:
        if self._eyes.memory["encoder"] != self.session.seen_by["encoder"]:
            raise SessionError(
                f"The session was begun with the encoder {self.session.seen_by['encoder']}, which is another "
                "one now: choose that one, or continue from one of its pictures as a new session."
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


def stop_of(session: Session) -> Stop | None:
    """Why a session does not go on by itself, if it does not."""
    settings, steps = session.settings, session.steps
    sketch = session.start == "sketch"
    best = best_score(steps, sketch=sketch)
    if steps and steps[-1].number >= settings.steps:
        return "steps"
    if settings.target_score and best is not None and best >= settings.target_score:
        return "target"
    if settings.patience and steps_without_gain(steps, sketch=sketch) >= settings.patience:
        return "patience"
    return None


def targets_of(session: Session) -> Targets:
    """What a session aims at, with what it holds once it has looked at its start picture."""
    targets = parse_targets(session.settings.want, session.settings.avoid)
    held = tuple(Target(str(word), float(weight)) for word, weight in session.seen_by.get("held", ()))
    return replace(targets, held=held)


def ranking_of(session: Session, place: Place | None) -> Ranking | None:
    """How a picture of the session was ranked: nothing is encoded again."""
    if place is None:
        return None
    name = "start picture" if not place.step.number else f"step {place.step.number}"
    return recall(session.seen_by, name, place.candidate.similarities)


def metadata(session: Session, number: int) -> dict[str, str]:
    """What each picture says of its session besides the host's own parameters."""
    told = {"CLIP Critic session": session.id, "CLIP Critic step": str(number)}
    for name, default, about in table():
        value = getattr(session.settings, name)
        if about.section == "goal" and name not in NOT_IN_METADATA and value != default:
            told[f"CLIP Critic {about.label.lower()}"] = str(value)
    told["CLIP Critic policy"] = session.settings.policy
    return told


def _notes(ranking: Ranking) -> tuple[str, ...]:
    return (*ranking.notes, *ranking.encoder_notes)
