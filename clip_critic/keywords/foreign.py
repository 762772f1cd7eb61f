"""Lists in other programs' formats: YAML, JSON, Markdown, tables, and text pasted from them.

A file is read by the ending of its name. A text without one is taken for another format only if every line of
it says so; anything else is a list in our own format.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from clip_critic.errors import KeywordListError
from clip_critic.keywords.identity import COMMAS
from clip_critic.keywords.wildcards import LIST_MARK, QUOTED

MAX_YAML = 2**20
"""Characters of a YAML list: its parser is slow."""
MAX_DEPTH = 20

_CONTENT_OF_JSON = re.compile(r'\s*(?:\[\s*[\["{]|\{\s*")')
_YAML_KEY = re.compile(r"\s*[^\s#:\-\[{&*!|>%@`][^:#]*:\s*(?:#.*)?")
_YAML_ITEM = re.compile(r"\s*-\s+\S.*")
_TAG_ROW = re.compile(r'\s*(?:"[^"]*"|[^",]+),-?[0-9]+,-?[0-9]+(?:,.*)?')
_OWN_MARK = re.compile(r"\s*(?:#|\[.*\]\s*(?:#.*)?$|\\|template ?[:：])", re.IGNORECASE)
_LINES = re.compile("(\r\n|[\n\v\f\r\x85\u2028\u2029])")
_HEADERS = {"keyword", "keywords", "word", "words", "tag", "tags", "name", "names", "title", "term", "terms",
            "text", "prompt", "label", "キーワード", "単語", "語", "タグ", "名前"}  # fmt: skip
_EMPHASIS = re.compile(r"(\*\*|__|`)(.+?)\1")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*")
_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class ForeignList:
    """The groups of a list, each with its words as they are, and notes about how it was read."""

    groups: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...] = ()


def read_foreign(text: str, ending: str = "") -> ForeignList | None:
    """Return the list in a text of another format; None if it is in our own.

    Args:
        text: the whole text of a list.
        ending: the ending of its file's name, such as ``.yaml``, if it has one.

    Raises:
        KeywordListError: it cannot be read.
    """
    reader = _BY_ENDING.get(ending.lower())
    if reader is not None:
        return reader(text)
    if _CONTENT_OF_JSON.match(text) and (found := _pasted_json(text)):
        return found
    return read_yaml(text, notes=("The list was read as YAML.",)) if _looks_like_yaml(text) else None


def is_foreign(ending: str) -> bool:
    """Return whether files with such an ending are in another format."""
    return ending.lower() in _BY_ENDING


def read_json(text: str) -> ForeignList:
    """Read an array of words, or an object of arrays, which are groups.

    Raises:
        KeywordListError: it is anything else.
    """
    try:
        value = json.loads(text)
    except RecursionError:
        raise _too_deep("JSON") from None
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise KeywordListError(f"Line {line}: this is not valid JSON. Write it like this: {_JSON}") from None
    return ForeignList(tuple(_json_groups("", value, 0)))


_JSON = '["cat", "dog"]'


def _pasted_json(text: str) -> ForeignList | None:
    try:
        found = read_json(text)
    except KeywordListError:
        return None
    return ForeignList(found.groups, ("The list was read as JSON.",))


def _json_groups(name: str, value: Any, depth: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    if depth > MAX_DEPTH:
        raise _too_deep("JSON")
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _json_groups(_path(name, key), inner, depth + 1)
    elif isinstance(value, list):
        words = tuple(_json_word(item) for item in value if not isinstance(item, (list, dict)))
        yield name, words
        for item in value:
            if isinstance(item, (list, dict)):
                yield from _json_groups(name, item, depth + 1)
    elif value is not None:
        yield name, (_json_word(value),)


def _json_word(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value) if value is not None else ""


def read_yaml(text: str, notes: tuple[str, ...] = ()) -> ForeignList:
    """Read lists of words; the keys above them are the names of groups.

    Only the parser's events are used: nothing is built from tags, and aliases are refused.

    Raises:
        KeywordListError: it is not YAML, or has more than plain lists.
    """
    try:
        import yaml  # transformers needs it, so it is wherever an encoder can be loaded
    except ImportError:
        raise KeywordListError(
            "YAML needs PyYAML: pip install pyyaml. Or write one keyword per line in a text file."
        ) from None
    if len(text) > MAX_YAML:
        raise KeywordListError(
            "A YAML list may have a million characters at most. Save it as plain text, one keyword per line."
        )
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    reader = _YamlReader()
    try:
        for event in yaml.parse(text, Loader=loader):
            reader.take(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"Line {mark.line + 1}: this" if mark is not None else "This"
        raise KeywordListError(
            f"{where} is not valid YAML. Write items as '- red cat', indented by spaces below their key, "
            "and put quotation marks around text with marks in it."
        ) from None
    except RecursionError:
        raise _too_deep("YAML") from None
    return ForeignList(tuple((name, tuple(words)) for name, words in reader.groups.items()), notes)


class _YamlReader:
    """A collector of the words in the events of a YAML parser."""

    def __init__(self) -> None:
        self.groups: dict[str, list[str]] = {}
        self._open: list[_YamlLevel] = []

    def take(self, event: Any) -> None:
        kind = type(event).__name__
        line = event.start_mark.line + 1
        if kind == "AliasEvent" or getattr(event, "tag", None) not in (None, "!", *_YAML_TAGS):
            raise KeywordListError(
                f"Line {line}: references (*name) and types (!name) of YAML are not read here. "
                "Write the words out."
            )
        if kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._enter(kind == "MappingStartEvent", line)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._open.pop()
        elif kind == "ScalarEvent":
            self._scalar(event.value, is_plain=event.implicit[0])

    def _enter(self, is_mapping: bool, line: int) -> None:
        above = self._open[-1] if self._open else _YamlLevel("")
        if above.is_mapping and above.key is None:
            raise KeywordListError(f"Line {line}: a key of YAML must be text here, as in 'colours:'.")
        if len(self._open) >= MAX_DEPTH:
            raise _too_deep("YAML")
        self._open.append(_YamlLevel(_path(above.name, above.key or ""), is_mapping))
        above.key = None

    def _scalar(self, value: str, *, is_plain: bool) -> None:
        level = self._open[-1] if self._open else _YamlLevel("")
        if level.is_mapping and level.key is None:
            level.key = value
            return
        name = _path(level.name, level.key or "")
        level.key = None
        is_null = is_plain and value in ("", "~", "null", "Null", "NULL")
        self.groups.setdefault(name, []).extend([] if is_null else value.splitlines())


@dataclass
class _YamlLevel:
    name: str
    is_mapping: bool = False
    key: str | None = None


_YAML_TAGS = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")


def read_markdown(text: str) -> ForeignList:
    """Read the items of lists; headings are the names of groups. Without items, every line is a keyword.

    Raises:
        KeywordListError: it has a table.
    """
    groups: dict[str, list[str]] = {"": []}
    others: list[str] = []
    name = ""
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if line.startswith("|"):
            raise KeywordListError(
                f"Line {number}: tables of Markdown are not read here. "
                "Copy their first column into a text file."
            )
        if heading := _MARKDOWN_HEADING.fullmatch(line):
            name = _plain(heading[1]).strip("[]")
            groups.setdefault(name, [])
        elif mark := LIST_MARK.match(" ".join(line.split())):
            groups[name].append(_plain(" ".join(line.split())[mark.end() :]))
        elif line and not line.startswith(("```", "~~~", "---", "<!--")):
            others.append(line)
    if any(groups.values()):
        notes = [f"Lines that are not items of a list were left out: {len(others)}"] if others else []
        return ForeignList(tuple((key, tuple(words)) for key, words in groups.items()), tuple(notes))
    return ForeignList((("", tuple(map(_plain, others))),))


def _plain(text: str) -> str:
    return _EMPHASIS.sub(r"\2", text)


def read_table(text: str) -> ForeignList:
    """Read the first column of a table, or all words of its only line.

    Raises:
        KeywordListError: its quotation marks do not match.
    """
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    delimiter = max(_DELIMITERS, key=re.sub('"[^"]*"', "", first).count)
    rows = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    try:
        cells = [row for row in rows if any(cell.strip() for cell in row)]
    except csv.Error:
        raise KeywordListError(
            f"Line {rows.line_num}: the quotation marks of this table do not match. "
            "Correct them, or save the first column as plain text."
        ) from None
    if len(cells) == 1:
        return ForeignList((("", tuple(cells[0])),))
    words, notes = _first_column(cells)
    return ForeignList((("", tuple(words)),), tuple(notes))


def _first_column(rows: Sequence[Sequence[str]]) -> tuple[list[str], list[str]]:
    words = [row[0] for row in rows]
    columns = max(map(len, rows), default=1)
    notes = [f"Of {columns} columns, the first one was read."] if columns > 1 else []
    if columns > 1 and words[0].strip().casefold() in _HEADERS:
        notes.append(f"The first row was left out as the heading of the columns: {words.pop(0).strip()}")
    return words, notes


def first_columns(text: str) -> tuple[str, list[str]]:
    """Return a text that is a table with only its first column, line by line, and notes; or as it is."""
    parts = _LINES.split(text)
    rows = {
        place: parts[place]
        for place in range(0, len(parts), 2)
        if parts[place].strip() and not _OWN_MARK.match(parts[place])
    }
    if len(rows) < 2:
        return text, []
    if all("\t" in line.partition(" #")[0].lstrip() and not _is_comment(line) for line in rows.values()):
        cells = [line.strip(" ").split("\t") for line in rows.values()]
        cells = [row if row[0].strip() else [cell for cell in row if cell.strip()] for row in cells]
    elif all(map(_TAG_ROW.fullmatch, rows.values())):
        cells = list(csv.reader(rows.values()))
    else:
        return text, []
    words, notes = _first_column(cells)
    for place, word in zip(reversed(rows), reversed(words), strict=False):
        parts[place] = _as_line(word)
    if len(words) < len(rows):
        parts[next(iter(rows))] = "# heading"
    return "".join(parts), notes


def _as_line(cell: str) -> str:
    """Return a cell as a line of a list; after a backslash, its commas are part of the keyword."""
    cell = cell.strip()
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        cell = cell[1:-1].replace('""', '"')
    return "\\" + cell if re.search(f"[{COMMAS};；]", cell) else cell


def _is_comment(line: str) -> bool:
    return "\t#" in line and not line.partition("\t#")[0].count("\t")


def without_marks(bodies: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return lines without the list marks or quotation marks that all of them have, and notes."""
    filled = [body for body in bodies if body]
    if len(filled) > 1 and all(map(LIST_MARK.match, filled)):
        note = "Each line began with a list mark, such as - or 1., which was left out."
        return [LIST_MARK.sub("", body, count=1) for body in bodies], [note]
    if len(filled) > 1 and all(map(QUOTED.fullmatch, filled)):
        note = "Each line was in quotation marks, which were left out."
        return [body.rstrip(" ,")[1:-1] for body in bodies], [note]
    return list(bodies), []


def _looks_like_yaml(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    has_key = has_item = False
    for line in lines:
        is_item = _YAML_ITEM.fullmatch(line) is not None
        if not is_item and not _YAML_KEY.fullmatch(line) and line.strip() != "---":
            return False
        has_item |= is_item
        has_key |= not is_item and line.strip() != "---"
    return has_key and has_item


def _path(*names: str) -> str:
    return " / ".join(name for name in names if name)


def _too_deep(kind: str) -> KeywordListError:
    return KeywordListError(f"This {kind} is nested more than {MAX_DEPTH} deep. Write it in fewer levels.")


_BY_ENDING: dict[str, Callable[[str], ForeignList]] = {
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".json": read_json,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".csv": read_table,
    ".tsv": read_table,
}
