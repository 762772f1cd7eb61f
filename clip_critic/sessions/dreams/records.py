"""Dreams as plain data, for ``--json``, exports and the HTTP API."""

from __future__ import annotations

from dataclasses import asdict

from clip_critic.engine.jobs import Status
from clip_critic.ranking.records import Record
from clip_critic.sessions import base
from clip_critic.sessions.base import ShownStep
from clip_critic.sessions.dreams.session import Dream, Frame


def dream_record(dream: Dream) -> Record:
    """Return a dream with a step for each frame."""
    return {
        "id": dream.id,
        "kind": "dream",
        "created": dream.created,
        "settings": asdict(dream.settings),
        "has_start": dream.has_start,
        "has_aim": dream.has_aim,
        "steps": [frame_record(frame, dream) for frame in dream.frames],
        "notes": list(dream.notes),
    }


def frame_record(frame: Frame, dream: Dream) -> Record:
    """Return a frame; its file is empty if its picture has vanished."""
    file = "" if frame.file in dream.gone else frame.file
    return {**asdict(frame), "file": file, "text": text_of(frame)}


def brief_of(dream: Dream) -> Record:
    """Return a dream's entry in a list."""
    last = dream.frames[-1] if dream.frames else None
    return {
        "id": dream.id,
        "created": dream.created,
        "about": dream.settings.want or dream.settings.unit or dream.settings.avoid,
        "steps": len(dream.frames),
        "of": dream.settings.frames + 1 + bool(dream.settings.wake_up),
        "similarity": last.similarity if last else None,
        "file": last.file if last and last.file not in dream.gone else "",
    }


def status_record(status: Status[Dream, None]) -> Record:
    """Return a dream's status as plain data."""
    return base.status_record(status, None, dream_record(status.session))


def steps_of(dream: Dream) -> list[ShownStep]:
    """Return the frames, for code that knows nothing about dreams."""
    return [
        ShownStep(frame.number, "" if frame.file in dream.gone else frame.file, text_of(frame))
        for frame in dream.frames
    ]


def text_of(frame: Frame) -> str:
    """Return a frame in words."""
    parts = ["awake" if frame.awake else f"{frame.climbed} steps"]
    if frame.compared:
        parts += [f"{one.phrase or 'plain'} {_opinion(one.similarity, one.judged)}" for one in frame.compared]
    elif frame.similarity is not None:
        parts.append(f"similarity {_opinion(frame.similarity, frame.judged)}")
    if frame.activity is not None:
        parts.append(f"activity {frame.activity:.3f}")
    note = f" ({frame.note})" if frame.note else ""
    about = f"{frame.want or frame.avoid}: " if frame.want or frame.avoid else ""
    return f"{about}{', '.join(parts)}{note}"


def _opinion(similarity: float | None, judged: float | None) -> str:
    own = "–" if similarity is None else f"{similarity:.3f}"
    return own if judged is None else f"{own}, judge {judged:.3f}"
