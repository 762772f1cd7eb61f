"""Reports in a browser without scripts: short when folded, whole words, readable in light and dark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.pictures.opening import open_picture
from clip_critic.prompts import parse_prompt
from clip_critic.prompts.moments import When
from clip_critic.ranking.answer import Answer
from clip_critic.ranking.audit import Audit, PhraseEffect, Verdict
from clip_critic.ranking.heatmap import HeatMaps
from clip_critic.ranking.overview import Overview
from clip_critic.ranking.question import RankQuestion
from clip_critic.ranking.result import Ranking
from clip_critic.reports.export import answer_html
from clip_critic.reports.folder import FindWords, Liked, folder_html
from clip_critic.reports.loop_report import moving_picture, session_report_html
from clip_critic.reports.report import Looped, Ranked, report_html
from clip_critic.reports.units import units_html
from clip_critic.sessions.feedback.session import Session
from clip_critic.tasting.liking import PictureTaste
from tests import chromium
from tests.browser.axe import THEMES
from tests.drawing_host import begun, drawing_sessions, driven
from tests.rankings import ranking
from tests.units import named_units, save_spots

pytestmark = pytest.mark.browser

SCREEN = {"width": 1280, "height": 800}
SCREENS = 3
"""The height of a folded report, in screens."""
GROUPS = {
    "Things": ("kitten", "a girl with an umbrella in the rain at night", "supercalifragilistic", "blanket"),
    "Styles": ("Katsushika Hokusai", "oil painting", "impressionism", "日本の浮世絵師の描いた絵"),
    "Colours": tuple(f"colour number {number}" for number in range(40)),
}
PROMPT = "a kitten portrait, (masterpiece:1.2), soft light, city street, a very long phrase of many words"
TEXTS = "h1, h2, h3, p, td, th, summary, figcaption, .winner, .rung bdi, mark, code, small"

# A word is broken if it is on more than one line; hyphens and slashes may end a line.
BROKEN = """() => {
    const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode;
        if (text.parentElement.closest("code, .long, svg")) continue;
        for (const match of text.data.matchAll(/[\\w:.%]+/g)) {
            const range = document.createRange();
            range.setStart(text, match.index);
            range.setEnd(text, match.index + match[0].length);
            const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
            if (lines.size > 1) found.push(match[0]);
        }
    }
    return found;
}"""
# What is wider than its own column runs into its neighbour.
OVERFLOWING = """() => [...document.querySelectorAll("figcaption, .place, .name, td, th, p")]
    .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1
        && getComputedStyle(element).textOverflow !== "ellipsis")
    .map((element) => element.textContent.trim())"""
# Relative luminance and contrast of WCAG 2.2, over the first ancestor whose background is opaque.
CONTRAST = """(elements) => {
    const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    const rgba = (colour) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const luminance = (colour) => colour.slice(0, 3).map((value) => value / 255)
        .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
        .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
    const behind = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const colour = rgba(getComputedStyle(at).backgroundColor);
            if (colour[3] > 250) return colour;
        }
        return [255, 255, 255, 255];
    };
    return elements.filter((element) => element.textContent.trim()).map((element) => {
        const style = getComputedStyle(element);
        const back = behind(element);
        let opacity = 1;
        for (let at = element; at; at = at.parentElement) opacity *= parseFloat(getComputedStyle(at).opacity);
        const front = rgba(style.color).map((value, index) => value * opacity + back[index] * (1 - opacity));
        const [low, high] = [luminance(front), luminance(back)].sort((a, b) => a - b);
        const name = element.className + ": " + element.textContent.trim().slice(0, 40);
        return [name, (high + 0.05) / (low + 0.05)];
    });
}"""
# The texts that stand wholly on the first screen.
AT_FIRST = """() => {
    const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        const box = range.getBoundingClientRect();
        const isWhole = box.height && box.top >= 0 && box.bottom <= innerHeight;
        if (isWhole) found.push(texts.currentNode.data.trim());
    }
    return found;
}"""
UNFOLD = "() => { for (const part of document.querySelectorAll('details')) part.open = true; }"


def ranked() -> Ranking:
    words = [word for group in GROUPS.values() for word in group]
    values = {word: 0.3 - 0.006 * place for place, word in enumerate(words)}
    return ranking({name: {word: values[word] for word in group} for name, group in GROUPS.items()})


def answered() -> Answer:
    found, prompt = ranked(), parse_prompt(PROMPT)
    verdicts = (Verdict.HELPS, Verdict.NOTHING, Verdict.AGAINST, Verdict.UNREAD, Verdict.NOTHING)
    effects = [
        PhraseEffect(phrase, found.entry(0), 0.01, verdict, When(), 1, 1.0)
        for phrase, verdict in zip(prompt.phrases, verdicts, strict=True)
    ]
    audit = Audit(prompt, similarity=0.3, truncated=0, ranking=found, phrases=tuple(effects), texts=())
    return Answer(RankQuestion(rounds=8), found, audit=audit, notes=("The picture was turned upright.",))


def session_in(folder: Path) -> Session:
    shop = drawing_sessions(folder)
    return driven(shop, begun(shop, want="blue, white:2", avoid="black", judge="other", steps=12).id)


def page_of_a_picture(folder: Path) -> str:
    return answer_html(open_picture(Image.new("RGB", (1200, 1600), "teal"), name="kitten.png"), answered())


def page_of_a_session(folder: Path) -> str:
    session = session_in(folder)
    return session_report_html(session, moving=moving_picture(session))


def page_of_several(folder: Path) -> str:
    session = session_in(folder)
    parts = [Ranked(PROMPT, Image.new("RGB", (64, 64), "teal"), answered()) for _ in range(4)]
    return report_html("Pictures", "All.", parts, Looped("The loop", session, moving_picture(session)))


def words_of(ranking: Ranking) -> list[str]:
    return [row.keyword for row in ranking.entries()]


def page_of_a_folder(folder: Path) -> str:
    return folder_page(folder)


def folder_page(folder: Path, look: FindWords | None = None, liked: Liked | None = None) -> str:
    files = [folder / f"a picture with a long name, number {number}.png" for number in range(30)]
    found = Overview()
    for file in files:
        Image.new("RGB", (300, 200), "teal").save(file)
        found.add(replace(ranked(), picture=str(file)))
    return folder_html("Folder", found, files, "tiny", find_words=look, liked=liked)


def page_of_a_taste(folder: Path) -> str:
    tastes = [
        PictureTaste("A rater with a long name", 1.0 - number / 10, 0.5, 90 - 3 * number)
        for number in range(30)
    ]
    return folder_page(folder, liked=Liked(tastes, is_sorted=True))


def maps(picture: Image.Image, words: Sequence[str]) -> HeatMaps:
    """Maps in which each word is somewhere else, and every third one nowhere."""
    values = np.full((len(words), 6, 6), -0.0001, dtype=np.float32)
    for number in range(len(words)):
        if number % 3:
            values[number, number % 6, number * 5 % 6] = 0.00031
    box, rest = (60.0, 0.0, 260.0, 200.0), np.zeros(len(words), np.float32)
    return HeatMaps(tuple(words), values, rest, box, picture.size, True, 0.00031, picture)


def page_of_places(folder: Path) -> str:
    picture, found = Image.new("RGB", (300, 200), "teal"), answered()
    heat = maps(picture, words_of(found.ranking))
    name = "/home/somebody/stable-diffusion-webui/outputs/txt2img-images/2026-11-29/00012-1234567890.png"
    return answer_html(open_picture(picture, name=name), replace(found, heatmaps=heat))


def page_of_crops(folder: Path) -> str:
    return folder_page(folder, lambda files: (maps(Image.open(file), words_of(ranked())) for file in files))


def page_of_units(folder: Path) -> str:
    return units_html("Units", named_units(save_spots(folder / "pictures", 60)))


PAGES: dict[str, Callable[[Path], str]] = {
    "picture": page_of_a_picture,
    "session": page_of_a_session,
    "several": page_of_several,
    "folder": page_of_a_folder,
    "taste": page_of_a_taste,
    "places": page_of_places,
    "crops": page_of_crops,
    "units": page_of_units,
}


LOOPED = ("blue", r"Kept: step \d+", r"> 99\.9 %")
RESULTS: dict[str, Sequence[str]] = {
    "picture": ("kitten", r"45\.1 %", r"0\.300"),
    "session": LOOPED,
    "several": LOOPED,
    "folder": ("kitten", r"0\.300"),
    "taste": (r"In the order of the taste of\s*", "♥ 90 %"),
    "places": ("kitten", r"0\.300"),
    "crops": ("kitten", r"0\.300"),
    "units": ("green", r"explains 100\.0 %"),
}
"""The best word of each page and its score, or the kept picture of a loop and its score."""


@pytest.fixture(scope="session")
def address_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Write each page once."""

    @cache
    def write(name: str) -> str:
        folder = tmp_path_factory.mktemp(name)
        file = folder / "report.html"
        file.write_text(PAGES[name](folder), encoding="utf-8")
        return file.as_uri()

    return write


@pytest.fixture(params=PAGES)
def report(request: pytest.FixtureRequest, address_of: Callable[[str], str]) -> str:
    return address_of(request.param)


@pytest.fixture
def opened(browser: Any, report: str) -> Iterator[Callable[..., Any]]:
    contexts = []

    def open_report(**options: Any) -> Any:
        contexts.append(browser.new_context(**{"viewport": SCREEN, "java_script_enabled": False, **options}))
        page = contexts[-1].new_page()
        page.goto(report)
        return page

    yield open_report
    for context in contexts:
        context.close()


def test_it_is_short_when_folded_and_its_words_are_whole(opened: Callable[..., Any]) -> None:
    page = opened()
    assert page.evaluate("document.documentElement.scrollHeight") <= SCREENS * SCREEN["height"]
    assert page.evaluate(BROKEN) == []
    page.evaluate(UNFOLD)
    assert page.evaluate(BROKEN) == []


@pytest.mark.parametrize(("report", "result"), RESULTS.items(), indirect=["report"], ids=RESULTS)
def test_the_result_is_on_the_first_screen(opened: Callable[..., Any], result: Sequence[str]) -> None:
    texts = opened().evaluate(AT_FIRST)
    for expected in result:
        assert any(re.fullmatch(expected, text) for text in texts), expected


def test_it_fits_a_phone(opened: Callable[..., Any]) -> None:
    page = opened(viewport=chromium.PHONE)
    page.evaluate(UNFOLD)
    assert page.evaluate("document.documentElement.scrollWidth") == chromium.PHONE["width"]
    assert page.evaluate(BROKEN) == []
    assert page.evaluate(OVERFLOWING) == []


def test_every_picture_has_a_name_for_those_who_do_not_see_it(opened: Callable[..., Any]) -> None:
    page = opened()
    unnamed = "[...document.querySelectorAll('img')].filter((picture) => !picture.alt).length"
    assert page.evaluate(unnamed) == 0
    drawings = "svg:not([aria-hidden]):not([aria-label])"
    assert page.locator(drawings).count() == 0


def test_its_texts_are_readable(opened: Callable[..., Any]) -> None:
    page = opened()
    page.evaluate(UNFOLD)
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        contrasts = page.locator(TEXTS).evaluate_all(CONTRAST)
        assert len(contrasts) > 20
        assert [item for item in contrasts if item[1] < 4.5] == [], theme
