"""The policy *interrogate*: writes the best words of each group into the user's prompt."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from clip_critic.keywords.identity import word_key
from clip_critic.keywords.targets import Targets
from clip_critic.prompts import write_words
from clip_critic.ranking.result import Ranking
from clip_critic.sessions.feedback.policies.base import PolicyView, Proposal
from clip_critic.sessions.feedback.policies.seeing import SEEN_CLEARLY, in_order, is_in_the_way, leads_of
from clip_critic.sessions.feedback.writing import fill_frame

SURE = 0.2
"""The smallest share of its group with which a word is written into the prompt."""


class InterrogatePolicy:
    """A policy that writes the best words of each group, or the wanted words of the group instead.

    While a wanted word is missing, words that are clearly seen are left out, as with `target.TargetPolicy`.
    """

    def propose(self, view: PolicyView) -> Proposal:
        """Propose the user's prompt with the best words of each group."""
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
    """Yield each group's wanted and held words, or otherwise its best words that are not unwanted."""
    wanted = {word_key(target.word): target.word for target in (*targets.wanted, *targets.held)}
    unwanted = {word_key(target.word) for target in targets.unwanted}
    for span in ranking.groups:
        targeted = [word for word in ranking.keywords[span.start : span.stop] if word_key(word) in wanted]
        if targeted:
            yield from targeted
            continue
        entries = (e for e in ranking.group_entries(span) if word_key(e.keyword) not in unwanted)
        yield from (entry.keyword for entry in islice(entries, count) if entry.group_share >= SURE)
