"""Lists in other programs' formats: YAML, JSON, Markdown, tables, and text pasted from them.

A file is read by the ending of its name. A text without one is taken for another format only if every line of
it says so; anything else is a list in our own format.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from clip_critic.errors import KeywordListError
from clip_critic.keywords.identity import COMMAS
from clip_critic.keywords.texts import shortened
from clip_critic.keywords.wildcards import LIST_MARK, QUOTED, shown_numbers

MAX_YAML = 2**20
"""Characters of a YAML list: its parser is slow."""
MAX_DEPTH = 20

_CONTENT_OF_JSON = re.compile(r'\s*(?:\[\s*[\["{]|\{\s*")')
_YAML_KEY = re.compile(r"\s*[^\s#:\-\[{&*!|>%@`][^:#]*:\s*(?:#.*)?")
_YAML_ITEM = re.compile(r"\s*-\s+\S.*")
_TAG_ROW = re.compile(r'\s*(?:"[^"]*"|[^",]+),-?[0-9]+,-?[0-9]+(?:,.*)?')
_ONLY_TAG_ROW = re.compile(r'(?:"[^"]*"|(?=[^",]*[^\W\d])[^",]+),[0-9],[0-9]+(?:,.*)?')
_OWN_MARK = re.compile(r"\s*(?:#|\[.*\]\s*(?:#.*)?$|\\|template ?[:：])", re.IGNORECASE)
_PAGE = re.compile(
    r"\s*(?:(?P<RTF>\{\\rtf)|(?P<XML><\?xml\b)|(?P<HTML><)(?:!DOCTYPE|html|head|body|table|ul|ol)(?=[\s>])[^<>]*>)",
    re.IGNORECASE,
)
_PAGES = {".html": "HTML", ".htm": "HTML", ".rtf": "RTF", ".xml": "XML"}
_LINES = re.compile("(\r\n|[\n\v\f\r\x85\u2028\u2029])")
_HEADERS = {"keyword", "keywords", "word", "words", "tag", "tags", "name", "names", "title", "term", "terms",
            "text", "prompt", "label", "キーワード", "単語", "語", "タグ", "名前"}  # fmt: skip
_EMPHASIS = re.compile(r"(\*\*|__|`)(.+?)\1")
_LINK = re.compile(r"!?\[([^\[\]]+)\]\([^()\s]*[/#][^()\s]*\)")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*")
_DIGITS = re.compile(r"\s*[0-9]+\s*")
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
    page = _PAGE.match(text)
    if kind := _PAGES.get(ending.lower(), page and page.lastgroup):
        raise KeywordListError(
            f"This is {kind}, not a keyword list. Save it as plain text, one keyword per line."
        )
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
    return _listed([_json_value(text)], "JSON")


def read_json_lines(text: str) -> ForeignList:
    """Read a word, or an object with one, on each line.

    Raises:
        KeywordListError: a line is anything else.
    """
    lines = enumerate(text.split("\n"), 1)
    return _listed([[_json_value(line, number) for number, line in lines if line.strip()]], "JSON")


def _json_value(text: str, line: int = 1) -> Any:
    try:
        return json.loads(
            text, object_pairs_hook=tuple, parse_int=_Number, parse_float=_Number, parse_constant=_Number
        )
    except RecursionError:
        raise _too_deep("JSON") from None
    except ValueError as error:
        line += getattr(error, "lineno", 1) - 1
        raise KeywordListError(f"Line {line}: this is not valid JSON. Write it like this: {_JSON}") from None


_JSON = '["cat", "dog"]'


def _pasted_json(text: str) -> ForeignList | None:
    for reader in (read_json, read_json_lines):
        try:
            found = reader(text)
        except KeywordListError:
            continue
        return replace(found, notes=("The list was read as JSON.", *found.notes))
    return None


class _Number(str):
    """A number, or true or false, as it is written; the pairs of an object are a tuple."""


@dataclass
class _Collector:
    """A collector of the words in the arrays and objects of a file."""

    kind: str
    groups: dict[str, list[str]] = field(default_factory=dict)
    numbers: int = 0
    fields: dict[str, None] = field(default_factory=dict)

    def add(self, name: str, value: Any, depth: int = 0) -> None:
        """Add the words in a value to the group of this name, and to those below it."""
        if depth > MAX_DEPTH:
            raise _too_deep(self.kind)
        if isinstance(value, tuple):
            self._add_object(name, value, depth)
        elif isinstance(value, list):
            for item in value:
                if (chosen := _field_of_record(item)) is not None:
                    self.fields[chosen[0]] = None
                    item = chosen[1]
                self.add(name, item, depth + 1)
        elif value is not None:
            self.groups.setdefault(name, []).append(_as_text(value))

    def _add_object(self, name: str, pairs: Sequence[tuple[str, Any]], depth: int) -> None:
        for key, inner in pairs:
            if _is_number(inner):
                self.numbers += 1
                self.groups.setdefault(name, []).append(key)
            else:
                self.add(_path(name, key), inner, depth + 1)

    def notes(self) -> Iterator[str]:
        if self.numbers:
            yield f"Numbers beside keywords were left out: {self.numbers}"
        if self.fields:
            names = shortened(", ".join(self.fields))
            yield f"Of objects with several fields, only this one was read: {names}"


def _listed(values: Sequence[Any], kind: str, notes: tuple[str, ...] = ()) -> ForeignList:
    found = _Collector(kind)
    for value in values:
        found.add("", value)
    groups = tuple((name, tuple(words)) for name, words in found.groups.items())
    return ForeignList(groups, (*notes, *found.notes()))


def _field_of_record(item: Any) -> tuple[str, str] | None:
    """Return the field with the word of an item such as ``{"name": "red", "count": 3}``, if it is one."""
    if not isinstance(item, tuple) or len(item) < 2 or any(isinstance(v, (tuple, list)) for _, v in item):
        return None
    texts = [(key, value) for key, value in item if isinstance(value, str) and not _is_number(value)]
    named = [pair for pair in texts if pair[0].strip().casefold() in _HEADERS]
    return next(iter(named or (texts if len(texts) < len(item) else ())), None)


def _is_number(value: Any) -> bool:
    return isinstance(value, (_Number, bool))


def _as_text(value: Any) -> str:
    return json.dumps(value) if isinstance(value, bool) else str(value)


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
    return _listed(reader.values, "YAML", notes)


class _YamlReader:
    """A builder of the values in the events of a YAML parser, as `_Collector` takes them."""

    def __init__(self) -> None:
        self.values: list[Any] = []
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
            level = self._open.pop()
            self._put(tuple(level.items) if level.is_mapping else level.items)
        elif kind == "ScalarEvent":
            self._scalar(event.value, is_plain=event.implicit[0])

    def _enter(self, is_mapping: bool, line: int) -> None:
        above = self._open[-1] if self._open else _YamlLevel()
        if above.is_mapping and above.key is None:
            raise KeywordListError(f"Line {line}: a key of YAML must be text here, as in 'colours:'.")
        if len(self._open) >= MAX_DEPTH:
            raise _too_deep("YAML")
        self._open.append(_YamlLevel(is_mapping))

    def _scalar(self, value: str, *, is_plain: bool) -> None:
        if self._open and self._open[-1].is_mapping and self._open[-1].key is None:
            self._open[-1].key = value
        elif is_plain and value in ("", "~", "null", "Null", "NULL"):
            self._put(None)
        elif is_plain and _YAML_NUMBER.fullmatch(value):
            self._put(_Number(value))
        else:
            lines = value.splitlines()
            self._put(lines if len(lines) > 1 else "".join(lines) or None)

    def _put(self, value: Any) -> None:
        if not self._open:
            self.values.append(value)
            return
        level = self._open[-1]
        level.items.append((level.key, value) if level.is_mapping else value)
        level.key = None


@dataclass
class _YamlLevel:
    is_mapping: bool = False
    key: str | None = None
    items: list[Any] = field(default_factory=list)


_YAML_NUMBER = re.compile(
    r"[-+]?(?:[0-9][0-9_]*(?:\.[0-9]*)?|\.[0-9]+)(?:e[-+]?[0-9]+)?|true|false", re.IGNORECASE
)
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
    return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", text))


def read_table(text: str) -> ForeignList:
    """Read the first column of a table, or all words of its only line if that is no tag with its numbers.

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
    if len(cells) == 1 and not _ONLY_TAG_ROW.fullmatch(first):
        return ForeignList((("", tuple(cells[0])),))
    words, notes = _first_column(cells)
    return ForeignList((("", tuple(words)),), tuple(notes))


def _first_column(rows: Sequence[Sequence[str]]) -> tuple[list[str], list[str]]:
    columns = max(map(len, rows), default=1)
    if place := _place_of_words(rows):
        words = [row[place] if place < len(row) else "" for row in rows]
        return words[1:], [f"Of {columns} columns, only this one was read: {shortened(words[0].strip())}"]
    words = [row[0] for row in rows]
    notes = [f"Of {columns} columns, the first one was read."] if columns > 1 else []
    if columns > 1 and len(words) > 1 and words[0].strip().casefold() in _HEADERS:
        notes.append(f"The first row was left out as the heading of the columns: {words.pop(0).strip()}")
    return words, notes


def _place_of_words(rows: Sequence[Sequence[str]]) -> int:
    """Return the place of the column that is headed as the words, if the first has only numbers; else 0."""
    if len(rows) < 2 or not all(_DIGITS.fullmatch(row[0]) for row in rows[1:]):
        return 0
    named = (place for place, cell in enumerate(rows[0]) if cell.strip().casefold() in _HEADERS)
    return next(named, 0)


def first_columns(text: str) -> tuple[str, list[str]]:
    """Return a text that is a table with only its first column, line by line, and notes; or as it is."""
    parts = _LINES.split(text)
    rows = {
        place: parts[place]
        for place in range(0, len(parts), 2)
        if parts[place].strip() and not _OWN_MARK.match(parts[place])
    }
    if not rows:
        return text, []
    if len(rows) > 1 and all(
        "\t" in line.partition(" #")[0].lstrip() and not _is_comment(line) for line in rows.values()
    ):
        cells = [line.strip(" ").split("\t") for line in rows.values()]
        cells = [row if row[0].strip() else [cell for cell in row if cell.strip()] for row in cells]
    elif all(map((_TAG_ROW if len(rows) > 1 else _ONLY_TAG_ROW).fullmatch, rows.values())):
        cells = list(csv.reader(rows.values()))
    else:
        return text, _note_of_tabs([place // 2 + 1 for place, line in rows.items() if _has_tabs(line)])
    words, notes = _first_column(cells)
    for place, word in zip(reversed(rows), reversed(words), strict=False):
        parts[place] = _as_line(word)
    if len(words) < len(rows):
        parts[next(iter(rows))] = "# heading"
    return "".join(parts), notes


def _has_tabs(line: str) -> bool:
    return "\t" in line and "\t" in re.split(r"\s#", line.strip(), maxsplit=1)[0]


def _note_of_tabs(lines: list[int]) -> list[str]:
    return [f"Tabs were read as spaces in lines that make no table: {shown_numbers(lines)}"] if lines else []


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
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".csv": read_table,
    ".tsv": read_table,
}
