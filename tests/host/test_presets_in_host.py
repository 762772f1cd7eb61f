"""The user's keyword lists in the WebUI: kept in its data folder, over Reload UI and a restart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.host import panel, screens
from tests.host.harness import Host

NAME_BOX = f"{panel.PANEL} cc-list-editor #other"
PRESET = f"{panel.PANEL} #preset"


def folder(host: Host) -> Path:
    return host.data / "clip-critic" / "keyword_lists"


def save_as(page: Any, name: str, text: str) -> str:
    """Save the text under a name; return what the panel says to it."""
    panel.set_keywords(page, text)
    page.fill(NAME_BOX, name)
    return panel.press(page, "save-as")


def choose(page: Any, name: str) -> str:
    """Choose a preset; return the keywords that it brings."""
    with page.expect_response("**/clip-critic/v1/lists/**"):
        page.select_option(PRESET, name)
    panel.until_read(page)
    return panel.keywords(page)


def test_a_preset_survives_reload_ui_and_a_restart(page: Any, host: Host, browser: Any, photo: Path) -> None:
    panel.open_panel(page)
    assert save_as(page, "My words 日本", "alpha\nbeta\n") == "Saved as My words 日本."
    assert (folder(host) / "My words 日本.txt").read_text("utf-8") == "alpha\nbeta\n"
    panel.rank(page, "cat, dog", photo)
    assert host.probe()["encoders"] == 1
    routes = host.probe()["routes"]

    screens.reload_ui(page, host)
    assert host.probe()["encoders"] == 0, "Reload UI left the encoder in memory"
    assert sorted(host.probe()["routes"]) == sorted(routes)
    assert page.locator("#tabs > .tab-nav > button", has_text="CLIP Critic").count() == 1
    screens.generate(page, "a hat")
    assert screens.menu_entries(page, f"#txt2img_gallery {screens.LARGE}") == list(panel.ENTRIES)
    panel.open_panel(page)
    assert choose(page, "My words 日本") == "alpha\nbeta\n"
    screens.open_tab(page, "txt2img")
    panel.rank_from_menu(page, f"#txt2img_gallery {screens.LARGE}")
    assert sorted(panel.words(page)) == ["alpha", "beta"]
    assert "Traceback" not in host.faults

    host.restart()
    with screens.window(browser, host) as again:
        panel.open_panel(again)
        assert choose(again, "My words 日本") == "alpha\nbeta\n"


def test_a_second_window_knows_a_new_preset_at_once(desk: Any, browser: Any, host: Host) -> None:
    panel.open_panel(desk)
    save_as(desk, "From the first window", "one\ntwo\n")
    with screens.window(browser, host) as second:
        panel.open_panel(second)
        assert choose(second, "From the first window") == "one\ntwo\n"
        assert save_as(second, "From the first window", "one\ntwo\nthree\n")

    panel.set_keywords(desk, "one\nfour\n")
    panel.press(desk, "save")
    panel.wait_message(desk, "warning", panel.LIST_MESSAGE)
    texts = {path.read_text("utf-8") for path in folder(host).glob("From the first window*.txt")}
    assert texts == {"one\ntwo\nthree\n", "one\nfour\n"}, "two windows saved, one text was lost"


def test_delete_moves_to_the_trash_folder(desk: Any, host: Host) -> None:
    panel.open_panel(desk)
    save_as(desk, "To be deleted", "gone\n")

    assert "trash" in panel.press(desk, "delete")
    kept = [path for path in folder(host).rglob("*To be deleted*") if path.is_file()]
    assert [path.read_text("utf-8") for path in kept] == ["gone\n"]
    assert kept[0].parent != folder(host)


@pytest.mark.parametrize("name", ["../x", "CON", "a/b", "<img src=x onerror='window.hit=1'>"])
def test_names_that_are_no_files_are_refused_and_run_nothing(name: str, desk: Any, host: Host) -> None:
    desk.watch.expect(screens.REFUSED)
    panel.open_panel(desk)
    before = sorted(host.data.rglob("*.txt"))

    assert save_as(desk, name, "word\n")
    assert panel.wait_message(desk, "error", panel.LIST_MESSAGE)
    assert sorted(host.data.rglob("*.txt")) == before
    assert desk.evaluate("window.hit") is None


def test_the_lists_are_shown_as_text(desk: Any, host: Host) -> None:
    """A file that another program left in the folder, with a name that HTML would read."""
    name = "<img src=x onerror=window.hit=1>"
    folder(host).mkdir(parents=True, exist_ok=True)
    (folder(host) / f"{name}.txt").write_text("<script>window.hit=2</script>\ncat\n", "utf-8")
    panel.open_panel(desk)
    panel.press(desk, "reload")
    text = choose(desk, name)

    assert text.startswith("<script>")
    assert desk.locator(f"{panel.FACE} img[onerror], {panel.FACE} script").count() == 0
    assert desk.evaluate("window.hit") is None
