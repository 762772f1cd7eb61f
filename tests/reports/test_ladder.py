"""The ladder of rounds, and the audit written into its prompt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from clip_critic.encoders.base import Encoder
from clip_critic.prompts import parse_prompt
from clip_critic.prompts.moments import When
from clip_critic.ranking.answer import Answer
from clip_critic.ranking.audit import Audit, PhraseEffect, Verdict, audit
from clip_critic.ranking.question import RankQuestion
from clip_critic.reports.audited import pieces
from clip_critic.reports.ladder import COLOURS, SHOWN_SEGMENTS, colour_of, rungs
from tests.rankings import of


def answer_of(count: int, rounds: int = 5, threshold: float = 0.01) -> Answer:
    words = [f"word {number}" for number in range(count)]
    ranking = of(words, [0.3 - 0.01 * number for number in range(count)])
    return Answer(RankQuestion(rounds=rounds, threshold=threshold), ranking)


def test_each_word_keeps_its_colour_in_every_round() -> None:
    colours: dict[str, set[int]] = {}
    for rung in rungs(answer_of(8)):
        for segment in rung.segments:
            colours.setdefault(segment.word, set()).add(segment.colour)
    assert all(len(found) == 1 for found in colours.values())
    assert len({colour for found in colours.values() for colour in found}) == len(colours)


@pytest.mark.parametrize("count", [2, 5, 40])
def test_a_bar_is_whole(count: int) -> None:
    for rung in rungs(answer_of(count, threshold=0.02)):
        assert sum(segment.share for segment in rung.segments) + rung.rest == pytest.approx(1)
        assert rung.segments[0].word == rung.winner and len(rung.segments) <= SHOWN_SEGMENTS


def test_a_winner_below_the_threshold_has_its_segment() -> None:
    (rung,) = rungs(answer_of(30, rounds=1, threshold=0.9))
    assert [segment.word for segment in rung.segments] == ["word 0"] and 0 < rung.rest < 1


def test_words_without_a_colour_are_grey() -> None:
    assert [colour_of(rank) for rank in (1, COLOURS)] == [0, COLOURS - 1]
    assert {colour_of(rank) for rank in range(COLOURS + 1, 99)} == {COLOURS, COLOURS + 1}


def test_the_prompt_is_marked_where_its_phrases_are(tiny_encoder: Encoder, picture: Image.Image) -> None:
    found = audit(picture, tiny_encoder, "a cat, ((winter:1.3)), <lora:x:1> [day:night:0.5]")
    marked = [piece for piece in pieces(found) if piece.kind]
    assert [piece.text for piece in marked] == ["a cat", "winter", "day", "night"]
    verdicts = [phrase.verdict.value for phrase in found.phrases]
    assert [piece.says for piece in marked] == [
        *verdicts[:2],
        f"{verdicts[2]}, until 50 %",
        f"{verdicts[3]}, from 50 %",
    ]
    assert {piece.sign for piece in marked if piece.kind == "nothing"} <= {""}


@given(prompt=st.text("ab ,()[]:|\n#<>AND1.5", min_size=1, max_size=30))
def test_the_pieces_are_the_prompt(prompt: str) -> None:
    parsed, ranking = parse_prompt(prompt), of(["a", "b"], [0.2, 0.1])
    effects = [
        PhraseEffect(phrase, ranking.entry(0), 0.1, Verdict.HELPS, When(), chunk=1, part_weight=1)
        for phrase in parsed.phrases
    ]
    found = Audit(parsed, similarity=0.2, truncated=0, ranking=ranking, phrases=tuple(effects), texts=())
    assert "".join(piece.text for piece in pieces(found)) == prompt
