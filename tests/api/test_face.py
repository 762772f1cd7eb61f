"""The description of the page, and the pictures that it shows before a question is asked."""

from __future__ import annotations

import base64
import json
import re
import warnings
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

with warnings.catch_warnings():  # starlette 0.26 imports multipart by its former name
    warnings.simplefilter("ignore", PendingDeprecationWarning)
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

import clip_critic
from clip_critic import tables
from clip_critic.api import PATH, Surroundings, router
from clip_critic.api.face import TITLES
from clip_critic.api.page import STATIC, add_page
from clip_critic.concepts.settings import StartSettings
from clip_critic.progress import silent
from clip_critic.sessions.base import Studio
from clip_critic.sessions.kinds import KINDS, AllJobs
from clip_critic.storage import assets
from tests.critics import Desk, png
from tests.drawing_host import DrawingCritic, DrawingHost, turn
from tests.pictures import files

FIELD = {
    "name", "label", "kind", "info", "choices", "minimum", "maximum", "step", "section", "lines", "empty",
    "percent", "open", "default", "offered",
}  # fmt: skip


class Visitor:
    """A client of the API and of the page, with a host that paints."""

    def __init__(self, home: Path, around: Surroundings | None = None) -> None:
        self.desk = Desk(home, encoder="colours", rounds=7, keyword_list="People")
        critic = DrawingCritic(self.desk.places, lambda: self.desk.settings)
        host = DrawingHost()
        jobs = AllJobs(Studio(critic, lambda: host, home / "sessions"), turn)
        app = FastAPI()
        app.include_router(router(critic, lambda: nullcontext(silent), jobs, around))
        add_page(app, critic, "/")
        self.client = TestClient(app)

    def face(self, **headers: str) -> Any:
        answer = self.client.get(f"{PATH}/face", headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def about(self, picture: bytes, status: int = 200) -> Any:
        body = {"picture": base64.b64encode(picture).decode("ascii"), "name": "mine.png"}
        answer = self.client.post(f"{PATH}/pictures/about", json=body)
        assert answer.status_code == status, answer.text
        return answer.json()


@pytest.fixture
def visitor(tmp_path: Path) -> Visitor:
    return Visitor(tmp_path / "home")


def test_each_row_of_the_tables_is_a_field(visitor: Visitor) -> None:
    face = visitor.face()
    assert (face["version"], face["title"]) == (clip_critic.__version__, "CLIP Critic")
    assert face["default_preset"] == "People" and face["has_progress"] is False
    rank = {field["name"]: field for field in face["rank"]["fields"]}
    assert rank["rounds"]["default"] == 7 and rank["keywords"]["default"] == ""
    assert set(rank["rounds"]) == FIELD
    assert rank["precision"]["choices"] == ["auto", "float32", "bfloat16"]
    assert rank["precision"]["default"] == "auto"
    assert face["rank"]["encoder"]["choices"] == face["encoders"]
    assert set(face["downloads"]) < set(face["encoders"]) and "miniature" not in face["downloads"]
    assert face["rank"]["encoder"]["default"] == "colours" in face["encoders"]
    started = [field["name"] for field in face["concepts"]["fields"]]
    assert started == [name for name, *_ in tables.rows(StartSettings)] and "vectors" in started
    titles = {kind["name"]: {part["title"] for part in kind["sections"]} for kind in face["kinds"]}
    assert "More breeding settings" in titles["breeding"] - titles["exhibition"]
    for kind, shown in zip(KINDS, face["kinds"], strict=True):
        rows = tables.rows(kind.table)
        assert (shown["name"], shown["title"], shown["panel"]) == (kind.name, kind.title, kind.panel)
        assert [field["name"] for field in shown["fields"]] == [name for name, _, _ in rows]
        assert [field["default"] for field in shown["fields"]] == [default for _, default, _ in rows]
        assert {field["section"] for field in shown["fields"]} == {part["name"] for part in shown["sections"]}
        sampler = next(field for field in shown["fields"] if field["name"] == "sampler")
        assert (sampler["offered"], sampler["open"]) == ("samplers", True)


def test_the_lists_are_the_bundled_ones_and_ones_own(visitor: Visitor) -> None:
    visitor.client.put(f"{PATH}/lists/Hats", json={"text": "fez\nbowler"})
    presets = {entry["name"]: entry["own"] for entry in visitor.face()["presets"]}
    assert presets["Hats"] is True and presets["People"] is False


@pytest.mark.parametrize(
    ("languages", "translated"),
    [
        ("ja", True),
        ("ja-JP,ja;q=0.9,en;q=0.5", True),
        ("fr, ja;q=0.3", True),
        ("en-US,en;q=0.9,ja;q=0.8", False),
        ("ja;q=0", False),
        ("de", False),
        ("ja;q=x", False),
        ("", False),
    ],
)
def test_the_language_is_the_browsers(visitor: Visitor, languages: str, translated: bool) -> None:
    japanese = json.loads((assets.localizations_dir() / "ja_JP.json").read_text(encoding="utf-8"))
    found = visitor.face(**{"Accept-Language": languages})["localization"]
    assert found == (japanese if translated else {})


def test_a_host_that_translates_is_not_told_again(tmp_path: Path) -> None:
    visitor = Visitor(tmp_path / "home", Surroundings(translates=True, has_progress=True))
    face = visitor.face(**{"Accept-Language": "ja"})
    assert (face["localization"], face["has_progress"]) == ({}, True)


def test_the_titles_of_the_sections_are_translated() -> None:
    japanese = json.loads((assets.localizations_dir() / "ja_JP.json").read_text(encoding="utf-8"))
    assert set(TITLES.values()) <= set(japanese)


# Pictures

SETTINGS = (
    "Steps: 12, Sampler: Pen, Schedule type: even, CFG scale: 6.5, Seed: 42, Size: 64x128, Model: paper"
)


def painted(infotext: str | None) -> bytes:
    return png(Image.new("RGB", (64, 128), (40, 60, 220)), infotext)


def test_a_pictures_prompts_and_settings(visitor: Visitor) -> None:
    found = visitor.about(painted(f"red, star\nNegative prompt: blurred\n{SETTINGS}"))
    assert found == {
        "width": 64,
        "height": 128,
        "prompt": "red, star",
        "negative_prompt": "blurred",
        "settings": {
            "sampling_steps": 12, "sampler": "Pen", "scheduler": "even", "cfg_scale": 6.5, "seed": 42,
            "checkpoint": "paper", "width": 64, "height": 128,
        },
        "notes": [],
    }  # fmt: skip


def test_what_cannot_be_used_is_left_out_and_said(visitor: Visitor) -> None:
    settings = "Steps: 900, Sampler: Euler a, CFG scale: 7, Model: photo, VAE: own.pt, Seed: 1, Clip skip: 2"
    found = visitor.about(painted(f"red\n{settings}"))
    assert found["settings"] == {"cfg_scale": 7, "seed": 1}
    steps, checkpoint, vae, sampler = found["notes"]
    assert "900 is not between 1 and 150" in steps
    assert "checkpoint 'photo'" in checkpoint and "VAE 'own.pt'" in vae and "sampler 'Euler a'" in sampler


def test_the_size_of_an_enlarged_picture_is_not_its_metadatas(visitor: Visitor) -> None:
    found = visitor.about(painted(f"red\n{SETTINGS}, Hires upscale: 2"))
    assert not {"width", "height"} & set(found["settings"])


def test_pictures_of_another_program(visitor: Visitor) -> None:
    comment = json.dumps({"steps": 28, "sampler": "k_euler", "seed": 7, "scale": 11.0, "uc": "blurry"})
    found = visitor.about(
        files.png({"Software": "NovelAI", "Description": "{{red}}, star", "Comment": comment})
    )
    assert (found["prompt"], found["negative_prompt"]) == ("{{red}}, star", "blurry")
    assert found["program"] == "NovelAI"
    assert found["settings"]["sampling_steps"] == 28 and found["settings"]["seed"] == 7
    graph = json.dumps({"1": {"class_type": "KSampler", "inputs": {}}})
    found = visitor.about(files.png({"prompt": graph}))
    assert (found["prompt"], found["program"]) == ("", "ComfyUI")
    assert found["notes"] == ["Its metadata is of ComfyUI, and no single prompt can be found in it."]


def test_a_picture_without_metadata_has_none(visitor: Visitor) -> None:
    found = visitor.about(painted(None))
    assert (found["prompt"], found["negative_prompt"], found["settings"]) == ("", "", {})
    assert "not a picture" in visitor.about(b"words", 422)["detail"]


def test_the_examples_are_small_and_have_prompts(visitor: Visitor) -> None:
    examples = visitor.client.get(f"{PATH}/examples").json()
    assert 4 <= len(examples) <= 6
    japanese = json.loads((assets.localizations_dir() / "ja_JP.json").read_text(encoding="utf-8"))
    for example in examples:
        assert example["name"] in japanese
        file = visitor.client.get(example["url"])
        assert file.headers["content-type"] == "image/png" and len(file.content) < 10_000
        assert "," in visitor.about(file.content)["prompt"]
    assert visitor.client.get(f"{PATH}/examples/nothing.png").status_code == 404


# The page


def test_the_page_loads_nothing_from_elsewhere(visitor: Visitor) -> None:
    page = visitor.client.get("/")
    assert page.status_code == 200 and page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<clip-critic></clip-critic>" in page.text
    assert "://" not in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "connect-src 'self'" in policy
    for name in ("face.css", "theme.js"):
        assert f'"/clip-critic/static/{name}"' in page.text
        file = visitor.client.get(f"/clip-critic/static/{name}")
        assert file.status_code == 200 and "://" not in file.text
    assert '<script type="module" src="/clip-critic/static/clip_critic.mjs">' in page.text


def test_the_modules_are_there_and_nothing_beside_them(visitor: Visitor) -> None:
    module = visitor.client.get(f"{STATIC}/clip_critic.mjs").text
    parts = re.findall(r"parts/[\w-]+\.mjs", module)
    assert parts
    for part in parts:
        file = visitor.client.get(f"{STATIC}/{part}")
        assert file.status_code == 200 and file.headers["content-type"].startswith("text/javascript")
    for missing in ("parts/nothing.mjs", "parts/", "../pyproject.toml", "parts/%2e%2e/%2e%2e/pyproject.toml"):
        assert visitor.client.get(f"{STATIC}/{missing}").status_code == 404


@pytest.mark.parametrize("languages", ["en", "ja"])
def test_what_the_page_shows_comes_with_it(visitor: Visitor, languages: str) -> None:
    visitor.desk.change(keyword_list="</script><b>&")
    begin, end = '<script type="application/json" id="clip-critic-face">', "</script>"
    page = visitor.client.get("/", headers={"Accept-Language": languages}).text
    data = page.partition(begin)[2].partition(end)[0]
    assert json.loads(data) == visitor.face(**{"Accept-Language": languages})
    assert not {"<", ">", "&"} & set(data)


def test_the_page_is_there_without_what_it_shows(visitor: Visitor) -> None:
    visitor.desk.home.mkdir(parents=True, exist_ok=True)
    visitor.desk.places.user_lists.write_text("a file where the folder of lists should be", encoding="utf-8")
    assert '<script type="application/json"' not in visitor.client.get("/").text
    answer = visitor.client.get(f"{PATH}/face")
    assert answer.status_code >= 400 and "cannot be read" in answer.json()["detail"]


def test_a_file_that_the_browser_has_is_not_sent_again(visitor: Visitor) -> None:
    for path in ("/", "/clip-critic/static/face.css"):
        first = visitor.client.get(path)
        tag = first.headers["etag"]
        assert first.headers["cache-control"] == "no-cache"
        again = visitor.client.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.text, again.headers["etag"]) == (304, "", tag)
        assert visitor.client.get(path, headers={"If-None-Match": '"older"'}).status_code == 200


def test_only_the_pages_own_files_are_served(visitor: Visitor) -> None:
    for name in ("page.py", "..%2Fpage.py", "../page.py", ""):
        assert visitor.client.get(f"/clip-critic/static/{name}").status_code == 404
