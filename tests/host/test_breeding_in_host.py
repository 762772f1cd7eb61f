"""Breeding in the WebUI: its own textual inversion draws each individual, and keeps none of them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from clip_critic.pictures.infotext import parse_infotext
from clip_critic.weights.embeddings import Embedding, read_embedding, write_embedding
from tests.host import drawing
from tests.host.harness import Host
from tests.hosts.contract import concept

SESSIONS = "/clip-critic/v1/sessions"
PATIENCE = 240.0
QUICK = {"sampling_steps": 4, "width": 64, "height": 64, "seed": 7, "size": 4, "sampler": "Euler"}
WORDS = ("circle", "star", "square")


@pytest.fixture
def host(miniature_host: Host) -> Iterator[Host]:
    """A host whose user has three concepts."""
    folder = miniature_host.data / "clip-critic" / "concepts"
    folder.mkdir(parents=True, exist_ok=True)
    for word in WORDS:
        write_embedding(folder / f"a-{word}.safetensors", Embedding(f"a-{word}", concept(word).parts))
    yield miniature_host
    for file in (*folder.glob("*.safetensors"), *(miniature_host.data / "embeddings").glob("*.safetensors")):
        file.unlink()


def finish(host: Host, session: str) -> dict[str, Any]:
    """Wait until a breeding waits for its user; its last status."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with host.client() as client:
            status = client.get(f"{SESSIONS}/{session}").raise_for_status().json()
        if status["state"] not in ("waiting", "running"):
            assert status["state"] == "stopped", status["message"]
            return dict(status["session"])
        time.sleep(0.05)
    raise AssertionError(f"it did not end: {status['doing']}")


def begin(host: Host, **settings: Any) -> dict[str, Any]:
    population = "\n".join(f"a-{word}" for word in WORDS)
    asked = {
        **QUICK,
        "population": population,
        "prompt": "a large red {concept}",
        "name": "my-shape",
        **settings,
    }
    found = drawing.post(host, f"{SESSIONS}/breeding", settings=asked)
    return finish(host, found["session"]["id"])


def picture(host: Host, session: dict[str, Any], number: int) -> Image.Image:
    (made,) = [one for one in session["individuals"] if one["number"] == number]
    folder = Path(host.data) / "clip-critic" / "sessions" / "breeding" / session["id"] / "pictures"
    with Image.open(folder / made["files"][0]) as image:
        image.load()
        return image


def test_individuals_are_drawn_picked_and_saved(host: Host) -> None:
    begun = begin(host)
    pictures = {number: picture(host, begun, number) for number in (1, 2, 3)}
    assert len({image.tobytes() for image in pictures.values()}) == 3
    read = parse_infotext(pictures[1].info["parameters"])
    assert read.prompt == "a large red my-shape"
    assert "my-shape" in read.settings.get("TI hashes", read.settings.get("TI", ""))
    drawing.post(host, f"{SESSIONS}/{begun['id']}/pick", picked=[2, 3])
    bred = finish(host, begun["id"])
    assert [one["what"] for one in bred["individuals"][3:]] == ["mean", "favourite", "average", "average"]
    favourite = picture(host, bred, bred["individuals"][4]["number"])
    assert favourite.size == (64, 64)
    saved = drawing.post(host, f"{SESSIONS}/{begun['id']}/save", individual=2, name="bred-star")
    assert saved["keyword"] == "<bred-star>"
    read_back = read_embedding(host.data / "embeddings" / "bred-star.safetensors")
    assert read_back.lineage["individual"] == 2


def test_no_individual_stays_in_the_host(host: Host) -> None:
    before = drawing.draw(host, "a large red my-shape")
    begin(host)
    after = drawing.draw(host, "a large red my-shape")
    assert before.tobytes() == after.tobytes()


def test_an_interrupt_keeps_what_is_finished(host: Host) -> None:
    population = "\n".join(f"a-{word}" for word in WORDS)
    asked = {**QUICK, "population": population, "sampling_steps": 150, "seeds": 4}
    session = drawing.post(host, f"{SESSIONS}/breeding", settings=asked)["session"]["id"]
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with host.client() as client:
            status = client.get(f"{SESSIONS}/{session}").raise_for_status().json()
        if status["state"] == "running" and status["done"] > 0:
            break
        time.sleep(0.02)
    drawing.post(host, f"{SESSIONS}/{session}/interrupt")
    while status["state"] in ("waiting", "running") and time.monotonic() < end:
        with host.client() as client:
            status = client.get(f"{SESSIONS}/{session}").raise_for_status().json()
    assert status["state"] == "interrupted"
    drawing.post(host, f"{SESSIONS}/{session}/resume", settings={"sampling_steps": 4, "seeds": 1})
    assert all(one["files"] for one in finish(host, session)["individuals"])
