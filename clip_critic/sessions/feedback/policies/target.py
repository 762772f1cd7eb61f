"""The policies *target* and *by hand*: attention weights follow how clearly CLIP sees the words."""

from __future__ import annotations

from collections.abc import Iterable

from clip_critic.keywords.identity import word_key
from clip_critic.keywords.targets import Targets
from clip_critic.prompts import as_text, parse_prompt
from clip_critic.ranking.result import Ranking
from clip_critic.sessions.feedback.objective import standardised
from clip_critic.sessions.feedback.policies.base import PolicyView, Proposal
from clip_critic.sessions.feedback.policies.seeing import (
    SEEN_CLEARLY,
    in_order,
    is_in_the_way,
    leads_of,
)
from clip_critic.sessions.feedback.settings import WORDS
from clip_critic.sessions.feedback.writing import (
    MIN_WEIGHT,
    drop_words,
    fill_frame,
    phrase_keys,
    reweight_words,
)

SEEN = 1.0
"""The standard deviations above the list's mean from which an unwanted word is seen."""
RIVALS = 3
"""The most rivals of a group in the negative prompt, which must not grow with every step."""


class TargetPolicy:
    """A policy that adjusts the attention weights of words to how clearly CLIP sees them.

    A held word is added to the prompt when it gets lost. While a wanted word is missing, held words that are
    clearly seen are left out: they are in the picture anyway and may get in its way. Afterwards they come
    back, as the next pictures could lose them. Words are written in the order of the list, because "blue,
    star" is not read like "star, large, blue". Unwanted words that CLIP sees go to the negative prompt, and
    gain weight as long as they are seen.
    """

    def propose(self, view: PolicyView) -> Proposal:
        """Propose the last prompts with new attention weights."""
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
        leads = leads_of(view.ranking, targets)
        wanted = {t.word: SEEN_CLEARLY - leads[t.word] for t in targets.wanted}
        lost = {t.word: SEEN_CLEARLY - leads[t.word] for t in targets.held if leads[t.word] < SEEN_CLEARLY}
        seen = {t.word: SEEN_CLEARLY - leads[t.word] for t in targets.held if t.word not in lost}
        away = list(seen) if is_in_the_way(view, leads) else []
        if view.prompt is not None and view.edited:
            prompt, left_out = drop_words(view.prompt, away)
        else:
            prompt, left_out = rewritten(view, view.ranking, away)
        prompt, moves = reweight_words(prompt, {**wanted, **lost}, seen)
        prompt, pulled = reweight_words(
            prompt, {}, {word: -amount for word, amount in against.items()}, lowest=MIN_WEIGHT
        )
        negative, pushed = reweight_words(negative, against)
        dropped = (f"{word} left out" for word in left_out)
        why = (*dropped, *moves, *pulled, *(f"negative: {change}" for change in pushed))
        return Proposal(prompt, negative, why)


class ByHandPolicy(TargetPolicy):
    """The policy *target* with a stop after each step, so that the user can edit the proposal."""

    stops = True


def rewritten(view: PolicyView, ranking: Ranking, away: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """Fill in the user's prompt again, with the weights of the last prompt.

    Args:
        view: the policy's input.
        ranking: the ranking of the picture that the step starts from.
        away: words to leave out.

    Returns:
        The prompt, and the words of the last prompt that were left out.
    """
    frame, last = view.settings.prompt, view.prompt or ""
    weights = {word_key(phrase.text): phrase.weight for phrase in parse_prompt(last).phrases}
    held = [
        t.word for t in view.targets.held if WORDS in frame or phrase_keys(as_text(t.word)) <= weights.keys()
    ]
    words = in_order(ranking, [*(target.word for target in view.targets.wanted), *held])
    prompt, gone = drop_words(fill_frame(frame, words), away)
    parsed = parse_prompt(prompt)
    old = {
        index: weights.get(word_key(phrase.text), phrase.weight)
        for index, phrase in enumerate(parsed.phrases)
    }
    changed = {index: weight for index, weight in old.items() if weight != parsed.phrases[index].weight}
    left_out = tuple(word for word in gone if phrase_keys(as_text(word)) <= weights.keys())
    return str(parsed.reweighted(changed)), left_out


def rivals(ranking: Ranking, targets: Targets, negative: str = "") -> dict[str, float]:
    """Return the words that CLIP sees instead of a group's only wanted word, with their group shares.

    Args:
        ranking: the ranking of a picture.
        targets: the session's targets.
        negative: the negative prompt so far: a group with `RIVALS` words in it adds no more.
    """
    found: dict[str, float] = {}
    named = phrase_keys(negative)
    wanted = {word_key(target.word) for target in (*targets.wanted, *targets.held)}
    for span in ranking.groups:
        words = ranking.keywords[span.start : span.stop]
        targeted = [word for word in words if word_key(word) in wanted]
        best = next(ranking.group_entries(span, 1), None)
        if len(targeted) != 1 or best is None or word_key(best.keyword) in wanted:
            continue
        sent = [word for word in words if word_key(word) in named]
        if best.keyword in sent or len(sent) < RIVALS:
            found[best.keyword] = best.group_share
    return found


def _unwanted_seen(ranking: Ranking, targets: Targets) -> dict[str, float]:
    values = standardised(ranking)
    seen = {t.word: float(values[ranking.find(t.word)[0]]) for t in targets.unwanted}
    return {word: min(value / SEEN, 1.0) for word, value in seen.items() if value >= SEEN}
