"""The policy *interrogate*: the best words of each group go into the user's frame."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from clip_critic.keywords.identity import word_key
from clip_critic.prompts import write_words
from clip_critic.ranking.result import Ranking
from clip_critic.sessions.feedback.policies.base import PolicyView, Proposal
from clip_critic.sessions.feedback.policies.seeing import SEEN_CLEARLY, in_order, is_in_the_way, leads_of
from clip_critic.sessions.feedback.targets import Targets
from clip_critic.sessions.feedback.writing import fill_frame

SURE = 0.2
"""A group's best word is written into the prompt where it has at least this share of the group."""


class InterrogatePolicy:
    """Put the best words of each group into the user's frame, wanted ones in the place of what is there.

    While a wanted word is missing, what is plainly seen is left out, as with `target.TargetPolicy`.
    """

    def propose(self, view: PolicyView) -> Proposal:
        words = [target.word for target in view.targets.wanted]
        if view.ranking is not None:
            leads = leads_of(view.ranking, view.targets)
            if not is_in_the_way(view, leads):
                words = list(best_words(view.ranking, view.targets, view.settings.words_per_group))
            else:
                words += [target.word for target in view.targets.held if leads[target.word] < SEEN_CLEARLY]
                words = in_order(view.ranking, words)
        unwanted = [target.word for target in view.targets.unwanted]
        negative = write_words(view.settings.negative_prompt, unwanted, "append")
        return Proposal(fill_frame(view.settings.prompt, words), negative)


def best_words(ranking: Ranking, targets: Targets, count: int) -> Iterable[str]:
    """Yield for each group its wanted and held words, else its best ones with enough share, none unwanted."""
    wanted = {word_key(target.word): target.word for target in (*targets.wanted, *targets.held)}
    unwanted = {word_key(target.word) for target in targets.unwanted}
    for span in ranking.groups:
        there = [word for word in ranking.keywords[span.start : span.stop] if word_key(word) in wanted]
        if there:
            yield from there
            continue
        entries = (e for e in ranking.group_entries(span) if word_key(e.keyword) not in unwanted)
        yield from (entry.keyword for entry in islice(entries, count) if entry.group_share >= SURE)
