"""Picture and list in, bars and rounds out: what the page shows is what the Python API says."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL.PngImagePlugin import PngInfo

from clip_critic import KeywordList, rank
from clip_critic.encoders.base import Encoder
from clip_critic.ranking.audit import audit
from clip_critic.tables import percent
from tests.browser.conftest import save_photo
from tests.browser.face import RankFace, face_tables
from tests.browser.states import until, until_still

pytestmark = pytest.mark.browser

GROUPED = "[Animals]\ncat\ndog\na red fox\n[Styles]\nukiyoe\noil painting\n"
CARRY = """(target, [kind, bytes]) => {
    const carrier = new DataTransfer();
    carrier.items.add(new File([new Uint8Array(bytes)], kind + ".png", {type: "image/png"}));
    const options = {bubbles: true, cancelable: true, composed: true};
    target.dispatchEvent(
        kind === "paste"
            ? new ClipboardEvent("paste", {clipboardData: carrier, ...options})
            : new DragEvent("drop", {dataTransfer: carrier, ...options})
    );
}"""


def test_the_page_opens_with_the_default_list(face: RankFace) -> None:
    assert face.page.title() == "CLIP Critic"
    assert face.chosen == "First look"
    assert "parasol" in face.keywords
    assert "Add a picture" in face.find("cc-rank-result p.empty").inner_text()


def test_the_examples_of_an_empty_page_are_ranked(face: RankFace) -> None:
    examples = face.find(".examples button")
    examples.nth(1).wait_for()
    examples.first.click()
    face.find(".facts").wait_for()
    assert face.rank() == ""
    assert face.words()
    assert face.find(".examples").count() == 0


def test_shares_and_rounds_are_those_of_the_python_api(
    face: RankFace, photo: Path, tiny_encoder: Encoder
) -> None:
    face.put(photo)
    face.type(keywords=GROUPED)

    assert face.rank() == ""
    expected = rank(photo, GROUPED, tiny_encoder)
    entries = list(expected.entries())
    assert face.words() == [entry.keyword for entry in entries]
    assert face.shares() == [percent(entry.share) for entry in entries]
    assert face.texts(".ranking .similarity") == [f"{entry.similarity:.3f}" for entry in entries]

    assert face.find("cc-ladder li").count() == 3
    face.show_all("rounds")
    rounds = expected.rounds(5, 0.01)
    assert face.texts("cc-ladder .winner bdi") == [step.winner for step in rounds]
    for step in rounds:
        parts = face.find(f'cc-ladder li[data-round="{step.number}"] .stack span')
        titles = parts.evaluate_all("all => all.map(part => part.title)")
        assert titles == [f"{part.keyword} {percent(part.share)}" for part in step.above]
    assert face.words("groups") == [
        entry.keyword for span in expected.groups for entry in expected.group_entries(span)
    ]
    assert face.shares("groups") == [
        percent(entry.group_share) for span in expected.groups for entry in expected.group_entries(span)
    ]


def test_bars_are_as_long_as_the_shares(face: RankFace, photo: Path, tiny_encoder: Encoder) -> None:
    face.put(photo)
    face.type(keywords=GROUPED)
    face.rank()
    until_still(face.page)

    expected = [entry.share for entry in rank(photo, GROUPED, tiny_encoder).entries()]
    width = "parts => parts.map(part => part.offsetWidth / part.parentElement.clientWidth)"
    assert face.find(".ranking .track > span").evaluate_all(width) == pytest.approx(expected, abs=0.01)


def test_a_word_keeps_its_colour(face: RankFace, photo: Path) -> None:
    face.put(photo)
    face.type(keywords=GROUPED)
    face.rank()
    face.show_all("rounds")
    colour = "parts => parts.map(part => getComputedStyle(part).backgroundColor)"
    for word in face.words():
        dots = face.find(f'.row[data-word="{word}"] .dot').evaluate_all(colour)
        stacked = face.find(f'cc-ladder .stack span[title^="{word} "]').evaluate_all(colour)
        assert len(set(dots + stacked)) == 1, word


def test_long_lists_show_twenty_words_first(face: RankFace, photo: Path, tiny_encoder: Encoder) -> None:
    words = "\n".join(f"word {number}" for number in range(60))
    face.put(photo)
    face.type(keywords=words)
    assert face.rank() == ""
    order = [entry.keyword for entry in rank(photo, words, tiny_encoder).entries()]
    assert face.words() == order[:20]
    face.show_all("ranking")
    assert face.words() == order
    face.find(".ranking .more").click()
    assert face.words() == order[:20]


@pytest.mark.parametrize("threshold", ["0.2", "20%"])
def test_rounds_and_threshold_are_heeded(
    face: RankFace, photo: Path, tiny_encoder: Encoder, threshold: str
) -> None:
    face.put(photo)
    face.type(keywords=GROUPED, rounds="2", threshold="20")
    assert "Threshold: 20 is not between 0 and 1. Write 20% or 0.2." in face.rank()
    face.type(threshold=threshold)
    assert face.rank() == ""

    steps = rank(photo, GROUPED, tiny_encoder).rounds(2, 0.2)
    assert face.texts("cc-ladder .place") == ["1", "2"]
    for step in steps:
        parts = face.find(f'cc-ladder li[data-round="{step.number}"] .stack span')
        assert parts.count() == len(step.above)


def test_contrasts_and_templates(face: RankFace, photo: Path, tiny_encoder: Encoder) -> None:
    face.put(photo)
    face.type(keywords="cat\ndog")
    face.type(contrasts="girl, woman\ncat, kitten, dog", templates="a photo of {}\n{}")
    assert face.rank() == ""

    words = KeywordList.parse("template: a photo of {}\ntemplate: {}\ncat\ndog")
    assert face.shares() == [percent(entry.share) for entry in rank(photo, words, tiny_encoder).entries()]
    sets = [rank(photo, words, tiny_encoder) for words in ("girl, woman", "cat, kitten, dog")]
    assert face.words("contrasts") == [entry.keyword for contrast in sets for entry in contrast.entries()]
    assert face.shares("contrasts") == [
        percent(entry.share) for contrast in sets for entry in contrast.entries()
    ]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"templates": "a photo of it"}, "a template needs {} once"),
        ({"contrasts": "girl"}, "A contrast needs at least two words"),
    ],
)
def test_a_refusal_does_not_outlive_its_cause(
    face: RankFace, photo: Path, typed: dict[str, str], message: str
) -> None:
    face.put(photo)
    face.type(keywords="cat\ndog")
    face.type(**typed)
    assert message in face.rank()
    assert face.at("message").get_attribute("role") == "alert"
    face.type(**dict.fromkeys(typed, ""))
    assert face.message() == ""
    assert face.rank() == ""


def test_the_pictures_own_prompt_is_audited(face: RankFace, generated: Path, tiny_encoder: Encoder) -> None:
    face.put(generated)
    assert face.texts(".facts .own bdi") == ["a cat, (dog:1.2), the ocean"]
    face.type(keywords="cat\ndog")
    assert face.rank() == ""

    expected = audit(generated, tiny_encoder)
    prompt = face.find("cc-audited-prompt .prompt")
    assert prompt.evaluate("element => element.textContent") == "a cat, (dog:1.2), the ocean"
    phrases = face.find("cc-audited-prompt .phrase")
    assert phrases.all_inner_texts() == ["a cat", "dog", "the ocean"]
    for place, row in enumerate(expected.phrases):
        label = phrases.nth(place).get_attribute("aria-label") or ""
        assert row.verdict.value in label
        assert f"{row.effect:+.4f}".replace("-", "−") in label
        phrases.nth(place).hover()
        shown = face.find("cc-audited-prompt .numbers").inner_text()
        assert f"{row.entry.similarity:.3f}" in shown
    phrases.nth(1).focus()
    assert "× 1.20" in face.find("cc-audited-prompt .numbers").inner_text()
    face.find("cc-audited-prompt summary").click()
    assert face.texts("cc-audited-prompt td.effect") == [
        f"{row.effect:+.4f}".replace("-", "−") for row in expected.phrases
    ]

    face.type(audit="off")
    face.rank()
    assert face.find(".audit").count() == 0


def test_signs_tell_the_verdicts_apart_without_colour(face: RankFace, generated: Path) -> None:
    face.put(generated)
    face.rank()
    sign = "all => all.map(part => [part.classList[1], getComputedStyle(part, '::before').content])"
    signs = {"helps": '"+"', "nothing": '"·"', "against": '"−"', "unread": "none"}
    for verdict, shown in face.find("cc-audited-prompt .phrase").evaluate_all(sign):
        assert shown == signs[verdict]


def test_the_negative_prompt_and_one_of_ones_own_are_audited(face: RankFace, generated: Path) -> None:
    face.put(generated)
    face.type(keywords="cat\ndog")
    face.rank()
    face.at("negative").click()
    face.find('.audit h3:has-text("negative")').wait_for()
    assert face.texts("cc-audited-prompt .phrase") == ["blurry"]

    face.type(negative="off", prompt="a hat, winter")
    assert face.rank() == ""
    assert face.texts("cc-audited-prompt .phrase") == ["a hat", "winter"]
    assert face.texts(".facts .own bdi") == ["a cat, (dog:1.2), the ocean"]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("[winter:summer:0.5], a cat", {"winter": "until 50 %", "summer": "from 50 %", "a cat": ""}),
        ("[cat|dog], a hat", {"cat": "in turns 1/2", "dog": "in turns 2/2", "a hat": ""}),
        ("a hat AND snow :0.5", {"a hat": "", "snow": "AND part 2: × 0.5"}),
    ],
)
def test_what_the_host_reads_only_at_times_is_said(
    face: RankFace, tmp_path: Path, prompt: str, expected: dict[str, str]
) -> None:
    info = PngInfo()
    info.add_text("parameters", f"{prompt}\nSteps: 20, Sampler: Euler a, Seed: 1")
    face.put(save_photo(tmp_path / "scheduled.png", pnginfo=info))
    face.type(keywords="cat\ndog")
    assert face.rank() == ""
    face.find("cc-audited-prompt summary").click()
    phrases = face.texts("cc-audited-prompt td bdi")
    assert dict(zip(phrases, face.texts("cc-audited-prompt td .when"), strict=True)) == expected
    for phrase, when in expected.items():
        face.find(f'cc-audited-prompt .phrase[data-word="{phrase}"]').focus()
        assert when in face.find("cc-audited-prompt .numbers").inner_text()


def test_a_picture_without_metadata_has_no_audit(face: RankFace, photo: Path) -> None:
    face.put(photo)
    face.type(keywords="cat\ndog")
    face.rank()
    assert face.find(".audit").count() == 0
    assert "64 × 48" in face.find(".facts").inner_text()


def test_a_prompt_without_words_does_not_cost_the_ranking(face: RankFace, tmp_path: Path) -> None:
    info = PngInfo()
    info.add_text("parameters", "<lora:x:0.8>\nSteps: 20, Sampler: Euler a, Seed: 1")
    face.put(save_photo(tmp_path / "lora.png", pnginfo=info))
    face.type(keywords="cat\ndog")
    assert face.rank() == ""
    assert sorted(face.words()) == ["cat", "dog"]
    assert "own prompt was not audited" in " ".join(face.texts(".note"))


def test_a_second_picture_replaces_the_first(face: RankFace, tmp_path: Path, tiny_encoder: Encoder) -> None:
    first, second = save_photo(tmp_path / "one.png"), save_photo(tmp_path / "two.png", "gold")
    shown = []
    for path in (first, second):
        face.put(path)
        face.type(keywords=GROUPED)
        assert face.rank() == ""
        shown.append(face.texts(".ranking .similarity"))
        entries = rank(path, GROUPED, tiny_encoder).entries()
        assert shown[-1] == [f"{entry.similarity:.3f}" for entry in entries]
    assert shown[0] != shown[1]


def test_the_same_picture_with_another_list(face: RankFace, photo: Path) -> None:
    face.put(photo)
    for text in ("cat\ndog", "ukiyoe\nthe ocean\nwinter"):
        face.type(keywords=text)
        assert face.rank() == ""
        assert sorted(face.words()) == sorted(text.split("\n"))


def test_what_was_dropped_is_told(face: RankFace, photo: Path) -> None:
    face.put(photo)
    face.type(keywords="cat\ndog\nCAT\nthe cat, the dog")
    face.rank()
    notes = " ".join(face.texts(".note"))
    assert "Repeated keywords that were dropped: 1" in notes
    assert "commas separate only if" in notes


def test_a_picture_is_pasted_and_dropped(face: RankFace, photo: Path) -> None:
    for kind, place in (("paste", "cc-rank .bar"), ("drop", "cc-rank cc-picture-box")):
        with face.page.expect_response(re.compile("/pictures/about")):
            face.page.locator(place).evaluate(CARRY, [kind, list(photo.read_bytes())])
        face.find(f'.facts:has-text("{kind}.png")').wait_for()
    face.type(keywords="cat\ndog")
    assert face.rank() == ""


def test_every_row_of_the_table_has_one_control(face: RankFace) -> None:
    rows = {field["name"] for field in face_tables(face.page)["rank"]["fields"]}
    face.unfold("edit")
    assert face.at("keywords").is_visible(), "the list has an editor of its own"
    face.unfold("more")
    shown = face.find("cc-control").evaluate_all("all => all.map(control => control.dataset.field)")
    # words are ticked in the ranking to see where they are; the encoder is no row of the table
    assert sorted(shown) == sorted(rows - {"keywords", "where"} | {"encoder"})
    assert all(face.row(name).is_visible() for name in shown)


def test_enter_ranks(face: RankFace, photo: Path) -> None:
    face.put(photo)
    face.type(keywords="cat\ndog")
    face.at("keywords").press("Enter")  # a new line
    assert face.find(".ranking").count() == 0 and face.at("rank").is_visible()
    face.at("keywords").press("Control+Enter")
    face.find(".ranking").wait_for()
    first = face.shown_question()
    face.find(".ranking .row input").first.focus()
    face.page.keyboard.press("Enter")
    until(face.page, lambda: face.shown_question() != first)


def test_exports(face: RankFace, generated: Path) -> None:
    face.put(generated)
    face.type(keywords="cat\ndog\nwinter")
    face.rank()
    texts = {}
    for kind in ("csv", "json", "html"):
        face.find(".ranking cc-export-menu summary").click()
        with face.page.expect_download() as started:
            face.find(f'.ranking cc-export-menu [data-as="{kind}"]').click()
        assert started.value.suggested_filename == f"generated.{kind}"
        texts[kind] = Path(started.value.path()).read_text(encoding="utf-8-sig")
    assert len(texts["csv"].splitlines()) == 4
    assert '"keywords"' in texts["json"] and '"audit"' in texts["json"]
    assert "generated.png" in texts["html"]


def many(count: int = 100_000) -> str:
    """More keywords than even one core, which the browser has a share in, ranks before it sees Interrupt."""
    stamp = time.time_ns()  # so that no cache knows them
    return "\n".join(f"{stamp:x} word number {number}" for number in range(count))


def test_progress_moves_and_interrupt_stops(face: RankFace, photo: Path) -> None:
    face.put(photo)
    face.type(keywords=many())
    face.start()
    seen: set[str] = set()

    def moves() -> bool:
        seen.update(text for text in face.texts(".work small") if re.search("[1-9]", text))
        return len(seen) > 2

    until(face.page, moves, lambda: seen)
    face.at("interrupt").click()
    assert "Interrupted" in face.wait()

    face.type(keywords="cat\ndog")
    assert face.rank() == ""
    assert sorted(face.words()) == ["cat", "dog"]


def test_the_rest_of_the_page_works_during_a_ranking(face: RankFace, photo: Path) -> None:
    face.put(photo)
    face.type(keywords="cat\ndog")
    face.rank()
    face.ticks("cat").first.check()
    face.type(keywords=many())
    face.start()
    face.at("interrupt").wait_for()

    face.choose("Painters")
    assert "Claude Monet" in face.keywords
    assert face.write() == "Written."
    face.at("interrupt").click()
    assert "Interrupted" in face.wait()


def test_two_windows_rank_at_once(face_windows: Callable[..., RankFace], photo: Path) -> None:
    faces = [face_windows(), face_windows()]
    texts = ["cat\ndog\nwinter", "ukiyoe\nthe ocean"]
    for face, text in zip(faces, texts, strict=True):
        face.put(photo)
        face.type(keywords=text)
        face.start()
    for face, text in zip(faces, texts, strict=True):
        assert face.wait() == ""
        assert sorted(face.words()) == sorted(text.split("\n"))


def example(face: RankFace) -> str:
    """The address of an example picture."""
    return str(
        face.page.evaluate("async () => (await (await fetch('clip-critic/v1/examples')).json())[0].url")
    )


def test_a_picture_from_the_page_around_is_ranked_at_once(face: RankFace) -> None:
    address = example(face)
    face.page.evaluate("address => window.clipCritic.rankPicture(address, 'sent.png')", address)
    face.find(".ranking").wait_for()
    assert "sent.png" in face.find(".facts").inner_text()
    face.page.watch.expect("404|cannot be read")
    face.page.evaluate("() => window.clipCritic.rankPicture('/nothing.png')")
    report = face.page.locator("clip-critic #report")
    report.wait_for()
    assert "404" in report.inner_text()
    face.page.evaluate("address => window.clipCritic.loopPicture(address)", address)
    face.page.locator("clip-critic #feedback:not([hidden])").wait_for()
    report.wait_for(state="detached")


def test_the_menu_of_a_generated_picture_stays_inside_the_window(face: RankFace) -> None:
    """The page gets a gallery like the WebUI's, in its lower right corner."""
    face.page.evaluate(
        """address => {
            const gallery = document.createElement("div"), picture = document.createElement("img");
            gallery.id = "txt2img_gallery";
            gallery.style.cssText = "position: fixed; right: 0; bottom: 0; z-index: 9";
            Object.assign(picture, {src: address, width: 80, height: 80});
            gallery.append(picture);
            document.body.append(gallery);
        }""",
        example(face),
    )
    picture = face.page.locator("#txt2img_gallery img")
    menu = face.page.locator("#context-menu")
    picture.click(button="right", position={"x": 75, "y": 75})
    menu.locator("a").nth(1).wait_for()
    box = menu.bounding_box()
    assert box and box["x"] + box["width"] <= 1280 and box["y"] + box["height"] <= 900
    entries = ["Rank keywords", "Start feedback loop", "Add to a concept", "Dream from here"]
    assert menu.locator("a").all_inner_texts() == entries
    face.page.keyboard.press("Escape")
    menu.wait_for(state="detached")
    picture.click(button="right")
    menu.wait_for()
    face.at("edit").click()
    menu.wait_for(state="detached")  # a click elsewhere closes it
    picture.click(button="right", modifiers=["Shift"])
    assert menu.count() == 0  # the browser's own
    picture.click(button="right")
    menu.locator("a").first.click()
    face.find(".ranking").wait_for()
    menu.wait_for(state="detached")
