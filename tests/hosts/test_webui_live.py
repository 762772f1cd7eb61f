"""The WebUI's own progress and preview of our work, and the options of its HTTP server, without a host."""

from __future__ import annotations

import io
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from clip_critic.hosts.base import Live
from tests.hosts.stand_in import ours, standing_in

CLOCK = SimpleNamespace(time=lambda: 1006.0)
PICTURE = Image.new("RGBA", (16, 8), "blue")


@pytest.fixture
def host() -> Iterator[SimpleNamespace]:
    with standing_in() as found:
        found.shared.opts.data["live_previews_enable"] = True
        found.shared.state.current_image = None
        yield found


def work(host: SimpleNamespace, job: str = "CLIP Critic") -> Any:
    """Begin a job of three batches, of which one and a half have been made in six seconds of `CLOCK`."""
    state = host.shared.state
    state.begin(job)
    state.job_count, state.job_no, state.sampling_steps, state.sampling_step = 3, 1, 20, 10
    state.time_start = CLOCK.time() - 6
    vars(ours("live"))["time"] = CLOCK

    def set_current_image() -> None:
        state.current_image, state.id_live_preview = PICTURE, state.id_live_preview + 1

    state.set_current_image = set_current_image
    return state


def test_progress_time_left_and_preview(host: SimpleNamespace) -> None:
    work(host)
    seen = ours("making").WebuiHost().live()
    assert (seen.progress, seen.preview) == (0.5, 1)
    assert seen.eta == 6
    assert ours("live").live().preview == 2  # renewed, as the host's page renews it
    picture = Image.open(io.BytesIO(ours("making").WebuiHost().preview()))
    assert (picture.format, picture.size, picture.mode) == ("JPEG", (16, 8), "RGB")


@pytest.mark.parametrize("job", ["task(abc)", ""])
def test_other_jobs_are_not_shown(host: SimpleNamespace, job: str) -> None:
    work(host, job).current_image = PICTURE
    assert ours("live").live() == Live()
    assert ours("live").preview() is None


def test_a_job_that_has_only_begun(host: SimpleNamespace) -> None:
    state = work(host)
    state.job_count, state.job_no, state.sampling_step = -1, 0, 0
    seen = ours("live").live()
    assert (seen.progress, seen.eta) == (0.0, None)


def test_previews_may_be_switched_off(host: SimpleNamespace) -> None:
    work(host)
    host.shared.opts.data["live_previews_enable"] = False
    assert ours("live").live().preview is None


def test_a_preview_that_fails_stops_nothing(host: SimpleNamespace) -> None:
    state = work(host)

    def fails() -> None:
        raise RuntimeError("the VAE is elsewhere")

    state.set_current_image = fails
    assert ours("live").live().progress == 0.5
    assert ours("live").live().preview is None


# The options of the HTTP server


@pytest.mark.parametrize(
    ("option", "users"),
    [
        (None, {}),
        ("", {}),
        ("anna:secret", {"anna": "secret"}),
        ("anna:secret,ben:a", {"anna": "secret", "ben": "a"}),
    ],
)
def test_the_names_of_the_api(host: SimpleNamespace, option: str | None, users: dict[str, str]) -> None:
    host.shared.cmd_opts.api_auth = option
    assert ours("callbacks").api_users() == users


def test_a_name_without_a_password_opens_nothing(host: SimpleNamespace) -> None:
    host.shared.cmd_opts.api_auth = "nonsense"
    ((name, password),) = ours("callbacks").api_users().items()
    assert name == "nonsense" and len(password) >= 40


def test_origins_that_the_user_lets_in(host: SimpleNamespace) -> None:
    allows = ours("callbacks").allows_origin
    assert not allows("https://a.example")
    host.shared.cmd_opts.cors_allow_origins = "https://a.example,https://b.example"
    host.shared.cmd_opts.cors_allow_origins_regex = r"https://.*\.friend\.example"
    assert allows("https://a.example") and allows("https://x.friend.example")
    assert not allows("https://c.example") and not allows("https://x.friend.example.evil")


def test_the_page_has_one_key_that_nobody_guesses(host: SimpleNamespace) -> None:
    key = ours("callbacks").page_key()
    assert len(key) >= 40 and ours("callbacks").page_key() == key
