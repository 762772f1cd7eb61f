"""The host's own functions without its server: code of a test, run in the host's interpreter."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.host.harness import Installation, host_environment

SET_UP = r"""
import sys
_, _folder, _data, *arguments = sys.argv
sys.argv = ["webui", "--data-dir", _data, "--use-cpu", "all"]  # the host's modules read the command line
sys.path.insert(0, _folder)
from modules import paths_internal  # it adds the flags of COMMANDLINE_ARGS
try:
    from modules_forge.initialization import initialize_forge  # where a fork finds its other packages
except ImportError:
    pass
else:
    initialize_forge()
from modules import shared_init
shared_init.initialize()
"""
PATIENCE = 600.0


def run_in(
    installation: Installation,
    code: str,
    *arguments: str | Path,
    data: Path,
    environment: Mapping[str, str] | None = None,
) -> None:
    """Run code that finds its `arguments` and can import the host's modules; what it raises fails the test.

    Args:
        installation: the host.
        code: the code, in the host's Python.
        *arguments: what the code finds as the list `arguments`.
        data: the host's data folder.
        environment: further environment variables.
    """
    command = [str(installation.python), "-c", SET_UP + code, str(installation.folder), str(data)]
    done = subprocess.run(
        [*command, *map(str, arguments)],
        capture_output=True,
        cwd=installation.folder,
        env={**host_environment(data), **(environment or {})},
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-3000:]
