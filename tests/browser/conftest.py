"""A browser for the tests of the workbench page."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from tests import chromium
from tests.browser.face import REFUSALS, RankFace
from tests.browser.workbench import Workbench, running


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The session's Chromium."""
    with chromium.shared_browser() as running:
        yield running


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page in a fresh profile; console errors and uncaught exceptions fail the test at its end."""
    with chromium.fresh_page(browser) as opened:
        yield opened


@pytest.fixture
def phone(browser: Any) -> Iterator[Any]:
    """The same on a phone's screen."""
    with chromium.fresh_page(browser, phone=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, tiny_clip: Path) -> Iterator[Workbench]:
    """One server for all tests; each starts without presets of its own."""
    chromium.require_chromium()
    with running(tmp_path_factory.mktemp("workbench"), f"hf:{tiny_clip}") as workbench:
        yield workbench


@pytest.fixture
def workbench(server: Workbench) -> Iterator[Workbench]:
    """The server with an empty folder of presets; a traceback in its log fails the test."""
    shutil.rmtree(server.lists, ignore_errors=True)
    before = len(server.logged())
    yield server
    assert not server.tracebacks(before)


@pytest.fixture
def face_windows(browser: Any, workbench: Workbench) -> Iterator[Callable[..., RankFace]]:
    """Opens the face, in as many windows as a test wants."""
    with ExitStack() as stack:

        def open_window(query: str = "", **options: Any) -> RankFace:
            page = stack.enter_context(chromium.fresh_page(browser, noise=REFUSALS, local=True, **options))
            return RankFace(page, workbench).open(query)

        yield open_window


@pytest.fixture
def face(face_windows: Callable[..., RankFace]) -> RankFace:
    """The face at 1280 pixels."""
    return face_windows()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture without metadata."""
    return save_photo(tmp_path / "photo.png")


@pytest.fixture
def generated(tmp_path: Path) -> Path:
    """A picture with the parameters that the WebUI writes into a PNG."""
    info = PngInfo()
    info.add_text(
        "parameters",
        "a cat, (dog:1.2), the ocean\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, Seed: 1",
    )
    return save_photo(tmp_path / "generated.png", pnginfo=info)


def save_photo(path: Path, colour: str = "teal", **options: Any) -> Path:
    image = Image.linear_gradient("L").convert("RGB").resize((64, 48))
    ImageDraw.Draw(image).ellipse((8, 8, 40, 40), fill=colour)
    image.save(path, **options)
    return path


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    fixtures = getattr(item, "funcargs", {})
    page = fixtures.get("page") or getattr(fixtures.get("face"), "page", None)
    if report.failed and report.when == "call" and page is not None and not page.is_closed():
        with suppress(Exception):  # a page that hangs: the failure itself matters more
            taken = chromium.photograph(page, Path(tempfile.gettempdir()), item.name)
            report.sections.append(("screenshot", str(taken)))
    return report
