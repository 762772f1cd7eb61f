"""The browser tests' own rules: no Chromium, no green pipeline; and no error in a page goes unseen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import chromium


@pytest.fixture
def no_chromium(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    return monkeypatch


def test_without_chromium_a_person_is_told_what_to_install(no_chromium: pytest.MonkeyPatch) -> None:
    no_chromium.delenv("CI", raising=False)

    with pytest.raises(pytest.skip.Exception, match="apt-get install chromium"):
        chromium.require_chromium()


def test_without_chromium_a_pipeline_fails(no_chromium: pytest.MonkeyPatch) -> None:
    no_chromium.setenv("CI", "true")

    with pytest.raises(pytest.fail.Exception, match="Chromium was not found"):
        chromium.require_chromium()


def test_the_browser_is_found_by_name_and_by_variable(no_chromium, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for name in ("chromium", "another"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\n", encoding="utf-8")
        program.chmod(0o755)

    assert chromium.find_chromium() == str(tmp_path / "chromium")
    no_chromium.setenv("CHROMIUM", str(tmp_path / "another"))
    assert chromium.find_chromium() == str(tmp_path / "another")
    no_chromium.setenv("CHROMIUM", str(tmp_path / "missing"))
    assert chromium.find_chromium() is None


@pytest.mark.browser
@pytest.mark.parametrize(
    ("script", "reported"),
    [
        ("console.error('a complaint')", "console: a complaint"),
        ("setTimeout(() => { throw new Error('a surprise') })", "uncaught: Error: a surprise"),
        ("console.warn('only a warning')", None),
    ],
)
def test_errors_in_a_page_fail_the_test(browser: Any, script: str, reported: str | None) -> None:
    with chromium.fresh_page(browser) as page:
        page.set_content(f"<script>{script}</script>")
        with page.expect_console_message(lambda message: message.text == "the end"):
            page.evaluate("setTimeout(() => console.log('the end'))")  # after all that the script began
        found = list(page.watch.unexpected)
        page.watch.expect(".")

    assert len(found) == (reported is not None)
    assert reported is None or found[0].startswith(reported)


@pytest.mark.browser
def test_an_unseen_error_fails_at_the_end_of_the_page(browser: Any) -> None:
    with pytest.raises(pytest.fail.Exception, match="a complaint"), chromium.fresh_page(browser) as page:
        page.set_content("<script>console.error('a complaint')</script>")


@pytest.mark.browser
def test_requests_to_the_internet_fail_and_are_listed(browser: Any) -> None:
    with chromium.fresh_page(browser, noise=["example.com"]) as page:
        page.set_content("<img src='https://example.com/picture.png' onerror='window.failed = true'>")
        page.wait_for_function("() => window.failed")

        assert page.watch.outside == ["https://example.com/picture.png"]


@pytest.mark.browser
def test_a_phone_has_a_narrow_touch_screen(browser: Any) -> None:
    with chromium.fresh_page(browser, phone=True, dark=True) as page:
        page.set_content("<meta name='viewport' content='width=device-width'>")

        assert page.evaluate("innerWidth") == 390
        assert page.evaluate("navigator.maxTouchPoints") > 0
        assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
