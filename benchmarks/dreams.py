"""What dreams reach and cost, with the miniature, made as a user makes them: session, frames and all.

    python -m benchmarks.dreams --part targets deepdream time memory peer

- targets: whether CLIP and a judge that is not CLIP find what was asked for, in the dream, without cutouts,
  and after waking up;
- deepdream: how far a unit of a picture rises, and how much of the picture is left;
- time: a step beside the bare pass of decoder and encoder and back;
- memory: the resident memory over 2,000 steps;
- peer: Big Sleep and VQGAN+CLIP with the same models and the same processor time.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any, cast

import numpy as np
import torch
from PIL import Image

from benchmarks.dream_peers import Peer, climb, peers
from benchmarks.loop_effect import Rate
from benchmarks.loop_pairs import JUDGE, LISTED_GROUNDS, require_judge
from benchmarks.loop_soak import grown, resident
from benchmarks.models import save_transformers_clip
from clip_critic.critic import Critic, Folders
from clip_critic.encoders.base import Encoder
from clip_critic.encoders.gradients import DifferentiableEncoder, PictureTower, as_tensor
from clip_critic.encoders.unit_activity import Unit, UnitActivity, parse_unit
from clip_critic.encoders.units import units_of
from clip_critic.guides.base import LatentSpace
from clip_critic.hosts.base import Host
from clip_critic.hosts.diffusers.host import DiffusersHost
from clip_critic.pictures.opening import open_picture
from clip_critic.progress import Progress, silent
from clip_critic.sessions.dreams.ascent import Ascent, State, VectorAim
from clip_critic.sessions.dreams.dreaming import Dreaming, dreaming
from clip_critic.sessions.dreams.dreams import Dreams
from clip_critic.sessions.dreams.looks import Looks
from clip_critic.sessions.dreams.making import DreamRun
from clip_critic.sessions.dreams.presets import preset
from clip_critic.sessions.dreams.session import Dream
from clip_critic.sessions.dreams.settings import DreamSettings
from clip_critic.sessions.dreams.store import DreamStore
from clip_critic.settings import Settings
from clip_critic.storage.assets import bundled_lists_dir
from tools.miniature.scenes import draw, sample_scene, shrink
from tools.miniature.words import COLOURS, SHAPES
from tools.miniature.zero_shot import ATTRIBUTES

PARTS = ("targets", "deepdream", "time", "memory", "peer")
GROUPS: Mapping[str, tuple[str, ...]] = {
    "colour": tuple(COLOURS),
    "shape": SHAPES,
    "ground": tuple(f"{ground} background" for ground in LISTED_GROUNDS),
}
WITHOUT_CUTOUTS = Looks(1, 1, 0, 0, 0)
WAKE_UP = 0.4
NOT_DREAMT = "woken up from the first step"
"""What the prompt does alone."""
SIDE = 64
FOUND, WOKEN = 0.80, 0.85
"""The shares of the targets that CLIP is to find, and whose colour the judge is to find after waking up."""
RISE, ALIKE = 3.0, 0.4
"""How far a unit is to rise, and the SSIM to the start."""
SMALLEST_START = 0.05
"""Neurons below this in the start picture are not counted: their ratio would mean nothing."""
DEEPDREAM = "Deep picture"
"""The preset of DeepDream."""
OURS = "CLIP Critic"
SLOWEST, LEAST_SPEED, MOST_GROWTH = 1.25, 1.0, 3.0
REAL_SIDE = 256
SCALE = 0.18215
"""The factor of Stable Diffusion 1's latents."""


# Dreams as the product makes them


class Lender:
    """A host of Stable Diffusion 1's latents, which is there for its small decoder."""

    def latent_space(self) -> LatentSpace:
        return LatentSpace(SCALE, torch.zeros(512, 4, 3, 3), lambda latents: latents)


@contextmanager
def workspace(encoder: str = "miniature", host: Host | None = None) -> Iterator[Dreams]:
    """Yield an object that makes dreams in a temporary folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own, cache = folder / "lists", folder / "cache" / "vectors"
        places = Folders(bundled_lists_dir(), own, cache, folder / "models")
        critic = Critic(places, lambda: Settings.read({"encoder": encoder, "device": "cpu"}))
        used = host or DiffusersHost(device="cpu")
        yield Dreams(critic, lambda: used, DreamStore(folder / "dreams"))


def dreamt(
    dreams: Dreams,
    settings: DreamSettings,
    start: Image.Image | None = None,
    looks: Looks | None = None,
    after_frame: Callable[[], None] = lambda: None,
) -> Dream:
    """Return a whole dream.

    Args:
        dreams: the object that makes them.
        settings: its settings.
        start: the picture to start from.
        looks: other looks than those of the settings.
        after_frame: called after each frame.
    """

    def prepare(dream: Dream, progress: Progress) -> Dreaming:
        found = dreaming(dream, dreams.critic, dreams.host, progress)
        if looks is None:
            return found
        changed = (
            replace(variant, ascent=replace(variant.ascent, looks=looks)) for variant in found.variants
        )
        return replace(found, variants=tuple(changed))

    dream = dreams.create(settings, None if start is None else open_picture(start))
    with dreams.store.open_for_writing(dream.id) as writer:
        run = DreamRun(writer, dreams.host, prepare)
        for _ in run.run(silent):
            after_frame()
        return run.session


def last_of(dream: Dream) -> Image.Image:
    """Return the last frame of the ascent."""
    return dream.picture(dream.dreamt[-1]).image.convert("RGB")


def awake_of(dream: Dream) -> Image.Image:
    """Return the last frame as it was redrawn."""
    assert dream.awake is not None
    return dream.picture(dream.awake).image.convert("RGB")


def verdict(text: str, is_met: bool) -> bool:
    """Print a target with whether it is met, and return that."""
    print(f"{text}: {'met' if is_met else 'MISSED'}", flush=True)
    return is_met


# Targets


@dataclass(frozen=True)
class Asked:
    """What one dream is asked for."""

    number: int
    colour: str
    shape: str
    ground: str

    @property
    def want(self) -> str:
        return f"a large {self.colour} {self.shape} on a {self.ground} background"

    @property
    def words(self) -> dict[str, str]:
        return {"colour": self.colour, "shape": self.shape, "ground": f"{self.ground} background"}


def targets(count: int, seed: int) -> list[Asked]:
    """Return random targets that do not depend on the count."""
    rng = np.random.default_rng(seed)
    found = []
    for number in range(count):
        colour, shape = (str(rng.choice(GROUPS[kind])) for kind in ("colour", "shape"))
        others = [ground for ground in LISTED_GROUNDS if ground != colour]
        found.append(Asked(number, colour, shape, str(rng.choice(others))))
    return found


class Eyes:
    """CLIP and the judge, who say which of the words that were asked for they find."""

    def __init__(self, encoder: Encoder, judge: Any) -> None:
        self._encoder, self._judge = encoder, judge
        self._texts = {kind: encoder.encode_texts(list(words)) for kind, words in GROUPS.items()}

    def clip(self, picture: Image.Image, asked: Asked) -> dict[str, bool]:
        (seen,) = self._encoder.encode_images([picture])
        return {
            kind: GROUPS[kind][int((texts @ seen).argmax())] == asked.words[kind]
            for kind, texts in self._texts.items()
        }

    def judge(self, picture: Image.Image, asked: Asked) -> dict[str, bool]:
        found = self._judge.verdict(np.asarray(picture)[None])
        return {kind: ATTRIBUTES[kind].words[found[kind][0]] == word for kind, word in asked.words.items()}

    def similarity(self, picture: Image.Image, asked: Asked) -> float:
        (seen,) = self._encoder.encode_images([picture])
        return float(self._encoder.encode_texts([asked.want])[0] @ seen)


Answers = Sequence[Mapping[str, bool]]


def rates(answers: Answers) -> dict[str, Rate]:
    """Return how often each word is found, and all three at once."""
    found = {kind: Rate(sum(one[kind] for one in answers), len(answers)) for kind in GROUPS}
    return {**found, "all": Rate(sum(all(one.values()) for one in answers), len(answers))}


def row(name: str, answers: Answers) -> str:
    return f"| {name} | " + " | ".join(str(rate).strip() for rate in rates(answers).values()) + " |"


@contextmanager
def eyes(dreams: Dreams, judge: Any) -> Iterator[Eyes]:
    with dreams.critic.encoder(None, silent) as encoder:
        yield Eyes(encoder, judge)


def measure_targets(options: argparse.Namespace, judge: Any) -> bool:
    """Dream of targets with and without cutouts, wake up, and ask CLIP and the judge."""
    pictures: dict[str, list[Image.Image]] = {"dream": [], "woken up": [], NOT_DREAMT: [], "no cutouts": []}
    chosen = targets(options.targets, options.seed)
    taken: list[float] = []
    with workspace() as dreams:
        for asked in chosen:
            settings = DreamSettings(asked.want, seed=asked.number, **length(options))
            before = time.process_time()
            dream = dreamt(dreams, replace(settings, wake_up=WAKE_UP))
            taken.append(time.process_time() - before)
            pictures["dream"].append(last_of(dream))
            pictures["woken up"].append(awake_of(dream))
            undreamt = replace(settings, frames=1, steps=1, wake_up=WAKE_UP)
            pictures[NOT_DREAMT].append(awake_of(dreamt(dreams, undreamt)))
            if asked.number < options.fooled:
                pictures["no cutouts"].append(last_of(dreamt(dreams, settings, looks=WITHOUT_CUTOUTS)))
            show_progress("target", asked.number, len(chosen))
        with eyes(dreams, judge) as seeing:
            found = {
                f"{name}: {who}": [ask(one, asked) for one, asked in zip(made, chosen, strict=False)]
                for name, made in pictures.items()
                for who, ask in (("CLIP", seeing.clip), ("judge", seeing.judge))
            }
    if options.out is not None:
        for name, made in pictures.items():
            save_sheet(made, options.out / f"{name}.png")
    few = len(pictures["no cutouts"])
    print(f"\n{len(chosen)} targets, {few} of them without cutouts too;", end=" ")
    print(f"{median(taken):.1f} s of the processor each with waking up\n")
    print("| | colour | shape | ground | all three |\n|---|---|---|---|---|")
    for name, answers in found.items():
        print(row(name, answers))
    print()
    clip, woken = rates(found["dream: CLIP"]), rates(found["woken up: judge"])["colour"].share
    sees = all(clip[kind].share >= FOUND for kind in GROUPS)
    worst = min(clip[kind].share for kind in GROUPS)
    is_met = verdict(f"CLIP's best word is the one asked for, {worst:.0%} (at least {FOUND:.0%})", sees)
    text = f"the judge finds the colour after waking up, {woken:.0%} (at least {WOKEN:.0%})"
    return verdict(text, woken >= WOKEN) and is_met


def length(options: argparse.Namespace) -> dict[str, Any]:
    """Return the settings of a dream's length, if another one is asked for."""
    return {} if options.frames is None else {"frames": options.frames, "steps": options.steps}


def save_sheet(pictures: Sequence[Image.Image], file: Path) -> None:
    """Save pictures side by side, ten in a row, twice as large."""
    sheet = Image.new("RGB", (10 * SIDE, -(-len(pictures) // 10) * SIDE))
    for place, picture in enumerate(pictures):
        sheet.paste(picture, (place % 10 * SIDE, place // 10 * SIDE))
    file.parent.mkdir(parents=True, exist_ok=True)
    sheet.resize((2 * sheet.width, 2 * sheet.height)).save(file)


def show_progress(what: str, number: int, of: int) -> None:
    print(f"{what} {number + 1} of {of}", file=sys.stderr, flush=True)


# DeepDream


@dataclass(frozen=True)
class Amplified:
    """What became of a unit and its picture.

    Attributes:
        unit: the unit.
        before, after: how active it is, as *Seeing* measures it (a layer: the RMS of its neurons).
        own_before, own_after: the same as the dream measures it.
        alike: the SSIM of both pictures.
    """

    unit: Unit
    before: float
    after: float
    own_before: float
    own_after: float
    alike: float

    @property
    def rise(self) -> float:
        return self.after / self.before

    @property
    def own_rise(self) -> float:
        return self.own_after / self.own_before


def choose_units(count: int, seed: int, layers: int = 6, heads: int = 5, neurons: int = 640) -> list[Unit]:
    """Return units of the last three layers: of ten, five are neurons, four heads, and one is a layer."""
    rng = np.random.default_rng(seed)
    found = []
    for number in range(count):
        layer = int(rng.integers(layers - 3, layers))
        kind = "layer" if number % 10 == 9 else "neuron" if number % 2 == 0 else "head"
        if kind == "neuron":
            found.append(parse_unit(f"neuron {layer}.{rng.integers(neurons)}"))
        elif kind == "head":
            found.append(parse_unit(f"head {layer}.{rng.integers(heads)}"))
        else:
            found.append(parse_unit(f"layer {layers - 1 - number // 10 % 3}"))
    return found


def start_scene(number: int, seed: int) -> Image.Image:
    """Return a plain drawing with one thing."""
    rng = np.random.default_rng((seed, number))
    return Image.fromarray(shrink(draw(sample_scene(rng, count=1, style="plain"), 2 * SIDE)))


def active(encoder: Encoder, unit: Unit, picture: Image.Image) -> float:
    """Return how active a unit is: at its strongest place (neuron), what it adds (head), its RMS (layer)."""
    if unit.kind == "layer":
        return own_activity(encoder, unit, picture)
    found = units_of(encoder, [picture], 99)
    layer = unit.layer - found.first_layer
    if unit.kind == "neuron":
        return float(found.neurons[0, layer, unit.index])
    return float(np.linalg.norm(found.heads[0, layer, unit.index]))


def own_activity(encoder: Encoder, unit: Unit, picture: Image.Image) -> float:
    with torch.no_grad():
        return float(UnitActivity(encoder, unit)(as_tensor(picture))[0])


def amplify(dreams: Dreams, unit: Unit, start: Image.Image, settings: DreamSettings) -> Amplified:
    """Let a unit rise in a picture."""
    from skimage.metrics import structural_similarity

    end = last_of(dreamt(dreams, replace(settings, unit=str(unit), seed=0), start))
    alike = structural_similarity(np.asarray(start), np.asarray(end), channel_axis=2)
    with dreams.critic.encoder(None, silent) as encoder:
        seen, own = ([ask(encoder, unit, one) for one in (start, end)] for ask in (active, own_activity))
        return Amplified(unit, seen[0], seen[1], own[0], own[1], float(alike))


def counted(found: Sequence[Amplified]) -> list[Amplified]:
    """Return those whose start is large enough for a ratio: lengths are always, silent neurons are not."""
    return [one for one in found if one.unit.kind != "neuron" or one.before >= SMALLEST_START]


def measure_deepdream(options: argparse.Namespace, judge: Any) -> bool:
    """Let units rise in drawings."""
    units = choose_units(options.units, options.seed)
    asked = {"generator": options.generator, "rate": options.rate, "smooth": options.smooth}
    chosen = {name: value for name, value in asked.items() if value is not None}
    settings = DreamSettings.read({**preset(DEEPDREAM).settings, **chosen, **length(options)})
    found = []
    with workspace() as dreams:
        for number, unit in enumerate(units):
            found.append(amplify(dreams, unit, start_scene(number, options.seed), settings))
            show_progress("unit", number, len(units))
    print(f"\n{settings.generator}, speed {settings.rate:g}, {settings.frames} x {settings.steps} steps:\n")
    print("| unit | counted | rise, median (quartiles) | by the dream's own measure", end=" ")
    print(f"| SSIM, median (least) | {RISE:g} times, SSIM over {ALIKE:g} |\n|---|---|---|---|---|---|")
    met = []
    for kind in ("neuron", "head", "layer"):
        some = [one for one in found if one.unit.kind == kind]
        if kept := counted(some):
            print(amplified_row(kind, kept, len(some)))
            rise, alike = median(one.rise for one in kept), median(one.alike for one in kept)
            met.append((f"a {kind} rises {rise:.2f} times (at least {RISE:g})", rise >= RISE))
            met.append((f"a {kind}'s picture has an SSIM of {alike:.2f} (over {ALIKE:g})", alike > ALIKE))
    print()
    silent_ones = [one for one in found if one not in counted(found)]
    woken = sum(one.after >= SMALLEST_START for one in silent_ones)
    print(f"of {len(silent_ones)} silent neurons, {woken} are active in the end")
    for text, is_met in met:
        verdict(text, is_met)
    return all(is_met for _, is_met in met)


def amplified_row(kind: str, found: Sequence[Amplified], of: int) -> str:
    low, middle, high = np.quantile([one.rise for one in found], (0.25, 0.5, 0.75))
    own = [one.own_rise for one in found if one.own_before >= SMALLEST_START]
    alike = [one.alike for one in found]
    both = Rate(sum(one.rise >= RISE and one.alike > ALIKE for one in found), len(found))
    rise = f"{middle:.2f} ({low:.2f} to {high:.2f}) | {median(own) if own else np.nan:.2f}"
    seen = f"{median(alike):.2f} ({min(alike):.2f}) | {str(both).strip()}"
    return f"| {kind} | {len(found)} of {of} | {rise} | {seen} |"


# Time and memory


@dataclass(frozen=True)
class Lap:
    """A step's seconds, on the processor and by the clock."""

    processor: float
    clock: float


def lap(action: Callable[[], object]) -> Lap:
    processor, clock = time.process_time(), time.perf_counter()
    action()
    return Lap(time.process_time() - processor, time.perf_counter() - clock)


def bare_step(
    numbers: torch.Tensor, draw_it: Callable[[torch.Tensor], torch.Tensor], encoder: Encoder, count: int
) -> Callable[[], None]:
    """Return the pass through decoder and encoder and back, for as many pictures as there are cutouts."""
    features, _ = cast(DifferentiableEncoder, encoder).copy_picture_tower()
    side = PictureTower(encoder).side

    def step() -> None:
        latents = numbers.clone().requires_grad_()
        picture = draw_it(latents)
        top, left = ((size - side) // 2 for size in picture.shape[-2:])
        part = picture[..., top : top + side, left : left + side]
        torch.autograd.grad(features(part.expand(count, -1, -1, -1)).sum(), latents)

    return step


def race(dreams: Dreams, settings: DreamSettings, steps: int) -> tuple[list[Lap], list[Lap]]:
    """Return the times of steps of ours and of the bare pass, taking turns."""
    dream = dreams.create(replace(settings, seed=0))
    found = dreaming(dream, dreams.critic, dreams.host, silent)
    ascent = found.variants[0].ascent
    side = settings.width or found.side
    state = State.at(found.generator.noise(side, side, torch.Generator().manual_seed(0)))
    with dreams.critic.encoder(None, silent) as encoder:
        bare = bare_step(state.numbers, found.generator.draw, encoder, settings.cutouts)
    ours: list[Lap] = []
    theirs: list[Lap] = []

    def climb() -> None:
        nonlocal state
        state = ascent.climbed(state)

    for number in range(steps + 2):
        for is_ours in (number % 2 == 0, number % 2 == 1):
            one = lap(climb if is_ours else bare)
            if number >= 2:
                (ours if is_ours else theirs).append(one)
    return ours, theirs


def measure_time(options: argparse.Namespace, judge: Any) -> bool:
    """Time steps of the miniature, and of ViT-B/32 with TAESD."""
    ratios = {}
    settings = DreamSettings("red, star")
    print("\n| | a step | the bare pass | ratio of the processor's time, median | by the clock | steps/s |")
    print("|---|---|---|---|---|---|")

    def show(name: str, ours: list[Lap], theirs: list[Lap]) -> float:
        pairs = list(zip(ours, theirs, strict=True))
        ratios[name] = median(one.processor / other.processor for one, other in pairs)
        by_clock = median(one.clock / other.clock for one, other in pairs)
        speed = 1 / median(one.clock for one in ours)
        mine, bare = (1000 * median(one.processor for one in some) for some in (ours, theirs))
        row = f"{mine:.0f} ms | {bare:.0f} ms | {ratios[name]:.2f} | {by_clock:.2f} | {speed:.2f}"
        print(f"| {name} | {row} |", flush=True)
        return speed

    with workspace() as dreams:
        show("miniature, 64 pixels", *race(dreams, settings, options.laps))
    torch.set_num_threads(2)
    with tempfile.TemporaryDirectory() as folder:
        encoder = save_transformers_clip(Path(folder) / "vit-b-32")
        with workspace(f"hf:{encoder}", cast(Host, Lender())) as dreams:
            real = replace(settings, width=options.real_side, height=options.real_side)
            name = f"ViT-B/32 and TAESD, {options.real_side} pixels, 2 threads"
            speed = show(name, *race(dreams, real, max(options.laps // 4, 1)))
    torch.set_num_threads(options.threads)
    print()
    worst = max(ratios.values())
    is_met = verdict(f"a step takes {worst:.2f} times the bare pass (at most {SLOWEST})", worst <= SLOWEST)
    text = f"{speed:.2f} steps a second with ViT-B/32 (at least {LEAST_SPEED:g})"
    return verdict(text, speed >= LEAST_SPEED) and is_met


def measure_memory(options: argparse.Namespace, judge: Any) -> bool:
    """Dream one long dream."""
    found: list[float] = []
    steps = 10
    settings = DreamSettings("a large red star", frames=max(options.memory // steps, 4), steps=steps, seed=0)
    with workspace() as dreams:
        dreamt(dreams, settings, after_frame=lambda: found.append(resident()))
    growth = grown(found)
    warm = found[len(found) // 4]
    print(f"\n{settings.total} steps: {warm:.1f} MiB after the warm-up, {found[-1]:.1f} MiB at the end")
    text = f"memory grows by {growth:+.2f} % (at most {MOST_GROWTH:g} %)"
    return verdict(text, growth <= MOST_GROWTH)


# Peers


@dataclass
class Reached:
    """What one loop reaches.

    Attributes:
        times: the processor time of each timed step, in seconds.
        similar: the similarity of each picture to what was asked for.
        clip, judge: the words that they find.
    """

    times: list[float] = field(default_factory=list)
    similar: list[float] = field(default_factory=list)
    clip: list[dict[str, bool]] = field(default_factory=list)
    judge: list[dict[str, bool]] = field(default_factory=list)

    def add(self, seeing: Eyes, picture: Image.Image, asked: Asked) -> None:
        self.similar.append(seeing.similarity(picture, asked))
        self.clip.append(seeing.clip(picture, asked))
        self.judge.append(seeing.judge(picture, asked))

    def row(self, name: str) -> str:
        judged = " | ".join(str(rate).strip() for rate in rates(self.judge).values())
        clip = str(rates(self.clip)["all"]).strip()
        return f"| {name} | {self.speed:.1f} | {self.score:.3f} | {clip} | {judged} |"

    @property
    def speed(self) -> float:
        return 1 / median(self.times)

    @property
    def score(self) -> float:
        return float(np.mean(self.similar))


def loops_of(
    ascent: Ascent, start: torch.Tensor, aim: torch.Tensor, rivals: Sequence[Peer], seed: int
) -> dict[str, Iterator[torch.Tensor]]:
    """Return the steps of our loop and of others, from the same numbers with the same models."""
    (own,) = ascent.aims
    tower, draw_it = cast(VectorAim, own).tower, ascent.generator.draw
    torch.manual_seed(seed)

    def ours() -> Iterator[torch.Tensor]:
        state = State.at(ascent.generator.capped(start))
        while True:
            state = ascent.climbed(state)
            yield state.numbers

    others = {peer.name: peer.steps(start, draw_it, tower, tower.side, aim) for peer in rivals}
    return {OURS: ours(), **others}


def measure_peers(options: argparse.Namespace, judge: Any) -> bool:
    """Give the peers the processor time that a dream takes, from the same start with the same models."""
    chosen, settings = targets(options.rivals, options.seed), DreamSettings(**length(options))
    rivals = peers(settings.cutouts)
    reached = {name: Reached() for name in (OURS, *(peer.name for peer in rivals))}
    with workspace() as dreams, eyes(dreams, judge) as seeing:
        for asked in chosen:
            dream = dreams.create(replace(settings, want=asked.want, seed=asked.number))
            found = dreaming(dream, dreams.critic, dreams.host, silent)
            draw_it, ascent = found.generator.draw, found.variants[0].ascent
            start = found.generator.noise(SIDE, SIDE, torch.Generator().manual_seed(asked.number))
            with dreams.critic.encoder(None, silent) as encoder:
                aim = torch.tensor(encoder.encode_texts([asked.want])[0])
            if asked.number == 0:
                take_turns(loops_of(ascent, start, aim, rivals, 0), reached, options.laps)
            own, *others = loops_of(ascent, start, aim, rivals, asked.number).items()
            before = time.process_time()
            numbers = next(islice(own[1], settings.total - 1, None))
            taken = time.process_time() - before
            reached[OURS].add(seeing, drawn(draw_it, numbers), asked)
            for name, steps in others:
                reached[name].add(seeing, drawn(draw_it, climb(steps, taken)), asked)
            show_progress("rivals", asked.number, len(chosen))
    print(f"\n{len(chosen)} targets, each with the same processor time:\n")
    print("| | steps/s | similarity, mean | CLIP: all | judge: colour | shape | ground | all |")
    print("|---|---|---|---|---|---|---|---|")
    for name, one in reached.items():
        print(one.row(name))
    print()
    mine = reached.pop(OURS)
    fastest = max(one.speed for one in reached.values())
    best = max(one.score for one in reached.values())
    is_met = verdict(f"{mine.speed:.1f} steps a second (at least {fastest:.1f})", mine.speed >= fastest)
    return verdict(f"similarity {mine.score:.3f} (at least {best:.3f})", mine.score >= best) and is_met


def take_turns(
    climbs: Mapping[str, Iterator[torch.Tensor]], reached: Mapping[str, Reached], laps: int
) -> None:
    """Time steps of all loops in turn, so that a busy minute affects all of them, after two to warm up."""
    for number in range(laps + 2):
        for name, steps in climbs.items():
            taken = lap(lambda steps=steps: next(steps)).processor  # type: ignore[misc]
            if number >= 2:
                reached[name].times.append(taken)


def drawn(draw_it: Callable[[torch.Tensor], torch.Tensor], numbers: torch.Tensor) -> Image.Image:
    with torch.no_grad():
        pixels = draw_it(numbers).clamp(0, 1)[0].permute(1, 2, 0).numpy()
    return Image.fromarray((255 * pixels).round().astype(np.uint8))


MEASURES: Mapping[str, Callable[[argparse.Namespace, Any], bool]] = {
    "targets": measure_targets,
    "deepdream": measure_deepdream,
    "time": measure_time,
    "memory": measure_memory,
    "peer": measure_peers,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 0 if every target is met."""
    options = _options(arguments)
    require_judge(options.judge)
    warnings.simplefilter("ignore")
    torch.set_num_threads(options.threads)
    from tools.miniature.judge import load

    judge = load(options.judge)
    met = [MEASURES[part](options, judge) for part in options.part]
    return 0 if all(met) else 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.dreams",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--part", choices=PARTS, nargs="+", default=PARTS)
    parser.add_argument("--judge", type=Path, default=JUDGE, help="folder of a trained judge")
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--targets", type=int, default=100)
    parser.add_argument("--fooled", type=int, default=40, help="the targets without cutouts, too")
    parser.add_argument("--frames", type=int, help="of each dream, instead of the usual ones")
    parser.add_argument("--steps", type=int, default=DreamSettings.steps, help="of each frame, with --frames")
    parser.add_argument("--out", type=Path, help="folder for sheets of the targets' pictures")
    parser.add_argument("--units", type=int, default=30)
    parser.add_argument("--generator", help="for deepdream, instead of the preset's")
    parser.add_argument("--rate", type=float, help="the speed for deepdream, likewise")
    parser.add_argument("--smooth", type=float, help="the smoothness for deepdream, likewise")
    parser.add_argument("--laps", type=int, default=60, help="the steps that are timed")
    parser.add_argument("--real-side", type=int, default=REAL_SIDE)
    parser.add_argument("--memory", type=int, default=2000, help="the steps of the long dream")
    parser.add_argument("--rivals", type=int, default=20, help="the targets that peers get, too")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
