"""The policy *taste*: the words that a rater's taste follows, in plain words as with *whole*."""

from __future__ import annotations

from dataclasses import replace

from clip_critic.keywords.identity import word_key
from clip_critic.keywords.targets import Target, Targets
from clip_critic.sessions.feedback.policies.base import PolicyView, Proposal
from clip_critic.sessions.feedback.policies.whole import WholePolicy


class TastePolicy:
    """A policy that asks for what is liked most, besides the user's own targets.

    The word of each group that the session's taste follows most counts as wanted. It takes the place of the
    held word of its group, which is what the start picture shows instead.
    """

    def propose(self, view: PolicyView) -> Proposal:
        """Propose what *whole* would, with the liked words among the wanted ones."""
        proposal = WholePolicy().propose(replace(view, targets=with_liked(view)))
        liked = (f"liked: {word}" for word in view.liked)
        return replace(proposal, why=(*liked, *proposal.why))


def with_liked(view: PolicyView) -> Targets:
    """Return the targets with the liked words as wanted ones, without held words of their groups."""
    wanted = (*view.targets.wanted, *map(Target, view.liked))
    taken = {word_key(word) for word in view.liked}
    if view.ranking is not None:
        groups = [view.ranking.keywords[span.start : span.stop] for span in view.ranking.groups]
        keys = [{word_key(word) for word in group} for group in groups]
        taken = taken.union(*(group for group in keys if group & taken))
    held = tuple(target for target in view.targets.held if word_key(target.word) not in taken)
    return Targets(wanted, view.targets.unwanted, held)
