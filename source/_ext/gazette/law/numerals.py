"""Numerals, as the law domain needs them: 十二, 12 and １２ are twelve, printed 十二; and how printed numbers look.

Standard library only. The converters have a table of their own; a test holds the two together.
"""

import re

NUMERAL = "[零〇○一二两三四五六七八九十百千0-9０-９]{1,8}"
"""Pattern of a number as people write it; :func:`number` says whether it is one."""

_DIGITS = {"〇": 0, "○": 0, "两": 2} | {char: value for value, char in enumerate("零一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def decimal_pattern(more: str) -> str:
    """Give a pattern of 2.1.2, where plans are numbered in decimals; `more` says how many parts follow the first."""
    return f"[0-9０-９]{{1,2}}(?:[.．][0-9０-９]{{1,2}}){more}[.．、]?"


DECIMAL_RES = tuple(re.compile(f"{decimal_pattern(f'{{{more}}}')}\u3000") for more in range(4))
"""1, 1.1, 1.1.1 and 1.1.1.1, each with the ideographic space that the converters set behind it."""


PRINTED = "[一二三四五六七八九十百千〇零]+"
"""Pattern of a number as headings print it."""
NUMBER_RE = re.compile(
    rf"""第{PRINTED}[编章节条](?:之{PRINTED})?     # 第三章, 第十二条之一
       | {PRINTED}、                               # 一、
       | [（(](?:{PRINTED}|[0-9]+)[）)]            # （一）, （1）
       | {decimal_pattern("*")}(?=\u3000)           # 2.1.2
       | [0-9]+(?:\.(?![0-9])|[．、])              # 1.
       | 附[件录表](?:{PRINTED}|[0-9０-９]*)       # 附件2, 附录一
    """,
    re.VERBOSE,
)
"""A printed number at the beginning of a heading or an item."""


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
