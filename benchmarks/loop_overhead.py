"""What a step of the feedback loop costs besides the host's pictures and the encoder's looks: at most 3 %.

A step measures itself and says so in the session: the host's making, the encoder's looking, and the rest,
which is the policy, the score, the files, progress and all. With the miniature on the library
diffusers, here and now:

    python -m benchmarks.loop_overhead

or in a WebUI that runs with this extension, its HTTP API and the miniature as checkpoint and encoder:

    python -m benchmarks.loop_overhead --url http://127.0.0.1:7860
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
"""Per cent of a step."""
WARM_UP = 2
"""Steps that are left out: libraries are loaded and choose their ways."""
PART = "/clip-critic/v1/sessions"


def settings(steps: int) -> LoopSettings:
    """A session as in the miniature's tests: four pictures of 20 steps each, the whole list."""
    return LoopSettings.read(
        {
            "want": "blue, star",
            "prompt": "a large red circle on a white background, {words}",
            "keywords": (bundled_lists_dir() / "Shapes and styles.txt").read_text(encoding="utf-8"),
            "steps": steps,
            "seed": 1,
            "encoder": "miniature",
        }
    )


def start_picture() -> Image.Image:
    """A drawn scene."""
    import numpy as np

    from tools.miniature.scenes import draw, sample_scene, shrink

    scene = sample_scene(np.random.default_rng(1), count=1, size="large", style="plain")
    return Image.fromarray(shrink(draw(scene, 128)))


def on_diffusers(chosen: LoopSettings) -> list[Mapping[str, float]]:
    """Seconds of each step's parts, with the library in this process."""
    with sessions() as made:
        session = made.create(chosen, "picture", _picture())
        with made.open(session.id) as loop:
            return [step.seconds or {} for step in loop.run(_told)]


@contextmanager
def sessions() -> Any:
    """A sessions on the miniature, with folders of its own."""
    from clip_critic.critic import Critic, Places
    from clip_critic.hosts.diffusers.host import DiffusersHost
    from clip_critic.sessions.feedback.sessions import Sessions
    from clip_critic.sessions.feedback.store import SessionStore
    from clip_critic.settings import Settings

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        places = Places(bundled_lists_dir(), folder, folder / "vectors", folder)
        critic = Critic(places, lambda: Settings.read({"encoder": "miniature", "device": "cpu"}))
        host = DiffusersHost(device="cpu")
        yield Sessions(critic, lambda: host, SessionStore(folder / "sessions"))


def in_webui(url: str, chosen: LoopSettings) -> list[Mapping[str, float]]:
    """The same in a WebUI, over its HTTP API."""
    buffer = io.BytesIO()
    start_picture().save(buffer, "PNG")
    picture = base64.b64encode(buffer.getvalue()).decode("ascii")
    wanted = {**asdict(chosen), "width": 64, "height": 64}
    status = _ask(f"{url}{PART}", {"picture": picture, "settings": wanted})
    name = status["session"]["id"]
    while status["state"] in ("waiting", "running"):
        time.sleep(1)  # seldom: being asked costs the host time too
        status = _ask(f"{url}{PART}/{name}")
    if status["state"] != "stopped":
        raise SystemExit(status["message"])
    return [step["seconds"] for step in status["session"]["steps"] if step.get("seconds")]


def report(parts: Sequence[Mapping[str, float]]) -> bool:
    """Print the medians; whether the rest is small enough."""
    counted = parts[WARM_UP:]
    for name in ("making", "looking", "rest"):
        values = sorted(1000 * one[name] for one in counted)
        print(f"  {name:<8} {median(values):8.1f} ms  ({values[0]:.1f} to {values[-1]:.1f})")
    share = 100 * median(one["rest"] / sum(one.values()) for one in counted)
    whole = 100 * sum(one["rest"] for one in counted) / sum(sum(one.values()) for one in counted)
    met = share <= MOST
    print(f"  the rest: {share:.2f} % of a step, of all {len(counted)} steps {whole:.2f} %", end=" ")
    print(f"(at most {MOST:g} %: {'met' if met else 'MISSED'})")
    return met


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0 where the target is met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loop_overhead", description=__doc__)
    parser.add_argument("--url", help="of a running WebUI")
    parser.add_argument("--steps", type=int, default=20)
    given = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    chosen = settings(given.steps)
    print("in the WebUI" if given.url else "on diffusers")
    return 0 if report(in_webui(given.url, chosen) if given.url else on_diffusers(chosen)) else 1


def _picture() -> Any:
    from clip_critic.pictures.opening import open_picture

    return open_picture(start_picture())


def _told(done: int, total: int, what: str) -> None:
    """A progress that does nothing but be there."""


def _ask(url: str, body: Mapping[str, Any] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


if __name__ == "__main__":
    sys.exit(main())
