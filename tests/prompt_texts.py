"""Hypothesis strategies for prompts, well-formed and not."""

from __future__ import annotations

import random

from hypothesis import strategies as st

FRAGMENTS = (
    *("a", "cat", "red hat", "BREAK", " BREAK ", "AND", " AND ", "ANDy", "x_y", "傘", "é", "😀", "1.5", "0"),
    *(
        "(",
        ")",
        "[",
        "]",
        ":",
        "|",
        "\\",
        "\\(",
        "\\]",
        "\\\\",
        ",",
        ", ",
        "、",
        "，",
        " ",
        "\n",
        "\t",
        "#",
        "<",
        ">",
    ),
    *(":1.3)", ":0)", ":-1)", ":1.2.3)", ":0.5]", ":3]", ":0.5", ":1"),
    *("<lora:x:0.8>", "<a:b", "(cat:1.2)", "(a, b:1.2)", "[a:b:0.5]", "[a|b]", "((sky))", "#c\n"),
)

SAFE_WORDS = st.sampled_from(
    ["cat", "red hat", "a tall tree", "傘", "x_y", "Claude Monet", "hat \\(red\\)", "e\\[1\\]"]
)


def prompts() -> st.SearchStrategy[str]:
    """Any fragments in any order."""
    return st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join)


def well_formed() -> st.SearchStrategy[str]:
    """Prompts as people write them, brackets closed."""
    return st.recursive(
        SAFE_WORDS,
        lambda inner: st.one_of(
            inner.map("({})".format),
            inner.map("[{}]".format),
            inner.map("({}:1.25)".format),
            st.tuples(inner, inner).map(lambda two: "({}, {}:0.8)".format(*two)),
            st.tuples(inner, inner).map(lambda two: "[{}:{}:0.5]".format(*two)),
            st.tuples(inner, inner).map(lambda two: "[{}|{}]".format(*two)),
            st.tuples(inner, inner).map(lambda two: "{}, {}".format(*two)),
            st.tuples(inner, inner).map(lambda two: "{},\n{}".format(*two)),
            st.tuples(inner, inner).map(lambda two: "{} {}".format(*two)),
            st.tuples(inner, inner).map(lambda two: "{} BREAK {}".format(*two)),
            inner.map("{} <lora:x:0.8>".format),
        ),
        max_leaves=8,
    )


def any_prompt(random_: random.Random) -> str:
    """Draw a prompt faster than a strategy does: fragments in any order, or what people might have typed."""
    if random_.random() < 0.7:
        return "".join(random_.choice(FRAGMENTS) for _ in range(random_.randint(1, 14)))
    words = [random_.choice(TYPED).format(*random_.choices(WORDS, k=2)) for _ in range(random_.randint(1, 6))]
    text = random_.choice([", ", ",", " ", ",\n", " AND "]).join(words)
    if random_.random() < 0.4:  # a character too many, or one too few
        place = random_.randrange(len(text))
        text = text[:place] + random_.choice(["", "(", ")", "[", "]", ":", "\\", "|"]) + text[place + 1 :]
    return text


WORDS = ("cat", "red hat", "a tall tree", "傘", "x_y", "3", "1.5", "ANDroid")
TYPED = (
    *("{}", "({})", "[{}]", "({}:1.25)", "({}, {}:0.8)", "[{}:{}:0.5]", "[{}|{}]", "{} BREAK {}", "{}:1.2"),
    *("{} <lora:x:0.8>", "(({})) {}", "\\({}\\)", "[{}::5]", "{}:{}", "{} :0.5"),
)
