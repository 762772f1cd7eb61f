"""A rater's taste beside the pictures of a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from clip_critic.tasting.liking import PictureTaste

Tastes: TypeAlias = Mapping[str, PictureTaste]
"""What a rater would think of pictures, by their files."""


def shown_tastes(tastes: Iterable[PictureTaste]) -> dict[str, Any] | None:
    """Return whose taste it is, and why nothing is known of it; None if nobody is named."""
    found = list(tastes)
    if not found:
        return None
    is_known = any(taste.percentile is not None for taste in found)
    return {"rater": found[0].rater, "not_yet": "" if is_known else found[0].not_yet}


def short_of(taste: PictureTaste | None) -> str:
    """Return a percentage to stand beside a picture; empty if nothing is known of it."""
    return "" if taste is None or taste.percentile is None else taste.short
