"""The command line, run inside the tests' process or as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from typer.testing import CliRunner

from tests.cli.command_line import ROOT, Cli, own_environment


@pytest.fixture
def cli(tiny_clip: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Call a command inside this process; the tiny encoder is the default one."""
    from clip_critic.cli.app import app

    monkeypatch.setenv("CLIP_CRITIC_ENCODER", f"hf:{tiny_clip}")
    monkeypatch.setenv("CLIP_CRITIC_DEVICE", "cpu")
    monkeypatch.setenv("COLUMNS", "120")

    def call(*arguments: object, stdin: str | bytes | None = None) -> Any:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)

    return call


@pytest.fixture
def process(tiny_clip: Path) -> Cli:
    """Start ``python -m clip_critic`` with pipes; the tiny encoder is the default one."""

    def start(*arguments: object, **environment: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "clip_critic", *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env={**own_environment(tiny_clip), **environment},
        )

    return start


@pytest.fixture
def folder(tmp_path: Path, picture: Image.Image) -> Path:
    """Three pictures, 1.png, 2.png and sub/10.png, all different."""
    folder = tmp_path / "pictures"
    folder.joinpath("sub").mkdir(parents=True)
    for index, name in enumerate(("1.png", "2.png", "sub/10.png")):
        changed = picture.copy()
        changed.paste((40 * index, 200, 90), (30, 20, 50, 44))
        changed.save(folder / name)
    return folder
