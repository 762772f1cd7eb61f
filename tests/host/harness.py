"""A real WebUI (AUTOMATIC1111, Forge, reForge): installed elsewhere, started here with its own data."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from clip_critic.miniature.export import export_checkpoint
from clip_critic.miniature.source import StoredMiniature

PROJECT = Path(__file__).resolve().parents[2]
EXTENSION = "sd-webui-clip-critic"
NOT_INSTALLED = (".*", "__pycache__", "tests", "benchmarks", "build", "dist", "*.egg-info", "node_modules")
FLAGS = (
    "--skip-torch-cuda-test",
    "--skip-python-version-check",
    "--skip-version-check",
    "--use-cpu",
    "all",
    "--no-half",
    "--precision",
    "full",
    "--no-download-sd-model",
)
SETTINGS = {
    "show_progress_type": "Approx cheap",  # the default downloads a model
    "auto_launch_browser": "Disable",
    "sd_vae": "None",
}
READY = "Startup time"  # a request before this line, while the host mounts its API, can kill it
FIRST = "00-{name}"  # the host loads extensions in the order of their folders' names
PROBE = "probe"
PROBE_FILES = {
    "scripts/probe.py": """
import gc
from modules import script_callbacks, shared

def serve(demo, app):
    def look():
        loaded = sum(type(item).__name__ == "CLIPModel" for item in gc.get_objects())
        return {"encoders": loaded, "routes": [getattr(route, "path", "") for route in app.routes]}
    app.add_api_route("/probe", look)

def add_option():
    shared.opts.add_option("probe_option", shared.OptionInfo(1, "Probe", section=("probe", "Probe")))

script_callbacks.on_app_started(serve)
script_callbacks.on_ui_settings(add_option)
"""
}
"""A second extension, which has an option of its own and reports what is in the host's memory.

An encoder of the tests is a `CLIPModel`.
"""
CLOSED_WINDOW = re.compile(
    r"ERROR: +Exception in ASGI application\nTraceback(?:(?!Traceback|clip_critic).)*?"
    r"WebSocketDisconnect: \d+\n",
    re.DOTALL,
)
PROGRESS_BAR = re.compile(r"\d+%\|")
PATIENCE = float(os.environ.get("SD_WEBUI_PATIENCE") or 240)
"""Seconds until a start counts as failed: it takes eight on two idle cores, minutes on a busy machine."""


class HostError(RuntimeError):
    """The WebUI did not start, or stopped; the message ends with its log."""


@dataclass(frozen=True)
class Installation:
    """An installed WebUI: its folder, the interpreter that has its packages, and extensions of the tests.

    The extensions are single files that load before all others. A WebUI that knows only the shapes of real
    checkpoints learns the bundled miniature's from one, so with extensions the tests draw with that.
    """

    folder: Path
    python: Path
    extensions: tuple[Path, ...] = ()

    @classmethod
    def from_environment(cls) -> Installation:
        """Read SD_WEBUI_DIR, SD_WEBUI_PYTHON, SD_WEBUI_EXTENSIONS; LookupError says what is missing."""
        named = {name: os.environ.get(name, "") for name in ("SD_WEBUI_DIR", "SD_WEBUI_PYTHON")}
        if missing := [name for name, value in named.items() if not value]:
            raise LookupError(
                f"{' and '.join(missing)} not set: the WebUI's folder and its Python interpreter"
            )
        # Resolving the interpreter's link would leave its virtual environment.
        extensions = filter(None, os.environ.get("SD_WEBUI_EXTENSIONS", "").split(os.pathsep))
        found = cls(
            Path(named["SD_WEBUI_DIR"]).resolve(),
            Path(named["SD_WEBUI_PYTHON"]).absolute(),
            tuple(Path(file).resolve() for file in extensions),
        )
        for path in (found.folder / "launch.py", found.python, *found.extensions):
            if not path.is_file():
                raise LookupError(f"{path} does not exist: see the variables SD_WEBUI_...")
        return found

    def make_models(self, models: Path) -> None:
        """Write a checkpoint named "tiny" into a models folder: a random one, or the miniature."""
        if self.extensions:
            export_checkpoint(StoredMiniature(PROJECT / "miniature"), models / "Stable-diffusion", "tiny")
        else:
            self._make_random_checkpoint(models)

    def _make_random_checkpoint(self, models: Path) -> None:
        script = Path(__file__).with_name("make_checkpoint.py")
        command = [str(self.python), str(script), str(self.folder), str(models)]
        process = subprocess.run(
            command, capture_output=True, text=True, cwd=models, env=host_environment(models)
        )
        if process.returncode:
            raise HostError(f"no tiny checkpoint was made:\n{process.stdout}{process.stderr}")


def host_environment(data: Path) -> dict[str, str]:
    """The host's environment: offline, without our own Python path, caches beside its data."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "PYTEST", "SD_WEBUI"))
    }
    proxies = {"http_proxy", "https_proxy", "all_proxy"}
    kept = {name: value for name, value in kept.items() if name.lower() not in proxies}
    return kept | {
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "PIP_NO_INDEX": "1",
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
        "GRADIO_ANALYTICS_ENABLED": "False",
        "GRADIO_TEMP_DIR": str(data / "gradio"),
        "XDG_CACHE_HOME": str(data / "user" / "cache"),
        "XDG_CONFIG_HOME": str(data / "user" / "config"),
        "XDG_DATA_HOME": str(data / "user" / "share"),
        "PYTHONUNBUFFERED": "1",
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Host:
    """One WebUI with its own data folder; `start` and `stop` may be called again and again."""

    def __init__(
        self,
        installation: Installation,
        data: Path,
        *,
        flags: tuple[str, ...] = (),
        settings: Mapping[str, object] | None = None,
        api: bool = True,
    ) -> None:
        self.installation = installation
        self.data = data
        self.flags = (*(["--api"] if api else []), *flags)
        self.port = 0
        self.log_path = data / "host.log"
        self._process: subprocess.Popen[bytes] | None = None
        (data / "models").mkdir(parents=True, exist_ok=True)
        (data / "config.json").write_text(json.dumps({**SETTINGS, **(settings or {})}), encoding="utf-8")
        for file in installation.extensions:
            name = FIRST.format(name=file.stem)
            self.add_extension(name, {f"scripts/{file.name}": file.read_text(encoding="utf-8")})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """Everything the host has printed, over all its starts."""
        return self.log_path.read_text(encoding="utf-8", errors="replace") if self.log_path.exists() else ""

    @property
    def faults(self) -> str:
        """Everything it has printed but what newer servers say of gradio when a window is closed."""
        return CLOSED_WINDOW.sub("", self.log)

    def log_tail(self, lines: int = 80) -> str:
        """The log's end, without the progress bars of the samplers."""
        lines_shown = [
            line for line in self.log.splitlines() if line.strip() and not PROGRESS_BAR.search(line)
        ]
        return "\n".join(lines_shown[-lines:])

    @property
    def starts(self) -> int:
        """The number of times that the host has started, including Reload UI."""
        return self.log.count(READY)

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def install_project(self) -> Path:
        """Install this project as an extension, as a clone would be.

        It is a copy: the host reads a checkout's git data, and must write nothing into it.
        """
        target = self.data / "extensions" / EXTENSION
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(PROJECT, target, ignore=shutil.ignore_patterns(*NOT_INSTALLED))
        return target

    def add_extension(self, name: str, files: Mapping[str, str]) -> Path:
        """Write another extension; the host sees it after its next start or Reload UI."""
        target = self.data / "extensions" / name
        for relative, text in files.items():
            path = target / relative
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return target

    def remove_extension(self, name: str) -> None:
        shutil.rmtree(self.data / "extensions" / name)

    def start(self) -> Host:
        """Start the WebUI and wait until it serves; HostError shows its log when it does not."""
        if self.running:
            raise HostError("the WebUI is running already")
        self.port = free_port()
        already = self.starts
        command = [str(self.installation.python), "launch.py", "--data-dir", str(self.data)]
        command += [*FLAGS, "--port", str(self.port), *self.flags]
        with self.log_path.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                cwd=self.installation.folder,
                env=host_environment(self.data),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        end = time.monotonic() + PATIENCE
        while self.starts == already:
            if not self.running or time.monotonic() > end:
                reason = "did not start in time" if self.running else "stopped while it started"
                self.stop()
                raise HostError(f"the WebUI {reason}:\n{self.log_tail()}")
            time.sleep(0.1)
        self._wait_for_port(end)
        return self

    def _wait_for_port(self, end: float) -> None:
        """Wait for the port: with --nowebui the host says that it is ready just before it listens."""
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
                return
            except OSError:
                if not self.running or time.monotonic() > end:
                    raise HostError(f"the WebUI does not listen:\n{self.log_tail()}") from None
                time.sleep(0.1)

    def stop(self) -> None:
        """End the WebUI with everything that it started."""
        process, self._process = self._process, None
        if process is None:
            return
        for request, seconds in ((signal.SIGTERM, 10), (signal.SIGKILL, 10)):
            try:
                os.killpg(process.pid, request)
                process.wait(seconds)
            except ProcessLookupError:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                continue
            return

    def restart(self) -> Host:
        """Stop and start again, with the same data folder on a new port."""
        self.stop()
        return self.start()

    def client(self, **options: object) -> httpx.Client:
        """An HTTP client for the host's routes."""
        return httpx.Client(**{"base_url": self.url, "trust_env": False, "timeout": 120.0, **options})  # type: ignore[arg-type]

    def probe(self) -> dict[str, Any]:
        """Return the probe's view: the number of `encoders` in memory, and the paths of all `routes`."""
        with self.client() as client:
            client.get("/clip-critic/v1/face")  # the first request waits until our routes are there
            return dict(client.get("/probe").raise_for_status().json())

    def startup_seconds(self) -> dict[str, float]:
        """Seconds of the last start or Reload UI, as the host records them: "load scripts/x.py" and so on."""
        with self.client() as client:
            answer = client.get("/internal/profile-startup").raise_for_status()
        return dict(answer.json()["records"])
