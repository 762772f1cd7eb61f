"""No file that others may have made is unpickled or run as a program, anywhere."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.sources import names_imported, nodes_of

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("clip_critic", "tools", "benchmarks", "scripts")
FILES = sorted([ROOT / "install.py", *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))])
FORBIDDEN_MODULES = {"pickle", "_pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}
FORBIDDEN_NAMES = {
    "torch.load",
    "torch.jit.load",
    "torch.hub.load",
    "torch.package",
    "torch.serialization.load",
}


def names_of(node: ast.AST) -> str:
    """Return a dotted name such as ``torch.jit.load``; an empty text for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = names_of(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_unpickles(path: Path) -> None:
    names = {names_of(node) for node in nodes_of(path) if isinstance(node, ast.Attribute)}
    names |= set(names_imported(path))
    assert not {name for name in names if name in FORBIDDEN_NAMES}
    assert not {name for name in names if name.split(".")[0] in FORBIDDEN_MODULES}
    words = {word.arg for node in nodes_of(path) if isinstance(node, ast.Call) for word in node.keywords}
    assert not words & {"allow_pickle", "weights_only"}


def test_other_peoples_code_is_not_fetched_with_a_model() -> None:
    """Every use of ``trust_remote_code`` sets it to off."""
    for path in FILES:
        for node in nodes_of(path):
            if isinstance(node, ast.keyword) and node.arg == "trust_remote_code":
                assert isinstance(node.value, ast.Constant)
                assert node.value.value is False
