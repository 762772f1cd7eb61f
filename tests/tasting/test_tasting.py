"""Tasting: pictures on disk, a real encoder, and what is learned from choices among them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from clip_critic.errors import BadInputError, InterruptedByUser, SessionError
from clip_critic.keywords.lists import KeywordList
from clip_critic.sessions.base import Studio
from clip_critic.taste.choices import new_choice
from clip_critic.tasting.collection import CHANGED
from clip_critic.tasting.tasting import Tasting
from tests.critics import Desk
from tests.tasting.making import choose, make_pictures
from tests.tiny import make_tiny_clip

WORDS = KeywordList.of(["cat", "dog", "the cat of the dog", "in in"])


@pytest.fixture
def desk(tmp_path: Path, tiny_clip: Path) -> Desk:
    return Desk(tmp_path / "home", encoder=f"hf:{tiny_clip}", device="cpu")


@pytest.fixture
def tasting(desk: Desk) -> Tasting:
    return Tasting(desk.critic(), desk.home / "taste")


def test_equal_files_are_one_picture_and_broken_ones_are_told(tasting: Tasting, tmp_path: Path) -> None:
    paths = make_pictures(tmp_path / "pictures", 5)
    shutil.copy(paths[0], tmp_path / "again.png")
    (tmp_path / "broken.png").write_bytes(b"no picture")
    reports: list[tuple[int, int, str]] = []
    found = tasting.collect(
        [*paths, tmp_path / "again.png", tmp_path / "broken.png", tmp_path / "gone.png"],
        progress=lambda *report: reports.append(report),
    )
    assert len(found.pool) == 5
    assert found.files[found.pool.digests[0]] == (paths[0], tmp_path / "again.png")
    assert [Path(row.picture).name for row in found.unreadable] == ["gone.png", "broken.png"]
    assert "does not exist" in found.unreadable[0].error
    assert reports[-1] == (8, 8, "looking at pictures")
    paths[0].unlink()
    assert found.file(found.pool.digests[0]) == tmp_path / "again.png"
    assert found.file("file-sha256:0") is None


def test_without_a_readable_picture_it_says_so(tasting: Tasting, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="no picture to choose from"):
        tasting.collect([])
    with pytest.raises(BadInputError, match=r"None of the 1 pictures .*gone\.png does not exist"):
        tasting.collect([tmp_path / "gone.png"])


def test_a_collection_is_interrupted_and_goes_on_from_the_cache(tasting: Tasting, tmp_path: Path) -> None:
    paths = make_pictures(tmp_path / "pictures", 40)

    def stop(done: int, total: int, what: str) -> None:
        if done >= 32:
            raise InterruptedByUser("Interrupted.")

    with pytest.raises(InterruptedByUser):
        tasting.collect(paths, progress=stop)
    again = tasting.collect(paths)
    assert again.pool.vectors.shape == (40, 16)
    assert np.allclose(np.linalg.norm(again.pool.vectors, axis=1), 1, atol=1e-5)
    assert np.array_equal(tasting.collect(paths).pool.vectors, again.pool.vectors)


def test_a_taste_is_learned_from_the_log_alone(tasting: Tasting, tmp_path: Path) -> None:
    collection = tasting.collect(make_pictures(tmp_path / "pictures", 30))
    choose(tasting, collection, 12)
    shutil.rmtree(tmp_path / "pictures")
    shutil.rmtree(tmp_path / "home" / "cache")
    taste = tasting.learn("Aki", words=WORDS)
    assert taste.answers == 12 and not taste.not_yet and taste.observed.lost == 0
    means, spreads = taste.utilities(collection.pool.vectors)
    assert np.corrcoef(means, collection.pool.vectors[:, 0])[0, 1] > 0.5
    assert (spreads > 0).all()


def test_few_answers_are_no_error_and_a_wrong_name_is_one(tasting: Tasting, tmp_path: Path) -> None:
    collection = tasting.collect(make_pictures(tmp_path / "pictures", 12))
    assert tasting.learn("Aki", words=WORDS, beside=collection).answers == 0
    choose(tasting, collection, 3)
    assert "there are 3" in tasting.learn(" Aki ", words=WORDS).not_yet
    with pytest.raises(BadInputError, match="Akki has not chosen anything yet"):
        tasting.learn("Akki", words=WORDS)


def test_only_the_first_answers_count_if_so_many_are_asked_for(tasting: Tasting, tmp_path: Path) -> None:
    collection = tasting.collect(make_pictures(tmp_path / "pictures", 20))
    choose(tasting, collection, 6)
    tasting.add(new_choice("Aki", "skip", collection.pool.digests[:4]), collection)
    choose(tasting, collection, 5)
    before = tasting.learn("Aki", words=WORDS)
    choose(tasting, collection, 9)
    again = tasting.learn("Aki", words=WORDS, answers=before.answers)
    assert again.answers == before.answers == 11
    assert np.array_equal(again.means(collection.pool.vectors), before.means(collection.pool.vectors))


def test_a_changed_encoder_says_what_it_has_not_seen(desk: Desk, tmp_path: Path) -> None:
    tasting = Tasting(desk.critic(), desk.home / "taste")
    paths = make_pictures(tmp_path / "pictures", 20)
    choose(tasting, tasting.collect(paths), 10)
    other = make_tiny_clip(tmp_path / "other", seed=1)
    with pytest.raises(BadInputError, match="10 of 10 choices are not used: this encoder has not seen"):
        tasting.learn("Aki", encoder=f"hf:{other}", words=WORDS)
    some = tasting.collect(paths[:12], encoder=f"hf:{other}")
    learner = tasting.learner(tasting.words(WORDS, encoder=f"hf:{other}"), some)
    lost = learner.taste("Aki").observed.lost
    assert lost > 0 and learner.notes("Aki")[0].startswith(f"{lost} of 10 choices are not used")
    tasting.collect(paths, encoder=f"hf:{other}")
    assert learner.taste("Aki").answers == 10 and learner.notes("Aki") == ()
    assert tasting.learn("Aki", encoder=f"hf:{other}", words=WORDS).answers == 10
    with pytest.raises(BadInputError, match="The encoder has changed"):
        tasting.learn("Aki", words=WORDS, beside=some)


def test_an_encoder_that_changes_under_way_is_noticed(desk: Desk, tmp_path: Path) -> None:
    paths = make_pictures(tmp_path / "pictures", 20)
    clip = make_tiny_clip(tmp_path / "changing")
    desk.change(encoder=f"hf:{clip}", keep_in_memory=False)

    def change(done: int, total: int, what: str) -> None:
        if done == 16:
            make_tiny_clip(clip, seed=1)

    with pytest.raises(BadInputError, match=CHANGED):
        Tasting(desk.critic(), desk.home / "taste").collect(paths, progress=change)


def test_it_is_learned_once_for_each_new_choice(tasting: Tasting, tmp_path: Path) -> None:
    collection = tasting.collect(make_pictures(tmp_path / "pictures", 30))
    learner = tasting.learner(tasting.words(WORDS), collection)
    first = learner.taste("Aki")
    choose(tasting, collection, 62, "Ben")
    assert learner.taste("Aki") is first
    ben = learner.taste("Ben")
    assert learner.taste("Ben") is ben
    made = choose(tasting, collection, 1, "Ben")
    assert learner.taste("Ben").spaces is ben.spaces
    tasting.log.undo("Ben")
    undone = learner.taste("Ben")
    assert undone.answers == 62 and undone.spaces is ben.spaces
    assert not tasting.add(made[0], collection)
    fresh = tasting.learner(tasting.words(WORDS), collection).taste("Ben")
    assert np.allclose(undone.belief.mean, fresh.belief.mean, atol=1e-3)


def test_choices_of_another_folder_count_too(tasting: Tasting, tmp_path: Path) -> None:
    one = tasting.collect(make_pictures(tmp_path / "one", 12))
    other = tasting.collect(make_pictures(tmp_path / "other", 9, seed=1))
    learner = tasting.learner(tasting.words(WORDS), one)
    choose(tasting, one, 2)
    assert learner.taste("Aki").spaces.vectors is one.pool.vectors
    choose(tasting, other, 3)
    taste = learner.taste("Aki")
    assert taste.answers == 5 and len(taste.spaces.vectors) > 12
    choose(tasting, one, 1)
    assert learner.taste("Aki").spaces is taste.spaces


def test_pictures_that_are_not_open_cannot_be_chosen(tasting: Tasting, tmp_path: Path) -> None:
    paths = make_pictures(tmp_path / "pictures", 6)
    shown: Sequence[str] = tasting.collect(paths).pool.digests
    with pytest.raises(BadInputError, match="not among those that are open"):
        tasting.add(new_choice("Aki", "best", shown, 0), tasting.collect(paths[:3]))
    assert tasting.log.read() == []


def test_the_default_list_is_a_bundled_one_that_the_encoder_knows(tasting: Tasting) -> None:
    assert "photo" in " ".join(tasting.words().names)
    assert tasting.words(encoder="miniature:").names != tasting.words().names


def test_a_damaged_file_of_vectors_is_named(tasting: Tasting, tmp_path: Path) -> None:
    choose(tasting, tasting.collect(make_pictures(tmp_path / "pictures", 6)), 1)
    (file,) = (tmp_path / "home" / "taste").glob("vectors-*.jsonl")
    file.write_text(file.read_text().replace('"vector": "', '"vector": "?', 1))
    with pytest.raises(SessionError, match=r"Line 2 of .*vectors-.* is damaged .*remove the file"):
        Tasting(Desk(tmp_path / "home").critic(), tmp_path / "home" / "taste").learn(
            "Aki", encoder=tasting._critic.settings().encoder, words=WORDS
        )


def test_a_studio_has_the_choices_beside_its_sessions(desk: Desk) -> None:
    studio = Studio(desk.critic(), lambda: pytest.fail("no host is needed"), desk.home / "sessions")
    assert studio.tasting is studio.tasting
    assert studio.tasting.folder == desk.home / "taste"
