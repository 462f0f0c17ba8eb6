"""How the lines of a raw file are set: hard-wrapped or not, with indents or without. Measured, never told."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import accumulate, compress, islice, pairwise
from math import inf
from operator import attrgetter, lt, sub

from converters.lines.lines import Line
from converters.lines.looks import NUMBERED, PLAIN, Form, not_plain
from converters.printed.characters import HAN


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of a raw file are set; measured, never told by the file's name."""

    column: float | None
    """Width of a hard-wrapped column in full-width characters; None where a line holds a whole paragraph."""
    indented: bool
    """Whether the white space before a paragraph's first line was kept, so that it is evidence."""
    spaced: bool = False
    """Whether blank lines stand between paragraphs and never inside one, so that they are evidence."""
    first: float = 2
    """How much shorter a paragraph's first line is set, in full-width characters, though its indent may be lost."""
    whole: bool = False
    """Whether nothing cuts paragraphs, so that no line goes on because it has no indent."""


class Trait(StrEnum):
    """What else is peculiar to a raw file."""

    MARKDOWN = "Markdown"
    INDENTED = "indents kept"
    SPACED = "blank lines between paragraphs"
    TABLES = "pipe tables"
    HALF_WIDTH = "half-width punctuation"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a raw file is set, for an editor."""

    column: float | None
    """Width of a hard-wrapped column in full-width characters; None where a line holds a whole paragraph."""
    traits: tuple[Trait, ...]

    def __str__(self) -> str:
        wrapped = f"hard-wrapped at {self.column:g} characters" if self.column else "a line holds a paragraph"
        return ", ".join((wrapped, *self.traits))


def dialect(raw: str, layout: Layout, lines: Sequence[Line], *, markdown: bool) -> Dialect:
    """Tell how a raw file is set."""
    shown = {
        Trait.MARKDOWN: markdown,
        Trait.INDENTED: layout.indented,
        Trait.SPACED: layout.spaced,
        Trait.TABLES: any(map(attrgetter("cells"), lines)),
        Trait.HALF_WIDTH: _is_half_width(raw),
    }
    return Dialect(layout.column, tuple(trait for trait, shows in shown.items() if shows))


def _is_half_width(raw: str) -> bool:
    """Whether Chinese words stand before marks of half a width more often than before the full-width comma."""
    full = raw.count("，")
    return sum(map(raw.count, ",;:")) > full and any(islice(_HALF_RE.finditer(raw), full, None))


_HALF_RE = re.compile(f"[,;:](?<=[{HAN}].)")


_BAND = 2.75
"""How much narrower than the column a full line may be: by a first line's indent, or a number that must stay whole."""
_NEARLY = 0.9
_LEAST_BROKEN = 0.2
"""Least share of all words on lines that break off at the column's edge."""
_HARDLY_WIDER, _MANY_FULL = 0.05, 6
"""Share of all words on wider lines, and number of full lines, with which half as many words on these tell."""
_MOST_WIDER = 0.35
"""Share of all words that may stand on wider lines, set across two columns; where paragraphs are whole, most do."""
_MOST_BEYOND = 0.08
"""Share of full lines that may be wider: a squeezed or hanging mark."""


@dataclass(frozen=True, slots=True)
class Breaks:
    """The lines that break off inside a sentence, and what else of lines tells how they are set."""

    places: Sequence[int]
    """Where they stand among the lines, in order."""
    widths: Sequence[float]
    """What each takes of its column: with the indent of a first line, without a stop that may hang over the edge."""
    starts: Sequence[int]
    """Where lines stand that begin with a number."""
    words: Sequence[float]
    """The widths of all lines; 0 for rows of tables."""
    gone_on: Sequence[bool]
    """Of each line that breaks off, whether the next has no indent."""
    close: Sequence[bool]
    """Whether it stands right below."""

    def between(self, start: int, end: int) -> "Breaks":
        """Those from a line on that break off before another, counted from the first."""
        first, behind = bisect_left(self.places, start), bisect_left(self.places, end - 1)
        starts = self.starts[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        places = [place - start for place in self.places[first:behind]]
        return Breaks(
            places,
            self.widths[first:behind],
            [i - start for i in starts],
            self.words[start:end],
            self.gone_on[first:behind],
            self.close[first:behind],
        )


def measure(lines: Sequence[Line], breaks: Breaks) -> Layout:
    """Find the column width: where lines that break off in the middle of a sentence break off.

    In a hard-wrapped text they do so at one width, and hardly any words stand on wider lines; where a line holds a
    whole paragraph, only pages break some off, anywhere.
    """
    starts = [lines[i] for i in breaks.starts]
    column = _column(Counter(breaks.widths), breaks.words)
    broken = dict(zip(breaks.places, breaks.widths, strict=True)) if column else {}
    edge = column - 0.75 if column else inf
    at_edge = [broken[i] > edge for i in breaks.starts if i in broken and lines[i].indent < 1]
    cut_off = list(map(partial(lt, column - _BAND if column else -inf), breaks.widths))  # a heading is not
    begun, gone_on = [line.indent >= 1.5 for line in starts], list(compress(breaks.gone_on, cut_off))
    cut = _nearly_all(gone_on)
    whole = not cut and column is None and _nearly_all(begun) and _are_whole(breaks)
    spaced = _nearly_all([line.gap > 0 for line in starts]) and _nearly_all(list(compress(breaks.close, cut_off)))
    indented = whole or (cut and _mostly(begun))
    first = 0 if not indented and len(at_edge) > 2 and _mostly(at_edge) else 2  # where indents are kept, they tell
    return Layout(column, indented, spaced, first, whole)


def measure_part(lines: Sequence[Line], breaks: Breaks, whole: Layout) -> Layout:
    """The layout of one document in a file that is set like `whole`: its own, unless it is too short to tell."""
    if len(lines) >= _LEAST_LINES:
        return measure(lines, breaks)
    words = breaks.words
    fits = whole.column is None or sum(w for w in words if w > whole.column + 1.5) <= _MOST_WIDER * sum(words)
    return whole if fits else measure(lines, breaks)


_LEAST_LINES = 24
"""So many lines tell by themselves how they are set."""


def lay_out(lines: Sequence[Line]) -> tuple[Breaks, Layout]:
    """Where the lines of a file break off inside sentences, and what this tells of how they are set.

    Where all their characters were set as wide as each other, lines are given their width anew.
    """
    breaks = find_breaks(lines)
    if is_set_wide(lines, breaks):
        for line in lines:
            line.width = len(line.tight)
        breaks = find_breaks(lines)
    return breaks, measure(lines, breaks)


def find_breaks(lines: Sequence[Line]) -> Breaks:
    """The lines of running text that end inside a sentence; lists and titles have no punctuation."""
    places, widths, gone_on, close = [], [], [], []
    for i, (line, after) in enumerate(pairwise(lines)):
        tight = line.tight
        breaks = after.form is PLAIN and tight[-1] not in _CLOSED and line.form in _RUNNING
        if breaks and ("，" in tight or "，" in after.tight or _STOP_RE.search(tight) or _STOP_RE.search(after.tight)):
            places.append(i)
            widths.append(line.width + (2 if 1.5 <= line.indent <= 2.5 else 0) - (tight[-1] in "，、"))
            gone_on.append(after.indent < 1)
            close.append(not after.gap)
    forms = [line.form for line in lines]
    starts = [i for i in not_plain(forms) if forms[i] in NUMBERED]
    words = [0 if line.cells else line.width for line in lines]
    return Breaks(places, widths, starts, words, gone_on, close)


def is_set_wide(lines: Sequence[Line], breaks: Breaks) -> bool:
    """Whether digits and Latin letters were set as wide as Chinese characters, each in a square of its own.

    Then lines with such break off where others do when all their characters are counted, and else when half of these.
    The first line of a paragraph tells nothing where its indent is lost.
    """
    some = [(lines[i], width) for i, width in zip(breaks.places[:_SOME], breaks.widths[:_SOME], strict=True)]
    pure = Counter(width for line, width in some if line.width == len(line.tight))
    edge = max(pure, key=lambda width: (pure[width], width), default=0)

    def at_edge(width: float) -> bool:
        return edge - 1 <= width <= edge + 0.5

    inside = {place + 1 for place in breaks.places[:_SOME]}
    kept = any(line.indent >= 1.5 for line, _ in some)
    told = some if kept else [pair for pair, place in zip(some, breaks.places, strict=False) if place in inside]
    mixed = [(width, width + len(line.tight) - line.width) for line, width in told if line.width < len(line.tight)]
    half, wide = (sum(at_edge(widths[i]) for widths in mixed) for i in (0, 1))
    shown = 2 * sum(count for width, count in pure.items() if at_edge(width)) > pure.total()
    return shown and wide >= _LEAST_WIDE and wide > 2 * half


_SOME, _LEAST_WIDE = 400, 5
"""Lines that are looked at, and of those with digits how many tell"""

_STOP_RE = re.compile("[。、；：]")
_RUNNING = NUMBERED | {PLAIN, Form.DASH}


def _are_whole(breaks: Breaks) -> bool:
    """Whether lines hold whole paragraphs, so that hardly one of many words breaks off above an indent, as if cut."""
    cut = sum(width >= _MANY_WORDS and not on for width, on in zip(breaks.widths, breaks.gone_on, strict=True))
    return cut * _LINES_A_CUT <= len(breaks.words)


_MANY_WORDS, _LINES_A_CUT = 30, 20


def _mostly(facts: Sequence[bool]) -> bool:
    """Whether more than half of two or more facts are so."""
    return len(facts) > 1 and facts.count(True) * 2 > len(facts)


def _nearly_all(facts: Sequence[bool]) -> bool:
    """Whether nine in ten of three or more facts are so."""
    return len(facts) > 2 and facts.count(True) * 10 >= len(facts) * 9


_CLOSED = "。；：！？”）》…"


def _column(broken: Mapping[float, int], words: Sequence[float]) -> float | None:
    """The edge at which most of the broken-off words stand; None where few are, or many stand behind it.

    `broken` are the widths of lines that break off, each with how many have it, `words` those of all lines.
    """
    if sum(broken.values()) < _LEAST_FULL:
        return None
    words_at = [0.0] * _HALVES  # widths are multiples of a half
    for width, count in broken.items():
        words_at[min(int(2 * width), _HALVES - 1)] += width * count
    up_to = list(accumulate(words_at, initial=0.0))
    shares = list(map(sub, up_to[_EDGES.start + 1 : _EDGES.stop + 1], up_to[_EDGES.start - int(2 * _BAND) :]))
    least = _NEARLY * max(shares)
    edge = [edge for edge, share in zip(_EDGES, shares, strict=True) if share >= least][-1] / 2
    full = sorted(((w, count) for w, count in broken.items() if edge - _BAND <= w <= edge + 1), reverse=True)
    beyond = list(accumulate(count for _, count in full))
    if not full or beyond[-1] < _LEAST_FULL:
        return None
    column = full[bisect_right(beyond, int(beyond[-1] * _MOST_BEYOND))][0]
    every, wider = sum(words), sum([width for width in words if width >= column + 2])
    tell = beyond[-1] >= _MANY_FULL and wider <= _HARDLY_WIDER * every
    least = _LEAST_BROKEN / 2 if tell else _LEAST_BROKEN
    at_edge = sum([width * count for width, count in broken.items() if column - _BAND <= width <= column + 1])
    return None if at_edge < least * every or wider > _MOST_WIDER * every else column


_LEAST_FULL, _HALVES, _EDGES = 2, 133, range(20, 131)
"""Full lines that show an edge; widths told apart, in halves; where an edge may be."""
