"""Units of picture towers: the sum over heads is the vector's, and the strongest places are right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import torch
from PIL import Image

from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder
from clip_critic.encoders.torch_encoder import TorchEncoder
from clip_critic.encoders.units import UnitActivations, units_of
from clip_critic.errors import EncoderError


@pytest.fixture
def pictures(picture: Image.Image) -> list[Image.Image]:
    turned = picture.transpose(Image.Transpose.ROTATE_90)
    return [picture, turned, Image.new("RGB", (300, 20), (10, 200, 90))]


def watched_model(encoder: Encoder) -> Any:
    assert isinstance(encoder, TorchEncoder)
    return encoder._towers.model


def test_vectors_are_those_of_the_encoder(tiny_encoder: Encoder, pictures: Sequence[Image.Image]) -> None:
    found = units_of(tiny_encoder, pictures, 2)
    assert np.abs(found.vectors - tiny_encoder.encode_images(pictures)).max() < 1e-5


def test_shapes(tiny_encoder: Encoder, pictures: Sequence[Image.Image]) -> None:
    found = units_of(tiny_encoder, pictures, 1)
    assert found.heads.shape == (3, 1, 4, 16) and found.head_places.shape == (3, 1, 4)
    assert found.neurons.shape == found.neuron_places.shape == (3, 1, 64)
    assert (found.first_layer, found.grid) == (1, (4, 4))
    assert found.heads.dtype == found.neurons.dtype == np.float32


def test_more_layers_than_there_are_means_all(tiny_encoder: Encoder, pictures: Sequence[Image.Image]) -> None:
    found = units_of(tiny_encoder, pictures, 64)
    assert found.heads.shape[1] == 2 and found.first_layer == 0


def silence_head(model: Any, layer: int, head: int) -> Any:
    """Silence a head, which has a width of 8: its values become zero."""
    values = model.vision_model.encoder.layers[layer].self_attn.v_proj

    def silence(module: torch.nn.Module, inputs: object, output: torch.Tensor) -> torch.Tensor:
        states = output.clone()
        states[..., 8 * head : 8 * head + 8] = 0
        return states

    return values.register_forward_hook(silence)


@pytest.mark.parametrize("head", range(4))
def test_a_silent_head_adds_nothing(
    tiny_encoder: Encoder, pictures: Sequence[Image.Image], head: int
) -> None:
    """It changes the parts of the last layer's other heads by one factor: the norm's, for each picture."""
    expected = units_of(tiny_encoder, pictures, 1).heads[:, 0]
    handle = silence_head(watched_model(tiny_encoder), 1, head)
    try:
        found = units_of(tiny_encoder, pictures, 1).heads[:, 0]
    finally:
        handle.remove()
    others = [number for number in range(4) if number != head]
    assert np.abs(found[:, head]).max() < 1e-6 < np.abs(expected[:, head]).max()
    factors = (found[:, others] * expected[:, others]).sum(axis=(1, 2)) / (expected[:, others] ** 2).sum(
        axis=(1, 2)
    )
    assert np.abs(found[:, others] - factors[:, None, None] * expected[:, others]).max() < 1e-5


def test_a_layer_adds_the_same_however_many_are_looked_at(
    tiny_encoder: Encoder, pictures: Sequence[Image.Image]
) -> None:
    every, last = units_of(tiny_encoder, pictures, 2), units_of(tiny_encoder, pictures, 1)
    assert np.abs(every.heads[:, 1:] - last.heads).max() < 1e-6
    assert (every.neurons[:, 1:] == last.neurons).all()


def test_neurons_and_their_places(tiny_encoder: Encoder, pictures: Sequence[Image.Image]) -> None:
    states: list[torch.Tensor] = []
    last = watched_model(tiny_encoder).vision_model.encoder.layers[1].mlp.fc2
    handle = last.register_forward_pre_hook(lambda module, inputs: states.append(inputs[0]))
    try:
        found = units_of(tiny_encoder, pictures, 1)
    finally:
        handle.remove()
    places = torch.cat(states)[:, 1:].numpy()
    assert (found.neurons[:, 0] == places.max(axis=1)).all()
    assert (found.neuron_places[:, 0] == places.argmax(axis=1)).all()


def test_open_clip(open_clip_encoder: Encoder, pictures: Sequence[Image.Image]) -> None:
    """Layers that are looked at and others are read alike."""
    every, last = units_of(open_clip_encoder, pictures, 2), units_of(open_clip_encoder, pictures, 1)
    assert np.abs(every.vectors - open_clip_encoder.encode_images(pictures)).max() < 1e-5
    assert every.heads.shape == (3, 2, 4, 16) and every.neurons.shape == (3, 2, 128)
    assert np.abs(every.heads[:, 1:] - last.heads).max() < 1e-6
    assert (every.neurons[:, 1:] == last.neurons).all() and last.first_layer == 1
    assert every.grid == last.grid == (4, 4)


def test_no_hook_stays(tiny_encoder: Encoder, pictures: Sequence[Image.Image]) -> None:
    units_of(tiny_encoder, pictures, 2)
    model = watched_model(tiny_encoder)
    assert not any(module._forward_hooks or module._forward_pre_hooks for module in model.modules())


def test_half_precision(tiny_clip: Path, tiny_encoder: Encoder, pictures: Sequence[Image.Image]) -> None:
    encoder = load_encoder(f"hf:{tiny_clip}", device="cpu", precision="bfloat16")
    rough, exact = units_of(encoder, pictures, 2), units_of(tiny_encoder, pictures, 2)
    assert rough.heads.dtype == np.float32
    assert np.abs(rough.heads - exact.heads).max() < 0.05


def test_a_tower_whose_parts_do_not_add_up_is_not_read(
    tiny_clip: Path, pictures: Sequence[Image.Image]
) -> None:
    """Such as one with another residual connection, which no name betrays."""
    encoder = load_encoder(f"hf:{tiny_clip}", device="cpu")
    layer = watched_model(encoder).vision_model.encoder.layers[0]
    layer.register_forward_hook(
        lambda module, inputs, output: (
            (output[0] * 1.5, *output[1:]) if isinstance(output, tuple) else output * 1.5
        )
    )
    with pytest.raises(EncoderError, match="has no attention heads and neurons that can be read"):
        units_of(encoder, pictures, 2)


class PlainEncoder:
    """An encoder of the user's own, with nothing but the protocol's methods."""

    identity = "own"

    def encode_images(self, pictures: Sequence[Image.Image]) -> Any:
        raise NotImplementedError


def test_an_encoder_without_units_is_refused_in_one_sentence(pictures: Sequence[Image.Image]) -> None:
    with pytest.raises(EncoderError) as failure:
        units_of(cast(Encoder, PlainEncoder()), pictures, 2)
    assert str(failure.value) == (
        "The encoder own has no attention heads and neurons that can be read: choose a CLIP with a vision"
        " transformer, such as hf:openai/clip-vit-base-patch32."
    )


def test_other_towers_are_refused_too(siglip_folder: Path, pictures: Sequence[Image.Image]) -> None:
    encoder = load_encoder(f"hf:{siglip_folder}", device="cpu")
    with pytest.raises(EncoderError, match="has no attention heads and neurons that can be read"):
        units_of(encoder, pictures, 2)


def test_activations_are_those_of_every_batch(tiny_encoder: Encoder, picture: Image.Image) -> None:
    """Also of more pictures than the model runs at once."""
    many = [picture.rotate(angle) for angle in range(0, 190, 10)]
    together = units_of(tiny_encoder, many, 1)
    alone = [units_of(tiny_encoder, [image], 1) for image in many]
    assert isinstance(together, UnitActivations) and len(together.vectors) == len(many)
    assert np.abs(together.heads - np.concatenate([found.heads for found in alone])).max() < 1e-5
    assert np.abs(together.neurons - np.concatenate([found.neurons for found in alone])).max() < 1e-4
