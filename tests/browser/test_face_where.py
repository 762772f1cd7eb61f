"""The places of the ticked words: small copies, the large view, the words of a place, and masks."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from clip_critic.encoders.base import Encoder
from clip_critic.ranking.answer import answer
from clip_critic.ranking.heatmap import HeatMaps
from clip_critic.ranking.question import RankQuestion
from clip_critic.ranking.ranking import rank
from clip_critic.tables import percent
from tests.browser.axe import SCREENS, serious
from tests.browser.face import RankFace
from tests.browser.states import until, until_loaded, until_still
from tests.tiny import make_averaging_open_clip

pytestmark = pytest.mark.browser

COPIES = "cc-where [aria-busy=false]"
WORDS = "cat\ndog\na red fox\nukiyoe\noil painting\numbrella"
GLOW = """canvas => {
    const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    return Math.max(...data.filter((_, place) => place % 4 === 3));
}"""


INPAINT_TAB = """() => {
    window.calls = [];
    window.switch_to_img2img_tab = place => window.calls.push(`tab ${place}`);
    const add = (id, html) => {
        const box = document.createElement("div");
        box.id = id;
        box.innerHTML = html;
        document.body.append(box);
        return box;
    };
    const empty = box => {
        box.innerHTML = "<input type='file'>";
        box.firstChild.addEventListener("change", async event => {
            const [file] = event.target.files;
            window.calls.push(`${box.id} ${file.name} ${file.type}`);
            await new Promise(done => setTimeout(done, 100)); // as a host that reads it
            box.innerHTML = "<img><button aria-label='Clear'>x</button>";
            box.querySelector("img").src = URL.createObjectURL(file);
            box.querySelector("button").onclick = () => { window.calls.push(`clear ${box.id}`); empty(box); };
        });
    };
    for (const id of ["img_inpaint_base", "img_inpaint_mask"]) empty(add(id, ""));
    add("img2img_detect_image_size_btn", "size").onclick = () => window.calls.push("size");
    add("img2img_prompt", "<textarea>a hat</textarea>");
}"""
"""The parts of a WebUI's page that its tab *Inpaint upload* is filled by."""
BYTES = """async image => Array.from(new Uint8Array(await (await fetch(image.src)).arrayBuffer()))"""


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    """A picture of which an encoder reads only the middle."""
    image = Image.linear_gradient("L").convert("RGB").resize((320, 160))
    ImageDraw.Draw(image).ellipse((180, 20, 230, 70), fill="red")
    image.save(tmp_path / "wide.png")
    return tmp_path / "wide.png"


@pytest.fixture
def heat(wide: Path, tiny_encoder: Encoder) -> HeatMaps:
    found = answer(RankQuestion(WORDS, where="*"), wide, tiny_encoder).heatmaps
    assert found is not None
    return found


def show(face: RankFace, picture: Path, *words: str) -> None:
    face.put(picture)
    face.type(keywords=WORDS)
    assert face.rank() == ""
    for word in words:
        face.ticks(word).first.check()
    face.find(f"{COPIES} li").nth(len(words) - 1).wait_for()


def caption(face: RankFace, word: str) -> str:
    return str(face.find(f'cc-where li[data-word="{word}"] .caption').inner_text()).replace("\xa0", " ")


def seen(heat: HeatMaps) -> list[str]:
    """Words with a place, and at the end one that is not seen."""
    present = [word for word in heat.words if not heat.why_no_mask(word)]
    absent = [word for word, score in zip(heat.words, heat.scores, strict=True) if score <= 0]
    assert present and absent
    return [present[0], absent[0]]


def picture_box(face: RankFace) -> dict[str, float]:
    """Where the picture is, once it is there and nothing moves."""
    image = face.find("cc-picture-box img")
    until_loaded(image, 320)
    until_still(face.page)
    return dict(image.bounding_box())


def until_words(face: RankFace, holds: Callable[[list[str]], bool]) -> None:
    until(face.page, lambda: holds(face.words()), face.words)


def test_ticked_words_glow_on_one_scale_and_what_is_not_read_is_hatched(
    face: RankFace, wide: Path, heat: HeatMaps, tiny_encoder: Encoder
) -> None:
    face.put(wide)
    face.type(keywords=WORDS)
    assert face.rank() == ""
    assert "Tick words" in face.find("cc-where .hint").inner_text()
    words = seen(heat)
    show(face, wide, *words)
    for word in words:
        top = heat.maps[heat.find(word)].max() / heat.brightest
        expected = 255 * np.sqrt(np.clip(top, 0, 1))
        glow = face.find(f'cc-where li[data-word="{word}"] canvas').evaluate(GLOW)
        assert glow <= expected + 2 and glow >= 0.6 * expected
    shares = {entry.keyword: percent(entry.share) for entry in rank(wide, WORDS, tiny_encoder).entries()}
    for word in words:
        assert caption(face, word).splitlines()[0].split() == [*word.split(), *shares[word].split()]
    assert caption(face, words[1]).endswith("not seen")
    assert f"{percent(heat.placed[heat.find(words[0])])} has a place" in caption(face, words[0])
    frame = face.find("cc-where .frame").first.bounding_box()
    hatched = [part.bounding_box() for part in face.find("cc-where li").first.locator(".hatched").all()]
    assert len(hatched) == 2 and frame
    assert sum(part["width"] for part in hatched) == pytest.approx(frame["width"] / 2, abs=1)


def test_the_colours_and_the_hatching_are_explained(
    face: RankFace, wide: Path, photo: Path, heat: HeatMaps
) -> None:
    show(face, wide, "cat")
    scale = face.find("cc-where .scale")
    digits = max(3, 1 - math.floor(math.log10(heat.brightest)))
    words = "of similarity in a place, on one scale for all words of the list"
    assert " ".join(scale.inner_text().split()) == f"0 {heat.brightest:.{digits}f} {words}"
    colours = scale.locator("i").evaluate("scale => getComputedStyle(scale).backgroundImage")
    assert colours.startswith("linear-gradient(to right, rgba(") and colours.count("rgb") > 8
    notes = " ".join(face.texts("cc-where .hint"))
    assert "Hatched: not read; “Read all of the picture” in “More settings” reads it." in notes
    face.type(squares="on")
    assert face.rank() == ""
    face.ticks("cat").first.check()
    face.find(f"{COPIES} li").wait_for()
    assert "Hatched" not in " ".join(face.texts("cc-where .hint"))


def test_nothing_moves_under_the_pointer_when_the_glow_comes(face: RankFace, wide: Path) -> None:
    held: list[Any] = []
    face.page.route(re.compile("/maps$"), lambda route: held.append(route))
    face.put(wide)
    face.type(keywords=WORDS)
    assert face.rank() == ""
    with face.page.expect_request(re.compile("/maps$")):
        for word in ("cat", "dog"):
            face.ticks(word).first.check()
        face.find("cc-where [aria-busy=true] li").nth(1).wait_for()
    until_still(face.page)
    before = face.page.locator("cc-actions").bounding_box()
    for route in held:
        route.continue_()
    face.find(f"{COPIES} canvas").nth(1).wait_for()
    until_still(face.page)
    after = face.page.locator("cc-actions").bounding_box()
    assert after["y"] == pytest.approx(before["y"], abs=2)


def test_a_word_that_is_cut_says_so_beside_its_map(face: RankFace, wide: Path) -> None:
    long = " ".join(["umbrella"] * 90)
    face.put(wide)
    face.type(keywords=f"{WORDS}\n{long}")
    assert face.rank() == ""
    for word in ("cat", long):
        face.ticks(word).first.check()
    face.find(f"{COPIES} li").nth(1).wait_for()
    assert "tokens not read" in caption(face, long) and "tokens" not in caption(face, "cat")
    face.find("cc-where li").filter(has_text="umbrella").locator("button").click()
    assert "tokens not read" in face.find("cc-where-large header").inner_text()


def test_a_place_sorts_the_words_until_the_pointer_leaves(face: RankFace, wide: Path, heat: HeatMaps) -> None:
    show(face, wide, "cat")
    before = face.words()
    image = picture_box(face)
    x, y = 0.45, 0.3
    place = (image["x"] + x * image["width"], image["y"] + y * image["height"])
    face.page.mouse.move(*place)
    here_title = face.find(".ranking h3").get_by_text("What CLIP sees here")
    here_title.wait_for()
    here = heat.at(x * 320, y * 160)
    order = [heat.words[index] for index in np.argsort(-here, kind="stable")]
    assert face.words() == order != before
    digits = max(3, 1 - math.floor(math.log10(heat.brightest)))
    shown = [f"{value:.{digits}f}" for value in sorted(here)[::-1]]
    assert face.shares() == [re.sub(r"^-(?=0\.0+$)", "", number) for number in shown]
    face.page.mouse.move(image["x"] + 0.1 * image["width"], image["y"] + y * image["height"])
    until_words(face, lambda words: words == before)  # the encoder has not read it
    face.page.mouse.move(*place)
    here_title.wait_for()
    face.page.mouse.move(5, 5)
    until_words(face, lambda words: words == before)


def test_hidden_parts_are_said_to_be(face: RankFace, wide: Path, tmp_path: Path) -> None:
    said = "parts of the picture were hidden in turn"
    show(face, wide, "cat")
    assert said not in " ".join(face.texts("cc-where .hint"))
    face.type(encoder=f"open_clip:{make_averaging_open_clip(tmp_path / 'averaging')}")
    show(face, wide, "cat")
    assert said in " ".join(face.texts("cc-where .hint"))


def test_the_large_view_lists_what_is_seen_at_a_place(face: RankFace, wide: Path, heat: HeatMaps) -> None:
    (present, _) = seen(heat)
    show(face, wide, present)
    face.find("cc-where li button").first.click()
    large = face.page.locator("cc-where-large")
    rows, columns = heat.maps.shape[1:]
    row, column = divmod(int(heat.maps[heat.find(present)].argmax()), columns)
    digits = max(3, 1 - math.floor(math.log10(heat.brightest)))
    large.locator("cc-glow").focus()
    face.page.keyboard.press("ArrowLeft")  # the first key begins where the word is seen most
    orders, steps = set(), (("ArrowLeft", 0, -1), ("ArrowUp", -1, 0), ("ArrowRight", 0, 1))
    for key, down, right in ((None, 0, 0), *(step for step in steps for _ in range(columns))):
        if key:
            face.page.keyboard.press(key)
        row, column = min(max(row + down, 0), rows - 1), min(max(column + right, 0), columns - 1)
        here = heat.maps[:, row, column]
        order = tuple(heat.words[index] for index in np.argsort(-here, kind="stable"))
        assert tuple(large.locator(".here li bdi").all_inner_texts()) == order, (row, column)
        values = [f"{value:.{digits}f}" for value in sorted(here)[::-1]]
        shown = large.locator(".here li .number").all_inner_texts()
        assert shown == [re.sub(r"^-(?=0\.0+$)", "", number) for number in values], (row, column)
        orders.add(order)
    assert len(orders) > 1


def test_the_large_view_by_keys_and_its_mask(face: RankFace, wide: Path, heat: HeatMaps) -> None:
    present, absent = seen(heat)
    show(face, wide, present, absent)
    face.find(f'cc-where li[data-word="{present}"] button').focus()
    face.page.keyboard.press("Enter")
    large = face.page.locator("cc-where-large")
    large.locator("#glow").fill("0.5")
    assert large.locator("canvas").evaluate("canvas => canvas.style.opacity") == "0.5"
    large.locator("cc-glow").focus()
    face.page.keyboard.press("ArrowLeft")
    spoken = large.locator(".spoken").inner_text()
    index = int(heat.maps[heat.find(present)].argmax())
    strongest = heat.words[int(heat.maps.reshape(len(heat.words), -1)[:, index].argmax())]
    assert re.match(rf"[a-z ]+: {re.escape(strongest)} -?\d\.\d{{3}}, ", spoken)

    with face.page.expect_response(re.compile("/mask\\?")):
        large.locator("cc-mask summary").click()
    large.locator("img.mask").wait_for()
    with face.page.expect_download() as saved:
        large.locator("#save").click()
    mask = np.asarray(Image.open(io.BytesIO(Path(saved.value.path()).read_bytes())))
    assert (mask == np.asarray(heat.mask(present))).mean() > 0.99
    assert saved.value.suggested_filename == "wide-mask.png"

    face.page.watch.expect("422")
    large.locator(f'.words button:has-text("{absent}")').click()
    large.get_by_text("is not seen in the picture").wait_for()
    large.locator("#save:disabled").wait_for()
    large.locator("#instead").select_option(present)
    large.locator("img.mask").wait_for()
    face.page.keyboard.press("Escape")
    large.wait_for(state="detached")
    face.find(f'cc-where li[data-word="{absent}"] button:focus').wait_for()


def test_the_large_view_says_how_far_a_word_is_spread(face: RankFace, wide: Path, heat: HeatMaps) -> None:
    words = seen(heat)
    show(face, wide, *words)
    for word in words:
        face.find(f'cc-where li[data-word="{word}"] button').click()
        header = face.find("cc-where-large header").inner_text()
        is_somewhere = " has a place" in header and "all over" not in header
        assert (" · spread " in header) == is_somewhere
        face.page.keyboard.press("Escape")
        face.page.locator("cc-where-large").wait_for(state="detached")


@SCREENS
def test_axe_finds_nothing_serious(
    face_windows: Callable[..., RankFace], wide: Path, heat: HeatMaps, options: dict[str, bool]
) -> None:
    face = face_windows(**options)
    present, absent = seen(heat)
    show(face, wide, present, absent)
    assert serious(face.page) == []
    face.find(f'cc-where li[data-word="{present}"] button').click()
    large = face.page.locator("cc-where-large")
    large.locator("dialog").wait_for()
    assert serious(face.page) == []
    large.locator("cc-mask summary").click()
    large.locator("img.mask").wait_for()
    until_still(face.page)
    assert serious(face.page) == []


def test_the_mask_goes_to_the_loop(face: RankFace, wide: Path, heat: HeatMaps) -> None:
    (present, _) = seen(heat)
    show(face, wide, present)
    face.find("cc-where li button").first.click()
    face.find("cc-mask summary").click()
    face.find("cc-mask #only_where:enabled").click()
    loop = face.page.locator("cc-loop")
    loop.locator("#mask img").wait_for()
    assert loop.locator('cc-control[data-field="want"] :is(input, textarea)').input_value() == present
    loop.locator("#mask").get_by_role("button", name="Change everything").click()
    assert loop.locator("#mask").count() == 0


def test_picture_and_mask_fill_the_tab_of_a_host_and_the_word_its_prompt(
    face: RankFace, wide: Path, heat: HeatMaps
) -> None:
    (present, _) = seen(heat)
    face.page.evaluate(INPAINT_TAB)
    show(face, wide, present)
    filled = ["img_inpaint_base wide.png image/png", "img_inpaint_mask wide-mask.png image/png", "size"]
    for number in (1, 2):  # the second time, the boxes are full
        face.find("cc-where li button").first.click()
        face.find("cc-mask summary").click()
        face.find("cc-mask #inpaint:enabled").click()
        face.page.locator("cc-where-large").wait_for(state="detached")
        calls = [call for call in face.page.evaluate("calls") if not call.startswith("clear")]
        assert calls == ["tab 4", *filled] * number
    picture, mask = (
        bytes(face.page.locator(f"#{box} img").evaluate(BYTES))
        for box in ("img_inpaint_base", "img_inpaint_mask")
    )
    assert picture == wide.read_bytes()
    sent = Image.open(io.BytesIO(mask))
    assert sent.mode == "L" and sent.size == (320, 160)
    assert (np.asarray(sent) == np.asarray(heat.mask(present))).mean() > 0.99
    assert face.page.locator("#img2img_prompt textarea").input_value() == f"a hat, {present}"


def test_on_a_phone_a_tap_sorts_the_words(
    face_windows: Callable[..., Any], wide: Path, heat: HeatMaps
) -> None:
    face = face_windows(phone=True)
    show(face, wide, "cat")
    before = face.words()
    image, box = face.find("cc-picture-box img"), picture_box(face)
    place = {"x": 0.45 * box["width"], "y": 0.55 * box["height"]}  # no border of two cells
    image.tap(position=place)
    until_words(face, lambda words: words[0] == heat.words[int(heat.at(0.45 * 320, 88).argmax())])
    assert face.page.locator(".pswp").count() == 0
    image.tap(position=place)
    until_words(face, lambda words: words == before)
    assert face.page.evaluate("document.documentElement.scrollWidth") <= face.page.evaluate("innerWidth")
