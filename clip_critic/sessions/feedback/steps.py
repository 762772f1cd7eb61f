"""The stored steps of a session, which are its only state, and the values that follow from them."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clip_critic.sessions.feedback.objective import Liking, Score, ScorePart

Similarities = NDArray[np.float32]
UNCOUNTED = (0, 0)
"""The entry for an unknown number of tokens; a known one never has a capacity of 0."""


@dataclass(frozen=True, eq=False)
class Candidate:
    """A picture of a step, as CLIP sees it.

    Attributes:
        file: the file's name in the session's folder of pictures.
        seed: the picture's seed.
        score: the picture's score.
        similarities: its similarities to all keywords of the session's list, float32 ``[n]``.
    """

    file: str
    seed: int
    score: Score
    similarities: Similarities


@dataclass(frozen=True)
class StepMask:
    """The mask that limited what a step might change.

    Attributes:
        file: the file's name in the session's folder of pictures.
        word: the text of *Only where* that it was made from; empty for the user's own mask.
    """

    file: str
    word: str = ""


@dataclass(frozen=True, eq=False)
class Step:
    """A turn of the loop; step 0 is the start picture as its only candidate.

    Attributes:
        number: the step's number.
        prompt, negative_prompt: the prompts.
        candidates: the generated pictures.
        best: the index of the best candidate; -1 if the user skipped the step.
        kept: whether the best candidate replaced the kept picture.
        strength: the denoising strength.
        why: the policy's reasons for its prompt.
        edited: whether the user edited the policy's proposal.
        judge: the judge's score of the best candidate, if there is a judge.
        tokens, negative_tokens: the tokens of each prompt, and the capacity of their chunks; None if unknown.
        notes: sentences for the user.
        seconds: the time for generating, for looking, and for the rest.
        mask: the mask of what the step may change; None for everything.
    """

    number: int
    prompt: str
    negative_prompt: str
    candidates: tuple[Candidate, ...]
    best: int
    kept: bool
    strength: float = 0.0
    why: tuple[str, ...] = ()
    edited: bool = False
    judge: Score | None = None
    tokens: tuple[int, int] | None = None
    negative_tokens: tuple[int, int] | None = None
    notes: tuple[str, ...] = ()
    seconds: Mapping[str, float] | None = None
    mask: StepMask | None = None

    @property
    def winner(self) -> Candidate | None:
        """The best candidate, if there is one."""
        return self.candidates[self.best] if self.best >= 0 else None


@dataclass(frozen=True)
class Place:
    """A candidate with its step."""

    step: Step
    candidate: Candidate


def kept(steps: Sequence[Step]) -> Place | None:
    """Return the kept picture, or None before the first."""
    return next((place for place in _winners(reversed(steps)) if place.step.kept), None)


def best_score(steps: Sequence[Step], *, sketch: bool = False) -> float | None:
    """Return the highest score so far; a sketch does not count."""
    scores = [p.candidate.score.value for p in _winners(steps) if p.step.number or not sketch]
    return max(scores, default=None)


def steps_without_gain(steps: Sequence[Step], *, sketch: bool = False) -> int:
    """Count the last steps without a new highest score."""
    best, count = float("-inf"), 0
    for step in steps:
        score = step.winner.score.value if step.winner else float("-inf")
        if not step.number:
            best = best if sketch else score
        elif score > best:
            best, count = score, 0
        else:
            count += 1
    return count


def _winners(steps: Any) -> Iterator[Place]:
    return (Place(step, step.winner) for step in steps if step.winner is not None)


# As JSON


def step_record(step: Step) -> dict[str, Any]:
    """Return a step as plain data, from which `read_step` restores it."""
    record: dict[str, Any] = {
        "number": step.number,
        "prompt": step.prompt,
        "negative_prompt": step.negative_prompt,
        "strength": step.strength,
        "why": list(step.why),
        "edited": step.edited,
        "best": step.best,
        "kept": step.kept,
        "candidates": [_candidate_record(candidate) for candidate in step.candidates],
        "tokens": list(step.tokens or UNCOUNTED),
        "negative_tokens": list(step.negative_tokens or UNCOUNTED),
        "notes": list(step.notes),
    }
    if step.judge is not None:
        record["judge"] = score_record(step.judge)
    if step.seconds is not None:
        record["seconds"] = {name: round(value, 4) for name, value in step.seconds.items()}
    if step.mask is not None:
        record["mask"] = {"file": step.mask.file, "word": step.mask.word}
    return record


def score_record(score: Score) -> dict[str, Any]:
    """Return a score as plain data."""
    parts = [
        {"word": part.word, "role": part.role, "weight": part.weight, "value": part.value}
        for part in score.parts
    ]
    taste = {"taste": {"mean": score.taste.mean, "sd": score.taste.sd}} if score.taste else {}
    return {"value": score.value, "parts": parts, **taste}


def read_step(record: Mapping[str, Any]) -> Step:
    """Return a step from its record; raises KeyError, TypeError or ValueError if it is damaged."""
    candidates = tuple(_read_candidate(candidate) for candidate in record["candidates"])
    best = int(record["best"])
    if not -1 <= best < len(candidates):
        raise ValueError(f"step {record['number']}: its best candidate is missing")
    return Step(
        number=int(record["number"]),
        prompt=str(record["prompt"]),
        negative_prompt=str(record["negative_prompt"]),
        strength=float(record["strength"]),
        why=tuple(map(str, record["why"])),
        edited=bool(record["edited"]),
        best=best,
        kept=bool(record["kept"]),
        candidates=candidates,
        judge=_read_score(record["judge"]) if record.get("judge") else None,
        tokens=_read_tokens(record["tokens"]),
        negative_tokens=_read_tokens(record["negative_tokens"]),
        notes=tuple(map(str, record["notes"])),
        seconds={str(k): float(v) for k, v in record["seconds"].items()} if record.get("seconds") else None,
        mask=_read_mask(record["mask"]) if record.get("mask") else None,
    )


def _candidate_record(candidate: Candidate) -> dict[str, Any]:
    # As text a float32 would take three times the space, and a list can have 100,000 words.
    packed = base64.b64encode(np.asarray(candidate.similarities, dtype="<f4").tobytes()).decode("ascii")
    return {
        "file": candidate.file,
        "seed": candidate.seed,
        "score": score_record(candidate.score),
        "similarities": packed,
    }


def _read_candidate(record: Mapping[str, Any]) -> Candidate:
    packed = base64.b64decode(record["similarities"], validate=True)
    similarities = np.frombuffer(packed, dtype="<f4").astype(np.float32)
    if not np.isfinite(similarities).all():
        raise ValueError("a similarity is not a number")
    return Candidate(str(record["file"]), int(record["seed"]), _read_score(record["score"]), similarities)


def _read_score(record: Mapping[str, Any]) -> Score:
    parts = tuple(
        ScorePart(str(part["word"]), part["role"], float(part["weight"]), float(part["value"]))
        for part in record["parts"]
    )
    if any(part.role not in ("wanted", "held", "unwanted") for part in parts):
        raise ValueError("a part of a score has no role")
    return Score(float(record["value"]), parts, _read_liking(record["taste"]) if "taste" in record else None)


def _read_liking(record: Mapping[str, Any]) -> Liking:
    liking = Liking(float(record["mean"]), float(record["sd"]))
    if not (isfinite(liking.mean) and liking.sd >= 0):
        raise ValueError("what the taste said is not a number")
    return liking


def _read_mask(record: Mapping[str, Any]) -> StepMask:
    return StepMask(str(record["file"]), str(record["word"]))


def _read_tokens(value: Sequence[int]) -> tuple[int, int] | None:
    used, capacity = map(int, value)
    return (used, capacity) if capacity else None
