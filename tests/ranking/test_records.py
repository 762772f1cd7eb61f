"""Rankings and audits as plain data."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from clip_critic.encoders.base import Encoder
from clip_critic.keywords.compose import contrast_list
from clip_critic.ranking.audit import audit
from clip_critic.ranking.ranking import rank
from clip_critic.ranking.records import CSV_COLUMNS, audit_record, csv_rows, ranking_record
from clip_critic.ranking.result import GroupSpan, Ranking

LOGITS = st.lists(st.floats(-50, 50), min_size=1, max_size=12)


def ranking_of(logits: list[float], cut: int = 0) -> Ranking:
    count = len(logits)
    middle = count // 2
    groups = tuple(
        span for span in (GroupSpan("First", 0, middle), GroupSpan("Second", middle, count)) if len(span)
    )
    return Ranking(
        picture="a picture.png",
        encoder="tiny-1234",
        keywords=tuple(f"word {index}" for index in range(count)),
        groups=groups,
        similarities=(np.array(logits) / 100).astype(np.float32),
        logits=np.array(logits, dtype=np.float64),
        truncated=np.full(count, cut),
    )


def test_the_shape_that_is_promised() -> None:
    record = ranking_record(ranking_of([1.0, 3.0, 2.0], cut=4), rounds=2, threshold=0.3)
    assert list(record) == ["picture", "encoder", "keywords", "rounds"]
    assert [set(row) for row in record["keywords"]] == [
        {"keyword", "group", "similarity", "share", "rank", "truncated"}
    ] * 3
    assert [(row["keyword"], row["group"], row["rank"]) for row in record["keywords"]] == [
        ("word 1", "Second", 1),
        ("word 2", "Second", 2),
        ("word 0", "First", 3),
    ]
    assert {row["truncated"] for row in record["keywords"]} == {4}
    first, second = record["rounds"]
    assert set(first) == {"round", "winner", "share", "above"}
    assert (first["round"], first["winner"], second["winner"]) == (1, "word 1", "word 2")
    assert [item["keyword"] for item in first["above"]] == ["word 1"]
    assert first["above"][0]["share"] == first["share"] == pytest.approx(0.66524, abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(logits=LOGITS, rounds=st.integers(0, 20), threshold=st.floats(0, 1))
def test_records_are_plain_json(logits: list[float], rounds: int, threshold: float) -> None:
    ranking = ranking_of(logits)
    record = ranking_record(ranking, rounds, threshold)
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    shares = [row["share"] for row in record["keywords"]]
    if len(logits) == 1:
        assert shares == [None] and record["rounds"] == []
    else:
        assert sum(shares) == pytest.approx(1)
        assert shares == sorted(shares, reverse=True)
        assert len(record["rounds"]) == min(rounds, len(logits))
    for step in record["rounds"]:
        assert all(item["share"] > threshold or item["share"] == step["share"] for item in step["above"])


@settings(max_examples=30, deadline=None)
@given(logits=LOGITS)
def test_rows_hold_what_records_hold(logits: list[float]) -> None:
    ranking = ranking_of(logits)
    rows = [dict(zip(CSV_COLUMNS, row, strict=True)) for row in csv_rows(ranking)]
    common = {"picture": "a picture.png", "encoder": "tiny-1234"}
    assert rows == [{**common, **row} for row in ranking_record(ranking)["keywords"]]


def test_contrasts(picture: Image.Image, tiny_encoder: Encoder) -> None:
    sets = [("girl", "woman"), ("cat", "dog", "fox")]
    contrasts = rank(picture, contrast_list(sets), tiny_encoder)
    found = ranking_record(ranking_of([1, 2]), contrasts=contrasts)["contrasts"]
    assert [sorted(row["keyword"] for row in rows) for rows in found] == [sorted(words) for words in sets]
    for rows in found:
        shares = [row["share"] for row in rows]
        assert sum(shares) == pytest.approx(1) and shares == sorted(shares, reverse=True)


def test_an_audit(picture: Image.Image, tiny_encoder: Encoder) -> None:
    checked = audit(picture, tiny_encoder, "(cat:1.2), dog <lora:x:1>")
    record = audit_record(checked)
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    assert record["prompt"] == "(cat:1.2), dog <lora:x:1>"
    assert record["similarity"] == checked.similarity and record["truncated"] == 0
    assert [(row["phrase"], row["weight"]) for row in record["phrases"]] == [("cat", 1.2), ("dog", 1.0)]
    assert [row["effect"] for row in record["phrases"]] == [row.effect for row in checked.phrases]
    assert {row["verdict"] for row in record["phrases"]} <= {
        "helps", "does nothing", "works against the picture"
    }  # fmt: skip
    assert sum(row["share"] for row in record["phrases"]) == pytest.approx(1)


def test_an_audit_says_where_when_and_how_much(picture: Image.Image, tiny_encoder: Encoder) -> None:
    prompt = "a [cat:dog:0.5] <lora:x:0.8:1>, [in|the] AND (sea:1.2) [of::5] :0.5"
    record = audit_record(audit(picture, tiny_encoder, prompt))
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    rows = {row["phrase"]: row for row in record["phrases"]}
    assert {word: prompt[row["start"] : row["end"]] for word, row in rows.items()} == {
        word: word for word in ("a", "cat", "dog", "in", "the", "sea", "of")
    }
    always: dict[str, Any] = {"from": None, "until": None, "from_step": None, "until_step": None, "turns": []}
    assert {word: row["when"] for word, row in rows.items() if row["when"]} == {
        "cat": "until 50 %",
        "dog": "from 50 %",
        "in": "in turns 1/2",
        "the": "in turns 2/2",
        "of": "until step 5",
    }
    assert {word: row["steps"] for word, row in rows.items()} == {
        "a": None,
        "cat": {**always, "until": 0.5},
        "dog": {**always, "from": 0.5},
        "in": {**always, "turns": [{"turn": 1, "of": 2}]},
        "the": {**always, "turns": [{"turn": 2, "of": 2}]},
        "sea": None,
        "of": {**always, "until_step": 5},
    }
    assert [(row["part"], row["part_weight"], row["chunk"]) for row in record["phrases"]] == [
        *[(1, 1, 1)] * 5,
        *[(2, 0.5, 1)] * 2,
    ]
    assert [(text["part"], text["text"]) for text in record["texts"]] == [
        *[(1, f"a {word}, {other}") for word, other in
          (("cat", "in"), ("cat", "the"), ("dog", "in"), ("dog", "the"))],
        (2, "sea"), (2, "sea of"),
    ]  # fmt: skip
    assert sum(text["share_of_steps"] for text in record["texts"]) == pytest.approx(2)
    (network,) = record["networks"]
    assert (network["kind"], network["name"], network["arguments"]) == ("lora", "x", ["0.8", "1"])
    assert prompt[network["start"] : network["end"]] == "<lora:x:0.8:1>"


def test_a_single_phrase_has_no_share(picture: Image.Image, tiny_encoder: Encoder) -> None:
    record = audit_record(audit(picture, tiny_encoder, "a cat"))
    assert [row["share"] for row in record["phrases"]] == [None]
