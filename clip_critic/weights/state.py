"""Weights as torch's tensors, whichever format they are stored in."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file

from clip_critic.weights.damage import SAFETENSORS, DamageError, damage_as_sentence, format_of
from clip_critic.weights.tensors import StoredTensor
from clip_critic.weights.torch_files import plain_name, read_weights

State = dict[str, torch.Tensor]
MOST_TENSORS = 100_000


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
