"""Embeddings (textual inversion): vectors in the places of tokens, read as data, and written as safetensors.

The layouts that people have: AUTOMATIC1111's ``.pt`` (``string_to_param``), the ``.bin`` or ``.safetensors``
of diffusers and fastai (one tensor for each term), ``emb_params`` of kohya's sd-scripts, and for SDXL
``clip_l`` and ``clip_g``, which diffusers' trainings call ``text_encoders_0`` and ``text_encoders_1``.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import safetensors
import safetensors.numpy
from numpy.typing import NDArray

from clip_critic.errors import StorageError, WeightsError
from clip_critic.storage.files import write_atomically
from clip_critic.weights.damage import SAFETENSORS, damage_as_sentence, format_of
from clip_critic.weights.headers import read_header
from clip_critic.weights.tensors import Storage, StoredTensor, layout_of
from clip_critic.weights.torch_files import plain_name, read_tree

Vectors = NDArray[np.float32]

ENDINGS = (".safetensors", ".pt", ".bin")
ONE_TOWER, CLIP_L, CLIP_G = "", "clip_l", "clip_g"
MOST_BYTES = 64 << 20
MOST_VECTORS = 75
"""The tokens of a text for which CLIP has room."""
MOST_TERMS = 64
MOST_WIDTH = 8192
MOST_SHOWN = 3
OURS = "clip_critic"
"""The metadata entry that marks a file as ours."""
FORMAT = "1"
ONE_TENSOR = "emb_params"
_SDXL_NAMES = ({CLIP_L: CLIP_L, CLIP_G: CLIP_G}, {"text_encoders_0": CLIP_L, "text_encoders_1": CLIP_G})
_DTYPES = {"F64": "float64", "F32": "float32", "F16": "float16", "BF16": "bfloat16"}
_STATES = ({"optimizer_state_dict"}, {"state", "param_groups"})
"""The names in a file of an optimizer's state, as AUTOMATIC1111 and torch write it."""


@dataclass(frozen=True, eq=False)
class Embedding:
    """Vectors that stand in the places of tokens, under a name.

    Attributes:
        name: the name by which hosts call it: that of its file, or of its term where a file has several.
        parts: for each text tower, float32 ``[k, d]``: that of `ONE_TOWER`, or `CLIP_L` and `CLIP_G`.
        step: how many steps it was trained for, or None if the file does not say.
        trained_on: the checkpoint that it was trained on, or an empty text.
        lineage: how we made it; empty for the files of others.
        term: the name inside the file, such as ``<birb-style>``, or an empty text.
    """

    name: str
    parts: Mapping[str, Vectors]
    step: int | None = None
    trained_on: str = ""
    lineage: Mapping[str, Any] = field(default_factory=dict)
    term: str = ""

    @property
    def count(self) -> int:
        """The places of tokens that it takes."""
        return max(len(vectors) for vectors in self.parts.values())

    @property
    def digest(self) -> str:
        """A hash of the vectors, whatever their name."""
        found = hashlib.blake2b(digest_size=16)
        for tower in sorted(self.parts):
            vectors = np.ascontiguousarray(self.parts[tower], "<f4")
            found.update(f"{tower} {vectors.shape}".encode())
            found.update(vectors.data)
        return found.hexdigest()

    @property
    def widths(self) -> dict[str, int]:
        """The numbers of each vector, by tower."""
        return {tower: int(vectors.shape[1]) for tower, vectors in self.parts.items()}


def read_embedding(file: Path) -> Embedding:
    """Read a file with one embedding.

    Raises:
        WeightsError: as `read_embeddings`, or it has several terms.
    """
    found = read_embeddings(file)
    if len(found) > 1:
        some = ", ".join(embedding.term for embedding in found[:MOST_SHOWN])
        raise WeightsError(
            f"{file} has {len(found)} terms ({some}), which hosts cannot tell apart: choose one of them."
        )
    return found[0]


def read_embeddings(file: Path) -> tuple[Embedding, ...]:
    """Read all terms of an embedding's file in the order of their names, without torch.

    Nothing of the file is ever run.

    Raises:
        WeightsError: it is missing, damaged, of a format that can run code, or not an embedding: the state of
            an optimizer, other weights, more vectors than a text has room for, vectors of zeros or NaN.
    """
    with damage_as_sentence(file):
        if file.stat().st_size > MOST_BYTES:
            raise _not_one(file, f"it has more than {MOST_BYTES >> 20} MiB, as a checkpoint has")
        found = _from_safetensors(file) if format_of(file) == SAFETENSORS else _from_torch(file)
        for embedding in found:
            _check_vectors(file, embedding)
        return found


def is_ours(file: Path) -> bool:
    """Return whether a file was written by `write_embedding`; False for a damaged one."""
    try:
        return file.suffix == ".safetensors" and OURS in read_header(file).metadata
    except WeightsError:
        return False


def write_embedding(file: Path, embedding: Embedding) -> None:
    """Write an embedding as safetensors, in one step, with its lineage in the metadata.

    Args:
        file: the file; if it exists, it must be one of ours.
        embedding: what is written; hosts call it as the file is called.

    Raises:
        StorageError: the file is another's, or cannot be written.
        WeightsError: hosts could not use it, as `read_embeddings` says.
    """
    _check_vectors(file, embedding)
    if file.is_symlink() or (file.exists() and not is_ours(file)):
        raise StorageError(
            f"{file} was not made by CLIP Critic, and is not written over: choose another name."
        )
    only = list(embedding.parts) == [ONE_TOWER]
    tensors = {
        ONE_TENSOR if only else tower: np.ascontiguousarray(vectors, np.float32)
        for tower, vectors in embedding.parts.items()
    }
    metadata = {
        OURS: FORMAT,
        "name": embedding.name,
        "trained_on": embedding.trained_on,
        "lineage": json.dumps(dict(embedding.lineage), ensure_ascii=False),
    }
    if embedding.step is not None:
        metadata["step"] = str(embedding.step)
    write_atomically(file, safetensors.numpy.save(tensors, metadata))


def write_trainable(file: Path, embedding: Embedding) -> None:
    """Write an embedding as AUTOMATIC1111's training does, which goes on with files of its own alone.

    Only these tell it how many steps there were.

    Args:
        file: the file, ``.pt``; it must not exist.
        embedding: what is written, for one text tower.

    Raises:
        StorageError: the file exists, or cannot be written.
        WeightsError: no WebUI trains it, or could use it.
    """
    import torch

    _check_vectors(file, embedding)
    if list(embedding.parts) != [ONE_TOWER]:
        raise WeightsError(f"{embedding.name} has vectors for two text towers (SDXL): no WebUI trains those.")
    if os.path.lexists(file):
        raise StorageError(f"{file} exists, and is not written over: choose another name.")
    vectors = torch.from_numpy(np.array(embedding.parts[ONE_TOWER], np.float32))
    content = {
        "string_to_token": {"*": 265},
        "string_to_param": {"*": vectors},
        "name": embedding.name,
        "step": embedding.step or 0,
        "sd_checkpoint": None,
        "sd_checkpoint_name": None,
    }
    written = io.BytesIO()
    torch.save(content, written)
    write_atomically(file, written.getvalue())


def _from_safetensors(file: Path) -> tuple[Embedding, ...]:
    header = read_header(file)
    metadata = header.metadata
    for shape in header.shapes.values():
        _check_shape(file, shape)
    tensors = {
        plain_name(name): _stored(file, entry)
        for name, entry in safetensors.deserialize(file.read_bytes())  # type: ignore[no-untyped-call]
    }
    is_own = OURS in metadata
    return _terms(
        file,
        tensors,
        step=_whole_number(metadata.get("step" if is_own else "ss_steps")),
        trained_on=_line(metadata.get("trained_on" if is_own else "ss_sd_model_name")),
        lineage=_lineage(metadata.get("lineage", "")) if is_own else {},
    )


def _stored(file: Path, entry: Mapping[str, Any]) -> StoredTensor:
    """Return a tensor from what the library has checked: ``dtype``, ``shape`` and ``data``."""
    dtype = _DTYPES.get(entry["dtype"])
    if dtype is None:
        raise _not_one(file, "its numbers are not fractions")
    shape, data = tuple(entry["shape"]), bytearray(entry["data"])
    strides = tuple(int(np.prod(shape[place + 1 :], dtype=np.int64)) for place in range(len(shape)))
    return StoredTensor(layout_of(Storage(dtype, "0", int(np.prod(shape))), 0, shape, strides), data)


def _from_torch(file: Path) -> tuple[Embedding, ...]:
    tree = read_tree(file)
    if type(tree) is not dict:
        raise _not_one(file, "it has no names")
    if any(names <= tree.keys() for names in _STATES):
        raise _not_one(file, "it is the state of an optimizer, for going on with a training")
    if "string_to_param" not in tree:
        return _terms(file, tree)
    tensors = tree["string_to_param"]
    if type(tensors) is not dict:
        raise _not_one(file, "its string_to_param is no table")
    tensors = tensors.get("_parameters", tensors)  # of torch's own kind of table
    checkpoint, digest = _line(tree.get("sd_checkpoint_name")), _line(tree.get("sd_checkpoint"))
    trained_on = f"{checkpoint} [{digest}]" if checkpoint and digest else checkpoint or digest
    return _terms(file, tensors, step=_whole_number(tree.get("step")), trained_on=trained_on)


def _terms(file: Path, tensors: Mapping[Any, Any], **more: Any) -> tuple[Embedding, ...]:
    """Return the embeddings in a table: the towers of one, or a term for each name."""
    named = {plain_name(name): value for name, value in islice(tensors.items(), MOST_TERMS + 1)}
    if not named:
        raise _not_one(file, "it is empty")
    if len(named) > MOST_TERMS or not all(isinstance(value, StoredTensor) for value in named.values()):
        raise _not_one(file, f"it holds {', '.join(islice(named, MOST_SHOWN))}")
    vectors = {name: _vectors(file, value) for name, value in named.items()}
    for names in _SDXL_NAMES:
        if vectors.keys() == names.keys():
            return (Embedding(file.stem, {names[name]: found for name, found in vectors.items()}, **more),)
    if len({found.shape[1] for found in vectors.values()}) > 1:
        raise _not_one(file, f"its vectors have several lengths ({', '.join(islice(vectors, MOST_SHOWN))})")
    return tuple(
        Embedding(
            file.stem if len(vectors) == 1 else name.strip("<>") or name,
            {ONE_TOWER: found},
            term="" if name in ("*", ONE_TENSOR) else name,
            **more,
        )
        for name, found in sorted(vectors.items())
    )


def _vectors(file: Path, tensor: StoredTensor) -> Vectors:
    if tensor.dtype not in _DTYPES.values():
        raise _not_one(file, "its numbers are not fractions")
    _check_shape(file, tensor.layout.shape)
    with np.errstate(
        over="ignore"
    ):  # a number too large for float32 becomes infinite, and is refused as such
        return np.atleast_2d(tensor.numpy().astype(np.float32))


def _check_shape(file: Path, shape: tuple[int, ...]) -> None:
    """Refuse a tensor that is not ``[d]`` or ``[k, d]`` of sizes that a text has room for."""
    if len(shape) not in (1, 2) or 0 in shape or shape[-1] > MOST_WIDTH:
        raise _not_one(file, f"a tensor has the shape {' x '.join(map(str, shape)) or 'of one number'}")
    if len(shape) == 2 and shape[0] > MOST_VECTORS:
        raise _not_one(file, f"it has {shape[0]:,} vectors, and a text has room for {MOST_VECTORS}")


def _check_vectors(file: Path, embedding: Embedding) -> None:
    if len({len(vectors) for vectors in embedding.parts.values()}) != 1:
        raise _not_one(file, "its two towers have different numbers of vectors")
    for vectors in embedding.parts.values():
        _check_shape(file, vectors.shape)
        if not np.isfinite(vectors).all():
            raise _not_one(file, "it holds numbers that are not finite (NaN): its training has failed")
        if not vectors.any(axis=1).all():
            place = int(np.argmin(vectors.any(axis=1))) + 1
            raise _not_one(file, f"all numbers of its vector {place} are 0: it was never trained")


def _not_one(file: Path, reason: str) -> WeightsError:
    return WeightsError(f"{file} cannot be used as an embedding: {reason}.")


def _whole_number(value: object) -> int | None:
    if isinstance(value, str) and value.isdecimal() and len(value) < 10:
        return int(value)
    return value if type(value) is int and 0 <= value < 10**9 else None


def _line(value: object) -> str:
    """Return what a file says about itself, if it is one line that can be shown."""
    return value if isinstance(value, str) and value.isprintable() and len(value) <= 200 else ""


def _lineage(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
