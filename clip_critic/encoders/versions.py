"""The versions of the libraries and the processor, as a report of a problem needs them."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from clip_critic import __version__

LIBRARIES = ("torch", "transformers", "open_clip_torch", "safetensors", "Pillow", "numpy")


def library_versions() -> dict[str, str]:
    """Return the versions of CLIP Critic, Python and the libraries that determine a vector."""
    versions = {"CLIP Critic": __version__, "Python": platform.python_version()}
    for name in LIBRARIES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return versions


def machine() -> str:
    """Return the operating system, the processor and the number of its threads."""
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return f"{system}, {processor_name()}, {os.cpu_count() or '?'} threads"


def processor_name() -> str:
    """Return the processor's name as its maker writes it, or at least its architecture."""
    try:
        if sys.platform == "darwin":
            command = ["/usr/sbin/sysctl", "-n", "machdep.cpu.brand_string"]
            return subprocess.run(
                command, capture_output=True, text=True, check=True, timeout=5
            ).stdout.strip()
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
        names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
        return next(names, "") or platform.processor() or platform.machine()
    except (OSError, subprocess.SubprocessError):
        return platform.processor() or platform.machine()
