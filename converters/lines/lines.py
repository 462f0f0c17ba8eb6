"""Raw text → clean lines, each freed of what the scan, the OCR or its Markdown put on it; what a line *is* comes later.

Most lines are ordinary: at most their punctuation changes. All that is known of those is read off the whole text, in
one pass for each thing to know; only the others are taken one by one.
"""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import compress, count
from operator import attrgetter

from converters.lines.fixers import BOX_SIGNS, PIPES, Cleaner
from converters.lines.htmltables import has_table, rows_of_html, tables_over_lines
from converters.lines.looks import BEGINNING, ENDING, PLAIN, Form, look
from converters.printed import numerals
from converters.printed.characters import BLANK, blanks_as, line_starts, of_full_width, width_of_tight, without_blanks
from converters.printed.numerals import ARABIC, HAN_NUMERAL, NUMERAL
from converters.text import Log, Run, Text, concat


@dataclass(slots=True)
class Line:
    """One line of the raw file that is not blank, clean but for the spaces inside it.

    Nothing changes one but what all lines show of its indent and its width; it is not frozen, because that would double
    the cost of making it.
    """

    no: int
    """1-based line of the raw file as stored."""
    words: str
    """What stands on it, without the marks."""
    at: int
    """Where its first character stands in the raw text."""
    tight: str
    """The words without any white space: what patterns look at."""
    width: float
    """Width in full-width characters."""
    form: Form
    """What it looks like, its neighbours unseen."""
    indent: float
    """White space before it, in full-width characters."""
    gap: int
    """Blank lines before it."""
    marked: int = 0
    """Level of a Markdown heading, 0 for none."""
    lead: int = 0
    """How many characters, white space apart, of a bold run it begins with, when more follows on the line."""
    cells: tuple[Text, ...] = ()
    """The cells, when the line is a row of a pipe table."""
    header: bool = False
    """Whether that row is the table's head."""
    runs: tuple[Run, ...] = ()
    """Where its words stand in the raw text, when they do not stand together there."""
    last: int = 0
    """Its last raw line, when it takes several, as a row of a table may."""

    @classmethod
    def of(cls, no: int, text: Text, indent: float, gap: int, cells: tuple[Text, ...] = ()) -> "Line":
        """A line of some words, looked at by itself."""
        tight = without_blanks(text.s)
        form = Form.CELLS if cells else look(text.s, tight)
        runs = text.runs if len(text.runs) > 1 else ()
        at = text.runs[0][1] if text.runs else 0
        return cls(no, text.s, at, tight, width_of_tight(tight), form, indent, gap, cells=cells, runs=runs)

    @classmethod
    def row(cls, first: "Line", last: "Line", cells: tuple[Text, ...], *, header: bool) -> "Line":
        """The row of a table that stands on several lines."""
        row = cls.of(first.no, concat(cells), first.indent, first.gap, cells)
        row.last, row.header = last.end, header
        return row

    @property
    def text(self) -> Text:
        """The words with their origin."""
        return Text(self.words, self.runs or ((0, self.at),))

    @property
    def end(self) -> int:
        """Its last raw line."""
        return self.last or self.no

    def part(self, start: int, end: int) -> "Line":
        """This line with a part of its words only, without the white space around them."""
        part = Line.of(self.no, self.text[start:end].strip(), self.indent, self.gap, self.cells)
        part.marked, part.lead, part.header, part.last = self.marked, self.lead, self.header, self.last
        return part


_MARKED_RE = re.compile(r"(#{1,6}) ")
_LEAD_RE = re.compile(r"\*\*([^\s*][^*]{0,60})\*\*(?=.)")
_ROW_RE = re.compile(r"\|.*\|.*|[^|]+\|[^|]+\|.*")
_RULE_ROW_RE = re.compile(r"\|?[\s|:-]*-[\s|:-]*\|?")
_CELL_RE = re.compile(r"(?:^|(?<=\|))(?:\\\||[^|])*")


def together(lines: Sequence[Line]) -> str:
    """The words of lines, without white space, one behind the other."""
    return "".join([line.tight for line in lines])


class Lines(list[Line]):
    """Lines that stay as they are, and can be asked all at once how they begin and end: a rule needs few of them."""

    def beginning(self, chars: str) -> list[int]:
        """Which lines begin with one of these characters."""
        return [match.start() for match in _one_of(chars).finditer(self._firsts)]

    def ending(self, chars: str) -> list[int]:
        """Which lines end with one of them."""
        return [match.start() for match in _one_of(chars).finditer(self._lasts)]

    def between(self, start: int, end: int) -> "Lines":
        """Those from one on and before another."""
        some = Lines(self[start:end])
        some._firsts, some._lasts = self._firsts[start:end], self._lasts[start:end]
        some.spaced = [i - start for i in self.spaced[bisect_left(self.spaced, start) : bisect_left(self.spaced, end)]]
        return some

    def without(self, numbers: Container[int]) -> "Lines":
        """Those that begin on none of these raw lines, told by their 1-based numbers."""
        return Lines([line for line in self if line.no not in numbers])

    @cached_property
    def spaced(self) -> list[int]:
        """Which lines have white space between their words."""
        return [i for i, line in enumerate(self) if line.words != line.tight]

    @cached_property
    def _firsts(self) -> str:
        return "".join([line.tight[0] for line in self])

    @cached_property
    def _lasts(self) -> str:
        return "".join([line.tight[-1] for line in self])


@lru_cache(maxsize=1024)
def _one_of(chars: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(chars)}]" if chars else "(?!)")


def with_parts(lines: Lines, parts: Mapping[int, Sequence[Line]]) -> Lines:
    """Lines, other ones in the place of some, which are told by their indices."""
    return Lines(part for i, line in enumerate(lines) for part in parts.get(i, (line,))) if parts else lines


def with_wholes(lines: Lines, wholes: Iterable[tuple[range, Line]]) -> Lines:
    """Lines, one in the place of each of some runs of them."""
    parts: dict[int, Sequence[Line]] = {}
    for run, whole in wholes:
        parts |= dict.fromkeys(run, ()) | {run.start: (whole,)}
    return with_parts(lines, parts)


def read_lines(raw: str, log: Log, *, markdown: bool) -> Lines:
    """The lines of a decoded raw file that are not blank, in order, each cleaned.

    `raw` has line feeds as its only line ends; `is_markdown` tells whether it is `markdown`. Lines that hold nothing
    but a mark (``---``) are left out and logged.
    """
    cleaner = Cleaner.of(markdown=markdown)
    lines: list[Line] = []
    before = 0
    for no, start, cleaned, tight, wide in _columns(raw, cleaner, log):
        gap = no - before - 1
        if tight:
            words, room, at = tight, 0.0, start
            if cleaned != tight and len(words := cleaned.strip(BLANK)) < len(cleaned):
                at += cleaned.index(words[0])
                room = _room(cleaned[: at - start])
            form = look(words, tight) if tight[0] in BEGINNING or tight[-1] in ENDING else PLAIN
            lines.append(Line(no, words, at, tight, 0.5 * (len(tight) + wide), form, room, gap))
            before = no
        elif words := (stored := raw[start : start + len(cleaned)]).strip(BLANK):
            if (found := _careful(no, stored, words, start, gap, cleaner, log)) is not None:
                lines += found
                before = no
            elif lines and lines[-1].cells and lines[-1].no == no - 1 and _RULE_ROW_RE.fullmatch(words):
                lines[-1] = replace(lines[-1], header=True)
    return _parted(Lines(_without_margin(_with_tables(lines, raw, cleaner, log))))


def _with_tables(lines: list[Line], raw: str, cleaner: Cleaner, log: Log) -> list[Line]:
    """Lines, the rows of each table in HTML that takes several of them in the place of these."""
    found: list[Line] = []
    last, no, at = 0, 1, 0
    for start, end in tables_over_lines(raw):
        first = bisect_left(lines, start, last, key=attrgetter("at"))
        found += lines[last:first]
        last = bisect_left(lines, end, first, key=attrgetter("at"))
        gap = lines[first].gap if first < len(lines) else 0
        for row in _html(no, Text(raw[start:end].replace("\n", " "), ((0, start),)), gap, cleaner, log):
            no, at = no + raw.count("\n", at, row.at), row.at
            row.no, row.last = no, no + raw.count("\n", at, row.text.raw_at(len(row.words) - 1))
            found.append(row)
    return found + lines[last:]


_LEAST_LINES = 24
"""Fewer may all begin paragraphs."""


def _without_margin(lines: list[Line]) -> list[Line]:
    """Lines, the white space that stands before all of them taken off."""
    if len(lines) < _LEAST_LINES or any(line.indent == 0 and not line.cells for line in lines):
        return lines
    margin = min([line.indent for line in lines if not line.cells], default=0)
    for line in lines:
        line.indent = max(line.indent - margin, 0)
    return lines


def _columns(raw: str, cleaner: Cleaner, log: Log) -> Iterator[tuple[int, int, str, str, int]]:
    """Of every line that holds something number, place, words cleaned and without white space, how many are wide.

    Careful lines are so much white space. Some thousand lines at a time: less memory, and all stay near each other.
    """
    start, no = 0, 1
    while start <= len(raw):
        end = raw.find("\n", start + _PIECE)
        clean = cleaner.clean_ordinary(raw[start : end if end >= 0 else len(raw)], log)
        tight = blanks_as(clean, "")
        lines = clean.split("\n")
        wide = map(len, of_full_width(tight).split(b"\n"))
        rows = zip(count(no), line_starts(lines, start), lines, tight.split("\n"), wide, strict=False)
        yield from compress(rows, lines)
        start, no = start + len(clean) + 1, no + len(lines)


_PIECE = 1 << 16


def _room(indent: str) -> float:
    """White space in full-width characters."""
    return 0.5 * (len(indent) + indent.count("\u3000"))


def _careful(
    no: int, stored: str, words: str, start: int, gap: int, cleaner: Cleaner, log: Log
) -> Sequence[Line] | None:
    """The lines of a line that has a mark on it; None where it has nothing else."""
    indent = stored[: stored.index(words[0])]
    text = Text(words, ((0, start + len(indent)),))
    if words[0] in BOX_SIGNS:
        words = words.translate(PIPES)
        log.drop((text.raw_at(i) for i, char in enumerate(words) if char != text.s[i]), "table-mark")
        text = Text(words, text.runs)
    if "<" in words and has_table(words):
        return list(_html(no, text, gap, cleaner, log))
    if "|" in words and _is_row(words):
        return _row(no, text, gap, cleaner, log)
    return _line(no, text, _room(indent), gap, cleaner, log)


def _is_row(words: str) -> bool:
    return words.count("|") > 1 and bool(_ROW_RE.fullmatch(words))


def _line(no: int, stored: Text, room: float, gap: int, cleaner: Cleaner, log: Log) -> Sequence[Line] | None:
    text = cleaner.clean(stored, log)
    if not text.s:
        return None
    line = Line.of(no, text, room, gap)
    if stored.s[0] in "#*":
        marked, lead = _MARKED_RE.match(stored.s), _LEAD_RE.match(stored.s)
        line.marked = len(marked[1]) if marked else 0
        line.lead = len(without_blanks(lead[1])) if lead else 0
    return [line]


def _html(no: int, text: Text, gap: int, cleaner: Cleaner, log: Log) -> Iterator[Line]:
    """The rows of a table in HTML, and what stands beside it, as lines of their own."""
    for row in rows_of_html(text, log):
        cells = tuple(cleaner.clean(cell, log) for cell in row.cells)
        if any(cells):
            line = Line.of(no, concat(cells), 0, gap, cells if row.inside else ())
            line.header = row.header
            yield line
        gap = 0


def _row(no: int, text: Text, gap: int, cleaner: Cleaner, log: Log) -> Sequence[Line] | None:
    if _RULE_ROW_RE.fullmatch(text.s):
        log.drop(text.at, "table-mark")
        return None
    log.drop((text.raw_at(i) for i, char in enumerate(text.s) if char == "|"), "table-mark")
    inner = text[text.s.startswith("|") : len(text.s.removesuffix("|"))]  # either outer mark may be missing
    cells = tuple(
        cleaner.clean(inner[slice(*match.span())].strip(), log).strip() for match in _CELL_RE.finditer(inner.s)
    )
    return [Line.of(no, concat(cells), 0, gap, cells)] if any(cells) else None


# ---- numbers that a break left behind ----

_STRANDED_RE = re.compile(f"[{BLANK}]*(?P<number>{ARABIC}[.．]|（{NUMERAL}）|{HAN_NUMERAL}、)")
"""All that stands behind the last full stop of a line"""
_NUMBER_ENDS = ".．）、"
_NEAR = 40


def _parted(lines: Lines) -> Lines:
    """Lines; two where the number of the next paragraph stands at a line's end, behind a full stop.

    That it begins a paragraph, and does not go on with a list inside one, is shown by the number before it, or behind
    it for a first one: the nearest stands at the head of a line.
    """
    parts = {}
    for i in lines.ending(_NUMBER_ENDS):
        line = lines[i]
        stop = max(line.words.rfind("。"), line.words.rfind("；"))
        match = None if line.cells or stop < 0 else _STRANDED_RE.fullmatch(line.words, stop + 1)
        if match and _heads_lines(lines, i, match["number"]):
            number = line.text[match.start("number") : len(line.words)]
            parts[i] = (line.part(0, match.start()), Line.of(line.no, number, 0, 0))
    return with_parts(lines, parts)


def _heads_lines(lines: Sequence[Line], i: int, number: str) -> bool:
    bare = number.strip("（）.．、")
    value = numerals.parse(bare)
    near = lines[max(i - _NEAR, 0) : i + 1] if value > 1 else lines[i + 1 : i + _NEAR]
    wanted = number.replace(bare, numerals.like(bare, value - 1 if value > 1 else value + 1), 1)
    for k, line in enumerate(reversed(near) if value > 1 else near, 1):
        place = line.tight.rfind(wanted) if value > 1 else line.tight.find(wanted)
        if place >= 0:
            third = f"。{number.replace(bare, numerals.like(bare, 3), 1)}"
            inside = value == 1 and any(third in below.tight for below in near[k:])
            set_in = line.indent < 1 and sum(other.indent in _INDENTS for other in near) > _FEW
            return place == 0 and not inside and not set_in
    return False


_INDENTS, _FEW = (1.5, 2, 2.5), 3
"""What so many paragraphs near by begin with: a number without it stands at a line's head by chance"""
