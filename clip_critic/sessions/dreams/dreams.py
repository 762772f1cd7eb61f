"""Creating, changing and opening dreams."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from clip_critic.critic import Critic
from clip_critic.errors import BadInputError
from clip_critic.hosts.base import Host
from clip_critic.pictures.opening import Picture
from clip_critic.progress import Progress
from clip_critic.sessions.dreams.dreaming import Dreaming, dreaming, targets_of
from clip_critic.sessions.dreams.making import DreamRun, colour_of, wake_up_request
from clip_critic.sessions.dreams.session import Dream
from clip_critic.sessions.dreams.settings import DreamSettings
from clip_critic.sessions.dreams.store import DreamStore

RANDOM_SEEDS = 2**31
SIDE = 64
"""A side that stands for one that is not known yet."""
FIXED = ("seed", "start", "colour", "width", "height", "generator", "compare")
"""Settings that all frames depend on."""


class Dreams:
    """The dreams of a user.

    Args:
        critic: the critic with its encoders and cache.
        host: a function that returns the host; it is called only when a host is needed.
        store: the stored dreams.
    """

    def __init__(self, critic: Critic, host: Callable[[], Host], store: DreamStore) -> None:
        self.critic = critic
        self.host = host
        self.store = store

    def create(
        self, settings: DreamSettings, start: Picture | None = None, aim: Picture | None = None
    ) -> Dream:
        """Create a dream on disk, after checking everything that can be checked.

        Args:
            settings: its settings.
            start: the picture to start from; then the setting *Start* is ``picture``.
            aim: a picture to come near to.

        Raises:
            BadInputError: a setting cannot be used.
            StorageError: it cannot be written.
        """
        if start is not None:
            settings = replace(settings, start="picture")
        elif settings.start == "picture":
            raise BadInputError("A dream that starts from a picture needs one: choose it, or another start.")
        settings = replace(
            settings,
            seed=secrets.randbelow(RANDOM_SEEDS) if settings.seed < 0 else settings.seed,
            encoder=settings.encoder or self.critic.settings().encoder,
        )
        self._require_usable(settings, aim is not None)
        return self.store.create(settings, start, aim)

    def change(self, session_id: str, changes: Mapping[str, Any]) -> Dream:
        """Change settings, such as the words, from the next frame on.

        Raises:
            BadInputError: a value is invalid, or all frames depend on the setting.
            SessionError: there is no such dream, or it is running.
        """
        with self.store.open_for_writing(session_id) as writer:
            before = writer.session.settings
            after = before.changed(changes)
            after = replace(after, encoder=after.encoder or before.encoder)
            for name in FIXED:
                if getattr(after, name) != getattr(before, name):
                    label = DreamSettings.__dataclass_fields__[name].metadata["field"].label
                    raise BadInputError(
                        f"{label} cannot be changed, because all frames depend on it: start a new dream."
                    )
            self._require_usable(after, writer.session.has_aim)
            writer.change(after)
            return writer.session

    @contextmanager
    def open(self, session_id: str) -> Iterator[DreamRun]:
        """Open a dream for making frames, and lock it meanwhile.

        Raises:
            SessionError: there is no such dream, it is damaged, or it is running elsewhere.
        """
        with self.store.open_for_writing(session_id) as writer:
            yield DreamRun(writer, self.host, self._prepared)

    def _prepared(self, dream: Dream, progress: Progress) -> Dreaming:
        return dreaming(dream, self.critic, self.host, progress)

    def _require_usable(self, settings: DreamSettings, has_aim: bool) -> None:
        """Refuse what would fail with the first frame, or only with the last one."""
        targets_of(settings, has_aim)
        if settings.start == "colour":
            colour_of(settings.colour)
        if settings.wake_up:
            known = replace(settings, width=settings.width or SIDE, height=settings.height or SIDE)
            self.host().checked(wake_up_request(Dream("", self.store.folder, "", known), 0))
