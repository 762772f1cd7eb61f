"""A keyword list put together from what the user typed in several places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from clip_critic.errors import BadInputError
from clip_critic.keywords.lists import KeywordList

MAX_PROMPT_CHARACTERS = 10_000
"""Of a prompt to audit: each phrase makes one more text as long as the prompt."""


def require_auditable(prompt: str) -> str:
    """The prompt, if it is of a length that can be audited.

    Raises:
        BadInputError: it is too long.
    """
    if len(prompt) > MAX_PROMPT_CHARACTERS:
        raise BadInputError(
            f"The prompt has {len(prompt)} characters, more than the {MAX_PROMPT_CHARACTERS} that can be"
            " audited: shorten it."
        )
    return prompt


def with_templates(words: KeywordList, templates: Iterable[str]) -> KeywordList:
    """The list with these templates in place of all of its own; blank ones do not count.

    Raises:
        KeywordListError: a template lacks its ``{}``.
    """
    lines = [f"template: {template.strip()}" for template in templates if template.strip()]
    if not lines:
        return words
    typed = KeywordList.parse("\n".join(lines)).templates
    return replace(
        words, templates=typed, groups=tuple(replace(group, templates=()) for group in words.groups)
    )


def contrast_list(sets: Iterable[Sequence[str]]) -> KeywordList:
    """Sets of near-synonyms as groups of one list: ranked, each group is compared with itself only.

    Raises:
        BadInputError: a set holds fewer than two different words.
    """
    groups = [KeywordList.of(words).keywords for words in sets]
    if any(len(words) < 2 for words in groups):
        raise BadInputError("A contrast needs at least two words, as in: girl, woman")
    return KeywordList.grouped(
        (f"{number}. {' / '.join(words)}", words) for number, words in enumerate(groups, 1)
    )


def typed_sets(text: str) -> list[tuple[str, ...]]:
    """Sets typed one a line, words separated by commas."""
    return [KeywordList.parse(line).keywords for line in text.splitlines() if line.strip()]


def list_notes(words: KeywordList) -> list[str]:
    """What the user should know of how the list was read."""
    dropped = [f"Keywords given more than once were dropped: {words.duplicates}"] if words.duplicates else []
    return [*words.notes, *dropped]
