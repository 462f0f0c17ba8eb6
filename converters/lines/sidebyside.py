"""Two columns of a page that a text layer runs together: on each line one of the left and, far from it, of the right.

Where a page ends cannot be told of them, and so not in what order they are read: an editor has to part them. A table
of two columns is none: its cells do not fill theirs, line after line, and hold few marks.
"""

import re
from collections.abc import Iterator, Sequence

from converters.lines.lines import Lines
from converters.printed.characters import BLANK, width

_SPLIT_RE = re.compile(f"(?P<left>[^{BLANK}].*?)[{BLANK}]{{3,}}(?P<right>[^{BLANK}].*)")
_MARK_RE = re.compile("[，。；、]")
_LEAST_LINES, _MOST_BETWEEN, _LEAST_WIDTH, _ROOM = 12, 2, 8, 2.5
_MOSTLY, _MARKED = 0.6, 0.3
"""How many of the lines fill a column but for so much room, and how many have marks of running text"""


def find_side_by_side(lines: Lines) -> Iterator[tuple[int, int]]:
    """First and last raw line of each stretch that surely is set so."""
    spaced = [i for i in lines.spaced if len(lines[i].words) - len(lines[i].tight) > 2 and not lines[i].cells]
    run: list[int] = []
    for i in [*spaced, len(lines) + _MOST_BETWEEN]:
        if run and i - run[-1] > _MOST_BETWEEN:
            if len(run) >= _LEAST_LINES and _is_set_so([lines[j].words for j in run]):
                yield lines[run[0]].no, lines[run[-1]].end
            run = []
        run.append(i)


def _is_set_so(words: Sequence[str]) -> bool:
    parts = [match.group("left", "right") for whole in words if (match := _SPLIT_RE.fullmatch(whole))]
    return len(parts) >= _LEAST_LINES and all(map(_is_column, zip(*parts, strict=True)))


def _is_column(parts: Sequence[str]) -> bool:
    """Whether pieces are the lines of a column of running text."""
    widths = [width(part) for part in parts]
    most = max(widths)
    full = sum(most - each <= _ROOM for each in widths)
    marked = sum(bool(_MARK_RE.search(part)) for part in parts)
    return most >= _LEAST_WIDTH and full >= _MOSTLY * len(parts) and marked >= _MARKED * len(parts)
