"""Making exhibitions: every picture once, resumable, extendable, whatever happens in between."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.errors import (
    BadInputError,
    EncoderError,
    HostError,
    InterruptedByUser,
    NoSessionError,
    SessionError,
    StorageError,
)
from clip_critic.hosts.base import Skipped
from clip_critic.pictures.metadata.reading import read_infotext
from clip_critic.pictures.opening import open_picture
from clip_critic.sessions.exhibitions.estimate import duration, megabytes
from clip_critic.sessions.exhibitions.exhibitions import Exhibitions
from clip_critic.sessions.exhibitions.making import GIVE_UP
from clip_critic.sessions.exhibitions.session import VECTORS, Exhibition
from clip_critic.sessions.exhibitions.settings import MAX_SEED, ExhibitionSettings
from clip_critic.sessions.exhibitions.work import DONE, SOME_FAILED, ExhibitionWork
from clip_critic.storage.journal import LINES, TORN
from tests.drawing_host import ColourEncoder, DrawingHost
from tests.sessions.exhibitions.painting import asked, failing, finished, made, painted_exhibitions


@pytest.fixture
def host() -> DrawingHost:
    return DrawingHost()


@pytest.fixture
def exhibitions(tmp_path: Path, host: DrawingHost) -> Exhibitions:
    return painted_exhibitions(tmp_path, host)


def prompts(host: DrawingHost) -> list[tuple[str, int]]:
    return [(request.prompt, request.seed) for request in host.requests]


def files(exhibition: Exhibition) -> dict[str, bytes]:
    return {step.file: exhibition.path(step.file).read_bytes() for step in exhibition.made.values()}


# Making


def test_every_cell_is_drawn_once_with_every_seed(exhibitions: Exhibitions, host: DrawingHost) -> None:
    exhibition = finished(exhibitions)
    assert sorted(prompts(host)) == sorted(
        (prompt, seed) for prompt in ("red, white", "blue, white", "white") for seed in (7, 8)
    )
    assert prompts(host)[:3] == [("red, white", 7), ("white", 7), ("blue, white", 7)]
    assert (len(exhibition.made), exhibition.left, exhibition.failed) == (6, (), {})
    work = ExhibitionWork(exhibitions)
    assert (work.stopped(exhibition), work.batches(exhibition)) == (DONE, 0)
    assert exhibitions.store.read(exhibition.id) == exhibition
    assert exhibitions.store.read(exhibition.id).steps == exhibition.steps


def test_a_picture_carries_what_it_is(exhibitions: Exhibitions) -> None:
    exhibition = finished(exhibitions)
    step = exhibition.steps[0]
    with Image.open(exhibition.path(step.file)) as image:
        infotext = read_infotext(image)
    assert infotext is not None and infotext.startswith("red, white\n")
    assert "CLIP Critic cell: 'colour: red, seed 7'" in infotext
    picture = open_picture(exhibition.path(step.file))
    assert step.digest == picture.digest
    encoder = ColourEncoder()
    vector = encoder.encode_images([picture.image])[0]
    assert np.allclose(exhibition.units()[step.row], vector, atol=1e-3)
    assert step.own == pytest.approx(float(vector @ encoder.encode_texts(["red, white"])[0]), abs=1e-5)


def test_pictures_are_in_the_cache_of_vectors(exhibitions: Exhibitions) -> None:
    exhibition = finished(exhibitions)
    cache = exhibitions.critic.cache()
    assert cache is not None
    digests = [step.digest for step in exhibition.steps]
    assert cache.read("picture colours", digests, ColourEncoder.dimension).present.all()


def test_what_an_earlier_exhibition_made_is_its_own(exhibitions: Exhibitions, host: DrawingHost) -> None:
    first, second = finished(exhibitions), finished(exhibitions)
    assert [step.file for step in first.steps] == [step.file for step in second.steps]
    assert len(host.requests) == 12


def test_a_mix_that_is_asked_for_twice_is_drawn_once(exhibitions: Exhibitions, host: DrawingHost) -> None:
    exhibition = finished(exhibitions, axes="colour = red | blue\ncfg = 5 | 5.0 | 6", seeds=1)
    assert len(exhibition.plan.cells) == 6 and len(host.requests) == exhibition.pictures == 4
    assert all(cell.key in exhibition.made for cell in exhibition.plan.cells)


def test_seeds_of_one_cell_are_drawn_in_a_batch(exhibitions: Exhibitions, host: DrawingHost) -> None:
    one_by_one = files(finished(exhibitions, seeds=5))
    host.requests.clear()
    batched = finished(exhibitions, seeds=5, at_once=2)
    assert [request.count for request in host.requests] == [2, 2, 2, 2, 2, 2, 1, 1, 1]
    assert [step.seed for step in batched.steps[:2]] == [7, 8]
    assert set(files(batched)) == set(one_by_one)


def test_the_best_of_several_candidates_is_kept(exhibitions: Exhibitions, host: DrawingHost) -> None:
    exhibition = finished(exhibitions, candidates=6, axes="colour = red | blue", prompt="{colour}", seeds=2)
    assert [request.count for request in host.requests] == [6] * 4
    assert [request.seed for request in host.requests] == [7, 7, 13, 13]
    encoder = ColourEncoder()
    for step in exhibition.steps:
        picture = open_picture(exhibition.path(step.file))
        assert picture.parameters.settings["Seed"] == str(step.seed)
    red = exhibition.made[exhibition.plan.cells[0].key]
    request = exhibition.plan.request((0,), 0, 6)
    drawn = DrawingHost().txt2img(request, lambda done, total, what: None)
    scores = encoder.encode_images([one.image for one in drawn]) @ encoder.encode_texts(["red"])[0]
    assert red.seed == drawn[int(scores.argmax())].seed
    assert red.own == pytest.approx(float(scores.max()), abs=1e-5)


# Options of the host


def test_an_option_of_the_host_is_an_axis(exhibitions: Exhibitions, host: DrawingHost) -> None:
    exhibition = finished(exhibitions, prompt="red", axes="option:Grain = | 0 | 90", seeds=2)
    assert [dict(request.options) for request in host.requests[:3]] == [{}, {"Grain": "90"}, {"Grain": "0"}]
    assert {request.prompt for request in host.requests} == {"red"}
    assert len(set(files(exhibition).values())) == 6
    assert exhibition.sight is not None and exhibition.sight.words == ("red",)
    step = exhibition.steps[1]
    assert step.place == "option:Grain: 90, seed 7"
    grown = exhibitions.change(exhibition.id, {"axes": "option:Grain = | 0 | 90 | 50"})
    assert len(grown.left) == 2


@pytest.mark.parametrize(
    ("axes", "words"),
    [
        ("option:Grain = 1 | much", "no option 'Grain' of 'much'"),
        ("option:outdir_samples = /tmp | /root", "no option 'outdir_samples'"),
        ("grain = 1 | 2", "name the axis option:grain"),
    ],
)
def test_an_option_that_cannot_be_set_is_refused_first(
    exhibitions: Exhibitions, host: DrawingHost, axes: str, words: str
) -> None:
    with pytest.raises(BadInputError) as caught:
        exhibitions.create(asked(prompt="red", axes=axes))
    assert words in str(caught.value) and not host.requests


def test_words_may_have_the_name_of_an_option_where_they_have_a_place(exhibitions: Exhibitions) -> None:
    plan = exhibitions.prepare(asked(prompt="red, {grain}", axes="grain = fine | coarse")).plan
    assert plan.request((1,)).prompt == "red, coarse" and not plan.request((1,)).options


# Going on


def test_it_goes_on_where_it_stopped(exhibitions: Exhibitions, host: DrawingHost) -> None:
    whole = finished(exhibitions)
    exhibition = exhibitions.create(asked())
    host.requests.clear()
    with exhibitions.open(exhibition.id) as run:
        steps = run.run()
        next(steps)
        next(steps)
    assert len(exhibitions.store.read(exhibition.id).made) == 2
    resumed = made(exhibitions, exhibition.id)
    assert len(host.requests) == 6
    assert [step.key for step in resumed.steps] == [step.key for step in whole.steps]
    assert [step.number for step in resumed.steps] == [1, 2, 3, 4, 5, 6]


def test_a_new_value_makes_only_new_cells(exhibitions: Exhibitions, host: DrawingHost) -> None:
    exhibition = finished(exhibitions)
    before = files(exhibition)
    host.requests.clear()
    exhibitions.change(exhibition.id, {"axes": "colour = red | green | blue | ", "seeds": 3})
    grown = made(exhibitions, exhibition.id)
    assert sorted(prompts(host)) == sorted(
        [("green, white", seed) for seed in (7, 8, 9)]
        + [(prompt, 9) for prompt in ("red, white", "blue, white", "white")]
    )
    assert before.items() <= files(grown).items() and len(grown.made) == 12
    assert grown.sight is not None and "green" in grown.sight.words


def test_a_new_axis_keeps_the_pictures_of_its_first_value(
    exhibitions: Exhibitions, host: DrawingHost
) -> None:
    exhibition = finished(exhibitions)
    host.requests.clear()
    exhibitions.change(exhibition.id, {"axes": f"{exhibition.settings.axes}\ncfg_scale = 7 | 9"})
    assert len(made(exhibitions, exhibition.id).made) == 12
    assert {request.cfg_scale for request in host.requests} == {9}


def test_a_value_that_is_taken_away_and_comes_back_is_not_drawn_again(
    exhibitions: Exhibitions, host: DrawingHost
) -> None:
    exhibition = finished(exhibitions)
    host.requests.clear()
    exhibitions.change(exhibition.id, {"axes": "colour = red"})
    assert ExhibitionWork(exhibitions).read(exhibition.id).left == ()
    exhibitions.change(exhibition.id, {"axes": "colour = blue | red"})
    assert made(exhibitions, exhibition.id).left == () and host.requests == []


def test_other_words_are_measured_without_drawing(exhibitions: Exhibitions, host: DrawingHost) -> None:
    exhibition = finished(exhibitions)
    assert exhibition.sight is not None and exhibition.sight.words == ("red", "blue", "white")
    work = ExhibitionWork(exhibitions)
    changed = work.change(exhibition.id, {"words": "yellow, black"})
    assert work.stopped(changed) == ""
    host.requests.clear()
    again = made(exhibitions, exhibition.id)
    assert again.sight is not None and again.sight.words == ("yellow", "black")
    assert host.requests == [] and work.stopped(again) == DONE


def test_a_vanished_picture_is_made_again(exhibitions: Exhibitions, host: DrawingHost) -> None:
    exhibition = finished(exhibitions)
    lost = exhibition.steps[2]
    data = exhibition.path(lost.file).read_bytes()
    exhibition.path(lost.file).unlink()
    seen = exhibitions.store.read(exhibition.id)
    assert seen.notes == ("1 pictures have vanished from the folder: Resume makes them again.",)
    assert (len(seen.made), [cell.key for cell in seen.left]) == (5, [lost.key])
    assert ExhibitionWork(exhibitions).stopped(seen) == ""
    host.requests.clear()
    again = made(exhibitions, exhibition.id)
    assert len(host.requests) == 1 and again.path(lost.file).read_bytes() == data
    assert (again.left, exhibitions.store.read(exhibition.id).notes) == ((), ())
    assert np.allclose(again.units()[again.made[lost.key].row], exhibition.units()[lost.row])
    shutil.rmtree(again.folder / "pictures")
    assert len(exhibitions.store.read(exhibition.id).left) == 6


# Failures


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (HostError("The pictures do not fit into memory."), "The pictures do not fit into memory."),
        (BadInputError("There is no such LoRA."), "There is no such LoRA."),
        (Skipped(), "Skipped."),
    ],
)
def test_a_cell_that_fails_is_marked_and_the_rest_goes_on(
    tmp_path: Path, error: Exception, reason: str
) -> None:
    exhibitions = painted_exhibitions(tmp_path, failing("blue", error))
    exhibition = finished(exhibitions)
    assert (len(exhibition.made), exhibition.left) == (4, ())
    assert [attempt[-1].error for attempt in exhibition.failed.values()] == [reason] * 2
    assert ExhibitionWork(exhibitions).stopped(exhibition) == SOME_FAILED
    assert exhibitions.store.read(exhibition.id).failed == exhibition.failed
    exhibitions.host = lambda: DrawingHost()
    assert made(exhibitions, exhibition.id).failed == exhibition.failed
    exhibitions.change(exhibition.id, {"attempts": 2})
    again = made(exhibitions, exhibition.id)
    assert (len(again.made), again.failed) == (6, {})
    assert ExhibitionWork(exhibitions).stopped(again) == DONE


def test_a_host_that_is_broken_ends_the_run(tmp_path: Path) -> None:
    broken = failing("", HostError("CUDA is gone."))
    exhibitions = painted_exhibitions(tmp_path, broken)
    exhibition = exhibitions.create(asked(seeds=8))
    with pytest.raises(HostError, match=rf"{GIVE_UP} pictures in a row could not be made.*CUDA is gone"):
        made(exhibitions, exhibition.id)
    stopped = exhibitions.store.read(exhibition.id)
    assert (len(stopped.steps), len(stopped.left)) == (GIVE_UP, 24 - GIVE_UP)


def test_an_encoder_that_fails_loses_no_picture(
    exhibitions: Exhibitions, host: DrawingHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    exhibition = exhibitions.create(asked())
    look = ColourEncoder.encode_images
    calls = []

    def fail(encoder: ColourEncoder, pictures: Any) -> Any:
        calls.append(1)
        if len(calls) == 3:
            raise EncoderError("Out of memory.")
        return look(encoder, pictures)

    monkeypatch.setattr(ColourEncoder, "encode_images", fail)
    with pytest.raises(EncoderError):
        made(exhibitions, exhibition.id)
    assert len(host.requests) == 3 and len(exhibitions.store.read(exhibition.id).made) == 2
    again = made(exhibitions, exhibition.id)
    assert len(host.requests) == 6 and len(again.made) == 6


def test_interrupting_keeps_what_is_finished(exhibitions: Exhibitions, host: DrawingHost) -> None:
    exhibition = exhibitions.create(asked())

    def stop(done: int, total: int, what: str) -> None:
        if len(host.requests) == 3:
            raise InterruptedByUser("Interrupted.")

    with exhibitions.open(exhibition.id) as run, pytest.raises(InterruptedByUser):
        list(run.run(stop))
    assert len(exhibitions.store.read(exhibition.id).made) == 2
    host.stop = True
    with exhibitions.open(exhibition.id) as run, pytest.raises(InterruptedByUser):
        list(run.run())
    host.stop = False
    assert len(made(exhibitions, exhibition.id).made) == 6


# On disk


def test_the_remains_of_a_killed_process_are_used_or_removed(
    exhibitions: Exhibitions, host: DrawingHost
) -> None:
    whole = finished(exhibitions)
    exhibition = exhibitions.create(asked())
    with exhibitions.open(exhibition.id) as run:
        next(run.run())
    folder = exhibition.folder
    drawn, torn = whole.plan.queue[1].key, whole.plan.queue[2].key
    shutil.copy(whole.path(f"{drawn}.png"), folder / "pictures" / f"{drawn}.png")
    (folder / "pictures" / f"{torn}.png").write_bytes(b"\x89PNG torn")
    (folder / "pictures" / ".xyz.part").write_bytes(b"")
    with (folder / LINES).open("ab") as stream:
        stream.write(b'{"number": 2, "ke')
    with (folder / VECTORS).open("ab") as stream:
        stream.write(b"123")
    assert exhibitions.store.read(exhibition.id).notes == (TORN,)
    host.requests.clear()
    again = made(exhibitions, exhibition.id)
    assert len(host.requests) == 4 and len(again.made) == 6
    assert {name: data for name, data in files(again).items() if name == f"{drawn}.png"} == {
        f"{drawn}.png": whole.path(f"{drawn}.png").read_bytes()
    }
    rows = {step.key: again.units()[step.row] for step in again.steps}
    assert all(np.array_equal(rows[step.key], whole.units()[step.row]) for step in whole.steps)
    assert not list((folder / "pictures").glob(".*"))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"number": 1, "key": "a", "place": ""}', "Line 1 of"),
        ('{"number": 1, "key": "a", "place": "", "file": "../x.png"}', "Line 1 of"),
        ('{"number": 1, "key": "a", "place": "", "what": 1}', "Line 1 of"),
        ("[]", "Line 1 of"),
        ("{", "Line 1 of"),
    ],
)
def test_a_damaged_line_is_named(exhibitions: Exhibitions, line: str, words: str) -> None:
    exhibition = exhibitions.create(asked())
    (exhibition.folder / LINES).write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(SessionError, match=words):
        exhibitions.store.read(exhibition.id)


def test_damaged_words_are_named(exhibitions: Exhibitions) -> None:
    exhibition = finished(exhibitions)
    (exhibition.folder / "words.json").write_text('{"words": 3}', encoding="utf-8")
    with pytest.raises(SessionError, match=r"words\.json is damaged"):
        exhibitions.store.read(exhibition.id)
    (exhibition.folder / "words.json").unlink()
    seen = exhibitions.store.read(exhibition.id)
    assert ExhibitionWork(exhibitions).stopped(seen) == ""
    assert made(exhibitions, exhibition.id).sight is not None


def test_one_that_has_not_changed_is_not_read_again(exhibitions: Exhibitions) -> None:
    exhibition = finished(exhibitions)
    folder = exhibition.folder

    def settle() -> None:
        for path in (folder / "session.json", folder / LINES, folder / "words.json", folder / "pictures"):
            os.utime(path, (1_000_000, 1_000_000))

    read = exhibitions.store.read
    assert read(exhibition.id) is not read(exhibition.id), "it has just changed"
    settle()
    kept = read(exhibition.id)
    assert read(exhibition.id) is kept and kept == exhibition
    exhibition.path(exhibition.steps[0].file).unlink()
    assert len(read(exhibition.id).gone) == 1
    settle()
    exhibitions.change(exhibition.id, {"seeds": 3})
    assert len(read(exhibition.id).plan.seeds) == 3
    settle()
    assert len(made(exhibitions, exhibition.id).made) == len(read(exhibition.id).made) == 9
    settle()
    exhibitions.store.delete(exhibition.id)
    with pytest.raises(NoSessionError):
        read(exhibition.id)


def test_an_exhibition_of_another_version_is_refused(exhibitions: Exhibitions) -> None:
    exhibition = exhibitions.create(asked())
    head = exhibition.folder / "session.json"
    record = json.loads(head.read_text(encoding="utf-8"))
    head.write_text(json.dumps({**record, "version": 2}), encoding="utf-8")
    with pytest.raises(SessionError, match="another version"):
        exhibitions.store.read(exhibition.id)
    head.write_text(json.dumps({**record, "settings": {"axes": 3, "nothing": 1}}), encoding="utf-8")
    with pytest.raises(SessionError, match="damaged"):
        exhibitions.store.read(exhibition.id)


def test_no_name_leads_out_of_the_folder(exhibitions: Exhibitions) -> None:
    exhibition = exhibitions.create(asked())
    for name in ("../session.json", "session.json", "x.png", "", "a" * 20 + ".png/.."):
        with pytest.raises(NoSessionError):
            exhibition.path(name)


def test_one_writer_at_a_time(exhibitions: Exhibitions) -> None:
    exhibition = exhibitions.create(asked())
    with (
        exhibitions.open(exhibition.id),
        pytest.raises(SessionError, match="already running"),
        exhibitions.open(exhibition.id),
    ):
        pass
    with exhibitions.open(exhibition.id), pytest.raises(SessionError, match="already running"):
        exhibitions.change(exhibition.id, {"seeds": 3})


def test_another_encoder_is_refused(tmp_path: Path, host: DrawingHost) -> None:
    exhibitions = painted_exhibitions(tmp_path, host)
    exhibition = finished(exhibitions)
    with pytest.raises(BadInputError, match="Encoder cannot be changed"):
        exhibitions.change(exhibition.id, {"encoder": "other"})
    fresh = exhibitions.create(asked())
    assert exhibitions.change(fresh.id, {"encoder": "other"}).settings.encoder == "other"


def test_an_encoder_that_has_changed_is_noticed(
    exhibitions: Exhibitions, monkeypatch: pytest.MonkeyPatch
) -> None:
    exhibition = exhibitions.create(asked())
    with exhibitions.open(exhibition.id) as run:
        next(run.run())
    exhibitions.critic.release()
    monkeypatch.setattr(ColourEncoder, "__init__", lambda self, identity: setattr(self, "identity", "new"))
    with pytest.raises(SessionError, match="encoder has changed"):
        made(exhibitions, exhibition.id)


# What is refused before anything is written


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"axes": ""}, "needs an axis"),
        ({"axes": "cfg_scale = 5 | 7", "prompt": ""}, "There is no prompt"),
        ({"axes": "sampler = Brush | Foo"}, "no sampler 'Foo'"),
        ({"axes": "checkpoint = Foo"}, "no checkpoint 'Foo'"),
        ({"axes": "width = 64 | 65"}, "Width 65 is not a multiple"),
        ({"axes": "cfg_scale = 99"}, "CFG scale: 99 is not between"),
        ({"axes": "colour = ((red"}, "changes how the rest of the prompt is read"),
        ({"axes": "without = green", "prompt": "red, blue"}, "no 'green' to leave out"),
        ({"axes": "colours = red"}, "No axis is named 'colour'"),
        ({"axes": "x = list:Nothing"}, "no preset named"),
        ({"seed": MAX_SEED, "seeds": 2}, "The last seed would be"),
        ({"words": "[x"}, "Line 1"),
        ({"study": "emphasis", "subject": ""}, "is about a word"),
        ({"study": "emphasis", "subject": "dog"}, "The prompt has no 'dog'"),
        ({"study": "without", "prompt": "dog"}, "needs at least two"),
        ({"study": "artists", "subject": "a|b|c"}, "names of one or two"),
    ],
)
def test_what_would_fail_is_refused_before_it_begins(
    exhibitions: Exhibitions, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(BadInputError, match=words):
        exhibitions.create(asked(**changes))
    assert exhibitions.store.ids() == []


MANY = " | ".join(map(str, range(1000)))


def test_a_million_cells_are_told_before_they_begin(exhibitions: Exhibitions, host: DrawingHost) -> None:
    with pytest.raises(BadInputError) as caught:
        exhibitions.create(asked(axes=f"a = {MANY}\nb = {MANY}", prompt="red", most_pictures=100_000))
    told = str(caught.value)
    assert "2000000 pictures (1000000 cells x 2 seeds x 1 candidates)" in told
    assert " d at " in told or " h at " in told
    assert " GB on disk" in told and "at most 100000" in told
    assert host.requests == [] and exhibitions.store.ids() == []


def test_a_large_exhibition_is_confirmed_by_a_setting(exhibitions: Exhibitions) -> None:
    with pytest.raises(BadInputError, match=r"2000 pictures .* Set Most pictures \(now 1000\) to 2000"):
        exhibitions.create(asked(axes=f"a = {MANY}", prompt="red"))
    with pytest.raises(BadInputError, match=r"4 candidates"):
        exhibitions.create(asked(axes=f"a = {MANY}", prompt="red", most_pictures=2000, candidates=4))
    exhibition = exhibitions.create(asked(axes=f"a = {MANY}", prompt="red", most_pictures=2000))
    assert exhibition.pictures == 2000
    with pytest.raises(BadInputError, match="Most pictures"):
        exhibitions.change(exhibition.id, {"seeds": 3})


def test_a_full_disk_is_told_before_it_begins(
    exhibitions: Exhibitions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: type("Usage", (), {"free": 1000}))
    with pytest.raises(StorageError, match=r"The pictures need 0\.0418 MB, and the disk of .* has 0\.001 MB"):
        exhibitions.create(asked())


def test_the_estimate_is_that_of_pictures_made_here(exhibitions: Exhibitions) -> None:
    first = exhibitions.prepare(asked()).estimate
    assert (first.cells, first.seeds, first.pictures, first.left) == (3, 2, 6, 6)
    assert not first.measured and "only assumed" in first.sentence
    exhibition = finished(exhibitions)
    sizes = [len(data) for data in files(exhibition).values()]
    second = exhibitions.prepare(asked(axes="colour = red | green", seeds=5)).estimate
    assert second.measured and "assumed" not in second.sentence
    assert second.bytes == pytest.approx(10 * float(np.median(sizes)), rel=0.01)
    taken = float(np.median([step.seconds for step in exhibition.steps]))
    assert second.seconds == pytest.approx(10 * taken, rel=0.01)
    assert exhibitions.size(exhibition).left == 0
    twice = exhibitions.prepare(asked(sampling_steps=4, width=128)).estimate
    assert twice.seconds == pytest.approx(6 * 2 * 4 * taken, rel=0.01)
    assert exhibitions.prepare(asked(candidates=3)).estimate.left == 18


def test_numbers_are_written_as_people_read_them() -> None:
    assert [duration(seconds) for seconds in (3, 119, 120, 7300, 86400 * 3)] == [
        "3 s", "119 s", "2 min", "2 h", "3 d",
    ]  # fmt: skip
    assert (megabytes(1_234_567), megabytes(2.5e9)) == ("1.23 MB", "2.5 GB")


# Questions


def resolved(exhibitions: Exhibitions, **changes: Any) -> ExhibitionSettings:
    settings = {"axes": "", "seeds": 0, "prompt": "a small blue circle, red", **changes}
    return exhibitions.prepare(asked(**settings)).plan.settings


def test_emphasis_puts_a_word_into_brackets(exhibitions: Exhibitions) -> None:
    settings = resolved(exhibitions, study="emphasis", subject="Blue")
    assert settings.prompt == "a small {emphasis} circle, red"
    assert settings.axes == "emphasis = Blue | (Blue) | ((Blue)) | (Blue:1.5) | "
    assert (settings.seeds, settings.study, settings.subject) == (16, "own axes", "")
    words = exhibitions.prepare(settings).plan
    assert words.request((4,)).prompt == "a small circle, red"


def test_modifiers_are_compared_with_none(exhibitions: Exhibitions) -> None:
    settings = resolved(exhibitions, study="modifier", subject="unreal engine | 8k", seeds=3)
    assert (settings.axes, settings.seeds) == ("modifier =  | unreal engine | 8k", 3)
    plan = exhibitions.prepare(settings).plan
    assert [plan.request((index,)).prompt for index in range(3)] == [
        "a small blue circle, red",
        "a small blue circle, red, unreal engine",
        "a small blue circle, red, 8k",
    ]


def test_artists_are_mixed_with_artists(exhibitions: Exhibitions) -> None:
    exhibitions.critic.presets.save("Two", "Monet\nHokusai (elder)\n")
    exhibitions.critic.presets.save("One", "Klimt\n")
    settings = resolved(exhibitions, study="artists", subject="Two|One")
    plan = exhibitions.prepare(settings).plan
    assert (settings.compare, settings.seeds, plan.shape) == ("average", 4, (2, 1, 4))
    assert plan.request((1, 0)).prompt == (
        r"a small blue circle, red, in the style of Hokusai \(elder\) and Klimt"
    )
    alone = exhibitions.prepare(resolved(exhibitions, study="artists", subject="two")).plan
    assert alone.shape == (2, 2, 4)
    own = resolved(exhibitions, study="artists", subject="Two", prompt="{a} meets {b}")
    assert own.prompt == "{a} meets {b}"


def test_each_phrase_is_left_out_or_each_word_of_a_single_one(exhibitions: Exhibitions) -> None:
    settings = resolved(exhibitions, study="without", prompt="a cat, (red:1.2), 8k")
    assert (settings.axes, settings.seeds) == ("without =  | a cat | red | 8k", 16)
    settings = resolved(exhibitions, study="without", prompt="a cat in the hat")
    plan = exhibitions.prepare(settings).plan
    assert [plan.request((index,)).prompt for index in range(3)] == [
        "a cat in the hat", "a in the hat", "a cat in the",
    ]  # fmt: skip


def test_a_question_goes_with_axes_of_your_own(exhibitions: Exhibitions) -> None:
    settings = resolved(exhibitions, study="emphasis", subject="blue", axes="cfg = 5 | 7")
    assert settings.axes.splitlines()[1] == "cfg_scale = 5 | 7"


# The words that are measured


def words_of(exhibitions: Exhibitions, **changes: Any) -> dict[str, list[str]]:
    exhibition = exhibitions.create(asked(**changes))
    with exhibitions.open(exhibition.id) as run:
        run.begin()
        sight = run.session.sight
    assert sight is not None
    return {span.name: list(sight.words[span.start : span.stop]) for span in sight.groups}


def test_words_come_from_the_axes_and_the_prompt(exhibitions: Exhibitions) -> None:
    found = words_of(
        exhibitions,
        prompt="a small {colour} circle and a red square, 8k, in the style of {artist}",
        axes="colour = blue | ((blue)) | red\nartist = Monet | \nsampler = Brush\nwithout = | 8k",
    )
    assert found == {
        "colour": ["blue", "red"],
        "artist": ["Monet"],
        "without": ["8k"],
        "Prompt": ["small", "circle", "square"],
    }


def test_your_own_words_are_taken_as_they_are(exhibitions: Exhibitions) -> None:
    assert words_of(exhibitions, words="[X]\nred\nblue\n[Y]\nred\n") == {"X": ["red", "blue"], "Y": ["red"]}
