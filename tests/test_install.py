"""The installer: quiet and quick when nothing is missing, and never a mover of versions."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import venv
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def install() -> ModuleType:
    spec = importlib.util.spec_from_file_location("clip_critic_install", ROOT / "install.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_silent_when_everything_is_there(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, ROOT / "install.py"], capture_output=True, text=True, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_it_starts_no_other_process_when_everything_is_there(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *args, **kwargs: pytest.fail("a process was started"))
    assert [name for name in install.wanted() if install.is_missing(name)] == []


def test_every_core_requirement_is_declared_once_and_found_by_its_module(install: ModuleType) -> None:
    names = [requirement.split(">")[0] for requirement in install.wanted()]
    assert {"torch", "transformers", "open_clip_torch", "safetensors", "Pillow", "numpy"} <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.slow
def test_a_version_that_is_there_is_never_moved(tmp_path: Path, install: ModuleType) -> None:
    """A package that is missing but would need a newer version of one that is there is not installed."""
    venv.create(tmp_path / "venv", with_pip=True, symlinks=True)
    python = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    for name, requires in (("needed-1.0", ""), ("needed-2.0", ""), ("asker-1.0", "needed>=2")):
        _wheel(tmp_path / "wheels", name, requires)
    wheels = tmp_path / "wheels"
    pip = [str(python), "-m", "pip", "install", "--no-index", "--find-links", str(wheels), "--quiet"]
    subprocess.run([*pip, "needed==1.0"], check=True)
    code = (
        f"import runpy; ns = runpy.run_path({str(ROOT / 'install.py')!r}, run_name='x');"
        " ns['install'](['asker'])"
    )
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path / "wheels")}
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, env={**os.environ, **offline})
    assert "CLIP Critic could not install asker" in done.stderr
    listed = subprocess.run([python, "-m", "pip", "list"], capture_output=True, text=True, check=True).stdout
    assert "needed" in listed and "1.0" in listed and "asker" not in listed


def _wheel(folder: Path, name: str, requires: str) -> None:
    """The smallest wheel that pip installs."""
    import zipfile

    folder.mkdir(exist_ok=True)
    package, version = name.split("-")
    info = f"{package}-{version}.dist-info"
    needs = f"Requires-Dist: {requires}\n" if requires else ""
    with zipfile.ZipFile(folder / f"{package}-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{package}.py", "")
        wheel.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n{needs}"
        )
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")
