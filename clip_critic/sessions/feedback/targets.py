"""The targets of a session: how they join its list, and which words of its start they hold."""

from __future__ import annotations

from collections.abc import Iterable

from clip_critic.errors import BadInputError
from clip_critic.keywords.identity import word_key
from clip_critic.keywords.lists import KeywordList
from clip_critic.keywords.targets import Target, Targets, parse_targets
from clip_critic.ranking.result import Ranking
from clip_critic.sessions.feedback.settings import LoopSettings

ADDED_GROUP = "Targets"
HELD_SHARE = 0.7
"""The smallest share of its group with which a word is held."""


def targets_in(settings: LoopSettings) -> Targets:
    """Return the targets in a session's settings: there may be none if its taste alone decides.

    Raises the same errors as `parse_targets`.
    """
    return parse_targets(settings.want, settings.avoid, none=not settings.words_count)


def with_targets(words: KeywordList, targets: Targets) -> KeywordList:
    """Return the list with its missing targets added in a new group."""
    listed = {word_key(word) for word in words.keywords}
    missing = [word for word in targets.words if word_key(word) not in listed]
    if not missing:
        return words
    groups = [(group.name, group.keywords) for group in words.groups]
    taken = {word_key(name) for name, _ in groups}
    name = ADDED_GROUP if not words.groups or word_key(ADDED_GROUP) not in taken else f"{ADDED_GROUP} (added)"
    added = KeywordList.grouped([(name, missing)])
    return KeywordList((*words.groups, *added.groups), words.templates)


def hold(targets: Targets, start: Ranking, weight: float) -> Targets:
    """Return the targets with held words, which CLIP also sees in the start picture.

    A held word is the best word of a group without a target, if its share is large enough. Groups with a
    single word are skipped.
    """
    if weight <= 0:
        return targets
    target_keys = {word_key(word) for word in targets.words}
    held = []
    for span in start.groups:
        if len(span) < 2 or any(
            word_key(word) in target_keys for word in start.keywords[span.start : span.stop]
        ):
            continue
        best = next(start.group_entries(span, 1))
        if best.group_share >= HELD_SHARE:
            held.append(Target(best.keyword, weight))
    return Targets(targets.wanted, targets.unwanted, tuple(held))


def require_in(targets: Targets, keywords: Iterable[str]) -> None:
    """Check that a list contains all targets.

    Raises:
        BadInputError: a target is missing.
    """
    listed = {word_key(word) for word in keywords}
    for word in targets.words:
        if word_key(word) not in listed:
            raise BadInputError(f"{word!r} is not in the keyword list.")
