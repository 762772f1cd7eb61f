"""Helpers that the tests of the command line share."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

ROOT = Path(__file__).resolve().parents[2]

Cli = Callable[..., Any]


def invoke(home: Path, *arguments: object) -> Any:
    """Call a command inside this process, with a home of its own: for what several tests only read."""
    from clip_critic.cli.app import app

    environment = {"CLIP_CRITIC_HOME": str(home), "CLIP_CRITIC_DEVICE": "cpu", "COLUMNS": "120"}
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env=environment)


def own_environment(tiny_clip: Path) -> dict[str, str]:
    """This process's, with the tiny encoder; the tests' own filters of warnings are not the program's."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONWARNINGS"}
    return {**environment, "CLIP_CRITIC_ENCODER": f"hf:{tiny_clip}", "CLIP_CRITIC_DEVICE": "cpu"}


def read_csv(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))
