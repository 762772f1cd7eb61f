"""Does the feedback loop succeed? A picture must show the requested changes and keep everything else.

The miniature redraws drawn scenes; a judge other than CLIP, which takes no part in the loop, evaluates the
results. Every method generates the same number of pictures for each pair: the WebUI's loopback, the best of
as many img2img pictures, and our loop with its policies.

    python -m benchmarks.loop_effect --changes 1

Besides the chosen picture, all pictures count: how many of each step are right, and whether the choice is
right where any picture is.

Results are stored after every few pairs, so that a stopped run can continue; another version of the loop,
the weights or the options starts again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
import time
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from scipy.stats import binomtest

from benchmarks.loop_host import Together, load_miniature
from benchmarks.loop_methods import FRAMES, METHODS, Bench
from benchmarks.loop_pairs import JUDGE, KINDS, Pair, judged, make_pairs, require_judge, through_autoencoder
from clip_critic.critic import Critic, Folders
from clip_critic.sessions.feedback.settings import LoopSettings
from clip_critic.sessions.feedback.store import SessionStore
from clip_critic.settings import Settings
from clip_critic.storage.assets import assets_dir, bundled_lists_dir, miniature_dir

CHUNK = 20
"""The number of pairs that run at once and are stored together."""
DEFAULT = ("nothing", "loopback", "best of N", "no feedback", "target", "interrogate", "whole")
OURS = ("ours, target", "ours, interrogate", "ours, whole, schedule anew, final_strength 0.1")
PEERS = ("loopback", "best of N, by similarity", "best of N, by our score")
QUESTIONS = ("changed", "rest", "both")
CODE = ("clip_critic/sessions/feedback/**/*.py", "clip_critic/prompts/*.py", "benchmarks/loop_*.py")


@dataclass(frozen=True)
class Rate:
    """A rate with Wilson's 95 % interval (Wilson 1927; Brown, Cai & DasGupta 2001)."""

    count: int
    of: int

    @property
    def share(self) -> float:
        return self.count / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        found = binomtest(self.count, self.of).proportion_ci(0.95, method="wilson")
        return float(found.low), float(found.high)

    def __str__(self) -> str:
        if not self.of:
            return "-"
        low, high = self.interval
        return f"{self.share:4.0%} ({low:.0%} to {high:.0%})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is missing, print the table and return 0 if our loop beats both baselines."""
    options = _options(arguments)
    require_judge(options.judge)
    warnings.simplefilter("ignore")
    torch.set_num_threads(options.threads)
    from tools.miniature.judge import load

    judge, painter = load(options.judge), load_miniature()
    settings = LoopSettings.read(
        {
            "keywords": (bundled_lists_dir() / "Shapes and styles.txt").read_text(encoding="utf-8"),
            "steps": options.steps,
            "candidates": options.candidates,
            "sampling_steps": options.sampling_steps,
            "encoder": "miniature",
            "target_score": 0,
            **json.loads(options.settings),
        }
    )
    options.out.mkdir(parents=True, exist_ok=True)
    kept = Kept(options.out / "results.jsonl", fingerprint(settings, options))
    print(f"choosing {options.pairs} pairs", file=sys.stderr)
    pairs = make_pairs(options.pairs, options.seed, through_autoencoder(painter, judge), options.changes)
    with tempfile.TemporaryDirectory() as folder:
        places = Folders(bundled_lists_dir(), Path(folder), Path(folder) / "vectors", Path(folder))
        critic = Critic(places, lambda: Settings.read({"encoder": "miniature", "device": "cpu"}))
        bench = Bench(
            Together(painter), critic, SessionStore(Path(folder) / "sessions"), settings, options.told
        )
        for method in options.methods:
            for start in range(0, len(pairs), CHUNK):
                part = pairs[start : start + CHUNK]
                if not kept.has(method, part):
                    kept.add(method, part, run(bench, judge, method, part))
                print(f"{method}: {start + len(part)} of {len(pairs)} pairs", file=sys.stderr)
    rows = kept.rows(options.methods, pairs)
    show(rows, pairs, bench.count)
    write_report(options.out / "report.json", rows, settings, options)
    return 0 if beats(rows) else 1


def run(bench: Bench, judge: Any, method: str, pairs: Sequence[Pair]) -> dict[str, list[dict[str, Any]]]:
    """Run a method on some pairs: for every way of choosing its picture, return a record for each pair."""
    before = time.process_time()
    found = bench.host.each(lambda pair: METHODS[method](bench, pair), pairs)
    seconds = (time.process_time() - before) / len(pairs)
    made = [
        [[verdict.both for verdict in judged(judge, [pair] * len(step), step)] for step in result.steps]
        for pair, result in zip(pairs, found, strict=True)
    ]
    records: dict[str, list[dict[str, Any]]] = {}
    for name in found[0].chosen:
        pictures = [result.chosen[name] for result in found]
        verdicts = judged(judge, pairs, pictures)
        for pair, picture, verdict, steps in zip(pairs, pictures, verdicts, made, strict=True):
            record = {
                "pair": pair.number,
                "kinds": pair.kinds,
                **asdict(verdict),
                "both": verdict.both,
                "steps": steps,
                "score": round(bench.scores(pair, [picture])[0], 4),
                "similarity": round(bench.similarities(pair, [picture])[0], 4),
                "seconds": round(seconds, 3),
            }
            records.setdefault(name, []).append(record)
    return records


class Kept:
    """Results on disk, a line for each group of pairs of a method; lines of other runs are ignored."""

    def __init__(self, file: Path, key: str) -> None:
        self._file, self._key = file, key
        lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
        self._parts: dict[tuple[str, int, int], dict[str, list[dict[str, Any]]]] = {}
        for line in lines:
            try:
                record = json.loads(line)
            except ValueError:  # the last line of a run that was stopped
                continue
            if record["key"] == key:
                self._parts[record["method"], record["first"], record["last"]] = record["rows"]

    def has(self, method: str, pairs: Sequence[Pair]) -> bool:
        return _place(method, pairs) in self._parts

    def add(self, method: str, pairs: Sequence[Pair], rows: dict[str, list[dict[str, Any]]]) -> None:
        place = _place(method, pairs)
        self._parts[place] = rows
        head = dict(zip(("method", "first", "last"), place, strict=True))
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"key": self._key, **head, "rows": rows}) + "\n")

    def rows(self, methods: Iterable[str], pairs: Sequence[Pair]) -> dict[str, list[dict[str, Any]]]:
        """Return all records by the table's rows."""
        found: dict[str, list[dict[str, Any]]] = {}
        for method in methods:
            for start in range(0, len(pairs), CHUNK):
                for name, records in self._parts[_place(method, pairs[start : start + CHUNK])].items():
                    found.setdefault(name, []).extend(records)
        return found


def fingerprint(settings: LoopSettings, options: argparse.Namespace) -> str:
    """Return a digest of everything that the results depend on: the loop's code, weights, settings."""
    top = assets_dir()
    files = [path for pattern in CODE for path in sorted(top.glob(pattern))]
    files += sorted(miniature_dir().rglob("*.safetensors")) + sorted(options.judge.glob("*.safetensors"))
    digest = hashlib.sha256(repr((settings, options.seed, options.changes, options.told)).encode())
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def by_step(records: Sequence[Mapping[str, Any]]) -> list[Rate]:
    """Return how many of all pictures of each step are right."""
    steps = zip(*(record["steps"] for record in records), strict=True)
    return [Rate(sum(map(sum, step)), sum(map(len, step))) for step in steps]


def choices(records: Sequence[Mapping[str, Any]]) -> tuple[Rate, Rate]:
    """Return where any picture is right, and where the choice is right among those."""
    able = [record for record in records if any(map(any, record["steps"]))]
    return Rate(len(able), len(records)), Rate(sum(record["both"] for record in able), len(able))


def rate(records: Sequence[Mapping[str, Any]], question: str) -> Rate:
    return Rate(sum(bool(record[question]) for record in records), len(records))


def show(rows: Mapping[str, Sequence[Mapping[str, Any]]], pairs: Sequence[Pair], pictures: int) -> None:
    """Print the tables in Markdown: the chosen pictures, all pictures, and each kind of a single change."""
    print(f"{len(pairs)} pairs, {pictures} pictures per pair and method\n")
    print("| method | change is there | rest stayed | both | our score | cosine to the prompt | CPU s |")
    print("|---|---|---|---|---|---|---|")
    for name, records in rows.items():
        means = (
            sum(record[what] for record in records) / len(records)
            for what in ("score", "similarity", "seconds")
        )
        cells = [
            *(str(rate(records, question)) for question in QUESTIONS),
            *(f"{mean:.2f}" for mean in means),
        ]
        print(f"| {name} | {' | '.join(cells)} |")
    tried = {name: records for name, records in rows.items() if records[0]["steps"]}
    if tried:
        print("\n| method | any picture right | right where any is | every picture, by step |")
        print("|---|---|---|---|")
    for name, records in tried.items():
        able, chosen = choices(records)
        print(
            f"| {name} | {able} | {chosen} | {' '.join(f'{step.share:.0%}' for step in by_step(records))} |"
        )
    if len(pairs[0].kinds) > 1:
        return
    print(f"\n| both, by what is changed | {' | '.join(KINDS)} |\n|---|{'---|' * len(KINDS)}")
    for name, records in rows.items():
        by_kind = [[record for record in records if kind in record["kinds"]] for kind in KINDS]
        print(f"| {name} | {' | '.join(str(rate(some, 'both')) if some else '-' for some in by_kind)} |")


def beats(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> bool:
    """Return whether each policy's interval of "both" is above those of both baselines."""
    met = True
    for ours in (name for name in OURS if name in rows):
        for peer in (name for name in rows if name.startswith(PEERS)):
            apart = rate(rows[ours], "both").interval[0] > rate(rows[peer], "both").interval[1]
            print(f"  {ours} above {peer}, outside the intervals: {'met' if apart else 'MISSED'}")
            met &= apart
    return met


def write_report(
    file: Path, rows: Mapping[str, Any], settings: LoopSettings, options: argparse.Namespace
) -> None:
    """Write everything as JSON: the settings and each pair's record."""
    chosen = {name: str(value) for name, value in vars(options).items()}
    settled = asdict(settings)
    report = {"options": chosen, "settings": settled, "rows": rows}
    file.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def _place(method: str, pairs: Sequence[Pair]) -> tuple[str, int, int]:
    return method, pairs[0].number, pairs[-1].number


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loop_effect", description=__doc__)
    parser.add_argument("--judge", type=Path, default=JUDGE, help="folder of a trained judge")
    parser.add_argument("--pairs", type=int, default=100)
    parser.add_argument("--changes", type=int, default=1, choices=range(1, len(KINDS) + 1), help="at once")
    parser.add_argument("--told", default="words", choices=FRAMES, help="the prompt that our sessions get")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=8)
    parser.add_argument("--candidates", type=int, default=4)
    parser.add_argument("--sampling-steps", type=int, default=20)
    parser.add_argument("--settings", default="{}", help='other settings as JSON: {"strength": 0.5}')
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=DEFAULT)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("build/loop_effect"))
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
