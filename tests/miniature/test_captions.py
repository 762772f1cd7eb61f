"""Captions say what is true, and their claims are what they say."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.miniature.captions import ALL_FACTS, Writer, as_bits, caption, compose, facts, unasked
from tools.miniature.scenes import Background, Scene, Thing, sample_scene
from tools.miniature.words import COLOURS, COUNTS, PATTERNS, SHAPES, STYLES, SYNONYMS, plural
from tools.miniature.zero_shot import ATTRIBUTES, bare_words

SEEDS = st.integers(0, 2**32 - 1)


def said(text: str, name: str) -> bool:
    """Does the text use the word, or another word for it, in singular or plural?"""
    words = f" {text.lower()} ".replace(",", " ").replace(".", " ").replace(":", " ")
    names = (name, *SYNONYMS.get(name, ()))
    return any(f" {form} " in words for name in names for form in (name, plural(name)))


@given(seed=SEEDS, held_out=st.booleans())
@settings(max_examples=200, deadline=None)
def test_captions_are_true(seed: int, held_out: bool) -> None:
    rng = np.random.default_rng(seed)
    scene = sample_scene(rng, held_out=held_out)
    written = compose(scene, rng)
    assert written.claims <= facts(scene)
    assert facts(scene) <= set(ALL_FACTS)


@given(seed=SEEDS)
@settings(max_examples=200, deadline=None)
def test_claims_are_what_the_text_says(seed: int) -> None:
    rng = np.random.default_rng(seed)
    scene = sample_scene(rng)
    written = compose(scene, rng)
    colours = {fact.split(":")[1] for fact in written.claims if fact.startswith(("colour:", "ground:"))}
    assert {name for name in COLOURS if said(written.text, name) and name != "black"} - colours <= {"white"}
    assert all(said(written.text, name) for name in colours)
    shapes = {fact.split(":")[1] for fact in written.claims if fact.startswith("shape:")}
    assert {name for name in SHAPES if said(written.text, name)} == shapes


@given(seed=SEEDS)
@settings(max_examples=50, deadline=None)
def test_a_caption_follows_from_the_generator(seed: int) -> None:
    scene = sample_scene(np.random.default_rng(seed))
    assert caption(scene, np.random.default_rng(seed)) == caption(scene, np.random.default_rng(seed))


def test_all_kinds_of_captions_are_written() -> None:
    rng = np.random.default_rng(3)
    texts = {caption(sample_scene(rng), rng) for _ in range(3000)}
    assert {"red", "star", "pixel art", "neon", "two", "small"} <= texts
    assert any(text.startswith(("A ", "An ", "There ")) for text in texts)
    assert len(texts) > 1800


def test_hidden_things_are_not_said() -> None:
    thing = Thing("star", "red", "large", 0.5, 0.5, 0.7)
    scene = Scene(Background("dots", "white"), (thing,), "line drawing")
    known = facts(scene)
    assert {"shape:star", "count:1", "style:line drawing", "size:large", "place:middle"} <= known
    assert not any(fact.startswith(("colour:", "thing:", "ground:", "pattern:")) for fact in known)


def test_what_is_held_out_is_not_held_against_its_words() -> None:
    circle = Thing("circle", "red", "large", 0.5, 0.5, 0.7)
    assert unasked(Scene(Background("dots", "white"), (circle,), "plain")) == {"shape:star", "colour:green"}
    drawing = unasked(Scene(Background("dots", "white"), (circle,), "line drawing"))
    assert drawing == {"shape:crescent", "colour:green"}


@given(seed=SEEDS)
@settings(max_examples=100, deadline=None)
def test_what_is_true_is_always_asked(seed: int) -> None:
    scene = sample_scene(np.random.default_rng(seed))
    assert not unasked(scene) & facts(scene)


def test_several_things_alike_are_counted_in_the_plural() -> None:
    things = tuple(Thing("cross", "blue", "small", x, 0.5, 0.25) for x in (0.2, 0.5, 0.8))
    scene = Scene(Background("solid", "white"), things, "plain")
    texts = {Writer(scene, np.random.default_rng(seed)).things() for seed in range(60)}
    assert "three blue crosses" in texts
    assert all(text.startswith("three ") for text in texts)


def test_bits_answer_whether_a_caption_is_true() -> None:
    rng = np.random.default_rng(5)
    scenes = [sample_scene(rng) for _ in range(40)]
    captions = [compose(scene, rng) for scene in scenes]
    known, claims = as_bits(map(facts, scenes)), as_bits(caption.claims for caption in captions)
    truth = known @ claims.T == claims.sum(axis=1)
    assert truth.diagonal().all()
    assert truth.tolist() == [[caption.claims <= facts(scene) for caption in captions] for scene in scenes]


def test_bare_words_are_every_word_once() -> None:
    words = bare_words()
    parts = (COLOURS, SHAPES, PATTERNS, STYLES, COUNTS)
    assert len(words) == sum(map(len, parts)) + 2
    assert set(words.values()) <= set(ALL_FACTS)


def test_questions_have_an_answer_only_where_it_can_be_seen() -> None:
    thing = Thing("star", "cyan", "large", 0.5, 0.5, 0.7)
    scene = Scene(Background("dots", "black"), (thing,), "neon")
    answers = {name: attribute.answer(scene) for name, attribute in ATTRIBUTES.items()}
    assert answers["pattern"] is None
    assert answers["ground"] is None
    assert ATTRIBUTES["colour"].words[answers["colour"] or 0] == "cyan"
    for attribute in ATTRIBUTES.values():
        assert len(attribute.words) == len(attribute.phrases)
