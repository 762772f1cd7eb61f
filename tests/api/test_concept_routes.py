"""Concepts over HTTP: the list, one of them, saving, and files that nobody should trust."""

from __future__ import annotations

import base64
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save

with warnings.catch_warnings():  # starlette 0.26 imports multipart by its former name
    warnings.simplefilter("ignore", PendingDeprecationWarning)
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

from clip_critic.api import PATH, Surroundings, router
from clip_critic.api.concepts import LARGEST
from clip_critic.encoders.base import Encoder
from clip_critic.encoders.token_vectors import word_vectors
from clip_critic.progress import Progress, silent
from clip_critic.weights.embeddings import Embedding, read_embedding, write_embedding
from tests.critics import Desk
from tests.weights.attacks import ATTACKS, MARK


@contextmanager
def no_queue() -> Iterator[Progress]:
    yield silent


class Rooms:
    """A server with a WebUI's folder of embeddings."""

    def __init__(self, home: Path, encoder: str) -> None:
        desk = Desk(home, encoder=encoder, device="cpu")
        self.embeddings = home / "embeddings"
        desk.places = replace(desk.places, embeddings=(self.embeddings,))
        self.critic = desk.critic(on_saved=lambda embedding: "")
        self.app = FastAPI()
        around = Surroundings(has_prompts=True)
        self.app.include_router(router(self.critic, no_queue, around=around))

    def send(self, method: str, path: str, **options: Any) -> Any:
        with TestClient(self.app) as client:
            return client.request(method, f"{PATH}/{path}", **options)


@pytest.fixture
def rooms(tmp_path: Path, tiny_clip: Path) -> Rooms:
    return Rooms(tmp_path, f"hf:{tiny_clip}")


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def vectors(encoder: Encoder, word: str = "cat") -> np.ndarray:
    return np.array(word_vectors(encoder, word))


def test_all_concepts_and_what_cannot_be_used(rooms: Rooms) -> None:
    rooms.embeddings.mkdir()
    (rooms.embeddings / "broken.pt").write_bytes(b"PK\x03\x04")
    write_embedding(rooms.embeddings / "my-cat.safetensors", Embedding("", {"": np.ones((2, 768), "f4")}))
    found = rooms.send("GET", "concepts").json()
    (concept,) = found["concepts"]
    assert (concept["name"], concept["keyword"], concept["vectors"]) == ("my-cat", "<my-cat>", 2)
    assert concept["norms"] == {"": [27.7128, 27.7128]}
    assert concept["encoder"] == "hf:openai/clip-vit-large-patch14"
    assert concept["in_host"] and concept["fit"] is None
    assert [Path(one["file"]).name for one in found["unusable"]] == ["broken.pt"]
    assert found["host_folders"] == [str(rooms.embeddings)]
    assert found["host_trains"] is False


def test_a_concept_with_its_nearest_words(rooms: Rooms) -> None:
    with rooms.critic.encoder() as encoder:
        rooms.critic.concepts.save(Embedding("my-cat", {"": vectors(encoder)}))
        identity = encoder.identity
    found = rooms.send("GET", "concepts/My-Cat").json()
    assert found["fit"]["fits"] and found["fit"]["encoder"] == identity
    assert found["fit"]["words"][0][0] == {"word": "cat", "cosine": 1.0}
    assert rooms.send("GET", "concepts/my-cat?words=false").json()["fit"] is None
    rooms.critic.concepts.save(Embedding("large", {"": np.ones((1, 768), "f4")}))
    fit = rooms.send("GET", "concepts/large").json()["fit"]
    assert not fit["fits"] and "hf:openai/clip-vit-large-patch14" in fit["why_not"]
    answer = rooms.send("GET", "concepts/nothing")
    assert answer.status_code == 404 and "no concept <nothing>" in answer.json()["detail"]
    assert rooms.send("GET", "concepts/my-cat?encoder=hf:/etc").status_code == 403


def test_a_file_is_saved_and_is_a_keyword_at_once(rooms: Rooms) -> None:
    with rooms.critic.encoder() as encoder:
        content = save({"emb_params": vectors(encoder)})
    body = {"file": encoded(content), "file_name": "learned.safetensors"}
    saved = rooms.send("PUT", "concepts/my-cat", json=body).json()
    assert saved["keyword"] == "<my-cat>"
    assert [Path(file).parent.name for file in saved["files"]] == ["concepts", "embeddings"]
    lineage = read_embedding(rooms.embeddings / "my-cat.safetensors").lineage
    assert lineage["taken from"]["file"] == "learned.safetensors"
    with rooms.critic.encoder() as encoder:
        assert encoder.encode_texts(["<my-cat>"])[0] @ encoder.encode_texts(["cat"])[0] > 1 - 1e-6
    for_training = {"copy_of": "my-cat", "for_training": True}
    trainable = rooms.send("PUT", "concepts/my-cat-2", json=for_training).json()
    assert trainable["files"] == [str(rooms.embeddings / "my-cat-2.pt")]
    assert "choose another" in rooms.send("PUT", "concepts/my-cat", json=for_training).json()["detail"]
    copied = rooms.send("PUT", "concepts/other", json={"copy_of": "MY-CAT", "to_host": False}).json()
    assert len(copied["files"]) == 1
    assert not (rooms.embeddings / "other.safetensors").exists()


def test_of_several_terms_one_is_named(rooms: Rooms) -> None:
    file = encoded(save({"<a>": np.ones((1, 8), "f4"), "<b>": np.ones((2, 8), "f4")}))
    answer = rooms.send("PUT", "concepts/my-cat", json={"file": file})
    assert answer.status_code == 422 and "choose one of <a>, <b>" in answer.json()["detail"]
    answer = rooms.send("PUT", "concepts/my-cat", json={"file": file, "term": "c"})
    assert answer.status_code == 422 and "no term 'c'" in answer.json()["detail"]
    assert rooms.send("PUT", "concepts/my-cat", json={"file": file, "term": "b"}).status_code == 200
    assert rooms.critic.concepts.find("my-cat").embedding.count == 2


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("AND", {}, "prompt language"),
        ("..%5Cx", {}, "a path"),
        ("a b", {}, "only letters"),
        ("x", {"file": None}, "Send either"),
        ("x", {"copy_of": "y"}, "Send either"),
        ("x", {"file": "%%%"}, "base64"),
        ("x", {"file": encoded(b"nothing")}, "damaged"),
        ("x", {"file": encoded(save({"a": np.full((1, 8), np.nan, "f4")}))}, "not finite"),
        ("x", {"file": encoded(save({"a": np.ones((10_000, 8), "f4")}))}, "10,000 vectors"),
    ],
)
def test_what_cannot_be_saved(rooms: Rooms, name: str, body: dict[str, Any], words: str) -> None:
    sent = {"file": encoded(save({"a": np.ones((1, 8), "f4")})), "file_name": "mine.pt", **body}
    answer = rooms.send("PUT", f"concepts/{name}", json=sent)
    assert answer.status_code == 422
    detail = answer.json()["detail"]
    assert words in detail
    assert "tmp" not in detail.replace(str(rooms.embeddings.parent), "")
    assert not rooms.embeddings.exists()


def test_a_file_that_is_too_large(rooms: Rooms) -> None:
    answer = rooms.send("PUT", "concepts/x", json={"file": encoded(bytes(LARGEST + 10))})
    assert answer.status_code == 413


def test_a_file_of_anothers_stays(rooms: Rooms) -> None:
    rooms.embeddings.mkdir()
    (rooms.embeddings / "x.pt").write_bytes(b"theirs")
    answer = rooms.send("PUT", "concepts/x", json={"file": encoded(save({"a": np.ones((1, 8), "f4")}))})
    assert answer.status_code == 422 and "choose another" in answer.json()["detail"]
    assert (rooms.embeddings / "x.pt").read_bytes() == b"theirs"
    assert [path.name for path in rooms.embeddings.iterdir()] == ["x.pt"]


@pytest.mark.parametrize(
    "name", ["os.system", "saved by torch", "a storage of 300 MB", "an offset past the file"]
)
def test_an_attack_is_answered(
    rooms: Rooms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ATTACKS[name](tmp_path / "attack")
    body = {"file": encoded((tmp_path / "attack").read_bytes()), "file_name": "attack.pt"}
    answer = rooms.send("PUT", "concepts/x", json=body)
    assert answer.status_code == 422 and "attack.pt" in answer.json()["detail"]
    assert not (tmp_path / MARK).exists()


def test_words_are_written_as_the_host_calls_them(rooms: Rooms) -> None:
    rooms.critic.concepts.save(Embedding("my-cat", {"": np.ones((1, 8), "f4")}))
    body = {"prompt": "a sofa", "words": ["<My-Cat>", "<unknown>"]}
    assert rooms.send("POST", "prompts/write", json=body).json()["prompt"] == "a sofa, my-cat, <unknown>"
