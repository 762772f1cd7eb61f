"""Studies: each fills in the axes, the prompt and the number of seeds for one question."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from clip_critic.errors import BadInputError
from clip_critic.keywords.identity import word_key
from clip_critic.prompts import parse_prompt
from clip_critic.sessions.exhibitions.axes import LIST, WITHOUT, Axis, format_axes, joined, parse_axes
from clip_critic.sessions.exhibitions.settings import MEASURING_SEEDS, SEEDS, ExhibitionSettings
from clip_critic.sessions.exhibitions.sight import SMALL_WORDS

EMPHASES = ("{}", "({})", "(({}))", "({}:1.5)", "")
"""What the study *emphasis* puts in the place of a word; the last one leaves it out."""
ARTISTS = "in the style of {a} and {b}"
_BAR = re.compile(r"(?<!\\)\|")


def resolved(settings: ExhibitionSettings) -> ExhibitionSettings:
    """Return settings whose study has become axes, a prompt and a number of seeds.

    Raises:
        BadInputError: it lacks what it is about.
    """
    asked = STUDIES[settings.study](settings)
    measuring = settings.study in ("emphasis", "modifier", "without")
    return replace(
        asked, study="own axes", subject="", seeds=asked.seeds or (MEASURING_SEEDS if measuring else SEEDS)
    )


def _emphasis(settings: ExhibitionSettings) -> ExhibitionSettings:
    """Put a word of the prompt into brackets, and leave it out."""
    word = settings.subject.strip()
    if not word:
        raise BadInputError("The study emphasis is about a word: write one of the prompt's words in About.")
    place = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    if not place.search(settings.prompt):
        raise BadInputError(f"The prompt has no {word!r:.80}: name one of its words in About.")
    prompt = place.sub("{emphasis}", settings.prompt, count=1)
    axis = Axis("emphasis", tuple(form.format(word) for form in EMPHASES))
    return _with(settings, prompt, (axis,))


def _modifier(settings: ExhibitionSettings) -> ExhibitionSettings:
    """Compare the prompt as it is with the prompt and each modifier."""
    subject = settings.subject.strip()
    if not subject:
        raise BadInputError(
            'The study modifier is about one or more: write them in About, as in "8k | blurry".'
        )
    axis = parse_axes(f"modifier = | {subject}")[0]
    return _with(settings, settings.prompt, (axis,))


def _artists(settings: ExhibitionSettings) -> ExhibitionSettings:
    """Mix each artist of a list with each of another list, or of the same."""
    names = [part.strip() for part in _BAR.split(settings.subject)]
    if len(names) > 2 or not all(names):
        raise BadInputError("The study artists mixes lists: write the names of one or two in About.")
    first, second = (names * 2)[:2]
    prompt = settings.prompt
    if not {"{a}", "{b}"} <= set(re.findall(r"\{[ab]\}", prompt)):
        prompt = ", ".join(filter(None, (prompt.strip(), ARTISTS)))
    axes = (Axis("a", (f"{LIST}{first}",)), Axis("b", (f"{LIST}{second}",)))
    return replace(_with(settings, prompt, axes), compare="average")


def _without(settings: ExhibitionSettings) -> ExhibitionSettings:
    """Leave out each phrase of the prompt; of a prompt with a single phrase, each word."""
    phrases = list(dict.fromkeys(phrase.text for phrase in parse_prompt(settings.prompt).phrases))
    if len(phrases) == 1:
        phrases = [word for word in phrases[0].split() if word_key(word) not in SMALL_WORDS]
    if len(phrases) < 2:
        raise BadInputError("To leave words out, the prompt needs at least two.")
    return _with(settings, settings.prompt, (Axis(WITHOUT, ("", *phrases)),))


def _as_it_is(settings: ExhibitionSettings) -> ExhibitionSettings:
    return settings


STUDIES: Mapping[str, Callable[[ExhibitionSettings], ExhibitionSettings]] = {
    "own axes": _as_it_is,
    "emphasis": _emphasis,
    "modifier": _modifier,
    "artists": _artists,
    "without": _without,
}
"""What each choice of the setting *Study* does."""


def _with(settings: ExhibitionSettings, prompt: str, axes: tuple[Axis, ...]) -> ExhibitionSettings:
    """Return settings with a study's axes before the user's own."""
    own = parse_axes(settings.axes)
    return replace(settings, prompt=prompt, axes=format_axes(joined(axes, own)))
