"""Long texts: what twice the length costs; and a list of 100,000 keywords beside `str.split`.

What grows with the square of the length takes four times as long; what is read in one pass twice. Left out
are thousands of words behind thousands of brackets that stay open: each bracket multiplies all weights behind
it, as in the WebUI, though a whole array at a time.

    python -m benchmarks.long_texts
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

from benchmarks.side_by_side import alternate, check, seconds, show
from clip_critic.errors import KeywordListError
from clip_critic.keywords.lists import KeywordList
from clip_critic.pictures.infotext import parse_infotext
from clip_critic.prompts import parse_attention, parse_prompt

LENGTH, RUNS = 25_000, 3
GROWTH = 3.0
"""The limit for the ratio of times at twice the length: linear growth gives 2, quadratic growth 4."""
BRIEF = 0.05
"""Times below this number of seconds are not compared."""
KEYWORDS, LIST_SECONDS = 100_000, 1.0
REPETITIONS = 5
UNITS: dict[str, tuple[Callable[[str], object], tuple[str, ...]]] = {
    "parse_prompt": (parse_prompt, ("(", "[", "[a:b:0.5]", "a, ", "a AND ", "<a:", "\\")),
    "parse_attention": (parse_attention, ("(", "[", "[a:b:0.5]", "a, ", "\\")),
    "parse_infotext": (parse_infotext, ("word ", "ab:", 'ab:"', "ab: \\", "a\n", 'ab:",')),
    "KeywordList.parse": (lambda text: _read(text), ("] ", "\\", "template ", "#", "a #", "a\n")),
}


def growth(read: Callable[[str], object], unit: str) -> tuple[float, float]:
    """Return the best seconds for a text of `LENGTH` characters, and for one of twice as many."""

    def best(length: int) -> float:
        texts = [f"{number} {unit * length}"[:length] for number in range(RUNS)]  # none is in a cache
        return min(seconds(partial(read, text)) for text in texts)

    return best(LENGTH), best(2 * LENGTH)


def long_texts() -> bool:
    """Print how the time for each kind of text grows, and return whether all stay below the limit."""
    met = True
    for name, (read, units) in UNITS.items():
        for unit in units:
            short, long = growth(read, unit)
            if long < BRIEF:
                print(f"  {name} of {unit!r}: {1000 * long:.0f} ms, too short to compare")
            else:
                met &= check(f"{name} of {unit!r}, {long:.2f} s", long / short, GROWTH, at_least=False)
    return met


def large_list() -> bool:
    """Print the times of reading a large list and of splitting it; return whether the target is met."""
    text = "\n".join(f"painter number {number}" for number in range(KEYWORDS))
    pairs = alternate(lambda _: text.split("\n"), lambda _: KeywordList.parse(text), REPETITIONS)
    show("str.split", pairs.peer)
    show("KeywordList.parse", pairs.ours)
    return check("a list of 100,000 keywords", min(pairs.ours), LIST_SECONDS, unit=" s", at_least=False)


def main() -> int:
    """Measure, print, and return 0 if both targets are met."""
    return 0 if all([long_texts(), large_list()]) else 1


def _read(text: str) -> object:
    try:
        return KeywordList.parse(text)
    except KeywordListError as error:
        return error


if __name__ == "__main__":
    sys.exit(main())
