"""The worth of steering: pictures of the miniature, steered and not, with the same seeds and prompts.

Scenes get two to four changes at once. img2img gets the whole new prompt; steered, CLIP also pushes each
picture while it is drawn. A judge other than CLIP says what the pictures show. Only pairs count whose two
ends the judge reads right after the autoencoder. A stopped run goes on where it was; the table of each level
is printed when it is done.

    python -m benchmarks.steering --pairs 100
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image

from benchmarks.loop_effect import Rate
from benchmarks.loop_pairs import JUDGE, Pair, require_judge, several_changes, through_autoencoder
from clip_critic.critic import Critic, Folders
from clip_critic.hosts.base import Request
from clip_critic.hosts.diffusers.checkpoints import MINIATURE, Checkpoint
from clip_critic.hosts.diffusers.host import DiffusersHost
from clip_critic.hosts.diffusers.loading import Placement, load_painter
from clip_critic.keywords.targets import parse_targets
from clip_critic.pictures.opening import open_picture
from clip_critic.progress import silent
from clip_critic.sessions.feedback.objective import score
from clip_critic.sessions.feedback.ranker import SessionRanker
from clip_critic.sessions.feedback.sessions import words_of
from clip_critic.sessions.feedback.settings import LoopSettings
from clip_critic.sessions.feedback.targets import hold
from clip_critic.settings import Settings
from clip_critic.storage.assets import bundled_lists_dir
from tools.miniature.judge import UNKNOWN, answers
from tools.miniature.scenes import Scene

LEVELS = (2, 3, 4)
SIDE = 64
SURE = 0.5
"""The share from which CLIP says that a word is there."""
RESAMPLED = 10_000


@dataclass(frozen=True)
class Goal:
    """A pair of scenes that differ in several attributes.

    Attributes:
        number: the number of the pair, from which its seeds follow.
        kinds: what differs.
        start, end: the scenes.
    """

    number: int
    kinds: tuple[str, ...]
    start: Scene
    end: Scene

    @property
    def pairs(self) -> list[Pair]:
        """The same as pairs of one change each, which know their words."""
        return [Pair(self.number, (kind,), self.start, self.end) for kind in self.kinds]

    @property
    def want(self) -> str:
        return ", ".join(pair.want for pair in self.pairs)

    @property
    def prompt(self) -> str:
        """The whole new prompt."""
        return replace(self.pairs[0], start=self.end).prompt


@dataclass(frozen=True)
class Outcome:
    """The judge's and CLIP's view of one picture.

    Attributes:
        right: whether the judge sees every attribute of the end that can be seen.
        changed: whether it sees all that was to change.
        rest: whether it sees all that was to stay.
        sure: whether CLIP sees every wanted and held word.
    """

    right: bool
    changed: bool
    rest: bool
    sure: bool


def make_goals(count: int, level: int, seed: int, can_show: Callable[[Scene], bool]) -> list[Goal]:
    """Return pairs with so many changes; they do not depend on the count."""
    rngs = (np.random.default_rng((seed, level, number)) for number in range(count))
    return [Goal(number, *several_changes(level, rng, can_show)) for number, rng in enumerate(rngs)]


class Trial:
    """The host, CLIP and the judge.

    Args:
        critic: the critic with the miniature.
        judge: the judge.
        settings: the settings of the pictures; `LoopSettings.steer` is that of steered ones.
        folder: the folder of models.
    """

    def __init__(self, critic: Critic, judge: Any, settings: LoopSettings, folder: Path) -> None:
        self.host = DiffusersHost(device="cpu")
        self._critic, self._judge, self._settings, self._folder = critic, judge, settings, folder
        self.seconds = {"plain": 0.0, "steered": 0.0}

    def run(self, goal: Goal) -> dict[str, list[Outcome]]:
        """Return what is seen of a goal's pictures, plain and steered."""
        settings = replace(self._settings, want=goal.want, prompt=goal.prompt)
        ranker = SessionRanker(words_of(settings), lambda progress: self._critic.encoder(None, progress))
        start = goal.pairs[0].picture
        (ranking,) = ranker.see([open_picture(start)])
        targets = hold(parse_targets(goal.want, ""), ranking, settings.hold)
        request = Request(
            goal.prompt,
            seed=1000 * goal.number,
            count=settings.candidates,
            width=SIDE,
            height=SIDE,
            steps=settings.sampling_steps,
            strength=settings.strength,
        )
        found = {}
        for name in self.seconds:
            before = time.process_time()
            guide = ranker.guide(settings, targets, self._folder) if name == "steered" else None
            drawn = self.host.img2img(replace(request, guide=guide), start, silent)
            self.seconds[name] += time.process_time() - before
            pictures = [picture.image for picture in drawn]
            rankings = ranker.see([open_picture(picture) for picture in pictures])
            sure = [
                all(part.value >= SURE for part in score(ranking, targets, "joint").parts)
                for ranking in rankings
            ]
            found[name] = self._outcomes(goal, pictures, sure)
        return found

    def _outcomes(self, goal: Goal, pictures: Sequence[Image.Image], sure: Sequence[bool]) -> list[Outcome]:
        seen = self._judge.verdict(np.stack([np.asarray(picture) for picture in pictures]))
        wanted = answers([goal.end])
        outcomes = []
        for index, is_sure in enumerate(sure):
            lost = {name for name in seen if wanted[name][0] not in (UNKNOWN, seen[name][index])}
            outcomes.append(
                Outcome(not lost, not lost & set(goal.kinds), not lost - set(goal.kinds), bool(is_sure))
            )
        return outcomes


def share(outcomes: Sequence[Outcome], what: Callable[[Outcome], bool]) -> float:
    return sum(map(what, outcomes)) / len(outcomes)


def paired_interval(differences: Sequence[float], seed: int = 0) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of the mean difference, resampled over the pairs."""
    values = np.asarray(differences)
    rng = np.random.default_rng(seed)
    means = values[rng.integers(0, len(values), (RESAMPLED, len(values)))].mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(low), float(high)


QUESTIONS: Mapping[str, Callable[[Outcome], bool]] = {
    "all right": lambda outcome: outcome.right,
    "changes there": lambda outcome: outcome.changed,
    "rest stayed": lambda outcome: outcome.rest,
    "CLIP yes, judge no": lambda outcome: outcome.sure and not outcome.right,
}


HEAD = "| changes | pairs | what | plain | steered | difference, paired |\n|---|---|---|---|---|---|"


Pairs = Sequence[Mapping[str, Sequence[Outcome]]]
"""What is seen of every pair's pictures, plain and steered."""


def show(levels: Iterable[tuple[int, Pairs]]) -> None:
    """Print the table in Markdown: each level as soon as it is there, then all of them."""
    print(HEAD)
    every: list[Mapping[str, Sequence[Outcome]]] = []
    for level, pairs in levels:
        show_rows(str(level), pairs)
        every += pairs
    show_rows("all", every)


def show_rows(name: str, pairs: Pairs) -> None:
    """Print the table's rows of a level."""
    if pairs:
        for question, what in QUESTIONS.items():
            rates, differences = [], []
            for kind in ("plain", "steered"):
                flat = [outcome for pair in pairs for outcome in pair[kind]]
                rates.append(str(Rate(sum(map(what, flat)), len(flat))))
            for pair in pairs:
                differences.append(100 * (share(pair["steered"], what) - share(pair["plain"], what)))
            low, high = paired_interval(differences)
            mean = f"{np.mean(differences):+.1f} points ({low:+.1f} to {high:+.1f})"
            row = f"| {name} | {len(pairs)} | {question} | {rates[0]} | {rates[1]} | {mean} |"
            print(row, flush=True)


def chunks(trial: Trial, goals: Sequence[Goal], file: Path, level: int) -> Iterator[dict[str, list[Outcome]]]:
    """Run what is missing in the file, and yield every goal's outcomes."""
    known: dict[str, Any] = {}
    if file.is_file():
        for line in file.read_text(encoding="utf-8").splitlines():
            known.update(json.loads(line))
    for goal in goals:
        key = f"{level} {goal.number}"
        if key not in known:
            outcomes = trial.run(goal)
            known[key] = {name: [asdict(outcome) for outcome in some] for name, some in outcomes.items()}
            with file.open("a", encoding="utf-8") as opened:
                opened.write(json.dumps({key: known[key]}) + "\n")
            print(f"{level} changes: {goal.number + 1} of {len(goals)}", file=sys.stderr)
        yield {name: [Outcome(**record) for record in some] for name, some in known[key].items()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is missing, and print the table."""
    options = _options(arguments)
    require_judge(options.judge)
    warnings.simplefilter("ignore")
    torch.set_num_threads(options.threads)
    from tools.miniature.judge import load

    judge = load(options.judge)
    words = (bundled_lists_dir() / "Shapes and styles.txt").read_text(encoding="utf-8")
    settings = LoopSettings.read(
        {
            "keywords": words,
            "encoder": "miniature",
            "steer": options.strength,
            "steer_until": options.until,
            "steer_cutouts": options.cutouts,
            "steer_decoder": options.decoder,
            "candidates": options.pictures,
            "sampling_steps": options.steps,
        }
    )
    options.out.mkdir(parents=True, exist_ok=True)
    can_show = through_autoencoder(load_painter(Checkpoint(MINIATURE), Placement("cpu")), judge)
    with tempfile.TemporaryDirectory() as folder:
        places = Folders(bundled_lists_dir(), Path(folder), Path(folder) / "vectors", Path(folder))
        critic = Critic(places, lambda: Settings.read({"encoder": "miniature", "device": "cpu"}))
        trial = Trial(critic, judge, settings, Path(folder))
        file = options.out / f"{_name(options)}.jsonl"

        def run(level: int) -> Pairs:
            return list(chunks(trial, make_goals(options.pairs, level, options.seed, can_show), file, level))

        show((level, run(level)) for level in options.levels)
    if trial.seconds["plain"]:
        ratio = trial.seconds["steered"] / trial.seconds["plain"]
        print(f"\nA steered picture takes {ratio:.2f} times the processor time of a plain one.")
    return 0


def _name(options: argparse.Namespace) -> str:
    """Return the name of the file that belongs to these options, but not to so many pairs."""
    parts = (options.seed, f"{options.strength:g}", options.decoder, options.pictures, options.steps)
    name = "-".join(["steering", *(str(part) for part in parts)])
    looks = f"-{options.cutouts}-{options.until}"
    return name if looks == "-0-0.8" else name + looks


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.steering", description=__doc__)
    parser.add_argument("--judge", type=Path, default=JUDGE, help="folder of a trained judge")
    parser.add_argument("--out", type=Path, default=Path("build/benchmarks"))
    parser.add_argument("--pairs", type=int, default=100, help="of each number of changes")
    parser.add_argument("--pictures", type=int, default=4, help="of each pair, plain and steered")
    parser.add_argument("--steps", type=int, default=20, help="of the sampler")
    parser.add_argument("--levels", type=int, nargs="+", default=LEVELS, help="numbers of changes")
    parser.add_argument("--strength", type=float, default=0.5)
    parser.add_argument("--until", type=float, default=0.8, help="the share of the steps that are steered")
    parser.add_argument("--cutouts", type=int, default=0)
    parser.add_argument("--decoder", choices=("small", "full"), default="small")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
