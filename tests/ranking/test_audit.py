"""The audit: a prompt's own phrases, and what leaving each one out does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from clip_critic.encoders import Encoder
from clip_critic.errors import BadInputError
from clip_critic.ranking.audit import NOTHING, Verdict, audit

PROMPT = "a cat, (blue eyes:1.3), [of the sea], <lora:thing:0.8> masterpiece"


def test_phrases_in_order_with_their_weights(picture: Image.Image, tiny_encoder: Encoder) -> None:
    result = audit(picture, tiny_encoder, PROMPT)
    assert [row.phrase.text for row in result.phrases] == ["a cat", "blue eyes", "of the sea", "masterpiece"]
    assert [row.phrase.weight for row in result.phrases] == pytest.approx([1, 1.3, 1 / 1.1, 1])
    assert str(result.prompt) == PROMPT


def test_effect_is_the_fall_of_the_whole_prompts_similarity(
    picture: Image.Image, tiny_encoder: Encoder
) -> None:
    result = audit(picture, tiny_encoder, "a cat, blue eyes, of the sea")
    image = tiny_encoder.encode_images([picture])[0]
    whole, *without = tiny_encoder.encode_texts(
        [
            "a cat, blue eyes, of the sea",
            "blue eyes, of the sea",
            "a cat, of the sea",
            "a cat, blue eyes",
        ]
    )
    assert result.similarity == pytest.approx(float(whole @ image), abs=1e-5)
    expected = [float((whole - other) @ image) for other in without]
    assert [row.effect for row in result.phrases] == pytest.approx(expected, abs=1e-5)


def test_verdicts_follow_the_effect(picture: Image.Image, tiny_encoder: Encoder) -> None:
    result = audit(picture, tiny_encoder, "a cat, blue eyes, of the sea, dog, an old wall, 日傘")
    for row in result.phrases:
        change = row.effect * tiny_encoder.logit_scale
        expected = (
            Verdict.NOTHING if abs(change) < NOTHING else Verdict.HELPS if change > 0 else Verdict.AGAINST
        )
        assert row.verdict is expected
    assert {row.verdict for row in result.idle} <= {Verdict.NOTHING, Verdict.AGAINST}


def test_a_phrase_that_changes_no_token_does_nothing(picture: Image.Image) -> None:
    """An encoder that reads the first word only: every other phrase does nothing, and is named so."""

    class FirstWord:
        identity, dimension, logit_scale, logit_bias, context_length = "first-word", 2, 100.0, 0.0, 77

        def encode_images(self, pictures: list[Image.Image]) -> np.ndarray:
            return np.tile(np.array([[1, 0]], dtype=np.float32), (len(pictures), 1))

        def encode_texts(self, texts: list[str]) -> np.ndarray:
            rows = [[1.0, 0.0] if text.startswith("cat") else [0.0, 1.0] for text in texts]
            return np.array(rows, dtype=np.float32)

        def count_cut_tokens(self, texts: list[str]) -> list[int]:
            return [0] * len(texts)

    encoder: Any = FirstWord()
    result = audit(picture, encoder, "cat, masterpiece, best quality")
    assert [row.verdict for row in result.phrases] == [Verdict.HELPS, Verdict.NOTHING, Verdict.NOTHING]
    other = audit(picture, encoder, "dog, cat")
    assert other.phrases[0].verdict is Verdict.AGAINST
    assert [row.phrase.text for row in result.idle] == ["masterpiece", "best quality"]


def test_phrases_beyond_the_context_are_named_so(picture: Image.Image, tiny_encoder: Encoder) -> None:
    phrases = [f"phrase number {number}" for number in range(30)]
    result = audit(picture, tiny_encoder, ", ".join(phrases))
    assert result.truncated > 0
    verdicts = [row.verdict for row in result.phrases]
    assert verdicts[0] is not Verdict.UNREAD
    assert verdicts[-1] is Verdict.UNREAD
    first = verdicts.index(Verdict.UNREAD)
    assert set(verdicts[first:]) == {Verdict.UNREAD}


def test_the_pictures_own_prompt(tmp_path: Path, tiny_encoder: Encoder, picture: Image.Image) -> None:
    info = PngInfo()
    info.add_text(
        "parameters", "a cat, the sea\nNegative prompt: dog\nSteps: 4, Sampler: Euler a, Seed: 1, Size: 64x48"
    )
    picture.save(tmp_path / "own.png", pnginfo=info)
    result = audit(tmp_path / "own.png", tiny_encoder)
    assert [row.phrase.text for row in result.phrases] == ["a cat", "the sea"]
    assert result.ranking.picture.endswith("own.png")


def test_no_prompt_anywhere(picture: Image.Image, tiny_encoder: Encoder) -> None:
    with pytest.raises(BadInputError, match="no prompt"):
        audit(picture, tiny_encoder)


@pytest.mark.parametrize("prompt", ["", "  ", ",,,", "<lora:x:1>", "()"])
def test_a_prompt_without_words(prompt: str, picture: Image.Image, tiny_encoder: Encoder) -> None:
    with pytest.raises(BadInputError, match="no words"):
        audit(picture, tiny_encoder, prompt)


def test_a_phrase_given_twice_is_one_row_of_the_ranking(picture: Image.Image, tiny_encoder: Encoder) -> None:
    result = audit(picture, tiny_encoder, "cat, dog, cat")
    assert len(result.phrases) == 3
    assert len(result.ranking) == 2
    assert result.phrases[0].entry == result.phrases[2].entry
