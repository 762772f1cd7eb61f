"""Single files as others have made them: unusual names, other predictions, no VAE, and torch's own format."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from tests.miniature.stored import store_random_miniature

pytest.importorskip("diffusers", reason="it is the library under test")

from clip_critic.errors import BadInputError
from clip_critic.hosts.diffusers import loading
from clip_critic.hosts.diffusers.checkpoints import Checkpoint, find_vaes
from clip_critic.hosts.diffusers.kinds import SD_1, SD_2, SD_XL
from clip_critic.hosts.diffusers.loading import Placement, load_painter
from clip_critic.hosts.diffusers.predictions import Prediction, prediction_of
from clip_critic.hosts.diffusers.samplers import SAMPLERS, choose, make_scheduler
from clip_critic.hosts.diffusers.single_files import kind_of
from clip_critic.miniature.export import export_checkpoint, export_diffusers

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")  # of diffusers
CPU = Placement("cpu")
TEXT, VAE = "cond_stage_model.transformer.", "first_stage_model."
FIRST = "model.diffusion_model.input_blocks.0.0.weight"
State = dict[str, torch.Tensor]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the miniature as ``plain`` of diffusers, and as ``file.safetensors`` in ldm's layout."""
    folder = tmp_path_factory.mktemp("exported")
    source = store_random_miniature(tmp_path_factory.mktemp("stored"))
    export_diffusers(source, folder / "plain")
    export_checkpoint(source, folder, "file")
    return folder


@pytest.fixture
def weights(exported: Path, monkeypatch: pytest.MonkeyPatch) -> State:
    """The weights of the small file, which is loaded with its own configurations."""
    monkeypatch.setattr(loading, "config_folder", lambda *_: exported / "plain")
    return load_file(exported / "file.safetensors")


def parts_of(painter: Any) -> dict[str, Any]:
    return {name: getattr(painter._from_text, name) for name in ("unet", "vae", "text_encoder", "scheduler")}


def assert_same_weights(painter: Any, exported: Path) -> None:
    expected = parts_of(load_painter(Checkpoint("plain", exported / "plain"), CPU))
    found = parts_of(painter)
    for name in ("unet", "vae", "text_encoder"):
        for key, value in expected[name].state_dict().items():
            assert torch.equal(found[name].state_dict()[key], value), (name, key)


def with_novelais_names(state: State) -> State:
    return {name.replace(f"{TEXT}text_model.", TEXT): value for name, value in state.items()}


WAYS: dict[str, Callable[[State, Path], object]] = {
    "NovelAI's names": lambda state, file: save_file(with_novelais_names(state), file),
    "compiled": lambda state, file: save_file({f"_orig_mod.{n}": v for n, v in state.items()}, file),
    "torch": lambda state, file: torch.save(state, file),
    "torch, with a training": lambda state, file: torch.save({"state_dict": state, "global_step": 3}, file),
    "torch, with NovelAI's names": lambda state, file: torch.save(
        {"state_dict": with_novelais_names(state)}, file
    ),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("ending", ["safetensors", "ckpt"])
def test_the_same_weights_in_other_files(
    weights: State, exported: Path, tmp_path: Path, way: str, ending: str
) -> None:
    file = tmp_path / f"file.{ending}"
    WAYS[way](weights, file)
    assert kind_of(file) is SD_1
    assert_same_weights(load_painter(Checkpoint("file", file), CPU), exported)


def test_a_file_that_could_run_code(weights: State, tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return exec, (f"open({str(tmp_path / 'ran')!r}, 'w')",)

    for number, old in enumerate((True, False)):
        file = tmp_path / f"{number}.ckpt"
        content = {"state_dict": weights, "callbacks": Evil()}
        torch.save(content, file, _use_new_zipfile_serialization=not old)
        with pytest.raises(BadInputError, match=r"(could|can) run code"):
            load_painter(Checkpoint("file", file), CPU)
    assert not (tmp_path / "ran").exists()


def test_a_file_without_a_vae_takes_another_one(weights: State, exported: Path, tmp_path: Path) -> None:
    file = tmp_path / "file.safetensors"
    save_file({name: value for name, value in weights.items() if not name.startswith(VAE)}, file)
    checkpoint = Checkpoint("file", file)
    with pytest.raises(BadInputError, match=r"has no VAE: choose a VAE for it"):
        load_painter(checkpoint, CPU)
    vae = {name.removeprefix(VAE): value for name, value in weights.items() if name.startswith(VAE)}
    save_file(vae, tmp_path / "one.safetensors")
    torch.save({"state_dict": vae}, tmp_path / "two.vae.pt")
    shutil.copytree(exported / "plain" / "vae", tmp_path / "three")
    for found in find_vaes(tmp_path).values():
        if found.name != "file":
            assert_same_weights(load_painter(checkpoint, CPU, found), exported)
    assert loading.natural_side(checkpoint) == 512
    assert {"one", "two.vae", "three"} <= set(find_vaes(tmp_path))


def header(file: Path, *names: str, metadata: dict[str, str] | None = None) -> Path:
    """Write a file that has no more than its names, as a checkpoint of XL."""
    usual = {FIRST: torch.zeros(1, 4, 1, 1), f"{VAE}decoder.a": torch.zeros(1)}
    usual |= {f"conditioner.embedders.{part}.a": torch.zeros(1) for part in ("0.transformer", "1.model")}
    save_file(usual | {name: torch.zeros(0) for name in names}, file, metadata)
    return file


def test_names_say_what_an_xl_checkpoint_predicts(tmp_path: Path) -> None:
    file = tmp_path / "xl.safetensors"
    assert prediction_of(header(file)) == Prediction(None, pure_noise=False)
    assert prediction_of(header(file, "v_pred")) == Prediction(velocity=True)
    both = prediction_of(header(file, "v_pred", "ztsnr"))
    assert kind_of(file) is SD_XL
    assert both.settings() == {"prediction_type": "v_prediction", "rescale_betas_zero_snr": True}
    assert prediction_of(header(file, "ztsnr")).settings() == {"rescale_betas_zero_snr": True}
    velocity, noise = {"modelspec.prediction_type": "v"}, {"modelspec.prediction_type": "epsilon"}
    assert prediction_of(header(file, metadata=velocity)).velocity is True
    assert prediction_of(header(file, metadata=noise)).velocity is False
    with pytest.raises(BadInputError, match="another kind of noise"):
        prediction_of(header(file, "edm_mean", "edm_std"))


YAMLS = {
    "model: {params: {parameterization: v}}": Prediction(velocity=True),
    "model: {params: {parameterization: eps, ztsnr: true}}": Prediction(velocity=False, pure_noise=True),
    "model: {params: {denoiser_config: {params: {scaling_config: {target: a.b.VScaling}}}}}": Prediction(
        velocity=True
    ),
    "model: {params: {ztsnr: true, denoiser_config: {params: {scaling_config: {target: a.EpsScaling}}}}}": (
        Prediction(velocity=False, pure_noise=True)
    ),
    "model: {params: {target: something}}": Prediction(),
    "model: [1, 2]": Prediction(),
    "model: {params: [": Prediction(),
    "a: !!python/object/apply:os.system ['touch ran']": Prediction(),
    "": Prediction(),
    "\x00\ufffe": Prediction(),
    "[" * 20_000: Prediction(),
    'a: !!int ""': Prediction(),
    'a: !!timestamp "x"': Prediction(),
    "model: {params: {ztsnr: !!bool maybe}}": Prediction(),
    "model: {params: {ztsnr: True, parameterization: null}}": Prediction(pure_noise=True),
    "model: {params: {ztsnr: 'no', parameterization: }}": Prediction(),
    "model: {params: {parameterization: [v], denoiser_config: {params: v}}}": Prediction(),
    "model: &m {params: *m}": Prediction(),
}


@pytest.mark.parametrize("text", YAMLS, ids=lambda text: ascii(text[:40]))
def test_a_yaml_beside_says_so_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.chdir(tmp_path)
    file = header(tmp_path / "xl.safetensors")
    file.with_suffix(".yaml").write_text(text, encoding="utf-8")
    assert prediction_of(file) == YAMLS[text]
    assert not (tmp_path / "ran").exists()


def test_a_yaml_has_the_last_word(tmp_path: Path) -> None:
    file = header(tmp_path / "xl.safetensors", "v_pred")
    file.with_suffix(".yaml").write_text("model: {params: {parameterization: eps}}")
    assert prediction_of(file).velocity is False


@pytest.mark.parametrize("names", [(), ("v_pred",), ("v_pred", "ztsnr")])
def test_a_checkpoint_is_sampled_as_it_was_trained(
    weights: State, tmp_path: Path, names: tuple[str, ...]
) -> None:
    file = tmp_path / "file.safetensors"
    save_file(weights | {name: torch.zeros(0) for name in names}, file)
    config = parts_of(load_painter(Checkpoint("file", file), CPU))["scheduler"].config
    assert config["prediction_type"] == ("v_prediction" if names else "epsilon")
    for name, sampler in SAMPLERS.items():
        scheduler = make_scheduler(choose(name, "", 4), config)
        scheduler.set_timesteps(4)
        assert scheduler.config["prediction_type"] == config["prediction_type"], sampler
        last = float(scheduler.alphas_cumprod[-1])
        assert last == pytest.approx(0, abs=1e-6) if "ztsnr" in names else last > 1e-3


def test_turbo_has_the_names_of_xl(tmp_path: Path) -> None:
    file, start = tmp_path / "turbo.safetensors", "conditioner.embedders.0.model."
    state = {FIRST: torch.zeros(1, 4, 1, 1), f"{VAE}decoder.a": torch.zeros(1)}
    save_file(state | {f"{start}ln_final.weight": torch.zeros(1024)}, file)
    assert kind_of(file) is SD_2
    save_file(state | {f"{start}ln_final.weight": torch.zeros(1280)}, file)  # the refiner of XL
    with pytest.raises(BadInputError, match="has no text encoder"):
        kind_of(file)
