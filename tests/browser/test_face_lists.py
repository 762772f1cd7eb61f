"""Keyword lists on the page: chosen, saved, renamed, deleted, from several windows."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.face import RankFace
from tests.browser.states import until_idle

pytestmark = pytest.mark.browser

JAPANESE = json.loads((Path(__file__).parents[2] / "localizations" / "ja_JP.json").read_text("utf-8"))


def on_disk(face: RankFace) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in face.workbench.lists.glob("*.txt")}


def test_choosing_shows_the_list(face: RankFace) -> None:
    assert {"First look", "Painters", "People"} <= set(face.presets())
    face.choose("Painters")
    assert "Claude Monet" in face.keywords


def test_saved_lists_are_kept_and_listed(face: RankFace) -> None:
    assert face.save_as("My hats", "top hat\nbowler") == "Saved as My hats."
    assert face.chosen == "My hats"
    assert on_disk(face) == {"My hats": "top hat\nbowler"}
    assert face.at("preset").locator("optgroup").first.locator("option").all_inner_texts() == ["My hats"]

    face.type(keywords="top hat\nbowler\nfez")
    assert "*" in face.at("edit").inner_text()  # not saved yet
    assert face.press("save") == "Saved as My hats."
    assert "*" not in face.at("edit").inner_text()
    assert on_disk(face) == {"My hats": "top hat\nbowler\nfez"}

    face.choose("Painters")
    face.choose("My hats")
    assert face.keywords == "top hat\nbowler\nfez"


def test_a_message_stays_until_the_next_one(face: RankFace) -> None:
    face.save_as("Stays", "cat")
    with face.page.expect_response(re.compile("/v1/lists$")) as read:  # as where a window is come back to
        face.page.evaluate("window.dispatchEvent(new Event('focus'))")
    read.value.finished()
    until_idle(face.page)
    assert face.told() == "Saved as Stays."


def test_saving_under_a_bundled_lists_name_warns(face: RankFace) -> None:
    message = face.save_as("Painters", "only mine")
    assert "bundled list has this name" in message
    assert face.find("cc-list-editor .message.warning").count() == 1
    assert on_disk(face) == {"Painters": "only mine"}


def test_everything_noticed_in_a_list_is_told(face: RankFace) -> None:
    assert face.save_as("Two notes", "cat\nred, blue\n[Empty]\n") == (
        "Line 2 has commas and was read as one keyword: commas separate only if the whole list is typed on "
        "one line. The group [Empty] has no keywords."
    )
    face.page.evaluate("lines => { window.localization = lines }", JAPANESE)
    face.type(keywords="cat\nred, blue\n[Empty]\n\n")
    assert face.press("save").endswith("グループ [Empty] にキーワードがありません。")
    face.page.evaluate("() => { delete window.localization }")


def test_a_file_that_is_left_out_is_named(face: RankFace) -> None:
    face.workbench.lists.mkdir(parents=True, exist_ok=True)
    path = face.workbench.lists / os.fsdecode(b"caf\xe9.txt")
    try:
        path.write_text("cat")
    except OSError:
        pytest.skip("this file system has no such names")
    try:
        face.type(keywords="cat")
        face.at("reload").click()
        left_out = face.find("cc-list-editor .warning")
        left_out.wait_for()
        assert "caf\\xe9.txt was left out" in left_out.inner_text()
    finally:
        path.unlink()


def test_changes_that_were_not_saved_come_back(face: RankFace) -> None:
    face.type(keywords="mine, not saved")
    face.choose("Painters")
    assert "Claude Monet" in face.keywords
    face.at("restore").click()
    assert face.keywords == "mine, not saved"
    assert face.chosen == "First look"


def test_the_page_loaded_again_knows_them(face: RankFace) -> None:
    face.save_as("First look", "cat\nmine now")
    face.save_as("Another", "dog")
    face.page.reload()
    face.at("rank").wait_for()
    face.until_read()
    assert "Another" in face.presets()
    assert face.chosen == "First look"
    assert face.keywords == "cat\nmine now"


def test_renaming(face: RankFace) -> None:
    face.save_as("Old", "cat")
    face.type(other="New")
    assert face.press("rename") == "Renamed."
    assert on_disk(face) == {"New": "cat"}
    assert face.chosen == "New"
    face.type(keywords="cat\ndog")
    assert face.press("save") == "Saved as New."
    assert on_disk(face) == {"New": "cat\ndog"}


def test_renaming_does_not_take_over_what_another_window_wrote(
    face_windows: Callable[..., RankFace],
) -> None:
    first, second = face_windows(), face_windows()
    first.save_as("Shared", "cat")
    second.reload_lists()
    second.choose("Shared")
    second.type(keywords="cat\nthe second's")
    second.press("save")

    first.type(other="Renamed", keywords="cat\nthe first's")
    assert first.press("rename") == "Renamed."
    assert "different version" in first.press("save")
    assert sorted(on_disk(first).values()) == ["cat\nthe first's", "cat\nthe second's"]


def test_deleting_moves_to_the_trash(face: RankFace) -> None:
    face.save_as("Short lived", "cat")
    assert "trash" in face.press("delete")
    assert on_disk(face) == {}
    assert [path.read_text() for path in (face.workbench.lists / "trash").glob("*.txt")] == ["cat"]
    assert "Short lived" not in face.presets()
    assert face.keywords == "cat"  # still there to be saved again


def test_bundled_lists_cannot_be_renamed_or_deleted(face: RankFace) -> None:
    face.choose("Painters")
    face.unfold("edit")
    assert face.at("delete").is_disabled() and face.at("rename").is_disabled()
    face.save_as("Mine", "cat")
    face.type(other="Ours")
    assert face.at("delete").is_enabled() and face.at("rename").is_enabled()


def test_buttons_that_can_do_nothing_are_disabled(face: RankFace) -> None:
    def enabled() -> list[str]:
        names = ("save", "save-as", "rename", "delete")
        return [name for name in names if face.at(name).is_enabled()]

    face.unfold("edit")
    assert enabled() == []
    face.type(other="  ")
    assert enabled() == []
    face.type(other="Mine")
    assert enabled() == ["save-as"]
    face.press("save-as")
    assert enabled() == ["delete"]
    face.type(keywords="cat", other="Ours")
    assert enabled() == ["save", "save-as", "rename", "delete"]
    face.press("save")
    assert enabled() == ["save-as", "rename", "delete"]


def test_two_windows_saving_lose_nothing(face_windows: Callable[..., RankFace]) -> None:
    first, second = face_windows(), face_windows()
    first.save_as("Shared", "start")
    second.reload_lists()
    second.choose("Shared")

    first.type(keywords="start\nfrom the first")
    second.type(keywords="start\nfrom the second")
    assert first.press("save") == "Saved as Shared."
    assert '"Shared" on disk is a different version' in second.press("save")
    assert on_disk(first) == {"Shared": "start\nfrom the first", "Shared (2)": "start\nfrom the second"}
    assert second.chosen == "Shared (2)"

    first.reload_lists()
    first.choose("Shared (2)")
    assert first.keywords == "start\nfrom the second"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("../x", "/ is not allowed"),
        ("CON", "Windows reserves it"),
        ("<script>window.__hit=1</script>", "is not allowed"),
        ('a"b', "is not allowed"),
        (".hidden", "starts with a dot"),
        ("n" * 101, "too long"),
    ],
)
def test_names_that_cannot_be_used(face: RankFace, name: str, message: str) -> None:
    assert message in face.save_as(name, "cat")
    assert on_disk(face) == {}
    assert face.page.evaluate("window.__hit") is None
    assert face.save_as("Fine", "cat") == "Saved as Fine."


def test_an_empty_list_is_not_saved(face: RankFace) -> None:
    assert "empty" in face.save_as("Nothing", "# only a comment")
    assert on_disk(face) == {}


def test_a_deleted_file_is_told(face: RankFace) -> None:
    face.save_as("Gone", "cat")
    face.choose("Painters")
    (face.workbench.lists / "Gone.txt").unlink()
    face.choose("Gone")
    assert "no preset named" in face.told()
    assert face.chosen == "Painters"
    face.reload_lists()
    assert "Gone" not in face.presets()


def test_a_folder_that_cannot_be_written(face: RankFace) -> None:
    lists: Path = face.workbench.lists
    lists.write_text("a file in its place", encoding="utf-8")
    try:
        assert "cannot be" in face.save_as("Mine", "cat")
        assert "cannot be read" in face.reload_lists()
    finally:
        lists.unlink()
    assert face.save_as("Mine", "cat") == "Saved as Mine."
