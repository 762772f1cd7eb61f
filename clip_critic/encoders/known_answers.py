"""Published answers of well-known encoders, to prove that ours are the same.

All are about one picture of COCO's validation set, two cats on a sofa, on which the tests of transformers
compare their models with the originals.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath

import numpy as np
from PIL import Image

from clip_critic.encoders.base import Encoder
from clip_critic.encoders.downloads import download
from clip_critic.errors import BadInputError, CriticError, PictureError
from clip_critic.pictures.opening import open_picture

PICTURE_ADDRESS = "http://images.cocodataset.org/val2017/000000039769.jpg"
PICTURE_NAME = "000000039769.jpg"
PICTURE_SIZE = (640, 480)
CATS_AND_DOGS = ("a photo of a cat", "a photo of a dog")
COLOURS = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white")
THINGS = ("cat", "dog", "house", "tree", "boat", "car", "hat", "flower", "cloud", "chair")
HUNDRED_WORDS = tuple(f"{colour} {thing}" for colour in COLOURS for thing in THINGS)


@dataclass(frozen=True)
class KnownAnswer:
    """An answer about the picture that somebody has published for an encoder.

    Attributes:
        spec: the encoder, as `clip_critic.load_encoder` takes it.
        texts: the texts that are compared with the picture.
        values: the logit of each text, or its share.
        source: the publisher.
        are_shares: whether the values are shares among the texts (softmax), from 0 to 1.
        tolerance: the largest difference that counts as equal; for logits above 1 in proportion to them.
    """

    spec: str
    texts: tuple[str, ...]
    values: tuple[float, ...]
    source: str
    are_shares: bool = False
    tolerance: float = 1e-3


KNOWN_ANSWERS: tuple[KnownAnswer, ...] = (
    KnownAnswer(
        "hf:openai/clip-vit-base-patch32",
        CATS_AND_DOGS,
        (24.5701, 19.3049),
        "transformers: tests/models/clip/test_modeling_clip.py",
    ),
    KnownAnswer(
        # The same weights as above: transformers' were converted from OpenAI's.
        "open_clip:ViT-B-32/openai",
        CATS_AND_DOGS,
        (24.5701, 19.3049),
        "transformers: tests/models/clip/test_modeling_clip.py",
    ),
    KnownAnswer(
        "hf:google/siglip-base-patch16-224",
        ("a photo of 2 cats", "a photo of 2 dogs"),
        (-0.7567, -10.3354),
        "transformers: tests/models/siglip/test_modeling_siglip.py",
    ),
    KnownAnswer(
        "hf:kakaobrain/align-base",
        CATS_AND_DOGS,
        (9.7093, 3.4679),
        "transformers: tests/models/align/test_modeling_align.py",
    ),
    KnownAnswer(
        "hf:nvidia/groupvit-gcc-yfcc",
        CATS_AND_DOGS,
        (13.3523, 6.3629),
        "transformers: tests/models/groupvit/test_modeling_groupvit.py",
    ),
    KnownAnswer(
        "hf:BAAI/AltCLIP",
        ("一张猫的照片", "一张狗的照片"),
        (9.9942e-01, 5.7805e-04),
        "transformers: tests/models/altclip/test_modeling_altclip.py",
        are_shares=True,
        tolerance=5e-3,
    ),
)


@dataclass(frozen=True)
class Comparison:
    """An encoder's own values beside the published ones."""

    known: KnownAnswer
    values: tuple[float, ...]

    @property
    def difference(self) -> float:
        """The largest difference of a value."""
        return max(abs(ours - theirs) for ours, theirs in zip(self.values, self.known.values, strict=True))

    @property
    def is_equal(self) -> bool:
        """Whether no value differs by more than the tolerance of the test that published it."""
        pairs = zip(self.values, self.known.values, strict=True)
        return all(abs(ours - own) <= self.known.tolerance * max(1.0, abs(own)) for ours, own in pairs)


@dataclass(frozen=True)
class Speed:
    """The seconds that an encoder takes for a picture, and for a hundred short texts."""

    picture: float
    words: float


class CheckResult(str, Enum):
    """The result of a check."""

    EQUAL = "equal"
    DIFFERENT = "different"
    UNKNOWN = "no published answer"
    MISSING = "not on this machine"
    FAILED = "failed"


@dataclass(frozen=True)
class Check:
    """The result of checking an encoder, with its details.

    Attributes:
        spec: the encoder, as it was named.
        verdict: the result.
        comparison: its values beside the published ones, if it was compared.
        speed: its speed, if it is on this machine.
        identity: the string that changes with its files.
        runs_on: its device and precision.
        problem: the reason why it failed.
    """

    spec: str
    verdict: CheckResult
    comparison: Comparison | None = None
    speed: Speed | None = None
    identity: str = ""
    runs_on: str = ""
    problem: str = ""


def known_answer(spec: str, answers: Sequence[KnownAnswer] = KNOWN_ANSWERS) -> KnownAnswer | None:
    """Return the published answer of an encoder, or of the one whose name a folder bears, or None."""
    exact = next((known for known in answers if known.spec == spec), None)
    if exact is not None or not spec.startswith("hf:"):
        return exact
    name = PurePosixPath(spec.removeprefix("hf:").replace("\\", "/")).name
    transformers = (known for known in answers if known.spec.startswith("hf:"))
    return next((known for known in transformers if PurePosixPath(known.spec).name == name), None)


def check(spec: str, encoder: Encoder, known: KnownAnswer | None, picture: Image.Image) -> Check:
    """Compare an encoder with its published answer, if there is one, and time it.

    Raises:
        EncoderError: it fails.
    """
    comparison = compare(encoder, known, picture) if known else None
    verdict = CheckResult.UNKNOWN
    if comparison is not None:
        verdict = CheckResult.EQUAL if comparison.is_equal else CheckResult.DIFFERENT
    else:
        encoder.encode_images([picture])  # a first picture is slower than the next
    speed = measure_speed(encoder, picture)
    return Check(spec, verdict, comparison, speed, encoder.identity, _runs_on(encoder))


def _runs_on(encoder: Encoder) -> str:
    parts = (str(getattr(encoder, name, "")) for name in ("device", "precision"))
    return ", ".join(part for part in parts if part)


def compare(encoder: Encoder, known: KnownAnswer, picture: Image.Image) -> Comparison:
    """Ask an encoder for its published answer.

    Raises:
        EncoderError: it fails.
    """
    image = encoder.encode_images([picture])[0].astype(np.float64)
    texts = encoder.encode_texts(known.texts).astype(np.float64)
    logits = encoder.logit_scale * (texts @ image) + encoder.logit_bias
    if known.are_shares:
        powers = np.exp(logits - logits.max())
        logits = powers / powers.sum()
    return Comparison(known, tuple(float(value) for value in logits))


def measure_speed(encoder: Encoder, picture: Image.Image) -> Speed:
    """Time an encoder that has already encoded something, with one picture and `HUNDRED_WORDS`."""
    started = time.perf_counter()
    encoder.encode_images([picture])
    between = time.perf_counter()
    encoder.encode_texts(HUNDRED_WORDS)
    return Speed(between - started, time.perf_counter() - between)


def are_good(checks: Sequence[Check]) -> bool:
    """Return whether at least one encoder is on this machine, and none fails or answers otherwise."""
    verdicts = {check.verdict for check in checks}
    return bool(verdicts & {CheckResult.EQUAL, CheckResult.UNKNOWN}) and not verdicts & {
        CheckResult.DIFFERENT,
        CheckResult.FAILED,
    }


def blank_picture() -> Image.Image:
    """Return a picture of the same size, to time encoders without a published answer."""
    return Image.new("RGB", PICTURE_SIZE, (120, 110, 100))


def find_picture(file: Path | None, folder: Path, *, fetch: bool = False) -> Image.Image:
    """Return the picture that the published answers are about.

    Args:
        file: the user's own copy of it, if there is one.
        folder: the folder for a copy that was fetched.
        fetch: whether to fetch it from COCO if it is not in the folder.

    Raises:
        BadInputError: it is not on this machine, or it is another picture.
        CriticError: it cannot be fetched.
    """
    copy = folder / PICTURE_NAME
    if file is None and fetch:
        _fetch_picture(copy)
    if file is None and not copy.is_file():
        raise BadInputError(
            f"COCO's picture {PICTURE_NAME}, which the published answers are about, is not on this machine:"
            f" --fetch downloads it (170 KB), or name a copy of {PICTURE_ADDRESS} with --picture."
        )
    if file is None:
        _drop_unless_a_picture(copy)
    picture = open_picture(file or copy)
    image = picture.image
    if image.size != PICTURE_SIZE:
        raise BadInputError(
            f"{picture.name} is {image.width} x {image.height} pixels; COCO's picture {PICTURE_NAME}, which"
            f" the published answers are about, is {PICTURE_SIZE[0]} x {PICTURE_SIZE[1]}."
        )
    return image


def _drop_unless_a_picture(copy: Path) -> None:
    """Remove a file that was fetched in the picture's place, such as the login page of a network.

    Raises:
        CriticError: it was not the picture.
    """
    try:
        if open_picture(copy).image.size == PICTURE_SIZE:
            return
    except PictureError:
        pass
    copy.unlink(missing_ok=True)
    raise CriticError(f"The file from {PICTURE_ADDRESS} was not COCO's picture, and was removed: try again.")


def _fetch_picture(target: Path) -> None:
    try:
        download(PICTURE_ADDRESS, target)
    except Exception as error:  # requests, httpx and the versions of the hub's client share no base class
        raise CriticError(
            f"{PICTURE_ADDRESS} cannot be downloaded ({type(error).__name__}): get it on another machine and"
            " name it with --picture."
        ) from error
