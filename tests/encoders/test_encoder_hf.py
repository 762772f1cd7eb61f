"""Encoders of transformers against transformers itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import transformers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from safetensors.torch import load_file, save_file

from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder
from clip_critic.encoders.torch_encoder import TorchEncoder
from clip_critic.errors import EncoderError
from tests.tiny import (
    TEXTS,
    make_tiny_align,
    make_tiny_altclip,
    make_tiny_clip,
    make_tiny_siglip,
    write_json,
)


def reference(folder: Path) -> tuple[Any, Any, Any]:
    """The parts as transformers loads them."""
    parts = (transformers.AutoModel, transformers.AutoTokenizer, transformers.AutoImageProcessor)
    model, tokenizer, processor = (part.from_pretrained(folder) for part in parts)
    return model.eval(), tokenizer, processor


def logits_of(folder: Path, texts: list[str], picture: Image.Image) -> np.ndarray:
    """``logits_per_image`` of the whole model, padded to the full context as in training."""
    model, tokenizer, processor = reference(folder)
    context = model.config.text_config.max_position_embeddings
    tokens = tokenizer(texts, padding="max_length", truncation=True, max_length=context, return_tensors="pt")
    with torch.no_grad():
        pixels = processor(images=picture, return_tensors="pt")["pixel_values"]
        output = model(
            input_ids=tokens["input_ids"], attention_mask=tokens.get("attention_mask"), pixel_values=pixels
        )
    return np.asarray(output.logits_per_image[0].numpy())


def our_logits(encoder: Encoder, texts: list[str], picture: Image.Image) -> np.ndarray:
    similarities = encoder.encode_texts(texts) @ encoder.encode_images([picture])[0]
    return np.asarray(encoder.logit_scale * similarities + encoder.logit_bias)


def test_logits_equal_the_whole_models(tiny_clip: Path, tiny_encoder: Encoder, picture: Image.Image) -> None:
    expected = logits_of(tiny_clip, TEXTS, picture)
    assert np.abs(our_logits(tiny_encoder, TEXTS, picture) - expected).max() < 2e-5
    assert expected.std() > 0.5  # a model in which everything is alike would prove nothing


def test_siglip_is_padded_and_has_a_bias(siglip_folder: Path, picture: Image.Image) -> None:
    encoder = load_encoder(f"hf:{siglip_folder}", device="cpu")
    assert isinstance(encoder, TorchEncoder)
    assert not encoder.trims_texts
    assert encoder.logit_bias == pytest.approx(-3.0)
    assert encoder.logit_scale == pytest.approx(np.exp(2.0))
    expected = logits_of(siglip_folder, TEXTS, picture)
    assert np.abs(our_logits(encoder, TEXTS, picture) - expected).max() < 2e-5


def test_siglip_where_transformers_is_too_old(tmp_path: Path) -> None:
    folder = make_tiny_clip(tmp_path / "model")
    config = json.loads((folder / "config.json").read_text())
    write_json(folder / "config.json", config | {"model_type": "siglip9", "architectures": ["Siglip9Model"]})
    with pytest.raises(EncoderError, match=r"siglip9.*transformers .* does not know"):
        load_encoder(f"hf:{folder}", device="cpu")


def test_properties(tiny_encoder: Encoder) -> None:
    assert isinstance(tiny_encoder, TorchEncoder)
    assert isinstance(tiny_encoder, Encoder)
    assert tiny_encoder.trims_texts
    assert (tiny_encoder.dimension, tiny_encoder.context_length, tiny_encoder.device) == (16, 77, "cpu")
    assert tiny_encoder.logit_scale == pytest.approx(20.0)
    assert tiny_encoder.logit_bias == 0.0
    assert tiny_encoder.notes == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(texts=st.lists(st.text(max_size=120), max_size=9))
def test_any_texts_give_unit_vectors_in_their_own_order(tiny_encoder: Encoder, texts: list[str]) -> None:
    vectors = tiny_encoder.encode_texts(texts)
    assert vectors.shape == (len(texts), 16)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    for text, vector in zip(texts, vectors, strict=True):
        assert np.abs(tiny_encoder.encode_texts([text])[0] - vector).max() < 1e-5


def test_lone_surrogates_are_read_as_question_marks(tiny_encoder: Encoder) -> None:
    assert np.array_equal(tiny_encoder.encode_texts(["a \ud800"]), tiny_encoder.encode_texts(["a ?"]))


def test_a_keyword_of_500_tokens_is_cut_and_said_so(tiny_clip: Path, tiny_encoder: Encoder) -> None:
    long = " ".join(["cat"] * 498)  # one token a word, and the start and the end
    assert tiny_encoder.count_cut_tokens(["a dog", long]) == [0, 500 - 77]
    assert tiny_encoder.count_cut_tokens([" ".join(["cat"] * 75), " ".join(["cat"] * 76)]) == [0, 1]
    assert (
        np.abs(tiny_encoder.encode_texts([long]) - tiny_encoder.encode_texts([" ".join(["cat"] * 75)])).max()
        < 1e-5
    )


def test_pictures_of_all_sizes(tiny_clip: Path, tiny_encoder: Encoder) -> None:
    random = np.random.default_rng(3)
    sizes = [
        (300, 20),
        (32, 32),
        (20, 300),
        (64, 48),
        (33, 31),
        (8, 8),
        (100, 100),
        (5, 90),
        (90, 5),
        (48, 64),
    ]
    pictures = [Image.fromarray(random.integers(0, 256, (h, w, 3), dtype=np.uint8)) for w, h in sizes]
    vectors = tiny_encoder.encode_images(pictures)
    assert vectors.dtype == np.float32
    model, _, processor = reference(tiny_clip)
    for picture, vector in zip(pictures, vectors, strict=True):
        with torch.no_grad():
            output = model.get_image_features(**processor(images=picture, return_tensors="pt"))
        raw = output if isinstance(output, torch.Tensor) else output.pooler_output
        expected = (raw / raw.norm())[0].numpy()
        assert np.abs(vector - expected).max() < 1e-5


@pytest.mark.parametrize("make", [make_tiny_clip, make_tiny_siglip, make_tiny_altclip, make_tiny_align])
def test_pictures_are_prepared_as_transformers_does_bit_for_bit(
    tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    if make is make_tiny_siglip and not hasattr(transformers, "SiglipModel"):
        pytest.skip("this transformers has no SigLIP")
    folder, random = make(tmp_path), np.random.default_rng(7)
    encoder: Any = load_encoder(f"hf:{folder}", device="cpu")
    processor = transformers.AutoImageProcessor.from_pretrained(folder)
    for width, height in ((512, 768), (97, 61), (32, 32), (4, 70), (70, 4), (4, 4)):
        picture = Image.fromarray(random.integers(0, 256, (height, width, 3), dtype=np.uint8))
        before = picture.tobytes()
        expected = processor(images=picture, return_tensors="pt")["pixel_values"][0]
        assert torch.equal(encoder.prepare(picture), expected), (width, height)
        assert picture.tobytes() == before
    few = picture.convert("P")  # whoever passes one to an encoder gets what the processor makes of it
    assert torch.equal(encoder.prepare(few), processor(images=few, return_tensors="pt")["pixel_values"][0])


@pytest.mark.parametrize("size", [(1, 1), (1, 3), (3, 1), (3, 3), (7, 1), (1, 50_000), (50_000, 2)])
def test_pictures_of_hardly_any_pixels(tiny_encoder: Encoder, size: tuple[int, int]) -> None:
    vectors = tiny_encoder.encode_images(
        [Image.new("RGB", size, (250, 3, 9)), Image.new("RGB", (64, 64), (250, 3, 9))]
    )
    assert vectors[0] @ vectors[1] > 0.999


def test_nothing_gives_nothing(tiny_encoder: Encoder) -> None:
    assert tiny_encoder.encode_texts([]).shape == (0, 16)
    assert tiny_encoder.encode_images([]).shape == (0, 16)
    assert tiny_encoder.count_cut_tokens([]) == []


def test_torch_files_are_read_without_code(tiny_clip: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(tiny_clip)
    state = load_file(folder / "model.safetensors")
    (folder / "model.safetensors").unlink()
    torch.save(state, folder / "pytorch_model.bin")
    same = load_encoder(f"hf:{folder}", device="cpu").encode_texts(TEXTS)
    assert np.allclose(same, load_encoder(f"hf:{tiny_clip}", device="cpu").encode_texts(TEXTS), atol=1e-6)


def test_weights_in_shards(tiny_clip: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(tiny_clip)
    state = load_file(folder / "model.safetensors")
    (folder / "model.safetensors").unlink()
    names = sorted(state)
    parts = {f"model-0000{i + 1}-of-00002.safetensors": names[i::2] for i in range(2)}
    for file, part in parts.items():
        save_file({name: state[name] for name in part}, folder / file)
    table = {name: file for file, part in parts.items() for name in part}
    write_json(folder / "model.safetensors.index.json", {"metadata": {}, "weight_map": table})
    encoder = load_encoder(f"hf:{folder}", device="cpu")
    assert np.allclose(
        encoder.encode_texts(["cat"]), load_encoder(f"hf:{tiny_clip}").encode_texts(["cat"]), atol=1e-6
    )
    (folder / "model-00002-of-00002.safetensors").unlink()
    with pytest.raises(EncoderError, match="model-00002-of-00002"):
        load_encoder(f"hf:{folder}")


def change_weights(folder: Path, change: Callable[[dict[str, torch.Tensor]], object]) -> None:
    state = load_file(folder / "model.safetensors")
    change(state)
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})


def test_missing_weights_are_an_error(tiny_clip: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(tiny_clip)
    change_weights(folder, lambda state: state.pop("text_projection.weight"))
    with pytest.raises(EncoderError, match=r"text_projection.weight is missing"):
        load_encoder(f"hf:{folder}", device="cpu")


def test_weights_of_another_shape_are_an_error(tiny_clip: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(tiny_clip)
    change_weights(folder, lambda state: state.update({"text_projection.weight": torch.zeros(3, 4)}))
    with pytest.raises(EncoderError, match="do not fit"):
        load_encoder(f"hf:{folder}", device="cpu")


def test_weights_that_are_not_numbers(tiny_clip: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(tiny_clip)
    change_weights(folder, lambda state: state["text_projection.weight"].fill_(float("nan")))
    with pytest.raises(EncoderError, match=r"not numbers.*damaged"):
        load_encoder(f"hf:{folder}", device="cpu")


def test_a_tokenizer_of_another_model(tiny_clip: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(tiny_clip)
    words = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    write_json(folder / "vocab.json", {word: number + 1000 for word, number in words.items()})
    with pytest.raises(EncoderError, match="does not fit"):
        load_encoder(f"hf:{folder}", device="cpu").encode_texts(["cat"])


@pytest.mark.parametrize("length", [0, 7, 100, 5000])
def test_weights_cut_short(tiny_clip: Path, copied: Callable[[Path], Path], length: int) -> None:
    file = copied(tiny_clip) / "model.safetensors"
    file.write_bytes(file.read_bytes()[:length])
    with pytest.raises(EncoderError, match="damaged or incomplete"):
        load_encoder(f"hf:{file.parent}", device="cpu")


@pytest.mark.parametrize(
    "name", ["config.json", "preprocessor_config.json", "tokenizer_config.json", "vocab.json"]
)
def test_damaged_parts(tiny_clip: Path, copied: Callable[[Path], Path], name: str) -> None:
    folder = copied(tiny_clip)
    (folder / name).write_text('{"broken": ')
    with pytest.raises(EncoderError, match=str(folder).replace("\\", ".")):
        load_encoder(f"hf:{folder}", device="cpu")


@pytest.mark.parametrize("name", ["config.json", "preprocessor_config.json", "model.safetensors"])
def test_missing_parts(tiny_clip: Path, copied: Callable[[Path], Path], name: str) -> None:
    folder = copied(tiny_clip)
    (folder / name).unlink()
    with pytest.raises(EncoderError):
        load_encoder(f"hf:{folder}", device="cpu")


def test_a_model_that_is_no_dual_encoder(tiny_clip: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(tiny_clip)
    config = json.loads((folder / "config.json").read_text())
    write_json(folder / "config.json", config | {"architectures": ["CLIPTextModel"]})
    with pytest.raises(EncoderError, match=r"CLIPTextModel.*not an encoder of both"):
        load_encoder(f"hf:{folder}", device="cpu")


def test_loading_says_nothing(tiny_clip: Path, capfd: pytest.CaptureFixture[str], caplog: Any) -> None:
    load_encoder(f"hf:{tiny_clip}", device="cpu")
    assert capfd.readouterr() == ("", "")
    assert [record for record in caplog.records if record.levelname != "INFO"] == []
    assert transformers.utils.logging.get_verbosity() == transformers.utils.logging.WARNING
