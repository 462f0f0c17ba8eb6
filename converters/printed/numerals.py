"""Chinese numerals: 第十二条 and 第12条 are the same number.

Standard library only. Every digit alphabet of the project is defined here and interpolated elsewhere.
"""

from functools import lru_cache

HAN_DIGITS = "零〇○一二三四五六七八九"
"""Digits as they stand in years; ○ (U+25CB) and 〇 (U+3007) are both printed for zero."""

HAN_NUMERALS = f"{HAN_DIGITS}两十百千"
"""What Chinese numerals are made of."""

HAN_NUMERAL = f"[{HAN_NUMERALS}]+"
"""Pattern of one, as in 第二十一条."""

DIGITS = "0123456789０１２３４５６７８９"
"""Arabic digits, half and full width."""

DIGIT = "[0-9０-９]"
"""Pattern of one of them. Never a bare ``\\d``, which also takes Arabic-Indic digits."""

ARABIC = f"{DIGIT}+"
"""Pattern of an Arabic number."""

NUMERAL = f"(?:{HAN_NUMERAL}|{ARABIC})"
"""Pattern of a printed number, Chinese or Arabic."""

POINT = "[.．、·•]"
"""Pattern of what stands behind the Arabic number of a list; · where a scan has moved the stop."""

LIST_NUMBER = f"(?:{ARABIC}{POINT}|{HAN_NUMERAL}、|[（(]{NUMERAL}[）)])"
"""Pattern of a number before the entry of a list: 3. 三、 （三） （3）"""

HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
"""Digits of full width in half width, for ``str.translate``."""

_LONGEST = 20
"""No printed number is longer; Python refuses to read thousands of digits."""

_VALUES = {"零": 0, "〇": 0, "○": 0, "两": 2} | {c: i for i, c in enumerate("一二三四五六七八九", 1)}
_UNITS = {"十": 10, "百": 100, "千": 1000}


@lru_cache(maxsize=4096)
def parse(numeral: str) -> int:
    """The value of a Chinese or Arabic numeral; 0 when it is none.

    >>> parse("十二"), parse("一百二十三"), parse("12"), parse("１２"), parse("二〇二三"), parse("十十")
    (12, 123, 12, 12, 2023, 0)
    """
    if not numeral or len(numeral) > _LONGEST:
        return 0
    if all("0" <= c <= "9" or "０" <= c <= "９" for c in numeral):
        return int(numeral)
    if all(c in _VALUES for c in numeral):
        return int("".join(str(_VALUES[c]) for c in numeral))
    return _with_units(numeral)


def _with_units(numeral: str) -> int:
    total, digit, last = 0, None, 10_000
    for char in numeral:
        if char in _UNITS:
            unit = _UNITS[char]
            if unit >= last:
                return 0
            total += (1 if digit is None else digit) * unit
            digit, last = None, unit
        elif char in _VALUES:
            digit = _VALUES[char]
        else:
            return 0
    return total + (digit or 0)


def like(numeral: str, value: int) -> str:
    """A value in the digits of another numeral.

    >>> like("三", 12), like("3", 12)
    ('十二', '12')
    """
    return str(value) if numeral.isascii() else han(value)


def han(value: int) -> str:
    """A number as it is printed after 第: 12 → 十二, 105 → 一百零五; what no text counts to, 10000, in Arabic digits.

    >>> han(12), han(20), han(105), han(110), han(1001), han(99999)
    ('十二', '二十', '一百零五', '一百一十', '一千零一', '99999')
    """
    if not 1 <= value <= 9999:
        return str(value)
    out, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            out += ("零" if zero else "") + "一二三四五六七八九"[digit - 1] + name
            zero = False
        else:
            zero = bool(out)
    return out[1:] if out.startswith("一十") else out
