"""The host's own progress and live preview of the job at work, read as its page reads them."""

from __future__ import annotations

import io
import logging
import time

from modules import shared

from clip_critic.hosts.base import Live
from clip_critic.hosts.webui.places import NAME

logger = logging.getLogger(__name__)


def live() -> Live:
    """Return the progress of our work in the host; empty while the host does something else."""
    state = shared.state
    if state.job != NAME:
        return Live()
    progress = _progress()
    seconds = time.time() - (state.time_start or time.time())
    eta = seconds / progress - seconds if progress else None
    return Live(progress, eta, _preview_number())


def preview() -> bytes | None:
    """Return the last live preview as a JPEG file, or None if there is none."""
    image = shared.state.current_image if shared.state.job == NAME else None
    if image is None:
        return None
    file = io.BytesIO()
    image.convert("RGB").save(file, "JPEG", quality=85)
    return file.getvalue()


def _progress() -> float:
    """Return the share of the host's current job that is done."""
    state = shared.state
    if state.job_count <= 0:
        return 0.0
    within = state.sampling_step / state.sampling_steps if state.sampling_steps > 0 else 0.0
    return float(min((state.job_no + min(within, 1.0)) / state.job_count, 1.0))


def _preview_number() -> int | None:
    """Return a number that changes with the preview, after renewing the preview where it is due."""
    state = shared.state
    if not getattr(shared.opts, "live_previews_enable", False):
        return None
    try:
        state.set_current_image()
    except Exception:  # a preview is only shown, and the job's own thread reports what is wrong with it
        logger.debug("There is no live preview:", exc_info=True)
    return int(state.id_live_preview) if state.current_image is not None else None
