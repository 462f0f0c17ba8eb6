"""What characters are, and plain strings of them: white space, Chinese, full width, lines.

Standard library only.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate, count
from operator import add

BLANK = " \t\r\f\v\u00a0\u2002\u2003\u2009\u200a\u200b\u3000\ufeff"
"""What counts as white space within a line; named, because ``\\s`` leaves out U+200B and takes U+0085."""

BLANKS_RE = re.compile(f"[{BLANK}]+")

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff"
"""Character class of Chinese characters, private-use ones included, for use inside brackets of a pattern."""

WIDE = "、。〃〈〉《》「」『』【】〔〕〖〗“”‘’—…·！（），：；？－～％＋"
"""Full-width punctuation of Chinese setting."""

OPENING, CLOSING = "（(〔［[【〖﹝", "）)〕］]】〗﹞"
"""Brackets of every form that gazettes print; a pair may be mixed, as in （济政办字〔2018〕71号)."""

OPEN, CLOSE = f"[{re.escape(OPENING)}]", f"[{re.escape(CLOSING)}]"
"""Patterns of one of them."""

DASHES = "—–－-"
"""Dashes of every width, for the end of brackets of a pattern, where the last, the hyphen, means no range."""

PLACES = "省市县区州盟旗"
"""With what the name of a place ends that has a government."""


STOP_RE = re.compile("[，。；：]")
"""A mark that running text has, and neither a name nor a cell."""


@cache
def is_chinese(char: str) -> bool:
    """Whether a character is Chinese, or a mark of Chinese setting; an empty string is neither.

    >>> is_chinese("云"), is_chinese("，"), is_chinese("A"), is_chinese("")
    (True, True, False, False)
    """
    return _CHINESE_RE.match(char) is not None


_CHINESE_RE = re.compile(f"[{HAN}{WIDE}]")


def width(s: str) -> float:
    """Width in full-width characters as a column is set: digits and Latin letters a half, white space nothing.

    >>> width("增长5.5%，服务业"), width("规 模")
    (8.0, 2.0)
    """
    return width_of_tight(_BLANK_RE.sub("", s))


def width_of_tight(s: str) -> float:
    """The same of a string without white space."""
    return 0.5 * (len(s) + len(of_full_width(s)))


def without_blanks(s: str) -> str:
    """A string without any white space.

    >>> without_blanks("规 模　")
    '规模'
    """
    return s if _BLANKS.isdisjoint(s) else _BLANK_RE.sub("", s)


def blanks_as(text: str, new: str) -> str:
    """A long text with something else for each blank: kind by kind, each is found faster than all by a pattern."""
    for blank in BLANK:
        text = text.replace(blank, new)
    return text


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text with spaces from some places to others, which are in order."""
    return overlaid(text, " " * len(text), spans)


def overlaid(text: str, other: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text with what another, as long, has from some places to others, which are in order."""
    pieces: list[str] = []
    last = 0
    for start, end in spans:
        pieces += (text[last:start], other[start:end])
        last = end
    return "".join(pieces) + text[last:]


def behind_blanks(text: str, start: int) -> int:
    """The first place from one on without white space."""
    while text[start : start + 1] in _BLANKS:
        start += 1
    return start


def of_full_width(s: str) -> bytes:
    r"""A byte for each full-width character of lines without white space, and their line feeds.

    Half-width punctuation counts as what it becomes. What Latin-1 lacks is taken to be full-width, as it is in fonts
    for Chinese: in bytes that is told four times as fast as by a pattern.

    >>> len(of_full_width("增长5.5%，A组"))
    4
    """
    return s.encode("latin-1", "replace").translate(None, _NARROW)


def line_starts(lines: Iterable[str], start: int = 0) -> Iterator[int]:
    r"""Where lines begin that stand one behind the other with a line feed between them, and where another would.

    >>> list(line_starts("云州\n\n市".split("\n")))
    [0, 3, 4, 6]
    """
    return map(add, accumulate(map(len, lines), initial=start), count())


def line_around(text: str, at: int) -> tuple[int, int]:
    """Where the line begins and ends on which a place is."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


_BLANK_RE, _BLANKS = re.compile(f"[{BLANK}]"), frozenset(BLANK)
_NARROW = bytes(set(range(256)) - set(b",;:()?!\n"))
