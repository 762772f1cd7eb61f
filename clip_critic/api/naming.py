"""Permission to name encoders: everybody may name those on offer; only some may name others."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import HTTPException, Request

from clip_critic.critic import Critic
from clip_critic.tables import valid_unicode

ENCODERS = ("encoder", "judge")
"""The settings that name an encoder."""


def nobody(request: Request) -> bool:
    """Return False: a request may not name any encoder."""
    return False


@dataclass(frozen=True)
class Naming:
    """A check of encoders' names in requests: only some may name a path or a download.

    Attributes:
        critic: knows the encoders of the catalogue and of the models folder.
        may_name_any: a function that returns whether a request may name others.
    """

    critic: Critic
    may_name_any: Callable[[Request], bool] = nobody

    def spec(self, encoder: str | None, request: Request, known: Collection[str] = ()) -> str | None:
        """Return the encoder that a request names, or None for the default; raises HTTPException.

        Args:
            known: names that are in use already.
        """
        name = valid_unicode(encoder or "").strip()
        if name and name not in known and not self._is_offered(name) and not self.may_name_any(request):
            raise HTTPException(403, _not_allowed(name))
        return name or None

    def _is_offered(self, name: str) -> bool:
        return name in self.critic.encoder_choices()

    def check(self, settings: Mapping[str, Any], request: Request, now: object = None) -> None:
        """Check the encoders among a session's settings; raises HTTPException.

        Args:
            now: the session's settings so far.
        """
        for setting in ENCODERS:
            if isinstance(settings.get(setting), str):
                self.spec(settings[setting], request, (getattr(now, setting, ""),))


def _not_allowed(name: str) -> str:
    return (
        f"The encoder {name!r:.80} is neither in the catalogue nor in the models folder: choose one of "
        "the list, or ask from the page on this machine."
    )
