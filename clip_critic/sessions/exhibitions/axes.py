r"""Axes as text: one line for each, ``name = value | value``.

A ``|`` inside a value is written ``\|``. An empty value is one, too: nothing stands in its place. The name
says what the values are: those of a setting (``sampler``) or of an option of the host
(``option:Clip skip``), phrases that are left out of the prompt (``without``), or words for the prompt, in the
place of ``{name}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from clip_critic import tables
from clip_critic.errors import BadInputError
from clip_critic.keywords.lists import KeywordList
from clip_critic.keywords.names import name_key
from clip_critic.keywords.presets import PresetStore
from clip_critic.prompts import as_text
from clip_critic.sessions.exhibitions.settings import ON_AXES, ExhibitionSettings

WITHOUT = "without"
"""The axis whose values are phrases to leave out."""
LIST = "list:"
"""The beginning of a value that stands for the words of a keyword list, or of one of its groups."""
OPTION = "option:"
"""The beginning of the name of an axis whose values are those of an option of the host."""
MAX_NAME, MAX_OPTION = 40, 120
ALIKE = 0.85
"""How alike a name and that of a setting may be before it is taken for a slip, from 0 to 1."""
NO_SLIPS = ("style",)
"""Names that are like that of a setting, and usual for an axis."""
_BAR = re.compile(r"(?<!\\)\|")
_NAME = re.compile(r"[^\W\d][\w -]*")
_OPTION = re.compile(r"[^\W_][^{}<>]*")
_LABELS = {
    **{row.label.casefold(): name for name, _, row in tables.rows(ExhibitionSettings) if name in ON_AXES},
    "steps": "sampling_steps",
    "cfg": "cfg_scale",
    "negative": "negative_prompt",
}
"""Other names of the settings, in lower case."""


@dataclass(frozen=True)
class Axis:
    """An axis of an exhibition: a name, and its values as they are written."""

    name: str
    values: tuple[str, ...]

    @property
    def is_setting(self) -> bool:
        """Whether its values are those of a setting."""
        return self.name in ON_AXES

    @property
    def option(self) -> str:
        """The option of the host whose values it has; empty if it has none."""
        return self.name.removeprefix(OPTION) if self.name.startswith(OPTION) else ""

    @property
    def is_words(self) -> bool:
        """Whether its values are words for the prompt."""
        return not self.is_setting and not self.option and self.name != WITHOUT


def parse_axes(text: str) -> tuple[Axis, ...]:
    """Parse axes; empty lines are left out, and equal values count once.

    Raises:
        BadInputError: a line is not an axis; the message says which one and why.
    """
    axes: dict[str, Axis] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        name, equals, values = line.partition("=")
        if not equals:
            raise BadInputError(f"Line {number} of the axes has no =: write NAME = VALUE | VALUE.")
        axis = Axis(_checked_name(name, number), tuple(dict.fromkeys(_values(values))))
        if axis.name in axes:
            raise BadInputError(f"There are two axes named {axis.name}: join them, or rename one.")
        axes[axis.name] = axis
    return tuple(axes.values())


def format_axes(axes: Iterable[Axis]) -> str:
    """Return axes as text that `parse_axes` reads back."""
    return "\n".join(f"{axis.name} = {' | '.join(map(_escaped, axis.values))}" for axis in axes)


def with_lists(axes: Iterable[Axis], presets: PresetStore) -> tuple[Axis, ...]:
    """Return the axes with the words of keyword lists in the places of ``list:NAME`` and ``list:NAME/GROUP``.

    A single value that is the name of a list stands for the list, too.

    Raises:
        BadInputError: there is no such list or group.
    """
    named = {name_key(name) for name in presets.names()}

    def words(axis: Axis) -> Iterable[str]:
        alone = len(axis.values) == 1 and axis.is_words and name_key(axis.values[0]) in named
        for value in axis.values:
            if alone or value.startswith(LIST):
                yield from _words_of(value.removeprefix(LIST).strip(), presets)
            else:
                yield value

    return tuple(Axis(axis.name, tuple(dict.fromkeys(words(axis)))) for axis in axes)


def joined(axes: Iterable[Axis], more: Iterable[Axis]) -> tuple[Axis, ...]:
    """Return axes with more values behind those that they have, and with more axes behind the last one."""
    values = {axis.name: axis.values for axis in axes}
    for axis in more:
        values[axis.name] = tuple(dict.fromkeys((*values.get(axis.name, ()), *axis.values)))
    return tuple(Axis(name, found) for name, found in values.items())


def _values(text: str) -> Iterable[str]:
    return (" ".join(part.replace("\\|", "|").split()) for part in _BAR.split(text))


def _escaped(value: str) -> str:
    return value.replace("|", "\\|")


def _checked_name(text: str, number: int) -> str:
    name = " ".join(text.split())
    if name.casefold().startswith(OPTION):
        return _checked_option(name[len(OPTION) :].strip(), number)
    if not _NAME.fullmatch(name) or len(name) > MAX_NAME:
        raise BadInputError(
            f"Line {number} of the axes: {name!r:.60} cannot be a name. A name begins with a letter, and has "
            f"at most {MAX_NAME} letters, digits, spaces, - and _."
        )
    setting = _LABELS.get(name.casefold(), name.casefold().replace(" ", "_"))
    if setting in ON_AXES or setting == WITHOUT:
        return setting
    near = get_close_matches(setting, (*ON_AXES, *_LABELS), n=1, cutoff=ALIKE)
    if near and setting not in NO_SLIPS:
        raise BadInputError(
            f"Line {number} of the axes: did you mean the setting {_LABELS.get(near[0], near[0])}? If {name} "
            "is a name of your own, choose another one."
        )
    return name


def _checked_option(option: str, number: int) -> str:
    if not _OPTION.fullmatch(option) or len(option) > MAX_OPTION:
        raise BadInputError(
            f"Line {number} of the axes: {option!r:.60} cannot be the name of an option. Write it as on the "
            f"settings page of the WebUI, as in {OPTION}Clip skip."
        )
    return f"{OPTION}{option}"


def _words_of(name: str, presets: PresetStore) -> list[str]:
    """Return the words of a list, or of one of its groups, so that a prompt reads them as they are."""
    preset, _, group = name.partition("/")
    listed = KeywordList.parse(presets.read(preset.strip())).require_words()
    if not group:
        return [as_text(word) for word in listed.keywords]
    groups = {part.name.casefold(): part.keywords for part in listed.groups}
    if group.strip().casefold() not in groups:
        names = ", ".join(part.name for part in listed.groups if part.name)
        raise BadInputError(f"The list {preset} has no group {group.strip()!r:.60}: its groups are {names}.")
    return [as_text(word) for word in groups[group.strip().casefold()]]
