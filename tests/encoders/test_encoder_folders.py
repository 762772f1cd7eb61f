"""Folders of transformers' models as people have them: each loads, or one sentence says what helps."""

from __future__ import annotations

import codecs
import importlib.util
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import transformers
from PIL import Image
from safetensors.torch import load_file, save_file

from clip_critic.encoders import check_encoder, load_encoder, tokenizers
from clip_critic.encoders.base import Encoder
from clip_critic.encoders.folders import missing_tokenizer_files
from clip_critic.encoders.torch_encoder import TorchEncoder
from clip_critic.errors import EncoderError
from clip_critic.weights.archive import Archive
from tests.forbidden import forbid
from tests.tiny import (
    make_tiny_altclip,
    make_tiny_naflex,
    make_tiny_open_clip,
    write_json,
    write_plain_tokenizer,
)

Copy = Callable[[Path], Path]


def refused(folder: Path) -> str:
    """Return the one sentence or two with which a folder is refused, by a check and by loading alike."""
    with pytest.raises(EncoderError) as caught:
        load_encoder(f"hf:{folder}", device="cpu")
    message = str(caught.value)
    assert "\n" not in message and len(message) < 500 + len(str(folder))
    return message


def refused_before_loading(folder: Path) -> str:
    with pytest.raises(EncoderError) as caught:
        check_encoder(f"hf:{folder}", device="cpu")
    assert str(caught.value) == refused(folder)
    return str(caught.value)


def change_json(file: Path, change: Callable[[dict[str, Any]], object]) -> None:
    value = json.loads(file.read_text(encoding="utf-8"))
    change(value)
    write_json(file, value)


def change_weights(folder: Path, change: Callable[[dict[str, torch.Tensor]], object]) -> None:
    state = load_file(folder / "model.safetensors")
    change(state)
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})


# Tokenizers


@pytest.mark.parametrize(
    ("removed", "named"),
    [
        (("vocab.json", "merges.txt"), "vocab.json and merges.txt"),
        (("vocab.json",), ": vocab.json (or"),
        (("merges.txt",), ": merges.txt (or"),
    ],
)
def test_missing_files_of_a_tokenizer_are_named(
    tiny_clip: Path, copied: Copy, removed: Sequence[str], named: str
) -> None:
    folder = copied(tiny_clip)
    for name in removed:
        (folder / name).unlink()
    assert named in refused_before_loading(folder)


@pytest.mark.parametrize(
    ("tokenizer", "model_type", "named"),
    [
        ("BertTokenizer", "chinese_clip", ("vocab.txt",)),
        (None, "align", ("vocab.txt",)),
        ("SiglipTokenizer", "siglip", ("spiece.model",)),
        ("XLMRobertaTokenizerFast", "altclip", ("sentencepiece.bpe.model",)),
        ("RobertaTokenizer", "vision-text-dual-encoder", ("vocab.json", "merges.txt")),
        ("GemmaTokenizerFast", "siglip2", ("tokenizer.model",)),
        ("PreTrainedTokenizerFast", "clip", ("tokenizer.json",)),
        (None, "clip", ("vocab.json", "merges.txt")),
    ],
)
def test_each_kind_of_tokenizer_has_its_files(
    tmp_path: Path, tokenizer: str | None, model_type: str, named: tuple[str, ...]
) -> None:
    if tokenizer:
        write_json(tmp_path / "tokenizer_config.json", {"tokenizer_class": tokenizer})
    assert missing_tokenizer_files(tmp_path, model_type) == named
    (tmp_path / "tokenizer.json").touch()
    assert missing_tokenizer_files(tmp_path, model_type) == ()


def write_words(folder: Path, words: Sequence[str]) -> None:
    """A tokenizer that knows only these words."""
    table = {word: index for index, word in enumerate(["<unk>", "<end>", *words])}
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    tokenizer = Tokenizer(models.WordLevel(table, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(single="$A <end>", special_tokens=[("<end>", 1)])
    tokenizer.save(str(folder / "tokenizer.json"))
    special = {"unk_token": "<unk>", "eos_token": "<end>", "pad_token": "<end>"}
    write_json(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": 77, **special},
    )
    for name in ("vocab.json", "merges.txt", "special_tokens_map.json"):
        (folder / name).unlink(missing_ok=True)


@pytest.mark.parametrize("kept", [1, 2])
def test_merges_that_were_cut_short(tiny_clip: Path, copied: Copy, kept: int) -> None:
    folder = copied(tiny_clip)
    lines = (folder / "merges.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "merges.txt").write_text("".join(lines[:kept]), encoding="utf-8")
    message = refused_before_loading(folder)
    assert f"merges.txt has {kept - 1} merges" in message and "Download it again" in message


def test_a_tokenizer_that_knows_no_words(tiny_clip: Path, copied: Copy) -> None:
    folder = copied(tiny_clip)
    write_words(folder, ["something"])
    assert "reads every word alike" in refused(folder)


@pytest.mark.parametrize("words", [["cat", "dog"], ["犬", "猫"], ["blue", "red"]])
def test_a_tokenizer_of_one_language_is_enough(tiny_clip: Path, copied: Copy, words: list[str]) -> None:
    folder = copied(tiny_clip)
    write_words(folder, words)
    change_json(folder / "config.json", lambda config: config["text_config"].update(eos_token_id=1))
    first, second = load_encoder(f"hf:{folder}", device="cpu").encode_texts(words)
    assert np.abs(first - second).max() > 1e-3


def test_a_context_without_room_for_words(tiny_clip: Path, copied: Copy) -> None:
    folder = copied(tiny_clip)
    write_words(folder, ["cat", "dog"])
    change_weights(
        folder,
        lambda state: state.update({"text_model.embeddings.position_embedding.weight": torch.zeros(1, 32)}),
    )
    assert "every word" in refused(folder)


def test_a_text_tower_that_reads_every_word_alike(tiny_clip: Path, copied: Copy) -> None:
    folder = copied(tiny_clip)
    change_weights(folder, lambda state: state["text_model.embeddings.token_embedding.weight"].fill_(0.1))
    assert "gives every word the same vector" in refused(folder)


@pytest.mark.parametrize("content", [b"", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n"])
@pytest.mark.parametrize("name", ["vocab.json", "merges.txt", "config.json", "preprocessor_config.json"])
def test_files_that_were_not_downloaded(tiny_clip: Path, copied: Copy, name: str, content: bytes) -> None:
    folder = copied(tiny_clip)
    (folder / name).write_bytes(content)
    assert f"{folder / name}" in refused(folder)


def test_weights_that_are_a_pointer(tiny_clip: Path, copied: Copy) -> None:
    folder = copied(tiny_clip)
    (folder / "model.safetensors").write_text("version https://git-lfs.github.com/spec/v1\nsize 9\n")
    assert "Git LFS pointer" in refused_before_loading(folder)


def test_without_preprocessing(tiny_clip: Path, copied: Copy) -> None:
    folder = copied(tiny_clip)
    (folder / "preprocessor_config.json").unlink()
    assert "has no preprocessor_config.json" in refused_before_loading(folder)


def test_the_packages_of_sentencepiece_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        tokenizers, "SENTENCEPIECE", {"sentencepiece": "sentencepiece", "protobuf": "no_such.protobuf"}
    )
    with pytest.raises(EncoderError, match="pip install sentencepiece protobuf"):
        tokenizers.require_sentencepiece("in a folder")


def test_siglip_with_a_vocabulary_of_sentencepiece(siglip_folder: Path, copied: Copy, tmp_path: Path) -> None:
    """It loads where its packages are installed; otherwise the message says how to install them."""
    folder = copied(siglip_folder)
    (folder / "tokenizer.json").unlink()
    write_pieces(folder / "spiece.model", tmp_path)
    write_json(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "SiglipTokenizer", "model_max_length": 64, "model_input_names": ["input_ids"]}
        | {"eos_token": "</s>", "pad_token": "</s>", "unk_token": "<unk>"},
    )
    if importlib.util.find_spec("google") is None or importlib.util.find_spec("google.protobuf") is None:
        assert "pip install sentencepiece protobuf" in refused(folder)
        return
    encoder = load_encoder(f"hf:{folder}", device="cpu")
    upper, lower, other = encoder.encode_texts(["Red CAT", "red cat", "a dog"])
    assert np.array_equal(upper, lower) and np.abs(upper - other).max() > 1e-3


def write_pieces(file: Path, folder: Path) -> None:
    """A small vocabulary of sentencepiece."""
    import sentencepiece

    text = folder / "sentences.txt"
    text.write_text("a red cat\na blue dog\nthe cat sees the dog\n" * 9, encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text), model_prefix=str(file.with_suffix("")), vocab_size=30, minloglevel=3,
        hard_vocab_limit=False, pad_id=0, eos_id=1, unk_id=2, bos_id=-1,
    )  # fmt: skip


def test_lower_case_where_the_configuration_says_so(tiny_clip: Path, copied: Copy) -> None:
    folder = copied(tiny_clip)
    write_plain_tokenizer(folder, 77)
    change_json(folder / "config.json", lambda config: config["text_config"].update(eos_token_id=1))
    texts = ["Red CAT", "red cat", "ÄÖ", "äö"]
    as_written = load_encoder(f"hf:{folder}", device="cpu")
    upper, lower = as_written.encode_texts(texts[:2])
    assert np.abs(upper - lower).max() > 1e-3
    change_json(folder / "tokenizer_config.json", lambda config: config.update(do_lower_case=True))
    lowered = load_encoder(f"hf:{folder}", device="cpu")
    vectors = lowered.encode_texts(texts)
    assert np.array_equal(vectors[0], vectors[1]) and np.array_equal(vectors[2], vectors[3])
    assert np.allclose(vectors[1], lower, atol=1e-6)
    change_json(folder / "tokenizer_config.json", lambda config: config.update(do_lower_case=False))
    assert np.allclose(load_encoder(f"hf:{folder}", device="cpu").encode_texts(texts[:1]), upper, atol=1e-6)


def test_a_tokenizer_that_lowers_itself_keeps_its_identity(tiny_clip: Path, copied: Copy) -> None:
    folder = copied(tiny_clip)
    change_json(folder / "tokenizer_config.json", lambda config: config.update(do_lower_case=True))
    encoder = load_encoder(f"hf:{folder}", device="cpu")
    upper, lower = encoder.encode_texts(["CAT", "cat"])
    assert np.allclose(upper, lower, atol=1e-6)  # rows of one batch may be rounded in two ways
    assert np.allclose(lower, load_encoder(f"hf:{tiny_clip}").encode_texts(["cat"])[0], atol=1e-6)


# Configurations


@pytest.mark.parametrize("names", [None, [], "CLIPModel", ["SomeModelOfOthers"]])
def test_a_configuration_without_the_models_class(tiny_clip: Path, copied: Copy, names: Any) -> None:
    folder = copied(tiny_clip)
    change_json(
        folder / "config.json",
        lambda config: config.pop("architectures") if names is None else config.update(architectures=names),
    )
    texts = ["cat", "dog"]
    expected = load_encoder(f"hf:{tiny_clip}", device="cpu").encode_texts(texts)
    assert np.allclose(load_encoder(f"hf:{folder}", device="cpu").encode_texts(texts), expected, atol=1e-6)


def test_a_configuration_without_a_kind(tiny_clip: Path, copied: Copy) -> None:
    folder = copied(tiny_clip)
    change_json(folder / "config.json", lambda config: config.pop("model_type"))
    assert 'add "model_type"' in refused_before_loading(folder)


@pytest.mark.parametrize("kind", ["clip_text_model", "clip_vision_model", "siglip_text_model"])
def test_one_tower_alone(tiny_clip: Path, copied: Copy, kind: str) -> None:
    folder = copied(tiny_clip)
    change_json(folder / "config.json", lambda config: config.update(model_type=kind))
    assert "not an encoder of both pictures and texts" in refused_before_loading(folder)


@pytest.mark.parametrize(
    "change",
    [
        lambda config: config.update(quantization_config={"quant_method": "bitsandbytes"}),
        lambda config: config.update(quantization_config={"load_in_4bit": True}),
        lambda config: config["text_config"].update(quantization_config={"quant_method": "gptq"}),
    ],
)
def test_quantised_models(tiny_clip: Path, copied: Copy, change: Callable[[dict[str, Any]], object]) -> None:
    folder = copied(tiny_clip)
    change_json(folder / "config.json", change)
    message = refused_before_loading(folder)
    assert "is quantised" in message and "use the original model" in message


def test_quantised_weights_that_the_configuration_does_not_mention(tiny_clip: Path, copied: Copy) -> None:
    folder = copied(tiny_clip)
    name = "text_projection.weight"
    change_weights(folder, lambda state: state.update({name: (state[name] * 100).to(torch.int8)}))
    assert "are quantised" in refused(folder)


def store_as_fp8(state: dict[str, torch.Tensor]) -> None:
    for name in [name for name in state if name.endswith("proj.weight")]:
        state[name] = state[name].to(torch.float8_e4m3fn)


@pytest.mark.parametrize(
    "scale",
    ["text_projection.scale_weight", "text_projection.weight_scale", "scaled_fp8", "text_projection.SCB"],
)
def test_weights_with_scales_of_their_own(tiny_clip: Path, copied: Copy, scale: str) -> None:
    """As ComfyUI and bitsandbytes write them: without the scales, the vectors would be others."""
    folder = copied(tiny_clip)
    change_weights(folder, store_as_fp8)
    assert load_encoder(f"hf:{folder}", device="cpu").encode_texts(["cat"]).shape == (1, 16)
    change_weights(folder, lambda state: state.update({scale: torch.ones(1)}))
    message = refused(folder)
    assert "are quantised" in message and "use the original model" in message


MARKER = "was_run.txt"


def write_program(folder: Path, name: str) -> None:
    program = f"from pathlib import Path\nPath({str(folder / MARKER)!r}).write_text('yes')\n"
    (folder / name).write_text(program, encoding="utf-8")


def test_a_model_with_a_program_of_its_own(tiny_clip: Path, copied: Copy) -> None:
    folder = copied(tiny_clip)
    write_program(folder, "modeling_own.py")
    parts = {"AutoConfig": "modeling_own.OwnConfig", "AutoModel": "modeling_own.OwnModel"}
    change_json(
        folder / "config.json",
        lambda config: config.update(model_type="own", architectures=["OwnModel"], auto_map=parts),
    )
    message = refused_before_loading(folder)
    assert "program of its own (modeling_own.py), which is never run" in message
    write_json(folder / "open_clip_config.json", {})
    assert f"write open_clip:{folder}" in refused_before_loading(folder)
    assert not (folder / MARKER).exists()


def test_a_known_model_that_names_a_program_loads_without_it(tiny_clip: Path, copied: Copy) -> None:
    folder = copied(tiny_clip)
    write_program(folder, "modeling_own.py")
    change_json(
        folder / "config.json",
        lambda config: config.update(auto_map={"AutoModel": "someone/else--modeling_own.OwnModel"}),
    )
    assert load_encoder(f"hf:{folder}", device="cpu").dimension == 16
    assert not (folder / MARKER).exists()


@pytest.mark.parametrize(
    ("file", "part", "key"),
    [
        ("tokenizer_config.json", "AutoTokenizer", "tokenizer_class"),
        ("preprocessor_config.json", "AutoImageProcessor", "image_processor_type"),
    ],
)
def test_other_parts_with_a_program_of_their_own(
    tiny_clip: Path, copied: Copy, file: str, part: str, key: str
) -> None:
    folder = copied(tiny_clip)
    write_program(folder, "own.py")
    own = ["own.Own", None] if part == "AutoTokenizer" else "own.Own"
    change_json(folder / file, lambda config: config.update({key: "Own", "auto_map": {part: own}}))
    assert "program of its own (own.py), which is never run" in refused(folder)
    assert not (folder / MARKER).exists()


# Text positions


def test_long_clip_whose_configuration_still_says_77(tiny_clip: Path, copied: Copy) -> None:
    folder = copied(tiny_clip)
    name = "text_model.embeddings.position_embedding.weight"
    more = torch.randn(248 - 77, 32, generator=torch.Generator().manual_seed(1))
    change_weights(folder, lambda state: state.update({name: torch.cat([state[name], more])}))
    encoder = load_encoder(f"hf:{folder}", device="cpu")
    assert encoder.context_length == 248
    words = "cat " * 100
    assert encoder.count_cut_tokens([words, "cat " * 250]) == [0, 252 - 248]
    changed = encoder.encode_texts([words, f"{words}dog"])
    assert np.abs(changed[0] - changed[1]).max() > 1e-4
    short = load_encoder(f"hf:{tiny_clip}", device="cpu").encode_texts(["cat"])
    assert np.allclose(encoder.encode_texts(["cat"]), short, atol=1e-5)


def test_positions_start_behind_the_padding_index(tmp_path: Path) -> None:
    folder = make_tiny_altclip(tmp_path / "altclip", positions=34)
    encoder = load_encoder(f"hf:{folder}", device="cpu")
    assert isinstance(encoder, TorchEncoder)
    assert encoder.context_length == 34 - 1  # its padding index is 0
    texts = ["x" * length for length in (31, 32, 33, 34, 600)]
    assert encoder.count_cut_tokens(texts) == [0, 0, 1, 2, 568]
    vectors = encoder.encode_texts(texts)
    assert np.isfinite(vectors).all() and np.abs(vectors[1] - vectors[4]).max() < 1e-5


def test_names_of_altclips_weights_that_transformers_5_saves(tmp_path: Path) -> None:
    folder = make_tiny_altclip(tmp_path / "altclip")
    expected = load_encoder(f"hf:{folder}", device="cpu").encode_images([Image.new("RGB", (40, 30), "red")])
    for old, new in ((".layer.", ".layers."), (".layers.", ".layer.")):
        state = load_file(folder / "model.safetensors")
        renamed = {
            name.replace(old, new) if name.startswith("vision_model.") else name: value
            for name, value in state.items()
        }
        save_file(renamed, folder / "model.safetensors", metadata={"format": "pt"})
        vectors = load_encoder(f"hf:{folder}", device="cpu").encode_images(
            [Image.new("RGB", (40, 30), "red")]
        )
        assert np.allclose(vectors, expected, atol=1e-6)


# NaFlex


@pytest.fixture(scope="module")
def naflex_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not hasattr(transformers, "Siglip2Model"):
        pytest.skip("this transformers has no SigLIP 2")
    return make_tiny_naflex(tmp_path_factory.mktemp("models") / "naflex")


def test_naflex_keeps_the_shape_of_each_picture(naflex_folder: Path) -> None:
    random = np.random.default_rng(2)
    sizes = [(64, 16), (16, 64), (32, 32), (200, 90), (7, 300), (3, 3)]
    pictures = [Image.fromarray(random.integers(0, 256, (h, w, 3), dtype=np.uint8)) for w, h in sizes]
    encoder = load_encoder(f"hf:{naflex_folder}", device="cpu")
    vectors = encoder.encode_images(pictures)
    model = transformers.AutoModel.from_pretrained(naflex_folder).eval()
    processor = transformers.AutoImageProcessor.from_pretrained(naflex_folder)
    for picture, vector in list(zip(pictures, vectors, strict=True))[:4]:
        with torch.no_grad():
            output = model.get_image_features(**processor(images=picture, return_tensors="pt"))
        raw = output if isinstance(output, torch.Tensor) else output.pooler_output
        assert np.abs(vector - (raw / raw.norm())[0].numpy()).max() < 1e-5
    assert np.abs(vectors[0] - vectors[1]).max() > 1e-3
    assert np.isfinite(vectors).all()


def test_naflex_has_a_bias_and_reads_words(naflex_folder: Path) -> None:
    encoder: Encoder = load_encoder(f"hf:{naflex_folder}", device="cpu")
    assert encoder.logit_bias == pytest.approx(-3.0)
    cat, dog = encoder.encode_texts(["cat", "dog"])
    assert np.abs(cat - dog).max() > 1e-3


# Folders that are not models of transformers


def test_weights_of_other_programs(tiny_clip: Path, copied: Copy) -> None:
    folder = copied(tiny_clip)
    (folder / "model.safetensors").unlink()
    assert "has no weights" in refused_before_loading(folder)
    for name, format_ in (("tf_model.h5", "TensorFlow"), ("onnx/model.onnx", "ONNX"), ("q.gguf", "GGUF")):
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.touch()
        assert f"for {format_} only: get model.safetensors" in refused_before_loading(folder)
        file.unlink()


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("model_index.json", "pipeline of diffusers, whose text encoder reads no pictures"),
        ("adapter_config.json", "holds an adapter.*merge it"),
        ("other.txt", "has no config.json"),
    ],
)
def test_folders_of_other_things(tmp_path: Path, file: str, message: str) -> None:
    (tmp_path / file).write_text("{}")
    with pytest.raises(EncoderError, match=message):
        check_encoder(f"hf:{tmp_path}", device="cpu")


def test_a_model_that_is_one_folder_deeper(tiny_clip: Path, copied: Copy, tmp_path: Path) -> None:
    inner = copied(tiny_clip).rename(tmp_path / "0_CLIPModel")
    with pytest.raises(EncoderError) as caught:
        load_encoder(f"hf:{tmp_path}", device="cpu")
    assert f"write hf:{inner}" in str(caught.value)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["text_model.encoder.layers.0.mlp.fc1.weight"], "text tower only.*cannot see pictures"),
        (["vision_model.post_layernorm.weight"], "picture tower only.*cannot read words"),
        (["encoder.block.0.layer.0.SelfAttention.q.weight"], "text tower only"),
        (["text_model.a", "vision_model.b"], "write hf:FOLDER"),
        (["visual.proj", "transformer.resblocks.0.ln_1.bias"], "write open_clip:ARCHITECTURE/"),
        (
            ["model.diffusion_model.out.0.bias", "cond_stage_model.x"],
            "is a checkpoint that generates pictures",
        ),
        (["lora_unet_mid.lora_down.weight"], "is a LoRA"),
        (["something"], "no known encoder"),
    ],
)
def test_a_single_file(tmp_path: Path, names: list[str], message: str) -> None:
    file = tmp_path / "clip_l.safetensors"
    save_file({name: torch.zeros(2) for name in names}, file)
    for spec, models in ((f"hf:{file}", None), ("hf:clip_l.safetensors", tmp_path)):
        with pytest.raises(EncoderError, match=message):
            load_encoder(spec, device="cpu", models_dir=models)


def test_a_single_file_of_a_whole_folder(tiny_clip: Path) -> None:
    with pytest.raises(EncoderError, match=f"write hf:{tiny_clip} for its folder"):
        load_encoder(f"hf:{tiny_clip / 'model.safetensors'}", device="cpu")


def test_a_folder_that_cannot_be_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forbid(monkeypatch, tmp_path)
    assert refused_before_loading(tmp_path) == f"You have no permission to read the folder {tmp_path}."


@pytest.mark.parametrize("name", ["config.json", "preprocessor_config.json", "tokenizer_config.json"])
def test_a_mark_that_an_editor_has_left(tiny_clip: Path, copied: Copy, name: str) -> None:
    folder = copied(tiny_clip)
    (folder / name).write_bytes(codecs.BOM_UTF8 + (folder / name).read_bytes())
    assert refused_before_loading(folder).endswith("save it as UTF-8 without one.")


def test_open_clip_reads_a_mark_that_an_editor_has_left(tmp_path: Path) -> None:
    file = make_tiny_open_clip(tmp_path / "model") / "open_clip_config.json"
    file.write_bytes(codecs.BOM_UTF8 + file.read_bytes())
    assert load_encoder(f"open_clip:{file.parent}", device="cpu").dimension == 16


def test_a_checkpoint_is_refused_without_reading_its_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "large.ckpt"
    torch.save({"state_dict": {"module.model.diffusion_model.a": torch.zeros(2)}}, file)
    monkeypatch.setattr(Archive, "data", lambda *_: pytest.fail("its numbers were read"))
    with pytest.raises(EncoderError, match="is a checkpoint that generates pictures"):
        load_encoder(f"hf:{file}", device="cpu")


def test_single_files_of_other_kinds(tmp_path: Path) -> None:
    (tmp_path / "clip.gguf").touch()
    (tmp_path / "damaged.safetensors").write_bytes(b"123")
    for name, message in (
        ("clip.gguf", "nor a supported weight file"),
        ("damaged.safetensors", "damaged"),
        ("missing.safetensors", "There is no file"),
    ):
        with pytest.raises(EncoderError, match=message):
            load_encoder(f"hf:{tmp_path / name}", device="cpu")
    with pytest.raises(EncoderError, match=r"There is no file clip_l.safetensors"):
        load_encoder("hf:single/clip_l.safetensors".replace("single/", ""), device="cpu")
