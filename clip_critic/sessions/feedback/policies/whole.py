"""The policy *whole*: the goal in plain words, and first of all what the pictures so far have missed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from clip_critic.prompts import parse_prompt, write_words
from clip_critic.sessions.feedback.policies.base import PolicyView, Proposal
from clip_critic.sessions.feedback.policies.seeing import DRAW, SEEN_CLEARLY, in_order, leads_of
from clip_critic.sessions.feedback.settings import WORDS
from clip_critic.sessions.feedback.writing import drop_words, fill_frame, reweight_words


class WholePolicy:
    """A policy that tells the whole goal, and lets a missed word come first.

    A word is written only if the user's prompt does not name it: twice the same is read differently from
    once. It is missed if CLIP sees another word of its group in the best picture that was made with it; then
    it is moved to the front and gets some attention weight. Words that nobody has tried yet get none. Held
    words are written in place of ``{words}``, or where they are missed.
    """

    def propose(self, view: PolicyView) -> Proposal:
        """Propose the user's prompt, or their edit of it, with what it does not name."""
        targets, settings = view.targets, view.settings
        negative = write_words(
            settings.negative_prompt, [target.word for target in targets.unwanted], "append"
        )
        frame = view.prompt if view.edited and view.prompt is not None else settings.prompt
        wanted = [target.word for target in targets.wanted]
        if view.ranking is None:
            return Proposal(fill_frame(frame, unnamed(frame, wanted)), negative)
        leads = leads_of(view.ranking, targets)
        missed = [word for word in leads if view.prompt is not None and leads[word] < DRAW]
        held = [target.word for target in targets.held if WORDS in frame]
        others = [word for word in in_order(view.ranking, [*wanted, *held]) if word not in missed]
        rest, _ = drop_words(frame, missed)
        told = write_words(fill_frame(rest, unnamed(rest, others)), in_order(view.ranking, missed), "prepend")
        prompt, moves = reweight_words(told, {}, {word: SEEN_CLEARLY - leads[word] for word in missed})
        return Proposal(prompt, negative, (*(f"{word} first" for word in missed), *moves))


def unnamed(prompt: str, words: Iterable[str]) -> Iterator[str]:
    """Return the words that a prompt does not name; "a white striped background" names "white background".

    A word is named if everything that it consists of is in a phrase of positive weight.
    """
    parsed = parse_prompt(prompt.replace(WORDS, ""))
    phrases = [p for p in parsed.phrases if p.weight > 0 and parsed.parts[p.part].weight > 0]
    named = {piece for phrase in phrases for piece in _pieces(phrase.text)}
    return (word for word in words if not (pieces := _pieces(word)) or not pieces <= named)


def _pieces(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
