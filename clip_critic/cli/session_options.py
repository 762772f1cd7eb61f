"""Options of every command that lets a session run, and what was asked with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from inspect import Parameter
from pathlib import Path
from typing import Any

from clip_critic.cli import options
from clip_critic.cli.table_options import parameter


@dataclass(frozen=True)
class RunOptions:
    """How a session is run, apart from its settings."""

    device: str = "auto"
    checkpoint: str = ""
    checkpoints: Path | None = None
    vaes: Path | None = None
    as_json: bool = False
    no_cache: bool = False
    verbose: bool = False

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> RunOptions:
        """Pick these options from all that a command was called with."""
        return cls(**{field.name: values[field.name] for field in fields(cls)})


def run_parameters(checkpoint: Any = options.Checkpoint) -> tuple[Parameter, ...]:
    """Return the options of `RunOptions`.

    Args:
        checkpoint: the option of the checkpoint, whose help differs.
    """
    kinds = {
        "device": options.Device,
        "checkpoint": checkpoint,
        "checkpoints": options.CheckpointFolder,
        "vaes": options.VaeFolder,
        "as_json": options.SessionJson,
        "no_cache": options.NoCache,
        "verbose": options.Verbose,
    }
    return tuple(parameter(field.name, field.default, kinds[field.name]) for field in fields(RunOptions))
