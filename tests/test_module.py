"""The built module of the face: small, asking nobody else, and with the licences of all that is in it."""

from __future__ import annotations

import gzip
import json
import re
import runpy
from pathlib import Path

import pytest
import setuptools

ROOT = Path(__file__).resolve().parents[1]
MODULE = (ROOT / "javascript" / "clip_critic.mjs").read_text(encoding="utf-8")
LARGEST = 150_000
"""Bytes of the compressed module."""
TYPES = "@types/"
"""The packages below it are of types alone: nothing of them is built in."""


def test_it_names_no_address() -> None:
    code = re.sub(r"/\*.*?\*/", "", MODULE, flags=re.DOTALL)
    assert re.findall(r"\bhttps?://.{0,60}", code) == []


def test_it_is_small() -> None:
    assert len(gzip.compress(MODULE.encode())) <= LARGEST


def test_the_licence_of_every_package_in_it_is_there() -> None:
    headings = re.findall(
        r"^## (\S+) (\S+) \(.+\)$", (ROOT / "web" / "LICENCES.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {
        path.rpartition("node_modules/")[2]: package["version"]
        for path, package in lock["packages"].items()
        if path and not package.get("dev")
    }
    built = {(name, version) for name, version in packages.items() if not name.startswith(TYPES)}
    assert set(headings) == built and len(headings) == len(built)


def test_a_wheel_that_has_it_has_the_licences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setuptools, "setup", lambda **_: None)
    assets = runpy.run_path(str(ROOT / "setup.py"))["ASSETS"]
    files = {path.relative_to(ROOT).as_posix() for pattern in assets for path in ROOT.glob(pattern)}
    assert {"javascript/clip_critic.mjs", "web/LICENCES.md"} <= files
