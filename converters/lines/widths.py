"""What the width of a line tells in a hard-wrapped column: how much it fills, and what would still have fitted."""

import re

from converters.lines.lines import Line
from converters.lines.looks import NUMBERED
from converters.printed.characters import BLANK, HAN, width
from converters.printed.numerals import ARABIC

_GAP_BEFORE_RE, _GAP_BEHIND_RE = re.compile(f"[0-9A-Za-z](?<=[{HAN}].)"), re.compile(f"[0-9A-Za-z%](?=[{HAN}])")
_PRINTED_RE = re.compile(f"(?<=[{HAN}]) [0-9A-Za-z]|[0-9A-Za-z%] (?=[{HAN}])")
"""2024 年 3 月: what a text layer prints of those quarters takes a half"""
_NUMBER_RE = re.compile(f"(?:(?P<article>第[^条]{{1,8}}条)|{ARABIC}[.．、])[{BLANK}]")
"""第三条 绿道, 1. 绿道"""


def gaps(line: Line) -> float:
    """What a full line counts less: a space behind its number, the quarter ones that are set between Han and Latin."""
    number = _NUMBER_RE.match(line.words) if line.form in NUMBERED else None
    behind = (1 if number["article"] else 0.5) if number else 0
    if line.width == len(line.tight):  # nothing Latin in it
        return behind
    behind += 0.25 * len(_PRINTED_RE.findall(line.words)) if " " in line.words else 0
    return behind + 0.25 * (len(_GAP_BEFORE_RE.findall(line.tight)) + len(_GAP_BEHIND_RE.findall(line.tight)))


_PIECE_RE = re.compile(r"(?:[“‘（《〈【〔]*(?:[0-9A-Za-z.,%％:/+-]+|.))[，。；：、！？）》〉】〕”’…]*")
_ONE_RE = re.compile("[\u4e00-\u9fff](?![，。；：、！？）》〉】〕”’…])")


def first_piece(tight: str) -> float:
    """Width of what had to fit for words to begin one line earlier: a character, or a number, with its stops."""
    if _ONE_RE.match(tight):
        return 1.0
    match = _PIECE_RE.match(tight)
    return width(match[0]) if match else 1.0


def bare_width(line: Line) -> float:
    """Width without a stop that may hang over the edge."""
    return line.width - line.tight.endswith(("，", "、", "。", "；", "："))


def is_too_wide(line: Line, column: float) -> bool:
    """Whether a line is wider than a first line can be."""
    return bare_width(line) > column - 1.75


def room_beside(column: float, line: Line, after: Line) -> float:
    """How much of the column stays empty beside a line, had the beginning of the next been set on it, too."""
    return column - line.width - first_piece(after.tight)
