"""The audit: a prompt's own phrases, and what leaving each one out does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder
from clip_critic.encoders.cached import encode_texts_cached
from clip_critic.errors import BadInputError
from clip_critic.pictures.infotext import png_with_infotext
from clip_critic.pictures.opening import Picture, open_picture
from clip_critic.prompts import parse_prompt
from clip_critic.prompts.moments import MOST_STEPS, Sampling
from clip_critic.ranking.audit import NOTHING, Verdict, audit, sampling_of
from tests.prompt_texts import well_formed
from tests.tiny import make_tiny_clip

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
    with_all, *without = tiny_encoder.encode_texts(
        [
            "a cat, blue eyes, of the sea",
            "blue eyes, of the sea",
            "a cat, of the sea",
            "a cat, blue eyes",
        ]
    )
    assert result.similarity == pytest.approx(float(with_all @ image), abs=1e-5)
    expected = [float((with_all - other) @ image) for other in without]
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


def picture_with(infotext: str) -> Picture:
    return open_picture(png_with_infotext(Image.new("RGB", (32, 32), (200, 60, 20)), infotext))


@settings(max_examples=40)
@given(well_formed())
def test_a_prompt_that_is_read_at_once_is_compared_as_it_stands(tiny_encoder: Encoder, prompt: str) -> None:
    """The same numbers to the last bit as those of plain texts with commas between all phrases."""
    parsed = parse_prompt(prompt)
    texts = [phrase.text for phrase in parsed.phrases]
    counted = tiny_encoder.count_cut_tokens([parsed.plain()])[0]
    assume(texts and not counted and "BREAK" not in prompt and "|" not in prompt and ":0.5]" not in prompt)
    picture = picture_with("")
    result = audit(picture, tiny_encoder, prompt)
    left_out = [", ".join(texts[:index] + texts[index + 1 :]) for index in range(len(texts))]
    vector = tiny_encoder.encode_images([picture.image])[0]
    words = list(dict.fromkeys(texts))
    vectors = encode_texts_cached(tiny_encoder, [*words, parsed.plain(), *left_out]).vectors
    alone, (with_all, *without) = vectors[: len(words)] @ vector, vectors[len(words) :] @ vector
    assert result.similarity == float(with_all)
    assert [row.effect for row in result.phrases] == [float(with_all - other) for other in without]
    assert [row.entry.similarity for row in result.phrases] == [
        float(alone[words.index(text)]) for text in texts
    ]
    assert [text.text for text in result.texts] == [parsed.plain()]


def test_long_prompts_are_audited_whole(picture: Image.Image, tiny_encoder: Encoder) -> None:
    phrases = [f"the cat {number}" for number in range(60)]
    result = audit(picture, tiny_encoder, ", ".join(phrases))
    assert result.truncated == 0
    assert [row.phrase.text for row in result.phrases] == phrases
    assert not [row for row in result.phrases if row.verdict is Verdict.UNREAD]
    assert [text.chunk for text in result.texts] == list(range(1, len(result.texts) + 1))
    assert len(result.texts) > 2
    assert ", ".join(text.text for text in result.texts) == ", ".join(phrases)
    vector = tiny_encoder.encode_images([picture])[0]
    for row in (result.phrases[0], result.phrases[30], result.phrases[-1]):
        chunk = result.texts[row.chunk - 1]
        others = [phrase for phrase in chunk.text.split(", ") if phrase != row.phrase.text]
        assert len(others) == chunk.text.count(",")
        with_all, without = tiny_encoder.encode_texts([chunk.text, ", ".join(others)])
        assert row.effect == pytest.approx(float((with_all - without) @ vector), abs=1e-5)
        assert chunk.similarity == pytest.approx(float(with_all @ vector), abs=1e-5)
    assert result.similarity == pytest.approx(np.mean([text.similarity for text in result.texts]))


def test_words_of_a_schedule_are_left_out_of_what_is_read_with_them(
    picture: Image.Image, tiny_encoder: Encoder
) -> None:
    result = audit(picture, tiny_encoder, "a [cat:dog:0.25] of the sea")
    assert [(text.text, text.share) for text in result.texts] == [
        ("a dog of the sea", 0.75),
        ("a cat of the sea", 0.25),
    ]
    vector = tiny_encoder.encode_images([picture])[0]
    texts = ["a dog of the sea", "a cat of the sea", "a of the sea", "dog of the sea", "cat of the sea"]
    dog, cat, none, only_dog, only_cat = tiny_encoder.encode_texts(texts) @ vector
    effects = {row.phrase.text: row.effect for row in result.phrases}
    assert effects["cat"] == pytest.approx(cat - none, abs=1e-5)
    assert effects["dog"] == pytest.approx(dog - none, abs=1e-5)
    assert effects["a"] == pytest.approx(0.75 * (dog - only_dog) + 0.25 * (cat - only_cat), abs=1e-5)
    assert result.similarity == pytest.approx(0.75 * dog + 0.25 * cat, abs=1e-5)


def test_parts_are_read_apart_and_weigh_what_they_weigh(picture: Image.Image, tiny_encoder: Encoder) -> None:
    result = audit(picture, tiny_encoder, "a cat AND the sea :0.5 AND a dog :-1")
    assert [(text.text, text.part) for text in result.texts] == [("a cat", 0), ("the sea", 1), ("a dog", 2)]
    assert [row.part_weight for row in result.phrases] == [1, 0.5, -1]
    cat, sea, _ = (text.similarity for text in result.texts)
    assert result.similarity == pytest.approx((cat + 0.5 * sea) / 1.5)


def test_what_no_step_reads_is_named_so(tiny_encoder: Encoder) -> None:
    own = "a cat, [the sea:dog:0.1]\nSteps: 5, Sampler: Euler, Seed: 1, Size: 32x32"
    result = audit(picture_with(own), tiny_encoder)
    unread = [row.phrase.text for row in result.phrases if row.verdict is Verdict.UNREAD]
    assert unread == ["the sea"]
    assert [row.effect for row in result.phrases if row.verdict is Verdict.UNREAD] == [0]
    assert [text.text for text in result.texts] == ["a cat, dog"]
    alone = audit(picture_with(""), tiny_encoder, "[the sea::0]")
    assert [row.verdict for row in alone.phrases] == [Verdict.UNREAD]
    assert [text.text for text in alone.texts] == [""]


@pytest.mark.parametrize(
    ("infotext", "sampling"),
    [
        ("", Sampling(20)),
        ("a cat\nSteps: 30, Sampler: Euler, Seed: 1", Sampling(30, is_known=True)),
        ("a cat\nSteps: 30, Sampler: Euler, Seed: 1, Hires upscale: 2", Sampling(30, 2, is_known=True)),
        ("a cat\nSteps: many, Sampler: Euler, Seed: 1", Sampling(20)),
        ("a cat\nSteps: 0, Sampler: Euler, Seed: 1", Sampling(20)),
        ("a cat\nSteps: 99999999999, Sampler: Euler, Seed: 1", Sampling(MOST_STEPS, is_known=True)),
    ],
)
def test_the_steps_of_a_picture(infotext: str, sampling: Sampling) -> None:
    assert sampling_of(picture_with(infotext)) == sampling


@pytest.mark.slow
def test_a_shorter_context_has_shorter_chunks(tmp_path: Path, picture: Image.Image) -> None:
    encoder = load_encoder(f"hf:{make_tiny_clip(tmp_path, context_length=16)}")
    phrases = ["the cat of the dog", "a dog in the cat", "in the cat", "of the dog"] * 3
    result = audit(picture, encoder, ", ".join(phrases))
    assert [row.phrase.text for row in result.phrases] == phrases
    assert result.truncated == 0 and len(result.texts) > 2


def test_nothing_is_encoded_twice(picture: Image.Image, tiny_encoder: Encoder) -> None:
    class Counting:
        def __init__(self) -> None:
            self.texts: list[str] = []

        def __getattr__(self, name: str) -> Any:
            return getattr(tiny_encoder, name)

        def encode_texts(self, texts: list[str]) -> Any:
            self.texts += texts
            return tiny_encoder.encode_texts(texts)

    encoder: Any = Counting()
    audit(picture, encoder, "[a cat|a dog], the sea BREAK of the sea, [in:the:0.3]")
    assert len(encoder.texts) == len(set(encoder.texts)) > 8


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
