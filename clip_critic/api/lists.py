"""Presets over HTTP."""

from typing import Any, Optional

from fastapi import APIRouter
from pydantic import BaseModel

from clip_critic.api.answers import answers
from clip_critic.api.limits import require_short_list
from clip_critic.keywords.presets import PresetStore


class ListText(BaseModel):
    """A keyword list as text; ``revision`` is that of the version that was edited."""

    text: str
    revision: Optional[str] = None  # noqa: UP045


class NewName(BaseModel):
    """The new name of a preset."""

    name: str


def add_list_routes(routes: APIRouter, presets: PresetStore) -> None:
    """Add the routes for presets."""

    @routes.get("/lists", summary="Names of the presets, and which are your own")
    def names() -> dict[str, Any]:
        with answers():
            entries = presets.entries()
            return {
                "lists": [entry.name for entry in entries],
                "presets": [{"name": entry.name, "own": not entry.bundled} for entry in entries],
                "skipped": list(presets.skipped()),
            }

    @routes.get("/lists/{name:path}", summary="A preset with its text")
    def read(name: str) -> dict[str, Any]:
        with answers():
            preset = presets.get(name)
            return {"name": preset.name, "text": preset.text, "revision": preset.revision}

    @routes.put("/lists/{name:path}", summary="Save a preset of your own")
    def save(name: str, body: ListText) -> dict[str, Any]:
        with answers():
            saved = presets.save(name, require_short_list(body.text), revision=body.revision)
            return {
                "name": saved.name,
                "revision": saved.revision,
                "notes": list(saved.notes),
            }

    @routes.delete("/lists/{name:path}", summary="Move a preset of your own to the trash folder")
    def delete(name: str) -> dict[str, Any]:
        with answers():
            presets.delete(name)
            return {"name": name}

    @routes.post("/lists/{name:path}/rename", summary="Rename a preset of your own")
    def rename(name: str, body: NewName) -> dict[str, Any]:
        with answers():
            return {"name": presets.rename(name, body.name)}
