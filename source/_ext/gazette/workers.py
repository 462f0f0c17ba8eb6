"""Work on all cores, and in a process of its own."""

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import NoReturn, TypeVar

from .command import status

__all__ = ["alone", "each"]

T = TypeVar("T")
R = TypeVar("R")


def each(work: Callable[[T], R], items: Sequence[T], worth: int, chunk: int = 1) -> Iterator[R]:
    """Do work on each item, in order.

    From `worth` items on other processes do it, `chunk` items at a time; what `work` holds is sent with every chunk.
    """
    if len(items) < worth:
        yield from map(work, items)
        return
    with ProcessPoolExecutor() as pool:
        yield from pool.map(work, items, chunksize=chunk)


def alone(main: Callable[[], int]) -> NoReturn:
    """Do the work of a command in this process, which does no other, and end it with its status.

    What such a command makes lives until its end, and is no garbage: looking for it takes up to half of the time. Nor
    is it taken apart then: records by the million are freed faster by the system than one by one.
    """
    gc.disable()
    ended = status(main)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(ended)
