"""``clip-critic serve``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

import os
import sys
import webbrowser
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clip_critic.cli import options
from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.run import command_run
from clip_critic.cli.show.terminal import Terminal
from clip_critic.cli.table_options import parameter, with_options
from clip_critic.cli.wiring import (
    make_checkpoints,
    make_critic,
    make_settings,
    make_studio,
    require_modules,
)

if TYPE_CHECKING:
    from clip_critic.sessions.base import Studio

HELP = """Open CLIP Critic as a page in the browser, with its HTTP API.

The page is at http://127.0.0.1:7862, for this machine only; its API is described at /docs. Ctrl-C stops it.

\b
Examples:
  clip-critic serve
  clip-critic serve --port 0 --no-open      on any free port
  clip-critic serve --host 0.0.0.0          for everybody on your network, without a password
"""
EPILOG = EXIT_CODES

OPTIONS = (
    parameter(
        "host",
        "127.0.0.1",
        Annotated[
            str,
            typer.Option(
                "--host", metavar="ADDRESS", help="The address to listen on; 0.0.0.0 lets others in."
            ),
        ],
    ),
    parameter(
        "port",
        7862,
        Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 for any free one.")],
    ),
    parameter(
        "open_page",
        None,
        Annotated[
            options.Flag,
            typer.Option(
                "--open/--no-open",
                help="Open the page in the browser, or not. [default: if started from a desktop's terminal]",
                show_default=False,
            ),
        ],
    ),
    parameter("encoder", "", options.Encoder),
    parameter(
        "any_encoder",
        False,
        Annotated[
            bool,
            typer.Option(
                "--allow-any-encoder",
                help="Let every program name any encoder: a path, or one to download. Else only "
                "this machine's own page may; others choose from the catalogue and the models folder.",
            ),
        ],
    ),
    parameter("device", "auto", options.Device),
    parameter("precision", "auto", options.Precision),
    parameter("checkpoint", "", options.Checkpoint),
    parameter("checkpoints", None, options.CheckpointFolder),
    parameter("vaes", None, options.VaeFolder),
    parameter("verbose", False, options.Verbose),
)


DEFAULTS = {option.name: option.default for option in OPTIONS}


@with_options(OPTIONS)
def serve(**values: Any) -> None:
    with command_run(values["verbose"]) as terminal:
        serve_page(values, terminal)


def serve_page(
    values: Mapping[str, Any], terminal: Terminal, place: "Callable[[Studio], str]" = lambda studio: ""
) -> None:
    """Serve until Ctrl-C.

    Args:
        values: the values of the command's options; those that are missing have their defaults.
        place: returns what is added to the page's address, which the browser opens; what it raises comes
            before anything is served.
    """
    values = {**DEFAULTS, **values}
    host, open_page = values["host"], values["open_page"]
    require_modules("fastapi", "uvicorn")
    from clip_critic import server
    from clip_critic.api.listening import listen, page_address
    from clip_critic.api.local import is_loopback

    critic = make_critic(make_settings(values["encoder"], values["device"], values["precision"]))
    checkpoints = make_checkpoints(values["checkpoint"], values["checkpoints"], values["vaes"])
    studio = make_studio(critic, checkpoints)
    where = place(studio)
    with listen(host, values["port"]) as socket:
        only_local = is_loopback(host)
        opens = _is_desktop() if open_page is None else open_page
        address = page_address(socket) + where
        if not only_local:
            warning = f"Warning: everybody who can reach {host} can use this page without a password."
            terminal.tell(warning, "bold red")
        terminal.tell("Starting ...", "dim")
        server.run(
            studio,
            socket,
            only_local=only_local,
            any_encoder=values["any_encoder"],
            ready=lambda: _tell_ready(terminal, address, opens),
        )
    terminal.tell("Stopped.", "dim")


serve.__doc__ = HELP


def _tell_ready(terminal: Terminal, address: str, open_page: bool) -> None:
    terminal.write(f"CLIP Critic is at {address} (Ctrl-C stops it)\n")
    if open_page:
        webbrowser.open(address)


def _is_desktop() -> bool:
    """Return whether a person started this on a machine with a screen for a browser."""
    has_screen = sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    return has_screen and sys.stdout.isatty()
