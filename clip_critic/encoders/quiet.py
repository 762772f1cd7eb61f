"""Silencing other libraries while a model loads."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet(*, downloads: bool = False) -> Iterator[None]:
    """Silence the warnings and progress bars of transformers and open_clip, and restore them afterwards.

    Nor does transformers ask whether to run a program that comes with a model: it refuses at once.

    Args:
        downloads: whether to show the progress bars of downloads, which take minutes.
    """
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")  # unset, tokenizers warns after any fork
    from transformers import dynamic_module_utils as programs
    from transformers.utils import logging as chatter

    patience, programs.TIME_OUT_REMOTE_CODE = programs.TIME_OUT_REMOTE_CODE, 0
    root, guard, hub = logging.getLogger(), logging.NullHandler(), logging.getLogger("huggingface_hub")
    hub_level, level, bars = hub.level, chatter.get_verbosity(), chatter.is_progress_bar_enabled()
    # open_clip logs to the root logger, and `logging.info` adds a handler there if there is none.
    root.addHandler(guard)
    chatter.set_verbosity(logging.CRITICAL)
    if not downloads:
        chatter.disable_progress_bar()
    hub.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        programs.TIME_OUT_REMOTE_CODE = patience
        root.removeHandler(guard)
        chatter.set_verbosity(level)
        hub.setLevel(hub_level)
        if bars:
            chatter.enable_progress_bar()
