"""Ticked words go into a prompt."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.face import RankFace
from tests.browser.states import until_equal, until_still

pytestmark = pytest.mark.browser

WORDS = "[Animals]\ncat\ndog\n[Looks]\nsmile (shy)\nblue eyes\n"


@pytest.fixture
def ranked(face: RankFace, photo: Path) -> RankFace:
    face.put(photo)
    face.type(keywords=WORDS)
    assert face.rank() == ""
    return face


def prompt(face: RankFace, name: str = "prompt") -> str:
    return str(face.find(f"cc-prompt-boxes #{name}").input_value())


def fill(face: RankFace, text: str, name: str = "prompt") -> None:
    face.find(f"cc-prompt-boxes #{name}").fill(text)


def test_the_mouse_ticks_a_word_wherever_it_stands(ranked: RankFace) -> None:
    everywhere = ranked.ticks("cat")
    assert everywhere.count() == 2  # the ranking, its group
    ranked.find('.groups .row[data-word="cat"]').click()
    assert everywhere.evaluate_all("boxes => boxes.every(box => box.checked)")
    assert ranked.ticked() == {"cat"}
    assert ranked.find("cc-ladder .stack span.ticked").count() >= 1

    everywhere.first.uncheck()
    assert ranked.ticked() == set()


def test_rounds_tick_words(ranked: RankFace) -> None:
    winner = ranked.find("cc-ladder .winner").first
    word = winner.locator("bdi").inner_text()
    winner.click()
    assert winner.get_attribute("aria-pressed") == "true"
    assert ranked.ticked() == {word}
    ranked.find(f'cc-ladder .stack span[title^="{word} "]').first.click(position={"x": 4, "y": 4})
    assert ranked.ticked() == set()


def test_the_keyboard_moves_and_ticks(ranked: RankFace) -> None:
    first, second, third, last = ranked.words()
    ranked.find(".ranking .row input").first.focus()
    keys = ranked.page.keyboard
    keys.press("Space")
    keys.press("ArrowDown")
    keys.press("Space")
    assert ranked.ticked() == {first, second}
    keys.press("ArrowUp")
    keys.press("Space")
    keys.press("End")
    keys.press("Space")
    keys.press("ArrowDown")  # there is nothing below
    keys.press("ArrowUp")
    keys.press("Space")
    assert ranked.ticked() == {second, third, last}
    keys.press("Home")
    keys.press("Space")
    assert ranked.ticked() == {first, second, third, last}


def test_a_list_is_one_stop_of_the_tabulator(ranked: RankFace) -> None:
    stops = ranked.find(".ranking .row input").evaluate_all("all => all.map(box => box.tabIndex)")
    assert sorted(stops) == [-1, -1, -1, 0]


def test_a_focused_word_is_marked(ranked: RankFace) -> None:
    row = ranked.find(".ranking .row").nth(1)
    before = row.evaluate("row => getComputedStyle(row).outlineStyle")
    row.locator("input").focus()
    assert (before, row.evaluate("row => getComputedStyle(row).outlineStyle")) == ("none", "solid")


def test_the_bar_of_actions_comes_with_the_first_word_and_counts(ranked: RankFace) -> None:
    assert ranked.page.locator("cc-actions").count() == 0
    ranked.ticks("cat").first.check()
    bar = ranked.page.locator("cc-actions strong")
    assert bar.inner_text() == "1 word"
    ranked.ticks("dog").first.check()
    assert bar.inner_text() == "2 words"
    until_still(ranked.page)
    box = ranked.page.locator("cc-actions").bounding_box()
    assert box and box["y"] + box["height"] <= ranked.page.evaluate("innerHeight") + 1  # it sticks
    ranked.ticks("cat").first.uncheck()
    ranked.ticks("dog").first.uncheck()
    assert ranked.page.locator("cc-actions").count() == 0


def test_append_doubles_nothing(ranked: RankFace) -> None:
    fill(ranked, "a photo, (cat:1.2)")
    for word in ("cat", "dog"):
        ranked.ticks(word).first.check()
    assert ranked.write() == "Written."
    assert prompt(ranked) == "a photo, (cat:1.2), dog"
    assert "already" in ranked.write()
    assert prompt(ranked) == "a photo, (cat:1.2), dog"


def test_prepend_replace_weight_and_marks(ranked: RankFace) -> None:
    fill(ranked, "a photo <lora:x:0.8>")
    ranked.ticks("smile (shy)").first.check()
    ranked.write(mode="prepend", weight="1.2")
    assert prompt(ranked) == r"(smile \(shy\):1.2), a photo <lora:x:0.8>"

    ranked.ticks("blue eyes").first.check()
    ranked.ticks("smile (shy)").first.uncheck()
    ranked.write(mode="replace")
    assert prompt(ranked) == "blue eyes <lora:x:0.8>"


def test_words_are_written_in_the_order_of_the_ranking(ranked: RankFace) -> None:
    for word in sorted(ranked.words()):
        ranked.ticks(word).first.check()
    ranked.write(mode="replace")
    assert prompt(ranked).replace("\\", "") == ", ".join(ranked.words())


def test_the_negative_prompt_is_a_box_of_its_own(ranked: RankFace) -> None:
    ranked.ticks("dog").first.check()
    assert ranked.write("negative_prompt") == "Written."
    assert (prompt(ranked), prompt(ranked, "negative_prompt")) == ("", "dog")


def test_the_next_writing_starts_from_the_boxs_text(ranked: RankFace) -> None:
    ranked.ticks("dog").first.check()
    ranked.write()
    fill(ranked, prompt(ranked) + ", winter")
    ranked.ticks("cat").first.check()
    ranked.write()
    assert prompt(ranked) == "dog, winter, cat"


def test_a_weight_that_cannot_be_used(ranked: RankFace) -> None:
    ranked.ticks("cat").first.check()
    fill(ranked, "mine")
    message = ranked.write(weight="-1")
    assert "weight" in message.lower() or prompt(ranked) == "mine, (cat:-1)"
    ranked.write(weight="")
    assert "cat" in prompt(ranked)


def test_a_new_ranking_starts_without_ticks(ranked: RankFace) -> None:
    for word in ("cat", "dog"):
        ranked.ticks(word).first.check()
    ranked.type(keywords="winter\nsummer\ncat\nthe ocean")
    assert ranked.rank() == ""
    assert ranked.ticked() == set()
    assert ranked.rank() == ""  # the same words once more
    ranked.ticks("winter").first.check()
    ranked.write()
    assert prompt(ranked) == "winter"


def test_phrases_of_the_audit_can_be_written(face: RankFace, generated: Path) -> None:
    face.put(generated)
    face.type(keywords="cat\nwinter")
    face.rank()
    phrase = face.find("cc-audited-prompt .phrase").nth(2)
    phrase.focus()
    face.page.keyboard.press("Space")
    assert phrase.get_attribute("aria-pressed") == "true"
    face.write()
    assert prompt(face) == "the ocean"


def test_a_word_in_two_spellings_is_ticked_and_written_once(face: RankFace, photo: Path) -> None:
    face.put(photo)
    face.type(keywords="[One]\ncafé\nsky\n[Two]\nCafe\u0301\nsea")
    assert face.rank() == ""
    face.ticks("café").first.check()
    assert face.ticked() == {"café", "Cafe\u0301"} or face.ticked() == {"café", "Café"}
    assert face.page.locator("cc-actions strong").inner_text() == "1 word"
    assert face.write() == "Written."
    assert prompt(face) in ("café", "Café", "Cafe\u0301")
    assert "already" in face.write()


def test_words_are_copied_as_a_prompt(ranked: RankFace) -> None:
    ranked.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ranked.ticks("smile (shy)").first.check()
    ranked.page.locator("cc-actions cc-export-menu summary").click()
    ranked.page.locator("cc-actions cc-export-menu #copy").click()
    ranked.page.locator("cc-actions .message", has_text="Copied.").wait_for()
    assert ranked.page.evaluate("navigator.clipboard.readText()") == r"smile \(shy\)"


def test_ticked_words_start_a_loop(ranked: RankFace) -> None:
    ranked.ticks("cat").first.check()
    ranked.ticks("dog").first.check()
    words = [word for word in ranked.words() if word in ("cat", "dog")]
    ranked.page.locator("cc-actions #loop").click()
    ranked.page.locator("clip-critic #feedback:not([hidden])").wait_for()
    want = ranked.page.locator('cc-loop cc-control[data-field="want"] textarea')
    until_equal(ranked.page, want.input_value, ", ".join(words))
