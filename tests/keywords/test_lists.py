"""The text of keyword lists: reading, writing back, what is dropped and what is refused."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clip_critic.errors import KeywordListError, StorageError
from clip_critic.keywords.lists import Group, KeywordList
from clip_critic.keywords.texts import MAX_BYTES
from tests.hanging import hang_guard

WHOLE = r"""# Colours, for a test
template: a painting by {}
template: {}
Claude Monet
Katsushika Hokusai  # 1760-1849

[Colours]  # a group
template: the colour {}
C# sharp green
\#1 blue, light

[Things]
parasol
"""

# Everything that means something, so that hypothesis meets it often.
PIECES = (
    *(
        "[",
        "]",
        "#",
        " #",
        "\\",
        ",",
        "、",
        "，",
        "template:",
        "template：",
        "{}",
        "{",
        "a",
        "B",
        "é",
        "e\u0301",
    ),
    *(
        "\n",
        "\r\n",
        "\r",
        "\u2028",
        " ",
        "\t",
        "\u3000",
        "\u200b",
        "\ufeff",
        "\u200d",
        "☂️",
        "日本",
        "שלום",
        "ß",
        "İ",
    ),
)
snippets = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)


def words(text: str) -> list[str]:
    return list(KeywordList.parse(text).keywords)


def test_every_kind_of_line() -> None:
    read = KeywordList.parse(WHOLE)

    assert read.groups == (
        Group("", ("Claude Monet", "Katsushika Hokusai")),
        Group("Colours", ("C# sharp green", "#1 blue, light"), ("the colour {}",)),
        Group("Things", ("parasol",)),
    )
    assert read.templates == ("a painting by {}", "{}")
    assert len(read) == 5
    assert read.keywords[2:] == ("C# sharp green", "#1 blue, light", "parasol")
    assert (read.duplicates, read.notes) == (0, ())


def test_templates_of_a_group_are_its_own_or_the_lists_or_plain() -> None:
    plain, own, _ = KeywordList.parse(WHOLE).groups
    read = KeywordList.parse(WHOLE)

    assert read.templates_of(plain) == ("a painting by {}", "{}")
    assert read.templates_of(own) == ("the colour {}",)
    assert KeywordList.parse("tree").templates_of(Group("", ("tree",))) == ("{}",)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_any_line_end(end: str) -> None:
    assert words(f"girl{end}woman{end}") == ["girl", "woman"]
    assert KeywordList.parse(f"girl{end}{end}woman{end}").blanks == 1


@pytest.mark.parametrize(
    ("line", "keyword"),
    [
        ("C# code", "C# code"),
        ("a#b", "a#b"),
        ("hat # not a cap", "hat"),
        ("hat\t# not a cap", "hat"),
        (r"\#1 dad", "#1 dad"),
        (r"\dad #1", "dad #1"),
        (r"\[Group]", "[Group]"),
        (r"\template: x", "template: x"),
        (r"\red, white and blue", "red, white and blue"),
        (r"\\#", r"\#"),
        (r"\o/", r"\o/"),
        (r"\m/", r"\m/"),
        (r"miku \(vocaloid\)", r"miku \(vocaloid\)"),
        ("\\", "\\"),
        ("  two \t  words\u3000here ", "two words here"),
        ("girl,", "girl"),
        ("\ufeffgi\u200brl\u200e", "girl"),
        ("cafe\u0301", "café"),
        ("👩\u200d🎨", "👩\u200d🎨"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("ילדה עם שמשייה", "ילדה עם שמשייה"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("../../etc/passwd", "../../etc/passwd"),
        ("templates", "templates"),
    ],
)
def test_one_line_one_keyword(line: str, keyword: str) -> None:
    assert words(line) == [keyword]
    assert words(f"{line}\nlast") == [keyword, "last"]
    assert words(f"# first\n\n{line}") == [keyword]


@pytest.mark.parametrize(
    "text", ["a girl, a hat", "a girl、a hat", "a girl，a hat", "a girl､a hat", ", a girl,a hat ,\n"]
)
def test_commas_separate_a_list_typed_on_one_line(text: str) -> None:
    read = KeywordList.parse(text)

    assert read.keywords == ("a girl", "a hat")
    assert (read.blanks, read.notes) == (0, ())
    assert words(f"# said\ntemplate: a photo of {{}}\n\n{text}") == ["a girl", "a hat"]


def test_commas_in_a_longer_list_are_part_of_the_keyword_and_noted() -> None:
    read = KeywordList.parse("tree\ngirl, hat\ncloud,\n")

    assert read.keywords == ("tree", "girl, hat", "cloud")
    assert len(read.notes) == 1
    assert "Line 2" in read.notes[0]
    assert KeywordList.parse("tree\n\\girl, hat\n").notes == ()


def test_many_lines_with_commas_make_one_short_note() -> None:
    (note,) = KeywordList.parse("a, b\n" * 3 + "\n".join(f"{n}, x" for n in range(9))).notes
    assert note.startswith("12 lines (lines 1, 2, 3, 4, 5, ...)")


def test_duplicates_and_blanks_are_dropped_and_counted() -> None:
    read = KeywordList.parse("girl\n\nGIRL\n girl \nSTRASSE\nstraße\ncafé\ncafe\u0301\n\n[Again]\ngirl\n")

    assert read.keywords == ("girl", "STRASSE", "café", "girl")
    assert read.duplicates == 4
    assert read.blanks == 2
    assert KeywordList.parse("a,,b, ,c").blanks == 2


def test_a_heading_given_twice_continues_its_group() -> None:
    read = KeywordList.parse("[A]\none\n[B]\ntwo\n[a]\none\nthree\ntemplate: a {}\n")

    assert read.groups == (Group("A", ("one", "three"), ("a {}",)), Group("B", ("two",)))
    assert read.duplicates == 1


def test_a_group_without_keywords_is_dropped_and_noted() -> None:
    read = KeywordList.parse("[Hats]\n[Trees]\noak\n")

    assert [group.name for group in read.groups] == ["Trees"]
    assert "[Hats]" in read.notes[0]


def test_a_template_given_twice_counts_once_and_is_noted() -> None:
    read = KeywordList.parse("template: a {}\nTemplate : a {}\ntemplate：{}\ntree\n")

    assert read.templates == ("a {}", "{}")
    assert "Line 2" in read.notes[0]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("[ Two  words ]", "Two words"),
        ("[A] # b [c]", "A"),
        ("[Group #1]", "Group #1"),
        ("[a]b]", "a]b"),
        ("[帽子]", "帽子"),
    ],
)
def test_names_of_groups(line: str, name: str) -> None:
    assert KeywordList.parse(f"{line}\nhat").groups == (Group(name, ("hat",)),)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[Hats", "ends with ]"),
        ("[Hats] and more", "ends with ]"),
        ("[]", "heading is empty"),
        ("[ \u200b]", "heading is empty"),
        ("template: a painting", "{} once"),
        ("template: {} by {}", "{} once"),
        ("template: {} by {artist}", "no other braces"),
        ("template:", "{} once"),
        ("gi\x00rl", "U+0000"),
        ("girl\x1b[31m", "U+001B"),
        ("girl\x7f", "U+007F"),
        ("girl\x9b", "U+009B"),
        ("girl\ud800", "U+D800"),
    ],
)
def test_errors_name_the_line_and_the_cure(line: str, said: str) -> None:
    with pytest.raises(KeywordListError, match=r"^Line 3: ") as caught:
        KeywordList.parse(f"# one\r\ntwo\r\n{line}\r\nfour")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# only a comment", "template: a {}", "[Hats]", ",", " \u200b "]
)
def test_a_list_without_keywords_is_empty_until_words_are_required(text: str) -> None:
    read = KeywordList.parse(text)

    assert len(read) == 0
    assert read.groups == ()
    with pytest.raises(KeywordListError, match="empty"):
        read.require_words()


def test_one_keyword_is_enough() -> None:
    read = KeywordList.parse("girl")
    assert read.require_words() is read
    assert KeywordList.parse(read.format()) == read


def test_of_takes_words_as_they_stand() -> None:
    read = KeywordList.of(["a, b", "#1 dad", "[x]", "template: y", " two\nlines ", "", "A, B"])

    assert read.groups == (Group("", ("a, b", "#1 dad", "[x]", "template: y", "two lines")),)
    assert (read.duplicates, read.blanks) == (1, 1)
    assert KeywordList.parse(read.format()) == read
    assert KeywordList.of([]).groups == ()


def test_grouped_takes_names_and_words() -> None:
    read = KeywordList.grouped(
        [("girl / woman", ["girl", "woman"]), ("", ["x"]), ("none", []), ("Girl / Woman", ["lady"])]
    )

    assert read.groups == (Group("", ("x",)), Group("girl / woman", ("girl", "woman", "lady")))
    assert KeywordList.parse(read.format()) == read


def test_of_and_grouped_refuse_what_no_text_can_hold() -> None:
    with pytest.raises(KeywordListError, match=r"Keyword 2.*U\+0007"):
        KeywordList.of(["girl", "bell\a"])
    with pytest.raises(KeywordListError, match="brackets"):
        KeywordList.grouped([("a] # b", ["girl"])])


@settings(deadline=None)
@given(snippets)
def test_what_is_read_can_be_written_and_read_again(text: str) -> None:
    try:
        read = KeywordList.parse(text)
    except KeywordListError as error:
        assert str(error).startswith("Line ")
        return
    again = KeywordList.parse(read.format())

    assert again == read
    assert again.format() == read.format()
    assert (again.duplicates, again.notes) == (0, ())


@settings(deadline=None)
@given(st.lists(snippets, max_size=6))
def test_any_words_can_be_written_and_read_again(texts: list[str]) -> None:
    try:
        listed = KeywordList.of(texts)
    except KeywordListError as error:
        assert str(error).startswith("Keyword ")
        return
    assert KeywordList.parse(listed.format()) == listed
    assert len(listed) + listed.duplicates + listed.blanks == len(texts)


@settings(deadline=None)
@given(snippets)
def test_keywords_are_clean_and_unique_in_their_group(text: str) -> None:
    try:
        read = KeywordList.parse(text)
    except KeywordListError:
        return
    for group in read.groups:
        assert group.keywords
        assert len({word.casefold() for word in group.keywords}) == len(group.keywords)
        for word in group.keywords:
            assert word == " ".join(word.split()) == unicodedata.normalize("NFC", word)
            assert word
    assert len({group.name.casefold() for group in read.groups}) == len(read.groups)


@settings(deadline=None)
@given(
    st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), min_size=2, unique_by=str.casefold)
)
def test_plain_words_come_back_in_order_from_lines_and_from_commas(typed: list[str]) -> None:
    expected = KeywordList.of(typed)

    assert KeywordList.parse("\n".join(typed)) == expected
    assert KeywordList.parse(", ".join(typed)) == expected


@pytest.mark.slow
@pytest.mark.parametrize("separator", ["\n", ", ", "\r\n"])
def test_a_hundred_thousand_keywords(separator: str) -> None:
    words = [f"painter number {n}" for n in range(100_000)]
    with hang_guard():
        assert list(KeywordList.parse(separator.join(words)).keywords) == words


@pytest.mark.parametrize(
    "line",
    ["[" + "] " * 100_000, "\\" * 200_000, "template " * 50_000, "#" * 200_000, "a #" * 60_000],
    ids=lambda line: line[:2],
)
def test_an_endless_line_does_not_hang(line: str) -> None:
    with hang_guard():
        try:
            read = KeywordList.parse(line)
            assert KeywordList.parse(read.format()) == read
        except KeywordListError as error:
            assert len(str(error)) < 200


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_read_a_file_with_or_without_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "帽子.txt"
    path.write_bytes("[帽子]\r\n麦わら帽子\r\n".encode(encoding))

    assert (
        KeywordList.read(path)
        == KeywordList.read(str(path))
        == KeywordList((Group("帽子", ("麦わら帽子",)),))
    )


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "shift-jis", "euc-jp", "cp1252"]
)
def test_another_encoding_is_refused_with_the_cure(tmp_path: Path, encoding: str) -> None:
    text = "plain\ncafé\n" if encoding == "cp1252" else "plain\n麦わら帽子 hat\n"
    (tmp_path / "list.txt").write_bytes(text.encode(encoding))

    with pytest.raises(KeywordListError, match=r"^list\.txt: .*Save it as UTF-8") as caught:
        KeywordList.read(tmp_path / "list.txt")
    if not encoding.startswith("utf"):
        assert "Line 2" in str(caught.value)


def test_errors_of_a_file_name_the_file_and_the_line(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("hat\n[Hats\n")
    with pytest.raises(KeywordListError, match=r"^mine\.txt: Line 2: "):
        KeywordList.read(tmp_path / "mine.txt")
    with pytest.raises(KeywordListError, match=r"^none\.txt: There is no such file"):
        KeywordList.read(tmp_path / "none.txt")


def test_a_folder_is_no_keyword_list(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be read"):
        KeywordList.read(tmp_path)


def test_a_checkpoint_chosen_by_mistake_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)  # sparse
    with pytest.raises(KeywordListError, match="too large"):
        KeywordList.read(path)
