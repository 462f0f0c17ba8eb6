"""Where pages begin in a text whose lines hold whole paragraphs: told by how much each page, or column of one, holds.

A page that ends inside a sentence shows it. Where such pages hold equally much, one that ends behind a full stop ends
where it would be full.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from converters.lines.layout import find_breaks
from converters.lines.lines import Line


def page_tops(lines: Sequence[Line], asked: Iterable[int]) -> Iterator[int]:
    """Those of the lines `asked` about, told by their index, that stand where a page begins."""
    tops = [place + 1 for place in find_breaks(lines).places]
    amounts = [line.width + _LEFT_EMPTY for line in lines]
    for i in tops:
        amounts[i] -= _LEFT_EMPTY
    before = [0.0, *accumulate(amounts)]
    full = _full([before[end] - before[start] for start, end in pairwise(tops)])
    for i in asked if full else ():
        behind = bisect_right(tops, i)
        around = tops[max(behind - 1, 0) : behind + 1]
        if len(around) == 2 and all(_fills(abs(before[i] - before[top]), full) for top in around):
            yield i


_LEFT_EMPTY = 11
"""What a paragraph leaves empty of its column, in full-width characters: the indent, and half of its last line."""
_LEAST_PAGES = 3
_MORE_OR_LESS = 0.05
"""How much more or less than others a full page may hold, as a share."""


def _full(amounts: Sequence[float]) -> float:
    """How much a full page holds: as much as most others do; 0 where not enough agree."""
    held = sorted(amounts)
    spans = (
        (bisect_left(held, amount * (1 - _MORE_OR_LESS)), bisect_right(held, amount * (1 + _MORE_OR_LESS)))
        for amount in held
    )
    start, end = max(spans, key=lambda span: span[1] - span[0], default=(0, 0))
    return held[(start + end) // 2] if end - start >= _LEAST_PAGES else 0


def _fills(amount: float, full: float) -> bool:
    """Whether so much fills a whole number of pages."""
    pages = round(amount / full)
    return pages > 0 and abs(amount - pages * full) <= _MORE_OR_LESS * full
