"""CLIP Critic: which of your own words are in this picture?

The three steps are `load_encoder`, `KeywordList.parse` and `rank`::

    import clip_critic

    encoder = clip_critic.load_encoder("hf:openai/clip-vit-base-patch32")
    words = clip_critic.KeywordList.parse("a girl, a woman, parasol, ukiyoe")
    ranking = clip_critic.rank("picture.png", words, encoder)
    print([(round.winner, round.share) for round in ranking.rounds(5)])

Names are imported when they are first used, so that ``import clip_critic`` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clip_critic.encoders import load_encoder as load_encoder
    from clip_critic.encoders.base import Encoder as Encoder
    from clip_critic.encoders.cache import VectorCache as VectorCache
    from clip_critic.errors import CriticError as CriticError
    from clip_critic.keywords.lists import KeywordList as KeywordList
    from clip_critic.ranking.audit import Audit as Audit
    from clip_critic.ranking.ranking import Unreadable as Unreadable
    from clip_critic.ranking.ranking import rank as rank
    from clip_critic.ranking.ranking import rank_many as rank_many
    from clip_critic.ranking.result import Ranking as Ranking

__version__ = "0.1.0"

_HOMES = {
    "Audit": "clip_critic.ranking.audit",
    "CriticError": "clip_critic.errors",
    "Encoder": "clip_critic.encoders.base",
    "KeywordList": "clip_critic.keywords.lists",
    "Ranking": "clip_critic.ranking.result",
    "Unreadable": "clip_critic.ranking.ranking",
    "VectorCache": "clip_critic.encoders.cache",
    "load_encoder": "clip_critic.encoders",
    "rank": "clip_critic.ranking.ranking",
    "rank_many": "clip_critic.ranking.ranking",
}

__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
