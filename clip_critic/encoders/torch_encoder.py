"""The `Encoder` for every torch model: batches, devices, precision, and what to do when memory is short."""

from __future__ import annotations

import copy
import logging
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from threading import RLock

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from clip_critic.encoders.base import Vectors
from clip_critic.encoders.batching import ahead, in_batches, run_batches
from clip_critic.encoders.boxes import measure_box
from clip_critic.encoders.contributions import Contributions
from clip_critic.encoders.damage import first_line
from clip_critic.encoders.gradients import without_texts
from clip_critic.encoders.place_readers import find_reader, reading
from clip_critic.encoders.places import EXACT, Box, Places, probe_picture
from clip_critic.encoders.text_towers import TextFeatures, find_table, place, placing, without_pictures
from clip_critic.encoders.token_vectors import Spelling
from clip_critic.encoders.tokens import Tokens, batches_by_length
from clip_critic.encoders.towers import Towers
from clip_critic.encoders.unit_reading import UnitTower, find_unit_tower, join_units, reading_units
from clip_critic.encoders.units import UnitActivations
from clip_critic.errors import CriticError, EncoderError

logger = logging.getLogger(__name__)

TOKENS_PER_BATCH = {"cpu": 512, "cuda": 65536}
"""The tokens in one batch of texts, including padding; more is not faster (measured with ViT-B/32)."""
TEXTS_PER_BATCH = 1024
PICTURES_PER_BATCH = {"cpu": 8, "cuda": 64}
MOST_OBLONG = 20
SIZES = 16
"""The most picture sizes that are remembered, each with the part that is read."""
PROBE_TEXTS = ("a", "cats")
WORD_PAIRS = (("cat", "dog"), ("red", "blue"), ("猫", "犬"))
"""Words of which an encoder tells at least two apart, whatever language it knows."""
PROBE_TOLERANCE = 1e-5


class TorchEncoder:
    """An `Encoder` (see `clip_critic.encoders.base`) that runs towers on a device.

    Safe to use from several threads, one at a time. Half precision on CUDA, float32 elsewhere.

    Attributes:
        gives_places: whether it knows what each place of a picture adds to the vector: a probe has shown that
            the sum is the vector.

    Args:
        towers: the model, on the CPU.
        identity: the string that changes with the model's files.
        device: ``cuda``, ``cpu``, ``mps``, ...; the best available by default.
        dtype: the precision to run in; the device's best by default.
        notes: notes for the user from the start.

    Raises:
        EncoderError: the parts of the model do not fit each other, or there is no such device.
    """

    def __init__(
        self,
        towers: Towers,
        identity: str,
        device: str | None = None,
        dtype: torch.dtype | None = None,
        notes: tuple[str, ...] = (),
    ) -> None:
        self._towers = towers
        self._identity = identity
        self._lock = RLock()
        self._device = torch.device("cpu")
        self._dtype = torch.float32
        self._notes = notes
        self._last: tuple[Sequence[str], Tokens] = ((), Tokens((), []))
        self._logit_scale, self._logit_bias = towers.logit_scale(), towers.logit_bias()
        self._place: tuple[torch.device, torch.dtype] | None = None  # where the weights are, if that is known
        self._image_features: Callable[[torch.Tensor], torch.Tensor] = towers.image_features
        self._boxes: dict[tuple[int, int], Box] = {}
        self._dimension, self.trims_texts = self._probe()
        self._device = pick_device(device)
        self._dtype = dtype or (torch.float16 if self._device.type == "cuda" else torch.float32)

    @property
    def identity(self) -> str:
        return self._identity

    @property
    def dimension(self) -> int:
        return self._dimension

    @property
    def logit_scale(self) -> float:
        return self._logit_scale

    @property
    def logit_bias(self) -> float:
        return self._logit_bias

    @property
    def context_length(self) -> int:
        return self._towers.context_length

    @property
    def device(self) -> str:
        """The device it runs on now: the CPU after memory ran out."""
        return str(self._device)

    @property
    def precision(self) -> str:
        """The precision that it runs in now: ``float32``, ``float16``, ..."""
        return str(self._dtype).removeprefix("torch.")

    @property
    def notes(self) -> tuple[str, ...]:
        """Notes for the user, such as a fallback to the CPU."""
        return self._notes

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Encode texts as unit vectors float32 ``[n, dimension]``; tokens beyond the context are cut.

        Raises:
            EncoderError: there is not enough memory anywhere, or the model is damaged.
        """
        with self._lock:
            return self._encode_spellings([Spelling(tuple(row)) for row in self._tokens(texts).rows], {})

    def encode_spellings(
        self, spellings: Sequence[Spelling], vectors: Mapping[str, NDArray[np.float32]]
    ) -> Vectors:
        """Encode spelled texts, with vectors in their slots, as unit vectors float32 ``[n, dimension]``.

        Args:
            spellings: texts as `clip_critic.encoders.token_vectors.spell` returns them.
            vectors: the vectors of each name, ``[k, width]``.

        Raises:
            EncoderError: there is not enough memory anywhere, or the model is damaged.
        """
        with self._lock:
            tensors = {name: torch.from_numpy(value) for name, value in vectors.items()}
            return self._encode_spellings(spellings, tensors)

    def tokenise(self, texts: Sequence[str]) -> Tokens:
        """Return the ids of each text, cut to the context."""
        with self._lock:
            return self._tokens(texts)

    def decode_token(self, token: int) -> str:
        """Return the text of a token as its tokenizer writes it, without spaces around it."""
        with self._lock:
            return self._towers.decode_token(token).strip()

    def word_table(self) -> torch.Tensor | None:
        """Return the table of word vectors ``[tokens, width]``; None if this model's kind is unknown."""
        table = find_table(self._towers.model)
        return None if table is None else table.weight

    def fill_ids(self, rows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor, list[int]]:
        """Pad rows of ids: ids and mask int64 ``[n, length]``, and the padding on the left of each row."""
        length = max(1, *map(len, rows)) if self.trims_texts else self.context_length
        return self._filled(rows, length)

    def encode_images(self, pictures: Sequence[Image.Image]) -> Vectors:
        """Encode RGB pictures of any size as unit vectors float32 ``[n, dimension]``.

        Raises:
            EncoderError: there is not enough memory anywhere, or the model is damaged.
        """
        with self._lock:
            batches = run_batches(self._prepared(pictures), self._image_vectors, self._fall_back_to_cpu)
            parts = [part for _, part in batches]
            return np.concatenate(parts) if parts else np.empty((0, self._dimension), dtype=np.float32)

    def place_images(self, pictures: Sequence[Image.Image]) -> list[Places] | None:
        """Return what each place of RGB pictures of any size adds to their vectors.

        It takes one pass, like `encode_images`. None if this model's kind cannot tell (see `gives_places`).

        Raises:
            EncoderError: there is not enough memory anywhere, or the model is damaged.
        """
        if not self.gives_places:
            return None
        with self._lock:
            batches = run_batches(self._prepared(pictures), self._image_places, self._fall_back_to_cpu)
            parts = [part for _, found in batches for part in found]
            boxes = [self.read_box(picture.size) for picture in pictures]
        return [
            Places(shares, vector - shares.sum(axis=(0, 1)), box)
            for (vector, shares), box in zip(parts, boxes, strict=True)
        ]

    def read_box(self, size: tuple[int, int]) -> Box:
        """Return the part of a picture that is read, by its size; the latest sizes are remembered."""
        box = self._boxes.get(size)
        if box is None:
            box = measure_box(self.prepare, size)
            latest = list(self._boxes.items())[1 - SIZES :]
            self._boxes = dict([*latest, (size, box)])
        return box

    def read_units(self, pictures: Sequence[Image.Image], layers: int) -> UnitActivations | None:
        """Return what the units of the picture tower's last layers did for RGB pictures of any size.

        It takes one pass. None if this model's kind is unknown, or if the sum of what its heads add and of
        everything else is not its vector.

        Raises:
            EncoderError: there is not enough memory anywhere, or the model is damaged.
        """
        if find_unit_tower(self._towers.model) is None:
            return None
        with self._lock:
            run = partial(self._image_units, layers)
            batches = run_batches(self._prepared(pictures), run, self._fall_back_to_cpu)
            return join_units([part for _, part in batches])

    def count_cut_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count the tokens of each text that are beyond the context and not read; 0 if it fits."""
        with self._lock:
            return list(self._tokens(texts).cut)

    def copy_picture_tower(self) -> tuple[Callable[[torch.Tensor], torch.Tensor], str]:
        """Return a float32 copy of the picture tower, which has gradients, and the device it is on.

        It takes prepared pictures ``[n, 3, height, width]``, and returns vectors of any length.
        """
        with self._lock:
            towers = copy.copy(self._towers)
            towers.model = without_texts(self._towers.model).to(self._device)
            return towers.short_image_features if self._is_short else towers.image_features, self.device

    def copy_units(self) -> tuple[Callable[[torch.Tensor], torch.Tensor], UnitTower | None, str]:
        """Return a float32 copy of the picture tower as `copy_picture_tower`, with its units, and its device.

        The tower is None if the model's kind has no units that can be read.
        """
        with self._lock:
            towers = copy.copy(self._towers)
            towers.model = without_texts(self._towers.model).to(self._device)
            return towers.image_features, find_unit_tower(towers.model), self.device

    def copy_text_tower(self) -> tuple[TextFeatures, torch.nn.Module, str]:
        """Return a float32 copy of the text tower, which has gradients, its model, and its device.

        It takes ids and mask int64 ``[n, length]``, and returns vectors of any length.
        """
        with self._lock:
            towers = copy.copy(self._towers)
            towers.model = without_pictures(self._towers.model).to(self._device)
            return towers.text_features, towers.model, self.device

    @property
    def _is_short(self) -> bool:
        """Whether pictures take the short way."""
        return self._image_features == self._towers.short_image_features

    def offload(self) -> None:
        """Move the weights to the CPU to free memory; the next use moves them back to the device."""
        with self._lock:
            self._towers.model.to("cpu")
            self._place = None
            if self._device.type == "cuda":
                torch.cuda.empty_cache()

    def prepare(self, picture: Image.Image) -> torch.Tensor:
        """Return an RGB picture of any size as the picture tower's input, usually ``[3, height, width]``."""
        return self._towers.prepare(fit_for_preprocessing(picture))

    def _prepared(self, pictures: Sequence[Image.Image]) -> Iterator[list[torch.Tensor]]:
        """Prepare pictures in batches: the next ones on threads, while the model encodes the previous ones.

        A single picture has nothing to wait for, and is prepared without the cost of a thread.
        """
        size = PICTURES_PER_BATCH.get(self._device.type, PICTURES_PER_BATCH["cuda"])
        is_single = len(pictures) == 1
        each = map(self.prepare, pictures) if is_single else ahead(self.prepare, pictures, depth=2 * size)
        return in_batches(each, size)

    def _tokens(self, texts: Sequence[str]) -> Tokens:
        """Tokenise texts; the last result is kept, as the cut tokens are usually counted right after."""
        if self._last[0] != (key := tuple(map(_without_surrogates, texts))):
            self._last = (key, self._towers.tokenise(key) if key else Tokens((), []))
        return self._last[1]

    def _encode_spellings(
        self, spellings: Sequence[Spelling], vectors: Mapping[str, torch.Tensor]
    ) -> Vectors:
        lengths = [len(text.ids) if self.trims_texts else self.context_length for text in spellings]
        budget = TOKENS_PER_BATCH.get(self._device.type, TOKENS_PER_BATCH["cuda"])
        found = np.empty((len(spellings), self._dimension), dtype=np.float32)

        def run(batch: Sequence[int]) -> Vectors:
            longest = max(1, *(lengths[index] for index in batch))
            return self._spelled_vectors([spellings[index] for index in batch], vectors, longest)

        batches = batches_by_length(lengths, budget, TEXTS_PER_BATCH)
        for batch, result in run_batches(batches, run, self._fall_back_to_cpu):
            found[list(batch)] = result
        return found

    def _text_vectors(self, rows: Sequence[Sequence[int]], length: int) -> Vectors:
        return self._spelled_vectors([Spelling(tuple(row)) for row in rows], {}, length)

    def _spelled_vectors(
        self, spellings: Sequence[Spelling], vectors: Mapping[str, torch.Tensor], length: int
    ) -> Vectors:
        ids, mask, left = self._filled([text.ids for text in spellings], length)
        placed = place(spellings, vectors, left)

        def features() -> torch.Tensor:
            with placing(self._towers.model, placed):
                return self._towers.text_features(ids.to(self._device), mask.to(self._device))

        return self._vectors(features)

    def _filled(
        self, rows: Sequence[Sequence[int]], length: int
    ) -> tuple[torch.Tensor, torch.Tensor, list[int]]:
        padding = self._towers.padding
        ids, mask = padding.fill(rows, length)
        left = [length - len(row) if padding.left else 0 for row in rows]
        return torch.from_numpy(ids), torch.from_numpy(mask), left

    def _image_vectors(self, prepared: Sequence[torch.Tensor]) -> Vectors:
        pixels = torch.stack(list(prepared))
        return self._vectors(lambda: self._image_features(pixels.to(device=self._device, dtype=self._dtype)))

    def _image_places(self, prepared: Sequence[torch.Tensor]) -> list[tuple[Vectors, Vectors]]:
        """Return the vector of each picture, and what each place adds, ``[rows, columns, dimension]``."""
        vectors, rows = self._contributions(prepared)
        height, width = prepared[0].shape[-2:]
        across = round(math.sqrt((rows.shape[1] - 1) * width / height))
        grids = rows[:, 1:].reshape(len(rows), -1, across, rows.shape[2])
        return list(zip(vectors, grids, strict=True))

    def _contributions(self, prepared: Sequence[torch.Tensor]) -> tuple[Vectors, Vectors]:
        """Return vectors, and their parts, ``[n, 1 + places, dimension]``: first the part without a place."""
        pixels, rows = torch.stack(list(prepared)), np.empty(0, dtype=np.float32)

        def features() -> torch.Tensor:
            nonlocal rows
            raw, parts = self._features_and_parts(pixels.to(device=self._device, dtype=self._dtype))
            rows = (parts / raw.float().norm(dim=-1)[:, None, None]).cpu().numpy()
            return raw

        return self._vectors(features), rows

    def _features_and_parts(self, pixels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Run the picture tower and see what each place adds: the short way tells, others are watched."""
        if self._is_short:
            told = Contributions()
            return self._towers.short_image_features(pixels, told), told.rows
        read = find_reader(self._towers.model)
        if read is None or pixels.dim() != 4:
            raise TypeError("the places of this kind of tower are unknown")
        with reading(read) as seen:
            raw = self._image_features(pixels)
        return raw, seen.rows

    def _image_units(self, layers: int, prepared: Sequence[torch.Tensor]) -> UnitActivations | None:
        pixels = torch.stack(list(prepared))
        found: list[UnitActivations | None] = []

        def features() -> torch.Tensor:
            tower = find_unit_tower(self._towers.model)
            assert tower is not None, "weights that are loaded again are of the same kind"
            with reading_units(tower, layers) as reading:
                raw = self._towers.image_features(pixels.to(device=self._device, dtype=self._dtype))
            found.append(reading.activations(raw, pixels.shape[2] / pixels.shape[3]))
            return raw

        self._vectors(features)
        return found[-1]

    def _vectors(self, features: Callable[[], torch.Tensor]) -> Vectors:
        """Run a tower and scale its vectors to length 1; again in float32 if half precision overflows."""
        self._settle()
        with torch.inference_mode():
            raw = features().to(torch.float32)
            # CLIP's own scaling divides by the plain length; an epsilon would hide a zero vector.
            vectors: Vectors = (raw / raw.norm(dim=-1, keepdim=True)).cpu().numpy()
        if np.isfinite(vectors).all():
            return vectors
        if self._dtype == torch.float32:
            raise EncoderError(
                f"The encoder {self._identity} returns vectors that are not numbers: its weights are damaged."
                " Download the model again."
            )
        self._note(f"Half precision is not enough for {self._identity}: it now runs in full precision.")
        self._rebuild()
        self._dtype = torch.float32
        return self._vectors(features)

    def _settle(self) -> None:
        """Move the weights to the device just before use: a host may have parked them meanwhile."""
        if self._place != (place := (self._device, self._dtype)):
            self._towers.model.to(device=self._device, dtype=self._dtype)
            self._place = place

    def _rebuild(self) -> None:
        self._towers.rebuild()
        self._place = None

    def _fall_back_to_cpu(self) -> bool:
        if self._device.type == "cpu":
            return False
        self._note(f"{self._device} ran out of memory: the encoder {self._identity} now runs on the CPU.")
        self._device, self._dtype = torch.device("cpu"), torch.float32
        self._rebuild()
        return True

    def _note(self, text: str) -> None:
        logger.warning("%s", text)
        self._notes = (*self._notes, text)

    def _probe(self) -> tuple[int, bool]:
        """Return the dimension, and whether texts may be run at their real length without any difference.

        A causal tower that pools at the end token never reads the padding after it; the vectors of any
        other tower would differ. This is measured, not guessed from the model's name, and so is whether
        pictures may take the short way.
        """
        try:
            rows = self._towers.tokenise(PROBE_TEXTS).rows
            texts = self._text_vectors(rows, self.context_length)
            words = self._towers.tokenise([word for pair in WORD_PAIRS for word in pair]).rows
            meanings = self._text_vectors(words, self.context_length)
            pictures = [self._towers.prepare(probe_picture((64, 48)))]
            picture = self._image_vectors(pictures)
        except (CriticError, MemoryError):
            raise
        except Exception as error:  # libraries raise all kinds of errors for parts that do not fit
            raise EncoderError(
                f"The parts of the encoder {self._identity} do not fit each other ({first_line(error)})."
                " Download the model again."
            ) from error
        if texts.ndim != 2 or texts.shape[1:] != picture.shape[1:]:
            raise EncoderError(
                f"The encoder {self._identity} does not encode texts and pictures in one space."
            )
        self._require_words_apart(words, meanings)
        if self._towers.has_short_way:
            usual, self._image_features = self._image_features, self._towers.short_image_features
            if not _agrees(lambda: self._image_vectors(pictures), picture):
                self._image_features = usual
        self.gives_places = _adds_up(lambda: self._contributions(pictures)[1], picture)
        longest = max(len(row) for row in rows)
        trims = longest < self.context_length and _agrees(lambda: self._text_vectors(rows, longest), texts)
        return texts.shape[1], trims

    def _require_words_apart(self, rows: Sequence[Sequence[int]], vectors: Vectors) -> None:
        """Require that different words differ: a tokenizer without its files reads all of them alike."""
        pairs = [(first, first + 1) for first in range(0, len(rows), 2)]
        # An unknown word is one unknown token or several: only which ones there are counts.
        apart = [(a, b) for a, b in pairs if set(rows[a]) != set(rows[b])]
        if not apart:
            raise EncoderError(
                f"The tokenizer of {self._identity} reads every word alike: its files are damaged or"
                " incomplete. Download the model again."
            )
        # The place at which a tower pools depends on the number of tokens; that says nothing about meaning.
        alike = [(a, b) for a, b in apart if len(rows[a]) == len(rows[b])] or apart
        if all(np.abs(vectors[a] - vectors[b]).max() <= PROBE_TOLERANCE for a, b in alike):
            raise EncoderError(
                f"The encoder {self._identity} gives every word the same vector: its tokenizer, its weights"
                " and its configuration do not belong together. Download the model again."
            )


def _agrees(shortcut: Callable[[], Vectors], expected: Vectors) -> bool:
    """Return whether a shorter way works with this model and gives the same vectors."""
    try:
        return bool(np.abs(shortcut() - expected).max() <= PROBE_TOLERANCE)
    except (AttributeError, IndexError, RuntimeError, TypeError, ValueError, EncoderError):
        return False


def _adds_up(contributions: Callable[[], Vectors], expected: Vectors) -> bool:
    """Return whether the parts of all places and the part without a place add up to the vector."""
    try:
        return bool(np.abs(contributions().sum(axis=1) - expected).max() <= EXACT)
    except (AttributeError, IndexError, KeyError, RuntimeError, TypeError, ValueError, EncoderError):
        return False


def fit_for_preprocessing(picture: Image.Image) -> Image.Image:
    """Change pictures that preprocessing cannot handle.

    A line of pixels, which it would enlarge to gigabytes, loses its ends; a side of fewer than four pixels,
    which transformers 4.30 mistakes for colour channels, is enlarged.
    """
    width, height = picture.size
    most = MOST_OBLONG * min(width, height)
    if max(width, height) > most:
        left, top = max(0, (width - most) // 2), max(0, (height - most) // 2)
        picture = picture.crop((left, top, width - left, height - top))
    if min(picture.size) < 4:
        picture = picture.resize((picture.width * 4, picture.height * 4), Image.Resampling.NEAREST)
    return picture


def _without_surrogates(text: str) -> str:
    """Replace lone surrogates by question marks: tokenizers accept only valid Unicode."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def pick_device(wish: str | None) -> torch.device:
    """Return the requested device, or the best available.

    Raises:
        EncoderError: there is no such device on this machine.
    """
    if wish is None:
        if torch.cuda.is_available():
            return torch.device("cuda")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    try:
        device = torch.device(wish)
        torch.empty(0, device=device)
    except (RuntimeError, AssertionError, NotImplementedError):
        raise EncoderError(
            f"There is no device {wish!r} on this machine; choose cpu, or cuda if there is a GPU."
        ) from None
    return device
