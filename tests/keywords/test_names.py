"""Names of presets that every platform can keep as a file."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clip_critic.errors import PresetError
from clip_critic.keywords.names import MAX_BYTES, MAX_CHARACTERS, check_name, name_key, next_free_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("First look", "First look"),
        ("  First look \n", "First look"),
        ("mine.txt", "mine"),
        ("mine.TXT ", "mine"),
        ("v1.2", "v1.2"),
        ("帽子と傘", "帽子と傘"),
        ("cafe\u0301", "café"),
        ("☂️ 👩\u200d🎨", "☂️ 👩\u200d🎨"),
        ("שמשייה", "שמשייה"),
        ("Console", "Console"),
        ("COM10", "COM10"),
        ("my CON", "my CON"),
        ("a" * MAX_CHARACTERS, "a" * MAX_CHARACTERS),
        ("trash", "trash"),
        ("-rf", "-rf"),
    ],
)
def test_allowed(given_name: str, kept: str) -> None:
    assert check_name(given_name) == kept


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "needs a name"),
        (" \t", "needs a name"),
        (".txt", "needs a name"),
        ("\u200d", "needs a name"),
        ("../x", "/ is not allowed"),
        ("..\\x", "is not allowed"),
        ("/etc/passwd", "/ is not allowed"),
        ("C:\\x", ": is not allowed"),
        ("C:", ": is not allowed"),
        ("<script>alert(1)</script>", "< is not allowed"),
        ('a"b', "is not allowed"),
        ("a|b", "is not allowed"),
        ("what?", "is not allowed"),
        ("*", "is not allowed"),
        ("..", "dot"),
        (".hidden", "starts with a dot"),
        ("dots...", "ends with a dot"),
        ("mine..txt", "ends with a dot"),
        ("CON", "device"),
        ("con", "device"),
        ("CON.txt", "device"),
        ("nul.tar.gz", "device"),
        ("Com1", "device"),
        ("LPT³", "device"),
        ("AUX .x", "device"),
        ("conin$", "device"),
        ("nu\x00l", "U+0000"),
        ("two\nlines", "U+000A"),
        ("\x1b[31m", "U+001B"),
        ("txt.\u202eexe", "U+202E"),
        ("zero\u200bwidth", "U+200B"),
        ("half\ud83d", "U+D83D"),
        ("a" * (MAX_CHARACTERS + 1), "too long"),
        ("傘" * 67, "too long"),
    ],
)
def test_refused_with_the_reason(name: str, said: str) -> None:
    with pytest.raises(PresetError, match="Choose another name") as caught:
        check_name(name)
    assert said in str(caught.value)
    assert str(caught.value).isprintable()


@settings(deadline=None)  # disks are slow
@given(st.text(max_size=120) | st.text("CONPRAUXLT19. ()é", max_size=8))
def test_what_is_allowed_is_one_file_in_the_folder_and_stays_allowed(name: str) -> None:
    try:
        kept = check_name(name)
    except PresetError:
        return
    assert check_name(kept) == kept == unicodedata.normalize("NFC", kept)
    assert len(kept.encode()) <= MAX_BYTES
    with TemporaryDirectory() as folder:
        (Path(folder) / f"{kept}.txt").write_bytes(b"")
        assert [path.name for path in Path(folder).iterdir()] == [f"{kept}.txt"]


def test_names_that_differ_in_case_or_composition_are_the_same() -> None:
    assert name_key("Foo") == name_key("foo")
    assert name_key("CAFÉ") == name_key("cafe\u0301")
    assert name_key("傘") != name_key("笠")


def test_the_next_free_name_counts_on() -> None:
    assert next_free_name("Hats", set()) == "Hats (2)"
    assert next_free_name("Hats", {"hats", "hats (2)"}) == "Hats (3)"
    assert next_free_name("Hats (2)", {"hats (2)"}) == "Hats (3)"
    assert next_free_name("(2)", set()) == "(2) (2)"


@given(st.text(min_size=1, max_size=MAX_CHARACTERS), st.integers(0, 30))
def test_the_next_free_name_is_free_and_allowed(name: str, taken: int) -> None:
    try:
        kept = check_name(name)
    except PresetError:
        return
    used = {name_key(kept)}
    for _ in range(taken):
        free = next_free_name(kept, used)
        assert name_key(free) not in used
        assert check_name(free) == free
        used.add(name_key(free))
