"""A catalogue of well-known encoders: the strength of each, and whether it is on this machine.

Only file names and small configuration files are read, and neither transformers nor open_clip nor the hub's
client is imported, so that a page or a help text can use it while it starts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from clip_critic.encoders.found import ARCHIVES, find_archive, other_folders, short
from clip_critic.encoders.names import is_file, is_folder, local_path

MINIATURE = "miniature"
"""The spec of the encoder that comes with the project."""
SECOND_MINIATURE = "miniature:second"
BUNDLED = {
    MINIATURE: "bundled: shapes, colours and styles of simple drawings only",
    SECOND_MINIATURE: "bundled: a second opinion on the same drawings, as a judge",
}
"""What each encoder that comes with the project is good for, by its spec."""
MAX_FOLDERS = 200
"""The most folders that are searched in the models folder: it may be an entire disk by mistake."""

MODEL_STEMS = ("model", "pytorch_model")
OPEN_CLIP_STEMS = ("open_clip_model", "open_clip_pytorch_model")
VOCABULARIES = (
    ("tokenizer.json",),
    ("vocab.json", "merges.txt"),
    ("vocab.txt",),
    ("spiece.model",),
    ("sentencepiece.bpe.model",),
    ("tokenizer.model",),
)
"""The files of complete tokenizers: one of these sets is enough."""
PREPROCESSING = ("preprocessor_config.json", "processor_config.json")
WEIGHT_ENDINGS = (".safetensors", ".bin", ".pt", ".pth")
DUAL_ENCODERS = (
    "align",
    "altclip",
    "chinese_clip",
    "clip",
    "groupvit",
    "metaclip_2",
    "siglip",
    "siglip2",
    "vision-text-dual-encoder",
)
"""The ``model_type`` of transformers' models that encode pictures and texts in one space."""


@dataclass(frozen=True)
class KnownEncoder:
    """An encoder that is worth trying.

    Attributes:
        spec: the specification, as `clip_critic.load_encoder` takes it.
        about: a short description of its strength.
        megabytes: the approximate size of its weights.
        repository: the repository of its weights on the Hugging Face hub.
        text_repository: the repository of its tokenizer, if it is another one.
    """

    spec: str
    about: str
    megabytes: int
    repository: str
    text_repository: str | None = None


@dataclass(frozen=True)
class EncoderChoice:
    """A row of the list of encoders; ``megabytes`` to download, 0 if it is on this machine or unknown."""

    spec: str
    about: str
    on_this_machine: bool
    megabytes: int = 0


CATALOGUE: tuple[KnownEncoder, ...] = (
    KnownEncoder(
        "hf:openai/clip-vit-base-patch32",
        "small and quick, also without a GPU",
        605,
        "openai/clip-vit-base-patch32",
    ),
    KnownEncoder(
        "hf:openai/clip-vit-large-patch14",
        "the encoder that Stable Diffusion 1.x itself uses for prompts",
        1710,
        "openai/clip-vit-large-patch14",
    ),
    KnownEncoder(
        "hf:openai/clip-vit-base-patch16",
        "sees finer detail than patch32, still small",
        599,
        "openai/clip-vit-base-patch16",
    ),
    KnownEncoder(
        "open_clip:ViT-B-32/laion2b_s34b_b79k",
        "small, trained on open data: knows more styles and names",
        605,
        "laion/CLIP-ViT-B-32-laion2B-s34B-b79K",
    ),
    KnownEncoder(
        "open_clip:ViT-H-14/laion2b_s32b_b79k",
        "the encoder that Stable Diffusion 2.x uses for prompts",
        3945,
        "laion/CLIP-ViT-H-14-laion2B-s32B-b79K",
    ),
    KnownEncoder(
        "open_clip:ViT-bigG-14/laion2b_s39b_b160k",
        "the larger of the two that SDXL uses for prompts",
        10160,
        "laion/CLIP-ViT-bigG-14-laion2B-39B-b160k",
    ),
    KnownEncoder(
        "open_clip:xlm-roberta-base-ViT-B-32/laion5b_s13b_b90k",
        "multilingual: Japanese and a hundred other languages",
        1460,
        "laion/CLIP-ViT-B-32-xlm-roberta-base-laion5B-s13B-b90k",
        "xlm-roberta-base",
    ),
    KnownEncoder(
        "open_clip:xlm-roberta-large-ViT-H-14/frozen_laion5b_s13b_b90k",
        "multilingual: the best for Japanese, and large",
        4770,
        "laion/CLIP-ViT-H-14-frozen-xlm-roberta-large-laion5B-s13B-b90k",
        "xlm-roberta-large",
    ),
    KnownEncoder(
        "hf:google/siglip-base-patch16-224",
        "SigLIP: exact with short words (needs transformers 4.37 or newer, sentencepiece and protobuf)",
        813,
        "google/siglip-base-patch16-224",
    ),
)


def encoder_choices(default: str, models_dir: Path | None) -> tuple[EncoderChoice, ...]:
    """Return the encoders to choose from: first those on this machine, then the rest of the catalogue.

    Args:
        default: the encoder of the settings, which is always included.
        models_dir: the user's folder of models.
    """
    rows = {row.spec: _choice(row, models_dir) for row in CATALOGUE}
    rows |= {spec: EncoderChoice(spec, about, True) for spec, about in BUNDLED.items()}
    for spec in _specs_in(models_dir) if models_dir else ():
        rows.setdefault(spec, EncoderChoice(spec, "in your models folder", True))
    for row in _left_by_others(models_dir):
        rows.setdefault(row.spec, row)
    if default not in rows:
        rows[default] = EncoderChoice(
            default, "your default encoder", is_on_this_machine(default, models_dir)
        )
    # The bundled ones come last of those on this machine: they are nobody's first choice.
    return tuple(sorted(rows.values(), key=lambda row: (not row.on_this_machine, row.spec in BUNDLED)))


def best_on_this_machine(default: str, models_dir: Path | None) -> str:
    """Return the default if it is on this machine, else another real encoder that is, else the miniature."""
    if is_on_this_machine(default, models_dir):
        return default
    return encoder_choices(default, models_dir)[0].spec


def is_on_this_machine(spec: str, models_dir: Path | None) -> bool:
    """Return whether an encoder is a folder, or in the models folder or the hub's cache: no download needed.

    Only its files are looked for. An unknown or damaged encoder counts as missing, and nothing is raised.
    """
    kind, _, name = spec.strip().partition(":")
    if spec.strip() in BUNDLED:
        return True
    known = next((row for row in CATALOGUE if row.spec == spec.strip()), None)
    try:
        if kind == "hf":
            return _hf_is_here(name.strip(), models_dir)
        return kind == "open_clip" and _open_clip_is_here(name.strip(), models_dir, known)
    except (OSError, ValueError, RuntimeError):  # an impossible file name; a user without a home
        return False


def hub_cache() -> Path:
    """Return the folder of the hub client's files, found as ``huggingface_hub.constants`` does."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or local_path("~/.cache")) / "huggingface"
    home = Path(os.environ.get("HF_HOME") or home)
    chosen = os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE") or home / "hub"
    return local_path(os.path.expandvars(chosen))


def hub_caches(models_dir: Path | None) -> tuple[Path, ...]:
    """Return the folders that are laid out as the hub's cache: its own, and those of other programs."""
    return (hub_cache(), *other_folders(models_dir))


def _choice(row: KnownEncoder, models_dir: Path | None) -> EncoderChoice:
    here = is_on_this_machine(row.spec, models_dir)
    return EncoderChoice(row.spec, row.about, here, 0 if here else row.megabytes)


def _hf_is_here(name: str, models_dir: Path | None) -> bool:
    """Look in the same places in the same order as `clip_critic.encoders.hub.find_model_folder`."""
    folder = Path(name).expanduser()
    for place in [folder, *([models_dir / name, models_dir / folder.name] if models_dir else [])]:
        if is_folder(place):
            return _is_model(place, "config.json")
    return _is_in_hub_cache(name, "config.json")


def _open_clip_is_here(name: str, models_dir: Path | None, known: KnownEncoder | None) -> bool:
    for place in [Path(name).expanduser(), *([models_dir / name] if models_dir else [])]:
        if is_folder(place):
            return _is_model(place, "open_clip_config.json")
    architecture, _, weights = name.partition("/")
    files = [Path(weights).expanduser()] if weights else []
    if models_dir and weights:
        files.append(models_dir / weights)
        files += [models_dir / f"{architecture}-{weights}{ending}" for ending in WEIGHT_ENDINGS]
    archive = next((file for file, spec in ARCHIVES.items() if spec == name), "")
    here = any(is_file(file) for file in files) or find_archive(archive, models_dir) is not None
    if not here and not (known and _is_in_a_cache(known.repository, models_dir)):
        return False
    return not (known and known.text_repository) or _has_text_files(known.text_repository)


def _is_in_hub_cache(name: str, config: str) -> bool:
    snapshot = _snapshot(name, hub_cache())
    return snapshot is not None and _is_model(snapshot, config)


def _is_in_a_cache(name: str, models_dir: Path | None) -> bool:
    snapshots = (_snapshot(name, cache) for cache in hub_caches(models_dir))
    return any(snapshot is not None and _has_weights(snapshot) for snapshot in snapshots)


def _has_text_files(repository: str) -> bool:
    snapshot = _snapshot(repository, hub_cache())
    return snapshot is not None and is_file(snapshot / "config.json")


def _snapshot(name: str, cache: Path) -> Path | None:
    """Return a repository's current version in a cache of the hub's client, whose layout is documented.

    https://huggingface.co/docs/huggingface_hub/guides/manage-cache
    """
    repository = cache / f"models--{name.replace('/', '--')}"
    try:
        commit = (repository / "refs" / "main").read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return None
    return repository / "snapshots" / commit


def _is_model(folder: Path, config: str) -> bool:
    return is_file(folder / config) and _has_weights(folder)


def _has_weights(folder: Path, stems: tuple[str, ...] = (*MODEL_STEMS, *OPEN_CLIP_STEMS)) -> bool:
    """Return whether a folder has weights; broken links, which interrupted downloads leave, do not count."""
    names = [stem + ending for stem in stems for ending in WEIGHT_ENDINGS]
    return any(is_file(folder / (name + tail)) for name in names for tail in ("", ".index.json"))


def _specs_in(models_dir: Path) -> Iterator[str]:
    """Yield the encoders in the models folder, at ``<folder>`` and ``<owner>/<folder>``."""
    known = {Path(row.repository).name for row in CATALOGUE}
    for folder in islice(_folders(models_dir), MAX_FOLDERS):
        name = folder.relative_to(models_dir).as_posix()
        if _is_model(folder, "open_clip_config.json"):
            yield f"open_clip:{name}"
        elif _is_model(folder, "config.json") and _is_dual_encoder(folder) and name not in known:
            yield f"hf:{name}"


def _left_by_others(models_dir: Path | None) -> Iterator[EncoderChoice]:
    """Yield the encoders that other programs have left on this machine, and that can be used as they are."""
    for name, spec in ARCHIVES.items():
        if (file := find_archive(name, models_dir)) is not None:
            yield EncoderChoice(f"open_clip:{spec}", f"found as {name} in {short(file.parent)}", True)
    for spec, folder in (*_specs_in_hub_cache(), *_specs_in_others(models_dir)):
        yield EncoderChoice(spec, f"found in {short(folder)}", True)


def _specs_in_hub_cache() -> Iterator[tuple[str, Path]]:
    known, cache = {row.repository for row in CATALOGUE}, hub_cache()
    for folder in islice(_subfolders(cache) if is_folder(cache) else (), MAX_FOLDERS):
        prefix, _, repository = folder.name.partition("models--")
        name = repository.replace("--", "/", 1)
        snapshot = _snapshot(name, cache) if not prefix and repository and name not in known else None
        if snapshot is not None and (kind := _complete_kind(snapshot)):
            yield f"hf:{name}" if kind == "hf" else f"open_clip:{snapshot}", cache


def _specs_in_others(models_dir: Path | None) -> Iterator[tuple[str, Path]]:
    for place in other_folders(models_dir):
        for folder in islice(_folders(place), MAX_FOLDERS):
            if kind := _complete_kind(folder):
                yield f"{kind}:{folder}", place


def _complete_kind(folder: Path) -> str:
    """Return the kind of the complete model in a folder; empty if there is none.

    Other programs often fetch only one tower of a model, or weights without a tokenizer.
    """
    if _has_weights(folder, MODEL_STEMS) and _is_dual_encoder(folder):
        is_complete = _has_tokenizer(folder) and any(is_file(folder / name) for name in PREPROCESSING)
        return "hf" if is_complete else ""
    if is_file(folder / "open_clip_config.json") and _has_weights(folder, OPEN_CLIP_STEMS):
        return "open_clip" if _has_tokenizer(folder) or not _names_tokenizer(folder) else ""
    return ""


def _has_tokenizer(folder: Path) -> bool:
    return any(all(is_file(folder / name) for name in names) for names in VOCABULARIES)


def _names_tokenizer(folder: Path) -> bool:
    """Return whether a model of open_clip has another tokenizer than CLIP's, which open_clip brings along."""
    config = _config(folder / "open_clip_config.json")
    try:
        return bool(config["model_cfg"]["text_cfg"].get("hf_tokenizer_name"))
    except (KeyError, TypeError, AttributeError):
        return True


def _folders(models_dir: Path) -> Iterator[Path]:
    for folder in _subfolders(models_dir):
        yield folder
        if not is_file(folder / "config.json"):
            yield from _subfolders(folder)


def _subfolders(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if is_folder(path) and not path.name.startswith("."))
    except OSError:
        return []


def _is_dual_encoder(folder: Path) -> bool:
    config = _config(folder / "config.json")
    return isinstance(config, dict) and config.get("model_type") in DUAL_ENCODERS


def _config(file: Path) -> Any:
    """Return the content of a configuration, which may be anything; None if it cannot be read."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
