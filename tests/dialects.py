"""Re-flow a known document into the raw text that a scanner, an OCR engine or a PDF text layer would give.

`reflow(document, style)` prints the units line by line, then the page around them, then the characters. Every raw line
remembers the unit it belongs to, so that the right answer is known for every dialect.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from converters.model import Kind
from tests.known import CELL_END, LINE_END, PAGE_END, Known, Unit


class Indent(StrEnum):
    """What becomes of the two empty characters before a paragraph's first line."""

    NONE = "none"
    """Paragraphs were set flush."""
    PRINTED = "printed"
    """The text layer has them as two ideographic spaces."""
    LOST = "lost"
    """They were set, so the first line is shorter, but the text layer dropped them."""


@dataclass(frozen=True, slots=True)
class Style:
    """A dialect of raw text: how lines, pages and characters come out."""

    width: int = 0
    """Full-width characters a line; 0 prints each paragraph in one line."""
    columns: int = 1
    """Columns a page; what is set across them is as much wider."""
    indent: Indent = Indent.NONE
    blank_between_units: bool = True
    blank_between_lines: bool = False
    markdown: bool = False
    """Headings as `#` of wrong depth, run-in headings bold, items as bullets, two spaces before a line break."""
    half_width: bool = False
    """，：；（）！？ come out as their ASCII look-alikes."""
    bracket_space: bool = False
    """A space stands before every opening quotation mark and bracket."""
    digit_space: bool = False
    """Spaces around numbers: 2024 年 3 月."""
    spread: int = 0
    """Every so-manieth full line is justified by spaces between its characters; 0 for none."""
    squares: bool = False
    """Digits and Latin letters stand in squares of their own, as wide as Chinese characters, and breaks part them."""
    number_space: str = " "
    """White space between 第一条 and its text."""
    name_pad: str = ""
    """What pads a name of two characters to the width of three."""
    page: int = 0
    """Printed lines a page; 0 for one endless page."""
    head: str = ""
    """Running head that stands at every page break, below the number of the page."""
    folio: str = ""
    """Page number at every page break, `{}` standing for the number; words may stand around it."""

    @property
    def bare(self) -> "Style":
        """The same dialect with the characters of the document, and no others."""
        return replace(self, half_width=False, head="", folio="")


@dataclass(frozen=True, slots=True)
class Line:
    """One raw line and what it is."""

    text: str
    unit: int | None
    """Index of the unit that it belongs to; None for blank lines and furniture."""


@dataclass(frozen=True, slots=True)
class Raw:
    """Raw text with its right answer."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The raw file."""
        return "\n".join(line.text for line in self.lines) + "\n"

    def span(self, unit: int) -> tuple[int, int]:
        """First and last line of a unit, 1-based."""
        own = [number for number, line in enumerate(self.lines, 1) if line.unit == unit]
        return own[0], own[-1]

    @property
    def furniture(self) -> tuple[int, ...]:
        """1-based lines that hold text of no unit."""
        return tuple(number for number, line in enumerate(self.lines, 1) if line.unit is None and line.text.strip())


_COLUMNS: Final = Style(width=18, columns=2, indent=Indent.LOST, blank_between_lines=True, half_width=True)

STYLES: Final[dict[str, Style]] = {
    "plain": Style(),
    "plain-spaced": Style(digit_space=True, name_pad=" "),
    "plain-tight": Style(blank_between_units=False),
    "plain-unspaced": Style(number_space=""),
    "plain-half-width": Style(half_width=True, bracket_space=True),
    "markdown": Style(markdown=True, name_pad=" "),
    "wrap-20": Style(width=20, indent=Indent.PRINTED, blank_between_units=False, number_space="　"),
    "wrap-24": Style(width=24, indent=Indent.LOST, blank_between_lines=True),
    "wrap-28": Style(width=28, indent=Indent.PRINTED, blank_between_units=False, page=22, folio="— {} —"),
    "wrap-34": Style(width=34, indent=Indent.PRINTED, blank_between_lines=True, page=30, folio="·{}·", name_pad="　"),
    "wrap-40": Style(width=40, blank_between_units=True),
    "wrap-25-squares": Style(width=25, squares=True, indent=Indent.PRINTED, blank_between_units=False),
    "columns-16": replace(_COLUMNS, width=16, bracket_space=True),
    "columns-18": replace(_COLUMNS, bracket_space=True, spread=9, page=46, head="云州市人民政府公报", folio="{}"),
    "columns-20": replace(_COLUMNS, width=20, page=60),
}
"""The dialect matrix."""

ENCODINGS: Final = ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16")

_HEADINGS = frozenset({1, 2, "part", "chapter", "section"})
_ONE_LINE = frozenset(
    {Kind.TITLE, Kind.DOCNO, Kind.FILING_NO, Kind.ADDRESSEE, Kind.SIGNATURE, Kind.DATE, Kind.PRINTED, Kind.ANNEX}
)
_NO_START = frozenset("，。、；：？！）》〉”’〕】％%")
_NO_END = frozenset("（《〈“‘〔【")
_RUN_RE = re.compile(r"[0-9A-Za-z.%+]+|.", re.DOTALL)
_HALF_WIDTH = str.maketrans("，：；（）！？", ",:;()!?")
_OPENING_RE = re.compile(r"(?<=[^\s“《〔（(〈【])(?=[“《〔（(])")
_NAME_RE = re.compile("[\u4e00-\u9fff\ue000-\uf8ff]{2}")
_SPREAD_RE = re.compile("(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff0-9])|(?<=[0-9])(?=[\u4e00-\u9fff])")
_NUMBER_RE = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9])|(?<=[0-9%])(?=[\u4e00-\u9fff])")


def reflow(document: Known, style: Style) -> Raw:
    """Print a known document in a dialect."""
    lines = list(_lines(document.units, style))
    if style.page:
        lines = list(_paged(lines, style))
    return Raw(tuple(Line(_characters(line.text, style, index), line.unit) for index, line in enumerate(lines)))


def _lines(units: Sequence[Unit], style: Style) -> Iterator[Line]:
    for index, unit in enumerate(units):
        printed = _printed(unit, index, style)
        joined = index + 1 < len(units) and _joined(unit, units[index + 1], style)
        for place, text in enumerate(printed):
            ending = "  " if joined and unit.kind == Kind.SIGNATURE else ""
            yield Line(text + ending, index)
            if unit.table and not style.width and (index == 0 or not units[index - 1].table):
                yield Line("|" + "---|" * (unit.text.count(CELL_END) + 1), index)
            if place < len(printed) - 1 and (style.blank_between_lines or (not style.width and unit.kind != Kind.ROW)):
                yield Line("", None)
        if style.blank_between_lines or (style.blank_between_units and not joined):
            yield Line("", None)


def _joined(unit: Unit, after: Unit, style: Style) -> bool:
    """Whether no blank line stands between two units, though the dialect has them between paragraphs."""
    if unit.kind == after.kind == Kind.ROW:
        return True
    if not style.markdown:
        return False
    listed = unit.level == after.level == "item"
    return listed or (unit.kind == Kind.SIGNATURE and after.kind in {Kind.SIGNATURE, Kind.DATE})


def _printed(unit: Unit, index: int, style: Style) -> list[str]:
    if unit.kind == Kind.ROW:
        return _cells(unit, style).split(LINE_END)
    text = unit.text
    if unit.level == "article" and unit.number:
        text = unit.number + style.number_space + text.removeprefix(unit.number).lstrip()
    if style.markdown:
        return _markdown(unit, text, index)
    text = text.replace("**", "")
    if not style.width:
        return text.replace(LINE_END, " ").split(PAGE_END)
    pieces = text.replace(PAGE_END, "").split(LINE_END)
    if unit.kind in _ONE_LINE:
        return pieces
    return [
        line
        for piece in pieces
        for line in wrap(piece, style.width * (style.columns if unit.wide else 1), style.indent, squares=style.squares)
    ]


def _cells(unit: Unit, style: Style) -> str:
    *names, last = unit.text.split(CELL_END)
    cells = [*(style.name_pad.join(name) if _NAME_RE.fullmatch(name) else name for name in names), last]
    if unit.table and not style.width:
        return f"| {' | '.join(cells)} |"
    return " ".join(cells).replace("： ", "：")


def _markdown(unit: Unit, text: str, index: int) -> list[str]:
    text = text.replace(LINE_END, " ")
    if unit.kind == Kind.TITLE or (unit.kind == Kind.HEADING and unit.level in _HEADINGS):
        text = "#" * (1 + index % 4) + " " + text
    elif unit.level == "item":
        text = f"- {text}"
    elif unit.level == "article" and unit.number:
        text = f"**{unit.number}**{text.removeprefix(unit.number)}"
    elif unit.heading and index % 2:
        words = text.index("。") + 1 if "。" in text else len(text)
        text = f"**{text[:words]}**{text[words:]}"
    return text.split(PAGE_END)


def wrap(text: str, width: int, indent: Indent, *, squares: bool = False) -> list[str]:
    """Break a paragraph into lines as Chinese typesetters do.

    Numbers and words stay whole, unless each of their characters takes one of the `squares`. No line begins with a
    closing mark: it is squeezed in where another mark gives way, else the character before it goes down with it. No
    line ends with an opening mark.
    """
    lines: list[list[str]] = [[]]
    room = 2 * width - (4 if indent != Indent.NONE else 0)
    for run in text if squares else _RUN_RE.findall(text):
        line, size = lines[-1], 2 if squares else _size(run)
        squeezed = run in _NO_START and room >= 0 and not _NO_START.isdisjoint(line)
        if line and size > room and not squeezed:
            keep = len(line) - _carried(line, run)
            lines.append(line[keep:])
            del line[keep:]
            carried = "".join(lines[-1])
            room = 2 * width - (2 * len(carried) if squares else _size(carried))
        lines[-1].append(run)
        room -= size
    first, *others = map("".join, lines)
    return ["　　" + first if indent == Indent.PRINTED else first, *others]


def _size(text: str) -> int:
    return sum(1 if char < "\u0250" else 2 for char in text)


def _carried(line: Sequence[str], run: str) -> int:
    """How many runs at the end of a line must go down with the run that no longer fits."""
    count = 0
    while count < len(line) - 1 and ((line[-count] if count else run) in _NO_START or line[-count - 1] in _NO_END):
        count += 1
    return count


def _paged(lines: Sequence[Line], style: Style) -> Iterator[Line]:
    printed, page = 0, 1
    for line in lines:
        if line.text and printed == style.page:
            yield from _furniture(style, page)
            printed, page = 0, page + 1
        printed += bool(line.text)
        yield line


def _furniture(style: Style, page: int) -> Iterator[Line]:
    for text in filter(None, (style.folio.format(page), style.head)):
        yield Line(text, None)
        if style.blank_between_lines:
            yield Line("", None)


def _characters(text: str, style: Style, index: int) -> str:
    if style.digit_space:
        text = _NUMBER_RE.sub(" ", text)
    if style.half_width:
        text = text.translate(_HALF_WIDTH)
    if style.bracket_space:
        text = _OPENING_RE.sub(" ", text)
    if style.spread and style.width and index % style.spread == 0 and len(text) >= style.width - 2:
        text = text[:4] + _SPREAD_RE.sub(" ", text[4:])
    return text
