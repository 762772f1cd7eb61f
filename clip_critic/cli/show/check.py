"""The check of encoders in the terminal: a block to paste into an issue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.text import Text

from clip_critic.cli.show.terminal import clean
from clip_critic.encoders.known_answers import Check, CheckResult, Comparison
from clip_critic.encoders.versions import library_versions, machine

FENCE = "```"
STYLES = {CheckResult.EQUAL: "green", CheckResult.DIFFERENT: "red", CheckResult.FAILED: "red"}


def check_view(checks: Iterable[Check]) -> Iterator[Text]:
    """Yield the lines to print."""
    yield Text(FENCE, "dim")
    yield Text(", ".join(f"{name} {version}" for name, version in library_versions().items()))
    yield Text(machine())
    for check in checks:
        yield Text.assemble(
            (clean(check.spec), "bold"), ": ", (clean(_verdict(check)), STYLES.get(check.verdict, ""))
        )
        yield from (Text(f"    {clean(line)}") for line in _details(check))
    yield Text(FENCE, "dim")


def check_records(checks: Iterable[Check]) -> Iterator[dict[str, Any]]:
    """Yield each check as a JSON object."""
    versions, where = library_versions(), machine()
    for check in checks:
        yield {
            "encoder": check.spec,
            "verdict": check.verdict.value,
            "difference": check.comparison.difference if check.comparison else None,
            "answers": list(_answers(check.comparison)) if check.comparison else [],
            "source": check.comparison.known.source if check.comparison else None,
            "seconds_per_picture": check.speed.picture if check.speed else None,
            "seconds_per_100_words": check.speed.words if check.speed else None,
            "identity": check.identity,
            "runs_on": check.runs_on,
            "problem": check.problem,
            "machine": where,
            "versions": versions,
        }


def _verdict(check: Check) -> str:
    if check.verdict is CheckResult.DIFFERENT and check.comparison:
        return f"different by {check.comparison.difference:.4f}"
    if check.verdict is CheckResult.UNKNOWN:
        return "no published answer is known for it"
    return check.problem or check.verdict.value


def _details(check: Check) -> Iterator[str]:
    if check.comparison is not None:
        for answer in _answers(check.comparison):
            yield f"{answer['value']:.4f} (published: {answer['published']:.4f})  {answer['text']}"
        yield f"published in {check.comparison.known.source}"
    if check.verdict is CheckResult.DIFFERENT:
        yield _advice(check)
    if check.speed is not None:
        times = f"a picture in {check.speed.picture:.3f} s, 100 words in {check.speed.words:.3f} s"
        yield f"{check.runs_on}: {times}" if check.runs_on else times
        yield check.identity


def _advice(check: Check) -> str:
    if "16" in check.runs_on:
        return "Half precision differs a little: --device cpu computes in full precision."
    return "Is the picture COCO's own, unchanged, and is the model the one that its name says?"


def _answers(comparison: Comparison) -> Iterator[dict[str, Any]]:
    known = comparison.known
    for text, ours, published in zip(known.texts, comparison.values, known.values, strict=True):
        yield {"text": text, "value": ours, "published": published}
