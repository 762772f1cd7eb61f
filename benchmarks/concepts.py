"""Concepts: are they what they should be, and how long does it take to start one?

    python -m benchmarks.concepts --data FOLDER

The folder holds `photo-encoder` (an open_clip model that knows photos), `photos`, `embeddings` as people
have them, and `real-clip` with `photo_vectors.npy` and `words.txt`; without it the parts that need these are
left out, and said so. The rest uses the miniature: pairs of a shape and a colour are learned from five drawn
scenes each, without a name, and drawn by its UNet; a judge that is not CLIP looks at the pictures. How
concepts are bred is measured by `benchmarks.breeding`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.loop_effect import Rate
from benchmarks.loop_pairs import JUDGE, require_judge
from clip_critic.concepts.inversion import Lesson, anchors_of, learn
from clip_critic.concepts.others import other_pictures
from clip_critic.concepts.settings import StartSettings
from clip_critic.concepts.starting import no_pictures, text_vector
from clip_critic.concepts.views import Views, look_at
from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.encoders.token_vectors import encode_with_vectors, word_vectors
from clip_critic.hosts.base import Request
from clip_critic.hosts.diffusers.host import DiffusersHost
from clip_critic.keywords.lists import KeywordList
from clip_critic.pictures.opening import open_picture
from clip_critic.progress import silent
from clip_critic.storage.assets import bundled_lists_dir
from clip_critic.weights.embeddings import Embedding
from tools.miniature.scenes import draw, sample_scene, shrink
from tools.miniature.words import COLOURS, DARK_COLOURS, HELD_OUT_COLOURS, HELD_OUT_STYLES, SHAPES, STYLES
from tools.miniature.zero_shot import ATTRIBUTES

SHOWN = 5
"""The scenes or crops that a concept is learned from."""
HELD_CROPS = 12
OTHER_CATS = ("cat_720p.jpg", "coco_000000039769.png")
PARTS = {"face": "owl.jpg", "logo": "coffee.png", "clothes": "rocket.jpg"}
"""The parts of an imaginary mascot: a whole shows all three, beside each other in any order."""
WORD_TEXTS = ("{}", "a {}", "a photo of a {}, in the rain", "{} and {}")
LEFT_OUT = "left out: it needs --data"
Pair = tuple[str, str]


@dataclass(frozen=True)
class Figure:
    """A line of the table; ``met`` is None where there is no bar."""

    name: str
    value: str
    bar: str = ""
    met: bool | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 0 if no bar is missed."""
    options = _options(arguments)
    warnings.simplefilter("ignore")
    require_judge(JUDGE)
    print("| figure | reached | bar | |\n|---|---|---|---|", flush=True)
    met = True
    for part in options.parts:
        for figure in PARTS_OF_TABLE[part](options):
            verdict = "" if figure.met is None else "met" if figure.met else "MISSED"
            print(f"| {figure.name} | {figure.value} | {figure.bar} | {verdict} |", flush=True)
            met &= figure.met is not False
    print(f"\nload average at the end: {os.getloadavg()[0]:.1f}", file=sys.stderr)
    return 0 if met else 1


READ = """
import sys
from pathlib import Path
from clip_critic.weights.embeddings import read_embeddings
found = [read_embeddings(file) for file in sorted(Path(sys.argv[1]).iterdir())]
print(len(found), sum(one.count for file in found for one in file), "torch" in sys.modules)
"""


def files(options: argparse.Namespace) -> Iterator[Figure]:
    """Read the embeddings that people have, in a process of its own, which must not load torch."""
    if not options.data or not (folder := options.data / "embeddings").is_dir():
        yield Figure("files of embeddings", LEFT_OUT)
        return
    done = subprocess.run(
        [sys.executable, "-c", READ, str(folder)], capture_output=True, text=True, check=True
    )
    count, vectors, torch_there = done.stdout.split()
    every = len(list(folder.iterdir()))
    yield Figure(
        "files of embeddings that are read, without torch",
        f"{count} of {every}, {vectors} vectors",
        "all",
        int(count) == every and torch_there == "False",
    )


def own_forward(options: argparse.Namespace) -> Iterator[Figure]:
    """Compare texts with a word's own vectors in its place with the texts themselves."""
    specs = ["miniature", "miniature:second"]
    specs += [f"open_clip:{options.data / 'photo-encoder'}"] if options.data else []
    for spec in specs:
        encoder = load_encoder(spec, device="cpu")
        lowest = 1.0
        for word in ("cat", "red circle", "photograph"):
            texts = [text.replace("{}", word) for text in WORD_TEXTS]
            asked = [text.replace("{}", "<own>") for text in WORD_TEXTS]
            found = encode_with_vectors(encoder, asked, {"own": word_vectors(encoder, word)})
            lowest = min(lowest, float(cosines(found, encoder.encode_texts(texts)).min()))
        library = "open_clip" if spec.startswith("open_clip") else "transformers"
        name = f"own forward, {library}, {Path(spec).name}: smallest cosine"
        yield Figure(name, f"1 - {1 - lowest:.1e}", "1 - 1e-6", lowest >= 1 - 1e-6)
    if not options.data:
        yield Figure("own forward, open_clip", LEFT_OUT)


def cosines(first: Vectors, second: Vectors) -> NDArray[np.float64]:
    """Return the similarity of each row to the row of the other, in double precision."""
    one, other = first.astype(np.float64), second.astype(np.float64)
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return np.asarray((one * other).sum(1) / lengths)


class Photos:
    """The stand-in for CLIP that knows photos, with vectors of other photos and the nouns that it knows."""

    def __init__(self, data: Path) -> None:
        self.encoder = load_encoder(f"open_clip:{data / 'photo-encoder'}", device="cpu")
        self._folder = data / "photos"
        vectors = np.load(data / "real-clip" / "photo_vectors.npy").astype(np.float32)
        self.others = vectors[np.random.default_rng(0).permutation(len(vectors))[:256]]
        self.words = (data / "real-clip" / "words.txt").read_text(encoding="utf-8").split("\n")[::4]

    def photo(self, name: str) -> Image.Image:
        return Image.open(self._folder / name).convert("RGB")

    def views(self, pictures: Sequence[Image.Image], seed: int = 0) -> Views:
        return look_at(self.encoder, [open_picture(picture) for picture in pictures], seed=seed)

    def learn(self, lessons: Sequence[Lesson], settings: StartSettings) -> dict[str, NDArray[np.float32]]:
        """Learn the concepts of some lessons together; the first lesson with a name gives its words."""
        single = {lesson.names[0]: lesson for lesson in lessons if len(lesson.names) == 1}
        anchors = {
            name: anchors_of(self.encoder, lesson, self.others, self.words, settings.kind)
            for name, lesson in single.items()
        }
        return dict(learn(self.encoder, lessons, anchors, self.others, settings).vectors)


def crops(picture: Image.Image, count: int, seed: int) -> list[Image.Image]:
    """Return random square crops of 55 to 90 % of the shorter side."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        side = round(min(picture.size) * rng.uniform(0.55, 0.9))
        left, top = (round(rng.uniform(0, length - side)) for length in picture.size)
        found.append(picture.crop((left, top, left + side, top + side)))
    return found


def of_a_cat(options: argparse.Namespace) -> Iterator[Figure]:
    """Learn a cat from crops of its picture, and compare it with the word "cat" on other crops and cats."""
    if not options.data:
        yield Figure("a cat, from 5 crops", LEFT_OUT)
        return
    photos = Photos(options.data)
    cat = photos.photo("chelsea.png")
    held = photos.encoder.encode_images(crops(cat, HELD_CROPS, 2))
    others = photos.encoder.encode_images([photos.photo(name) for name in OTHER_CATS])
    word = text_vector(photos.encoder, "cat", {})
    lesson = Lesson(("x",), photos.views(crops(cat, SHOWN, 1)), no_pictures(photos.encoder))
    margin = float((held @ word).mean() - (others @ word).mean())
    yield Figure(
        '"cat": similarity to held-out crops; margin over other cats',
        f"{(held @ word).mean():.3f}; {margin:.3f}",
    )
    for kind in ("", "cat"):
        for count in (1, 2):
            found = []
            for seed in range(options.seeds):
                settings = StartSettings(vectors=count, kind=kind, seed=seed)
                text = text_vector(photos.encoder, "<x>", photos.learn([lesson], settings))
                gain = float((held @ text).mean() - (held @ word).mean())
                found.append((gain, float((held @ text).mean() - (others @ text).mean())))
            gain, margin = np.mean(found, axis=0)
            is_default = count == StartSettings().vectors and not kind
            yield Figure(
                f'a cat, {count} vectors{", kind cat" if kind else ""}: over "cat"; margin over other cats'
                f" (mean of {options.seeds} seeds)",
                f"+{gain:.3f}; {margin:.3f}",
                "+.07; .04" if is_default else "",
                bool(gain >= 0.07 and margin >= 0.04) if is_default else None,
            )


def of_parts(options: argparse.Namespace) -> Iterator[Figure]:
    """Learn three parts together and apart, and look at the whole with both."""
    if not options.data:
        yield Figure("three parts", LEFT_OUT)
        return
    photos = Photos(options.data)
    names = tuple(PARTS)
    pictures = {name: photos.photo(file) for name, file in PARTS.items()}
    rng = np.random.default_rng(4)
    wholes = [
        tiled([crops(pictures[name], 1, int(rng.integers(99)))[0] for name in rng.permutation(names)])
        for _ in range(2 * SHOWN)
    ]
    whole, held = photos.views(wholes[:SHOWN]), photos.encoder.encode_images(wholes[SHOWN:])
    alone = {name: photos.views(crops(picture, SHOWN, 5)) for name, picture in pictures.items()}
    tests = {
        name: photos.encoder.encode_images(crops(picture, HELD_CROPS, 6))
        for name, picture in pictures.items()
    }
    nothing = no_pictures(photos.encoder)
    lessons = [Lesson(names, whole, nothing)]
    for name in names:
        beside = np.concatenate([views.own for other, views in alone.items() if other != name])
        lessons.append(Lesson((name,), alone[name], beside))
    settings = StartSettings()
    together = photos.learn(lessons, settings)
    apart: dict[str, NDArray[np.float32]] = {}
    for name in names:
        apart |= photos.learn([Lesson((name,), alone[name], nothing)], settings)
    text = " ".join(f"<{name}>" for name in names)
    scores = [float((held @ text_vector(photos.encoder, text, found)).mean()) for found in (together, apart)]
    nearest = 0
    for name in names:
        vector = text_vector(photos.encoder, f"<{name}>", together)
        means = {other: float((tests[other] @ vector).mean()) for other in names}
        nearest += max(means, key=lambda other: means[other]) == name
    yield Figure("three parts together: nearest to their own part", f"{nearest} of 3", "3 of 3", nearest == 3)
    yield Figure(
        "whole, parts learned together; apart",
        f"{scores[0]:.3f}; {scores[1]:.3f}",
        "higher",
        scores[0] > scores[1],
    )


def tiled(pictures: Sequence[Image.Image], side: int = 224) -> Image.Image:
    """Return pictures beside each other in a square, the first above the others."""
    whole = Image.new("RGB", (side, side))
    half = side // 2
    whole.paste(pictures[0].resize((side, half)), (0, 0))
    whole.paste(pictures[1].resize((half, half)), (0, half))
    whole.paste(pictures[2].resize((half, half)), (half, half))
    return whole


def scenes_of(pair: Pair, rng: np.random.Generator) -> list[Image.Image]:
    """Draw scenes with one large thing of this colour and shape, in all kinds of styles and backgrounds."""
    found: list[Image.Image] = []
    colour, shape = pair
    fitting = [
        name
        for name, style in STYLES.items()
        if style.colours
        and (name, shape) not in HELD_OUT_STYLES
        and not (style.dark and colour in DARK_COLOURS)
    ]
    while len(found) < SHOWN:
        scene = sample_scene(
            rng,
            held_out=pair in HELD_OUT_COLOURS,
            colour=colour,
            shape=shape,
            count=1,
            size="large",
            style=str(rng.choice(fitting)),
        )
        found.append(Image.fromarray(shrink(draw(scene))))
    return found


def drawn(options: argparse.Namespace) -> Iterator[Figure]:
    """Learn pairs of a colour and a shape from scenes, and let the miniature draw them."""
    from tools.miniature.judge import load

    encoder, host, judge = load_encoder("miniature", device="cpu"), DiffusersHost(device="cpu"), load(JUDGE)
    words = [
        word
        for file in sorted(bundled_lists_dir().glob("*.txt"))
        for word in KeywordList.parse(file.read_text(encoding="utf-8")).keywords
    ]
    rest = [
        (colour, shape) for colour in COLOURS for shape in SHAPES if (colour, shape) not in HELD_OUT_COLOURS
    ]
    chosen = [rest[place] for place in np.random.default_rng(11).permutation(len(rest))]
    pairs = (sorted(HELD_OUT_COLOURS) + chosen)[: options.pairs]
    seen = []
    for number, pair in enumerate(pairs):
        scenes = scenes_of(pair, np.random.default_rng(5000 + number))
        seen.append(look_at(encoder, [open_picture(scene) for scene in scenes]))
    for count in (1, 2, 4):
        right: dict[bool, list[bool]] = {True: [], False: []}
        for number, (pair, views) in enumerate(zip(pairs, seen, strict=True)):
            lesson, others = (
                Lesson(("x",), views, no_pictures(encoder)),
                other_pictures(encoder, views.own).vectors,
            )
            anchors = {"x": anchors_of(encoder, lesson, others, words)}
            vectors = learn(encoder, [lesson], anchors, others, StartSettings(vectors=count)).vectors["x"]
            request = Request(
                "a zqx",
                seed=1000 * number,
                count=options.draws,
                width=64,
                height=64,
                steps=12,
                embeddings=(Embedding("zqx", {"": vectors}),),
            )
            pictures_made = [np.asarray(made.image) for made in host.txt2img(request, silent)]
            verdict = judge.verdict(np.stack(pictures_made))
            names = {name: np.array(ATTRIBUTES[name].words)[verdict[name]] for name in ("colour", "shape")}
            right[pair in HELD_OUT_COLOURS] += (
                (names["colour"] == pair[0]) & (names["shape"] == pair[1])
            ).tolist()
        every = right[True] + right[False]
        rate = Rate(sum(every), len(every))
        parts = "; ".join(
            f"{name} {Rate(sum(right[kind]), len(right[kind]))}"
            for kind, name in ((True, "pairs never seen in training"), (False, "others"))
            if right[kind]
        )
        yield Figure(
            f"a pair without a name, from {SHOWN} scenes, {count} vectors: drawn right by the miniature",
            f"{rate}; {parts}",
            "80 %" if count == StartSettings().vectors else "(80 %)",
            rate.share >= 0.8 if count == StartSettings().vectors else None,
        )


def times(options: argparse.Namespace) -> Iterator[Figure]:
    """Time a start from pictures that were never looked at, without loading the encoder."""
    if options.data:
        photos = Photos(options.data)
        cat = crops(photos.photo("chelsea.png"), SHOWN, 1)
        seconds = _seconds(photos.encoder, cat, photos.others, photos.words)
        yield Figure("time of a start, photo-encoder", f"{seconds:.1f} s", "5 s", seconds <= 5)
    else:
        yield Figure("time of a start, photo-encoder", LEFT_OUT)
    if options.large:
        with tempfile.TemporaryDirectory() as folder:
            encoder = load_encoder(f"hf:{_save_large(Path(folder))}", device="cpu")
            rng = np.random.default_rng(0)
            noise = [
                Image.fromarray(rng.integers(0, 255, (300, 300, 3), dtype=np.uint8)) for _ in range(SHOWN)
            ]
            others = rng.normal(size=(256, encoder.dimension)).astype(np.float32)
            others /= np.linalg.norm(others, axis=1, keepdims=True)
            lists = sorted(bundled_lists_dir().glob("*.txt"))
            words = [
                word
                for file in lists
                for word in KeywordList.parse(file.read_text(encoding="utf-8")).keywords
            ]
            seconds = _seconds(encoder, noise, others, words)
        name = "time of a start, ViT-L/14's shape with random weights, CPU"
        yield Figure(name, f"{seconds:.0f} s", "90 s", seconds <= 90)


def _seconds(
    encoder: Encoder, pictures: Sequence[Image.Image], others: Vectors, words: Sequence[str]
) -> float:
    clock: Callable[[], float] = time.perf_counter
    if os.environ.get("BENCHMARK_CLOCK") == "processor":
        clock = time.process_time
    before = clock()
    views = look_at(encoder, [open_picture(picture) for picture in pictures])
    lesson = Lesson(("x",), views, no_pictures(encoder))
    learn(encoder, [lesson], {"x": anchors_of(encoder, lesson, others, words)}, others, StartSettings())
    return clock() - before


def _save_large(folder: Path) -> Path:
    """Save a CLIP of ViT-L/14's shape with random weights."""
    from benchmarks.models import save_large_clip

    return save_large_clip(folder)


PARTS_OF_TABLE: dict[str, Callable[[argparse.Namespace], Iterator[Figure]]] = {
    "files": files,
    "forward": own_forward,
    "cat": of_a_cat,
    "parts": of_parts,
    "drawn": drawn,
    "times": times,
}


def _options(arguments: Sequence[str] | None) -> Any:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, help="the folder of photos and of the encoder that knows them")
    parser.add_argument("--pairs", type=int, default=36, help="pairs of a colour and a shape to draw")
    parser.add_argument("--draws", type=int, default=4, help="pictures of each pair")
    parser.add_argument("--seeds", type=int, default=5, help="seeds of the cat")
    parser.add_argument(
        "--large", action=argparse.BooleanOptionalAction, default=True, help="time ViT-L/14's shape"
    )
    parser.add_argument("--parts", nargs="+", choices=PARTS_OF_TABLE, default=list(PARTS_OF_TABLE))
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
