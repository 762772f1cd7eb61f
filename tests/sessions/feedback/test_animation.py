"""Sessions as moving pictures."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageSequence

from clip_critic.errors import BadInputError, CriticError
from clip_critic.pictures import animation as module
from clip_critic.pictures.animation import animation, evenly
from clip_critic.sessions.feedback.frames import frames
from tests.drawing_host import begun, drawing_sessions, driven

COLOURS = ("red", "lime", "blue")


def pictures() -> list[Image.Image]:
    return [Image.new("RGB", (16 + 8 * index, 16), name) for index, name in enumerate(COLOURS)]


@pytest.mark.parametrize("kind", ["webp", "gif", None])
def test_every_frame_is_there_in_order(kind: module.Kind | None) -> None:
    data, format_ = animation(pictures(), kind)
    film = Image.open(io.BytesIO(data))
    assert film.format == format_.upper() and (kind is None or format_ == kind)
    frames = [frame.convert("RGB").resize((1, 1)) for frame in ImageSequence.Iterator(film)]
    shown: list[Any] = [frame.getpixel((0, 0)) for frame in frames]
    assert film.size == (32, 16) and [max(range(3), key=colour.__getitem__) for colour in shown] == [0, 1, 2]


def test_a_film_has_all_frames_and_holds_the_last() -> None:
    av = pytest.importorskip("av")
    data, kind = animation([picture.resize((33, 17)) for picture in pictures()], "mp4", 100)
    with av.open(io.BytesIO(data)) as film:
        shown = [frame.to_image() for frame in film.decode(video=0)]
    assert kind == "mp4" and len(shown) == len(COLOURS) + module.HELD - 1
    assert {picture.size for picture in shown} == {(32, 16)}
    middle: list[Any] = [picture.getpixel((16, 8)) for picture in shown]
    assert [max(range(3), key=colour.__getitem__) for colour in middle] == [0, 1, 2, 2, 2, 2]


def test_without_a_codec_a_film_says_what_else_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CODECS", ("none",))
    with pytest.raises(CriticError, match="WebP or GIF"):
        animation(pictures(), "mp4")
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(CriticError, match="pip install av"):
        animation(pictures(), "mp4")


def test_one_picture_is_a_film_and_none_is_not() -> None:
    assert Image.open(io.BytesIO(animation(pictures()[:1])[0])).size == (16, 16)
    with pytest.raises(BadInputError, match="no picture"):
        animation([])


def test_frames_are_what_was_kept_or_the_best_of_each_step(tmp_path: Path) -> None:
    sessions = drawing_sessions(tmp_path)
    session = driven(sessions, begun(sessions, steps=5).id)
    kept = [step for step in session.steps if step.kept]
    assert len(list(frames(session))) == len(kept)
    assert len(list(frames(session, every=True))) == 6


def test_a_long_session_keeps_its_ends() -> None:
    names = [str(index) for index in range(1000)]
    chosen = evenly(names, 300)
    assert len(chosen) == 300 and chosen[0] == "0" and chosen[-1] == "999" and len(set(chosen)) == 300
