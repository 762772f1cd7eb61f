"""The host's folder of embeddings, and what it has read of it: new files are used without a restart."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

from modules import processing, sd_models, shared

from clip_critic.concepts.towers import unread_note
from clip_critic.hosts.webui.concepts import CACHES, databases
from clip_critic.weights.embeddings import Embedding

KINDS = ("StableDiffusionProcessing", "StableDiffusionProcessingTxt2Img", "StableDiffusionProcessingImg2Img")
"""The host's classes of jobs, which keep the last conditions for the next job."""
CONTENT = ("ids_lookup", "word_embeddings", "skipped_embeddings")
"""The attributes of a database that its folders' files fill."""
UNKNOWN_SHAPE = -1
"""What a database expects before it has read its folders for the first time: it takes anything."""
AT_NEXT_LOAD = "The WebUI draws with it from the next checkpoint on that it loads."


def embeddings_folders() -> tuple[Path, ...]:
    """Return the host's folder of embeddings: ``--embeddings-dir``, or ``embeddings``; none without one."""
    folder = getattr(shared.cmd_opts, "embeddings_dir", None)
    return (Path(folder).absolute(),) if folder else ()


def trains() -> bool:
    """Return whether the host has textual inversion of its own, in its tab *Train*, that can work."""
    try:
        from modules import sd_hijack
        from modules.textual_inversion import textual_inversion
    except ImportError:
        return False
    # A fork may have kept the tab, and not what it calls.
    return hasattr(textual_inversion, "train_embedding") and hasattr(sd_hijack, "undo_optimizations")


def use_new_embedding(embedding: Embedding) -> str:
    """Let the host draw its next picture with an embedding that is new in its folder.

    Returns:
        A sentence for the user if it needs something else for that; else an empty text.
    """
    _forget_conditions()
    if sd_models.model_data.sd_model is None:  # whatever is loaded first reads the folder
        return unread_note(embedding, ())
    found = databases()
    for database in found:
        _read_anew(database)
    if not found:
        return AT_NEXT_LOAD
    expected = {int(database.expected_shape) for database in found}
    return "" if UNKNOWN_SHAPE in expected else unread_note(embedding, expected)


def _read_anew(database: Any) -> None:
    """Make a database read its folders before the next picture, or at once where it never does that."""
    if "force_reload" in inspect.signature(database.load_textual_inversion_embeddings).parameters:
        for folder in database.embedding_dirs.values():
            folder.mtime = None  # changed, even within one tick of the file system's clock
        return
    fresh = type(database)(database.tokenizer, database.expected_shape)
    fresh.embedding_dirs = database.embedding_dirs
    fresh.load_textual_inversion_embeddings()
    for name in CONTENT:  # one by one, as a picture may just be drawn with them
        setattr(database, name, getattr(fresh, name))


def _forget_conditions() -> None:
    """Let the host read the next prompt even if it is the last picture's: it may mean something else."""
    for kind in (getattr(processing, name, None) for name in KINDS):
        for name in CACHES:
            kept = getattr(kind, name, None)
            if isinstance(kept, list):
                setattr(kind, name, [None] * len(kept))  # a running job keeps its own
