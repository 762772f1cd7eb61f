"""The arrows between the layers go down only, and nobody imports what is not theirs."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.sources import names_imported, nodes_of

PACKAGE = Path(__file__).resolve().parents[1] / "clip_critic"

LAYERS = [
    {"extension", "__main__"},
    {"cli"},
    {"server"},
    {"ui", "api"},
    {"reports"},
    {"sessions"},
    {"tasting"},
    {"critic"},
    {"taste"},
    {"hosts"},
    {"guides"},
    {"ranking"},
    {"concepts"},
    {"miniature"},
    {"encoders"},
    {"prompts"},
    {"keywords"},
    {"weights"},
    {"pictures"},
    {"storage"},
    {"engine"},
    {"settings"},
    {"tables"},
    {"progress", "errors"},
]
"""Rooms from the top down. A module imports only its own room and rooms of lower rows; rooms of one row know
nothing of each other."""

SESSION_LAYERS = [
    {"sources"},
    {"kinds"},
    {"feedback", "exhibitions", "breeding", "dreams"},
    {"base", "host_settings"},
]
"""The same inside ``sessions/``: sources of pictures, the list of kinds, the kinds, and what all share."""

MOST_AT_THE_ROOT = 9
LONGEST_DOOR = 80

CORE = (
    "ranking.ranking",
    "ranking.audit",
    "keywords.presets",
    "prompts",
    "critic",
    "encoders",
    "pictures.opening",
    "sessions.feedback.sessions",
    "engine.jobs",
)


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def part_of(path: Path) -> str:
    """Return the room of a file: ``ui`` for ``clip_critic/ui/page.py``."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def name_of(path: Path) -> str:
    """Return the dotted name of a module."""
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def file_of(module: str) -> Path | None:
    """Return the file of one of our modules; None for what is not a module of ours."""
    path = PACKAGE.parent.joinpath(*module.split("."))
    found = [file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()]
    return found[0] if found and module.split(".")[0] == PACKAGE.name else None


def calls(path: Path) -> Iterator[ast.Call]:
    """Yield every call in a file."""
    return (node for node in nodes_of(path) if isinstance(node, ast.Call))


def imports_of_modules() -> dict[str, set[str]]:
    """Return the modules of ours that each module imports."""
    return {
        name_of(path): {
            name if file_of(name) else name.rpartition(".")[0]
            for name in names_imported(path)
            if name.startswith("clip_critic.")
        }
        for path in modules()
    }


def doors(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (module, name) of everything that a file imports from a module of ours, modules left out."""
    for name in names_imported(path):
        module, _, what = name.rpartition(".")
        if file_of(module) and not file_of(name):
            yield module, what


@cache
def borrowed(module: str) -> dict[str, str]:
    """Return the names that a module of ours imports from others of ours, with the module each comes from."""
    path = file_of(module)
    return {what: home for home, what in doors(path)} if path else {}


def home_of(module: str, name: str) -> str:
    """Return the module in which a name is defined, wherever it is imported from."""
    while name in borrowed(module):
        module = borrowed(module)[name]
    return module


def level(part: str, layers: list[set[str]]) -> int:
    found = [index for index, parts in enumerate(layers) if part in parts]
    assert found, f"{part} has no place in the layers yet: give it one"
    return found[0]


EVERY_MODULE = pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))


@EVERY_MODULE
def test_arrows_go_down(path: Path) -> None:
    own = part_of(path)
    for name in names_imported(path):
        part = name.split(".")[1] if name.startswith("clip_critic.") else own
        if part != own and ((PACKAGE / part).is_dir() or (PACKAGE / f"{part}.py").is_file()):
            assert level(part, LAYERS) > level(own, LAYERS), f"{path.name} imports {name} from above"


@pytest.mark.parametrize("path", [path for path in modules() if part_of(path) == "sessions"], ids=name_of)
def test_arrows_go_down_among_the_sessions(path: Path) -> None:
    own = name_of(path).split(".")[2:3]
    for name in names_imported(path):
        if own and name.startswith("clip_critic.sessions."):
            part = name.split(".")[2]
            if part != own[0]:
                above = level(part, SESSION_LAYERS) <= level(own[0], SESSION_LAYERS)
                assert not above, f"{path.name} imports {name} from above"


def test_no_module_imports_itself_through_others() -> None:
    try:
        TopologicalSorter(imports_of_modules()).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' -> '.join(error.args[1])}")


@EVERY_MODULE
def test_a_name_has_one_door(path: Path) -> None:
    """A name is imported from the module that defines it, or from the package that presents it."""
    for module, name in doors(path):
        door = file_of(module)
        presents = door is not None and door.name == "__init__.py"
        assert presents or name not in borrowed(module), f"{path.name}: {name} is not of {module}"


def test_a_name_is_known_to_other_rooms_by_one_path() -> None:
    paths: dict[tuple[str, str], set[str]] = {}
    for path in modules():
        for module, name in doors(path):
            if module.split(".")[1:2] != [part_of(path)]:
                paths.setdefault((home_of(module, name), name), set()).add(module)
    assert {name: found for name, found in paths.items() if len(found) > 1} == {}


def test_no_class_has_the_name_of_another() -> None:
    found: dict[str, list[str]] = {}
    for path in modules():
        for node in nodes_of(path):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(name_of(path))
    assert {name: homes for name, homes in found.items() if len(homes) > 1} == {}


def test_few_modules_lie_outside_the_rooms() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= MOST_AT_THE_ROOT


@pytest.mark.parametrize("door", ["extension", "server", "__main__"])
def test_a_front_door_only_wires(door: str) -> None:
    """It has functions that connect, and no class that works."""
    path = PACKAGE / f"{door}.py"
    assert not [node.name for node in nodes_of(path) if isinstance(node, ast.ClassDef)]
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_DOOR


@EVERY_MODULE
def test_only_the_host_adapter_imports_the_host_and_only_the_ui_imports_gradio(path: Path) -> None:
    where = path.relative_to(PACKAGE)
    for name in names_imported(path):
        top = name.split(".")[0]
        assert top != "modules" or where.parts[:2] == ("hosts", "webui"), f"{where} imports {name}"
        assert top != "gradio" or where.parts[0] == "ui", f"{where} imports {name}"


def test_the_core_loads_neither_gradio_nor_a_host() -> None:
    code = (
        "import importlib, sys\n"
        f"for name in {CORE}:\n"
        "    importlib.import_module(f'clip_critic.{name}')\n"
        "    assert not {'gradio', 'modules'} & set(sys.modules), name"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=PACKAGE.parent)


@pytest.mark.slow
def test_what_a_webui_loads_needs_only_packages_that_webuis_have() -> None:
    absent = ("diffusers", "matplotlib", "platformdirs", "rich", "typer")
    loaded = ("critic", "api", "api.login", "sessions.kinds", "encoders.hf", "encoders.openclip")
    names = ", ".join(f"clip_critic.{name}" for name in loaded)
    code = f"import sys; sys.modules.update(dict.fromkeys({absent})); import {names}"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=PACKAGE.parent)


def test_importing_the_package_loads_no_model_library() -> None:
    heavy = ("torch", "transformers", "open_clip")
    code = f"import sys, clip_critic; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "path",
    [path for path in modules() if part_of(path) in ("ui", "api", "cli")],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_a_face_asks_the_critic_and_composes_no_ranking(path: Path) -> None:
    composing = {"rank", "rank_many", "encode_keywords", "encode_lists", "encode_pictures"}
    composing |= {"audit", "audit_of_vector", "answer", "answer_many"}
    for name in names_imported(path):
        home, _, what = name.rpartition(".")
        in_ranking = home.startswith("clip_critic.ranking.")
        assert not (in_ranking and what in composing), f"{path.name} imports {name}: ask the critic"
        assert home != "clip_critic.encoders.cached", f"{path.name} encodes on its own: ask the critic"
    called = {getattr(node.func, "attr", getattr(node.func, "id", "")) for node in calls(path)}
    assert not called & {"rank", "rank_many", "audit"}, f"{path.name} ranks on its own: ask the critic"


@pytest.mark.parametrize(
    "path",
    [path for path in modules() if part_of(path) in ("ui", "api", "cli")],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_no_function_of_a_face_has_more_than_seven_parameters(path: Path) -> None:
    for node in nodes_of(path):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            count = len([*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs])
            assert count <= 7, f"{path.name}: {node.name} has {count} parameters: make a table or an object"


def test_the_script_of_the_host_is_a_few_lines() -> None:
    script = PACKAGE.parent / "scripts" / "clip_critic.py"
    assert len(script.read_text(encoding="utf-8").splitlines()) <= 10
    names = {"register", "Script", "SteeringScript"}
    assert set(names_imported(script)) == {f"clip_critic.extension.{name}" for name in names}
