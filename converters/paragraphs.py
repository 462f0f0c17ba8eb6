"""Lines → logical paragraphs: page, column and line breaks undone, wherever they fall.

Blank lines prove nothing in either direction. What proves something is listed in `_BREAKS`, strongest first.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Literal

from converters import forms, numerals
from converters.lines import Line, is_markdown
from converters.text import HAN, width


class Form(Enum):
    """What a line begins, by its looks alone."""

    CELLS = auto()
    PRINTED = auto()
    NOTE = auto()
    FILING = auto()
    DOCNO = auto()
    DATE = auto()
    ANNEX = auto()
    ANNEX_LIST = auto()
    PART = auto()
    CHAPTER = auto()
    SECTION = auto()
    ARTICLE = auto()
    LEVEL1 = auto()
    LEVEL2 = auto()
    LEVEL3 = auto()
    LEVEL4 = auto()
    DASH = auto()
    ROW = auto()
    SIGNATURE = auto()
    SPEAKER = auto()
    SALUTATION = auto()
    TITLE = auto()
    PLAIN = auto()


LEVELS: dict[Form, Literal[1, 2, 3, 4]] = {Form.LEVEL1: 1, Form.LEVEL2: 2, Form.LEVEL3: 3, Form.LEVEL4: 4}
_NUMBERED = (*LEVELS, Form.ARTICLE)
_HEADS = (Form.PART, Form.CHAPTER, Form.SECTION)
_ALONE = (
    Form.PRINTED,
    Form.FILING,
    Form.DOCNO,
    Form.DATE,
    Form.SIGNATURE,
    Form.SPEAKER,
    Form.SALUTATION,
    Form.CELLS,
    Form.ANNEX,
)

_LOOKS: tuple[tuple[Form, re.Pattern[str]], ...] = (
    (Form.PRINTED, forms.PRINTED_RE),
    (Form.NOTE, forms.NOTE_RE),
    (Form.FILING, forms.FILING_RE),
    (Form.DOCNO, forms.DOCNO_RE),
    (Form.DATE, forms.DATE_LINE_RE),
    (Form.ANNEX, forms.ANNEX_RE),
    (Form.ANNEX_LIST, forms.ANNEX_LIST_RE),
    (Form.PART, forms.PART_RE),
    (Form.CHAPTER, forms.CHAPTER_RE),
    (Form.SECTION, forms.SECTION_RE),
    (Form.ARTICLE, forms.ARTICLE_RE),
    (Form.LEVEL1, forms.LEVEL_RES[0][1]),
    (Form.LEVEL2, forms.LEVEL_RES[1][1]),
    (Form.LEVEL3, forms.LEVEL_RES[2][1]),
    (Form.LEVEL4, forms.LEVEL_RES[3][1]),
    (Form.DASH, re.compile("——.+")),
)
"""Precedence is read off the table: the first pattern that matches a whole line names its form."""


_NUMBER_BEFORE_DIGIT_RE = re.compile("[0-9]{1,2}[.．] (?=[0-9]+[^0-9.%])")
"""2. 80周岁以上…: the space tells a list number from a decimal"""


def look(line: Line) -> Form:
    """What a single line looks like, its neighbours unseen."""
    if line.cells:
        return Form.CELLS
    if _NUMBER_BEFORE_DIGIT_RE.match(line.text.s):
        return Form.LEVEL3
    return next((form for form, pattern in _LOOKS if pattern.fullmatch(line.tight)), Form.PLAIN)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that make one logical paragraph, heading or row."""

    form: Form
    lines: tuple[Line, ...]
    sure: bool = True
    """False where a break inside or before it was decided without evidence."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of a raw file are set; measured, never told by the file's name."""

    column: float | None
    """Width of a hard-wrapped column in full-width characters; None where a line holds a whole paragraph."""
    indented: bool
    """Whether the white space before a paragraph's first line was kept, so that it is evidence."""


def dialect(raw: str, layout: Layout, lines: Sequence[Line]) -> str:
    """How a raw file is set, in words for an editor."""
    traits = ["Markdown"] if is_markdown(raw) else []
    traits += [f"hard-wrapped at {layout.column:g} characters"] if layout.column else ["a line holds a paragraph"]
    traits += ["indents kept"] if layout.indented else []
    traits += ["pipe tables"] if any(line.cells for line in lines) else []
    half = len(re.findall(f"(?<=[{HAN}])[,;:]", raw))
    traits += ["half-width punctuation"] if half > raw.count("，") else []
    return ", ".join(traits)


_LEAST_WRAPPED, _NEARLY = 0.35, 0.97
_MOST_WIDER = 0.08


def measure(lines: Sequence[Line]) -> Layout:
    """Find the column width: the width that most lines have, when hardly any line is wider."""
    widths = Counter(line.width for line in lines if not line.cells)
    total = sum(widths.values())
    if not total:
        return Layout(None, False)
    shares = {
        column: sum(n for width, n in widths.items() if column - 1 <= width <= column) / total
        for column in (half / 2 for half in range(20, 131))
    }
    share = max(shares.values())
    column = min(column for column in shares if shares[column] >= share * _NEARLY)  # hanging stops make lines wider
    wider = sum(n for width, n in widths.items() if width > column + 0.5) / total
    wrapped = share >= _LEAST_WRAPPED and wider <= _MOST_WIDER
    starts = [line for line in lines if look(line) in _NUMBERED]
    kept = sum(line.indent >= 1.5 for line in starts)
    flush = sum(line.indent < 1 for line in lines) > len(lines) // 3
    return Layout(column if wrapped else None, flush and len(starts) > 4 and kept * 2 > len(starts))


@dataclass(frozen=True, slots=True)
class _Place:
    """What a break is judged by: the paragraph so far, the line after the break, and what surrounds them."""

    form: Form
    so_far: str
    last: Line
    form_next: Form
    next: Line
    after: Line | None
    layout: Layout
    cut: bool
    """Whether the heading so far lacks what its siblings have, so that it must have been cut."""

    @property
    def full(self) -> bool:
        """Whether nothing more would have fitted on the last line, the indent of a first line counted."""
        column = self.layout.column
        if column is None or self.last.width > column + 1:  # a stop may hang over the edge
            return False
        indent = 2 if self.so_far == self.last.tight else 0
        return self.last.width + indent + _first_piece(self.next) > column - _gaps(self.last)


_GAP_RE = re.compile(f"[{HAN}](?=[0-9A-Za-z])|[0-9A-Za-z%](?=[{HAN}])")


def _gaps(line: Line) -> float:
    """The quarter spaces that typesetting puts between Han and Latin: a full line counts so much less."""
    return 0.25 * len(_GAP_RE.findall(line.tight))


_PIECE_RE = re.compile(r"(?:[0-9A-Za-z.,%％:/+-]+|[“‘（《〈【〔]+.|.)[，。；：、！？）》〉】〕”’…]*")


def _first_piece(line: Line) -> float:
    """Width of what would have to fit for the line to begin one line earlier: a character, a number, with its stops."""
    match = _PIECE_RE.match(line.tight)
    return width(match[0]) if match else 1.0


def _is_open(so_far: str) -> bool:
    """Whether a bracket or a title mark is still open near the end."""
    tail = so_far[-120:]
    return any(tail.rfind(left) > tail.rfind(right) for left, right in (("（", "）"), ("《", "》"), ("〔", "〕")))


def _starts_sentence_part(place: _Place) -> bool:
    plain = place.form is not Form.CELLS and place.form_next is Form.PLAIN
    return plain and bool(re.match("[，。；：、！？）》〕”’…%％]", place.next.tight))


def _continues_wrapped(place: _Place) -> bool | None:
    """Where words do not tell, in a hard-wrapped column: the widths of the lines may, or nothing does.

    A line that holds less than the column, although more would have fitted, is a first line with its indent.
    """
    column = place.layout.column
    assert column is not None  # the table asks only there
    if not place.full:
        return False
    if place.next.width > column - 1.75:  # wider than a first line can be
        return True
    if place.after is None or look(place.after) is not Form.PLAIN:
        return None
    room = column - place.next.width - _first_piece(place.after)
    return False if _gaps(place.next) <= room < 2.75 else None


def _shown_by_indent(place: _Place) -> bool | None:
    if not place.layout.indented or place.form in (Form.ROW, Form.TITLE):
        return None
    return place.next.indent < 1


Verdict = bool | None
"""True: joined. False: a new paragraph. None: the rule has nothing to say."""

_BREAKS: tuple[tuple[str, Callable[[_Place], Verdict]], ...] = (
    ("closing punctuation never begins a line", lambda p: True if _starts_sentence_part(p) else None),
    ("what stands on a line of its own ends there", lambda p: False if p.form in _ALONE else None),
    ("a title runs over lines", lambda p: p.form_next is Form.TITLE if p.form is Form.TITLE else None),
    ("a number, label or mark begins a paragraph", lambda p: False if p.form_next is not Form.PLAIN else None),
    ("an indent begins a paragraph, where indents were kept", _shown_by_indent),
    ("an attribution belongs to the paragraph before", lambda p: True if forms.ATTRIBUTION_RE.fullmatch(p.next.tight) else None),
    ("a cut heading goes on", lambda p: True if p.cut else None),
    ("a row goes on in the next line", lambda p: _is_row_tail(p.next) if p.form is Form.ROW else None),
    ("a heading on its own line ends there", lambda p: False if _is_whole_heading(p) else None),
    ("a bracket is still open", lambda p: True if _is_open(p.so_far) else None),
    ("after a colon comes a list", lambda p: False if p.so_far.endswith("：") and not _is_mid_column(p) else None),
    ("a line that left much room was meant to end", lambda p: False if _left_room(p) else None),
    ("each appointment is a paragraph", lambda p: False if _appoints(p.last.tight) and _appoints(p.next.tight) else None),
    ("no full stop, no end", lambda p: True if not forms.ends_sentence(p.so_far) else None),
    ("a hard-wrapped column shows it by its widths", lambda p: _continues_wrapped(p) if p.layout.column else False),
)  # fmt: skip


def _left_room(place: _Place) -> bool:
    """Whether a short line stands in a column where the next words would have fitted: a cell, a name, a list."""
    column = place.layout.column
    if column is None or place.full or place.form is Form.DASH or not re.search(f"[{HAN}）]$", place.last.tight):
        return False
    return place.last.width + _first_piece(place.next) < column - _MUCH_ROOM


_MUCH_ROOM = 4


def _appoints(tight: str) -> bool:
    """于某为某局副局长；, 范某的某局副主任职务； on a line of their own."""
    return tight.endswith(("；", "。")) and bool(forms.APPOINTMENT_RE.match(tight))


def _is_mid_column(place: _Place) -> bool:
    column = place.layout.column
    set_in_column = column is not None and max(place.last.width, place.next.width) <= column + 1
    return (
        set_in_column
        and column is not None
        and place.full
        and place.next.width > column - 1.5
        and place.next.indent < 1
    )


def _is_whole_heading(place: _Place) -> bool:
    """一、总体要求 on a line of its own, complete: not filled to the column's edge, no full stop in it."""
    if place.form in _HEADS:
        return not place.full or _continues_wrapped(place) is False
    if place.form not in LEVELS or "。" in place.so_far or place.so_far.endswith(tuple("，、；")):
        return False
    if place.layout.column is not None:
        return not place.full or ("，" not in place.so_far and _continues_wrapped(place) is False)
    return len(place.so_far) <= _LONGEST_HEADING


_LONGEST_HEADING = 60


def join(lines: Sequence[Line], layout: Layout, looks: Sequence[Form]) -> Iterator[Paragraph]:
    """Group lines into paragraphs.

    `looks` gives each line's form as the caller decided it (a list number stranded mid-sentence is PLAIN).
    """
    cuts = _cut_headings(lines, looks) if layout.column is None else set()
    group: list[Line] = []
    form, so_far, sure = Form.PLAIN, "", True
    for i, line in enumerate(lines):
        if group:
            after = lines[i + 1] if i + 1 < len(lines) else None
            place = _Place(form, so_far, group[-1], looks[i], line, after, layout, group[-1].no in cuts)
            verdict = next((v for _, rule in _BREAKS if (v := rule(place)) is not None), None)
            if verdict is not False:
                group.append(line)
                so_far += line.tight
                sure = sure and verdict is not None
                continue
            yield Paragraph(form, tuple(group), sure)
        group, form, so_far, sure = [line], looks[i], line.tight, True
    if group:
        yield Paragraph(form, tuple(group), sure)


def _cut_headings(lines: Sequence[Line], looks: Sequence[Form]) -> set[int]:
    """Lines whose siblings show that a page break cut them.

    Siblings are the numbered lines of one level under one parent. Where most of them run on behind their heading, or
    end it with a full stop, one that does neither, and is followed by plain text, was cut.
    """
    cuts = set()
    for siblings in _families(looks):
        tights = [lines[i].tight for i in siblings]
        run_in = sum(bool(re.search("。.", tight)) for tight in tights)
        stopped = sum("。" in tight or tight.endswith("；") for tight in tights)
        for i, tight in zip(siblings, tights, strict=True):
            plain_next = i + 1 < len(lines) and looks[i + 1] is Form.PLAIN
            bare = (
                "。" not in tight
                and not tight.endswith(("；", "："))
                and stopped > 0
                and stopped * 2 >= len(tights) - 1
            )
            ended = (
                tight.endswith("。")
                and tight.count("。") == 1
                and (run_in + 1) * 4 > len(tights) * 3
                and len(tights) > 2
            )
            if plain_next and (bare or (ended and len(tight) <= _COLUMN_LINE)):
                cuts.add(lines[i].no)
    return cuts


_COLUMN_LINE = 18
"""A heading cut behind its full stop stood on the one line of a column: no longer than columns are wide."""


def _families(looks: Sequence[Form]) -> Iterator[list[int]]:
    open_families: dict[int, list[int]] = {}
    for i, form in enumerate(looks):
        if form in LEVELS:
            level = LEVELS[form]
            for deeper in [key for key in open_families if key > level]:
                yield open_families.pop(deeper)
            open_families.setdefault(level, []).append(i)
        elif form in (*_HEADS, Form.TITLE, Form.PRINTED, Form.ANNEX, Form.DATE):
            yield from open_families.values()
            open_families = {}
    yield from open_families.values()


_NAME = f"[{HAN}](?: ?[{HAN}]){{1,3}}"
_ROLE_ROW_RE = re.compile(f"(?:[{HAN}]{{1,3}} ?[{HAN}]{{1,8}}[：] ?)?{_NAME}[ \u3000]+[{HAN}（）、A-Za-z0-9]{{2,40}}")
_SHORT = 36


def find_rows(lines: Sequence[Line], looks: list[Form]) -> None:
    """Mark in `looks` the rows of name, company and other plain lists: runs of short lines without punctuation.

    A line between two rows that begins no row of its own stays PLAIN: it is the wrapped end of the row before.
    """
    for rows in _runs(lines, looks):
        if len(rows) >= 3:
            for i in rows:
                looks[i] = Form.ROW


def _runs(lines: Sequence[Line], looks: Sequence[Form]) -> Iterator[list[int]]:
    rows: list[int] = []
    kind, tails = None, 0
    for i, line in enumerate(lines):
        found = _row_kind(line, looks[i])
        if found and found == kind:
            rows, tails = [*rows, i], 0
        elif rows and looks[i] is Form.PLAIN and _is_row_tail(line) and not tails and not found:
            tails += 1
        else:
            yield rows
            rows, kind, tails = ([i] if found else []), found, 0
    yield rows


def _row_kind(line: Line, form: Form) -> str | None:
    if line.width > _SHORT or forms.is_sentence(line.tight) or line.tight.endswith(tuple("。；：，、")):
        return None
    if form is Form.LEVEL3 and not re.search("[，。；：]", line.tight):
        return "numbered"
    if form is Form.PLAIN and _ROLE_ROW_RE.fullmatch(line.text.s):
        return "names"
    return None


def _is_row_tail(line: Line) -> bool:
    return line.width <= _COLUMN_LINE and not re.search("[，。；：]", line.tight)


def plausible(lines: Sequence[Line], looks: list[Form], layout: Layout) -> None:
    """Take back in `looks` what only looks like a number: a cited 第十二条 or （三） that a break put at a line's head."""
    article = 0
    for i, form in enumerate(looks):
        before = lines[i - 1].tight if i and looks[i - 1] not in _HEADS else "。"
        if form is Form.ARTICLE:
            match = forms.ARTICLE_RE.fullmatch(lines[i].tight)
            assert match is not None  # its form says so
            stopped = forms.SENTENCE_END_RE.search(before) or (i > 0 and looks[i - 1] is not Form.PLAIN)
            if _is_cited(match, article, bool(forms.SENTENCE_END_RE.search(before)), bool(stopped)):
                looks[i] = Form.PLAIN
            else:
                article = numerals.parse(match["last"] or match["n"]) or 0
        elif form in LEVELS and (
            re.match("[项目款]", _rest(lines[i], form))
            or (i and before.endswith(("、", "，", "第", "和", "及", "与", "（", "《", "“")))
            or (LEVELS[form] > 2 and _too_wide(lines, i, layout))
        ):
            looks[i] = Form.PLAIN


def _is_cited(match: re.Match[str], article: int, after_stop: bool, free: bool) -> bool:
    """Whether a 第…条 at a line's head is cited there: by what follows it, or because no article could begin."""
    follows = numerals.parse(match["n"]) in (1, article, article + 1)
    if re.match("(?:第|[，、。；）规所的和与或及])", match["rest"]):
        return not (after_stop and follows)
    return not follows and not free


def _too_wide(lines: Sequence[Line], i: int, layout: Layout) -> bool:
    """Whether a line fills the column, so that it cannot be a paragraph's first line, and the line before does too."""
    column = layout.column
    return bool(
        column and i and lines[i].width >= column - 1.5 and lines[i - 1].width > column - 2.5 and lines[i].indent < 1
    )


def _rest(line: Line, form: Form) -> str:
    match = forms.LEVEL_RES[LEVELS[form] - 1][1].fullmatch(line.tight)
    return match["rest"] if match else ""
