"""The activity of units: as the encoder's own reading says, and with slopes that differences confirm."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder
from clip_critic.encoders.gradients import as_tensor
from clip_critic.encoders.unit_activity import STRONGEST, Unit, UnitActivity, parse_unit
from clip_critic.encoders.units import units_of
from clip_critic.errors import BadInputError, EncoderError
from tests.drawing_host import ColourEncoder

SPECS = ("miniature", "hf", "open_clip")


@pytest.fixture(scope="module")
def load(tiny_clip: Path, open_clip_folder: Path) -> Callable[[str], Encoder]:
    specs = {"miniature": "miniature", "hf": f"hf:{tiny_clip}", "open_clip": f"open_clip:{open_clip_folder}"}
    return lambda name: load_encoder(specs[name], device="cpu")


def scene(side: int) -> Image.Image:
    picture = Image.linear_gradient("L").resize((side, side)).convert("RGB")
    picture.paste((220, 30, 60), (side // 4, side // 4, side // 2, side // 2))
    return picture


@pytest.mark.parametrize("name", SPECS)
def test_a_head_is_as_active_as_the_encoder_says(name: str, load: Callable[[str], Encoder]) -> None:
    encoder = load(name)
    last = len(UnitActivity(encoder, Unit("layer", 0))._units.layers) - 1
    first, second = (UnitActivity(encoder, Unit("head", last, index)) for index in (0, 1))
    picture = scene(first.side)
    with torch.no_grad():
        found = [float(head(as_tensor(picture))[0]) for head in (first, second)]
    assert min(found) > 0 and found[0] != found[1]


@pytest.mark.parametrize("name", SPECS)
def test_a_neuron_is_read_where_it_is_most_active(name: str, load: Callable[[str], Encoder]) -> None:
    encoder = load(name)
    activity = UnitActivity(encoder, Unit("neuron", 0, 3))
    picture = scene(activity.side)
    with torch.no_grad():
        found = float(activity(as_tensor(picture))[0])
    layers = len(activity._units.layers)
    strongest = units_of(encoder, [picture], layers).neurons[0, 0, 3]
    assert found <= strongest + 1e-3
    places = int(np.prod(units_of(encoder, [picture], layers).grid))
    if places < STRONGEST * 2:
        assert found == pytest.approx(strongest, abs=1e-3)


@pytest.mark.parametrize("unit", ["layer 1", "head 1.1", "neuron 1.2"])
@pytest.mark.parametrize("name", SPECS)
def test_slopes_are_those_of_differences(name: str, unit: str, load: Callable[[str], Encoder]) -> None:
    activity = UnitActivity(load(name), parse_unit(unit))
    pixels = as_tensor(scene(activity.side)).requires_grad_()
    (slope,) = torch.autograd.grad(activity(pixels)[0], pixels)
    direction = slope / slope.norm()
    with torch.no_grad():
        up, down = (float(activity(pixels + sign * 0.01 * direction)[0]) for sign in (1, -1))
    assert (up - down) / 0.02 == pytest.approx(float(slope.norm()), rel=0.15)


def test_each_picture_has_its_own(load: Callable[[str], Encoder]) -> None:
    activity = UnitActivity(load("miniature"), parse_unit("layer 2"))
    one, other = as_tensor(scene(64)), as_tensor(Image.new("RGB", (64, 64), "green"))
    with torch.no_grad():
        both = activity(torch.cat([one, other]))
        assert torch.allclose(both, torch.cat([activity(one), activity(other)]), atol=1e-5)


@pytest.mark.parametrize("text", ["layer 5", "head 5.3", "neuron 5.120", " Head  2.1 ", "NEURON 0.0"])
def test_units_are_read_and_written(text: str) -> None:
    assert parse_unit(str(parse_unit(text))) == parse_unit(text)


@pytest.mark.parametrize(
    "text", ["", "layer", "head 5", "layer 5.3", "neuron -1.2", "eye 3", "head 5.3.1", "５.３"]
)
def test_what_is_no_unit(text: str) -> None:
    with pytest.raises(BadInputError, match="is not a unit"):
        parse_unit(text)


@pytest.mark.parametrize("unit", ["layer 99", "head 0.99", "neuron 0.99999"])
def test_units_that_do_not_exist(unit: str, load: Callable[[str], Encoder]) -> None:
    with pytest.raises(BadInputError, match=r"There is no .*0 to"):
        UnitActivity(load("miniature"), parse_unit(unit))


def test_encoders_without_units_or_gradients_are_refused() -> None:
    with pytest.raises(EncoderError, match="choose another one"):
        UnitActivity(ColourEncoder(), parse_unit("layer 0"))
