"""The one encoder that a program keeps in memory: loaded lazily, unloaded on request."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Callable, Hashable
from threading import RLock
from typing import Generic, TypeVar

from clip_critic.encoders.base import Encoder

logger = logging.getLogger(__name__)


Spec = TypeVar("Spec", bound=Hashable)


class EncoderSlot(Generic[Spec]):
    """A place for at most one encoder. Safe to use from several threads.

    Args:
        load: a function that loads an encoder from its specification, called at the first `get`.
        check: a function that raises if nothing can be loaded for a specification.
    """

    def __init__(
        self, load: Callable[[Spec], Encoder], check: Callable[[Spec], object] = lambda spec: None
    ) -> None:
        self._load = load
        self._check = check
        self._lock = RLock()
        self._spec: Spec | None = None
        self._encoder: Encoder | None = None

    @property
    def spec(self) -> Spec | None:
        """The specification of the loaded encoder, or none."""
        return self._spec

    def get(self, spec: Spec) -> Encoder:
        """Return the encoder with this specification; another one is unloaded first, to free its memory.

        Raises:
            EncoderError: it cannot be loaded. If the name is wrong or the model incomplete, the previous
                encoder stays loaded; if the weights are damaged, the slot is empty.
        """
        with self._lock:
            if self._encoder is None or self._spec != spec:
                if self._encoder is not None:
                    self._check(spec)
                self.unload()
                logger.info("Loading the encoder %s", spec)
                self._encoder = self._load(spec)
                self._spec = spec
            return self._encoder

    def unload(self) -> None:
        """Release the encoder and its memory; code that still uses it keeps it until it is done."""
        with self._lock:
            if self._encoder is None:
                return
            self._spec = self._encoder = None
            gc.collect()
            _free_device_memory()

    def to_cpu(self) -> None:
        """Free the device's memory; the next use moves the encoder back to the device."""
        with self._lock:
            offload = getattr(self._encoder, "offload", None)
            if offload is not None:
                offload()


def _free_device_memory() -> None:
    torch = sys.modules.get("torch")  # a module that was never imported holds no memory
    if torch is not None and torch.cuda.is_available():
        torch.cuda.empty_cache()
