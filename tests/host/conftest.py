"""Fixtures around one real WebUI a session: `host`, `page`, a second extension, hosts with other flags."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import chromium
from tests.host.harness import Host, Installation
from tests.host.screens import NOISE, open_ui

OTHER = "zz-other-extension"
OTHER_FILES = {
    "javascript/other.js": """
onUiLoaded(function() {
    window.otherExtension = [];
    appendContextMenuOption('#txt2img_gallery img', 'Other picture entry', function() {
        window.otherExtension.push('picture');
    });
    appendContextMenuOption('#txt2img_generate', 'Other button entry', function() {
        window.otherExtension.push('button');
    });
});
"""
}


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
    """What the hosts' config.json says besides the harness's own settings."""
    return {"clip_critic_encoder": f"hf:{tiny_clip}"}


@pytest.fixture(scope="session")
def make_host(
    installation: Installation,
    host_settings: dict[str, object],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[..., Host]]:
    """Make hosts with this project and the tiny checkpoint: `make_host("--api-auth", "u:p").start()`."""
    models = tmp_path_factory.mktemp("models")
    installation.make_models(models)
    made: list[Host] = []

    def make(*flags: str, settings: dict[str, object] | None = None) -> Host:
        data = tmp_path_factory.mktemp("webui")
        host = Host(installation, data, flags=flags, settings={**host_settings, **(settings or {})})
        shutil.copytree(models, host.data / "models", dirs_exist_ok=True)
        host.install_project()
        made.append(host)
        return host

    yield make
    for host in made:
        host.stop()


@pytest.fixture(scope="session")
def _session_host(make_host: Callable[..., Host]) -> Host:
    return make_host()


@pytest.fixture
def host(_session_host: Host) -> Host:
    """The session's running WebUI; a test may call its `restart()`."""
    return _session_host if _session_host.running else _session_host.start()


@pytest.fixture
def other_extension(host: Host) -> Iterator[str]:
    """A second extension with entries of its own in the host's context menus; the host restarts around it."""
    host.add_extension(OTHER, OTHER_FILES)
    host.restart()
    yield OTHER
    host.remove_extension(OTHER)
    host.restart()


@pytest.fixture(scope="session")
def browser(installation: Installation) -> Iterator:
    """The session's Chromium; asked for after the WebUI, whose absence is the better reason to skip."""
    with chromium.shared_browser() as running:
        yield running


@pytest.fixture
def page(browser, host: Host) -> Iterator:  # type: ignore[no-untyped-def]
    """The WebUI's page in a fresh profile; errors that are not the host's own fail the test at its end."""
    with chromium.fresh_page(browser, noise=NOISE, base_url=host.url) as opened:
        open_ui(opened)
        yield opened


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator:
    report = yield
    given = getattr(item, "funcargs", {})
    host, page = given.get("host"), given.get("page")
    if report.failed and host is not None:
        report.sections.append(("WebUI log", host.log_tail()))
        if page is not None and not page.is_closed():
            report.sections.append(("screenshot", str(chromium.photograph(page, host.data, item.name))))
    return report
