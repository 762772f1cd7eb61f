"""Encoders from transformers: ``hf:<hub id or folder>``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import torch
from PIL import Image
from torch import nn

from clip_critic.encoders.clip_pictures import clip_image_features
from clip_critic.encoders.hub import DEFINING_FILES, WEIGHT_STEMS, find_model_folder
from clip_critic.encoders.identity import identify
from clip_critic.encoders.precision import AUTO, pick_precision
from clip_critic.encoders.quiet import quiet
from clip_critic.encoders.tokens import Padding, Tokens
from clip_critic.encoders.torch_encoder import TorchEncoder, pick_device
from clip_critic.encoders.towers import Towers
from clip_critic.encoders.weights import find_weights, read_json, read_state, require_complete
from clip_critic.errors import EncoderError

LoadedEncoder = TypeVar("LoadedEncoder", bound=TorchEncoder)


def load_hf(
    name: str, device: str | None = None, models_dir: Path | None = None, precision: str = AUTO
) -> TorchEncoder:
    """Load any transformers model with ``get_text_features`` and ``get_image_features``.

    Args:
        name: a hub id or a folder.
        device: the device to run on; the best available by default.
        models_dir: the user's folder of models, searched before the hub.
        precision: the precision to run in, as `pick_precision` takes it.

    Raises:
        EncoderError: it is missing, damaged, or of a kind that the installed transformers does not know.
    """
    return load_folder(find_model_folder(name, models_dir), _readable(name), device, precision)


def load_folder(
    folder: Path,
    name: str,
    device: str | None = None,
    precision: str = AUTO,
    notes: tuple[str, ...] = (),
    kind: type[LoadedEncoder] = TorchEncoder,  # type: ignore[assignment]  # a default for a type variable
) -> LoadedEncoder:
    """Load the model in a folder.

    Args:
        folder: a model with its tokenizer and preprocessing, as saved by transformers.
        name: a readable name for the identity.
        device: the device to run on; the best available by default.
        precision: the precision to run in, as `pick_precision` takes it.
        notes: notes for the user about the encoder.
        kind: the class of the encoder.

    Raises:
        EncoderError: as `load_hf`.
    """
    weights = find_weights(folder, WEIGHT_STEMS)
    if not weights:
        raise EncoderError(f"The folder {folder} has no weights (model.safetensors or pytorch_model.bin).")
    files = [file for file in (folder / name for name in DEFINING_FILES) if file.is_file()]
    identity = identify(name, [*files, *weights])
    chosen = pick_precision(precision, pick_device(device))
    with quiet():
        towers, every_note = HfTowers(folder, weights), (*notes, *chosen.notes)
        return kind(towers, identity + chosen.suffix, device, chosen.dtype, every_note)


def _readable(name: str) -> str:
    """Name a model by its hub id or its folder's last part: moving a folder must not change the identity."""
    parts = name.replace("\\", "/").rstrip("/").split("/")
    return "hf-" + (
        "-".join(parts) if len(parts) <= 2 and parts[0] not in ("", ".", "..", "~") else parts[-1]
    )


class HfTowers(Towers):
    """A dual encoder from transformers, version 4.30 to 5."""

    has_short_way = True

    def __init__(self, folder: Path, weights: Sequence[Path]) -> None:
        _require_known(folder)
        config = _load_part("configuration", "AutoConfig", folder)
        self._tokenizer = _load_part("tokenizer", "AutoTokenizer", folder)
        self._processor = _load_part("picture preprocessing", "AutoImageProcessor", folder)
        text = getattr(config, "text_config", config)
        limits = (self._tokenizer.model_max_length, getattr(text, "max_position_embeddings", None))
        self._vocabulary = int(getattr(text, "vocab_size", 0))
        self._masks = "attention_mask" in self._tokenizer.model_input_names
        token = next(
            (t for t in (self._tokenizer.pad_token_id, self._tokenizer.eos_token_id) if t is not None), 0
        )
        super().__init__(
            build=lambda: _build(config, folder, weights),
            context_length=min(int(limit) for limit in limits if limit),
            padding=Padding(token, left=self._tokenizer.padding_side == "left"),
        )

    def tokenise(self, texts: Sequence[str]) -> Tokens:
        """Tokenise each text; those that are too long again, truncated, because the end token moves."""
        rows = self._tokenizer(list(texts), padding=False, truncation=False, verbose=False)["input_ids"]
        cut = [max(0, len(row) - self.context_length) for row in rows]
        long = [index for index, count in enumerate(cut) if count]
        if long:
            short = self._tokenizer(
                [texts[index] for index in long],
                truncation=True,
                max_length=self.context_length,
                verbose=False,
            )["input_ids"]
            for index, row in zip(long, short, strict=True):
                rows[index] = row
        return Tokens(rows, cut)

    def text_features(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        if self._vocabulary and int(ids.max()) >= self._vocabulary:
            raise EncoderError(
                "The tokenizer of this encoder does not fit its weights. Download the model again."
            )
        return _vectors_of(
            self.model.get_text_features(input_ids=ids, attention_mask=mask if self._masks else None)
        )

    def prepare(self, picture: Image.Image) -> torch.Tensor:
        pixels: torch.Tensor = self._processor(images=picture, return_tensors="pt")["pixel_values"][0]
        return pixels

    def image_features(self, pixels: torch.Tensor) -> torch.Tensor:
        return _vectors_of(self.model.get_image_features(pixel_values=pixels))

    def short_image_features(self, pixels: torch.Tensor) -> torch.Tensor:
        return clip_image_features(self.model, pixels)


def _vectors_of(features: Any) -> torch.Tensor:
    """Return the vectors: transformers before version 5 returns them directly, later within an output."""
    vectors: torch.Tensor = features if isinstance(features, torch.Tensor) else features.pooler_output
    return vectors


def _require_known(folder: Path) -> None:
    """Refuse a kind of model that the installed transformers does not know."""
    from transformers import CONFIG_MAPPING, __version__

    kind = read_json(folder / "config.json").get("model_type")
    if kind not in CONFIG_MAPPING:
        raise EncoderError(
            f"{folder} holds a model of the kind {kind!r}, which transformers {__version__} does not know:"
            " choose another encoder, or use this one with a newer transformers."
        )


def _load_part(what: str, kind: str, folder: Path) -> Any:
    """Load one part by its Auto class; whatever it raises for a strange file becomes one sentence."""
    import transformers

    try:
        return getattr(transformers, kind).from_pretrained(
            folder, local_files_only=True, trust_remote_code=False
        )
    except Exception as error:
        reason = str(error).strip().splitlines()[:1]
        raise EncoderError(
            f"The {what} in {folder} cannot be loaded with transformers {transformers.__version__}"
            f" ({reason[0][:200] if reason else type(error).__name__})."
        ) from error


def _build(config: Any, folder: Path, weights: Sequence[Path]) -> nn.Module:
    """Build the model with all its weights.

    Raises:
        EncoderError: the installed transformers has no such model, or the weights do not fit.
    """
    import transformers

    kind = next(iter(read_json(folder / "config.json").get("architectures") or ["?"]))
    model_class = getattr(transformers, str(kind), None)
    if model_class is None:
        from transformers.models.auto.modeling_auto import MODEL_MAPPING

        model_class = MODEL_MAPPING.get(type(config))
    if not hasattr(model_class, "get_image_features") or not hasattr(model_class, "get_text_features"):
        raise EncoderError(f"{folder} holds a {kind}, which is not an encoder of both pictures and texts.")
    state = read_state(weights)
    try:
        with quiet():
            model, report = model_class.from_pretrained(
                None, config=config, state_dict=state, output_loading_info=True
            )
    except RuntimeError as error:
        lines = [line.strip() for line in str(error).splitlines() if "size mismatch" in line] or [str(error)]
        require_complete([], [lines[0][:200]], str(folder))
        raise
    missing = [name for name in report["missing_keys"] if not name.endswith("position_ids")]
    require_complete(sorted(missing), [str(error) for error in report.get("error_msgs", ())], str(folder))
    built: nn.Module = model.float()
    return built
