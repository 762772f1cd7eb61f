"""Measurements of this processor, stored so that each machine is measured only once."""

from __future__ import annotations

import hashlib
import json
import logging
import platform
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from clip_critic.errors import StorageError
from clip_critic.storage import paths
from clip_critic.storage.files import write_atomically

logger = logging.getLogger(__name__)

FILE = "processor.json"
VERSION = 1
DISTINGUISHING = (
    "vendor_id",
    "cpu family",
    "model",
    "model name",
    "stepping",
    "flags",
    "CPU implementer",
    "CPU part",
    "CPU variant",
    "Features",
)
"""The lines of ``/proc/cpuinfo`` that tell one processor from another."""
CPUINFO = Path("/proc/cpuinfo")


class Measurements:
    """Results of measurements by name, in a file that may be deleted at any time.

    They hold for one processor, one version of torch and one number of threads; the file has those of others,
    too. A file that cannot be read counts as empty, and one that cannot be written is left alone.

    Args:
        folder: the folder of the file.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def read(self) -> dict[str, str]:
        """Return the stored results of this processor."""
        return self._all().get(machine(), {})

    def add(self, found: Mapping[str, str]) -> None:
        """Store more results beside the existing ones."""
        known = self._all()
        known[machine()] = {**known.get(machine(), {}), **found}
        content = json.dumps({"version": VERSION, "machines": known}, indent=1, sort_keys=True)
        try:
            write_atomically(self._file, content)
        except StorageError as error:
            logger.info("What was measured on this processor is not remembered: %s", error)

    def _all(self) -> dict[str, dict[str, str]]:
        try:
            stored = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        machines = stored.get("machines") if isinstance(stored, dict) else None
        if not isinstance(machines, dict) or stored.get("version") != VERSION:
            return {}
        return {name: _texts(results) for name, results in machines.items() if isinstance(results, dict)}


def _texts(results: Mapping[str, object]) -> dict[str, str]:
    return {name: result for name, result in results.items() if isinstance(result, str)}


_place: list[Path] = []


def keep_in(folder: Path | None) -> None:
    """Choose the folder of this process's measurements; by default it is the user's cache folder."""
    _place[:] = [] if folder is None else [folder]


def measurements() -> Measurements:
    """Return the measurements of this process."""
    return Measurements(_place[0] if _place else paths.cache_dir())


def machine() -> str:
    """Return a name for the machine, on which results depend: processor, torch's version and threads."""
    import torch  # slow

    get_capability = getattr(torch.backends.cpu, "get_cpu_capability", lambda: "")
    return f"{processor()}; torch {torch.__version__} {get_capability()}; {torch.get_num_threads()} threads"


@lru_cache(maxsize=1)
def processor() -> str:
    """Return a name for the processor, which differs wherever its instructions do."""
    lines = cpu_lines()
    if not lines:
        return f"{platform.machine()} {platform.processor()}".strip()
    digest = hashlib.blake2b("\n".join(f"{k}={v}" for k, v in lines.items()).encode(), digest_size=6)
    return f"{lines.get('model name', platform.machine())} {digest.hexdigest()}"


def cpu_lines() -> dict[str, str]:
    """Return Linux's facts about the first processor, by name; nothing elsewhere."""
    try:
        first = CPUINFO.read_text(encoding="utf-8", errors="replace").partition("\n\n")[0]
    except OSError:
        return {}
    pairs = (line.partition(":") for line in first.splitlines())
    found = {name.strip(): value.strip() for name, _, value in pairs}
    return {name: found[name] for name in DISTINGUISHING if name in found}
