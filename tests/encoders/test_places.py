"""The contributions of places: their sum is the vector; other encoders have parts hidden in turn."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.encoders.contributions import received, received_by_mean
from clip_critic.encoders.hf import HfTowers
from clip_critic.encoders.place_readers import find_reader, reading
from clip_critic.encoders.places import EXACT, gives_places, places_of
from clip_critic.encoders.views import look
from clip_critic.errors import EncoderError, InterruptedByUser
from tests.tiny import (
    make_averaging_open_clip,
    make_tiny_align,
    make_tiny_altclip,
    make_tiny_clip,
    make_tiny_naflex,
    make_tiny_open_clip,
    open_clip_model_config,
    write_image_processor,
    write_json,
)


def red_square(size: tuple[int, int] = (64, 64), corner: tuple[int, int] = (8, 8)) -> Image.Image:
    """A blue picture with a red square of a quarter of the shorter side."""
    picture = Image.new("RGB", size, (20, 30, 160))
    side = max(1, min(size) // 4)
    picture.paste((230, 20, 20), (*corner, corner[0] + side, corner[1] + side))
    return picture


class Plain:
    """The methods of another encoder that everybody has, and a count of its pictures."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self.seen = encoder, 0
        self.identity, self.dimension = encoder.identity, encoder.dimension
        self.logit_scale, self.logit_bias = encoder.logit_scale, encoder.logit_bias
        self.context_length = encoder.context_length

    def encode_images(self, pictures: Sequence[Image.Image]) -> Vectors:
        self.seen += len(pictures)
        return self._encoder.encode_images(pictures)

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.encode_texts(texts)

    def count_cut_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._encoder.count_cut_tokens(texts)


class Quick(Plain):
    """A picture is its colours in four by four cells, without a model."""

    def encode_images(self, pictures: Sequence[Image.Image]) -> Vectors:
        self.seen += len(pictures)
        vectors = np.ones((len(pictures), self.dimension), dtype=np.float32)
        for vector, picture in zip(vectors, pictures, strict=True):
            colours = np.asarray(picture.convert("RGB").resize((4, 4)), dtype=np.float32).ravel()
            vector[: len(colours)] += colours[: self.dimension]
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


@pytest.fixture(scope="module")
def miniature() -> Any:
    return load_encoder("miniature", device="cpu")


def require_exact(encoder: Any, pictures: Sequence[Image.Image], cells: tuple[int, int]) -> None:
    """The parts, added independently of the vector, are the vector; and so are what is returned."""
    assert gives_places(encoder)
    vectors = encoder.encode_images(pictures)
    parts = encoder._contributions([encoder.prepare(picture) for picture in pictures])[1]
    assert np.abs(parts.sum(axis=1) - vectors).max() < EXACT
    for places, vector in zip(places_of(encoder, pictures), vectors, strict=True):
        assert places.exact and places.shares.dtype == places.rest.dtype == np.float32
        assert places.shares.shape == (*cells, encoder.dimension)
        assert np.abs(places.vector - vector).max() < EXACT


def test_the_miniatures_places_add_up(miniature: Any) -> None:
    require_exact(miniature, [red_square(), red_square((90, 60))], (8, 8))


def test_transformers_clip_adds_up(tiny_encoder: Any, picture: Image.Image) -> None:
    require_exact(tiny_encoder, [picture, red_square()], (4, 4))


def test_a_tower_that_does_not_take_the_short_way_is_watched(
    tiny_clip: Path, picture: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = [picture, red_square()]
    short: Any = load_encoder(f"hf:{tiny_clip}", device="cpu")
    monkeypatch.setattr(HfTowers, "has_short_way", False)
    usual: Any = load_encoder(f"hf:{tiny_clip}", device="cpu")
    assert short._is_short and not usual._is_short
    require_exact(usual, pictures, (4, 4))
    for told, seen in zip(places_of(short, pictures), places_of(usual, pictures), strict=True):
        assert np.abs(told.shares).max() > 0.01 and np.abs(told.shares - seen.shares).max() < 1e-5


TRANSFORMER = {"image_size": 32, "layers": 2, "width": 32, "head_width": 8, "patch_size": 8}
TIMM = {"timm_model_pretrained": False, "image_size": 64}
RESNET = {"image_size": 64, "layers": [1, 1, 1, 1], "width": 16, "patch_size": None}
CONVNEXT = {**TIMM, "timm_model_name": "convnext_atto", "timm_pool": "", "timm_proj": "linear"}
MOBILENET = {
    **TIMM,
    "timm_model_name": "mobilenetv2_050",
    "timm_pool": "avg",
    "timm_proj": "linear",
    "timm_proj_bias": True,
}


def open_clip_encoder(folder: Path, vision: Mapping[str, Any], dimension: int = 16, **kind: Any) -> Any:
    """A random open_clip model with this picture tower."""
    config = open_clip_model_config(dimension) | {"vision_cfg": dict(vision)}
    return load_encoder(f"open_clip:{make_tiny_open_clip(folder, model_config=config, **kind)}", device="cpu")


@pytest.mark.parametrize("custom_text", [False, True])
@pytest.mark.parametrize("scale", [None, 0.3])
def test_open_clips_transformers_add_up(
    tmp_path: Path, picture: Image.Image, custom_text: bool, scale: float | None
) -> None:
    encoder = open_clip_encoder(tmp_path, {**TRANSFORMER, "ls_init_value": scale}, custom_text=custom_text)
    require_exact(encoder, [picture, red_square()], (4, 4))


def test_a_transformer_that_averages_its_tokens_is_found_out(tmp_path: Path, picture: Image.Image) -> None:
    encoder = load_encoder(f"open_clip:{make_averaging_open_clip(tmp_path)}", device="cpu")
    assert not gives_places(encoder) and not places_of(encoder, [picture])[0].exact


def test_attention_pooled_resnets_add_up(tmp_path: Path, picture: Image.Image) -> None:
    require_exact(open_clip_encoder(tmp_path, RESNET), [picture, red_square()], (2, 2))


def test_the_mean_of_a_resnet_pools_as_open_clips_own() -> None:
    import torch
    from open_clip.modified_resnet import AttentionPool2d

    from clip_critic.encoders.attention import MeanAttention, use_direct_attention

    torch.manual_seed(0)
    usual = AttentionPool2d(3, 32, 4, 8).eval().requires_grad_(False)
    states = torch.randn(2, 32, 3, 3)
    expected, names = usual(states), list(usual.state_dict())
    use_direct_attention(torch.nn.Sequential(usual))
    assert type(usual) is MeanAttention and list(usual.state_dict()) == names
    assert torch.allclose(usual(states), expected, atol=1e-6)


@pytest.mark.parametrize("vision", [CONVNEXT, MOBILENET], ids=["a norm after the average", "a plain one"])
def test_averaged_towers_add_up(tmp_path: Path, picture: Image.Image, vision: Mapping[str, Any]) -> None:
    require_exact(open_clip_encoder(tmp_path, vision), [picture, red_square()], (2, 2))


def test_layers_that_mix_what_was_averaged_are_found_out(tmp_path: Path, picture: Image.Image) -> None:
    encoder = open_clip_encoder(tmp_path, {**CONVNEXT, "timm_proj": "mlp"})
    assert not gives_places(encoder) and not places_of(encoder, [picture])[0].exact


@pytest.mark.parametrize("outputs", [0, 12])
def test_attention_pooling_of_timm_adds_up(outputs: int) -> None:
    """The picture tower of open_clip's SigLIP, which older versions do not build."""
    import timm
    import torch
    from torch import nn

    torch.manual_seed(0)
    size: dict[str, Any] = {"img_size": 32, "patch_size": 8, "embed_dim": 32, "depth": 2, "num_heads": 4}
    kind: dict[str, Any] = {"class_token": False, "global_pool": "map", "num_classes": 0}
    model = nn.Module()
    model.visual = nn.Sequential()
    model.visual.trunk = timm.create_model("vit_tiny_patch16_224", **size, **kind)
    model.visual.head = nn.Sequential(nn.Linear(32, outputs)) if outputs else nn.Sequential()
    pixels = torch.randn(2, 3, 32, 32)
    read = find_reader(model.eval().requires_grad_(False))
    assert read is not None
    with torch.inference_mode(), reading(read) as found:
        vectors = model.visual(pixels)
    assert found.rows.shape == (2, 17, outputs or 32)
    assert torch.allclose(found.rows.sum(dim=1), vectors, atol=1e-5)


def test_siglip_adds_up_and_reads_all_of_a_picture(siglip_folder: Path, picture: Image.Image) -> None:
    encoder: Any = load_encoder(f"hf:{siglip_folder}", device="cpu")
    require_exact(encoder, [picture, red_square()], (4, 4))
    assert encoder.read_box((640, 480)) == pytest.approx((0, 0, 640, 480), abs=1)


def test_open_clips_siglip_adds_up(
    tmp_path: Path, picture: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("open_clip", minversion="2.23")  # older ones have no SigLIP
    import timm

    size: dict[str, Any] = {"img_size": 32, "patch_size": 8, "embed_dim": 32, "depth": 2, "num_heads": 4}
    monkeypatch.setattr(timm, "create_model", partial(timm.create_model, **size))
    name = {"timm_model_name": "vit_base_patch16_siglip_224", "timm_pool": "map", "timm_proj": "none"}
    vision = {**TIMM, **name, "image_size": 32}
    encoder = open_clip_encoder(tmp_path, vision, dimension=32, custom_text=True)
    require_exact(encoder, [picture, red_square()], (4, 4))


def test_align_adds_up(tmp_path: Path, picture: Image.Image) -> None:
    encoder = load_encoder(f"hf:{make_tiny_align(tmp_path)}", device="cpu")
    require_exact(encoder, [picture, red_square()], (2, 2))


def test_naflex_has_its_parts_hidden(tmp_path: Path, picture: Image.Image) -> None:
    transformers = pytest.importorskip("transformers")
    if not hasattr(transformers, "Siglip2Model"):
        pytest.skip("this transformers has no SigLIP 2")
    encoder = load_encoder(f"hf:{make_tiny_naflex(tmp_path)}", device="cpu")
    (places,) = places_of(encoder, [picture])
    assert not gives_places(encoder) and not places.exact
    assert np.abs(places.vector - encoder.encode_images([picture])[0]).max() < EXACT


def test_altclip_adds_up(tmp_path: Path, picture: Image.Image) -> None:
    require_exact(load_encoder(f"hf:{make_tiny_altclip(tmp_path)}", device="cpu"), [picture], (4, 4))


def test_another_place_or_picture_has_other_shares(tmp_path: Path) -> None:
    """The rows are those of the picture: a change in one corner moves that corner's shares most."""
    first, second = red_square((64, 64), (0, 0)), red_square((64, 64), (0, 0))
    second.paste((250, 250, 10), (48, 48, 64, 64))
    for encoder in (
        open_clip_encoder(tmp_path / "a", TRANSFORMER),
        open_clip_encoder(tmp_path / "b", RESNET),
    ):
        before, after = places_of(encoder, [first, second])
        change = np.linalg.norm(after.shares - before.shares, axis=2)
        assert np.unravel_index(change.argmax(), change.shape) == (len(change) - 1, len(change[0]) - 1)


def test_margins_are_beyond_the_edges(tmp_path: Path) -> None:
    make_tiny_open_clip(tmp_path)
    config = {"model_cfg": open_clip_model_config(), "preprocess_cfg": {"resize_mode": "longest"}}
    write_json(tmp_path / "open_clip_config.json", config)
    encoder: Any = load_encoder(f"open_clip:{tmp_path}", device="cpu")
    assert encoder.read_box((640, 480)) == pytest.approx((0, -80, 640, 560), abs=3)


def test_what_is_squashed_is_read_whole(tmp_path: Path) -> None:
    make_tiny_clip(tmp_path)
    square = {"height": 32, "width": 32}
    write_image_processor(tmp_path, 32, "ViTImageProcessor", size=square, do_center_crop=False)
    encoder: Any = load_encoder(f"hf:{tmp_path}", device="cpu")
    assert encoder.read_box((640, 480)) == pytest.approx((0, 0, 640, 480), abs=1)


def test_the_probe_of_a_model_has_no_two_patches_alike(
    tiny_clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared: list[Any] = []
    usual = HfTowers.prepare

    def seen(towers: HfTowers, picture: Image.Image) -> Any:
        prepared.append(usual(towers, picture))
        return prepared[-1]

    monkeypatch.setattr(HfTowers, "prepare", seen)
    load_encoder(f"hf:{tiny_clip}", device="cpu")
    for pixels in prepared:
        patches = pixels.unfold(1, 8, 8).unfold(2, 8, 8).permute(1, 2, 0, 3, 4).reshape(16, -1)
        apart = (patches[:, None] - patches[None]).abs().amax(dim=2).numpy()
        assert apart[~np.eye(16, dtype=bool)].min() > 0.1
    assert prepared


KINDS: dict[str, Mapping[str, Any] | None] = {
    "CLIP": None,
    "SigLIP": None,
    "open_clip": TRANSFORMER,
    "ResNet": RESNET,
    "ConvNet": CONVNEXT,
}


@pytest.fixture
def of_kind(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[str], Any]:
    """Loads a small encoder of a kind, all of its own: a test may change it."""

    def load(kind: str) -> Any:
        if kind == "miniature":
            return load_encoder("miniature", device="cpu")
        if vision := KINDS[kind]:
            return open_clip_encoder(tmp_path, vision)
        folder = request.getfixturevalue("tiny_clip" if kind == "CLIP" else "siglip_folder")
        return load_encoder(f"hf:{folder}", device="cpu")

    return load


def times_used(model: Any, run: Callable[[], object]) -> dict[str, float]:
    """How often the weights of queries, keys and values of a picture tower are multiplied with something.

    A product with a part of a weight counts as that part; a view of it is no product.
    """
    import torch
    from torch.utils._python_dispatch import TorchDispatchMode
    from torch.utils._pytree import tree_flatten

    is_projection = re.compile(r"vis(ion|ual).*\b(in_proj|[qkv]_proj)\.?_?weight").search
    weights = {name: weight for name, weight in model.named_parameters() if is_projection(name)}
    used = dict.fromkeys(weights, 0.0)

    def start(tensor: Any) -> int:
        return int(tensor.untyped_storage().data_ptr())

    class Uses(TorchDispatchMode):  # type: ignore[no-untyped-call]
        def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            result = func(*args, **(kwargs or {}))
            parts = [part for part in tree_flatten((args, kwargs))[0] if isinstance(part, torch.Tensor)]
            is_view = isinstance(result, torch.Tensor) and start(result) in map(start, parts)
            for name, weight in weights.items():
                for part in parts:
                    offset = part.data_ptr() - weight.data_ptr()
                    if not is_view and 0 <= offset < weight.numel() * weight.element_size():
                        used[name] += part.numel() / weight.numel()
            return result

    with Uses():  # type: ignore[no-untyped-call]
        run()
    return used


@pytest.mark.parametrize(
    ("kind", "is_short"),
    [("CLIP", True), ("CLIP", False), ("SigLIP", False), ("open_clip", False), ("ResNet", False)],
)
def test_queries_keys_and_values_are_computed_once(
    of_kind: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, kind: str, is_short: bool
) -> None:
    if not is_short:
        monkeypatch.setattr(HfTowers, "has_short_way", False)
    encoder = of_kind(kind)
    assert encoder.gives_places and encoder._is_short == is_short
    pictures = [red_square(), red_square((90, 60))]
    seen = times_used(encoder._towers.model, lambda: encoder.place_images(pictures))
    assert len(seen) >= 2 and seen == pytest.approx(dict.fromkeys(seen, 1))


ROUGHLY = 5e-3
"""Half as much again as was measured in bfloat16."""


@pytest.mark.parametrize("precision", ["bfloat16", "float16"])
@pytest.mark.parametrize("kind", ["miniature", *KINDS])
def test_the_parts_add_up_roughly_in_half_precision(
    of_kind: Callable[[str], Any], kind: str, precision: str
) -> None:
    """The model itself rounds in every layer; what it says of its parts is not taken from its vector."""
    import torch

    half = of_kind(kind)
    assert half.gives_places
    half._dtype = getattr(torch, precision)
    pictures = [red_square(corner=(24, 8)), red_square((90, 60))]
    prepared = [half.prepare(picture) for picture in pictures]
    try:
        vectors, parts = half._contributions(prepared)
    except RuntimeError as error:  # an older torch has no float16 on the CPU
        assert precision == "float16" and "not implemented" in str(error)
        pytest.skip("this torch has no float16 on the CPU")
    assert half._dtype == getattr(torch, precision), "it did not begin again in float32"
    assert parts.dtype == np.float32 and np.abs(parts.sum(axis=1) - vectors).max() < ROUGHLY


def test_what_is_received_is_float32_whatever_comes_in() -> None:
    import torch

    torch.manual_seed(0)
    queries, keys, values = (torch.randn(2, count, 4, 8).half() for count in (1, 9, 9))
    for receive in (received, received_by_mean):
        found = receive(queries, keys, values)
        assert found.dtype == torch.float32
        assert torch.equal(found, receive(queries.float(), keys.float(), values.float()))


def test_half_precision_adds_up_too(miniature: Any, tmp_path: Path) -> None:
    """What the model rounds has no place, and is part of the rest."""
    import torch

    half: Any = load_encoder("miniature", device="cpu")
    half._dtype = torch.bfloat16
    picture = red_square(corner=(24, 8))
    (places,), (exact,) = places_of(half, [picture]), places_of(miniature, [picture])
    assert places.exact and places.shares.dtype == np.float32
    assert np.abs(places.vector - half.encode_images([picture])[0]).max() < EXACT
    assert np.abs(places.shares - exact.shares).max() < 0.02 * np.abs(exact.shares).max()


def test_a_colour_is_found_where_it_is(miniature: Any) -> None:
    red, blue = miniature.encode_texts(["red", "blue"])
    for corner, cell in (((0, 0), (0, 0)), ((40, 0), (0, 5)), ((0, 48), (6, 0))):
        (places,) = places_of(miniature, [red_square(corner=corner)])
        plane = places.shares @ (red - blue)
        row, column = np.unravel_index(plane.argmax(), plane.shape)
        assert 0 <= row - cell[0] <= 1 and 0 <= column - cell[1] <= 1, (corner, row, column)


def test_a_sum_that_is_wrong_is_not_used(miniature: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "clip_critic.encoders.contributions.received",
        lambda queries, keys, values: values.flatten(-2),
    )
    encoder: Any = load_encoder("miniature", device="cpu")
    assert not gives_places(encoder) and encoder.place_images([red_square()]) is None
    assert not places_of(encoder, [red_square()])[0].exact


def test_without_places_parts_are_hidden(miniature: Any) -> None:
    encoder = Plain(miniature)
    picture = red_square(corner=(40, 8))
    (places,) = places_of(encoder, [picture])
    assert not places.exact and places.box == (0, 0, 64, 64) and encoder.seen == 82
    assert np.abs(places.vector - miniature.encode_images([picture])[0]).max() < 1e-6
    red, blue = miniature.encode_texts(["red", "blue"])
    plane = places.shares @ (red - blue)
    row, column = np.unravel_index(plane.argmax(), plane.shape)
    assert row in (1, 2) and column in (5, 6)


def test_hiding_parts_says_how_long_it_takes_and_stops_at_once(miniature: Any) -> None:
    encoder, reports = Plain(miniature), []

    def stop(done: int, total: int, what: str) -> None:
        reports.append((done, total, what))
        if done > 1:
            raise InterruptedByUser("stop")

    with pytest.raises(InterruptedByUser):
        places_of(encoder, [red_square()], stop)
    assert [report[:2] for report in reports] == [(0, 82), (1, 82), (9, 82)]
    assert reports[1][2].endswith("s for all of them") and encoder.seen == 9


@pytest.mark.parametrize(
    ("options", "says", "passes"),
    [
        ({}, "81 s", 82),
        ({"fine": True}, "7 min", 5 * 82),
        ({"squares": True}, "3 min", 1 + 2 * 82),
        ({"squares": True, "fine": True}, "14 min", 1 + 10 * 82),
        ({"squares": True, "later": 3}, "11 min", 1 + 2 * 82),
    ],
)
def test_the_time_is_that_of_all_looks_to_come(
    miniature: Any, monkeypatch: pytest.MonkeyPatch, options: dict[str, Any], says: str, passes: int
) -> None:
    clock = iter(range(1000))
    monkeypatch.setattr("clip_critic.encoders.places.time.monotonic", lambda: next(clock))
    encoder, reports = Quick(miniature), []
    size = (128, 64) if options.get("squares") else (64, 64)
    look(encoder, red_square(size), **options, progress=lambda done, total, what: reports.append(what))
    said = [what for what in reports if ", about " in what]
    assert said[0].endswith(f", about {says} for all of them") and encoder.seen == passes


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (10_000, 50), (50, 10_000), (3, 900)])
def test_pictures_of_any_size(miniature: Any, size: tuple[int, int]) -> None:
    picture = Image.new("RGB", size, (200, 10, 10))
    for encoder in (miniature, Plain(miniature)):
        (places,) = places_of(encoder, [picture])
        left, top, right, bottom = places.box
        assert np.isfinite(places.shares).all() and np.isfinite(places.rest).all()
        assert 0 <= left < right <= size[0] and 0 <= top < bottom <= size[1], places.box
        rows, columns = places.shares.shape[:2]
        assert rows * columns <= 128 and (places.exact or (rows <= size[1] and columns <= size[0]))


def test_no_pictures(miniature: Any) -> None:
    assert places_of(miniature, []) == [] and places_of(Plain(miniature), []) == []


def test_somebody_elses_places_are_tried(miniature: Any) -> None:
    class Liar(Plain):
        def place_images(self, pictures: Sequence[Image.Image]) -> Any:
            found = miniature.place_images(pictures)
            for places in found:
                places.rest[:] = 0
            return found

    class Honest(Plain):
        def place_images(self, pictures: Sequence[Image.Image]) -> Any:
            return miniature.place_images(pictures)

    class Unhashable(Honest):
        __hash__ = None  # type: ignore[assignment]

    assert not places_of(Liar(miniature), [red_square()])[0].exact
    for encoder in (Honest(miniature), Unhashable(miniature)):
        assert places_of(encoder, [red_square()])[0].exact


def test_places_for_only_some_pictures_are_an_error(miniature: Any) -> None:
    class Half(Plain):
        def place_images(self, pictures: Sequence[Image.Image]) -> Any:
            return miniature.place_images(pictures[:1])

    with pytest.raises(EncoderError, match="only some of the pictures"):
        places_of(Half(miniature), [red_square(), red_square()])


@pytest.mark.parametrize(
    ("size", "box"),
    [
        ((640, 480), (75.3, 0, 557.2, 480)),  # 85 x 64, of which 64 from the tenth are read
        ((480, 640), (0, 75.3, 480, 557.2)),
        ((64, 64), (0, 0, 64, 64)),
        ((10_000, 50), (4975, 0, 5025, 50)),
    ],
)
def test_what_is_cropped_is_not_in_the_box(
    miniature: Any, size: tuple[int, int], box: tuple[float, ...]
) -> None:
    assert miniature.read_box(size) == pytest.approx(box, abs=1)
