"""Two WebUIs of one installation, one with CLIP Critic and one without, for benchmarks that compare them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from clip_critic.miniature.export import NAME, export_checkpoint
from clip_critic.miniature.source import StoredMiniature
from tests.host.harness import PATIENCE, PROJECT, Host, HostError, Installation

RELOAD = """
from modules import script_callbacks, shared

script_callbacks.on_app_started(
    lambda demo, app: app.add_api_route("/reload", shared.state.request_restart, methods=["POST"])
)
"""


@dataclass(frozen=True)
class Webuis:
    """The WebUI without the extension and the one with it; both draw and see with the miniature."""

    bare: Host
    ours: Host


@contextmanager
def webuis() -> Iterator[Webuis]:
    """Make both WebUIs, not yet started, of what SD_WEBUI_DIR and SD_WEBUI_PYTHON name; stop them in the end.

    Raises:
        LookupError: the variables do not name an installed WebUI.
    """
    installation = Installation.from_environment()
    with TemporaryDirectory() as folder:
        pair = Webuis(_webui(installation, Path(folder, "bare")), _webui(installation, Path(folder, "ours")))
        pair.ours.install_project()
        try:
            yield pair
        finally:
            pair.bare.stop()
            pair.ours.stop()


def _webui(installation: Installation, data: Path) -> Host:
    settings = {"sd_model_checkpoint": f"{NAME}.safetensors", "clip_critic_encoder": "miniature"}
    host = Host(installation, data, settings=settings)
    export_checkpoint(StoredMiniature(PROJECT / "miniature"), data / "models" / "Stable-diffusion")
    host.add_extension("reload", {"scripts/reload.py": RELOAD})
    return host


def reload_ui(host: Host) -> None:
    """Do what *Reload UI* does, and wait until the page is there again.

    Raises:
        HostError: it is not there in the harness's patience.
    """
    starts, end = host.starts, time.monotonic() + PATIENCE
    with host.client() as client:
        client.post("/reload").raise_for_status()
        while host.starts == starts:
            if not host.running or time.monotonic() > end:
                raise HostError(f"the WebUI did not come back after Reload UI:\n{host.log_tail()}")
            time.sleep(0.05)
    with host.client() as client:
        client.get("/").raise_for_status()
