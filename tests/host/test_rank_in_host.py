"""The tab inside the WebUI: what a ranking shows, what goes wrong, and what comes from outside as text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.host import panel, screens
from tests.host.harness import Host

EVIL = "<img src=x onerror='window.hit=1'>"


def test_the_start_loads_no_encoder(page: Any, host: Host) -> None:
    host.restart()
    assert host.probe()["encoders"] == 0
    assert "load scripts/clip_critic.py" in host.startup_seconds()


def test_a_ranking_shows_shares_rounds_groups_and_contrasts(desk: Any, photo: Path) -> None:
    panel.open_panel(desk)
    panel.set_more(desk, contrasts="girl, woman", templates="a photo of {}\na painting of {}")
    panel.rank(desk, "[A]\ncat\ndog\n[B]\nsky\nsea\n", photo)
    shares = desk.locator(f"{panel.RESULT} .ranking .share").all_inner_texts()
    similarities = desk.locator(f"{panel.RESULT} .ranking .similarity").all_inner_texts()

    assert sorted(panel.words(desk)) == ["cat", "dog", "sea", "sky"]
    assert len(shares) == len(similarities) == 4
    assert all(re.search(r"\d %", share) for share in shares)
    assert all(re.fullmatch(r"-?[01]\.\d{3}", text) for text in similarities)
    assert desk.locator(f"{panel.RESULT} cc-ladder li").count() == 3  # the rest is folded
    assert desk.locator(f"{panel.RESULT} .groups details").count() == 2
    assert sorted(panel.words(desk, "contrasts")) == ["girl", "woman"]
    panel.set_more(desk, contrasts="", templates="")


def refusal(page: Any) -> str:
    """Press Rank for what cannot be ranked; what is said of it."""
    page.click(f"{panel.PANEL} #rank")
    return panel.wait_message(page, "error")


def test_bad_input_gets_a_message_and_the_next_ranking_works(desk: Any, photo: Path, tmp_path: Path) -> None:
    desk.watch.expect(screens.REFUSED)
    panel.open_panel(desk)
    panel.clear_picture(desk)
    button = desk.locator(f"{panel.PANEL} #rank")
    assert button.is_disabled() and "no picture" in str(button.get_attribute("title"))
    broken = tmp_path / "broken.png"
    broken.write_bytes(photo.read_bytes()[:200])
    panel.put_picture(desk, broken)
    assert "broken.png" in refusal(desk)
    panel.put_picture(desk, photo)
    panel.set_keywords(desk, " , \n")
    assert "empty" in refusal(desk)
    panel.rank(desk, "cat, dog")

    assert len(panel.words(desk)) == 2


def test_a_large_picture_arrives_whole(desk: Any, tmp_path: Path) -> None:
    """Some 27 MB as a file: the page sends it to the host in one message."""
    Image.effect_noise((3000, 3000), 120).convert("RGB").save(tmp_path / "large.png", compress_level=0)
    panel.open_panel(desk)
    panel.rank(desk, "cat, dog", tmp_path / "large.png")

    assert len(panel.words(desk)) == 2


def test_what_comes_from_outside_is_shown_as_text(desk: Any, tmp_path: Path) -> None:
    metadata = PngInfo()
    metadata.add_text("parameters", f"{EVIL}, a hat\nSteps: 3, Sampler: Euler, Seed: 1, Size: 8x8")
    Image.linear_gradient("L").convert("RGB").save(tmp_path / "evil.png", pnginfo=metadata)
    panel.open_panel(desk)
    panel.rank(desk, f"{EVIL}\n<script>window.hit=2</script>\ncat\n", tmp_path / "evil.png")

    assert EVIL in panel.words(desk)
    assert panel.words(desk, "audit") == [EVIL, "a hat"]
    assert desk.locator(f"{panel.RESULT} img[onerror], {panel.RESULT} script").count() == 0
    assert desk.evaluate("window.hit") is None
