"""Numerals, as the law domain needs them: 十二, 12 and １２ are twelve, printed 十二; and how printed numbers look.

Standard library only. The converters have a table of their own; a test holds the two together.
"""

import re

NUMERAL = "[零〇○一二两三四五六七八九十百千0-9０-９]{1,8}"
"""Pattern of a number as people write it; :func:`number` says whether it is one."""

_DIGITS = {"〇": 0, "○": 0, "两": 2} | {char: value for value, char in enumerate("零一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


PRINTED = "[零〇○一二三四五六七八九两十百千]+"
"""Pattern of a number as headings print it."""
_DIGIT = "[0-9０-９]"


def _decimal(more: str) -> str:
    """Give a pattern of 2.1.2, where plans are numbered in decimals; `more` says how many parts follow the first."""
    return f"{_DIGIT}{{1,2}}(?:[.．]{_DIGIT}{{1,2}}){more}[.．、]?"


_FORMS = (
    f"{PRINTED}[、．.，,]",
    rf"[（(〔［\[【〈]?{PRINTED}[）)〕］\]】〉]",
    f"{_DIGIT}{{1,3}}[.．、·•，](?:(?!{_DIGIT})|(?=(?:[1１][9９]|[2２][0０]){_DIGIT}{{2}}年))",
    f"(?:[（(]|(?!{_DIGIT}{{3}}|0)){_DIGIT}+[）)]",
)
"""一、（一）1.（1）, with other brackets, a comma or a point behind them, too; a decimal such as 4.9% is no number of a
heading, 1.2024年 has one."""
_LEVELS = (
    *((re.compile(f"{_decimal(f'{{{more}}}')}\u3000"), more + 1) for more in range(4)),
    *((re.compile(form), level) for level, form in enumerate(_FORMS, 1)),
)
"""Numbers with their level: 1, 1.1, 1.1.1, 1.1.1.1, each with the ideographic space that the converters set behind it;
those of `_FORMS`."""
_NUMBER_RE = re.compile(
    "|".join(
        (
            f"第{PRINTED}[编章节条](?:之{PRINTED})?",
            *_FORMS,
            f"{_decimal('*')}(?=\u3000)",
            f"附[件录表](?:{PRINTED}|{_DIGIT}*(?:[-－—–]{_DIGIT}+)?)",
        )
    )
)
_GLUED_RE = re.compile(f"(?P<number>{_DIGIT}{{1,3}})[.．]")
_LAST_RE = re.compile("([0-9]+)(?:-dup[0-9]+)?$")


def printed_number(words: str, anchor: str = "") -> str:
    """Give the number that a heading or an item begins with; empty where it has none.

    Where one stands straight before a figure, the anchor tells it from a decimal.

    >>> [printed_number(words) for words in ("第三章　附则", "附录一　名录", "2.1　目的", "3.2024年目标", "4.9亿元")]
    ['第三章', '附录一', '2.1', '3.', '']
    >>> printed_number("4.3公里步道", "h1-1-4"), printed_number("4.3公里步道", "h1-1-5")
    ('4.', '')
    """
    found = _NUMBER_RE.match(words)
    return found[0] if found else _glued(words, anchor)


def levelled(words: str, anchor: str = "") -> tuple[str, int] | None:
    """Give the number as :func:`printed_number` does, and the level that its form is of; None where it has none.

    >>> levelled("（三）规划"), levelled("3）规划"), levelled("第三章")
    (('（三）', 2), ('3）', 4), None)
    """
    for pattern, level in _LEVELS:
        if found := pattern.match(words):
            return found[0], level
    glued = _glued(words, anchor)
    return (glued, 3) if glued else None


def _glued(words: str, anchor: str) -> str:
    """Give a number straight before a figure, if it is that of the anchor."""
    found, last = _GLUED_RE.match(words), _LAST_RE.search(anchor)
    return found[0] if found and last and int(found["number"]) == int(last[1]) else ""


def number(numeral: str) -> int | None:
    """Read a Chinese or Arabic numeral; None when it is none.

    >>> number("二十一"), number("105"), number("１２"), number("十十"), number("")
    (21, 105, 12, None, None)
    """
    text = numeral.translate(_FULL_WIDTH)
    if text.isascii():
        return int(text) if text.isdigit() else None
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, digit, above = 0, None, 10_000
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif (unit := _UNITS.get(char, above)) < above:
            total += (1 if digit is None else digit) * unit
            digit, above = None, unit
        else:
            return None
    return total + (digit or 0)


def han(value: int) -> str:
    """Print a number as it stands after 第; what no text counts to, 0 and 10000, in Arabic digits.

    >>> han(10), han(21), han(105), han(1001), han(12345)
    ('十', '二十一', '一百零五', '一千零一', '12345')
    """
    if not 1 <= value <= 9999:
        return str(value)
    digits = "零一二三四五六七八九"
    out = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            out += digits[digit] + name
        elif out and value and not out.endswith("零"):
            out += "零"
    return out.removeprefix("一") if out.startswith("一十") else out
