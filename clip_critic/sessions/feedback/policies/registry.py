"""All policies by name.

To add one of your own, write a class with a method ``propose(view: PolicyView) -> Proposal`` and put one of
its objects into `POLICIES`::

    from clip_critic.sessions.feedback.policies.base import PolicyView, Proposal
    from clip_critic.sessions.feedback.policies.registry import POLICIES

    class Patient:
        def propose(self, view: PolicyView) -> Proposal:
            return Proposal(view.prompt or view.settings.prompt, view.settings.negative_prompt)

    POLICIES["patient"] = Patient()

Its name then works wherever a policy is chosen. It must be a function of what it is shown and of nothing
else, so that a session that was interrupted goes on as if it had not been. With a class attribute
``stops = True`` the loop stops after each step, so that the user can change the proposal.
"""

from __future__ import annotations

from collections.abc import MutableMapping

from clip_critic.errors import BadInputError
from clip_critic.sessions.feedback.policies.base import Policy
from clip_critic.sessions.feedback.policies.interrogate import InterrogatePolicy
from clip_critic.sessions.feedback.policies.target import ByHandPolicy, TargetPolicy

POLICIES: MutableMapping[str, Policy] = {
    "target": TargetPolicy(),
    "interrogate": InterrogatePolicy(),
    "by hand": ByHandPolicy(),
}
"""By the names in the settings' table."""


def find_policy(name: str) -> Policy:
    """Return the policy with a name; raises `BadInputError` if there is none."""
    if name not in POLICIES:
        raise BadInputError(f"There is no policy {name!r:.80}: choose one of {', '.join(POLICIES)}.")
    return POLICIES[name]


def waits(name: str) -> bool:
    """Return whether the loop stops after each step of this policy for its user."""
    return bool(getattr(find_policy(name), "stops", False))
