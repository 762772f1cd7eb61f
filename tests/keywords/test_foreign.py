"""Lists of other programs: read as what they are, or refused with what to do instead."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.errors import KeywordListError
from clip_critic.keywords.compose import list_notes
from clip_critic.keywords.lists import MAX_KEYWORD, Group, KeywordList
from clip_critic.keywords.presets import PresetStore
from clip_critic.keywords.texts import MAX_BYTES
from clip_critic.keywords.wildcards import Wildcards, has_marks
from tests.hanging import hang_guard

YAML = """colours:
  warm:
    - red
    - "orange, light"
  cool: [blue, 'sea green']
# note
animals:
  - cat
  - 3::dog
  - ~
single: tree
"""

TAGS = '1girl,0,6008644,"1girls,sole_female"\nlong_hair,0,4350743,"/lh,longhair"\nsaber_(fate),4,9000,\n'


def read(tmp_path: Path, name: str, text: str | bytes) -> KeywordList:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return KeywordList.read(path)


@pytest.mark.parametrize("name", ["wild.yaml", "wild.yml", "WILD.YAML"])
def test_yaml(tmp_path: Path, name: str) -> None:
    words = read(tmp_path, name, YAML)
    assert words.groups == (
        Group("colours / warm", ("red", "orange, light")),
        Group("colours / cool", ("blue", "sea green")),
        Group("animals", ("cat", "dog")),
        Group("single", ("tree",)),
    )
    assert "3::" in words.notes[0]


@pytest.mark.parametrize(
    ("text", "keywords"),
    [
        ("- red\n- blue cat\n", ("red", "blue cat")),
        ("[red, blue]", ("red", "blue")),
        ("red", ("red",)),
        ("- yes\n- 1.50\n- 0x10\n- 2020-01-01\n- null\n", ("yes", "1.50", "0x10", "2020-01-01")),
        ("- |\n  red\n  blue\n", ("red", "blue")),
        ("- &a red\n- blue\n", ("red", "blue")),
        ("---\n- red\n---\n- blue\n", ("red", "blue")),
        ("- - red\n  - blue\n- [cat]\n", ("red", "blue", "cat")),
        ("- red: 3\n", ("red",)),
        ("- red: dark\n", ("dark",)),
        ('- ""\n- 3\n', ("3",)),
        ("", ()),
    ],
)
def test_yaml_of_every_shape(tmp_path: Path, text: str, keywords: tuple[str, ...]) -> None:
    assert read(tmp_path, "a.yaml", text).keywords == keywords


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- &a [red]\n- *a\n", "Line 2: references"),
        ("a: &a [x]\nb: {<<: *a}\n", "Line 2: references"),
        ("- red\n- !!python/object/apply:os.system ['echo']\n", "Line 2: references"),
        ("- !local x\n", "Line 1: references"),
        ("a: [b\nc: d", "not valid YAML"),
        ("a:\n\t- b\n", "Line 2: this is not valid YAML"),
        ("? [a]\n: b\n", "key of YAML"),
        ("[" * 100_000, "YAML"),
        ("- " * 50_000 + "x", "YAML"),
        ("#" * (2**20 + 1), "a million characters"),
        ("'a] # b':\n  - red\n", "name of a group"),
    ],
)
def test_yaml_that_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with hang_guard(), pytest.raises(KeywordListError, match=said) as caught:
        read(tmp_path, "a.yaml", text)
    assert len(str(caught.value)) < 300


def test_an_alias_bomb_is_refused_at_once(tmp_path: Path) -> None:
    lines = ["a0: &a0 [lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    with hang_guard(), pytest.raises(KeywordListError, match="Line 2: references"):
        read(tmp_path, "bomb.yaml", "\n".join(lines))


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ('["cat", "red, white"]', (Group("", ("cat", "red, white")),)),
        ('[\n "cat",\n 3, 1.5, true, null\n]', (Group("", ("cat", "3", "1.5", "true")),)),
        ('{"a": ["cat"], "b": {"c": ["dog"], "d": "hat"}}',
         (Group("a", ("cat",)), Group("b / c", ("dog",)), Group("b / d", ("hat",)))),
        ('[["cat"], ["dog"]]', (Group("", ("cat", "dog")),)),
    ],
)  # fmt: skip
def test_json(tmp_path: Path, text: str, groups: tuple[Group, ...]) -> None:
    assert read(tmp_path, "words.json", text).groups == groups
    assert KeywordList.parse(text).groups == groups
    assert KeywordList.parse(text).notes == ("The list was read as JSON.",)


@pytest.mark.parametrize("text", ['["cat"', "cat", '["cat",]', "[" * 100_000, '{"a":' * 5_000])
def test_json_that_is_refused(tmp_path: Path, text: str) -> None:
    with hang_guard(), pytest.raises(KeywordListError, match="JSON"):
        read(tmp_path, "words.json", text)


NUMBERS = "Numbers beside keywords were left out: 2"
ONE_FIELD = "Of objects with several fields, only this one was read: {}"


@pytest.mark.parametrize(
    ("name", "text", "groups", "note"),
    [
        ("a.yaml", "colours:\n  red: 1.2\n  blue: .8\n", (Group("colours", ("red", "blue")),), NUMBERS),
        ("a.yaml", "red: 3\nblue: true\n", (Group("", ("red", "blue")),), NUMBERS),
        ("a.yaml", "- red: 3\n- blue: 1e3\n", (Group("", ("red", "blue")),), NUMBERS),
        ("a.json", '{"red": 3, "a": {"blue": 1.2}}', (Group("", ("red",)), Group("a", ("blue",))), NUMBERS),
        ("a.jsonl", '{"red": 3}\n\n{"blue": 1}\n', (Group("", ("red", "blue")),), NUMBERS),
        ("a.json", '[{"name": "red", "count": 3}]', (Group("", ("red",)),), ONE_FIELD.format("name")),
        ("a.json", '[{"id": "x", "tag": "red"}]', (Group("", ("red",)),), ONE_FIELD.format("tag")),
        ("a.json", '[{"count": 3, "of": "red"}]', (Group("", ("red",)),), ONE_FIELD.format("of")),
        ("a.yaml", "- name: red\n  count: 3\n", (Group("", ("red",)),), ONE_FIELD.format("name")),
        ("a.jsonl", '{"text": "red", "n": 1}', (Group("", ("red",)),), ONE_FIELD.format("text")),
        ("a.txt", '{"text": "red", "n": 1}\n{"text": "blue", "n": 1}', (Group("", ("red", "blue")),),
         ONE_FIELD.format("text")),
        ("a.json", '{"a": ["cat"], "a": ["dog"]}', (Group("a", ("cat", "dog")),), None),
    ],
)  # fmt: skip
def test_keywords_with_numbers_or_other_fields(
    tmp_path: Path, name: str, text: str, groups: tuple[Group, ...], note: str | None
) -> None:
    words = read(tmp_path, name, text)
    assert words.groups == groups
    assert words.notes[-1:] == ((note,) if note else ())


def test_a_line_of_json_lines_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(KeywordListError, match="Line 3: this is not valid JSON"):
        read(tmp_path, "a.jsonl", '"red"\n\nblue\n')


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"PK\x03\x04\x14\0\x06\0", "is a spreadsheet, or another packed file: export it as CSV"),
        ("a.txt", b"\xd0\xcf\x11\xe0\xa1\xb1", "export it as CSV"),
        ("a.txt", b"{\\rtf1\\ansi red\\par blue}", "This is RTF"),
        ("a.rtf", b"red", "This is RTF"),
        ("a.txt", b"\n<!DOCTYPE html>\n<ul><li>red</ul>", "This is HTML"),
        ("a.csv", b"<table>\n<tr><td>red</table>", "This is HTML"),
        ("a.HTML", b"<p>red</p>", "Save it as plain text"),
        ("a.txt", b"<?xml version='1.0'?><a>red</a>", "This is XML"),
        ("a.xml", b"<a>red</a>", "This is XML"),
    ],
)
def test_files_that_are_no_lists(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    with pytest.raises(KeywordListError, match=said):
        read(tmp_path, name, content)


def test_a_heading_is_not_json() -> None:
    assert KeywordList.parse("[1]\ncat").groups == (Group("1", ("cat",)),)
    assert KeywordList.parse('["A"]\ncat').groups == (Group('"A"', ("cat",)),)


def test_markdown(tmp_path: Path) -> None:
    words = read(
        tmp_path,
        "list.md",
        "# Colours\n\nSome *nice* ones.\n\n- red\n  * **blue**\n1. `green`\n"
        "## Things ##\n- [x] hat\n- [ ] cat\n",
    )
    assert words.groups == (Group("Colours", ("red", "blue", "green")), Group("Things", ("hat", "cat")))
    assert words.notes == ("Lines that are not items of a list were left out: 1",)
    assert read(tmp_path, "plain.md", "red\nblue\n").keywords == ("red", "blue")
    links = "- [red cat](https://a.example/b)\n- ![hat](hat/1.png)\n- [sea](#sea) at night\n- [a|b](1.2)\n"
    assert read(tmp_path, "links.md", links).keywords == ("red cat", "hat", "sea at night", "[a|b](1.2)")
    with pytest.raises(KeywordListError, match="Line 1: tables"):
        read(tmp_path, "table.md", "| red | 1 |\n")


@pytest.mark.parametrize("name", ["danbooru.csv", "danbooru.txt", "danbooru"])
def test_tags_with_counts(tmp_path: Path, name: str) -> None:
    words = read(tmp_path, name, TAGS)
    assert words.keywords == ("1girl", "long_hair", "saber_(fate)")
    assert words.notes == ("Of 4 columns, the first one was read.",)


@pytest.mark.parametrize("text", ["a" * 4_000_000, "a:" + "1" * 900_000 + "x", "1" * 900_000 + "x"])
@pytest.mark.parametrize("ending", ["", ".csv", ".yaml"])
def test_marks_are_looked_for_quickly(text: str, ending: str) -> None:
    with hang_guard(), pytest.raises(KeywordListError):
        KeywordList.parse(text if ending != ".yaml" else text[:900_000] + "x", ending)


@pytest.mark.parametrize("name", ["danbooru.csv", "danbooru.txt", "danbooru"])
def test_one_tag_with_counts(tmp_path: Path, name: str) -> None:
    words = read(tmp_path, name, TAGS.splitlines()[0])
    assert (words.keywords, words.notes) == (("1girl",), ("Of 4 columns, the first one was read.",))
    assert read(tmp_path, name, "2023,2024,2025").keywords == ("2023", "2024", "2025")


@pytest.mark.parametrize(
    ("name", "text", "keywords"),
    [
        ("a.csv", "keyword,weight\nred cat,1.2\n", ("red cat",)),
        ("a.csv", "Name;Gewicht\nrot;1,2\nblau;2\n", ("rot", "blau")),
        ("a.csv", '"red, white",1\nblue,2\n', ("red, white", "blue")),
        ("a.csv", "red\nblue\n", ("red", "blue")),
        ("a.csv", "red, blue, green\n", ("red", "blue", "green")),
        ("a.tsv", "red\t1\r\nblue\t2\r\n", ("red", "blue")),
        ("a.txt", "keyword\tweight\tnote\nred cat\t1.2\tgood\nblue hat\t0.8\t\n", ("red cat", "blue hat")),
        ("a.txt", 'red\t1\n"blue, dark"\t2\n', ("red", "blue, dark")),
        ("a.txt", "[Group]\nred\t1\nblue\t2\n", ("red", "blue")),
        ("a.txt", "\tred\t1\n\tblue\t2\n", ("red", "blue")),
        ("selected_tags.csv", "tag_id,name,category,count\n1,1girl,0,9\n2,solo,0,8\n", ("1girl", "solo")),
        ("a.csv", ",tag,count\n0,red cat,3\n1,blue hat,2\n", ("red cat", "blue hat")),
        ("a.csv", "id;Title\n1;red\n2\n3;blue\n", ("red", "blue")),
        ("a.tsv", "id\tkeyword\n1\tred cat\n", ("red cat",)),
        ("a.txt", "id\tkeyword\n1\tred, white\n2\tblue\n", ("red, white", "blue")),
        ("a.csv", "id,name\nx1,red\nx2,blue\n", ("id", "x1", "x2")),
        ("a.csv", "year,event\n2021,a\n2022,b\n", ("year", "2021", "2022")),
    ],
)
def test_tables(tmp_path: Path, name: str, text: str, keywords: tuple[str, ...]) -> None:
    words = read(tmp_path, name, text)
    assert words.keywords == keywords
    is_table = "\t" in text or ";" in text or "1" in text
    assert any("columns" in note for note in words.notes) == is_table


def test_a_column_that_is_not_the_first_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, "selected_tags.csv", "tag_id,name,count\n1,1girl,9\n2,solo,8\n")
    assert found.notes == ("Of 3 columns, only this one was read: name",)


def test_quotation_marks_that_do_not_match(tmp_path: Path) -> None:
    with pytest.raises(KeywordListError, match="Line 2: the quotation marks"):
        read(tmp_path, "a.csv", 'red,1\n"blue,2\n')


def test_tabs_that_make_no_columns_are_white_space() -> None:
    assert KeywordList.parse("red\tcat\nblue hat").keywords == ("red cat", "blue hat")
    assert KeywordList.parse("hat\t# why\ncat\t# because").keywords == ("hat", "cat")
    assert KeywordList.parse("\tred\n\tblue").keywords == ("red", "blue")


def test_tabs_in_some_lines_are_noted() -> None:
    note = "Tabs were read as spaces in lines that make no table: 1, 4"
    assert KeywordList.parse("red\t1\nblue\n# a\tb\ncat\t2\t# why").notes == (note,)
    assert KeywordList.parse("red\tblue").notes == (
        "Tabs were read as spaces in lines that make no table: 1",
    )
    assert KeywordList.parse("hat\t# why\ncat\n\tdog").notes == ()


@pytest.mark.parametrize(
    ("text", "keywords"),
    [
        ("- red\n- blue", ("red", "blue")),
        ("* red\n\n  + blue\n• cat", ("red", "blue", "cat")),
        ("1. red\n2) blue\n10. cat", ("red", "blue", "cat")),
        ("[A]\n- [ ] red\n- [x] blue", ("red", "blue")),
        ('"red",\n"blue"', ("red", "blue")),
        ("'red'\n'blue, dark'", ("red", "blue, dark")),
        ('"red, white", "blue"', ("red, white", "blue")),
        ("red; blue; green", ("red", "blue", "green")),
        ("red；blue；", ("red", "blue")),
        ("colours:\n  - red\n  - blue", ("red", "blue")),
    ],
)
def test_marks_that_every_line_has_are_left_out(text: str, keywords: tuple[str, ...]) -> None:
    words = KeywordList.parse(text)
    assert words.keywords == keywords
    assert len(words.notes) >= 1
    again = KeywordList.parse(words.format())
    assert (again, again.notes) == (words, ())


@pytest.mark.parametrize(
    ("line", "keywords", "said"),
    [
        ("3::blue dog", ("blue dog",), "without the weight"),
        ("0.5 :: blue dog", ("blue dog",), "without the weight"),
        ("{big|small} house", ("big house", "small house"), "each choice"),
        ("{a|{b|c}} {d|e}", ("a d", "a e", "b d", "b e", "c d", "c e"), "each choice"),
        ("{2::big|small|} house", ("big house", "small house", "house"), "each choice"),
        ("{1-2$$ and $$big|small} house", ("big house", "small house"), "each choice"),
        ("__animals__ in snow", (), "left out"),
        ("a __wild/card-1*__", (), "left out"),
        ("$$x", ("$$x",), "as written"),
        ("a ${x}", ("a ${x}",), "as written"),
        ("- red", ("- red",), "list mark"),
        ("1. red", ("1. red",), "list mark"),
        ('"red"', ('"red"',), "quotation marks"),
        ("red; blue", ("red; blue",), "semicolons"),
        ("red:1.2", ("red:1.2",), "number at the end"),
        ("light blue | 1.2", ("light blue | 1.2",), "number at the end"),
        ("saber (fate): .5", ("saber (fate): .5",), "number at the end"),
    ],
)
def test_lines_of_wildcard_files(line: str, keywords: tuple[str, ...], said: str) -> None:
    words = KeywordList.parse(f"tree\n{line}\n")
    assert words.keywords == ("tree", *keywords)
    (note,) = words.notes
    assert said in note and note.startswith("Line 2 ")
    again = KeywordList.parse(words.format())
    assert (again, again.notes) == (words, ())
    assert KeywordList.parse(f"tree\n\\{line}\n").keywords == ("tree", line)


@pytest.mark.parametrize(
    "line",
    [
        "3:2",
        "a 16:9",
        "a:b",
        "a|b 2",
        "area 51",
        "a :: b",
        "{red}",
        "x__y__z",
        "__",
        "snake_case",
        ":|",
        ";)",
        "it's",
        "-red",
        "1.5 cats",
    ],
)
def test_what_only_looks_alike_is_a_plain_word(line: str) -> None:
    words = KeywordList.parse(f"tree\n{line}\n")
    assert words.keywords == ("tree", line)
    assert words.notes == () or line == ";)"
    assert KeywordList.parse(words.format()) == words


@pytest.mark.parametrize("line", ["{a|b}" * 100, "{|}" * 50_000, "{" * 50_000 + "a|b" + "}" * 50_000])
def test_choices_without_end_are_refused(line: str) -> None:
    with hang_guard():
        try:
            assert len(KeywordList.parse(f"tree\n{line}")) <= 3
        except KeywordListError as error:
            assert "Line 2: " in str(error) and len(str(error)) < 300


def test_too_many_choices_in_all_are_refused() -> None:
    with pytest.raises(KeywordListError, match=r"Line \d+: .*more than 10000"):
        KeywordList.parse("{a|b|c|d|e|f|g|h|i|j} {0|1|2|3|4|5|6|7|8|9}\n" * 200)


@pytest.mark.parametrize(
    "words", [["- a"], ["1. b"], ["3::c"], ["{a|b}"], ["__x__"], ['"q"'], ["a; b"], ["$$"], ["a:1"]]
)
def test_words_that_look_like_marks_are_kept_in_a_list_of_words(words: list[str]) -> None:
    listed = KeywordList.of(words)
    again = KeywordList.parse(listed.format())
    assert (again, again.notes) == (listed, ())


def test_import_stores_our_own_format_and_says_what_was_noticed(tmp_path: Path) -> None:
    store = PresetStore(tmp_path / "none", tmp_path / "own")
    (tmp_path / "wild.yaml").write_text(YAML)
    saved = store.import_file(tmp_path / "wild.yaml")
    assert saved.name == "wild" and any("3::" in note for note in saved.notes)
    assert KeywordList.parse(store.read("wild")) == KeywordList.parse(YAML, ".yaml")
    assert KeywordList.parse(store.read("wild")).notes == ()
    (tmp_path / "mine.txt").write_text("- a\n- A\n")
    assert [note[:8] for note in store.import_file(tmp_path / "mine.txt").notes] == ["Each lin", "Repeated"]
    assert store.save("typed", "a, b\nc").notes == tuple(list_notes(KeywordList.parse("a, b\nc"))) != ()


@pytest.mark.parametrize(
    "text", ["a" * (MAX_BYTES + 1), "tree\n" + "a, " * 3_500_000, "tree\n" + "a" * 10_000_000], ids=len
)
def test_too_much_is_refused_quickly(text: str) -> None:
    with hang_guard(), pytest.raises(KeywordListError, match=r"at most|too large") as caught:
        KeywordList.parse(text)
    assert len(str(caught.value)) < 200


def test_a_word_of_thousands_of_characters_is_read_and_one_of_more_refused() -> None:
    assert KeywordList.parse("w" * 5_000).keywords == ("w" * 5_000,)
    for text in ("w" * (MAX_KEYWORD + 1), f"[{'g' * (MAX_KEYWORD + 1)}]", "template: {}" + "t" * MAX_KEYWORD):
        with pytest.raises(KeywordListError, match=r"Line 2: .* at most 10,000"):
            KeywordList.parse(f"tree\n{text}\n")
    with pytest.raises(KeywordListError, match="Keyword 1: "):
        KeywordList.of(["w" * (MAX_KEYWORD + 1)])


@pytest.mark.skipif(sys.platform == "win32", reason="it has no endless file")
def test_a_stream_without_end_is_not_read_to_it() -> None:
    with hang_guard(), pytest.raises(KeywordListError, match="too large"):
        KeywordList.read("/dev/zero")


@pytest.mark.parametrize("name", ["n" * 5_000, "n\0", "n" * 5_000 + ".yaml"])
def test_a_path_that_no_file_can_have(name: str) -> None:
    with pytest.raises(KeywordListError, match="no such file") as caught:
        KeywordList.read(name)
    assert len(str(caught.value)) < 200


def test_json_of_the_longest_words_is_short_in_messages(tmp_path: Path) -> None:
    with pytest.raises(KeywordListError) as caught:
        read(tmp_path, "a.json", json.dumps({"g" * 20_000: ["cat"]}))
    assert len(str(caught.value)) < 300


@given(st.text("ab 1٣-*•_:：|{}$\"'“”「」()[]", max_size=9) | st.text(max_size=9))
def test_a_text_without_a_character_of_any_mark_has_no_mark(text: str) -> None:
    plain = re.sub(r"""[-*+•・‣▪◦.)"'“「:：|$_]""", "", text)
    assert not has_marks(plain)
    assert Wildcards().words(1, plain) == [plain]
