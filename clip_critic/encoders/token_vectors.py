"""Text towers that read vectors where words stand: textual inversion (Gal et al. 2022, arXiv:2208.01618).

A text tower begins with a table of word vectors. Where a text has ``<name>``, the vectors of that name are
put in: the tower goes its own way from there, in every version of its library.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.encoders.tokens import Tokens
from clip_critic.errors import EncoderError

if TYPE_CHECKING:
    import torch
    from torch import nn

WORDS = ("cat", "dog")
FARTHEST = 4096
"""The number of the nearest table entries among which whole words are looked for."""

NO_VECTORS = (
    "The encoder {name} cannot read concepts ({reason}): choose one with CLIP's own text tower, such as"
    " hf:openai/clip-vit-large-patch14."
)


class Slot(NamedTuple):
    """A token's place in a text, and the vector that stands there: which one of which name."""

    place: int
    name: str
    number: int


@dataclass(frozen=True, eq=False)
class Spelling:
    """A text as its tower reads it.

    Attributes:
        ids: the ids of its tokens, including start and end tokens; a slot has that of some word.
        slots: the places of vectors.
        cut: the number of tokens and vectors that are beyond the context.
    """

    ids: tuple[int, ...]
    slots: tuple[Slot, ...] = ()
    cut: int = 0


@dataclass(frozen=True, eq=False)
class TokenRow:
    """The table of word vectors that a text tower begins with.

    Attributes:
        vectors: float32 ``[tokens, width]``.
        identity: a short string that is the same for the same table, in single or half precision.
    """

    vectors: NDArray[np.float32]
    identity: str

    @property
    def width(self) -> int:
        """The length of a word's vector: 768 for Stable Diffusion 1.x, 1024 for 2.x."""
        return int(self.vectors.shape[1])


@runtime_checkable
class TokenEncoder(Protocol):
    """An `Encoder` whose text tower can read vectors in the places of tokens."""

    @property
    def context_length(self) -> int: ...

    def tokenise(self, texts: Sequence[str]) -> Tokens:
        """Return the ids of each text, cut to the context."""
        ...

    def decode_token(self, token: int) -> str:
        """Return the text of a token as its tokenizer writes it."""
        ...

    def word_table(self) -> torch.Tensor | None:
        """Return the tower's table of word vectors ``[tokens, width]``; None if its kind is unknown."""
        ...

    def encode_spellings(
        self, spellings: Sequence[Spelling], vectors: Mapping[str, NDArray[np.float32]]
    ) -> Vectors:
        """Encode spelled texts as unit vectors float32 ``[n, dimension]``."""
        ...

    def copy_text_tower(self) -> tuple[Callable[[torch.Tensor, torch.Tensor], torch.Tensor], nn.Module, str]:
        """Return a float32 copy of the text tower, its model, and the device it is on."""
        ...

    def fill_ids(self, rows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor, list[int]]:
        """Pad rows of ids: ids and mask int64 ``[n, length]``, and the padding on the left of each row."""
        ...


def encode_with_vectors(
    encoder: Encoder, texts: Sequence[str], vectors: Mapping[str, NDArray[np.float32]]
) -> Vectors:
    """Encode texts in which ``<name>`` stands for vectors, as unit vectors float32 ``[n, dimension]``.

    Args:
        encoder: an `Encoder` that is a `TokenEncoder`, too.
        texts: texts with any number of ``<name>``; capital letters are the same as small ones.
        vectors: the vectors of each name, without its brackets, ``[k, width]`` in the tower's own width.

    Raises:
        EncoderError: it reads no vectors, or those of another width.
    """
    reader = require_token_encoder(encoder)
    fitting = {name: _fitting(encoder, name, value) for name, value in vectors.items()}
    return reader.encode_spellings(spell(encoder, texts, _lengths(vectors)), fitting)


def spell(encoder: Encoder, texts: Sequence[str], lengths: Mapping[str, int]) -> list[Spelling]:
    """Spell texts in which ``<name>`` stands for as many vectors as ``lengths`` says.

    Raises:
        EncoderError: the encoder reads no vectors.
    """
    reader = require_token_encoder(encoder)
    names = {name.casefold(): name for name in lengths}
    if not names:
        return [_joined(reader, [row], [], {}) for row in _contents(reader, texts)]
    pattern = re.compile("|".join(f"<({re.escape(name)})>" for name in names), re.IGNORECASE)
    parts = [[part for part in pattern.split(text) if part is not None] for text in texts]
    rows = iter(_contents(reader, [piece for found in parts for piece in found[::2]]))
    return [
        _joined(
            reader,
            [next(rows) for _ in found[::2]],
            [names[name.casefold()] for name in found[1::2]],
            lengths,
        )
        for found in parts
    ]


def count_cut_with_vectors(
    encoder: Encoder, texts: Sequence[str], vectors: Mapping[str, NDArray[np.float32]]
) -> list[int]:
    """Count the tokens and vectors of each text that are beyond the context and not read; 0 if it fits.

    Raises:
        EncoderError: the encoder reads no vectors.
    """
    return [spelling.cut for spelling in spell(encoder, texts, _lengths(vectors))]


def token_row(encoder: Encoder) -> TokenRow:
    """Return the table of word vectors of an encoder; it is read once for each encoder.

    Raises:
        EncoderError: the encoder reads no vectors.
    """
    reader = require_token_encoder(encoder)
    kept = _TABLES.get(encoder)
    if kept is None:
        table = reader.word_table()
        assert table is not None, "the encoder has a table"
        numbers = table.detach().float().cpu().numpy()
        digest = hashlib.blake2b(digest_size=8)
        # A table that was stored in half precision has the same halves as the one it was made from.
        digest.update(f"{numbers.shape}".encode())
        digest.update(np.ascontiguousarray(numbers.astype(np.float16)).data)
        kept = _TABLES[encoder] = TokenRow(numbers, digest.hexdigest())
    return kept


_TABLES: WeakKeyDictionary[Encoder, TokenRow] = WeakKeyDictionary()


def nearest_words(
    encoder: Encoder, vectors: NDArray[np.float32], count: int = 3
) -> list[list[tuple[str, float]]]:
    """Return for each vector the words whose own vectors point its way most, with their cosines.

    Args:
        encoder: an encoder that reads vectors.
        vectors: ``[k, width]``.
        count: the number of words for each; pieces of words are left out.

    Raises:
        EncoderError: the encoder reads no vectors, or those of another width.
    """
    reader = require_token_encoder(encoder)
    table = token_row(encoder).vectors
    lengths = np.linalg.norm(table, axis=1)
    found = []
    for vector in _fitting(encoder, "vectors", vectors):
        cosines = table @ vector / np.maximum(lengths * np.linalg.norm(vector), 1e-12)
        words: dict[str, float] = {}
        for token in np.argsort(-cosines, kind="stable")[:FARTHEST].tolist():
            word = reader.decode_token(token)
            if len(word) > 1 and word.isalpha() and _is_whole(reader, word, token):
                words.setdefault(word, float(cosines[token]))
            if len(words) == count:
                break
        found.append(list(words.items()))
    return found


def tokens_of(encoder: Encoder, text: str) -> tuple[int, ...]:
    """Return the ids of the tokens of a text, without start and end tokens.

    Raises:
        EncoderError: the encoder reads no vectors.
    """
    return _contents(require_token_encoder(encoder), [text])[0].ids


def word_vectors(encoder: Encoder, text: str) -> NDArray[np.float32]:
    """Return the vectors of the tokens of a text, float32 ``[tokens, width]``.

    Raises:
        EncoderError: the encoder reads no vectors.
    """
    return token_row(encoder).vectors[list(tokens_of(encoder, text))]


def require_token_encoder(encoder: Encoder) -> TokenEncoder:
    """Return an encoder that reads vectors.

    Raises:
        EncoderError: it does not.
    """
    if not isinstance(encoder, TokenEncoder):
        raise EncoderError(refusal(encoder, "its kind does not offer them"))
    if encoder.word_table() is None:
        raise EncoderError(refusal(encoder, "its text tower has no table of words"))
    return encoder


@dataclass(frozen=True)
class _Content:
    """The ids of a piece of text without start and end tokens, and how many of them were cut."""

    ids: tuple[int, ...]
    cut: int


def _contents(reader: TokenEncoder, pieces: Sequence[str]) -> list[_Content]:
    tokens = reader.tokenise([*WORDS, *pieces])
    before, after = _frame(tokens.rows[0], tokens.rows[1])
    found = []
    for row, cut in list(zip(tokens.rows, tokens.cut, strict=True))[2:]:
        end = len(row)
        while end > len(before) and row[end - 1] in after:
            end -= 1
        found.append(_Content(tuple(row[len(before) : end]), cut))
    return found


def _frame(first: Sequence[int], second: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the tokens before and after every text, from two texts that have no token in common."""
    before = 0
    while before < min(len(first), len(second)) - 1 and first[before] == second[before]:
        before += 1
    after = 0
    while after < min(len(first), len(second)) - before - 1 and first[-1 - after] == second[-1 - after]:
        after += 1
    return tuple(first[:before]), tuple(first[len(first) - after :])


def _joined(
    reader: TokenEncoder, pieces: Sequence[_Content], names: Sequence[str], lengths: Mapping[str, int]
) -> Spelling:
    """Join pieces of text, with the vectors of a name between every two."""
    first, second = reader.tokenise(WORDS).rows
    before, after = _frame(first, second)
    stand_in = first[len(before)]
    ids, slots = [*before, *pieces[0].ids], []
    for name, piece in zip(names, pieces[1:], strict=True):
        slots += [Slot(len(ids) + number, name, number) for number in range(lengths[name])]
        ids += [stand_in] * lengths[name] + list(piece.ids)
    room = reader.context_length - len(after)
    cut = max(0, len(ids) - room) + sum(piece.cut for piece in pieces)
    return Spelling((*ids[:room], *after), tuple(slot for slot in slots if slot.place < room), cut)


def _is_whole(reader: TokenEncoder, word: str, token: int) -> bool:
    """Return whether a token is a whole word, and not a piece within one."""
    return _contents(reader, [word])[0].ids == (token,)


def _lengths(vectors: Mapping[str, NDArray[np.float32]]) -> dict[str, int]:
    return {name: len(value) for name, value in vectors.items()}


def _fitting(encoder: Encoder, name: str, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return vectors as float32 ``[k, width]``, ready for torch.

    Raises:
        EncoderError: they have another width, or are no numbers.
    """
    width = token_row(encoder).width
    found = np.array(vectors, dtype=np.float32)
    if found.ndim != 2 or not len(found) or found.shape[1] != width:
        raise EncoderError(
            f"The vectors of {name!r} have the shape {list(found.shape)}, and the encoder {encoder.identity}"
            f" reads vectors of {width} numbers: choose the encoder whose text tower they were made for."
        )
    if not np.isfinite(found).all():
        raise EncoderError(f"The vectors of {name!r} are not all numbers: the concept is damaged.")
    return found


def refusal(encoder: Any, reason: str) -> str:
    return NO_VECTORS.format(name=encoder.identity, reason=reason)
