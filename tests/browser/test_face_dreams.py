"""The panel *Dreams* with the bundled miniature: presets, pictures, frames as they come, films."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from PIL import Image

from tests import chromium
from tests.browser.axe import SCREENS, serious
from tests.browser.conftest import save_photo
from tests.browser.face import REFUSALS
from tests.browser.face_dreams import DreamFace
from tests.browser.states import OPEN, close_large, until, until_count, until_equal, until_idle, until_loaded
from tests.browser.test_face_japanese import english
from tests.browser.workbench import Workbench, running

pytestmark = pytest.mark.browser

DONE = "All frames are there"
PAUSED = "Interrupted"
EVIL = "<img src=x onerror=window.__hit=1>"
RENDERING = "image => getComputedStyle(image).imageRendering"
QUICK = {"frames": 3, "steps": 2, "cutouts": 2, "generator": "pixels", "seed": 7}


@pytest.fixture(scope="module")
def bed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A server that dreams with the miniature."""
    chromium.require_chromium()
    with running(tmp_path_factory.mktemp("bed"), "miniature") as workbench:
        yield workbench


@pytest.fixture
def windows(browser: Any, bed: Workbench) -> Iterator[Callable[..., DreamFace]]:
    before = len(bed.logged())
    with ExitStack() as stack:

        def open_window(name: str = "Dreams", **options: Any) -> DreamFace:
            opened = chromium.fresh_page(browser, noise=REFUSALS, local=True, **options)
            return DreamFace(stack.enter_context(opened), bed).open(name)

        yield open_window
    assert not bed.tracebacks(before)


@pytest.fixture
def face(windows: Callable[..., DreamFace]) -> Iterator[DreamFace]:
    """A window that shows nothing yet, and leaves nothing at work."""
    opened = windows()
    yield opened
    for session_id in call(opened.workbench, "sessions?limit=0")["at_work"]:
        call(opened.workbench, f"sessions/{session_id}/interrupt", {})
        ended(opened.workbench, session_id)


def call(bed: Workbench, path: str, body: Any = None) -> Any:
    """Ask the server as another program does."""
    request = Request(f"{bed.address.rstrip('/')}/clip-critic/v1/{path}")
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    with urlopen(request) as answer:
        return json.load(answer)


def ended(bed: Workbench, session_id: str) -> Any:
    """The status of a dream that is not at work any more."""
    status = call(bed, f"sessions/{session_id}")
    while status["state"] in ("waiting", "running"):
        status = call(bed, f"sessions/{session_id}?newer_than={status['version']}&wait=5")
    return status


def dreamt(bed: Workbench, **settings: Any) -> str:
    """The id of a dream with all its frames."""
    status = call(bed, "sessions/dream", {"settings": {**QUICK, **settings}, "run": True})
    status = ended(bed, status["session"]["id"])
    assert status["finished"], status
    return str(status["session"]["id"])


@pytest.fixture(scope="module")
def shown(bed: Workbench) -> str:
    """The id of a dream with a judge and a phrase beside the plain words."""
    return dreamt(bed, want="red star", avoid="dots", compare="big", judge="miniature:second")


@pytest.fixture
def opened(face: DreamFace, shown: str) -> DreamFace:
    return face.open_session(shown)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return save_photo(tmp_path / "photo.png")


def paste(face: DreamFace, path: Path) -> None:
    """Paste a picture, as from another program."""
    face.page.evaluate(
        """async text => {
            const blob = await (await fetch(text)).blob();
            const carrier = new DataTransfer();
            carrier.items.add(new File([blob], "pasted.png", {type: "image/png"}));
            document.dispatchEvent(new ClipboardEvent("paste", {clipboardData: carrier, bubbles: true}));
        }""",
        f"data:image/png;base64,{base64.b64encode(path.read_bytes()).decode()}",
    )


# Before it begins


def test_without_an_aim_it_is_refused_with_its_reason(face: DreamFace) -> None:
    assert "CLIP finds the words in patterns" in face.at("honest").inner_text()
    face.at("start").click()
    face.find("#message", has_text="A dream needs an aim").wait_for()
    face.start_from("picture")
    face.set(want="red star")
    face.at("start").click()
    face.find("#message", has_text="There is no start picture").wait_for()
    face.start_from("colour")
    face.find("cc-dream-start #colour").fill("no colour")
    face.at("start").click()
    face.find("#message", has_text="is not a colour").wait_for()


def test_presets_fill_in_settings_but_never_the_users_words(face: DreamFace, bed: Workbench) -> None:
    presets = call(bed, "dreams/presets")["presets"]
    cards = face.find("cc-dream-presets button")
    until_equal(face.page, cards.all_inner_texts, [one["name"] for one in presets])
    face.set(want="my own words")
    for place, preset in enumerate(presets):
        cards.nth(place).click()
        until_equal(face.page, partial(cards.nth(place).get_attribute, "aria-pressed"), "true")
        assert face.box("want").input_value() == "my own words"
        for name in preset["settings"].keys() & {"frames", "steps", "generator", "cutouts", "zoom", "rate"}:
            assert float_or_text(face.box(name).input_value()) == float_or_text(preset["settings"][name])


def test_a_preset_gives_back_what_another_has_set(face: DreamFace) -> None:
    presets = [
        {"name": "tunnel", "about": EVIL, "settings": {"zoom": 2, "want": "a tunnel", "generator": "host"}},
        {"name": EVIL, "about": "slow", "settings": {"steps": 40}},
    ]
    face.page.route("**/dreams/presets", lambda route: route.fulfill(json={"presets": presets}))
    face.open()
    cards = face.find("cc-dream-presets button")
    until_equal(face.page, cards.all_inner_texts, ["tunnel", EVIL])
    cards.first.click()
    face.find("cc-dream-presets p", has_text=EVIL).wait_for()
    assert [face.box(name).input_value() for name in ("want", "generator")] == ["a tunnel", "host"]
    cards.nth(1).click()
    assert [face.box(name).input_value() for name in ("want", "steps")] == ["", "40"]
    assert face.box("generator").input_value() == "small"
    face.set(want="my cat")
    cards.first.click()
    assert face.box("want").input_value() == "my cat"
    assert cards.evaluate_all("all => all.map(card => card.ariaPressed)") == ["true", "false"]
    assert face.page.evaluate("window.__hit") is None


def float_or_text(value: Any) -> float | str:
    try:
        return float(value)
    except ValueError:
        return str(value)


# The dream


def test_it_dreams_from_noise_with_a_judge(face: DreamFace) -> None:
    face.quick(want="blue circle", judge="miniature:second", frames="3")
    face.at("start").click()
    face.until(DONE)
    assert face.frames() == [0, 1, 2, 3]
    face.until_chosen(3)
    face.find("cc-toolbar .headline", has_text="4 of 4 pictures").wait_for()
    assert face.find("#words").inner_text() == "blue circle"
    for name in ("clip", "judge"):
        assert re.match(r"-?\d\.\d{3} at the start -?\d\.\d{3}", " ".join(face.at(name).inner_text().split()))
    until_count(face.find("#similarities canvas"), 1)
    label = face.find("#similarities [role=img]").get_attribute("aria-label")
    assert label.startswith("Similarity of each frame: Start: ") and "3: " in label
    assert face.find("cc-compare img").evaluate(RENDERING) == "pixelated"
    assert "art effect" in face.at("honest").inner_text()
    assert not face.at("resume").is_enabled()


def test_phrases_are_compared(opened: DreamFace) -> None:
    rows = opened.find("#phrases li")
    assert rows.evaluate_all("all => all.map(row => row.dataset.phrase)") == ["", "big"]
    assert rows.first.inner_text().split("\n")[:2] == ["1", "plain"]
    assert rows.nth(1).locator(".judged").count() == 1
    assert "with phrases" in opened.find("#similarities .legend").inner_text()


def test_a_unit_is_amplified(face: DreamFace, bed: Workbench) -> None:
    session_id = dreamt(bed, want="", unit="layer 1")
    face.open()
    face.open_session(session_id)
    assert re.match(r"-?\d+\.\d{3}", face.at("activity").inner_text())
    assert face.at("clip").count() == 0
    until_count(face.find("#activities canvas"), 1)


def test_the_last_frame_wakes_up(face: DreamFace, bed: Workbench) -> None:
    session_id = dreamt(bed, want="blue star", frames=1, wake_up=0.5, sampling_steps=2)
    face.open()
    face.open_session(session_id)
    face.until_chosen(2)
    assert face.find("cc-dream-facts h3").first.inner_text() == "Awake"
    assert "Awake" in face.find("cc-strip [data-step='2']").inner_text()
    face.find("cc-toolbar .headline", has_text="3 of 3 pictures").wait_for()


def test_frames_are_played_picked_and_enlarged(opened: DreamFace) -> None:
    opened.until_chosen(3)
    slider = opened.at("frame")
    slider.focus()
    opened.page.keyboard.press("ArrowLeft")
    opened.until_chosen(2)
    assert slider.get_attribute("aria-valuetext").startswith("Frame 2 ")
    slider.fill("0")
    opened.until_chosen(0)
    assert opened.find("cc-dream-facts h3").first.inner_text() == "Start"
    opened.at("play").click()
    opened.until_chosen(3)
    opened.find("#play", has_text="Play").wait_for()
    opened.at("play").click()  # from the start again
    opened.find("#play", has_text="Stop").wait_for()
    opened.until_chosen(3)
    opened.find("#play", has_text="Play").wait_for()
    opened.pick(1)
    opened.find("cc-strip [data-step='1']").press("ArrowRight")
    opened.until_chosen(2)
    opened.find("cc-strip [data-step='2']").click()
    opened.page.locator(OPEN).wait_for()
    opened.page.keyboard.press("ArrowRight")
    opened.page.locator(".pswp__clip-critic-title", has_text="Frame 3").wait_for()
    close_large(opened.page)


def test_play_respects_reduced_motion(windows: Callable[..., DreamFace], shown: str) -> None:
    face = windows(reduced_motion="reduce").open_session(shown)
    face.until_chosen(3)
    face.at("play").click()
    face.until_chosen(0)
    assert face.find("#play", has_text="Stop").count() == 1
    face.until_chosen(1)
    face.at("play").click()
    face.find("#play", has_text="Play").wait_for()
    assert face.chosen() in ([1], [2])


def test_it_pauses_and_dreams_on_with_other_words(face: DreamFace) -> None:
    face.quick(want="red star", frames="400", steps="1")
    face.at("start").click()
    face.until_frame(1)
    assert not face.at("start").is_enabled()
    face.at("interrupt").click()
    face.until(PAUSED)
    last = face.frames()[-1]
    face.at("how").wait_for()
    face.set(want="blue circle", frames=str(last + 2))
    face.at("resume").click()
    face.until(DONE)
    assert face.kept() == list(range(last + 3))
    assert face.find("#words").inner_text() == "blue circle"
    face.pick(last)
    assert face.find("#words").inner_text() == "red star"
    face.set(seed="8")
    face.at("resume").click()
    face.find("#message", has_text="Seed cannot be changed").wait_for()
    face.set(seed="7")


def test_a_finished_one_is_continued(face: DreamFace, bed: Workbench) -> None:
    session_id = dreamt(bed, want="green square", frames=1)
    face.open()
    face.open_session(session_id)
    face.at("more").click()
    face.until_frame(16)
    face.until(DONE)
    assert face.box("frames").input_value() == "16"


def test_two_windows_and_a_reload_in_the_middle(windows: Callable[..., DreamFace], bed: Workbench) -> None:
    first, second = windows(), windows()
    first.quick(want="red circle", frames="600", steps="1")
    first.at("start").click()
    first.until_frame(1)
    second.until_frame(2)  # a window that shows nothing shows what is at work
    first.open()
    first.until_frame(3)
    assert first.box("want").input_value() == "red circle"
    second.at("interrupt").click()
    first.until(PAUSED)
    second.until(PAUSED)
    assert first.session() == second.session()
    until_equal(first.page, first.frames, second.frames())
    first.set(frames=str(second.frames()[-1] + 1))
    first.at("resume").click()
    first.until(DONE)
    second.until(DONE)


# Pictures


def test_it_starts_from_a_picture_and_comes_near_to_another(face: DreamFace, photo: Path) -> None:
    face.quick(want="", frames="1")
    paste(face, photo)
    face.find("cc-dream-start figure").wait_for()
    assert face.find("cc-dream-start input[value=picture]").is_checked()
    face.put("#aim", photo)
    face.set(pull="2")
    with face.page.expect_request(re.compile("/sessions/dream$")) as asked:
        face.at("start").click()
    sent = asked.value.post_data_json
    assert sent["picture"] and sent["aim"] and sent["settings"]["start"] == "picture"
    assert sent["settings"]["pull"] == 2
    face.until(DONE)
    assert face.at("other").count() == 0
    face.find("cc-dream-start #clear").click()
    face.find("#other", has_text="Start begins a new dream").wait_for()
    assert not face.at("resume").is_enabled() and not face.at("more").is_enabled()
    assert face.find("cc-dream-start input[value=noise]").is_checked()
    face.at("new").click()
    face.find("cc-dream-player").wait_for(state="detached")
    assert face.find("#aim figure").count() == 0


def test_a_frame_is_where_the_next_dream_starts(opened: DreamFace) -> None:
    opened.pick(2)
    opened.at("to_start").click()
    opened.find("cc-dream-start figure").wait_for()
    opened.at("other").wait_for()
    opened.page.wait_for_function(
        """() => {
            let at = document.activeElement;
            while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
            return at?.localName === "textarea";
        }"""
    )
    opened.quick(want="red star", compare="", avoid="", judge="", frames="1")
    opened.at("start").click()
    until_equal(opened.page, opened.frames, [0, 1])
    opened.until(DONE)


def test_a_frame_is_sent_to_the_other_panels(opened: DreamFace) -> None:
    opened.at("to_rank").click()
    opened.page.locator("cc-rank .ranking").wait_for()
    assert opened.page.locator("cc-prompt-boxes #prompt").input_value() == "red star"
    opened.page.get_by_role("tab", name="Dreams").click()
    opened.at("to_loop").click()
    opened.page.locator("cc-loop cc-picture-box figure").wait_for()
    want = opened.page.locator('cc-loop cc-control[data-field="want"] :is(input, textarea)')
    until_equal(opened.page, want.input_value, "red star")


def test_a_picture_of_the_host_is_dreamt_from(face: DreamFace, photo: Path) -> None:
    face.page.get_by_role("tab", name="Rank keywords").click()
    face.page.evaluate(
        """source => {
            const gallery = document.createElement("div");
            gallery.id = "txt2img_gallery";
            gallery.innerHTML = `<img src="${source}" width="64" height="48" alt="">`;
            document.body.prepend(gallery);
        }""",
        f"data:image/png;base64,{base64.b64encode(photo.read_bytes()).decode()}",
    )
    face.page.locator("#txt2img_gallery img").click(button="right")
    face.page.locator("#context-menu").get_by_text("Dream from here").click()
    face.find("cc-dream-start figure").wait_for()
    assert face.page.locator("#tab-dream").get_attribute("aria-selected") == "true"


# What is saved


def test_it_is_saved_as_films_sheet_and_report(opened: DreamFace) -> None:
    for name, kind, frames in (("webp", "WEBP", 4), ("gif", "GIF", 4), ("sheet", "PNG", 1)):
        with Image.open(io.BytesIO(opened.download(name).read_bytes())) as image:
            assert image.format == kind
            assert getattr(image, "n_frames", 1) >= frames
    assert "<html" in opened.download("report").read_text(encoding="utf-8")
    with Image.open(opened.download("to_file")) as image:
        assert "CLIP Critic frame: 3" in image.info["parameters"]


def test_what_cannot_be_saved_is_said(opened: DreamFace) -> None:
    opened.page.route(
        "**/animation?kind=mp4*",
        lambda route: route.fulfill(status=422, json={"detail": "MP4 needs PyAV: install it."}),
    )
    opened.at("mp4").click()
    opened.find("cc-dream-outbox .error", has_text="MP4 needs PyAV").wait_for()


def test_it_is_deleted(face: DreamFace, bed: Workbench) -> None:
    session_id = dreamt(bed, want="yellow cross", frames=1)
    face.open()
    face.open_session(session_id)
    until_idle(face.page)  # a picture on its way would not be found any more
    face.at("delete").click()
    face.find("dialog").get_by_role("button", name="Delete").click()
    face.find(f"cc-session-list [data-session='{session_id}']").wait_for(state="detached")
    face.find("cc-dream-player").wait_for(state="detached")


# How it looks


def test_names_are_text_everywhere(face: DreamFace) -> None:
    face.quick(want=EVIL, avoid=EVIL.replace("x", "y"), compare=EVIL, frames="1", judge="miniature:second")
    face.at("start").click()
    face.until(DONE)
    assert EVIL in face.find("#words").inner_text()
    assert face.find("#phrases li").nth(1).get_attribute("data-phrase") == EVIL
    face.find("cc-strip [data-step='1']").click()
    face.page.locator(OPEN).wait_for()
    close_large(face.page)
    face.find("#sessions summary").click()
    until(face.page, lambda: EVIL in face.find("cc-session-list .aim").all_inner_texts())
    assert face.page.evaluate("window.__hit") is None
    assert face.find(":is(script, img[onerror])").count() == 0


@SCREENS
def test_axe_finds_nothing_serious(
    windows: Callable[..., DreamFace], shown: str, options: dict[str, bool]
) -> None:
    face = windows(**options)
    face.find("#honest").wait_for()
    face.find(".setup details").evaluate_all("all => all.forEach(details => { details.open = true })")
    for kind in ("picture", "colour"):
        face.start_from(kind)
        assert serious(face.page) == []
    face.open_session(shown)
    until_count(face.find("#similarities canvas"), 1)
    until_idle(face.page)
    assert serious(face.page) == []


@SCREENS
def test_nothing_is_out_of_reach(
    windows: Callable[..., DreamFace], shown: str, options: dict[str, bool]
) -> None:
    face = windows(**options).open_session(shown)
    until_count(face.find("#similarities canvas"), 1)
    face.find(".setup details").evaluate_all("all => all.forEach(details => { details.open = true })")
    until_idle(face.page)
    until_loaded(face.find("cc-compare img"), 128)  # two pictures beside each other
    width = face.page.evaluate("innerWidth")
    assert face.page.evaluate("document.documentElement.scrollWidth") <= width
    for name in ("cc-compare", "cc-strip", "#play", "#frame", "#start", "#report", "#phrases", ".kinds"):
        box = face.find(name).first.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width + 1, name


def test_nothing_is_english_in_japanese(windows: Callable[..., DreamFace], shown: str) -> None:
    face = windows("夢", locale="ja")
    face.find(".setup details").evaluate_all("all => all.forEach(details => { details.open = true })")
    for kind in ("picture", "colour"):
        face.start_from(kind)
        assert english(face.page) == []
    face.open_session(shown)
    until_count(face.find("#similarities canvas"), 1)
    assert set(english(face.page)) == {"CLIP", "WebP"}
