"""Encoders from open_clip: ``open_clip:<architecture>/<tag or file>`` and ``open_clip:<folder>``."""

from __future__ import annotations

import difflib
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from PIL import Image
from torch import nn
from torch.func import functional_call

from clip_critic.encoders.damage import damage_as_message
from clip_critic.encoders.downloads import download
from clip_critic.encoders.folders import require_tokenizer_files
from clip_critic.encoders.found import archive_cache, find_archive, other_folders
from clip_critic.encoders.hub import fetch, hub_files
from clip_critic.encoders.identity import identify
from clip_critic.encoders.names import is_file, is_folder, local_path
from clip_critic.encoders.openclip_build import (
    build_model,
    find_tokenizer,
    library_version,
    picture_transform,
)
from clip_critic.encoders.precision import AUTO, pick_precision
from clip_critic.encoders.quiet import quiet
from clip_critic.encoders.single_files import refusal, require_open_clip
from clip_critic.encoders.tokenizers import lower_case
from clip_critic.encoders.tokens import Padding, Tokens
from clip_critic.encoders.torch_encoder import TorchEncoder, pick_device
from clip_critic.encoders.towers import Towers, positions_after_padding, require_whole_numbers
from clip_critic.encoders.unpickling import refuse_unpickling
from clip_critic.encoders.weights import find_weights, read_json, read_state
from clip_critic.errors import EncoderError, InterruptedByUser

logger = logging.getLogger(__name__)

CONFIG = "open_clip_config.json"
WEIGHT_STEMS = ("open_clip_model", "open_clip_pytorch_model", "model", "pytorch_model")
WEIGHT_SUFFIXES = (".safetensors", ".bin", ".pt", ".pth")
HUB_PREFIXES = ("hf-hub:", "local-dir:")
DEFAULT_CONTEXT = 77
LONG_CLIP_KEPT = 20
USUAL = ("ViT-B-32", "ViT-L-14", "ViT-H-14")
TOKENIZER_FILES = (
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "vocab.txt",
    "vocab.json",
)


@dataclass(frozen=True)
class OpenClipSource:
    """The parts of an open_clip model.

    Attributes:
        name: a readable name.
        model: the architecture, ``model_cfg``.
        preprocess: the entries of ``preprocess_cfg`` that differ from open_clip's defaults.
        weights: the weight files.
        architecture: open_clip's name for the architecture, if it has one.
        folder: the model's folder, if it has one.
    """

    name: str
    model: Mapping[str, Any]
    preprocess: Mapping[str, Any]
    weights: Sequence[Path]
    architecture: str | None = None
    folder: Path | None = None


def load_open_clip(
    name: str, device: str | None = None, models_dir: Path | None = None, precision: str = AUTO
) -> TorchEncoder:
    """Load an open_clip model.

    Args:
        name: ``<architecture>/<tag>``, ``<architecture>/<weight file>`` or a folder with
            ``open_clip_config.json``.
        device: the device to run on; the best available by default.
        models_dir: the user's folder of models, which is also searched for folders and weight files.
        precision: the precision to run in, as `pick_precision` takes it.

    Raises:
        EncoderError: it is missing, damaged, or unknown to the installed open_clip.
    """
    with quiet(), damage_as_message(name):
        source = find_source(name, models_dir)
        files = [file for file in _tokenizer_files(source.folder) if file.is_file()]
        settings = {"model": source.model, "preprocess": source.preprocess}
        chosen = pick_precision(precision, pick_device(device))
        towers = OpenClipTowers(source)
        identity = identify(
            f"open_clip-{source.name}",
            [*source.weights, *files],
            {key: json.dumps(value, sort_keys=True, default=str) for key, value in settings.items()}
            | towers.own_ways,
        )
        return TorchEncoder(towers, identity + chosen.suffix, device, chosen.dtype, chosen.notes)


def _tokenizer_files(folder: Path | None) -> list[Path]:
    return [folder / name for name in TOKENIZER_FILES] if folder else []


def find_source(name: str, models_dir: Path | None) -> OpenClipSource:
    """Return the source for a name after ``open_clip:``; folders first, as they may have any name.

    Raises:
        EncoderError: there is none; the message suggests similar names.
    """
    import open_clip

    for place in _places(name, models_dir):
        if is_folder(place):
            with damage_as_message(place):
                return _folder_source(place)
    known = open_clip.list_models()
    # "ViT-B/32" is a way to write "ViT-B-32", so the first slash need not end the architecture.
    slashes = [index for index, sign in enumerate(name) if sign == "/"]
    for index in slashes:
        if (architecture := name[:index].replace("/", "-")) in known and name[index + 1 :]:
            return _architecture_source(architecture, name[index + 1 :], models_dir)
    if name.replace("/", "-") in known:
        tags = open_clip.list_pretrained_tags_by_model(name.replace("/", "-"))
        raise EncoderError(f"Choose the weights of {name}: open_clip:{name}/TAG with one of {_some(tags)}.")
    if name.startswith(HUB_PREFIXES):
        raise _prefixed(name)
    if file := next(filter(is_file, _places(name, models_dir)), None):
        raise refusal(file)
    if _is_path(name):
        raise EncoderError(f"There is no folder {name}.")
    near = difflib.get_close_matches(name.split("/")[0], known, n=4, cutoff=0.3) or USUAL
    raise EncoderError(f"open_clip {library_version()} has no architecture {name!r}. Similar: {_some(near)}.")


def _places(name: str, models_dir: Path | None) -> list[Path]:
    return [local_path(name)] + ([models_dir / name] if models_dir else [])


def _prefixed(name: str) -> EncoderError:
    """Return the error for a name as open_clip itself writes it."""
    from open_clip import get_pretrained_cfg, list_pretrained

    prefix, _, rest = name.partition(":")
    if f"{prefix}:" == HUB_PREFIXES[1]:
        return EncoderError(f"Write open_clip:{rest} for a folder, without {prefix}.")
    for architecture, tag in list_pretrained():
        if str((get_pretrained_cfg(architecture, tag) or {}).get("hf_hub") or "").strip("/") == rest:
            return EncoderError(f"Write open_clip:{architecture}/{tag} for the hub's {rest}.")
    return EncoderError(
        f"Download https://huggingface.co/{rest} into a folder, and write open_clip:FOLDER: the prefix"
        f" {prefix} is not known here."
    )


def _folder_source(folder: Path) -> OpenClipSource:
    if not folder.joinpath(CONFIG).is_file():
        hint = f": write hf:{folder}" if folder.joinpath("config.json").is_file() else ""
        raise EncoderError(
            f"The folder {folder} has no {CONFIG}, so it is not an open_clip model's folder{hint}."
        )
    config = read_json(folder / CONFIG)
    model = config.get("model_cfg")
    if not isinstance(model, dict) or not all(
        isinstance(model.get(f"{part}_cfg"), dict) for part in ("text", "vision")
    ):
        raise EncoderError(f"The file {folder / CONFIG} does not describe a model: model_cfg is missing.")
    # The weights of transformers may be beside open_clip's own.
    weights = find_weights(folder, WEIGHT_STEMS[:2]) or find_weights(folder, WEIGHT_STEMS[2:])
    if not weights:
        raise EncoderError(f"The folder {folder} has no weights ({WEIGHT_STEMS[0]}.safetensors).")
    if (model["text_cfg"].get("tokenizer_kwargs") or {}).get("trust_remote_code"):
        raise EncoderError(f"{folder} holds a tokenizer with a program of its own, which is never run.")
    if model["text_cfg"].get("hf_tokenizer_name") and any(folder.glob("tokenizer*")):
        refuse_unpickling(folder)
        require_tokenizer_files(folder)
    return OpenClipSource(
        folder.resolve().name, model, config.get("preprocess_cfg") or {}, weights, folder=folder
    )


def _architecture_source(architecture: str, weights: str, models_dir: Path | None) -> OpenClipSource:
    from open_clip import get_model_config, get_pretrained_cfg, list_pretrained_tags_by_model

    model = get_model_config(architecture)
    tags = list_pretrained_tags_by_model(architecture)
    if weights in tags:
        entry = get_pretrained_cfg(architecture, weights)
        # The weights were trained with it, even if the architecture's file does not say so.
        model = {**model, "quick_gelu": True} if _has_quick_gelu(weights, entry) else model
        file = _fetch(architecture, weights, entry, models_dir)
        return OpenClipSource(f"{architecture}-{weights}", model, _preprocess(entry), [file], architecture)
    for place in _places(weights, models_dir):
        if is_file(place):
            return OpenClipSource(f"{architecture}-{place.stem}", model, {}, [place], architecture)
    if _is_path(weights):
        raise EncoderError(f"There is no weight file {weights}.")
    near = difflib.get_close_matches(weights, tags, n=4, cutoff=0.3) or tags
    raise EncoderError(
        f"{architecture} has no weights {weights!r}. Choose one of {_some(near)}, or give a file."
    )


def _has_quick_gelu(tag: str, entry: Mapping[str, Any]) -> bool:
    """Return whether weights were trained with the quicker GELU; open_clip 2.20 does not list it."""
    return bool(entry.get("quick_gelu")) or tag == "openai" or "quickgelu" in str(entry.get("url"))


def _preprocess(entry: Mapping[str, Any]) -> dict[str, Any]:
    names = ("mean", "std", "interpolation", "resize_mode", "fill_color")
    return {name: entry[name] for name in names if entry.get(name) is not None}


def _fetch(architecture: str, tag: str, entry: Mapping[str, Any], models_dir: Path | None) -> Path:
    """Return the weight file of a tag: one on this machine, whoever left it there, or from the network."""
    stem, url = f"{architecture}-{tag}", str(entry.get("url") or "")
    repository, _, name = str(entry.get("hf_hub") or "").rpartition("/")
    wanted = _hub_names(name)
    if models_dir and (found := find_weights(models_dir, (stem,))):
        return found[0]
    if repository and (cached := _in_caches(repository, wanted, models_dir)):
        return cached
    if archive := find_archive(url.rpartition("/")[2], models_dir):
        return archive
    place = (models_dir or Path("a folder of yours")) / f"{stem}.safetensors"
    if repository:
        return _fetch_from_hub(repository, wanted, place)
    return _fetch_from_url(f"{architecture}/{tag}", url, place)


def _hub_names(name: str) -> list[str]:
    """Return the names that the weights may have on the hub, the preferred first: safetensors if possible."""
    stems = (Path(name).stem,) if name else WEIGHT_STEMS[:2]
    return [f"{stem}{suffix}" for suffix in WEIGHT_SUFFIXES for stem in stems]


def _in_caches(repository: str, wanted: Sequence[str], models_dir: Path | None) -> Path | None:
    from huggingface_hub import try_to_load_from_cache

    for cache in (None, *other_folders(models_dir)):
        for file in wanted:
            if isinstance(known := try_to_load_from_cache(repository, file, cache_dir=cache), str):
                return Path(known)
    return None


def _fetch_from_hub(repository: str, wanted: Sequence[str], place: Path) -> Path:
    offered = hub_files(repository, place)
    for file in wanted:
        if file in offered:
            return fetch(repository, file, place)
    raise EncoderError(f"The hub's model {repository} has none of the weight files {_some(wanted)}.")


def _fetch_from_url(name: str, url: str, place: Path) -> Path:
    """Download weights that are not on the hub to open_clip's own folder; nothing in them is run."""
    file = url.rpartition("/")[2]
    # The digest is in the address: OpenAI's whole as a folder, the beginning of open_clip's in the name.
    digest = url.split("/")[-2] if "openaipublic" in url else Path(file).stem.rpartition("-")[2]
    try:
        return download(url, archive_cache() / file, digest=digest)
    except InterruptedByUser:
        raise
    except Exception as error:  # requests, httpx and the versions of the hub's client share no base class
        logger.info("%s cannot be downloaded: %s", url, error)
        raise EncoderError(
            f"The weights open_clip:{name} are not on this machine and cannot be downloaded: get {url} on"
            f" another machine and put it into {place.parent} as {place.stem}{Path(url).suffix}."
        ) from None


def _is_path(text: str) -> bool:
    return "\\" in text or text.startswith(("/", "~", ".")) or text.endswith(WEIGHT_SUFFIXES)


def _some(names: Sequence[str], count: int = 8) -> str:
    return ", ".join(names[:count]) + (", ..." if len(names) > count else "")


class OpenClipTowers(Towers):
    """A model from open_clip, version 2.20 to 3."""

    def __init__(self, source: OpenClipSource) -> None:
        text = source.model["text_cfg"]
        self._tokenizer = find_tokenizer(source.architecture, source.folder, text)
        inner = getattr(self._tokenizer, "tokenizer", None)
        super().__init__(
            build=lambda: _build(source),
            context_length=int(text.get("context_length") or DEFAULT_CONTEXT),
            padding=Padding(0 if inner is None else int(inner.pad_token_id or 0)),
        )
        self._clean = str if inner is None else lower_case(inner)
        self.context_length = _context(self.model, self.context_length)
        self._transform = picture_transform(self.model, source.preprocess)
        self._cut_to_length = _positions(self.model)

    @property
    def own_ways(self) -> dict[str, str]:
        """The changes to texts beyond the files' own preprocessing; vectors depend on them."""
        return {"texts": "lower case"} if self._clean is str.lower else {}

    def tokenise(self, texts: Sequence[str]) -> Tokens:
        texts = [self._clean(text) for text in texts]
        if hasattr(self._tokenizer, "tokenizer"):
            return self._tokenise_padded(texts)
        return self._tokenise_simple(texts)

    def _tokenise_simple(self, texts: Sequence[str]) -> Tokens:
        """Tokenise with open_clip's own BPE as its ``__call__`` does, but count the cut tokens."""
        tokenizer, limit = self._tokenizer, self.context_length
        start, end = (tokenizer.encoder[name] for name in ("<start_of_text>", "<end_of_text>"))
        ids = [tokenizer.encode(text) for text in texts]
        rows = [[start, *row[: limit - 2], end] for row in ids]
        return Tokens(rows, [max(0, len(row) + 2 - limit) for row in ids])

    def _tokenise_padded(self, texts: Sequence[str]) -> Tokens:
        """Tokenise with open_clip's wrapper of a transformers tokenizer, which pads and hides the cut."""
        filled = self._tokenizer(list(texts), context_length=self.context_length).tolist()
        rows = [_without_padding(row, self.padding.token) for row in filled]
        cut = [0] * len(rows)
        for index in (index for index, row in enumerate(rows) if len(row) == self.context_length):
            cut[index] = self._count_cut(texts[index])
        return Tokens(rows, cut)

    def _count_cut(self, text: str) -> int:
        from open_clip.tokenizer import basic_clean, whitespace_clean

        clean = getattr(self._tokenizer, "clean_fn", lambda raw: whitespace_clean(basic_clean(raw)))
        ids = self._tokenizer.tokenizer(clean(text), truncation=False, verbose=False)["input_ids"]
        return max(0, len(ids) - self.context_length)

    def decode_token(self, token: int) -> str:
        inner = getattr(self._tokenizer, "tokenizer", self._tokenizer)
        return str(inner.decode([token]))

    def text_features(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Encode texts; CLIP adds all positions, so shorter texts need a model with fewer of them."""
        length = ids.shape[1]
        if length == self.context_length or not self._cut_to_length:
            return _tensor(self.model.encode_text(ids))
        shorter = {}
        for name in self._cut_to_length:
            full = (
                self.model.get_buffer(name) if name.endswith("attn_mask") else self.model.get_parameter(name)
            )
            shorter[name] = full[:length, :length] if name.endswith("attn_mask") else full[:length]
        output = functional_call(self.model, shorter, (), {"text": ids})
        return _tensor(output["text_features"] if isinstance(output, dict) else output[1])

    def prepare(self, picture: Image.Image) -> torch.Tensor:
        return self._transform(picture)

    def image_features(self, pixels: torch.Tensor) -> torch.Tensor:
        return _tensor(self.model.encode_image(pixels))


def _build(source: OpenClipSource) -> nn.Module:
    """Build the model of a source, with as many text positions as its weights have."""
    state = read_state(source.weights)
    require_open_clip(state, source.weights[0])
    require_whole_numbers(state, source.name)
    config = _with_positions(source.model, state)
    return build_model(config, lambda: state, source.name)


def _with_positions(config: Mapping[str, Any], state: dict[str, torch.Tensor]) -> Mapping[str, Any]:
    """Return an architecture with the weights' own number of text positions: Long-CLIP has 248.

    Long-CLIP keeps CLIP's first 20 positions, and has all others in a second table.
    """
    text = config["text_cfg"]
    if "hf_model_name" in text or "multimodal_cfg" in config or text.get("embed_cls"):
        return config  # these have other positions, or one more
    for prefix in ("", "text."):
        name = f"{prefix}positional_embedding"
        later = state.pop(f"{name}_res", None)
        positions = state.get(name)
        if positions is None or positions.ndim != 2:
            continue
        if later is not None and later.shape == positions.shape:
            state[name] = torch.cat([positions[:LONG_CLIP_KEPT], later[LONG_CLIP_KEPT:]])
        if len(positions) != int(text.get("context_length") or DEFAULT_CONTEXT):
            return {**config, "text_cfg": {**text, "context_length": len(positions)}}
    return config


def _context(model: Any, wanted: int) -> int:
    """Return the number of tokens that a text tower reads, if that is not what its architecture says."""
    tower = getattr(model, "text", model)
    positions = getattr(tower, "positional_embedding", None)
    if positions is not None and getattr(tower, "cls_emb", None) is None:
        return len(positions)
    return min(wanted, positions_after_padding(tower) or wanted)


def _positions(model: Any) -> tuple[str, ...]:
    """Return the names of a text tower's tensors of the context's length: the positions, the causal mask."""
    names = {name for name, _ in (*model.named_parameters(), *model.named_buffers())}
    wanted = ("positional_embedding", "attn_mask")
    found = [f"{prefix}{name}" for prefix in ("", "text.") for name in wanted if f"{prefix}{name}" in names]
    return tuple(found)


def _without_padding(row: list[int], token: int) -> list[int]:
    end = len(row)
    while end > 1 and row[end - 1] == token and row[end - 2] == token:
        end -= 1
    # One is kept: a padding token may also be the end token, at which CLIP pools.
    return row[:end]


def _tensor(value: Any) -> torch.Tensor:
    """Return the vector alone; some towers return their tokens beside it."""
    vector: torch.Tensor = value[0] if isinstance(value, tuple) else value
    return vector
