"""Only where: what a session may change, and that every other pixel stays as it is."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder
from clip_critic.errors import BadInputError, InterruptedByUser
from clip_critic.hosts.base import Skipped
from clip_critic.keywords.lists import KeywordList
from clip_critic.keywords.targets import Targets, parse_targets
from clip_critic.pictures.opening import Picture, open_picture
from clip_critic.ranking.heatmap import HeatMaps
from clip_critic.ranking.result import GroupSpan
from clip_critic.reports.export import export_session
from clip_critic.sessions.feedback.ranker import SessionRanker
from clip_critic.sessions.feedback.records import session_record
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.sessions import Sessions
from clip_critic.sessions.feedback.steps import StepMask
from clip_critic.sessions.feedback.store import SessionStore
from clip_critic.sessions.feedback.where import find_place
from tests.drawing_host import (
    COLOURS,
    SIDE,
    DrawingHost,
    chosen,
    drawing_sessions,
    driven,
    step_records,
)

SIZES = ((64, 64), (96, 64))


@pytest.fixture(scope="module")
def miniature() -> Encoder:
    return load_encoder("miniature", device="cpu")


@pytest.fixture
def host() -> DrawingHost:
    return DrawingHost()


@pytest.fixture
def sessions(tmp_path: Path, host: DrawingHost) -> Sessions:
    return drawing_sessions(tmp_path, host)


def halves(left: str = "red", right: str = "green", size: tuple[int, int] = (SIDE, SIDE)) -> Picture:
    """A picture of two colours with some grain."""
    grain = np.random.default_rng(3).integers(-8, 9, (size[1], size[0], 3))
    values = np.full((size[1], size[0], 3), COLOURS[right]) + grain
    values[:, : size[0] // 2] += np.subtract(COLOURS[left], COLOURS[right])
    return open_picture(Image.fromarray(values.clip(0, 255).astype(np.uint8)), name="halves.png")


def inside_of(session: Session, mask: StepMask | None) -> np.ndarray:
    """Return the part that a mask lets change, bool ``[height, width]``."""
    assert mask is not None
    return np.asarray(session.picture(mask.file).image.convert("L")) > 0


def require_kept_outside(session: Session) -> None:
    """Check that no picture of a session differs from its start outside the mask, and all do inside."""
    start = np.asarray(session.picture("start.png").image)
    for step in session.steps[1:]:
        inside = inside_of(session, step.mask)
        assert 0 < inside.mean() < 1
        for candidate in step.candidates:
            picture = np.asarray(session.picture(candidate.file).image)
            assert np.array_equal(picture[~inside], start[~inside])
            assert not np.array_equal(picture[inside], start[inside])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keep", ["best", "latest"])
def test_only_the_place_of_the_word_changes(sessions: Sessions, size: tuple[int, int], keep: str) -> None:
    picture = halves(size=size)
    session = driven(sessions, sessions.create(chosen(only_where="red", keep=keep), "picture", picture).id)
    require_kept_outside(session)
    inside = inside_of(session, session.steps[1].mask)
    half = size[0] // 2
    assert inside[:, :half].mean() > 0.8
    assert inside[:, half:].mean() < 0.5
    assert {step.mask for step in session.steps[1:]} == {StepMask("0001-mask.png", "red")}
    (note,) = (note for note in session.steps[1].notes if "may change" in note)
    assert note.startswith("'red': ")
    assert not any("may change" in note for step in session.steps[2:] for note in step.notes)


def test_without_it_everything_may_change_and_nothing_more_is_stored(sessions: Sessions) -> None:
    session = driven(sessions, sessions.create(chosen(), "picture", halves()).id)
    assert not any(step.mask for step in session.steps)
    stored = (session.folder / "session.json").read_text("utf-8")
    assert "only_where" not in stored
    assert "mask" not in stored + (session.folder / "steps.jsonl").read_text("utf-8")
    start, last = (session.picture(name).image for name in ("start.png", "0001-01.png"))
    assert (np.asarray(start) != np.asarray(last)).any(axis=2).mean() > 0.9


def test_a_session_that_is_read_again_has_its_masks(sessions: Sessions) -> None:
    session = driven(sessions, sessions.create(chosen(only_where="red"), "picture", halves()).id)
    again = SessionStore(sessions.store.folder).read(session.id)
    assert [step.mask for step in again.steps] == [step.mask for step in session.steps]
    assert again.settings == session.settings
    record = session_record(again)
    assert record["settings"]["only_where"] == "red"
    assert record["steps"][1]["mask"] == {"file": "0001-mask.png", "word": "red"}
    assert "mask" not in record["steps"][0]


@pytest.mark.parametrize("stop_at", [1, 2, 3])
def test_an_interrupted_session_goes_on_to_the_same_pictures(tmp_path: Path, stop_at: int) -> None:
    settings = chosen(only_where="red", steps=3)
    sessions = drawing_sessions(tmp_path / "a")
    undisturbed = driven(sessions, sessions.create(settings, "picture", halves()).id)

    def stop(number: int) -> None:
        if number == stop_at:
            raise InterruptedByUser("Interrupted.")

    broken = drawing_sessions(tmp_path / "b", DrawingHost(before=stop))
    session = broken.create(settings, "picture", halves())
    with pytest.raises(InterruptedByUser):
        driven(broken, session.id)
    masks = sorted(path.name for path in session.folder.rglob("*-mask.png"))
    assert masks == ["0001-mask.png"]  # of an unfinished step, if it was the first
    resumed = driven(drawing_sessions(tmp_path / "b"), session.id)
    assert step_records(resumed) == step_records(undisturbed)
    require_kept_outside(resumed)


def test_another_word_makes_another_mask(sessions: Sessions) -> None:
    session = sessions.create(chosen(only_where="red", steps=1), "picture", halves())
    driven(sessions, session.id)
    sessions.change(session.id, {"only_where": "green", "steps": 2})
    session = driven(sessions, session.id)
    assert [step.mask for step in session.steps[1:]] == [
        StepMask("0001-mask.png", "red"),
        StepMask("0002-mask.png", "green"),
    ]
    sessions.change(session.id, {"only_where": "", "steps": 3})
    assert driven(sessions, session.id).steps[-1].mask is None


def test_a_session_from_a_prompt_begins_with_the_whole_picture(sessions: Sessions) -> None:
    settings = chosen(only_where="red", steps=3, want="red", keep="latest")
    session = driven(sessions, sessions.create(settings, "prompt").id)
    first, second, third = session.steps
    assert first.mask is None
    assert second.mask == third.mask == StepMask("0002-mask.png", "red")
    assert first.winner
    start = np.asarray(session.picture(first.winner.file).image)
    inside = inside_of(session, second.mask)
    assert 0 < inside.mean() < 1
    for candidate in (*second.candidates, *third.candidates):
        picture = np.asarray(session.picture(candidate.file).image)
        assert np.array_equal(picture[~inside], start[~inside])


def test_a_skipped_step_keeps_its_mask(tmp_path: Path) -> None:
    def skip(number: int) -> None:
        if number == 1:
            raise Skipped

    sessions = drawing_sessions(tmp_path, DrawingHost(before=skip))
    session = driven(sessions, sessions.create(chosen(only_where="red", steps=2), "picture", halves()).id)
    assert session.steps[1].mask == session.steps[2].mask == StepMask("0001-mask.png", "red")


def test_a_start_picture_of_another_size_is_kept_outside_from_its_first_step_on(sessions: Sessions) -> None:
    settings = chosen(only_where="red", width=128, height=128, keep="latest")
    session = driven(sessions, sessions.create(settings, "picture", halves()).id)
    inside = np.asarray(
        session.picture("0001-mask.png").image.convert("L").resize((128, 128), Image.Resampling.BILINEAR)
    )
    start = np.asarray(session.picture("start.png").image.resize((128, 128), Image.Resampling.LANCZOS))
    for step in session.steps[1:]:
        for candidate in step.candidates:
            picture = np.asarray(session.picture(candidate.file).image)
            assert np.array_equal(picture[inside == 0], start[inside == 0])


def test_matching_colours_leaves_what_is_outside_alone(sessions: Sessions) -> None:
    pytest.importorskip("skimage")
    settings = chosen(only_where="red", match_colours=True)
    require_kept_outside(driven(sessions, sessions.create(settings, "picture", halves()).id))


# A mask of the user's


def right_half(size: tuple[int, int] = (SIDE, SIDE)) -> Image.Image:
    mask = Image.new("L", size)
    mask.paste(255, (size[0] // 2, 0, *size))
    return mask


def test_a_painted_mask_limits_every_step(sessions: Sessions, tmp_path: Path) -> None:
    session = driven(sessions, sessions.create(chosen(), "picture", halves(), mask=right_half()).id)
    assert session.masked
    assert SessionStore(sessions.store.folder).read(session.id).masked
    assert {step.mask for step in session.steps[1:]} == {StepMask("mask.png")}
    assert np.array_equal(inside_of(session, session.steps[1].mask), np.asarray(right_half()) > 0)
    require_kept_outside(session)
    names = {path.name for path in export_session(session, tmp_path / "export")}
    assert {"mask.png", "start.png", "0001-01.png"} <= names


def test_an_export_has_the_mask_of_a_word_once(sessions: Sessions, tmp_path: Path) -> None:
    session = driven(sessions, sessions.create(chosen(only_where="red"), "picture", halves()).id)
    names = [path.name for path in export_session(session, tmp_path / "export")]
    assert names.count("0001-mask.png") == 1
    exported = (tmp_path / "export" / "0001-mask.png").read_bytes()
    assert exported == session.path("0001-mask.png").read_bytes()


def test_a_session_that_continues_another_one_has_its_mask(sessions: Sessions) -> None:
    first = driven(sessions, sessions.create(chosen(steps=1), "picture", halves(), mask=right_half()).id)
    second = sessions.continue_from(first.id, 1, first.settings)
    assert second.masked
    assert second.picture("mask.png").image.tobytes() == first.picture("mask.png").image.tobytes()
    assert not sessions.continue_from(first.id, 1, first.settings.changed({"only_where": "red"})).masked


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"kind": "prompt", "picture": None}, "choose a start picture, too"),
        ({"mask": right_half((32, 64))}, "32 x 64 pixels and the picture 64 x 64"),
        ({"mask": Image.new("RGB", (SIDE, SIDE))}, "black everywhere"),
        ({"settings": chosen(only_where="red")}, "has a mask already"),
    ],
)
def test_masks_that_cannot_be_used_are_refused_and_nothing_is_written(
    sessions: Sessions, more: dict[str, Any], words: str
) -> None:
    arguments = {"settings": chosen(), "kind": "picture", "picture": halves(), "mask": right_half(), **more}
    with pytest.raises(BadInputError, match=words):
        sessions.create(**arguments)
    assert sessions.store.ids() == []


def test_a_session_with_a_mask_takes_no_word(sessions: Sessions) -> None:
    session = sessions.create(chosen(), "picture", halves(), mask=right_half())
    with pytest.raises(BadInputError, match="has a mask already"):
        sessions.change(session.id, {"only_where": "red"})


# Words that are not in the picture

WORDS = ("red", "green", "blue", "star", "circle", "a hat")
GROUPS = (GroupSpan("Colours", 0, 3), GroupSpan("Shapes", 3, 5))
CELL = {"red": (0, 0), "green": (3, 3), "circle": (0, 3)}
"""The words of a picture, and the cells in which they are."""


def maps() -> HeatMaps:
    """The heat maps of a picture with some of the words, each in one cell of four by four."""
    planes = np.full((len(WORDS), 4, 4), -0.01, dtype=np.float32)
    for word, cell in CELL.items():
        planes[WORDS.index(word)][cell] = 1.0
    rest = np.zeros(len(WORDS), dtype=np.float32)
    guide = Image.new("RGB", (64, 64), "grey")
    return HeatMaps(WORDS, planes, rest, (0, 0, 64, 64), (64, 64), True, 1.0, guide)


def place_of(word: str, targets: Targets) -> tuple[str, tuple[str, ...]]:
    """Return the word in whose cell the middle of a found mask is, and its notes."""
    found = find_place(maps(), GROUPS, word, targets)
    rows, columns = np.nonzero(np.asarray(found.mask))
    cell = (int(rows.mean() // 16), int(columns.mean() // 16))
    return next(name for name, place in CELL.items() if place == cell), found.notes


@pytest.mark.parametrize(
    ("word", "want", "avoid", "place"),
    [
        ("green", "blue", "", "green"),  # it is there
        ("blue", "blue", "", "red"),  # the best of its group, or one as good
        ("blue", "blue", "green", "green"),  # what is unwanted goes first
        ("blue", "blue, red", "", "green"),  # what is wanted stays
        ("star", "star", "", "circle"),
        ("a hat", "blue", "circle", "circle"),  # a text of no group
    ],
)
def test_the_place_of_what_should_give_way(word: str, want: str, avoid: str, place: str) -> None:
    found, notes = place_of(word, parse_targets(want, avoid))
    assert found == place
    instead = [note for note in notes if "instead" in note]
    expected = f"{word!r} is not in the picture: the place of {place!r} may change instead."
    assert instead == ([] if word == place else [expected])
    assert any(note.startswith(f"{place!r}: ") for note in notes)


def test_the_place_of_another_word_of_the_group_is_not_part_of_the_mask() -> None:
    found = maps()
    red, green = (found.maps[WORDS.index(word)] for word in ("red", "green"))
    red[3, 3], green[3, 3] = 0.8, 2.0  # CLIP sees a little red in the green thing
    assert np.asarray(found.mask("red"))[56, 56]
    mask = np.asarray(find_place(found, GROUPS, "red", parse_targets("blue", "")).mask)
    assert mask[8, 8]
    assert not mask[56, 56]
    ungrouped = np.asarray(find_place(found, (), "red", parse_targets("blue", "")).mask)
    assert ungrouped[56, 56]


def test_a_text_that_is_not_in_the_list_is_there_if_it_is_above_the_mean() -> None:
    found, hat = maps(), WORDS.index("a hat")
    found.maps[hat][1, 1] = 0.7  # above the mean of 0.42, by less than half a standard deviation
    mask = np.asarray(find_place(found, GROUPS, "a hat", parse_targets("blue", "")).mask)
    assert mask[24, 24]
    listed = (*GROUPS, GroupSpan("Clothes", 5, 6))
    with pytest.raises(BadInputError, match="'a hat' is not in the picture"):
        find_place(found, listed, "a hat", parse_targets("blue", ""))


def test_a_text_leaves_out_what_speaks_for_other_words_of_the_groups_it_names() -> None:
    found = replace(maps(), words=(*WORDS[:5], "a Red  circle"))
    text, green = found.maps[5], found.maps[WORDS.index("green")]
    text[0, 0], text[3, 3], green[3, 3] = 1.0, 0.8, 2.0  # CLIP sees a little of it in the green thing
    assert np.asarray(found.mask("a red circle"))[56, 56]
    mask = np.asarray(find_place(found, GROUPS, "a red circle", parse_targets("blue", "")).mask)
    assert mask[8, 8]
    assert not mask[56, 56]
    other = replace(found, words=(*WORDS[:5], "a redcircle"))  # it names no listed word
    assert np.asarray(find_place(other, GROUPS, "a redcircle", parse_targets("blue", "")).mask)[56, 56]


def test_a_text_that_is_not_seen_is_where_all_its_words_are() -> None:
    found = replace(maps(), words=(*WORDS[:5], "red circle"))
    found.maps[WORDS.index("red")][0, 0] = 4.0
    found.maps[WORDS.index("circle")][0, 0] = 6.0  # the red thing is the clearest circle
    mask = np.asarray(find_place(found, GROUPS, "red circle", parse_targets("blue", "")).mask)
    assert mask[8, 8]
    assert not mask[8, 56]
    with pytest.raises(BadInputError, match="'red star' is not in the picture"):
        find_place(
            replace(found, words=(*WORDS[:5], "red star")), GROUPS, "red star", parse_targets("blue", "")
        )


@pytest.mark.parametrize("corner", [(40, 4), (40, 152)])
def test_all_of_a_tall_picture_is_read(miniature: Encoder, corner: tuple[int, int]) -> None:
    """As of 512 x 768 pixels: an encoder that reads the middle square would not see what is above it."""
    picture = Image.new("RGB", (128, 192), COLOURS["blue"])
    picture.paste(COLOURS["red"], (*corner, corner[0] + 36, corner[1] + 36))
    words = KeywordList.parse("red, blue, green, square, circle, heart")
    ranker = SessionRanker(words, lambda progress: nullcontext(miniature))
    mask = np.asarray(ranker.locate(picture, "red", parse_targets("green", "")).mask) > 0
    assert mask[corner[1] + 8 : corner[1] + 28, corner[0] + 8 : corner[0] + 28].mean() > 0.9
    assert mask.mean() < 0.4


@pytest.mark.parametrize("avoid", ["", "star"])
def test_a_word_that_nothing_gives_way_to_is_refused(avoid: str) -> None:
    with pytest.raises(BadInputError, match="'a hat' is not in the picture"):
        place_of("a hat", parse_targets("blue", avoid))


def test_a_refused_word_ends_the_session_before_a_picture_is_made(
    sessions: Sessions, host: DrawingHost
) -> None:
    settings = chosen(only_where="blue", want="blue, red, green, yellow")
    session = sessions.create(settings, "picture", halves())
    with pytest.raises(BadInputError, match="'blue' is not in the picture"):
        driven(sessions, session.id)
    assert host.requests == []
    assert not list(session.folder.rglob("*-mask.png"))
    sessions.change(session.id, {"only_where": "red"})
    require_kept_outside(driven(sessions, session.id))
