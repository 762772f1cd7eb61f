"""Damaged list files: whatever the bytes, a list or one sentence."""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path

import pytest

from clip_critic.errors import CriticError, KeywordListError, PresetError
from clip_critic.keywords.lists import KeywordList
from clip_critic.keywords.names import check_name
from clip_critic.keywords.presets import PresetStore
from clip_critic.keywords.texts import decode

pytestmark = pytest.mark.slow

MUTANTS = 2_500
SAMPLES = {
    ".txt": "# why\ntemplate: a {}\nred, blue\n[Group]\n3::dog\n{big|small} house\n- item\n\\#1 dad\n傘\tx\n",
    ".yaml": "a:\n  b: [red, 'blue']\n  c:\n  - &x cat\n  - |\n    dog\n# note\nd: {e: f}\n",
    ".json": json.dumps({"a": ["red", {"b": ["blue", 1, None]}], "傘": "hat"}, ensure_ascii=False),
    ".csv": '1girl,0,6008644,"1girls,sole_female"\nhatsune_miku,4,100000,"初音ミク"\n',
    ".md": "# Colours\n\n- red\n  * **blue**\n1. `green`\n\ntext\n",
}
# fmt: off
INSERTED = [
    b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\r", b"\n", b"\t", b'"', b"[", b"]", b"{", b"}", b"|",
    b"&a ", b"*a", b"!!", b": ", b"- ", b"#", b"\\", b",", b";", b"::", b"__", b"$$", b"{}", b"\xc3\x28",
    b"9" * 50, b"[" * 200, b"\xed\xa0\x80",
]
# fmt: on


def mutant(data: bytes, random_: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random_.randint(1, 2)):
        place = random_.randrange(len(changed) + 1)
        kind = random_.randrange(4)
        if kind == 0:
            changed[place:place] = random_.choice(INSERTED)
        elif kind == 1:
            del changed[place : place + random_.randint(1, 12)]
        elif kind == 2 and place < len(changed):
            changed[place] = random_.randrange(256)
        else:
            start = random_.randrange(len(changed) + 1)
            changed[place:place] = changed[start : start + random_.randint(1, 30)]
    return bytes(changed)


@pytest.mark.parametrize("ending", SAMPLES)
def test_damaged_lists_are_read_or_refused(ending: str) -> None:
    random_ = random.Random(ending)
    read = 0
    for _ in range(MUTANTS):
        data = mutant(SAMPLES[ending].encode(), random_)
        try:
            words = KeywordList.parse(decode(data), ending)
        except KeywordListError as error:
            assert 10 < len(str(error)) < 400 and "\n" not in str(error), data
            continue
        read += 1
        again = KeywordList.parse(words.format())
        assert (again, again.notes) == (words, ()), data
    assert MUTANTS * 0.04 < read < MUTANTS


@pytest.mark.parametrize("ending", SAMPLES)
def test_presets_of_damaged_files_are_saved_whole_or_refused(ending: str, tmp_path: Path) -> None:
    store = PresetStore(tmp_path / "none", tmp_path / "own")
    random_ = random.Random(f"presets {ending}")
    for number in range(40):
        source = tmp_path / f"list {number}{ending}"
        source.write_bytes(mutant(SAMPLES[ending].encode(), random_))
        try:
            saved = store.import_file(source)
        except CriticError as error:
            assert len(str(error)) < 400
            continue
        assert KeywordList.parse(store.read(saved.name)) == KeywordList.read(source)
    assert not list((tmp_path / "own").glob("*.part"))


def test_presets_of_any_name_are_found_or_not(tmp_path: Path) -> None:
    """Any preset that a request may name is found or not: a name in any state, or a text."""
    store = PresetStore(tmp_path / "none", tmp_path / "own")
    random_ = random.Random("names")
    for _ in range(MUTANTS):
        name = mutant("Mine 傘.txt".encode(), random_).decode("utf-8", "surrogateescape")
        for ask in (store.get, store.restore, store.delete):
            with pytest.raises(CriticError) as caught:
                ask(name)
            assert len(str(caught.value)) < 300
        try:
            assert check_name(name) == check_name(name).strip()
        except PresetError as error:
            assert len(str(error)) < 400
    for name in ("n" * 5_000, "/" * 5_000, "\0" * 5_000, "\udce9" * 5_000):
        for change in (store.get, check_name, lambda long: store.save(long, "cat")):
            with pytest.raises(PresetError) as caught:
                change(name)
            assert len(str(caught.value)) < 300


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_file_whose_name_is_not_utf8_is_left_out_and_named(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    source = own / os.fsdecode(b"caf\xe9.txt")
    source.write_text("cat")
    store = PresetStore(tmp_path / "none", own)
    assert store.entries() == ()
    assert store.skipped() == ("caf\\xe9.txt",)
    assert store.save("hats", "hat").name == "hats"
    assert store.names() == ["hats"]
    with pytest.raises(CriticError, match=r"caf\\xe9\.txt is not UTF-8"):
        store.import_file(source)
    assert store.import_file(source, "coffee").name == "coffee"
    assert KeywordList.read(source).keywords == ("cat",)
