"""Work on all cores."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

__all__ = ["each"]

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
