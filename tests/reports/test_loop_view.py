"""A session as HTML, as a chart and as a report: what is there, and that nothing slips out of it."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from clip_critic.reports import loop_view
from clip_critic.reports.addresses import small_url
from clip_critic.reports.chart import chart_svg
from clip_critic.reports.loop_report import session_report_html
from clip_critic.sessions.feedback.objective import score_text
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.steps import kept
from clip_critic.tasting.liking import PictureTaste
from tests.drawing_host import begun, drawing_sessions, driven

EVIL = '</style><script>alert("x")</script>'
WORDS = f"[Colour]\nred\ngreen\nblue\n\n[{EVIL}]\nwhite\n{EVIL}\n"


class Tags(HTMLParser):
    """All tags, and whether each one is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.names.append(tag)
        if tag not in ("img", "meta", "br", "input", "link"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.names.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture
def session(tmp_path: Path) -> Session:
    sessions = drawing_sessions(tmp_path / "home")
    new = begun(
        sessions, want=f"blue, {EVIL}", keywords=WORDS, prompt=f"{EVIL}, {{words}}", judge="other", steps=3
    )
    return driven(sessions, new.id)


def test_nothing_slips_out(session: Session) -> None:
    tags = Tags(session_report_html(replace(session, origin=EVIL), EVIL))
    assert "script" not in tags.names and tags.open == []


def test_a_picture_that_is_gone_costs_only_itself(session: Session) -> None:
    for path in (session.folder / "pictures").iterdir():
        path.unlink()
    loop_view._encoded.cache_clear()
    assert "no picture" in session_report_html(session)


def test_a_session_without_steps(tmp_path: Path) -> None:
    fresh = begun(drawing_sessions(tmp_path / "home"))
    assert chart_svg(fresh) == ""
    assert fresh.id in session_report_html(fresh)


def test_large_pictures_are_made_smaller() -> None:
    noise = Image.effect_noise((1000, 500), 50).convert("RGB")
    small = small_url(noise, 100)
    assert small.startswith("data:image/png") and len(small) < len(small_url(noise, 768))
    assert small_url(noise, 768).startswith("data:image/jpeg")


def test_the_chart_is_one_well_formed_picture_in_the_pages_colours(session: Session) -> None:
    svg = chart_svg(session)
    root = ElementTree.fromstring(svg)
    assert root.tag.endswith("svg") and "viewBox" in root.attrib and "width" not in root.attrib
    assert "currentColor" in svg and "--accent" in svg and "--w1" in svg
    assert "#010203" not in svg and "<style" not in svg and "<metadata" not in svg
    alone = replace(session, steps=tuple(replace(step, judge=None) for step in session.steps))
    assert "--w1" not in chart_svg(alone)


def test_the_report_needs_nothing_beside_it(session: Session) -> None:
    html = session_report_html(session, "About.")
    assert not re.search(r'(?:src|href)="(?!data:|#)|url\((?!#)', html)
    assert html.count('<article class="step">') == 4 and "<svg" in html and "About." in html
    assert "Candidates per step" in html


def test_the_report_tells_the_result_first_and_folds_the_rest(session: Session) -> None:
    first, _, folded = session_report_html(session).partition("<body>")[2].partition("<details>")
    for part in ("Start", "Kept: step", "The goal", "blue", "<svg"):
        assert part in first
    for part in ('<article class="step">', "Candidates per step", session.id):
        assert part not in first and part in folded
    place = kept(session.steps)
    assert place is not None and score_text(place.candidate.score.value, "joint") in first


def test_a_step_tells_all_that_is_known_of_it(session: Session) -> None:
    steps = session_report_html(session).split('<article class="step">')[1:]
    for part in ("Step 2", "What CLIP sees", "of 75 tokens", "judge", "+ ", "seed "):
        assert part in steps[2], part
    assert "<ins>" not in steps[1] and "<ins>" in "".join(steps[2:]), "nothing came before the first prompt"


def test_a_raters_taste_stands_beside_every_picture(session: Session) -> None:
    files = [candidate.file for step in session.steps for candidate in step.candidates]
    tastes = {file: PictureTaste(EVIL, number, 0.1, number) for number, file in enumerate(files)}
    page = session_report_html(session, tastes=tastes)
    tags = Tags(page)
    assert "script" not in tags.names and tags.open == []
    assert "♥ the taste of <bdi" in page
    for step in session.steps:
        shown = page.split('<article class="step">')[1 + session.steps.index(step)]
        own = sorted((files.index(one.file) for one in step.candidates), reverse=True)
        assert f"♥ {files.index(step.winner.file) if step.winner else 0} %" in shown
        strip = shown.partition('aria-label="candidates')[2].partition("</ol>")[0]
        assert re.findall(r"♥ (\d+) %", strip) == ([str(place) for place in own] if len(own) > 1 else [])
    nothing = {file: PictureTaste("Aki", not_yet="Not yet.") for file in files}
    page = session_report_html(session, tastes=nothing)
    assert page.count("♥") == 1 and "♥ Not yet." in page


def test_the_axes_are_named_and_scores_are_per_cent(session: Session) -> None:
    texts = {
        "".join(text.itertext())
        for text in ElementTree.fromstring(chart_svg(session)).iter()
        if text.tag.endswith("}text")
    }
    assert {"step", "score"} <= texts and any(text.endswith(" %") for text in texts)
    settings = replace(session.settings, objective="similarity")
    assert " %" not in chart_svg(replace(session, settings=settings))
