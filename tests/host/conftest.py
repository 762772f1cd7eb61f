"""Fixtures around one real WebUI a session: `host`, `page`, a second extension, hosts with other flags."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from clip_critic.miniature.export import NAME as MINIATURE
from clip_critic.miniature.export import export_checkpoint
from clip_critic.miniature.source import StoredMiniature
from tests import chromium
from tests.host import inside
from tests.host.harness import PROBE, PROBE_FILES, PROJECT, Host, Installation
from tests.host.screens import window

OTHERS = {"aa-other-extension": "Early", "zz-other-extension": "Late"}  # loaded before and after ours
OTHER_SCRIPT = """
onUiLoaded(function() {
    window.otherExtensions = window.otherExtensions || [];
    appendContextMenuOption('#txt2img_gallery img', 'NAME picture entry', function() {
        window.otherExtensions.push('NAME picture');
    });
    appendContextMenuOption('#txt2img_generate', 'NAME button entry', function() {
        window.otherExtensions.push('NAME button');
    });
});
"""
ENCODER = "clip_critic_encoder"
FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.host)


@pytest.fixture(scope="session")
def installation() -> Installation:
    """The installed WebUI that the environment names."""
    try:
        return Installation.from_environment()
    except LookupError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def host_settings(tiny_clip: Path) -> dict[str, object]:
    """Return the entries of the hosts' config.json besides the harness's own."""
    return {ENCODER: f"hf:{tiny_clip}"}


@pytest.fixture(scope="session")
def make_host(
    installation: Installation,
    host_settings: dict[str, object],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[..., Host]]:
    """Make hosts with this project and the tiny checkpoint: `make_host("--api-auth", "u:p").start()`."""
    models = tmp_path_factory.mktemp("models")
    installation.make_models(models)
    hosts: list[Host] = []

    def make(*flags: str, settings: dict[str, object] | None = None, api: bool = True) -> Host:
        data = tmp_path_factory.mktemp("webui")
        chosen = {**host_settings, **(settings or {})}
        host = Host(installation, data, flags=flags, settings=chosen, api=api)
        shutil.copytree(models, host.data / "models", dirs_exist_ok=True)
        host.install_project()
        host.add_extension(PROBE, PROBE_FILES)
        hosts.append(host)
        return host

    yield make
    for host in hosts:
        host.stop()


@pytest.fixture(scope="session")
def _session_host(make_host: Callable[..., Host]) -> Host:
    return make_host()


@pytest.fixture
def host(_session_host: Host) -> Host:
    """The session's running WebUI; a test may call its `restart()`."""
    return _session_host if _session_host.running else _session_host.start()


@pytest.fixture(scope="session")
def _miniature_host(make_host: Callable[..., Host]) -> Host:
    stored = PROJECT / "miniature"
    if not (stored / "unet").is_dir():
        pytest.skip("the miniature's weights are not here")
    host = make_host(settings={"sd_model_checkpoint": f"{MINIATURE}.safetensors", ENCODER: "miniature"})
    checkpoints = host.data / "models" / "Stable-diffusion"
    shutil.rmtree(checkpoints)
    export_checkpoint(StoredMiniature(stored), checkpoints)
    for end in ("safetensors", "yaml"):
        shutil.copy(checkpoints / f"{MINIATURE}.{end}", checkpoints / f"second.{end}")
    (host.data / "styles.csv").write_text("name,prompt,negative_prompt\nStarry,{prompt} with a star,dots\n")
    host.add_extension(inside.FOLDER, inside.files())
    return host


@pytest.fixture
def miniature_host(_miniature_host: Host) -> Host:
    """A running WebUI that draws and sees with the miniature; one for the session, too."""
    return _miniature_host if _miniature_host.running else _miniature_host.start()


@pytest.fixture
def other_extensions(host: Host) -> Iterator[None]:
    """Two more extensions, loaded before and after ours, with entries of their own in the context menus."""
    for folder, name in OTHERS.items():
        host.add_extension(folder, {"javascript/other.js": OTHER_SCRIPT.replace("NAME", name)})
    host.restart()
    yield
    for folder in OTHERS:
        host.remove_extension(folder)
    host.stop()  # the next test that wants it starts it


@pytest.fixture(scope="session")
def browser(installation: Installation) -> Iterator[Any]:
    """The session's Chromium; asked for after the WebUI, whose absence is the better reason to skip."""
    with chromium.shared_browser() as running:
        yield running


@pytest.fixture
def page(browser: Any, host: Host) -> Iterator[Any]:
    """The WebUI's page in a fresh profile; errors that are not the host's own fail the test at its end."""
    with window(browser, host) as opened:
        yield opened


@pytest.fixture(scope="module")
def _kept() -> Iterator[dict[str, Any]]:
    kept: dict[str, Any] = {}
    yield kept
    if "context" in kept:
        kept["context"].close()


@pytest.fixture
def desk(browser: Any, host: Host, request: pytest.FixtureRequest, _kept: dict[str, Any]) -> Iterator[Any]:
    """Like `page`, but kept over a module's tests as a person's window is: opening costs seconds.

    After a failure or a restart of the host, the next test gets a fresh one.
    """
    if _kept.get("at") != (host.url, host.starts):
        if "context" in _kept:
            _kept["context"].close()
        _kept["context"] = ExitStack()
        _kept["page"] = _kept["context"].enter_context(window(browser, host))
    yield _kept["page"]
    errors, _kept["page"].watch.errors = _kept["page"].watch.unexpected, []
    _kept["at"] = None if errors or request.node.stash.get(FAILED, False) else (host.url, host.starts)
    if errors:
        pytest.fail("the page reported errors:\n" + "\n".join(errors), pytrace=False)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture without metadata."""
    Image.linear_gradient("L").convert("RGB").save(tmp_path / "photo.png")
    return tmp_path / "photo.png"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    arguments = getattr(item, "funcargs", {})
    host, page = arguments.get("host"), arguments.get("page") or arguments.get("desk")
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    if report.failed and host is not None:
        report.sections.append(("WebUI log", host.log_tail()))
        if page is not None and not page.is_closed():
            report.sections.append(("screenshot", str(chromium.photograph(page, host.data, item.name))))
    return report
