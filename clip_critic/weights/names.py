"""The names of weights, without what torch puts into them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

Weight = TypeVar("Weight")
WRAPPER = re.compile(r"(?<![^.])(?:_orig_mod|_fsdp_wrapped_module|_checkpoint_wrapped_module)\.")
"""What torch puts before the names of a module that it compiles or divides; also in the middle of a name."""
PARALLEL = "module."
"""What it puts before all names of a model that runs on several devices, or that is averaged."""
AVERAGED = "n_averaged"
"""The number of models in an average, which is no weight."""


def without_wrappers(state: Mapping[str, Weight]) -> dict[str, Weight]:
    """Drop from the names what torch's wrappers for compiled and distributed models put into them."""
    plain = {WRAPPER.sub("", name): tensor for name, tensor in state.items() if name != AVERAGED}
    while plain and all(name.startswith(PARALLEL) for name in plain):
        plain = {name.removeprefix(PARALLEL): tensor for name, tensor in plain.items()}
    return plain
