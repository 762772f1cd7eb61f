"""Creating and opening feedback sessions, with the critic, the host and the store."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from PIL import Image

from clip_critic.critic import Critic
from clip_critic.errors import BadInputError, SessionError
from clip_critic.guides.base import unchanged
from clip_critic.hosts.base import Host, Request
from clip_critic.keywords.lists import KeywordList
from clip_critic.keywords.targets import require_words
from clip_critic.pictures import colours
from clip_critic.pictures.masks import require_mask
from clip_critic.pictures.opening import Picture
from clip_critic.sessions.base import TASTE
from clip_critic.sessions.feedback import schedule, sizes
from clip_critic.sessions.feedback.liking import SessionTaste, require_rater
from clip_critic.sessions.feedback.loop import Loop
from clip_critic.sessions.feedback.objective import require_reachable
from clip_critic.sessions.feedback.plan import first_size
from clip_critic.sessions.feedback.policies.registry import find_policy
from clip_critic.sessions.feedback.ranker import SessionRanker
from clip_critic.sessions.feedback.session import MASK, Session, StartKind
from clip_critic.sessions.feedback.settings import AUTOMATIC, TASTE_POLICY, WHOLE_BATCH, LoopSettings, table
from clip_critic.sessions.feedback.store import SessionStore
from clip_critic.sessions.feedback.targets import targets_in, with_targets
from clip_critic.taste.choices import rater_name
from clip_critic.tasting.tasting import Tasting

RANDOM_SEEDS = 2**31
FIXED = (
    "want",
    "avoid",
    "keywords",
    "objective",
    "taste",
    "taste_weight",
    "hold",
    "encoder",
    "judge",
    "judge_decides",
)
"""Settings that cannot be changed later, because the scores of earlier steps depend on them."""


class Sessions:
    """The feedback sessions of a user.

    Args:
        critic: the critic with its encoders, presets and cache.
        host: a function that returns the host; it is called only when a host is needed.
        store: the stored sessions.
        tasting: the choices of all raters; by default those beside the folder of sessions.
    """

    def __init__(
        self,
        critic: Critic,
        host: Callable[[], Host],
        store: SessionStore,
        tasting: Tasting | None = None,
    ) -> None:
        self.critic = critic
        self.host = host
        self.store = store
        self.tasting = tasting or Tasting(critic, store.folder.parent / TASTE)

    def create(
        self,
        settings: LoopSettings,
        kind: StartKind,
        picture: Picture | None = None,
        *,
        origin: str = "",
        mask: Image.Image | None = None,
    ) -> Session:
        """Create a session on disk, after checking everything that can be checked.

        Args:
            settings: its settings.
            kind: the kind of its start.
            picture: the picture or sketch to start from.
            origin: the session and step that it continues.
            mask: a mask of the picture's size: white may change, black stays as it is.

        Raises:
            BadInputError: there are no targets or contradictory ones, an unknown name, an impossible size...
            StorageError: the session cannot be written.
        """
        settings = self.resolved(settings)
        _require_real_words(settings)
        self._require_rater(settings)
        _require_one_place(settings, masked=mask is not None)
        mask = None if mask is None else _read_mask(mask, picture)
        settings = check(settings, picture.image.size if picture else None, self.host())
        infotext = (picture.infotext or "") if picture else ""
        return self.store.create(settings, kind, picture, infotext=infotext, origin=origin, mask=mask)

    def continue_from(self, session_id: str, number: int, settings: LoopSettings) -> Session:
        """Create a session that starts from the best picture of another session's step, with its mask.

        Raises:
            SessionError: there is no such session or step, or the step has no picture.
        """
        session = self.store.read(session_id)
        winner = session.step(number).winner
        if winner is None:
            raise SessionError(f"Step {number} was skipped and has no picture: choose another one.")
        mask = session.picture(MASK).image if session.masked and not settings.only_where else None
        origin = f"{session_id} step {number}"
        return self.create(settings, "picture", session.picture(winner.file), origin=origin, mask=mask)

    def change(self, session_id: str, changes: Mapping[str, Any]) -> Session:
        """Change settings for the next steps, such as their number or the sampler.

        Raises:
            BadInputError: a name is unknown, a value is out of bounds, or a setting is `FIXED`.
            SessionError: there is no such session, or it is running.
            StorageError: the session cannot be written.
        """
        with self.store.open_for_writing(session_id) as writer:
            session = writer.session
            settings = self.resolved(session.settings.changed(changes))
            if session.steps:
                _require_same_goal(session.settings, settings)
            else:
                self._require_rater(settings)
                if _goal(settings) != _goal(session.settings):
                    _require_real_words(settings)
            _require_one_place(settings, masked=session.masked)
            settings = check(settings, first_size(session), self.host())
            writer.change(settings, None if session.steps else {})  # the stored ranking data no longer fit
            return writer.session

    def resolved(self, settings: LoopSettings) -> LoopSettings:
        """Return the settings with defaults and a random seed filled in, so that resuming changes nothing."""
        defaults = self.critic.settings()
        rater = rater_name(settings.taste) if settings.taste else ""
        text = settings.keywords.strip() or self.critic.presets.read(defaults.first_list).strip()
        return replace(
            settings,
            taste=rater,
            keywords=text,
            encoder=settings.encoder or defaults.encoder,
            seed=secrets.randbelow(RANDOM_SEEDS) if settings.seed < 0 else settings.seed,
        )

    @contextmanager
    def open(self, session_id: str) -> Iterator[Loop]:
        """Open a session for making steps, and lock it meanwhile.

        Raises:
            SessionError: there is no such session, it is damaged, or it is running elsewhere.
            BadInputError: its policy does not exist.
        """
        with self.store.open_for_writing(session_id) as writer:
            settings = writer.session.settings
            find_policy(settings.policy)
            yield Loop(
                writer,
                self.host(),
                self._ranker(settings, settings.encoder),
                self._ranker(settings, settings.judge, judge=True) if settings.judge else None,
                self.critic.models_dir,
                self._taste(settings),
                self.critic.concepts.embedding,
            )

    def _taste(self, settings: LoopSettings) -> SessionTaste | None:
        if not settings.taste:
            return None
        return SessionTaste(self.tasting, settings.taste, settings.encoder, words_of(settings))

    def _require_rater(self, settings: LoopSettings) -> None:
        if settings.taste:
            require_rater(self.tasting.log, settings.taste)

    def _ranker(self, settings: LoopSettings, spec: str, *, judge: bool = False) -> SessionRanker:
        words = words_of(settings)
        critic = self.critic
        return SessionRanker(
            words, lambda progress: critic.encoder(spec, progress, judge=judge), critic.cache()
        )


def words_of(settings: LoopSettings) -> KeywordList:
    """Return a session's keyword list with its missing targets added."""
    targets = targets_in(settings)
    return with_targets(KeywordList.parse(settings.keywords), targets)


def _goal(settings: LoopSettings) -> tuple[str, str]:
    return settings.want, settings.avoid


def _require_real_words(settings: LoopSettings) -> None:
    """Refuse slips in new goals; those of older sessions stay readable."""
    require_words(targets_in(settings), KeywordList.parse(settings.keywords).keywords)


def _require_one_place(settings: LoopSettings, *, masked: bool) -> None:
    if masked and settings.only_where:
        raise BadInputError(
            "The session has a mask already: leave Only where empty, or start without a mask."
        )


def _read_mask(mask: Image.Image, picture: Picture | None) -> Image.Image:
    if picture is None:
        raise BadInputError("A mask says what may change in the start picture: choose a start picture, too.")
    grey = mask.convert("L")
    require_mask(grey, picture.image.size)
    return grey


def _require_same_goal(before: LoopSettings, after: LoopSettings) -> None:
    for name, _, field in table():
        if name in FIXED and getattr(before, name) != getattr(after, name):
            raise BadInputError(
                f"{field.label} cannot be changed, because earlier steps were scored with it: continue from "
                "one of them as a new session."
            )


def _require_stop(settings: LoopSettings) -> None:
    target = settings.target_score
    if target < 0 and target != AUTOMATIC:
        raise BadInputError(
            f"Stop at score: {target:g} is below 0. Write a score such as 90%, -1 for automatic, or 0 "
            "to turn it off."
        )
    if not target and settings.stop_when == WHOLE_BATCH:
        raise BadInputError(
            "A whole batch needs a score to reach, but Stop at score is off: choose a score such as 90%, or "
            "-1 for automatic."
        )
    require_reachable(target, settings.objective)


def _require_words_or_taste(settings: LoopSettings) -> None:
    """Refuse what needs a taste without one, and what needs words where only a taste is the goal."""
    if settings.policy == TASTE_POLICY and not settings.taste:
        raise BadInputError(
            "The policy taste writes the words that a taste follows: enter a rater's name as Taste, or "
            "choose another policy."
        )
    if targets_in(settings).words:
        return
    if settings.judge:
        raise BadInputError(
            "The judge scores words, and there are none: enter at least one word to see, or leave Judge "
            "empty."
        )
    if settings.steer:
        raise BadInputError(
            "Steering pushes pictures towards words, and there are none: enter at least one word to see, or "
            "set Steering to 0."
        )


def _nothing_more(request: Request) -> None:
    """Require nothing more of a request."""


def check(settings: LoopSettings, start: tuple[int, int] | None, host: Host) -> LoopSettings:
    """Check settings before anything is loaded or written.

    Args:
        settings: the settings.
        start: the width and height of the first picture, if there is one.
        host: the host.

    Returns:
        The settings with aliases replaced by the host's own names.

    Raises:
        BadInputError: a setting cannot be used; the message says what to do.
    """
    if len(words_of(settings).require_words()) < 2:
        raise BadInputError("A single word has nothing to be compared with: add words to the keyword list.")
    if settings.judge and settings.judge == settings.encoder:
        raise BadInputError(
            f"The judge {settings.judge} is also the loop's encoder: choose another judge, or none."
        )
    if settings.judge_decides and not settings.judge:
        raise BadInputError(
            "There is no judge that could decide: name a second encoder as Judge, or turn The judge decides, "
            "too off."
        )
    find_policy(settings.policy)
    _require_words_or_taste(settings)
    _require_stop(settings)
    schedule.strength(settings, 1)
    if settings.match_colours:
        colours.require()
    width, height = sizes.size(settings, start, host.side(settings.checkpoint))
    wanted = Request(
        settings.prompt,
        width=width,
        height=height,
        sampler=settings.sampler,
        scheduler=settings.scheduler,
        checkpoint=settings.checkpoint,
        vae=settings.vae,
        styles=settings.style_names,
        guide=unchanged if settings.steer else None,
    )
    request = host.checked(wanted)
    getattr(host, "require_parts", _nothing_more)(request)
    names: dict[str, Any] = {"checkpoint": request.checkpoint} if wanted.checkpoint else {}
    if request.sampler != wanted.sampler and wanted.sampler:  # an old name includes the schedule
        names |= {"sampler": request.sampler, "scheduler": request.scheduler}
    return settings.changed(names)
