"""The denoising strength of each step, and the size of its pictures."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.errors import BadInputError
from clip_critic.sessions.feedback.policies.base import PromptEdit
from clip_critic.sessions.feedback.schedule import SKETCH_STRENGTH, STRONGEST, parse_strengths, strength
from clip_critic.sessions.feedback.settings import LoopSettings
from clip_critic.sessions.feedback.sizes import LARGEST, MAX_START_SIDE, SMALLEST_SIDE, size
from tests.drawing_host import DrawingHost, begun, chosen, drawing_sessions, driven, start_picture


def strengths(steps: int = 5, **changes: object) -> list[float]:
    settings = LoopSettings.read({"steps": steps, "strength": 0.8, "final_strength": 0.2, **changes})
    return [strength(settings, number) for number in range(1, steps + 1)]


def test_constant() -> None:
    assert strengths(schedule="constant") == [0.8] * 5


def test_linear() -> None:
    assert strengths(schedule="linear") == pytest.approx([0.8, 0.65, 0.5, 0.35, 0.2])


def test_cosine() -> None:
    way = [(1 - math.cos(math.pi * n / 4)) / 2 for n in range(5)]
    assert strengths(schedule="cosine") == pytest.approx([0.8 - 0.6 * position for position in way])


def test_a_table_goes_on_with_its_last_strength() -> None:
    assert strengths(schedule="table", strengths="0.7, 0.6; 0.4") == [
        0.7,
        0.6,
        0.4,
        0.4,
        0.4,
    ]
    assert strengths(schedule="table", strengths="0.5、1，0") == [0.5, 1, 0, 0, 0]


def test_adaptive_rises_while_something_is_missing_and_is_gentle_when_all_is_there() -> None:
    settings = LoopSettings(schedule="adaptive", strength=0.6, final_strength=0.3)
    found = [strength(settings, 2, lacking=count) for count in range(5)]
    assert found == pytest.approx([0.6, 0.7, 0.8, STRONGEST, STRONGEST])
    assert strength(settings, 2, lacking=None) == 0.3


def test_what_is_to_be_avoided_is_missing_while_it_is_seen(tmp_path: Path) -> None:
    sessions = drawing_sessions(tmp_path)
    settings = chosen(want="", avoid="red", schedule="adaptive", strength=0.5, final_strength=0.1, steps=3)
    steps = driven(sessions, sessions.create(settings, "picture", start_picture()).id).steps
    assert steps[1].strength == 0.5, "the start picture is red"
    assert steps[-1].strength in (0.1, 0.6, 0.7)


def test_anew_is_the_stronger_the_more_is_wanted_and_missed() -> None:
    settings = LoopSettings(schedule="anew", strength=0.6, final_strength=0.1)
    assert [strength(settings, 1, lacking=0, wanted=n) for n in range(5)] == pytest.approx(
        [0.6, 0.6, 0.65, 0.7, 0.75]
    )
    found = [strength(settings, 2, lacking=n, wanted=4) for n in range(5)]
    assert found == pytest.approx([0.75, 0.8, 0.85, STRONGEST, STRONGEST])
    assert strength(settings, 2, lacking=None, wanted=4) == 0.1


def test_anew_redraws_the_start_until_everything_is_there(tmp_path: Path) -> None:
    host = DrawingHost()
    sessions = drawing_sessions(tmp_path, host)
    session = begun(sessions, schedule="anew", strength=0.4, final_strength=0.1, candidates=1, steps=6)
    steps = driven(sessions, session.id).steps
    bases = [None if base is None else base.tobytes() for base in host.bases]
    start = start_picture().image.tobytes()
    gentle = [step.strength == 0.1 for step in steps[1:]]
    assert [base == start for base in bases] == [not is_gentle for is_gentle in gentle]
    assert gentle[:2] == [False, False] and gentle[-1], "it takes more than one try"


def test_anew_makes_new_pictures_from_a_prompt_until_everything_is_there(tmp_path: Path) -> None:
    host = DrawingHost()
    sessions = drawing_sessions(tmp_path, host)
    settings = chosen(schedule="anew", prompt="red", want="yellow", policy="by hand", candidates=1)
    with sessions.open(sessions.create(settings, "prompt").id) as loop:
        for _ in range(3):
            loop.step(edit=PromptEdit("red"))
        assert host.bases == [None] * 3
        loop.step(edit=PromptEdit("yellow"))
        loop.step(edit=PromptEdit("yellow"))
    assert [base is None for base in host.bases] == [True] * 4 + [False]


def test_adaptive_never_falls_below_what_was_chosen() -> None:
    settings = LoopSettings(schedule="adaptive", strength=0.95)
    assert [strength(settings, 1, lacking=count) for count in (0, 3)] == [0.95, 0.95]


@pytest.mark.parametrize("schedule", ["constant", "linear", "cosine"])
def test_a_single_step_has_the_first_strength(schedule: str) -> None:
    assert strengths(1, schedule=schedule) == [0.8]


@given(
    st.sampled_from(["constant", "linear", "cosine"]),
    st.integers(1, 1000),
    st.integers(1, 2000),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_strengths_stay_between_their_ends(
    schedule: str, steps: int, number: int, first: float, last: float
) -> None:
    settings = LoopSettings(schedule=schedule, steps=steps, strength=first, final_strength=last)
    low, high = sorted((first, last))
    assert low - 1e-9 <= strength(settings, number) <= high + 1e-9


def test_a_sketch_is_redrawn_strongly_once() -> None:
    settings = LoopSettings(strength=0.4)
    assert strength(settings, 1, sketch=True) == SKETCH_STRENGTH
    assert strength(settings, 2, sketch=True) == 0.4
    assert strength(LoopSettings(strength=0.9), 1, sketch=True) == 0.9


@pytest.mark.parametrize("text", ["", " , ", "0.5, much", "0.5 1.5", "-0.1", "nan", "0.5, inf"])
def test_tables_that_are_none(text: str) -> None:
    with pytest.raises(BadInputError, match=r"[Ss]trengths"):
        parse_strengths(text)


def sized(start: tuple[int, int] | None, width: int = 0, height: int = 0) -> tuple[int, int]:
    return size(LoopSettings(width=width, height=height), start, 512)


@pytest.mark.parametrize(
    ("start", "given_", "expected"),
    [
        (None, (0, 0), (512, 512)),
        (None, (640, 0), (640, 640)),
        (None, (640, 320), (640, 320)),
        ((640, 480), (0, 0), (640, 480)),
        ((501, 333), (0, 0), (504, 336)),
        ((640, 480), (320, 0), (320, 240)),
        ((640, 480), (0, 240), (320, 240)),
        ((8000, 8000), (512, 512), (512, 512)),
        ((8000, 4000), (512, 0), (512, 256)),
        ((10, 10), (0, 0), (SMALLEST_SIDE, SMALLEST_SIDE)),
        ((32, 16), (0, 0), (128, 64)),
    ],
)
def test_sizes(start: tuple[int, int] | None, given_: tuple[int, int], expected: tuple[int, int]) -> None:
    assert sized(start, *given_) == expected


@given(
    st.tuples(st.integers(1, 3000), st.integers(1, 3000)),
    st.sampled_from([0, 64, 512, 1000]),
    st.sampled_from([0, 64, 512]),
)
def test_sizes_are_multiples_of_8_or_there_is_a_message(
    start: tuple[int, int], width: int, height: int
) -> None:
    try:
        found = sized(start, width, height)
    except BadInputError:
        assert not (width and height)
        return
    assert all(side % 8 == 0 and SMALLEST_SIDE <= side <= LARGEST for side in found)
    assert not width or found[0] == width
    assert not height or found[1] == height


@pytest.mark.parametrize(
    ("start", "given_", "words"),
    [
        ((8000, 8000), (0, 0), f"8000 x 8000.*{MAX_START_SIDE}"),
        ((512, 512), (500, 0), "Width 500.*496"),
        ((512, 512), (0, 8), "Height 8.*64"),
        (None, (300, 512), "Width 300"),
        ((100, 8000), (512, 0), "more than 8192"),
    ],
)
def test_impossible_sizes(start: tuple[int, int] | None, given_: tuple[int, int], words: str) -> None:
    with pytest.raises(BadInputError, match=words):
        sized(start, *given_)
