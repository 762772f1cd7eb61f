"""The interface of a policy: what it is shown, and what it returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from clip_critic.ranking.result import Ranking
from clip_critic.sessions.feedback.settings import LoopSettings
from clip_critic.sessions.feedback.targets import Targets
from clip_critic.tables import valid_unicode


@dataclass(frozen=True)
class PolicyView:
    """Everything that a policy is shown.

    Attributes:
        settings: the session's settings.
        targets: the session's targets, with the held words.
        prompt, negative_prompt: the last step's prompts, or the user's edit of them; none before the first.
        ranking: how the picture that the step starts from was ranked; none where there is no picture yet.
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
    """The next prompt and negative prompt, with short reasons."""

    prompt: str
    negative_prompt: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class PromptEdit:
    """A person's prompts in place of the proposed ones; None leaves what is proposed."""

    prompt: str | None = None
    negative_prompt: str | None = None

    def of(self, proposal: Proposal) -> Proposal:
        """Return the edited proposal: the same object if nothing is different."""
        prompt = proposal.prompt if self.prompt is None else valid_unicode(self.prompt)
        negative = (
            proposal.negative_prompt if self.negative_prompt is None else valid_unicode(self.negative_prompt)
        )
        if (prompt, negative) == (proposal.prompt, proposal.negative_prompt):
            return proposal
        return Proposal(prompt, negative)


class Policy(Protocol):
    """Write the next prompt from what was seen.

    If a policy has an attribute ``stops`` that is true, the loop stops after each step so that the user can
    change the proposal.
    """

    def propose(self, view: PolicyView) -> Proposal: ...
