"""Differences between gradio's versions, also where a WebUI has wrapped gradio's classes and events.

A wrapper with ``(*args, **kwargs)`` says nothing about what it takes: its parameters are unknown.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any


def accepted(function: Callable[..., Any], options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that a function is known to accept."""
    known = parameters(function) or frozenset()
    return {name: value for name, value in options.items() if name in known}


def parameters(function: Any) -> frozenset[str] | None:
    """Return the names of a function's parameters, also through its wrappers; None if they cannot be known.

    A wrapper may be a function that names what it wraps, or an object that keeps it in an attribute.
    """
    while function is not None:
        try:
            found = inspect.signature(function).parameters.values()
        except (TypeError, ValueError):
            return None
        named = frozenset(
            part.name for part in found if part.kind not in (part.VAR_POSITIONAL, part.VAR_KEYWORD)
        )
        if named - {"self"}:
            return named
        kept = getattr(function, "__dict__", {}).values()
        function = next((value for value in kept if callable(value)), None)
    return None
