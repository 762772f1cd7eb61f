"""Torch's files: read as torch reads them, in every way that it writes them, and without torch."""

from __future__ import annotations

import re
import subprocess
import sys
import warnings
import zipfile
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from clip_critic.encoders.weights import read_state
from clip_critic.errors import EncoderError, WeightsError
from clip_critic.weights.names import without_wrappers
from clip_critic.weights.pickles import NAMES_OF_PROGRAMS
from clip_critic.weights.state import read_file
from clip_critic.weights.torch_files import is_program, read_tree, read_weights
from tests.weights.files import archive, table, tensor

LONG = torch.arange(100.0)


def weights() -> OrderedDict[str, torch.Tensor]:
    """One tensor of every kind that a model may have."""
    return OrderedDict(
        plain=torch.randn(3, 4),
        turned=torch.randn(3, 4).t(),
        part=LONG[10:20],
        steps=LONG[::7],
        number=torch.tensor(3),
        brain=torch.randn(2, 2).bfloat16(),
        empty=torch.zeros(0, 3),
        half=torch.ones(2, 3).half(),
        double=torch.randn(2).double(),
        truth=torch.tensor([True, False]),
        parameter=torch.nn.Parameter(torch.ones(2)),
        small=torch.tensor([1, -2], dtype=torch.int8),
        byte=torch.tensor([1, 250], dtype=torch.uint8),
        short=torch.tensor([1, -2], dtype=torch.int16),
        integer=torch.tensor([1, -2], dtype=torch.int32),
    )


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_every_kind_of_tensor_is_read_as_torch_reads_it(tmp_path: Path, protocol: int) -> None:
    state = weights()
    torch.save(state, tmp_path / "x.bin", pickle_protocol=protocol)
    found = read_file(tmp_path / "x.bin")
    assert list(found) == list(state)
    for name, value in state.items():
        assert found[name].dtype == value.dtype
        assert torch.equal(found[name], value), name


def test_the_numbers_are_there_without_torch(tmp_path: Path) -> None:
    state = weights()
    torch.save(state, tmp_path / "x.bin")
    for name, stored in read_weights(tmp_path / "x.bin").items():
        expected = state[name].detach()
        expected = expected.float() if expected.dtype == torch.bfloat16 else expected
        assert np.array_equal(stored.numpy(), expected.numpy()), name
    code = "import sys; from pathlib import Path; from clip_critic.weights.torch_files import read_weights;"
    code += "print(len(read_weights(Path(sys.argv[1]))), 'torch' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "x.bin")], capture_output=True, text=True, check=True
    )
    assert done.stdout == "15 False\n"


@pytest.mark.parametrize(
    "beside",
    [
        np.int64(3),
        np.float32(0.5),
        np.bool_(True),
        np.str_("three"),
        np.arange(4),
        np.random.get_state(),
        (torch.float32, torch.bfloat16, torch.bool),
        (torch.device("cuda", 0), torch.Size([2, 3])),
    ],
    ids=["int64", "float32", "bool", "str", "array", "random", "types", "places"],
)
@pytest.mark.parametrize("protocol", [2, 5])
def test_plain_values_beside_the_weights_are_harmless(tmp_path: Path, beside: Any, protocol: int) -> None:
    run = {"epoch": beside, "state_dict": {"a": torch.ones(2)}, "lr": [1e-3, None], "betas": (0.9, 0.98)}
    torch.save(run, tmp_path / "x.bin", pickle_protocol=protocol)
    assert list(read_state([tmp_path / "x.bin"])) == ["a"]


@pytest.mark.parametrize("holder", ["state_dict", "model_state_dict", "model", "module", "ema"])
def test_a_training_run_holds_its_weights_in_a_table(tmp_path: Path, holder: str) -> None:
    model = torch.nn.Linear(2, 1)
    optimiser = torch.optim.AdamW(model.parameters())
    model(torch.ones(1, 2)).sum().backward()
    optimiser.step()
    run = {holder: model.state_dict(), "optimizer": optimiser.state_dict(), "epoch": 3}
    torch.save(run, tmp_path / "x.bin")
    assert list(read_state([tmp_path / "x.bin"])) == ["weight", "bias"]
    tree = read_tree(tmp_path / "x.bin")
    assert tree["epoch"] == 3
    average = optimiser.state_dict()["state"][0]["exp_avg"].numpy()
    assert np.array_equal(tree["optimizer"]["state"][0]["exp_avg"].numpy(), average)


def test_other_names_are_told_where_there_are_no_weights(tmp_path: Path) -> None:
    torch.save({"net": {"a": torch.ones(2)}, "ema": 0.99, "e\npoch": 3}, tmp_path / "x.bin")
    with pytest.raises(EncoderError, match=r"only: net, ema, e.{1,2}npoch\. Get it as"):
        read_state([tmp_path / "x.bin"])


def test_what_a_tree_refers_to_often_is_read_once(tmp_path: Path) -> None:
    value: Any = (torch.ones(2),)
    for _ in range(40):  # a trillion tensors, if each were read anew
        value = (value, value)
    torch.save({"a": value}, tmp_path / "x.bin")
    found = read_tree(tmp_path / "x.bin")["a"]
    for _ in range(41):
        found = found[0]
    assert found.numpy().tolist() == [1, 1]


@pytest.mark.parametrize(
    "name",
    [
        "_orig_mod.visual.conv1",
        "module.visual.conv1",
        "module._orig_mod.visual.conv1",
        "_orig_mod.module.visual.conv1",
        "visual._orig_mod.conv1",
        "_orig_mod._orig_mod.visual.conv1",
        "visual._fsdp_wrapped_module._checkpoint_wrapped_module.conv1",
    ],
)
def test_what_wrappers_put_into_names_is_dropped(name: str) -> None:
    state = {f"{name}.{part}": torch.zeros(1) for part in ("weight", "bias")}
    state["n_averaged"] = torch.tensor(3)
    assert list(without_wrappers(state)) == ["visual.conv1.weight", "visual.conv1.bias"]


def test_a_module_in_the_middle_of_a_name_stays() -> None:
    state = {"module.a": torch.zeros(1), "b.module.a": torch.zeros(1), "my_orig_mod.c": torch.zeros(1)}
    assert without_wrappers(state) == state


class Part(torch.nn.Module):
    """A module with a weight, a buffer, and tensors that are neither."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = torch.nn.Parameter(torch.randn(2, 3))
        self.register_buffer("resolution", torch.tensor(224))
        self.mask = torch.ones(2)
        self.rows = [1, 2]
        self.scales = [0.5]
        self.flags = [True]
        self.masks = [torch.ones(1)]
        self.more = {"a": torch.ones(1)}

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        if self.flags[0]:
            values = values * self.scales[0] * self.masks[0]
        return (values @ self.weight) * self.mask.sum() + self.rows[0] + self.more["a"]


class Whole(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.visual = Part().half()
        self.blocks = torch.nn.Sequential(Part(), Part())
        self.logit_scale = torch.nn.Parameter(torch.tensor(4.6))

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        values = self.blocks[0](values)
        return values + self.logit_scale


def program(file: Path, model: torch.nn.Module) -> dict[str, torch.Tensor]:
    """Save a model as a TorchScript archive, as OpenAI has published CLIP; return its weights."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch says that programs are going out of use
        scripted = torch.jit.script(model)
        torch.jit.save(scripted, str(file))
    return dict(scripted.state_dict())


def test_the_tensors_of_a_program_are_read_as_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = program(tmp_path / "ViT-L-14.pt", Whole())
    monkeypatch.setattr(torch.jit, "load", lambda *_: pytest.fail("it was run"))
    monkeypatch.setattr(torch, "load", lambda *_: pytest.fail("it was run"))
    found = read_state([tmp_path / "ViT-L-14.pt"])
    assert found.keys() == expected.keys()
    assert {"visual.weight", "blocks.1.resolution", "logit_scale"} <= found.keys()
    for name, value in expected.items():
        assert torch.equal(found[name], value), name
    assert is_program(tmp_path / "ViT-L-14.pt")


def test_a_program_names_every_typed_list(tmp_path: Path) -> None:
    """What `NAMES_OF_PROGRAMS` holds is what torch itself writes."""
    program(tmp_path / "x.pt", Whole())
    with zipfile.ZipFile(tmp_path / "x.pt") as archive:
        named = set(re.findall(rb"ctorch\.jit\._pickle\n(\w+)\n", archive.read("x/data.pkl")))
    assert {f"torch.jit._pickle.{name.decode()}" for name in named} == NAMES_OF_PROGRAMS.keys()


def test_what_is_no_program(tmp_path: Path) -> None:
    torch.save({"a": torch.ones(1)}, tmp_path / "x.pt")
    (tmp_path / "damaged.pt").write_bytes(b"PK\x03\x04 and no more")
    assert not any(is_program(tmp_path / name) for name in ("x.pt", "damaged.pt", "missing.pt"))


def test_a_program_without_weights(tmp_path: Path) -> None:
    program(tmp_path / "x.pt", torch.nn.ReLU())
    with pytest.raises(EncoderError, match="There are no weights"):
        read_state([tmp_path / "x.pt"])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 3\n", "git lfs pull"),
        (b"<!DOCTYPE html><html>Not found</html>", "is a web page"),
        (
            b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.",
            "before version 1.6.*convert it.*python -c",
        ),
        (b"", "damaged or incomplete"),
        (b"weights", "damaged or incomplete"),
    ],
)
@pytest.mark.parametrize("ending", ["bin", "safetensors"])
def test_what_a_file_is_decides_not_its_name(tmp_path: Path, content: bytes, words: str, ending: str) -> None:
    (tmp_path / f"x.{ending}").write_bytes(content)
    with pytest.raises(WeightsError, match=words) as raised:
        read_file(tmp_path / f"x.{ending}")
    assert "\n" not in str(raised.value)


def test_the_command_that_converts_an_old_file(tmp_path: Path) -> None:
    """The message's own command, run on a file of torch before 1.6, makes one that is read."""
    old = tmp_path / "old.bin"
    torch.save({"a": torch.ones(2)}, old, _use_new_zipfile_serialization=False)
    with pytest.raises(WeightsError) as raised:
        read_file(old)
    code = str(raised.value).partition('python -c "')[2].rpartition('"')[0]
    code = code.replace("'OLD'", repr(str(old))).replace("'NEW'", repr(str(tmp_path / "new.bin")))
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    assert torch.equal(read_file(tmp_path / "new.bin")["a"], torch.ones(2))


def test_a_torch_file_under_the_name_of_another_format(tmp_path: Path) -> None:
    torch.save({"a": torch.ones(2)}, tmp_path / "x.safetensors")
    assert list(read_file(tmp_path / "x.safetensors")) == ["a"]


def test_weights_made_by_hand_are_read(tmp_path: Path) -> None:
    """The files that the attacks begin from are right before anything is done to them."""
    found = read_file(archive(tmp_path / "x.bin", table(tensor(), tensor())))
    assert found["a"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert found["a"].data_ptr() == found["b"].data_ptr()  # they share their storage
