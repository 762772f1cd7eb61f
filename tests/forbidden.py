"""Folders that the user may not look into, also where the tests run as root."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest


def forbid(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let whatever asks about something in a folder fail as the system lets it fail."""
    stat, scandir, listdir = Path.stat, os.scandir, os.listdir

    def refuse(path: object, itself: bool = False) -> None:
        if isinstance(path, (str, Path)) and (
            folder in Path(path).parents or (itself and Path(path) == folder)
        ):
            raise PermissionError(13, "Permission denied", str(path))

    def guarded_stat(path: Path, **options: Any) -> os.stat_result:
        refuse(path)
        return stat(path, **options)

    def guarded_scandir(path: Any = ".") -> Any:
        refuse(path, itself=True)
        return scandir(path)

    def guarded_listdir(path: Any = ".") -> list[str]:
        refuse(path, itself=True)
        return listdir(path)

    monkeypatch.setattr(Path, "stat", guarded_stat)
    monkeypatch.setattr(os, "scandir", guarded_scandir)
    monkeypatch.setattr(os, "listdir", guarded_listdir)
