"""The plan of a session: its targets, whether it continues, and its next step.

Nothing here generates, ranks or writes: the same session always gives the same plan, even after a crash.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from clip_critic.hosts.base import Request
from clip_critic.keywords.identity import word_key
from clip_critic.keywords.targets import Target, Targets
from clip_critic.ranking.result import Ranking
from clip_critic.sessions.feedback import schedule
from clip_critic.sessions.feedback.memory import recall
from clip_critic.sessions.feedback.objective import Score
from clip_critic.sessions.feedback.policies.base import PolicyView, Proposal
from clip_critic.sessions.feedback.policies.registry import find_policy
from clip_critic.sessions.feedback.session import MASK, Session
from clip_critic.sessions.feedback.settings import (
    ALWAYS,
    ANEW,
    AUTOMATIC,
    MAX_SEED,
    WHOLE_BATCH,
    LoopSettings,
    table,
)
from clip_critic.sessions.feedback.steps import Place, StepMask, best_score, kept, steps_without_gain
from clip_critic.sessions.feedback.targets import targets_in

Stop = Literal["steps", "target", "batch", "patience", "by hand"]
STOPS: dict[Stop, str] = {
    "steps": "All steps are done.",
    "target": "The target score is reached.",
    "batch": "Every picture of the batch reaches the target score.",
    "patience": "The last steps brought no better picture.",
    "by hand": "Waiting for you: edit the prompt, or use it as it is.",
}
SEEN_FROM = {"similarity": 1.0, "share": 0.5, "joint": 0.5}
"""The smallest value of a word that is in the picture, by objective: the word stands out from the list, or
leads its group."""
NOT_IN_METADATA = ("keywords", "prompt", "negative_prompt", "seed", "policy")


def targets_of(session: Session) -> Targets:
    """Return a session's targets, with the held words once it has looked at its start picture."""
    targets = targets_in(session.settings)
    held = tuple(Target(str(word), float(weight)) for word, weight in session.seen_by.get("held", ()))
    return replace(targets, held=held)


def ranking_of(session: Session, place: Place | None) -> Ranking | None:
    """Return the ranking of a session's picture, without encoding anything."""
    if place is None:
        return None
    name = "start picture" if not place.step.number else f"step {place.step.number}"
    return recall(session.seen_by, name, place.candidate.similarities)


def next_number(session: Session) -> int:
    """Return the number of the next step, from 1."""
    return session.steps[-1].number + 1 if session.steps else 1


def next_proposal(session: Session) -> Proposal:
    """Return the policy's proposal for the next step; raises `BadInputError` if the policy is unknown."""
    last = session.steps[-1] if session.steps and session.steps[-1].number else None
    return find_policy(session.settings.policy).propose(
        PolicyView(
            session.settings,
            targets_of(session),
            last.prompt if last else None,
            last.negative_prompt if last else None,
            ranking_of(session, kept(session.steps)),
            edited=any(step.edited for step in session.steps),
            liked=tuple(map(str, session.seen_by.get("taste", {}).get("liked", ()))),
        )
    )


def stop_of(session: Session) -> Stop | None:
    """Return the reason why the loop stops; None if it continues."""
    settings, steps = session.settings, session.steps
    sketch = session.start == "sketch"
    if next_number(session) > settings.steps:
        return "steps"
    if settings.stop_score and _is_reached(session):
        return "batch" if settings.stop_when == WHOLE_BATCH else "target"
    if settings.patience and steps_without_gain(steps, sketch=sketch) >= settings.patience:
        return "patience"
    return None


def _is_reached(session: Session) -> bool:
    """Return whether the score that stops the loop is reached, by one picture or by all of a step."""
    settings, enough = session.settings, session.settings.stop_score
    batches = [step.candidates for step in session.steps if step.number and step.candidates]
    if settings.stop_when == WHOLE_BATCH:
        return any(all(candidate.score.value >= enough for candidate in batch) for batch in batches)
    if settings.target_score == AUTOMATIC and not batches:  # whoever presses Start wants to see a picture
        return False
    best = best_score(session.steps, sketch=session.start == "sketch")
    return best is not None and best >= enough


def first_size(session: Session) -> tuple[int, int] | None:
    """Return the width and height of a session's start picture or first generated picture, if any."""
    if session.start != "prompt":
        return session.picture("start.png").image.size
    first = next((step.winner for step in session.steps if step.winner is not None), None)
    return session.picture(first.file).image.size if first else None


def request_of(session: Session, number: int, proposal: Proposal, size: tuple[int, int]) -> Request:
    """Return the request to the host for a step; ``size`` is the width and height in pixels."""
    settings = session.settings
    return Request(
        prompt=proposal.prompt,
        negative_prompt=proposal.negative_prompt,
        seed=first_seed(session, number),
        count=settings.candidates,
        width=size[0],
        height=size[1],
        steps=settings.sampling_steps,
        cfg_scale=settings.cfg_scale,
        sampler=settings.sampler,
        scheduler=settings.scheduler,
        checkpoint=settings.checkpoint,
        vae=settings.vae,
        styles=settings.style_names,
        strength=schedule.strength(
            settings,
            number,
            sketch=session.start == "sketch",
            lacking=steps_lacking(session),
            wanted=len(targets_of(session).wanted),
        ),
        extra=metadata(session, number, steered=is_steered(session)),
        scripts=settings.scripts,
    )


def base_of(session: Session) -> Place | None:
    """Return the picture that the next step changes; None if it makes one from the prompt alone.

    It is the kept one; with the schedule *anew*, the start picture while something is missing.
    """
    if session.settings.schedule != ANEW or steps_lacking(session) is None:
        return kept(session.steps)
    return None if session.start == "prompt" else kept(session.steps[:1])


def known_mask(session: Session) -> StepMask | None:
    """Return the mask of the next step if it is on disk: the user's own, or the last step's for this word."""
    word = session.settings.only_where
    if not word:
        return StepMask(MASK) if session.masked else None
    last = session.steps[-1].mask if session.steps else None
    return last if last is not None and word_key(last.word) == word_key(word) else None


def steps_lacking(session: Session) -> int | None:
    """Count the last steps that left something missing; None if the kept picture has all that counts."""
    count: int | None = 0
    for step in session.steps:
        if step.kept and step.winner is not None:
            if _has_all(step.winner.score, session.settings):
                count = None
            elif count is None or not step.number:
                count = 0
            else:
                count += 1
        elif count is not None:
            count += 1
    return count


def _has_all(score: Score, settings: LoopSettings) -> bool:
    """Return whether a picture meets all targets, and is liked more than most if a taste counts."""
    enough = SEEN_FROM[settings.objective]
    parts = score.parts if settings.words_count else ()
    is_liked = not (settings.taste_counts and score.taste) or score.taste.value(settings.objective) >= enough
    return is_liked and all((part.value >= enough) != (part.role == "unwanted") for part in parts)


def is_steered(session: Session) -> bool:
    """Return whether the pictures of the next step are steered."""
    settings = session.settings
    return settings.steer > 0 and (settings.steer_when == ALWAYS or steps_lacking(session) is not None)


def first_seed(session: Session, number: int) -> int:
    """Return the seed of a step's first candidate, such that the last one's does not exceed `MAX_SEED`."""
    settings = session.settings
    offset = (number - 1) * settings.candidates if settings.seed_rule == "advance" else 0
    return (settings.seed + offset) % (MAX_SEED + 2 - settings.candidates)


def metadata(session: Session, number: int, *, steered: bool) -> dict[str, str]:
    """Return the entries to add to a picture's infotext: the session, the step and the changed settings.

    Settings that do nothing in this step, which is steered or not, are left out.
    """
    entries = {
        "CLIP Critic session": session.id,
        "CLIP Critic step": str(number),
        "CLIP Critic policy": session.settings.policy,
    }
    for name, default, field in table():
        value = getattr(session.settings, name)
        is_told = field.section != "host" and name not in NOT_IN_METADATA and value != default
        if is_told and not _is_idle(session, name, steered=steered):
            entries[f"CLIP Critic {field.label.lower()}"] = str(value)
    return entries


def _is_idle(session: Session, name: str, *, steered: bool) -> bool:
    """Return whether a setting does nothing in the next step, which then says nothing of it."""
    if name == "target_score":
        return not session.settings.stop_score
    if name == "taste_weight":
        return not session.settings.taste
    return name.startswith("steer") and not steered
