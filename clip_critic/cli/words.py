"""The composition of a run's keyword list from ``--list`` and ``--keywords``."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clip_critic.errors import BadInputError, PresetError
from clip_critic.keywords.identity import word_key
from clip_critic.keywords.lists import Group, KeywordList
from clip_critic.keywords.presets import PresetStore
from clip_critic.keywords.texts import bytes_from, decode, shortened

STDIN = "-"


def gather_words(
    typed: Sequence[str], lists: Sequence[str], presets: PresetStore, default: str
) -> KeywordList:
    """Return all requested words, the typed ones first, or the default list if there are none.

    Args:
        typed: the values of ``--keywords``, each a list on one line.
        lists: the values of ``--list``: names of presets, files, or `STDIN`.
        default: the preset to use if both are empty.

    Raises:
        BadInputError: a list is missing or malformed, or there are no words in total.
    """
    parts = [KeywordList.parse(text) for text in typed]
    parts += [read_list(name, presets) for name in lists or ([] if typed else [default])]
    return merge(parts).require_words()


def read_list(name: str, presets: PresetStore) -> KeywordList:
    """Read a preset or a file; a name that looks like a path is tried as a file first, others as a preset.

    Raises:
        BadInputError: there is neither.
        KeywordListError: it is malformed.
    """
    if name == STDIN:
        return KeywordList.parse(decode(bytes_from(sys.stdin.buffer)))
    path = Path(name)
    if (len(path.parts) > 1 or path.suffix) and _is_file(path):
        return KeywordList.read(path)
    try:
        return KeywordList.parse(presets.read(name))
    except PresetError:
        if _is_file(path):
            return KeywordList.read(path)
        raise _no_such_list(name, presets) from None


def merge(lists: Sequence[KeywordList]) -> KeywordList:
    """Merge lists: groups with the same name and templates become one, and repetitions are dropped.

    Every list's templates still apply to its own words.
    """
    if len(lists) == 1:
        return lists[0]
    drafts: dict[tuple[str, tuple[str, ...]], _GroupDraft] = {}
    for words in lists:
        for group in words.groups:
            templates = words.templates_of(group)
            draft = drafts.setdefault((word_key(group.name), templates), _GroupDraft(group.name, templates))
            draft.words += group.keywords
    groups = [KeywordList.of(draft.words) for draft in drafts.values()]
    return KeywordList(
        groups=tuple(
            Group(draft.name, group.keywords, draft.templates)
            for draft, group in zip(drafts.values(), groups, strict=True)
        ),
        duplicates=sum(words.duplicates for words in [*lists, *groups]),
        blanks=sum(words.blanks for words in lists),
        notes=tuple(note for words in lists for note in words.notes),
    )


@dataclass
class _GroupDraft:
    name: str
    templates: tuple[str, ...]
    words: tuple[str, ...] = field(default=())


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # too long for a file name
        return False


def _no_such_list(name: str, presets: PresetStore) -> BadInputError:
    names = presets.names()
    near = difflib.get_close_matches(name[:200], names, n=1)
    hint = f'Did you mean "{near[0]}"?' if near else f"The presets are: {', '.join(names)}."
    return BadInputError(f'There is neither a preset nor a file "{shortened(name)}". {hint}')
