"""Functions that tests run inside a WebUI's process, where an extension of theirs serves each of them.

``call(host, "contract", name="...")`` runs ``contract(name="...")`` there; this module imports nothing of
the host at its top, so that both sides can.
"""

from __future__ import annotations

import importlib.util
import sys
import threading
import time
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any

FOLDER = "zz-inside"
PATIENCE = 1800.0
"""Seconds until a function counts as hanging: a picture by every sampler takes minutes on a busy machine."""
ENTRY = """
import importlib.util, sys
from pathlib import Path
from modules import script_callbacks, scripts

def load():
    path = Path(scripts.basedir()) / "inside.py"
    spec = importlib.util.spec_from_file_location("inside_the_host", path)
    module = sys.modules["inside_the_host"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

inside = load()

def serve(demo, app):
    app.add_api_route("/inside", inside.serve, methods=["POST"])

script_callbacks.on_app_started(serve)

class Other(scripts.Script):
    def title(self):
        return "Another extension"

    def show(self, is_img2img):
        return scripts.AlwaysVisible

    def process(self, p):
        p.extra_generation_params["Another extension"] = "took part"
"""


def files() -> dict[str, str]:
    """The extension."""
    here = Path(__file__).parent
    return {
        "scripts/inside_entry.py": ENTRY,
        "inside.py": Path(__file__).read_text(encoding="utf-8"),
        "contract.py": (here.parent / "hosts" / "contract.py").read_text(encoding="utf-8"),
    }


def call(host: Any, function: str, **arguments: Any) -> Any:
    """Run a function of this module inside the host; what it raises fails the test."""
    with host.client(timeout=PATIENCE) as client:
        answer = client.post("/inside", json={"function": function, "arguments": arguments})
    reply = answer.raise_for_status().json()
    assert not reply["error"], reply["error"]
    return reply["value"]


def serve(request: dict) -> dict:  # type: ignore[type-arg]
    """The route."""
    try:
        value = globals()[request["function"]](**request["arguments"])
    except Exception:
        return {"error": traceback.format_exc(), "value": None}
    return {"error": "", "value": value}


def contract(name: str, unable: list[str], **more: Any) -> None:
    """One function of the contract, in a turn of the host's queue; without some of the host's samplers."""
    from clip_critic.hosts import webui

    module = _load("contract")
    with webui.turn():
        getattr(module, name)(module.Bench(webui.WebuiHost(), unable=tuple(unable), **more))


def _load(name: str) -> ModuleType:
    known = f"inside_the_host_{name}"
    if known not in sys.modules:
        spec = importlib.util.spec_from_file_location(known, Path(__file__).with_name(f"{name}.py"))
        assert spec is not None
        assert spec.loader is not None
        sys.modules[known] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[known])
    return sys.modules[known]


def loads_behind_a_lock() -> bool:
    """Return whether the host has a lock around the loading of a checkpoint."""
    from modules import sd_models

    return hasattr(sd_models.model_data, "lock")


def vaes_without_a_file() -> list[str]:
    """Return the choices of a VAE that need no file: "Automatic" only where users can choose it."""
    from modules import shared

    shown = shared.opts.data_labels["sd_vae"].component.__name__ != "State"
    return ["None", *(["Automatic"] if shown else [])]


def draw_while_loading() -> list[str]:
    """Ask for a picture while the host loads a checkpoint, and return what was done first."""
    from modules import sd_models

    from clip_critic.hosts import webui

    done: list[str] = []

    def draw() -> None:
        with webui.turn():
            _load("contract").Bench(webui.WebuiHost()).draw()
        done.append("drawn")

    drawing = threading.Thread(target=draw)
    with sd_models.model_data.lock:
        drawing.start()
        time.sleep(3)
        done.append("loaded")
    drawing.join()
    return done


def go_on(session: str, task: str) -> None:
    """Start a session for a page, whose progress bar asks for the task."""
    from clip_critic import extension

    _, jobs = extension.jobs().find(session)
    jobs.start(session, task=task)


def flags() -> list[bool]:
    """The host's own marks of an Interrupt, a Skip and a stop after the picture."""
    from modules import shared

    return [shared.state.interrupted, shared.state.skipped, shared.state.stopping_generation]


def stop_after_this_picture() -> None:
    """Do what the host's own Interrupt does first while more than one batch is left."""
    from modules import shared

    shared.state.stop_generating()


def fail_with_nan(done: int) -> None:
    """Put invalid numbers (NaN) into the picture after so many finished ones of a job."""
    from modules import script_callbacks, shared

    def broken(params: Any) -> None:
        if shared.state.job_no == done:
            script_callbacks.remove_callbacks_for_function(broken)
            params.x[:] = float("nan")

    script_callbacks.on_cfg_denoiser(broken)


def decode_nan(done: int) -> None:
    """Let the VAE turn the picture into invalid numbers (NaN) after so many finished ones of a job."""
    from modules import processing, shared

    decode = processing.decode_first_stage

    def broken(model: Any, x: Any) -> Any:
        if shared.state.job_no != done:
            return decode(model, x)
        processing.decode_first_stage = decode
        return decode(model, x) * float("nan")

    processing.decode_first_stage = broken


def error_message(kind: str, message: str) -> str:
    """Return the message that a user sees for an error of torch's or the host's."""
    import torch
    from modules import devices

    from clip_critic.hosts.webui import sampling

    kinds = {"cuda": torch.cuda.OutOfMemoryError, "runtime": RuntimeError, "nan": devices.NansException}
    return str(sampling._as_critic_error(kinds[kind](message)))


def make(**request: Any) -> list[dict[str, Any]]:
    """Pictures by our host, from a prompt: their infotexts, and the settings of the host before and after."""
    from modules import shared

    from clip_critic.hosts import webui
    from clip_critic.hosts.base import Request
    from clip_critic.progress import silent

    names = ("sd_model_checkpoint", "sd_vae")
    before = [shared.opts.data[name] for name in names]
    asked = {**request, "styles": tuple(request.get("styles", ()))}
    with webui.turn():
        pictures = webui.WebuiHost().txt2img(Request(**asked), silent)
    after = [shared.opts.data[name] for name in names]
    return [
        {"infotext": picture.infotext, "seed": picture.seed, "restored": before == after}
        for picture in pictures
    ]


def chosen() -> list[str]:
    """Return the checkpoint and the VAE that are selected in the host."""
    from modules import shared

    return [shared.opts.data[name] for name in ("sd_model_checkpoint", "sd_vae")]


def described() -> dict[str, Any]:
    from dataclasses import asdict

    from clip_critic.hosts import webui

    return asdict(webui.WebuiHost().describe())


def watch_pushes() -> None:
    """Keep the shape of the latents at each step that a guide changes, until `pushes`."""
    from clip_critic.hosts.webui import guiding

    module: Any = guiding  # it only imports the function
    call = module.call_guide
    _pushed.clear()

    def counted(guide: Any, x0: Any, step: Any) -> Any:
        changed = call(guide, x0, step)
        if changed is not None:
            _pushed.append([step.number, step.of, *x0.shape])
        return changed

    counted.watched = call  # type: ignore[attr-defined]
    module.call_guide = counted


def pushes() -> list[list[int]]:
    """The number of each such step, the number of steps, and the shape."""
    from clip_critic.hosts.webui import guiding

    module: Any = guiding
    module.call_guide = getattr(module.call_guide, "watched", module.call_guide)
    return list(_pushed)


_pushed: list[list[int]] = []


def guided_with_another_extension(entering: float, leaving: float, add: float) -> dict[str, Any]:
    """A picture by our host, whose guide adds a number, while another extension adds numbers of its own.

    Returned are its pixels and the clean latents of the first picture that the guide saw first.
    """
    from modules import script_callbacks

    from clip_critic.hosts import webui

    seen: list[Any] = []

    def guide(x0: Any, step: Any) -> Any:
        seen.append(x0.flatten().tolist())
        return x0 + add

    def before(params: Any) -> None:
        params.x += entering  # in place: reForge looks at nothing else

    def after(params: Any) -> None:
        params.x = params.x + leaving

    contract = _load("contract")
    script_callbacks.on_cfg_denoiser(before)
    script_callbacks.on_cfg_after_cfg(after)
    try:
        with webui.turn():
            (picture,) = contract.Bench(webui.WebuiHost(), sampler="Euler").draw(guide=guide)
    finally:
        for function in (before, after):
            script_callbacks.remove_callbacks_for_function(function)
    return {"pixels": contract.values(picture).tolist(), "seen": seen[0], "calls": len(seen)}


def taesd_is_found() -> list[bool]:
    """Return whether steering searches where the host puts the TAESD that it downloads."""
    from modules import sd_vae_taesd

    from clip_critic import extension
    from clip_critic.guides.decoders import decoder_folders

    asked: list[Path] = []
    download = sd_vae_taesd.download_model
    sd_vae_taesd.download_model = lambda path, url: asked.append(Path(path))
    try:
        sd_vae_taesd.decoder_model()
    except FileNotFoundError:
        pass
    finally:
        sd_vae_taesd.download_model = download
    folders = [folder.resolve() for folder in decoder_folders(extension.critic().models_dir)]
    return [path.parent.resolve() in folders for path in asked]


def velocity() -> bool:
    """Return whether the host takes the loaded checkpoint's predictions for velocities (v)."""
    from modules import shared

    unet = getattr(getattr(shared.sd_model, "forge_objects", None), "unet", None)
    predictor = getattr(getattr(unet, "model", None), "predictor", None)
    kinds = (getattr(shared.sd_model, "parameterization", ""), getattr(predictor, "prediction_type", ""))
    return any(kind in ("v", "v_prediction") for kind in kinds)


def accept_the_miniature_s_embeddings() -> None:
    """Tell a host that knows real checkpoints alone how wide the miniature's words are."""
    from modules import shared

    for name, engine in vars(shared.sd_model).items():
        if name.startswith("text_processing_engine"):
            words = engine.text_encoder.transformer.text_model.embeddings.token_embedding
            engine.embeddings.expected_shape = words.wrapped.weight.shape[1]
