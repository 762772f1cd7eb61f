"""What a rater would think of a session's pictures, for the routes of sessions."""

from collections.abc import Sequence
from typing import Any, Optional

from fastapi import Query

from clip_critic.engine.turns import Turn
from clip_critic.errors import EncoderError
from clip_critic.sessions.base import Kind
from clip_critic.sessions.kinds import AllJobs
from clip_critic.taste.choices import LONGEST_RATER, rater_name
from clip_critic.tasting.liking import PictureTaste

RATER: Any = Query(
    default="",
    max_length=4 * LONGEST_RATER,
    description="the name of somebody who has chosen pictures: how much each one would be liked",
)


def tastes_for(
    jobs: AllJobs,
    kind: Kind,
    session: Any,
    rater: str,
    turn: Turn,
    files: Optional[Sequence[str]] = None,  # noqa: UP045
) -> Optional[dict[str, PictureTaste]]:  # noqa: UP045
    """Return what a rater would think of a session's pictures, or why that cannot be said.

    Without a name it is the rater whose taste the session follows, if there is one; else None.

    Raises:
        BadInputError: the rater's name cannot be one.
    """
    named = rater.strip() or str(getattr(session.settings, "taste", ""))
    if not named:
        return None
    name = rater_name(named)
    try:
        with turn() as progress:
            return kind.tastes(session, jobs.studio.tasting, name, files, progress)
    except EncoderError as error:  # a report is worth having without it
        chosen = kind.files(session) if files is None else files
        return dict.fromkeys(chosen, PictureTaste(name, not_yet=str(error)))
