"""What a line looks like, its neighbours unseen."""

import re
from enum import Enum, auto
from typing import Literal

from converters import forms
from converters.lines import Line


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
    APART = auto()
    """Begins a paragraph without a number of this document: what it quotes, the word 目录."""
    PLAIN = auto()


LEVELS: dict[Form, Literal[1, 2, 3, 4]] = {Form.LEVEL1: 1, Form.LEVEL2: 2, Form.LEVEL3: 3, Form.LEVEL4: 4}
NUMBERED = (*LEVELS, Form.ARTICLE)
"""What begins with a number that may stand anywhere on a page."""
DIVISIONS = (Form.PART, Form.CHAPTER, Form.SECTION)
"""编 章 节"""

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
    (Form.DASH, re.compile("(?:——|[①-⑳]).+")),
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
