"""Creating, changing and opening exhibitions, with the critic, the host and the store."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from clip_critic.critic import Critic
from clip_critic.errors import BadInputError, CriticError
from clip_critic.hosts.base import Host
from clip_critic.sessions.exhibitions.axes import OPTION, Axis, format_axes, parse_axes, with_lists
from clip_critic.sessions.exhibitions.cells import CellPlan, Sides, plan_of
from clip_critic.sessions.exhibitions.estimate import (
    Estimate,
    estimate,
    pace_of,
    require_confirmed,
    require_room,
)
from clip_critic.sessions.exhibitions.filling import place_of, require_harmless, with_places
from clip_critic.sessions.exhibitions.looking import Looker
from clip_critic.sessions.exhibitions.making import ExhibitionRun
from clip_critic.sessions.exhibitions.session import Exhibition
from clip_critic.sessions.exhibitions.settings import MAX_SEED, ExhibitionSettings
from clip_critic.sessions.exhibitions.sight import words_of
from clip_critic.sessions.exhibitions.store import ExhibitionStore
from clip_critic.sessions.exhibitions.studies import resolved

RANDOM_SEEDS = 2**31
EARLIER = 5
"""The number of earlier exhibitions that are asked how fast pictures are drawn."""
_PLACE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class Prepared:
    """An exhibition that can begin.

    Attributes:
        plan: its cells.
        estimate: its size.
    """

    plan: CellPlan
    estimate: Estimate


class Exhibitions:
    """The exhibitions of a user.

    Args:
        critic: the critic with its encoders, presets and cache.
        host: a function that returns the host; it is called only when a host is needed.
        store: the stored exhibitions.
    """

    def __init__(self, critic: Critic, host: Callable[[], Host], store: ExhibitionStore) -> None:
        self.critic = critic
        self.host = host
        self.store = store

    def prepare(self, settings: ExhibitionSettings, exhibition: Exhibition | None = None) -> Prepared:
        """Resolve and check settings, and count what they ask for; nothing is written or drawn.

        Args:
            settings: the settings.
            exhibition: the exhibition that they are for, if it exists already.

        Raises:
            BadInputError: a setting cannot be used, or there are more pictures than were confirmed.
            StorageError: there is too little space on the disk.
        """
        host = self.host()
        plan = self._plan(settings, host)
        _require_usable(plan, host)
        pace = pace_of(self._exhibitions(exhibition))
        require_confirmed(plan, pace)
        if exhibition is not None:
            exhibition = replace(exhibition, settings=plan.settings, sides=plan.sides)
        size = estimate(plan, pace, exhibition)
        require_room(self.store.folder, size.bytes)
        return Prepared(plan, size)

    def create(self, settings: ExhibitionSettings) -> Exhibition:
        """Create an exhibition on disk, after checking everything that can be checked.

        Raises the same errors as `prepare`.
        """
        return self.store.create(self.prepare(settings).plan)

    def change(self, session_id: str, changes: Mapping[str, Any]) -> Exhibition:
        """Change settings, such as the values of an axis: only pictures that are not there are made.

        Raises:
            BadInputError: as in `prepare`, or the encoder has looked at pictures and cannot be changed.
            SessionError: there is no such exhibition, or it is running.
        """
        with self.store.open_for_writing(session_id) as writer:
            before = writer.session.settings
            after = before.changed(changes)
            if writer.session.encoder and after.encoder != before.encoder:
                raise BadInputError(
                    "Encoder cannot be changed, because it has looked at the earlier pictures: start a new "
                    "exhibition."
                )
            writer.change(self.prepare(after, writer.session).plan)
            return writer.session

    @contextmanager
    def open(self, session_id: str) -> Iterator[ExhibitionRun]:
        """Open an exhibition for making pictures, and lock it meanwhile.

        Raises:
            SessionError: there is no such exhibition, it is damaged, or it is running elsewhere.
        """
        with self.store.open_for_writing(session_id) as writer:
            looker = Looker(self.critic, writer.session.settings.encoder)
            yield ExhibitionRun(writer, self.host(), looker)

    def size(self, exhibition: Exhibition) -> Estimate:
        """Return the size of an exhibition, and of what is left to do."""
        return estimate(exhibition.plan, pace_of(self._exhibitions(exhibition)), exhibition)

    def _plan(self, settings: ExhibitionSettings, host: Host) -> CellPlan:
        """Return the plan of settings with defaults, lists and a random seed filled in."""
        settings = resolved(settings)
        axes = with_lists(parse_axes(settings.axes), self.critic.presets)
        offered = host.describe().checkpoints
        settings = replace(
            settings,
            axes=format_axes(axes),
            encoder=settings.encoder or self.critic.settings().encoder,
            seed=secrets.randbelow(RANDOM_SEEDS) if settings.seed < 0 else settings.seed,
            checkpoint=settings.checkpoint or (offered[0] if offered else ""),
        )
        return plan_of(settings, _sides(settings, axes, host))

    def _exhibitions(self, first: Exhibition | None) -> Iterator[Exhibition]:
        """Yield an exhibition, and the last few others that can be read."""
        if first is not None:
            yield first
        for session_id in islice(self.store.ids(), EARLIER):
            try:
                yield self.store.read(session_id)
            except CriticError:
                continue


def _sides(settings: ExhibitionSettings, axes: Sequence[Axis], host: Host) -> Sides:
    """Return the usual side of each checkpoint of an exhibition."""
    names = {
        settings.checkpoint,
        *(name for axis in axes if axis.name == "checkpoint" for name in axis.values),
    }
    return tuple((name, host.side(name)) for name in sorted(names))


def _require_usable(plan: CellPlan, host: Host) -> None:
    """Refuse what would fail in every picture, or in all those of a value.

    Raises:
        BadInputError: a value cannot be used; the message says which one, and what to do.
    """
    settings, axes = plan.settings, plan.axes
    if not axes:
        raise BadInputError('An exhibition needs an axis, as in "style = oil painting | watercolour".')
    if not settings.prompt.strip() and not any(axis.is_words or axis.name == "prompt" for axis in axes):
        raise BadInputError("There is no prompt: write one, or add an axis with words.")
    last = plan.seeds[-1] + settings.candidates - 1
    if last > MAX_SEED:
        raise BadInputError(f"The last seed would be {last}, beyond {MAX_SEED}: choose a smaller Seed.")
    _require_places(plan)
    _require_no_slip(plan, host)
    words_of(settings, axes).require_words()
    for number, axis in enumerate(axes):
        for index, value in enumerate(axis.values):
            at = [0] * len(axes)
            at[number] = index
            _require_value(plan, axis, value)
            host.checked(plan.request(at))


def _require_value(plan: CellPlan, axis: Axis, value: str) -> None:
    if not axis.is_words:
        return
    prompts = [other.values for other in plan.axes if other.name == "prompt"] or [(plan.settings.prompt,)]
    names = [other.name for other in plan.axes if other.is_words]
    negative = plan.settings.negative_prompt
    for prompt in prompts[0]:
        require_harmless(with_places(prompt, negative, names), axis.name, value)
    require_harmless(negative, axis.name, value)


def _require_places(plan: CellPlan) -> None:
    """Refuse a place in the prompt that no axis fills, while an axis has none: a name is misspelt then."""
    text = f"{plan.settings.prompt}\n{plan.settings.negative_prompt}"
    names = [axis.name for axis in plan.axes if axis.is_words]
    unfilled = [name for name in _PLACE.findall(text) if name not in names]
    unplaced = [name for name in names if place_of(name) not in text]
    if unfilled and unplaced:
        raise BadInputError(
            f"No axis is named {unfilled[0]!r:.60}, which the prompt has a place for, and the axis "
            f"{unplaced[0]} has no place: give both the same name."
        )


def _require_no_slip(plan: CellPlan, host: Host) -> None:
    """Refuse an axis of words without a place that has the name of an option of the host."""
    text = f"{plan.settings.prompt}\n{plan.settings.negative_prompt}"
    options = {name.casefold() for name in host.describe().options}
    for axis in plan.axes:
        if axis.is_words and place_of(axis.name) not in text and axis.name.casefold() in options:
            raise BadInputError(
                f"{axis.name} is an option of the WebUI: name the axis {OPTION}{axis.name}. If you mean "
                "words, choose another name."
            )
