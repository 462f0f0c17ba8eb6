"""Work spread over the cores of the machine, its results in the order of its items.

What a process needs it inherits when it is forked, so that only numbers go to it and only results come back.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


@contextmanager
def without_collector() -> Iterator[None]:
    """Look for no garbage, nor in the processes started: records by the million that hold no cycles leave none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class Spread(Protocol):
    """How work is done on many items: one after the other, or in several processes."""

    def __call__(self, work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
        """Return what the work gives for each item, in order."""


def one_by_one(work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """Work in this process."""
    return [work(item) for item in items]


def over_cores(work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """Work in as many processes as there are cores. `work` is one that can be pickled."""
    listed = list(items)
    initial: tuple[Any, ...] = (work, listed)
    with ProcessPoolExecutor(initializer=_hold, initargs=initial) as pool:
        results: Iterable[Any] = pool.map(_done, range(len(listed)), chunksize=max(len(listed) // _MOST_CHUNKS, 1))
        return list(results)


_MOST_CHUNKS = 64
_held: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []
"""Work and items of a process that was started for them."""


def _hold(work: Callable[[Any], Any], items: Sequence[Any]) -> None:
    _held[:] = [(work, items)]


def _done(number: int) -> object:
    work, items = _held[0]
    return work(items[number])
