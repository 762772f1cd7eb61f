"""Answers as files to download: the same numbers as the API's, and pages that need nothing beside them."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from PIL import Image

from clip_critic.encoders.base import Encoder
from clip_critic.keywords.lists import KeywordList
from clip_critic.pictures.opening import open_picture
from clip_critic.ranking.answer import Answer, answer
from clip_critic.ranking.question import RankQuestion
from clip_critic.ranking.records import CSV_COLUMNS, answer_record
from clip_critic.reports.export import answer_csv, answer_html, answer_json

NASTY = '</style><script>alert("傘")</script>'


@pytest.fixture(scope="module")
def found(tiny_encoder: Encoder) -> Answer:
    question = RankQuestion(KeywordList.of(["cat", "傘", NASTY]), audit=True, prompt="a cat, (winter:1.3)")
    return answer(question, open_picture(Image.new("RGB", (64, 48), "red"), name=NASTY), tiny_encoder)


def test_csv_has_a_row_for_each_word(found: Answer) -> None:
    rows = list(csv.DictReader(io.StringIO(answer_csv(found), newline="")))
    assert tuple(rows[0]) == CSV_COLUMNS
    assert [row["keyword"] for row in rows] == [entry.keyword for entry in found.ranking.entries()]
    assert [float(row["share"]) for row in rows] == [entry.share for entry in found.ranking.entries()]


def test_json_is_the_record_of_the_api(found: Answer) -> None:
    assert json.loads(answer_json(found)) == {**answer_record(found), "notes": list(found.notes)}


def test_the_page_holds_the_picture_and_nothing_that_runs(found: Answer) -> None:
    page = answer_html(open_picture(Image.new("RGB", (64, 48), "red"), name=NASTY), found)
    assert "data:image/" in page and "傘" in page and "winter" in page
    assert "<script" not in page and "&lt;script&gt;" in page
    assert not re.search(r"""(src|href)=["']?http|url\((?!#)|@import""", page)
