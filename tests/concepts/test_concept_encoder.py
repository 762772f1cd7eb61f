"""Concepts as keywords: an encoder around another one, on the miniature and on tiny models."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from clip_critic.concepts.encoder import ConceptEncoder
from clip_critic.concepts.library import ConceptLibrary
from clip_critic.concepts.records import UNPROVEN, fit_of
from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder, Vectors, unknown_words
from clip_critic.encoders.cache import VectorCache
from clip_critic.encoders.cached import encode_texts_cached
from clip_critic.encoders.counting import TokenCounter
from clip_critic.encoders.gradients import DifferentiableEncoder, PictureTower
from clip_critic.encoders.places import PlacingEncoder, gives_places, places_of
from clip_critic.encoders.token_vectors import TokenEncoder, token_row, word_vectors
from clip_critic.encoders.units import UnitEncoder
from clip_critic.errors import ConceptError, WeightsError
from clip_critic.keywords.lists import KeywordList
from clip_critic.ranking.ranking import encode_keywords, rank
from clip_critic.weights.embeddings import Embedding
from tests.critics import Desk
from tests.drawing_host import ColourEncoder

pytestmark = pytest.mark.slow  # it loads a model


@pytest.fixture(scope="module")
def plain() -> Encoder:
    return load_encoder("miniature", device="cpu")


@pytest.fixture
def library(tmp_path: Path) -> ConceptLibrary:
    return ConceptLibrary(tmp_path / "concepts", [tmp_path / "embeddings"])


@pytest.fixture
def encoder(plain: Encoder, library: ConceptLibrary) -> ConceptEncoder:
    return ConceptEncoder(plain, library)


def of_word(plain: Encoder, word: str, name: str = "my-cat", **lineage: str) -> Embedding:
    return Embedding(name, {"": np.array(word_vectors(plain, word))}, lineage=lineage)


def test_a_concept_stands_where_a_word_can_stand(
    plain: Encoder, encoder: ConceptEncoder, library: ConceptLibrary
) -> None:
    library.save(of_word(plain, "circle"))
    texts = ["a <my-cat>", "<MY-CAT>", "a red <my-cat> and a <my-cat>", "no concept", "<my-cat>"]
    words = ["a circle", "circle", "a red circle and a circle", "no concept", "circle"]
    cosines = np.einsum("nd,nd->n", encoder.encode_texts(texts), plain.encode_texts(words))
    assert cosines.min() > 1 - 1e-6
    assert np.array_equal(encoder.encode_texts(words), plain.encode_texts(words))


def test_a_list_ranks_a_concept_among_words(
    plain: Encoder, encoder: ConceptEncoder, library: ConceptLibrary, picture: Image.Image
) -> None:
    library.save(of_word(plain, "circle"))
    words = KeywordList.parse("template: a {}\ntemplate: {} drawing\n\n[Shapes]\n<my-cat>\ncircle\nstar")
    ranking = rank(picture, words, encoder)
    first, second = (ranking.find(word)[0] for word in ("<my-cat>", "circle"))
    assert ranking.similarities[first] == pytest.approx(ranking.similarities[second], abs=1e-6)


def test_a_name_may_have_signs_of_every_kind(plain: Encoder, encoder: ConceptEncoder, tmp_path: Path) -> None:
    from safetensors.numpy import save_file

    (tmp_path / "embeddings").mkdir()
    for number, name in enumerate(["style (v1.5) [x]+", "İstanbul", "straße", "a.b"]):
        file = tmp_path / "embeddings" / f"{name}.safetensors"
        save_file({"emb_params": np.array(word_vectors(plain, "circle")) * (1 + number)}, file)
        found = encoder.encode_texts([f"<{name}> and <{name.upper()}>"])
        assert np.isfinite(found).all()


def test_a_changed_file_never_gives_an_old_vector(
    plain: Encoder, encoder: ConceptEncoder, library: ConceptLibrary, tmp_path: Path
) -> None:
    cache = VectorCache(tmp_path / "vectors.sqlite3", 2**20)
    texts = ["a <my-cat>", "a <my-cat> and a star", "star"]
    for word in ("circle", "square", "circle"):
        library.save(of_word(plain, word))
        for _ in range(2):
            found = encode_texts_cached(encoder, texts, cache=cache)
            expected = plain.encode_texts([text.replace("<my-cat>", word) for text in texts])
            assert np.einsum("nd,nd->n", found.vectors, expected).min() > 1 - 1e-6
    # The file of another folder with the same vectors is the same concept.
    keys = encoder.text_keys(texts)
    library.save(of_word(plain, "circle", "other"))
    assert encoder.text_keys([text.replace("my-cat", "other") for text in texts]) == keys
    assert keys[2] == "star"


def test_a_vector_is_cached_only_if_the_file_has_not_changed_meanwhile(
    plain: Encoder, library: ConceptLibrary, tmp_path: Path
) -> None:
    class Interrupted(ConceptEncoder):
        """Somebody saves the concept anew after it was named, and before it is read."""

        def encode_texts(self, texts: Sequence[str]) -> Vectors:
            library.save(of_word(plain, "square"))
            return super().encode_texts(texts)

    cache = VectorCache(tmp_path / "vectors.sqlite3", 2**20)
    library.save(of_word(plain, "circle"))
    encode_texts_cached(Interrupted(plain, library), ["<my-cat>"], cache=cache)
    library.save(of_word(plain, "circle"))
    found = encode_texts_cached(ConceptEncoder(plain, library), ["<my-cat>"], cache=cache).vectors[0]
    assert found @ plain.encode_texts(["circle"])[0] > 1 - 1e-6


def test_everything_else_is_that_of_the_encoder(
    plain: Encoder, encoder: ConceptEncoder, picture: Image.Image
) -> None:
    assert isinstance(encoder, Encoder)
    for protocol in (PlacingEncoder, UnitEncoder, DifferentiableEncoder, TokenEncoder):
        assert isinstance(encoder, protocol)
        assert not isinstance(ConceptEncoder(ColourEncoder(), ConceptLibrary(Path())), protocol)
    assert (encoder.identity, encoder.dimension) == (plain.identity, plain.dimension)
    assert (encoder.logit_scale, encoder.logit_bias) == (plain.logit_scale, plain.logit_bias)
    assert encoder.notes == plain.notes  # type: ignore[attr-defined]
    assert np.array_equal(encoder.encode_images([picture]), plain.encode_images([picture]))
    assert gives_places(encoder)
    assert np.array_equal(places_of(encoder, [picture])[0].shares, places_of(plain, [picture])[0].shares)
    assert PictureTower(encoder).side == PictureTower(plain).side
    assert token_row(encoder).identity == token_row(plain).identity
    with pytest.raises(AttributeError):
        _ = encoder.nothing_of_the_kind


def test_tokens_and_unknown_words_count_a_concept(
    plain: Encoder, encoder: ConceptEncoder, library: ConceptLibrary
) -> None:
    library.save(Embedding("long", {"": np.tile(word_vectors(plain, "star"), (9, 1))}))
    assert TokenCounter(encoder)(["a <long>", "a star"]) == [10, 2]
    many = "<long> " * 20
    assert encoder.count_cut_tokens([many, "star"])[0] == 180 - (plain.context_length - 2)
    assert unknown_words(encoder, ["<long>", "<long> qqq", "star", "qqq"]) == ("<long> qqq", "qqq")


def test_a_keyword_needs_its_concept_and_other_texts_do_not(
    plain: Encoder, encoder: ConceptEncoder, library: ConceptLibrary
) -> None:
    library.save(of_word(plain, "circle"))
    for word in ("<nothing>", "a <nothing> drawing"):
        with pytest.raises(ConceptError, match=r"no concept <nothing>\. There are: <my-cat>"):
            encode_keywords(KeywordList.of([word, "<my-cat>"]), encoder)
    assert np.array_equal(encoder.encode_texts(["<nothing>"]), plain.encode_texts(["<nothing>"]))
    words = ["<script>alert(1)</script>", "<b>bold</b>", "<lora:x:1>", "a < b > c", "star"]
    assert encode_keywords(KeywordList.of(words), encoder).keywords == tuple(words)
    for word in ("two <my-cat>s", "赤い<my-cat>の絵"):
        like = word.replace("<my-cat>", "<nothing>")
        assert encoder.encode_texts([word])[0] @ encoder.encode_texts([like])[0] < 1 - 1e-6
    with pytest.raises(ConceptError, match="no concept <nothing>"):
        encode_keywords(KeywordList.of(["赤い<nothing>の絵"]), encoder)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"": 768}, r"Stable Diffusion 1\.x.*Choose the encoder hf:openai/clip-vit-large-patch14"),
        ({"": 1024}, r"Stable Diffusion 2\.x.*Choose the encoder open_clip:ViT-H-14"),
        ({"clip_l": 768, "clip_g": 1280}, r"SDXL.*Choose the encoder hf:openai/clip-vit-large"),
        ({"": 640}, r"words of 640 numbers.*Choose the encoder that it was made with"),
    ],
)
def test_another_width_says_which_encoder_to_choose(
    encoder: ConceptEncoder, library: ConceptLibrary, parts: dict[str, int], words: str
) -> None:
    made = {tower: np.ones((2, width), np.float32) for tower, width in parts.items()}
    library.save(Embedding("my-cat", made))
    with pytest.raises(ConceptError, match=words):
        encode_keywords(KeywordList.of(["<my-cat>"]), encoder)


def test_another_tower_of_the_same_width(
    plain: Encoder, encoder: ConceptEncoder, library: ConceptLibrary
) -> None:
    row = token_row(plain).identity
    library.save(of_word(plain, "circle", tower=row, encoder="miniature"))
    encoder.encode_texts(["<my-cat>"])
    library.save(of_word(plain, "circle", tower="another", encoder="open_clip:my/own"))
    with pytest.raises(ConceptError, match=r"another text tower.*Choose the encoder open_clip:my/own"):
        encoder.encode_texts(["<my-cat>"])


def test_a_file_that_does_not_name_its_tower_fits_by_its_width_alone(plain: Encoder) -> None:
    ours = of_word(plain, "circle", tower=token_row(plain).identity)
    assert fit_of(plain, ours).note == ""
    theirs = fit_of(plain, of_word(plain, "circle"))
    assert (theirs.note, theirs.why_not) == (UNPROVEN, "")
    assert theirs.words[0][0][0] == "circle"
    wide = Embedding("wide", {"": np.ones((1, 768), np.float32)})
    assert fit_of(plain, wide).why_not and not fit_of(plain, wide).note


def test_a_part_of_sdxl_is_read_by_the_tower_of_its_width(
    plain: Encoder, encoder: ConceptEncoder, library: ConceptLibrary
) -> None:
    own = np.array(word_vectors(plain, "circle"))
    library.save(Embedding("my-cat", {"clip_l": own, "clip_g": np.ones((1, 1280), np.float32)}))
    assert encoder.encode_texts(["<my-cat>"])[0] @ plain.encode_texts(["circle"])[0] > 1 - 1e-6


def test_an_encoder_without_a_table_of_words(library: ConceptLibrary) -> None:
    encoder = ConceptEncoder(ColourEncoder(), library)
    library.save(Embedding("my-cat", {"": np.ones((1, 768), np.float32)}))
    assert encoder.encode_texts(["red"]).shape == (1, encoder.dimension)
    with pytest.raises(ConceptError, match=r"cannot read concepts.*Choose the encoder hf:openai"):
        encoder.encode_texts(["<my-cat>"])


def test_a_damaged_concept_is_an_error(encoder: ConceptEncoder, tmp_path: Path) -> None:
    (tmp_path / "concepts").mkdir()
    (tmp_path / "concepts" / "my-cat.pt").write_bytes(b"PK\x03\x04")
    with pytest.raises((ConceptError, WeightsError), match="damaged"):
        encoder.encode_texts(["<my-cat>"])


def test_the_critic_knows_the_user_s_concepts(tmp_path: Path, plain: Encoder, picture: Image.Image) -> None:
    from clip_critic.ranking.question import RankQuestion

    critic = Desk(tmp_path, encoder="miniature", device="cpu").critic()
    critic.concepts.save(of_word(plain, "circle"))
    question = RankQuestion("<my-cat>\ncircle\nstar")
    ranking = critic.answer(question, picture).ranking
    similar = [ranking.similarities[ranking.find(word)[0]] for word in ("<my-cat>", "circle")]
    assert similar[0] == pytest.approx(similar[1], abs=1e-6)
    with pytest.raises(ConceptError, match="no concept <dog>"):
        critic.answer(RankQuestion("<dog>\nstar"), picture)
