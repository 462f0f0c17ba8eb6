"""Work on all cores, and the end of a process that has done it."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import NoReturn, TypeVar

__all__ = ["each", "leave"]

T = TypeVar("T")
R = TypeVar("R")


def each(work: Callable[[T], R], items: Sequence[T], worth: int, chunk: int = 1) -> Iterator[R]:
    """Do work on each item, in order; in other processes, `chunk` items at a time, where there are so many of them that
    it is worth their start.

    What `work` holds is sent with every chunk.
    """  # noqa: D205 - one sentence
    if len(items) < worth:
        yield from map(work, items)
        return
    with ProcessPoolExecutor() as pool:
        yield from pool.map(work, items, chunksize=chunk)


def leave(status: int) -> NoReturn:
    """End the process at once: records by the million are freed faster by the system than one by one."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
