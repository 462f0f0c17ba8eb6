"""Lines of print that fell into pieces, because a text layer gives each run of glyphs a line of its own.

No line of print begins with a mark that closes, and none with half of a 文号, of a date or of a spaced-out label.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from converters.lines.folios import FOLIO_RE
from converters.lines.lines import Line, Lines, together
from converters.lines.looks import PLAIN, Form
from converters.printed.characters import HAN
from converters.printed.forms import DATE_RE, DOCNO_RE, article_of, ends_like_title, names_gazette
from converters.text import concat

_CLOSING, _MIDDLE = "，。；：、！？）》〉〕”’％%", "〔年月日号"
"""With what pieces begin: those of any line; those of a 文号 or a date"""
_MOST_BEFORE, _MOST_PIECES, _LONGEST = 3, 8, 14


def whole_lines(lines: Lines) -> Iterator[tuple[range, Line]]:
    """The lines of print, each with where its pieces stand."""
    return ((run, _joined(lines[run.start : run.stop])) for run in _runs(lines))


def _runs(lines: Lines) -> Iterator[range]:
    """Where the pieces of one line stand, in order."""
    run, figures, met = range(0), _figures(lines), frozenset((*_met(lines), *_behind_numbers(lines)))
    begun = lines.beginning(_CLOSING + _MIDDLE)
    spaced = [i for i, line in enumerate(lines[:-1], 1) if len(line.tight) == 1]
    for i in sorted({*begun, *spaced, *figures, *met}):
        found = range(i - 1, i + 1) if i in met else _pieces(lines, i) or _around_figure(lines, i, figures)
        if i >= run.stop and found:
            if found.start < run.stop:
                found = range(run.start, found.stop)
            elif run:
                yield run
            run = found
    if run:
        yield run


def _pieces(lines: Sequence[Line], i: int) -> range | None:
    """The pieces of the line that goes on at `i`; None where it begins there."""
    if not i or lines[i].cells or lines[i].marked or lines[i - 1].cells:
        return None
    if numbered := _number(lines, i):
        return numbered
    before, tight = lines[i - 1].tight, lines[i].tight
    if tight[0] in _CLOSING:
        of_page = FOLIO_RE.fullmatch(before) or names_gazette(before)
        apart = lines[i - 1].form in _WHOLE or of_page or _is_stray(lines, i)
        return None if apart else range(i - 1, i + 1)
    label = tight[1:2] == "：" and len(before) == 1 and _HAN_RE.match(before) and _HAN_RE.match(tight)
    return range(i - 1, i + 1) if label else None


def _is_stray(lines: Sequence[Line], i: int) -> bool:
    """Whether a line begins with a bracket that nothing above it opens."""
    closes = lines[i].tight[0]
    above = together(lines[max(i - _MOST_OPEN, 0) : i])
    return closes in _OPENS and above.count(_OPENS[closes]) <= above.count(closes)


_OPENS, _MOST_OPEN = dict(zip("）》〉〕”’", "（《〈〔“‘", strict=True)), 4


def _behind_numbers(lines: Lines) -> Iterator[int]:
    """Lines with the words of an article whose number stands on the line above, where those of most others do not."""
    articles = [i for i in lines.beginning("第") if lines[i].form is Form.ARTICLE]
    bare = {i for i in articles if len(lines[i].tight) <= _LONGEST_NUMBER and lines[i].tight[-1] == "条"}
    for before, i in pairwise(articles if 2 * len(bare) < len(articles) else ()):
        if (
            i in bare
            and i + 1 < len(lines)
            and lines[i + 1].form is PLAIN
            and article_of(lines[i].tight) == article_of(lines[before].tight) + 1
        ):
            yield i + 1


_LONGEST_NUMBER = 8


def _met(lines: Lines) -> Iterator[int]:
    """Lines that begin with a mark that opens, parted from one that closes: the two share the width of one character.

    Some text layers set such a piece where the other ends. In others both together are no wider than the column.
    """
    begun = (i for i in lines.beginning(_OPENING) if i and lines[i].form is PLAIN)
    opened = [i for i in begun if lines[i - 1].tight[-1] in _MET]
    edge = _edge(lines) if opened else 0
    for i in opened:
        line, piece = lines[i - 1], lines[i]
        if piece.indent > line.indent + _MOST_INDENT:
            if abs(2 * (piece.indent - line.indent) - len(line.words)) <= _NEAR:
                yield i
        elif line.tight[-1] in _ENDING and line.width + piece.width <= edge and not _are_listed(line, piece):
            yield i


def _are_listed(one: Line, two: Line) -> bool:
    """Whether two lines may be entries of a list: titles of documents, names in quotation marks."""
    return one.tight[0] in _OPENING and two.tight[-1] in _ENDING


_OPENING, _ENDING = "《（“", "》）”"
_MET = f"{_ENDING}，。；：、"
_MOST_INDENT, _NEAR = 3, 2
"""Full-width characters that a paragraph may be indented; half ones that a piece may stand off"""


def _edge(lines: Sequence[Line]) -> float:
    """The width that most lines of a hard-wrapped column have; 0 where lines are of any width."""
    widths = [line.width for line in lines[:_SOME] if line.width > _NARROWEST]
    (width, count), *_ = Counter(widths).most_common(1) or [(0, 0)]
    return width + 0.5 if count >= _LEAST_FULL and count * _SHARE >= len(lines[:_SOME]) else 0


_SOME, _NARROWEST, _LEAST_FULL, _SHARE = 1000, 12, 12, 8


def _figures(lines: Lines) -> frozenset[int]:
    """Lines with nothing but a number, where most of these are pieces: what is counted, or 年, stands on the next."""
    short = [i for i in lines.beginning(_DIGITS) if len(lines[i].tight) <= _LONGEST_FIGURE]
    alone = [i for i in short if i + 1 < len(lines) and _FIGURE_RE.fullmatch(lines[i].tight)]
    counted = sum(lines[i + 1].tight[0] in _UNITS for i in alone)
    return frozenset(alone if counted >= _LEAST_FIGURES and counted * 2 > len(alone) else ())


_UNITS = frozenset("年月日号期个亿万千元人户家名条项件次台米吨亩公平小分〕％%，、）至")
_DIGITS = "0123456789"
_FIGURE_RE, _LONGEST_FIGURE, _LEAST_FIGURES = re.compile("[0-9][0-9.,]*[%％]?"), 8, 6


def _around_figure(lines: Sequence[Line], i: int, figures: Container[int]) -> range | None:
    """A number with the words around it; one that begins a date or a paragraph has none before it."""
    if i not in figures or lines[i + 1].form in _WHOLE or not _HAN_RE.match(lines[i + 1].tight):
        return None
    before = lines[i - 1] if i else lines[i]
    dated = _number(lines, i + 1)
    if before.tight[-1] in _ENDS or before.form in _WHOLE or (dated and dated.start == i):
        return range(i, i + 2) if lines[i + 1].tight[0] in _UNITS else None
    return range(i - 1, i + 2)


_HAN_RE, _ENDS = re.compile(f"[{HAN}〕]"), frozenset("。；：！？…·—－-")


def _number(lines: Sequence[Line], i: int) -> range | None:
    """The pieces, one of which begins at `i`, that are together a 文号 or a date, and nothing else."""
    if len(lines[i].tight) > _LONGEST or len(lines[i - 1].tight) > _LONGEST:
        return None
    for start in range(i - 1, max(i - _MOST_BEFORE, 0) - 1, -1):
        for end in range(min(start + _MOST_PIECES, len(lines)), i, -1):
            pieces = lines[start:end]
            bracketed = pieces[0].tight[0] in "（("  # behind a title in a text
            if bracketed or any(len(piece.tight) > _LONGEST or piece.form in _WHOLE for piece in pieces):
                continue
            whole = together(pieces)
            if DATE_RE.fullmatch(whole) or (DOCNO_RE.fullmatch(whole) and not ends_like_title(pieces[0].tight)):
                return range(start, end)
    return None


_WHOLE = frozenset((Form.CELLS, Form.DOCNO, Form.DATE, Form.PRINTED, Form.ANNEX))
"""What no words go on from"""


def _joined(pieces: Sequence[Line]) -> Line:
    first = pieces[0]
    line = Line.of(first.no, concat([piece.text for piece in pieces]), first.indent, first.gap)
    line.marked, line.lead, line.last = first.marked, first.lead, pieces[-1].end
    return line
