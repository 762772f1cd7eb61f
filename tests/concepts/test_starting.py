"""Starting concepts: what is learned from drawn scenes, whose truth is known, and what cannot be learned."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from clip_critic.concepts import inversion, others, views
from clip_critic.concepts.fidelity import fidelity, margin_of, paired_margin
from clip_critic.concepts.inversion import Lesson, anchors_of, contrastive_loss, learn
from clip_critic.concepts.others import other_pictures
from clip_critic.concepts.parts import start_parts
from clip_critic.concepts.settings import StartSettings
from clip_critic.concepts.starting import Company, Started, no_pictures, start_concept, text_vector
from clip_critic.concepts.towers import ENCODER, TOWER
from clip_critic.concepts.training import STARTED
from clip_critic.concepts.views import look_at, mean_likeness, scatter_note
from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder
from clip_critic.encoders.cache import VectorCache
from clip_critic.encoders.cached import encode_pictures_cached
from clip_critic.encoders.token_vectors import token_row
from clip_critic.errors import BadInputError, ConceptError, EncoderError, InterruptedByUser
from clip_critic.pictures.opening import Picture, open_picture
from clip_critic.weights.embeddings import read_embedding, write_embedding
from tests.drawing_host import ColourEncoder
from tools.miniature.scenes import draw, sample_scene, shrink

WORDS = ("circle", "square", "star", "heart", "red", "blue", "green", "yellow", "large", "small")
AROUND = Company("miniature", WORDS)
QUICK = StartSettings(vectors=2, steps=40)


@pytest.fixture(scope="module")
def miniature() -> Encoder:
    return load_encoder("miniature", device="cpu")


def scenes(count: int, seed: int, **fixed: Any) -> list[Picture]:
    """Draw scenes with one large thing; everything else differs."""
    rng = np.random.default_rng(seed)
    found = [sample_scene(rng, count=1, size="large", style="plain", **fixed) for _ in range(count)]
    return [open_picture(Image.fromarray(shrink(draw(scene)))) for scene in found]


@pytest.fixture(scope="module")
def started(miniature: Encoder) -> Started:
    return start_concept(miniature, "my-heart", scenes(5, 1, colour="red", shape="heart"), QUICK, AROUND)


def similarity(encoder: Encoder, started: Started, pictures: Sequence[Picture]) -> float:
    name = started.embedding.name
    text = text_vector(encoder, f"<{name}>", {name: started.embedding.parts[""]})
    return float((encode_pictures_cached(encoder, pictures) @ text).mean())


def test_a_concept_is_nearer_to_new_pictures_of_it_than_to_anything_else(
    miniature: Encoder, started: Started
) -> None:
    own = similarity(miniature, started, scenes(6, 2, colour="red", shape="heart"))
    for other in ({"colour": "green", "shape": "heart"}, {"colour": "red", "shape": "circle"}):
        assert own > similarity(miniature, started, scenes(6, 3, **other)) + 0.1
    word = text_vector(miniature, "heart", {})
    crops = encode_pictures_cached(miniature, scenes(6, 2, colour="red", shape="heart"))
    assert own > float((crops @ word).mean()) + 0.07
    assert started.own > started.other + 0.1
    assert started.notes == ()


def test_what_was_started_says_how_and_can_be_saved(
    miniature: Encoder, started: Started, tmp_path: Path
) -> None:
    file = tmp_path / "my-heart.safetensors"
    write_embedding(file, started.embedding)
    read = read_embedding(file)
    assert read.parts[""].shape == (2, 128)
    assert read.lineage[TOWER] == token_row(miniature).identity
    assert read.lineage[ENCODER] == "miniature"
    assert len(read.lineage[STARTED]["pictures"]) == 5
    assert read.lineage[STARTED]["others"]["source"] == "bundled pictures"
    assert read.step == started.step <= started.steps <= QUICK.steps


def test_the_same_seed_gives_the_same_vectors_and_another_gives_others(miniature: Encoder) -> None:
    pictures = scenes(3, 1, colour="red", shape="heart")
    short = StartSettings(vectors=1, steps=3)
    first, again, other = (
        start_concept(miniature, "x1y", pictures, settings, AROUND).embedding.parts[""]
        for settings in (short, short, StartSettings(vectors=1, steps=3, seed=1))
    )
    assert np.array_equal(first, again)
    assert not np.allclose(first, other)


def test_it_ends_when_crops_fit_no_better_and_keeps_the_best_step(
    miniature: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = look_at(miniature, scenes(4, 1, colour="red", shape="heart"))
    rivals = other_pictures(miniature, seen.own).vectors
    lesson = Lesson(("x",), seen, no_pictures(miniature))
    anchors = anchors_of(miniature, lesson, rivals, WORDS)
    checks: list[inversion.Learned] = []
    check = inversion._Pupil.checked

    def spied(self: Any, step: int, steps: int) -> inversion.Learned:
        checks.append(check(self, step, steps))
        return checks[-1]

    monkeypatch.setattr(inversion._Pupil, "checked", spied)
    most = StartSettings(vectors=2, steps=1000, closeness=0)
    found = learn(miniature, [lesson], {"x": anchors}, rivals, most)
    assert found.steps == checks[-1].step < most.steps
    best = min(checks, key=lambda one: one.loss)
    assert found.step == best.step < found.steps
    assert found.loss == best.loss < min(checks[0].loss, checks[-1].loss)
    assert np.array_equal(found.vectors["x"], best.vectors["x"])
    assert not np.array_equal(found.vectors["x"], checks[-1].vectors["x"])
    before = min(one.loss for one in checks[: -inversion.PATIENCE])
    assert all(one.loss >= before * (1 - inversion.ENOUGH) for one in checks[-inversion.PATIENCE :])


def test_vectors_that_are_no_numbers_any_more_are_not_kept(
    miniature: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inversion, "RATE", 1e30)
    with pytest.raises(EncoderError, match=r"gave no numbers: choose fewer steps, or a greater closeness"):
        start_concept(miniature, "x1y", scenes(3, 1, colour="red"), QUICK, AROUND)


def test_closeness_keeps_vectors_among_words(miniature: Encoder) -> None:
    pictures = scenes(3, 1, colour="red", shape="heart")
    seen = look_at(miniature, pictures)
    rivals = other_pictures(miniature, seen.own).vectors
    lesson = Lesson(("x",), seen, no_pictures(miniature))
    anchors = anchors_of(miniature, lesson, rivals, WORDS)
    lengths = []
    for closeness in (0, 100):
        settings = StartSettings(vectors=1, steps=30, closeness=closeness)
        vector = learn(miniature, [lesson], {"x": anchors}, rivals, settings).vectors["x"][0]
        mixture, *_ = np.linalg.lstsq(anchors.words.T, vector, rcond=None)
        lengths.append(np.linalg.norm(anchors.words.T @ mixture - vector) / np.linalg.norm(vector))
    assert lengths[1] < 0.5 * lengths[0]


def test_the_kind_is_preferred_to_all_other_words(miniature: Encoder) -> None:
    seen = look_at(miniature, scenes(3, 1, colour="red", shape="heart"))
    rivals = other_pictures(miniature, seen.own).vectors
    lesson = Lesson(("x",), seen, no_pictures(miniature))
    with_kind = anchors_of(miniature, lesson, rivals, WORDS, "square")
    without = anchors_of(miniature, lesson, rivals, WORDS)
    table = token_row(miniature).vectors
    square = np.flatnonzero((table == with_kind.words[with_kind.scores.argmax()]).all(axis=1))
    assert miniature.decode_token(int(square[0])) == "square"  # type: ignore[attr-defined]
    best = np.flatnonzero((table == without.words[without.scores.argmax()]).all(axis=1))
    assert miniature.decode_token(int(best[0])) in ("heart", "red")  # type: ignore[attr-defined]
    with pytest.raises(BadInputError, match="name a kind"):
        anchors_of(miniature, lesson, rivals, ["quite unknown"])


def test_parts_that_are_learned_together_are_told_apart(miniature: Encoder) -> None:
    thing, ground = {"colour": "red", "shape": "heart"}, {"ground": "cyan", "pattern": "stripes"}
    whole = scenes(5, 1, **thing, **ground)
    parts = {"thing": scenes(4, 2, **thing), "ground": scenes(4, 3, **ground, shape="square")}
    found = start_parts(miniature, "mascot", whole, parts, QUICK, AROUND)
    assert [part.embedding.name for part in found.parts] == ["mascot-thing", "mascot-ground"]
    assert found.told_apart == 2
    assert found.parts[0].missing > 0.05  # without the thing, little of it is left
    joined = np.concatenate([part.embedding.parts[""] for part in found.parts])
    assert np.array_equal(found.embedding.parts[""], joined)
    assert found.embedding.lineage["parts"] == ["mascot-thing", "mascot-ground"]


@pytest.mark.parametrize("parts", [["a"], ["a", "A"], ["a", "b/c"], list("abcdefg")])
def test_parts_need_names_of_their_own(parts: list[str], miniature: Encoder) -> None:
    with pytest.raises(ConceptError):
        start_parts(miniature, "mascot", scenes(3, 1), dict.fromkeys(parts, scenes(3, 2)), QUICK, AROUND)


def test_fidelity_is_the_margin_over_others_of_its_kind(miniature: Encoder, started: Started) -> None:
    own, other = scenes(5, 7, colour="red", shape="heart"), scenes(5, 8, colour="green", shape="heart")
    vectors = started.embedding.parts[""]
    found = fidelity(miniature, "my-heart", vectors, "heart", own, other)
    assert found.margin.low > 0.1
    assert found.margin.low < found.own - found.others < found.margin.high
    assert abs(found.margin_kind.mean) < 0.1
    assert found.notes == ()
    same = fidelity(miniature, "my-heart", vectors, "heart", own, scenes(5, 9, colour="red", shape="heart"))
    assert "includes 0" in same.notes[0]
    for pictures, rest, kind in ((own[:1], other, "heart"), (own, other[:1], "heart"), (own, other, " ")):
        with pytest.raises(ConceptError):
            fidelity(miniature, "my-heart", vectors, kind, pictures, rest)
    with pytest.raises(ConceptError, match="both"):
        fidelity(miniature, "my-heart", vectors, "heart", own, [*other, own[0]])


def test_margins_are_those_of_scipy() -> None:
    from scipy import stats

    rng = np.random.default_rng(0)
    first, second = rng.normal(1, 1, 9).astype(np.float32), rng.normal(0, 3, 5).astype(np.float32)
    found = margin_of(first, second)
    assert found.mean == pytest.approx(float(first.mean() - second.mean()), abs=1e-6)
    # An interval of 95 % ends where the probability of the difference is 5 %.
    for shift in (found.low, found.high):
        assert stats.ttest_ind(first - shift, second, equal_var=False).pvalue == pytest.approx(0.05, abs=1e-4)
    paired = paired_margin(first)
    for shift in (paired.low, paired.high):
        assert stats.ttest_1samp(first, shift).pvalue == pytest.approx(0.05, abs=1e-4)


def test_one_picture_is_not_enough_and_too_many_are_too_many(miniature: Encoder) -> None:
    one = scenes(1, 1)
    with pytest.raises(ConceptError, match="One picture does not show"):
        start_concept(miniature, "x1y", one * 5, QUICK, AROUND)
    with pytest.raises(ConceptError, match="only 2 different"):
        start_concept(miniature, "x1y", scenes(2, 1), QUICK, AROUND)
    with pytest.raises(ConceptError, match="at most 32"):
        look_at(miniature, scenes(33, 1))


def test_pictures_of_different_things_are_said_to_scatter(miniature: Encoder) -> None:
    alike = look_at(miniature, scenes(5, 4, colour="red"))
    rivals = other_pictures(miniature, alike.own).vectors
    assert scatter_note(alike, rivals) == ""
    rng = np.random.default_rng(5)
    anything = [
        open_picture(Image.fromarray(shrink(draw(sample_scene(rng, style=style)))))
        for style in ("neon", "plain", "line drawing", "sepia", "mosaic")
    ]
    note = scatter_note(look_at(miniature, anything), rivals)
    assert "no more alike" in note
    assert scatter_note(alike, rivals[:4]) == ""


def test_without_other_pictures_there_is_nothing_to_learn_from(tiny_encoder: Encoder) -> None:
    with pytest.raises(ConceptError, match=r"There are 0 other pictures .* choose a folder"):
        start_concept(tiny_encoder, "x1y", scenes(3, 1), QUICK, Company("tiny", ["cat"]))


def test_what_no_checkpoint_reads_is_a_keyword_only(
    tiny_encoder: Encoder, started: Started, tmp_path: Path
) -> None:
    files = []
    for number, picture in enumerate(scenes(20, 2)):
        picture.image.save(tmp_path / f"{number}.png")
        files.append(tmp_path / f"{number}.png")
    around, short = Company("tiny", ["cat"], files), StartSettings(vectors=1, steps=1, kind="cat")
    found = start_concept(tiny_encoder, "x1y", scenes(3, 1), short, around)
    width = token_row(tiny_encoder).width
    note = (
        f"keyword only, as no Stable Diffusion draws with vectors of {width} numbers alone. To draw with it"
    )
    assert note in found.notes[-1]
    assert found.notes[-1].endswith("start it with the encoder hf:openai/clip-vit-large-patch14.")
    parts = {"a": scenes(3, 3), "b": scenes(3, 4)}
    assert note in start_parts(tiny_encoder, "x2y", scenes(3, 1), parts, short, around).notes[-1]
    assert not any("keyword only" in one for one in started.notes)  # the miniature's own checkpoint draws it


def test_other_pictures_come_from_a_folder_or_from_what_was_seen_before(
    tiny_encoder: Encoder, tmp_path: Path
) -> None:
    cache = VectorCache(tmp_path / "vectors.db", 10_000_000)
    own = encode_pictures_cached(tiny_encoder, scenes(3, 1), cache=cache)
    many = scenes(40, 2)
    encode_pictures_cached(tiny_encoder, many, cache=cache)
    seen = other_pictures(tiny_encoder, own, cache=cache)
    assert "before" in seen.source
    assert (seen.vectors @ own.T).max() < others.SAME
    files = []
    for number, picture in enumerate(many):
        picture.image.save(tmp_path / f"{number}.png")
        files.append(tmp_path / f"{number}.png")
    (tmp_path / "broken.png").write_bytes(b"no picture")
    found = other_pictures(tiny_encoder, own, files=[*files, tmp_path / "broken.png"])
    assert "folder" in found.source
    assert others.FEWEST_OTHERS <= len(found.vectors) <= len(many)


def test_the_latest_vectors_of_a_cache_are_returned_first(tmp_path: Path) -> None:
    times = iter(range(100))
    cache = VectorCache(tmp_path / "vectors.db", 10_000_000, clock=lambda: float(next(times)))
    rows = np.eye(6, dtype=np.float32)
    for number, row in enumerate(rows):
        cache.write("picture a", [str(number)], row[None], [0])
    cache.write("picture b", ["other"], np.ones((1, 6), np.float32), [0])
    assert np.array_equal(cache.latest("picture a", 6, 3), rows[:2:-1])
    assert cache.latest("picture a", 5, 3).shape == (0, 5)
    assert cache.latest("picture c", 6, 3).shape == (0, 6)


def test_an_encoder_that_reads_no_vectors_is_refused_at_once() -> None:
    with pytest.raises(EncoderError, match="cannot read concepts"):
        start_concept(ColourEncoder(), "x1y", scenes(3, 1), QUICK, Company())


@pytest.mark.parametrize("stop_at", ["pictures", "learning"])
def test_it_can_be_interrupted(stop_at: str, miniature: Encoder) -> None:
    def stop(done: int, total: int, what: str) -> None:
        if what == stop_at and done:
            raise InterruptedByUser("Interrupted.")

    with pytest.raises(InterruptedByUser):
        start_concept(miniature, "x1y", scenes(9, 1, colour="red"), QUICK, AROUND, stop)


def test_progress_is_reported_to_the_end(miniature: Encoder) -> None:
    reports: list[tuple[int, int, str]] = []
    start_concept(
        miniature,
        "x1y",
        scenes(3, 1, colour="red"),
        StartSettings(vectors=1, steps=5),
        AROUND,
        lambda *report: reports.append(report),
    )
    learning = [report[:2] for report in reports if report[2] == "learning"]
    assert learning == [(step, 5) for step in range(6)]


def test_short_memory_is_explained(miniature: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*values: object) -> None:
        raise RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")

    monkeypatch.setattr(inversion, "contrastive_loss", lambda *values: torch.zeros(len(values[0])))
    monkeypatch.setattr(inversion._Pupil, "step", full)
    with pytest.raises(EncoderError, match="not enough memory"):
        start_concept(miniature, "x1y", scenes(3, 1, colour="red"), QUICK, AROUND)


@given(
    seed=st.integers(0, 1000),
    counts=st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(1, 5)),
)
def test_the_loss_is_that_of_the_definition(seed: int, counts: tuple[int, int, int]) -> None:
    texts, own, rivals = (
        torch.nn.functional.normalize(
            torch.randn(count, 6, generator=torch.Generator().manual_seed(seed + place)), dim=1
        )
        for place, count in enumerate(counts)
    )
    found = contrastive_loss(10 * texts, own, rivals)
    for number, text in enumerate(10 * texts):
        shares = [
            float(torch.softmax(torch.cat([picture[None], rivals]) @ text, dim=0)[0].log()) for picture in own
        ]
        assert float(found[number]) == pytest.approx(-np.mean(shares), abs=1e-4)


@given(seed=st.integers(0, 1000), count=st.integers(2, 6))
def test_likeness_is_the_mean_over_pairs(seed: int, count: int) -> None:
    vectors = np.random.default_rng(seed).normal(size=(count, 5)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    pairs = [float(vectors[a] @ vectors[b]) for a in range(count) for b in range(a)]
    assert mean_likeness(vectors) == pytest.approx(np.mean(pairs), abs=1e-4)


@given(width=st.integers(1, 300), height=st.integers(1, 300), seed=st.integers(0, 99))
def test_crops_are_squares_within_the_picture(width: int, height: int, seed: int) -> None:
    picture = Image.new("RGB", (width, height), (200, 100, 50))
    crop = views._crop(picture, np.random.default_rng(seed))
    assert crop.width == crop.height <= min(width, height)
    assert crop.getextrema() == ((200, 200), (100, 100), (50, 50))  # nothing from beyond the edges


def test_the_bundled_vectors_are_those_of_the_bundled_encoders() -> None:
    for spec in ("miniature", "miniature:second"):
        encoder = load_encoder(spec, device="cpu")
        vectors = np.load(others.bundled_file(encoder))
        assert vectors.shape == (400, encoder.dimension)
        assert np.allclose(np.linalg.norm(vectors.astype(np.float32), axis=1), 1, atol=1e-2)


def test_a_host_may_have_loaded_the_encoder_in_inference_mode() -> None:
    with torch.inference_mode():
        encoder = load_encoder("miniature", device="cpu")
        started = start_concept(
            encoder, "x1y", scenes(3, 1, colour="red"), StartSettings(vectors=1, steps=2), AROUND
        )
    assert np.isfinite(started.embedding.parts[""]).all()
