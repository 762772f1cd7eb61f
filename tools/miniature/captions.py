"""Captions: varied English texts about a scene, each with the facts that it claims.

A fact is a string such as ``thing:red star``; a caption is true of a scene if all its claims are among the
scene's facts. Attributes that a style hides are neither facts nor claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tools.miniature.scenes import Scene, Thing
from tools.miniature.words import (
    COLOURS,
    COUNTS,
    HELD_OUT_COLOURS,
    HELD_OUT_STYLES,
    PATTERNS,
    PLACES,
    SHAPES,
    SIZES,
    STYLES,
    SYNONYMS,
    plural,
)

Choice = TypeVar("Choice")

OFF_CENTRE = 0.14
"""The distance from the middle beyond which a thing is left, right, above or below it."""
SYNONYM_ODDS = 0.22
ADJECTIVES = {"stripes": "striped", "dots": "dotted", "checks": "checkered", "gradient": "gradient"}
BARE_ODDS, PHRASE_ODDS, LIST_ODDS = 0.2, 0.2, 0.27


@dataclass(frozen=True)
class Caption:
    """A text, and the facts that make it true."""

    text: str
    claims: frozenset[str]


def facts(scene: Scene) -> frozenset[str]:
    """Return all visible facts about a scene."""
    style = STYLES[scene.style]
    found = {f"style:{scene.style}", f"count:{len(scene.things)}", f"size:{scene.things[0].size}"}
    found |= {f"shape:{thing.shape}" for thing in scene.things}
    if scene.alike:
        found.add("alike")
    if style.colours:
        found |= {f"colour:{thing.colour}" for thing in scene.things}
        found |= {f"thing:{thing.colour} {thing.shape}" for thing in scene.things}
    if style.pattern:
        found.add(f"pattern:{scene.background.pattern}")
    if style.ground:
        found.add(f"ground:{scene.background.colour}")
    if len(scene.things) == 1:
        found |= {f"place:{name}" for name in places(scene.things[0])}
    return frozenset(found)


def unasked(scene: Scene) -> frozenset[str]:
    """Return the facts that are false of a scene only because its combination is held out.

    If red stars are held out, a red circle must not teach that red things are never stars, nor a blue star
    that stars are never red.
    """
    known = facts(scene)
    pairs = [(f"colour:{colour}", f"shape:{shape}") for colour, shape in HELD_OUT_COLOURS]
    pairs += [(f"style:{style}", f"shape:{shape}") for style, shape in HELD_OUT_STYLES]
    pairs += [(second, first) for first, second in pairs]
    return frozenset(second for first, second in pairs if first in known) - known


ALL_FACTS: tuple[str, ...] = (
    *(f"colour:{name}" for name in COLOURS),
    *(f"shape:{name}" for name in SHAPES),
    *(f"thing:{colour} {shape}" for colour in COLOURS for shape in SHAPES),
    *(f"count:{number}" for number in COUNTS),
    *(f"size:{name}" for name in SIZES),
    *(f"pattern:{name}" for name in PATTERNS),
    *(f"ground:{name}" for name in COLOURS),
    *(f"style:{name}" for name in STYLES),
    *(f"place:{name}" for name in PLACES),
    "alike",
)
"""All possible facts, in the order of the columns of `as_bits`."""
_COLUMNS = {name: column for column, name in enumerate(ALL_FACTS)}


def as_bits(sets: Iterable[frozenset[str]]) -> NDArray[np.float32]:
    """Return facts or claims as rows of zeros and ones, float32 ``[n, len(ALL_FACTS)]``."""
    rows = [[_COLUMNS[name] for name in names] for names in sets]
    bits = np.zeros((len(rows), len(ALL_FACTS)), dtype=np.float32)
    for row, columns in zip(bits, rows, strict=True):
        row[columns] = 1
    return bits


def places(thing: Thing) -> tuple[str, ...]:
    """Return the names of a thing's place, if it is clear."""
    x, y = thing.x - 0.5, thing.y - 0.5
    if max(abs(x), abs(y)) < OFF_CENTRE / 2:
        return ("middle",)
    names = []
    if abs(x) > OFF_CENTRE:
        names.append("left" if x < 0 else "right")
    if abs(y) > OFF_CENTRE:
        names.append("top" if y < 0 else "bottom")
    return tuple(names)


def caption(scene: Scene, rng: np.random.Generator) -> str:
    """Write a true text about the scene."""
    return compose(scene, rng).text


def compose(scene: Scene, rng: np.random.Generator) -> Caption:
    """Write a true text about the scene, with its claims: a bare word, a phrase, a list or a sentence."""
    return Writer(scene, rng).any_kind()


class Writer:
    """A writer of texts about one scene; every choice comes from the generator."""

    def __init__(self, scene: Scene, rng: np.random.Generator) -> None:
        self._scene, self._rng = scene, rng
        self._style = STYLES[scene.style]
        self._claims: set[str] = set()

    @property
    def claims(self) -> frozenset[str]:
        """The claims of everything written so far."""
        return frozenset(self._claims)

    def any_kind(self) -> Caption:
        kind = self._rng.random()
        if kind < BARE_ODDS:
            text = self.bare_word()
        elif kind < BARE_ODDS + PHRASE_ODDS:
            text = self.phrase()
        elif kind < BARE_ODDS + PHRASE_ODDS + LIST_ODDS:
            text = self.list_of_phrases()
        else:
            text = self.sentence()
        return Caption(text, frozenset(self._claims))

    def bare_word(self) -> str:
        known = sorted(facts(self._scene))
        kinds = ("colour", "shape", "count", "size", "pattern", "style")
        fact = self._pick([name for name in known if name.split(":")[0] in kinds])
        self._claims.add(fact)
        kind, _, value = fact.partition(":")
        return COUNTS[int(value)] if kind == "count" else self._word(value)

    def phrase(self) -> str:
        writers = [self.things, self.things, self.style]
        if self._style.pattern or self._style.ground:
            writers.append(self.background)
        return self._pick(writers)()

    def list_of_phrases(self) -> str:
        parts = [self.things()]
        if (self._style.pattern or self._style.ground) and self._maybe(0.75):
            parts.append(self.background())
        if self._maybe(0.25 if self._scene.style == "plain" else 0.85):
            parts.append(self.style())
        return ", ".join(parts[index] for index in self._rng.permutation(len(parts)))

    def sentence(self) -> str:
        body = self.things(article=True)
        if self._maybe(0.4) and (place := self._place()):
            body += f" {place}"
        if (self._style.pattern or self._style.ground) and self._maybe(0.8):
            body += f" {self._pick(['on', 'on', 'in front of', 'with'])} {self.background(article=True)}"
        opening = self._pick(["", "", "there is ", "a picture of ", "an image of "])
        if opening == "there is " and len(self._scene.things) > 1:
            opening = "there are "
        if self._maybe(0.2 if self._scene.style == "plain" else 0.85):
            return self._styled(opening, body)
        return self._finish(opening + body)

    def things(self, article: bool = False) -> str:
        """Describe the things by number, size, colour and shape, leaving some of it out."""
        scene = self._scene
        if not scene.alike:
            all_described = [self._described(thing, False) for thing in scene.things]
            parts = [f"{self._article(words)}{words}" for words in all_described]
            return f"{', '.join(parts[:-1])} and {parts[-1]}"
        thing, count = scene.things[0], len(scene.things)
        if count == 1:
            if self._maybe(0.15):
                self._claims.add("count:1")
                return f"one {self._described(thing, False)}"
            described = self._described(thing, False)
            return f"{self._article(described)}{described}" if article or self._maybe(0.5) else described
        self._claims |= {"alike", f"count:{count}"}
        return f"{COUNTS[count]} {self._described(thing, True)}"

    def background(self, article: bool = False) -> str:
        """Describe the background by colour, pattern, or both."""
        ground, pattern = self._style.ground, self._style.pattern
        both = self._rng.random()
        colour = (both < 0.75 or not pattern) and ground
        words = []
        noun = self._pick(["background", "background", "backdrop"])
        if colour:
            self._claims.add(f"ground:{self._scene.background.colour}")
            words.append(self._word(self._scene.background.colour))
        if pattern and (both > 0.35 or not colour):
            kind = self._scene.background.pattern
            self._claims.add(f"pattern:{kind}")
            if kind in ("stripes", "dots", "checks") and self._maybe(0.3):
                return f"{' '.join(words)} {self._pattern_noun(kind)}".strip()
            words.insert(int(self._rng.integers(len(words) + 1)), ADJECTIVES.get(kind) or self._word(kind))
        text = " ".join([*words, noun])
        return f"{self._article(text)}{text}" if article else text

    def style(self) -> str:
        name = self._scene.style
        self._claims.add(f"style:{name}")
        word = self._word(name)
        return self._pick([word, word, word, f"{word} style", f"in {word} style"])

    def _styled(self, opening: str, body: str) -> str:
        name = self._scene.style
        self._claims.add(f"style:{name}")
        word = self._word(name)
        forms = [
            f"{opening}{body}, {word}",
            f"{opening}{body} in {word} style",
            f"{word}: {body}",
            f"{self._article(word)}{word} picture of {body}",
            f"{word}, {body}",
        ]
        return self._finish(self._pick(forms))

    def _described(self, thing: Thing, several: bool) -> str:
        """Describe a thing by size, colour and shape; the colour or the shape may be left out."""
        words, left_out = [], self._rng.random()
        if self._maybe(0.4):
            self._claims.add(f"size:{thing.size}")
            words.append(self._word(thing.size))
        colour = self._style.colours and left_out > 0.12
        shape = 0.04 < left_out < 0.92
        noun = self._word(thing.shape) if shape else "shape"
        if colour:
            words.append(self._word(thing.colour))
            self._claims.add(f"colour:{thing.colour}")
        if shape:
            self._claims.add(f"shape:{thing.shape}")
        if colour and shape:
            self._claims.add(f"thing:{thing.colour} {thing.shape}")
        return " ".join([*words, plural(noun) if several else noun])

    def _pattern_noun(self, kind: str) -> str:
        return self._pick([kind, *(word for word in SYNONYMS[kind] if word in ("lines", "polka dots"))])

    def _place(self) -> str:
        names = places(self._scene.things[0]) if len(self._scene.things) == 1 else ()
        if not names:
            return ""
        name = self._pick(list(names))
        self._claims.add(f"place:{name}")
        phrases = {
            "left": "on the left",
            "right": "on the right",
            "top": "at the top",
            "bottom": "at the bottom",
        }
        return phrases.get(name) or self._pick(["in the middle", "in the centre"])

    def _word(self, name: str) -> str:
        """Return the word itself, or now and then a synonym."""
        return self._pick(list(SYNONYMS[name])) if name in SYNONYMS and self._maybe(SYNONYM_ODDS) else name

    def _article(self, following: str) -> str:
        return "an " if following[:1] in ("a", "e", "i", "o") else "a "

    def _finish(self, text: str) -> str:
        if self._maybe(0.4):
            text = text[0].upper() + text[1:]
        return f"{text}." if self._maybe(0.4) else text

    def _maybe(self, odds: float) -> bool:
        return bool(self._rng.random() < odds)

    def _pick(self, options: Sequence[Choice]) -> Choice:
        return options[int(self._rng.integers(len(options)))]
