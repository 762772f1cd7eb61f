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

- One keyword per line. Commas (``,`` ``，`` ``、`` ``､``) separate only if all keywords are typed on one
  line; at the ends of a line they are dropped.
- The backslash is needed only if the rest of the line would be read as something else (a comment, a
  heading, a template, several keywords); elsewhere it is part of the keyword: ``\o/``, ``miku \(vocaloid\)``.
- White space is folded to single spaces, text is normalised to Unicode's NFC, and invisible characters
  (byte order mark, zero-width space, direction marks) are dropped; joiners inside emoji and words stay.
- Texts that are in another format in every line (YAML, JSON, a table, list marks) are read as what they are,
  and wildcard files of Dynamic Prompts, too: see `foreign` and `wildcards`. ``notes`` say so.
- A keyword may be in two groups, but only once in each: repetitions are dropped and counted, whatever their
  letter case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, count
from pathlib import Path

from clip_critic.errors import KeywordListError
from clip_critic.keywords.foreign import ForeignList, first_columns, read_foreign, without_marks
from clip_critic.keywords.identity import COMMAS, caseless, word_key
from clip_critic.keywords.texts import MAX_BYTES, bytes_of, decode, shortened
from clip_critic.keywords.wildcards import Wildcards, has_marks, shown_numbers

PLAIN_TEMPLATES = ("{}",)
MAX_KEYWORD = 10_000
"""Characters of a keyword, a template or the name of a group; encoders read a few hundred."""
MAX_LINE = 5_000_000

_LINE_END = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")  # Unicode 5.8, "Newline Guidelines"
_CONTROL = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_JOINERS = "\u200c\u200d"
_COMMA = re.compile(f"[{COMMAS}]")
_SEMICOLON = re.compile("[;；]")
_QUOTED_WORDS = re.compile(r'("[^"]*" ?[,;] ?)+"[^"]*"')
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
    def parse(cls, text: str, ending: str = "") -> KeywordList:
        """Parse the format above, or another one; raise `KeywordListError` naming the line.

        Args:
            text: the whole list, which may be empty.
            ending: the ending of its file's name, such as ``.yaml``: some formats are known by it.
        """
        _require_text(text)
        foreign = read_foreign(text, ending)
        return _Reader().read(text) if foreign is None else _of_foreign(foreign)

    @classmethod
    def read(cls, path: Path | str) -> KeywordList:
        """Read a file; raise `KeywordListError` naming the file and line, or `StorageError`."""
        path = Path(path)
        try:
            return cls.parse(decode(bytes_of(path)), path.suffix)
        except KeywordListError as error:
            raise KeywordListError(f"{shortened(path.name)}: {error}") from None

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
        """Add a word whose white space is folded."""
        if not word:
            self.blanks += 1
        elif (key := caseless(word)) in self.words:  # what `word_key` gives
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


def _of_foreign(found: ForeignList) -> KeywordList:
    """Return the list of another format, in which wildcards have their meaning."""
    wildcards = Wildcards("item")
    numbers = count(1)
    groups = []
    for name, words in found.groups:
        read = (wildcards.words(next(numbers), _fold(_visible(word))) for word in words)
        groups.append((name, list(chain.from_iterable(read))))
    listed = KeywordList.grouped(groups)
    return replace(listed, notes=(*found.notes, *wildcards.notes()))


class _Reader:
    """A parser of one text, line by line."""

    def __init__(self) -> None:
        self.here = _Draft("")
        self.groups = {"": self.here}
        self.templates: list[str] = []
        self.notes: list[str] = []
        self.typed: list[tuple[int, _Draft, str, bool]] = []  # line, group, text, whether it is literal

    def read(self, text: str) -> KeywordList:
        text, columns = first_columns(text)
        self.notes += columns
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
            name = _limited(_heading(line), "this name")
            self.here = self.groups.setdefault(word_key(name), _Draft(name))
        elif (body := _without_comment(line)) and (template := _TEMPLATE.fullmatch(body)):
            self._add_template(number, _limited(_fold(template[1]), "this template"))
        elif body or not line:
            self.typed.append((number, self.here, body.strip(f" {COMMAS}"), False))

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
        lines = self._without_marks()
        is_one_line = sum(1 for *_, body, _literal in lines if body) == 1
        wildcards = Wildcards()
        joined: dict[str, list[int]] = {}
        for number, draft, body, is_literal in lines:
            if is_literal:
                draft.add(_limited(_fold(body), f"Line {number}"))
                continue
            if not is_one_line:
                for what in _separators_in(body):
                    joined.setdefault(what, []).append(number)
            for typed in self._separated(body) if is_one_line else [body]:
                self._add(draft, number, typed, wildcards)
        self.notes += [_joined_note(what, numbers) for what, numbers in joined.items()]
        self.notes += wildcards.notes()

    def _add(self, draft: _Draft, number: int, typed: str, wildcards: Wildcards) -> None:
        try:
            words = wildcards.words(number, typed)
        except KeywordListError as error:
            raise KeywordListError(f"Line {number}: {error}") from None
        for word in words:
            draft.add(_limited(_fold(word), f"Line {number}"))

    def _without_marks(self) -> list[tuple[int, _Draft, str, bool]]:
        """Return the typed lines without list marks, if all that are to be read have them."""
        bodies, notes = without_marks(["" if is_literal else body for *_, body, is_literal in self.typed])
        self.notes += notes
        return [
            (number, draft, old if is_literal else new, is_literal)
            for (number, draft, old, is_literal), new in zip(self.typed, bodies, strict=True)
        ]

    def _separated(self, body: str) -> list[str]:
        """Return the keywords of a list that is typed on one line."""
        if _QUOTED_WORDS.fullmatch(body):
            self.notes.append("The keywords were in quotation marks, which were left out.")
            return re.findall('"([^"]*)"', body)
        if _COMMA.search(body):
            return _COMMA.split(body)
        words = _SEMICOLON.split(body.rstrip(" ;；"))
        if len(words) > 1 and all(word.strip() for word in words):
            self.notes.append("The keywords were separated at the semicolons.")
            return words
        return [body]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the number, from 1, and the folded text of each line; a final line end starts no new line."""
    lines = _LINE_END.split(_visible(text))
    if not lines[-1]:
        lines.pop()
    return enumerate(map(_fold, lines), 1)


def _require_text(text: str) -> None:
    """Raise `KeywordListError` if a list's text is too long, or not text at all."""
    if len(text) > MAX_BYTES:
        raise KeywordListError(f"A keyword list of {len(text):,} characters is too large (at most 16 MiB).")
    if control := _CONTROL.search(text):
        raise _control_error(f"Line {len(_LINE_END.findall(text, 0, control.start())) + 1}", control)
    if len(text) > MAX_LINE:
        for number, line in enumerate(_LINE_END.split(text), 1):
            if len(line) > MAX_LINE:
                raise KeywordListError(
                    f"Line {number} has {len(line):,} characters, at most {MAX_LINE:,} are read. "
                    "Write one keyword on each line."
                )


def _limited(word: str, where: str) -> str:
    if len(word) > MAX_KEYWORD:
        raise KeywordListError(
            f"{where}: {word[:20]!r}... has {len(word):,} characters, but at most {MAX_KEYWORD:,} are read. "
            "Shorten it."
        )
    return word


def _control_error(where: str, control: re.Match[str]) -> KeywordListError:
    return KeywordListError(
        f"{where}: there is a character that is not text (U+{ord(control[0]):04X}). "
        "Delete it; if there are many, save the list as plain text in UTF-8."
    )


def _clean(text: str, where: str) -> str:
    if control := _CONTROL.search(text):
        raise _control_error(where, control)
    return _limited(_fold(_visible(text)), where)


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
    word = text.lstrip("\\")
    return bool(
        _SPECIAL_START.match(word)
        or " #" in text
        or _COMMA.search(text)
        or _SEMICOLON.search(text)
        or has_marks(word)
    )


def _without_comment(line: str) -> str:
    return "" if line.startswith("#") else line.partition(" #")[0]


def _separators_in(body: str) -> Iterator[str]:
    if _COMMA.search(body):
        yield "commas"
    elif _SEMICOLON.search(body):
        yield "semicolons"


def _joined_note(what: str, lines: list[int]) -> str:
    shown = shown_numbers(lines)
    which = f"Line {shown} has {what} and was"
    if len(lines) > 1:
        which = f"{len(lines)} lines (lines {shown}) have {what} and were each"
    return f"{which} read as one keyword: {what} separate only if the whole list is typed on one line."
