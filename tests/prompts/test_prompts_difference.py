"""The differences between two prompts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clip_critic.prompts.difference import Change, difference
from tests.prompt_texts import prompts

TEXTS = prompts() | st.text(max_size=60)


@given(TEXTS, TEXTS)
def test_both_sides_can_be_put_together_again(old: str, new: str) -> None:
    changes = difference(old, new)
    assert "".join(change.text for change in changes if change.kind != "added") == old
    assert "".join(change.text for change in changes if change.kind != "removed") == new
    assert all(change.text for change in changes)


@given(TEXTS)
def test_a_prompt_is_not_different_from_itself(text: str) -> None:
    assert difference(text, text) == ((Change("same", text),) if text else ())


def test_words_and_weights_are_told_apart() -> None:
    assert difference("a hat, (red:1.2)", "a hat, (red:1.35), star") == (
        Change("same", "a hat, (red:"),
        Change("removed", "1.2"),
        Change("added", "1.35"),
        Change("same", ")"),
        Change("added", ", star"),
    )


def test_lines_of_any_script_are_read() -> None:
    changes = difference("赤い丸、白い背景\n", "青い丸、白い背景\n")
    assert [change.kind for change in changes] == ["removed", "added", "same"]
    assert changes[-1].text == "、白い背景\n"
