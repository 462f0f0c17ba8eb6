"""Brackets in pairs.

Standard library only.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from converters.printed.characters import CLOSE, CLOSING, OPEN, OPENING

_IN_SIGHT = 400
"""How long a bracket behind a title may be; a limit keeps the reading of unclosed ones linear."""


class Pair(NamedTuple):
    """A bracket with what stands in it."""

    start: int
    """Offset of the opening mark."""
    end: int
    """Offset behind the closing mark."""
    inner: str
    """The text between the marks."""


def bracket_at(text: str, start: int) -> Pair | None:
    """Return the bracket that opens at an offset, inner ones skipped; None when there is none or no end in sight.

    >>> bracket_at("甲（乙（丙）丁）戊", 1).inner
    '乙（丙）丁'
    """
    depth = 0
    for mark in _MARK_RE.finditer(text, start, start + _IN_SIGHT) if text.startswith(_OPENING, start) else ():
        depth += 1 if mark[0] in OPENING else -1
        if depth == 0:
            return Pair(start, mark.end(), text[start + 1 : mark.start()])
    return None


_OPENING = tuple(OPENING)


def has_long_brackets(text: str) -> bool:
    """Whether a text has brackets of three characters or more; most have none but for the numbers of items.

    >>> has_long_brackets("（一）甲〔乙丙丁〕"), has_long_brackets("（十二）甲（试行）")
    (True, False)
    """
    return _LONG_RE.search(text) is not None


_MARKS = re.escape(OPENING + CLOSING)
_MARK_RE = re.compile(f"[{_MARKS}]")
_LONG_RE = re.compile(f"{OPEN}(?![^{_MARKS}]{{0,2}}{CLOSE})")


def brackets(text: str) -> Iterator[Pair]:
    """Find the outermost brackets. One that is never closed ends with the block, and hides none that stands in it.

    >>> [pair.inner for pair in brackets("一（甲（乙））二（丙（丁）戊")]
    ['甲（乙）', '丁', '丙（丁）戊']
    """
    stack: list[tuple[int, list[tuple[int, int]]]] = []
    for match in _MARK_RE.finditer(text):
        offset, char = match.start(), match[0]
        if char in OPENING:
            stack.append((offset, []))
        elif stack:
            start, _ = stack.pop()
            if stack:
                stack[-1][1].append((start, offset))
            else:
                yield Pair(start, offset + 1, text[start + 1 : offset])
    for _, inner in stack:
        yield from (Pair(start, end + 1, text[start + 1 : end]) for start, end in inner)
    if stack:
        start = stack[-1][0]
        yield Pair(start, len(text), text[start + 1 :])
