"""The options of every command that runs a session."""

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
    """The options of a command that are not settings of its session."""

    device: str = "auto"
    precision: str = "auto"
    checkpoint: str = ""
    checkpoints: Path | None = None
    vaes: Path | None = None
    as_json: bool = False
    no_cache: bool = False
    verbose: bool = False

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> RunOptions:
        """Return these options from all values of a command."""
        return cls(**{field.name: values[field.name] for field in fields(cls)})


def run_parameters(checkpoint: Any = options.Checkpoint) -> tuple[Parameter, ...]:
    """Return the options of `RunOptions`.

    Args:
        checkpoint: the option for the checkpoint, whose help differs between commands.
    """
    kinds = {
        "device": options.Device,
        "precision": options.Precision,
        "checkpoint": checkpoint,
        "checkpoints": options.CheckpointFolder,
        "vaes": options.VaeFolder,
        "as_json": options.SessionJson,
        "no_cache": options.NoCache,
        "verbose": options.Verbose,
    }
    return tuple(parameter(field.name, field.default, kinds[field.name]) for field in fields(RunOptions))
