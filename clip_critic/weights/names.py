"""The plain names of weights, without torch's additions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

Weight = TypeVar("Weight")
WRAPPER = re.compile(r"(?<![^.])(?:_orig_mod|_fsdp_wrapped_module|_checkpoint_wrapped_module)\.")
"""Torch's prefix for the names of a module that it compiles or divides; also in the middle of a name."""
PARALLEL = "module."
"""Torch's prefix for all names of a model that runs on several devices, or that is averaged."""
AVERAGED = "n_averaged"
"""The number of models in an average; it is not a weight."""


def without_wrappers(state: Mapping[str, Weight]) -> dict[str, Weight]:
    """Remove the prefixes of torch's wrappers for compiled and distributed models from the names."""
    plain = {WRAPPER.sub("", name): tensor for name, tensor in state.items() if name != AVERAGED}
    while plain and all(name.startswith(PARALLEL) for name in plain):
        plain = {name.removeprefix(PARALLEL): tensor for name, tensor in plain.items()}
    return plain
