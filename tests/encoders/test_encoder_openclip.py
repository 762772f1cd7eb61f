"""Encoders of open_clip against open_clip itself, in its oldest and its newest version."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file, save_file

from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder
from clip_critic.encoders.openclip import find_source
from clip_critic.encoders.openclip_build import _empty_model
from clip_critic.encoders.quiet import quiet
from clip_critic.encoders.torch_encoder import TorchEncoder
from clip_critic.errors import EncoderError
from tests.tiny import (
    TEXTS,
    WEIGHTS,
    make_tiny_open_clip,
    open_clip_model_config,
    write_json,
    write_plain_tokenizer,
)

with quiet():
    import open_clip
    from open_clip.model import CLIP, CustomTextCLIP
    from open_clip.transform import image_transform


def reference(folder: Path, custom_text: bool = False) -> Any:
    model = (CustomTextCLIP if custom_text else CLIP)(**open_clip_model_config()).eval()
    model.load_state_dict(load_file(folder / WEIGHTS))
    return model


def unit(vectors: torch.Tensor) -> np.ndarray:
    return np.asarray((vectors / vectors.norm(dim=-1, keepdim=True)).numpy())


@pytest.mark.parametrize("custom_text", [False, True])
def test_texts_equal_open_clips_own(
    open_clip_folder: Path, custom_text_folder: Path, custom_text: bool
) -> None:
    folder = custom_text_folder if custom_text else open_clip_folder
    encoder = load_encoder(f"open_clip:{folder}", device="cpu")
    assert isinstance(encoder, TorchEncoder)
    assert encoder.trims_texts
    with torch.no_grad():
        expected = unit(reference(folder, custom_text).encode_text(open_clip.tokenize(TEXTS)))
    assert np.abs(encoder.encode_texts(TEXTS) - expected).max() < 1e-5
    assert np.abs(expected - expected[0]).max() > 1e-2


def test_pictures_equal_open_clips_own(open_clip_folder: Path, open_clip_encoder: Encoder) -> None:
    random = np.random.default_rng(5)
    pictures = [
        Image.fromarray(random.integers(0, 256, (h, w, 3), dtype=np.uint8)) for w, h in [(64, 32), (20, 90)]
    ]
    prepare = image_transform(32, is_train=False, mean=(0.5, 0.5, 0.5), std=(0.5, 0.5, 0.5))
    with torch.no_grad():
        expected = unit(reference(open_clip_folder).encode_image(torch.stack([prepare(p) for p in pictures])))
    assert np.abs(open_clip_encoder.encode_images(pictures) - expected).max() < 1e-5


def test_properties(open_clip_encoder: Encoder) -> None:
    assert (open_clip_encoder.dimension, open_clip_encoder.context_length) == (16, 77)
    assert open_clip_encoder.logit_scale == pytest.approx(1 / 0.07, rel=1e-5)
    assert open_clip_encoder.logit_bias == 0.0
    assert open_clip_encoder.identity.startswith("open_clip-tiny-open-clip:")


def test_cut_tokens_are_counted(open_clip_encoder: Encoder) -> None:
    long = " ".join(["cat"] * 498)
    assert open_clip_encoder.count_cut_tokens(["a dog", "cat " * 75, "cat " * 76, long]) == [0, 0, 1, 423]
    assert (
        np.abs(open_clip_encoder.encode_texts([long]) - open_clip_encoder.encode_texts(["cat " * 75])).max()
        < 1e-5
    )


def test_an_architecture_with_a_weight_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The architecture is the user's own, so that it is small; ``-`` in names and ``/`` in paths."""
    write_json(tmp_path / "configs" / "tiny-B-8.json", open_clip_model_config())
    open_clip.add_model_config(tmp_path / "configs")
    try:
        folder = make_tiny_open_clip(tmp_path / "models" / "deep-er")
        by_folder = load_encoder(f"open_clip:{folder}", device="cpu")
        for spec in (f"tiny-B-8/{folder / WEIGHTS}", f"tiny-B/8/{folder / WEIGHTS}"):
            encoder = load_encoder(f"open_clip:{spec}", device="cpu")
            assert np.allclose(encoder.encode_texts(["cat"]), by_folder.encode_texts(["cat"]), atol=1e-6)
        beside = load_encoder(
            f"open_clip:tiny-B-8/deep-er/{WEIGHTS}", device="cpu", models_dir=tmp_path / "models"
        )
        assert beside.identity == encoder.identity
        state = load_file(folder / WEIGHTS)
        torch.save(
            {"epoch": 3, "state_dict": {f"module.{k}": v for k, v in state.items()}}, tmp_path / "run.pt"
        )
        trained = load_encoder(f"open_clip:tiny-B-8/{tmp_path / 'run.pt'}", device="cpu")
        assert np.allclose(trained.encode_texts(["cat"]), by_folder.encode_texts(["cat"]), atol=1e-6)
        with pytest.raises(EncoderError, match="no weight file"):
            load_encoder(f"open_clip:tiny-B-8/{tmp_path / 'missing.safetensors'}")
    finally:
        open_clip.factory._MODEL_CONFIG_PATHS.pop()
        open_clip.factory._rescan_model_configs()
        open_clip.factory._MODEL_CONFIGS.pop("tiny-B-8", None)


def test_a_text_tower_of_another_inner_width(tmp_path: Path) -> None:
    """``mlp_ratio`` of the text tower, which open_clip 2.20 cannot build itself."""
    config = open_clip_model_config()
    folder = make_tiny_open_clip(tmp_path / "wide", model_config=config)
    state = load_file(folder / WEIGHTS)
    for name, value in state.items():
        if name.startswith("transformer.") and ".mlp." in name:
            state[name] = value[:32] if "c_fc" in name else value[:, :32] if value.ndim == 2 else value
    save_file({name: value.contiguous() for name, value in state.items()}, folder / WEIGHTS)
    config["text_cfg"]["mlp_ratio"] = 2.0
    write_json(folder / "open_clip_config.json", {"model_cfg": config, "preprocess_cfg": {}})
    encoder = load_encoder(f"open_clip:{folder}", device="cpu")
    full = load_encoder(f"open_clip:{make_tiny_open_clip(tmp_path / 'full')}", device="cpu")
    assert encoder.encode_texts(["cat"]).shape == (1, 16)
    assert np.abs(encoder.encode_texts(["cat"]) - full.encode_texts(["cat"])).max() > 1e-6


def test_settings_that_this_version_does_not_know(tmp_path: Path, open_clip_folder: Path) -> None:
    config = json.loads((open_clip_folder / "open_clip_config.json").read_text())
    config["model_cfg"]["text_cfg"] |= {"from_the_future": 3, "unused": None}
    write_json(tmp_path / "new" / "open_clip_config.json", config)
    (tmp_path / "new" / WEIGHTS).write_bytes((open_clip_folder / WEIGHTS).read_bytes())
    with pytest.raises(EncoderError, match=r"newer open_clip.*from_the_future"):
        load_encoder(f"open_clip:{tmp_path / 'new'}", device="cpu")


def test_custom_text_weights_of_the_old_naming(tmp_path: Path, open_clip_folder: Path) -> None:
    config = json.loads((open_clip_folder / "open_clip_config.json").read_text())
    config["model_cfg"]["custom_text"] = True
    write_json(tmp_path / "old" / "open_clip_config.json", config)
    (tmp_path / "old" / WEIGHTS).write_bytes((open_clip_folder / WEIGHTS).read_bytes())
    encoder = load_encoder(f"open_clip:{tmp_path / 'old'}", device="cpu")
    plain = load_encoder(f"open_clip:{open_clip_folder}", device="cpu")
    assert np.abs(encoder.encode_texts(TEXTS) - plain.encode_texts(TEXTS)).max() < 1e-5


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ViT-B32/openai", "no architecture.*Similar: ViT-B-32"),
        ("nothing-like-it", "no architecture 'nothing-like-it'"),
        ("ViT-B-32", "Choose the weights.*laion"),
        ("ViT-B/32", "Choose the weights"),
        ("ViT-B-32/laion2b", "has no weights 'laion2b'.*laion2b_e16"),
        ("ViT-B-32/zzzzzz", "has no weights 'zzzzzz'.*openai"),
        ("ViT-B-32//no/such/file", "no weight file /no/such/file"),
        (r"ViT-B-32/C:\models\weights.bin", r"no weight file C:\\models\\weights.bin"),
        (r"C:\models\mine", r"no folder C:\\models\\mine"),
        ("/no/such/folder", "no folder /no/such/folder"),
        ("~/no/such/folder", "no folder"),
    ],
)
def test_wrong_names(name: str, message: str) -> None:
    with pytest.raises(EncoderError, match=message):
        find_source(name, None)


def test_a_tag_that_is_in_the_models_folder(tmp_path: Path) -> None:
    file = tmp_path / "ViT-B-32-laion2b_s34b_b79k.safetensors"
    file.write_bytes(b"weights")
    source = find_source("ViT-B-32/laion2b_s34b_b79k", tmp_path)
    assert source.weights == [file]
    assert source.model["embed_dim"] == 512


def test_a_tag_without_network(tmp_path: Path) -> None:
    with pytest.raises(EncoderError) as caught:
        load_encoder("open_clip:ViT-B-32/laion2b_s34b_b79k", models_dir=tmp_path)
    assert "ViT-B-32-laion2b_s34b_b79k.safetensors" in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_missing_weights_are_an_error(open_clip_folder: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(open_clip_folder)
    state = load_file(folder / WEIGHTS)
    del state["ln_final.weight"]
    save_file(state, folder / WEIGHTS)
    with pytest.raises(EncoderError, match=r"ln_final.weight is missing"):
        load_encoder(f"open_clip:{folder}", device="cpu")


def test_weights_of_another_architecture(open_clip_folder: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(open_clip_folder)
    state = load_file(folder / WEIGHTS)
    save_file(state | {"something.else": torch.zeros(2)}, folder / WEIGHTS)
    with pytest.raises(EncoderError, match=r"something.else is unknown"):
        load_encoder(f"open_clip:{folder}", device="cpu")
    save_file(state | {"ln_final.weight": torch.zeros(2)}, folder / WEIGHTS)
    with pytest.raises(EncoderError, match=r"ln_final.weight has the shape \[2\]"):
        load_encoder(f"open_clip:{folder}", device="cpu")


WEIGHT_FILES: dict[str, Callable[[dict[str, torch.Tensor]], object]] = {
    "compiled": lambda state: {"state_dict": {f"_orig_mod.{name}": value for name, value in state.items()}},
    "compiled on several devices": lambda state: {f"module._orig_mod.{n}": v for n, v in state.items()},
    "OpenAI's extra names": lambda state: {
        **state,
        "input_resolution": torch.tensor(32),
        "context_length": torch.tensor(77),
        "vocab_size": torch.tensor(49408),
    },
    "a numpy number beside": lambda state: {"epoch": np.int64(3), "state_dict": state},
    "in half precision": lambda state: {name: value.half() for name, value in state.items()},
}


@pytest.mark.parametrize("kind", WEIGHT_FILES)
def test_weights_as_trainings_and_openai_store_them(
    open_clip_folder: Path, copied: Callable[[Path], Path], kind: str
) -> None:
    folder = copied(open_clip_folder)
    state = load_file(folder / WEIGHTS)
    (folder / WEIGHTS).unlink()
    torch.save(WEIGHT_FILES[kind](state), folder / "open_clip_pytorch_model.bin")
    loaded, plain = (load_encoder(f"open_clip:{path}", device="cpu") for path in (folder, open_clip_folder))
    assert np.abs(loaded.encode_texts(TEXTS) - plain.encode_texts(TEXTS)).max() < 1e-2


def test_compiled_weights_as_safetensors(open_clip_folder: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(open_clip_folder)
    state = load_file(folder / WEIGHTS)
    save_file({f"_orig_mod.{name}": value for name, value in state.items()}, folder / WEIGHTS)
    assert load_encoder(f"open_clip:{folder}", device="cpu").encode_texts(["cat"]).shape == (1, 16)


def test_weights_cut_short(open_clip_folder: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(open_clip_folder)
    (folder / WEIGHTS).write_bytes((folder / WEIGHTS).read_bytes()[:3000])
    with pytest.raises(EncoderError, match="damaged or incomplete"):
        load_encoder(f"open_clip:{folder}", device="cpu")


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"model_cfg": {"text_cfg": 3}}'])
def test_a_damaged_configuration(
    open_clip_folder: Path, copied: Callable[[Path], Path], content: str
) -> None:
    folder = copied(open_clip_folder)
    (folder / "open_clip_config.json").write_text(content)
    with pytest.raises(EncoderError, match=r"open_clip_config.json|model_cfg"):
        load_encoder(f"open_clip:{folder}", device="cpu")


def test_folders_of_the_other_library(tiny_clip: Path, open_clip_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=f"write hf:{tiny_clip}"):
        load_encoder(f"open_clip:{tiny_clip}")
    with pytest.raises(EncoderError, match=f"write open_clip:{open_clip_folder}"):
        load_encoder(f"hf:{open_clip_folder}")
    with pytest.raises(EncoderError, match="has no weights"):
        (tmp_path / "open_clip_config.json").write_bytes(
            (open_clip_folder / "open_clip_config.json").read_bytes()
        )
        load_encoder(f"open_clip:{tmp_path}")


def test_the_preprocessing_is_the_models_own(open_clip_folder: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(open_clip_folder)
    config = json.loads((folder / "open_clip_config.json").read_text())
    write_json(folder / "open_clip_config.json", config | {"preprocess_cfg": {"mean": [0.1, 0.2, 0.3]}})
    other, plain = (load_encoder(f"open_clip:{path}", device="cpu") for path in (folder, open_clip_folder))
    red = [Image.new("RGB", (40, 40), (200, 30, 20))]
    assert other.identity != plain.identity
    assert np.abs(other.encode_images(red) - plain.encode_images(red)).max() > 1e-4


@pytest.mark.parametrize("names", [("proj", "pooler_type"), ("hf_proj_type", "hf_pooler_type")])
def test_a_text_tower_of_transformers(tmp_path: Path, names: tuple[str, str]) -> None:
    """Configure it like the multilingual models, with the names of open_clip 2.20 and of the newest."""
    from transformers import XLMRobertaConfig

    folder = tmp_path / "multilingual"
    tower = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4}
    special = {"pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 1, "max_position_embeddings": 90}
    XLMRobertaConfig(vocab_size=300, **tower, **special).save_pretrained(folder / "text")
    write_plain_tokenizer(folder, 77)
    text = {"hf_model_name": str(folder / "text"), "hf_tokenizer_name": str(folder), names[0]: "mlp"}
    config = open_clip_model_config() | {"text_cfg": text | {names[1]: "mean_pooler"}}
    write_json(folder / "open_clip_config.json", {"model_cfg": config, "preprocess_cfg": {}})
    with quiet():
        model: Any = _empty_model(config).eval()
    save_file({name: value.contiguous() for name, value in model.state_dict().items()}, folder / WEIGHTS)
    encoder = load_encoder(f"open_clip:{folder}", device="cpu")
    assert isinstance(encoder, TorchEncoder)
    assert encoder.trims_texts  # its padding is masked, wherever it ends
    with quiet(), torch.no_grad():
        tokens = open_clip.tokenizer.HFTokenizer(str(folder))(TEXTS, context_length=77)
        expected = unit(model.encode_text(tokens))
    assert np.abs(encoder.encode_texts(TEXTS) - expected).max() < 1e-5
    assert encoder.count_cut_tokens(["a" * 76, "a" * 77, "a" * 500, ""]) == [0, 1, 424, 0]


def test_a_tokenizer_that_is_unpickled(open_clip_folder: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(open_clip_folder)
    config = json.loads((folder / "open_clip_config.json").read_text())
    config["model_cfg"]["text_cfg"]["hf_tokenizer_name"] = str(folder)
    write_json(folder / "open_clip_config.json", config)
    write_json(folder / "tokenizer_config.json", {"tokenizer_class": "TransfoXLTokenizer"})
    with pytest.raises(EncoderError, match="can run code"):
        load_encoder(f"open_clip:{folder}", device="cpu")


def test_a_text_tower_that_is_not_here(tmp_path: Path, open_clip_folder: Path) -> None:
    config = open_clip_model_config() | {"text_cfg": {"hf_model_name": "someone/text-tower"}}
    write_json(tmp_path / "open_clip_config.json", {"model_cfg": config})
    shutil.copy(open_clip_folder / WEIGHTS, tmp_path)
    with pytest.raises(EncoderError, match=r"someone/text-tower of this encoder is not on this machine"):
        load_encoder(f"open_clip:{tmp_path}", device="cpu")


def test_weights_of_transformers_under_a_name_of_open_clip(
    tiny_clip: Path, copied: Callable[[Path], Path], tmp_path: Path
) -> None:
    folder = copied(tiny_clip)
    with pytest.raises(EncoderError, match=f"write hf:{folder} for its folder"):
        load_encoder(f"open_clip:ViT-B-32/{folder / 'model.safetensors'}", device="cpu")
    alone = tmp_path / "alone.safetensors"
    shutil.copy(folder / "model.safetensors", alone)
    with pytest.raises(EncoderError, match=r"model of transformers.*write hf:FOLDER"):
        load_encoder(f"open_clip:ViT-B-32/{alone}", device="cpu")
    state = load_file(alone)
    save_file({name: value for name, value in state.items() if name.startswith("text_model.")}, alone)
    with pytest.raises(EncoderError, match="text tower only"):
        load_encoder(f"open_clip:ViT-B-32/{alone}", device="cpu")
    with pytest.raises(EncoderError, match="text tower only"):
        load_encoder(f"open_clip:{alone}", device="cpu")


def test_weights_of_transformers_beside_open_clips_own(
    tiny_clip: Path, open_clip_folder: Path, copied: Callable[[Path], Path]
) -> None:
    folder = copied(open_clip_folder)
    torch.save(load_file(folder / WEIGHTS), folder / "open_clip_pytorch_model.bin")
    (folder / WEIGHTS).unlink()
    shutil.copy(tiny_clip / "model.safetensors", folder)
    assert find_source(str(folder), None).weights == [folder / "open_clip_pytorch_model.bin"]


def test_a_weight_file_without_an_architecture(open_clip_folder: Path) -> None:
    with pytest.raises(EncoderError, match="write open_clip:ARCHITECTURE/"):
        load_encoder(f"open_clip:{open_clip_folder / WEIGHTS}", device="cpu")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("hf-hub:laion/CLIP-ViT-B-32-laion2B-s34B-b79K", "Write open_clip:ViT-B-32/laion2b_s34b_b79k"),
        ("hf-hub:someone/else", "Download https://huggingface.co/someone/else into a folder"),
        ("local-dir:/some/where", "Write open_clip:/some/where for a folder"),
        ("zzzzqqqq", "Similar: ViT-B-32"),
    ],
)
def test_names_as_open_clip_writes_them(name: str, message: str) -> None:
    with pytest.raises(EncoderError, match=message):
        find_source(name, None)


@pytest.mark.parametrize("has_second_table", [False, True])
def test_248_text_positions(
    open_clip_folder: Path, copied: Callable[[Path], Path], has_second_table: bool
) -> None:
    """Long-CLIP: the positions of the weights count, and its second table has all but the first 20."""
    folder = copied(open_clip_folder)
    state = load_file(folder / WEIGHTS)
    positions = torch.randn(248, 16, generator=torch.Generator().manual_seed(3))
    positions[:20] = state["positional_embedding"][:20]
    state["positional_embedding"] = positions
    if has_second_table:
        state["positional_embedding_res"] = positions.clone()
        state["positional_embedding"] = torch.cat([positions[:20], torch.zeros(228, 16)])
    state.pop("attn_mask", None)
    save_file(state, folder / WEIGHTS)
    encoder = load_encoder(f"open_clip:{folder}", device="cpu")
    assert encoder.context_length == 248
    assert encoder.count_cut_tokens(["cat " * 246, "cat " * 250]) == [0, 4]
    long, longer = encoder.encode_texts(["cat " * 100, "cat " * 101])
    assert np.abs(long - longer).max() > 1e-5
    short = load_encoder(f"open_clip:{open_clip_folder}", device="cpu")
    assert np.abs(encoder.encode_texts(["cat"]) - short.encode_texts(["cat"])).max() < 1e-5


def make_multilingual(folder: Path, positions: int, context_length: int) -> None:
    from transformers import XLMRobertaConfig

    tower = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4}
    special = {"pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 1, "max_position_embeddings": positions}
    XLMRobertaConfig(vocab_size=300, **tower, **special).save_pretrained(folder / "text")
    write_plain_tokenizer(folder, context_length)
    text: dict[str, Any] = {"hf_model_name": str(folder / "text"), "hf_tokenizer_name": str(folder)}
    text |= {"proj": "mlp", "pooler_type": "mean_pooler", "context_length": context_length}
    config = open_clip_model_config() | {"text_cfg": text}
    write_json(folder / "open_clip_config.json", {"model_cfg": config, "preprocess_cfg": {}})
    with quiet():
        model: Any = _empty_model(config).eval()
    save_file({name: value.contiguous() for name, value in model.state_dict().items()}, folder / WEIGHTS)


def test_a_context_longer_than_the_positions_behind_the_padding_index(tmp_path: Path) -> None:
    make_multilingual(tmp_path, positions=34, context_length=34)
    encoder = load_encoder(f"open_clip:{tmp_path}", device="cpu")
    assert encoder.context_length == 33
    assert np.isfinite(encoder.encode_texts(["x" * 600])).all()


def test_a_tokenizer_without_its_files(tmp_path: Path) -> None:
    make_multilingual(tmp_path, positions=90, context_length=77)
    (tmp_path / "tokenizer.json").unlink()
    with pytest.raises(EncoderError, match=r"tokenizer in .* is incomplete: tokenizer.json"):
        load_encoder(f"open_clip:{tmp_path}", device="cpu")


def test_a_tokenizer_with_a_program_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither is it run, nor is anybody asked at the terminal whether it may be."""
    monkeypatch.setattr("builtins.input", lambda *_: "y")
    make_multilingual(tmp_path, positions=90, context_length=77)
    config = json.loads((tmp_path / "open_clip_config.json").read_text())
    program = f"from pathlib import Path\nPath({str(tmp_path / 'run.txt')!r}).write_text('yes')\n"
    (tmp_path / "own.py").write_text(program, encoding="utf-8")
    tokenizer = json.loads((tmp_path / "tokenizer_config.json").read_text())
    tokenizer |= {"tokenizer_class": "Own", "auto_map": {"AutoTokenizer": ["own.Own", None]}}
    write_json(tmp_path / "tokenizer_config.json", tokenizer)
    with pytest.raises(EncoderError, match=r"program of its own \(own.py\), which is never run"):
        load_encoder(f"open_clip:{tmp_path}", device="cpu")
    config["model_cfg"]["text_cfg"]["tokenizer_kwargs"] = {"trust_remote_code": True}
    write_json(tmp_path / "open_clip_config.json", config)
    with pytest.raises(EncoderError, match="never run"):
        load_encoder(f"open_clip:{tmp_path}", device="cpu")
    assert not (tmp_path / "run.txt").exists()


def test_a_text_tower_with_a_program_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda *_: "y")
    make_multilingual(tmp_path, positions=90, context_length=77)
    program = f"from pathlib import Path\nPath({str(tmp_path / 'run.txt')!r}).write_text('yes')\n"
    (tmp_path / "text" / "own.py").write_text(program, encoding="utf-8")
    settings = {"model_type": "own", "auto_map": {"AutoConfig": "own.OwnConfig"}}
    write_json(tmp_path / "text" / "config.json", settings)
    with pytest.raises(EncoderError, match=r"program of its own \(own.py\), which is never run"):
        load_encoder(f"open_clip:{tmp_path}", device="cpu")
    assert not (tmp_path / "run.txt").exists()


def test_quantised_weights(open_clip_folder: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(open_clip_folder)
    state = load_file(folder / WEIGHTS)
    state["token_embedding.weight"] = state["token_embedding.weight"].to(torch.int8)
    save_file(state, folder / WEIGHTS)
    with pytest.raises(EncoderError, match="are quantised"):
        load_encoder(f"open_clip:{folder}", device="cpu")
