"""The pictures of a session, one after the other, from its start to the kept picture."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image

from clip_critic.pictures.animation import evenly
from clip_critic.sessions.feedback.session import Session


def frames(session: Session, *, every: bool = False) -> Iterator[Image.Image]:
    """Yield the pictures of a session in order; raises `SessionError` if one is missing.

    Args:
        session: the session.
        every: whether to include the best picture of each step, not only the kept ones.
    """
    files = [step.winner.file for step in session.steps if step.winner and (every or step.kept)]
    for file in evenly(files):
        yield session.picture(file).image
