"""The composition of a keyword list from several of the user's inputs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from clip_critic.errors import BadInputError
from clip_critic.keywords.lists import KeywordList


def with_templates(words: KeywordList, templates: Iterable[str]) -> KeywordList:
    """Return the list with these templates in place of all its own; blank ones are ignored.

    Raises:
        KeywordListError: a template has no ``{}``.
    """
    lines = [f"template: {template.strip()}" for template in templates if template.strip()]
    if not lines:
        return words
    typed = KeywordList.parse("\n".join(lines)).templates
    return replace(
        words, templates=typed, groups=tuple(replace(group, templates=()) for group in words.groups)
    )


def contrast_list(sets: Iterable[Sequence[str]]) -> KeywordList:
    """Return a list with one group for each set of near-synonyms: words are compared within their group.

    Raises:
        BadInputError: a set has fewer than two different words.
    """
    groups = [KeywordList.of(words).keywords for words in sets]
    if any(len(words) < 2 for words in groups):
        raise BadInputError("A contrast needs at least two words, as in: girl, woman")
    return KeywordList.grouped(
        (f"{number}. {' / '.join(words)}", words) for number, words in enumerate(groups, 1)
    )


def typed_sets(text: str) -> list[tuple[str, ...]]:
    """Return the sets in a text: one set per line, its words separated by commas."""
    return [KeywordList.parse(line).keywords for line in text.splitlines() if line.strip()]


def list_notes(words: KeywordList) -> list[str]:
    """Return notes for the user about how the list was read."""
    dropped = [f"Repeated keywords that were dropped: {words.duplicates}"] if words.duplicates else []
    return [*words.notes, *dropped]
