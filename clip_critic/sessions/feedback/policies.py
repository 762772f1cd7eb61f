"""The rules that turn a ranking into the next prompt.

A policy is a function of what it is shown and of nothing else, so that a session that was interrupted goes on
as if it had not been. To add one of your own, write a class with `propose` and put an object of it into
`POLICIES`; with ``stops = True`` the loop stops after each step, so that the user can change the proposal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

import numpy as np

from clip_critic.errors import BadInputError
from clip_critic.prompts import as_text, parse_prompt, write_words
from clip_critic.ranking.result import Ranking, Span
from clip_critic.sessions.feedback.objective import places, standardised
from clip_critic.sessions.feedback.settings import WORDS, LoopSettings
from clip_critic.sessions.feedback.targets import Targets, key
from clip_critic.sessions.feedback.writing import (
    MIN_WEIGHT,
    drop_words,
    fill_frame,
    phrase_keys,
    reweight_words,
)

SEEN_CLEARLY = 0.9
"""A word is seen well enough where it beats its best rival so clearly, by the sigmoid of their contrast."""
DRAW = 0.5
"""Below it another word of the group is seen instead."""
SEEN = 1.0
"""An unwanted word is seen where it stands out of the list by so many standard deviations."""
SURE = 0.2
"""A group's best word is written into the prompt where it has at least this share of the group."""
RIVALS = 3
"""So many words of one group go to the negative prompt as rivals: it must not grow with every step."""


@dataclass(frozen=True)
class PolicyView:
    """What a policy is shown.

    Attributes:
        settings: of the session.
        targets: with what is held.
        prompt, negative_prompt: of the last step, or the user's edit of it; none before the first.
        ranking: of the picture that the step starts from; none where there is no picture yet.
        edited: whether a person has changed a proposal of this session: their prompt then stays as it is, but
            for weights and for what gets lost.
    """

    settings: LoopSettings
    targets: Targets
    prompt: str | None
    negative_prompt: str | None
    ranking: Ranking | None
    edited: bool = False


@dataclass(frozen=True)
class Proposal:
    """The next prompt and negative prompt, and in a few words why."""

    prompt: str
    negative_prompt: str
    why: tuple[str, ...] = ()


class Policy(Protocol):
    """What every policy is."""

    def propose(self, view: PolicyView) -> Proposal: ...


class TargetPolicy:
    """Attention weights of wanted and held words rise or fall by how much CLIP sees of them.

    A held word that the prompt lacks comes in when it gets lost; while a wanted word is missing, those that
    are plainly seen are left out, as they may stand in its way and are in the picture anyway; then they come
    back, as the next pictures could lose them. Words stand in the order of the list: "blue, star" is read
    otherwise than "star, large, blue". Unwanted words that it sees go to the negative prompt, and gain weight
    while they stay.
    """

    def propose(self, view: PolicyView) -> Proposal:
        targets = view.targets
        negative = view.negative_prompt
        if negative is None:
            negative = view.settings.negative_prompt
        if view.ranking is None:
            first = fill_frame(view.settings.prompt, [target.word for target in targets.wanted])
            return Proposal(first if view.prompt is None else view.prompt, negative)
        against = _unwanted_seen(view.ranking, targets)
        if view.settings.rivals:
            against.update(rivals(view.ranking, targets, negative))
        leads = _leads(view.ranking, targets)
        wanted = {t.word: SEEN_CLEARLY - leads[t.word] for t in targets.wanted}
        lost = {t.word: SEEN_CLEARLY - leads[t.word] for t in targets.held if leads[t.word] < SEEN_CLEARLY}
        seen = {t.word: SEEN_CLEARLY - leads[t.word] for t in targets.held if t.word not in lost}
        away = list(seen) if _is_in_the_way(view, leads) else []
        if view.prompt is not None and view.edited:
            prompt, left_out = drop_words(view.prompt, away)
        else:
            prompt, left_out = rewritten(view, view.ranking, away)
        prompt, moves = reweight_words(prompt, {**wanted, **lost}, seen)
        prompt, pulled = reweight_words(
            prompt, {}, {word: -much for word, much in against.items()}, lowest=MIN_WEIGHT
        )
        negative, pushed = reweight_words(negative, against)
        told = (f"{word} left out" for word in left_out)
        why = (*told, *moves, *pulled, *(f"negative: {one}" for one in pushed))
        return Proposal(prompt, negative, why)


class ByHandPolicy(TargetPolicy):
    """The same proposals; the loop stops after each step, so that the user changes them a little."""

    stops = True


class InterrogatePolicy:
    """The best words of each group go into the user's frame, wanted ones in the place of what is there.

    While a wanted word is missing, what is plainly seen is left out, as with `TargetPolicy`.
    """

    def propose(self, view: PolicyView) -> Proposal:
        words = [target.word for target in view.targets.wanted]
        if view.ranking is not None:
            leads = _leads(view.ranking, view.targets)
            if not _is_in_the_way(view, leads):
                words = list(best_words(view.ranking, view.targets, view.settings.words_per_group))
            else:
                words += [target.word for target in view.targets.held if leads[target.word] < SEEN_CLEARLY]
                words = in_order(view.ranking, words)
        unwanted = [target.word for target in view.targets.unwanted]
        negative = write_words(view.settings.negative_prompt, unwanted, "append")
        return Proposal(fill_frame(view.settings.prompt, words), negative)


POLICIES: MutableMapping[str, Policy] = {
    "target": TargetPolicy(),
    "interrogate": InterrogatePolicy(),
    "by hand": ByHandPolicy(),
}
"""By the names in the settings' table."""


def find_policy(name: str) -> Policy:
    """The policy of a name; raises `BadInputError` where there is none."""
    if name not in POLICIES:
        raise BadInputError(f"There is no policy {name!r:.80}: choose one of {', '.join(POLICIES)}.")
    return POLICIES[name]


def waits(name: str) -> bool:
    """Whether the loop stops after each step of this policy for its user."""
    return bool(getattr(find_policy(name), "stops", False))


def rewritten(view: PolicyView, ranking: Ranking, away: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """The frame filled anew, with the weights of the last prompt.

    Args:
        away: words that are left out.

    Returns:
        The prompt, and what of the last one is left out.
    """
    frame, last = view.settings.prompt, view.prompt or ""
    weights = {key(phrase.text): phrase.weight for phrase in parse_prompt(last).phrases}
    held = [
        t.word for t in view.targets.held if WORDS in frame or phrase_keys(as_text(t.word)) <= weights.keys()
    ]
    words = in_order(ranking, [*(target.word for target in view.targets.wanted), *held])
    prompt, gone = drop_words(fill_frame(frame, words), away)
    parsed = parse_prompt(prompt)
    old = {index: weights.get(key(one.text), one.weight) for index, one in enumerate(parsed.phrases)}
    changed = {index: weight for index, weight in old.items() if weight != parsed.phrases[index].weight}
    left_out = tuple(word for word in gone if phrase_keys(as_text(word)) <= weights.keys())
    return str(parsed.reweighted(changed)), left_out


def in_order(ranking: Ranking, words: Iterable[str]) -> list[str]:
    """Words in the order of the ranked list."""
    return sorted(words, key=lambda word: _index(ranking, word))


def lead(ranking: Ranking, word: str, targets: Targets) -> float:
    """How clearly a word beats the best of its group that is not wanted itself, 0 to 1; 0.5 is a draw.

    It is their contrast, ``sigmoid(l_word - l_rival)``; without a rival, the word's rank decides.
    """
    wanted = {key(target.word) for target in (*targets.wanted, *targets.held)}
    index = _index(ranking, word)
    span = _span(ranking, index)
    rivals = [i for i in range(span.start, span.stop) if key(ranking.keywords[i]) not in wanted]
    if not rivals:
        return 1.0 - float(ranking.ranks[index] - 1) / max(len(ranking) - 1, 1)
    difference = ranking.logits[index] - ranking.logits[rivals].max()
    return float(1 / (1 + np.exp(-np.clip(difference, -60, 60))))


def rivals(ranking: Ranking, targets: Targets, negative: str = "") -> dict[str, float]:
    """What CLIP sees in the place of the only wanted word of a group, with the share that it takes there.

    Args:
        negative: the negative prompt so far: a group that has `RIVALS` words there sends no more.
    """
    found: dict[str, float] = {}
    named = phrase_keys(negative)
    wanted = {key(target.word) for target in (*targets.wanted, *targets.held)}
    for span in ranking.groups:
        words = ranking.keywords[span.start : span.stop]
        there = [word for word in words if key(word) in wanted]
        best = next(ranking.group_entries(span, 1), None)
        if len(there) != 1 or best is None or key(best.keyword) in wanted:
            continue
        sent = [word for word in words if key(word) in named]
        if best.keyword in sent or len(sent) < RIVALS:
            found[best.keyword] = best.group_share
    return found


def best_words(ranking: Ranking, targets: Targets, count: int) -> Iterable[str]:
    """For each group its wanted and held words, else the best that are not unwanted and have enough share."""
    wanted = {key(target.word): target.word for target in (*targets.wanted, *targets.held)}
    unwanted = {key(target.word) for target in targets.unwanted}
    for span in ranking.groups:
        there = [word for word in ranking.keywords[span.start : span.stop] if key(word) in wanted]
        if there:
            yield from there
            continue
        entries = (e for e in ranking.group_entries(span) if key(e.keyword) not in unwanted)
        yield from (entry.keyword for entry in islice(entries, count) if entry.group_share >= SURE)


def _leads(ranking: Ranking, targets: Targets) -> dict[str, float]:
    return {t.word: lead(ranking, t.word, targets) for t in (*targets.wanted, *targets.held)}


def _is_in_the_way(view: PolicyView, leads: Mapping[str, float]) -> bool:
    """Whether a prompt has been tried and a wanted word is missing all the same."""
    return view.prompt is not None and any(leads[target.word] < DRAW for target in view.targets.wanted)


def _unwanted_seen(ranking: Ranking, targets: Targets) -> dict[str, float]:
    values = standardised(ranking)
    seen = {t.word: float(values[_index(ranking, t.word)]) for t in targets.unwanted}
    return {word: min(value / SEEN, 1.0) for word, value in seen.items() if value >= SEEN}


def _index(ranking: Ranking, word: str) -> int:
    return places(tuple(ranking.keywords))[key(word)][0]


def _span(ranking: Ranking, index: int) -> Span:
    return next(span for span in ranking.groups if span.start <= index < span.stop)
