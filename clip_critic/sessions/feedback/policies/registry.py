"""All policies by name.

To add your own, write a class with a method ``propose(view: PolicyView) -> Proposal`` and add an instance to
`POLICIES`::

    from clip_critic.sessions.feedback.policies.base import PolicyView, Proposal
    from clip_critic.sessions.feedback.policies.registry import POLICIES

    class Patient:
        def propose(self, view: PolicyView) -> Proposal:
            return Proposal(view.prompt or view.settings.prompt, view.settings.negative_prompt)

    POLICIES["patient"] = Patient()

Its name then works everywhere. Its proposal must depend only on the view, so that an interrupted session
continues as if it had not been interrupted. With a class attribute ``stops = True`` the loop stops after each
step, so that the user can edit the proposal.
"""

from __future__ import annotations

from collections.abc import MutableMapping

from clip_critic.errors import BadInputError
from clip_critic.sessions.feedback.policies.base import Policy
from clip_critic.sessions.feedback.policies.interrogate import InterrogatePolicy
from clip_critic.sessions.feedback.policies.target import ByHandPolicy, TargetPolicy
from clip_critic.sessions.feedback.policies.taste import TastePolicy
from clip_critic.sessions.feedback.policies.whole import WholePolicy
from clip_critic.sessions.feedback.settings import TASTE_POLICY

POLICIES: MutableMapping[str, Policy] = {
    "target": TargetPolicy(),
    "interrogate": InterrogatePolicy(),
    "whole": WholePolicy(),
    TASTE_POLICY: TastePolicy(),
    "by hand": ByHandPolicy(),
}
"""The policies by their names in the settings."""


def find_policy(name: str) -> Policy:
    """Return a policy by its name; raises `BadInputError` if there is none."""
    if name not in POLICIES:
        raise BadInputError(f"There is no policy {name!r:.80}: choose one of {', '.join(POLICIES)}.")
    return POLICIES[name]


def waits(name: str) -> bool:
    """Return whether the loop stops for the user after each step of this policy."""
    return bool(getattr(find_policy(name), "stops", False))
