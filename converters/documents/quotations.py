"""What an amending decision quotes: numbers of another document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from converters.documents.cited import cites, goes_inline, is_cut_off, is_full
from converters.lines.layout import Layout
from converters.lines.lines import Line, together
from converters.lines.looks import DIVISIONS, LEVELS, PLAIN, Form

_QUOTE_RE = re.compile("[“”]")

_AMENDS = "(?:修改为|修改如下|改为|作为第[^，。；：]{1,12}[条款项章节]|表述为|调整为|规定如下)[，,]?[：:]?"
_AMENDS_RE = re.compile(f"{_AMENDS}(?<!调整为)(?<![^修]改为)$")
"""第五条修改为：, 增加一条，作为第八条：; a price may be 调整为 another at the end of a line"""
_AMENDS_HINT_RE = re.compile("修改如下|改为|作为第|表述为|调整为|规定如下")
_AMENDS_QUOTING_RE = re.compile(f"{_AMENDS}“[^”]*$")
_AFTER_RE = re.compile("本决定|此外|根据本决定|其他条款|有关条[款文]")
_ENDING = (Form.DATE, Form.DOCNO, Form.PRINTED, Form.ANNEX)
_IN_SIGHT, _LONGEST = 200, 24
"""How much of the words is looked at, and how much of it an announcement takes"""


@dataclass(slots=True)
class _Quotation:
    """What an amending decision is quoting while its lines go by."""

    level: int = 0
    """Level of the number under which it quotes; 0 for none."""
    marked: bool = False
    """Whether a quotation mark is open, so that only its closing ends the quotation."""
    bare: bool = False
    """Whether articles follow without quotation marks, until the next amendment."""
    tail: str = ""
    """The end of the words so far."""

    def ends_before(self, line: Line, form: Form) -> bool:
        """Whether a line can be no part of what is quoted."""
        level = LEVELS.get(form, 0)
        amends = self.bare and 0 < level <= self.level
        return amends or form in _ENDING or bool(_AFTER_RE.match(line.tight))

    def read(self, line: Line, form: Form) -> None:
        """Go over a line."""
        self.level = LEVELS.get(form, self.level)
        self.tail = (self.tail + line.tight)[-_IN_SIGHT:]
        opened, closed = self.tail.rfind("“"), self.tail.rfind("”")
        self.marked = opened > closed and (self.marked or self.bare or bool(_AMENDS_QUOTING_RE.search(self.tail)))
        amends = self.bare or bool(_AMENDS_RE.search(self.tail, max(len(self.tail) - _LONGEST, 0)))
        self.bare = not self.marked and amends and closed < 0


def quote(lines: Sequence[Line], looks: list[Form], layout: Layout) -> None:
    """Mark as APART the numbered lines, and those that open with “, of what an amending decision quotes.

    A “ at the head of a line goes on with the paragraph where the line before is full.
    """
    if not _AMENDS_HINT_RE.search(together(lines)):
        return
    quotation = _Quotation()
    for i, line in enumerate(lines):
        form = looks[i]
        if quotation.ends_before(line, form) or (quotation.marked and not _is_closed(lines, i)):
            if form is PLAIN and i and lines[i - 1].tight[-1] == "”" and _AFTER_RE.match(line.tight):
                looks[i] = Form.APART
            quotation = _Quotation()
        quoted = quotation.marked or quotation.bare
        if quoted and form is Form.ARTICLE and cites(lines[i - 1].tight):
            form = looks[i] = PLAIN
        if quoted and form in LEVELS and i and is_cut_off(lines[i - 1], PLAIN, line, layout):
            form = looks[i] = PLAIN if goes_inline(lines, i, form) else form
        announced = i and lines[i - 1].tight[-1] == "：" and is_full(lines[i - 1], looks[i - 1], line, layout)
        opens = line.tight[0] == "“" and not announced
        if quoted and (form in LEVELS or form is Form.ARTICLE or form in DIVISIONS or opens):
            looks[i] = Form.APART
        if not quoted and form not in (PLAIN, Form.APART):
            quotation.tail = ""
        quotation.read(line, looks[i])


def _is_closed(lines: Sequence[Line], i: int) -> bool:
    """Whether the quotation open before a line ends in it or further down; a “ may open each paragraph of it."""
    for line in lines[i : i + _MOST_QUOTED]:
        if mark := _QUOTE_RE.search(line.tight):
            return mark[0] == "”" or mark.start() == 0
    return False


_MOST_QUOTED = 60
