"""The VAEs that the WebUI and its forks offer, each as that fork keeps them, without a host."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from clip_critic.hosts.base import Request
from tests.hosts.stand_in import ours, standing_in


@pytest.fixture
def host() -> Iterator[SimpleNamespace]:
    with standing_in() as found:
        yield found


@pytest.fixture
def forge(host: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Forge: a list of files of VAEs and text encoders; its ``sd_vae`` is left over and does nothing."""
    models = tmp_path / "models"
    files = ("VAE/mse.safetensors", "VAE/anime.pt", "text_encoder/t5.safetensors")
    entry = ModuleType("modules_forge.main_entry")
    entry.__dict__["module_list"] = {Path(file).name: str(models / file) for file in files}
    package = ModuleType("modules_forge")
    package.__dict__.update(main_entry=entry, __path__=[])
    monkeypatch.setitem(sys.modules, "modules_forge", package)
    monkeypatch.setitem(sys.modules, "modules_forge.main_entry", entry)
    host.paths.models_path = str(models)
    host.shared.cmd_opts.vae_dir = None
    host.shared.opts.forge_additional_modules = []
    host.files = entry.__dict__["module_list"]
    return host


def overrides(vae: str) -> dict[str, Any]:
    found: dict[str, Any] = ours("offers").overrides(Request("a", vae=vae))
    return found


def test_the_option_of_the_host_is_overridden(host: SimpleNamespace) -> None:
    host.sd_vae.vae_dict = {"mse.safetensors": "/models/VAE/mse.safetensors"}
    assert ours("offers").describe().vaes == ("Automatic", "None", "mse.safetensors")
    assert overrides("mse.safetensors") == {"sd_vae": "mse.safetensors"}
    assert overrides("Automatic") == {}
    assert overrides("") == {}


def test_what_another_job_changed_is_put_back(host: SimpleNamespace) -> None:
    names = ("first.safetensors", "second.safetensors")
    host.sd_models.checkpoint_aliases.update({name: SimpleNamespace(name=name) for name in names})
    host.sd_vae.vae_dict = {"mse.safetensors": "/models/VAE/mse.safetensors"}
    offers, request = ours("offers"), Request("a")
    before = offers.loaded()
    assert offers.put_back(request, before) is request
    host.shared.opts.sd_model_checkpoint = "second.safetensors"
    host.shared.opts.sd_vae = "mse.safetensors"
    again = offers.put_back(request, before)
    assert (again.checkpoint, again.vae) == ("first.safetensors", "Automatic")
    assert offers.overrides(again) == {"sd_model_checkpoint": "first.safetensors", "sd_vae": "Automatic"}
    named = Request("a", checkpoint="second.safetensors", vae="None")
    assert offers.put_back(named, before) is named


def test_a_host_that_has_no_option_offers_none(host: SimpleNamespace) -> None:
    del host.shared.opts.data["sd_vae"]
    assert ours("offers").describe().vaes == ()
    assert overrides("") == {}


def test_a_fork_with_modules_offers_those_that_are_vaes(forge: SimpleNamespace) -> None:
    assert ours("offers").describe().vaes == ("None", "mse.safetensors", "anime.pt")
    assert overrides("anime.pt") == {"forge_additional_modules": [forge.files["anime.pt"]]}
    assert overrides("None") == {}


def test_text_encoders_among_the_modules_stay(forge: SimpleNamespace) -> None:
    files = forge.files
    forge.shared.opts.forge_additional_modules = [files["t5.safetensors"], files["anime.pt"]]
    assert ours("offers").describe().vaes == ("anime.pt", "None", "mse.safetensors")
    assert overrides("anime.pt") == {}
    for name, changed in {"mse.safetensors": [files["mse.safetensors"]], "None": []}.items():
        assert overrides(name) == {"forge_additional_modules": [files["t5.safetensors"], *changed]}


@pytest.mark.parametrize("vae", ["anime.pt", "None"])
def test_the_modules_that_another_job_changed_are_put_back(forge: SimpleNamespace, vae: str) -> None:
    files, offers, request = forge.files, ours("offers"), Request("a")
    selected = [files["t5.safetensors"], *([files[vae]] if vae in files else [])]
    forge.shared.opts.forge_additional_modules = selected
    before = offers.loaded()
    assert offers.put_back(request, before) is request
    forge.shared.opts.forge_additional_modules = [files["t5.safetensors"], files["mse.safetensors"]]
    again = offers.put_back(request, before)
    assert again.vae == vae
    assert offers.overrides(again) == {"forge_additional_modules": selected}
    named = Request("a", vae="mse.safetensors")
    assert offers.put_back(named, before) is named
    assert offers.overrides(named) == {}


def test_a_folder_of_vaes_of_the_users_counts(forge: SimpleNamespace, tmp_path: Path) -> None:
    forge.shared.cmd_opts.vae_dir = str(tmp_path / "mine")
    forge.files["own.safetensors"] = str(tmp_path / "mine" / "deep" / "own.safetensors")
    assert "own.safetensors" in ours("offers").describe().vaes
