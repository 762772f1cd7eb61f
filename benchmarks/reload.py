"""The time of *Reload UI* after a loop whose window was closed midway, beside a WebUI without CLIP Critic.

python -m benchmarks.reload

SD_WEBUI_DIR and SD_WEBUI_PYTHON name the WebUI, as for the tests; the window is Chromium's.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.side_by_side import alternate, check, show
from benchmarks.webuis import reload_ui, webuis
from tests import chromium
from tests.host import drawing, loop_panel, screens
from tests.host.harness import Host

TARGET = 2.0
REPETITIONS = 3


def leave_a_loop(host: Host, browser: Any, folder: Path) -> None:
    """Start a loop in a window, close the window in the middle of it, and let the loop end."""
    start = folder / "start.png"
    drawing.draw(host).save(start)
    with chromium.fresh_page(browser, noise=screens.NOISE, base_url=host.url) as page:
        screens.open_ui(page)
        loop_panel.ready(page, start, steps=50, sampling_steps=20)
        loop_panel.press(page, "start")
        loop_panel.wait_step(page, 1)
    drawing.end_session(host, drawing.newest(host).id)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 0 if the target is met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reload", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=REPETITIONS)
    options = parser.parse_args(arguments)
    with webuis() as pair, chromium.shared_browser() as browser, tempfile.TemporaryDirectory() as folder:
        for host in (pair.bare, pair.ours):
            host.start()
        pairs = alternate(
            lambda _: reload_ui(pair.bare),
            lambda _: reload_ui(pair.ours),
            options.repetitions,
            before=lambda: leave_a_loop(pair.ours, browser, Path(folder)),
        )
    show("Reload UI without CLIP Critic", pairs.peer)
    show("with it, after a loop", pairs.ours)
    ratio = median(ours / peer for peer, ours in zip(pairs.peer, pairs.ours, strict=True))
    return 0 if check("with it it takes", ratio, TARGET, at_least=False) else 1


if __name__ == "__main__":
    sys.exit(main())
