"""Sessions as plain data, for ``--json``, exports and the HTTP API."""

from __future__ import annotations

from typing import Any

from clip_critic.errors import CriticError
from clip_critic.prompts.difference import Change, difference
from clip_critic.ranking.records import Record, ranking_record
from clip_critic.ranking.result import Ranking
from clip_critic.sessions import base
from clip_critic.sessions.feedback.plan import ranking_of
from clip_critic.sessions.feedback.policies.base import Proposal
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.settings import settings_record
from clip_critic.sessions.feedback.steps import Place, Step, kept, step_record
from clip_critic.sessions.feedback.store import SessionStore
from clip_critic.sessions.feedback.work import LoopStatus

WORDS_OF_GROUP, WORDS_OF_LIST, SHOWN_GROUPS = 3, 10, 12
"""The most words of each group, or of a list without groups, and the most groups in a brief record."""


def session_record(session: Session) -> Record:
    """Return a session without every word's ranking, which `seen_record` has for one step."""
    return {
        "id": session.id,
        "created": session.created,
        "start": session.start,
        "origin": session.origin,
        **({"masked": True} if session.masked else {}),
        "settings": settings_record(session.settings),
        "encoder": session.seen_by.get("encoder", ""),
        **({"taste": dict(session.seen_by["taste"])} if "taste" in session.seen_by else {}),
        "held": [{"word": word, "weight": weight} for word, weight in session.seen_by.get("held", ())],
        "kept": _kept_record(session),
        "steps": [_step_record(step) for step in session.steps],
        "notes": list(session.notes),
    }


def brief_record(store: SessionStore, session_id: str) -> Record:
    """Return a session's entry in a list; a damaged session has an ``error``."""
    try:
        return brief_of(store.read(session_id))
    except CriticError as error:
        return {"id": session_id, "error": str(error)}


def brief_of(session: Session) -> Record:
    """Return a session's entry in a list."""
    settings = session.settings
    return {
        "id": session.id,
        "created": session.created,
        "start": session.start,
        "policy": settings.policy,
        "want": settings.want,
        "avoid": settings.avoid,
        **({"taste": settings.taste} if settings.taste else {}),
        "steps": session.steps[-1].number if session.steps else 0,
        "of": settings.steps,
        "kept": _kept_record(session),
    }


def status_record(status: LoopStatus) -> Record:
    """Return a session's status, with the session itself."""
    proposal = proposal_record(status.session, status.proposal) if status.proposal else None
    return base.status_record(status, proposal, session_record(status.session))


def proposal_record(session: Session, proposal: Proposal) -> Record:
    """Return a proposal with its differences from the last prompts: kept, added and removed parts."""
    prompt, negative = last_prompts(session)
    return {
        "prompt": proposal.prompt,
        "negative_prompt": proposal.negative_prompt,
        "why": list(proposal.why),
        "changes": _changes(difference(prompt, proposal.prompt)),
        "negative_changes": _changes(difference(negative, proposal.negative_prompt)),
    }


def seen_record(session: Session, number: int) -> Record:
    """Return a step with all that CLIP saw in its best picture; raises `NoSessionError`."""
    step = session.step(number)
    winner = step.winner
    ranking = ranking_of(session, Place(step, winner)) if winner else None
    return {**_step_record(step), "ranking": ranking_record(ranking) if ranking else None}


def brief_seen_record(session: Session, number: int) -> Record:
    """Return a step with the best words of each group in its best picture; raises `NoSessionError`."""
    step = session.step(number)
    ranking = ranking_of(session, Place(step, step.winner)) if step.winner else None
    return {**_step_record(step), "seen": _best_words(ranking) if ranking else []}


def _best_words(ranking: Ranking) -> list[Record]:
    if len(ranking.groups) < 2:
        words = [{"word": entry.keyword, "share": entry.share} for entry in ranking.entries(WORDS_OF_LIST)]
        return [{"group": "", "words": words}]
    return [
        {
            "group": span.name,
            "words": [
                {"word": entry.keyword, "share": entry.group_share}
                for entry in ranking.group_entries(span, WORDS_OF_GROUP)
            ],
        }
        for span in ranking.groups[:SHOWN_GROUPS]
    ]


def last_prompts(session: Session) -> tuple[str, str]:
    """Return the prompt and the negative prompt of the last step; the start picture has none."""
    last = session.steps[-1] if session.steps else None
    return (last.prompt, last.negative_prompt) if last else ("", "")


def _kept_record(session: Session) -> Record | None:
    place = kept(session.steps)
    if place is None:
        return None
    best = place.candidate
    return {"step": place.step.number, "file": best.file, "seed": best.seed, "score": best.score.value}


def _step_record(step: Step) -> Record:
    record: dict[str, Any] = step_record(step)
    for candidate in record["candidates"]:
        del candidate["similarities"]
    if step.number and step.winner is not None:  # the others have no prompt to count
        record["tokens"] = list(step.tokens) if step.tokens else None
        record["negative_tokens"] = list(step.negative_tokens) if step.negative_tokens else None
    return record


def _changes(changes: tuple[Change, ...]) -> list[Record]:
    return [{"kind": change.kind, "text": change.text} for change in changes]
