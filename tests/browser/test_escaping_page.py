"""Whatever a keyword, a file name or a picture's metadata holds is shown as text and run nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL.PngImagePlugin import PngInfo

from tests.browser.conftest import save_photo
from tests.browser.workbench import Panel

pytestmark = pytest.mark.browser

HOSTILE = [
    "<script>window.__hit=1;alert(1)</script>",
    "<img src=x onerror=window.__hit=1>",
    "\"'><svg onload=window.__hit=1>",
    "' onmouseover='window.__hit=1",
    '" autofocus onfocus="window.__hit=1',
    "&lt;b&gt; &amp; &#39;",
    "</textarea></style></script><script>window.__hit=1</script>",
    "${window.__hit=1}",
    "{{window.__hit=1}}",
    "javascript:window.__hit=1",
]


@pytest.fixture(autouse=True)
def nothing_ran(panel: Panel):  # type: ignore[no-untyped-def]
    yield
    panel.page.wait_for_timeout(150)
    assert panel.page.evaluate("window.__hit") is None
    assert panel.page.locator("#clip_critic_panel :is(script, svg[onload], img[onerror])").count() == 0
    assert panel.page.locator("#clip_critic_result :is(img, svg, script, iframe, textarea)").count() == 0
    panel.page.watch.expect("Failed to load resource.*404")


def test_keywords_are_text_everywhere_and_arrive_as_they_are(panel: Panel, photo: Path) -> None:
    panel.put(photo)
    panel.type(keywords="\n".join(HOSTILE), contrasts=", ".join(HOSTILE[:3]), threshold="0.001", rounds="9")
    assert panel.rank() == ""
    assert sorted(panel.words()) == sorted(HOSTILE)
    assert sorted(panel.words("contrasts")) == sorted(HOSTILE[:3])
    boxes = panel.page.locator(".clip-critic-ranking .clip-critic-tick")
    assert sorted(boxes.evaluate_all("all => all.map(box => box.dataset.word)")) == sorted(HOSTILE)
    for index in range(boxes.count()):
        boxes.nth(index).check()
        boxes.nth(index).hover()
    panel.write(mode="replace")
    written = panel.box("prompt").input_value()
    assert "<script>window.__hit=1;alert\\(1\\)</script>" in written
    assert "onerror=window.__hit=1>" in written


def test_names_of_groups_and_templates(panel: Panel, photo: Path) -> None:
    names = [HOSTILE[0], HOSTILE[1], HOSTILE[2], HOSTILE[3]]
    panel.put(photo)
    panel.type(
        keywords="\n".join(f"[{name}]\ncat\ndog" for name in names),
        templates="<script>window.__hit=1</script> {}",
    )
    assert panel.rank() == ""
    assert panel.texts(".clip-critic-groups summary") == names


@pytest.mark.parametrize("hostile", HOSTILE[:4])
def test_error_messages(panel: Panel, photo: Path, hostile: str) -> None:
    panel.put(photo)
    panel.type(keywords="cat\ndog", templates=hostile)
    assert hostile[:20] in panel.rank().replace("\\", "")
    panel.type(templates="", encoder=hostile)
    assert hostile[:20] in panel.rank().replace("\\", "")


def test_file_names(panel: Panel, photo: Path) -> None:
    name = "<img src=x onerror=window.__hit=1>&'.png"
    panel.put({"name": name, "mimeType": "image/png", "buffer": photo.read_bytes()})
    panel.type(keywords="cat\ndog")
    assert panel.rank() == ""
    panel.put({"name": name, "mimeType": "image/png", "buffer": b"\x89PNG broken"})
    assert "broken" in panel.rank()


def test_metadata(panel: Panel, tmp_path: Path) -> None:
    info = PngInfo()
    info.add_itxt("parameters", ", ".join(HOSTILE[:4]) + "\nSteps: 1, Sampler: <b>x</b>, Seed: 1")
    panel.put(save_photo(tmp_path / "hostile.png", pnginfo=info))
    panel.type(keywords="cat\ndog")
    assert panel.rank() == ""
    shown = " ".join(panel.words("audit"))
    assert "<img src=x onerror=window.__hit=1>" in shown
    panel.page.locator(".clip-critic-audit .clip-critic-tick").first.check()
    panel.write(mode="replace")


def test_lists_from_disk(panel: Panel, photo: Path) -> None:
    lists = panel.workbench.lists
    lists.mkdir(parents=True, exist_ok=True)
    (lists / "<img src=x onerror=window.__hit=1>.txt").write_text("cat\ndog", encoding="utf-8")
    (lists / "a & 'b'.txt").write_text("\n".join(HOSTILE), encoding="utf-8")
    panel.press("preset_reload")
    assert {"<img src=x onerror=window.__hit=1>", "a & 'b'"} <= set(panel.presets())
    panel.choose("a & 'b'")
    assert panel.box("keywords").input_value() == "\n".join(HOSTILE)
    panel.put(photo)
    assert panel.rank() == ""
    assert sorted(panel.words()) == sorted(HOSTILE)
