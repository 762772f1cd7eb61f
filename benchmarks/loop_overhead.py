"""The overhead of a step of the feedback loop, beside the host's and the encoder's work: at most 3 %.

A step stores its own times in the session: the host's making, the encoder's looking, and the rest, which is
the policy, the score, the files, the progress and everything else. With the miniature on the library
diffusers, in this process:

    python -m benchmarks.loop_overhead

or in a WebUI that runs with this extension, its HTTP API and the miniature as checkpoint and encoder:

    python -m benchmarks.loop_overhead --url http://127.0.0.1:7860

``--judge miniature:second`` lets a second encoder decide, too, and ``--steer 0.5`` steers every picture.
"""

from __future__ import annotations

import argparse
import base64
import io
import json
import sys
import tempfile
import time
import urllib.request
import warnings
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any

from PIL import Image

from clip_critic.sessions.feedback.settings import LoopSettings
from clip_critic.storage.assets import bundled_lists_dir

MOST = 3.0
"""The limit in per cent of a step."""
WARM_UP = 2
"""The number of first steps that do not count, as libraries are still being loaded."""
PART = "/clip-critic/v1/sessions"


def settings(steps: int, judge: str = "", steer: float = 0.0) -> LoopSettings:
    """Return the settings of the miniature's tests: four pictures of 20 steps each, the entire list."""
    return LoopSettings.read(
        {
            "want": "blue, star",
            "prompt": "a large red circle on a white background, {words}",
            "keywords": (bundled_lists_dir() / "Shapes and styles.txt").read_text(encoding="utf-8"),
            "steps": steps,
            "seed": 1,
            "encoder": "miniature",
            "target_score": 0,
            "judge": judge,
            "judge_decides": bool(judge),
            "steer": steer,
            "steer_when": "always",
        }
    )


def start_picture() -> Image.Image:
    """Draw a scene."""
    import numpy as np

    from tools.miniature.scenes import draw, sample_scene, shrink

    scene = sample_scene(np.random.default_rng(1), count=1, size="large", style="plain")
    return Image.fromarray(shrink(draw(scene, 128)))


def on_diffusers(chosen: LoopSettings) -> list[Mapping[str, float]]:
    """Measure the seconds of each step's parts, with the library in this process."""
    with sessions() as workspace:
        session = workspace.create(chosen, "picture", _picture())
        with workspace.open(session.id) as loop:
            return [step.seconds or {} for step in loop.run(_ignore_progress)]


@contextmanager
def sessions() -> Any:
    """Yield sessions on the miniature, in temporary folders."""
    from clip_critic.critic import Critic, Folders
    from clip_critic.hosts.diffusers.host import DiffusersHost
    from clip_critic.sessions.feedback.sessions import Sessions
    from clip_critic.sessions.feedback.store import SessionStore
    from clip_critic.settings import Settings

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        places = Folders(bundled_lists_dir(), folder, folder / "vectors", folder)
        critic = Critic(places, lambda: Settings.read({"encoder": "miniature", "device": "cpu"}))
        host = DiffusersHost(device="cpu")
        yield Sessions(critic, lambda: host, SessionStore(folder / "sessions"))


def in_webui(url: str, chosen: LoopSettings) -> list[Mapping[str, float]]:
    """Measure the same in a WebUI, over its HTTP API."""
    buffer = io.BytesIO()
    start_picture().save(buffer, "PNG")
    picture = base64.b64encode(buffer.getvalue()).decode("ascii")
    wanted = {**asdict(chosen), "width": 64, "height": 64}
    status = _ask(f"{url}{PART}", {"picture": picture, "settings": wanted})
    name = status["session"]["id"]
    while status["state"] in ("waiting", "running"):
        time.sleep(1)  # not more often: each request costs the host time too
        status = _ask(f"{url}{PART}/{name}")
    if status["state"] != "stopped":
        raise SystemExit(status["message"])
    return [step["seconds"] for step in status["session"]["steps"] if step.get("seconds")]


def report(parts: Sequence[Mapping[str, float]]) -> bool:
    """Print the medians, and return whether the rest is small enough."""
    counted = parts[WARM_UP:]
    for name in ("making", "looking", "rest"):
        values = sorted(1000 * seconds[name] for seconds in counted)
        print(f"  {name:<8} {median(values):8.1f} ms  ({values[0]:.1f} to {values[-1]:.1f})")
    share = 100 * median(seconds["rest"] / sum(seconds.values()) for seconds in counted)
    total = sum(sum(seconds.values()) for seconds in counted)
    share_of_all = 100 * sum(seconds["rest"] for seconds in counted) / total
    met = share <= MOST
    print(f"  the rest: {share:.2f} % of a step, {share_of_all:.2f} % of all {len(counted)} steps", end=" ")
    print(f"(at most {MOST:g} %: {'met' if met else 'MISSED'})")
    return met


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 0 if the target is met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loop_overhead", description=__doc__)
    parser.add_argument("--url", help="the address of a running WebUI")
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--judge", default="", help="a second encoder, which decides, too")
    parser.add_argument("--steer", type=float, default=0.0, help="the strength of steering")
    options = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    chosen = settings(options.steps, options.judge, options.steer)
    print("in the WebUI" if options.url else "on diffusers")
    return 0 if report(in_webui(options.url, chosen) if options.url else on_diffusers(chosen)) else 1


def _picture() -> Any:
    from clip_critic.pictures.opening import open_picture

    return open_picture(start_picture())


def _ignore_progress(done: int, total: int, what: str) -> None:
    """Do nothing: a progress callback that is called as often as a real one."""


def _ask(url: str, body: Mapping[str, Any] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


if __name__ == "__main__":
    sys.exit(main())
