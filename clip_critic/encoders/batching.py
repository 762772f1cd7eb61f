"""Running a model in batches: smaller ones when memory runs out, with inputs prepared in parallel."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import torch

from clip_critic.errors import EncoderError

logger = logging.getLogger(__name__)

Item = TypeVar("Item")
Result = TypeVar("Result")


def is_out_of_memory(error: BaseException) -> bool:
    """Return whether memory ran out, on any device and with any supported torch.

    CUDA raises ``torch.cuda.OutOfMemoryError``; MPS, cuBLAS and the CPU's allocator a plain `RuntimeError`.
    """
    if isinstance(error, (torch.cuda.OutOfMemoryError, MemoryError)):
        return True
    text = str(error).lower()
    signs = ("out of memory", "can't allocate memory", "alloc_failed", "not enough memory")
    return isinstance(error, RuntimeError) and any(sign in text for sign in signs)


def run_batches(
    batches: Iterable[Sequence[Item]],
    run: Callable[[Sequence[Item]], Result],
    fall_back: Callable[[], bool],
) -> Iterator[tuple[Sequence[Item], Result]]:
    """Run every batch in order; a batch that does not fit in memory is halved, then run elsewhere.

    Args:
        batches: the items, in batches that should fit; any of them may be split.
        run: a function that runs the model; when it fails it must keep no memory.
        fall_back: a function that is called when a single item does not fit: it moves the model to where
            there is more memory, and returns whether it could.

    Yields:
        Each batch as it was run, with its result.

    Raises:
        EncoderError: a single item does not fit anywhere.
    """
    limit: int | None = None
    for full_batch in batches:
        rest = deque([full_batch])
        while rest:
            batch = rest.popleft()
            if limit is not None and len(batch) > limit:
                rest.appendleft(batch[limit:])
                batch = batch[:limit]
            fits, result = _try(run, batch)
            if fits is not None:
                yield batch, fits[0]
                continue
            # Only here, outside the handler, has the failed run's memory been released.
            _free_memory()
            rest.appendleft(batch)
            if len(batch) > 1:
                limit = len(batch) // 2
                logger.info("Out of memory with %d at once; trying %d", len(batch), limit)
            elif fall_back():
                limit = None
            else:
                raise EncoderError(
                    f"There is not enough memory for the encoder ({result}). Close other programs, unload"
                    " the WebUI's checkpoint, or choose a smaller encoder."
                )


def _try(run: Callable[[Sequence[Item]], Result], batch: Sequence[Item]) -> tuple[tuple[Result] | None, str]:
    try:
        return (run(batch),), ""
    except (RuntimeError, MemoryError) as error:
        if not is_out_of_memory(error):
            raise
        return None, (str(error).splitlines() or ["memory"])[0]


def _free_memory() -> None:
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def ahead(prepare: Callable[[Item], Result], items: Iterable[Item], depth: int) -> Iterator[Result]:
    """Yield ``map(prepare, items)`` in order, computed on other threads at most ``depth`` results ahead."""
    with ThreadPoolExecutor(max_workers=2, thread_name_prefix="clip-critic-prepare") as pool:
        waiting: deque[Future[Result]] = deque()
        try:
            for item in items:
                waiting.append(pool.submit(prepare, item))
                if len(waiting) >= depth:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def in_batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield consecutive lists of ``size`` items; the last one may be shorter."""
    batch: list[Item] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
