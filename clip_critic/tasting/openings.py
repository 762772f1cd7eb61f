"""Folders and sessions that are open for choosing: looked at in the background, and kept while they are used.

Opening takes turns with everything else, a few pictures at a time. A source that is opened again is looked at
again, quietly: only what is new takes time, and choosing goes on meanwhile.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from clip_critic.engine.turns import Turn
from clip_critic.errors import BadInputError, CriticError, InterruptedByUser
from clip_critic.keywords.lists import KeywordList
from clip_critic.tasting.collection import Collection
from clip_critic.tasting.learner import Learner
from clip_critic.tasting.tasting import Tasting

logger = logging.getLogger(__name__)

KEPT = 8
"""The openings that are kept, besides those at work: the ones that were used last."""
MAX_WORKING = 16
"""The openings that may be at work at the same time."""
BUSY = "Too many folders are being opened: wait until some of them are."
INTERRUPTED = "Interrupted. What was looked at is kept: open it again to go on."
FAILED = "CLIP Critic failed ({reason}). The log has the details."
STILL = "The pictures are still being looked at: wait a moment."
SENTENCES = (INTERRUPTED, FAILED, STILL, BUSY)


@dataclass(frozen=True)
class OfferedFile:
    """A picture's file, as a source offers it.

    Attributes:
        path: the file.
        name: its name for people.
        text: what else is known of it in one line, such as the prompt.
    """

    path: Path
    name: str
    text: str = ""


@dataclass(frozen=True)
class Source:
    """A folder or a session to choose from.

    Attributes:
        id: what it is, as plain data that no other source has.
        title: a name for people.
        files: returns its files; it may take long, and is called in the background.
    """

    id: Mapping[str, str]
    title: str
    files: Callable[[], Sequence[OfferedFile]]


@dataclass(frozen=True, eq=False)
class Opened:
    """Pictures to choose from, and what learns tastes among them.

    Attributes:
        collection: the pictures.
        learner: learns tastes.
        offered: how the source offers each picture, by its digest.
    """

    collection: Collection
    learner: Learner
    offered: Mapping[str, OfferedFile]


@dataclass(frozen=True, eq=False)
class Opening:
    """A snapshot of a source that is open, or is being opened.

    Attributes:
        key: what names it.
        source: the source.
        state: ``ready`` as soon as one can choose, even while it is looked at again.
        done, total: the pictures that have been looked at, and all of them.
        message: why it failed.
        opened: the pictures, once it is ready.
    """

    key: str
    source: Source
    state: Literal["working", "ready", "failed"] = "working"
    done: int = 0
    total: int = 0
    message: str = ""
    opened: Opened | None = None

    @property
    def why_not(self) -> str:
        """A sentence that says why one cannot choose; empty if one can."""
        if self.opened is not None:
            return ""
        return self.message if self.state == "failed" else STILL


@dataclass(eq=False)
class _Work:
    """An opening and its thread, guarded by the lock of its `Openings`."""

    opening: Opening
    stop: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None


class Openings:
    """All sources that are open in this process.

    Args:
        tasting: looks at pictures, and learns.
        turn: a context that waits until nobody else is working.
    """

    def __init__(self, tasting: Tasting, turn: Turn) -> None:
        self._tasting, self._turn = tasting, turn
        self._secret = secrets.token_bytes()
        self._lock = threading.Lock()
        self._works: OrderedDict[str, _Work] = OrderedDict()

    def open(self, source: Source, encoder: str, words: KeywordList, list_name: str) -> Opening:
        """Begin to open a source, or to look at it again, and return at once.

        Args:
            source: the source.
            encoder: the encoder.
            words: the words that tastes are learned with.
            list_name: the name of their list.

        Raises:
            BadInputError: too many are being opened.
        """
        key = self._key(source.id, encoder, list_name)
        with self._lock:
            work = self._works.get(key)
            if work is not None and work.thread is not None and not work.stop.is_set():
                return work.opening
            if sum(other.thread is not None for other in self._works.values()) >= MAX_WORKING:
                raise BadInputError(BUSY)
            opened = work.opening.opened if work else None
            new = _Work(Opening(key, source, "ready" if opened else "working", opened=opened))
            self._works[key] = new
            self._works.move_to_end(key)
            self._forget()
            name = f"clip-critic-open-{key[:8]}"
            new.thread = threading.Thread(
                target=self._run, args=(new, encoder, words), name=name, daemon=True
            )
            new.thread.start()
            return new.opening

    def find(self, key: str) -> Opening | None:
        """Return an opening by its key; None if it is not known (any more)."""
        with self._lock:
            work = self._works.get(key)
            if work is not None:
                self._works.move_to_end(key)
            return work.opening if work else None

    def interrupt(self, key: str) -> Opening | None:
        """Stop looking at pictures; one that is ready stays so. Return None if it is not known."""
        with self._lock:
            work = self._works.get(key)
            if work is None:
                return None
            if work.thread is not None:
                work.stop.set()
                self._failed(work, INTERRUPTED)
            return work.opening

    def _key(self, identity: Mapping[str, str], encoder: str, list_name: str) -> str:
        """Return the key, which others cannot guess: a path may be private."""
        text = json.dumps([dict(identity), encoder, list_name], sort_keys=True)
        return hmac.new(self._secret, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:32]

    def _run(self, work: _Work, encoder: str, words: KeywordList) -> None:
        message = FAILED.format(reason="it was stopped")
        try:
            opened = self._look(work, encoder, words)
            with self._lock:
                if not work.stop.is_set():
                    count = len(opened.collection.pool)
                    work.opening = replace(
                        work.opening, state="ready", done=count, total=count, opened=opened
                    )
            message = ""
        except InterruptedByUser as stopped:
            message = INTERRUPTED if work.stop.is_set() else str(stopped)
        except CriticError as error:
            logger.debug("An opening ended here:", exc_info=True)
            message = str(error)
        except Exception as error:
            logger.exception("Opening pictures failed")
            message = FAILED.format(reason=f"{type(error).__name__}: {error}"[:200])
        finally:
            with self._lock:
                work.thread = None
                if message:
                    self._failed(work, message)

    def _look(self, work: _Work, encoder: str, words: KeywordList) -> Opened:
        def report(done: int, total: int, what: str) -> None:
            if work.stop.is_set():
                raise InterruptedByUser(INTERRUPTED)
            self._update(work, done=done, total=total)

        report(0, 0, "looking at pictures")
        before = work.opening.opened
        files = {offered.path: offered for offered in work.opening.source.files()}
        collection = self._tasting.collect(
            files,
            encoder=encoder,
            progress=report,
            turn=self._turn,
            before=before.collection if before else None,
        )
        offered = {digest: files[paths[0]] for digest, paths in collection.files.items()}
        if before is not None and _is_same(before, collection, words):
            same = replace(collection, pool=before.collection.pool)
            return Opened(same, before.learner, offered)
        with self._turn() as progress:
            progress(0, 1, "keywords")
            seen = self._tasting.words(words, encoder=encoder, progress=progress)
        return Opened(collection, self._tasting.learner(seen, collection), offered)

    def _update(self, work: _Work, **changes: Any) -> None:
        with self._lock:
            work.opening = replace(work.opening, **changes)

    def _failed(self, work: _Work, message: str) -> None:
        """Note why there is nothing to choose from; what was ready before stays so."""
        if work.opening.opened is None:
            work.opening = replace(work.opening, state="failed", message=message)

    def _forget(self) -> None:
        """Drop those that were not used for the longest time."""
        idle = [key for key, work in self._works.items() if work.thread is None]
        for key in idle[: max(len(idle) - KEPT, 0)]:
            if key != next(reversed(self._works)):
                del self._works[key]


def _is_same(before: Opened, now: Collection, words: KeywordList) -> bool:
    """Return whether what was learned among these pictures still holds."""
    last = before.collection
    is_same_pool = last.encoder == now.encoder and last.pool.digests == now.pool.digests
    return is_same_pool and before.learner.words.names == words.keywords
