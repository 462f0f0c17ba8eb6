"""What a line looks like, its neighbours unseen."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from functools import cache
from itertools import compress, count, repeat
from operator import is_not
from string import ascii_lowercase, ascii_uppercase
from typing import Final, Literal

from converters.printed import forms
from converters.printed.characters import CLOSING, OPENING
from converters.printed.numerals import DIGITS, HAN_NUMERALS, NUMERAL


class Form(Enum):
    """What a line is, or begins: by its looks alone, but for those from ROW on, which its neighbours tell."""

    __hash__ = object.__hash__  # that of Enum is written in Python, and forms are looked up for every line

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
    HISTORY = auto()
    """Goes on with the bracket under the title of a law that tells where it comes from."""
    PLAIN = auto()


PLAIN: Final = Form.PLAIN
"""Asked of every line by every stage: a member by its name in its class takes Python 3.11 ten times as long."""

LEVELS: dict[Form, Literal[1, 2, 3, 4]] = {Form.LEVEL1: 1, Form.LEVEL2: 2, Form.LEVEL3: 3, Form.LEVEL4: 4}
NUMBERED = frozenset((*LEVELS, Form.ARTICLE))
"""What begins with a number that may stand anywhere on a page."""
DIVISIONS = frozenset((Form.PART, Form.CHAPTER, Form.SECTION))
"""编 章 节"""

_ROUND = "（("
_WIDE_UPPERCASE = "".join(map(chr, range(0xFF21, 0xFF3B)))
_BULLETS = "▲△●■◆◇★☆①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
"""What stands before each entry of a list"""
_ANY = ""
_NO_COMMA = f"(?!{NUMERAL}[，,])"

_LOOKS: tuple[tuple[Form, str, str, re.Pattern[str]], ...] = (
    # form, characters of which it begins with one, and ends with one, pattern of the whole line
    (Form.PRINTED, _ANY, f"发{CLOSING}", forms.PRINTED_RE),
    (Form.NOTE, f"{_ROUND}编注主抄分报发签", _ANY, forms.NOTE_RE),
    (Form.FILING, f"{OPENING}规统备登制审文编号{ascii_uppercase}{_WIDE_UPPERCASE}", _ANY, forms.FILING_RE),
    (Form.DOCNO, _ANY, f"号日{CLOSING}", forms.DOCNO_RE),
    (Form.DATE, _ANY, f"日号{CLOSING}", forms.DATE_LINE_RE),
    (Form.ANNEX, "附（［【", _ANY, forms.ANNEX_RE),
    (Form.ANNEX_LIST, "附", _ANY, forms.ANNEX_LIST_RE),
    (Form.PART, "第", _ANY, forms.PART_RE),
    (Form.CHAPTER, "第", _ANY, forms.CHAPTER_RE),
    (Form.SECTION, "第", _ANY, forms.SECTION_RE),
    (Form.ARTICLE, "第", _ANY, forms.ARTICLE_RE),
    (Form.LEVEL1, HAN_NUMERALS, _ANY, re.compile(f"{_NO_COMMA}{forms.LEVEL_RES[0][1].pattern}")),
    (Form.LEVEL2, f"{_ROUND}〔［[【〈{HAN_NUMERALS}", _ANY, forms.LEVEL_RES[1][1]),
    (Form.LEVEL3, DIGITS, _ANY, re.compile(f"{_NO_COMMA}{forms.LEVEL_RES[2][1].pattern}")),
    (Form.LEVEL4, f"{_ROUND}{DIGITS}", _ANY, forms.LEVEL_RES[3][1]),
    (Form.DASH, f"—{_BULLETS}{ascii_lowercase}", _ANY, re.compile(f"(?:——|[{_BULLETS}]|[a-z][)）]).+")),
)
"""Precedence is read off the table: the first pattern that matches a whole line names its form.

Beginning and end only save time: they are asked before the pattern.
"""

_NUMBER_BEFORE_DIGIT_RE = re.compile("[0-9]{1,2}[.．] (?=[0-9]+[^0-9.%])")
"""2. 80周岁以上…: the space tells a list number from a decimal"""


def not_plain(looks: Sequence[Form]) -> Iterator[int]:
    """Which lines are more than plain: few, and found without a look at each."""
    return compress(count(), map(is_not, looks, repeat(PLAIN)))


def set_apart(looks: list[Form], i: int) -> None:
    """Mark that a line begins a paragraph, where there is one, and it is plain so far."""
    if i < len(looks) and looks[i] is PLAIN:
        looks[i] = Form.APART


def look(words: str, tight: str) -> Form:
    """What a line looks like that is no row of a table; `tight` are its words without white space.

    >>> look("第一章　总则", "第一章总则")
    <Form.CHAPTER: 10>
    """
    last = tight[-1:]
    if "0" <= words[:1] <= "9" and _NUMBER_BEFORE_DIGIT_RE.match(words):
        return Form.LEVEL3
    for form, ends, pattern in _candidates(tight[:1]):
        if (not ends or last in ends) and pattern.fullmatch(tight):
            return form
    return PLAIN


BEGINNING = frozenset("".join(begins for _, begins, _, _ in _LOOKS))
ENDING = frozenset("".join(ends for _, _, ends, _ in _LOOKS))
"""With what lines begin, or end, that may be more than plain: asked first of many"""


@cache
def _candidates(first: str) -> tuple[tuple[Form, str, re.Pattern[str]], ...]:
    """What a line that begins with a character can be."""
    return tuple((form, ends, pattern) for form, begins, ends, pattern in _LOOKS if first in (begins or first))
