"""Downloads show their size and progress, and go on where they broke off."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from clip_critic import critic as critics
from clip_critic.critic import Critic, Folders
from clip_critic.encoders.base import Encoder
from clip_critic.encoders.downloads import WHAT, download, downloads_reported_to
from clip_critic.errors import InterruptedByUser
from clip_critic.settings import Settings
from tests.file_server import COMMIT, Files, go_online, serving

DATA = random.Random(1).randbytes(3_300_000)
PATH = "/weights.bin"


@pytest.fixture(autouse=True)
def online(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reach the tests' server, and keep what arrives in pieces of 100 KB instead of 10 MB."""
    from huggingface_hub import constants

    go_online(monkeypatch)
    monkeypatch.setattr(constants, "DOWNLOAD_CHUNK_SIZE", 100_000)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "weights.bin"


class Reports:
    """A `Progress` that remembers, and stops at a number of megabytes."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.seen: list[tuple[int, int, str]] = []
        self._stop_at = stop_at

    def __call__(self, done: int, total: int, what: str) -> None:
        self.seen.append((done, total, what))
        if done == self._stop_at:
            raise InterruptedByUser


def test_a_download_tells_its_size_and_progress(target: Path) -> None:
    reports = Reports()
    with serving(Files({PATH: DATA})) as server, downloads_reported_to(reports):
        assert download(server.address + PATH, target) == target
    assert target.read_bytes() == DATA
    assert reports.seen[0] == (0, 4, WHAT) and reports.seen[-1] == (3, 4, WHAT)
    assert [done for done, _, _ in reports.seen] == sorted(done for done, _, _ in reports.seen)


def test_a_critics_user_sees_the_download_of_its_encoder(
    target: Path, tiny_encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = Reports()
    with serving(Files({PATH: DATA})) as server:

        def load(*_: object, **__: object) -> Encoder:
            download(server.address + PATH, target)
            return tiny_encoder

        monkeypatch.setattr(critics, "load_encoder", load)
        monkeypatch.setattr(critics, "check_encoder", lambda *_, **__: None, raising=False)
        critic = Critic(Folders(tmp_path, tmp_path, tmp_path, tmp_path), Settings)
        with critic.encoder("hf:someone/some-clip", reports) as encoder:
            assert encoder.identity == tiny_encoder.identity
    assert (0, 4, WHAT) in reports.seen and reports.seen[-1] == (3, 4, WHAT)


def test_a_file_that_is_there_is_not_fetched_again(target: Path) -> None:
    with serving(Files({PATH: DATA})) as server:
        download(server.address + PATH, target)
        download(server.address + PATH, target)
        assert server.downloads(PATH) == [0]


def test_an_interrupted_download_goes_on_where_it_stopped(target: Path) -> None:
    with serving(Files({PATH: DATA})) as server:
        with pytest.raises(InterruptedByUser), downloads_reported_to(Reports(stop_at=1)):
            download(server.address + PATH, target)
        assert not target.exists()
        reports = Reports()
        with downloads_reported_to(reports):
            download(server.address + PATH, target)
        first, second = server.downloads(PATH)
    assert (first, second) == (0, 1_000_000) and reports.seen[0][0] == 1
    assert target.read_bytes() == DATA
    assert [file.name for file in target.parent.iterdir() if not file.name.endswith(".lock")] == [target.name]


def test_a_server_that_breaks_off(target: Path) -> None:
    with serving(Files({PATH: DATA}, breaks=1)) as server:
        for _ in range(2):  # the client's newest versions try again on their own, older ones may give up
            try:
                download(server.address + PATH, target)
                break
            except Exception:
                assert not target.exists()
        first, second = server.downloads(PATH)
    assert first == 0 and 0 < second <= len(DATA) // 2
    assert target.read_bytes() == DATA


def test_a_server_that_knows_no_ranges(target: Path) -> None:
    target.parent.mkdir()
    target.with_name(f"{target.name}.incomplete").write_bytes(DATA[:1_000_000])
    with serving(Files({PATH: DATA}, knows_ranges=False)) as server:
        download(server.address + PATH, target)
    assert target.read_bytes() == DATA


@pytest.mark.parametrize("start", [b"x" * 4_000_000, DATA])
def test_a_beginning_that_is_too_long_or_complete(target: Path, start: bytes) -> None:
    target.parent.mkdir()
    target.with_name(f"{target.name}.incomplete").write_bytes(start)
    with serving(Files({PATH: DATA})) as server:
        download(server.address + PATH, target)
    assert target.read_bytes() == DATA


def test_a_damaged_download_is_removed(target: Path) -> None:
    digest = hashlib.sha256(DATA).hexdigest()
    target.parent.mkdir()
    part = target.with_name(f"{target.name}.incomplete")
    part.write_bytes(b"x" * 1_000_000)
    with serving(Files({PATH: DATA})) as server:
        with pytest.raises(OSError, match="damaged"):
            download(server.address + PATH, target, digest=digest)
        assert not target.exists() and not part.exists()
        download(server.address + PATH, target, digest=digest[:8])
    assert target.read_bytes() == DATA


def test_a_file_that_is_not_there(target: Path) -> None:
    with serving(Files({})) as server, pytest.raises(OSError, match="404"):
        download(server.address + PATH, target)
    assert not target.exists()


def test_weights_from_the_hub_land_in_its_clients_cache(tmp_path: Path) -> None:
    """In a process of its own, because the client reads its server's address only once."""
    code = """
import sys
from pathlib import Path
from huggingface_hub import constants
from clip_critic.encoders.downloads import downloads_reported_to
from clip_critic.encoders.hub import fetch
from clip_critic.errors import CriticError

constants.DOWNLOAD_CHUNK_SIZE = 100_000
seen = []
def report(done, total, what):
    seen.append((done, total))
for attempt in range(3):
    try:
        with downloads_reported_to(report):
            file = fetch("someone/some-clip", "model.safetensors", Path("models"))
        break
    except CriticError as error:
        print("again:", error, file=sys.stderr)
print(file)
print(seen[0], seen[-1])
"""
    path = "/someone/some-clip/resolve/main/model.safetensors"
    with serving(Files({path: DATA}, breaks=1)) as server:
        environment = os.environ | {
            "HF_ENDPOINT": server.address,
            "HF_HUB_CACHE": str(tmp_path / "hub"),
            "HF_HUB_OFFLINE": "0",
        }
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
        )
        starts = server.downloads(path)
    assert done.returncode == 0, done.stderr
    file, first_and_last = done.stdout.splitlines()
    assert Path(file) == tmp_path / f"hub/models--someone--some-clip/snapshots/{COMMIT}/model.safetensors"
    assert Path(file).read_bytes() == DATA
    assert first_and_last.startswith("(0, 4)") and first_and_last.endswith("(3, 4)")
    assert starts[0] == 0 and len(starts) == 2 and starts[1] > 0
