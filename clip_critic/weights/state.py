"""Weights as torch's tensors, whichever format they are stored in."""

from __future__ import annotations

import re
from pathlib import Path

import torch
from safetensors.torch import load_file

from clip_critic.weights.damage import SAFETENSORS, DamageError, damage_as_sentence, format_of
from clip_critic.weights.tensors import StoredTensor
from clip_critic.weights.torch_files import plain_name, read_weights

State = dict[str, torch.Tensor]
MOST_TENSORS = 100_000
WRAPPER = re.compile(r"(?<![^.])(?:_orig_mod|_fsdp_wrapped_module|_checkpoint_wrapped_module)\.")
"""What torch puts before the names of a module that it compiles or divides; also in the middle of a name."""
PARALLEL = "module."
"""What it puts before all names of a model that runs on several devices, or that is averaged."""
AVERAGED = "n_averaged"
"""The number of models in an average, which is no weight."""


def read_file(file: Path) -> State:
    """Read the tensors of a safetensors file, of torch's zip format, or of a TorchScript archive, to the CPU.

    Nothing of the file is ever run.

    Raises:
        WeightsError: it is missing, damaged, or of a format that can run code.
    """
    with damage_as_sentence(file):
        if format_of(file) != SAFETENSORS:
            return {name: as_torch(tensor) for name, tensor in read_weights(file).items()}
        state: State = load_file(file)
        if len(state) > MOST_TENSORS:
            raise DamageError("it has too many tensors")
        return {plain_name(name): tensor for name, tensor in state.items()}


def as_torch(tensor: StoredTensor) -> torch.Tensor:
    """Return a stored tensor as torch's, which shares its data."""
    dtype, layout = getattr(torch, tensor.dtype), tensor.layout
    flat = torch.frombuffer(tensor.data, dtype=dtype) if tensor.data else torch.empty(0, dtype=dtype)
    return flat.as_strided(layout.shape, layout.strides, layout.offset)


def without_wrappers(state: State) -> State:
    """Drop from the names what torch's wrappers for compiled and distributed models put into them."""
    plain = {WRAPPER.sub("", name): tensor for name, tensor in state.items() if name != AVERAGED}
    while plain and all(name.startswith(PARALLEL) for name in plain):
        plain = {name.removeprefix(PARALLEL): tensor for name, tensor in plain.items()}
    return plain
