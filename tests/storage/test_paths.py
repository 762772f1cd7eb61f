"""The folders in which things are stored; asking for them creates nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from clip_critic.storage import paths

USER_FOLDERS = (paths.user_data_dir, paths.user_lists_dir, paths.models_dir, paths.cache_dir)


def test_the_hosts_folder_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "other"))
    home = tmp_path / "host"

    assert paths.user_data_dir(home) == home
    assert paths.user_lists_dir(home) == home / "keyword_lists"
    assert paths.models_dir(home) == home / "models"
    assert paths.cache_dir(home) == home / "cache"


def test_the_environment_variable_moves_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path))
    assert all(folder() == folder(tmp_path) for folder in USER_FOLDERS)


def test_a_home_is_absolute_and_the_tilde_is_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, "~/critic")
    assert paths.user_data_dir() == Path.home() / "critic"
    assert paths.cache_dir(Path("here")) == Path.cwd() / "here" / "cache"


@pytest.mark.parametrize("value", [None, "", "  "])
def test_without_either_the_platform_says(value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.HOME_VARIABLE)
    if value is not None:
        monkeypatch.setenv(paths.HOME_VARIABLE, value)

    assert paths.user_data_dir() == platformdirs.user_data_path("clip-critic", appauthor=False)
    assert paths.cache_dir() == platformdirs.user_cache_path("clip-critic", appauthor=False)
    assert paths.user_lists_dir().parent == paths.models_dir().parent == paths.user_data_dir()


def test_asking_creates_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    code = (
        "from clip_critic.keywords.presets import PresetStore\n"
        "from clip_critic.storage import assets, paths\n"
        "paths.models_dir(), paths.cache_dir()\n"
        "assert PresetStore(assets.bundled_lists_dir(), paths.user_lists_dir()).names()"
    )
    subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        cwd=Path(__file__).parents[2],
        env={"CLIP_CRITIC_HOME": str(home), "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert not home.exists()
