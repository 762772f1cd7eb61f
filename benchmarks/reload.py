"""The time of *Reload UI* after a loop, beside a WebUI without CLIP Critic.

python -m benchmarks.reload [--windows closed]

The window of the loop was closed in the middle of it, or reloaded; or there are two. SD_WEBUI_DIR and
SD_WEBUI_PYTHON name the WebUI, as for the tests; the windows are Chromium's.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.side_by_side import alternate, check, show
from benchmarks.webuis import reload_ui, webuis
from tests import chromium
from tests.host import drawing, leaving, screens
from tests.host.harness import Host

TARGET = 2.0
REPETITIONS = 3


CASES = {case.__name__: case for case in leaving.CASES}


def leave_a_loop(host: Host, browser: Any, become: leaving.Case, stack: ExitStack) -> None:
    """Start a loop in a window, do with the window as the case says, and let the loop end."""

    def window() -> Any:
        return stack.enter_context(screens.window(browser, host, noise=(leaving.GONE,)))

    page = window()
    session = leaving.begin(page, host, Path(stack.enter_context(tempfile.TemporaryDirectory())))
    become(page, window, session)
    drawing.end_session(host, session)


def measure(pair: Any, browser: Any, become: leaving.Case, repetitions: int) -> bool:
    """Time both WebUIs in turns, print, and return whether the target is met."""
    with ExitStack() as stack:

        def before() -> None:
            stack.close()  # the windows of the time before
            leave_a_loop(pair.ours, browser, become, stack)

        times = alternate(
            lambda _: reload_ui(pair.bare), lambda _: reload_ui(pair.ours), repetitions, before=before
        )
    print(f"\n{become.__name__}")
    show("Reload UI without CLIP Critic", times.peer)
    show("with it, after a loop", times.ours)
    ratio = median(ours / peer for peer, ours in zip(times.peer, times.ours, strict=True))
    return check("with it it takes", ratio, TARGET, at_least=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 0 if the target is met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reload", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=REPETITIONS)
    parser.add_argument(
        "--windows", nargs="+", choices=CASES, default=list(CASES), help="what becomes of them"
    )
    options = parser.parse_args(arguments)
    with webuis() as pair, chromium.shared_browser() as browser:
        for host in (pair.bare, pair.ours):
            host.start()
        met = [measure(pair, browser, CASES[name], options.repetitions) for name in options.windows]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
