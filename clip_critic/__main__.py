"""The entry point of ``python -m clip_critic`` and of the console script ``clip-critic``."""

from __future__ import annotations

import importlib.util
import sys


def main() -> None:
    """Run the command line, or say what to install for it."""
    if missing := [
        name for name in ("typer", "rich", "platformdirs") if importlib.util.find_spec(name) is None
    ]:
        sys.stderr.write(
            f"The command line needs {' and '.join(missing)}: "
            'pip install "sd-webui-clip-critic[standalone]" (in a checkout: pip install ".[standalone]").\n'
        )
        sys.exit(2)
    from clip_critic.cli.app import run

    run()


if __name__ == "__main__":
    main()
