"""Pictures in and out of a WebUI that draws with the miniature, and the sessions that it keeps."""

from __future__ import annotations

import base64
import time
from io import BytesIO
from typing import Any

import httpx
from PIL import Image

from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.store import SessionStore
from tests.host.harness import PATIENCE, Host, HostError

CIRCLE, SEED, SIDE = "a large red circle on a white background, plain", 5, 64
LIST = "[Colours]\nred\ngreen\nblue\nyellow\n[Shapes]\ncircle\nsquare\nstar\n"


def encoded(picture: Image.Image) -> str:
    """A picture as the WebUI's API takes it."""
    held = BytesIO()
    picture.save(held, "PNG")
    return base64.b64encode(held.getvalue()).decode()


def decoded(text: str) -> Image.Image:
    """A picture as the WebUI's API gives it, with its metadata."""
    picture = Image.open(BytesIO(base64.b64decode(text)))
    picture.load()
    return picture


def post(host: Host, route: str, **body: Any) -> Any:
    """Return a route's answer; raise an error if it refuses."""
    return answer(host, route, **body).raise_for_status().json()


def answer(host: Host, route: str, **body: Any) -> httpx.Response:
    with host.client(timeout=300.0) as client:
        return client.post(route, json=body)


def draw(host: Host, prompt: str = CIRCLE, **wanted: Any) -> Image.Image:
    """One picture by the WebUI's own txt2img."""
    body = {"prompt": prompt, "seed": SEED, "width": SIDE, "height": SIDE, "steps": 12, **wanted}
    return decoded(post(host, "/sdapi/v1/txt2img", **body)["images"][0])


def png_info(host: Host, picture: Image.Image) -> dict[str, Any]:
    """Return what the host's PNG Info reads from a picture."""
    return dict(post(host, "/sdapi/v1/png-info", image=encoded_as_it_is(picture)))


def encoded_as_it_is(picture: Image.Image) -> str:
    """Return a picture as base64, with its metadata."""
    from PIL.PngImagePlugin import PngInfo

    metadata, held = PngInfo(), BytesIO()
    metadata.add_text("parameters", picture.info["parameters"])
    picture.save(held, "PNG", pnginfo=metadata)
    return base64.b64encode(held.getvalue()).decode()


def store(host: Host) -> SessionStore:
    """Return the host's sessions, as they are on its disk."""
    return SessionStore(host.data / "clip-critic" / "sessions")


def newest(host: Host) -> Session:
    """Return the session that was begun last, from the host's disk."""
    sessions = store(host)
    return sessions.read(sessions.ids()[0])


def end_session(host: Host, session: str) -> dict[str, Any]:
    """Interrupt a session, and return its status once nothing is at work."""
    place = f"/clip-critic/v1/sessions/{session}"
    post(host, f"{place}/interrupt")
    version, end = 0, time.monotonic() + PATIENCE
    with host.client(timeout=PATIENCE) as client:
        while time.monotonic() < end:
            status = client.get(place, params={"newer_than": version}).raise_for_status().json()
            if status["state"] not in ("waiting", "running"):
                return dict(status)
            version = status["version"]
    raise HostError(f"the session did not end: {status['doing']}")
