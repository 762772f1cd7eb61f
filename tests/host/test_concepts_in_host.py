"""Concepts in the WebUI: a saved one is drawn by the next picture, without a restart, and is a keyword."""

from __future__ import annotations

import base64
import io
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import save

from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder
from clip_critic.encoders.token_vectors import word_vectors
from clip_critic.weights.embeddings import is_ours, read_embedding
from tests.host import inside, panel, screens
from tests.host.drawing import answer, draw, encoded, post
from tests.host.harness import Host
from tools.miniature.scenes import draw as draw_scene
from tools.miniature.scenes import sample_scene, shrink

CONCEPTS = "/clip-critic/v1/concepts"
PROMPT = "a large red {} on a white background, plain"
HASHES = "TI hashes"
TRAINING = "/sdapi/v1/train/embedding"
TRAINED = {
    "id_task": "",
    "learn_rate": "0.01",
    "batch_size": 1,
    "gradient_step": 1,
    "training_width": 64,
    "training_height": 64,
    "varsize": False,
    "steps": 8,
    "clip_grad_mode": "disabled",
    "clip_grad_value": "0.1",
    "shuffle_tags": False,
    "tag_drop_out": 0,
    "latent_sampling_method": "once",
    "use_weight": False,
    "create_image_every": 0,
    "save_embedding_every": 500,
    "template_filename": "subject.txt",
    "save_image_with_stored_embedding": False,
    "preview_from_txt2img": False,
    "preview_prompt": "",
    "preview_negative_prompt": "",
    "preview_steps": 1,
    "preview_sampler_name": "Euler",
    "preview_cfg_scale": 1,
    "preview_seed": 1,
    "preview_width": 64,
    "preview_height": 64,
}
"""What the tab *Train* sends."""
ALIKE = 1.0
"""Greatest mean difference of two pictures' values, of 255."""


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder("miniature", device="cpu")


@pytest.fixture
def host(miniature_host: Host) -> Host:
    """The WebUI that `page` opens."""
    return miniature_host


@pytest.fixture
def folder(miniature_host: Host) -> Iterator[Path]:
    """The host's folder of embeddings; some hosts know a file until they load a checkpoint again."""
    folder = miniature_host.data / "embeddings"
    folder.mkdir(exist_ok=True)
    draw(miniature_host)  # it loads its checkpoint
    inside.call(miniature_host, "accept_the_miniature_s_embeddings")
    yield folder
    for file in folder.iterdir():
        if file.is_file():
            file.unlink()


def put(host: Host, name: str, vectors: np.ndarray, **more: Any) -> Any:
    body = {"file": base64.b64encode(save({"emb_params": vectors})).decode(), **more}
    with host.client(timeout=300.0) as client:
        return client.put(f"{CONCEPTS}/{name}", json=body)


def distance(picture: Image.Image, other: Image.Image) -> float:
    values, others = (np.asarray(one.convert("RGB"), dtype=float) for one in (picture, other))
    return float(np.abs(values - others).mean())


def test_a_saved_concept_is_drawn_by_the_next_picture(
    miniature_host: Host, folder: Path, encoder: Encoder
) -> None:
    host, prompt = miniature_host, PROMPT.format("my-shape")
    words = {word: draw(host, PROMPT.format(word)) for word in ("circle", "star")}
    before = draw(host, prompt)  # the host keeps the conditions of this prompt for the next picture
    assert min(distance(before, picture) for picture in words.values()) > ALIKE
    for word, picture in words.items():  # the second one replaces the first
        saved = put(host, "my-shape", np.array(word_vectors(encoder, word))).raise_for_status().json()
        assert saved["note"] == ""
        assert folder / "my-shape.safetensors" in map(Path, saved["files"])
        drawn = draw(host, prompt)
        assert distance(drawn, picture) < ALIKE
        assert "my-shape" in drawn.info["parameters"]
    assert is_ours(folder / "my-shape.safetensors")
    again = draw(host, PROMPT.format("circle"))
    assert distance(again, words["circle"]) < ALIKE


def test_the_infotext_names_it(miniature_host: Host, folder: Path, encoder: Encoder) -> None:
    host, vectors = miniature_host, np.array(word_vectors(encoder, "circle"))
    (folder / "theirs.safetensors").write_bytes(save({"emb_params": vectors}))
    put(host, "named-one", vectors).raise_for_status()
    theirs = draw(host, PROMPT.format("theirs"))
    if f"{HASHES}: " not in theirs.info["parameters"]:
        pytest.skip("this WebUI never writes the names of embeddings into its infotexts")
    found = draw(host, PROMPT.format("named-one")).info["parameters"]
    assert found.partition(f"{HASHES}: ")[2].lstrip('"').startswith("named-one: ")


def test_it_is_a_keyword_beside_the_embeddings_of_others(
    miniature_host: Host, folder: Path, encoder: Encoder
) -> None:
    host = miniature_host
    (folder / "theirs.safetensors").write_bytes(save({"<x>": np.array(word_vectors(encoder, "circle"))}))
    put(host, "my-word", np.array(word_vectors(encoder, "star"))).raise_for_status()
    with host.client() as client:
        listed = client.get(CONCEPTS).raise_for_status().json()
    assert {one["name"] for one in listed["concepts"]} >= {"theirs", "my-word"}
    picture = encoded(draw(host))
    words = "<theirs>\ncircle\n<my-word>\nstar"
    found = post(host, "/clip-critic/v1/rank", picture=picture, keywords=words)
    similar = {row["keyword"]: row["similarity"] for row in found["keywords"]}
    assert similar["<theirs>"] == pytest.approx(similar["circle"], abs=1e-5)
    assert similar["<my-word>"] == pytest.approx(similar["star"], abs=1e-5)
    refused = answer(host, "/clip-critic/v1/rank", picture=picture, keywords="<nothing>\nstar")
    assert refused.status_code == 422 and "no concept <nothing>" in refused.json()["detail"]


def test_files_of_others_and_what_does_not_fit(miniature_host: Host, folder: Path, encoder: Encoder) -> None:
    host = miniature_host
    folder.mkdir(exist_ok=True)
    theirs = save({"emb_params": np.array(word_vectors(encoder, "circle"))})
    (folder / "theirs.safetensors").write_bytes(theirs)
    refused = put(host, "Theirs", np.ones((1, 128), np.float32))
    assert refused.status_code == 422 and "choose another" in refused.json()["detail"]
    assert (folder / "theirs.safetensors").read_bytes() == theirs
    # The vectors of another model are saved, and the host goes on without them.
    saved = put(host, "too-wide", np.ones((2, 768), np.float32)).raise_for_status().json()
    assert (
        "does not draw with it: it reads words of 128 numbers, and these vectors have 768." in saved["note"]
    )
    assert read_embedding(folder / "too-wide.safetensors").widths == {"": 768}
    assert draw(host, PROMPT.format("too-wide")).size == draw(host).size
    refused = answer(host, "/clip-critic/v1/rank", picture=encoded(draw(host)), keywords="<too-wide>\nstar")
    assert "Choose the encoder hf:openai/clip-vit-large-patch14" in refused.json()["detail"]
    assert "Traceback" not in host.faults


def scenes(count: int, seed: int, **fixed: Any) -> list[Image.Image]:
    """Draw scenes with one large thing; everything else differs."""
    rng = np.random.default_rng(seed)
    found = [sample_scene(rng, count=1, size="large", style="plain", **fixed) for _ in range(count)]
    return [Image.fromarray(shrink(draw_scene(scene))) for scene in found]


def test_a_concept_is_started_and_drawn(miniature_host: Host, folder: Path) -> None:
    """From pictures of a blue star, which are never named, to the host's next picture."""
    host, prompt = miniature_host, "a zqheart"
    before = draw(host, prompt)
    pictures = [{"picture": encoded(scene)} for scene in scenes(5, 1, colour="blue", shape="star")]
    body = {"name": "zqheart", "pictures": pictures, "vectors": 1, "encoder": "miniature"}
    task = post(host, "/clip-critic/v1/concept-tasks/start", **body)["id"]
    end = time.monotonic() + 300
    with host.client(timeout=300.0) as client:
        while True:
            state = client.get(f"/clip-critic/v1/concept-tasks/{task}").raise_for_status().json()
            if state["state"] not in ("waiting", "running") or time.monotonic() > end:
                break
            time.sleep(0.2)
    assert state["state"] == "done", state
    assert folder / "zqheart.safetensors" in map(Path, state["result"]["saved"][0]["files"])
    drawn = draw(host, prompt)
    assert distance(before, drawn) > ALIKE
    words = ("blue star", "red star", "blue circle", "green square")
    found = post(host, "/clip-critic/v1/rank", picture=encoded(drawn), keywords="\n".join(words))
    assert max(found["keywords"], key=lambda row: float(row["similarity"]))["keyword"] == words[0]
    assert "Traceback" not in host.faults


def test_the_host_trains_it_on(miniature_host: Host, folder: Path, encoder: Encoder, tmp_path: Path) -> None:
    """As in the tab *Train*, which goes on with its own kind of file alone."""
    host, name = miniature_host, "zq-trained"
    with host.client() as client:
        if not client.get(CONCEPTS).raise_for_status().json()["host_trains"]:
            pytest.skip("this WebUI trains no embeddings, or cannot any more")
    vectors = np.array(word_vectors(encoder, "circle"))
    put(host, "zq-started", vectors).raise_for_status()
    with host.client(timeout=300.0) as client:
        copied = client.put(f"{CONCEPTS}/{name}", json={"copy_of": "zq-started", "for_training": True})
    assert copied.raise_for_status().json()["files"] == [str(folder / f"{name}.pt")]
    before = draw(host, PROMPT.format(name))
    assert distance(before, draw(host, PROMPT.format("circle"))) < ALIKE
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for number, scene in enumerate(scenes(3, 2, colour="blue", shape="star")):
        scene.save(pictures / f"{number}.png")
    where = {"data_root": str(pictures), "log_directory": str(tmp_path / "log")}
    told = post(host, TRAINING, **TRAINED, embedding_name=name, **where)["info"]
    assert told.endswith("error: None"), told
    assert "Traceback" not in host.faults
    trained = read_embedding(folder / f"{name}.pt")
    assert trained.step == TRAINED["steps"]
    assert trained.parts[""].shape == vectors.shape
    assert not np.array_equal(trained.parts[""], vectors)
    assert np.array_equal(read_embedding(folder / "zq-started.safetensors").parts[""], vectors)
    with host.client() as client:
        listed = client.get(f"{CONCEPTS}/{name}?words=false").raise_for_status().json()
    assert (listed["step"], listed["in_host"]) == (TRAINED["steps"], True)
    assert distance(draw(host, PROMPT.format(name)), before) > 0


def generated(page: Any, prompt: str) -> Image.Image:
    """Press the host's own Generate, and return the picture's file."""
    screens.generate(page, prompt)
    return Image.open(io.BytesIO(screens.picture_in(page, f"#txt2img_gallery {screens.LARGE}")))


def test_the_panel_lists_them_and_the_menu_of_pictures_adds_to_it(
    host: Host, page: Any, folder: Path, encoder: Encoder
) -> None:
    put(host, "in-the-panel", np.array(word_vectors(encoder, "circle"))).raise_for_status()
    panel.open_face(page, "Concepts")
    page.locator('cc-concepts [data-concept="in-the-panel"]').click()
    page.locator("cc-concept #fit").wait_for()
    assert "circle" in page.locator("cc-concept #vectors li .words").inner_text()
    assert str(folder) in page.locator("cc-concepts .two").inner_text()
    page.locator("cc-concept #name").fill("copied-here")
    page.locator("cc-concept #save").click()
    page.locator("cc-concept #said", has_text="draws with it at once").wait_for()
    assert is_ours(folder / "copied-here.safetensors")
    if page.locator("cc-concept #train").count():
        page.locator("cc-concept #name").fill("to-be-trained")
        page.locator("cc-concept #train").click()
        page.locator("cc-concept #said", has_text="Choose it in the WebUI's tab Train").wait_for()
        assert read_embedding(folder / "to-be-trained.pt").step == 0
    screens.open_tab(page, "txt2img")
    word, saved = (generated(page, PROMPT.format(name)) for name in ("circle", "copied-here"))
    assert distance(saved, word) < ALIKE
    assert "copied-here" in saved.info["parameters"]
    if f"{HASHES}: " in draw(host, PROMPT.format("in-the-panel")).info["parameters"]:  # Forge never writes it
        assert saved.info["parameters"].partition(f"{HASHES}: ")[2].lstrip('"').startswith("copied-here: ")
    for number, prompt in enumerate(("a red circle", "a blue star"), start=1):
        screens.open_tab(page, "txt2img")
        screens.generate(page, prompt, seed=number)
        assert panel.COLLECT in screens.menu_entries(page, f"#txt2img_gallery {screens.LARGE}")
        screens.choose(page, panel.COLLECT)
        page.locator(f"cc-concept-start cc-collecting#whole [data-picture] >> nth={number - 1}").wait_for()
    assert page.locator("cc-concept-start #count").inner_text() == "2"
