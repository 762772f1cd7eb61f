"""Dreams in the WebUI: drawn by its VAE, woken up by its img2img, and shown in its page."""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO
from typing import Any, cast

import pytest
from PIL import Image

from clip_critic.pictures.infotext import parse_infotext
from tests.browser.face_dreams import DreamFace
from tests.browser.states import until_equal
from tests.host import drawing, inside, panel, screens
from tests.host.harness import Host

SESSIONS = "/clip-critic/v1/sessions"
PATIENCE = 240.0
QUICK: dict[str, Any] = {
    "want": "a large blue star",
    "generator": "pixels",
    "frames": 2,
    "steps": 2,
    "cutouts": 2,
    "width": 64,
    "height": 64,
    "seed": 7,
    "sampling_steps": 4,
    "sampler": "Euler",
}
GENERATORS = ("small", "host", "pixels")
FAR: dict[str, Any] = {"frames": 10000, "steps": 1}
"""A dream that does not end before it is interrupted."""
DONE = "All frames are there"
DREAM = "Dream from here"
LARGE = f"#txt2img_gallery {screens.LARGE}"
START_BOX = "cc-dreams cc-dream-start cc-picture-box figure img"
SHOWN = "all => all.length > 0 && all.every(image => image.complete && image.naturalWidth > 0)"


@pytest.fixture
def host(miniature_host: Host) -> Host:
    return miniature_host


def status_of(host: Host, session: str) -> dict[str, Any]:
    with host.client() as client:
        return dict(client.get(f"{SESSIONS}/{session}").raise_for_status().json())


def begin(host: Host, picture: Image.Image | None = None, **settings: Any) -> str:
    """Start a dream, perhaps from a picture; its id."""
    body: dict[str, Any] = {"settings": {**QUICK, **settings}}
    if picture is not None:
        body["picture"] = f"data:image/png;base64,{drawing.encoded(picture)}"
    return str(drawing.post(host, f"{SESSIONS}/dream", **body)["session"]["id"])


def until(host: Host, session: str, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Wait until a dream's status is as it should be; that status."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        status = status_of(host, session)
        if holds(status):
            return status
        time.sleep(0.03)
    raise AssertionError(f"this did not happen: {status['state']}, {status['doing']}, {status['message']}")


def finish(host: Host, session: str) -> dict[str, Any]:
    """Wait until the work is over; the last status."""
    return until(host, session, lambda status: status["state"] not in ("waiting", "running"))


def dreamt(host: Host, picture: Image.Image | None = None, **settings: Any) -> dict[str, Any]:
    """A dream with all its frames."""
    status = finish(host, begin(host, picture, **settings))
    assert status["state"] == "stopped" and DONE in status["message"], status["message"]
    return dict(status["session"])


def picture_of(host: Host, session: str, file: str) -> Image.Image:
    """A frame, as the host serves it, with its metadata."""
    with host.client() as client:
        content = client.get(f"{SESSIONS}/{session}/pictures/{file}").raise_for_status().content
    image = Image.open(BytesIO(content))
    image.load()
    return image


def pixels(host: Host, dream: dict[str, Any]) -> list[bytes]:
    """The pixels of all frames: their metadata name the session."""
    return [picture_of(host, dream["id"], frame["file"]).convert("RGB").tobytes() for frame in dream["steps"]]


def options_of(host: Host) -> dict[str, Any]:
    """The host's options but for those that change when it loads its checkpoint."""
    loaded = ("sd_checkpoint_hash", "sd_model_checkpoint")
    with host.client() as client:
        found = client.get("/sdapi/v1/options").raise_for_status().json()
    return {name: value for name, value in found.items() if name not in loaded}


# Frames


@pytest.fixture
def fresh(_miniature_host: Host) -> Host:
    """A host that has drawn nothing since it was started."""
    _miniature_host.stop()
    return _miniature_host.start()


def test_a_dream_is_the_first_thing_that_a_host_does(fresh: Host) -> None:
    assert len(set(pixels(fresh, dreamt(fresh, generator="host")))) == 3


@pytest.mark.parametrize("generator", GENERATORS)
def test_frames_come_nearer_to_the_words(host: Host, generator: str) -> None:
    drawing.draw(host)
    dream = dreamt(host, generator=generator, frames=3, steps=4)
    assert [frame["climbed"] for frame in dream["steps"]] == [0, 4, 8, 12]
    assert len(set(pixels(host, dream))) == 4
    similar = [frame["similarity"] for frame in dream["steps"]]
    assert similar[-1] > similar[0] + 0.01
    assert not any(frame["note"] for frame in dream["steps"])


@pytest.mark.parametrize("generator", GENERATORS)
def test_the_same_seed_dreams_the_same_and_another_one_does_not(host: Host, generator: str) -> None:
    drawing.draw(host)
    first, again, other = (pixels(host, dreamt(host, generator=generator, seed=seed)) for seed in (3, 3, 4))
    assert first == again
    assert not set(first) & set(other)


def test_it_starts_from_a_picture(host: Host) -> None:
    begun = Image.new("RGB", (96, 64), "white")
    begun.paste("red", (0, 0, 48, 64))
    dream = dreamt(host, begun, generator="host", width=0, height=0, frames=1)
    assert dream["has_start"] and dream["settings"]["start"] == "picture"
    first = picture_of(host, dream["id"], dream["steps"][0]["file"]).convert("RGB")
    assert first.width / first.height == pytest.approx(1.5, abs=0.1)
    left = first.getpixel((first.width // 4, first.height // 2))
    right = first.getpixel((first.width * 3 // 4, first.height // 2))
    assert isinstance(left, tuple) and isinstance(right, tuple)
    assert left[0] > left[2] + 60 and min(right) > 180


# Waking up


def test_it_wakes_up_by_the_hosts_img2img(host: Host) -> None:
    dream = dreamt(host, frames=1, wake_up=0.6, prompt="a large blue star on a white background")
    assert [frame["awake"] for frame in dream["steps"]] == [False, False, True]
    last, awake = (picture_of(host, dream["id"], frame["file"]) for frame in dream["steps"][1:])
    assert awake.size == last.size == (64, 64)
    assert awake.convert("RGB").tobytes() != last.convert("RGB").tobytes()
    read = parse_infotext(awake.info["parameters"])
    assert read.prompt == "a large blue star on a white background"
    assert read.settings["Sampler"] == "Euler" and read.settings["Seed"] == "7"
    assert float(read.settings["Denoising strength"]) == 0.6
    assert {"Model", "Steps", "CFG scale", "Version"} <= set(read.settings)
    assert read.settings["CLIP Critic session"] == dream["id"] and read.settings["CLIP Critic frame"] == "2"
    assert "Sampler" not in parse_infotext(last.info["parameters"]).settings


def test_a_sampler_that_the_host_does_not_have_is_refused(host: Host) -> None:
    body = {"settings": {**QUICK, "wake_up": 0.5, "sampler": "No such sampler"}}
    refused = drawing.answer(host, f"{SESSIONS}/dream", **body)
    assert refused.status_code == 422 and "No such sampler" in refused.text


# Interrupts


@pytest.mark.parametrize("generator", ["pixels", "host"])
def test_interrupted_and_resumed_it_is_the_same_dream(host: Host, generator: str) -> None:
    drawing.draw(host)
    settings: dict[str, Any] = {"generator": generator, "frames": 8, "steps": 8}
    session = begin(host, **settings)
    until(host, session, lambda status: len(status["session"]["steps"]) > 2)
    drawing.post(host, f"{SESSIONS}/{session}/interrupt")
    ended = finish(host, session)
    assert ended["state"] == "interrupted", ended
    kept = pixels(host, ended["session"])
    assert 3 <= len(kept) < 9
    drawing.post(host, f"{SESSIONS}/{session}/resume", settings={})
    resumed = finish(host, session)
    assert DONE in resumed["message"]
    whole = pixels(host, resumed["session"])
    assert whole[: len(kept)] == kept
    assert whole == pixels(host, dreamt(host, **settings))
    assert inside.call(host, "flags") == [False, False, False]


def test_the_hosts_own_interrupt_stops_it_too(host: Host) -> None:
    session = begin(host, frames=10000, steps=1000)
    until(host, session, lambda status: "frame 1 " in status["doing"])
    drawing.post(host, "/sdapi/v1/interrupt")
    ended = finish(host, session)
    assert ended["state"] == "interrupted", ended
    assert len(ended["session"]["steps"]) == 1
    assert inside.call(host, "flags") == [False, False, False]


def test_interrupted_while_it_wakes_up_it_keeps_its_frames(host: Host) -> None:
    session = begin(host, frames=1, wake_up=1, sampling_steps=150)
    until(host, session, lambda status: len(status["session"]["steps"]) == 2)
    drawing.post(host, f"{SESSIONS}/{session}/interrupt")
    ended = finish(host, session)
    assert ended["state"] == "interrupted", ended
    assert [frame["awake"] for frame in ended["session"]["steps"]] == [False, False]
    drawing.post(host, f"{SESSIONS}/{session}/resume", settings={"sampling_steps": 2})
    assert [frame["awake"] for frame in finish(host, session)["session"]["steps"]] == [False, False, True]
    assert inside.call(host, "flags") == [False, False, False]


# What is left of it


@pytest.mark.parametrize("generator", GENERATORS)
def test_nothing_of_it_stays_in_the_host(host: Host, generator: str) -> None:
    before, options = drawing.draw(host), options_of(host)
    dreamt(host, generator=generator, wake_up=0.5)
    assert drawing.draw(host).tobytes() == before.tobytes()
    assert options_of(host) == options


def test_the_host_draws_between_two_frames(host: Host) -> None:
    before = drawing.draw(host)
    session = begin(host, generator="host", **FAR)
    until(host, session, lambda status: len(status["session"]["steps"]) > 1)
    during = drawing.draw(host)
    assert status_of(host, session)["state"] in ("waiting", "running")
    drawing.post(host, f"{SESSIONS}/{session}/interrupt")
    ended = finish(host, session)
    assert ended["state"] == "interrupted"
    assert during.tobytes() == before.tobytes()


# The page


def face_of(page: Any) -> DreamFace:
    """Open the panel in the host's page."""
    panel.open_face(page, "Dreams")
    face = DreamFace(page, cast(Any, None))  # the page is open already
    face.find(".setup").first.wait_for()
    return face


def dream_in(face: DreamFace, host: Host) -> dict[str, Any]:
    """Press Start, wait until the page shows that its dream is over, and return that dream."""
    with face.page.expect_response(f"**{SESSIONS}/dream") as answered:
        face.at("start").click()
    session = str(answered.value.json()["session"]["id"])
    finish(host, session)
    face.find(f"cc-session-list [data-session='{session}'][aria-current=true]").wait_for(state="attached")
    face.until(DONE)
    return dict(status_of(host, session)["session"])


def until_loaded(page: Any) -> None:
    images = "cc-dreams cc-strip img"
    page.locator(images).first.wait_for()
    screens.wait_until(page, lambda: bool(page.eval_on_selector_all(images, SHOWN)))
    assert page.eval_on_selector_all(images, SHOWN), "pictures are missing"


@pytest.mark.parametrize("generator", GENERATORS)
def test_a_dream_that_is_started_in_the_page_shows_its_frames(desk: Any, host: Host, generator: str) -> None:
    face = face_of(desk)
    if face.at("new").is_enabled():
        face.at("new").click()
    face.quick(generator=generator)
    dream = dream_in(face, host)
    until_equal(desk, face.frames, [0, 1, 2])
    until_loaded(desk)
    assert dream["settings"]["generator"] == generator and len(dream["steps"]) == 3


def test_a_picture_of_the_gallery_is_where_it_starts(desk: Any, host: Host) -> None:
    screens.open_tab(desk, "txt2img")
    address = screens.generate(desk, "a large red circle", size=64)[0]
    assert DREAM in screens.menu_entries(desk, LARGE)
    screens.choose(desk, DREAM)
    face = face_of(desk)
    with host.client() as client:
        assert screens.picture_in(desk, START_BOX) == client.get(address).raise_for_status().content
    face.quick()
    dream = dream_in(face, host)
    assert dream["has_start"] and dream["settings"]["start"] == "picture"
    with host.client() as client:
        started = client.get(f"{SESSIONS}/{dream['id']}/pictures/start.png").raise_for_status().content
    assert "a large red circle" in Image.open(BytesIO(started)).info["parameters"]
