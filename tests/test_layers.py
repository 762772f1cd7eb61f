"""The arrows between the layers go down only, and nobody imports what is not theirs."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "clip_critic"

LAYERS = [
    {"extension", "__main__"},
    {"cli"},
    {"server"},
    {"ui", "api"},
    {"reports"},
    {"sessions"},
    {"critic"},
    {"hosts"},
    {"ranking"},
    {"miniature"},
    {"encoders"},
    {"prompts"},
    {"keywords"},
    {"pictures"},
    {"storage"},
    {"engine"},
    {"settings"},
    {"tables"},
    {"progress", "errors"},
]
"""From the top down. A module may import what lies below it, and its neighbours."""

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
    """The top-level name inside the package: ``clip_critic/ui/page.py`` is part of ``ui``."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(path: Path) -> Iterator[str]:
    """Every absolute module name that a file imports, at the top or late."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call in a file."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return (node for node in nodes if isinstance(node, ast.Call))


def level(part: str) -> int:
    found = [index for index, parts in enumerate(LAYERS) if part in parts]
    assert found, f"{part} has no place in the layers yet: give it one"
    return found[0]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_arrows_go_down(path: Path) -> None:
    for name in imports(path):
        if name.startswith("clip_critic."):
            part = name.split(".")[1]
            if (PACKAGE / part).is_dir() or (PACKAGE / f"{part}.py").is_file():
                assert level(part) >= level(part_of(path)), f"{path.name} imports {name} from above"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_host_adapter_imports_the_host_and_only_the_ui_imports_gradio(path: Path) -> None:
    where = path.relative_to(PACKAGE)
    for name in imports(path):
        top = name.split(".")[0]
        assert top != "modules" or where.parts[:2] == ("hosts", "webui"), f"{where} imports {name}"
        assert top != "gradio" or where.parts[0] == "ui", f"{where} imports {name}"


@pytest.mark.parametrize("name", CORE)
def test_the_core_loads_neither_gradio_nor_a_host(name: str) -> None:
    code = f"import sys, clip_critic.{name}; print([m for m in ('gradio', 'modules') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    assert done.stdout.strip() == "[]"


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
    for name in imports(path):
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
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            count = len([*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs])
            assert count <= 7, f"{path.name}: {node.name} has {count} parameters: make a table or an object"


def test_the_script_of_the_host_is_a_few_lines() -> None:
    script = PACKAGE.parent / "scripts" / "clip_critic.py"
    assert len(script.read_text(encoding="utf-8").splitlines()) <= 10
    assert set(imports(script)) == {"clip_critic.extension.register", "clip_critic.extension.Script"}
