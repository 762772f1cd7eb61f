"""The settings that a WebUI's tabs take over from our pictures' metadata, without a host."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.hosts.stand_in import ours, standing_in


@pytest.fixture(autouse=True)
def host() -> Iterator[None]:
    with standing_in():
        yield


def parsed(**more: Any) -> dict[str, Any]:
    """Return a picture's parameters as all three hosts read them, with the defaults that they add."""
    read = {"Prompt": "a", "Steps": "8", "Denoising strength": "0.6", **more}
    return {**read, **{name: 0 for name in ("Hires resize-1", "Hires resize-2") if name not in read}}


def switches_hires_on(params: dict[str, Any]) -> bool:
    """Answer as the hosts' own field *Hires. fix* does."""
    marks = ("Hires upscale", "Hires upscaler", "Hires resize-1")
    return "Denoising strength" in params and any(mark in params for mark in marks)


def pasted(params: dict[str, Any]) -> dict[str, Any]:
    ours("pasting").keep_hires_off("the infotext", params)
    return params


def test_a_sessions_picture_switches_no_second_pass_on() -> None:
    assert switches_hires_on(parsed(**{"CLIP Critic session": "20260101"}))  # by the host alone
    assert not switches_hires_on(pasted(parsed(**{"CLIP Critic session": "20260101"})))


def test_a_second_pass_stays_as_it_was() -> None:
    ours_with_it = parsed(**{"CLIP Critic session": "20260101", "Hires upscale": "2"})
    assert pasted(dict(ours_with_it)) == ours_with_it
    sized = parsed(**{"CLIP Critic session": "20260101", "Hires resize-1": 512, "Hires resize-2": 512})
    assert pasted(dict(sized)) == sized


def test_other_pictures_are_the_hosts() -> None:
    assert pasted(parsed()) == parsed()
