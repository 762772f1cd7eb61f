"""The panel *Taste*: choosing by keys, clicks and touch, what is then known, and what it is used for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode

import pytest
from PIL import Image

from tests import chromium
from tests.browser.axe import SCREENS, serious
from tests.browser.face import REFUSALS, RankFace
from tests.browser.face_exhibition import ExhibitionFace
from tests.browser.face_loop import LoopFace
from tests.browser.face_taste import CHOICES, SUMMARY, TasteFace, draw_picture, draw_pictures
from tests.browser.states import until, until_count, until_equal, until_idle, until_still
from tests.browser.test_face_exhibition import call, drawn
from tests.browser.test_face_japanese import english
from tests.browser.workbench import Workbench, running

pytestmark = pytest.mark.browser


HAS_NEXT = """() => Boolean(document.querySelector("clip-critic").shadowRoot
    .querySelector("clip-critic-taste").choosing.reserve)"""
"""Whether a screen that can be shown next is here, with its pictures."""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A server whose encoder is the bundled miniature."""
    chromium.require_chromium()
    with running(tmp_path_factory.mktemp("tasting"), "miniature") as workbench:
        yield workbench


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 24 pictures, such as ``red-circle-0.png``."""
    return draw_pictures(tmp_path_factory.mktemp("shapes"))


@pytest.fixture
def windows(browser: Any, bench: Workbench) -> Iterator[Callable[..., TasteFace]]:
    with ExitStack() as stack:

        def open_window(name: str = "Taste", **options: Any) -> TasteFace:
            opened = chromium.fresh_page(browser, noise=REFUSALS, local=True, **options)
            return TasteFace(stack.enter_context(opened), bench).open(name)

        before = len(bench.logged())
        yield open_window
        assert not bench.tracebacks(before)


@pytest.fixture
def face(windows: Callable[..., TasteFace]) -> TasteFace:
    return windows()


def test_ten_choices_by_keys_and_what_is_then_known(face: TasteFace, shapes: Path) -> None:
    face.open_folder(shapes, "Ann").begin()
    face.until_answers("0 answers")
    assert "not known yet" in face.find(".why").inner_text()
    face.choose(9)
    face.pause()
    face.find("#not-yet", has_text="there are 9").wait_for()
    assert face.at("accuracy").count() == 0 and face.at("keep").count() == 0
    face.begin()
    face.choose(1)
    face.pause()
    face.at("accuracy").wait_for()
    until_equal(face.page, face.at("answered").inner_text, "10 answers")
    assert face.at("not-yet").count() == 0
    figure = float(face.find("#accuracy .figure").inner_text().split()[0])
    assert 50 <= figure <= 100
    assert face.find("#accuracy svg circle").count() >= 1
    assert face.find("#words").is_visible()


def test_skipping_and_taking_back(face: TasteFace, shapes: Path) -> None:
    face.open_folder(shapes, "Ben").begin()
    first = face.shown()
    face.press("2")
    face.press("0")
    face.until_answers("1 answer")  # a skipped screen is none
    second = face.shown()
    face.press(" ")
    face.undo()
    assert face.shown() == second
    face.undo()
    face.undo("Control+z")
    assert face.shown() == first
    face.until_answers("0 answers")
    face.press("3")
    face.until_answers("1 answer")  # the screen that came back counts again
    face.at("undo").click()
    face.find(".why").wait_for()
    face.page.keyboard.press("Escape")


def test_a_reload_goes_on_with_the_same_screen(face: TasteFace, shapes: Path) -> None:
    face.open_folder(shapes, "Cleo").begin()
    face.press("1")
    face.press("4")
    shown = face.shown()
    face.page.reload()
    face.until_screen()
    assert face.shown() == shown
    face.find("#answers", has_text="2 answers").wait_for()
    face.undo()
    face.undo()
    face.until_answers("0 answers")


def test_a_choice_that_was_not_sent_is_kept_and_sent_again(face: TasteFace, shapes: Path) -> None:
    cut: list[bool] = []
    # From the beginning: a page that is there already may send its first request past a new route.
    face.page.route(CHOICES, lambda route: route.abort() if cut else route.continue_())
    face.open_folder(shapes, "Dora").begin()
    face.press("1")
    face.page.watch.expect("net::ERR_FAILED")
    cut.append(True)
    face.page.keyboard.press("2")
    face.page.keyboard.press("2")
    face.find(".message.error").wait_for()
    cut.clear()
    with face.page.expect_response(CHOICES):
        face.page.reload()
    face.until_screen()
    face.page.keyboard.press("Escape")
    log = face.page.evaluate("async () => (await fetch('clip-critic/v1/taste/log?rater=Dora')).text()")
    chosen = [json.loads(line)["chosen"] for line in log.splitlines()]
    assert chosen[:2] == [0, 1] and len({json.loads(line)["id"] for line in log.splitlines()}) == len(chosen)


def test_a_slow_answer_keeps_nobody_waiting(face: TasteFace, shapes: Path) -> None:
    held: list[bool] = []
    # From the beginning: a page that is there already may send its first request past a new route.
    face.page.route(re.compile(r"/taste/screen$"), lambda route: None if held else route.continue_())
    face.open_folder(shapes, "Eva").begin()
    until(face.page, lambda: bool(face.page.evaluate(HAS_NEXT)))
    held.append(True)  # never answered
    face.press("1")
    face.until_answers("1 answer")
    face.page.keyboard.press("Escape")


def test_two_windows_show_different_pictures(face: TasteFace, shapes: Path) -> None:
    face.open_folder(shapes, "Emil").begin()
    other = TasteFace(face.page.context.new_page(), face.workbench).open()
    assert other.at("rater").input_value() == "Emil"
    other.at("open").click()
    other.until_open()
    other.begin()
    screens: dict[TasteFace, list[list[str]]] = {face: [], other: []}
    for _ in range(3):
        for window, seen in screens.items():
            seen.append(sorted(window.shown()))
            window.press("1")
    # Two windows may well show the same few pictures once, of as few as these.
    assert screens[face] != screens[other]
    other.until_answers("6 answers")


def test_duels_and_stars(face: TasteFace, shapes: Path) -> None:
    face.open_folder(shapes, "Fay")
    face.at("mode").select_option("duel")
    face.begin()
    assert len(face.shown()) == 2
    face.press("ArrowLeft")
    face.press("ArrowRight")
    face.press("2")
    face.pause()
    face.at("mode").select_option("stars")
    face.begin()
    assert len(face.shown()) == 1
    face.press("5")
    with face.page.expect_response(CHOICES) as sent:
        face.find("[data-stars='1']").click()
    assert sent.value.request.post_data_json["chosen"] == 1
    assert sent.value.request.post_data_json["mode"] == "stars"
    face.page.keyboard.press("Escape")


def test_the_order_and_the_ones_to_keep(face: TasteFace, shapes: Path) -> None:
    face.open_folder(shapes, "Gil").begin()
    face.choose(14)
    face.pause()
    face.at("show-order").click()
    tiles = face.find("#order li")
    tiles.first.wait_for()
    until_count(tiles, 24)
    assert "red" in tiles.first.inner_text()
    percents = [int(text.split()[0]) for text in face.find("#order li b").all_inner_texts()]
    assert percents == sorted(percents, reverse=True)
    face.at("count").fill("3")
    face.at("count").press("Tab")
    face.at("keep-them").click()
    strip = face.find("#keep cc-strip [data-step]")
    strip.first.wait_for()
    until_count(strip, 3)
    strip.nth(1).click()
    with face.page.expect_download() as taken:
        face.at("to_file").click()
    assert taken.value.suggested_filename == face.at("picked").inner_text()
    with Image.open(taken.value.path()) as saved:
        assert saved.size == (64, 64)
    face.at("to_rank").click()
    face.page.locator("cc-rank cc-picture-box figure").wait_for()


def test_the_log_is_exported_and_imported(
    windows: Callable[..., TasteFace], shapes: Path, tmp_path: Path
) -> None:
    face = windows()
    face.open_folder(shapes, "Hal").begin()
    face.press("1")
    face.pause()
    face.find("#log summary").click()
    with face.page.expect_download() as taken:
        face.at("export").click()
    log = Path(taken.value.path()).read_text(encoding="utf-8")
    assert taken.value.suggested_filename == "taste-Hal.jsonl"
    assert json.loads(log)["rater"] == "Hal"
    face.at("import").set_input_files(taken.value.path())
    face.find("#log .message", has_text="0 choices are new.").wait_for()
    (tmp_path / "other.jsonl").write_text(
        log.replace('"Hal"', '"Ida"').replace('"id": "', '"id": "x'), encoding="utf-8"
    )
    face.at("import").set_input_files(tmp_path / "other.jsonl")
    face.find("#log .message", has_text="1 choices are new.").wait_for()
    face.find("#raters option[value=Ida]").wait_for(state="attached")
    (tmp_path / "wrong.jsonl").write_text("{}", encoding="utf-8")
    face.at("import").set_input_files(tmp_path / "wrong.jsonl")
    face.find("#log .message.error").wait_for()


def test_a_name_is_needed_and_pictures_are(face: TasteFace, shapes: Path) -> None:
    face.at("open").click()
    assert "Which pictures?" in face.message()
    face.choose_folder(shapes / "nothing")
    face.at("open").click()
    face.find("#message.error").wait_for()
    face.choose_folder(shapes)
    face.at("open").click()
    face.until_open()
    face.at("choose").click()
    assert "Who is choosing?" in face.message()


def test_the_address_names_what_to_choose_from(face: TasteFace, shapes: Path) -> None:
    face.page.goto("about:blank")
    with face.page.expect_response(re.compile(r"/v1/taste$")):
        face.page.goto(f"{face.workbench.address.rstrip('/')}/#taste?{urlencode({'folder': str(shapes)})}")
    assert face.at("folder").input_value() == str(shapes)
    face.name("Kit")
    face.at("rater").press("Enter")
    face.until_open()
    assert face.page.evaluate("location.hash") == ""


def test_opening_is_interrupted_and_goes_on(face: TasteFace, tmp_path: Path) -> None:
    for place in range(700):
        image = draw_picture("red", "circle")
        image.putpixel((place % 64, place // 64), (0, 0, 0))
        image.save(tmp_path / f"{place:03}.png")
    face.name("Jo")
    face.choose_folder(tmp_path)
    face.at("open").click()
    face.at("interrupt").click()
    face.find("#message", has_text="Interrupted").wait_for()
    face.at("open").click()
    face.page.reload()
    face.page.get_by_role("tab", name="Taste").click()
    face.until_open()
    assert "700 pictures" in face.find(".counts").inner_text()


NAME = "<img src=x onerror=window.__hit=1>"


def test_names_are_text(face: TasteFace, shapes: Path, tmp_path: Path) -> None:
    for place, file in enumerate(sorted(shapes.glob("*.png"))[:6]):
        (tmp_path / f"{NAME}{place}.png").write_bytes(file.read_bytes())
    (tmp_path / f"{NAME}.png").write_bytes(b"\x89PNG broken")
    face.open_folder(tmp_path, NAME).begin()
    assert all(name.startswith(NAME) for name in face.shown())
    for _ in range(10):
        face.press("1")
    face.pause()
    face.find("#unreadable summary").click()
    assert NAME in face.find("#unreadable li").inner_text()
    face.at("show-order").click()
    face.find("#order li").first.wait_for()
    face.at("keep-them").click()
    face.at("picked").wait_for()
    assert NAME in face.at("picked").inner_text()
    face.page.reload()
    face.page.get_by_role("tab", name="Taste").click()
    face.find(f"#raters option[value='{NAME}']").wait_for(state="attached")
    assert face.page.evaluate("window.__hit") is None
    assert face.find("img[onerror]").count() == 0


def test_nothing_is_english(windows: Callable[..., TasteFace], shapes: Path) -> None:
    face = windows("好み", locale="ja")
    assert english(face.page) == []
    face.open_folder(shapes, "けい").begin()
    assert english(face.page) == []
    face.choose(10)
    face.pause()
    face.at("accuracy").wait_for()
    face.at("show-order").click()
    face.find("#order li").first.wait_for()
    face.at("keep-them").click()
    face.at("picked").wait_for()
    face.find("details").evaluate_all("all => all.forEach(details => { details.open = true })")
    assert english(face.page) == []
    for model in ("t1", "ridge"):
        with face.page.expect_response(SUMMARY):
            face.find(f"[name=model][value={model}]").check()
        until_idle(face.page)
        assert english(face.page) == []


@SCREENS
def test_axe_finds_nothing_serious(
    windows: Callable[..., TasteFace], shapes: Path, options: dict[str, bool]
) -> None:
    face = windows(**options)
    assert serious(face.page) == []
    face.open_folder(shapes, "Lea").begin()
    assert serious(face.page) == []
    face.choose(10)
    face.pause()
    face.at("accuracy").wait_for()
    face.at("show-order").click()
    face.find("#order li").first.wait_for()
    face.at("keep-them").click()
    face.at("picked").wait_for()
    with face.page.expect_response(SUMMARY):
        face.find("[name=model][value=t1]").check()
    face.at("eta").wait_for()
    face.find("details").evaluate_all("all => all.forEach(details => { details.open = true })")
    assert serious(face.page) == []
    assert face.page.evaluate("document.documentElement.scrollWidth") <= face.page.evaluate("innerWidth")


def test_a_phone_chooses_by_touch(windows: Callable[..., TasteFace], shapes: Path) -> None:
    face = windows(phone=True)
    face.open_folder(shapes, "Max").begin()
    until_still(face.page)
    width, height = face.page.evaluate("[innerWidth, innerHeight]")
    boxes = [box.bounding_box() for box in face.find(".picture, #skip, #undo, #pause").all()]
    assert len(boxes) == 7
    for box in boxes:
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width + 1
        assert box["y"] >= 0 and box["y"] + box["height"] <= height + 1
    assert boxes[1]["width"] > 150 and boxes[1]["height"] > 200
    before = face.screen()
    with face.page.expect_response(CHOICES):
        face.find("[data-place='2']").tap()
    face.find(f".pictures:not([data-screen='{before}'])").wait_for()
    face.until_answers("1 answer")


def test_candidates_of_a_loop_are_sorted_by_a_taste(windows: Callable[..., TasteFace], shapes: Path) -> None:
    from playwright.sync_api import expect

    taste = windows()
    taste.open_folder(shapes, "Mia").begin()
    taste.choose(11)
    taste.page.keyboard.press("Escape")
    taste.page.get_by_role("tab", name="Feedback loop").click()
    loop = LoopFace(taste.page, taste.workbench)
    loop.ready(shapes / "red-circle-0.png", steps="1", candidates="3", keep="latest")
    loop.run()
    number = re.compile(r"♥ (\d+) %")
    captions = loop.find(".candidates .hint")
    expect(captions).to_have_text([number] * 3)
    drawn = captions.all_inner_texts()
    loop.find(".order #order").select_option("taste")
    expect(loop.find(".order #rater")).to_have_value("Mia")
    liked = [float(number.findall(text)[0]) for text in captions.all_inner_texts()]
    assert liked == sorted(liked, reverse=True) and sorted(captions.all_inner_texts()) == sorted(drawn)
    loop.find(".candidates button").first.click()
    title = taste.page.locator(".pswp__clip-critic-title")
    expect(title).to_contain_text(f"♥ {liked[0]:.0f} %")
    taste.page.locator(".pswp__button--arrow--next").click()
    expect(title).to_contain_text(f"♥ {liked[1]:.0f} %")


def test_an_opened_cell_says_how_much_it_would_be_liked(
    windows: Callable[..., TasteFace], shapes: Path
) -> None:
    taste = windows()
    taste.open_folder(shapes, "Cora").begin()
    taste.choose(11)
    taste.page.keyboard.press("Escape")
    taste.page.get_by_role("tab", name="Exhibition", exact=True).click()
    exhibition = ExhibitionFace(taste.page, taste.workbench)
    exhibition.set(prompt="a {colour} circle", axes="colour = red, blue", sampling_steps="2")
    exhibition.start()
    exhibition.made(2)
    exhibition.cell(0).click()
    liked = exhibition.find("cc-cell #liked")
    liked.wait_for()
    assert re.search(r"more than \d+ %", liked.inner_text())


def test_a_ranked_picture_says_how_much_it_would_be_liked(
    windows: Callable[..., TasteFace], shapes: Path
) -> None:
    taste = windows()
    taste.open_folder(shapes, "Noa").begin()
    taste.choose(9)
    taste.page.keyboard.press("Escape")
    taste.page.get_by_role("tab", name="Rank keywords").click()
    rank = RankFace(taste.page, taste.workbench)
    rank.put(shapes / "red-circle-0.png")
    assert rank.rank() == ""
    assert rank.find(".taste").count() == 0
    taste.page.get_by_role("tab", name="Taste").click()
    taste.begin()
    taste.choose(2)
    taste.page.keyboard.press("Escape")
    taste.page.get_by_role("tab", name="Rank keywords").click()
    assert rank.rank() == ""
    said = rank.find(".taste").inner_text()
    assert re.fullmatch(r"You would like it more than \d+ % of the pictures you have seen\.", said)


GALLERY = """addresses => {
    const gallery = document.createElement("div");
    gallery.id = "img2img_gallery";
    gallery.style.cssText = "position: fixed; right: 0; bottom: 0; z-index: 9";
    const picture = (address) => `<img width="20" height="20" src="${address}">`;
    const thumbnail = (address) => `<button class="thumbnail-item">${picture(address)}</button>`;
    gallery.innerHTML = addresses.map(thumbnail).join("");
    document.body.append(gallery);
}"""
DOT = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='{}' height='8'/>"


def test_a_gallery_of_the_page_around_becomes_the_source(face: TasteFace) -> None:
    """The page gets a gallery like the WebUI's; the server has none, and says so."""
    addresses = [DOT.format(width) for width in (8, 9)]
    face.page.evaluate(GALLERY, addresses)
    face.page.get_by_role("tab", name="Rank keywords").click()
    face.page.watch.expect("403")
    face.page.locator("#img2img_gallery img").last.click(button="right")
    with face.page.expect_request(re.compile("/taste/open$")) as asked:
        face.page.get_by_text("Keep those I would like").click()
    assert asked.value.post_data_json["source"] == {"shown": addresses}
    face.find("#message", has_text="is not one that this WebUI").wait_for()
    assert face.find("#source option:checked").inner_text().strip() == "A batch of the gallery"
    face.at("source").select_option("…")
    face.at("folder").wait_for()


def test_other_galleries_have_no_batch(face: TasteFace) -> None:
    script = GALLERY.replace("img2img_gallery", "extras_gallery")
    face.page.evaluate(script, [DOT.format(8)])
    face.page.locator("#extras_gallery img").click(button="right")
    face.page.get_by_text("Start feedback loop").wait_for()
    assert face.page.get_by_text("Keep those I would like").count() == 0


COLOURS_BY_SHAPES = "colour = red | blue | yellow\nshape = circle | star"
YELLOW = range(8, 12)
"""Its yellow cells, of two seeds."""
PERCENT = re.compile(r"(\d+) %")


def test_an_exhibition_is_sorted_by_a_taste_and_its_favourites_are_shown(
    windows: Callable[..., TasteFace], bench: Workbench
) -> None:
    session = drawn(bench, prompt="a {colour} {shape}", axes=COLOURS_BY_SHAPES, seeds=2, sampling_steps=4)
    taste = windows()
    page = taste.page
    page.get_by_role("tab", name="Exhibition", exact=True).click()
    exhibition = ExhibitionFace(page, bench)
    exhibition.find(f"cc-session-list [data-session='{session}']").click()
    exhibition.until_cells(0, 2, 4, 6, 8, 10)

    page.get_by_role("tab", name="Taste", exact=True).click()
    taste.name("Ines")
    taste.at("source").select_option(f"session:{session}")
    taste.at("open").click()
    taste.until_open()
    taste.begin()
    yellow = [call(bench, f"sessions/{session}/cells/{index}")["digest"] for index in YELLOW]
    for _ in range(14):
        addresses = taste.find(".pictures img").evaluate_all("all => all.map(image => image.src)")
        shown = [unquote(address) for address in addresses]
        liked = (place for place, address in enumerate(shown) if any(digest in address for digest in yellow))
        taste.press(str(next(liked, 0) + 1))
    taste.pause()
    for title, names in (
        ("Favourite rows", {"red", "blue", "yellow"}),
        ("Favourite columns", {"circle", "star"}),
    ):
        card = taste.find(f"[data-effects='{title}']")
        card.wait_for()
        shown, numbers = (card.locator(f"li {part}").all_inner_texts() for part in ("bdi", ".number"))
        assert set(shown) == names
        effects = [float(number.replace("−", "-")) for number in numbers]
        assert effects == sorted(effects, reverse=True) and sum(effects) == pytest.approx(0, abs=0.03)
        assert title != "Favourite rows" or shown[0] == "yellow"

    page.get_by_role("tab", name="Exhibition", exact=True).click()
    exhibition.find("cc-gallery-bar #order").focus()  # it then looks who has chosen since
    exhibition.find("cc-gallery-bar #order").select_option("taste")
    exhibition.find("cc-gallery-bar #rater").select_option("Ines")  # another test's may come first
    order = call(bench, f"sessions/{session}/values?measure=taste&rater=Ines")["order"]
    exhibition.until_cells(*order)
    until_count(exhibition.find("cc-gallery .caption"), len(order))
    assert order != sorted(order) and sorted(order) == list(range(12))
    assert sum(map(order.index, YELLOW)) < 12 / 2 * len(YELLOW) - len(YELLOW), "the yellow ones come early"
    captions = exhibition.find("cc-gallery .caption").all_inner_texts()
    percents = [int(PERCENT.findall(text)[0]) for text in captions]
    assert percents == sorted(percents, reverse=True) and percents[0] > percents[-1]
    exhibition.find("cc-gallery-bar #order").select_option("")
    exhibition.until_cells(0, 2, 4, 6, 8, 10)
