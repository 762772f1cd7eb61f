"""Exhibitions and taste in the WebUI: the host's own samplers, its Interrupt, both panels in our tab."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from PIL import Image

from clip_critic.pictures.infotext import parse_infotext
from tests.browser.face_taste import TasteFace
from tests.host import drawing, inside, panel
from tests.host.harness import Host

SESSIONS = "/clip-critic/v1/sessions"
TASTE = "/clip-critic/v1/taste"
PATIENCE = 240.0
QUICK = {"sampling_steps": 4, "width": 64, "height": 64, "seed": 7, "seeds": 1}
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture
def host(miniature_host: Host) -> Host:
    return miniature_host


def get(host: Host, path: str, **params: Any) -> Any:
    with host.client() as client:
        return client.get(path, params=params).raise_for_status().json()


def start(host: Host, prompt: str, axes: str, **settings: Any) -> str:
    body = {"settings": {**QUICK, "prompt": prompt, "axes": axes, **settings}}
    return str(drawing.post(host, f"{SESSIONS}/exhibition", **body)["session"]["id"])


def finish(host: Host, session: str) -> dict[str, Any]:
    """Wait until an exhibition's work is over; its last status."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        status = get(host, f"{SESSIONS}/{session}")
        if status["state"] not in ("waiting", "running"):
            return dict(status)
        time.sleep(0.05)
    raise AssertionError(f"it did not end: {status['doing']}")


def pictures(host: Host, session: str) -> list[str]:
    """The files of all cells, row by row."""
    return list(get(host, f"{SESSIONS}/{session}/gallery")["files"])


def path_of(host: Host, session: str, file: str) -> Path:
    return host.data / "clip-critic" / "sessions" / "exhibition" / session / "pictures" / file


def infotext(host: Host, session: str, file: str) -> dict[str, str]:
    with Image.open(path_of(host, session, file)) as picture:
        return dict(parse_infotext(picture.info["parameters"]).settings)


def pixels(host: Host, session: str, file: str) -> bytes:
    with Image.open(path_of(host, session, file)) as picture:
        return picture.convert("RGB").tobytes()


@pytest.fixture(scope="module")
def _made() -> dict[str, str]:
    return {}


@pytest.fixture
def shown(host: Host, _made: dict[str, str]) -> str:
    """An exhibition of two samplers, two weights of the prompt and four colours; made once."""
    if "id" not in _made:
        axes = "sampler = Euler | DDIM\ncfg_scale = 4 | 8\ncolour = red | blue | yellow | green"
        session = start(host, "a large {colour} circle", axes)
        status = finish(host, session)
        assert status["message"] == "All pictures are made."
        _made["id"] = session
    return _made["id"]


def test_cells_are_drawn_by_the_hosts_samplers(host: Host, shown: str) -> None:
    files = pictures(host, shown)
    assert len(set(files)) == 16
    found = [infotext(host, shown, file) for file in files]
    assert [texts["Sampler"] for texts in found] == ["Euler"] * 8 + ["DDIM"] * 8
    assert [float(texts["CFG scale"]) for texts in found] == ([4.0] * 4 + [8.0] * 4) * 2
    assert all(shown in texts["CLIP Critic session"] for texts in found)
    order = get(host, f"{SESSIONS}/{shown}/values", measure="similarity", word="blue")["order"]
    assert order[0] % 4 == 1  # CLIP sees blue most where blue was asked for


def test_a_sampler_that_the_host_does_not_have_is_refused(host: Host) -> None:
    body = {"settings": {**QUICK, "prompt": "a circle", "axes": "sampler = Euler | No such sampler"}}
    refused = drawing.answer(host, f"{SESSIONS}/exhibition", **body)
    assert refused.status_code == 422 and "No such sampler" in refused.text


def options_of(host: Host) -> dict[str, Any]:
    """The host's options but for those that change when it loads its checkpoint."""
    loaded = ("sd_checkpoint_hash", "sd_model_checkpoint")
    return {name: value for name, value in get(host, "/sdapi/v1/options").items() if name not in loaded}


def test_an_option_of_the_webui_is_an_axis_and_stays_as_it_was(host: Host) -> None:
    before = options_of(host)
    prompt, more = "a large red circle", {"sampler": "Euler a", "seed": 11}
    axes = "option:ENSD = | 31337\noption:CLIP_stop_at_last_layers = 1 | 2"
    session = start(host, prompt, axes, **more)
    assert finish(host, session)["message"] == "All pictures are made."
    files = pictures(host, session)
    found = [infotext(host, session, file) for file in files]
    assert [texts.get("ENSD") for texts in found] == [None, None, "31337", "31337"]
    assert [texts["Clip skip"] for texts in found] == ["1", "2", "1", "2"]
    drawn = [pixels(host, session, file) for file in files]
    assert len(set(drawn)) == 4
    assert options_of(host) == before
    later = start(host, prompt, "cfg_scale = 7", **more)
    assert finish(host, later)["message"] == "All pictures are made."
    assert pixels(host, later, pictures(host, later)[0]) == drawn[0]  # of Clip skip 1, as it always is


def test_the_options_that_may_be_an_axis_are_offered(host: Host) -> None:
    offered = get(host, "/clip-critic/v1/host")["options"]
    assert {"CLIP_stop_at_last_layers", "eta_noise_seed_delta", "randn_source", "emphasis"} <= set(offered)
    texts = {name for name, value in get(host, "/sdapi/v1/options").items() if isinstance(value, str)}
    assert not {name for name in texts & set(offered) if "dir" in name or "path" in name or "file" in name}


@pytest.mark.parametrize(
    ("axis", "words"),
    [
        ("No such option = 1", "no option"),
        ("Clip skp = 1", "did you mean Clip skip"),
        ("eta = 0.5 | 2", "2 is not from 0 to 1"),
        ("Clip skip = 1 | two", "not a whole number"),
        ("randn_source = CPU | TPU", "choose one of"),
        ("sd_model_checkpoint = a", "use the setting checkpoint"),
        ("outdir_samples = /tmp", "cannot be set for single pictures"),
        ("samples_filename_pattern = ../x", "cannot be set for single pictures"),
        ("font = /etc/passwd", "cannot be set for single pictures"),
        ("api_enable_requests = True", "cannot be set for single pictures"),
        ("disable_all_extensions = all", "cannot be set for single pictures"),
        ("clip_critic_encoder = none:", "cannot be set for single pictures"),
    ],
)
def test_an_option_that_cannot_be_an_axis_is_refused(host: Host, axis: str, words: str) -> None:
    body = {"settings": {**QUICK, "prompt": "a circle", "axes": f"option:{axis}"}}
    refused = drawing.answer(host, f"{SESSIONS}/exhibition", **body)
    assert refused.status_code == 422 and words in refused.text


def test_interrupt_and_resume_draw_each_picture_once(host: Host) -> None:
    session = start(host, "a {x}", "x = circle | star | cross | ring", sampling_steps=60)
    while get(host, f"{SESSIONS}/{session}")["session"]["made"] < 1:
        time.sleep(0.03)
    drawing.post(host, f"{SESSIONS}/{session}/interrupt")
    assert "Interrupted" in finish(host, session)["message"]
    made = [file for file in pictures(host, session) if file]
    assert 1 <= len(made) < 4
    drawing.post(host, f"{SESSIONS}/{session}/resume", settings={"sampling_steps": 60})
    assert finish(host, session)["message"] == "All pictures are made."
    assert set(made) <= set(pictures(host, session))
    assert inside.call(host, "flags") == [False, False, False]


def choose(host: Host, session: str, rater: str, count: int) -> str:
    """Choose the bluest of four pictures some times; the key of the opened pictures."""
    opened = drawing.post(host, f"{TASTE}/open", source={"session": session})
    key, end = opened["key"], time.monotonic() + PATIENCE
    while opened["state"] == "working" and time.monotonic() < end:
        time.sleep(0.05)
        opened = get(host, f"{TASTE}/open/{key}")
    assert opened["state"] == "ready", opened["message"]
    digests = {
        get(host, f"{SESSIONS}/{session}/cells/{index}")["digest"]: index
        for index in range(opened["pictures"])
    }
    for _ in range(count):
        screen = drawing.post(host, f"{TASTE}/screen", key=key, rater=rater, mode="best", count=4)
        shown = [picture["digest"] for picture in screen["shown"]]
        chosen = next((place for place, digest in enumerate(shown) if digests[digest] % 4 == 1), 0)
        body = {"key": key, "id": screen["id"], "rater": rater, "mode": "best", "shown": shown}
        answered = drawing.post(host, f"{TASTE}/choices", **body, chosen=chosen, ms=500, why=screen["why"])
        assert answered["new"]
    return str(key)


def test_a_taste_is_learned_from_what_the_host_has_drawn(host: Host, shown: str) -> None:
    key = choose(host, shown, EVIL, 12)
    assert EVIL in [rater["name"] for rater in get(host, TASTE)["raters"]]
    kept = drawing.post(host, f"{TASTE}/open/{key}/keep", rater=EVIL, count=4)["pictures"]
    assert len(kept) == 4 and kept[0]["percentile"] > 50
    liked = get(host, f"{SESSIONS}/{shown}/values", measure="taste", rater=EVIL)["order"]
    assert sum(cell % 4 == 1 for cell in liked[:4]) >= 3  # the blue ones
    with host.client() as client, pytest.raises(httpx.HTTPStatusError):
        client.get(f"{TASTE}/open/{key}/order", params={"rater": ""}).raise_for_status()


def test_both_panels_in_the_tab(desk: Any, host: Host, shown: str) -> None:
    panel.open_face(desk, "Exhibition")
    desk.locator(f"cc-exhibition cc-session-list [data-session='{shown}']").click()
    cells = desk.locator("cc-exhibition cc-gallery [data-cell]")
    cells.first.wait_for()
    desk.locator("cc-exhibition cc-gallery img").first.wait_for()
    loaded = "all => all.length > 0 && all.every(image => image.complete && image.naturalWidth === 64)"
    end = time.monotonic() + 30
    while not desk.eval_on_selector_all("cc-exhibition cc-gallery img", loaded):
        assert time.monotonic() < end, "pictures are missing"
        desk.wait_for_timeout(50)

    panel.open_face(desk, "Taste")
    face = TasteFace(desk, cast(Any, None))  # the page is open already
    face.name("Aki")
    face.at("source").select_option(f"session:{shown}")
    face.at("open").click()
    face.until_open()
    face.begin()
    face.press("1")
    face.pause()  # by Escape, which is the host's key, too
    assert [rater["answers"] for rater in get(host, TASTE)["raters"] if rater["name"] == "Aki"] == [1]
