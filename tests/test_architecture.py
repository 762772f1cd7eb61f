"""The drawing of the rooms in ``docs/architecture.md`` is the one that the imports make."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.sources import names_imported

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "clip_critic"
PAGES = [ROOT / "docs" / "architecture.md", ROOT / "docs" / "architecture.ja.md"]

WORDS = {"errors", "progress", "tables", "settings"}
"""The modules that everybody speaks are one room, ``words``."""

Graph = Mapping[str, frozenset[str]]


def room_of(module: str) -> str:
    """Return the room of a module: its folder or file in the package."""
    name = module.split(".")[1]
    return "words" if name in WORDS else name


def rooms() -> set[str]:
    """Return all folders and modules of the package."""
    found = [path for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()]
    return {room_of(f"clip_critic.{path.stem}") for path in found} - {"__init__"}


def imports_of_rooms() -> Graph:
    """Return the rooms that each room imports."""
    known = rooms()
    arrows: dict[str, set[str]] = {room: set() for room in known}
    for path in PACKAGE.rglob("*.py"):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if module != "clip_critic.__init__":
            ours = (name for name in names_imported(path) if name.startswith("clip_critic."))
            arrows[room_of(module)].update(known.intersection(map(room_of, ours)))
    return {room: frozenset(below - {room}) for room, below in arrows.items()}


def below(graph: Graph, room: str) -> set[str]:
    """Return all rooms that a room needs, directly or through others."""
    found: set[str] = set()
    todo = [room]
    while todo:
        new = graph[todo.pop()] - found
        found |= new
        todo += new
    return found


def reduced(graph: Graph) -> set[tuple[str, str]]:
    """Return the transitive reduction: the arrows that no path through another room makes superfluous."""
    needs = {room: below(graph, room) for room in graph}
    return {
        (room, target)
        for room, targets in graph.items()
        for target in targets
        if not any(target in needs[other] for other in targets - {target})
    }


def drawn(page: Path) -> set[tuple[str, str]]:
    """Return the arrows of a page's drawing: ``a --> b & c`` are two."""
    text = page.read_text(encoding="utf-8")
    (block,) = re.findall(r"```mermaid\n(.*?)```", text, re.DOTALL)
    lines = (line.split("-->") for line in block.splitlines() if "-->" in line)
    return {(room.strip(), target.strip()) for room, targets in lines for target in targets.split("&")}


def test_no_room_needs_itself() -> None:
    graph = imports_of_rooms()
    assert [room for room in graph if room in below(graph, room)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_drawing_shows_the_arrows_that_the_imports_make(page: Path) -> None:
    arrows, shown = reduced(imports_of_rooms()), drawn(page)
    assert sorted(arrows - shown) == [], f"draw these arrows in {page.name}"
    assert sorted(shown - arrows) == [], f"take these arrows out of {page.name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_room_is_described(page: Path) -> None:
    described = re.findall(r"^\| `(\w+)[/`.]", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(described) == sorted((rooms() - {"words"}) | WORDS)
