"""A socket that listens, and a server that answers on it until Ctrl-C."""

import errno
import ipaddress
import socket
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from types import FrameType

import uvicorn
from fastapi import FastAPI

from clip_critic.errors import BadInputError

LAST_WORDS_SECONDS = 2


def listen(host: str, port: int) -> AbstractContextManager[socket.socket]:
    """Return a socket that listens, so that a taken port is known before anything slow.

    Args:
        port: 0 takes any free one.

    Raises:
        BadInputError: the port is taken or not allowed, or the address is not one of this machine.
    """
    try:
        (family, *_, address), *_ = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        # asyncio sends small answers at once only on a socket that names its protocol.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            if sys.platform == "win32":  # where reusing an address would share the port with its owner
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(128)
        except BaseException:
            listener.close()
            raise
    except (OSError, UnicodeError) as error:
        raise BadInputError(_why_not_listening(host, port, error)) from None
    return listener


def page_address(listener: socket.socket) -> str:
    """Return the address at which a browser on this machine finds the page."""
    host, port = listener.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:
        host = "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def serve(
    app: FastAPI, listener: socket.socket, ready: Callable[[], None], stopping: Callable[[], None]
) -> None:
    """Answer requests until Ctrl-C.

    Args:
        ready: called once when requests are answered.
        stopping: called when the server is asked to stop.
    """
    config = uvicorn.Config(
        app, log_level="error", access_log=False, timeout_graceful_shutdown=LAST_WORDS_SECONDS
    )
    with suppress(KeyboardInterrupt):  # newer uvicorns hand Ctrl-C on when they have stopped
        _Server(config, ready, stopping).run(sockets=[listener])


class _Server(uvicorn.Server):
    def __init__(
        self, config: uvicorn.Config, ready: Callable[[], None], stopping: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._ready, self._stopping = ready, stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._stopping()
        super().handle_exit(sig, frame)


def _why_not_listening(host: str, port: int, error: Exception) -> str:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return (
            f"Port {port} is taken, perhaps by CLIP Critic itself: choose another with --port, or 0 for any."
        )
    if number in (errno.EACCES, errno.EPERM):
        return f"Port {port} may not be used: choose one above 1023 with --port, or --port 0."
    return f"{host} is not an address of this machine ({getattr(error, 'strerror', None) or error})."
