"""Presets on the page: chosen, saved, renamed, deleted, from several windows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.workbench import Panel

pytestmark = pytest.mark.browser


def text(panel: Panel) -> str:
    return str(panel.box("keywords").input_value())


def on_disk(panel: Panel) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in panel.workbench.lists.glob("*.txt")}


def test_choosing_shows_the_list(panel: Panel) -> None:
    assert {"First look", "Painters", "People"} <= set(panel.presets())
    panel.choose("Painters")
    assert "Claude Monet" in text(panel)


def test_saved_lists_are_kept_and_listed(panel: Panel) -> None:
    assert panel.save_as("My hats", "top hat\nbowler") == "Saved as My hats."
    assert panel.box("preset").input_value() == "My hats"
    assert on_disk(panel) == {"My hats": "top hat\nbowler"}

    panel.type(keywords="top hat\nbowler\nfez")
    assert panel.press("preset_save") == "Saved as My hats."
    assert on_disk(panel) == {"My hats": "top hat\nbowler\nfez"}

    panel.choose("Painters")
    panel.choose("My hats")
    assert text(panel) == "top hat\nbowler\nfez"


def test_a_message_stays_until_the_next_one(panel: Panel) -> None:
    panel.save_as("Stays", "cat")
    panel.page.wait_for_timeout(700)
    assert panel.texts("#clip_critic_preset_message .clip-critic-message") == ["Saved as Stays."]


def test_the_page_loaded_again_knows_them(panel: Panel) -> None:
    panel.save_as("First look", "cat\nmine now")
    panel.save_as("Another", "dog")
    panel.open()
    assert "Another" in panel.presets()
    assert text(panel) == "dog" or text(panel) == "cat\nmine now"
    assert panel.box("preset").input_value() == "First look"
    assert text(panel) == "cat\nmine now"


def test_renaming(panel: Panel) -> None:
    panel.save_as("Old", "cat")
    panel.type(preset_name="New")
    assert panel.press("preset_rename") == "Renamed."
    assert on_disk(panel) == {"New": "cat"}
    assert panel.box("preset").input_value() == "New"
    panel.type(keywords="cat\ndog")
    assert panel.press("preset_save") == "Saved as New."
    assert on_disk(panel) == {"New": "cat\ndog"}


def test_renaming_does_not_take_over_what_another_window_wrote(windows: Callable[..., Panel]) -> None:
    first, second = windows(), windows()
    first.save_as("Shared", "cat")
    second.press("preset_reload")
    second.choose("Shared")
    second.type(keywords="cat\nthe second's")
    second.press("preset_save")

    first.type(preset_name="Renamed", keywords="cat\nthe first's")
    assert first.press("preset_rename") == "Renamed."
    assert "different version" in first.press("preset_save")
    assert sorted(on_disk(first).values()) == ["cat\nthe first's", "cat\nthe second's"]


def test_deleting_moves_to_the_trash(panel: Panel) -> None:
    panel.save_as("Short lived", "cat")
    assert "trash" in panel.press("preset_delete")
    assert on_disk(panel) == {}
    assert [path.read_text() for path in (panel.workbench.lists / "trash").glob("*.txt")] == ["cat"]
    assert "Short lived" not in panel.presets()
    assert text(panel) == "cat"  # still there to be saved again


def test_bundled_lists_cannot_be_deleted(panel: Panel) -> None:
    panel.choose("Painters")
    assert "comes with CLIP Critic" in panel.press("preset_delete")
    assert "Painters" in panel.presets()


def test_two_windows_saving_lose_nothing(windows: Callable[..., Panel]) -> None:
    first, second = windows(), windows()
    first.save_as("Shared", "start")
    second.press("preset_reload")
    second.choose("Shared")

    first.type(keywords="start\nfrom the first")
    second.type(keywords="start\nfrom the second")
    assert first.press("preset_save") == "Saved as Shared."
    message = second.press("preset_save")
    assert '"Shared" on disk is a different version' in message
    assert on_disk(first) == {"Shared": "start\nfrom the first", "Shared (2)": "start\nfrom the second"}
    assert second.box("preset").input_value() == "Shared (2)"

    first.press("preset_reload")
    first.choose("Shared (2)")
    assert text(first) == "start\nfrom the second"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("../x", "/ is not allowed"),
        ("CON", "Windows reserves it"),
        ("<script>window.__hit=1</script>", "< is not allowed"),
        ('a"b', "is not allowed"),
        (".hidden", "starts with a dot"),
        ("n" * 101, "too long"),
        ("  ", "First enter a name"),
    ],
)
def test_names_that_cannot_be_used(panel: Panel, name: str, message: str) -> None:
    assert message in panel.save_as(name, "cat")
    assert on_disk(panel) == {}
    assert panel.page.evaluate("window.__hit") is None
    assert panel.save_as("Fine", "cat") == "Saved as Fine."


def test_an_empty_list_is_not_saved(panel: Panel) -> None:
    assert "empty" in panel.save_as("Nothing", "# only a comment")
    assert on_disk(panel) == {}


def test_a_deleted_file_is_told(panel: Panel) -> None:
    panel.save_as("Gone", "cat")
    panel.choose("Painters")
    (panel.workbench.lists / "Gone.txt").unlink()
    panel.choose("Gone")
    assert "no preset named" in " ".join(panel.texts("#clip_critic_preset_message"))
    panel.press("preset_reload")
    assert "Gone" not in panel.presets()


def test_a_folder_that_cannot_be_written(panel: Panel) -> None:
    lists: Path = panel.workbench.lists
    lists.write_text("a file in its place", encoding="utf-8")
    try:
        assert "cannot be" in panel.save_as("Mine", "cat")
        panel.open()
        assert "cannot be read" in panel.press("preset_reload")
    finally:
        lists.unlink()
    panel.open()
    assert panel.save_as("Mine", "cat") == "Saved as Mine."
