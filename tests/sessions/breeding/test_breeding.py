"""Breedings: populations, choices, ways back and branches, and what is refused."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.concepts.others import MOST_OTHERS
from clip_critic.concepts.towers import ENCODER, TOWER
from clip_critic.engine.jobs import Jobs
from clip_critic.errors import BadInputError, HostError, InterruptedByUser, SessionError
from clip_critic.hosts.base import Skipped
from clip_critic.pictures.opening import open_picture
from clip_critic.progress import Progress, silent
from clip_critic.sessions.breeding.breedings import Breedings, result_of
from clip_critic.sessions.breeding.learning import learned
from clip_critic.sessions.breeding.making import BreedingRun
from clip_critic.sessions.breeding.session import Breeding
from clip_critic.sessions.breeding.settings import METHODS
from clip_critic.sessions.breeding.work import DONE, WAITING, BreedingWork
from clip_critic.weights.embeddings import Embedding, read_embedding, write_embedding
from tests.drawing_host import turn
from tests.sessions.breeding.bred import (
    ConceptHost,
    asked,
    begun,
    breedings_of,
    concepts,
    contents,
    picked,
    run,
)


@pytest.fixture
def breedings(tmp_path: Path) -> Breedings:
    return breedings_of(tmp_path)


def test_the_first_population_is_the_concepts_as_they_are(breedings: Breedings) -> None:
    population = concepts(5)
    breeding = begun(breedings, population, name="my-cat", prompt="a {concept}, {concept}", seeds=2)
    first = breeding.family.current
    assert [made.name for made in first.individuals] == list("abcde")
    for made, embedding in zip(first.individuals, population, strict=True):
        assert breeding.parts(made.file)[""] == pytest.approx(embedding.parts[""])
        assert len(breeding.family.drawn[made.number].files) == 2
    host = breedings.host()
    assert isinstance(host, ConceptHost)
    assert {(r.prompt, r.seed, r.count) for r in host.requests} == {("a my-cat, my-cat", 7, 2)}
    assert not breeding.left and not breeding.is_over


def test_the_first_choice_is_averaged_and_the_next_ones_are_evolved(breedings: Breedings) -> None:
    breeding = picked(breedings, begun(breedings).id, 3, 0, 4)
    second = breeding.family.current
    assert (second.depth, len(second.individuals)) == (1, 6)
    assert [made.what for made in second.individuals] == ["mean", "favourite", *["average"] * 4]
    founders = [breeding.parts(breeding.family.individuals[n].file)[""] for n in (4, 1, 5)]
    norms = [np.linalg.norm(vectors, axis=1, keepdims=True) for vectors in founders]
    alike = [v / n * np.mean(norms, axis=0) for v, n in zip(founders, norms, strict=True)]
    assert breeding.parts(second.individuals[0].file)[""] == pytest.approx(np.mean(alike, axis=0), abs=1e-6)
    assert breeding.parts(second.individuals[1].file)[""] == pytest.approx(alike[0], abs=1e-6)
    third = picked(breedings, breeding.id, 0, 2).family.current
    assert [made.what for made in third.individuals] == ["mean", "favourite", *["cma-like"] * 4]
    assert third.individuals[5].parents == (second.individuals[0].number, second.individuals[2].number)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_breeds(method: str, breedings: Breedings) -> None:
    breeding = picked(breedings, begun(breedings).id, 0, 1, method=method)
    assert {made.what for made in breeding.family.current.individuals[2:]} == {method}


def test_a_single_concept_is_varied(breedings: Breedings) -> None:
    breeding = begun(breedings, concepts(1))
    first = breeding.family.current
    assert [made.what for made in first.individuals] == ["concept", *["mutation"] * 5]
    assert len({made.digest for made in first.individuals}) == 6
    again = picked(breedings, breeding.id, 2).family.current  # a single one can be picked, too
    assert [made.what for made in again.individuals] == ["favourite", *["mutation"] * 5]


def test_concepts_of_two_towers_are_mixed_with_the_same_shares(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    population = [
        Embedding(
            name,
            {
                "clip_l": rng.standard_normal((1, 4), np.float32),
                "clip_g": rng.standard_normal((1, 6), np.float32),
            },
        )
        for name in "abc"
    ]

    class Host(ConceptHost):
        def _one(self, request, picture, seed):  # type: ignore[no-untyped-def]
            (embedding,) = request.embeddings
            one = replace(embedding, parts={"": embedding.parts["clip_g"]})
            return super()._one(replace(request, embeddings=(one,)), picture, seed)

    breedings = breedings_of(tmp_path, Host())
    breeding = picked(breedings, begun(breedings, population).id, 0, 1, 2)
    made = breeding.family.current.individuals[-1]
    found = breeding.parts(made.file)
    for tower in ("clip_l", "clip_g"):
        vectors = [breeding.parts(breeding.family.individuals[n].file)[tower] for n in (1, 2, 3)]
        norms = [np.linalg.norm(v, axis=1, keepdims=True) for v in vectors]
        alike = [v / n * np.mean(norms) for v, n in zip(vectors, norms, strict=True)]
        assert found[tower] == pytest.approx(np.tensordot(made.weights, alike, axes=1), abs=1e-5)


def test_a_choice_is_undone_and_stays_on_disk(breedings: Breedings) -> None:
    first = begun(breedings)
    second = picked(breedings, first.id, 0, 1)
    undone = breedings.undo(first.id)
    assert undone.family.current.id == 0 and not undone.left
    assert undone.family.generations[second.family.current.id].undone
    assert set(contents(second)) <= set(contents(undone))
    with pytest.raises(BadInputError, match="There is no generation"):
        breedings.go_to(first.id, second.family.current.id)
    with pytest.raises(BadInputError, match="no choice to undo"):
        breedings.undo(first.id)
    again = picked(breedings, first.id, 0, 1)  # another one than that which was taken back
    assert again.family.current.id != second.family.current.id
    assert again.family.current.depth == 1


def test_the_tree_branches_at_any_round(breedings: Breedings) -> None:
    breeding = picked(breedings, picked(breedings, begun(breedings).id, 0, 1).id, 2, 3)
    last = breeding.family.current
    with pytest.raises(BadInputError, match="has been chosen from already"):
        breedings.pick(breeding.id, [3], generation_id=0)
    breedings.pick(breeding.id, [3, 4], generation_id=0, branch=True)
    branch = run(breedings, breeding.id)
    assert branch.family.current.before == 0 and branch.family.current.depth == 1
    assert [one.id for one in branch.family.path] == [0, branch.family.current.id]
    back = breedings.go_to(breeding.id, last.id)
    assert back.family.current == replace(last) and not back.left
    assert [one.id for one in back.family.path] == [0, last.before, last.id]
    breedings.undo(breeding.id)  # of the branch where one stands
    assert breedings.store.read(breeding.id).family.current.id == last.before


def test_ancestors_are_everybody_each_once(breedings: Breedings) -> None:
    breeding = picked(breedings, picked(breedings, begun(breedings).id, 0, 1, 2).id, 0, 1, 4)
    made = breeding.family.current.individuals[3]
    found = [one.number for one in breeding.family.ancestors(made.number)]
    assert found[0] == made.number and found == sorted(found, reverse=True)
    assert {1, 2, 3} <= set(found) and not {4, 5} & set(found)


def test_the_same_seed_and_choices_give_the_same_breeding(tmp_path: Path) -> None:
    found = []
    for home in ("one", "two"):
        breedings = breedings_of(tmp_path / home)
        breeding = picked(breedings, picked(breedings, begun(breedings).id, 2, 0).id, 0, 3, method="slerp")
        found.append(contents(breeding))
    assert found[0] == found[1] and len(found[0]) == 2 * (5 + 6 + 6)
    other = begun(breedings_of(tmp_path / "three"), seed=8)
    assert set(contents(other).values()) != set(found[0].values())


def test_it_ends_after_its_rounds_and_goes_on_when_they_are_raised(breedings: Breedings) -> None:
    work = BreedingWork(breedings)
    breeding = begun(breedings, generations=1)
    assert work.stopped(breeding) == "" and work.batches(breeding) == 0
    over = picked(breedings, breeding.id, 0, 1)
    assert work.stopped(over) == DONE
    assert work.stopped(work.change(breeding.id, {"generations": 2})) == ""
    assert picked(breedings, breeding.id, 0).family.current.depth == 2


def test_what_comes_out_says_where_it_came_from(breedings: Breedings, tmp_path: Path) -> None:
    population = [replace(embedding, trained_on="sd15") for embedding in concepts(4)]
    breeding = picked(breedings, begun(breedings, population).id, 3, 1)
    mean = breeding.family.current.individuals[0]
    write_embedding(tmp_path / "cat.safetensors", result_of(breeding, mean.number, "cat"))
    read = read_embedding(tmp_path / "cat.safetensors")
    assert read.parts[""] == pytest.approx(breeding.parts(mean.file)[""], abs=1e-7)
    assert read.lineage["individual"] == mean.number and read.trained_on == "sd15"
    assert [one["individual"] for one in read.lineage["ancestors"]] == [mean.number, 4, 2]
    assert [one.get("concept") for one in read.lineage["ancestors"]] == [None, "d", "b"]
    assert read.lineage["choices"] == [{"generation": 0, "picked": [4, 2], "method": "average"}]
    with pytest.raises(BadInputError, match="no individual 99"):
        result_of(breeding, 99)


def _made_with(embedding: Embedding, tower: object, encoder: str = "") -> Embedding:
    return replace(embedding, lineage={TOWER: tower, ENCODER: encoder})


@pytest.mark.parametrize(
    ("towers", "kept"),
    [
        ([("one", "miniature")] * 3, {TOWER: "one", ENCODER: "miniature"}),
        ([("one", "")] * 3, {TOWER: "one"}),
        ([("one", "miniature"), ("one", "miniature"), ("", "")], {TOWER: "one", ENCODER: "miniature"}),
        ([("one", "miniature"), ("", ""), ("one", "miniature")], {}),
        ([("", "miniature")] * 3, {}),
        ([([1], "miniature")] * 3, {}),
    ],
)
def test_a_child_keeps_the_tower_of_its_parents(
    towers: list[tuple[object, str]], kept: dict[str, str], breedings: Breedings
) -> None:
    """The first two are picked."""
    population = [_made_with(one, *made) for one, made in zip(concepts(3), towers, strict=True)]
    breeding = picked(breedings, begun(breedings, population).id, 0, 1)
    second = picked(breedings, breeding.id, 0, 2)
    for number in (
        breeding.family.current.individuals[2].number,
        second.family.current.individuals[-1].number,
    ):
        lineage = result_of(breedings.store.read(breeding.id), number).lineage
        assert {name: lineage[name] for name in (TOWER, ENCODER) if name in lineage} == kept


def test_a_single_concept_that_is_varied_keeps_its_tower(breedings: Breedings) -> None:
    breeding = begun(breedings, [_made_with(concepts(1)[0], "one", "miniature")])
    assert result_of(breeding, breeding.family.current.individuals[-1].number).lineage[TOWER] == "one"


@pytest.mark.parametrize("count", [2, 3, 13, 64])
def test_populations_of_any_size(count: int, breedings: Breedings) -> None:
    breeding = begun(breedings, concepts(count, k=1, width=3))
    assert len(breeding.family.current.individuals) == count
    assert len(picked(breedings, breeding.id, *range(count)).family.current.individuals) == 6


def _with(**parts: np.ndarray) -> Embedding:
    return Embedding("odd", {tower.replace("one", ""): value for tower, value in parts.items()})


@pytest.mark.parametrize(
    ("population", "words"),
    [
        ([], "name at least one"),
        (concepts(65, width=3), "at most 64"),
        ([*concepts(2), *concepts(1, k=3)], "Two concepts are named"),
        ([*concepts(2), _with(one=np.ones((3, 6)))], "different numbers of vectors .2 and 3."),
        ([*concepts(2), _with(one=np.ones((2, 7)))], "for one kind of checkpoint"),
        ([*concepts(2), _with(clip_l=np.ones((2, 6)), clip_g=np.ones((2, 6)))], "6 . 6"),
        ([*concepts(2), _with(one=np.full((2, 6), np.nan))], "invalid numbers"),
        ([_with(one=np.ones((76, 6)))], "76 vectors"),
        (
            [
                replace(embedding, lineage={TOWER: tower} if tower else {})
                for embedding, tower in zip(concepts(3), ("one", "", "two"), strict=True)
            ],
            "'a' and 'c' were made with the words of different text towers: .* the same encoder",
        ),
    ],
)
def test_concepts_that_cannot_be_mixed_are_refused(
    population: list[Embedding], words: str, breedings: Breedings
) -> None:
    with pytest.raises(BadInputError, match=words):
        breedings.create(asked(), population)
    assert breedings.store.ids() == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"prompt": "a photo"}, "no place for the concept"),
        ({"seed": 2**32 - 1, "seeds": 2}, "smaller Seed"),
        ({"sampler": "Oiler"}, "no sampler"),
        ({"width": 13}, "multiple of 8"),
        ({"name": "../cat"}, "cannot be a concept's name"),
        ({"name": "AND"}, "a word of the prompt language"),
        ({"first": "guess"}, "First mix"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(
    changes: dict[str, object], words: str, breedings: Breedings
) -> None:
    with pytest.raises(BadInputError, match=words):
        breedings.create(asked(**changes), concepts(2))
    assert breedings.store.ids() == []


def test_what_everybody_depends_on_cannot_change(breedings: Breedings) -> None:
    breeding = begun(breedings)
    for changes, words in (({"seed": 8}, "Seed"), ({"name": "dog"}, "Name"), ({"population": "x"}, "First")):
        with pytest.raises(BadInputError, match=f"{words}.* cannot be changed"):
            breedings.change(breeding.id, changes)
    assert breedings.change(breeding.id, {"size": 4}).settings.size == 4
    assert len(picked(breedings, breeding.id, 0, 1).family.current.individuals) == 4


def test_only_those_of_the_round_can_be_picked(breedings: Breedings) -> None:
    breeding = begun(breedings)
    for numbers, words in (([99], "no individual 99 in this generation"), ([], "Nobody is chosen")):
        with pytest.raises(BadInputError, match=words):
            breedings.pick(breeding.id, numbers)
    with pytest.raises(BadInputError, match="not one of"):
        breedings.pick(breeding.id, [1], method="magic")
    assert breedings.store.read(breeding.id) == breeding


def test_a_host_that_fails_loses_nothing(tmp_path: Path) -> None:
    failing = [3]

    def fail(number: int) -> None:
        if failing and number == failing[0]:
            failing.pop()
            raise HostError("no memory")

    breedings = breedings_of(tmp_path, ConceptHost(fail))
    created = breedings.create(asked(), concepts(5))
    with pytest.raises(HostError):
        run(breedings, created.id)
    assert len(breedings.store.read(created.id).family.drawn) == 2
    assert contents(run(breedings, created.id)) == contents(begun(breedings_of(tmp_path / "other")))


def test_an_interrupt_keeps_what_is_finished_and_a_skip_goes_on(tmp_path: Path) -> None:
    raised: dict[int, Exception] = {2: Skipped(), 4: InterruptedByUser("Interrupted.")}

    def stop(number: int) -> None:
        if number in raised:
            raise raised.pop(number)

    breedings = breedings_of(tmp_path, ConceptHost(stop))
    created = breedings.create(asked(), concepts(5))
    with pytest.raises(InterruptedByUser):
        run(breedings, created.id)
    breeding = run(breedings, created.id)
    assert [len(drawn.files) for drawn in breeding.family.drawn.values()] == [1, 0, 1, 1, 1]


def test_pictures_that_have_vanished_are_drawn_again(breedings: Breedings) -> None:
    breeding = begun(breedings)
    before = contents(breeding)
    breeding.path(breeding.family.drawn[2].files[0]).unlink()
    assert breedings.store.read(breeding.id).left == 1
    assert contents(run(breedings, breeding.id)) == before


def test_a_changed_prompt_does_not_take_over_the_pictures_of_the_old_one(breedings: Breedings) -> None:
    breeding = begun(breedings)
    lines = breeding.folder / "steps.jsonl"
    lines.write_bytes(b"".join(lines.read_bytes().splitlines(keepends=True)[:-1]))  # as a kill leaves it
    breedings.change(breeding.id, {"prompt": "another {concept}"})
    host = breedings.host()
    assert isinstance(host, ConceptHost)
    run(breedings, breeding.id)
    assert host.requests[-1].prompt == "another my-concept"


def test_one_window_is_faster_and_the_other_is_told(breedings: Breedings) -> None:
    breeding = begun(breedings)
    breedings.pick(breeding.id, [1, 2], generation_id=0)
    with pytest.raises(BadInputError, match="has been chosen from already"):
        breedings.pick(breeding.id, [3], generation_id=0)


def test_nobody_chooses_while_pictures_are_drawn(tmp_path: Path) -> None:
    drawing, go_on = threading.Event(), threading.Event()

    def wait(number: int) -> None:
        drawing.set()
        go_on.wait(60)

    breedings = breedings_of(tmp_path, ConceptHost(wait))
    jobs: Jobs[Breeding, None, None] = Jobs(BreedingWork(breedings), turn)
    breeding = breedings.create(asked(), concepts(3))
    jobs.start(breeding.id)
    assert drawing.wait(60)
    with pytest.raises(SessionError, match="already running"):
        breedings.pick(breeding.id, [1])
    go_on.set()
    jobs.join(breeding.id, 60)
    status = jobs.status(breeding.id)
    assert (status.state, status.message) == ("stopped", WAITING)


def test_damaged_files_are_named(breedings: Breedings) -> None:
    breeding = picked(breedings, begun(breedings).id, 0, 1)
    (breeding.folder / "vectors" / "0001.safetensors").write_bytes(b"nothing")
    with pytest.raises(SessionError, match=r"0001\.safetensors cannot be read"):
        picked(breedings, breedings.go_to(breeding.id, 0).id, 0, 1)
    lines = breeding.folder / "steps.jsonl"
    for line, words in (
        (
            '{"line": "picked", "number": 90, "generation": 77, "picked": [1], "method": "slerp", "size": 3}',
            "generation or",
        ),
        ('{"line": "made", "number": "x"}', "Line"),
        ('{"line": "eaten", "number": 91}', "Line"),
    ):
        before = lines.read_bytes()
        lines.write_bytes(before + f"{line}\n".encode())
        with pytest.raises(SessionError, match=words):
            breedings.store.read(breeding.id)
        lines.write_bytes(before)
    lines.write_bytes(lines.read_bytes() + b'{"line": "mov')
    assert breedings.store.read(breeding.id).notes


def test_individuals_learned_from_pictures_are_learned_once(tmp_path: Path) -> None:
    """A stand-in learns here: what the miniature learns is in the tests of the command line."""
    pictures = [open_picture(Image.new("RGB", (16, 16), colour)) for colour in ("red", "green", "blue")]
    breedings = breedings_of(tmp_path)
    created = breedings.create_from(asked(size=3), pictures)
    assert created.size == 3 and created.left == 3
    places = []

    def learn(breeding: Breeding, place: int, progress: Progress) -> Embedding:
        assert all((breeding.folder / "start" / name).is_file() for name in breeding.shown)
        places.append(place)
        progress(0, 1, "learning")
        lineage = {TOWER: "a tower"}
        return Embedding("x", {"": np.full((2, 4), place + 1, np.float32)}, lineage=lineage)

    with breedings.store.open_for_writing(created.id) as writer:
        made = BreedingRun(writer, ConceptHost(), learn=learn)
        steps = list(zip(made.run(), range(4), strict=False))  # it ends in the midst of it
    assert len(steps) == 4 and places == [0, 1, 2]
    with breedings.store.open_for_writing(created.id) as writer:
        for _ in BreedingRun(writer, ConceptHost(), learn=learn).run():
            pass
        assert not writer.session.left
    assert places == [0, 1, 2]
    bred = picked(breedings, created.id, 0, 1)  # from here on nothing is learned
    mean = bred.family.current.individuals[0]
    assert mean.what == "mean"
    lineage = result_of(bred, mean.number).lineage
    assert (lineage[TOWER], lineage[ENCODER]) == ("a tower", "colours")
    with pytest.raises(BadInputError, match="Encoder cannot be changed"):
        breedings.change(created.id, {"encoder": "miniature"})


def test_individuals_are_told_apart_from_the_other_pictures_that_were_named(tmp_path: Path) -> None:
    pictures = [open_picture(Image.new("RGB", (16, 16), colour)) for colour in ("red", "green", "blue")]
    files = [tmp_path / f"{number}.png" for number in range(600)]
    breedings = breedings_of(tmp_path)
    created = breedings.create_from(asked(size=2), pictures, files)
    told: list[Any] = []

    def start_concept(name: str, some: Any, settings: Any, **options: Any) -> Any:
        told.append(options["others"])
        return SimpleNamespace(embedding=concepts(1)[0])

    found = breedings.store.read(created.id)  # as another process does that goes on with it
    learned(SimpleNamespace(start_concept=start_concept), found, 0, silent)  # type: ignore[arg-type]
    assert len(told[0]) == MOST_OTHERS and set(told[0]) <= set(files)
    assert breedings.store.read(breedings.create_from(asked(size=2), pictures).id).others == ()


@pytest.mark.parametrize("count", [0, 1, 2, 33])
def test_too_few_or_too_many_pictures_are_refused(count: int, breedings: Breedings) -> None:
    pictures = [open_picture(Image.new("RGB", (16, 16), (number, 0, 0))) for number in range(count)]
    with pytest.raises(BadInputError):
        breedings.create_from(asked(), pictures)
    assert breedings.store.ids() == []


def test_what_a_killed_creation_has_left_is_swept(breedings: Breedings) -> None:
    folder = begun(breedings).folder
    left = folder.with_name("20200101-000000-000000")
    for name in ("vectors", "start"):
        (left / name).mkdir(parents=True)
    os.utime(left, (0, 0))
    kept = folder.with_name("20200101-000000-000001")
    (kept / "pictures").mkdir(parents=True)  # somebody's pictures: only the head has been lost
    os.utime(kept, (0, 0))
    breedings.store.sweep()
    assert not left.exists() and kept.exists()
