"""Ticked words go into a prompt."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.workbench import Panel

pytestmark = pytest.mark.browser

WORDS = "[Animals]\ncat\ndog\n[Looks]\nsmile (shy)\nblue eyes\n"


@pytest.fixture
def ranked(panel: Panel, photo: Path) -> Panel:
    panel.put(photo)
    panel.type(keywords=WORDS)
    assert panel.rank() == ""
    return panel


def ticked(panel: Panel) -> set[str]:
    boxes = panel.page.locator(".clip-critic-tick:checked")
    return set(boxes.evaluate_all("boxes => boxes.map(box => box.dataset.word)"))


def prompt(panel: Panel, name: str = "prompt") -> str:
    return str(panel.box(name).input_value())


def test_the_mouse_ticks_a_word_wherever_it_stands(ranked: Panel) -> None:
    everywhere = ranked.ticks("cat")
    assert everywhere.count() >= 3  # the ranking, a round, its group
    ranked.page.locator(".clip-critic-groups .clip-critic-row", has_text="cat").click()
    assert everywhere.evaluate_all("boxes => boxes.every(box => box.checked)")
    assert ticked(ranked) == {"cat"}

    everywhere.first.uncheck()
    assert ticked(ranked) == set()


def test_the_keyboard_ticks_words(ranked: Panel) -> None:
    first, second = ranked.words()[:2]
    ranked.page.locator(".clip-critic-ranking .clip-critic-tick").first.focus()
    ranked.page.keyboard.press("Space")
    ranked.page.keyboard.press("Tab")
    ranked.page.keyboard.press("Space")
    assert ticked(ranked) == {first, second}
    ranked.page.keyboard.press("Shift+Tab")
    ranked.page.keyboard.press("Space")
    assert ticked(ranked) == {second}


def test_a_focused_word_is_marked(ranked: Panel) -> None:
    row = ranked.page.locator(".clip-critic-ranking .clip-critic-row:not(.clip-critic-head)").first
    before = row.evaluate("row => getComputedStyle(row).outlineStyle")
    row.locator("input").focus()
    assert (before, row.evaluate("row => getComputedStyle(row).outlineStyle")) == ("none", "solid")


def test_append_doubles_nothing(ranked: Panel) -> None:
    ranked.type(prompt="a photo, (cat:1.2)")
    for word in ("cat", "dog"):
        ranked.ticks(word).first.check()
    assert ranked.write() == "Written."
    assert prompt(ranked) == "a photo, (cat:1.2), dog"
    assert "already" in ranked.write()
    assert prompt(ranked) == "a photo, (cat:1.2), dog"


def test_prepend_replace_weight_and_marks(ranked: Panel) -> None:
    ranked.type(prompt="a photo <lora:x:0.8>")
    ranked.ticks("smile (shy)").first.check()
    ranked.write(mode="prepend", weight="1.2")
    assert prompt(ranked) == r"(smile \(shy\):1.2), a photo <lora:x:0.8>"

    ranked.ticks("smile (shy)").first.uncheck()
    ranked.ticks("blue eyes").first.check()
    ranked.write(mode="replace")
    assert prompt(ranked) == "blue eyes <lora:x:0.8>"


def test_words_are_written_in_the_order_of_the_ranking(ranked: Panel) -> None:
    for word in sorted(ranked.words()):
        ranked.ticks(word).first.check()
    ranked.write(mode="replace")
    assert prompt(ranked).replace("\\", "") == ", ".join(ranked.words())


def test_the_negative_prompt_is_a_box_of_its_own(ranked: Panel) -> None:
    ranked.ticks("dog").first.check()
    assert ranked.write("negative_prompt") == "Written."
    assert (prompt(ranked), prompt(ranked, "negative_prompt")) == ("", "dog")


def test_what_was_written_is_known_to_the_server(ranked: Panel) -> None:
    """The next writing starts from the box's text, whoever wrote it."""
    ranked.ticks("dog").first.check()
    ranked.write()
    ranked.type(prompt=prompt(ranked) + ", winter")
    ranked.ticks("cat").first.check()
    ranked.write()
    assert prompt(ranked) == "dog, winter, cat"


def test_nothing_ticked_leaves_the_prompt_alone(ranked: Panel) -> None:
    ranked.type(prompt="mine")
    assert ranked.write() == "Tick at least one word first."
    assert prompt(ranked) == "mine"


def test_nothing_ticked_brings_no_earlier_writing_back(ranked: Panel) -> None:
    ranked.ticks("cat").first.check()
    ranked.write()
    ranked.ticks("cat").first.uncheck()
    ranked.type(prompt="typed since")
    assert ranked.write(mode="replace") == "Tick at least one word first."
    assert prompt(ranked) == "typed since"


def test_a_weight_that_cannot_be_used(ranked: Panel) -> None:
    ranked.ticks("cat").first.check()
    ranked.type(prompt="mine")
    message = ranked.write(weight="-1")
    assert "weight" in message.lower() or prompt(ranked) == "mine, (cat:-1)"
    ranked.write(weight="")
    assert "cat" in prompt(ranked)


def test_a_new_ranking_starts_without_ticks(ranked: Panel) -> None:
    for word in ("cat", "dog"):
        ranked.ticks(word).first.check()
    ranked.type(keywords="winter\nsummer\ncat\nthe ocean")
    assert ranked.rank() == ""
    ranked.page.wait_for_timeout(100)
    assert ticked(ranked) == set()
    assert ranked.rank() == ""  # the same words once more
    ranked.ticks("winter").first.check()
    ranked.write()
    assert prompt(ranked) == "winter"


def test_phrases_of_the_audit_can_be_written(panel: Panel, generated: Path) -> None:
    panel.put(generated)
    panel.type(keywords="cat\nwinter")
    panel.rank()
    panel.page.locator(".clip-critic-audit .clip-critic-tick").nth(2).check()
    panel.write()
    assert prompt(panel) == "the ocean"


def test_a_word_in_two_spellings_is_ticked_and_written_once(panel: Panel, photo: Path) -> None:
    panel.put(photo)
    panel.type(keywords="[One]\ncafé\nsky\n[Two]\nCafe\u0301\nsea")
    assert panel.rank() == ""
    panel.ticks("café").first.check()
    assert ticked(panel) == {"café", "Café"}
    assert panel.write() == "Written."
    assert prompt(panel) in ("café", "Café")
    assert "already" in panel.write()
