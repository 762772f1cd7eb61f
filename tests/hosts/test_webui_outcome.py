"""The outcome of a batch in the WebUI: pictures, invalid numbers and comments, without a host."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import torch
from PIL import Image

from clip_critic.errors import HostError
from clip_critic.hosts.base import Request, Skipped
from clip_critic.progress import silent
from tests.hosts.stand_in import checkpoint, ours, standing_in
from tests.hosts.test_webui_guiding import AFTER_CFG, Adding, denoiser_of, evaluate, fork

LATENTS, PICTURES = torch.zeros(2, 4, 8, 8), torch.zeros(2, 3, 64, 64)


def steerable(host: SimpleNamespace) -> dict[str, Any]:
    """Load a model that guides can steer, as a fork does, and return its options."""
    first = SimpleNamespace(conv_in=SimpleNamespace(weight=torch.zeros(8, 4, 3, 3)))
    host.shared.sd_model = checkpoint(first_stage_model=SimpleNamespace(decoder=first))
    return fork(host)


class Runner:
    """The host's runner of scripts, which hear of each batch."""

    def __init__(self) -> None:
        self.seen: list[int] = []
        self.alwayson_scripts: list[Any] = []
        self.scripts: list[Any] = []
        self.inputs: list[Any] = [None]

    def postprocess_batch(self, p: Any, images: Any, **kwargs: Any) -> None:
        self.seen.append(kwargs["batch_number"])


class Processing:
    """The host's processing object: it samples, decodes, and keeps comments."""

    def __init__(self, **options: Any) -> None:
        self.options = options
        self.comments: dict[str, int] = {}
        self.extra_generation_params: dict[str, Any] = {}
        self.extra_network_data: dict[str, Any] = {}
        self.scripts: Any = None

    def comment(self, text: str) -> None:
        self.comments[text] = 1

    def sample(self, conditioning: Any, prompts: Any) -> Any:
        return LATENTS.clone()

    def close(self) -> None:
        pass


def params(*values: str) -> SimpleNamespace:
    return SimpleNamespace(positional=list(values))


@pytest.fixture
def host() -> Iterator[SimpleNamespace]:
    with standing_in() as found:
        found.decoded = PICTURES
        found.sampled = lambda p: None
        found.shared.opts.data.update(
            outdir_samples="", outdir_grids="", outdir_txt2img_samples="", outdir_txt2img_grids=""
        )
        found.scripts.scripts_txt2img = Runner()
        found.scripts.ScriptRunner = Runner
        found.processing.StableDiffusionProcessingTxt2Img = Processing

        def process_images(p: Processing) -> SimpleNamespace:
            p.sample(conditioning=None, prompts=["a"])
            p.scripts.postprocess_batch(p, found.decoded, batch_number=0)
            found.sampled(p)
            said = "".join(f"{comment}\n" for comment in p.comments)
            return SimpleNamespace(
                images=[Image.new("RGB", (8, 8))], infotexts=["a"], all_seeds=[5], index_of_first_image=0,
                comments=said,
            )  # fmt: skip

        found.processing.process_images = process_images
        yield found


def draw() -> Any:
    """Draw a picture, and return the host that drew it."""
    webui = ours("making").WebuiHost()
    (picture,) = webui.txt2img(Request("a", width=64, height=64), silent)
    assert picture.seed == 5
    return webui


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_latents_that_are_no_numbers_are_an_error(
    host: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, bad: float
) -> None:
    def sample(p: Any, conditioning: Any, prompts: Any) -> Any:
        latents = LATENTS.clone()
        latents[1, 3, 5, 5] = bad  # the hosts look at the first number alone, if at any
        return latents

    monkeypatch.setattr(Processing, "sample", sample)
    with pytest.raises(HostError, match=r"invalid numbers \(NaN\).*--no-half"):
        draw()


def test_pictures_that_are_no_numbers_are_an_error(host: SimpleNamespace) -> None:
    host.decoded = PICTURES.clone()
    host.decoded[1, 0, 3, 3] = float("nan")
    with pytest.raises(HostError, match="invalid numbers"):
        draw()


def test_a_fork_that_manages_memory_has_other_options(host: SimpleNamespace) -> None:
    host.devices.memory_management = object()
    host.decoded = PICTURES * float("nan")
    with pytest.raises(HostError, match="--all-in-fp32 or --vae-in-fp32"):
        draw()
    error = ours("sampling")._as_critic_error(RuntimeError("CUDA out of memory"))
    assert "--medvram" not in str(error)


def test_scripts_are_told_as_before_and_the_hosts_runner_is_left_alone(host: SimpleNamespace) -> None:
    p, runner = Processing(), Runner()
    p.scripts = runner
    ours("outcome").require_numbers(p)
    p.scripts.postprocess_batch(p, PICTURES, batch_number=3)
    assert runner.seen == [3]
    assert "postprocess_batch" not in vars(runner)
    assert p.sample(conditioning=None, prompts=[]).equal(LATENTS)


def test_an_interrupted_sampler_may_return_nothing(host: SimpleNamespace) -> None:
    p = Processing()
    p.sample = lambda *args: None  # type: ignore[method-assign]
    ours("outcome").require_numbers(p)
    assert p.sample(None, []) is None


def said(host: SimpleNamespace, comment: Callable[[Any], None]) -> tuple[str, ...]:
    host.sampled = comment
    notes: tuple[str, ...] = draw().notes
    return notes


def test_every_comment_of_the_hosts_is_a_note(host: SimpleNamespace) -> None:
    def comment(p: Any) -> None:
        p.comment("Lora not found: nowhere")
        p.comment("Warning: too many input tokens;\nsome (3) have been truncated:\nred hat\n")

    assert said(host, comment) == (
        "Lora not found: nowhere",
        "Warning: too many input tokens; some (3) have been truncated: red hat",
    )
    assert said(host, lambda p: None) == ()


def test_the_comments_on_a_skipped_batch_are_notes_too(host: SimpleNamespace) -> None:
    def skip(p: Any) -> None:
        p.comment("Lora not found: nowhere")
        host.shared.state.skipped = True

    host.sampled = skip
    webui = ours("making").WebuiHost()
    with pytest.raises(Skipped):
        webui.txt2img(Request("a", width=64, height=64), silent)
    assert webui.notes == ("Lora not found: nowhere",)


class Telling(Adding):
    notes = ("Memory is short: steering used fewer cutouts.",)


def test_a_guides_notes_follow_the_hosts_comments(host: SimpleNamespace) -> None:
    host.sampled = lambda p: p.comment("Lora not found: nowhere")
    webui = ours("making").WebuiHost()
    webui.txt2img(Request("a", width=64, height=64, guide=Telling()), silent)
    assert webui.notes == ("Lora not found: nowhere", *Telling.notes)
    webui.txt2img(Request("a", width=64, height=64), silent)
    assert webui.notes == ("Lora not found: nowhere",)


def test_a_guides_notes_are_told_once_below_the_tabs_pictures(host: SimpleNamespace) -> None:
    host.processing.fix_seed = lambda p: None
    host.sd_samplers_cfg_denoiser.torch, host.sd_samplers_common.TorchHijack = torch, lambda p: torch
    p = Processing()
    p.__dict__.update(init_images=[Image.new("RGB", (64, 64))], n_iter=2, batch_size=1, image_mask=None)
    p.__dict__.update(init=lambda: None, override_settings={}, scripts=Runner(), seed=5)
    tab = ours("script").TabHost(p)
    pictures = tab.img2img(Request("a", guide=Telling()), tab.start.image, silent)
    assert len(pictures) == 2
    assert tab.notes == Telling.notes
    assert tuple(p.comments) == Telling.notes


def test_a_steered_batch_that_is_skipped_leaves_nothing_behind(host: SimpleNamespace) -> None:
    guide, options = Adding(), steerable(host)
    jobs: list[Any] = []

    def skip_in_the_second_step(p: Any) -> None:
        jobs.append(p)
        p.cfg_scale = 7.0
        clean = torch.ones(2, 4, 3, 3)
        assert torch.equal(evaluate(denoiser_of(p, step=0), clean), clean + 0.5)
        entering = SimpleNamespace(x=clean, sigma=torch.ones(2), denoiser=denoiser_of(p, step=1))
        ours("guiding").on_denoiser(entering)
        assert len(options[AFTER_CFG]) == 2
        host.shared.state.skipped = True  # the host leaves its sampler at once, and goes on to the next batch

    host.sampled = skip_in_the_second_step
    webui = ours("making").WebuiHost()
    with pytest.raises(Skipped):
        webui.txt2img(Request("a", width=64, height=64, guide=guide), silent)
    (p,) = jobs
    assert not [name for name in vars(p) if "steering" in name]
    assert options[AFTER_CFG] == [len]
    assert not host.shared.state.skipped
    clean = torch.ones(2, 4, 3, 3)
    assert evaluate(denoiser_of(p), clean) is clean
    assert len(guide.steps) == 1


@pytest.fixture
def networks(host: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The host's own module of extra networks: one of them is loaded."""
    module = ModuleType("networks")
    module.__dict__["loaded_networks"] = [SimpleNamespace(mentioned_name="here", name="here")]
    monkeypatch.setitem(sys.modules, "networks", module)
    return module


def asked(*names: str) -> Callable[[Any], None]:
    def ask(p: Any) -> None:
        p.extra_network_data = {"lora": [params(name, "1") for name in names], "hypernet": [params("x")]}

    return ask


def test_a_network_that_only_the_console_tells_of_is_a_note(
    host: SimpleNamespace, networks: ModuleType
) -> None:
    assert said(host, asked("here")) == ()
    (note,) = said(host, asked("here", "nowhere", "nowhere"))
    assert note == "LoRA not found: nowhere. The pictures were made without it."


def test_a_network_is_told_of_once(host: SimpleNamespace, networks: ModuleType) -> None:
    def comment(p: Any) -> None:
        p.comment("Lora not found: nowhere")
        asked("nowhere", "no")(p)

    assert said(host, comment) == (
        "Lora not found: nowhere",
        "LoRA not found: no. The pictures were made without it.",
    )
