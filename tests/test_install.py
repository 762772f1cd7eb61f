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


@pytest.fixture
def everything(install: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """An environment with a stand-in for each package that is absent: only whether it is there counts."""
    for name in filter(install.is_missing, install.wanted()):
        module = install.MODULES.get(name.split(">")[0], name.split(">")[0])
        folder = tmp_path.joinpath("stand-ins", *module.split("."))
        folder.mkdir(parents=True)
        folder.joinpath("__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path / "stand-ins"))
    return {**os.environ, "PYTHONPATH": str(tmp_path / "stand-ins")}


def test_silent_when_everything_is_there(tmp_path: Path, everything: dict[str, str]) -> None:
    command = [sys.executable, str(ROOT / "install.py")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=everything)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_it_starts_no_other_process_when_everything_is_there(
    install: ModuleType, everything: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *args, **kwargs: pytest.fail("a process was started"))
    assert [name for name in install.wanted() if install.is_missing(name)] == []


def test_every_core_requirement_is_declared_once_and_found_by_its_module(install: ModuleType) -> None:
    names = [requirement.split(">")[0] for requirement in install.wanted()]
    assert {"torch", "transformers", "open_clip_torch", "safetensors", "Pillow", "numpy"} <= set(names)
    assert len(names) == len(set(names))


def test_siglip_is_installed_only_where_transformers_has_it(
    install: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install, "knows_siglip", lambda: False)
    assert not {"protobuf", "sentencepiece"} & {name.split(">")[0] for name in install.wanted()}
    monkeypatch.setattr(install, "knows_siglip", lambda: True)
    assert {name.split(">")[0] for name in install.groups()[1]} == {"protobuf", "sentencepiece"}


def test_siglips_packages_are_those_that_a_message_names(install: ModuleType) -> None:
    from clip_critic.encoders.tokenizers import SENTENCEPIECE

    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for extra in ("standalone", "siglip"):
        declared = project.split(f"\n{extra} = [")[1].split("]")[0]
        assert all(f'"{package}>=' in declared for package in SENTENCEPIECE)
    assert {install.MODULES.get(package, package) for package in SENTENCEPIECE} == set(SENTENCEPIECE.values())


def test_a_package_within_another_that_is_absent_is_missing(install: ModuleType) -> None:
    install.MODULES["inner"] = "no_such_package.inner"
    assert install.is_missing("inner>=1")


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
