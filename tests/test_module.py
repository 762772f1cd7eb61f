"""The built modules of the face: small, asking nobody else, and with the licences of all that is in it."""

from __future__ import annotations

import gzip
import json
import re
import runpy
from collections.abc import Iterable
from pathlib import Path

import pytest
import setuptools

ROOT = Path(__file__).resolve().parents[1]
MODULES = {
    path.relative_to(ROOT / "javascript").as_posix(): path.read_text(encoding="utf-8")
    for path in (ROOT / "javascript").rglob("*.mjs")
}
MODULE = "clip_critic.mjs"
LARGEST_AT_ONCE, LARGEST = 100_000, 250_000
"""Bytes, compressed: of what is loaded before the first panel is there, and of everything."""
TYPES = "@types/"
"""The packages below it are of types alone: nothing of them is built in."""


def imported_by(name: str) -> set[str]:
    """Return a module and all that it imports before it runs."""
    names = re.findall(r"(?:\bfrom|\bimport)\"\./(?:parts/)?([\w.-]+)\"", MODULES[name])
    return {name}.union(*(imported_by(f"parts/{imported}") for imported in names))


def compressed(names: Iterable[str]) -> int:
    """Return the number of bytes of modules that a server sends compressed."""
    return sum(len(gzip.compress(MODULES[name].encode())) for name in names)


@pytest.mark.parametrize("name", MODULES)
def test_they_name_no_address(name: str) -> None:
    code = re.sub(r"/\*.*?\*/", "", MODULES[name], flags=re.DOTALL)
    assert re.findall(r"\bhttps?://.{0,60}", code) == []


def test_they_are_small() -> None:
    at_once = imported_by(MODULE)
    assert 2 <= len(at_once) < len(MODULES), "some parts are imported, others only when they are needed"
    assert compressed(at_once) <= LARGEST_AT_ONCE and compressed(MODULES) <= LARGEST


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
    assert {"web/LICENCES.md", *(f"javascript/{name}" for name in MODULES)} <= files
