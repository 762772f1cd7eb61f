"""The prompt language against the WebUI's own functions, run in its interpreter on thousands of prompts."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clip_critic.prompts import parse_attention, parse_prompt
from clip_critic.prompts.moments import Sampling
from clip_critic.prompts.passages import read_as_host
from clip_critic.prompts.structure import find_structure, split_tokens
from tests.host.harness import Installation
from tests.host.outside import run_in
from tests.prompt_texts import any_prompt
from tests.prompts.reading import count_units

# Reads a JSON list of prompts, and writes for each what the host makes of it. Its functions are found by
# name in its own folder; importing them starts no server.
ASK_HOST = r"""
import json
question, answer = arguments
STEPS = 10
from modules import extra_networks, prompt_parser
from modules.processing_scripts import comments

def attention(text):
    try:
        return prompt_parser.parse_prompt_attention(text)
    except ValueError:
        return None

def parts(text):
    indices, texts, _ = prompt_parser.get_multicond_prompt_list(prompt_parser.SdConditioning([text]))
    return [[texts[index], weight] for index, weight in indices[0]]

def pieces(text):
    return [[weight, attention(part)] for part, weight in parts(text)]

def networks(text):
    rest, found = extra_networks.parse_prompt(comments.strip_comments(text))
    return [rest, sorted([name, one.items] for name, ones in found.items() for one in ones)]

def steps(text):
    schedule = prompt_parser.get_learned_conditioning_prompt_schedules([text], STEPS)[0]
    return [["".join(piece for piece, _ in attention(text)), end] for end, text in schedule]

def is_scheduled(text):
    return prompt_parser.get_learned_conditioning_prompt_schedules([text], 10) != [[[10, text]]]

with open(question) as file:
    asked = json.load(file)
answers = {name: [globals()[name](text) for text in texts] for name, texts in asked.items()}
with open(answer, "w") as file:
    json.dump(answers, file)
"""

WORDS = [
    "a",
    "cat",
    "red hat",
    "ANDroid",
    "BREAKfast",
    "3",
    "1.5",
    "傘",
    "été",
    "_",
    "x y  z",
    "😀",
    "<",
    ">",
]
MARKS = [
    "(",
    ")",
    "[",
    "]",
    ":",
    "\\",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "\\\\",
    "|",
    ",",
    "、",
    "\n",
    " ",
    "\t",
    "#",
]
WEIGHTS = [
    ":1.3)",
    ":0.5)",
    ":-1)",
    ": +.5 )",
    ":1.)",
    ":０.５)",
    ":1e3)",
    ":1.2.3)",
    ":.)",
    ":0)",
    ":" + "9" * 400 + ")",
]
KEYWORDS = [
    "BREAK",
    " BREAK ",
    "AND",
    " AND ",
    "\u3000BREAK\n",
    ":0.5",
    " : -1.5 ",
    "<lora:x:0.8>",
    "<a:b",
    "<hypernet:y>",
]
WHOLE = [
    "(cat:1.2)",
    "[dog]",
    "((sky))",
    "[a:b:0.5]",
    "[a::5]",
    "[b:0.25]",
    "[a|b|c]",
    "(a, b:1.1)",
    "[(a:1.2):b: 3 ]",
]


def tangled(random_: random.Random) -> str:
    """Any marks in any order: most of it is malformed."""
    pools = random_.choices(
        [WORDS, MARKS, WEIGHTS, KEYWORDS, WHOLE], [6, 8, 2, 2, 2], k=random_.randint(0, 25)
    )
    return "".join(random_.choice(pool) for pool in pools)


def nested(random_: random.Random, depth: int = 4) -> str:
    """A prompt as people write them."""
    if depth == 0 or random_.random() < 0.3:
        return random_.choice(WORDS[:9])
    inner = [nested(random_, depth - 1) for _ in range(3)]
    forms = [
        "({0})",
        "[{0}]",
        "({0}:1.25)",
        "({0}, {1}:0.7)",
        "[{0}:{1}:0.5]",
        "[{0}|{1}]",
        "{0}, {1}",
        "{0} {1}",
        "{0}\n{1} BREAK {2}",
        "\\({0}\\)",
    ]
    return random_.choice(forms).format(*inner)


MARKS_OF_STEPS = ["0", "0.05", "0.3", "0.5", "1.0", "3", "12", ".5", "1e0", "0.29", "-1", " 0.9 "]


def varying(random_: random.Random, depth: int = 4) -> str:
    """A well-formed prompt that changes from step to step."""
    if depth == 0 or random_.random() < 0.25:
        return random_.choice(["a", "cat", "red hat", "x_y", "3", "1.5", "傘", "été"])
    inner = [varying(random_, depth - 1) for _ in range(3)]
    forms = [
        "({0})",
        "[{0}]",
        "({0}, {1}:0.7)",
        "[{0}:{1}:{3}]",
        "[{0}::{3}]",
        "[{0}:{3}]",
        "[{0}|{1}]",
        "[{0}|{1}|{2}]",
        "[{0}|]",
        "{0}, {1}",
        "{0}\n{1} BREAK {2}",
    ]
    return random_.choice(forms).format(*inner, random_.choice(MARKS_OF_STEPS))


@pytest.fixture
def ask_host(installation: Installation, tmp_path: Path) -> Callable[..., dict[str, list[Any]]]:
    def ask(prompts: dict[str, list[str]], seed: int = 0) -> dict[str, list[Any]]:
        question, answer = tmp_path / "question.json", tmp_path / "answer.json"
        question.write_text(json.dumps(prompts))
        order = {"PYTHONHASHSEED": str(seed)}
        run_in(installation, ASK_HOST, question, answer, data=tmp_path, environment=order)
        answers: dict[str, list[Any]] = json.loads(answer.read_text())
        return answers

    return ask


def test_the_host_reads_every_prompt_as_we_do(
    ask_host: Callable[..., dict[str, list[Any]]],
) -> None:
    random_ = random.Random(20240727)
    prompts = [tangled(random_) for _ in range(6000)] + [nested(random_) for _ in range(3000)]
    short = [prompt for prompt in prompts if len(prompt) < 60 and "#" not in prompt and "<" not in prompt]
    scheduled = random_.sample(short, 1500)
    plain = [prompt for prompt in prompts if "#" not in prompt and "<" not in prompt]
    answers = ask_host({"attention": prompts, "parts": plain, "networks": prompts})
    check_attention(prompts, answers["attention"])
    check_parts(plain, answers["parts"])
    check_networks(prompts, answers["networks"])
    check_schedules(
        scheduled, [ask_host({"is_scheduled": scheduled}, seed)["is_scheduled"] for seed in (0, 1, 2)]
    )


def test_the_host_reads_every_phrase_when_we_say(ask_host: Callable[..., dict[str, list[Any]]]) -> None:
    random_ = random.Random(20240728)
    drawn = (varying(random_) for _ in range(600))
    prompts = [prompt for prompt in drawn if len(prompt) < 150]
    sampling = Sampling(10, is_known=True)
    several = 0
    for prompt, texts in zip(prompts, ask_host({"steps": prompts})["steps"], strict=True):
        reading = read_as_host(parse_prompt(prompt), count_units, sampling=sampling)
        for step in sampling:
            expected = next(text for text, end in texts if step <= end)
            ours = [row.phrase.text for row in reading.phrases if row.when.reads(step, sampling)]
            assert letters("".join(ours)) == letters(expected.replace("BREAK", "")), (prompt, step)
        several += len(texts) > 1
    assert several > 100


def test_the_host_reads_the_neighbours_of_a_changed_phrase_as_before(
    ask_host: Callable[..., dict[str, list[Any]]],
) -> None:
    """One phrase is taken out or gets a weight: the host reads the others with the weights that they had."""
    random_ = random.Random(20240729)
    drawn = (random_.choice([any_prompt, tangled])(random_) for _ in range(6000))
    prompts = [text for text in drawn if not set("#<") & set(text) and parse_prompt(text).phrases]
    indices = [random_.randrange(len(parse_prompt(text).phrases)) for text in prompts]
    edited = [
        edit
        for text, index in zip(prompts, indices, strict=True)
        for edit in (parse_prompt(text).without(index), parse_prompt(text).reweighted({index: 1.3}))
    ]
    read = ask_host({"pieces": [*prompts, *map(str, edited)]})["pieces"]
    after = iter(read[len(prompts) :])
    compared = 0
    for text, index, before in zip(prompts, indices, read[: len(prompts)], strict=True):
        without, reweighted = next(after), next(after)
        if any(found is None for _, found in before):
            continue  # a weight that is not a number
        phrase = parse_prompt(text).phrases[index]
        kept = [part for number, part in enumerate(before) if number != phrase.part]
        rest = [part for number, part in enumerate(without) if number != phrase.part]
        if len(without) == len(before):
            check_gap(before[phrase.part], without[phrase.part], phrase.text, is_gone=True)
        else:
            rest = without
        check_same(kept, rest)
        check_same(kept, [part for number, part in enumerate(reweighted) if number != phrase.part])
        check_gap(before[phrase.part], reweighted[phrase.part], phrase.text, is_gone=False)
        compared += 1
    assert compared > 0.8 * len(prompts)


def weighed(part: list[Any]) -> list[tuple[str, float]]:
    """Return the letters and digits of a part, each with its weight."""
    return [
        (letter, weight)
        for text, weight in part[1]
        for letter in text
        if letter.isalnum() and (text, weight) != ("BREAK", -1)
    ]


def is_close(left: list[tuple[str, float]], right: list[tuple[str, float]]) -> bool:
    return [letter for letter, _ in left] == [letter for letter, _ in right] and all(
        old == new or abs(old - new) <= 1e-9 * abs(old)
        for (_, old), (_, new) in zip(left, right, strict=True)
    )


def check_same(before: list[Any], after: list[Any]) -> None:
    assert [part[0] for part in before] == [part[0] for part in after]
    assert all(is_close(weighed(old), weighed(new)) for old, new in zip(before, after, strict=True))


def check_gap(before: list[Any], after: list[Any], phrase: str, *, is_gone: bool) -> None:
    """Check that two parts are equal but for one phrase, which is gone or has another weight."""
    size = len(letters(phrase))
    old, new = weighed(before), weighed(after)
    places = range(len(old) - size + 1)
    gaps = (0 if is_gone else size for _ in places)
    assert before[0] == after[0], phrase
    assert any(
        is_close(old[:place] + old[place + size :], new[:place] + new[place + gap :])
        for place, gap in zip(places, gaps, strict=True)
    ), (phrase, before, after)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def joined(pieces: list[list[Any]]) -> list[list[Any]]:
    """Join neighbours of an infinite weight: hosts that compare weights by a difference do not."""
    result: list[list[Any]] = []
    for text, weight in pieces:
        if result and math.isinf(weight) and result[-1][1] == weight:
            result[-1][0] += text
        else:
            result.append([text, weight])
    return result


def check_attention(prompts: list[str], theirs: list[list[list[Any]] | None]) -> None:
    compared = 0
    for prompt, expected in zip(prompts, theirs, strict=True):
        ours = [list(piece) for piece in parse_attention(prompt)]
        if expected is not None:  # None: it failed on a weight that is not a number
            # As JSON, so that NaN equals itself; weights are written to the last bit.
            theirs_joined = joined([[text, float(weight)] for text, weight in expected])
            assert json.dumps(joined(ours)) == json.dumps(theirs_joined), prompt
            compared += 1
    assert compared > 0.8 * len(prompts)


def check_parts(prompts: list[str], theirs: list[list[list[Any]]]) -> None:
    several = 0
    for prompt, expected in zip(prompts, theirs, strict=True):
        ours = [[prompt[part.start : part.end].rstrip(), part.weight] for part in parse_prompt(prompt).parts]
        assert ours == expected, prompt
        several += len(ours) > 1
    assert several > 100


def check_networks(prompts: list[str], theirs: list[list[Any]]) -> None:
    found = 0
    for prompt, (rest, expected) in zip(prompts, theirs, strict=True):
        parsed = parse_prompt(prompt)
        assert sorted([network.kind, list(network.arguments)] for network in parsed.networks) == expected, (
            prompt
        )
        assert parsed._layout.reading.text.split() == rest.split(), prompt  # line ends of comments differ
        found += len(expected)
    assert found > 100


def check_schedules(prompts: list[str], theirs: list[list[bool]]) -> None:
    """Equal wherever the host agrees with itself.

    Beside stray brackets and colons its grammar is ambiguous, and what it makes of them depends on the
    order of a set, which changes from process to process: so several were asked.
    """
    compared = 0
    for prompt, *expected in zip(prompts, *theirs, strict=True):
        tokens = split_tokens(prompt, 0, len(prompt))
        structure = find_structure(tokens, prompt, 0, len(prompt))
        paired = structure.groups.keys() | set(structure.groups.values())
        brackets = {index for index, token in enumerate(tokens) if token.kind in ("open", "close", "weight")}
        if brackets == paired:
            assert bool(structure.varying) in expected, prompt
            compared += len(set(expected)) == 1
    assert 100 < sum(theirs[0]) < len(prompts) - 100
    assert compared > 0.5 * len(prompts)
