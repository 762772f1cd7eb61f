"""Methods to change a start picture, each with the same number of pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from PIL import Image

from benchmarks.loop_host import SIDE, Together
from benchmarks.loop_pairs import Pair
from clip_critic.critic import Critic
from clip_critic.hosts.base import Request
from clip_critic.keywords.targets import parse_targets
from clip_critic.pictures.opening import open_picture
from clip_critic.sessions.feedback.loop import Loop
from clip_critic.sessions.feedback.objective import score, together
from clip_critic.sessions.feedback.ranker import SessionRanker
from clip_critic.sessions.feedback.sessions import Sessions, words_of
from clip_critic.sessions.feedback.settings import WORDS, LoopSettings
from clip_critic.sessions.feedback.steps import kept
from clip_critic.sessions.feedback.store import SessionStore
from clip_critic.sessions.feedback.targets import hold

SECOND = "miniature:second"
"""The second, independently trained CLIP of the miniature."""
SEEDS_APART = 1000
"""The distance between the first seeds of two pairs, so that their pictures never share a seed."""


@dataclass(frozen=True)
class Bench:
    """The common resources of all methods.

    Attributes:
        host: the host that generates the pictures.
        critic: the critic whose encoder ranks them.
        store: the store of our sessions.
        settings: the settings of our sessions; steps, sampler and so on also apply to the other methods.
        told: what our sessions are told besides the wanted words, one of `FRAMES`.
    """

    host: Together
    critic: Critic
    store: SessionStore
    settings: LoopSettings
    told: str = "words"

    @property
    def count(self) -> int:
        """The number of pictures that every method generates for a pair."""
        return self.settings.steps * self.settings.candidates

    def of_pair(self, pair: Pair, **changes: Any) -> LoopSettings:
        """Return the settings with the user's request."""
        seed = SEEDS_APART * pair.number
        return replace(self.settings, **{"want": pair.want, "prompt": pair.prompt, "seed": seed, **changes})

    def request(self, pair: Pair, **changes: Any) -> Request:
        """Return the same as one request to the host."""
        settings = self.of_pair(pair)
        values = {"prompt": pair.prompt, "seed": settings.seed, "width": SIDE, "height": SIDE}
        values.update(steps=settings.sampling_steps, cfg_scale=settings.cfg_scale, strength=settings.strength)
        return Request(**{**values, **changes})

    def scores(self, pair: Pair, pictures: list[Image.Image], second: str = "") -> list[float]:
        """Return the scores of pictures by our objective, or those of a second encoder together with it."""
        settings = self.of_pair(pair)
        opened = [open_picture(picture) for picture in (pair.picture, *pictures)]
        start, *others = self._ranker(settings).see(opened)
        targets = hold(parse_targets(settings.want, settings.avoid), start, settings.hold)
        scores = [score(ranking, targets, settings.objective) for ranking in others]
        if second:
            _, *judged = self._ranker(settings, second).see(opened)
            seconds = [score(ranking, targets, settings.objective) for ranking in judged]
            scores = [together(*both, settings.objective) for both in zip(scores, seconds, strict=True)]
        return [found.value for found in scores]

    def _ranker(self, settings: LoopSettings, encoder: str | None = None) -> SessionRanker:
        return SessionRanker(
            words_of(settings), lambda progress: self.critic.encoder(encoder, progress), self.critic.cache()
        )

    def similarities(self, pair: Pair, pictures: list[Image.Image]) -> list[float]:
        """Return CLIP's cosine between each picture and the entire prompt."""
        with self.critic.encoder() as encoder:
            texts, seen = encoder.encode_texts([pair.prompt]), encoder.encode_images(pictures)
        return [float(value) for value in np.asarray(seen @ texts[0])]


@dataclass(frozen=True)
class Found:
    """The result of a method.

    Attributes:
        chosen: its final picture, by the way in which it was chosen; a run may have several.
        steps: all pictures that it made, by step.
    """

    chosen: Mapping[str, Image.Image]
    steps: Sequence[Sequence[Image.Image]] = ()


def nothing(bench: Bench, pair: Pair) -> Found:
    """Return the start picture as it is."""
    return Found({"start picture": pair.picture})


def loopback(bench: Bench, pair: Pair) -> Found:
    """Do the same as the WebUI's ``scripts/loopback.py``: redraw the last picture with the next seed."""
    request, picture, pictures = bench.request(pair), pair.picture, []
    for number in range(bench.count):
        (generated,) = bench.host.img2img(replace(request, seed=request.seed + number), picture)
        picture = generated.image
        pictures.append(picture)
    best = _best(pictures, bench.scores(pair, pictures))
    return Found(
        {"loopback": picture, "loopback, its best by our score": best}, [[picture] for picture in pictures]
    )


def best_of(bench: Bench, pair: Pair) -> Found:
    """Redraw the start picture many times at once; CLIP chooses among the results."""
    generated = bench.host.img2img(bench.request(pair, count=bench.count), pair.picture)
    pictures = [picture.image for picture in generated]
    chosen = {
        "best of N, by similarity to the prompt": _best(pictures, bench.similarities(pair, pictures)),
        "best of N, by our score": _best(pictures, bench.scores(pair, pictures)),
        "best of N, by two encoders": _best(pictures, bench.scores(pair, pictures, SECOND)),
    }
    return Found(chosen, [pictures])


def no_feedback(bench: Bench, pair: Pair) -> Found:
    """Return the best of N with our prompt and our score: our loop without its feedback."""
    with _opened(bench, pair, "target") as loop:
        loop.begin()
        request = bench.request(pair, count=bench.count, prompt=loop.propose().prompt)
    pictures = [picture.image for picture in bench.host.img2img(request, pair.picture)]
    best = _best(pictures, bench.scores(pair, pictures))
    return Found({"best of N, our first prompt, by our score": best}, [pictures])


def ours(policy: str, **changes: Any) -> Callable[[Bench, Pair], Found]:
    """Return a method that runs a session with a policy; by hand, every proposal is accepted as it is."""
    name = f"ours, {policy}" + "".join(f", {key} {value}" for key, value in changes.items())

    def run(bench: Bench, pair: Pair) -> Found:
        with _opened(bench, pair, policy, **changes) as loop:
            loop.begin()
            while loop.stopped() is None:
                loop.step()
            session = loop.session
            place = kept(session.steps)
            assert place is not None
            made = [
                [session.picture(one.file).image for one in step.candidates] for step in session.steps[1:]
            ]
            return Found({name: session.picture(place.candidate.file).image}, made)

    return run


def _opened(bench: Bench, pair: Pair, policy: str, **changes: Any) -> AbstractContextManager[Loop]:
    """Create a session and open it, to be driven."""
    sessions = Sessions(bench.critic, lambda: bench.host, bench.store)
    frame = FRAMES[bench.told](pair)
    settings = bench.of_pair(pair, **{"policy": policy, "prompt": frame, **changes})
    return sessions.open(sessions.create(settings, "picture", open_picture(pair.picture)).id)


FRAMES: Mapping[str, Callable[[Pair], str]] = {
    "words": lambda pair: WORDS,
    "half": lambda pair: f"{pair.thing}, {WORDS}",
    "whole": lambda pair: pair.prompt,
}
"""The user's prompt in our sessions: a place for the words, half of what the others get, or all of it."""


def _best(pictures: list[Image.Image], values: list[float]) -> Image.Image:
    return pictures[int(np.argmax(values))]


METHODS: Mapping[str, Callable[[Bench, Pair], Found]] = {
    "nothing": nothing,
    "loopback": loopback,
    "best of N": best_of,
    "no feedback": no_feedback,
    "target": ours("target"),
    "interrogate": ours("interrogate"),
    "whole": ours("whole", schedule="anew", final_strength=0.1),
    "two encoders": ours("whole", schedule="anew", final_strength=0.1, judge=SECOND, judge_decides=True),
    "by hand": ours("by hand"),
}
"""The methods by their names. By hand, with every proposal accepted, gives the same pictures as target."""
