"""The panel *Concepts*: the list, starting one from pictures, how well it means them, and breeding."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clip_critic.weights.embeddings import Embedding, read_embedding, write_embedding
from tests import chromium
from tests.browser.axe import SCREENS, serious
from tests.browser.face import REFUSALS
from tests.browser.face_concepts import ConceptsFace
from tests.browser.face_taste import TasteFace, draw_picture, draw_pictures
from tests.browser.states import close_large, until, until_count, until_equal, until_idle
from tests.browser.test_face_japanese import english
from tests.browser.test_face_looks import OUTSIDE
from tests.browser.workbench import Workbench, running
from tests.hosts.contract import concept

pytestmark = pytest.mark.browser

WORDS = ("circle", "star", "square")
SESSIONS = re.compile(r"/v1/sessions\b")
EVIL = "<img src=x onerror='window.__hit=1'>"


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A server whose encoder and host are the bundled miniature."""
    chromium.require_chromium()
    with running(tmp_path_factory.mktemp("concepts"), "miniature") as workbench:
        yield workbench


@pytest.fixture
def folder(bench: Workbench) -> Path:
    """The folder of the user's concepts, with one of each word."""
    found = bench.home / "concepts"
    shutil.rmtree(found, ignore_errors=True)
    found.mkdir()
    for word in WORDS:
        lineage = {"made_by": EVIL, "steps": {"deep": [1, {"b": "c"}]}} if word == "star" else {}
        embedding = Embedding(f"a-{word}", concept(word).parts, lineage=lineage)
        write_embedding(found / f"a-{word}.safetensors", embedding)
    return found


@pytest.fixture
def windows(browser: Any, bench: Workbench, folder: Path) -> Iterator[Callable[..., ConceptsFace]]:
    with ExitStack() as stack:

        def open_window(title: str = "Concepts", **options: Any) -> ConceptsFace:
            opened = chromium.fresh_page(browser, noise=REFUSALS, local=True, **options)
            return ConceptsFace(stack.enter_context(opened), bench).open(title)

        before = len(bench.logged())
        yield open_window
        assert not bench.tracebacks(before)


@pytest.fixture
def face(windows: Callable[..., ConceptsFace]) -> ConceptsFace:
    return windows()


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Path]]:
    """Draws pictures of a shape in a colour, each with another size."""
    folder = tmp_path_factory.mktemp("drawn")

    def draw(colour: str, shape: str = "circle", count: int = 4) -> list[Path]:
        files = [folder / f"{colour}-{shape}-{number}.png" for number in range(count)]
        for number, file in enumerate(files):
            draw_picture(colour, shape, 8 + 3 * number).save(file)
        return files

    return draw


# The list


def test_the_list_says_what_each_concept_is(face: ConceptsFace, folder: Path) -> None:
    until_equal(face.page, face.names, ["a-circle", "a-square", "a-star"])
    face.choose("a-circle")
    assert "1 vector" in face.find("cc-concept dl").inner_text()
    assert face.find("#vectors ol .words").inner_text().startswith("circle 1.000")
    assert str(folder / "a-circle.safetensors") in face.find("cc-concept dl").inner_text()
    face.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    face.find("#copy").click()
    face.find("#copy", has_text="Copied").wait_for()
    assert face.page.evaluate("navigator.clipboard.readText()") == "<a-circle>"


def test_what_does_not_fit_and_what_cannot_be_used(face: ConceptsFace, folder: Path) -> None:
    write_embedding(folder / "wide.safetensors", Embedding("wide", {"": np.ones((2, 768), np.float32)}))
    (folder / "broken.pt").write_bytes(b"nothing")
    face.find("#reload").click()
    face.find('[data-concept="wide"]').wait_for()
    face.choose("wide")
    assert "hf:openai/clip-vit-large-patch14" in face.find("#fit.error").inner_text()
    face.find("cc-concept-list #unusable summary").click()
    assert "broken.pt" in face.find("#unusable li").inner_text()


def test_names_and_lineage_are_text(face: ConceptsFace, folder: Path) -> None:
    (folder / f"{EVIL[:20]}.pt").write_bytes(b"nothing")
    face.find("#reload").click()
    face.find("#unusable summary").click()
    face.choose("a-star")
    assert EVIL in face.find("#lineage").inner_text()
    until_idle(face.page)
    assert face.page.evaluate("window.__hit") is None


def test_a_copy_is_saved_and_others_are_never_replaced(face: ConceptsFace, folder: Path) -> None:
    face.choose("a-circle")
    assert face.find("#train").count() == 0, "nothing here trains embeddings"
    face.find("#saving #name").fill("my-copy")
    face.find("#save").click()
    face.find("#said", has_text="<my-copy> is saved").wait_for()
    until_equal(face.page, face.names, ["a-circle", "a-square", "a-star", "my-copy"])
    assert read_embedding(folder / "my-copy.safetensors").count == 1
    for name, why in ((" ", "no name"), ("../x", "not a path"), ("and", "word of the prompt language")):
        face.find("#saving #name").fill(name)
        face.find("#save").click()
        face.find("#trouble", has_text=why).wait_for()
    theirs = (folder / "a-star.safetensors").rename(folder / "theirs.pt").read_bytes()
    face.find("#saving #name").fill("theirs")
    face.find("#save").click()
    face.find("#trouble", has_text="choose another").wait_for()
    assert (folder / "theirs.pt").read_bytes() == theirs


def test_a_file_is_taken(face: ConceptsFace, folder: Path, tmp_path: Path) -> None:
    write_embedding(tmp_path / "from-net.safetensors", Embedding("from-net", concept("star").parts))
    face.find("#file").set_input_files(tmp_path / "from-net.safetensors")
    face.find("#said", has_text="<from-net> is saved").wait_for()
    face.find("#keyword", has_text="<from-net>").wait_for()
    (tmp_path / "bad.pt").write_bytes(b"nothing")
    face.find("#file").set_input_files(tmp_path / "bad.pt")
    face.find("#message", has_text="bad.pt").wait_for()


# Starting one


def test_a_concept_is_started_from_pictures_and_compared(
    face: ConceptsFace, folder: Path, drawn: Callable[..., list[Path]]
) -> None:
    face.show("start")
    face.put(drawn("red"))
    face.begin("my-red", kind="circle", vectors=1, steps=20)
    face.start('[data-started="my-red"]').wait_for()
    assert "<my-red> is saved" in face.start(".said").inner_text()
    own, other = (float(text) for text in face.start(".started .bars .number").all_inner_texts())
    assert own > other + 0.1
    assert read_embedding(folder / "my-red.safetensors").count == 1
    face.start("#compared > summary").click()
    face.put([*drawn("blue"), *drawn("green")], box="#others")
    face.start("cc-fidelity #compare").click()
    face.start("#fidelity").wait_for()
    margin = face.start('[data-margin="<my-red>"] .number').inner_text()
    assert margin.startswith("+") and float(margin) > 0
    until_count(face.start("#fidelity .doubt"), 3)
    assert [row.split("\n")[0] for row in face.start("#alike li").all_inner_texts()] == [
        "<my-red> and its own pictures",
        "<my-red> and others",
        "circle and its own pictures",
        "circle and others",
    ]
    face.start("#see").click()
    seen = face.start("cc-concept-seen")
    until_equal(face.page, seen.locator("cc-where cc-glow").count, 2)
    words = seen.locator("cc-where li").evaluate_all("all => all.map(one => one.dataset.word)")
    assert words == ["<my-red>", "circle"]
    first = seen.locator("bdi.hint").inner_text()
    seen.locator("#after").click()
    until(face.page, lambda: seen.locator("bdi.hint").inner_text() != first)
    until_equal(face.page, seen.locator("cc-where cc-glow").count, 2)
    face.start(".show").click()
    face.find("#keyword", has_text="<my-red>").wait_for()
    assert "started" in face.find("#lineage").inner_text()


def test_pictures_are_collected_removed_and_there_again(
    windows: Callable[..., ConceptsFace], drawn: Callable[..., list[Path]], tmp_path: Path
) -> None:
    face = windows()
    face.show("start")
    files = drawn("red")
    face.put(files)
    face.put(files[:2], count=4)  # the same files are not there twice
    (tmp_path / "notes.txt").write_text("no picture")
    face.start("#whole input[type=file]").set_input_files(tmp_path / "notes.txt")
    face.start("#whole [role=alert]").wait_for()
    face.start("#whole .large").first.click()
    face.page.locator(".pswp[aria-busy=false]").wait_for()
    close_large(face.page)
    face.start("#whole .remove").nth(1).click()
    left = [files[0].name, files[2].name, files[3].name]
    until_equal(face.page, face.pictures, left)
    face.start("#name").first.fill("my-thing")
    face.start("#add-part").click()
    face.start(".part-name").fill("face")
    face.page.reload()
    face.page.locator("#tab-concepts").click()
    until_equal(face.page, face.pictures, left)
    assert face.start("#name").first.input_value() == "my-thing"
    assert face.start(".part-name").input_value() == "face"
    face.start("#clear").click()
    until_equal(face.page, face.pictures, [])


def test_two_windows_collect_the_same_pictures(face: ConceptsFace, drawn: Callable[..., list[Path]]) -> None:
    second = face.page.context.new_page()
    other = ConceptsFace(second, face.workbench).open()
    for window in (face, other):
        window.show("start")
    face.put(drawn("red")[:2])
    until_equal(second, other.pictures, ["red-circle-0.png", "red-circle-1.png"])
    other.put(drawn("blue")[:1])
    until_equal(face.page, lambda: len(face.pictures()), 3)
    second.close()


def test_parts_are_learned_together(
    face: ConceptsFace, folder: Path, drawn: Callable[..., list[Path]]
) -> None:
    face.show("start")
    face.put(drawn("red", "cross"))
    for number, (name, files) in enumerate({"ring": drawn("red"), "box": drawn("blue", "square")}.items()):
        face.start("#add-part").click()
        face.start(".part-name").nth(number).fill(name)
        box = f"#{face.start('.part cc-collecting').nth(number).get_attribute('id')}"
        face.put(files, box=box)
    face.begin("whole", vectors=1, steps=20)
    face.start("#told-apart").wait_for()
    assert face.start(".started th[scope=row]").all_inner_texts() == ["<whole-ring>", "<whole-box>"]
    until_count(face.start(".started td.nearest"), 2)
    until_count(face.start(".said"), 3)
    assert {file.stem for file in folder.iterdir()} >= {"whole", "whole-ring", "whole-box"}
    face.start(".part-name").nth(1).fill("ring")
    face.start("#start").click()
    face.start("#message", has_text="same name").wait_for()
    face.start(".part-name").nth(1).fill("")
    face.start("#start").click()
    face.start("#message", has_text="has no name").wait_for()


def test_which_encoder_to_choose_for_drawing_is_said_at_once(face: ConceptsFace) -> None:
    face.show("start")
    hint = face.start(
        "cc-control#encoder .hint", has_text="To draw in Stable Diffusion 1.x, choose hf:openai"
    )
    hint.wait_for()


def test_bad_input_of_a_start_is_told(
    face: ConceptsFace, drawn: Callable[..., list[Path]], folder: Path
) -> None:
    face.show("start")
    face.begin("my-red")
    face.start(":is(#message, [data-state=failed])", has_text="choose at least 3").wait_for()
    face.put(drawn("red")[:1])
    face.begin("my-red")
    face.start(":is(#message, [data-state=failed])", has_text="only its background").wait_for()
    face.put(drawn("red")[1:])
    for name, why in (("../x", "not a path"), ("and", "word of the prompt language"), ("", "no name")):
        face.begin(name)
        face.start(":is(#message, [data-state=failed])", has_text=why).wait_for()
    face.begin("my-red", steps=5000)
    face.start("#message", has_text="not between").wait_for()
    assert {file.stem for file in folder.iterdir()} == {f"a-{word}" for word in WORDS}


def test_a_start_is_found_again_after_a_reload_and_interrupted(
    face: ConceptsFace, drawn: Callable[..., list[Path]], folder: Path
) -> None:
    face.show("start")
    face.put(drawn("red", count=8))
    face.begin("long-one", vectors=16, steps=1000, closeness=0)
    face.start(":is([data-state=running], [data-state=waiting])").wait_for()
    face.page.reload()
    face.page.locator("#tab-concepts").click()
    face.start(":is([data-state=running], .started)", has_text="<long-one>").wait_for()
    face.start("#interrupt").evaluate("button => button.click()")  # it may have ended just now
    face.start(":is([data-state=interrupted], .started)").wait_for()
    if face.start("[data-state=interrupted]").count():
        assert not (folder / "long-one.safetensors").exists()
    face.start("#start:enabled").wait_for()


# Breeding


def test_breeding_by_clicks_and_keys_with_a_branch(face: ConceptsFace, folder: Path) -> None:
    face.breed("a-circle", "a-star", "a-square")
    first = face.individuals()
    assert len(first) == 3 and face.generation == "First population"
    face.bred(".pick").nth(2).click()
    face.page.keyboard.press("1")
    until_equal(face.page, face.picked, [first[2], first[0]])
    face.page.keyboard.press("ArrowLeft")
    face.page.keyboard.press("Space")
    until_equal(face.page, face.picked, [first[2], first[0], first[1]])
    face.page.keyboard.press("2")
    until_equal(face.page, face.picked, [first[2], first[0]])
    face.page.keyboard.press("n")
    face.bred("#generation", has_text="Generation 1").wait_for()
    face.until_drawn(3)
    second = face.individuals()
    assert not set(second) & set(first) and face.picked() == []
    face.bred(".pick").first.click()
    face.bred("#ancestors summary").click()
    until_count(face.bred("#ancestors figure"), 2)
    face.bred("#chosen #name").fill("bred")
    face.bred("#save").click()
    face.bred("#said", has_text="<bred> is saved").wait_for()
    lineage = read_embedding(folder / "bred.safetensors").lineage
    assert lineage["made_by"] == "breeding" and lineage["choices"][0]["picked"] == [first[2], first[0]]

    face.bred('[data-generation="0"]').click()
    until_equal(face.page, face.individuals, first)
    until_equal(face.page, face.picked, [])
    face.bred(".pick").nth(1).click()
    face.bred("#next", has_text="Begin a branch").click()
    until(face.page, lambda: face.individuals() not in (first, second))
    face.until_drawn(3)
    until_count(face.bred("[data-generation]"), 3)
    face.bred(".pick").first.focus()
    face.page.keyboard.press("Control+z")
    until_equal(face.page, face.individuals, first)
    until_count(face.bred("[data-generation]"), 2)
    face.bred("[data-generation]").nth(1).click()
    until_equal(face.page, face.individuals, second)
    face.bred("#goto").click()
    face.bred("[data-generation] .badge").wait_for()
    until_equal(face.page, lambda: face.bred("button:has(.badge) b").inner_text(), "Generation 1")


def test_breeding_from_collected_pictures(face: ConceptsFace, drawn: Callable[..., list[Path]]) -> None:
    face.show("start")
    face.put(drawn("red"))
    face.show("breed")
    face.bred("#around summary").click()
    face.bred("#folder").fill(str(drawn("red")[0].parent / "nothing"))
    face.page.watch.expect("422")
    face.bred("#from-pictures").click()
    face.bred("#message", has_text="There is no folder").wait_for()
    face.bred("#folder").fill("")
    for row, value in {"sampling_steps": 2, "size": 2, "vectors": 1, "kind": "circle"}.items():
        face.row(row, "cc-breeding").fill(str(value))
    face.bred("#from-pictures", has_text="4 collected").click()
    face.until_drawn(2)
    assert len(face.individuals()) == 2


def answer_no_questions(route: Any) -> None:
    """Let through what a window wants, and leave what it asks without an answer."""
    if route.request.method != "GET":
        route.fallback()


def test_a_breeding_is_the_same_in_two_windows_and_after_a_reload(
    windows: Callable[..., ConceptsFace],
) -> None:
    face, other = windows(), windows()
    face.breed("a-circle", "a-star", name="in-two-windows")
    other.show("breed")
    if not other.bred(".pick").count():
        other.bred("[data-session]", has_text="in-two-windows").first.click()
    until_equal(other.page, other.individuals, face.individuals())
    other.bred("#interrupt[disabled]").wait_for()
    other.page.route(SESSIONS, answer_no_questions)  # else it may see what the first window does
    face.bred(".pick").first.click()
    face.bred("#next").click()
    face.bred("#generation", has_text="Generation 1").wait_for()
    face.until_drawn(3)
    other.bred(".pick").first.click()
    other.page.watch.expect("422")
    other.bred("#next").click()
    other.bred("#message", has_text="chosen from already").wait_for()
    face.page.reload()
    face.page.locator("#tab-concepts").click()
    face.bred("[data-session]", has_text="in-two-windows").first.click()
    face.bred("#generation", has_text="Generation 1").wait_for()


def test_a_generation_is_sorted_by_taste(face: ConceptsFace, tmp_path: Path) -> None:
    taste = TasteFace(face.page, face.workbench).open()
    taste.open_folder(draw_pictures(tmp_path / "shapes"), "Ann").begin()
    taste.choose(10)
    taste.pause()
    face.page.locator("#tab-concepts").click()
    face.breed("a-circle", "a-star", "a-square", name="sorted")
    face.bred("#taste").click()
    until_count(face.bred(".caption b", has_text="%"), 3)
    percentiles = [int(text.split()[0]) for text in face.bred(".caption b", has_text="%").all_inner_texts()]
    assert percentiles == sorted(percentiles, reverse=True)


def test_concepts_that_cannot_be_mixed_are_not_offered(face: ConceptsFace, folder: Path) -> None:
    write_embedding(folder / "wide.safetensors", Embedding("wide", {"": np.ones((2, 768), np.float32)}))
    face.find("#reload").click()
    face.find('[data-concept="wide"]').wait_for()
    face.choose("a-circle")
    face.find("cc-concept #breed").click()
    assert face.row("population", "cc-breeding").input_value() == "a-circle"
    offered = face.bred("#add option").evaluate_all("all => all.map(one => one.value)")
    assert set(offered) - {""} == {"a-star", "a-square"}


# How it looks


@SCREENS
def test_axe_finds_nothing_serious_and_nothing_is_out_of_reach(
    windows: Callable[..., ConceptsFace], drawn: Callable[..., list[Path]], options: dict[str, bool]
) -> None:
    face = windows(**options)
    face.choose("a-star")
    width = face.page.evaluate("innerWidth")
    shown = "cc-concepts :is(.card, button, select, input, img):visible"

    def check() -> None:
        until_idle(face.page)
        assert serious(face.page) == []
        assert face.page.evaluate("document.documentElement.scrollWidth") <= width
        assert face.page.locator(shown).evaluate_all(OUTSIDE, width) == []

    check()
    face.show("start")
    face.put(drawn("red"))
    face.start("#add-part").click()
    face.start("#compared > summary").click()
    check()
    face.breed("a-circle", "a-star")
    face.bred(".pick").first.click()
    check()


def test_nothing_is_english(windows: Callable[..., ConceptsFace], drawn: Callable[..., list[Path]]) -> None:
    face = windows("コンセプト", locale="ja")
    face.choose("a-circle")
    until_idle(face.page)
    assert english(face.page) == []
    face.show("start")
    face.put(drawn("red"))
    face.start("#add-part").click()
    face.start("#around summary").click()
    face.start("cc-form summary").click()
    face.start(".part button.quiet").click()
    face.begin("my-red", kind="circle", vectors=1, steps=5)
    face.start(".started").wait_for()
    until_idle(face.page)
    names = {path.name for path in drawn("red")} | {f"a-{word}" for word in WORDS}
    assert set(english(face.page)) - names == set()
    face.breed("a-circle", "a-star")
    face.bred(".pick").first.click()
    until_idle(face.page)
    assert set(english(face.page)) - names == set()
