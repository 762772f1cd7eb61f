"""The page that people look at: plain HTML with one element, and the module that draws it."""

import hashlib
import json
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response

from clip_critic.api.face import Surroundings, describe
from clip_critic.critic import Critic
from clip_critic.errors import CriticError
from clip_critic.storage.assets import face_modules

OWN = Path(__file__).with_name("static")
STATIC = "/clip-critic/static"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "connect-src 'self' data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
"""The page's policy: it loads nothing from elsewhere, and no other page shows it in a frame."""
SAFE = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}
ELEMENT = "<clip-critic>"
FACE = "clip-critic-face"
"""The id of the element with what the page shows."""
IN_SCRIPT = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&"}
"""Marks that could end an element, as JSON writes them in its texts."""
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript"}
"""Types of our files."""


def add_page(
    app: FastAPI, critic: Critic, *paths: str, key_for: Callable[[Request], str] = lambda request: ""
) -> None:
    """Serve the page at these paths, and its files under `STATIC`.

    The description of what it shows comes with the page, so that the module can draw at once.

    Args:
        key_for: a function that returns the page's key for those who may have it, or an empty text.
    """

    def page(request: Request) -> Response:
        html = _read(OWN / "face.html").decode("utf-8")
        try:
            face = describe(critic, Surroundings(), request.headers.get("accept-language", ""))
            html = html.replace(ELEMENT, _script(face) + ELEMENT)
        except CriticError:
            pass  # the module asks again, and shows the reason
        if key := key_for(request):
            html = html.replace(ELEMENT, f'<clip-critic key="{escape(key)}">')
        return _answer(request, html.encode(), ".html")

    for path in paths:
        app.add_api_route(path, page, include_in_schema=False)

    @app.get(STATIC + "/{name:path}", include_in_schema=False)
    def static(request: Request, name: str) -> Response:
        files = {file.name: file for file in OWN.iterdir()} | face_modules()
        if name not in files:
            raise HTTPException(404, "There is no such file.")
        return _answer(request, _read(files[name]), files[name].suffix)


def _script(face: Mapping[str, Any]) -> str:
    """Return an element with data for the module; nothing in it can end the element."""
    return f'<script type="application/json" id="{FACE}">{json.dumps(face).translate(IN_SCRIPT)}</script>\n'


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise HTTPException(404, f"{file.name} is not installed: install CLIP Critic again.") from None


def _answer(request: Request, data: bytes, suffix: str) -> Response:
    """Return a file, or 304 if the browser has it already; it asks each time, so that an update is seen."""
    tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = {**SAFE, "ETag": tag, "Cache-Control": "no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=TYPES[suffix], headers=headers)
