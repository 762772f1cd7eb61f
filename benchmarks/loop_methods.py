"""Ways from a start picture to the changed one, each with the same number of pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from PIL import Image

from benchmarks.loop_host import SIDE, Together
from benchmarks.loop_pairs import Pair
from clip_critic.critic import Critic
from clip_critic.hosts.base import Request
from clip_critic.pictures.opening import open_picture
from clip_critic.sessions.feedback.loop import Loop
from clip_critic.sessions.feedback.objective import score
from clip_critic.sessions.feedback.ranker import SessionRanker
from clip_critic.sessions.feedback.sessions import Sessions, words_of
from clip_critic.sessions.feedback.settings import WORDS, LoopSettings
from clip_critic.sessions.feedback.steps import kept
from clip_critic.sessions.feedback.store import SessionStore
from clip_critic.sessions.feedback.targets import hold, parse_targets

SEEDS_APART = 1000
"""Between the first seeds of two pairs, so that no picture of one has the seed of another's."""


@dataclass(frozen=True)
class Bench:
    """What every method works with.

    Attributes:
        host: makes the pictures.
        critic: its encoder ranks them.
        store: where our sessions lie.
        settings: of our sessions, with the same number of steps, sampler and so on for the others.
    """

    host: Together
    critic: Critic
    store: SessionStore
    settings: LoopSettings

    @property
    def count(self) -> int:
        """Pictures that every method makes of a pair."""
        return self.settings.steps * self.settings.candidates

    def of_pair(self, pair: Pair, **changes: Any) -> LoopSettings:
        """The settings with what the user asks for."""
        seed = SEEDS_APART * pair.number
        return replace(self.settings, **{"want": pair.want, "prompt": pair.prompt, "seed": seed, **changes})

    def request(self, pair: Pair, **changes: Any) -> Request:
        """The same as one request to the host."""
        settings = self.of_pair(pair)
        given = {"prompt": pair.prompt, "seed": settings.seed, "width": SIDE, "height": SIDE}
        given.update(steps=settings.sampling_steps, cfg_scale=settings.cfg_scale, strength=settings.strength)
        return Request(**{**given, **changes})

    def scores(self, pair: Pair, pictures: list[Image.Image]) -> list[float]:
        """What our objective says of pictures."""
        settings = self.of_pair(pair)
        ranker = SessionRanker(
            words_of(settings), lambda progress: self.critic.encoder(None, progress), self.critic.cache()
        )
        start, *others = ranker.see([open_picture(picture) for picture in (pair.picture, *pictures)])
        targets = hold(parse_targets(settings.want, settings.avoid), start, settings.hold)
        return [score(ranking, targets, settings.objective).value for ranking in others]

    def similarities(self, pair: Pair, pictures: list[Image.Image]) -> list[float]:
        """CLIP's cosine between each picture and the whole prompt."""
        with self.critic.encoder() as encoder:
            texts, seen = encoder.encode_texts([pair.prompt]), encoder.encode_images(pictures)
        return [float(value) for value in np.asarray(seen @ texts[0])]


Found: TypeAlias = Mapping[str, Image.Image]
"""The picture that a method ends with; one run of it may be looked at in several ways."""


def nothing(bench: Bench, pair: Pair) -> Found:
    """The start picture as it is."""
    return {"start picture": pair.picture}


def loopback(bench: Bench, pair: Pair) -> Found:
    """The WebUI's ``scripts/loopback.py``: the last picture goes on, with the next seed."""
    request, picture, all_made = bench.request(pair), pair.picture, []
    for number in range(bench.count):
        (made,) = bench.host.img2img(replace(request, seed=request.seed + number), picture)
        picture = made.image
        all_made.append(picture)
    return {
        "loopback": picture,
        "loopback, its best by our score": _best(all_made, bench.scores(pair, all_made)),
    }


def best_of(bench: Bench, pair: Pair) -> Found:
    """All pictures from the start picture in one go; CLIP chooses among them."""
    made = [one.image for one in bench.host.img2img(bench.request(pair, count=bench.count), pair.picture)]
    return {
        "best of N, by similarity to the prompt": _best(made, bench.similarities(pair, made)),
        "best of N, by our score": _best(made, bench.scores(pair, made)),
    }


def no_feedback(bench: Bench, pair: Pair) -> Found:
    """The best of N with our prompt and our score: what is left of our loop without its turns."""
    with _opened(bench, pair, "target") as loop:
        loop.begin()
        request = bench.request(pair, count=bench.count, prompt=loop.propose().prompt)
    made = [one.image for one in bench.host.img2img(request, pair.picture)]
    return {"best of N, our first prompt, by our score": _best(made, bench.scores(pair, made))}


def ours(policy: str, **changes: Any) -> Callable[[Bench, Pair], Found]:
    """A session with a policy; by hand, every proposal is taken as it is."""
    name = f"ours, {policy}" + "".join(f", {key} {value}" for key, value in changes.items())

    def run(bench: Bench, pair: Pair) -> Found:
        with _opened(bench, pair, policy, **changes) as loop:
            loop.begin()
            while loop.stopped() is None:
                loop.step()
            place = kept(loop.session.steps)
            assert place is not None
            return {name: loop.session.picture(place.candidate.file).image}

    return run


def _opened(bench: Bench, pair: Pair, policy: str, **changes: Any) -> AbstractContextManager[Loop]:
    """A session of ours, to be driven."""
    sessions = Sessions(bench.critic, lambda: bench.host, bench.store)
    # Of the user's words ours is told the new one alone: the frame is the default, a place for words.
    settings = bench.of_pair(pair, **{"policy": policy, "prompt": WORDS, **changes})
    return sessions.open(sessions.create(settings, "picture", open_picture(pair.picture)).id)


def _best(pictures: list[Image.Image], values: list[float]) -> Image.Image:
    return pictures[int(np.argmax(values))]


METHODS: Mapping[str, Callable[[Bench, Pair], Found]] = {
    "nothing": nothing,
    "loopback": loopback,
    "best of N": best_of,
    "no feedback": no_feedback,
    "target": ours("target"),
    "interrogate": ours("interrogate"),
    "by hand": ours("by hand"),
}
"""By the names of the option. By hand, with every proposal accepted, makes the same pictures as target."""
