"""The host's own progress and preview while a session is at work, where the host has them."""

from typing import Any

from fastapi import APIRouter, Response

from clip_critic.api.answers import answers
from clip_critic.hosts.base import Live
from clip_critic.sessions.kinds import AllJobs


def live_record(jobs: AllJobs, session_id: str) -> dict[str, Any]:
    """Return the progress as plain data; the preview's address changes with the preview."""
    find = getattr(jobs.studio.host(), "live", None)
    found = find() if find is not None else Live()
    address = None if found.preview is None else f"/sessions/{session_id}/preview?number={found.preview}"
    return {"progress": found.progress, "eta": found.eta, "preview": address}


def add_live_routes(routes: APIRouter, jobs: AllJobs) -> None:
    """Add the route for the preview."""

    @routes.get(
        "/sessions/{session_id}/preview",
        summary="The host's preview of the picture at work, as JPEG; empty (204) where there is none now",
    )
    def preview(session_id: str) -> Response:
        with answers():
            _, own = jobs.find(session_id)
            find = getattr(jobs.studio.host(), "preview", None)
            data = find() if find is not None and own.status(session_id).state == "running" else None
            if data is None:  # the picture is ready, or its turn is over, since the page asked: no error
                return Response(status_code=204)
            return Response(data, media_type="image/jpeg", headers={"Cache-Control": "no-store"})
