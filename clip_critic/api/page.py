"""The page that people look at: plain HTML with one element, and the module that draws it."""

import hashlib
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path

from fastapi import FastAPI, HTTPException, Request, Response

from clip_critic.storage.assets import face_module

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
ELEMENT = b"<clip-critic>"
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript"}
"""Types of our files."""


def add_page(app: FastAPI, *paths: str, key_for: Callable[[Request], str] = lambda request: "") -> None:
    """Serve the page at these paths, and its files under `STATIC`.

    Args:
        key_for: a function that returns the page's key for those who may have it, or an empty text.
    """

    def page(request: Request) -> Response:
        return _answer(request, OWN / "face.html", SAFE, key_for(request))

    for path in paths:
        app.add_api_route(path, page, include_in_schema=False)

    @app.get(STATIC + "/{name}", include_in_schema=False)
    def static(request: Request, name: str) -> Response:
        files = {file.name: file for file in (*OWN.iterdir(), face_module())}
        if name not in files:
            raise HTTPException(404, "There is no such file.")
        return _answer(request, files[name], SAFE)


def _answer(request: Request, file: Path, headers: Mapping[str, str], key: str = "") -> Response:
    """Return a file, or 304 if the browser has it already; it asks each time, so that an update is seen."""
    try:
        data = file.read_bytes()
    except OSError:
        raise HTTPException(404, f"{file.name} is not installed: install CLIP Critic again.") from None
    if key:
        data = data.replace(ELEMENT, f'<clip-critic key="{escape(key)}">'.encode())
    tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = {**headers, "ETag": tag, "Cache-Control": "no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=TYPES[file.suffix], headers=headers)
