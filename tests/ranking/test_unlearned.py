"""Words that the encoder has never learned say the same in reports, in the terminal and on the page."""

from __future__ import annotations

import json
from pathlib import Path

from clip_critic.ranking.unlearned import MEANING, UNLEARNED, mark_of, unlearned_notes

WORDS_OF_PAGES = Path(__file__).resolve().parents[2] / "localizations" / "ja_JP.json"


def test_the_words_are_those_of_the_page() -> None:
    known = json.loads(WORDS_OF_PAGES.read_text(encoding="utf-8"))
    assert MEANING in known and MEANING.startswith(UNLEARNED)
    (note,) = unlearned_notes(("zebra", "parasol"))
    assert note.replace("(2)", "({count})") in known


def test_only_unknown_words_are_marked() -> None:
    assert mark_of("zebra", ("zebra", "parasol")) == "?"
    assert mark_of("red", ("zebra", "parasol")) == ""
    assert unlearned_notes(()) == ()
