"""The HTTP API, on a real critic: shapes, limits, and the messages about requests that cannot be used."""

from __future__ import annotations

import base64
import json
import os
import shutil
import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

with warnings.catch_warnings():  # starlette 0.26 imports multipart by its former name
    warnings.simplefilter("ignore", PendingDeprecationWarning)
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

from clip_critic import api
from clip_critic.api import PATH, router
from clip_critic.critic import Critic
from clip_critic.encoders import precision
from clip_critic.encoders.base import Encoder
from clip_critic.errors import InterruptedByUser
from clip_critic.keywords.lists import KeywordList
from clip_critic.progress import Progress, silent
from clip_critic.ranking.audit import audit
from clip_critic.ranking.question import MAX_KEYWORDS
from clip_critic.ranking.ranking import rank
from clip_critic.ranking.records import audit_record, ranking_record
from clip_critic.settings import Settings
from tests.critics import Desk, png

WORDS = "[Animals]\ncat\ndog\n[Styles]\nukiyoe\n"


@contextmanager
def no_queue() -> Iterator[Progress]:
    yield silent


@pytest.fixture
def desk(tmp_path: Path, tiny_clip: Path) -> Desk:
    return Desk(tmp_path / "home", encoder=f"hf:{tiny_clip}", device="cpu")


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(router(desk.critic(), no_queue, may_name_any=lambda request: True))
    with TestClient(app) as client:
        yield client


@pytest.fixture
def encoded(picture: Image.Image) -> str:
    return base64.b64encode(png(picture)).decode("ascii")


def post(client: TestClient, path: str, body: dict[str, Any], status: int = 200) -> dict[str, Any]:
    answer = client.post(f"{PATH}/{path}", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()  # type: ignore[no-any-return]


def detail_of(client: TestClient, path: str, body: dict[str, Any], status: int) -> str:
    detail = post(client, path, body, status)["detail"]
    assert isinstance(detail, str) and "Traceback" not in detail
    return detail


def close(found: Any, expected: Any) -> None:
    """Equal, but for the last digits of numbers."""
    if isinstance(expected, dict):
        assert list(found) == list(expected)
        for key in expected:
            close(found[key], expected[key])
    elif isinstance(expected, list):
        assert len(found) == len(expected)
        for found_row, other in zip(found, expected, strict=True):
            close(found_row, other)
    else:
        assert found == (pytest.approx(expected, abs=1e-6) if isinstance(expected, float) else expected)


# Ranking


def test_a_ranking_is_the_python_apis(
    client: TestClient, encoded: str, picture: Image.Image, tiny_encoder: Encoder
) -> None:
    body = {"picture": encoded, "name": "mine.png", "keywords": WORDS, "rounds": 2, "threshold": 0.05}
    found = post(client, "rank", body)
    expected = ranking_record(rank(picture, WORDS, tiny_encoder), 2, 0.05)
    assert found.pop("notes") == []
    assert list(found) == ["picture", "encoder", "keywords", "rounds"]
    close(found, expected | {"picture": "mine.png"})


def test_words_of_a_list_are_taken_as_they_stand(client: TestClient, encoded: str) -> None:
    words = ["cat, dog", "# no comment", "[no group]"]
    found = post(client, "rank", {"picture": encoded, "keywords": words})
    assert sorted(row["keyword"] for row in found["keywords"]) == sorted(words)


def test_a_data_url_and_wrapped_base64_are_taken(client: TestClient, picture: Image.Image) -> None:
    data = png(picture)
    wrapped = base64.encodebytes(data).decode("ascii")
    assert "\n" in wrapped.strip()
    for text in (f"data:image/png;base64,{base64.b64encode(data).decode()}", wrapped):
        assert len(post(client, "rank", {"picture": text, "keywords": ["cat", "dog"]})["keywords"]) == 2


def test_templates_and_contrasts(
    client: TestClient, encoded: str, picture: Image.Image, tiny_encoder: Encoder
) -> None:
    sets = [["girl", "woman"], ["cat", "dog", "fox"]]
    found = post(
        client,
        "rank",
        {"picture": encoded, "keywords": ["cat", "dog"], "templates": ["a photo of {}"], "contrasts": sets},
    )
    words = KeywordList.parse("template: a photo of {}\ncat\ndog")
    expected = ranking_record(rank(picture, words, tiny_encoder))
    close(found["keywords"], expected["keywords"])
    assert [sorted(row["keyword"] for row in contrast) for contrast in found["contrasts"]] == [
        sorted(s) for s in sets
    ]


def test_a_preset_or_the_default_list(client: TestClient, desk: Desk, encoded: str) -> None:
    first = post(client, "rank", {"picture": encoded})
    assert "parasol" in {row["keyword"] for row in first["keywords"]}
    painters = post(client, "rank", {"picture": encoded, "list": "painters"})
    assert "Claude Monet" in {row["keyword"] for row in painters["keywords"]}
    desk.change(keyword_list="People")
    people = post(client, "rank", {"picture": encoded})
    assert "parasol" not in {row["keyword"] for row in people["keywords"]}


def test_what_the_reader_should_know_is_in_the_notes(client: TestClient, picture: Image.Image) -> None:
    glass = base64.b64encode(png(picture.convert("RGBA").resize((20, 20)))).decode()
    see_through = Image.new("RGBA", (20, 20), (200, 0, 0, 80))
    assert post(client, "rank", {"picture": glass, "keywords": "cat\ncat\ndog"})["notes"] == [
        "Repeated keywords that were dropped: 1"
    ]
    clear = base64.b64encode(png(see_through)).decode()
    (note,) = post(client, "rank", {"picture": clear, "keywords": "cat\ndog"})["notes"]
    assert "ransparen" in note


def test_a_single_keyword_has_no_share(client: TestClient, encoded: str) -> None:
    found = post(client, "rank", {"picture": encoded, "keywords": ["cat"]})
    assert found["keywords"][0]["share"] is None and found["rounds"] == []


def test_a_keyword_beyond_the_context_is_told(client: TestClient, encoded: str) -> None:
    found = post(client, "rank", {"picture": encoded, "keywords": ["cat", "long " * 500]})
    assert sorted(row["truncated"] > 0 for row in found["keywords"]) == [False, True]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "日本の浮世絵", "👩‍🎨", "حصان", "a\tb"])
def test_any_text_comes_back_as_it_is(client: TestClient, encoded: str, text: str) -> None:
    found = post(client, "rank", {"picture": encoded, "keywords": [text, "dog"], "name": text})
    assert " ".join(text.split()) in {row["keyword"] for row in found["keywords"]}
    assert found["picture"] == text


# Requests that cannot be used


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        ({"picture": "not base64!"}, 422, "not valid base64"),
        ({"picture": "äöü"}, 422, "not valid base64"),
        ({"picture": "data:image/png,%89PNG"}, 422, "not valid base64"),
        ({"picture": ""}, 422, "is empty"),
        ({"picture": base64.b64encode(b"words").decode()}, 422, "not a picture of a known format"),
        ({"keywords": ""}, 422, "The keyword list is empty"),
        ({"keywords": []}, 422, "The keyword list is empty"),
        ({"keywords": ["cat", "d\x07og"]}, 422, "U+0007"),
        ({"keywords": "cat\n[Group"}, 422, "Line 2"),
        ({"list": "People"}, 422, "not both"),
        ({"keywords": None, "list": "Nothing"}, 422, 'no preset named "Nothing"'),
        ({"keywords": None, "list": "../x"}, 422, "no preset named"),
        ({"templates": ["no place"]}, 422, "a template needs {} once"),
        ({"contrasts": [["girl"]]}, 422, "at least two words"),
        ({"encoder": "hf:nobody/has-this"}, 503, "nobody/has-this"),
        ({"encoder": "nonsense"}, 503, "is not the name of an encoder"),
        ({"picture": "A" * (90 * 2**20)}, 413, "larger than 64 MB"),
        ({"keywords": "x" * (4 * 2**20 + 1)}, 413, "longer than"),
        ({"keywords": "\n" * 500_001}, 413, "more than 500000 lines"),
        ({"keywords": ["w"] * 250_001}, 413, "more than 250000 values"),
        ({"contrasts": [[]] * 130_000}, 413, "more than 250000 values"),
        ({"keywords": "é-" * (9 * 2**20)}, 413, "without its picture is larger than 24 MB"),
        ({"keywords": [f"w{n}" for n in range(100_001)]}, 413, "100001 keywords are more than"),
        ({"contrasts": [["a", "b", f"c{n}"] for n in range(40_000)]}, 413, "120000 keywords"),
        (
            {"keywords": [f"w{n}" for n in range(20_000)], "templates": [f"{{}} {n}" for n in range(51)]},
            413,
            "1020000 texts",
        ),
        ({"keywords": [f"w{n}" for n in range(2000)], "rounds": 1000, "threshold": 0}, 413, "raise the"),
        ({"threshold": 90}, 422, "Threshold: 90 is not between 0 and 1. Write 90% or 0.9."),
        ({"threshold": "a lot"}, 422, "Threshold: 'a lot' is not a number."),
    ],
)
def test_what_is_told(
    client: TestClient, encoded: str, changes: dict[str, Any], status: int, message: str
) -> None:
    body = {"picture": encoded, "keywords": ["cat", "dog"], **changes}
    assert message in detail_of(client, "rank", body, status)


def test_a_threshold_is_per_cent_or_a_fraction(client: TestClient, encoded: str) -> None:
    body = {"picture": encoded, "keywords": ["cat", "dog", "ocean"], "rounds": 1}
    rounds = [
        client.post(f"{PATH}/rank", json={**body, "threshold": written}).json()["rounds"]
        for written in ("100%", "1", 1, 0)
    ]
    assert rounds[0] == rounds[1] == rounds[2] != rounds[3]


@pytest.mark.parametrize(
    "changes",
    [
        {"picture": None},
        {"picture": ["a"]},
        {"keywords": 3.5, "picture": {}},
        {"keywords": {"cat": 1}},
        {"rounds": "many"},
        {"rounds": -1},
        {"rounds": 1001},
        {"contrasts": {"a": 1}},
        {"templates": {"a": 1}},
    ],
)
def test_wrong_types_name_the_field(client: TestClient, encoded: str, changes: dict[str, Any]) -> None:
    answer = client.post(f"{PATH}/rank", json={"picture": encoded, "keywords": ["cat", "dog"], **changes})
    assert answer.status_code == 422
    places = {tuple(fault["loc"])[:2] for fault in answer.json()["detail"]}
    assert places & {("body", name) for name in changes}
    assert encoded not in answer.text  # the picture is not sent back


@pytest.mark.parametrize(
    "body",
    [
        b'{"picture": "\\ud800"}',
        b'{"picture": "aaaa", "name": "\\ud800"}',
        b'{"picture": "aaaa", "threshold": NaN}',
        b'{"picture": "aaaa", "keywords": ["\\udfff"]}',
        b'{"picture": "aaaa", "keywords": null, "list": "\\ud800"}',
        b'{"picture": "aaaa", "keywords": ["cat"], "encoder": "\\ud800"}',
        b"{",
        b"[]",
        b"",
        b"\xff\xfe",
    ],
)
def test_what_is_hardly_json_is_no_fault(client: TestClient, encoded: str, body: bytes) -> None:
    body = body.replace(b"aaaa", encoded.encode())
    answer = client.post(f"{PATH}/rank", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422, 503) or (b"name" in body and answer.json()["picture"] == "?")


def test_bad_input_does_not_wait_for_a_turn(desk: Desk, encoded: str) -> None:
    @contextmanager
    def never() -> Iterator[Progress]:
        raise AssertionError("it waited for a turn")
        yield silent

    app = FastAPI()
    app.include_router(router(desk.critic(), never))
    with TestClient(app) as client:
        detail_of(client, "rank", {"picture": "!", "keywords": ["cat"]}, 422)
        detail_of(client, "rank", {"picture": encoded, "keywords": []}, 422)
        detail_of(client, "audit", {"picture": encoded}, 422)


def test_interrupting_is_told(desk: Desk, encoded: str) -> None:
    def stop(done: int, total: int, what: str) -> None:
        raise InterruptedByUser("Interrupted.")

    @contextmanager
    def interrupted() -> Iterator[Progress]:
        yield stop

    app = FastAPI()
    app.include_router(router(desk.critic(), interrupted))
    with TestClient(app) as client:
        assert detail_of(client, "rank", {"picture": encoded, "keywords": ["cat"]}, 409) == "Interrupted."


def test_a_damaged_encoder(client: TestClient, encoded: str, tiny_clip: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(tiny_clip, damaged)
    weights = damaged / "model.safetensors"
    os.truncate(weights, weights.stat().st_size // 2)
    body = {"picture": encoded, "keywords": ["cat", "dog"]}
    assert "damaged" in detail_of(client, "rank", {**body, "encoder": f"hf:{damaged}"}, 503)
    post(client, "rank", body)


def test_many_requests_at_once(client: TestClient, encoded: str) -> None:
    def ask(number: int) -> list[str]:
        words = [f"{word} {number}" for word in ("cat", "dog", "fox")]
        found = post(client, "rank", {"picture": encoded, "keywords": words})
        assert sorted(row["keyword"] for row in found["keywords"]) == sorted(words)
        return words

    with ThreadPoolExecutor(6) as pool:
        assert len(list(pool.map(ask, range(12)))) == 12


def test_one_turn_at_a_time(desk: Desk, encoded: str) -> None:
    lock, inside, most = threading.Lock(), [0], [0]

    @contextmanager
    def turn() -> Iterator[Progress]:
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            yield silent
            inside[0] -= 1

    app = FastAPI()
    app.include_router(router(desk.critic(), turn))
    with TestClient(app) as client, ThreadPoolExecutor(4) as pool:
        body = {"picture": encoded, "keywords": ["cat", "dog"]}
        list(pool.map(lambda _: post(client, "rank", body), range(4)))
    assert (inside[0], most[0]) == (0, 1)


# Audit


def test_an_audit_is_the_python_apis(
    client: TestClient, encoded: str, picture: Image.Image, tiny_encoder: Encoder
) -> None:
    found = post(client, "audit", {"picture": encoded, "prompt": "a cat, (dog:1.2)", "name": "x"})
    expected = audit_record(audit(picture, tiny_encoder, "a cat, (dog:1.2)"))
    close(found, expected | {"picture": "x"})


def test_the_pictures_own_prompt_is_audited(client: TestClient, picture: Image.Image) -> None:
    infotext = "the ocean, winter\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, Seed: 1"
    own = base64.b64encode(png(picture, infotext)).decode()
    found = post(client, "audit", {"picture": own})
    assert found["prompt"] == "the ocean, winter"
    assert [row["phrase"] for row in found["phrases"]] == ["the ocean", "winter"]
    negative = post(client, "audit", {"picture": own, "negative": True})
    assert [row["phrase"] for row in negative["phrases"]] == ["blurry"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, "has no prompt in its metadata"),
        ({"prompt": ""}, "no words to audit"),
        ({"prompt": "<lora:x:1>"}, "no words to audit"),
        ({"prompt": "a, " * 10_000}, "at most 10000 can be audited"),
        ({"negative": True}, "has no negative prompt in its metadata"),
        ({"negative": True, "prompt": "a"}, "either a prompt or the picture's own negative prompt"),
    ],
)
def test_prompts_that_cannot_be_audited(
    client: TestClient, encoded: str, changes: dict[str, Any], message: str
) -> None:
    assert message in detail_of(client, "audit", {"picture": encoded, **changes}, 422)


# Lists and encoders


def test_lists_are_saved_read_and_deleted(client: TestClient, desk: Desk) -> None:
    assert "Painters" in client.get(f"{PATH}/lists").json()["lists"]
    saved = client.put(f"{PATH}/lists/My hats", json={"text": "fez\nbowler"}).json()
    assert saved["name"] == "My hats" and saved["notes"] == []
    assert "My hats" in client.get(f"{PATH}/lists").json()["lists"]
    read = client.get(f"{PATH}/lists/my%20HATS").json()
    assert read == {"name": "My hats", "text": "fez\nbowler", "revision": saved["revision"]}
    assert client.delete(f"{PATH}/lists/My hats").json() == {"name": "My hats"}
    assert "My hats" not in client.get(f"{PATH}/lists").json()["lists"]
    assert [path.read_text() for path in (desk.home / "keyword_lists" / "trash").iterdir()] == ["fez\nbowler"]


def test_an_older_revision_overwrites_nothing(client: TestClient) -> None:
    address = f"{PATH}/lists/Shared"
    first = client.put(address, json={"text": "start"}).json()["revision"]
    second = client.put(address, json={"text": "start\nA", "revision": first}).json()
    assert second["name"] == "Shared" and second["revision"] != first
    third = client.put(address, json={"text": "start\nB", "revision": first}).json()
    assert third["name"] == "Shared (2)" and "different version" in third["notes"][0]
    assert client.get(address).json()["text"] == "start\nA"


def test_a_new_list_with_the_name_of_a_bundled_one_is_said_to_hide_it(client: TestClient) -> None:
    address = f"{PATH}/lists/painters"
    saved = client.put(address, json={"text": "myself"}).json()
    assert saved["name"] == "Painters" and "bundled list has this name" in saved["notes"][0]
    again = client.put(address, json={"text": "me", "revision": saved["revision"]}).json()
    assert again["notes"] == []
    client.delete(address)
    revision = client.get(address).json()["revision"]
    assert client.put(address, json={"text": "edited", "revision": revision}).json()["notes"] == []


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("CON", "cat", "Windows reserves it"),
        ("a<b", "cat", "< is not allowed"),
        (".hidden", "cat", "starts with a dot"),
        ("x" * 101, "cat", "too long"),
        ("Fine", "# nothing", "The keyword list is empty"),
        ("Fine", "[open", "Line 1"),
    ],
)
def test_lists_that_cannot_be_saved(
    client: TestClient, desk: Desk, name: str, text: str, message: str
) -> None:
    answer = client.put(f"{PATH}/lists/{name}", json={"text": text})
    assert answer.status_code == 422 and message in answer.json()["detail"]
    assert list(desk.home.rglob("*.txt")) == []


@pytest.mark.parametrize("name", ["..%2Fx", "%2Fetc%2Fpasswd", "a%2F..%2Fb"])
def test_names_lead_nowhere_else(client: TestClient, desk: Desk, name: str) -> None:
    answer = client.put(f"{PATH}/lists/{name}", json={"text": "cat"})
    assert answer.status_code == 422 and "/ is not allowed" in answer.json()["detail"]
    assert list(desk.home.parent.rglob("x.txt")) == []


def test_lists_are_renamed(client: TestClient, desk: Desk) -> None:
    revision = client.put(f"{PATH}/lists/Old", json={"text": "cat"}).json()["revision"]
    assert client.post(f"{PATH}/lists/Old/rename", json={"name": " New "}).json() == {"name": "New"}
    assert client.get(f"{PATH}/lists/New").json()["revision"] == revision
    assert {"name": "New", "own": True} in client.get(f"{PATH}/lists").json()["presets"]
    refused = client.post(f"{PATH}/lists/Painters/rename", json={"name": "Mine"})
    assert refused.status_code == 422 and "comes with CLIP Critic" in refused.json()["detail"]


def test_words_are_written_into_a_prompt(client: TestClient) -> None:
    def write(**body: Any) -> Any:
        return client.post(f"{PATH}/prompts/write", json=body)

    body: Any = {"prompt": "a photo, (cafe\u0301:1.2)", "words": ["café", "smile (shy)"]}
    once = write(**body, weight=1.1).json()["prompt"]
    assert once == "a photo, (cafe\u0301:1.2), (smile \\(shy\\):1.1)"
    assert write(prompt=once, words=body["words"]).json()["prompt"] == once
    replaced = write(prompt="sky <lora:x:0.8>", words=["sea"], mode="replace").json()["prompt"]
    assert replaced == "sea <lora:x:0.8>"
    refused = write(words=["sea"], mode="beside")
    assert refused.status_code == 422 and "beside" in refused.json()["detail"]


def test_the_encoder_is_unloaded(client: TestClient) -> None:
    assert client.post(f"{PATH}/encoders/unload").json() == {}


def test_missing_and_bundled_lists(client: TestClient) -> None:
    assert "no preset named" in client.get(f"{PATH}/lists/Nothing").json()["detail"]
    assert "no preset named" in client.delete(f"{PATH}/lists/Nothing").json()["detail"]
    bundled = client.delete(f"{PATH}/lists/Painters")
    assert bundled.status_code == 422 and "comes with CLIP Critic" in bundled.json()["detail"]


def test_a_folder_that_cannot_be_used(client: TestClient, desk: Desk) -> None:
    desk.home.mkdir()
    (desk.home / "keyword_lists").write_text("a file in its place")
    for answer in (client.put(f"{PATH}/lists/Mine", json={"text": "cat"}), client.get(f"{PATH}/lists")):
        assert answer.status_code == 507 and "cannot be" in answer.json()["detail"]


def test_a_request_names_its_precision(
    client: TestClient, encoded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precision, "has_bfloat16", lambda device: True)
    body = {"picture": encoded, "keywords": WORDS}
    found = [post(client, "rank", {**body, "precision": wish})["encoder"] for wish in (None, "bfloat16")]
    assert found[1] == f"{found[0]}+bfloat16"
    audited = {"picture": encoded, "prompt": "a cat", "precision": "bfloat16"}
    assert post(client, "audit", audited)["encoder"] == found[1]
    assert "precision" in str(client.post(f"{PATH}/rank", json={**body, "precision": "half"}).json())


def test_encoders(client: TestClient, tiny_clip: Path) -> None:
    found = client.get(f"{PATH}/encoders").json()
    assert found["default"] == f"hf:{tiny_clip}"
    assert found["default"] in found["encoders"]
    assert [row["spec"] for row in found["choices"]] == found["encoders"]
    assert all(row["on_this_machine"] or row["megabytes"] >= 0 for row in found["choices"])
    assert found["choices"][0]["on_this_machine"] and all(row["about"] for row in found["choices"])


def test_settings_that_cannot_be_read_are_told(desk: Desk, encoded: str) -> None:
    app = FastAPI()
    app.include_router(router(Critic(desk.places, lambda: Settings.read({"rounds": "five"})), no_queue))
    with TestClient(app) as client:
        assert "Rounds" in detail_of(client, "rank", {"picture": encoded, "keywords": ["cat"]}, 422)
        assert "Rounds" in client.get(f"{PATH}/encoders").json()["detail"]


def test_it_describes_itself(client: TestClient) -> None:
    described = json.dumps(client.get("/openapi.json").json())
    for text in ("Rank keywords against a picture", "instead of keywords", "base64"):
        assert text in described
    assert f"{PATH}/rank" in described and f"{PATH}/lists/{{name}}" in described


def test_limits_are_those_of_the_readme() -> None:
    assert (api.MAX_PICTURE_BYTES, MAX_KEYWORDS) == (64 * 2**20, 100_000)
