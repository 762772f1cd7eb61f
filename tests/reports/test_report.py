"""The report: one file with pictures and rankings, and nothing that runs."""

from __future__ import annotations

from PIL import Image

from clip_critic.encoders import Encoder
from clip_critic.keywords.lists import KeywordList
from clip_critic.ranking.answer import answer
from clip_critic.ranking.question import RankQuestion
from clip_critic.reports.report import SHOWN_WORDS, Ranked, report_html

NASTY = "<script>alert(1)</script>"


def test_everything_is_in_the_file_and_nothing_runs(tiny_encoder: Encoder, picture: Image.Image) -> None:
    words = [f"word {number}" for number in range(SHOWN_WORDS + 5)] + [NASTY]
    ranked = Ranked(NASTY, picture, answer(RankQuestion(KeywordList.of(words)), picture, tiny_encoder))
    page = report_html(f"A {NASTY}", NASTY, [ranked, ranked])
    assert page.count("data:image/png;base64,") == 2
    assert "<script" not in page and "&lt;script&gt;" in page
    assert page.count(f"{len(words) - SHOWN_WORDS} words with smaller shares are left out here") == 2
