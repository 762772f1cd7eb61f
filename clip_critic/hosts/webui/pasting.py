"""The settings that the host's page takes over from the metadata of one of our pictures."""

from __future__ import annotations

from typing import Any

SESSION = "CLIP Critic session"
SECOND_PASS = ("Hires upscale", "Hires upscaler")
SIZES = ("Hires resize-1", "Hires resize-2")


def keep_hires_off(infotext: str, params: dict[str, Any]) -> None:
    """Remove sizes of a second pass that a session's picture never had.

    The host adds them to the metadata of any picture that it reads, and then takes every picture of img2img
    for one of *Hires. fix*, which it would switch on in txt2img.
    """
    if SESSION in params and not any(name in params for name in SECOND_PASS):
        for name in SIZES:
            if not params.get(name):
                params.pop(name, None)
