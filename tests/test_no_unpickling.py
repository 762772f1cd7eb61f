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


LOADERS = {
    "from_pretrained",
    "from_single_file",
    "load_adapter",
    "load_attn_procs",
    "load_checkpoint",
    "load_ip_adapter",
    "load_lora_weights",
    "load_state_dict_from_file",
    "load_state_dict_from_url",
    "load_textual_inversion",
    "create_model",
    "create_model_and_transforms",
    "create_model_from_pretrained",
}
"""The functions of transformers, diffusers, open_clip, timm and torch that may unpickle what they find."""
WITHOUT_WEIGHTS = {
    "CLIPTokenizer.from_pretrained": "reads texts",
    "kind.config_class.from_pretrained": "reads JSON",
    "getattr(transformers, kind).from_pretrained": "no models: `load_part`",
    "getattr(library, pipeline).from_pretrained": "a folder of ours, without weights",
}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "clip_critic").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_no_library_chooses_a_file_of_weights(path: Path) -> None:
    """A library gets its weights read already (`state_dict`, `weights`), or takes safetensors alone.

    What safetensors alone are not, such as a list of shards, is among the tests of diffusers' folders.
    """
    for call in nodes_of(path):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
            continue
        function = ast.unparse(call.func)
        if call.func.attr not in LOADERS or function in WITHOUT_WEIGHTS:
            continue
        words = {word.arg: ast.unparse(word.value) for word in call.keywords}
        first = ast.unparse(call.args[0]) if call.args else ""
        is_read = first == "weights" or (first == "None" and "state_dict" in words)
        assert is_read or words.get("use_safetensors") == "True", f"{path.name}: {function}({first})"


def test_the_parts_without_weights_are_of_no_other_kind() -> None:
    kinds = set()
    for path in (ROOT / "clip_critic" / "encoders").rglob("*.py"):
        for call in nodes_of(path):
            if isinstance(call, ast.Call) and names_of(call.func) == "load_part":
                kinds.add(ast.literal_eval(call.args[1]))
    assert kinds == {"AutoConfig", "AutoTokenizer", "AutoImageProcessor"}


def test_other_peoples_code_is_not_fetched_with_a_model() -> None:
    """Every use of ``trust_remote_code`` sets it to off."""
    for path in FILES:
        for node in nodes_of(path):
            if isinstance(node, ast.keyword) and node.arg == "trust_remote_code":
                assert isinstance(node.value, ast.Constant)
                assert node.value.value is False
