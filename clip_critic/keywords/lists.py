r"""Keyword lists: plain text, easy to write by hand, parsed into groups of keywords and formatted back.

::

    # A comment: from a # at the start of a line, or after white space, to the line's end.
    template: a painting by {}          several templates make an ensemble; here they apply to the entire list
    Claude Monet
    Katsushika Hokusai  # 1760-1849

    [Colours]                           a heading starts a group, or continues the group of that name
    template: the colour {}             after a heading they replace the list's for this group
    C# sharp green                      a # inside a word is part of it
    \#1 blue, light                     after a backslash the rest of the line is one keyword as it is

- One keyword per line. Commas (``,`` ``、`` ``，``) separate only if all keywords are typed on one line; at
  the ends of a line they are dropped.
- The backslash is needed only if the rest of the line would be read as something else (a comment, a
  heading, a template, several keywords); elsewhere it is part of the keyword: ``\o/``, ``miku \(vocaloid\)``.
- White space is folded to single spaces, text is normalised to Unicode's NFC, and invisible characters
  (byte order mark, zero-width space, direction marks) are dropped; joiners inside emoji and words stay.
- A keyword may be in two groups, but only once in each: repetitions are dropped and counted, whatever their
  letter case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path

from clip_critic.errors import KeywordListError
from clip_critic.keywords.identity import word_key
from clip_critic.keywords.texts import bytes_of, decode

PLAIN_TEMPLATES = ("{}",)

_LINE_END = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")  # Unicode 5.8, "Newline Guidelines"
_CONTROL = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_JOINERS = "\u200c\u200d"
_COMMAS = ",、，"
_COMMA = re.compile(f"[{_COMMAS}]")
_TEMPLATE = re.compile("template ?[:：](.*)", re.IGNORECASE)
_HEADING = re.compile(r"\[(.*?)\] ?(?:#.*)?")
_SPECIAL_START = re.compile(r"[#\[]|template ?[:：]", re.IGNORECASE)


@dataclass(frozen=True)
class Group:
    """Keywords under one heading; those before the first heading are the group named ``""``."""

    name: str
    keywords: tuple[str, ...]
    templates: tuple[str, ...] = ()


@dataclass(frozen=True)
class KeywordList:
    """Ordered keywords in groups, created by `parse`, `read` or `of`; no group is empty.

    ``templates`` apply to groups without their own. ``duplicates`` and ``blanks`` (empty lines, or nothing
    between two commas) count what was dropped; ``notes`` mention anything else that may be unintended. Lists
    are equal if their groups and templates are.
    """

    groups: tuple[Group, ...]
    templates: tuple[str, ...] = ()
    duplicates: int = field(default=0, compare=False)
    blanks: int = field(default=0, compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def parse(cls, text: str) -> KeywordList:
        """Parse the format above; raise `KeywordListError` naming the line. The list may be empty."""
        return _Reader().read(text)

    @classmethod
    def read(cls, path: Path | str) -> KeywordList:
        """Read a file; raise `KeywordListError` naming the file and line, or `StorageError`."""
        path = Path(path)
        try:
            return cls.parse(decode(bytes_of(path)))
        except KeywordListError as error:
            raise KeywordListError(f"{path.name}: {error}") from None

    @classmethod
    def of(cls, words: Iterable[str]) -> KeywordList:
        """Return one unnamed group of the words as they are: ``,``, ``#`` and ``[`` have no meaning."""
        return cls.grouped([("", words)])

    @classmethod
    def grouped(cls, groups: Iterable[tuple[str, Iterable[str]]]) -> KeywordList:
        """Return groups from pairs of a name and words as they are; equal names make one group."""
        drafts = {"": _Draft("")}
        for name, words in groups:
            heading = _clean(name, "The name of a group")
            if heading and _heading(f"[{heading}]") != heading:
                raise KeywordListError(f"{name!r} cannot be the name of a group: leave the brackets out.")
            draft = drafts.setdefault(word_key(heading), _Draft(heading))
            for number, word in enumerate(words, 1):
                draft.add(_clean(word, f"Keyword {number}"))
        return _finished(drafts)

    @cached_property
    def keywords(self) -> tuple[str, ...]:
        """All keywords, group after group; a keyword in two groups appears twice."""
        return tuple(chain.from_iterable(group.keywords for group in self.groups))

    def __len__(self) -> int:
        return len(self.keywords)

    def templates_of(self, group: Group) -> tuple[str, ...]:
        """Return the group's own templates, else the list's, else ``"{}"``: never empty."""
        return group.templates or self.templates or PLAIN_TEMPLATES

    def require_words(self) -> KeywordList:
        """Return this list, or raise `KeywordListError` if it is empty."""
        if not self.keywords:
            raise KeywordListError("The keyword list is empty. Type a keyword, or choose a preset.")
        return self

    def format(self) -> str:
        """Return the list as text that `parse` turns into an equal list; comments are lost."""
        lines = [f"template: {template}" for template in self.templates]
        for group in self.groups:
            lines += ["", f"[{group.name}]"] if group.name else []
            lines += [f"template: {template}" for template in group.templates]
            lines += ["\\" + word if _is_special(word) else word for word in group.keywords]
        return "".join(f"{line}\n" for line in lines).lstrip("\n")


@dataclass
class _Draft:
    """A group while it is being read."""

    name: str
    words: dict[str, str] = field(default_factory=dict)
    templates: list[str] = field(default_factory=list)
    duplicates: int = 0
    blanks: int = 0

    def add(self, word: str) -> None:
        if not word:
            self.blanks += 1
        elif (key := word_key(word)) in self.words:
            self.duplicates += 1
        else:
            self.words[key] = word

    def group(self) -> Group:
        return Group(self.name, tuple(self.words.values()), tuple(self.templates))


def _finished(
    drafts: Mapping[str, _Draft], templates: tuple[str, ...] = (), notes: tuple[str, ...] = ()
) -> KeywordList:
    return KeywordList(
        groups=tuple(draft.group() for draft in drafts.values() if draft.words),
        templates=templates,
        duplicates=sum(draft.duplicates for draft in drafts.values()),
        blanks=sum(draft.blanks for draft in drafts.values()),
        notes=notes,
    )


class _Reader:
    """A parser of one text, line by line."""

    def __init__(self) -> None:
        self.here = _Draft("")
        self.groups = {"": self.here}
        self.templates: list[str] = []
        self.notes: list[str] = []
        self.typed: list[tuple[int, _Draft, str, bool]] = []  # line, group, text, whether it is literal

    def read(self, text: str) -> KeywordList:
        for number, line in _lines(text):
            try:
                self._take(number, line)
            except KeywordListError as error:
                raise KeywordListError(f"Line {number}: {error}") from None
        self._add_keywords()
        empty = [
            f"The group [{d.name}] has no keywords." for d in self.groups.values() if d.name and not d.words
        ]
        return _finished(self.groups, tuple(self.templates), (*self.notes, *empty))

    def _take(self, number: int, line: str) -> None:
        if line.startswith("\\") and _is_special(line[1:]):
            self.typed.append((number, self.here, _fold(line[1:]), True))
        elif line.startswith("["):
            name = _heading(line)
            self.here = self.groups.setdefault(word_key(name), _Draft(name))
        elif (body := _without_comment(line)) and (template := _TEMPLATE.fullmatch(body)):
            self._add_template(number, _fold(template[1]))
        elif body or not line:
            self.typed.append((number, self.here, body.strip(f" {_COMMAS}"), False))

    def _add_template(self, number: int, template: str) -> None:
        rest = template.replace("{}", "", 1)
        if rest == template or "{" in rest or "}" in rest:
            raise KeywordListError(
                f"a template needs {{}} once, for the keyword, and no other braces: {template[:60]!r}. "
                "Write it like this: template: a painting by {}"
            )
        templates = self.here.templates if self.here.name else self.templates
        if template in templates:
            self.notes.append(f"Line {number} repeats the template {template[:60]!r}; it counts once.")
        else:
            templates.append(template)

    def _add_keywords(self) -> None:
        on_one_line = sum(1 for *_, body, _literal in self.typed if body) == 1
        commas = []
        for number, draft, body, is_literal in self.typed:
            has_comma = not is_literal and _COMMA.search(body) is not None
            if has_comma and not on_one_line:
                commas.append(number)
            for word in _COMMA.split(body) if has_comma and on_one_line else (body,):
                draft.add(_fold(word))
        if commas:
            self.notes.append(_comma_note(commas))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the number, from 1, and the folded text of each line; a final line end starts no new line."""
    if control := _CONTROL.search(text):
        raise _control_error(f"Line {len(_LINE_END.findall(text, 0, control.start())) + 1}", control)
    lines = _LINE_END.split(_visible(text))
    if not lines[-1]:
        lines.pop()
    return enumerate(map(_fold, lines), 1)


def _control_error(where: str, control: re.Match[str]) -> KeywordListError:
    return KeywordListError(
        f"{where}: there is a character that is not text (U+{ord(control[0]):04X}). "
        "Delete it; if there are many, save the list as plain text in UTF-8."
    )


def _clean(text: str, where: str) -> str:
    if control := _CONTROL.search(text):
        raise _control_error(where, control)
    return _fold(_visible(text))


def _visible(text: str) -> str:
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def _fold(text: str) -> str:
    """Fold white space to single spaces; strip it, and joiners with nothing to join, from the ends."""
    return " ".join(text.split()).strip(f" {_JOINERS}")


def _heading(line: str) -> str:
    match = _HEADING.fullmatch(line)
    if match is None:
        raise KeywordListError(
            "a heading ends with ], as in [Colours]. "
            "For a keyword that starts with [ put a backslash first: \\["
        )
    if not (name := _fold(match[1])):
        raise KeywordListError("the heading is empty. Write a name in the brackets, as in [Colours].")
    return name


def _is_special(text: str) -> bool:
    """Return whether a keyword needs a backslash before it; its own leading backslashes do not count."""
    return bool(_SPECIAL_START.match(text.lstrip("\\")) or " #" in text or _COMMA.search(text))


def _without_comment(line: str) -> str:
    return "" if line.startswith("#") else line.partition(" #")[0]


def _comma_note(lines: list[int]) -> str:
    if len(lines) == 1:
        which = f"Line {lines[0]} has commas and was"
    else:
        shown = ", ".join(map(str, lines[:5])) + (", ..." if len(lines) > 5 else "")
        which = f"{len(lines)} lines (lines {shown}) have commas and were each"
    return f"{which} read as one keyword: commas separate only if the whole list is typed on one line."
