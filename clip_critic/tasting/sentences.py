"""Everything that the room and the taste below it say to users, for the translators."""

from __future__ import annotations

from clip_critic.taste import asking, model, notes
from clip_critic.tasting import collection, learner, openings, records, screens, tasting


def sentences() -> tuple[str, ...]:
    """Return all sentences; what is filled in stands in braces."""
    return (
        *asking.REASONS,
        model.NOT_YET,
        *notes.SENTENCES,
        *collection.SENTENCES,
        *learner.SENTENCES,
        *openings.SENTENCES,
        *records.SENTENCES,
        *screens.SENTENCES,
        tasting.NOT_HERE,
    )
