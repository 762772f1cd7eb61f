"""Whatever a keyword, a file name or a picture's metadata holds is shown as text and run nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL.PngImagePlugin import PngInfo

from tests.browser.conftest import save_photo
from tests.browser.face import RankFace
from tests.browser.states import until_idle

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
def nothing_ran(face: RankFace) -> Iterator[None]:
    yield
    until_idle(face.page)  # a picture that slipped in would be asked for
    assert face.page.evaluate("window.__hit") is None
    assert face.find(":is(script, svg[onload], img[onerror])").count() == 0
    assert face.find("cc-word-rows :is(img, svg, script, iframe, textarea)").count() == 0
    assert face.find("cc-audited-prompt :is(img, svg, script, iframe, textarea)").count() == 0


def test_keywords_are_text_everywhere_and_arrive_as_they_are(face: RankFace, photo: Path) -> None:
    face.put(photo)
    face.type(keywords="\n".join(HOSTILE))
    face.type(contrasts=", ".join(HOSTILE[:3]), threshold="0.001", rounds="9")
    assert face.rank() == ""
    assert sorted(face.words()) == sorted(HOSTILE)
    assert sorted(face.words("contrasts")) == sorted(HOSTILE[:3])
    rows = face.find(".ranking .row")
    assert sorted(rows.evaluate_all("all => all.map(row => row.dataset.word)")) == sorted(HOSTILE)
    for index in range(rows.count()):
        rows.nth(index).locator("input").check()
        rows.nth(index).hover()
    face.write(mode="replace")
    written = face.find("cc-prompt-boxes #prompt").input_value()
    assert "<script>window.__hit=1;alert\\(1\\)</script>" in written
    assert "onerror=window.__hit=1>" in written


def test_names_of_groups_and_templates(face: RankFace, photo: Path) -> None:
    names = HOSTILE[:4]
    face.put(photo)
    face.type(keywords="\n".join(f"[{name}]\ncat\ndog" for name in names))
    face.type(templates="<script>window.__hit=1</script> {}")
    assert face.rank() == ""
    assert face.texts(".groups summary") == names


@pytest.mark.parametrize("hostile", HOSTILE[:4])
def test_error_messages(face: RankFace, photo: Path, hostile: str) -> None:
    face.put(photo)
    face.type(keywords="cat\ndog")
    face.type(templates=hostile)
    assert hostile[:20] in face.rank().replace("\\", "")
    face.type(templates="", encoder=hostile)
    assert hostile[:20] in face.rank().replace("\\", "")


def test_file_names(face: RankFace, photo: Path) -> None:
    name = "<img src=x onerror=window.__hit=1>&'.png"
    face.put({"name": name, "mimeType": "image/png", "buffer": photo.read_bytes()})
    face.type(keywords="cat\ndog")
    assert face.rank() == ""
    assert name in face.find(".facts").inner_text()
    face.put({"name": name, "mimeType": "image/png", "buffer": b"\x89PNG broken"})
    assert "broken" in face.rank()


def test_metadata(face: RankFace, tmp_path: Path) -> None:
    info = PngInfo()
    info.add_itxt("parameters", ", ".join(HOSTILE[:4]) + "\nSteps: 1, Sampler: <b>x</b>, Seed: 1")
    face.put(save_photo(tmp_path / "hostile.png", pnginfo=info))
    face.type(keywords="cat\ndog")
    assert face.rank() == ""
    prompt = face.find("cc-audited-prompt .prompt").evaluate("element => element.textContent")
    assert "<img src=x onerror=window.__hit=1>" in prompt
    face.find("cc-audited-prompt .phrase").first.click()
    face.write(mode="replace")


def test_lists_from_disk(face: RankFace, photo: Path) -> None:
    lists = face.workbench.lists
    lists.mkdir(parents=True, exist_ok=True)
    (lists / "<img src=x onerror=window.__hit=1>.txt").write_text("cat\ndog", encoding="utf-8")
    (lists / "a & 'b'.txt").write_text("\n".join(HOSTILE), encoding="utf-8")
    face.reload_lists()
    assert {"<img src=x onerror=window.__hit=1>", "a & 'b'"} <= set(face.presets())
    face.choose("a & 'b'")
    assert face.keywords == "\n".join(HOSTILE)
    face.put(photo)
    assert face.rank() == ""
    assert sorted(face.words()) == sorted(HOSTILE)
