"""Fixtures for every test: folders of its own, and a tiny real encoder."""

from __future__ import annotations

import os
import signal
from collections.abc import Generator, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from PIL import Image

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
if "PYTEST_XDIST_WORKER" in os.environ:
    # Several workers with as many threads each as there are cores would only wait for one another.
    os.environ.setdefault("OMP_NUM_THREADS", "1")

from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder
from clip_critic.encoders.measurements import keep_in
from tests import lanes, slow

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Started in the background of a shell, Ctrl-C is ignored, and would be in every program under test.
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("any machine", deadline=None)  # a busy machine is no failure
settings.register_profile("fast", parent=settings.get_profile("any machine"), max_examples=25)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Let fast tests use two cores if the command does not say how many (``-n 0``: one process)."""
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    if _is_fast_lane(config) and not is_worker and config.getoption("numprocesses", 0) is None:
        config.option.numprocesses = 2
        config.option.dist = "worksteal"


def pytest_configure(config: pytest.Config) -> None:
    """Let properties have fewer examples where only fast tests are asked for."""
    settings.load_profile("fast" if _is_fast_lane(config) else "any machine")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Import no file whose tests are all slow where only the others are asked for."""
    return True if _is_fast_lane(config) and slow.is_slow_file(collection_path) else None


def _is_fast_lane(config: pytest.Config) -> bool:
    return bool(config.getoption("markexpr") == "not slow")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, object, object]:
    """Mark what is slow by its file or by its fixtures, and order what is left for two workers."""
    for item in items:
        if slow.is_slow_file(item.path) or not set(slow.FIXTURES).isdisjoint(_fixtures(item)):
            item.add_marker(pytest.mark.slow)
    result = yield
    items[:] = lanes.ordered(items)
    return result


def _fixtures(item: pytest.Item) -> list[str]:
    return list(getattr(item, "fixturenames", []))


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A path for each test; most tests never make a folder of it, and making thousands takes its time."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def own_folders(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep tests from reading or writing the user's own folders."""
    home = next(homes)
    monkeypatch.setenv("CLIP_CRITIC_HOME", str(home))
    keep_in(None)  # an earlier test's encoder may have chosen another folder
    return home


@pytest.fixture(scope="session")
def tiny_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tiny random transformers CLIPModel."""
    from tests.tiny import make_tiny_clip

    return make_tiny_clip(tmp_path_factory.mktemp("models") / "tiny-clip")


@pytest.fixture(scope="session")
def tiny_encoder(tiny_clip: Path) -> Encoder:
    return load_encoder(f"hf:{tiny_clip}", device="cpu")


@pytest.fixture
def picture() -> Image.Image:
    """Something to look at: a gradient with a square."""
    image = Image.linear_gradient("L").convert("RGB").resize((64, 48))
    image.paste((200, 30, 40), (10, 8, 34, 32))
    return image
