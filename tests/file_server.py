"""A web server of files in the tests' own process: it understands Range, and can break off half-way."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Files:
    """The files that the server offers, and the requests that it got.

    Attributes:
        content: the bytes at each path.
        breaks: the number of answers yet to be broken off half-way, for files of more than 100 KB.
        knows_ranges: whether it honours Range.
        asked: the method, path and first byte of each request.
        address: the server's own.
    """

    content: dict[str, bytes]
    breaks: int = 0
    knows_ranges: bool = True
    asked: list[tuple[str, str, int]] = field(default_factory=list)
    address: str = ""

    def downloads(self, path: str) -> list[int]:
        """The first byte of each request for a path."""
        return [start for method, asked, start in self.asked if method == "GET" and asked == path]


def go_online(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the hub's client reach a server in this test, although the tests are offline."""
    from huggingface_hub import constants
    from huggingface_hub.utils import _http

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    for name in ("reset_sessions", "close_session"):  # of versions before and after 1
        getattr(_http, name, lambda: None)()


@contextmanager
def serving(files: Files) -> Iterator[Files]:
    """Serve files at ``files.address``."""

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def do_GET(self) -> None:
            self._answer(with_body=True)

        def _answer(self, *, with_body: bool) -> None:
            start = int((self.headers.get("Range") or "bytes=0-").removeprefix("bytes=").partition("-")[0])
            files.asked.append((self.command, self.path, start))
            data = files.content.get(self.path)
            if data is None:
                self.send_error(404)
                return
            start = start if files.knows_ranges else 0
            if start > 0 and start >= len(data):
                self.send_error(416)
                return
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(data) - start))
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
            self.send_header("ETag", f'"{hashlib.sha256(data).hexdigest()}"')
            self.send_header("X-Repo-Commit", COMMIT)
            self.end_headers()
            if with_body:
                self._send(data[start:])

        def _send(self, data: bytes) -> None:
            if files.breaks and len(data) > 100_000:
                files.breaks -= 1
                data = data[: len(data) // 2]
                self.close_connection = True
            self.wfile.write(data)

        def log_message(self, *arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    files.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield files
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
