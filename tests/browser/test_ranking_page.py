"""Picture and list in, bars and rounds out: what the page shows is what the Python API says."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from clip_critic import KeywordList, rank
from clip_critic.encoders import Encoder
from clip_critic.ranking.audit import audit
from clip_critic.tables import percent
from tests.browser.conftest import save_photo
from tests.browser.workbench import Panel

pytestmark = pytest.mark.browser

GROUPED = "[Animals]\ncat\ndog\na red fox\n[Styles]\nukiyoe\noil painting\n"


def test_the_page_opens_with_the_default_list_and_asks_nobody_else(panel: Panel) -> None:
    assert panel.page.title() == "CLIP Critic"
    assert panel.box("preset").input_value() == "First look"
    assert "parasol" in panel.box("keywords").input_value()
    assert "Add a picture" in panel.at("result").inner_text()
    assert [address for address in panel.page.watch.outside if "iframe-resizer" not in address] == []


def test_shares_and_rounds_are_those_of_the_python_api(
    panel: Panel, photo: Path, tiny_encoder: Encoder
) -> None:
    panel.put(photo)
    panel.type(keywords=GROUPED)

    assert panel.rank() == ""
    expected = rank(photo, GROUPED, tiny_encoder)
    entries = list(expected.entries())
    ranking = ".clip-critic-ranking .clip-critic-row:not(.clip-critic-head)"
    assert panel.words() == [entry.keyword for entry in entries]
    assert panel.texts(f"{ranking} .clip-critic-share") == [percent(entry.share) for entry in entries]
    assert panel.texts(f"{ranking} .clip-critic-similarity") == [
        f"{entry.similarity:.3f}" for entry in entries
    ]
    rounds = expected.rounds(5, 0.01)
    assert panel.words("round") == [item.keyword for step in rounds for item in step.above]
    assert panel.page.locator(".clip-critic-round").count() == len(rounds) == 5
    assert panel.words("groups") == [
        entry.keyword for span in expected.groups for entry in expected.group_entries(span)
    ]


def test_bars_are_as_long_as_the_shares(panel: Panel, photo: Path, tiny_encoder: Encoder) -> None:
    panel.put(photo)
    panel.type(keywords=GROUPED)
    panel.rank()

    measured = panel.page.locator(".clip-critic-ranking .clip-critic-bar").evaluate_all(
        "bars => bars.map(bar => parseFloat(getComputedStyle(bar, '::before').width) / bar.clientWidth)"
    )
    expected = [entry.share for entry in rank(photo, GROUPED, tiny_encoder).entries()]
    assert measured == pytest.approx(expected, abs=0.01)


def test_rounds_and_threshold_are_heeded(panel: Panel, photo: Path, tiny_encoder: Encoder) -> None:
    panel.put(photo)
    panel.type(keywords=GROUPED, rounds="2", threshold="0.2")
    panel.rank()

    steps = rank(photo, GROUPED, tiny_encoder).rounds(2, 0.2)
    assert panel.texts(".clip-critic-round h5") == ["Round 1", "Round 2"]
    shown = [[item.keyword for item in step.above] or [step.winner] for step in steps]
    boxes = panel.page.locator(".clip-critic-round")
    assert [boxes.nth(i).locator("bdi").all_inner_texts() for i in range(2)] == shown


def test_contrasts_and_templates(panel: Panel, photo: Path, tiny_encoder: Encoder) -> None:
    panel.put(photo)
    panel.type(keywords="cat\ndog", contrasts="girl, woman\ncat, kitten, dog", templates="a photo of {}\n{}")
    assert panel.rank() == ""

    words = KeywordList.parse("template: a photo of {}\ntemplate: {}\ncat\ndog")
    entries = rank(photo, words, tiny_encoder).entries()
    assert panel.texts(".clip-critic-ranking .clip-critic-row:not(.clip-critic-head) .clip-critic-share") == [
        percent(entry.share) for entry in entries
    ]
    sets = [rank(photo, words, tiny_encoder) for words in ("girl, woman", "cat, kitten, dog")]
    assert panel.words("contrasts") == [entry.keyword for contrast in sets for entry in contrast.entries()]
    assert panel.texts(".clip-critic-contrasts .clip-critic-share") == [
        percent(entry.share) for contrast in sets for entry in contrast.entries()
    ]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"templates": "a photo of it"}, "a template needs {} once"),
        ({"contrasts": "girl"}, "A contrast needs at least two words"),
    ],
)
def test_templates_and_contrasts_that_cannot_be_used(
    panel: Panel, photo: Path, typed: dict[str, str], message: str
) -> None:
    panel.put(photo)
    panel.type(keywords="cat\ndog", **typed)
    assert message in panel.rank()
    panel.type(**dict.fromkeys(typed, ""))
    assert panel.rank() == ""


def test_the_pictures_own_prompt_is_audited(panel: Panel, generated: Path, tiny_encoder: Encoder) -> None:
    panel.put(generated)
    panel.type(keywords="cat\ndog")
    assert panel.rank() == ""

    expected = audit(generated, tiny_encoder)
    assert [text.split(" ×")[0] for text in panel.words("audit")] == ["a cat", "dog", "the ocean"]
    rows = ".clip-critic-audit .clip-critic-phrase:not(.clip-critic-head)"
    assert panel.texts(f"{rows} .clip-critic-share") == [f"{row.effect:+.4f}" for row in expected.phrases]
    assert panel.texts(f"{rows} .clip-critic-similarity") == [
        f"{row.entry.similarity:.3f}" for row in expected.phrases
    ]
    assert "× 1.20" in panel.words("audit")[1]

    panel.at("audit").locator("input").uncheck()
    panel.rank()
    assert panel.page.locator(".clip-critic-audit").count() == 0


def test_a_picture_without_metadata_has_no_audit(panel: Panel, photo: Path) -> None:
    panel.put(photo)
    panel.type(keywords="cat\ndog")
    panel.rank()
    assert panel.page.locator(".clip-critic-audit").count() == 0


def test_a_prompt_without_words_does_not_cost_the_ranking(panel: Panel, tmp_path: Path) -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("parameters", "<lora:x:0.8>\nSteps: 20, Sampler: Euler a, Seed: 1")
    panel.put(save_photo(tmp_path / "lora.png", pnginfo=info))
    panel.type(keywords="cat\ndog")
    assert panel.rank() == ""
    assert sorted(panel.words()) == ["cat", "dog"]
    assert "own prompt was not audited" in panel.at("result").inner_text()


def test_a_second_picture_replaces_the_first(panel: Panel, tmp_path: Path, tiny_encoder: Encoder) -> None:
    first, second = save_photo(tmp_path / "one.png"), save_photo(tmp_path / "two.png", "gold")
    shares = []
    for path in (first, second):
        panel.put(path)
        panel.type(keywords=GROUPED)
        assert panel.rank() == ""
        shares.append(panel.texts(".clip-critic-ranking .clip-critic-similarity"))
        entries = rank(path, GROUPED, tiny_encoder).entries()
        assert shares[-1][1:] == [f"{entry.similarity:.3f}" for entry in entries]
    assert shares[0] != shares[1]


def test_the_same_picture_with_another_list(panel: Panel, photo: Path) -> None:
    panel.put(photo)
    for text in ("cat\ndog", "ukiyoe\nthe ocean\nwinter"):
        panel.type(keywords=text)
        assert panel.rank() == ""
        assert sorted(panel.words()) == sorted(text.split("\n"))


def test_what_was_dropped_is_told(panel: Panel, photo: Path) -> None:
    panel.put(photo)
    panel.type(keywords="cat\ndog\nCAT\nthe cat, the dog")
    panel.rank()
    warnings = " ".join(panel.texts(".clip-critic-result .clip-critic-warning"))
    assert "Repeated keywords that were dropped: 1" in warnings
    assert "commas separate only if" in warnings


def many(count: int = 100_000) -> str:
    """More keywords than even one core, which the browser has a share in, ranks before it sees Interrupt."""
    stamp = time.time_ns()  # so that no cache knows them
    return "\n".join(f"{stamp:x} word number {number}" for number in range(count))


def test_progress_moves_and_interrupt_stops(panel: Panel, photo: Path) -> None:
    panel.put(photo)
    panel.type(keywords=many())
    panel.page.evaluate(
        """() => {
            window.seen = new Set();
            new MutationObserver(() => {
                for (const part of document.querySelectorAll(".progress-level-inner"))
                    window.seen.add(part.textContent.trim());
            }).observe(document.body, {subtree: true, childList: true, characterData: true});
        }"""
    )
    panel.start()
    panel.page.wait_for_function(
        "() => [...window.seen].filter(text => /keywords - [1-9]/.test(text)).length > 2", timeout=60_000
    )
    panel.at("interrupt").click()
    assert "Interrupted" in panel.wait()

    panel.type(keywords="cat\ndog")
    assert panel.rank() == ""
    assert sorted(panel.words()) == ["cat", "dog"]


def test_the_rest_of_the_page_works_during_a_ranking(panel: Panel, photo: Path) -> None:
    panel.put(photo)
    panel.type(keywords="cat\ndog")
    panel.rank()
    panel.ticks("cat").first.check()
    panel.type(keywords=many())
    panel.start()
    panel.page.wait_for_timeout(1000)

    panel.choose("Painters")
    assert "Claude Monet" in panel.box("keywords").input_value()
    panel.at("interrupt").click()
    assert "Interrupted" in panel.wait()
    assert re.search("Written", panel.write())


def test_interrupt_without_a_ranking_harms_nothing(panel: Panel, photo: Path) -> None:
    panel.put(photo)
    panel.at("interrupt").click()
    panel.type(keywords="cat\ndog")
    assert panel.rank() == ""


def test_two_windows_rank_at_once(windows: Callable[..., Panel], photo: Path) -> None:
    panels = [windows(), windows()]
    texts = ["cat\ndog\nwinter", "ukiyoe\nthe ocean"]
    for panel, text in zip(panels, texts, strict=True):
        panel.put(photo)
        panel.type(keywords=text)
        panel.start()
    for panel, text in zip(panels, texts, strict=True):
        assert panel.wait() == ""
        assert sorted(panel.words()) == sorted(text.split("\n"))
