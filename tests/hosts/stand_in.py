"""A small `modules` package in the shape of the WebUI's own, for what can be tested without a host.

Every function here has the arguments and the effects of the host's function of the same name, and no more
than our code uses. A test changes what a fork does otherwise.
"""

from __future__ import annotations

import importlib
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace
from typing import Any

OURS, FACE = "clip_critic.hosts.webui", "clip_critic.ui.webui"
"""Our packages that import the host's modules, themselves or through the other."""
NAMES = (
    "call_queue",
    "devices",
    "extra_networks",
    "images",
    "paths",
    "processing",
    "progress",
    "prompt_parser",
    "script_callbacks",
    "scripts",
    "sd_hijack",
    "sd_models",
    "sd_samplers",
    "sd_samplers_cfg_denoiser",
    "sd_samplers_common",
    "sd_vae",
    "shared",
    "textual_inversion",
)


class State:
    """The host's state of the running job."""

    def __init__(self) -> None:
        self.jobs: list[str] = []
        self.begin("")
        self.jobs.clear()

    def begin(self, job: str = "(unknown)") -> None:
        self.sampling_step = self.sampling_steps = self.job_no = 0
        self.job_count = -1
        self.time_start = time.time()
        self.id_live_preview = 0
        self.skipped = self.interrupted = self.stopping_generation = False
        self.textinfo: str | None = None
        self.job = job
        self.jobs.append(job)

    def end(self) -> None:
        self.job, self.job_count = "", 0

    def interrupt(self) -> None:
        self.interrupted = True


class Options:
    """The host's options: settings by name as attributes, stored in `data`."""

    def __init__(self, **data: Any) -> None:
        self.__dict__["data"] = data

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["data"][name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self.data[name] = value


def _host() -> SimpleNamespace:
    """Return the modules by name, as A1111 has them."""
    host = SimpleNamespace(**{name: ModuleType(f"modules.{name}") for name in NAMES})
    options = Options(sd_model_checkpoint="first.safetensors", sd_vae="Automatic")
    host.shared.__dict__.update(state=State(), opts=options, cmd_opts=SimpleNamespace(), sd_model=None)
    host.shared.prompt_styles = SimpleNamespace(styles={})
    host.call_queue.queue_lock = FIFOLock()
    _add_tasks(host.progress)
    host.devices.torch_gc = lambda: None
    host.scripts.__dict__.update(Script=object, AlwaysVisible=object(), scripts_data=[])
    host.scripts.ScriptRunner = lambda: SimpleNamespace(alwayson_scripts=[], scripts=[], inputs=[])
    host.images.resize_image = lambda mode, image, width, height: image.resize((width, height))
    host.sd_models.__dict__.update(checkpoints_list={}, checkpoint_aliases={}, model_data=SimpleNamespace())
    host.sd_models.model_data.sd_model = object()
    host.sd_samplers.all_samplers = [SimpleNamespace(name="Euler")]
    host.sd_vae.vae_dict = {}
    host.shared.demo = None
    host.textual_inversion.textual_inversion = ModuleType("modules.textual_inversion.textual_inversion")
    host.extra_networks.parse_prompt = lambda prompt: (prompt, {})
    host.prompt_parser.get_multicond_prompt_list = lambda prompts: ([], list(prompts), {})
    host.prompt_parser.get_learned_conditioning_prompt_schedules = lambda prompts, steps: [
        [[steps, prompt]] for prompt in prompts
    ]
    host.sd_hijack.model_hijack = SimpleNamespace()
    return host


def _add_tasks(progress: Any) -> None:
    """Add the host's lists of the tasks that pages ask for."""
    progress.__dict__.update(pending_tasks={}, current_task=None, finished_tasks=[])

    def start_task(task: str | None) -> None:
        progress.current_task = task
        progress.pending_tasks.pop(task, None)

    def finish_task(task: str | None) -> None:
        if progress.current_task == task:
            progress.current_task = None
        progress.finished_tasks.append(task)

    progress.add_task_to_queue = lambda task: progress.pending_tasks.update({task: time.time()})
    progress.start_task, progress.finish_task = start_task, finish_task


class FIFOLock:
    """The host's lock: who asks first after a release has it, even before a thread that has waited."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inner_lock = threading.Lock()
        self._pending_threads: deque[threading.Event] = deque()

    def acquire(self, blocking: bool = True) -> bool:
        with self._inner_lock:
            if self._lock.acquire(False):
                return True
            if not blocking:
                return False
            released = threading.Event()
            self._pending_threads.append(released)
        released.wait()
        return self._lock.acquire()

    def release(self) -> None:
        with self._inner_lock:
            if self._pending_threads:
                self._pending_threads.popleft().set()
            self._lock.release()

    __enter__ = acquire

    def __exit__(self, *error: object) -> None:
        self.release()


@contextmanager
def standing_in() -> Iterator[SimpleNamespace]:
    """Yield the modules of a host that is not there; ours are imported anew on them, and forgotten after."""
    host = _host()
    package = ModuleType("modules")
    fakes = {"modules": package, **{f"modules.{name}": getattr(host, name) for name in NAMES}}
    inner = host.textual_inversion.textual_inversion
    fakes[inner.__name__] = inner
    before = {name: module for name, module in sys.modules.items() if name in fakes or _is_ours(name)}
    package.__dict__.update({name: getattr(host, name) for name in NAMES}, __path__=[])
    _forget(before)
    sys.modules.update(fakes)
    try:
        yield host
    finally:
        _forget(fakes)
        _forget([name for name in sys.modules if _is_ours(name)])
        sys.modules.update(before)


def ours(name: str) -> Any:
    """Return a module of ``clip_critic.hosts.webui``, imported on the modules that stand in."""
    return importlib.import_module(f"{OURS}.{name}")


def face(name: str) -> Any:
    """Return a module of ``clip_critic.ui.webui``, imported on the modules that stand in."""
    return importlib.import_module(f"{FACE}.{name}")


def _is_ours(name: str) -> bool:
    return name.startswith((OURS, FACE))


def _forget(names: Any) -> None:
    for name in list(names):
        sys.modules.pop(name, None)
    for package in (OURS, FACE):  # a parent keeps its modules as attributes, too
        parent, _, name = package.rpartition(".")
        if parent in sys.modules:
            vars(sys.modules[parent]).pop(name, None)


def checkpoint(**more: Any) -> SimpleNamespace:
    """Return a loaded checkpoint, as `shared.sd_model` is one."""
    return SimpleNamespace(sd_checkpoint_info=SimpleNamespace(name="first.safetensors"), **more)


class TextTower:
    """Counts as the host's text towers do: 75 tokens in a chunk."""

    def process_texts(self, texts: list[str]) -> tuple[list[str], int]:
        return texts, max(len(text.split()) for text in texts)

    def get_target_prompt_token_count(self, count: int) -> int:
        return max(-(-count // 75), 1) * 75
