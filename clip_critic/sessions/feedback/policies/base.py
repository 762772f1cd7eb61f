"""The protocol of a policy, with its input and output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from clip_critic.keywords.targets import Targets
from clip_critic.ranking.result import Ranking
from clip_critic.sessions.feedback.settings import LoopSettings
from clip_critic.tables import valid_unicode


@dataclass(frozen=True)
class PolicyView:
    """The input of a policy.

    Attributes:
        settings: the session's settings.
        targets: the session's targets, with the held words.
        prompt, negative_prompt: the last step's prompts, or the user's edit of them; None before the first.
        ranking: the ranking of the picture that the step starts from; None if there is no picture yet.
        edited: whether the user has edited a proposal of this session: their prompt is then kept, except for
            its weights and for held words that get lost.
        liked: the word of each group that the session's taste follows most, in the order of the list.
    """

    settings: LoopSettings
    targets: Targets
    prompt: str | None
    negative_prompt: str | None
    ranking: Ranking | None
    edited: bool = False
    liked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """The next prompt and negative prompt, with short reasons."""

    prompt: str
    negative_prompt: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class PromptEdit:
    """The user's prompts in place of the proposed ones; None keeps the proposed one."""

    prompt: str | None = None
    negative_prompt: str | None = None

    def of(self, proposal: Proposal) -> Proposal:
        """Return the edited proposal, or the same object if nothing is different."""
        prompt = proposal.prompt if self.prompt is None else valid_unicode(self.prompt)
        negative = (
            proposal.negative_prompt if self.negative_prompt is None else valid_unicode(self.negative_prompt)
        )
        if (prompt, negative) == (proposal.prompt, proposal.negative_prompt):
            return proposal
        return Proposal(prompt, negative)


class Policy(Protocol):
    """A rule that writes the next prompt.

    If a policy has a true attribute ``stops``, the loop stops after each step so that the user can edit the
    proposal.
    """

    def propose(self, view: PolicyView) -> Proposal:
        """Propose the prompts of the next step."""
        ...
