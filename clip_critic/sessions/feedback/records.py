"""Sessions as plain data: what ``--json``, exports and the HTTP API hand out."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from clip_critic.errors import CriticError
from clip_critic.prompts.difference import Change, difference
from clip_critic.ranking.records import Record, ranking_record
from clip_critic.sessions.feedback.plan import ranking_of
from clip_critic.sessions.feedback.policies.base import Proposal
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.steps import Place, Step, kept, step_record
from clip_critic.sessions.feedback.store import SessionStore
from clip_critic.sessions.feedback.work import LoopStatus


def session_record(session: Session) -> Record:
    """A whole session but for what CLIP saw of every word, which `seen_record` tells of one step."""
    return {
        "id": session.id,
        "created": session.created,
        "start": session.start,
        "origin": session.origin,
        "settings": asdict(session.settings),
        "encoder": session.seen_by.get("encoder", ""),
        "held": [{"word": word, "weight": weight} for word, weight in session.seen_by.get("held", ())],
        "kept": _kept_record(session),
        "steps": [_step_record(step) for step in session.steps],
        "notes": list(session.notes),
    }


def brief_record(store: SessionStore, session_id: str) -> Record:
    """What a list of sessions tells of one; a damaged one is told with its ``error``."""
    try:
        session = store.read(session_id)
    except CriticError as error:
        return {"id": session_id, "error": str(error)}
    settings = session.settings
    return {
        "id": session.id,
        "created": session.created,
        "start": session.start,
        "policy": settings.policy,
        "want": settings.want,
        "avoid": settings.avoid,
        "steps": session.steps[-1].number if session.steps else 0,
        "of": settings.steps,
        "kept": _kept_record(session),
    }


def status_record(status: LoopStatus) -> Record:
    """Where a session is, with the session itself."""
    return {
        "state": status.state,
        "message": status.message,
        "done": status.done,
        "doing": status.doing,
        "version": status.version,
        "proposal": proposal_record(status.session, status.proposal) if status.proposal else None,
        "session": session_record(status.session),
    }


def proposal_record(session: Session, proposal: Proposal) -> Record:
    """A proposal, with what is different from the last prompts, as stretches that stay, come or go."""
    prompt, negative = last_prompts(session)
    return {
        "prompt": proposal.prompt,
        "negative_prompt": proposal.negative_prompt,
        "why": list(proposal.why),
        "changes": _changes(difference(prompt, proposal.prompt)),
        "negative_changes": _changes(difference(negative, proposal.negative_prompt)),
    }


def seen_record(session: Session, number: int) -> Record:
    """A step with all that CLIP saw in its best picture; raises `NoSessionError` where there is none."""
    step = session.step(number)
    winner = step.winner
    ranking = ranking_of(session, Place(step, winner)) if winner else None
    return {**_step_record(step), "ranking": ranking_record(ranking) if ranking else None}


def last_prompts(session: Session) -> tuple[str, str]:
    """Prompt and negative prompt of the last step; the start picture has none."""
    last = session.steps[-1] if session.steps else None
    return (last.prompt, last.negative_prompt) if last else ("", "")


def _kept_record(session: Session) -> Record | None:
    place = kept(session.steps)
    if place is None:
        return None
    one = place.candidate
    return {"step": place.step.number, "file": one.file, "seed": one.seed, "score": one.score.value}


def _step_record(step: Step) -> Record:
    record: dict[str, Any] = step_record(step)
    for one in record["candidates"]:
        del one["similarities"]
    return record


def _changes(changes: tuple[Change, ...]) -> list[Record]:
    return [{"kind": change.kind, "text": change.text} for change in changes]
